/* delegate.c - the rules of core/delegate.h */
#include "core/delegate.h"

struct reach_row {
	long inside, above, top, held;
};
static const struct db_col reach_cols[] = {
	COL(struct reach_row, inside),
	COL(struct reach_row, above),
	COL(struct reach_row, top),
	COL(struct reach_row, held),
};
DB_ROWS(select_reach, reach_cols,
    "SELECT r.inside, r.above, r.top, r.held FROM" REACH_OVER("(?)") "r");

enum { DAILY, BEYOND, AUDITING };

static const struct {
	int kind;
	bool lendable;
	bool writes; /* holds a right to change something */
} rules[ROLE_END] = {
	[ROLE_CLERK] = { DAILY, true, true },
	[ROLE_HEAD] = { DAILY, true, true },
	[ROLE_REVIEWER] = { DAILY, true, true },
	[ROLE_VIEWER] = { DAILY, true, false },
	[ROLE_ADMIN] = { BEYOND, false, true },
	[ROLE_OWNER] = { BEYOND, true, true },
	[ROLE_SYNTHESISER] = { DAILY, true, true },
	[ROLE_PUBLISHER] = { BEYOND, true, true },
	[ROLE_AUDITOR] = { AUDITING, false, false },
	[ROLE_MACHINE] = { BEYOND, false, true },
};

bool
delegate_system(const struct ctx *ctx)
{
	return ctx->actor == NULL || ctx->actor->id == 0;
}

enum rc
delegate_reach(struct db *db, const struct ctx *ctx, long unit,
    struct reach *ret)
{
	struct reach_row row;

	*ret = (struct reach){ 0 };
	if (delegate_system(ctx)) {
		*ret = (struct reach){ .inside = true,
			.above = true,
			.held = ~0L };
		return OK;
	}
	enum rc rc =
	    db_row(db, select_reach, ARGS(REACH_ARGS(ctx), unit), &row);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	*ret = (struct reach){ row.inside, row.above, row.top, row.held };
	return OK;
}

bool
delegate_may_give(const struct reach *r, enum role role)
{
	if (role <= 0 || role >= ROLE_END || !r->inside)
		return false;
	switch (rules[role].kind) {
	case DAILY:
		return true;
	case BEYOND:
		return r->above || r->top || (r->held & 1L << role);
	default:
		return r->above;
	}
}

bool
role_lendable(enum role role)
{
	return role > 0 && role < ROLE_END && rules[role].lendable;
}

bool
roles_apart(enum role a, enum role b)
{
	if (a == b)
		return false;
	if (a == ROLE_MACHINE || b == ROLE_MACHINE)
		return true;
	return (a == ROLE_AUDITOR && rules[b].writes) ||
	       (b == ROLE_AUDITOR && rules[a].writes);
}
