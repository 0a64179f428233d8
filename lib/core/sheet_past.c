/* sheet_past.c - figures of other periods, other forms, and units below */
#include <stdlib.h>
#include <string.h>
#include "core/fact.h"
#include "core/home.h"
#include "core/schedule.h"
#include "core/sheet_part.h"
#include "io/json.h"

enum { ITEMS_MAX = 1 << 20 };

static int
by_item(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->item > y->item) - (x->item < y->item);
}

struct places
places_new(struct arena *mem, const struct form *f)
{
	struct places p = { .at = arena_alloc(mem, f->ncell * sizeof *p.at) };

	for (size_t i = 0; f->item_ids != NULL && i < f->ncell; i++)
		if (f->item_ids[i] != 0)
			p.at[p.n++] = (struct place){ f->item_ids[i], i };
	qsort(p.at, p.n, sizeof *p.at, by_item);
	return p;
}

long
place_of(const struct places *p, long item)
{
	struct place key = { .item = item }, *found;

	found = bsearch(&key, p->at, p->n, sizeof key, by_item);
	return found == NULL ? -1 : (long)found->cell;
}

const char *
places_json(struct arena *mem, const struct form *f, const bool *cells)
{
	struct buf b = { .mem = mem, .max = ITEMS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < f->ncell; i++)
		if (cells[i] && f->item_ids != NULL && f->item_ids[i] != 0)
			json_long(&j, NULL, f->item_ids[i]);
	json_end(&j);
	return b.at;
}

/* The periods that a report's formulas can mean. */
struct when_is {
	struct schedule_past is;
	const char **back; /* codes, [k - 1]: k periods back; NULL: none */
	int nback;
	const char *year; /* every code begins with it */
	const char *from; /* what ends earlier is not asked for */
};

/* E_NOTFOUND: the report's period cannot be read. */
static enum rc
when_is(struct db *db, const struct sheet *s, int back, struct when_is *ret)
{
	struct schedule_past *is = &ret->is;
	struct period p;

	*ret = (struct when_is){ .nback = back > 1 ? back : 1 };
	TRY(schedule_past(db, s->report, is));
	ret->from = is->from;
	ret->year = str_fmt(s->mem, "%04d", is->now.year);
	ret->back = arena_alloc(s->mem, (size_t)ret->nback * sizeof *ret->back);
	ret->back[0] = is->prev;
	for (int k = 2; k <= back && period_regular(is->now.kind); k++) {
		p = period_step(s->mem, is->now, is->cutoff, -k);
		ret->back[k - 1] = p.code;
		if (strcmp(date_iso(s->mem, p.ends), ret->from) < 0)
			ret->from = date_iso(s->mem, p.ends);
	}
	return OK;
}

static void
past_new(const struct sheet *s, int back, struct history *ret)
{
	size_t size = s->form->ncell * sizeof(struct value);

	ret->prev = arena_alloc(s->mem, size);
	ret->ytd = arena_alloc(s->mem, size);
	ret->last_year = arena_alloc(s->mem, size);
	if (back > 1)
		ret->back = arena_alloc(s->mem, size * (size_t)(back - 1));
}

/* Percentages of several predecessors do not add up to one. */
static void
put_past(struct sheet *s, const struct when_is *w, const struct past *p,
    size_t cell)
{
	struct value v = { .dec = dec_parse(s->mem, p->value) };
	struct history *h = &s->past[p->part == 0 ? 0 : 1];
	struct figures ytd = { .num = h->ytd };
	struct period then;

	if (p->units > 1 && !sheet_sums(s, cell))
		return;
	if (str_eq(p->period, w->back[0]))
		h->prev[cell] = v;
	for (int k = 1; k < w->nback; k++)
		if (str_eq(p->period, w->back[k]))
			h->back[(size_t)(k - 1) * s->form->ncell + cell] = v;
	if (str_eq(p->period, w->is.last_year))
		h->last_year[cell] = v;
	if (period_read(s->mem, p->period, w->is.cutoff, &then) &&
	    then.year == w->is.now.year)
		sheet_add(s, &ytd, cell, v.dec);
}

