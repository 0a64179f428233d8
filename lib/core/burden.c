/* burden.c - what reporting costs those who report */
#include <string.h>
#include "core/assign.h"
#include "core/burden_part.h"
#include "core/form.h"
#include "core/period.h"
#include "core/regime.h"
#include "core/sheet.h"
#include "io/db.h"
#include "io/json.h"

enum { TIMES_MAX = 1 << 20 };

/*
 * What is counted travels as three JSON texts: the day and the scope, one
 * object (BURDEN_ASKED); the regimes that are assigned to levels alone, with
 * how often each asks (PLAIN); the others, for core/assign.h (OWES) and again
 * with how often (TIMES).  Those of a level are counted by level, so that the
 * whole country is as quick as one unit; keys as expressions keep the server
 * from counting again for each regime.
 */
#define TIMES \
	" JSON_TABLE(?, '$[*]' COLUMNS (regime_id BIGINT PATH '$.r'," \
	" day DATE PATH '$.d', times BIGINT PATH '$.t')) k "
/* Units that stand in a line on the day. */
#define STANDING \
	"(SELECT s.line_id, s.unit_id, u.level FROM" BURDEN_ASKED \
	" JOIN unit_above s ON s.above_id = s.unit_id" \
	" AND s.valid_from <= q.day AND q.day < s.valid_to" \
	" JOIN unit u ON u.id = s.unit_id AND u.valid_from <= q.day" \
	" AND q.day < u.valid_to WHERE" BURDEN_IN_SCOPE("s.unit_id") ")"
/* Which levels of which line owe the plain regimes. */
#define PLAIN \
	"(SELECT k.regime_id, k.times, g.line_id, a.level FROM" TIMES \
	" JOIN regime g ON g.id = k.regime_id JOIN assignment a" \
	" ON a.regime_id = k.regime_id AND a.kind = 'level'" \
	" AND a.valid_from <= k.day AND k.day < a.valid_to" \
	" GROUP BY k.regime_id, k.times, g.line_id, a.level)"

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
DB_ROWS(count_plain, count_cols,
    "SELECT x.regime_id, CAST(SUM(c.n) AS SIGNED) AS n FROM " PLAIN " x"
    " JOIN (SELECT t.line_id + 0 AS line_id, CONCAT(t.level, '') AS level,"
    " COUNT(*) AS n FROM " STANDING
    " t GROUP BY 1, 2) c ON c.line_id = x.line_id"
    " AND c.level = x.level GROUP BY x.regime_id ORDER BY x.regime_id");
DB_ROWS(count_other, count_cols,
    "SELECT o.regime_id, COUNT(*) AS n FROM " OWES
    " o JOIN unit u ON u.id = o.unit_id JOIN" BURDEN_ASKED
    "WHERE" BURDEN_IN_SCOPE(
	"o.unit_id") " GROUP BY o.regime_id ORDER BY o.regime_id");
DB_ROWS(select_others, count_cols,
    "SELECT regime_id, COUNT(*) AS n FROM assignment WHERE (kind <> 'level'"
    " OR exempt <> 0) AND valid_from <= ? AND ? < valid_to"
    " GROUP BY regime_id ORDER BY regime_id");
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
	"(SELECT e.unit_id, CAST(SUM(e.kinds) AS SIGNED) AS kinds," \
	" CAST(SUM(e.reports) AS SIGNED) AS reports FROM (" \
	"SELECT t.unit_id, b.kinds, b.reports FROM " STANDING \
	" t JOIN (SELECT x.line_id, x.level, COUNT(*) AS kinds," \
	" SUM(x.times) AS reports FROM " PLAIN \
	" x GROUP BY x.line_id, x.level) b ON b.line_id = t.line_id" \
	" AND b.level = t.level" \
	" UNION ALL SELECT o.unit_id, 1, k.times FROM " OWES " o JOIN" TIMES \
	" ON k.regime_id = o.regime_id JOIN unit u ON u.id = o.unit_id" \
	" JOIN" BURDEN_ASKED \
	"WHERE" BURDEN_IN_SCOPE("o.unit_id") ") e GROUP BY e.unit_id)"
struct range_row {
	long units, least, most, few, many;
};
static const struct db_col range_cols[] = { COL(struct range_row, units),
	COL(struct range_row, least), COL(struct range_row, most),
	COL(struct range_row, few), COL(struct range_row, many) };
DB_ROWS(select_range, range_cols,
    "SELECT COUNT(*) AS units, COALESCE(MIN(y.kinds), 0) AS least,"
    " COALESCE(MAX(y.kinds), 0) AS most, COALESCE(MIN(y.reports), 0) AS few,"
    " COALESCE(MAX(y.reports), 0) AS many FROM " EACH_UNIT " y");
static const struct db_col unit_cols[] = { COL(struct burden_unit, unit_id),
	COL(struct burden_unit, kinds), COL(struct burden_unit, reports),
	COL(struct burden_unit, code), COL(struct burden_unit, name),
	COL(struct burden_unit, level) };
