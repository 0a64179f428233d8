/* policy.c - what the top administrator decides */
#include <stdlib.h>
#include <string.h>
#include "core/policy.h"
#include "io/db.h"

static const struct policy_rule rules[POLICY_END] = {
	[POLICY_TOKEN_DAYS] = { "token_days", 365, 1, 1825,
	    N_("An API token lives at most") },
	[KEEP_TOKENS] = { "keep_tokens", 365, 30, 3650,
	    N_("API tokens that have ended are listed for") },
	[KEEP_FAILURES] = { "keep_failures", 1, 1, 30,
	    N_("Failures to sign in are counted and kept for") },
	[KEEP_BROWSERS] = { "keep_browsers", 365, 30, 730,
	    N_("A browser that has signed in before is known for") },
	[KEEP_KEYS] = { "keep_keys", 30, 30, 365,
	    N_("That a form was sent already is known for") },
	[KEEP_DRAFTS] = { "keep_drafts", 1095, 90, 3650,
	    N_("Who typed what into a draft before it was sent is kept, after"
	       " acceptance, for") },
	[KEEP_REQUESTS] = { "keep_requests", 730, 180, 3650,
	    N_("Answered requests about personal data are kept for") },
	[KEEP_LETTERS] = { "keep_letters", 90, 1, 365,
	    N_("To whom a letter went is kept, once it was sent or given up,"
	       " for") },
	[KEEP_ADDRESSES] = { "keep_addresses", 730, 30, 7300,
	    N_("From which address an act on record was done is kept for") },
};

const struct policy_rule *
policy_rule(enum policy p)
{
	return &rules[p];
}

bool
policy_read(const char *name, enum policy *ret)
{
	for (enum policy p = 1; p < POLICY_END; p++)
		if (strcmp(rules[p].name, name) == 0) {
			*ret = p;
			return true;
		}
	return false;
}

struct kept {
	const char *name, *value;
};
struct kepts {
	struct kept *at;
	size_t n;
};
static const struct db_col kept_cols[] = {
	COL(struct kept, name),
	COL(struct kept, value),
};
DB_ROWS(select_all, kept_cols,
    "SELECT name, value FROM setting WHERE name LIKE 'keep\\_%'"
    " OR name = 'token_days' ORDER BY name");

/* What somebody wrote into the table by hand stays within the bounds, too. */
static long
bounded(const struct policy_rule *r, const char *text)
{
	long v = strtol(text, NULL, 10);

	return v < r->min ? r->min : v > r->max ? r->max : v;
}

enum rc
policy_all(struct db *db, long *values)
{
	struct kepts all;
	enum policy p;

	TRY(db_rows(db, select_all, ARGS(), &all));
	values[0] = 0;
	for (p = 1; p < POLICY_END; p++)
		values[p] = rules[p].usual;
	for (size_t i = 0; i < all.n; i++)
		if (policy_read(all.at[i].name, &p))
			values[p] = bounded(&rules[p], all.at[i].value);
	return OK;
}

enum rc
policy_get(struct db *db, enum policy p, long *ret)
{
	long values[POLICY_END];

	TRY(policy_all(db, values));
	*ret = values[p];
	return OK;
}
