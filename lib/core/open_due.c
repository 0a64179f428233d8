/* open_due.c - which periods should be open by now */
#include "core/open.h"
#include "io/db.h"

enum { BACK = 4 };

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_open, count_cols,
    "SELECT (SELECT COUNT(*) FROM report r JOIN period p ON p.id = r.period_id"
    " WHERE r.regime_id = ? AND p.kind = ? AND p.code = ?)"
    " + (SELECT COUNT(*) FROM job j JOIN period p ON p.id = j.period_id"
    " WHERE j.kind = 'open' AND j.regime_id = ? AND p.kind = ? AND p.code = ?)"
    " AS n");

/* How an earlier opening of that period stands with what is now. */
struct was {
	long id;
	const char *state;
	bool fresh;
};
static const struct db_col was_cols[] = { COL(struct was, id),
	COL(struct was, state), COL(struct was, fresh) };
DB_ROWS(select_was, was_cols,
    "SELECT j.id, j.state, j.day >= ? AND j.seen = g.version AS fresh"
    " FROM job j JOIN regime g ON g.id = j.regime_id"
    " WHERE j.kind = 'open' AND j.regime_id = ? AND j.period_id = ?");
DB_STMT(update_fresh, "UPDATE job j JOIN regime g ON g.id = j.regime_id"
		      " SET j.day = ?, j.seen = g.version WHERE j.id = ?");

/* One that was opened is looked at again once a day, or when it may differ. */
static enum rc
again(struct db *db, const struct ctx *ctx, const struct regime *g,
    const struct period *p, bool *ret)
{
	struct was was;
	long missing;
	enum rc rc =
	    db_row(db, select_was, ARGS(ctx->today, g->id, p->id), &was);

	*ret = rc == E_NOTFOUND;
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	if (was.fresh || str_eq(was.state, "running"))
		return OK;
	TRY(open_missing(db, ctx, g->id, p, &missing));
	*ret = missing > 0;
	return missing > 0 ?
		   OK :
		   db_exec(db, update_fresh, ARGS(ctx->today, was.id), NULL);
}

static enum rc
begin(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct period *p, long *ret_begun)
{
	struct job job;
	long form;
	bool wanted;
	enum rc rc = regime_form(db, g->id, date_iso(ctx->mem, p->ends), &form);

	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(period_store(db, p));
	TRY(again(db, ctx, g, p, &wanted));
	if (!wanted)
		return OK;
	++*ret_begun;
	return open_start(db, ctx, g, p, &job);
}

/* How many periods before this one were never opened; 0 if all were not. */
static enum rc
gap(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct period p, int *ret)
{
	const char *kind = period_kind_name(p.kind);
	struct count there;

	for (*ret = 0; *ret < BACK; ++*ret) {
		p = period_step(ctx->mem, p, g->cutoff, -1);
		TRY(db_row(db, count_open,
		    ARGS(g->id, kind, p.code, g->id, kind, p.code), &there));
		if (there.n > 0)
			return OK;
	}
	*ret = 0; /* a regime that begins asks for nothing from before */
	return OK;
}

/* The latest period that should be open, and those left out before it. */
static enum rc
begin_regime(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct date day, long *ret_begun)
{
	int back;

	if (!period_regular(g->kind))
		return OK;
	struct period p = period_at(ctx->mem, g->kind, g->cutoff, day);
	if (date_cmp(p.ends, day) > 0)
		p = period_step(ctx->mem, p, g->cutoff, -1);
	TRY(gap(db, ctx, g, p, &back));
	for (; back >= 0; back--) {
		struct period q = period_step(ctx->mem, p, g->cutoff, -back);
		if (open_is_of(ctx->mem, g, &q))
			TRY(begin(db, ctx, g, &q, ret_begun));
	}
	return OK;
}

static bool
has(const struct regimes *all, long version_id)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].version_id == version_id)
			return true;
	return false;
}

/* Those in force today, and those that will be when the window ends. */
enum rc
open_due(struct db *db, const struct ctx *ctx, long *ret_begun)
{
	struct regimes now, soon;
	struct date day;

	*ret_begun = 0;
	if (!date_parse(ctx->today, &day))
		return fail(E_INTERNAL, "today is \"%s\"", ctx->today);
	day = date_add_days(day, OPEN_DAYS);
	TRY(regime_list(db, ctx->today, &now));
	TRY(regime_list(db, date_iso(ctx->mem, day), &soon));
	for (size_t i = 0; i < now.n; i++)
		TRY(begin_regime(db, ctx, &now.at[i], day, ret_begun));
	for (size_t i = 0; i < soon.n; i++)
		if (!has(&now, soon.at[i].version_id))
			TRY(begin_regime(db, ctx, &soon.at[i], day, ret_begun));
	return OK;
}