static enum rc
load_past(struct db *db, struct sheet *s, const struct when_is *w)
{
	const struct form *f = s->form;
	struct places places = places_new(s->mem, f);
	struct pasts past;

	past_new(s, w->nback, &s->past[0]);
	past_new(s, w->nback, &s->past[1]);
	TRY(fact_past(db, s->report, places_json(s->mem, f, f->wants.past),
	    w->from, s->report->ends, &past));
	for (size_t i = 0; i < past.n; i++) {
		long cell = place_of(&places, past.at[i].item_id);
		if (cell >= 0)
			put_past(s, w, &past.at[i], (size_t)cell);
	}
	return OK;
}

/* Codes of what is asked for of other forms: of the unit, or of those below. */
static const char *
far_json(const struct sheet *s, bool below)
{
	const struct form_wants *w = &s->form->wants;
	struct buf b = { .mem = s->mem, .max = ITEMS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < w->nitem; i++)
		if (below ? w->items[i].below : w->items[i].here)
			json_text(&j, NULL, w->items[i].item);
	json_end(&j);
	return b.at;
}

static long
wanted(const struct form *f, const char *item)
{
	for (size_t i = 0; i < f->wants.nitem; i++)
		if (strcmp(f->wants.items[i].item, item) == 0)
			return (long)i;
	return -1;
}

/*
 * The plan of the year: of the year's own period, else the last that was
 * reported in that year up to now.  Rows come by the end of their window, and
 * those of a year that began before end last.
 */
static void
put_plan(struct far *far, const struct when_is *w, const struct fact_far *f,
    const char *ends, struct value v)
{
	bool year = str_eq(f->kind, period_kind_name(PERIOD_YEAR));

	if (strncmp(f->period, w->year, strlen(w->year)) == 0 &&
	    (year || strcmp(f->ends, ends) <= 0))
		far->plan = v;
}

/* Only equal kinds of period are one series; equal windows are one period. */
static void
put_far(struct sheet *s, const struct when_is *w, const struct fact_far *f)
{
	struct history *h = &s->past[f->part == 0 ? 0 : 1];
	const struct report *r = s->report;
	long i = wanted(s->form, f->item);
	struct value v = { .dec = dec_parse(s->mem, f->value) };
	struct period then;

	if (i < 0 || (f->units > 1 && !f->sums))
		return;
	struct far *far = &h->far[i];
	put_plan(far, w, f, r->ends, v);
	if (!str_eq(f->kind, r->kind) ||
	    !period_read(s->mem, f->period, w->is.cutoff, &then) ||
	    !str_eq(date_iso(s->mem, then.starts), f->starts) ||
	    !str_eq(date_iso(s->mem, then.ends), f->ends))
		return;
	for (int k = 0; k < w->nback; k++)
		if (str_eq(f->period, w->back[k]))
			far->back[k] = v;
	if (str_eq(f->ends, r->ends))
		far->now = v;
	else if (then.year == w->is.now.year && strcmp(f->ends, r->ends) < 0)
		far->ytd = sheet_plus(s->mem, far->ytd, v);
	if (str_eq(f->period, w->is.last_year))
		far->last_year = v;
}

static void
far_new(const struct sheet *s, int nback, struct history *ret)
{
	size_t n = s->form->wants.nitem;

	ret->far = arena_alloc(s->mem, n * sizeof *ret->far);
	for (size_t i = 0; i < n; i++)
		ret->far[i].back = arena_alloc(s->mem,
		    (size_t)nback * sizeof *ret->far[i].back);
}

/* Two regimes with one item in one window: the later row takes its place. */
static bool
replaced(const struct fact_fars *all, size_t i)
{
	const struct fact_far *a = &all->at[i], *b = a + 1;

	return i + 1 < all->n && str_eq(a->item, b->item) &&
	       a->part == b->part && str_eq(a->kind, b->kind) &&
	       str_eq(a->starts, b->starts) && str_eq(a->ends, b->ends);
}

