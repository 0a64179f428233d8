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
