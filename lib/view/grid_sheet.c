/* grid_sheet.c - the figures of a report as rows of a grid */
#include "core/register.h"
#include "view/grid.h"

/* One row of the form, from the arrays of the figures. */
static struct grid_cell *
cells_of(const struct ctx *ctx, const struct form *f, size_t row,
    const struct figures *is)
{
	struct grid_cell *ret = arena_alloc(ctx->mem, f->ncol * sizeof *ret);

	for (size_t col = f->nlabel; col < f->ncol; col++) {
		size_t cell = row * f->ncol + col;
		if (is->num != NULL)
			ret[col].is = is->num[cell];
		if (is->txt != NULL)
			ret[col].text =
			    is->label != NULL && is->label[cell] != NULL ?
				is->label[cell] :
				is->txt[cell];
	}
	return ret;
}

static void
add_totals(const struct sheet *s, size_t row, struct grid_cell *at)
{
	const struct form *f = s->form;

	for (size_t col = f->nlabel; col < f->ncol; col++) {
		size_t cell = row * f->ncol + col;
		if (s->below.num != NULL)
			at[col].below = s->below.num[cell];
		if (s->total.num != NULL)
			at[col].total = s->total.num[cell];
		if (s->total.txt != NULL)
			at[col].total_text = s->total.txt[cell];
	}
}

static void
rows_fixed(const struct ctx *ctx, const struct sheet *s, struct grid *g)
{
	const struct form *f = s->form;

	g->nrow = f->nrow;
	g->rows = arena_alloc(ctx->mem, g->nrow * sizeof *g->rows);
	g->superior = s->superior;
	for (size_t r = 0; r < f->nrow; r++) {
		const struct row *row = &f->rows[r];
		g->rows[r] = (struct grid_row){ .row = r,
			.kind = row->group ? GRID_GROUP : GRID_OWN,
			.code = row->code,
			.label = row->printed,
			.measure = row->measure,
			.cells = cells_of(ctx, f, r, &s->own) };
		if (s->superior)
			add_totals(s, r, g->rows[r].cells);
	}
}

static void
rows_units(const struct ctx *ctx, const struct sheet *s,
    const char *(*href)(const struct ctx *, const struct sheet_child *),
    struct grid *g)
{
	struct grid_row *at;

	g->rows = arena_alloc(ctx->mem, (s->nchild + 2) * sizeof *g->rows);
	at = g->rows;
	for (size_t i = 0; i < s->nchild; i++) {
		const struct sheet_child *c = &s->child[i];
		*at++ = (struct grid_row){ .kind = GRID_CHILD,
			.code = c->code,
			.label = c->name,
			.state = c->state,
			.href = href == NULL ? NULL : href(ctx, c),
			.cells = cells_of(ctx, s->form, 0, &c->is) };
	}
	*at++ = (struct grid_row){ .kind = GRID_OWN,
		.label =
		    s->superior ? _("The unit's own figures") : s->report->unit,
		.code = s->report->unit_code,
		.cells = cells_of(ctx, s->form, 0, &s->own) };
	if (s->superior)
		*at++ = (struct grid_row){ .kind = GRID_TOTAL,
			.label = _("Total"),
			.cells = cells_of(ctx, s->form, 0, &s->total) };
	g->nrow = (size_t)(at - g->rows);
}

/* A label that several entries have is not enough to find one again. */
static void
offer(const struct ctx *ctx, const struct sheet *s, struct grid_row *row)
{
	const struct form *f = s->form;

	for (size_t col = f->nlabel; f->lookups && col < f->ncol; col++) {
		const struct cell *x = &f->cells[row->row * f->ncol + col];
		const struct register_entries *es =
		    x->reg == NULL ? NULL : sheet_entries(s, x->reg);
		const struct register_entry *e =
		    register_get(es, s->own.txt[row->row * f->ncol + col]);
		if (e != NULL)
			row->cells[col].text =
			    register_offer(ctx->mem, es, (size_t)(e - es->at));
	}
}

/* Those in use; of a list that is edited also marked and some empty ones. */
static bool
row_shows(const struct sheet *s, const struct grid *g, size_t row,
    size_t *spare)
{
	if (!sheet_row_empty(s->form, &s->own, row))
		return true;
	if (!g->editable)
		return false;
	if (g->marked != NULL && g->marked[row])
		return true;
	if (*spare == 0)
		return false;
	--*spare;
	return true;
}

static struct grid_row *
rows_own(const struct ctx *ctx, const struct sheet *s, struct grid *g,
    struct grid_row *at)
{
	size_t spare = g->spare, n = 0;

	for (size_t r = 1; r <= s->form->list_max; r++) {
		if (!row_shows(s, g, r, &spare))
			continue;
		n++;
		*at = (struct grid_row){ .kind = GRID_OWN,
			.row = r,
			.code = str_fmt(ctx->mem, "%zu", g->editable ? r : n),
			.label = "",
			.cells = cells_of(ctx, s->form, r, &s->own) };
		if (g->editable)
			offer(ctx, s, at);
		at++;
	}
	return at;
}

static void
rows_list(const struct ctx *ctx, const struct sheet *s,
    const char *(*href)(const struct ctx *, const struct sheet_child *),
    struct grid *g)
{
	const struct form *f = s->form;
	struct grid_row *at =
	    arena_alloc(ctx->mem, (s->nchild + f->list_max + 1) * sizeof *at);

	g->rows = at;
	for (size_t i = 0; i < s->nchild; i++) {
		const struct sheet_child *c = &s->child[i];
		*at++ = (struct grid_row){ .kind = GRID_CHILD,
			.code = c->code,
			.label = c->name,
			.state = c->state,
			.href = href == NULL ? NULL : href(ctx, c),
			.cells = cells_of(ctx, f, 0, &c->is) };
	}
	at = rows_own(ctx, s, g, at);
	if (f->total != NULL)
		*at++ = (struct grid_row){ .kind = GRID_TOTAL,
			.code = "",
			.label = f->total,
			.cells = cells_of(ctx, f, 0, &s->total) };
	g->nrow = (size_t)(at - g->rows);
}

void
grid_of_sheet(const struct ctx *ctx, const struct sheet *s,
    const char *(*href)(const struct ctx *, const struct sheet_child *),
    struct grid *ret)
{
	ret->form = s->form;
	ret->sheet = s;
	if (s->form->rows_kind == ROWS_LIST)
		rows_list(ctx, s, href, ret);
	else if (s->form->rows_kind == ROWS_UNITS)
		rows_units(ctx, s, href, ret);
	else
		rows_fixed(ctx, s, ret);
}

struct grid_cell *
grid_own(const struct grid *g, size_t cell)
{
	for (size_t i = 0; i < g->nrow; i++)
		if (g->rows[i].kind == GRID_OWN &&
		    g->rows[i].row == cell / g->form->ncol)
			return &g->rows[i].cells[cell % g->form->ncol];
	return NULL;
}
