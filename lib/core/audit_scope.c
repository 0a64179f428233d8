/* audit_scope.c - whose entries of the record the actor may read */
#include <stdlib.h>
#include "core/audit_lead.h"

enum { UNITS_MAX = 1000 };

struct units {
	struct audit_unit *at;
	size_t n;
};
static const struct db_col unit_cols[] = { COL(struct audit_unit, id) };
DB_ROWS(select_units, unit_cols,
    "SELECT DISTINCT a.unit_id AS id FROM access x JOIN line l"
    " JOIN unit_above a ON a.line_id = l.id AND a.above_id = x.unit_id"
    " WHERE x.person_id = ? AND ((1 << x.role) & ?) <> 0"
    " AND x.valid_from <= ? AND ? < x.valid_to AND a.depth BETWEEN ? AND ?"
    " ORDER BY id LIMIT ?");

/* One chain is asked for: it is theirs, or nothing is. */
static enum rc
one(struct db *db, const struct ctx *ctx, long stream, struct audit_scope *ret)
{
	enum rc rc = audit_may_read(db, ctx, stream);

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	ret->all = rc == OK;
	return OK;
}

enum rc
audit_scope(struct db *db, const struct ctx *ctx, long stream,
    struct audit_scope *ret)
{
	struct units us;

	*ret = (struct audit_scope){ 0 };
	TRY(right_at_top(db, ctx, MAY_AUDIT, &ret->all));
	if (ret->all)
		return OK;
	if (stream != 0)
		return one(db, ctx, stream, ret);
	TRY(db_rows(db, select_units,
	    ARGS(ctx->actor->id, access_roles(MAY_AUDIT), ctx->today,
		ctx->today, access_near(MAY_AUDIT), access_far(MAY_AUDIT),
		(long)UNITS_MAX + 1),
	    &us));
	ret->each = us.n > UNITS_MAX;
	ret->at = us.at;
	ret->n = us.n;
	return OK;
}

static int
by_id(const void *a, const void *b)
{
	const struct audit_unit *p = a, *q = b;

	return (p->id > q->id) - (p->id < q->id);
}

bool
audit_in_scope(const struct audit_scope *s, long stream)
{
	return s->all || s->each ||
	       (s->n > 0 && bsearch(&(struct audit_unit){ stream }, s->at, s->n,
				sizeof *s->at, by_id) != NULL);
}
