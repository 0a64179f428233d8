/*
 * press_table.c - the table of a paper, over as many pages as it takes
 *
 * The head is laid out once and drawn at the top of each page.  Rows keep their
 * height from the first pass, so that the end of the table can be kept together
 * with what follows it.
 */
#include <string.h>
#include "view/press.h"

#define THIN 0.5
struct head_cell {
	const struct head *head;
	struct line *lines;
	size_t nline;
};
struct table {
	struct press *p;
	const struct doc_table *t;
	struct pdf_font head;
	double step, pad_y;
	double *x;      /* edges of the columns, ncol + 1 */
	double *height; /* of the rows */
	struct head_cell *heads;
	double row_y[DOC_HEAD_ROWS + 1]; /* edges of the head's rows, from 0 */
	double codes;                    /* height of the row of numbers */
	double *open;          /* where the upright rule left of it began */
	struct arena *scratch; /* for one row */
};

static void
lay_columns(struct table *t)
{
	struct arena *mem = t->p->mem;

	t->x = arena_alloc(mem, (t->t->ncol + 1) * sizeof *t->x);
	t->open = arena_alloc(mem, (t->t->ncol + 1) * sizeof *t->open);
	t->x[0] = t->p->fit.left;
	for (size_t c = 0; c < t->t->ncol; c++)
		t->x[c + 1] = t->x[c] + t->p->fit.widths[c];
}

static double
head_width(const struct table *t, const struct head *h)
{
	return t->x[h->col + h->colspan] - t->x[h->col] - 2 * t->p->fit.pad;
}

static void
wrap_head(struct table *t, struct head_cell *c)
{
	struct line lines[WRAP_LINES];

	c->nline = wrap_even(t->head, c->head->label, head_width(t, c->head),
	    lines, COUNT(lines));
	c->lines = arena_alloc(t->p->mem, c->nline * sizeof *lines);
	memcpy(c->lines, lines, c->nline * sizeof *lines);
}

/* The row of numbers is as high as the longest chain of formulas in it. */
static double
codes_height(const struct table *t)
{
	struct line l[WRAP_LINES];
	size_t most = 1;

	if (!t->t->code_row)
		return 0;
	for (size_t c = 0; c < t->t->ncol; c++) {
		size_t n = wrap_code((struct pdf_font){ PDF_REGULAR, 1 },
		    t->t->cols[c].code, l, WRAP_LINES);
		most = n > most ? n : most;
	}
	return (double)most * t->step + t->pad_y;
}

/* The head's rows are as high as the cells in them need, tall ones last. */
static void
lay_head(struct table *t)
{
	double height[DOC_HEAD_ROWS] = { 0 };

	t->heads = arena_alloc(t->p->mem, t->t->nhead * sizeof *t->heads);
	for (size_t i = 0; i < t->t->nhead; i++) {
		t->heads[i].head = &t->t->heads[i];
		wrap_head(t, &t->heads[i]);
	}
	for (size_t span = 1; span <= t->t->head_rows; span++)
		for (size_t i = 0; i < t->t->nhead; i++) {
			const struct head *h = &t->t->heads[i];
			double need =
			    (double)t->heads[i].nline * t->step + 2 * t->pad_y;
			if (h->rowspan != span)
				continue;
			for (size_t r = 0; r < span; r++)
				need -= height[h->row + r];
			if (need > 0)
				height[h->row + span - 1] += need;
		}
	for (size_t r = 0; r < t->t->head_rows; r++)
		t->row_y[r + 1] = t->row_y[r] + height[r];
	t->codes = codes_height(t);
}

static double
head_height(const struct table *t)
{
	return t->row_y[t->t->head_rows] + t->codes;
}

/* How many lines a cell may have so that its row fits on a page. */
static size_t
most_lines(const struct table *t)
{
	double room = t->p->fit.bottom - t->p->fit.top - head_height(t) - 12;
	size_t n = room < t->step ? 1 : (size_t)(room / t->step);

	return n < WRAP_LINES ? n : WRAP_LINES;
}

