/* formula_eval.c - the value of an expression; the null rules */
#include "core/formula_tree.h"

struct run {
	struct arena *mem;
	const struct cells *cells;
	long steps; /* left */
};
static const struct value NOTHING = { NULL, false };
static const struct value NOT_COMPUTABLE = { NULL, true };

static struct value eval(struct run *, const struct expr *);

static struct value
figure(const struct dec *d)
{
	return (struct value){ d, false };
}

static struct value
truth(struct run *r, bool b)
{
	return figure(dec_long(r->mem, b));
}

static struct value
get(struct run *r, size_t i, enum when when)
{
	if (r->steps-- <= 0)
		return NOT_COMPUTABLE;
	struct value v = r->cells->get(r->cells->from, i, when);
	return v.nan ? NOT_COMPUTABLE : v;
}

/* At a time or place other than an axis' own. */
static struct value
get_ref(struct run *r, const struct ref *ref)
{
	if (ref->kind == REF_CODE && ref->when <= LAST_YEAR && ref->back <= 1)
		return get(r, ref->code, ref->when);
	if (r->steps-- <= 0)
		return NOT_COMPUTABLE;
	if (r->cells->ref == NULL)
		return NOTHING;
	struct value v = r->cells->ref(r->cells->from, ref);
	return v.nan ? NOT_COMPUTABLE : v;
}

/* Adds v to *sum; false at what is not computable. */
static bool
add(struct run *r, struct value *sum, struct value v, bool minus)
{
	if (v.nan)
		return false;
	if (v.dec == NULL)
		return true;
	if (sum->dec != NULL)
		v.dec = minus ? dec_sub(r->mem, sum->dec, v.dec) :
				dec_add(r->mem, sum->dec, v.dec);
	else if (minus)
		v.dec = dec_neg(r->mem, v.dec);
	*sum = v;
	return true;
}

static struct value
eval_range(struct run *r, const struct expr *e)
{
	struct value sum = NOTHING;

	for (size_t i = 0; i < e->nmember; i++)
		if (!add(r, &sum, get(r, e->member[i], NOW), false))
			return NOT_COMPUTABLE;
	return sum;
}

static struct value
eval_sum(struct run *r, const struct expr *e)
{
	struct value sum = NOTHING;

	for (size_t i = 0; i < e->nkid; i++)
		if (!add(r, &sum, eval(r, e->kid[i]), e->flip[i]))
			return NOT_COMPUTABLE;
	return sum;
}

/* Null comes out only when all of it is computable. */
static struct value
eval_product(struct run *r, const struct expr *e)
{
	struct value v = eval(r, e->kid[0]);
	bool null = v.dec == NULL;

	for (size_t i = 1; i < e->nkid && !v.nan; i++) {
		struct value w = eval(r, e->kid[i]);
		if (w.nan ||
		    (e->flip[i] && (w.dec == NULL || dec_sign(w.dec) == 0)))
			return NOT_COMPUTABLE;
		null = null || w.dec == NULL;
		if (!null)
			v.dec = e->flip[i] ? dec_div(r->mem, v.dec, w.dec) :
					     dec_mul(r->mem, v.dec, w.dec);
	}
	return v.nan ? v : null ? NOTHING : v;
}

static struct value
eval_neg(struct run *r, const struct expr *e)
{
	struct value v = eval(r, e->kid[0]);

	if (v.dec != NULL)
		v.dec = dec_neg(r->mem, v.dec);
	return v;
}

/* Holds, does not (1, 0), null or not computable; also for two of a chain. */
static struct value
compared(struct run *r, enum token_kind op, struct value a, struct value b)
{
	if (a.nan || b.nan)
		return NOT_COMPUTABLE;
	if (a.dec == NULL || b.dec == NULL)
		return NOTHING;
	return truth(r, compare_holds(op, dec_cmp(a.dec, b.dec)));
}

/*
 * and: false as soon as one is; or: true as soon as one is.  Else what is not
 * computable spreads, then null.
 */
static struct value
eval_joined(struct run *r, const struct expr *e, bool decides)
{
	bool nan = false, null = false;

	for (size_t i = 0; i < e->nkid; i++) {
		struct value v = eval(r, e->kid[i]);
		nan = nan || v.nan;
		null = null || v.dec == NULL;
		if (v.dec != NULL && (dec_sign(v.dec) != 0) == decides)
			return truth(r, decides);
	}
	return nan ? NOT_COMPUTABLE : null ? NOTHING : truth(r, !decides);
}

static struct value
eval_not(struct run *r, const struct expr *e)
{
	struct value v = eval(r, e->kid[0]);

	return v.dec == NULL ? v : truth(r, dec_sign(v.dec) == 0);
}

static struct value
eval_if(struct run *r, const struct expr *e)
{
	struct value v = eval(r, e->kid[0]);

	if (v.dec == NULL)
		return v;
	return eval(r, e->kid[dec_sign(v.dec) != 0 ? 1 : 2]);
}

/* The arguments of a function so far: how many figures, and what of them. */
struct tally {
	enum fn fn;
	long n;
	struct value v;
};

