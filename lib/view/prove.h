/*
 * prove.h - the form in which somebody shows again who they are
 *
 * It is answered by /login/again.  Where that leads on to a form that was kept
 * (core/kept.h), it says so.
 */
#ifndef VIEW_PROVE_H
#define VIEW_PROVE_H
#include "base/ctx.h"
#include "base/findings.h"
struct kept;

struct prove {
	bool strong;      /* the second factor, too */
	const char *next; /* a path below the base */
};
/* Findings stand at "password" and "code"; NULL: none. */
void prove_form(struct ctx *, const struct findings *, const struct prove *);
/* The field for a code of the second factor, or a recovery code for it. */
void prove_code(struct ctx *, const struct findings *);
/* ... while it is being set up: there are no recovery codes yet. */
void prove_first_code(struct ctx *, const struct findings *);
/* The form that sends on what was kept. */
void prove_go_on(struct ctx *, const struct kept *);
/* Does that path lead to what was kept? */
bool prove_kept(const char *next);
#endif