static enum rc
load_far(struct db *db, struct sheet *s, const struct when_is *w)
{
	struct fact_fars all;
	/* The plan of a year is of its own window, which ends later. */
	const char *to = str_fmt(s->mem, "%s-12-31", w->year);

	if (strcmp(to, s->report->ends) < 0)
		to = s->report->ends;
	far_new(s, w->nback, &s->past[0]);
	far_new(s, w->nback, &s->past[1]);
	TRY(fact_far(db, s->report, far_json(s, false), w->from, to, &all));
	for (size_t i = 0; i < all.n; i++)
		if (!replaced(&all, i))
			put_far(s, w, &all.at[i]);
	return OK;
}

/*
 * What has no figure in this very window may be made of shorter ones, by the
 * one rule that there is for it: core/home.h.
 */
static enum rc
load_made(struct db *db, struct sheet *s)
{
	const struct form_wants *f = &s->form->wants;
	const char **items = arena_alloc(s->mem, f->nitem * sizeof *items);
	size_t *at = arena_alloc(s->mem, f->nitem * sizeof *at), n = 0;
	struct homes homes;

	for (size_t i = 0; i < f->nitem; i++)
		if (f->items[i].here && s->past[1].far[i].now.dec == NULL) {
			at[n] = i;
			items[n++] = f->items[i].item;
		}
	if (n == 0)
		return OK;
	TRY(home_items(db, s->report, s->superior, items, n, &homes));
	for (size_t i = 0; i < n; i++) {
		const struct home *h = home_of(&homes, i);
		if (h == NULL)
			continue;
		s->past[0].far[at[i]].now.dec = h->own;
		s->past[1].far[at[i]].now.dec = h->total;
	}
	return OK;
}

enum rc
sheet_past(struct db *db, struct sheet *s)
{
	const struct form_wants *f = &s->form->wants;
	struct when_is w;

	if (f->past == NULL && !f->items_past)
		return OK;
	enum rc rc = when_is(db, s, f->back, &w);
	if (rc != OK)
		return rc == E_NOTFOUND ? OK : rc;
	if (f->past != NULL)
		TRY(load_past(db, s, &w));
	if (!f->items_past)
		return OK;
	TRY(load_far(db, s, &w));
	return load_made(db, s);
}

static long
child_no(const struct sheet *s, long unit_id)
{
	for (size_t i = 0; i < s->nchild; i++)
		if (s->child[i].unit_id == unit_id)
			return (long)i;
	return -1;
}

/* Where units are listed their figures are there already. */
static enum rc
load_each(struct db *db, struct sheet *s, const struct places *places)
{
	const struct form *f = s->form;
	struct fact_units all;

	s->each = arena_alloc(s->mem, s->nchild * sizeof *s->each);
	for (size_t i = 0; i < s->nchild; i++)
		s->each[i] = s->child[i].is;
	if (f->synth == SYNTH_LIST)
		return OK;
	TRY(fact_some(db, s->report, places_json(s->mem, f, f->wants.below),
	    &all));
	for (size_t i = 0; i < all.n; i++) {
		long k = child_no(s, all.at[i].unit_id);
		long cell = place_of(places, all.at[i].item_id);
		if (k < 0 || cell < 0)
			continue;
		if (s->each[k].num == NULL)
			s->each[k] = sheet_figures(s);
		s->each[k].num[cell].dec = dec_parse(s->mem, all.at[i].value);
	}
	return OK;
}

static enum rc
load_each_far(struct db *db, struct sheet *s)
{
	size_t n = s->form->wants.nitem;
	struct fact_far_units all;

	s->each_far = arena_alloc(s->mem, n * sizeof *s->each_far);
	for (size_t i = 0; i < n; i++)
		s->each_far[i] =
		    arena_alloc(s->mem, s->nchild * sizeof *s->each_far[i]);
	TRY(fact_far_below(db, s->report, far_json(s, true), &all));
	for (size_t i = 0; i < all.n; i++) {
		long item = wanted(s->form, all.at[i].item);
		long k = child_no(s, all.at[i].unit_id);
		if (item >= 0 && k >= 0)
			s->each_far[item][k].dec =
			    dec_parse(s->mem, all.at[i].value);
	}
	return OK;
}

enum rc
sheet_each(struct db *db, struct sheet *s, const struct places *places)
{
	const struct form_wants *f = &s->form->wants;

	if (f->below != NULL)
		TRY(load_each(db, s, places));
	return f->items_below ? load_each_far(db, s) : OK;
}
