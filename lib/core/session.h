/*
 * session.h - who is signed in, and the one clock of a request
 *
 * The cookie holds 32 random bytes; the database holds their SHA-256.  The
 * first half is the session's root, from which the tokens of its forms follow:
 * it stays.  The other half is drawn anew whenever its owner shows who they are
 * (session_proved()), so that what was stolen before is worth nothing then, and
 * forms that are open go on.
 *
 * A session ends when it was not seen for session_idle_minutes, and
 * session_hours after it began at the latest; somebody who has more than
 * session_most loses the one that was seen longest ago (baocao.conf).  One that
 * ran out opens nothing, but whose it was is known for a day (core/kept.h).
 */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H
#include "base/ctx.h"
struct conf;
struct db;

struct session {
	struct actor actor;
	const char *lang; /* the person's own choice */
	const char *now, *today, *real;
	bool demo;
	bool stale;    /* touch it */
	long id;       /* 0: none, a visitor or a cron key */
	long proved_s; /* seconds since they last showed who they are */
	bool strong;   /* ... by two factors */
};
/* How long, and how many of one person: the installation's settings. */
struct session_life {
	long idle_min, hours, most;
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
struct session_new {
	long person;
	const char *token; /* SHA-256 of the cookie's */
	const char *address, *agent;
	bool strong;
};
/* As the settings have it. */
struct session_life session_life_of(const struct conf *);
enum rc session_open(struct db *, const struct session_new *, const char *real,
    const struct session_life *) NODISCARD;
enum rc session_touch(struct db *, const char *token, const char *real,
    const struct session_life *) NODISCARD;
/* What of the cookie stays as long as the session. */
const char *session_root(struct arena *, const char *cookie);
/* The same root, the rest anew. */
const char *session_renew(struct arena *, const char *cookie);
/*
 * They have shown who they are: the session of the token hash `was` goes by
 * `token` from now on.  E_SIGNIN: it is over.
 */
enum rc session_proved(struct db *, const char *was, const char *token,
    const char *real, bool strong) NODISCARD;
/* Those of one person, the one that was seen last first. */
struct session_row {
	long id;
	const char *made, *seen, *expires, *address, *agent;
	bool strong;
};
struct session_rows {
	struct session_row *at;
	size_t n;
};
enum rc session_list(struct db *, const struct ctx *, long person,
    struct session_rows *ret) NODISCARD;
/* By its owner or an administrator, on record.  E_NOTFOUND: it is over. */
enum rc session_end(struct db *, const struct ctx *, long person,
    const char *login, long id) NODISCARD;
/* All of them but the one with this token hash (NULL: no exception). */
enum rc session_end_all(struct db *, const struct ctx *, long person,
    const char *login, const char *but, long *ret_gone) NODISCARD;
enum rc session_close(struct db *, const char *token) NODISCARD;
/* All others of that person: after a change of password. */
enum rc session_close_others(struct db *, long person,
    const char *token) NODISCARD;
enum rc session_sweep(struct db *, const char *real) NODISCARD;
#endif
