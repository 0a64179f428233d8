/* library_key.c - keys that are known here: public ones, and whose they are */
#include <string.h>
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/library_part.h"
#include "io/db.h"
#include "io/secret.h"

enum { NAME_LEN = 200 };

DB_STMT(insert_key,
    "INSERT INTO library_key (public, name, own, added) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE name = VALUES(name)");
static const struct db_col key_cols[] = {
	COL(struct library_key, public),
	COL(struct library_key, name),
	COL(struct library_key, added),
	COL(struct library_key, own),
};
DB_ROWS(select_keys, key_cols,
    "SELECT k.public, k.name, k.added, k.own FROM library_key k"
    " ORDER BY k.own DESC, k.name, k.public");

enum rc
library_keys(struct db *db, struct library_keys *ret)
{
	return db_rows(db, select_keys, ARGS(), ret);
}

enum rc
library_key_add(struct db *db, const struct ctx *ctx, const char *public,
    const char *name, bool own)
{
	return db_exec(db, insert_key, ARGS(public, name, own, ctx->real),
	    NULL);
}

enum rc
library_trust(struct db *db, const struct ctx *ctx, const char *public,
    const char *name, struct findings *f)
{
	struct audit_head head;

	if (public == NULL || strlen(public) != SECRET_KEY ||
	    strspn(public, "0123456789abcdef") != SECRET_KEY)
		finding(f, "key",
		    _("A key has 64 digits and letters from a to f."));
	if (utf8_blank(name) || utf8_len(name) > NAME_LEN)
		finding(f, "name",
		    _("A name is needed, of at most %d characters."), NAME_LEN);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, AUDIT_FORMS, &head));
	TRY(library_key_add(db, ctx, public, name, false));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", NULL, name);
	change_text(&c, "key", NULL, public);
	return audit_change(db, ctx, &head, "trust", "key", 0,
	    str_fmt(ctx->mem, "%s: %s", name, public), &c);
}
