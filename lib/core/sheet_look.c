/* sheet_look.c - what the formulas of a sheet's cells see around them */
#include <string.h>
#include "core/sheet_part.h"

struct value
sheet_plus(struct arena *mem, struct value a, struct value b)
{
	if (a.nan || b.nan)
		return (struct value){ .nan = true };
	if (a.dec == NULL || b.dec == NULL)
		return a.dec == NULL ? b : a;
	return (struct value){ .dec = dec_add(mem, a.dec, b.dec) };
}

static struct value
at(const struct value *v, size_t i)
{
	return v == NULL ? (struct value){ 0 } : v[i];
}

/* What is no figure can be counted. */
static struct value
figure(const struct look *l, size_t cell)
{
	const struct sheet *s = l->s;

	if (sheet_is_figure(s->form, cell) || str_empty(l->f->txt[cell]))
		return l->f->num[cell];
	return (struct value){ .dec = dec_long(s->mem, 1) };
}

static struct value
at_cell(const struct look *l, size_t cell, enum when when, int back)
{
	size_t ncell = l->s->form->ncell;

	switch (when) {
	case NOW:
	case PLAN: /* the cell that holds it */
		return figure(l, cell);
	case PREV:
		return back <= 1 ?
			   at(l->past->prev, cell) :
			   at(l->past->back, (size_t)(back - 2) * ncell + cell);
	case YTD:
		return sheet_plus(l->s->mem, l->f->num[cell],
		    at(l->past->ytd, cell));
	case LAST_YEAR:
		return at(l->past->last_year, cell);
	default:
		return (struct value){ 0 };
	}
}

static struct value
get(const void *from, size_t i, enum when when)
{
	const struct look *l = from;
	size_t ncol = l->s->form->ncol;
	size_t cell = l->by_row ? i * ncol + l->x->col : l->x->row * ncol + i;

	return at_cell(l, cell, when, 1);
}

/* Its place among what the form asks for, or -1. */
static long
wanted(const struct form *f, const char *item)
{
	for (size_t i = 0; i < f->wants.nitem; i++)
		if (strcmp(f->wants.items[i].item, item) == 0)
			return (long)i;
	return -1;
}

static struct value
at_far(const struct look *l, const char *item, enum when when, int back)
{
	long i = l->past->far == NULL ? -1 : wanted(l->s->form, item);

	if (i < 0)
		return (struct value){ 0 };
	const struct far *far = &l->past->far[i];
	switch (when) {
	case NOW:
		return far->now;
	case PREV:
		return at(far->back, (size_t)back - 1);
	case YTD:
		return sheet_plus(l->s->mem, far->now, far->ytd);
	case LAST_YEAR:
		return far->last_year;
	default:
		return far->plan;
	}
}

static struct value
get_ref(const void *from, const struct ref *ref)
{
	const struct look *l = from;

	if (ref->kind == REF_UNITS)
		return (struct value){ .dec = dec_long(l->s->mem,
					   (long)(ref->expected ?
						      l->s->nchild :
						      l->s->naccepted)) };
	long cell = form_ref_cell(l->s->mem, l->s->form, l->x, l->by_row, ref);
	if (cell >= 0)
		return at_cell(l, (size_t)cell, ref->when, ref->back);
	const char *item =
	    form_ref_item(l->s->mem, l->s->form, l->x, l->by_row, ref);
	return item == NULL ? (struct value){ 0 } :
			      at_far(l, item, ref->when, ref->back);
}

/* All units below, in their order: who is not accepted has no figure. */
static bool
get_below(const void *from, const struct ref *ref, size_t k, struct value *ret)
{
	const struct look *l = from;
	const struct sheet *s = l->s;

	*ret = (struct value){ 0 };
	if (k >= s->nchild)
		return false;
	long cell = form_ref_cell(s->mem, s->form, l->x, l->by_row, ref);
	long far = cell >= 0 ? -1 : wanted(s->form, ref->item);
	if (far >= 0 && s->each_far != NULL)
		*ret = at(s->each_far[far], k);
	if (cell >= 0 && s->each != NULL)
		*ret = at(s->each[k].num, (size_t)cell);
	return true;
}

struct cells
look_cells(const struct look *l)
{
	return (struct cells){ get, l, get_ref, get_below };
}

struct cells
sheet_look(struct arena *mem, const struct sheet *s, const struct figures *f,
    const struct history *past, const struct cell *x, bool by_row)
{
	struct look *l = arena_alloc(mem, sizeof *l);

	*l = (struct look){ s, f, past, x, by_row };
	return look_cells(l);
}
