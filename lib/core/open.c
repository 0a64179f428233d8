/* open.c - a period is opened: a report for every unit that owes one */
#include <string.h>
#include "core/audit.h"
#include "core/assign.h"
#include "core/deadline.h"
#include "core/open.h"
#include "core/regime.h"
#include "io/db.h"
#include "io/json.h"

enum { BACK = 4, RULES_MAX = 1 << 20 };

/*
 * The receiver is the nearest unit above that owes one as well, else the one
 * directly above; of a unit with nobody above it is null.
 */
DB_STMT(insert_reports,
    "INSERT INTO report (regime_id, period_id, unit_id, receiver_id,"
    " regime_version_id, form_id, state, due, version, changed)"
    " SELECT o.regime_id, ?, o.unit_id,"
    " (SELECT a.above_id FROM unit_above a"
    " LEFT JOIN " OWES " m ON m.unit_id = a.above_id"
    " WHERE a.line_id = ? AND a.unit_id = o.unit_id AND a.depth > 0"
    " AND a.valid_from <= o.day AND o.day < a.valid_to"
    " ORDER BY m.unit_id IS NULL, a.depth LIMIT 1),"
    " ?, ?, 'due', j.due, 1, ?"
    " FROM " OWES " o JOIN JSON_TABLE(?, '$[*]' COLUMNS ("
    " rule VARCHAR(120) CHARACTER SET ascii PATH '$.rule',"
    " due DATE PATH '$.due')) j ON j.rule = o.due"
    " WHERE NOT EXISTS (SELECT 1 FROM report r"
    " WHERE r.regime_id = o.regime_id AND r.period_id = ?"
    " AND r.unit_id = o.unit_id)");
struct rule {
	const char *rule;
};
struct rules {
	struct rule *at;
	size_t n;
};
static const struct db_col rule_cols[] = { COL(struct rule, rule) };
DB_ROWS(select_rules, rule_cols,
    "SELECT DISTINCT a.due AS rule FROM assignment a WHERE a.regime_id = ?"
    " AND a.due <> '' AND a.valid_from <= ? AND ? < a.valid_to"
    " ORDER BY a.due");

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_open, count_cols,
    "SELECT COUNT(*) AS n FROM report r JOIN period p ON p.id = r.period_id"
    " WHERE r.regime_id = ? AND p.kind = ? AND p.code = ?");

/* [{"rule":"day 18","due":"2026-09-18"}, ...]; NULL: one is no rule. */
static const char *
dues_json(struct arena *mem, const struct calendar *cal,
    const struct rules *rules, const struct period *p)
{
	struct buf b = { .mem = mem, .max = RULES_MAX };
	struct json j = { .out = &b };
	struct date due;

	json_array(&j, NULL);
	for (size_t i = 0; i < rules->n; i++) {
		if (!deadline(cal, rules->at[i].rule, p, &due))
			return NULL;
		json_object(&j, NULL);
		json_text(&j, "rule", rules->at[i].rule);
		json_text(&j, "due", date_iso(mem, due));
		json_end(&j);
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}

static enum rc
dues(struct db *db, const struct regime *g, const struct period *p,
    const char *ends, const char **ret)
{
	struct calendar cal;
	struct rules rules;

	TRY(db_rows(db, select_rules, ARGS(g->id, ends, ends), &rules));
	TRY(calendar_load(db, &cal));
	*ret = dues_json(db_arena(db), &cal, &rules, p);
	if (*ret == NULL)
		return fail(E_INTERNAL, "regime %s: a deadline cannot be read",
		    g->code);
	return OK;
}

/* The version is the one in force on the window's last day. */
static enum rc
open_one(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct period *p, long *ret_made)
{
	const char *ends = date_iso(ctx->mem, p->ends), *due;
	struct audit_head head;
	long form;

	*ret_made = 0;
	TRY(audit_lock(db, AUDIT_REGIMES - g->id, &head));
	TRY(regime_form(db, g->id, ends, &form));
	TRY(dues(db, g, p, ends, &due));
	TRY(period_store(db, p));
	const char *asked =
	    owes_json(ctx->mem, &(struct owes_asked){ g->id, ends }, 1);
	TRY(db_exec(db, insert_reports,
	    ARGS(p->id, OWES_ARGS(asked), g->line_id, g->version_id, form,
		ctx->now, OWES_ARGS(asked), due, p->id),
	    ret_made));
	if (*ret_made == 0)
		return OK;
	return audit_add(db, ctx, &head, "open", "period", p->id,
	    str_fmt(ctx->mem, "regime=%s; period=%s; version=%ld; reports=%ld",
		g->code, p->code, g->no, *ret_made));
}

/* Is it a period of that version, that falls into its time? */
static bool
is_of(struct arena *mem, const struct regime *g, const struct period *p)
{
	const char *ends = date_iso(mem, p->ends);

	return p->kind == g->kind && strcmp(g->valid_from, ends) <= 0 &&
	       strcmp(ends, g->valid_to) < 0;
}

enum rc
open_period(struct db *db, const struct ctx *ctx, const char *regime,
    const char *period, long *ret_made)
{
	struct regimes versions;
	struct period p;

	*ret_made = 0;
	TRY(regime_versions(db, regime, &versions));
	if (versions.n == 0)
		return E_NOTFOUND;
	for (size_t i = 0; i < versions.n; i++) {
		const struct regime *g = &versions.at[i];
		if (!period_read(ctx->mem, period, g->cutoff, &p) ||
		    !is_of(ctx->mem, g, &p))
			continue;
		enum rc rc = open_one(db, ctx, g, &p, ret_made);
		return rc == E_NOTFOUND ? E_INVALID : rc; /* no form for it */
	}
	return E_INVALID;
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
		if (!is_of(ctx->mem, g, &q))
			continue;
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
