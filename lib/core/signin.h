/*
 * signin.h - signing in and out, and changing a password
 *
 * An unknown account and a wrong password take the same statements and one
 * Argon2 computation, and answer the same; lockout.h says how often they may.
 */
#ifndef CORE_SIGNIN_H
#define CORE_SIGNIN_H
#include "core/person.h"

struct signin {
	const char *login, *password, *address;
	const char *browser; /* a secret of the visitor's cookie, or "" */
	const struct secret_cost *cost;
};
/*
 * *ret_person 0: refused (to be committed: the failure is counted and on
 * record).  E_TOOMANY: wait *ret_wait seconds; nothing was computed.
 */
enum rc signin(struct db *, const struct ctx *, const struct signin *,
    long *ret_person, long *ret_wait) NODISCARD;
/*
 * For the actor, who shows again who they are.  E_INVALID with a finding at
 * "password": to be committed, since it counts as a failure to sign in.
 * E_TOOMANY as above.
 */
enum rc signin_again(struct db *, const struct ctx *, const struct signin *,
    struct findings *, long *ret_wait) NODISCARD;
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
