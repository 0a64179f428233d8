/* scope.c - does a right reach a unit? */
#include "core/access.h"

struct reached {
	long id;
};
static const struct db_col reached_cols[] = { COL(struct reached, id) };
DB_ROWS(select_reached, reached_cols,
    "SELECT a.unit_id AS id FROM access x JOIN unit_above a"
    " ON a.above_id = x.unit_id WHERE x.person_id = ?"
    " AND ((1 << x.role) & ?) <> 0 AND x.valid_from <= ? AND ? < x.valid_to"
    " AND a.unit_id = ? AND a.depth BETWEEN ? AND ?"
    " ORDER BY a.valid_to DESC LIMIT 1");

enum rc
unit_reach(struct db *db, const struct ctx *ctx, enum right right, long unit)
{
	const char *day = ctx->today;
	struct reached r;

	return db_row(db, select_reached,
	    ARGS(ctx->actor->id, access_roles(right), day, day, unit,
		access_near(right), access_far(right)),
	    &r);
}

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_top, count_cols,
    "SELECT COUNT(*) AS n FROM access x WHERE x.person_id = ?"
    " AND ((1 << x.role) & ?) <> 0 AND x.valid_from <= ? AND ? < x.valid_to"
    " AND (SELECT COUNT(*) FROM unit_above a WHERE a.unit_id = x.unit_id"
    " AND a.depth > 0 AND a.valid_from <= ? AND ? < a.valid_to) = 0");

enum rc
right_at_top(struct db *db, const struct ctx *ctx, enum right right, bool *ret)
{
	const char *day = ctx->today;
	struct count c;

	*ret = false;
	if (ctx->actor == NULL || ctx->actor->id == 0)
		return OK;
	TRY(db_row(db, count_top,
	    ARGS(ctx->actor->id, access_roles(right), day, day, day, day), &c));
	*ret = c.n > 0;
	return OK;
}