DB_ROWS(select_units, unit_cols,
    "SELECT y.unit_id, y.kinds, y.reports, n.code, n.name, n.level"
    " FROM " EACH_UNIT " y JOIN unit n ON n.id = y.unit_id"
    " ORDER BY y.reports DESC, n.code, y.unit_id LIMIT ?");

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
			.plain = true,
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

/* What the statements are told, see above. */
struct told {
	const char *asked, *plain, *owes, *times;
};

/* [{"r":7,"d":"2026-09-14","t":12}, ...]; regime_id 0: of all. */
static const char *
times_json(struct arena *mem, const struct burden *b, bool plain,
    long regime_id)
{
	struct buf out = { .mem = mem, .max = TIMES_MAX };
	struct json j = { .out = &out };

	json_array(&j, NULL);
	for (size_t i = 0; i < b->n; i++) {
		const struct burden_regime *r = &b->at[i];
		if (r->plain != plain ||
		    (regime_id != 0 && r->regime_id != regime_id))
			continue;
		json_object(&j, NULL);
		json_long(&j, "r", r->regime_id);
		json_text(&j, "d", b->day);
		json_long(&j, "t", r->times);
		json_end(&j);
	}
	json_end(&j);
	return out.full ? NULL : out.at;
}

static const char *
others_json(struct arena *mem, const struct burden *b, long regime_id)
{
	struct owes_asked *at = arena_alloc(mem, (b->n + 1) * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (!b->at[i].plain &&
		    (regime_id == 0 || b->at[i].regime_id == regime_id))
			at[n++] = (struct owes_asked){ .regime_id =
							   b->at[i].regime_id,
				.day = b->day };
	return owes_json(mem, at, n);
}

static const char *
asked_json(struct arena *mem, const struct burden_scope *s, const char *day)
{
	struct buf out = { .mem = mem, .max = TIMES_MAX };
	struct json j = { .out = &out };

	json_object(&j, NULL);
	json_text(&j, "day", day);
	json_long(&j, "unit", s->unit_id);
	json_text(&j, "level", s->level);
	json_long(&j, "group", s->group_id);
	json_end(&j);
	return out.at;
}

static enum rc
tell(struct arena *mem, const struct burden *b, const struct burden_scope *s,
    long regime_id, struct told *ret)
{
	ret->asked = asked_json(mem, s, b->day);
	ret->plain = times_json(mem, b, true, regime_id);
	ret->times = times_json(mem, b, false, regime_id);
	ret->owes = others_json(mem, b, regime_id);
	return ret->plain == NULL || ret->times == NULL || ret->owes == NULL ?
		   E_LIMIT :
		   OK;
}

/* All regimes of the day, how often each asks, and how it is assigned. */
static enum rc
regimes_of(struct db *db, const struct ctx *ctx, const char *day,
    struct burden *ret)
{
	struct counts others;
	struct regimes all;

	*ret = (struct burden){ .day = day };
	TRY(regime_list(db, day, &all));
	begin(ctx->mem, &all, ret);
	TRY(db_rows(db, select_others, ARGS(day, day), &others));
	for (size_t i = 0; i < others.n; i++) {
		const struct burden_regime *r =
		    burden_at(ret, others.at[i].regime_id);
		if (r != NULL)
			ret->at[r - ret->at].plain = false;
	}
	return count_needs(db, ret);
}

static void
put_units(struct burden *b, const struct counts *who)
{
	for (size_t i = 0; i < who->n; i++) {
		const struct burden_regime *r =
		    burden_at(b, who->at[i].regime_id);
		if (r != NULL)
			b->at[r - b->at].units = who->at[i].n;
	}
}

static enum rc
count_who(struct db *db, const struct ctx *ctx, const struct burden_scope *s,
    struct burden *b)
{
	struct counts plain, other;
	struct range_row range;
	struct told t;

	TRY(tell(ctx->mem, b, s, 0, &t));
	TRY(db_rows(db, count_plain, ARGS(t.plain, t.asked), &plain));
	TRY(db_rows(db, count_other, ARGS(OWES_ARGS(t.owes), t.asked), &other));
	put_units(b, &plain);
	put_units(b, &other);
	TRY(db_row(db, select_range,
	    ARGS(t.asked, t.plain, OWES_ARGS(t.owes), t.times, t.asked),
	    &range));
	TRY(burden_shared(db, t.asked, b));
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
		b->asked += r->reports * r->cells;
		b->cells += r->reports * r->cells - r->times * r->shown;
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
	struct told t;

	TRY(regimes_of(db, ctx, day, &b));
	TRY(tell(ctx->mem, &b, s, regime_id, &t));
	return db_rows(db, select_units,
	    ARGS(t.asked, t.plain, OWES_ARGS(t.owes), t.times, t.asked, limit),
	    ret);
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
