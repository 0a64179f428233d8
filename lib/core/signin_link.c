/* signin_link.c - a password chosen by a one-time link */
#include <string.h>
#include "core/audit.h"
#include "core/session.h"
#include "core/signin.h"
#include "core/signin_link.h"
#include "io/db.h"

static const struct db_col link_cols[] = {
	COL(struct link_to, person_id),
	COL(struct link_to, login),
	COL(struct link_to, name),
};
DB_ROWS(select_link, link_cols,
    "SELECT l.person_id, p.login, p.name FROM signin_link l"
    " JOIN person p ON p.id = l.person_id AND p.locked = 0 AND ? < p.valid_to"
    " LEFT JOIN person_secret s ON s.person_id = l.person_id"
    " WHERE l.hash = ? AND l.expires > ?"
    " AND COALESCE(s.changed, l.made) <= l.made");
DB_STMT(delete_links, "DELETE FROM signin_link WHERE person_id = ?");

enum rc
signin_link_find(struct db *db, const struct ctx *ctx, const char *key,
    struct link_to *ret)
{
	return db_row(db, select_link,
	    ARGS(ctx->today, secret_sha256(ctx->mem, key, strlen(key)),
		ctx->real),
	    ret);
}

/* The link is gone first: of two that use it at once one finds it. */
static enum rc
put_password(struct db *db, const struct ctx *ctx, const struct link_to *l,
    const char *hash)
{
	long gone;

	TRY(audit_one(db, ctx, audit_stream_of(l->login), "password", "person",
	    l->person_id, "by a one-time link"));
	TRY(db_exec(db, delete_links, ARGS(l->person_id), &gone));
	if (gone == 0)
		return E_NOTFOUND;
	TRY(session_close_others(db, l->person_id, ""));
	return secret_store(db, ctx, l->person_id, hash);
}

enum rc
signin_link_use(struct db *db, const struct ctx *ctx, const struct conf *conf,
    const char *key, const char *new, const char *again, struct findings *f)
{
	struct secret_cost cost = signin_cost(conf);
	struct link_to l;
	const char *hash;

	TRY(signin_link_find(db, ctx, key, &l));
	if (strcmp(new, again) != 0)
		finding(f, "again", _("The two new passwords differ."));
	TRY(password_look(db, ctx,
	    &(struct password_of){ l.login, l.name, 0, conf }, new, "new", f));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(secret_hash(ctx->mem, &cost, new, &hash));
	return put_password(db, ctx, &l, hash);
}
