/* overlap_all.c - everything in the register that is asked for twice */
#include <stdlib.h>
#include <string.h>
#include "core/overlap_part.h"

enum { HITS = 20 };

struct register_out {
	struct asked_all all;
	struct overlap_register *ret;
	size_t cap_group, cap_pair;
	struct both both;
};

/* One more than there is room for. */
static void *
grown(struct arena *mem, void *at, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return at;
	*cap = *cap == 0 ? 32 : 2 * *cap;
	void *more = arena_alloc(mem, *cap * size);
	if (n > 0)
		memcpy(more, at, n * size);
	return more;
}

/* The last valid form of each regime; rows of one item, from..to. */
static size_t
asks_of(const struct asked_all *all, size_t from, size_t to,
    struct overlap_ask *ret)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		const struct asked *a = &all->at[i];
		struct overlap_ask ask = asked_as(all, a);
		if (!a->valid || ask.regime == NULL)
			continue;
		if (n > 0 && ret[n - 1].regime_id == a->regime_id)
			n--;
		ret[n++] = ask;
	}
	return n;
}

static void
home_first(struct overlap_ask *asks, size_t n, const struct regime *home)
{
	for (size_t i = 1; home != NULL && i < n; i++)
		if (asks[i].regime_id == home->id) {
			struct overlap_ask first = asks[i];
			memmove(asks + 1, asks, i * sizeof *asks);
			asks[0] = first;
		}
}

static void
add_group(struct register_out *o, size_t from, size_t to)
{
	struct arena *mem = o->all.mem;
	struct overlap_ask *asks = arena_alloc(mem, (to - from) * sizeof *asks);
	size_t n = asks_of(&o->all, from, to, asks);
	struct overlap_group g = { .asks = asks, .n = n };

	if (n < 2)
		return;
	home_first(asks, n,
	    asked_home(&o->all, o->all.at[from].as_id, &g.chosen));
	g.item = asks[0].item;
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			both_want(mem, &o->both, asks[i].regime_id,
			    asks[k].regime_id);
			g.together |= overlap_time(asks[i].regime,
					  asks[k].regime) != OVERLAP_OTHER;
		}
	o->ret->group =
	    grown(mem, o->ret->group, o->ret->ngroup, &o->cap_group, sizeof g);
	o->ret->group[o->ret->ngroup++] = g;
}

/* Items as they count, each once: where its rows begin. */
struct begun {
	size_t *at, n;
};

static struct begun
groups(struct register_out *o)
{
	struct begun b = { .at = arena_alloc(o->all.mem,
			       (o->all.n + 1) * sizeof *b.at) };
	size_t to;

	for (size_t i = 0; i < o->all.n; i = to) {
		for (to = i + 1;
		     to < o->all.n && o->all.at[to].as_id == o->all.at[i].as_id;
		     to++)
			;
		b.at[b.n++] = i;
		add_group(o, i, to);
	}
	b.at[b.n] = o->all.n;
	return b;
}

/* The asks of two items that stand in different regimes, or none. */
static bool
two_regimes(struct register_out *o, const struct begun *b, size_t x, size_t y,
    struct overlap_pair *ret)
{
	struct arena *mem = o->all.mem;
	size_t nx = b->at[x + 1] - b->at[x], ny = b->at[y + 1] - b->at[y];
	struct overlap_ask *p = arena_alloc(mem, nx * sizeof *p);
	struct overlap_ask *q = arena_alloc(mem, ny * sizeof *q);

	nx = asks_of(&o->all, b->at[x], b->at[x + 1], p);
	ny = asks_of(&o->all, b->at[y], b->at[y + 1], q);
	for (size_t i = 0; i < nx; i++)
		for (size_t k = 0; k < ny; k++)
			if (p[i].regime_id != q[k].regime_id) {
				ret->a = p[i];
				ret->b = q[k];
				ret->time =
				    overlap_time(p[i].regime, q[k].regime);
				return true;
			}
	return false;
}

