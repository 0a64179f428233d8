/*
 * token.h - API tokens: how another system acts for an account
 *
 * A token is "bc_" and 64 hex digits, 32 random bytes.  The database holds its
 * SHA-256 and how it begins; the token itself is shown once.  It has a name, an
 * end (at most so many days away as the policy says), and says how far it
 * reaches: core/narrow.h.  session_by_token() makes an actor of it for one
 * request, in one statement; it never becomes a session.
 *
 * A wrong token is counted against its address like a failure to sign in: after
 * TOKEN_TRIES within 15 minutes that address is told to wait (429); a right one
 * works all the same, since nobody guesses 256 bits.
 */
#ifndef CORE_TOKEN_H
#define CORE_TOKEN_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

#define TOKEN_PREFIX "bc_"
enum {
	TOKEN_LEN = 67,   /* characters of a token */
	TOKEN_HINT = 9,   /* of its beginning, which is kept and shown */
	TOKEN_NAME = 60,  /* characters of a name, at most */
	TOKENS_MAX = 20,  /* in force, of one account */
	TOKEN_TRIES = 30, /* wrong ones from one address */
	TOKEN_WAIT_S = 900
};

struct token_in {
	const char *name;
	unsigned long rights; /* bits of enum right: core/narrow.h */
	long unit_id;         /* 0: all that the person may */
	const char *regime;   /* its code; NULL or "": all of them */
	long days;
};
struct token {
	long id, person_id, unit_id, regime_id;
	const char *login, *name, *hint, *rights, *unit, *regime;
	const char *made, *expires, *used, *revoked; /* instants, or NULL */
	bool ended;                                  /* expired or revoked */
};
struct tokens {
	struct token *at;
	size_t n;
};
/* Is it written like one? */
bool token_valid(const char *);
/*
 * For an account, the text that token_draw() drew.  E_INVALID with findings at
 * name (blank, or of a token in force), rights, unit, regime, days; a unit or
 * regime that the person has nothing to do with is no error: the token then
 * opens nothing.  E_NOTFOUND: no such account, or it is locked.
 */
enum rc token_add(struct db *, const struct ctx *, long person,
    const struct token_in *, const char *token, struct findings *,
    long *ret_id) NODISCARD;
const char *token_draw(struct arena *);
/* By person, 0: of everybody; those in force first. */
enum rc token_list(struct db *, const struct ctx *, long person,
    struct tokens *ret) NODISCARD;
/* E_NOTFOUND: no such token of that person (0: of anybody) in force. */
enum rc token_revoke(struct db *, const struct ctx *, long person,
    long id) NODISCARD;

/* What the frame does with them (token_use.c). */
/* It was used: on record at most once an hour. */
enum rc token_used(struct db *, const struct ctx *, long id) NODISCARD;
/* A wrong one came: to be committed.  E_TOOMANY: wait *ret_wait seconds. */
enum rc token_refused(struct db *, const struct ctx *, const char *address,
    const char *token, long *ret_wait) NODISCARD;
/* Those that ended `days` days ago. */
enum rc token_sweep(struct db *, const char *real, long days,
    long *ret_n) NODISCARD;
#endif
