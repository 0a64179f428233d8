/*
 * signin.h - signing in and changing a password
 *
 * An unknown account and a wrong password take the same statements and one
 * Argon2 computation, and answer the same.  Failures are counted over
 * SIGNIN_WINDOW_S seconds:
 *   account from one address: after 5, that pair waits 15 minutes;
 *   one address, any account: after 50, it waits 15 minutes;
 *   one account, any address: after 20, it waits one minute.
 * So a stranger who guesses from many places keeps an official out for a
 * minute at most, and an office behind one address is not stopped by one
 * colleague's typing.
 */
#ifndef CORE_SIGNIN_H
#define CORE_SIGNIN_H
#include "core/person.h"

enum { SIGNIN_WINDOW_S = 900 };

struct signin {
	const char *login, *password, *address;
	const struct secret_cost *cost;
};
/*
 * *ret_person 0: refused (to be committed: the failure is counted and on
 * record).  E_TOOMANY: wait *ret_wait seconds; nothing was computed.
 */
enum rc signin(struct db *, const struct ctx *, const struct signin *,
    long *ret_person, long *ret_wait) NODISCARD;
/* E_INVALID with findings at old, new, again. */
enum rc password_change(struct db *, const struct ctx *,
    const struct secret_cost *, const char *old, const char *new,
    const char *again, struct findings *) NODISCARD;
#endif
