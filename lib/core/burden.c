/* burden.c - what reporting costs those who report */
#include <string.h>
#include "core/assign.h"
#include "core/burden.h"
#include "core/form.h"
#include "core/period.h"
#include "core/regime.h"
#include "core/sheet.h"
#include "io/db.h"
#include "io/json.h"

enum { TIMES_MAX = 1 << 20 };

#define IN_SCOPE \
	" (? = 0 OR o.unit_id = ?) AND (? IS NULL OR u.level = ?) AND (? = 0" \
	" OR EXISTS (SELECT 1 FROM unit_group_member g WHERE g.group_id = ?" \
	" AND g.unit_id = o.unit_id AND g.valid_from <= o.day" \
	" AND o.day < g.valid_to))"
#define SCOPE_OF(s) \
	(s)->unit_id, (s)->unit_id, (s)->level, (s)->level, (s)->group_id, \
	    (s)->group_id

struct count_row {
	long regime_id, n;
};
static const struct db_col count_cols[] = { COL(struct count_row, regime_id),
	COL(struct count_row, n) };
struct counts {
	struct count_row *at;
	size_t n;
};
/* By regime: units that owe, forms, what was opened. */
DB_ROWS(count_units, count_cols,
    "SELECT o.regime_id, COUNT(*) AS n FROM " OWES
    " o JOIN unit u ON u.id = o.unit_id WHERE" IN_SCOPE
    " GROUP BY o.regime_id ORDER BY o.regime_id");
DB_ROWS(select_forms, count_cols,
    "SELECT regime_id, id AS n FROM form WHERE unit_id = 0"
    " AND valid_from <= ? AND ? < valid_to ORDER BY regime_id, id");
DB_ROWS(count_opened, count_cols,
    "SELECT r.regime_id, COUNT(DISTINCT p.id) AS n FROM period p"
    " JOIN report r ON r.period_id = p.id WHERE p.kind IN ('adhoc',"
    " 'thematic') AND p.ends BETWEEN CONCAT(YEAR(?), '-01-01')"
    " AND CONCAT(YEAR(?), '-12-31') GROUP BY r.regime_id"
    " ORDER BY r.regime_id");

/* By unit: kinds and reports a year. */
#define EACH_UNIT \
	" FROM " OWES " o JOIN JSON_TABLE(?, '$[*]' COLUMNS (" \
	"regime_id BIGINT PATH '$.r', times BIGINT PATH '$.t')) k" \
	" ON k.regime_id = o.regime_id JOIN unit u ON u.id = o.unit_id" \
	" WHERE" IN_SCOPE " GROUP BY o.unit_id"
struct range_row {
	long units, least, most, few, many;
};
static const struct db_col range_cols[] = { COL(struct range_row, units),
	COL(struct range_row, least), COL(struct range_row, most),
	COL(struct range_row, few), COL(struct range_row, many) };
DB_ROWS(select_range, range_cols,
    "SELECT COUNT(*) AS units, COALESCE(MIN(x.kinds), 0) AS least,"
    " COALESCE(MAX(x.kinds), 0) AS most, COALESCE(MIN(x.reports), 0) AS few,"
    " COALESCE(MAX(x.reports), 0) AS many FROM (SELECT COUNT(*) AS kinds,"
    " CAST(SUM(k.times) AS SIGNED) AS reports" EACH_UNIT ") x");
static const struct db_col unit_cols[] = { COL(struct burden_unit, unit_id),
	COL(struct burden_unit, kinds), COL(struct burden_unit, reports),
	COL(struct burden_unit, code), COL(struct burden_unit, name),
	COL(struct burden_unit, level) };
DB_ROWS(select_units, unit_cols,
    "SELECT o.unit_id, COUNT(*) AS kinds,"
    " CAST(SUM(k.times) AS SIGNED) AS reports, u.code, u.name,"
    " u.level" EACH_UNIT " ORDER BY reports DESC, u.code, o.unit_id LIMIT ?");

