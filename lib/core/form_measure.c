/* form_measure.c - units of measure that a form's formulas mix up */
#include <string.h>
#include "base/map.h"
#include "core/form.h"
#include "core/formula_measure.h"

struct at {
	struct arena *mem;
	const struct form *f;
	const struct cell *x;
	bool by_row;
	const struct item_measures *items;
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
	return item == NULL || a->items == NULL ?
		   NULL :
		   a->items->of(a->items->from, item);
}

/* One sentence for all cells of a column that it is true of: said once. */
static void
say(struct arena *mem, const struct at *a, const struct formula *f,
    const char *target, struct map *said, struct findings *to)
{
	struct findings ours = { .mem = mem };
	const char *where =
	    form_cell_name(mem, a->f, (size_t)(a->x - a->f->cells));
	struct measured m = { measure_of_ref, a,
		a->by_row ? &a->f->row_axis : &a->f->col_axis, where };

	formula_measures(mem, f, &m, target, &ours);
	for (size_t i = 0; i < ours.n; i++)
		if (map_put(said, ours.at[i].text, 1) != 1)
			finding_warn(to, where, "%s", ours.at[i].text);
}

void
form_measures(struct arena *mem, const struct form *f,
    const struct item_measures *items, struct findings *to)
{
	struct map said = { .mem = mem };
	struct at a = { .mem = mem, .f = f, .items = items };

	for (size_t i = 0; i < f->ncell; i++) {
		const struct cell *x = &f->cells[i];
		a.x = x;
		a.by_row = x->by_row;
		if (x->computed != NULL && f->rows[x->row].role < ROW_TOTAL)
			say(mem, &a, x->computed, x->measure, &said, to);
		for (size_t k = 0; k < x->ncheck; k++) {
			a.by_row = x->check_by_row[k];
			say(mem, &a, x->checks[k], x->measure, &said, to);
		}
	}
	for (size_t i = 0; i < f->ncheck; i++)
		for (size_t k = 0; k < f->checks[i].n; k++) {
			if (f->checks[i].at[k].formula == NULL)
				continue;
			a.x = &f->cells[f->checks[i].at[k].cell];
			a.by_row = f->checks[i].by_row;
			say(mem, &a, f->checks[i].at[k].formula, a.x->measure,
			    &said, to);
		}
}
