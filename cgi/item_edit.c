/* item_edit.c - an item is made, changed, retired, taken away */
#include "app/app.h"
#include "core/item_part.h"
#include "core/unit.h"
#include "view/item_page.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

/* What the form of one item gives; texts are looked at by core/item_plan.c. */
struct item_in {
	long item, version;
	bool confirmed;
	const char *code, *name, *short_name, *name_en, *measure, *decimals,
	    *over_units, *weight, *over_time, *breakdowns, *definition, *method,
	    *source, *owner, *state, *from, *reason;
};
enum { LINE = 1000, AREA = 8000 };
#define WORD(m) FIELD(struct item_in, m, .max = LINE, .optional = true)
#define PROSE(m) \
	FIELD(struct item_in, m, .max = AREA, .optional = true, \
	    .many_lines = true)
#define SAID \
	WORD(code), WORD(name), WORD(short_name), WORD(name_en), \
	    WORD(measure), WORD(decimals), WORD(over_units), WORD(weight), \
	    WORD(over_time), WORD(breakdowns), PROSE(definition), \
	    PROSE(method), PROSE(source), WORD(owner), WORD(state), \
	    WORD(from), WORD(reason), FIELD(struct item_in, confirmed)
static const struct field add_fields[] = { SAID };
static const struct field change_fields[] = {
	FIELD(struct item_in, item, .min = 1),
	FIELD(struct item_in, version),
	SAID,
};
static const struct field one_fields[] = {
	FIELD(struct item_in, item, .min = 1),
	FIELD(struct item_in, version, .optional = true),
};

/* A field that was left empty says so. */
static const char *
said(const char *s)
{
	return s == NULL ? "" : s;
}

static struct item_says
says_of(const struct item_in *in, bool member)
{
	struct item_says s = { {
	    [ITEM_SHORT] = said(in->short_name),
	    [ITEM_NAME_EN] = said(in->name_en),
	} };

	if (member)
		return s;
	s.at[ITEM_CODE] = said(in->code);
	s.at[ITEM_NAME] = said(in->name);
	s.at[ITEM_MEASURE] = said(in->measure);
	s.at[ITEM_DECIMALS] = said(in->decimals);
	s.at[ITEM_OVER_UNITS] = said(in->over_units);
	s.at[ITEM_WEIGHT] = said(in->weight);
	s.at[ITEM_OVER_TIME] = said(in->over_time);
	s.at[ITEM_BREAKDOWNS] = said(in->breakdowns);
	s.at[ITEM_DEFINITION] = said(in->definition);
	s.at[ITEM_METHOD] = said(in->method);
	s.at[ITEM_SOURCE] = said(in->source);
	s.at[ITEM_OWNER] = said(in->owner);
	s.at[ITEM_STATE] = said(in->state);
	s.at[ITEM_FROM] = said(in->from);
	s.at[ITEM_REASON] = said(in->reason);
	return s;
}

/* The units that this person owns items for, and the one it has. */
static enum rc
owners(struct rq *rq, const char *now, struct item_form *f)
{
	const struct actor *who = rq->ctx.actor;
	struct choice *at =
	    arena_alloc(rq->ctx.mem, (who->ngrant + 1) * sizeof *at);
	struct unit u;
	bool there = str_empty(now);

	for (size_t i = 0; i < who->ngrant; i++) {
		if (!role_has((enum role)who->grants[i].role, MAY_OWN))
			continue;
		TRY(unit_get(rq->db, who->grants[i].unit_id, &u));
		at[f->nowner].value =
		    str_fmt(rq->ctx.mem, "%s/%s", u.level, u.code);
		at[f->nowner].label = u.name;
		there = there || str_eq(now, at[f->nowner].value);
		f->nowner++;
	}
	if (!there)
		at[f->nowner++] = (struct choice){ now, now };
	f->owners = at;
	return OK;
}

/* The form, fresh or with what was typed; item NULL: a new one. */
static enum rc
put_form(struct rq *rq, const struct item *i, const struct item_says *says,
    bool confirm)
{
	struct ctx *ctx = &rq->ctx;
	struct item_planner p;
	struct item_use use = { 0 };
	struct item_form f = { .says = says,
		.findings = &rq->findings,
		.measures = &p.measures,
		.breakdowns = &p.breakdowns,
		.fresh = i == NULL,
		.member = i != NULL && i->base_id != 0,
		.confirm = confirm };

	TRY(item_planner_open(rq->db, ctx, &p));
	TRY(owners(rq, says->at[ITEM_OWNER], &f));
	if (i != NULL)
		TRY(item_used(rq->db, i->id, &use));
	f.bound = use.bound;
	f.after = use.after;
	widget_findings(ctx, &rq->findings);
	widget_form_open(ctx, i == NULL ? url(ctx, "/item/edit/add") :
					  url(ctx, "/item/edit/change"));
	if (i != NULL) {
		widget_hidden_long(ctx, "item", i->id);
		widget_hidden_long(ctx, "version", i->version);
	}
	item_fields(ctx, &f);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Save"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Cancel"),
	    i == NULL ? url(ctx, "/item") :
			url(ctx, "/item/show?item=%ld", i->id));
	widget_actions_close(ctx);
	widget_form_close(ctx);
	return OK;
}

static enum rc
new_page(struct rq *rq, const struct item_says *says, bool confirm)
{
	static const struct item_says fresh = { {
	    [ITEM_DECIMALS] = "0",
	    [ITEM_OVER_UNITS] = "sum",
	    [ITEM_OVER_TIME] = "sum",
	    [ITEM_STATE] = "active",
	} };

	owner_page_open(&rq->ctx, _("Add an item"));
	TRY(put_form(rq, NULL, says == NULL ? &fresh : says, confirm));
	return page_close(&rq->ctx);
}

