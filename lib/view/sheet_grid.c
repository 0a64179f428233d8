/* sheet_grid.c - the figures of a report, laid into the grid of its form */
#include <string.h>
#include "core/flow.h"
#include "view/sheet_grid.h"

static const char *
text_of(struct ctx *ctx, const struct figures *is, size_t cell)
{
	if (is->num == NULL)
		return NULL;
	if (is->txt != NULL && is->txt[cell] != NULL)
		return is->txt[cell];
	return is->num[cell].dec == NULL ? NULL :
					   dec_text(ctx->mem, is->num[cell].dec);
}

static bool
nan_of(const struct figures *is, size_t cell)
{
	return is->num != NULL && is->num[cell].nan;
}

/* The cells of one set of figures, by number. */
static struct grid_cell *
cells_of(struct ctx *ctx, const struct form *f, const struct figures *is)
{
	struct grid_cell *cells = arena_alloc(ctx->mem,
	    f->ncell * sizeof *cells);

	for (size_t i = 0; i < f->ncell; i++) {
		cells[i].text = text_of(ctx, is, i);
		cells[i].nan = nan_of(is, i);
	}
	return cells;
}

static void
add_before(struct ctx *ctx, const struct sheet_grid *in,
    struct grid_cell *cells)
{
	const struct sheet *b = in->before;

	if (b == NULL || b->form != in->sheet->form)
		return; /* another version of the form: not comparable by cell */
	for (size_t i = 0; i < b->form->ncell; i++)
		cells[i].was = text_of(ctx, &b->own, i);
}

static const char *
change_text(struct ctx *ctx, const struct draft_diff *d)
{
	const char *theirs = *d->theirs == '\0' ? _("nothing") : d->theirs;

	if (!d->conflict)
		return str_fmt(ctx->mem, _("%s entered %s here."), d->who,
		    theirs);
	return str_fmt(ctx->mem, _("%s entered %s here; you typed %s."),
	    d->who, theirs, *d->mine == '\0' ? _("nothing") : d->mine);
}

static void
add_changes(struct ctx *ctx, const struct sheet_grid *in,
    struct grid_cell *cells)
{
	for (size_t i = 0; in->diff != NULL && i < in->diff->ndiff; i++) {
		const struct draft_diff *d = &in->diff->diff[i];
		cells[d->cell].changed = change_text(ctx, d);
	}
}

/* What could not be read stands there again, exactly as it was typed. */
static void
add_typed(const struct sheet_grid *in, struct grid_cell *cells)
{
	for (size_t i = 0; in->typed != NULL && i < in->typed->n; i++) {
		const struct param *p = &in->typed->at[i];
		long cell = sheet_cell(in->sheet->form, p->name);
		if (cell < 0 || finding_at(in->findings, p->name) == NULL)
			continue;
		cells[cell].text = p->value;
		cells[cell].typed = true;
	}
}

static struct grid_cell *
own_cells(struct ctx *ctx, const struct sheet_grid *in)
{
	const struct sheet *s = in->sheet;
	struct grid_cell *cells = cells_of(ctx, s->form, &s->own);

	add_before(ctx, in, cells);
	add_typed(in, cells);
	add_changes(ctx, in, cells);
	return cells;
}

static void
put_fixed(struct ctx *ctx, const struct sheet_grid *in, struct grid *g)
{
	const struct sheet *s = in->sheet;
	struct grid_cell *cells = own_cells(ctx, in);

	for (size_t i = 0; s->superior && i < s->form->ncell; i++) {
		cells[i].below = text_of(ctx, &s->below, i);
		cells[i].total = text_of(ctx, &s->total, i);
		cells[i].total_nan = nan_of(&s->total, i);
	}
	g->rows = grid_rows(ctx->mem, s->form, cells);
	g->nrow = s->form->nrow;
	grid_put(ctx, g);
}

static struct grid_row
child_row(struct ctx *ctx, const struct sheet *s, const struct sheet_child *c,
    size_t no)
{
	return (struct grid_row){ .kind = GRID_CHILD,
		.code = str_fmt(ctx->mem, "%zu", no),
		.label = c->name,
		.href = c->report_id == 0 ? NULL :
					    url(ctx, "/review/report?id=%ld",
						c->report_id),
		.state = c->accepted ? NULL : c->state,
		.cells = c->accepted ? cells_of(ctx, s->form, &c->is) : NULL };
}

/* One row for each unit below, the unit's own, and the total. */
static void
put_units(struct ctx *ctx, const struct sheet_grid *in, struct grid *g)
{
	const struct sheet *s = in->sheet;
	struct grid_row *rows = arena_alloc(ctx->mem,
	    (s->nchild + 2) * sizeof *rows);
	size_t n = 0;

	if (s->superior)
		rows[n++] = (struct grid_row){ .kind = GRID_TOTAL,
			.label = _("Total"),
			.cells = cells_of(ctx, s->form, &s->total) };
	rows[n++] = (struct grid_row){ .kind = GRID_OWN,
		.label = s->superior ?
		    str_fmt(ctx->mem, _("%s: own figures"), s->report->unit) :
		    s->report->unit,
		.cells = own_cells(ctx, in) };
	for (size_t i = 0; s->superior && i < s->nchild; i++)
		rows[n++] = child_row(ctx, s, &s->child[i], i + 1);
	g->rows = rows;
	g->nrow = n;
	grid_put(ctx, g);
}

void
sheet_grid_put(struct ctx *ctx, const struct sheet_grid *in)
{
	const struct form *f = in->sheet->form;
	struct grid g = { .form = f,
		.caption = str_empty(f->measure) ?
		    tr_pick(f->title_vi, f->title_en) :
		    str_fmt(ctx->mem, _("%s (unit: %s)"),
			tr_pick(f->title_vi, f->title_en), f->measure),
		.editable = in->editable,
		.was = in->before != NULL,
		.findings = in->findings };

	if (f->rows_kind == ROWS_UNITS)
		put_units(ctx, in, &g);
	else
		put_fixed(ctx, in, &g);
}
