/* series_make.c - the points of a series, out of what was loaded */
#include <string.h>
#include "base/date.h"
#include "base/decimal.h"
#include "core/series_part.h"

enum { DEEPEST = 40, PIECES = 20000 };

/* A unit whose figure is needed, and how much of it. */
struct piece {
	long unit_id;
	const char *name;
	const struct dec *share; /* NULL: all of it */
	bool minus;
};
/* One window, and what its figure is made of. */
struct window {
	const struct series_world *w;
	enum series_reading reading;
	const struct series_fact *first; /* one of its facts */
	enum over over;
	bool mixed; /* its facts go together in different ways */
	struct piece *piece;
	size_t n, cap;
	const char *why; /* it cannot be told */
};

static bool
holds(const char *from, const char *to, const char *day)
{
	return strcmp(from, day) <= 0 && strcmp(day, to) < 0;
}

static const struct series_unit *
unit_of(const struct series_world *w, long id)
{
	for (size_t i = 0; i < w->nunit; i++)
		if (w->unit[i].id == id)
			return &w->unit[i];
	return NULL;
}

static bool
same_window(const struct series_fact *a, const struct series_fact *b)
{
	return strcmp(a->kind, b->kind) == 0 && strcmp(a->ends, b->ends) == 0 &&
	       strcmp(a->starts, b->starts) == 0;
}

/* Facts of a window lie together. */
static const struct series_fact *
fact_of(const struct window *x, long unit)
{
	const struct series_fact *end = x->w->fact + x->w->nfact;

	for (const struct series_fact *f = x->first;
	     f < end && same_window(f, x->first); f++)
		if (f->unit_id == unit)
			return f;
	return NULL;
}

/* How they go together: all of them in one way, or not at all. */
static void
find_over(struct window *x)
{
	const struct series_fact *end = x->w->fact + x->w->nfact, *one = NULL;

	x->over = OVER_NONE;
	for (const struct series_fact *f = x->first;
	     f < end && same_window(f, x->first); f++) {
		if (fact_of(x, f->unit_id) != f)
			continue;
		if (one == NULL)
			one = f;
		else if (!str_eq(one->over, f->over) ||
			 one->weighted != f->weighted)
			x->mixed = true;
	}
	if (x->mixed || one == NULL || !over_read(one->over, &x->over))
		x->over = OVER_NONE;
}

/* "B,C": the other items as which these units reported it; NULL: none. */
static const char *
reported_as(const struct window *x, const long *unit, size_t n)
{
	struct buf b = { .mem = x->w->mem, .max = 1000 };

	for (const char *last = "", *next;; last = next) {
		next = NULL;
		for (size_t i = 0; i < n; i++) {
			const struct series_fact *f = fact_of(x, unit[i]);
			if (f != NULL && f->item != NULL &&
			    strcmp(f->item, last) > 0 &&
			    (next == NULL || strcmp(f->item, next) < 0))
				next = f->item;
		}
		if (next == NULL)
			return b.full ? "…" : b.at;
		buf_fmt(&b, "%s%s", b.len > 0 ? "," : "", next);
	}
}

static void
piece_add(struct window *x, long unit, const char *name,
    const struct dec *share, bool minus)
{
	struct arena *mem = x->w->mem;

	for (size_t i = 0; i < x->n; i++)
		if (x->piece[i].unit_id == unit && x->piece[i].minus == minus &&
		    x->piece[i].share != NULL && share != NULL) {
			x->piece[i].share =
			    dec_add(mem, x->piece[i].share, share);
			return;
		}
	if (x->n == x->cap) {
		size_t cap = x->cap == 0 ? 16 : 2 * x->cap;
		struct piece *at = arena_alloc(mem, cap * sizeof *at);
		if (x->n > 0)
			memcpy(at, x->piece, x->n * sizeof *at);
		x->piece = at;
		x->cap = cap;
	}
	x->piece[x->n++] = (struct piece){ unit, name, share, minus };
}

static const struct dec *
times(struct arena *mem, const struct dec *a, const struct dec *b)
{
	return a == NULL ? b : b == NULL ? a : dec_mul(mem, a, b);
}

