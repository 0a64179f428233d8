/*
 * prove.h - the form in which somebody shows again who they are
 *
 * It is answered by /login/again.  What was posted to an address that asks for
 * it (.step_up in app/app.h) goes along in hidden fields, their names behind
 * PROVE_KEPT, and comes back from there with a button that sends it on.
 */
#ifndef VIEW_PROVE_H
#define VIEW_PROVE_H
#include "base/ctx.h"
#include "base/findings.h"
struct params;

#define PROVE_KEPT "kept."
enum { PROVE_KEPT_MAX = 6000 }; /* fields */

struct prove {
	bool strong;                 /* the second factor, too */
	const char *next;            /* a path below the base */
	const struct params *posted; /* to next; NULL: it was not a POST */
	const struct params *kept;   /* the same, as it came along; or NULL */
};
/* Findings stand at "password" and "code"; NULL: none. */
void prove_form(struct ctx *, const struct findings *, const struct prove *);
/* The field for a code of the second factor. */
void prove_code(struct ctx *, const struct findings *);
/* They have: the form that sends on what was kept. */
void prove_go_on(struct ctx *, const struct prove *);
/* Has anything been kept?  NULL: no. */
bool prove_kept(const struct params *);
#endif
