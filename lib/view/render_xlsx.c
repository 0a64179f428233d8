/* render_xlsx.c - a document as a worksheet */
#include <string.h>
#include "base/upper.h"
#include "base/utf8.h"
#include "io/xlsx.h"
#include "view/fixed.h"
#include "view/render_xlsx.h"

struct book {
	const struct document *doc;
	const struct doc_table *t;
	enum num_lang lang;
	struct arena *mem;
	struct xlsx *x;
	double *widths;              /* of the columns, in characters */
	size_t row;                  /* the next one */
	bool inexact;                /* a figure had to be text */
	double lines[DOC_HEAD_ROWS]; /* of the rows of the head */
};

/* In characters: of a column; of a table that prints upright; on A3. */
enum { NARROWEST = 6, WIDEST = 42, UPRIGHT = 95, A3 = 200 };

/* The longest word of a head, which must not be cut. */
static size_t
longest(const char *s)
{
	size_t most = 0;

	for (size_t n; s != NULL && *s != '\0'; s += n > 0 ? n : 1) {
		n = strcspn(s, " \n");
		size_t chars = 0;
		for (size_t i = 0; i < n; i++)
			chars += ((unsigned char)s[i] & 0xC0) != 0x80;
		most = chars > most ? chars : most;
	}
	return most;
}

static void
widen(double *width, size_t chars)
{
	if (*width < (double)chars)
		*width = (double)chars;
}

static void
measure(struct book *b)
{
	struct arena *mem = arena_new();
	const struct doc_table *t = b->t;

	b->widths = arena_alloc(b->mem, t->ncol * sizeof *b->widths);
	for (size_t r = 0; r < t->nrow; r++) {
		arena_reset(mem, 0);
		for (size_t c = 0; c < t->ncol; c++)
			if (doc_span(t, &t->rows[r], c) == 1)
				widen(&b->widths[c],
				    utf8_len(doc_text(mem, &t->rows[r].cells[c],
					b->lang)));
	}
	arena_free(mem);
	for (size_t i = 0; i < t->nhead; i++)
		if (t->heads[i].colspan == 1)
			widen(&b->widths[t->heads[i].col],
			    longest(t->heads[i].label));
	for (size_t c = 0; c < t->ncol; c++) {
		double w = b->widths[c] + 1.5;
		if (t->cols[c].width > 0)
			w = t->cols[c].width;
		b->widths[c] = w < NARROWEST ? NARROWEST :
			       w > WIDEST    ? WIDEST :
					       w;
		xlsx_width(b->x, c, b->widths[c]);
	}
}

/* The first column at or after a part of the table's width. */
static size_t
column_at(const struct book *b, double part)
{
	double all = 0, sum = 0;
	size_t c = 0;

	for (size_t i = 0; i < b->t->ncol; i++)
		all += b->widths[i];
	while (c < b->t->ncol && sum + b->widths[c] / 2 < all * part)
		sum += b->widths[c++];
	return c;
}

/* How many lines a text takes over the columns from..to, as a guess. */
static double
lines_in(const struct book *b, const char *s, size_t from, size_t to)
{
	double width = 0, lines = 0;

	for (size_t c = from; c < to; c++)
		width += b->widths[c];
	for (size_t n; s != NULL && *s != '\0'; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		size_t chars = 0;
		for (size_t i = 0; i < n; i++)
			chars += ((unsigned char)s[i] & 0xC0) != 0x80;
		lines += 1 + (double)(size_t)((double)chars * 1.05 / width);
	}
	return lines;
}

static double
greater(double a, double b)
{
	return a > b ? a : b;
}

/* A text over the columns from..to of the row being written. */
static void
across(struct book *b, size_t from, size_t to, int style, const char *s)
{
	if (from >= to || str_empty(s))
		return;
	xlsx_text(b->x, b->row, from, style, s);
	xlsx_merge(b->x, b->row, from, 1, to - from, style, s);
}

/* One row of the title block: what stands left and right. */
static void
pair(struct book *b, int style_left, const char *left, int style_right,
    const char *right)
{
	size_t n = b->t->ncol, at = column_at(b, 0.45);

	if (str_empty(left) && str_empty(right))
		return;
	if (at == 0 || at >= n) {
		across(b, 0, n, style_left, left);
		b->row += !str_empty(left) && !str_empty(right);
		across(b, 0, n, style_right, right);
	} else {
		across(b, 0, at, style_left, left);
		across(b, at, n, style_right, right);
	}
	b->row++;
}

