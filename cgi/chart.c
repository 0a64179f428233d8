/* chart.c - a column of a report by unit, as a bar chart in PNG */
#include <string.h>
#include "app/wanted.h"
#include "core/cron_key.h"
#include "core/fact.h"
#include "core/paper.h"
#include "view/chart.h"

enum { CODE_MAX = 20 };

struct chart_in {
	struct wanted_in wanted; /* first: wanted_open() reads it */
	const char *column, *row;
	long width, height;
};
static const struct field fields[] = {
	{ .name = "unit",
	    .at = offsetof(struct chart_in, wanted.unit),
	    .type = FIELD_LONG,
	    .min = 1 },
	{ .name = "period",
	    .at = offsetof(struct chart_in, wanted.period),
	    .type = FIELD_TEXT,
	    .max = 12 },
	FIELD(struct chart_in, column, .max = CODE_MAX, .optional = true),
	FIELD(struct chart_in, row, .max = CODE_MAX, .optional = true),
	FIELD(struct chart_in, width, .min = CHART_WIDTH_MIN, .max = CHART_MAX,
	    .optional = true),
	FIELD(struct chart_in, height, .min = CHART_HEIGHT_MIN,
	    .max = CHART_MAX, .optional = true),
};

static bool
code_is(const char *wanted, const char *code)
{
	return wanted == NULL || str_eq(wanted, code);
}

/* The first cell with a figure in that column and row; -1: there is none. */
static long
find_cell(const struct form *f, const struct chart_in *in)
{
	for (size_t i = 0; i < f->ncell; i++) {
		const struct cell *c = &f->cells[i];
		bool figure = c->type == CELL_INTEGER ||
			      c->type == CELL_DECIMAL ||
			      c->type == CELL_PERCENT;
		if (figure && f->item_ids[i] != 0 &&
		    code_is(in->column, f->cols[c->col].code) &&
		    (f->rows_kind == ROWS_UNITS ||
			code_is(in->row, f->rows[c->row].code)))
			return (long)i;
	}
	return -1;
}

/* Names without what all of them begin with: "Tỉnh", "Phường". */
static const char *
short_name(const char *name)
{
	static const char *const kinds[] = { "Thành phố ", "Tỉnh ", "Quận ",
		"Huyện ", "Thị xã ", "Phường ", "Xã ", "Thị trấn ",
		"Đặc khu " };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_starts(name, kinds[i]))
			return name + strlen(kinds[i]);
	return name;
}

static enum rc
fill(struct rq *rq, const struct wanted *w, long cell, struct chart *ret)
{
	struct ctx *ctx = &rq->ctx;
	struct fact_bars bars;

	TRY(fact_bars(rq->db, &w->report, (size_t)cell, &bars));
	if (bars.n == 0)
		return fail(E_NOTFOUND, "no units below");
	const char **labels = arena_alloc(ctx->mem, bars.n * sizeof *labels);
	const char **values = arena_alloc(ctx->mem, bars.n * sizeof *values);
	for (size_t i = 0; i < bars.n; i++) {
		labels[i] = short_name(bars.at[i].name);
		values[i] = bars.at[i].value;
	}
	ret->labels = labels;
	ret->values = values;
	ret->n = bars.n;
	return OK;
}

static enum rc
png(struct rq *rq)
{
	const struct chart_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct wanted w;

	TRY(wanted_open(rq, &w));
	if (!str_eq(w.kind, "png"))
		return fail(E_NOTFOUND, "not made here: %s", w.kind);
	long cell = find_cell(w.sheet.form, in);
	if (cell < 0)
		return fail(E_NOTFOUND, "nothing to draw");
	struct chart chart = { .width = (int)in->width,
		.height = (int)in->height,
		.title = str_fmt(ctx->mem, "%s – %s",
		    sheet_where(ctx->mem, w.sheet.form, (size_t)cell),
		    report_period_show(ctx->mem, &w.report)),
		.measure = w.sheet.form->cells[cell].measure,
		.source = str_fmt(ctx->mem, _("%s: %zu of %zu units accepted"),
		    w.report.unit, w.sheet.naccepted, w.sheet.nchild),
		.none = _("No figure yet"),
		.mark = ctx->demo ? _("Demonstration data") : NULL };
	TRY(fill(rq, &w, cell, &chart));
	TRY(chart_png(&chart, ctx->lang, ctx->out));
	rq->type = "image/png";
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/chart/@",
	    .right = MAY_VIEW,
	    .job = CRON_REPORT,
	    .token = TOKEN_TOO,
	    .run = png,
	    IN(struct chart_in, fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
