/* sheet_load.c - a sheet from the draft, the facts, or a revision */
#include <stdlib.h>
#include <string.h>
#include "core/draft.h"
#include "core/fact.h"
#include "core/flow.h"
#include "core/period.h"
#include "core/sheet.h"
#include "io/json.h"

enum { ITEMS_MAX = 1 << 20 };

/* Which cell of the form an item stands in. */
struct place {
	long item;
	size_t cell;
};
struct places {
	struct place *at;
	size_t n;
};

static int
by_item(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->item > y->item) - (x->item < y->item);
}

static struct places
places_new(struct arena *mem, const struct form *f)
{
	struct places p = { .at = arena_alloc(mem, f->ncell * sizeof *p.at) };

	for (size_t i = 0; f->item_ids != NULL && i < f->ncell; i++)
		if (f->item_ids[i] != 0)
			p.at[p.n++] = (struct place){ f->item_ids[i], i };
	qsort(p.at, p.n, sizeof *p.at, by_item);
	return p;
}

/* -1: an item of another version of the form. */
static long
place_of(const struct places *p, long item)
{
	struct place key = { .item = item }, *found;

	found = bsearch(&key, p->at, p->n, sizeof key, by_item);
	return found == NULL ? -1 : (long)found->cell;
}

static void
put_draft(struct sheet *s)
{
	for (size_t i = 0; i < s->ndraft; i++) {
		const struct draft_cell *d = &s->draft[i];
		if (d->cell < 0 || (size_t)d->cell >= s->form->ncell)
			continue;
		s->own.txt[d->cell] = d->txt;
		if (d->num != NULL)
			s->own.num[d->cell].dec = dec_parse(s->mem, d->num);
	}
}

static struct sheet_child
child_of(const struct report *r, const char *today)
{
	bool accepted = strcmp(r->state, ACCEPTED) == 0;

	return (struct sheet_child){ .unit_id = r->unit_id,
		.report_id = r->id,
		.code = r->unit_code,
		.name = r->unit,
		.level = r->level,
		.state = r->state,
		.lateness = report_lateness(r, today),
		.sender = r->sender,
		.revision_no = accepted ? r->revision_no : 0,
		.sha = accepted ? r->sha : NULL,
		.accepted = accepted };
}

static enum rc
load_children(struct db *db, const struct ctx *ctx, struct sheet *s)
{
	struct reports below;

	TRY(report_children(db, s->report, &below));
	s->child = arena_alloc(s->mem, below.n * sizeof *s->child);
	s->nchild = below.n;
	for (size_t i = 0; i < below.n; i++) {
		s->child[i] = child_of(&below.at[i], ctx->today);
		s->naccepted += s->child[i].accepted;
	}
	return OK;
}

static struct sheet_child *
child_at(const struct sheet *s, long unit_id)
{
	for (size_t i = 0; i < s->nchild; i++)
		if (s->child[i].unit_id == unit_id)
			return &s->child[i];
	return NULL;
}

/* One row for each unit; what adds up is added up on the way. */
static enum rc
load_each(struct db *db, struct sheet *s, const struct places *places)
{
	struct sheet_child *c = NULL;
	struct fact_units facts;

	TRY(fact_each(db, s->report, &facts));
	for (size_t i = 0; i < facts.n; i++) {
		const struct fact_unit *f = &facts.at[i];
		long cell = place_of(places, f->item_id);
		if (c == NULL || c->unit_id != f->unit_id)
			c = child_at(s, f->unit_id);
		if (c == NULL || cell < 0)
			continue;
		if (c->is.num == NULL)
			c->is = sheet_figures(s);
		const struct dec *d = dec_parse(s->mem, f->value);
		c->is.num[cell].dec = d;
		c->revision_id = f->revision_id;
		if (sheet_sums(s, (size_t)cell))
			sheet_add(s, &s->below, (size_t)cell, d);
	}
	for (size_t i = 0; i < s->nchild; i++)
		if (s->child[i].is.num != NULL) {
			sheet_gather(s, &s->child[i].is,
			    s->child[i].revision_id);
			sheet_fill(s, &s->child[i].is);
		}
	sheet_gathered(s);
	return OK;
}