static double
indent(const struct table *t, const struct doc_row *r, size_t col)
{
	bool first = col == 0 ||
		     (col == 1 && t->t->cols[0].align != DOC_LEFT) ||
		     (col == 1 && r->cells[0].kind == DOC_EMPTY);

	return first && t->t->cols[col].align == DOC_LEFT ?
		   r->depth * t->p->fit.size :
		   0;
}

/* The lines of a text in a row, from a column over its span. */
static size_t
wrap_cell(struct table *t, const struct doc_row *r, size_t col, size_t span,
    struct line *lines)
{
	struct pdf_font f = { fit_face(r), t->p->fit.size };
	double width = t->x[col + span] - t->x[col] - 2 * t->p->fit.pad -
		       indent(t, r, col);

	return wrap(f, r->cells[col].text, width, lines, most_lines(t));
}

static double
row_height(struct table *t, const struct doc_row *r)
{
	struct line lines[WRAP_LINES];
	size_t most = 1;

	for (size_t c = 0, span; c < t->t->ncol; c += span) {
		span = doc_span(t->t, r, c);
		if (r->cells[c].kind != DOC_TEXT)
			continue;
		size_t n = wrap_cell(t, r, c, span, lines);
		most = n > most ? n : most;
	}
	return (double)most * t->step + 2 * t->pad_y;
}

static void
draw_head_cell(struct table *t, const struct head_cell *c, double top)
{
	const struct head *h = c->head;
	double y1 = top + t->row_y[h->row],
	       y2 = top + t->row_y[h->row + h->rowspan];
	double x1 = t->x[h->col], x2 = t->x[h->col + h->colspan];
	double text = (double)c->nline * t->step;

	wrap_draw(t->p->pdf, t->head, c->lines, c->nline, DOC_CENTRE,
	    x1 + t->p->fit.pad, head_width(t, h),
	    y1 + (y2 - y1 - text) / 2 + t->head.size * PRESS_RISE, t->step);
	pdf_rule(t->p->pdf, x1, y2, x2, y2, THIN);
	pdf_rule(t->p->pdf, x2, y1, x2, y2, THIN);
}

static void
draw_codes(struct table *t, double y)
{
	struct pdf_font f = { PDF_REGULAR, t->p->fit.size };
	struct line l[WRAP_LINES];

	for (size_t c = 0; c < t->t->ncol; c++) {
		double width = t->x[c + 1] - t->x[c];
		size_t n = wrap_code(f, t->t->cols[c].code, l, WRAP_LINES);
		double above = (t->codes - (double)n * t->step) / 2;
		wrap_draw(t->p->pdf, f, l, n, DOC_CENTRE, t->x[c], width,
		    y + above + f.size * PRESS_RISE, t->step);
		pdf_rule(t->p->pdf, t->x[c + 1], y, t->x[c + 1], y + t->codes,
		    THIN);
	}
	pdf_rule(t->p->pdf, t->x[0], y + t->codes, t->x[t->t->ncol],
	    y + t->codes, THIN);
}

static void
draw_head(struct table *t)
{
	double top = t->p->y, height = head_height(t);
	double end = t->x[t->t->ncol];

	pdf_shade(t->p->pdf, t->x[0], top, end - t->x[0], height);
	for (size_t i = 0; i < t->t->nhead; i++)
		draw_head_cell(t, &t->heads[i], top);
	if (t->t->code_row)
		draw_codes(t, top + t->row_y[t->t->head_rows]);
	pdf_rule(t->p->pdf, t->x[0], top, end, top, THIN);
	pdf_rule(t->p->pdf, t->x[0], top, t->x[0], top + height, THIN);
	t->p->y += height;
	for (size_t c = 0; c <= t->t->ncol; c++)
		t->open[c] = t->p->y;
}