/* True when no further argument can change anything. */
static bool
tally_add(struct run *r, struct tally *t, struct value v)
{
	if (v.nan) {
		t->v = NOT_COMPUTABLE;
		return true;
	}
	if (v.dec == NULL)
		return false;
	t->n++;
	if (t->fn == FN_SUM || t->fn == FN_MEAN)
		return !add(r, &t->v, v, false);
	if (t->n == 1 || (t->fn == FN_MIN && dec_cmp(v.dec, t->v.dec) < 0) ||
	    (t->fn == FN_MAX && dec_cmp(v.dec, t->v.dec) > 0))
		t->v = v;
	return t->fn == FN_COALESCE;
}

static struct value
tally_end(struct run *r, struct tally *t)
{
	if (t->v.nan)
		return t->v;
	if (t->fn == FN_COUNT)
		return figure(dec_long(r->mem, t->n));
	if (t->fn == FN_MEAN && t->n > 0)
		t->v.dec = dec_div(r->mem, t->v.dec, dec_long(r->mem, t->n));
	return t->v;
}

static struct value
eval_list(struct run *r, const struct expr *e)
{
	struct tally t = { .fn = e->fn };
	bool done = false;

	for (size_t i = 0; i < e->nkid && !done; i++) {
		const struct expr *kid = e->kid[i];
		if (kid->kind != EX_RANGE)
			done = tally_add(r, &t, eval(r, kid));
		for (size_t j = 0;
		     kid->kind == EX_RANGE && j < kid->nmember && !done; j++)
			done = tally_add(r, &t, get(r, kid->member[j], NOW));
	}
	return tally_end(r, &t);
}

/* This period and those before it. */
static struct value
eval_window(struct run *r, const struct expr *e)
{
	struct tally t = { .fn = e->fn };
	struct ref ref = e->ref;
	bool done = false;

	for (int i = 0; i < e->span && !done; i++) {
		ref.when = i == 0 ? NOW : PREV;
		ref.back = i;
		done = tally_add(r, &t, get_ref(r, &ref));
	}
	return tally_end(r, &t);
}

/* The k-th unit below; false: there is none. */
static bool
get_below(struct run *r, const struct ref *ref, size_t k, struct value *ret)
{
	if (r->cells->below == NULL ||
	    !r->cells->below(r->cells->from, ref, k, ret))
		return false;
	if (r->steps-- <= 0)
		*ret = NOT_COMPUTABLE;
	return true;
}

/* Units that lack the figure or its weight have no part in it. */
static struct value
eval_weighted(struct run *r, const struct expr *e)
{
	struct value sum = NOTHING, all = NOTHING, v, w;

	for (size_t k = 0;
	     get_below(r, &e->ref, k, &v) && get_below(r, e->weight, k, &w);
	     k++) {
		if (v.nan || w.nan)
			return NOT_COMPUTABLE;
		if (v.dec == NULL || w.dec == NULL)
			continue;
		v.dec = dec_mul(r->mem, v.dec, w.dec);
		(void)add(r, &sum, v, false);
		(void)add(r, &all, w, false);
	}
	if (all.dec == NULL)
		return NOTHING;
	if (dec_sign(all.dec) == 0)
		return NOT_COMPUTABLE;
	return figure(dec_div(r->mem, sum.dec, all.dec));
}

static struct value
eval_below(struct run *r, const struct expr *e)
{
	struct tally t = { .fn = e->fn };
	struct value v;
	bool done = false;

	if (e->weight != NULL)
		return eval_weighted(r, e);
	for (size_t k = 0; !done && get_below(r, &e->ref, k, &v); k++)
		done = tally_add(r, &t, v);
	return tally_end(r, &t);
}

static struct value
eval_call(struct run *r, const struct expr *e)
{
	if (e->fn == FN_IF)
		return eval_if(r, e);
	if (e->fn >= FN_MIN)
		return eval_list(r, e);
	struct value v = eval(r, e->kid[0]);
	if (v.dec != NULL)
		v.dec = e->fn == FN_ABS ? dec_abs(r->mem, v.dec) :
					  dec_round(r->mem, v.dec, e->places);
	return v;
}

static struct value
eval(struct run *r, const struct expr *e)
{
	if (r->steps-- <= 0)
		return NOT_COMPUTABLE;
	switch (e->kind) {
	case EX_NUMBER:
		return figure(e->num);
	case EX_CODE:
		return get(r, e->member[0], e->when);
	case EX_RANGE:
		return eval_range(r, e);
	case EX_SUM:
		return eval_sum(r, e);
	case EX_PRODUCT:
		return eval_product(r, e);
	case EX_NEG:
		return eval_neg(r, e);
	case EX_COMPARE:
		return compared(r, e->op, eval(r, e->kid[0]),
		    eval(r, e->kid[1]));
	case EX_AND:
		return eval_joined(r, e, false);
	case EX_OR:
		return eval_joined(r, e, true);
	case EX_NOT:
		return eval_not(r, e);
	case EX_CALL:
		return eval_call(r, e);
	case EX_REF:
		return get_ref(r, &e->ref);
	case EX_WINDOW:
		return eval_window(r, e);
	case EX_BELOW:
		return eval_below(r, e);
	case EX_CHAIN: /* the root only, which is taken apart */
		break;
	}
	return NOT_COMPUTABLE;
}

struct value
formula_eval(struct arena *mem, const struct expr *e, const struct cells *cells)
{
	struct run r = { mem, cells, FORMULA_STEPS };

	return eval(&r, e);
}