static void
add_pair(struct register_out *o, const struct begun *b, size_t x, size_t y,
    int score)
{
	const struct asked *p = &o->all.at[b->at[x]];
	const struct asked *q = &o->all.at[b->at[y]];
	struct overlap_pair is = { .score = score };

	if (!asked_alike(p->measure, q->measure) ||
	    asked_apart(&o->all, p->as_id, q->as_id) ||
	    !two_regimes(o, b, x, y, &is))
		return;
	o->ret->pair = grown(o->all.mem, o->ret->pair, o->ret->npair,
	    &o->cap_pair, sizeof is);
	o->ret->pair[o->ret->npair++] = is;
}

static int
by_score(const void *a, const void *b)
{
	const struct overlap_pair *x = a, *y = b;
	int c = strcmp(x->a.item.code, y->a.item.code);

	if (x->score != y->score)
		return y->score - x->score;
	return c != 0 ? c : strcmp(x->b.item.code, y->b.item.code);
}

static void
pairs(struct register_out *o, const struct begun *b)
{
	struct arena *mem = o->all.mem;
	struct similar_name *name = arena_alloc(mem, b->n * sizeof *name);
	struct similar_hit hit[HITS];

	for (size_t i = 0; i < b->n; i++)
		name[i] = similar_read(o->all.words, o->all.at[b->at[i]].name);
	struct similar_set *set = similar_set(o->all.words, name, b->n);
	for (size_t i = 0; i < b->n; i++) {
		size_t n = similar_find(set, &name[i], hit, HITS);
		for (size_t k = 0; k < n; k++)
			if (hit[k].at > i)
				add_pair(o, b, i, hit[k].at, hit[k].score);
	}
	struct overlap_register *r = o->ret;
	if (r->npair > 0)
		qsort(r->pair, r->npair, sizeof *r->pair, by_score);
	r->left = r->npair > OVERLAP_PAIRS ? r->npair - OVERLAP_PAIRS : 0;
	r->npair -= r->left;
	for (size_t i = 0; i < r->npair; i++)
		both_want(mem, &o->both, r->pair[i].a.regime_id,
		    r->pair[i].b.regime_id);
}

static void
put_units(struct register_out *o)
{
	struct overlap_register *r = o->ret;

	for (size_t g = 0; g < r->ngroup; g++)
		for (size_t i = 0; i < r->group[g].n; i++)
			for (size_t k = i + 1; k < r->group[g].n; k++) {
				long n = both_units(&o->both,
				    r->group[g].asks[i].regime_id,
				    r->group[g].asks[k].regime_id);
				if (n > r->group[g].units)
					r->group[g].units = n;
			}
	for (size_t i = 0; i < r->npair; i++)
		r->pair[i].units = both_units(&o->both, r->pair[i].a.regime_id,
		    r->pair[i].b.regime_id);
}

/* What somebody owes both of is looked at first. */
static int
by_weight(const void *a, const void *b)
{
	const struct overlap_pair *x = a, *y = b;

	if ((x->units > 0) != (y->units > 0))
		return x->units > 0 ? -1 : 1;
	return by_score(a, b);
}

static int
by_code(const void *a, const void *b)
{
	const struct overlap_group *x = a, *y = b;

	return strcmp(x->item.code, y->item.code);
}

enum rc
overlap_register(struct db *db, const char *day, struct overlap_register *ret)
{
	struct register_out o = { .ret = ret };

	*ret = (struct overlap_register){ 0 };
	TRY(asked_load(db, day, &o.all));
	struct begun b = groups(&o);
	pairs(&o, &b);
	TRY(both_load(db, o.all.mem, day, &o.both));
	put_units(&o);
	if (ret->npair > 0)
		qsort(ret->pair, ret->npair, sizeof *ret->pair, by_weight);
	if (ret->ngroup > 0)
		qsort(ret->group, ret->ngroup, sizeof *ret->group, by_code);
	return OK;
}

const struct overlap_group *
overlap_group_of(const struct overlap_register *r, const char *code)
{
	for (size_t i = 0; i < r->ngroup; i++)
		for (size_t k = 0; k < r->group[i].n; k++)
			if (str_eq(r->group[i].asks[k].item.code, code))
				return &r->group[i];
	return NULL;
}
