/* demo_figures.c - figures that could be true, and always the same ones */
#include <string.h>
#include "core/demo_part.h"

unsigned long
demo_hash(const char *a, const char *b, const char *c)
{
	const char *const parts[] = { a, b, c };
	unsigned long h = 14695981039346656037UL;

	for (size_t i = 0; i < COUNT(parts); i++) {
		for (const char *s = parts[i]; *s != '\0'; s++)
			h = (h ^ (unsigned char)*s) * 1099511628211UL;
		h = (h ^ 0xff) * 1099511628211UL;
	}
	h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9UL;
	h = (h ^ h >> 27) * 0x94d049bb133111ebUL;
	return h ^ h >> 31;
}

long
demo_pick(unsigned long hash, long n)
{
	return (long)(hash >> 16) % n;
}

/*
 * How an item is drawn, before anything is shared out: in this order, so that
 * what is carried over is what was left the period before.
 */
struct recipe {
	const char *item;
	enum { DRAW, SHARE, PLUS, MINUS, CARRY } how;
	const char *of, *and;
	long low, high; /* DRAW: of a commune; SHARE: per cent */
};
static const struct recipe recipes[] = {
	{ "XLD.TIEP", DRAW, NULL, NULL, 4, 40 },
	{ "XLD.CHUAXULY", SHARE, "XLD.TIEP", NULL, 5, 20 },
	{ "XLD.TRUOC", CARRY, "XLD.CHUAXULY", NULL, 0, 0 },
	{ "XLD.DON", PLUS, "XLD.TRUOC", "XLD.TIEP", 0, 0 },
	{ "XLD.DAXULY", MINUS, "XLD.DON", "XLD.CHUAXULY", 0, 0 },
	{ "XLD.DUDK.DON", SHARE, "XLD.DAXULY", NULL, 60, 95 },
	{ "XLD.DUDK.VU", SHARE, "XLD.DUDK.DON", NULL, 75, 100 },
	{ "XLD.PHUCDAP", SHARE, "XLD.TIEP", NULL, 0, 10 },
};

/*
 * What is usual, by the beginning of an item's code: hundredths, of a province
 * of middle size and month; spread in per cent around it.
 */
static const struct usual {
	const char *item;
	long hundredths, spread;
	bool size; /* grows with the unit */
} usuals[] = {
	{ "KTXH.1.", 720, 25, false },
	{ "KTXH.2.", 10820, 4, false },
	{ "KTXH.4.1.", 10310, 1, false },
	{ "KTXH.4.", 10025, 1, false },
	{ "KTXH.10.1.", 5200, 30, false },
	{ "KTXH.5.", 105000, 40, true },
	{ "KTXH.6.", 98000, 40, true },
	{ "KTXH.11.1.", 900, 40, true },
	{ "KTXH.11.", 9000, 60, true },
	{ "KTXH.12.1.", 350000, 40, true },
	{ "KTXH.12.", 42000, 40, true },
	{ "KTXH.13.1.", 6500, 50, true },
	{ "KTXH.13.2.", 62000, 40, true },
	{ "KTXH.14.1.", 1700, 30, true },
	{ "KTXH.14.2.", 3100, 30, true },
	{ "KTXH.14.", 4300, 30, true },
	{ "KTXH.8.1.", 90000, 30, true },
	{ "KTXH.8.2.", 130000, 30, true },
	{ "KTXH.8.", 220000, 30, true },
	{ "KTXH.", 150000, 40, true },
	{ "ICT.5.1.", 8400, 10, false },
	{ "ICT.8.", 7600, 15, false },
	{ "ICT.4.1.", 21000000, 30, true },
	{ "ICT.4.2.", 160000000, 30, true },
	{ "ICT.5.", 62000000, 30, true },
	{ "ICT.1.", 1800000, 40, true },
	{ "ICT.2.1.", 9000, 20, true },
	{ "ICT.2.", 42000, 20, true },
	{ "ICT.3.", 120000, 40, true },
	{ "ICT.6.", 130000, 30, true },
	{ "ICT.7.", 300, 80, true },
	{ "ICT.9.", 4500000, 30, true },
	{ "ICT.10.", 190000, 20, true },
	{ "ICT.11.", 3000, 30, true },
	{ "ICT.12.", 500, 80, true },
	{ "ICT.13.", 400, 40, true },
	{ "ICT.14.", 9500, 20, true },
	{ "ICT.15.1.", 9000, 60, true },
	{ "ICT.15.", 600, 60, true },
	{ "CDS.6.", 1400, 60, true },
	{ "CDS.7.", 52000, 50, true },
	{ "XLD.", 800, 60, true },
	{ "", 5000, 80, true },
};