/* Did it happen after the window, and before today's end? */
static bool
is_since(const struct window *x, const struct series_link *l)
{
	return strcmp(l->on_date, x->first->ends) > 0 &&
	       strcmp(l->on_date, x->w->today) <= 0;
}

/* How much of the old unit's figures the new one has; false: nobody can say. */
static bool
share_of(struct window *x, const struct series_link *l, const struct dec **ret)
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
left_of(struct window *x, const struct series_unit *u, const char *after,
    const char *until, const struct dec *share)
{
	const struct dec *one = dec_long(x->w->mem, 1), *part, *day = one;
	struct arena *mem = x->w->mem;
	const char *last = "";

	for (size_t i = 0; i < x->w->nlink; i++) {
		const struct series_link *l = &x->w->link[i];
		if (l->old_id != u->id || !is_since(x, l) ||
		    strcmp(l->on_date, after) <= 0 ||
		    strcmp(l->on_date, until) >= 0 ||
		    strcmp(l->on_date, u->valid_to) >= 0)
			continue;
		if (!share_of(x, l, &part))
			return NULL;
		if (strcmp(last, l->on_date) != 0) {
			share =
			    last[0] == '\0' ? share : times(mem, share, day);
			day = one;
			last = l->on_date;
		}
		day = dec_sub(mem, day, part == NULL ? one : part);
	}
	return last[0] == '\0' ? share : times(mem, share, day);
}

/* Until a day: what has come to the unit, or left it, before that. */
static void
collect(struct window *x, const struct series_unit *u, const char *until,
    const struct dec *share, int depth)
{
	const char *day = x->first->ends;
	const struct dec *part, *left;

	if (x->why != NULL || u == NULL || depth > DEEPEST || x->n > PIECES)
		return;
	if (holds(u->valid_from, u->valid_to, day)) {
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
			collect(x, unit_of(x->w, l->old_id), l->on_date,
			    times(x->w->mem, left, part), depth + 1);
	}
}

/* Below another one that was moved with it. */
static bool
moved_along(const struct window *x, const struct series_move *m)
{
	const struct series_world *w = x->w;
	const char *day = x->first->ends;

	for (size_t i = 0; i < w->nbelow; i++) {
		const struct series_below *b = &w->below[i];
		if (b->unit_id != m->unit_id ||
		    !holds(b->valid_from, b->valid_to, day))
			continue;
		for (size_t k = 0; k < w->nmove; k++)
			if (w->move[k].unit_id == b->above_id &&
			    w->move[k].sign == m->sign &&
			    holds(w->move[k].from, w->move[k].to, day))
				return true;
	}
	return false;
}

static void
collect_moves(struct window *x)
{
	for (size_t i = 0; i < x->w->nmove && x->why == NULL; i++) {
		const struct series_move *m = &x->w->move[i];
		if (!holds(m->from, m->to, x->first->ends) || moved_along(x, m))
			continue;
		if (x->over != OVER_SUM || m->sign == 0)
			x->why = series_why_moved(x->w->mem, m, x->over);
		else
			piece_add(x, m->unit_id, m->name, NULL, m->sign < 0);
	}
}

/* ------------------------------------------------------------ one figure */

/* "Tỉnh A + 60 % Tỉnh B - Xã C" */
static const char *
name_pieces(const struct window *x, bool (*only)(const struct window *, size_t))
{
	struct buf b = { .mem = x->w->mem, .max = 4000 };

	for (size_t i = 0; i < x->n; i++) {
		const struct piece *p = &x->piece[i];
		if (only != NULL && !only(x, i))
			continue;
		if (b.len > 0 || p->minus)
			buf_str(&b, only != NULL ? ", " :
				    p->minus     ? " − " :
						   " + ");
		if (only == NULL && p->share != NULL)
			buf_fmt(&b, "%s %% ",
			    dec_text(x->w->mem, dec_mul(x->w->mem, p->share,
						    dec_long(x->w->mem, 100))));
		buf_str(&b, p->name);
	}
	return b.at == NULL ? "" : b.full ? str_fmt(x->w->mem, "…") : b.at;
}

static bool
has_none(const struct window *x, size_t i)
{
	return fact_of(x, x->piece[i].unit_id) == NULL;
}