static const struct db_col progress_cols[] = {
	COL(struct burden_progress, known),
	COL(struct burden_progress, complete),
};
DB_ROWS(select_progress, progress_cols,
    "SELECT COUNT(*) AS known, CAST(COALESCE(SUM(EXISTS (SELECT 1 FROM form f"
    " WHERE f.regime_id = v.regime_id AND f.valid_from <= ?"
    " AND ? < f.valid_to) AND EXISTS (SELECT 1 FROM assignment a"
    " WHERE a.regime_id = v.regime_id AND a.exempt = 0 AND a.due <> ''"
    " AND a.valid_from <= ? AND ? < a.valid_to)), 0) AS SIGNED) AS complete"
    " FROM regime_version v WHERE v.state <> 'draft' AND v.valid_from <= ?"
    " AND ? < v.valid_to");

static const struct db_col day_cols[] = { COL(struct burden_day, day),
	COL(struct burden_day, begun), COL(struct burden_day, ended) };
DB_ROWS(select_days, day_cols,
    "SELECT d.day, CAST(SUM(d.begun) AS SIGNED) AS begun,"
    " CAST(SUM(d.ended) AS SIGNED) AS ended FROM (SELECT valid_from AS day,"
    " 1 AS begun, 0 AS ended FROM regime_version WHERE state <> 'draft'"
    " AND valid_from > '1000-01-01' UNION ALL SELECT valid_to, 0, 1"
    " FROM regime_version WHERE state <> 'draft' AND valid_to < '9999-12-31')"
    " d GROUP BY d.day ORDER BY d.day DESC LIMIT ?");

static const struct burden_regime *
burden_at(const struct burden *b, long regime_id)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->at[i].regime_id == regime_id)
			return &b->at[i];
	return NULL;
}

static void
begin(struct arena *mem, const struct regimes *all, struct burden *b)
{
	b->n = all->n;
	b->at = arena_alloc(mem, all->n * sizeof *b->at);
	for (size_t i = 0; i < all->n; i++) {
		const struct regime *g = &all->at[i];
		b->at[i] = (struct burden_regime){ .regime_id = g->id,
			.version_id = g->version_id,
			.code = g->code,
			.title_vi = g->title_vi,
			.title_en = g->title_en,
			.frequency = g->frequency,
			.basis = g->basis,
			.times = period_count(g->kind) };
	}
}

/* How often those ask that ask when there is a need. */
static enum rc
count_needs(struct db *db, struct burden *b)
{
	struct counts opened;

	TRY(db_rows(db, count_opened, ARGS(b->day, b->day), &opened));
	for (size_t i = 0; i < opened.n; i++) {
		const struct burden_regime *r =
		    burden_at(b, opened.at[i].regime_id);
		if (r != NULL && r->times == 0)
			b->at[r - b->at].times = opened.at[i].n;
	}
	return OK;
}

/* A unit fills one row of a form of units, and of a list as well. */
static long
cells_of(const struct form *f)
{
	size_t rows = f->rows_kind == ROWS_FIXED ? f->nrow : 1;
	long n = 0;

	for (size_t i = 0; i < rows * f->ncol; i++)
		n += sheet_enterable(f, i);
	return n;
}

static enum rc
count_cells(struct db *db, struct burden *b)
{
	struct counts forms;
	const struct form *f;

	TRY(db_rows(db, select_forms, ARGS(b->day, b->day), &forms));
	for (size_t i = 0; i < forms.n; i++) {
		const struct burden_regime *r =
		    burden_at(b, forms.at[i].regime_id);
		if (r == NULL)
			continue;
		TRY(form_get(db, forms.at[i].n, &f));
		b->at[r - b->at].has_form = true;
		b->at[r - b->at].cells = cells_of(f);
	}
	return OK;
}

