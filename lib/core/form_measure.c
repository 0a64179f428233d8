/* form_measure.c - units of measure that a form's formulas mix up */
#include <string.h>
#include "base/map.h"
#include "core/amount.h"
#include "core/form.h"
#include "core/formula_measure.h"

enum { DOUBTS_MORE = 8 };

struct at {
	struct arena *mem;
	const struct form *f;
	const struct cell *x;
	bool by_row;
	const struct item_measures *items;
	struct amounts *as;
	long check;
	struct map said;
	struct form_doubts *to;
	size_t room;
};

static const char *
measure_of_ref(const void *from, const struct ref *ref)
{
	const struct at *a = from;
	struct ref now = *ref;

	if (now.when != PLAN)
		now.when = NOW;
	long cell = form_ref_cell(a->mem, a->f, a->x, a->by_row, &now);
	if (cell >= 0)
		return a->f->cells[cell].measure;
	const char *item = form_ref_item(a->mem, a->f, a->x, a->by_row, &now);
	return item == NULL || a->items == NULL || a->items->of == NULL ?
		   NULL :
		   a->items->of(a->items->from, item);
}

static void
add(struct at *a, const char *text)
{
	struct form_doubts *to = a->to;

	if (to->n == a->room) {
		struct form_doubt *was = to->at;
		a->room = a->room * 2 + DOUBTS_MORE;
		to->at = arena_alloc(a->mem, a->room * sizeof *to->at);
		if (to->n > 0)
			memcpy(to->at, was, to->n * sizeof *was);
	}
	to->at[to->n++] = (struct form_doubt){ (size_t)(a->x - a->f->cells),
		a->by_row, a->check, text };
}

/* One sentence for all cells of a column that it is true of: said once. */
static void
say(struct at *a, const struct formula *f)
{
	struct findings ours = { .mem = a->mem };
	struct measured m = { .of = measure_of_ref,
		.from = a,
		.axis = a->by_row ? &a->f->row_axis : &a->f->col_axis,
		.where = "",
		.as = a->as };

	formula_measures(a->mem, f, &m, a->x->measure, &ours);
	for (size_t i = 0; i < ours.n; i++)
		if (map_put(&a->said, ours.at[i].text, 1) != 1)
			add(a, ours.at[i].text);
}

static void
of_cells(struct at *a)
{
	for (size_t i = 0; i < a->f->ncell; i++) {
		const struct cell *x = &a->f->cells[i];
		a->x = x;
		a->by_row = x->by_row;
		if (x->computed != NULL && a->f->rows[x->row].role < ROW_TOTAL)
			say(a, x->computed);
		for (size_t k = 0; k < x->ncheck; k++) {
			a->by_row = x->check_by_row[k];
			say(a, x->checks[k]);
		}
	}
}

static void
of_check(struct at *a, const struct form_check *c)
{
	for (size_t k = 0; k < c->n; k++) {
		a->x = &a->f->cells[c->at[k].cell];
		a->by_row = c->by_row;
		if (c->at[k].formula != NULL)
			say(a, c->at[k].formula);
	}
}

void
form_doubts(struct arena *mem, const struct form *f,
    const struct item_measures *items, struct form_doubts *ret)
{
	struct at a = { .mem = mem,
		.f = f,
		.items = items,
		.as = amounts_new(mem, items == NULL ? NULL : items->table),
		.check = -1,
		.said = { .mem = mem },
		.to = ret };

	*ret = (struct form_doubts){ NULL, 0 };
	of_cells(&a);
	for (size_t i = 0; i < f->ncheck; i++) {
		a.check = (long)i;
		of_check(&a, &f->checks[i]);
	}
}

void
form_measures(struct arena *mem, const struct form *f,
    const struct item_measures *items, struct findings *to)
{
	struct form_doubts all;

	form_doubts(mem, f, items, &all);
	for (size_t i = 0; i < all.n; i++)
		finding_warn(to, form_cell_name(mem, f, all.at[i].cell), "%s",
		    all.at[i].text);
}