/*
 * One row of the title block with something in the middle; few rows are good,
 * since they do not scroll.  A narrow table has them one below the other.
 */
static void
triple(struct book *b, int style_left, const char *left, int style,
    const char *middle, const char *right)
{
	size_t n = b->t->ncol, from = column_at(b, 0.28),
	       to = column_at(b, 0.72);
	double line = style & XLSX_BIG ? 20 : 15;
	bool three = from > 0 && from < to && to < n;
	double lines = three ? lines_in(b, middle, from, to) * line :
			       lines_in(b, middle, 0, n) * line;

	style |= XLSX_CENTRE | XLSX_WRAP;
	if (three) {
		lines = greater(lines, lines_in(b, left, 0, from) * 15);
		lines = greater(lines, lines_in(b, right, to, n) * 15);
	}
	if (lines > 0)
		xlsx_height(b->x, b->row, lines + 3);
	if (!three) {
		across(b, 0, n, style, middle);
		b->row += !str_empty(middle);
		pair(b, style_left, left, XLSX_RIGHT, right);
		return;
	}
	across(b, 0, from, style_left | XLSX_WRAP, left);
	across(b, from, to, style, middle);
	across(b, to, n, XLSX_WRAP, right);
	b->row += lines > 0;
}

static void
title_block(struct book *b)
{
	const struct document *d = b->doc;
	const int c = XLSX_CENTRE, bold = XLSX_BOLD | XLSX_CENTRE;

	pair(b, c, str_upper(b->mem, d->superior), bold,
	    fixed(b->lang, FIXED_NATION));
	pair(b, bold, str_upper(b->mem, d->agency), bold,
	    fixed(b->lang, FIXED_MOTTO));
	pair(b, c, d->number, c | XLSX_ITALIC, d->place_date);
	triple(b, XLSX_BOLD, d->form_no, XLSX_BOLD | XLSX_BIG,
	    str_upper(b->mem, d->title), d->reporter);
	triple(b, XLSX_PLAIN, d->basis, XLSX_ITALIC, d->period_line,
	    d->receiver);
	triple(b, XLSX_BOLD | XLSX_RED, d->mark, XLSX_ITALIC, d->status,
	    d->measure);
}

/* As high as the cells that end there need, those over several rows last. */
static void
measure_head(struct book *b)
{
	for (size_t span = 1; span <= b->t->head_rows; span++)
		for (size_t i = 0; i < b->t->nhead; i++) {
			const struct head *h = &b->t->heads[i];
			double need =
			    lines_in(b, h->label, h->col, h->col + h->colspan);
			for (size_t r = h->row; r < h->row + h->rowspan; r++)
				need -= b->lines[r];
			if (h->rowspan == span && need > 0)
				b->lines[h->row + span - 1] += need;
		}
}

/*
 * The head's cells row by row; a cell over several rows is merged in its last
 * one, and has its text from the first.
 */
static void
head_row(struct book *b, size_t row)
{
	const int look =
	    XLSX_BOLD | XLSX_CENTRE | XLSX_WRAP | XLSX_SHADE | XLSX_BORDER;

	xlsx_height(b->x, b->row + row,
	    b->lines[row] < 1 ? 16 : b->lines[row] * 15 + 2);
	for (size_t c = 0; c < b->t->ncol; c++)
		xlsx_text(b->x, b->row + row, c, look, NULL);
	for (size_t i = 0; i < b->t->nhead; i++) {
		const struct head *h = &b->t->heads[i];
		if (h->row == row)
			xlsx_text(b->x, b->row + row, h->col, look, h->label);
		if (h->row + h->rowspan - 1 == row)
			xlsx_merge(b->x, b->row + h->row, h->col, h->rowspan,
			    h->colspan, look, h->row == row ? h->label : NULL);
	}
}

static void
put_head(struct book *b)
{
	const int look = XLSX_CENTRE | XLSX_SHADE | XLSX_BORDER;
	size_t first = b->row, fixed_cols = 0;
	double width = 0;

	measure_head(b);
	for (size_t r = 0; r < b->t->head_rows; r++)
		head_row(b, r);
	b->row += b->t->head_rows;
	if (b->t->code_row) {
		for (size_t c = 0; c < b->t->ncol; c++)
			xlsx_text(b->x, b->row, c, look, b->t->cols[c].code);
		b->row++;
	}
	while (fixed_cols < b->t->ncol && fixed_cols < 2 &&
	       b->t->cols[fixed_cols].align != DOC_RIGHT)
		fixed_cols++;
	for (size_t c = 0; c < b->t->ncol; c++)
		width += b->widths[c];
	xlsx_freeze(b->x, b->row, fixed_cols);
	xlsx_print(b->x,
	    width > A3      ? XLSX_A3_LYING :
	    width > UPRIGHT ? XLSX_A4_LYING :
			      XLSX_A4,
	    first, b->row > first ? b->row - 1 : first, b->doc->foot);
}

