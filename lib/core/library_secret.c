/* library_secret.c - the key that packages are signed with, and known keys */
#include <string.h>
#include "base/utf8.h"
#include "core/audit.h"
#include "core/library.h"
#include "core/library_part.h"
#include "io/db.h"
#include "io/secret.h"

enum { NAME_LEN = 200 };

struct seed {
	const char *seed;
};
static const struct db_col seed_cols[] = { COL(struct seed, seed) };
DB_ROWS(select_seed, seed_cols, "SELECT seed FROM library_seed WHERE id = 1");
DB_STMT(insert_seed, "INSERT INTO library_seed (id, seed) VALUES (1, ?)");
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

static enum rc
seed_get(struct db *db, const struct ctx *ctx, const char **ret)
{
	struct audit_head head;
	struct seed row;
	enum rc rc = db_row(db, select_seed, ARGS(), &row);

	if (rc == OK)
		*ret = row.seed;
	if (rc != E_NOTFOUND)
		return rc;
	TRY(audit_lock(db, AUDIT_FORMS, &head));
	*ret = secret_seed(ctx->mem);
	TRY(db_exec(db, insert_seed, ARGS(*ret), NULL));
	TRY(db_exec(db, insert_key,
	    ARGS(secret_public(ctx->mem, *ret), _("this installation"), true,
		ctx->real),
	    NULL));
	return audit_add(db, ctx, &head, "make", "key", 0,
	    secret_public(ctx->mem, *ret));
}

enum rc
library_key(struct db *db, const struct ctx *ctx, const char **ret)
{
	const char *seed;

	TRY(seed_get(db, ctx, &seed));
	*ret = secret_public(ctx->mem, seed);
	return OK;
}

enum rc
library_keys(struct db *db, struct library_keys *ret)
{
	return db_rows(db, select_keys, ARGS(), ret);
}

enum rc
library_seal(struct db *db, const struct ctx *ctx, const char *text,
    const char **ret_key, const char **ret_signature)
{
	const char *seed;

	TRY(seed_get(db, ctx, &seed));
	*ret_key = secret_public(ctx->mem, seed);
	*ret_signature = secret_sign(ctx->mem, seed, text, strlen(text));
	return OK;
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
	TRY(db_exec(db, insert_key, ARGS(public, name, false, ctx->real),
	    NULL));
	return audit_add(db, ctx, &head, "trust", "key", 0,
	    str_fmt(ctx->mem, "%s: %s", name, public));
}
