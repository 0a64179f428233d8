/* lockout.c - how often somebody may fail to sign in */
#include <string.h>
#include "core/lockout.h"
#include "core/network.h"
#include "io/db.h"
#include "io/secret.h"

enum {
	PAIR_TRIES = 5,
	ADDRESS_TRIES = 50,
	ACCOUNT_TRIES = 20,
	LONG_WAIT_S = 900,
	SHORT_WAIT_S = 60
};

struct wait {
	long seconds;
};
static const struct db_col wait_cols[] = { COL(struct wait, seconds) };
DB_ROWS(select_wait, wait_cols,
    "SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, ?, until)), 0) AS seconds"
    " FROM signin_fail WHERE who IN (?, ?, ?)");
struct seen {
	bool known;
};
static const struct db_col seen_cols[] = { COL(struct seen, known) };
DB_ROWS(select_known, seen_cols,
    "SELECT COUNT(*) > 0 AS known FROM signin_known WHERE who = ?");
/* A count that is older than the window begins again at one. */
DB_STMT(count_fail,
    "INSERT INTO signin_fail (who, n, since, until) VALUES (?, 1, ?, ?)"
    " ON DUPLICATE KEY UPDATE"
    " n = IF(since < DATE_SUB(?, INTERVAL ? SECOND), 1, n + 1),"
    " since = IF(n = 1, VALUES(since), since),"
    " until = IF(n >= ?, DATE_ADD(?, INTERVAL ? SECOND), until)");
DB_STMT(forget_fail, "DELETE FROM signin_fail WHERE who IN (?, ?)");
DB_STMT(insert_known, "INSERT INTO signin_known (who, at) VALUES (?, ?)"
		      " ON DUPLICATE KEY UPDATE at = VALUES(at)");
DB_STMT(delete_fails,
    "DELETE FROM signin_fail WHERE until < DATE_SUB(?, INTERVAL ? DAY)"
    " AND since < DATE_SUB(?, INTERVAL ? DAY)");
DB_STMT(delete_known,
    "DELETE FROM signin_known WHERE at < DATE_SUB(?, INTERVAL ? DAY)");

static const char *
key(struct arena *mem, const char *kind, const char *a, const char *b)
{
	const char *text = str_fmt(mem, "%s\n%s\n%s", kind, a, b);

	return secret_sha256(mem, text, strlen(text));
}

static const char *
network(struct arena *mem, const char *address)
{
	return network_of(mem, address);
}

enum rc
lockout_open(struct db *db, const struct ctx *ctx, const char *login,
    const char *address, const char *browser, struct lockout *ret)
{
	struct arena *mem = ctx->mem;
	struct seen seen;

	address = network(mem, address);
	*ret = (struct lockout){ .account = key(mem, "account", login, ""),
		.address = key(mem, "address", address, ""),
		.pair = key(mem, "pair", login, address),
		.browser = key(mem, "browser", login, browser) };
	TRY(db_row(db, select_known, ARGS(ret->browser), &seen));
	ret->known = seen.known;
	if (*browser == '\0') /* so that it is never known, either */
		ret->browser = NULL;
	return OK;
}

enum rc
lockout_wait(struct db *db, const struct ctx *ctx, const struct lockout *l,
    long *ret)
{
	const char *b = l->browser;
	struct wait wait;

	if (l->known)
		TRY(db_row(db, select_wait, ARGS(ctx->real, b, b, b), &wait));
	else
		TRY(db_row(db, select_wait,
		    ARGS(ctx->real, l->account, l->address, l->pair), &wait));
	*ret = wait.seconds > 0 ? wait.seconds : 0;
	return OK;
}

static enum rc
count_one(struct db *db, const char *real, const char *who, long tries,
    long wait)
{
	return db_exec(db, count_fail,
	    ARGS(who, real, real, real, (long)LOCKOUT_WINDOW_S, tries, real,
		wait),
	    NULL);
}

enum rc
lockout_fail(struct db *db, const struct ctx *ctx, const struct lockout *l)
{
	const char *real = ctx->real;

	if (l->known)
		return count_one(db, real, l->browser, PAIR_TRIES, LONG_WAIT_S);
	TRY(count_one(db, real, l->account, ACCOUNT_TRIES, SHORT_WAIT_S));
	TRY(count_one(db, real, l->address, ADDRESS_TRIES, LONG_WAIT_S));
	return count_one(db, real, l->pair, PAIR_TRIES, LONG_WAIT_S);
}

enum rc
lockout_pass(struct db *db, const struct ctx *ctx, const struct lockout *l)
{
	const char *b = l->browser;

	if (l->known)
		TRY(db_exec(db, forget_fail, ARGS(b, b), NULL));
	else
		TRY(db_exec(db, forget_fail, ARGS(l->account, l->pair), NULL));
	if (b == NULL)
		return OK;
	return db_exec(db, insert_known, ARGS(b, ctx->real), NULL);
}

enum rc
lockout_sweep(struct db *db, const char *real, long failures, long browsers)
{
	TRY(db_exec(db, delete_fails, ARGS(real, failures, real, failures),
	    NULL));
	return db_exec(db, delete_known, ARGS(real, browsers), NULL);
}

enum rc
lockout_limit(struct db *db, const struct ctx *ctx, const struct limit *l,
    long *ret_wait)
{
	const char *who = key(ctx->mem, l->kind, l->subject, "");
	struct wait left;

	TRY(db_row(db, select_wait, ARGS(ctx->real, who, who, who), &left));
	*ret_wait = left.seconds > 0 ? left.seconds : 0;
	if (*ret_wait > 0)
		return OK;
	return count_one(db, ctx->real, who, l->tries, l->wait);
}

const char *
lockout_network(struct arena *mem, const char *address)
{
	return network(mem, address);
}
