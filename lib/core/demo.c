/* demo.c - a country to look at: settings, people, periods, roll-up */
#include <string.h>
#include "core/audit.h"
#include "core/demo_part.h"
#include "core/flow.h"
#include "core/open.h"
#include "core/regime.h"
#include "core/rollup.h"
#include "io/db_open.h"

enum { STREAM = -900, PERIODS_MAX = 40 };

DB_STMT(upsert_setting, "INSERT INTO setting (name, value) VALUES (?, ?)"
			" ON DUPLICATE KEY UPDATE value = VALUES(value)");

struct there {
	long reports, units, forms;
};
static const struct db_col there_cols[] = {
	COL(struct there, reports),
	COL(struct there, units),
	COL(struct there, forms),
};
DB_ROWS(select_there, there_cols,
    "SELECT (SELECT COUNT(*) FROM (SELECT id FROM report LIMIT 1) r)"
    " AS reports, (SELECT COUNT(*) FROM (SELECT id FROM unit LIMIT 1) u)"
    " AS units, (SELECT COUNT(*) FROM form) AS forms");

/* What is shown of each regime: how many periods before the current one. */
static const struct {
	const char *regime;
	int least;   /* periods before */
	int january; /* ... and back to January so many years ago, or -1 */
} shown[] = {
	{ "XLD01", 1, 0 }, { "KTXH", 12, 1 }, { "ICT", 3, -1 },
	{ "CDS", 1, -1 }, /* after the months it is made of */
};

DB_STMT(update_clock,
    "UPDATE setting c JOIN setting d ON d.name = 'demo' AND d.value = '1'"
    " SET c.value = ? WHERE c.name = 'clock'");
struct is_demo {
	long n;
};
static const struct db_col is_demo_cols[] = { COL(struct is_demo, n) };
DB_ROWS(select_is_demo, is_demo_cols,
    "SELECT COUNT(*) AS n FROM setting WHERE name = 'demo' AND value = '1'");

struct demo {
	struct demo_job job;
	struct ctx ctx;
	const struct secret_cost *cost;
	void (*tell)(const char *);
	struct demo_chain chain;
	struct demo_heads heads;
};

static enum rc
set_up(struct demo *d)
{
	struct db *db = d->job.db;
	struct there there;

	TRY(db_row(db, select_there, ARGS(), &there));
	if (there.reports > 0)
		return E_CONFLICT;
	if (there.units == 0 || there.forms == 0)
		return fail(E_INVALID, "demonstration: no units, or no forms");
	TRY(audit_one(db, &d->ctx, STREAM, "demo", "setting", 0,
	    str_fmt(d->ctx.mem, "at=%s", d->job.at)));
	TRY(db_exec(db, upsert_setting, ARGS("clock", d->job.at), NULL));
	TRY(db_exec(db, upsert_setting, ARGS("demo", "1"), NULL));
	TRY(demo_people(db, &d->ctx, d->job.at, d->cost, &d->chain));
	return demo_heads(db, &d->heads);
}

/* The last period that was over before the day, and those shown before it. */
static size_t
periods_of(const struct demo *d, const struct regime *g, size_t which,
    struct period ret[PERIODS_MAX])
{
	struct arena *mem = d->ctx.mem;
	struct date at = { 0 };
	size_t n = 0;

	if (!date_parse(d->job.at, &at))
		return 0;
	struct period p = period_at(mem, g->kind, g->cutoff, at);
	if (date_cmp(p.ends, at) >= 0)
		p = period_step(mem, p, g->cutoff, -1);
	int from = p.year - shown[which].january, least = shown[which].least;
	while (n < PERIODS_MAX &&
	       strcmp(date_iso(mem, p.ends), g->valid_from) >= 0 &&
	       ((int)n <= least ||
		   (shown[which].january >= 0 && p.year >= from))) {
		ret[n++] = p;
		p = period_step(mem, p, g->cutoff, -1);
	}
	return n;
}

/* Opened on the day after its window, as reports were empty then. */
static enum rc
open_one(struct demo *d, const struct regime *g, const struct period *p)
{
	struct ctx ctx = d->ctx;
	long made;

	ctx.now =
	    str_fmt(ctx.mem, "%s 00:30:00.000000", date_iso(ctx.mem, p->ends));
	TRY(db_begin(d->job.db, DB_READ_WRITE));
	return db_end(d->job.db,
	    open_period(d->job.db, &ctx, g->code, p->code, &made));
}

static enum rc
roll_up(struct demo *d, const struct regime *g, const char *period)
{
	struct reports rs;
	struct job job;

	TRY(report_all(d->job.db, g->code, period, &rs));
	if (rs.n == 0)
		return OK;
	return rollup_run(d->job.db, &d->ctx, rs.at[0].regime_id,
	    rs.at[0].period_id, 0, NULL, &job);
}

static enum rc
build_regime(struct demo *d, const struct regime *g, size_t which)
{
	struct period ps[PERIODS_MAX];
	size_t n = periods_of(d, g, which, ps);

	for (size_t i = n; i-- > 0;) {
		long before = d->job.revisions;
		enum rc rc = open_one(d, g, &ps[i]);
		if (rc == E_INVALID) /* no form yet in those days */
			continue;
		TRY(rc);
		TRY(demo_period(&d->job, g->code, ps[i].code, i == 0));
		TRY(roll_up(d, g, ps[i].code));
		d->tell(str_fmt(d->ctx.mem, "%s %s: %ld", g->code, ps[i].code,
		    d->job.revisions - before));
	}
	return OK;
}

static enum rc
build(struct demo *d)
{
	struct regime g;

	TRY(db_begin(d->job.db, DB_READ_WRITE));
	TRY(db_end(d->job.db, set_up(d)));
	for (size_t i = 0; i < COUNT(shown); i++) {
		enum rc rc = regime_find(d->job.db, shown[i].regime, &g);
		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		TRY(build_regime(d, &g, i));
	}
	db_into(d->job.db, d->ctx.mem);
	return demo_record(d->job.db, &d->ctx);
}

enum rc
demo_build(struct db *db, const struct ctx *ctx, const struct secret_cost *cost,
    const char *sign_key, const char *at, void (*tell)(const char *))
{
	static const struct actor system = { .name = "", .login = "" };
	struct demo d = { .ctx = *ctx, .cost = cost, .tell = tell };

	d.ctx.actor = &system;
	d.ctx.today = at;
	d.ctx.now = str_fmt(ctx->mem, "%s 01:00:00.000000", at);
	d.ctx.demo = true;
	d.job = (struct demo_job){ .db = db,
		.ctx = &d.ctx,
		.at = at,
		.heads = &d.heads,
		.chain = &d.chain,
		.sign_key = sign_key };
	return build(&d);
}

enum rc
demo_move(struct db *db, const struct ctx *ctx, const char *at)
{
	struct is_demo is;

	TRY(db_row(db, select_is_demo, ARGS(), &is));
	if (is.n == 0)
		return E_CONFLICT;
	TRY(audit_one(db, ctx, STREAM, "demo", "setting", 0,
	    str_fmt(ctx->mem, "at=%s", at)));
	return db_exec(db, update_clock, ARGS(at), NULL);
}
