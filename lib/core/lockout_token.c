/*
 * lockout_token.c - how often an address may send a wrong API token
 *
 * Apart from lockout.c, since every program meets tokens and few may forget a
 * failure or know a browser.
 */
#include <string.h>
#include "core/lockout.h"
#include "core/network.h"
#include "io/db.h"
#include "io/secret.h"

struct left {
	long seconds;
};
static const struct db_col left_cols[] = { COL(struct left, seconds) };
DB_ROWS(select_left, left_cols,
    "SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, ?, until)), 0) AS seconds"
    " FROM signin_fail WHERE who = ?");
/* A count that is older than the window begins again at one. */
DB_STMT(count_token,
    "INSERT INTO signin_fail (who, n, since, until) VALUES (?, 1, ?, ?)"
    " ON DUPLICATE KEY UPDATE"
    " n = IF(since < DATE_SUB(?, INTERVAL ? SECOND), 1, n + 1),"
    " since = IF(n = 1, VALUES(since), since),"
    " until = IF(n >= ?, DATE_ADD(?, INTERVAL ? SECOND), until)");

enum rc
lockout_token(struct db *db, const struct ctx *ctx, const char *address,
    long tries, long wait, long *ret_wait)
{
	const char *text =
	    str_fmt(ctx->mem, "token\n%s\n", network_of(ctx->mem, address));
	const char *who = secret_sha256(ctx->mem, text, strlen(text));
	const char *real = ctx->real;
	struct left left;

	TRY(db_row(db, select_left, ARGS(real, who), &left));
	*ret_wait = left.seconds > 0 ? left.seconds : 0;
	if (*ret_wait > 0)
		return OK;
	return db_exec(db, count_token,
	    ARGS(who, real, real, real, (long)LOCKOUT_WINDOW_S, tries, real,
		wait),
	    NULL);
}
