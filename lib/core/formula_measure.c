/* formula_measure.c - does a formula add dong to people? */
#include "base/ctx.h"
#include "core/formula_measure.h"
#include "core/formula_tree.h"

struct measuring {
	struct arena *mem;
	const struct measured *m;
	struct amounts *as;
	struct findings *to;
};

static void
say(struct measuring *w, const struct expr *a, const struct amount *x,
    const struct expr *b, const struct amount *y, bool compared)
{
	const char *left = expr_show(w->mem, a, w->m->axis);
	const char *right = expr_show(w->mem, b, w->m->axis);
	const char *in = amount_words(w->mem, x), *on = amount_words(w->mem, y);

	if (amount_fits(x, y))
		finding_warn(w->to, w->m->where,
		    _("%s is in %s and %s is in %s: bring them to one unit of "
		      "measure first."),
		    left, in, right, on);
	else if (compared)
		finding_warn(w->to, w->m->where,
		    _("%s is in %s and %s is in %s: they cannot be "
		      "compared."),
		    left, in, right, on);
	else
		finding_warn(w->to, w->m->where,
		    _("%s is in %s and %s is in %s: they cannot be added."),
		    left, in, right, on);
}

static struct amount amount(struct measuring *, const struct expr *);

/* What stands side by side in a sum, a comparison or a list. */
struct beside {
	struct amount is;
	const struct expr *of;
};

static void
beside(struct measuring *w, struct beside *b, const struct expr *e,
    bool compared)
{
	struct amount a = amount(w, e);

	if (!a.known || a.constant)
		return;
	if (b->of == NULL) {
		b->is = a;
		b->of = e;
	} else if (!amount_same(&b->is, &a)) {
		say(w, b->of, &b->is, e, &a, compared);
	}
}

/* Constants alone are a constant; else what is known of it. */
static struct amount
of_kids(struct measuring *w, const struct expr *e, size_t from, bool compared)
{
	struct beside b = { .of = NULL };
	bool all = true;

	for (size_t i = from; i < e->nkid; i++) {
		beside(w, &b, e->kid[i], compared);
		all = all && e->kid[i]->kind == EX_NUMBER;
	}
	return b.of != NULL ? b.is :
	       all          ? amount_constant(w->as) :
			      amount_unknown();
}

static struct amount
of_ref(struct measuring *w, const struct ref *ref)
{
	if (ref->kind == REF_UNITS)
		return amount_plain(w->as);
	return amount_read(w->as, w->m->of(w->m->from, ref));
}

static struct amount
of_code(struct measuring *w, size_t i)
{
	return of_ref(w, &(struct ref){ .kind = REF_CODE, .code = i });
}

static struct amount
of_range(struct measuring *w, const struct expr *e)
{
	struct amount first = amount_unknown();
	size_t at = 0;

	for (size_t i = 0; i < e->nmember; i++) {
		struct amount a = of_code(w, e->member[i]);
		struct expr x = { .kind = EX_CODE, .member = &e->member[at] },
			    y = { .kind = EX_CODE, .member = &e->member[i] };
		if (!a.known)
			continue;
		if (!first.known) {
			first = a;
			at = i;
		} else if (!amount_same(&first, &a)) {
			say(w, &x, &first, &y, &a, false);
		}
	}
	return first;
}

/* Constants last: some of them only change the scale of all the others. */
static struct amount
of_product(struct measuring *w, const struct expr *e)
{
	struct amount all = amount_constant(w->as);

	for (size_t i = 0; i < e->nkid; i++) {
		struct amount a = amount(w, e->kid[i]);
		all = amount_times(w->as, all, &a, e->flip[i]);
	}
	for (size_t i = 0; i < e->nkid; i++)
		if (e->kid[i]->kind == EX_NUMBER)
			all = amount_scaled(w->as, all, e->kid[i]->name,
			    e->flip[i]);
	return all;
}

static struct amount
of_call(struct measuring *w, const struct expr *e)
{
	if (e->fn == FN_IF) {
		(void)amount(w, e->kid[0]);
		return of_kids(w, e, 1, true);
	}
	if (e->fn == FN_COUNT)
		return amount_constant(w->as);
	return of_kids(w, e, 0, e->fn != FN_SUM && e->fn != FN_MEAN);
}

static struct amount
of_below(struct measuring *w, const struct expr *e)
{
	return e->fn == FN_COUNT ? amount_constant(w->as) : of_ref(w, &e->ref);
}

static struct amount
amount(struct measuring *w, const struct expr *e)
{
	switch (e->kind) {
	case EX_NUMBER:
		return amount_constant(w->as);
	case EX_CODE:
		return of_code(w, e->member[0]);
	case EX_RANGE:
		return of_range(w, e);
	case EX_SUM:
		return of_kids(w, e, 0, false);
	case EX_PRODUCT:
		return of_product(w, e);
	case EX_NEG:
		return amount(w, e->kid[0]);
	case EX_CALL:
		return of_call(w, e);
	case EX_REF:
		return of_ref(w, &e->ref);
	case EX_WINDOW:
	case EX_BELOW:
		return of_below(w, e);
	default: /* comparisons, and what joins them */
		(void)of_kids(w, e, 0, true);
		return amount_unknown();
	}
}

/* What comes out, beside what the cell says it is in. */
static void
target_check(struct measuring *w, const struct expr *e, const char *target)
{
	struct amount a = amount(w, e), t = amount_read(w->as, target);

	if (!a.known || a.constant || !t.known || amount_same(&a, &t))
		return;
	finding_warn(w->to, w->m->where,
	    _("%s comes out in %s, but the cell is in %s."),
	    expr_show(w->mem, e, w->m->axis), amount_words(w->mem, &a), target);
}

void
formula_measures(struct arena *mem, const struct formula *f,
    const struct measured *m, const char *target, struct findings *to)
{
	struct amounts *as = m->as == NULL ? amounts_new(mem, NULL) : m->as;
	struct measuring w = { mem, m, as, to };

	for (size_t i = 0; i < f->nside; i++)
		target_check(&w, f->side[i], target);
	if (f->check != NULL)
		(void)amount(&w, f->check);
}