static const char *
asked(struct arena *mem, const struct burden *b, long regime_id)
{
	struct owes_asked *at = arena_alloc(mem, (b->n + 1) * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (regime_id == 0 || b->at[i].regime_id == regime_id)
			at[n++] =
			    (struct owes_asked){ b->at[i].regime_id, b->day };
	return owes_json(mem, at, n);
}

/* [{"r":7,"t":12}, ...]: what is asked more often than never. */
static const char *
times_json(struct arena *mem, const struct burden *b)
{
	struct buf out = { .mem = mem, .max = TIMES_MAX };
	struct json j = { .out = &out };

	json_array(&j, NULL);
	for (size_t i = 0; i < b->n; i++) {
		json_object(&j, NULL);
		json_long(&j, "r", b->at[i].regime_id);
		json_long(&j, "t", b->at[i].times);
		json_end(&j);
	}
	json_end(&j);
	return out.full ? NULL : out.at;
}

/* All regimes of the day, and how often each asks. */
static enum rc
regimes_of(struct db *db, const struct ctx *ctx, const char *day,
    struct burden *ret)
{
	struct regimes all;

	*ret = (struct burden){ .day = day };
	TRY(regime_list(db, day, &all));
	begin(ctx->mem, &all, ret);
	return count_needs(db, ret);
}

static enum rc
count_who(struct db *db, const struct ctx *ctx, const struct burden_scope *s,
    struct burden *b)
{
	const char *json = asked(ctx->mem, b, 0);
	const char *times = times_json(ctx->mem, b);
	struct counts who;
	struct range_row range;

	if (json == NULL || times == NULL)
		return E_LIMIT;
	TRY(db_rows(db, count_units, ARGS(OWES_ARGS(json), SCOPE_OF(s)), &who));
	for (size_t i = 0; i < who.n; i++) {
		const struct burden_regime *r =
		    burden_at(b, who.at[i].regime_id);
		if (r != NULL)
			b->at[r - b->at].units = who.at[i].n;
	}
	TRY(db_row(db, select_range, ARGS(OWES_ARGS(json), times, SCOPE_OF(s)),
	    &range));
	b->units = range.units;
	b->least = range.least;
	b->most = range.most;
	b->few = range.few;
	b->many = range.many;
	return OK;
}

/* Only what somebody owes stays; then everything is added up. */
static void
add_up(struct arena *mem, const struct burden_rates *rates, struct burden *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		struct burden_regime *r = &b->at[i];
		if (r->units == 0)
			continue;
		r->reports = r->times * r->units;
		b->reports += r->reports;
		b->cells += r->reports * r->cells;
		b->unknown += !r->has_form;
		b->at[n++] = *r;
	}
	b->n = n;
	b->minutes = dec_add(mem,
	    dec_mul(mem, dec_long(mem, b->reports),
		dec_parse(mem, rates->minutes_report)),
	    dec_mul(mem, dec_long(mem, b->cells),
		dec_parse(mem, rates->minutes_cell)));
	b->dong = dec_round(mem,
	    dec_div(mem,
		dec_mul(mem, b->minutes, dec_parse(mem, rates->dong_hour)),
		dec_long(mem, 60)),
	    0);
}

enum rc
burden_on(struct db *db, const struct ctx *ctx, const struct burden_scope *s,
    const struct burden_rates *rates, const char *day, struct burden *ret)
{
	TRY(regimes_of(db, ctx, day, ret));
	TRY(count_cells(db, ret));
	TRY(count_who(db, ctx, s, ret));
	add_up(ctx->mem, rates, ret);
	return OK;
}

enum rc
burden_units(struct db *db, const struct ctx *ctx, const struct burden_scope *s,
    const char *day, long regime_id, long limit, struct burden_units *ret)
{
	struct burden b;

	TRY(regimes_of(db, ctx, day, &b));
	const char *json = asked(ctx->mem, &b, regime_id);
	const char *times = times_json(ctx->mem, &b);
	if (json == NULL || times == NULL)
		return E_LIMIT;
	return db_rows(db, select_units,
	    ARGS(OWES_ARGS(json), times, SCOPE_OF(s), limit), ret);
}

enum rc
burden_progress(struct db *db, const struct ctx *ctx, const char *day,
    struct burden_progress *ret)
{
	(void)ctx;
	return db_row(db, select_progress, ARGS(day, day, day, day, day, day),
	    ret);
}

enum rc
burden_days(struct db *db, long limit, struct burden_days *ret)
{
	return db_rows(db, select_days, ARGS(limit), ret);
}
