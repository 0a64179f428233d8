/* item.c - the catalogue of items: search, and look */
#include "app/app.h"
#include "core/form.h"
#include "core/item_part.h"
#include "core/sheet.h"
#include "view/item_page.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum { PAGE = 100, WORDS_MAX = 200 };

struct list_in {
	const char *q, *measure, *state, *regime;
	long owner, page;
	bool members;
};
static const struct field list_fields[] = {
	FIELD(struct list_in, q, .max = WORDS_MAX, .optional = true),
	FIELD(struct list_in, measure, .optional = true),
	FIELD(struct list_in, state, .optional = true),
	FIELD(struct list_in, regime, .optional = true),
	FIELD(struct list_in, owner, .optional = true),
	FIELD(struct list_in, page, .optional = true),
	FIELD(struct list_in, members),
};

static void
put_pager(struct ctx *ctx, const struct list_in *in, long page, long total)
{
	long pages = (total + PAGE - 1) / PAGE;

	if (pages > 1)
		widget_pager(ctx, page, pages,
		    url(ctx,
			"/item?q=%s&measure=%s&state=%s&regime=%s&owner=%s%s"
			"&page=",
			in->q == NULL ? "" : in->q,
			in->measure == NULL ? "" : in->measure,
			in->state == NULL ? "" : in->state,
			in->regime == NULL ? "" : in->regime,
			in->owner == 0 ? "" : str_long(ctx->mem, in->owner),
			in->members ? "&members=1" : ""));
}

static enum rc
list(struct rq *rq)
{
	const struct list_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct item_query q = { in->q, in->measure, in->state, in->regime,
		in->owner, in->members };
	struct item_filters f = { .asked = &q };
	long page = in->page < 1 ? 1 : in->page;
	struct item_hits hits;

	TRY(item_search(rq->db, ctx, &q, PAGE, (page - 1) * PAGE, &hits));
	TRY(item_owners(rq->db, &f.owners));
	TRY(item_measures(rq->db, &f.measures));
	TRY(item_regimes(rq->db, &f.regimes));
	owner_page_open(ctx, _("Items"));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("Add an item"),
	    url(ctx, "/item/edit/new"));
	widget_link(ctx, BUTTON_QUIET, _("Files: import and export"),
	    url(ctx, "/item/file"));
	widget_link(ctx, BUTTON_QUIET, _("Units of measure"),
	    url(ctx, "/item/measure"));
	widget_link(ctx, BUTTON_QUIET, _("Dimensions"),
	    url(ctx, "/item/dimension"));
	widget_actions_close(ctx);
	item_filters(ctx, &f);
	html(ctx->out, "<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem,
		trn("%lu item", "%lu items", (unsigned long)hits.total),
		(unsigned long)hits.total));
	if (hits.n == 0)
		widget_empty(ctx, _("No item is like that."));
	else
		item_table(ctx, &hits);
	put_pager(ctx, in, page, hits.total);
	return page_close(ctx);
}

struct show_in {
	long item, unit;
	bool done;
};
static const struct field show_fields[] = {
	FIELD(struct show_in, item, .min = 1),
	FIELD(struct show_in, unit, .min = 1, .optional = true),
	FIELD(struct show_in, done),
};

/* Where an item stands, in words, for each of its places. */
static enum rc
places_show(struct rq *rq, const struct item_places *ps, const char ***ret)
{
	const char **at = arena_alloc(rq->ctx.mem, (ps->n + 1) * sizeof *at);
	const struct form *f;

	for (size_t i = 0; i < ps->n; i++) {
		TRY(form_get(rq->db, ps->at[i].form_id, &f));
		at[i] = sheet_where(rq->ctx.mem, f, (size_t)ps->at[i].cell);
	}
	*ret = at;
	return OK;
}

static enum rc
put_places(struct rq *rq, const struct item *i)
{
	struct ctx *ctx = &rq->ctx;
	struct findings f = { .mem = ctx->mem };
	struct item_places ps;
	const char **where;

	TRY(item_places(rq->db, i->id, &ps));
	TRY(places_show(rq, &ps, &where));
	TRY(item_stale(rq->db, ctx, i->id, &f));
	html(ctx->out, "<h2>%s</h2>\n", _("Where it is used"));
	for (size_t k = 0; k < f.n; k++)
		widget_notice(ctx, TONE_WARN, f.at[k].text);
	if (ps.n == 0)
		widget_empty(ctx, _("No form asks for it yet."));
	else
		item_place_table(ctx, &ps, where);
	return OK;
}

/* Whose figures are shown: the unit asked for, else the actor's own. */
static enum rc
put_series(struct rq *rq, const struct item *i)
{
	const struct show_in *in = rq->in;
	const struct actor *who = rq->ctx.actor;
	struct ctx *ctx = &rq->ctx;
	struct choice *at =
	    arena_alloc(ctx->mem, (who->ngrant + 1) * sizeof *at);
	long unit = in->unit != 0 || who->ngrant == 0 ? in->unit :
							who->grants[0].unit_id;
	struct item_series s;

	for (size_t k = 0; k < who->ngrant; k++)
		at[k] =
		    (struct choice){ str_long(ctx->mem, who->grants[k].unit_id),
			    who->grants[k].unit };
	TRY(item_series(rq->db, ctx, i->id, unit, &s));
	html(ctx->out, "<h2>%s</h2>\n", _("Its figures over time"));
	if (who->ngrant > 1) {
		widget_query_open(ctx, url(ctx, "/item/show"));
		widget_hidden_long(ctx, "item", i->id);
		widget_select(ctx, NULL, "unit", _("Unit"), at, who->ngrant,
		    str_long(ctx->mem, unit));
		widget_query_close(ctx, _("Show"));
	}
	if (s.n == 0)
		widget_empty(ctx, _("No figures of it were accepted yet."));
	else
		item_series_table(ctx, i, &s);
	if (s.n > 0)
		html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
		    url(ctx, "/series?unit=%ld&item=%ld", unit, i->id),
		    _("As it was, as it is now, and restated"));
	return OK;
}

static void
put_actions(struct ctx *ctx, const struct item *i)
{
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("Change"),
	    url(ctx, "/item/edit?item=%ld", i->id));
	widget_actions_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	const struct show_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct item_versions versions;
	struct item_says says;
	struct members members;
	struct item i, own;

	TRY(item_get(rq->db, in->item, &i));
	TRY(item_now(rq->db, ctx->mem, &i, &says));
	TRY(item_history(rq->db, i.id, &versions));
	TRY(item_members(rq->db, i.id, &members));
	enum rc mine = item_own(rq->db, ctx, i.id, &own);
	if (mine != E_NOTFOUND)
		TRY(mine);
	owner_page_open(ctx, i.name);
	widget_path(ctx,
	    (struct crumb[]){ { _("Items"), url(ctx, "/item") },
		{ i.code, NULL } },
	    2);
	if (in->done)
		widget_notice(ctx, TONE_GOOD, _("It is stored."));
	item_facts(ctx, &i, &says);
	if (mine == OK)
		put_actions(ctx, &i);
	if (members.n > 0) {
		html(ctx->out, "<h2>%s</h2>\n", _("Its categories"));
		item_member_table(ctx, &members);
	}
	TRY(put_places(rq, &i));
	TRY(put_series(rq, &i));
	html(ctx->out, "<h2>%s</h2>\n", _("What it meant when"));
	item_versions(ctx, &versions);
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/item",
	    .right = MAY_OWN,
	    .run = list,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/item/show",
	    .right = MAY_OWN,
	    .run = show,
	    IN(struct show_in, show_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
