/*
 * policy.h - what the top administrator decides: numbers, each within bounds
 *
 * How long things are kept, and how long a key may open something.  Kept in
 * `setting`; what was never set has its usual value.  The table in policy.c is
 * the only list of them: the page, the command line, the sweep and
 * doc/privacy.md follow from it.
 */
#ifndef CORE_POLICY_H
#define CORE_POLICY_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

enum policy {
	POLICY_TOKEN_DAYS = 1, /* an API token lives at most so long */
	KEEP_TOKENS,           /* one that ended is listed for so long */
	KEEP_FAILURES,         /* failures to sign in */
	KEEP_BROWSERS,         /* browsers that an account has used */
	KEEP_KEYS,             /* what a form's key was answered with */
	KEEP_DRAFTS,           /* what a cell of a draft was before */
	KEEP_REQUESTS,         /* answered requests about personal data */
	KEEP_LETTERS,          /* to whom letters went, or could not go */
	KEEP_ADDRESSES,        /* from where an act of the record was done */
	POLICY_END
};
struct policy_rule {
	const char *name;     /* of its row: "keep_drafts" */
	long usual, min, max; /* days */
	const char *shown;    /* N_("...") */
};
const struct policy_rule *policy_rule(enum policy);
/* False: there is none of that name. */
bool policy_read(const char *name, enum policy *ret);

enum rc policy_get(struct db *, enum policy, long *ret) NODISCARD;
/* All at once: values[POLICY_END]. */
enum rc policy_all(struct db *, long *values) NODISCARD;
/*
 * MAY_ADMIN at the top: the caller has seen to it (right_at_top()).  E_INVALID
 * with a finding at the policy's name: outside its bounds.
 */
enum rc policy_put(struct db *, const struct ctx *, enum policy, long days,
    struct findings *) NODISCARD;
#endif