static enum rc
load_sums(struct db *db, struct sheet *s, const struct places *places)
{
	struct fact_sums facts;

	TRY(fact_below(db, s->report, &facts));
	for (size_t i = 0; i < facts.n; i++) {
		long cell = place_of(places, facts.at[i].item_id);
		if (cell >= 0 && sheet_sums(s, (size_t)cell))
			s->below.num[cell].dec =
			    dec_parse(s->mem, facts.at[i].value);
	}
	return sheet_gather_facts(db, s);
}

/* Which cells formulas ask for at another time; false: none. */
struct asked {
	const struct form *f;
	const struct cell *x;
	bool by_row, any;
	bool *cell;
};

static void
see(void *arg, size_t i, enum when when)
{
	struct asked *a = arg;

	if (when == NOW)
		return;
	a->any = true;
	a->cell[a->by_row ? i * a->f->ncol + a->x->col :
			    a->x->row * a->f->ncol + i] = true;
}

static bool
asked_for(struct arena *mem, const struct form *f, struct asked *ret)
{
	*ret = (struct asked){ .f = f,
		.cell = arena_alloc(mem, f->ncell * sizeof(bool)) };
	for (size_t i = 0; i < f->ncell; i++) {
		ret->x = &f->cells[i];
		ret->by_row = ret->x->by_row;
		if (ret->x->computed != NULL)
			expr_reads(ret->x->computed->side[0], see, ret);
		for (size_t k = 0; k < ret->x->ncheck; k++) {
			const struct formula *c = ret->x->checks[k];
			ret->by_row = ret->x->check_by_row[k];
			for (size_t j = 0; j < c->nside; j++)
				expr_reads(c->side[j], see, ret);
			if (c->check != NULL)
				expr_reads(c->check, see, ret);
		}
	}
	return ret->any;
}

static const char *
items_json(struct arena *mem, const struct form *f, const struct asked *a)
{
	struct buf b = { .mem = mem, .max = ITEMS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < f->ncell; i++)
		if (a->cell[i] && f->item_ids != NULL && f->item_ids[i] != 0)
			json_long(&j, NULL, f->item_ids[i]);
	json_end(&j);
	return b.at;
}

static void
past_new(const struct sheet *s, struct history *ret)
{
	size_t size = s->form->ncell * sizeof(struct value);

	ret->prev = arena_alloc(s->mem, size);
	ret->ytd = arena_alloc(s->mem, size);
	ret->last_year = arena_alloc(s->mem, size);
}

/* The periods that a report's formulas can mean. */
struct when_is {
	struct period now;
	struct cutoff cutoff;
	const char *prev, *last_year, *from;
};

static bool
when_is(struct arena *mem, const struct report *r, struct when_is *ret)
{
	struct period before;

	if (!cutoff_read(r->cutoff, &ret->cutoff) ||
	    !period_read(mem, r->period, ret->cutoff, &ret->now))
		return false;
	ret->prev = period_step(mem, ret->now, ret->cutoff, -1).code;
	if (!period_year_before(mem, ret->now, ret->cutoff, &before))
		return false;
	ret->last_year = before.code;
	ret->from = date_iso(mem, before.ends);
	return true;
}

/* Percentages of several predecessors do not add up to one. */
static void
put_past(struct sheet *s, const struct when_is *w, const struct past *p,
    long cell)
{
	struct value v = { .dec = dec_parse(s->mem, p->value) };
	struct history *h = &s->past[p->part == 0 ? 0 : 1];
	struct figures ytd = { .num = h->ytd };
	struct period then;

	if (p->units > 1 && !sheet_sums(s, (size_t)cell))
		return;
	if (strcmp(p->period, w->prev) == 0)
		h->prev[cell] = v;
	if (strcmp(p->period, w->last_year) == 0)
		h->last_year[cell] = v;
	if (period_read(s->mem, p->period, w->cutoff, &then) &&
	    then.year == w->now.year)
		sheet_add(s, &ytd, (size_t)cell, v.dec);
}