static int
align(enum doc_align a)
{
	return a == DOC_RIGHT ? XLSX_RIGHT : a == DOC_CENTRE ? XLSX_CENTRE : 0;
}

static void
put_cell(struct book *b, const struct doc_row *r, size_t c)
{
	const struct doc_cell *cell = &r->cells[c];
	int look = XLSX_BORDER;

	if (r->kind == DOC_GROUP || r->kind == DOC_TOTAL)
		look |= XLSX_BOLD;
	if (cell->kind == DOC_NUM) {
		if (!xlsx_num(b->x, b->row, c, look, cell->text,
			cell->decimals))
			b->inexact = true;
		return;
	}
	look |=
	    XLSX_WRAP |
	    (cell->kind == DOC_NAN ? XLSX_RIGHT : align(b->t->cols[c].align));
	if (r->depth > 0 && c < 2 && b->t->cols[c].align == DOC_LEFT)
		look |= XLSX_INDENT;
	xlsx_text(b->x, b->row, c, look, doc_text(b->mem, cell, b->lang));
}

static double
row_lines(const struct book *b, const struct doc_row *r)
{
	double most = 1;

	for (size_t c = 0, n; c < b->t->ncol; c += n) {
		n = doc_span(b->t, r, c);
		if (r->cells[c].kind == DOC_TEXT)
			most = greater(most,
			    lines_in(b, r->cells[c].text, c, c + n));
	}
	return most;
}

static void
put_rows(struct book *b)
{
	for (size_t i = 0; i < b->t->nrow; i++, b->row++) {
		const struct doc_row *r = &b->t->rows[i];
		double lines = row_lines(b, r);
		if (lines > 1)
			xlsx_height(b->x, b->row, lines * 15 + 3);
		for (size_t c = 0; c < b->t->ncol; c++)
			put_cell(b, r, c);
		for (size_t c = 0, n; c < b->t->ncol; c += n) {
			n = doc_span(b->t, r, c);
			if (n > 1)
				xlsx_merge(b->x, b->row, c, 1, n,
				    XLSX_BORDER | XLSX_BOLD, r->cells[c].text);
		}
	}
}

static void
put_end(struct book *b)
{
	const struct document *d = b->doc;
	const int c = XLSX_CENTRE;

	b->row++;
	for (size_t i = 0; i < d->nnote; i++)
		xlsx_text(b->x, b->row++, 0, XLSX_PLAIN, d->notes[i]);
	if (b->inexact)
		xlsx_text(b->x, b->row++, 0, XLSX_ITALIC,
		    fixed(b->lang, FIXED_INEXACT));
	b->row++;
	pair(b, c | XLSX_BOLD, str_upper(b->mem, d->sign_left), c | XLSX_BOLD,
	    str_upper(b->mem, d->sign_right));
	if (!str_empty(d->sign_title))
		pair(b, c | XLSX_BOLD, "", c | XLSX_BOLD,
		    str_upper(b->mem, d->sign_title));
	if (!str_empty(d->sign_left) || !str_empty(d->sign_right))
		pair(b, c | XLSX_ITALIC, fixed(b->lang, FIXED_SIGN),
		    c | XLSX_ITALIC, fixed(b->lang, FIXED_SIGN));
	b->row += 3;
	pair(b, c | XLSX_BOLD, d->sign_left_name, c | XLSX_BOLD,
	    d->sign_right_name);
	xlsx_text(b->x, b->row, 0, XLSX_ITALIC, d->foot);
}

enum rc
render_xlsx(const struct document *d, const char *lang, struct buf *out)
{
	struct book b = { .doc = d,
		.t = &d->table,
		.lang = num_lang(lang),
		.mem = out->mem };

	TRY(doc_check(d));
	b.x = xlsx_begin(out, d->name == NULL ? d->title : d->name, d->title,
	    d->made);
	measure(&b);
	title_block(&b);
	put_head(&b);
	put_rows(&b);
	put_end(&b);
	return xlsx_end(b.x);
}