/* One unit and period whose figures are being drawn. */
struct draw {
	struct sheet *s;
	const char *unit, *period, *before; /* before: the period's code */
	const char *old;                    /* codes of what it was, or NULL */
	char take[8]; /* of a corrected report the second is another */
	bool sums;
	bool *set; /* by cell: it has its figure */
};

static const struct usual *
usual_of(const char *item)
{
	size_t i = 0;

	while (!str_starts(item, usuals[i].item))
		i++;
	return &usuals[i];
}

/* Those it was made of, one after the other; or itself. */
static long
own_size(const struct draw *d)
{
	const char *code = d->old == NULL ? d->s->report->unit_code : d->old;
	long size = 0;

	for (size_t n; *code != '\0'; code += n + (code[n] == ',')) {
		n = strcspn(code, ",");
		const char *unit = str_fmt(d->s->mem, "%s/%.*s",
		    d->s->report->level, (int)n, code);
		size += 40 + demo_pick(demo_hash(unit, "size", ""), 160);
	}
	return size;
}

/* Per cent of a middling unit: by level, and by itself. */
static long
size_of(const struct draw *d)
{
	static const struct {
		const char *level;
		long percent;
	} levels[] = { { "commune", 100 }, { "district", 250 },
		{ "province", 600 }, { "centre", 3000 } };
	long size = own_size(d);

	if (str_eq(d->s->form->regime, "XLD01"))
		for (size_t i = 0; i < COUNT(levels); i++)
			if (str_eq(levels[i].level, d->s->report->level))
				size = size * levels[i].percent / 100;
	return size;
}

static long
between(unsigned long hash, long low, long high)
{
	return low + demo_pick(hash, high - low + 1);
}

static const struct recipe *
recipe_of(const char *item)
{
	for (size_t i = 0; i < COUNT(recipes); i++)
		if (str_eq(recipes[i].item, item))
			return &recipes[i];
	return NULL;
}

/* A figure by its recipe, in any period: whole numbers. */
static long
by_recipe(const struct draw *d, const struct recipe *r, const char *period)
{
	unsigned long h = demo_hash(d->unit, period,
	    str_fmt(d->s->mem, "%s%s", r->item, d->take));

	switch (r->how) {
	case DRAW:
		return between(h, r->low, r->high) * size_of(d) / 100;
	case SHARE:
		return by_recipe(d, recipe_of(r->of), period) *
		       between(h, r->low, r->high) / 100;
	case PLUS:
		return by_recipe(d, recipe_of(r->of), period) +
		       by_recipe(d, recipe_of(r->and), period);
	case MINUS:
		return by_recipe(d, recipe_of(r->of), period) -
		       by_recipe(d, recipe_of(r->and), period);
	case CARRY:
		return by_recipe(d, recipe_of(r->of), d->before);
	}
	return 0;
}

