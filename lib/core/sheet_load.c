/* sheet_load.c - a sheet from the draft, the facts, or a revision */
#include <string.h>
#include "core/draft.h"
#include "core/fact.h"
#include "core/flow.h"
#include "core/sheet_part.h"

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
		c->sent = (struct over_sent){ f->sent, f->revision_id };
		if (sheet_sums(s, (size_t)cell))
			sheet_add(s, &s->below, (size_t)cell, d);
	}
	for (size_t i = 0; i < s->nchild; i++)
		if (s->child[i].is.num != NULL) {
			sheet_gather(s, &s->child[i].is, s->child[i].sent);
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
		TRY(sheet_each(db, s, &places));
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
sheet_homes(struct db *db, struct sheet *s)
{
	TRY(home_load(db, s->report, s->form, s->superior, &s->homes));
	for (size_t i = 0; s->homes.at != NULL && i < s->form->ncell; i++) {
		const struct home *h = s->homes.at[i];
		if (h == NULL)
			continue;
		s->own.num[i] = (struct value){ .dec = h->own };
		s->own.txt[i] = NULL;
	}
	return OK;
}

enum rc
sheet_open_draft(struct db *db, const struct ctx *ctx, const struct report *r,
    struct sheet *ret)
{
	TRY(begin(db, ctx, r, ret));
	TRY(load_typed(db, ret));
	TRY(sheet_homes(db, ret));
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
