/* signin.c - signing in, its lock-out, and changing a password */
#include <string.h>
#include "core/audit.h"
#include "core/signin.h"

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
/* A count that is older than the window begins again at one. */
DB_STMT(count_fail,
    "INSERT INTO signin_fail (who, n, since, until) VALUES (?, 1, ?, ?)"
    " ON DUPLICATE KEY UPDATE"
    " n = IF(since < DATE_SUB(?, INTERVAL ? SECOND), 1, n + 1),"
    " since = IF(n = 1, VALUES(since), since),"
    " until = IF(n >= ?, DATE_ADD(?, INTERVAL ? SECOND), until)");
DB_STMT(forget_fail, "DELETE FROM signin_fail WHERE who IN (?, ?)");

struct keys {
	const char *account, *address, *pair;
};

static const char *
key(struct arena *mem, const char *kind, const char *a, const char *b)
{
	const char *text = str_fmt(mem, "%s\n%s\n%s", kind, a, b);

	return secret_sha256(mem, text, strlen(text));
}

static struct keys
keys_of(struct arena *mem, const struct signin *s)
{
	return (struct keys){ .account = key(mem, "account", s->login, ""),
		.address = key(mem, "address", s->address, ""),
		.pair = key(mem, "pair", s->login, s->address) };
}

static enum rc
count_one(struct db *db, const char *real, const char *who, long tries,
    long wait)
{
	return db_exec(db, count_fail,
	    ARGS(who, real, real, real, (long)SIGNIN_WINDOW_S, tries, real,
		wait),
	    NULL);
}

static enum rc
count_all(struct db *db, const char *real, const struct keys *k)
{
	TRY(count_one(db, real, k->account, ACCOUNT_TRIES, SHORT_WAIT_S));
	TRY(count_one(db, real, k->address, ADDRESS_TRIES, LONG_WAIT_S));
	return count_one(db, real, k->pair, PAIR_TRIES, LONG_WAIT_S);
}

enum rc
signin(struct db *db, const struct ctx *ctx, const struct signin *s,
    long *ret_person, long *ret_wait)
{
	struct keys k = keys_of(ctx->mem, s);
	struct person_secret secret;
	struct audit_head head;
	struct wait wait;
	bool fits;

	TRY(db_row(db, select_wait,
	    ARGS(ctx->real, k.account, k.address, k.pair), &wait));
	*ret_wait = wait.seconds;
	if (wait.seconds > 0)
		return fail(E_TOOMANY, "sign-in from %s waits", s->address);
	TRY(secret_by_login(db, s->login, &secret));
	*ret_wait = 5;
	TRY(secret_check(ctx->mem, s->cost, secret.pwhash, s->password, &fits));
	*ret_person = fits && !secret.locked ? secret.person_id : 0;
	TRY(audit_lock(db, audit_stream_of(s->login), &head));
	if (*ret_person == 0)
		TRY(count_all(db, ctx->real, &k));
	else
		TRY(db_exec(db, forget_fail, ARGS(k.account, k.pair), NULL));
	return audit_add(db, ctx, &head, *ret_person == 0 ? "refuse" : "signin",
	    "person", *ret_person,
	    str_fmt(ctx->mem, "login=%s; address=%s", s->login, s->address));
}

enum rc
password_change(struct db *db, const struct ctx *ctx,
    const struct secret_cost *cost, const char *old, const char *new,
    const char *again, struct findings *f)
{
	const char *login = ctx->actor->login, *hash;
	struct person_secret secret;
	bool fits;

	TRY(secret_by_login(db, login, &secret));
	TRY(secret_check(ctx->mem, cost, secret.pwhash, old, &fits));
	if (!fits)
		finding(f, "old", _("This is not your present password."));
	if (strcmp(new, again) != 0)
		finding(f, "again", _("The two new passwords differ."));
	if (strcmp(new, old) == 0)
		finding(f, "new", _("The new password is the old one."));
	else
		(void)password_allowed(login, new, "new", f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(secret_hash(ctx->mem, cost, new, &hash));
	TRY(audit_one(db, ctx, audit_stream_of(login), "password", "person",
	    ctx->actor->id, ""));
	return secret_store(db, ctx, ctx->actor->id, hash);
}
