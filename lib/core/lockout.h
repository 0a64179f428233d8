/*
 * lockout.h - how often somebody may fail to sign in
 *
 * Failures are counted over LOCKOUT_WINDOW_S seconds:
 *   an account from one address: after 5, that pair waits 15 minutes;
 *   one address, any account: after 50, it waits 15 minutes;
 *   one account, any address: after 20, it waits one minute, and after each
 *   further failure again.
 * An address of IPv6 is its network, /64.  A browser from which that account
 * has signed in before stands for itself instead of all three: after 5 failures
 * it waits 15 minutes, and what others do does not count.  So a stranger who
 * guesses from many places does not keep an official out, and an office behind
 * one address is not stopped by one colleague's typing.
 *
 * Subjects are kept as hashes.  The same statements are run whether the
 * account exists or not.
 */
#ifndef CORE_LOCKOUT_H
#define CORE_LOCKOUT_H
#include "base/ctx.h"
struct db;

enum { LOCKOUT_WINDOW_S = 900 };

struct lockout {
	const char *account, *address, *pair, *browser; /* hashes */
	bool known; /* the browser stands for itself */
};
/* browser: a secret of the visitor's cookie; "" is never known. */
enum rc lockout_open(struct db *, const struct ctx *, const char *login,
    const char *address, const char *browser, struct lockout *ret) NODISCARD;
/* Seconds to wait from now on; 0: none. */
enum rc lockout_wait(struct db *, const struct ctx *, const struct lockout *,
    long *ret) NODISCARD;
enum rc lockout_fail(struct db *, const struct ctx *,
    const struct lockout *) NODISCARD;
/* They are in: failures are forgotten, the browser is known. */
enum rc lockout_pass(struct db *, const struct ctx *,
    const struct lockout *) NODISCARD;
/*
 * A wrong API token from an address, which is counted (to be committed); after
 * `tries` of them *ret_wait is what is left of the wait, and nothing is
 * counted.
 */
enum rc lockout_token(struct db *, const struct ctx *, const char *address,
    long tries, long wait, long *ret_wait) NODISCARD;
/*
 * What may be done `tries` times in LOCKOUT_WINDOW_S by whoever subject is, and
 * then not for `wait` seconds: counted, unless *ret_wait says to wait.
 */
struct limit {
	const char *kind, *subject;
	long tries, wait;
};
enum rc lockout_limit(struct db *, const struct ctx *, const struct limit *,
    long *ret_wait) NODISCARD;
/* An address of IPv6 is its network. */
const char *lockout_network(struct arena *, const char *address);
/* What no longer counts: failures, and browsers not seen, for so many days. */
enum rc lockout_sweep(struct db *, const char *real, long failures,
    long browsers) NODISCARD;
#endif
