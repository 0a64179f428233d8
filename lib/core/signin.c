/* signin.c - signing in and out, and changing a password */
#include <string.h>
#include "core/audit.h"
#include "core/lockout.h"
#include "core/second.h"
#include "core/session.h"
#include "core/signin.h"
#include "io/conf.h"

enum { SLOT_WAIT_S = 5 };

struct secret_cost
signin_cost(const struct conf *conf)
{
	return (struct secret_cost){ .kib = conf->hash_kib,
		.passes = conf->hash_passes,
		.dir = conf->run,
		.slots = conf->hash_slots };
}

/* As telephones type it: capitals, and spaces around it, make no difference. */
static const char *
fold(struct arena *mem, const char *login)
{
	login += strspn(login, " ");
	size_t n = strlen(login);
	while (n > 0 && login[n - 1] == ' ')
		n--;
	char *text = str_ndup(mem, login, n);
	for (char *c = text; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return text;
}

/*
 * A password whose hash has become cheap is hashed anew while it is known.  No
 * slot, no memory: the next time will do.
 */
static enum rc
rehash(struct db *db, const struct ctx *ctx, const struct signin *s,
    const struct person_secret *secret)
{
	const char *hash;

	if (!secret_cheap(s->cost, secret->pwhash) ||
	    secret_hash(ctx->mem, s->cost, s->password, &hash) != OK)
		return OK;
	return secret_rehash(db, secret->person_id, secret->pwhash, hash);
}

/*
 * Who has that login and that password; *ret_account is the account that was
 * tried, 0 if there is none.  A text that can be no login is looked up as none:
 * the database's idea of equal letters is not ours.
 */
static enum rc
who_is(struct db *db, const struct ctx *ctx, const struct signin *s,
    const char *login, long *ret_account, struct signin_found *ret)
{
	struct person_secret secret;
	bool fits;

	TRY(secret_by_login(db, ctx, login_valid(login) ? login : "", &secret));
	TRY(secret_check(ctx->mem, s->cost, secret.pwhash, s->password, &fits));
	*ret_account = secret.person_id;
	*ret = (struct signin_found){ 0 };
	if (!fits || secret.locked)
		return OK;
	ret->person = secret.person_id;
	ret->second = secret.second;
	return rehash(db, ctx, s, &secret);
}

/* Where there is no such account, the text may be anything: a password. */
static const char *
told(struct arena *mem, const char *login, long account)
{
	return str_fmt(mem, "login=%s; how=password",
	    account == 0 ? "(unknown)" : login);
}

enum rc
signin(struct db *db, const struct ctx *ctx, const struct signin *s,
    struct signin_found *ret, long *ret_wait)
{
	const char *login = fold(ctx->mem, s->login);
	struct audit_head head;
	struct lockout lock;
	long account;

	TRY(lockout_open(db, ctx, login, s->address, s->browser, &lock));
	TRY(lockout_wait(db, ctx, &lock, ret_wait));
	if (*ret_wait > 0)
		return fail(E_TOOMANY, "sign-in from %s waits", s->address);
	*ret_wait = SLOT_WAIT_S;
	TRY(who_is(db, ctx, s, login, &account, ret));
	TRY(audit_lock(db, audit_stream_of(login), &head));
	if (ret->person == 0)
		TRY(lockout_fail(db, ctx, &lock));
	else if (!ret->second) /* who guesses codes is not forgiven for it */
		TRY(lockout_pass(db, ctx, &lock));
	return audit_add(db, ctx, &head,
	    ret->person == 0 ? "refuse" :
	    ret->second      ? "password-given" :
			       "signin",
	    "person", ret->person, told(ctx->mem, login, account));
}

/* Do they know the password of the account that they act as? */
static enum rc
knows(struct db *db, const struct ctx *ctx, const struct signin *s,
    struct lockout *lock, bool *ret, long *ret_wait)
{
	struct person_secret secret;

	TRY(lockout_open(db, ctx, s->login, s->address, s->browser, lock));
	TRY(lockout_wait(db, ctx, lock, ret_wait));
	if (*ret_wait > 0)
		return fail(E_TOOMANY, "%s waits", s->login);
	*ret_wait = SLOT_WAIT_S;
	TRY(secret_by_login(db, ctx, s->login, &secret));
	return secret_check(ctx->mem, s->cost, secret.pwhash, s->password, ret);
}

enum rc
signin_again(struct db *db, const struct ctx *ctx, const struct signin *s,
    bool strong, struct findings *f, long *ret_wait)
{
	long stream = audit_stream_of(s->login);
	struct lockout lock;
	bool fits;

	TRY(knows(db, ctx, s, &lock, &fits, ret_wait));
	if (!fits)
		finding(f, "password", _("This is not your password."));
	if (strong)
		TRY(signin_knows_code(db, ctx, s, f, &fits));
	TRY(audit_one(db, ctx, stream, fits ? "prove" : "refuse", "person",
	    ctx->actor->id, told(ctx->mem, s->login, ctx->actor->id)));
	if (fits)
		return lockout_pass(db, ctx, &lock);
	TRY(lockout_fail(db, ctx, &lock));
	return E_INVALID;
}

enum rc
signout(struct db *db, const struct ctx *ctx, const char *token)
{
	TRY(audit_one(db, ctx, audit_stream_of(ctx->actor->login), "signout",
	    "person", ctx->actor->id, ""));
	return session_close(db, token);
}

/* What is wrong with a new password, and with the present one. */
static enum rc
look_over(struct db *db, const struct ctx *ctx, const struct signin *s,
    bool fits, const char *new, const char *again, struct findings *f)
{
	if (!fits)
		finding(f, "old", _("This is not your present password."));
	if (strcmp(new, again) != 0)
		finding(f, "again", _("The two new passwords differ."));
	if (strcmp(new, s->password) != 0)
		return password_look(db, ctx,
		    &(struct password_of){ s->login, s->name, 0, s->conf }, new,
		    "new", f);
	finding(f, "new", _("The new password is the old one."));
	return OK;
}

enum rc
password_change(struct db *db, const struct ctx *ctx, const struct signin *s,
    const char *new, const char *again, struct findings *f, long *ret_wait)
{
	struct lockout lock;
	const char *hash;
	bool fits;

	TRY(knows(db, ctx, s, &lock, &fits, ret_wait));
	TRY(look_over(db, ctx, s, fits, new, again, f));
	if (!fits)
		TRY(lockout_fail(db, ctx, &lock));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(secret_hash(ctx->mem, s->cost, new, &hash));
	TRY(audit_one(db, ctx, audit_stream_of(s->login), "password", "person",
	    ctx->actor->id, ""));
	return secret_store(db, ctx, ctx->actor->id, hash);
}
