/*
 * session.h - who is signed in, and the one clock of a request
 *
 * The cookie holds 32 random bytes; the database holds their SHA-256.  A
 * session ends 12 hours after it was last seen, and after 7 days at the latest:
 * longer than a deadline's day, since hashing passwords is what such a day
 * cannot afford.
 */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H
#include "base/ctx.h"
struct db;

enum { SESSION_IDLE_HOURS = 12, SESSION_DAYS = 7 };

struct session {
	struct actor actor;
	const char *lang; /* the person's own choice */
	const char *now, *today, *real;
	bool demo;
	bool stale; /* touch it */
};
/*
 * One statement for all of it: the clock, the person, the grants valid today;
 * of nobody, the clock.  token NULL, unknown or expired: actor.id is 0.
 */
enum rc session_resume(struct db *, const char *token,
    struct session *ret) NODISCARD;
/*
 * The same for a request that carries a cron key instead of a cookie: it acts
 * for the key's account, for that one job, and never becomes a session.
 */
enum rc session_by_key(struct db *, const char *hash, const char *job,
    struct session *ret) NODISCARD;
/*
 * The same by an API token (core/token.h), narrowed to what it is for: its
 * person is the actor, actor.only says how far.  Revoked, expired, or of a
 * locked account: actor.id is 0.  stale: its use goes on record (token_used).
 * It never becomes a session either.
 */
enum rc session_by_token(struct db *, const char *hash,
    struct session *ret) NODISCARD;
enum rc session_open(struct db *, long person, const char *token,
    const char *real) NODISCARD;
enum rc session_touch(struct db *, const char *token,
    const char *real) NODISCARD;
enum rc session_close(struct db *, const char *token) NODISCARD;
/* All others of that person: after a change of password. */
enum rc session_close_others(struct db *, long person,
    const char *token) NODISCARD;
enum rc session_sweep(struct db *, const char *real) NODISCARD;
#endif
