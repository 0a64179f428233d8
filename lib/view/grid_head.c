/* grid_head.c - the head of a grid, as it is printed */
#include <string.h>
#include "base/utf8.h"
#include "view/grid_part.h"
#include "view/widget.h"

static const char *
column_class(const struct col *c)
{
	switch (c->role) {
	case COL_LABEL:
		return "lab";
	case COL_STT:
		return "stt";
	case COL_MEASURE:
		return "mea";
	case COL_CELL:
		break;
	}
	return "";
}

/* The longest figure of a column, in characters of canonical text. */
static size_t
longest(const struct grid *g, size_t col)
{
	size_t ret = 0;

	for (size_t i = 0; i < g->nrow; i++) {
		const struct grid_cell *v = g->rows[i].cells;
		if (v == NULL || v[col].text == NULL)
			continue;
		size_t n = strlen(v[col].text);
		ret = n > ret ? n : ret;
	}
	return ret;
}

/* Narrow as they are printed, but wide enough for what stands in them. */
static const char *
width_class(const struct grid *g, size_t col)
{
	const struct col *c = &g->form->cols[col];
	size_t n = c->role == COL_CELL ? longest(g, col) : 0;

	if (c->role != COL_CELL)
		return column_class(c);
	if (c->type == CELL_TEXT)
		return "wt";
	if (c->type != CELL_INTEGER)
		n += 3;
	if (c->width > 0 && (size_t)c->width > n)
		n = (size_t)c->width;
	return n <= 5 ? "" : n <= 8 ? "w1" : n <= 12 ? "w2" : "w3";
}

static void
put_cols(const struct draw *d)
{
	struct buf *h = d->ctx->out;

	html(h, "<colgroup>");
	for (size_t col = 0; col < d->grid->form->ncol; col++) {
		const char *class = width_class(d->grid, col);
		if (*class == '\0')
			html(h, "<col/>");
		else
			html(h, "<col class='%s'/>", class);
	}
	html(h, "</colgroup>\n");
}

static void
put_head(const struct draw *d, const struct head *head)
{
	const struct col *c = &d->grid->form->cols[head->col];
	struct buf *h = d->ctx->out;

	html(h, "<th scope='%s'", head->colspan > 1 ? "colgroup" : "col");
	if (head->colspan > 1)
		html(h, " colspan='%zu'", head->colspan);
	else if (c->role != COL_CELL)
		html(h, " class='%s'", column_class(c));
	if (head->rowspan > 1)
		html(h, " rowspan='%zu'", head->rowspan);
	html(h, ">%s</th>", head->label);
}

/* Right of "9=11+12" is the formula: smaller, on a line of its own. */
static void
put_code(const struct draw *d, size_t col)
{
	const struct col *c = &d->grid->form->cols[col];
	struct buf *h = d->ctx->out;

	html(h, "<th scope='col' id='k%zu' aria-label='%s'", col,
	    c->path != NULL ? c->path : c->label);
	if (c->role != COL_CELL)
		html(h, " class='%s'", column_class(c));
	grid_column_rules(d, col);
	html(h, ">%s", c->code);
	if (c->formula != NULL && c->role == COL_CELL) {
		const char *sides = strchr(c->formula, '=');
		html(h, " <small>%s</small>",
		    sides != NULL ? sides : c->formula);
	}
	html(h, "</th>");
}

void
grid_head(const struct draw *d)
{
	const struct form *f = d->grid->form;
	struct buf *h = d->ctx->out;

	put_cols(d);
	html(h, "<thead>\n");
	for (size_t row = 0; row < f->head_rows; row++) {
		html(h, "<tr>");
		for (size_t i = 0; i < f->nhead; i++)
			if (f->heads[i].row == row)
				put_head(d, &f->heads[i]);
		html(h, "</tr>\n");
	}
	html(h, "<tr class='codes'>");
	for (size_t col = 0; col < f->ncol; col++)
		put_code(d, col);
	html(h, "</tr>\n</thead>\n");
}
