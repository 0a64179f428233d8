/* form_wants.c - what a form's formulas ask for from elsewhere */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "core/form_part.h"

enum { ITEMS_MOST = 500 };

struct by_item {
	const char *item;
	size_t cell;
};

static int
by_item(const void *a, const void *b)
{
	const struct by_item *x = a, *y = b;
	int c = strcmp(x->item, y->item);

	return c != 0 ? c : (x->cell > y->cell) - (x->cell < y->cell);
}

void
items_index(struct form_draft *d)
{
	struct form *f = d->form;
	struct by_item *at = arena_alloc(d->mem, f->ncell * sizeof *at);
	size_t *cells = arena_alloc(d->mem, f->ncell * sizeof *cells);

	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].item != NULL)
			at[f->nby_item++] =
			    (struct by_item){ f->cells[i].item, i };
	qsort(at, f->nby_item, sizeof *at, by_item);
	for (size_t i = 0; i < f->nby_item; i++)
		cells[i] = at[i].cell;
	f->by_item = cells;
}

/* The first of them: an item that stands in two cells is refused later on. */
long
form_item_cell(const struct form *f, const char *item)
{
	size_t low = 0, high = f->nby_item;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (strcmp(f->cells[f->by_item[mid]].item, item) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == f->nby_item ||
	    strcmp(f->cells[f->by_item[low]].item, item) != 0)
		return -1;
	return (long)f->by_item[low];
}

/* Where a code, or a cell that leaves its row or column open, points to. */
static long
pointed(const struct form *f, const struct cell *x, bool by_row,
    const struct ref *ref)
{
	size_t row = x->row, col = x->col;

	if (ref->kind == REF_CODE && by_row)
		row = ref->code;
	else if (ref->kind == REF_CODE)
		col = ref->code;
	else if (ref->kind != REF_CELL)
		return -1;
	if (ref->kind == REF_CELL && ref->row >= 0)
		row = (size_t)ref->row;
	if (ref->kind == REF_CELL && ref->col >= 0)
		col = (size_t)ref->col;
	return (long)(row * f->ncol + col);
}

long
form_ref_cell(struct arena *mem, const struct form *f, const struct cell *x,
    bool by_row, const struct ref *ref)
{
	long cell = pointed(f, x, by_row, ref);

	if (ref->when != PLAN)
		return cell;
	const char *item = cell < 0 ? ref->item : f->cells[cell].item;
	return item == NULL ? -1 : form_item_cell(f, formula_plan(mem, item));
}

const char *
form_ref_item(struct arena *mem, const struct form *f, const struct cell *x,
    bool by_row, const struct ref *ref)
{
	long cell = pointed(f, x, by_row, ref);
	const char *item = cell < 0 ? ref->item : f->cells[cell].item;

	if (ref->when != PLAN)
		return cell < 0 ? item : NULL;
	return item == NULL ? NULL : formula_plan(mem, item);
}

static bool
find(void *arg, const char *item, long *ret_row, long *ret_col)
{
	const struct form *f = arg;
	long cell = form_item_cell(f, item);

	if (cell < 0)
		return false;
	*ret_row = (long)f->cells[cell].row;
	*ret_col = (long)f->cells[cell].col;
	return true;
}

/* Nobody has seen the formula yet: the form is still being read. */
void
formula_settle(struct form_draft *d, const struct formula *f)
{
	if (f != NULL)
		formula_bind((struct formula *)(uintptr_t)f, find, d->form);
}

struct wanting {
	struct form_draft *d;
	const struct cell *x;
	bool by_row;
	long line; /* of a check; 0: the cell's own formula */
	bool *past, *below, any_past, any_below;
	struct form_want *items;
	struct form_wants is;
};