/* What it lacks; a unit that is taken out and has no figure was not in it. */
static size_t
count_figures(const struct window *x, struct series_point *p)
{
	size_t lacking = 0;

	for (size_t i = 0; i < x->n; i++) {
		bool none = has_none(x, i);
		p->units += !x->piece[i].minus;
		p->figures += !x->piece[i].minus && !none;
		lacking += !x->piece[i].minus && none;
	}
	return lacking;
}

static const struct dec *
add_up(const struct window *x)
{
	struct arena *mem = x->w->mem;
	const struct dec *sum = NULL;

	for (size_t i = 0; i < x->n; i++) {
		const struct piece *p = &x->piece[i];
		const struct series_fact *f = fact_of(x, p->unit_id);
		if (f == NULL)
			continue;
		const struct dec *v =
		    times(mem, p->share, dec_parse(mem, f->value));
		if (p->minus)
			v = dec_neg(mem, v);
		sum = sum == NULL ? v : dec_add(mem, sum, v);
	}
	return sum;
}

/* As many as any of the items that they were reported as had. */
static long
decimals_of(const struct window *x)
{
	long ret = 0;

	for (size_t i = 0; i < x->n; i++) {
		const struct series_fact *f = fact_of(x, x->piece[i].unit_id);
		if (f != NULL && f->decimals > ret)
			ret = f->decimals;
	}
	return ret;
}

static const struct dec *
put_together(const struct window *x)
{
	struct gather g = { .over = x->over, .weighted = x->first->weighted };
	struct arena *mem = x->w->mem;

	for (size_t i = 0; i < x->n; i++) {
		const struct series_fact *f = fact_of(x, x->piece[i].unit_id);
		if (f == NULL)
			continue;
		gather_add(mem, &g, dec_parse(mem, f->value),
		    f->weight == NULL ? NULL : dec_parse(mem, f->weight),
		    (struct over_sent){ f->sent, f->revision_id });
	}
	const struct dec *v = gather_value(mem, &g);
	return v == NULL || x->over != OVER_MEAN ?
		   v :
		   dec_round(mem, v, (int)decimals_of(x));
}

/* Figures in another measure than today's cannot be set beside the others. */
static const char *
why_measure(const struct window *x, const struct item *item)
{
	for (size_t i = 0; i < x->n; i++) {
		const struct series_fact *f = fact_of(x, x->piece[i].unit_id);
		if (f != NULL && f->value == NULL)
			return str_fmt(x->w->mem,
			    _("It was reported in %s; a figure in %s cannot be"
			      " made of that."),
			    f->measure, item->measure);
	}
	return NULL;
}

static bool
goes_together(const struct window *x)
{
	return x->over == OVER_SUM || x->over == OVER_MAX ||
	       x->over == OVER_LAST ||
	       (x->over == OVER_MEAN && x->first->weighted);
}

static void
say_lacking(const struct window *x, struct series_point *p)
{
	p->state = SERIES_PARTLY;
	p->why = str_fmt(x->w->mem,
	    _("Without figures of: %s. They are left out, not counted as"
	      " zero."),
	    name_pieces(x, has_none));
}

static void
say_items(const struct window *x, struct series_point *p)
{
	long *unit = arena_alloc(x->w->mem, (x->n + 1) * sizeof *unit);

	for (size_t i = 0; i < x->n; i++)
		unit[i] = x->piece[i].unit_id;
	p->as = reported_as(x, unit, x->n);
}

static void
evaluate(struct window *x, const struct series *s, struct series_point *p)
{
	bool alone = x->n == 1 && x->piece[0].share == NULL;
	bool itself = alone && x->piece[0].unit_id == x->w->unit[0].id;

	if (x->why == NULL && x->n == 0)
		x->why = str_fmt(x->w->mem,
		    _("%s began on %s and came of no other unit."),
		    x->w->unit[0].name,
		    date_show(x->w->mem, x->w->unit[0].valid_from));
	if (x->why == NULL)
		x->why = why_measure(x, &s->item);
	if (x->mixed && !alone)
		x->why = series_why_mixed(x->w->mem);
	if (x->why == NULL && !alone && !goes_together(x))
		x->why =
		    series_why_over(x->w->mem, x->over, name_pieces(x, NULL));
	if (x->why != NULL) {
		p->state = SERIES_NOT;
		p->why = x->why;
		return;
	}
	size_t lacking = count_figures(x, p);
	const struct dec *v =
	    alone || x->over == OVER_SUM ? add_up(x) : put_together(x);
	p->value = v == NULL ? NULL : dec_exact(x->w->mem, v);
	p->state = itself ? SERIES_REPORTED : SERIES_COMPUTED;
	p->of = itself ? "" : name_pieces(x, NULL);
	if (lacking > 0 && p->figures > 0)
		say_lacking(x, p);
	else if (p->figures == 0)
		p->value = NULL;
	say_items(x, p);
}