/* Steady for the unit, with a little of the period; a plan is of the year. */
static long
by_usual(const struct draw *d, const char *item)
{
	const struct usual *u = usual_of(item);
	size_t n = strlen(item);
	bool plan = n > 3 && strcmp(item + n - 3, ".KH") == 0;
	char *same = str_dup(d->s->mem, item);

	if (plan)
		memcpy(same + n - 2, "TH", 2);
	long v = u->hundredths;
	v += v * between(demo_hash(d->unit, "", same), -u->spread, u->spread) /
	     100;
	if (u->size)
		v = v * size_of(d) / 100;
	if (plan)
		return u->size ? v * 25 / 2 : v;
	long swing = u->size ? 60 : u->spread * 2;
	return v + v *
		       between(demo_hash(d->unit, d->period,
				   str_fmt(d->s->mem, "%s%s", item, d->take)),
			   -swing, swing) /
		       1000;
}

static const struct dec *
scaled(struct arena *mem, long hundredths, int decimals)
{
	long v = hundredths < 0 ? -hundredths : hundredths;
	const char *sign = hundredths < 0 ? "-" : "";

	return dec_round(mem,
	    dec_parse(mem, str_fmt(mem, "%s%ld.%02ld", sign, v / 100, v % 100)),
	    decimals);
}

static void
put(struct draw *d, size_t cell, const struct dec *v)
{
	const struct cell *x = &d->s->form->cells[cell];

	if (x->max != NULL && dec_cmp(v, x->max) > 0)
		v = x->max;
	if (x->min != NULL && dec_cmp(v, x->min) < 0)
		v = x->min;
	d->s->own.num[cell] = (struct value){ .dec = v };
	d->set[cell] = true;
}

static void share(struct draw *, const struct dec *, const struct expr *,
    const struct cell *, bool by_row);

/* A computed cell gets its figure through the cells it is made of. */
static void
give(struct draw *d, const struct dec *v, size_t cell)
{
	const struct cell *x = &d->s->form->cells[cell];

	if (d->set[cell])
		return;
	put(d, cell, v);
	if (x->computed != NULL)
		share(d, v, x->computed->side[0], x, x->by_row);
}

struct parts {
	const struct form *f;
	const struct cell *x;
	bool by_row;
	size_t cell[64], n;
};

static void
see(void *arg, size_t i, enum when when)
{
	struct parts *p = arg;

	if (when == NOW && p->n < COUNT(p->cell))
		p->cell[p->n++] = p->by_row ? i * p->f->ncol + p->x->col :
					      p->x->row * p->f->ncol + i;
}

/* Share a whole number out among the cells that a sum adds up. */
static void
share(struct draw *d, const struct dec *whole, const struct expr *sum,
    const struct cell *x, bool by_row)
{
	struct arena *mem = d->s->mem;
	struct parts p = { .f = d->s->form, .x = x, .by_row = by_row };
	const struct dec *left = whole;
	long weight[COUNT(p.cell)], all = 0;

	expr_reads(sum, see, &p);
	for (size_t i = 0; i < p.n; i++)
		if (d->set[p.cell[i]]) {
			const struct dec *v = d->s->own.num[p.cell[i]].dec;
			weight[i] = 0;
			if (v != NULL)
				left = dec_sub(mem, left, v);
		} else
			all += weight[i] = between(demo_hash(d->unit, d->period,
						       str_fmt(mem, "%zu%s",
							   p.cell[i], d->take)),
			    5, 100);
	for (size_t i = 0; i < p.n; i++) {
		if (weight[i] == 0)
			continue;
		const struct dec *v =
		    weight[i] == all ?
			left :
			dec_round(mem,
			    dec_div(mem,
				dec_mul(mem, left, dec_long(mem, weight[i])),
				dec_long(mem, all)),
			    0);
		all -= weight[i];
		left = dec_sub(mem, left, v);
		give(d, v, p.cell[i]);
	}
}