static enum rc
make(struct rq *rq)
{
	return new_page(rq, NULL, false);
}

/* What nobody asked for may go; the button is there when it may. */
static void
put_drop(struct ctx *ctx, const struct item *i)
{
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n<p>%s</p>\n",
	    _("Take it away"),
	    _("Only what no form has ever asked for can be taken away; what "
	      "was used is retired."));
	widget_form_open(ctx, url(ctx, "/item/edit/drop"));
	widget_hidden_long(ctx, "item", i->id);
	widget_hidden_long(ctx, "version", i->version);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("Take it away"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static enum rc
edit_page(struct rq *rq, const struct item_says *typed, enum rc why,
    bool confirm)
{
	struct ctx *ctx = &rq->ctx;
	struct item_says says;
	struct item_use use;
	struct item i;

	TRY(item_get(rq->db, rq->object, &i));
	TRY(item_now(rq->db, ctx->mem, &i, &says));
	TRY(item_used(rq->db, i.id, &use));
	for (size_t k = 0; typed != NULL && k < ITEM_FIELDS; k++)
		if (typed->at[k] != NULL)
			says.at[k] = typed->at[k];
	owner_page_open(ctx, i.name);
	widget_path(ctx,
	    (struct crumb[]){ { _("Items"), url(ctx, "/item") },
		{ i.code, url(ctx, "/item/show?item=%ld", i.id) },
		{ _("Change"), NULL } },
	    3);
	if (why == E_CONFLICT)
		widget_notice(ctx, TONE_WARN,
		    _("Somebody else has changed this item since you opened it."
		      " What you typed is below: compare it with the item's "
		      "page, then save again."));
	TRY(put_form(rq, &i, &says, confirm));
	if (!use.bound && i.base_id == 0)
		put_drop(ctx, &i);
	return page_close(ctx);
}

static enum rc
edit(struct rq *rq)
{
	return edit_page(rq, NULL, OK, false);
}

static enum rc
stored(struct rq *rq, long id)
{
	return redirect(rq, url(&rq->ctx, "/item/show?item=%ld&done=1", id));
}

/* Plan and apply; E_INVALID too when warnings are not confirmed yet. */
static enum rc
store(struct rq *rq, const struct item_says *says, long *ret_id,
    bool *ret_confirm)
{
	const struct item_in *in = rq->in;
	struct item_planner p;
	struct item_plan plan;

	TRY(item_planner_open(rq->db, &rq->ctx, &p));
	TRY(item_plan(&p, rq->object, says, &rq->findings, &plan));
	*ret_confirm = plan.confirm;
	if (plan.act != ITEM_REFUSED && plan.confirm && !in->confirmed)
		return E_INVALID;
	return item_apply(&p, &plan, in->version, &rq->findings, ret_id);
}

static enum rc
add(struct rq *rq)
{
	struct item_says says = says_of(rq->in, false);
	bool confirm = false;
	struct item there;
	long id;

	enum rc rc = item_find(rq->db, says.at[ITEM_CODE], &there);
	if (rc == OK)
		finding(&rq->findings, "code",
		    _("There is an item %s already: %s"), there.code,
		    there.name);
	else if (rc != E_NOTFOUND)
		return rc;
	rc = rc == OK ? E_INVALID : store(rq, &says, &id, &confirm);
	if (rc == E_INVALID) {
		TRY(new_page(rq, &says, confirm));
		return refuse(rq, rc);
	}
	TRY(rc);
	return stored(rq, id);
}

static enum rc
change(struct rq *rq)
{
	struct item i;
	bool confirm = false;
	long id;

	TRY(item_get(rq->db, rq->object, &i));
	struct item_says says = says_of(rq->in, i.base_id != 0);
	says.at[ITEM_CODE] = i.code;
	enum rc rc = store(rq, &says, &id, &confirm);
	if (rc == E_INVALID || rc == E_CONFLICT) {
		TRY(edit_page(rq, &says, rc, confirm));
		return refuse(rq, rc);
	}
	TRY(rc);
	return stored(rq, id);
}

static enum rc
drop(struct rq *rq)
{
	const struct item_in *in = rq->in;
	enum rc rc =
	    item_drop(rq->db, &rq->ctx, rq->object, in->version, &rq->findings);

	if (rc == E_INVALID || rc == E_CONFLICT) {
		TRY(edit_page(rq, NULL, rc, false));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/item"));
}

static enum rc
find_item(struct rq *rq)
{
	struct item i;

	return item_own(rq->db, &rq->ctx, rq->object, &i);
}
static const struct object item_object = { "item", find_item };

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/item/edit/new",
	    .right = MAY_OWN,
	    .run = make },
	{ .method = POST,
	    .path = "/item/edit/add",
	    .right = MAY_OWN,
	    .run = add,
	    IN(struct item_in, add_fields) },
	{ .method = GET,
	    .path = "/item/edit",
	    .right = MAY_OWN,
	    .object = &item_object,
	    .id = "item",
	    .run = edit,
	    IN(struct item_in, one_fields) },
	{ .method = POST,
	    .path = "/item/edit/change",
	    .right = MAY_OWN,
	    .object = &item_object,
	    .id = "item",
	    .run = change,
	    IN(struct item_in, change_fields) },
	{ .method = POST,
	    .path = "/item/edit/drop",
	    .right = MAY_OWN,
	    .object = &item_object,
	    .id = "item",
	    .run = drop,
	    IN(struct item_in, one_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