/* ------------------------------------------------------------ all of them */

static void
point_add(struct series *s, struct series_point p)
{
	s->at[s->n++] = p;
}

static struct series_point
point_of(const struct series_fact *f)
{
	return (struct series_point){ .kind = f->kind,
		.period = f->period,
		.starts = f->starts,
		.ends = f->ends,
		.of = "",
		.decimals = f->decimals };
}

/* It was sent under an earlier name of the same body. */
static bool
sent_before(const struct window *x, long unit, int depth)
{
	for (size_t i = 0; i < x->w->nlink && depth < DEEPEST; i++) {
		const struct series_link *l = &x->w->link[i];
		if (l->new_id == unit && l->comparable &&
		    strcmp(l->on_date, x->first->ends) <= 0 &&
		    (fact_of(x, l->old_id) != NULL ||
			sent_before(x, l->old_id, depth + 1)))
			return true;
	}
	return false;
}

/* Each unit of then for itself. */
static void
as_was(const struct window *x, struct series *s)
{
	for (size_t i = 0; i < x->w->nunit; i++) {
		const struct series_unit *u = &x->w->unit[i];
		const struct series_fact *f = fact_of(x, u->id);
		struct series_point p = point_of(x->first);
		if (f == NULL &&
		    (!holds(u->valid_from, u->valid_to, x->first->ends) ||
			sent_before(x, u->id, 0)))
			continue;
		p.unit_id = u->id;
		p.unit = u->name;
		p.unit_code = u->code;
		p.units = 1;
		p.figures = f != NULL;
		p.value = f == NULL ? NULL : f->value;
		p.as = f == NULL ? NULL : f->item;
		if (f != NULL && f->value == NULL) {
			p.state = SERIES_NOT;
			p.why = str_fmt(x->w->mem,
			    _("It was reported in %s; a figure in %s cannot be"
			      " made of that."),
			    f->measure, s->item.measure);
		}
		point_add(s, p);
	}
}

static void
window_make(const struct series_world *w, const struct series_fact *first,
    struct series *s)
{
	struct window x = { .w = w, .reading = s->reading, .first = first };
	struct series_point p = point_of(first);

	find_over(&x);
	if (s->reading == SERIES_AS_WAS) {
		as_was(&x, s);
		return;
	}
	collect(&x, &w->unit[0], DATE_MAX, NULL, 0);
	if (s->part == 1)
		collect_moves(&x);
	evaluate(&x, s, &p);
	point_add(s, p);
}

/* Of the unit's own, not only of those that were moved. */
static bool
is_own(const struct series_world *w, const struct series_fact *first)
{
	const struct series_fact *end = w->fact + w->nfact;

	for (const struct series_fact *f = first;
	     f < end && same_window(f, first); f++)
		if (unit_of(w, f->unit_id) != NULL)
			return true;
	return false;
}

void
series_make(const struct series_world *w, struct series *ret)
{
	size_t windows = 0, each;

	for (size_t i = 0; i < w->nfact; i++)
		windows += i == 0 || !same_window(&w->fact[i - 1], &w->fact[i]);
	each = ret->reading == SERIES_AS_WAS ? w->nunit : 1;
	ret->n = 0;
	ret->at = arena_alloc(w->mem, (windows * each + 1) * sizeof *ret->at);
	for (size_t i = 0; i < w->nfact; i++)
		if ((i == 0 || !same_window(&w->fact[i - 1], &w->fact[i])) &&
		    is_own(w, &w->fact[i]))
			window_make(w, &w->fact[i], ret);
}
