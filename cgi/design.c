/* design.c - the designer: a draft of a form, drawn on */
#include <string.h>
#include "app/object_draft.h"
#include "base/date.h"
#include "core/design_doubt.h"
#include "core/form.h"
#include "core/form_register.h"
#include "view/design_view.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum {
	PLACE_LEN = 20,
	WORDS_LEN = 100,
	TEXT_LEN = 100000,
	BOXES_LEN = 300,
	PROPS = 64,
	SINCE_MAX = 50
};

struct draft_in {
	long id, version;
	const char *at, *to, *place, *op, *text, *boxes, *q;
};
static const struct field show_fields[] = {
	FIELD(struct draft_in, id, .min = 1),
	FIELD(struct draft_in, at, .max = PLACE_LEN, .optional = true),
	FIELD(struct draft_in, to, .max = PLACE_LEN, .optional = true),
	FIELD(struct draft_in, q, .max = WORDS_LEN, .optional = true),
};
static const struct field items_fields[] = {
	FIELD(struct draft_in, q, .max = WORDS_LEN, .optional = true),
};
static const struct field do_fields[] = {
	FIELD(struct draft_in, id, .min = 1),
	FIELD(struct draft_in, version),
	FIELD(struct draft_in, op, .max = PLACE_LEN, .optional = true),
	FIELD(struct draft_in, place, .max = PLACE_LEN),
	FIELD(struct draft_in, to, .max = PLACE_LEN, .optional = true),
	FIELD(struct draft_in, text, .max = TEXT_LEN, .optional = true,
	    .many_lines = true),
	FIELD(struct draft_in, boxes, .max = BOXES_LEN, .optional = true),
};
static const struct field walk_fields[] = {
	FIELD(struct draft_in, id, .min = 1),
	FIELD(struct draft_in, version),
	FIELD(struct draft_in, place, .max = PLACE_LEN, .optional = true),
};

/* A draft as its page needs it. */
struct shown {
	struct design_draft draft;
	struct design design;
	struct findings wrong; /* with the form, by place */
	const char *place, *to, *q;
	struct item_hits hits; /* of q */
	const struct params *typed;
};

static enum rc
load(struct rq *rq, long id, struct shown *ret)
{
	struct findings f = { .mem = rq->ctx.mem };
	struct design_draft *d = &ret->draft;

	TRY(design_get(rq->db, &rq->ctx, id, d));
	if (!design_read(rq->ctx.mem, d->xml, d->doubts, &f, &ret->design))
		return fail(E_INTERNAL, "draft %ld: %s", id, f.at[0].text);
	return OK;
}

static struct design_view
view_of(struct rq *rq, struct shown *s)
{
	if (design_at(&s->design, s->place).kind == PLACE_NONE)
		s->place = "form";
	return (struct design_view){ .design = &s->design,
		.id = s->draft.id,
		.version = s->draft.version,
		.place = s->place,
		.to = s->to,
		.q = s->q,
		.hits = &s->hits,
		.findings = &s->wrong,
		.wrong = rq->findings.n > 0 ? &rq->findings : NULL,
		.typed = s->typed };
}

/* ---- the page */

static const char *
page_title(struct ctx *ctx, const struct shown *s)
{
	return design_page_title(ctx, &s->draft);
}

/* All that keeps it from being published, and what is to be asked. */
static enum rc
check(struct rq *rq, struct shown *s)
{
	struct form form;

	bool good = design_check(&s->design, &s->wrong, &form);

	TRY(design_registers(rq->db, &s->design, &form, rq->ctx.today,
	    &s->wrong));
	return !good ? OK :
		       design_doubt(rq->db, &form, s->draft.regime_id,
			   rq->ctx.today, &s->wrong);
}

static enum rc
put_page(struct rq *rq, struct shown *s)
{
	struct ctx *ctx = &rq->ctx;
	struct design_view v = view_of(rq, s);

	TRY(check(rq, s));
	owner_page_open(ctx, page_title(ctx, s));
	design_page(ctx, &s->draft, &v);
	return OK;
}

static enum rc
gone(struct rq *rq, const struct shown *s)
{
	struct ctx *ctx = &rq->ctx;

	owner_page_open(ctx, page_title(ctx, s));
	widget_notice(ctx, TONE_INFO,
	    str_eq(s->draft.state, DRAFT_PUBLISHED) ?
		_("This draft has been published. What was published does not"
		  " change: begin a new version as a copy of it.") :
		_("This draft has been thrown away."));
	widget_link(ctx, BUTTON_PLAIN, _("To the forms"), url(ctx, "/form"));
	return page_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct shown s = { .wrong = { .mem = rq->ctx.mem },
		.place = in->at == NULL ? "form" : in->at,
		.to = in->to,
		.q = in->q };

	TRY(load(rq, in->id, &s));
	if (!str_eq(s.draft.state, DRAFT_OPEN))
		return gone(rq, &s);
	if (!str_empty(in->q))
		TRY(design_items(rq->db, &rq->ctx, in->q, &s.hits));
	TRY(put_page(rq, &s));
	return page_close(&rq->ctx);
}

