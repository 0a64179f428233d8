/* grid.c - a form as the table it is printed as */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/num.h"
#include "view/grid.h"
#include "view/grid_part.h"
#include "view/page.h"
#include "view/widget.h"

/* A figure as it is shown. */
static const char *
show(const struct draw *d, const struct cell *c, struct value v)
{
	if (v.nan)
		return "-";
	return v.dec == NULL ?
		   "" :
		   num_show(d->ctx->mem, v.dec, c->decimals, d->lang);
}

static const char *
show_text(const struct draw *d, const struct cell *c, const char *text)
{
	struct date day;

	if (c->type == CELL_DATE && date_parse(text, &day))
		return date_show(d->ctx->mem, text);
	return grid_kind_text(d, c, text);
}

const char *
grid_show(const struct draw *d, const struct cell *c, const struct grid_cell *v)
{
	return v->text != NULL ? show_text(d, c, v->text) : show(d, c, v->is);
}

static void
keep(const struct finding **at, const struct finding *f)
{
	/* the first one stands beside the cell; an error before a warning */
	if (*at == NULL || ((*at)->warning && !f->warning))
		*at = f;
}

/* Findings by cell: one pass, instead of a search for each cell. */
static void
index_findings(struct draw *d)
{
	const struct findings *f = d->grid->findings;
	size_t ncell = d->grid->form->ncell;

	if (f == NULL || f->n == 0)
		return;
	d->found = arena_alloc(d->ctx->mem, 2 * ncell * sizeof *d->found);
	d->total_found = d->found + ncell;
	for (size_t i = 0; i < f->n; i++) {
		const char *where = f->at[i].where;
		char *end;
		unsigned long c = strtoul(where + 1, &end, 10);
		if ((where[0] != 'c' && where[0] != 't') || *end != '\0' ||
		    c >= ncell)
			continue;
		keep(where[0] == 'c' ? &d->found[c] : &d->total_found[c],
		    &f->at[i]);
	}
}

/* Under the figure: the units below and the total, the period before. */
static void
put_under(const struct draw *d, size_t cell, const struct grid_cell *v)
{
	const struct cell *c = &d->grid->form->cells[cell];
	const struct finding *f =
	    d->total_found == NULL ? NULL : d->total_found[cell];
	struct buf *h = d->ctx->out;

	if (d->grid->superior) {
		html(h, "<small class='below'>%s</small>",
		    show(d, c, v->below));
		html(h, "<small class='total%s'", grid_mark(f));
		if (f != NULL)
			html(h, " id='t%zu' tabindex='0'", cell);
		html(h, ">%s</small>",
		    v->total_text != NULL ? show_text(d, c, v->total_text) :
					    show(d, c, v->total));
		if (f != NULL)
			grid_tip(d, 't', cell, f, NULL);
	}
	if (d->grid->was)
		html(h, "<small class='was'>%s</small>", show(d, c, v->was));
}

static const char *
cell_class(const struct cell *c, const struct grid_row *row)
{
	if (!cell_type_is_figure(c->type))
		return "t";
	if (row->kind == GRID_CHILD || c->computed == NULL)
		return "";
	return c->by_row ? "x y" : "x";
}

/* Does the script write into it? */
static bool
is_live(const struct draw *d, const struct grid_row *row, const struct cell *c)
{
	return d->grid->editable &&
	       (row->kind == GRID_TOTAL ||
		   (row->kind == GRID_OWN && c->computed != NULL));
}

/* Where its figure comes from: a link to the list under the grid. */
static void
put_source(const struct draw *d, const struct grid_cell *v)
{
	struct buf *h = d->ctx->out;

	if (v->awaited != NULL)
		html(h, " <i class='wait'>%s</i>", v->awaited);
	html(h, " <a class='src' href='#src%ld' aria-label='%s'>%ld</a>",
	    v->source,
	    str_fmt(d->ctx->mem, _("taken from elsewhere, see source %ld"),
		v->source),
	    v->source);
}

/* A read-only cell; totals may carry findings of their own. */
static void
put_shown(const struct draw *d, const struct grid_row *row, size_t cell,
    const struct grid_cell *v)
{
	const struct cell *c = &d->grid->form->cells[cell];
	bool sum = row->kind == GRID_TOTAL;
	const struct finding **at = sum ? d->total_found : d->found;
	const struct finding *f =
	    at == NULL || row->kind == GRID_CHILD ? NULL : at[cell];
	const char *class = cell_class(c, row);
	struct buf *h = d->ctx->out;

	html(h, "<td");
	if (*class != '\0' || f != NULL || v->source > 0)
		html(h, " class='%s%s%s%s'", class,
		    grid_kind_prose(d, c) ? " prose" : "",
		    v->source > 0 ? " from" : "", grid_mark(f));
	if (c->decimals > 0 && is_live(d, row, c))
		html(h, " data-d='%d'", c->decimals);
	if (f != NULL)
		html(h, " id='%s%zu' tabindex='0'", sum ? "t" : "c", cell);
	html(h, ">");
	if (c->type == CELL_FILE)
		grid_kind_shown(d, cell, v->text);
	else
		html(h, "%s", grid_show(d, c, v));
	if (v->source > 0)
		put_source(d, v);
	if (f != NULL)
		grid_tip(d, sum ? 't' : 'c', cell, f, NULL);
}