/* Every side of a chain is the whole, in other parts. */
static void
chains(struct draw *d)
{
	const struct form *f = d->s->form;

	for (size_t i = 0; i < f->ncell; i++) {
		const struct cell *x = &f->cells[i];
		const struct dec *v = d->s->own.num[i].dec;
		if (v == NULL || x->computed != NULL)
			continue;
		for (size_t k = 0; k < x->ncheck; k++)
			for (size_t n = 0; n < x->checks[k]->nside; n++)
				share(d, v, x->checks[k]->side[n], x,
				    x->check_by_row[k]);
	}
}

/* "<=2": a part of what the check compares with. */
static void
of_which(struct draw *d)
{
	const struct form *f = d->s->form;
	struct arena *mem = d->s->mem;

	for (size_t i = 0; i < f->ncell; i++) {
		const struct cell *x = &f->cells[i];
		for (size_t k = 0; k < x->ncheck; k++) {
			struct parts p = { .f = f,
				.x = x,
				.by_row = x->check_by_row[k] };
			if (x->checks[k]->check == NULL || !d->set[i])
				continue;
			expr_reads(x->checks[k]->check, see, &p);
			size_t other = p.n > 0 ? p.cell[p.n - 1] : i;
			const struct dec *v = d->s->own.num[other].dec;
			if (other == i || v == NULL)
				continue;
			long part = between(demo_hash(d->unit, "part",
						x->item == NULL ? "" : x->item),
			    35, 95);
			put(d, i,
			    dec_round(mem,
				dec_div(mem,
				    dec_mul(mem, v, dec_long(mem, part)),
				    dec_long(mem, 100)),
				x->decimals));
		}
	}
}

/* Cells of a chain wait for their share. */
static void
spare_parts(struct draw *d, bool *spare)
{
	const struct form *f = d->s->form;

	for (size_t i = 0; i < f->ncell; i++)
		for (size_t k = 0; k < f->cells[i].ncheck; k++) {
			const struct formula *c = f->cells[i].checks[k];
			struct parts p = { .f = f,
				.x = &f->cells[i],
				.by_row = f->cells[i].check_by_row[k] };
			for (size_t n = 0; n < c->nside; n++)
				expr_reads(c->side[n], see, &p);
			for (size_t n = 0; n < p.n; n++) {
				const struct cell *x = &f->cells[p.cell[n]];
				struct parts q = { .f = f,
					.x = x,
					.by_row = x->by_row };
				spare[p.cell[n]] = true;
				if (x->computed != NULL)
					expr_reads(x->computed->side[0], see,
					    &q);
				for (size_t m = 0; m < q.n; m++)
					spare[q.cell[m]] = true;
			}
		}
}

static void
draw_cell(struct draw *d, size_t i, bool spare)
{
	const struct cell *x = &d->s->form->cells[i];
	const char *item = x->item == NULL ? "" : x->item;
	const struct recipe *r = recipe_of(item);

	if (!sheet_is_figure(d->s->form, i) || x->computed != NULL ||
	    (x->sums && !d->sums))
		return;
	if (r != NULL)
		put(d, i, dec_long(d->s->mem, by_recipe(d, r, d->period)));
	else if (!spare)
		put(d, i, scaled(d->s->mem, by_usual(d, item), x->decimals));
}

void
demo_figures(struct sheet *s, const char *before, const char *old, int take,
    bool sums)
{
	size_t n = s->form->ncell;
	struct draw d = { .s = s,
		.unit = str_fmt(s->mem, "%s/%s", s->report->level,
		    s->report->unit_code),
		.period = s->report->period,
		.before = before,
		.old = old,
		.sums = sums,
		.set = arena_alloc(s->mem, n * sizeof(bool)) };
	bool *spare = arena_alloc(s->mem, n * sizeof *spare);

	if (take > 0)
		memcpy(d.take, "/first", 7);
	spare_parts(&d, spare);
	for (size_t i = 0; i < n; i++)
		draw_cell(&d, i, spare[i]);
	if (sums)
		chains(&d);
	of_which(&d);
}
