/* grid_head.c - the head of a grid, as it is printed */
#include <string.h>
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

/* How many characters the column's longest figure takes, about. */
static size_t
longest(const struct draw *d, size_t col)
{
	static const long bounds[] = { 99999, 9999999, 99999999999 };
	static const size_t chars[] = { 6, 9, 14, 18 };
	const struct grid *g = d->grid;
	struct arena *mem = d->ctx->mem;
	size_t b = 0;

	for (size_t i = 0; i < g->nrow && b < COUNT(bounds); i++) {
		const struct grid_cell *v = g->rows[i].cells;
		const struct dec *x = v == NULL ? NULL : v[col].is.dec;
		const struct dec *t = v == NULL ? NULL : v[col].total.dec;
		x = t != NULL ? t : x;
		while (x != NULL && b < COUNT(bounds) &&
		       (dec_cmp(x, dec_long(mem, bounds[b])) > 0 ||
			   dec_cmp(x, dec_long(mem, -bounds[b])) < 0))
			b++;
	}
	return chars[b];
}

/* Characters of the most decimals in a column, with their comma. */
static size_t
decimals(const struct form *f, size_t col)
{
	int most = 0;

	for (size_t i = col; i < f->ncell; i += f->ncol)
		if (f->cells[i].decimals > most)
			most = f->cells[i].decimals;
	return most > 0 ? (size_t)most + 1 : 0;
}

/* Texts are as wide as the form says; options as the longest of them. */
static const char *
text_width(const struct col *c)
{
	if (c->width > 0 && c->width < 20)
		return c->width <= 12 ? "w2" : "w3";
	return c->type == CELL_CHOICE ? "w3" : "wt";
}

/* Narrow as they are printed, but wide enough for what stands in them. */
static const char *
width_class(const struct draw *d, size_t col)
{
	const struct col *c = &d->grid->form->cols[col];

	if (c->role != COL_CELL)
		return column_class(c);
	if (c->type != CELL_NONE && c->type != CELL_DATE &&
	    !cell_type_is_figure(c->type))
		return text_width(c);
	size_t n = longest(d, col) + decimals(d->grid->form, col);
	if (c->width > 0 && (size_t)c->width > n)
		n = (size_t)c->width;
	return n <= 6 ? "" : n <= 10 ? "w1" : n <= 15 ? "w2" : "w3";
}

static void
put_cols(const struct draw *d)
{
	struct buf *h = d->ctx->out;

	html(h, "<colgroup>");
	for (size_t col = 0; col < d->grid->form->ncol; col++) {
		const char *class = width_class(d, col);
		if (*class == '\0')
			html(h, "<col/>");
		else
			html(h, "<col class='%s'/>", class);
	}
	if (grid_is_list(d->grid) && d->grid->editable)
		html(h, "<col class='w1'/>");
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

/* "=11+12 =14+15": a line can be broken before each '='. */
static void
put_sides(struct buf *h, const char *s)
{
	html(h, "<small>");
	for (const char *end; s != NULL; s = end) {
		end = strchr(s + 1, '=');
		html(h, " %.*s",
		    (int)(end == NULL ? strlen(s) : (size_t)(end - s)), s);
	}
	html(h, "</small>");
}

/* "9" and, smaller, "=11+12": what forms print; no words of the language. */
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
	const char *sides = c->formula == NULL ? NULL : strchr(c->formula, '=');
	if (sides != NULL && strpbrk(sides, "_abcdefimnoprstuvxy") == NULL)
		put_sides(h, sides);
	html(h, "</th>");
}

void
grid_head(const struct draw *d)
{
	const struct form *f = d->grid->form;
	struct buf *h = d->ctx->out;
	bool acts = grid_is_list(d->grid) && d->grid->editable;

	put_cols(d);
	html(h, "<thead>\n");
	for (size_t row = 0; row < f->head_rows; row++) {
		html(h, "<tr>");
		for (size_t i = 0; i < f->nhead; i++)
			if (f->heads[i].row == row)
				put_head(d, &f->heads[i]);
		if (row == 0 && acts)
			html(h, "<th scope='col' rowspan='%zu'>%s</th>",
			    f->head_rows, _("Row"));
		html(h, "</tr>\n");
	}
	html(h, "<tr class='codes'>");
	for (size_t col = 0; col < f->ncol; col++)
		put_code(d, col);
	if (acts)
		html(h, "<td></td>");
	html(h, "</tr>\n</thead>\n");
}