/* Draw the upright rule left of a column down to y; it goes on at `again`. */
static void
close_rule(struct table *t, size_t col, double y, double again)
{
	if (y > t->open[col])
		pdf_rule(t->p->pdf, t->x[col], t->open[col], t->x[col], y,
		    THIN);
	t->open[col] = again;
}

static void
close_rules(struct table *t)
{
	for (size_t c = 0; c <= t->t->ncol; c++)
		close_rule(t, c, t->p->y, t->p->y);
}

static void
draw_text(struct table *t, const struct doc_row *r, size_t col, size_t span,
    double height)
{
	struct pdf_font f = { fit_face(r), t->p->fit.size };
	struct line lines[WRAP_LINES];
	double in = indent(t, r, col), x = t->x[col] + t->p->fit.pad + in;
	size_t n = wrap_cell(t, r, col, span, lines);
	double y = t->p->y + (height - (double)n * t->step) / 2;

	wrap_draw(t->p->pdf, f, lines, n,
	    span > 1 ? DOC_LEFT : t->t->cols[col].align, x,
	    t->x[col + span] - t->p->fit.pad - x, y + f.size * PRESS_RISE,
	    t->step);
}

static void
draw_figure(struct table *t, const struct doc_row *r, size_t col, double height)
{
	struct pdf_font f = { fit_face(r), t->p->fit.size };
	const char *s = doc_text(t->scratch, &r->cells[col], t->p->lang);
	size_t n = strlen(s);
	double y = t->p->y + (height - t->step) / 2 + f.size * PRESS_RISE;

	pdf_text(t->p->pdf, f,
	    t->x[col + 1] - t->p->fit.pad - pdf_width(f, s, n), y, s, n);
}

static void
draw_row(struct table *t, const struct doc_row *r, double height)
{
	double bottom = t->p->y + height;

	arena_reset(t->scratch, 0);
	for (size_t c = 0, span; c < t->t->ncol; c += span) {
		span = doc_span(t->t, r, c);
		if (r->cells[c].kind == DOC_TEXT)
			draw_text(t, r, c, span, height);
		else if (r->cells[c].kind != DOC_EMPTY)
			draw_figure(t, r, c, height);
		for (size_t k = 1; k < span; k++)
			close_rule(t, c + k, t->p->y, bottom);
	}
	pdf_rule(t->p->pdf, t->x[0], bottom, t->x[t->t->ncol], bottom, THIN);
	t->p->y = bottom;
}

/*
 * How much must fit below the rows drawn so far for row i to begin there: a
 * heading takes a row with it, the last two rows take the signatures.
 */
static double
needed(const struct table *t, size_t i, double tail)
{
	size_t n = t->t->nrow;
	double need = t->height[i];

	if (i + 1 < n && t->t->rows[i].kind == DOC_GROUP)
		need += needed(t, i + 1, tail);
	else if (i + 2 == n && n > 3)
		need += t->height[i + 1] + tail;
	return need;
}

static void
draw_rows(struct table *t, double tail)
{
	for (size_t i = 0; i < t->t->nrow; i++) {
		if (t->p->y + needed(t, i, tail) > t->p->fit.bottom) {
			close_rules(t);
			press_next(t->p);
			draw_head(t);
		}
		draw_row(t, &t->t->rows[i], t->height[i]);
	}
	close_rules(t);
}

void
press_table(struct press *p, double tail)
{
	struct table t = { .p = p,
		.t = &p->doc->table,
		.head = { p->fit.head, p->fit.size },
		.step = p->fit.size * PRESS_STEP,
		.pad_y = p->fit.size * 0.2,
		.scratch = arena_new() };

	lay_columns(&t);
	lay_head(&t);
	t.height = arena_alloc(p->mem, t.t->nrow * sizeof *t.height);
	for (size_t i = 0; i < t.t->nrow; i++)
		t.height[i] = row_height(&t, &t.t->rows[i]);
	if (p->y + head_height(&t) + 2 * t.step > p->fit.bottom)
		press_next(p);
	draw_head(&t);
	draw_rows(&t, tail);
	arena_free(t.scratch);
}
