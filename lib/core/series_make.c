/* series_make.c - the points of a series, out of what was loaded */
#include <string.h>
#include "base/date.h"
#include "core/series_window.h"

/* ------------------------------------------------------------ one figure */

/* "B,C": the other items as which these units reported it; NULL: none. */
static const char *
reported_as(const struct series_window *x, const long *unit, size_t n)
{
	struct buf b = { .mem = x->w->mem, .max = 1000 };

	for (const char *last = "", *next;; last = next) {
		next = NULL;
		for (size_t i = 0; i < n; i++) {
			const struct series_fact *f =
			    series_fact_of(x, unit[i]);
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

/* "Tỉnh A + 60 % Tỉnh B - Xã C" */
static const char *
name_pieces(const struct series_window *x,
    bool (*only)(const struct series_window *, size_t))
{
	struct buf b = { .mem = x->w->mem, .max = 4000 };

	for (size_t i = 0; i < x->n; i++) {
		const struct series_piece *p = &x->piece[i];
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
has_none(const struct series_window *x, size_t i)
{
	return series_fact_of(x, x->piece[i].unit_id) == NULL;
}

/* What it lacks; a unit that is taken out and has no figure was not in it. */
static size_t
count_figures(const struct series_window *x, struct series_point *p)
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
add_up(const struct series_window *x)
{
	struct arena *mem = x->w->mem;
	const struct dec *sum = NULL;

	for (size_t i = 0; i < x->n; i++) {
		const struct series_piece *p = &x->piece[i];
		const struct series_fact *f = series_fact_of(x, p->unit_id);
		if (f == NULL)
			continue;
		const struct dec *v = dec_parse(mem, f->value);
		if (p->share != NULL)
			v = dec_mul(mem, p->share, v);
		if (p->minus)
			v = dec_neg(mem, v);
		sum = sum == NULL ? v : dec_add(mem, sum, v);
	}
	return sum;
}

/* As many as any of the items that they were reported as had. */
static long
decimals_of(const struct series_window *x)
{
	long ret = 0;

	for (size_t i = 0; i < x->n; i++) {
		const struct series_fact *f =
		    series_fact_of(x, x->piece[i].unit_id);
		if (f != NULL && f->decimals > ret)
			ret = f->decimals;
	}
	return ret;
}

static const struct dec *
put_together(const struct series_window *x)
{
	struct gather g = { .over = x->over, .weighted = x->first->weighted };
	struct arena *mem = x->w->mem;

	for (size_t i = 0; i < x->n; i++) {
		const struct series_fact *f =
		    series_fact_of(x, x->piece[i].unit_id);
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
why_measure(const struct series_window *x, const struct item *item)
{
	for (size_t i = 0; i < x->n; i++) {
		const struct series_fact *f =
		    series_fact_of(x, x->piece[i].unit_id);
		if (f != NULL && f->value == NULL)
			return str_fmt(x->w->mem,
			    _("It was reported in %s; a figure in %s cannot be"
			      " made of that."),
			    f->measure, item->measure);
	}
	return NULL;
}

static bool
goes_together(const struct series_window *x)
{
	return x->over == OVER_SUM || x->over == OVER_MAX ||
	       x->over == OVER_LAST ||
	       (x->over == OVER_MEAN && x->first->weighted);
}

static void
say_lacking(const struct series_window *x, struct series_point *p)
{
	p->state = SERIES_PARTLY;
	p->why = str_fmt(x->w->mem,
	    _("Without figures of: %s. They are left out, not counted as"
	      " zero."),
	    name_pieces(x, has_none));
}

static void
say_items(const struct series_window *x, struct series_point *p)
{
	long *unit = arena_alloc(x->w->mem, (x->n + 1) * sizeof *unit);

	for (size_t i = 0; i < x->n; i++)
		unit[i] = x->piece[i].unit_id;
	p->as = reported_as(x, unit, x->n);
}

static void
evaluate(struct series_window *x, const struct series *s,
    struct series_point *p)
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
sent_before(const struct series_window *x, long unit, int depth)
{
	for (size_t i = 0; i < x->w->nlink && depth < SERIES_DEEPEST; i++) {
		const struct series_link *l = &x->w->link[i];
		if (l->new_id == unit && l->comparable &&
		    strcmp(l->on_date, x->first->ends) <= 0 &&
		    (series_fact_of(x, l->old_id) != NULL ||
			sent_before(x, l->old_id, depth + 1)))
			return true;
	}
	return false;
}

/* Each unit of then for itself. */
static void
as_was(const struct series_window *x, struct series *s)
{
	for (size_t i = 0; i < x->w->nunit; i++) {
		const struct series_unit *u = &x->w->unit[i];
		const struct series_fact *f = series_fact_of(x, u->id);
		struct series_point p = point_of(x->first);
		if (f == NULL && (!series_holds(u->valid_from, u->valid_to,
				      x->first->ends) ||
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
	struct series_window x = { .w = w,
		.reading = s->reading,
		.first = first };
	struct series_point p = point_of(first);

	series_find_over(&x);
	if (s->reading == SERIES_AS_WAS) {
		as_was(&x, s);
		return;
	}
	series_collect(&x);
	evaluate(&x, s, &p);
	point_add(s, p);
}

/* Of the unit's own, not only of those that were moved. */
static bool
is_own(const struct series_world *w, const struct series_fact *first)
{
	const struct series_fact *end = w->fact + w->nfact;

	for (const struct series_fact *f = first;
	     f < end && series_same_window(f, first); f++)
		if (series_unit_of(w, f->unit_id) != NULL)
			return true;
	return false;
}

void
series_make(const struct series_world *w, struct series *ret)
{
	size_t windows = 0, each;

	for (size_t i = 0; i < w->nfact; i++)
		windows +=
		    i == 0 || !series_same_window(&w->fact[i - 1], &w->fact[i]);
	each = ret->reading == SERIES_AS_WAS ? w->nunit : 1;
	ret->n = 0;
	ret->at = arena_alloc(w->mem, (windows * each + 1) * sizeof *ret->at);
	for (size_t i = 0; i < w->nfact; i++)
		if ((i == 0 ||
			!series_same_window(&w->fact[i - 1], &w->fact[i])) &&
		    is_own(w, &w->fact[i]))
			window_make(w, &w->fact[i], ret);
	assert(ret->n <= windows * each);
}