/* The panel alone, for the script. */
static enum rc
panel(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct shown s = { .wrong = { .mem = rq->ctx.mem },
		.place = in->at == NULL ? "form" : in->at,
		.to = in->to };

	TRY(load(rq, in->id, &s));
	struct design_view v = view_of(rq, &s);
	TRY(check(rq, &s));
	design_panel(&rq->ctx, &v);
	return OK;
}

/* ---- items, by their words */

/* For the script: buttons that put an item's code into the panel's field. */
static enum rc
items(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct item_hits hits;

	TRY(design_items(rq->db, &rq->ctx, in->q, &hits));
	design_found(&rq->ctx, &hits, false);
	return OK;
}

/* ---- what is done */

/* Where it is now that was at that place of version `seen`. */
static const char *
find_again(struct rq *rq, const struct shown *s, long seen, const char *place)
{
	struct findings f = { .mem = rq->ctx.mem };
	struct design_draft was;
	struct design d;

	if (design_was(rq->db, &rq->ctx, s->draft.id, seen, &was) != OK ||
	    !design_read(rq->ctx.mem, was.xml, NULL, &f, &d))
		return NULL;
	return design_same_place(&d, place, &s->design);
}

static void
put_since(struct ctx *ctx, const struct design_steps *since)
{
	const char *heads[] = { _("Who"), _("When"), _("What"), NULL };

	widget_table_open(ctx, _("Done meanwhile"), heads);
	for (size_t i = 0; i < since->n && i < SINCE_MAX; i++) {
		const struct design_step *st = &since->at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td>%s: %s</td>"
		    "</tr>\n",
		    st->person, date_show_instant(ctx->mem, st->at),
		    design_act_show(st->act, PLACE_NONE), st->detail);
	}
	widget_table_close(ctx);
}

/* All that was sent, to be sent again for the version as it is now. */
static void
put_again(struct rq *rq, const struct shown *s, const char *place)
{
	struct ctx *ctx = &rq->ctx;

	widget_form_open(ctx, url(ctx, "/form/draft/do"));
	widget_hidden_long(ctx, "id", s->draft.id);
	widget_hidden_long(ctx, "version", s->draft.version);
	widget_hidden(ctx, "place", place);
	for (size_t i = 0; i < rq->params.n; i++) {
		const struct param *p = &rq->params.at[i];
		if (strcmp(p->name, "op") == 0 || strcmp(p->name, "to") == 0 ||
		    strcmp(p->name, "text") == 0 ||
		    strcmp(p->name, "boxes") == 0 || str_starts(p->name, "p."))
			widget_hidden(ctx, p->name, p->value);
	}
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Do mine as well"), NULL, NULL);
	widget_link(ctx, BUTTON_PLAIN, _("Leave mine, show the form"),
	    design_href(ctx, s->draft.id, place));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static const struct design_prop *
prop_named(const char *name)
{
	for (size_t i = 0; i < design_nprop; i++)
		if (strcmp(design_props[i].name, name) == 0)
			return &design_props[i];
	return NULL;
}

static void
put_mine(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	widget_list_open(ctx);
	for (size_t i = 0; i < rq->params.n; i++) {
		const struct param *p = &rq->params.at[i];
		const struct design_prop *prop =
		    str_starts(p->name, "p.") ? prop_named(p->name + 2) : NULL;
		if (prop != NULL && *p->value != '\0')
			widget_list_item(ctx, tr(prop->label), p->value);
		else if (strcmp(p->name, "text") == 0 && *p->value != '\0')
			widget_list_item(ctx, _("Text"), p->value);
	}
	widget_list_close(ctx);
}

/* Somebody else was first: what they did, what you wanted, and how to go on. */
static enum rc
moved_on(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct shown s = { .wrong = { .mem = ctx->mem }, .place = "form" };
	struct design_steps since;

	TRY(load(rq, in->id, &s));
	if (!str_eq(s.draft.state, DRAFT_OPEN))
		TRY(gone(rq, &s));
	if (!str_eq(s.draft.state, DRAFT_OPEN))
		return refuse(rq, E_CONFLICT);
	TRY(design_since(rq->db, ctx, in->id, in->version, &since));
	owner_page_open(ctx, page_title(ctx, &s));
	widget_notice(ctx, TONE_WARN,
	    _("Somebody else has changed this form since you opened it. What"
	      " you did is not stored yet, and is not lost."));
	put_since(ctx, &since);
	const char *place =
	    in->op == NULL ? NULL : find_again(rq, &s, in->version, in->place);
	if (in->op != NULL) {
		html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("What you did"),
		    design_act_show(in->op, PLACE_NONE));
		put_mine(rq);
	}
	if (place != NULL)
		put_again(rq, &s, place);
	else
		widget_link(ctx, BUTTON_MAIN, _("Show the form as it is now"),
		    design_href(ctx, s.draft.id, "form"));
	TRY(page_close(ctx));
	return refuse(rq, E_CONFLICT);
}

