/*
 * library_secret.c - the key that packages are signed with
 *
 * Whoever can read the seed can sign as this installation: only programs that
 * sign link this file (tests/web/secrets.t).  Known keys: library_key.c.
 */
#include <string.h>
#include "core/audit.h"
#include "core/change.h"
#include "core/library.h"
#include "core/library_part.h"
#include "io/db.h"
#include "io/secret.h"

struct seed {
	const char *seed;
};
static const struct db_col seed_cols[] = { COL(struct seed, seed) };
DB_ROWS(select_seed, seed_cols, "SELECT seed FROM library_seed WHERE id = 1");
DB_STMT(insert_seed, "INSERT INTO library_seed (id, seed) VALUES (1, ?)");
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
	TRY(library_key_add(db, ctx, secret_public(ctx->mem, *ret),
	    _("this installation"), true));
	struct change c = change_new(ctx->mem);
	change_text(&c, "key", NULL, secret_public(ctx->mem, *ret));
	return audit_change(db, ctx, &head, "make", "key", 0, "", &c);
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
library_seal(struct db *db, const struct ctx *ctx, const char *text,
    const char **ret_key, const char **ret_signature)
{
	const char *seed;

	TRY(seed_get(db, ctx, &seed));
	*ret_key = secret_public(ctx->mem, seed);
	*ret_signature = secret_sign(ctx->mem, seed, text, strlen(text));
	return OK;
}
