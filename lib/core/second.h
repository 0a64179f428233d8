/*
 * second.h - the second factor: codes of an app, and codes for when it is lost
 *
 * The secret is kept sealed under a key in a file (setting second_key), so that
 * a copy of the database alone makes no codes.  A code is good once: the step
 * of the last one is kept, and only a later one is taken.  The step before and
 * the one after pass as well; what would have passed at another time within ten
 * minutes is told so, since then a clock is wrong.
 *
 * Ten recovery codes of 79 bits are kept as hashes; each is good once.
 *
 * Roles of the setting second_roles need it: access is had only by a session
 * that began with two factors, or sets them up first.  Without a key file
 * nobody can, and nobody has to.
 */
#ifndef CORE_SECOND_H
#define CORE_SECOND_H
#include "base/ctx.h"
#include "base/findings.h"
struct conf;
struct db;

enum { RECOVERY_CODES = 10 };
#define SECOND_ISSUER "Baocao"

/* -- second_need.c: no statement -- */
/* Must this actor have one?  Of a bad word in the settings: nobody. */
bool second_needed(const struct conf *, const struct actor *);

/* -- second.c -- */
enum second_is {
	SECOND_WRONG,
	SECOND_RIGHT,
	SECOND_USED, /* it was right, and has been used */
	SECOND_SKEW  /* right at another time: a clock is wrong */
};
struct second_state {
	bool set;
	const char *since; /* UTC */
	long codes;        /* recovery codes that are left */
};
enum rc second_state(struct db *, long person,
    struct second_state *ret) NODISCARD;
/*
 * Six digits, spaces or not, or a recovery code.  What is right is used up, in
 * this transaction.  E_NOTFOUND: they have no second factor.  E_INTERNAL: the
 * key file is not the one that the secret was sealed with.
 */
enum rc second_check(struct db *, const struct ctx *, const struct conf *,
    long person, const char *code, enum second_is *ret) NODISCARD;
/* A sentence for the one who typed it. */
const char *second_say(enum second_is);
/*
 * The actor sets it up: secret as it was shown, and a code of it.  E_INVALID
 * with a finding at "code".  The codes are to be shown, this once; whatever
 * they had before is void.
 */
enum rc second_set(struct db *, const struct ctx *, const struct conf *,
    const char *secret, const char *code, struct findings *,
    const char *ret_codes[RECOVERY_CODES]) NODISCARD;
/* Ten new recovery codes; those of before are void. */
enum rc second_codes(struct db *, const struct ctx *,
    const char *ret_codes[RECOVERY_CODES]) NODISCARD;
/* -- second_drop.c -- */
/*
 * Gone: by its owner, or by an administrator (`by`: text for the record).
 * E_NOTFOUND: there was none.
 */
enum rc second_drop(struct db *, const struct ctx *, long person,
    const char *login, const char *by) NODISCARD;
#endif
