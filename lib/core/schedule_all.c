/* schedule_all.c - deadlines follow when the table of days off changes */
#include "core/schedule.h"
#include "core/schedule_all.h"
#include "io/db.h"

struct pending {
	long regime_id;
	const char *code, *ends;
};
static const struct db_col pending_cols[] = { COL(struct pending, regime_id),
	COL(struct pending, code), COL(struct pending, ends) };
DB_ROWS(select_pending, pending_cols,
    "SELECT r.regime_id, p.code, p.ends FROM report r JOIN period p"
    " ON p.id = r.period_id WHERE r.first_sent IS NULL AND r.due >= ?"
    " GROUP BY r.regime_id, p.id, p.code, p.ends"
    " ORDER BY r.regime_id, p.ends, p.code");

static enum rc
refresh(struct db *db, const struct ctx *ctx, const struct pending *p,
    long *ret_changed)
{
	struct schedule s;
	struct regime g;
	struct slot q;

	*ret_changed = 0;
	TRY(regime_at(db, p->regime_id, p->ends, &g));
	TRY(schedule_open(db, &g, &s));
	TRY(schedule_slot(&s, p->code, &q));
	return schedule_refresh(&s, ctx, &q, ret_changed);
}

enum rc
schedule_refresh_all(struct db *db, const struct ctx *ctx, long *ret_changed)
{
	struct {
		struct pending *at;
		size_t n;
	} all;
	long n;

	*ret_changed = 0;
	TRY(db_rows(db, select_pending, ARGS(ctx->today), &all));
	for (size_t i = 0; i < all.n; i++) {
		enum rc rc = refresh(db, ctx, &all.at[i], &n);
		if (rc != OK && rc != E_NOTFOUND) /* no such regime any more */
			return rc;
		*ret_changed += n;
	}
	return OK;
}
