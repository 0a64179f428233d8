/* open_due.c - which periods should be open by now */
#include <string.h>
#include "core/open.h"
#include "io/db.h"

enum { BACK = 4 };

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_open, count_cols,
    "SELECT (SELECT COUNT(*) FROM report r JOIN period p ON p.id = r.period_id"
    " WHERE r.regime_id = ? AND p.kind = ? AND p.code = " DB_CODE ")"
    " + (SELECT COUNT(*) FROM job j JOIN period p ON p.id = j.period_id"
    " WHERE j.kind = 'open' AND j.regime_id = ? AND p.kind = ? AND p.code "
    "= " DB_CODE ")"
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
    const struct slot *q, bool *ret)
{
	struct was was;
	long missing, p = q->period.id;
	enum rc rc = db_row(db, select_was, ARGS(ctx->today, g->id, p), &was);

	*ret = rc == E_NOTFOUND;
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	if (was.fresh || str_eq(was.state, "running"))
		return OK;
	TRY(open_missing(db, ctx, g->id, q, &missing));
	*ret = missing > 0;
	return missing > 0 ?
		   OK :
		   db_exec(db, update_fresh, ARGS(ctx->today, was.id), NULL);
}

struct period_row {
	long id;
};
static const struct db_col period_cols[] = { COL(struct period_row, id) };
DB_ROWS(select_period, period_cols,
    "SELECT id FROM period WHERE kind = ? AND starts = ? AND ends = ?");

enum rc
open_today(struct db *db, const struct ctx *ctx, long regime_id,
    struct slot *ret, long *ret_missing)
{
	struct period *p = &ret->period;
	struct period_row row = { 0 };
	struct schedule s;
	struct regime g;
	struct date day;
	long form;

	if (!date_parse(ctx->today, &day))
		return fail(E_INTERNAL, "today is \"%s\"", ctx->today);
	TRY(regime_at(db, regime_id, ctx->today, &g));
	TRY(schedule_open(db, &g, &s));
	TRY(schedule_latest(&s, day, ret));
	const char *ends = date_iso(ctx->mem, p->ends);
	if (!open_is_of(ctx->mem, &g, ret) || date_cmp(ret->open, day) > 0)
		return E_NOTFOUND;
	TRY(regime_form(db, regime_id, ends, &form));
	enum rc rc = db_row(db, select_period,
	    ARGS(period_kind_name(p->kind), date_iso(ctx->mem, p->starts),
		ends),
	    &row);
	if (rc != E_NOTFOUND)
		TRY(rc);
	p->id = row.id; /* 0: none of it is open */
	return open_missing(db, ctx, regime_id, ret, ret_missing);
}

static enum rc
begin(const struct schedule *s, const struct ctx *ctx, struct slot *q,
    long *ret_begun)
{
	struct period *p = &q->period;
	struct job job;
	long form;
	bool wanted;

	if (!open_is_of(ctx->mem, s->g, q))
		return OK;
	enum rc rc =
	    regime_form(s->db, s->g->id, date_iso(ctx->mem, p->ends), &form);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(period_store(s->db, p));
	TRY(again(s->db, ctx, s->g, q, &wanted));
	if (!wanted)
		return OK;
	++*ret_begun;
	return open_start(s->db, ctx, s->g, q, &job);
}

static enum rc
is_open(const struct schedule *s, const struct slot *q, bool *ret)
{
	const char *kind = period_kind_name(q->period.kind);
	const char *code = q->period.code;
	long g = s->g->id;
	struct count there;

	TRY(db_row(s->db, count_open, ARGS(g, kind, code, g, kind, code),
	    &there));
	*ret = there.n > 0;
	return OK;
}

/*
 * That one, and those before it that were never opened, down to one that was;
 * a regime that begins asks for nothing from before.  The latest first.
 */
static enum rc
left_out(const struct schedule *s, struct slot ret[BACK + 1], size_t *ret_n)
{
	bool there = false;
	size_t n = 1;

	for (; n <= BACK; n++) {
		TRY(schedule_step(s, &ret[n - 1], -1, &ret[n]));
		TRY(is_open(s, &ret[n], &there));
		if (there)
			break;
	}
	*ret_n = there ? n : 1;
	return OK;
}

/* Requests, whichever of them is to be open by now. */
static enum rc
begin_requests(const struct schedule *s, const struct ctx *ctx, long *ret_begun)
{
	struct slots all;

	TRY(schedule_requests(s, &all));
	for (size_t i = 0; i < all.n; i++) {
		struct slot *q = &all.at[i];
		if (strcmp(date_iso(ctx->mem, q->open), ctx->today) <= 0)
			TRY(begin(s, ctx, q, ret_begun));
	}
	return OK;
}

/* The latest period that should be open, and those left out before it. */
static enum rc
begin_regime(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct date day, long *ret_begun)
{
	struct slot slots[BACK + 1];
	struct schedule s;
	size_t n;

	TRY(schedule_open(db, g, &s));
	if (!period_regular(g->kind))
		return begin_requests(&s, ctx, ret_begun);
	TRY(schedule_latest(&s, day, &slots[0]));
	TRY(left_out(&s, slots, &n));
	while (n-- > 0)
		TRY(begin(&s, ctx, &slots[n], ret_begun));
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
open_begin(struct db *db, const struct ctx *ctx, long *ret_begun)
{
	struct regimes now, soon;
	struct date day;

	*ret_begun = 0;
	if (!date_parse(ctx->today, &day))
		return fail(E_INTERNAL, "today is \"%s\"", ctx->today);
	TRY(regime_list(db, ctx->today, &now));
	TRY(regime_list(db, date_iso(ctx->mem, date_add_days(day, OPEN_DAYS)),
	    &soon));
	for (size_t i = 0; i < now.n; i++)
		TRY(begin_regime(db, ctx, &now.at[i], day, ret_begun));
	for (size_t i = 0; i < soon.n; i++)
		if (!has(&now, soon.at[i].version_id))
			TRY(begin_regime(db, ctx, &soon.at[i], day, ret_begun));
	return OK;
}

enum rc
open_due(struct db *db, const struct ctx *ctx, long *ret_made)
{
	struct job job;
	enum rc rc;
	long begun;

	*ret_made = 0;
	TRY(open_begin(db, ctx, &begun));
	while ((rc = open_next(db, &job)) == OK) {
		long before = job.made;
		TRY(open_step(db, ctx, &job));
		*ret_made += job.made - before;
	}
	return rc == E_NOTFOUND ? OK : rc;
}