static void
put_cell(const struct draw *d, size_t i, const struct grid_row *row, size_t col)
{
	static const struct grid_cell none;
	const struct form *f = d->grid->form;
	size_t cell = row->row * f->ncol + col;
	const struct cell *c = &f->cells[cell];
	const struct grid_cell *v =
	    row->cells == NULL ? &none : &row->cells[col];

	if (c->type == CELL_NONE) {
		html(d->ctx->out, "<td class='no'></td>");
		return;
	}
	if (d->grid->editable && row->kind == GRID_OWN &&
	    sheet_enterable(f, cell) && v->source == 0)
		grid_input(d, i, cell, v);
	else
		put_shown(d, row, cell, v);
	if ((row->kind == GRID_OWN && (d->grid->superior || d->grid->was)) ||
	    (row->kind == GRID_TOTAL && d->grid->was))
		put_under(d, cell, v);
	html(d->ctx->out, "</td>");
}

/* The cell that names the row: linked, with the state of the unit's report. */
static void
put_label(const struct draw *d, size_t i, const struct grid_row *row)
{
	struct buf *h = d->ctx->out;
	bool deep = d->grid->form->rows_kind == ROWS_FIXED &&
		    d->grid->form->rows[row->row].depth > 0;

	html(h, "<th scope='row' id='r%zu' class='lab%s'>", i,
	    deep ? " deep" : "");
	if (row->href != NULL)
		html(h, "<a href='%s'>%s</a>", row->href, row->label);
	else
		html(h, "%s", row->label);
	if (row->state != NULL) {
		html(h, " ");
		widget_state(d->ctx, row->state);
	}
	html(h, "</th>");
}

/* A list may have no column for names: the number is the head of a row. */
static bool
names_rows(const struct form *f)
{
	for (size_t i = 0; i < f->nlabel; i++)
		if (f->cols[i].role == COL_LABEL)
			return true;
	return f->rows_kind != ROWS_LIST;
}

static void
put_number(const struct draw *d, size_t i, const struct grid_row *row,
    bool named)
{
	if (named || row->kind != GRID_OWN)
		html(d->ctx->out, "<td class='stt'>%s</td>", row->code);
	else
		html(d->ctx->out,
		    "<th scope='row' class='stt' id='r%zu'>%s</th>", i,
		    row->code);
}

static void
put_row(const struct draw *d, size_t i)
{
	static const char *const class[] = { "own", "child", "sum", "group" };
	const struct grid_row *row = &d->grid->rows[i];
	const struct form *f = d->grid->form;
	struct buf *h = d->ctx->out;

	bool sub = f->rows[row->row].role == ROW_SUBTOTAL ||
		   f->rows[row->row].role == ROW_GRAND;

	html(h, "<tr class='%s%s'", class[row->kind], sub ? " sub" : "");
	grid_row_rules(d, row->row);
	html(h, ">");
	bool named = names_rows(f);
	if (row->kind == GRID_GROUP && f->nlabel > 1) {
		html(h, "<th scope='row' class='stt'>%s</th>", row->code);
		html(h, "<th scope='row' class='lab' id='r%zu'>%s</th>", i,
		    row->label);
		html(h, "<td colspan='%zu'></td></tr>\n", f->ncol - 2);
		return;
	}
	for (size_t col = 0; col < f->ncol; col++) {
		switch (f->cols[col].role) {
		case COL_LABEL:
			put_label(d, i, row);
			break;
		case COL_STT:
			put_number(d, i, row, named);
			break;
		case COL_MEASURE:
			html(h, "<td class='mea'>%s</td>", row->measure);
			break;
		case COL_CELL:
			if (!named && col == f->nlabel && row->kind != GRID_OWN)
				put_label(d, i, row);
			else
				put_cell(d, i, row, col);
		}
	}
	grid_row_buttons(d, row);
	html(h, "</tr>\n");
}

static bool
has_stt(const struct form *f)
{
	for (size_t i = 0; i < f->nlabel; i++)
		if (f->cols[i].role == COL_STT)
			return true;
	return false;
}

static void
put_table(const struct draw *d)
{
	const struct grid *g = d->grid;
	struct buf *h = d->ctx->out;

	html(h,
	    "<div class='gridbox' role='group' tabindex='0' "
	    "aria-label='%s'>\n<table class='grid%s%s%s%s%s'",
	    g->caption, has_stt(g->form) ? "" : " nostt",
	    g->form->rows_kind == ROWS_FIXED ? " rows" :
	    g->form->rows_kind == ROWS_LIST  ? " rows free" :
					       "",
	    g->superior ? " sup" : "", g->was ? " before" : "",
	    g->editable ? " edit" : "");
	grid_words(d);
	html(h, ">\n<caption>%s</caption>\n", g->caption);
	grid_head(d);
	html(h, "<tbody>\n");
	for (size_t i = 0; i < g->nrow; i++)
		put_row(d, i);
	html(h, "</tbody></table></div>\n");
	grid_list_buttons(d);
	grid_proposals(d);
}

/* What the small figures and the colours mean. */
static void
put_legend(const struct draw *d)
{
	const struct grid *g = d->grid;
	struct buf *h = d->ctx->out;

	if (!g->superior && !g->was)
		return;
	html(h, "<p class='legend'>");
	if (g->superior)
		html(h, "<span>+ %s</span> <span>= %s</span>",
		    _("the units below"), _("total, with the units below"));
	if (g->was)
		html(h, " <span>← %s</span>", _("the period before"));
	html(h, "</p>\n");
}

void
grid_put(struct ctx *ctx, const struct grid *g)
{
	struct tail tails[TAILS] = { 0 };
	struct draw d = { .ctx = ctx,
		.grid = g,
		.lang = num_lang(ctx->lang),
		.tails = tails };

	index_findings(&d);
	put_legend(&d);
	put_table(&d);
	if (!g->editable)
		return;
	/* where the script speaks */
	html(ctx->out,
	    "<div class='gridsay'><p role='status'></p><ul></ul></div>\n"
	    "<script type='module' src='%s'></script>\n",
	    page_asset(ctx, "grid.js"));
	grid_checks(&d);
}
