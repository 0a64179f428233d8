/*
 * signin.h - signing in and out, and changing a password
 *
 * An unknown account and a wrong password take the same statements and one
 * Argon2 computation, and answer the same; lockout.h says how often they may.
 */
#ifndef CORE_SIGNIN_H
#define CORE_SIGNIN_H
#include "core/person.h"
#include "core/second.h"

struct signin {
	const char *login, *password, *address;
	const char *browser; /* a secret of the visitor's cookie, or "" */
	const struct secret_cost *cost;
	const char *name; /* the person's, where a new password is judged */
	const char *code; /* of the second factor, where it is asked for */
	const struct conf *conf;
};
struct signin_found {
	long person; /* 0: refused */
	bool second; /* not in yet: signin_ticket(), then signin_code() */
};
/* What a password costs here. */
struct secret_cost signin_cost(const struct conf *);
/*
 * ret->person 0: refused (to be committed: the failure is counted and on
 * record).  E_TOOMANY: wait *ret_wait seconds; nothing was computed.
 */
enum rc signin(struct db *, const struct ctx *, const struct signin *,
    struct signin_found *ret, long *ret_wait) NODISCARD;
/*
 * signin_code.c: the second step.  The ticket stands for the password, for five
 * minutes, in the browser that it was given in; the form holds it, the database
 * its hash.
 */
enum rc signin_ticket(struct db *, const struct ctx *, long person,
    const char *browser, const char *ticket) NODISCARD;
struct signin_step {
	const char *ticket, *code, *address, *browser;
	const struct conf *conf;
};
/*
 * *ret_person 0: *ret_is says why (to be committed: it counts as a failure to
 * sign in); E_SIGNIN: the ticket is over, they begin again.  E_TOOMANY as
 * above.
 */
enum rc signin_code(struct db *, const struct ctx *, const struct signin_step *,
    long *ret_person, enum second_is *ret_is, long *ret_wait) NODISCARD;
/*
 * For the actor, who shows again who they are; strong: by two factors.
 * E_INVALID with a finding at "password" or "code": to be committed, since it
 * counts as a failure to sign in.
 * E_TOOMANY as above.
 */
enum rc signin_again(struct db *, const struct ctx *, const struct signin *,
    bool strong, struct findings *, long *ret_wait) NODISCARD;
/*
 * Their password is known already, the code is not; as signin_again().
 * E_NOTFOUND: they have no second factor.
 */
enum rc signin_second(struct db *, const struct ctx *, const struct signin *,
    struct findings *, long *ret_wait) NODISCARD;
/* What of it signin_again() uses: *fits is false where the code is not right.
 */
enum rc signin_knows_code(struct db *, const struct ctx *,
    const struct signin *, struct findings *, bool *fits) NODISCARD;
/* The session of this token hash ends. */
enum rc signout(struct db *, const struct ctx *, const char *token) NODISCARD;
/*
 * For the actor, whose present password is in `signin`.  E_INVALID with
 * findings at old, new, again: to be committed, since a wrong present password
 * counts as a failure to sign in.  E_TOOMANY as above.
 */
enum rc password_change(struct db *, const struct ctx *, const struct signin *,
    const char *new, const char *again, struct findings *,
    long *ret_wait) NODISCARD;
#endif