enum rc
sheet_past(struct db *db, struct sheet *s)
{
	struct places places;
	struct asked asked;
	struct when_is w;
	struct pasts past;

	if (!asked_for(s->mem, s->form, &asked) ||
	    !when_is(s->mem, s->report, &w))
		return OK;
	places = places_new(s->mem, s->form);
	past_new(s, &s->past[0]);
	past_new(s, &s->past[1]);
	TRY(fact_past(db, s->report, items_json(s->mem, s->form, &asked),
	    w.from, s->report->ends, &past));
	for (size_t i = 0; i < past.n; i++) {
		long cell = place_of(&places, past.at[i].item_id);
		if (cell >= 0)
			put_past(s, &w, &past.at[i], cell);
	}
	return OK;
}

/* Everything but what the unit itself types. */
static enum rc
load_around(struct db *db, const struct ctx *ctx, struct sheet *s)
{
	if (s->superior) {
		struct places places = places_new(s->mem, s->form);
		TRY(sheet_over_load(db, s));
		TRY(load_children(db, ctx, s));
		TRY(s->form->synth == SYNTH_LIST ? load_each(db, s, &places) :
						   load_sums(db, s, &places));
	}
	TRY(sheet_past(db, s));
	sheet_compute(s);
	return OK;
}

static enum rc
load_typed(struct db *db, struct sheet *s)
{
	struct draft_cells draft;

	TRY(draft_cells(db, s->report->id, &draft));
	s->draft = draft.at;
	s->ndraft = draft.n;
	put_draft(s);
	return sheet_registers(db, s);
}

static enum rc
begin(struct db *db, const struct ctx *ctx, const struct report *r,
    struct sheet *ret)
{
	const struct form *f;

	TRY(form_get(db, r->form_id, &f));
	sheet_new(ctx->mem, f, r, r->below > 0, ret);
	ret->lang = num_lang(ctx->lang);
	return OK;
}

enum rc
sheet_open_draft(struct db *db, const struct ctx *ctx, const struct report *r,
    struct sheet *ret)
{
	TRY(begin(db, ctx, r, ret));
	TRY(load_typed(db, ret));
	return load_around(db, ctx, ret);
}

/* Drafts are shown to the unit's own people, and to the command line. */
static bool
sees_draft(const struct actor *who, const struct report *r)
{
	if (who == NULL || who->id == 0)
		return true;
	for (size_t i = 0; i < who->ngrant; i++)
		if (who->grants[i].unit_id == r->unit_id)
			return true;
	return false;
}

enum rc
sheet_open(struct db *db, const struct ctx *ctx, const struct report *r,
    struct sheet *ret)
{
	bool own = sees_draft(ctx->actor, r);

	if (flow_open(r) && own)
		return sheet_open_draft(db, ctx, r, ret);
	if (r->revision_no > 0)
		return sheet_of_revision(db, ctx, r, r->revision_no, ret);
	TRY(begin(db, ctx, r, ret));
	return load_around(db, ctx, ret);
}

enum rc
sheet_of_revision(struct db *db, const struct ctx *ctx, const struct report *r,
    long no, struct sheet *ret)
{
	struct revision *rev = arena_alloc(ctx->mem, sizeof *rev);
	const struct form *f;

	TRY(revision_get(db, r, no, rev));
	TRY(form_get(db, rev->form_id, &f));
	sheet_new(ctx->mem, f, r, false, ret);
	ret->lang = num_lang(ctx->lang);
	ret->revision = rev;
	return revision_read(ctx->mem, rev->body, ret);
}
