/* signin_code.c - the second step of signing in */
#include <string.h>
#include "core/audit.h"
#include "core/lockout.h"
#include "core/signin.h"

enum { TICKET_MIN = 5, TICKET_TRIES = 5 };

struct ticket {
	long person_id;
	const char *login;
};
static const struct db_col ticket_cols[] = {
	COL(struct ticket, person_id),
	COL(struct ticket, login),
};
DB_STMT(delete_former,
    "DELETE FROM signin_ticket WHERE person_id = ? AND browser = ?");
DB_STMT(insert_ticket,
    "INSERT INTO signin_ticket (hash, person_id, browser, expires)"
    " VALUES (?, ?, ?, DATE_ADD(?, INTERVAL ? MINUTE))");
DB_ROWS(select_ticket, ticket_cols,
    "SELECT t.person_id, p.login FROM signin_ticket t"
    " JOIN person p ON p.id = t.person_id WHERE t.hash = ? AND t.browser = ?"
    " AND t.expires > ? AND t.tries < ? AND p.locked = 0 AND ? < p.valid_to");
DB_STMT(update_tries,
    "UPDATE signin_ticket SET tries = tries + 1 WHERE hash = ?");
DB_STMT(delete_ticket, "DELETE FROM signin_ticket WHERE hash = ?");

static const char *
hash_of(struct arena *mem, const char *text)
{
	return secret_sha256(mem, text, strlen(text));
}

enum rc
signin_ticket(struct db *db, const struct ctx *ctx, long person,
    const char *browser, const char *ticket)
{
	const char *where = hash_of(ctx->mem, browser);

	TRY(db_exec(db, delete_former, ARGS(person, where), NULL));
	return db_exec(db, insert_ticket,
	    ARGS(hash_of(ctx->mem, ticket), person, where, ctx->real,
		(long)TICKET_MIN),
	    NULL);
}

static enum rc
find(struct db *db, const struct ctx *ctx, const struct signin_step *s,
    const char *hash, struct ticket *ret)
{
	enum rc rc = db_row(db, select_ticket,
	    ARGS(hash, hash_of(ctx->mem, s->browser), ctx->real,
		(long)TICKET_TRIES, ctx->today),
	    ret);

	return rc == E_NOTFOUND ? fail(E_SIGNIN, "no such ticket") : rc;
}

static enum rc
judge(struct db *db, const struct ctx *ctx, const struct signin_step *s,
    const struct ticket *t, const struct lockout *lock, const char *hash,
    enum second_is *ret_is)
{
	struct audit_head head;
	const char *told =
	    str_fmt(ctx->mem, "login=%s; second factor", t->login);

	TRY(audit_lock(db, audit_stream_of(t->login), &head));
	TRY(second_check(db, ctx, s->conf, t->person_id, s->code, ret_is));
	if (*ret_is == SECOND_RIGHT) {
		TRY(lockout_pass(db, ctx, lock));
		TRY(db_exec(db, delete_ticket, ARGS(hash), NULL));
	} else {
		TRY(lockout_fail(db, ctx, lock));
		TRY(db_exec(db, update_tries, ARGS(hash), NULL));
	}
	return audit_add(db, ctx, &head,
	    *ret_is == SECOND_RIGHT ? "signin" : "refuse", "person",
	    t->person_id, told);
}

enum rc
signin_code(struct db *db, const struct ctx *ctx, const struct signin_step *s,
    long *ret_person, enum second_is *ret_is, long *ret_wait)
{
	const char *hash = hash_of(ctx->mem, s->ticket);
	struct lockout lock;
	struct ticket t;

	TRY(find(db, ctx, s, hash, &t));
	TRY(lockout_open(db, ctx, t.login, s->address, s->browser, &lock));
	TRY(lockout_wait(db, ctx, &lock, ret_wait));
	if (*ret_wait > 0)
		return fail(E_TOOMANY, "codes of %s wait", t.login);
	TRY(judge(db, ctx, s, &t, &lock, hash, ret_is));
	*ret_person = *ret_is == SECOND_RIGHT ? t.person_id : 0;
	return OK;
}

/* The code of who has one; nothing is said of it where the password is wrong.
 */
enum rc
signin_knows_code(struct db *db, const struct ctx *ctx, const struct signin *s,
    struct findings *f, bool *fits)
{
	enum second_is is;
	enum rc rc;

	if (!*fits)
		return OK;
	rc = second_check(db, ctx, s->conf, ctx->actor->id,
	    s->code == NULL ? "" : s->code, &is);
	if (rc == E_NOTFOUND) /* another one has vouched for them */
		return OK;
	TRY(rc);
	*fits = is == SECOND_RIGHT;
	if (!*fits)
		finding(f, "code", "%s", second_say(is));
	return OK;
}

enum rc
signin_second(struct db *db, const struct ctx *ctx, const struct signin *s,
    struct findings *f, long *ret_wait)
{
	long stream = audit_stream_of(s->login);
	struct lockout lock;
	enum second_is is;

	TRY(lockout_open(db, ctx, s->login, s->address, s->browser, &lock));
	TRY(lockout_wait(db, ctx, &lock, ret_wait));
	if (*ret_wait > 0)
		return fail(E_TOOMANY, "codes of %s wait", s->login);
	TRY(second_check(db, ctx, s->conf, ctx->actor->id, s->code, &is));
	TRY(audit_one(db, ctx, stream, is == SECOND_RIGHT ? "prove" : "refuse",
	    "person", ctx->actor->id, "second factor"));
	if (is == SECOND_RIGHT)
		return lockout_pass(db, ctx, &lock);
	finding(f, "code", "%s", second_say(is));
	TRY(lockout_fail(db, ctx, &lock));
	return E_INVALID;
}