static void
want_item(struct wanting *w, const char *item, bool below)
{
	size_t i = 0;

	while (i < w->is.nitem && strcmp(w->items[i].item, item) != 0)
		i++;
	if (i == ITEMS_MOST) {
		finding(w->d->findings, "line 1",
		    _("The formulas ask for more than %d items of other "
		      "forms."),
		    ITEMS_MOST);
		return;
	}
	if (i == w->is.nitem)
		w->items[w->is.nitem++].item = item;
	w->items[i].here = w->items[i].here || !below;
	w->items[i].below = w->items[i].below || below;
	w->is.items_past = w->is.items_past || !below;
	w->is.items_below = w->is.items_below || below;
}

/* Text has no place in arithmetic, wherever it was named; but the total row of
 * a list counts it. */
static void
text_check(struct wanting *w, long cell)
{
	const struct form *f = w->d->form;
	enum cell_type t = f->cells[cell].type;
	struct arena *mem = w->d->mem;

	if (t == CELL_NONE || cell_type_is_figure(t) ||
	    f->rows[w->x->row].role >= ROW_TOTAL)
		return;
	long line = w->line != 0 ? w->line :
		    w->by_row    ? w->d->row_line[w->x->row] :
				   w->d->col_line[w->x->col];
	finding(w->d->findings, str_fmt(mem, "line %ld", line),
	    _("The formula of %s reads %s, which holds no figure."),
	    form_cell_name(mem, f, (size_t)(w->x - f->cells)),
	    form_cell_name(mem, f, (size_t)cell));
}

static void
see(void *arg, const struct ref *ref)
{
	struct wanting *w = arg;
	long cell = form_ref_cell(w->d->mem, w->d->form, w->x, w->by_row, ref);

	if (ref->when == PREV && ref->back > w->is.back)
		w->is.back = ref->back;
	if (ref->kind == REF_UNITS)
		return;
	if (cell >= 0)
		text_check(w, cell);
	const char *item = cell >= 0 ? NULL :
				       form_ref_item(w->d->mem, w->d->form,
					   w->x, w->by_row, ref);
	if (item != NULL)
		want_item(w, item, ref->when == EACH_BELOW);
	else if (cell >= 0 && ref->when == EACH_BELOW)
		w->below[cell] = w->any_below = true;
	else if (cell >= 0 && ref->when != NOW && ref->when != PLAN)
		w->past[cell] = w->any_past = true;
}

static void
wants_of_cell(struct wanting *w, const struct cell *x)
{
	w->x = x;
	w->by_row = x->by_row;
	if (x->computed != NULL)
		formula_refs(x->computed, see, w);
	for (size_t k = 0; k < x->ncheck; k++) {
		w->by_row = x->check_by_row[k];
		formula_refs(x->checks[k], see, w);
	}
}

static void
wants_of_check(struct wanting *w, const struct form_check *c)
{
	int back = c->kind == CHECK_HISTORY ? HISTORY_PERIODS : 1;

	w->by_row = c->by_row;
	w->line = c->line;
	for (size_t i = 0; i < c->n; i++) {
		w->x = &w->d->form->cells[c->at[i].cell];
		if (c->at[i].formula != NULL) {
			formula_refs(c->at[i].formula, see, w);
			continue;
		}
		w->past[c->at[i].cell] = w->any_past = true;
		if (back > w->is.back)
			w->is.back = back;
	}
}

void
wants_make(struct form_draft *d)
{
	struct form *f = d->form;
	struct wanting w = { .d = d,
		.past = arena_alloc(d->mem, f->ncell * sizeof(bool)),
		.below = arena_alloc(d->mem, f->ncell * sizeof(bool)),
		.items = arena_alloc(d->mem, ITEMS_MOST * sizeof *w.items) };

	for (size_t i = 0; i < f->ncell; i++)
		wants_of_cell(&w, &f->cells[i]);
	for (size_t i = 0; i < f->ncheck; i++)
		wants_of_check(&w, &f->checks[i]);
	w.is.past = w.any_past ? w.past : NULL;
	w.is.below = w.any_below ? w.below : NULL;
	w.is.items = w.items;
	f->wants = w.is;
}
