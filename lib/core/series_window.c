/* series_window.c - what the figure of a window is made of */
#include <string.h>
#include "base/date.h"
#include "core/series_window.h"

enum { PIECES = 20000 };

bool
series_holds(const char *from, const char *to, const char *day)
{
	return strcmp(from, day) <= 0 && strcmp(day, to) < 0;
}

const struct series_unit *
series_unit_of(const struct series_world *w, long id)
{
	for (size_t i = 0; i < w->nunit; i++)
		if (w->unit[i].id == id)
			return &w->unit[i];
	return NULL;
}

bool
series_same_window(const struct series_fact *a, const struct series_fact *b)
{
	return strcmp(a->kind, b->kind) == 0 && strcmp(a->ends, b->ends) == 0 &&
	       strcmp(a->starts, b->starts) == 0;
}

/* Facts of a window lie together. */
const struct series_fact *
series_fact_of(const struct series_window *x, long unit)
{
	const struct series_fact *end = x->w->fact + x->w->nfact;

	for (const struct series_fact *f = x->first;
	     f < end && series_same_window(f, x->first); f++)
		if (f->unit_id == unit)
			return f;
	return NULL;
}

/* How they go together: all of them in one way, or not at all. */
void
series_find_over(struct series_window *x)
{
	const struct series_fact *end = x->w->fact + x->w->nfact, *one = NULL;

	x->over = OVER_NONE;
	for (const struct series_fact *f = x->first;
	     f < end && series_same_window(f, x->first); f++) {
		if (series_fact_of(x, f->unit_id) != f)
			continue;
		if (one == NULL)
			one = f;
		else if (!str_eq(one->over, f->over) ||
			 one->weighted != f->weighted)
			x->mixed = true;
	}
	if (one == NULL || !over_read(one->over, &x->over))
		x->over = OVER_NONE;
}

static void
piece_add(struct series_window *x, long unit, const char *name,
    const struct dec *share, bool minus)
{
	struct arena *mem = x->w->mem;

	for (size_t i = 0; i < x->n; i++)
		if (x->piece[i].unit_id == unit && x->piece[i].share != NULL &&
		    share != NULL) {
			x->piece[i].share =
			    dec_add(mem, x->piece[i].share, share);
			return;
		}
	if (x->n == x->cap) {
		size_t cap = x->cap == 0 ? 16 : 2 * x->cap;
		struct series_piece *at = arena_alloc(mem, cap * sizeof *at);
		if (x->n > 0)
			memcpy(at, x->piece, x->n * sizeof *at);
		x->piece = at;
		x->cap = cap;
	}
	x->piece[x->n++] = (struct series_piece){ unit, name, share, minus };
}

static const struct dec *
times(struct arena *mem, const struct dec *a, const struct dec *b)
{
	return a == NULL ? b : b == NULL ? a : dec_mul(mem, a, b);
}

/* Did it happen after the window, and before today's end? */
static bool
is_since(const struct series_window *x, const struct series_link *l)
{
	return strcmp(l->on_date, x->first->ends) > 0 &&
	       strcmp(l->on_date, x->w->today) <= 0;
}

/* How much of the old unit's figures the new one has; false: nobody can say. */
static bool
share_of(struct series_window *x, const struct series_link *l,
    const struct dec **ret)
{
	*ret = NULL;
	if (l->comparable)
		return true;
	if (x->reading == SERIES_RESTATED && l->share != NULL &&
	    x->over == OVER_SUM) {
		*ret = dec_parse(x->w->mem, l->share);
		return *ret != NULL;
	}
	if (x->why == NULL)
		x->why = series_why_link(x->w, x->reading, l, x->over);
	return false;
}

/*
 * What is left of a share of a unit that goes on, without what it gave away
 * after one day and before another.  Of what it gave on one day each part is a
 * part of the same whole.
 */
static const struct dec *
left_of(struct series_window *x, const struct series_unit *u, const char *after,
    const char *until, const struct dec *share)
{
	const struct dec *one = dec_long(x->w->mem, 1), *part, *day = one;
	struct arena *mem = x->w->mem;
	const char *last = "";

	for (size_t i = 0; i < x->w->nlink; i++) {
		const struct series_link *l = &x->w->link[i];
		if (l->old_id != u->id || !is_since(x, l) ||
		    strcmp(l->on_date, after) <= 0 ||
		    strcmp(l->on_date, until) >= 0)
			continue;
		if (!share_of(x, l, &part))
			return NULL;
		if (strcmp(last, l->on_date) != 0) {
			share = times(mem, share, day);
			day = one;
			last = l->on_date;
		}
		day = dec_sub(mem, day, part == NULL ? one : part);
	}
	return last[0] == '\0' ? share : times(mem, share, day);
}

/* Until a day: what has come to the unit, or left it, before that. */
static void
collect(struct series_window *x, const struct series_unit *u, const char *until,
    const struct dec *share, int depth)
{
	const char *day = x->first->ends;
	const struct dec *part, *left;

	if (x->why != NULL || u == NULL || depth > SERIES_DEEPEST ||
	    x->n > PIECES)
		return;
	if (series_holds(u->valid_from, u->valid_to, day)) {
		left = left_of(x, u, day, until, share);
		piece_add(x, u->id, u->name, left, false);
	}
	for (size_t i = 0; i < x->w->nlink && x->why == NULL; i++) {
		const struct series_link *l = &x->w->link[i];
		if (l->new_id != u->id || !is_since(x, l) ||
		    strcmp(l->on_date, until) >= 0 || !share_of(x, l, &part))
			continue;
		left = left_of(x, u, l->on_date, until, share);
		if (x->why == NULL)
			collect(x, series_unit_of(x->w, l->old_id), l->on_date,
			    times(x->w->mem, left, part), depth + 1);
	}
}

/* Below another one that was moved with it, the same way: both were in it, or
 * both were elsewhere. */
static bool
moved_along(const struct series_window *x, const struct series_move *m)
{
	const struct series_world *w = x->w;
	const char *day = x->first->ends;

	for (size_t i = 0; i < w->nbelow; i++) {
		const struct series_below *b = &w->below[i];
		if (b->unit_id != m->unit_id ||
		    !series_holds(b->valid_from, b->valid_to, day))
			continue;
		for (size_t k = 0; k < w->nmove; k++)
			if (w->move[k].unit_id == b->above_id &&
			    series_holds(w->move[k].from, w->move[k].to, day))
				return true;
	}
	return false;
}

static void
collect_moves(struct series_window *x)
{
	for (size_t i = 0; i < x->w->nmove && x->why == NULL; i++) {
		const struct series_move *m = &x->w->move[i];
		if (!series_holds(m->from, m->to, x->first->ends) ||
		    moved_along(x, m))
			continue;
		if (x->over != OVER_SUM || m->sign == 0)
			x->why = series_why_moved(x->w->mem, m, x->over);
		else
			piece_add(x, m->unit_id, m->name, NULL, m->sign < 0);
	}
}

void
series_collect(struct series_window *x)
{
	collect(x, &x->w->unit[0], DATE_MAX, NULL, 0);
	collect_moves(x);
}
