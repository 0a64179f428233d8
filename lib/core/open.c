/* open.c - a period is opened: a report for every unit that owes one */
#include "core/audit.h"
#include "core/deadline.h"
#include "core/open.h"
#include "core/regime.h"
#include "io/db.h"
#include "io/json.h"

enum { BACK = 4, LEVELS_MAX = 65536 };

/*
 * The receiver is the nearest unit above that reports, else the one directly
 * above; of a unit with nobody above it is null.
 */
DB_STMT(insert_reports,
    "INSERT INTO report (regime_id, period_id, unit_id, receiver_id, form_id,"
    " state, due, version, changed)"
    " SELECT ?, p.id, u.id,"
    " (SELECT a.above_id FROM unit_above a JOIN unit v ON v.id = a.above_id"
    " LEFT JOIN regime_level m ON m.regime_id = g.id AND m.level = v.level"
    " WHERE a.line_id = g.line_id AND a.unit_id = u.id AND a.depth > 0"
    " AND a.valid_from <= p.ends AND p.ends < a.valid_to"
    " ORDER BY m.level IS NULL, a.depth LIMIT 1),"
    " ?, 'due', j.due, 1, ?"
    " FROM regime g JOIN period p ON p.id = ?"
    " JOIN JSON_TABLE(?, '$[*]' COLUMNS ("
    " level VARCHAR(20) CHARACTER SET ascii PATH '$.level',"
    " due DATE PATH '$.due')) j"
    " JOIN unit u ON u.level = j.level"
    " JOIN unit_above s ON s.line_id = g.line_id AND s.unit_id = u.id"
    " AND s.above_id = u.id AND s.valid_from <= p.ends"
    " AND p.ends < s.valid_to"
    " WHERE g.id = ? AND u.valid_from <= p.ends AND p.ends < u.valid_to"
    " AND NOT EXISTS (SELECT 1 FROM report r WHERE r.regime_id = g.id"
    " AND r.period_id = p.id AND r.unit_id = u.id)");

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_open, count_cols,
    "SELECT COUNT(*) AS n FROM report r JOIN period p ON p.id = r.period_id"
    " WHERE r.regime_id = ? AND p.kind = ? AND p.code = ?");

/* [{"level":"commune","due":"2026-09-18"}, ...]; NULL: a rule is no rule. */
static const char *
dues_json(struct arena *mem, const struct calendar *cal,
    const struct regime_levels *levels, const struct period *p)
{
	struct buf b = { .mem = mem, .max = LEVELS_MAX };
	struct json j = { .out = &b };
	struct date due;

	json_array(&j, NULL);
	for (size_t i = 0; i < levels->n; i++) {
		if (!deadline(cal, levels->at[i].due, p, &due))
			return NULL;
		json_object(&j, NULL);
		json_text(&j, "level", levels->at[i].level);
		json_text(&j, "due", date_iso(mem, due));
		json_end(&j);
	}
	json_end(&j);
	return b.at;
}

static enum rc
open_one(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct period *p, long *ret_made)
{
	struct regime_levels levels;
	struct calendar cal;
	struct audit_head head;
	long form;

	TRY(audit_lock(db, AUDIT_REGIMES - g->id, &head));
	TRY(regime_form(db, g->id, date_iso(ctx->mem, p->ends), &form));
	TRY(regime_levels(db, g->id, &levels));
	TRY(calendar_load(db, &cal));
	const char *dues = dues_json(ctx->mem, &cal, &levels, p);
	if (dues == NULL)
		return fail(E_INTERNAL, "regime %s: a deadline cannot be read",
		    g->code);
	TRY(period_store(db, p));
	TRY(db_exec(db, insert_reports,
	    ARGS(g->id, form, ctx->now, p->id, dues, g->id), ret_made));
	if (*ret_made == 0)
		return OK;
	return audit_add(db, ctx, &head, "open", "period", p->id,
	    str_fmt(ctx->mem, "regime=%s; period=%s; reports=%ld", g->code,
		p->code, *ret_made));
}

enum rc
open_period(struct db *db, const struct ctx *ctx, const char *regime,
    const char *period, long *ret_made)
{
	struct regime g;
	struct period p;

	*ret_made = 0;
	TRY(regime_find(db, regime, &g));
	if (!period_read(ctx->mem, period, g.cutoff, &p) || p.kind != g.kind)
		return E_INVALID;
	enum rc rc = open_one(db, ctx, &g, &p, ret_made);
	return rc == E_NOTFOUND ? E_INVALID : rc; /* no form for it */
}

/* How many periods before this one were never opened; 0 if all were not. */
static enum rc
gap(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct period p, int *ret)
{
	struct count there;

	for (*ret = 0; *ret < BACK; ++*ret) {
		p = period_step(ctx->mem, p, g->cutoff, -1);
		TRY(db_row(db, count_open,
		    ARGS(g->id, period_kind_name(p.kind), p.code), &there));
		if (there.n > 0)
			return OK;
	}
	*ret = 0; /* a regime that begins asks for nothing from before */
	return OK;
}

/* The latest period that should be open, and those left out before it. */
static enum rc
open_regime(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct date day, long *ret_made)
{
	struct period p = period_at(ctx->mem, g->kind, g->cutoff, day);
	long made = 0;
	int back;

	if (date_cmp(p.ends, day) > 0)
		p = period_step(ctx->mem, p, g->cutoff, -1);
	TRY(gap(db, ctx, g, p, &back));
	for (; back >= 0; back--) {
		struct period q = period_step(ctx->mem, p, g->cutoff, -back);
		enum rc rc = open_one(db, ctx, g, &q, &made);
		if (rc == E_NOTFOUND) /* no form for it */
			continue;
		TRY(rc);
		*ret_made += made;
	}
	return OK;
}

enum rc
open_due(struct db *db, const struct ctx *ctx, long *ret_made)
{
	struct regimes all;
	struct date day;

	*ret_made = 0;
	TRY(regime_list(db, ctx->today, &all));
	if (!date_parse(ctx->today, &day))
		return fail(E_INTERNAL, "today is \"%s\"", ctx->today);
	for (size_t i = 0; i < all.n; i++)
		TRY(open_regime(db, ctx, &all.at[i],
		    date_add_days(day, OPEN_DAYS), ret_made));
	return OK;
}
