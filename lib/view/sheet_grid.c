/* sheet_grid.c - a report's figures in the grid, with what was typed over them
 */
#include "core/revision.h"
#include "io/html.h"
#include "io/url.h"
#include "view/home_list.h"
#include "view/sheet_grid.h"

enum { SPARE = 3 };

static const char *
child_href(const struct ctx *ctx, const struct sheet_child *c)
{
	return c->report_id == 0 ?
		   NULL :
		   url(ctx, "/review/report?id=%ld", c->report_id);
}

static void
before_row(const struct sheet *b, const struct grid_row *row,
    const struct figures *figures)
{
	size_t ncol = b->form->ncol;

	for (size_t col = 0; col < ncol; col++)
		row->cells[col].was = figures->num[row->row * ncol + col];
}

/* Own beside own, totals beside totals; what was under a total is the total. */
static void
add_before(const struct sheet_grid *in, const struct grid *g)
{
	const struct sheet *b = in->before;

	if (b == NULL || b->form != in->sheet->form)
		return; /* another version of the form: not comparable by cell
			 */
	for (size_t i = 0; i < g->nrow; i++) {
		const struct grid_row *row = &g->rows[i];
		bool total = row->kind == GRID_TOTAL || g->superior;
		/* rows of a list are other things each time */
		if (row->kind == GRID_OWN && b->form->rows_kind == ROWS_LIST)
			continue;
		if (row->kind == GRID_OWN || row->kind == GRID_TOTAL)
			before_row(b, row, total ? &b->total : &b->own);
	}
}

static const char *
change_text(const struct ctx *ctx, const struct draft_diff *d)
{
	const char *theirs = str_empty(d->theirs) ? _("nothing") : d->theirs;
	const char *mine = str_empty(d->mine) ? _("nothing") : d->mine;

	if (!d->conflict)
		return str_fmt(ctx->mem, _("%s entered %s here."), d->who,
		    theirs);
	return str_fmt(ctx->mem, _("%s entered %s here; you typed %s."), d->who,
	    theirs, mine);
}

static void
add_changes(const struct ctx *ctx, const struct sheet_grid *in,
    const struct grid *g)
{
	for (size_t i = 0; in->diff != NULL && i < in->diff->ndiff; i++) {
		const struct draft_diff *d = &in->diff->diff[i];
		struct grid_cell *cell = grid_own(g, (size_t)d->cell);
		if (cell != NULL)
			cell->changed = change_text(ctx, d);
	}
}

/* What could not be read stands there again, exactly as it was typed. */
static void
add_typed(const struct sheet_grid *in, const struct grid *g)
{
	for (size_t i = 0; in->typed != NULL && i < in->typed->n; i++) {
		const struct param *p = &in->typed->at[i];
		long at = sheet_cell(in->sheet->form, p->name);
		if (at < 0 || finding_at(in->findings, p->name) == NULL)
			continue;
		struct grid_cell *cell = grid_own(g, (size_t)at);
		if (cell != NULL && cell->is.dec == NULL)
			cell->text = p->value;
	}
}

/* Rows of a list that are shown although nothing is stored in them. */
static const bool *
marked_rows(const struct ctx *ctx, const struct sheet_grid *in)
{
	const struct form *f = in->sheet->form;
	bool *ret = arena_alloc(ctx->mem, f->nrow * sizeof *ret);

	for (size_t i = 0; in->typed != NULL && i < in->typed->n; i++) {
		const struct param *p = &in->typed->at[i];
		long cell = sheet_cell(f, p->name);
		if (cell >= 0 && !str_empty(p->value))
			ret[f->cells[cell].row] = true;
	}
	for (size_t i = 0; in->diff != NULL && i < in->diff->ndiff; i++)
		ret[f->cells[in->diff->diff[i].cell].row] = true;
	return ret;
}

static const char *
file_href(const struct ctx *ctx, const struct sheet *s, size_t cell)
{
	return s->revision == NULL ?
		   url(ctx, "/attach/file?id=%ld&cell=%zu", s->report->id,
		       cell) :
		   url(ctx, "/attach/file?id=%ld&cell=%zu&no=%ld",
		       s->report->id, cell, s->revision->no);
}

void
sheet_grid_put(struct ctx *ctx, const struct sheet_grid *in)
{
	const struct form *f = in->sheet->form;
	const char *title = tr_pick(f->title_vi, f->title_en);
	struct grid g = { .caption = str_empty(f->measure) ?
					 title :
					 str_fmt(ctx->mem, _("%s (unit: %s)"),
					     title, f->measure),
		.editable = in->editable,
		.was = in->before != NULL,
		.findings = in->findings,
		.spare = in->spare > 0 ? in->spare : SPARE,
		.marked = marked_rows(ctx, in),
		.file_href = file_href };

	grid_of_sheet(ctx, in->sheet, child_href, &g);
	add_before(in, &g);
	add_typed(in, &g);
	add_changes(ctx, in, &g);
	home_list_mark(ctx, in->sheet, &g);
	grid_put(ctx, &g);
	home_list_put(ctx, in->sheet);
}
