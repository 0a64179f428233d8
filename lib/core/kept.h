/*
 * kept.h - a form that came too late, kept until its person has signed in
 *
 * Whoever fills in a form for an hour must not lose it because the session
 * ended meanwhile, or because they have to show again who they are.  What was
 * posted is kept for KEPT_MINUTES under a name drawn at random, for the person
 * whose session it was and for nobody else; they get it back behind a button,
 * wherever they go in between (a code, an identity provider).  No secret and no
 * file is ever kept: the frame sees to that (app/keep.c).
 */
#ifndef CORE_KEPT_H
#define CORE_KEPT_H
#include "base/ctx.h"
struct db;

enum { KEPT_MINUTES = 120, KEPT_MOST = 20 }; /* of one person */
#define KEPT_PAGE "/login/kept?id="

struct kept_field {
	const char *name, *value;
};
struct kept {
	const char *path;  /* below the base: where it was posted to */
	const char *since; /* UTC; kept_get() alone */
	struct kept_field *at;
	size_t n;
};
/* -- kept.c: every program that takes a form -- */
/*
 * Whose session the token hash was, though it is over.  E_NOTFOUND: it was
 * ended by somebody, or long ago; or its person may not sign in any more.
 */
enum rc kept_owner(struct db *, const struct ctx *, const char *token,
    long *ret_person) NODISCARD;
/* id: 32 hex digits.  E_LIMIT: too large. */
enum rc kept_put(struct db *, const struct ctx *, const char *id, long person,
    const struct kept *) NODISCARD;
enum rc kept_sweep(struct db *, const char *real) NODISCARD;
/* -- kept_get.c: sign-in -- */
/* The actor's; E_NOTFOUND: there is none of theirs, or it is too old. */
enum rc kept_get(struct db *, const struct ctx *, const char *id,
    struct kept *ret) NODISCARD;
#endif