/* "p.label=..." and the boxes that were not ticked. */
static void
values_of(struct rq *rq, struct design_act *act)
{
	const struct draft_in *in = rq->in;
	struct design_value *v =
	    arena_alloc(rq->ctx.mem, 2 * PROPS * sizeof *v);
	size_t n = 0;

	for (size_t i = 0; i < rq->params.n && n < PROPS; i++) {
		const struct param *p = &rq->params.at[i];
		const struct design_prop *prop =
		    str_starts(p->name, "p.") ? prop_named(p->name + 2) : NULL;
		if (prop != NULL)
			v[n++] = (struct design_value){ p->name + 2,
				prop->type == DESIGN_YES ? "yes" : p->value };
	}
	for (const char *s = in->boxes; !str_empty(s) && n < 2 * PROPS;) {
		size_t len = strcspn(s, " ");
		const char *name = str_ndup(rq->ctx.mem, s, len);
		if (param(rq, str_fmt(rq->ctx.mem, "p.%s", name)) == NULL)
			v[n++] = (struct design_value){ name, "no" };
		s += len + (s[len] == ' ');
	}
	act->set = v;
	act->nset = n;
}

/* It was refused: the page again, with what was typed and what is wrong. */
static enum rc
refused(struct rq *rq, const struct findings *f)
{
	const struct draft_in *in = rq->in;
	struct shown s = { .wrong = { .mem = rq->ctx.mem },
		.place = in->place,
		.to = in->to,
		.typed = &rq->params };

	TRY(load(rq, in->id, &s));
	for (size_t i = 0; i < f->n; i++)
		finding(&rq->findings,
		    prop_named(f->at[i].where) == NULL ?
			f->at[i].where :
			str_fmt(rq->ctx.mem, "p.%s", f->at[i].where),
		    "%s", f->at[i].text);
	TRY(put_page(rq, &s));
	TRY(page_close(&rq->ctx));
	return refuse(rq, E_INVALID);
}

static enum rc
to_place(struct rq *rq, long id, const char *place)
{
	return redirect(rq, str_fmt(rq->ctx.mem, "%s#%s",
				design_href(&rq->ctx, id, place), place));
}

static enum rc
do_it(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct findings f = { .mem = rq->ctx.mem };
	struct shown s = { .wrong = { .mem = rq->ctx.mem } };
	struct design_act act = { .op = in->op == NULL ? "" : in->op,
		.place = in->place,
		.to = in->to,
		.text = in->text,
		.lang = num_lang(rq->ctx.lang) };
	const char *place, *detail;

	TRY(load(rq, in->id, &s));
	if (s.draft.version != in->version ||
	    !str_eq(s.draft.state, DRAFT_OPEN) || rq->reused)
		return moved_on(rq);
	values_of(rq, &act);
	if (!design_do(&s.design, &act, &f, &place, &detail))
		return refused(rq, &f);
	enum rc rc = design_save(rq->db, &rq->ctx, in->id, in->version,
	    &s.design, in->op, detail);
	if (rc == E_CONFLICT)
		return moved_on(rq);
	TRY(rc);
	return to_place(rq, in->id, place);
}

static enum rc
walk(struct rq *rq, bool undo)
{
	const struct draft_in *in = rq->in;
	enum rc rc = undo ? design_undo(rq->db, &rq->ctx, in->id, in->version) :
			    design_redo(rq->db, &rq->ctx, in->id, in->version);

	if (rc == E_CONFLICT)
		return moved_on(rq);
	TRY(rc);
	return to_place(rq, in->id, in->place == NULL ? "form" : in->place);
}

static enum rc
undo(struct rq *rq)
{
	return walk(rq, true);
}

static enum rc
redo(struct rq *rq)
{
	return walk(rq, false);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/form/draft",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = show,
	    IN(struct draft_in, show_fields) },
	{ .method = GET,
	    .path = "/form/draft/panel",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = panel,
	    IN(struct draft_in, show_fields) },
	{ .method = GET,
	    .path = "/form/draft/items",
	    .right = MAY_OWN,
	    .run = items,
	    IN(struct draft_in, items_fields) },
	{ .method = POST,
	    .path = "/form/draft/do",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = do_it,
	    .open = PROPS,
	    IN(struct draft_in, do_fields) },
	{ .method = POST,
	    .path = "/form/draft/undo",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = undo,
	    .open = 1,
	    IN(struct draft_in, walk_fields) },
	{ .method = POST,
	    .path = "/form/draft/redo",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = redo,
	    .open = 1,
	    IN(struct draft_in, walk_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
