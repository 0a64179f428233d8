/* item_table.c - what items are made of: units of measure, dimensions */
#include "app/app.h"
#include "core/breakdown.h"
#include "core/measure.h"
#include "base/num.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum { CODE_MAX = 40, LIST_MAX = 20000 };

static void
crumbs(struct ctx *ctx, const char *here)
{
	widget_path(ctx,
	    (struct crumb[]){ { _("Items"), url(ctx, "/item") },
		{ here, NULL } },
	    2);
}

/* ---------------------------------------------------------------- measures */

struct measure_in {
	const char *name, *name_en, *dimension, *factor;
	bool done;
};
#define SAID(m) FIELD(struct measure_in, m, .max = 400, .optional = true)
static const struct field measure_fields[] = { SAID(name), SAID(name_en),
	SAID(dimension), SAID(factor) };
static const struct field measures_fields[] = {
	FIELD(struct measure_in, done),
};

static void
put_measures(struct ctx *ctx, const struct measures *all)
{
	const char *heads[] = { _("Unit of measure"), _("In English"),
		_("What it measures"), _("#So many of its base"), NULL };

	widget_table_filter(ctx, _("Filter"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct measure *m = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td>"
		    "<td class='n'>%s</td></tr>\n",
		    m->name, m->name_en,
		    str_empty(m->dimension) ? _("not known yet") : m->dimension,
		    num_show_text(ctx->mem, m->factor, -1,
			num_lang(ctx->lang)));
	}
	widget_table_close(ctx);
}

static void
put_measure_form(struct rq *rq, const struct measure_in *in)
{
	struct ctx *ctx = &rq->ctx;
	const struct input fields[] = {
		{ .name = "name",
		    .label = _("As it is printed"),
		    .help = _("E.g. \"trieu dong\" with its marks. One that is "
			      "there and not known yet is explained this way, "
			      "too."),
		    .value = in->name,
		    .max = CODE_MAX,
		    .required = true },
		{ .name = "name_en",
		    .label = _("In English"),
		    .value = in->name_en,
		    .max = 60 },
		{ .name = "dimension",
		    .label = _("What it measures"),
		    .help =
			_("A word without marks: vnd, person, area. Units of "
			  "measure with the same word can be added up."),
		    .value = in->dimension,
		    .max = CODE_MAX,
		    .required = true },
		{ .name = "factor",
		    .label = _("So many of its base"),
		    .help =
			_("E.g. 1000000 for a million dong, where a dong is "
			  "1."),
		    .value = in->factor,
		    .max = 30,
		    .required = true },
	};

	html(ctx->out, "<h2>%s</h2>\n", _("Add a unit of measure"));
	widget_form_open(ctx, url(ctx, "/item/measure/add"));
	for (size_t i = 0; i < COUNT(fields); i++)
		widget_input(ctx, &rq->findings, &fields[i]);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Save"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
measures_page(struct rq *rq, const struct measure_in *in)
{
	struct ctx *ctx = &rq->ctx;
	struct measures all;

	TRY(measures_load(rq->db, &all));
	owner_page_open(ctx, _("Units of measure"));
	crumbs(ctx, _("Units of measure"));
	if (in->done)
		widget_notice(ctx, TONE_GOOD, _("It is stored."));
	widget_findings(ctx, &rq->findings);
	put_measure_form(rq, in);
	put_measures(ctx, &all);
	return page_close(ctx);
}

static enum rc
measures(struct rq *rq)
{
	return measures_page(rq, rq->in);
}

static enum rc
add_measure(struct rq *rq)
{
	const struct measure_in *in = rq->in;
	struct measure m = { .name = in->name,
		.name_en = in->name_en,
		.dimension = in->dimension,
		.factor = in->factor };
	enum rc rc = measure_add(rq->db, &rq->ctx, &m, &rq->findings);

	if (rc == E_INVALID) {
		TRY(measures_page(rq, in));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/item/measure?done=1"));
}

/* -------------------------------------------------------------- dimensions */

struct dimension_in {
	long dimension, version; /* 0: a new one */
	const char *code, *name, *name_en, *categories;
	bool whole, done;
};
static const struct field dimensions_fields[] = {
	FIELD(struct dimension_in, done),
};
static const struct field dimension_fields[] = {
	FIELD(struct dimension_in, dimension, .min = 1, .optional = true),
};
static const struct field store_fields[] = {
	FIELD(struct dimension_in, dimension, .min = 1, .optional = true),
	FIELD(struct dimension_in, version, .optional = true),
	FIELD(struct dimension_in, code, .max = 400, .optional = true),
	FIELD(struct dimension_in, name, .max = 400, .optional = true),
	FIELD(struct dimension_in, name_en, .max = 400, .optional = true),
	FIELD(struct dimension_in, categories, .max = LIST_MAX,
	    .many_lines = true, .optional = true),
	FIELD(struct dimension_in, whole),
};

static void
put_dimension(struct ctx *ctx, const struct breakdown *b,
    const struct categories *cats)
{
	bool first = true;

	html(ctx->out,
	    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s</td><td>",
	    url(ctx, "/item/dimension/edit?dimension=%ld", b->id), b->code,
	    tr_pick(b->name, b->name_en));
	for (size_t i = 0; i < cats->n; i++) {
		const struct category *c = &cats->at[i];
		if (c->breakdown_id != b->id || c->retired)
			continue;
		html(ctx->out, "%s%s (%s)", first ? "" : ", ",
		    tr_pick(c->name, c->name_en), c->code);
		first = false;
	}
	html(ctx->out, "</td></tr>\n");
}

static enum rc
dimensions(struct rq *rq)
{
	const char *heads[] = { _("Code"), _("Name"), _("Categories"), NULL };
	const struct dimension_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct breakdowns all;
	struct categories cats;

	TRY(breakdown_list(rq->db, &all));
	TRY(category_list(rq->db, &cats));
	owner_page_open(ctx, _("Dimensions"));
	crumbs(ctx, _("Dimensions"));
	if (in->done)
		widget_notice(ctx, TONE_GOOD, _("It is stored."));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("Add a dimension"),
	    url(ctx, "/item/dimension/edit"));
	widget_actions_close(ctx);
	if (all.n == 0)
		widget_empty(ctx, _("There is none yet."));
	else {
		widget_table_open(ctx, NULL, heads);
		for (size_t i = 0; i < all.n; i++)
			put_dimension(ctx, &all.at[i], &cats);
		widget_table_close(ctx);
	}
	return page_close(ctx);
}

static void
put_dimension_form(struct rq *rq, long id, long version,
    const struct breakdown_says *s)
{
	struct ctx *ctx = &rq->ctx;
	const struct input fields[] = {
		{ .name = "name",
		    .label = _("Name"),
		    .value = s->name,
		    .max = 120,
		    .required = true },
		{ .name = "name_en",
		    .label = _("Name in English"),
		    .value = s->name_en,
		    .max = 120 },
		{ .name = "categories",
		    .label = _("Categories"),
		    .help = _("One a line: its code, a blank, its name; behind "
			      "a bar its name in English. F Women | Women"),
		    .type = "area",
		    .value = s->categories,
		    .max = LIST_MAX,
		    .required = true },
	};

	widget_findings(ctx, &rq->findings);
	widget_form_open(ctx, url(ctx, "/item/dimension/store"));
	if (id != 0) {
		widget_hidden_long(ctx, "dimension", id);
		widget_hidden_long(ctx, "version", version);
		widget_hidden(ctx, "code", s->code);
	} else
		widget_input(ctx, &rq->findings,
		    &(struct input){ .name = "code",
			.label = _("Code"),
			.value = s->code,
			.max = 20,
			.required = true });
	for (size_t i = 0; i < COUNT(fields); i++)
		widget_input(ctx, &rq->findings, &fields[i]);
	widget_check(ctx, &rq->findings, "whole",
	    _("Its categories make up the whole."), s->whole);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Save"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Cancel"),
	    url(ctx, "/item/dimension"));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
find(struct rq *rq, long id, struct breakdown *ret)
{
	struct breakdowns all;

	TRY(breakdown_list(rq->db, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].id == id) {
			*ret = all.at[i];
			return OK;
		}
	return E_NOTFOUND;
}

static enum rc
dimension_page(struct rq *rq, const struct breakdown_says *typed)
{
	const struct dimension_in *in = rq->in;
	struct breakdown_says says = { .whole = true };
	struct breakdown b = { 0 };
	struct ctx *ctx = &rq->ctx;

	if (in->dimension != 0) {
		TRY(find(rq, in->dimension, &b));
		TRY(breakdown_now(rq->db, ctx->mem, &b, &says));
	}
	owner_page_open(ctx, in->dimension == 0 ? _("Add a dimension") :
						  tr_pick(b.name, b.name_en));
	widget_path(ctx,
	    (struct crumb[]){ { _("Items"), url(ctx, "/item") },
		{ _("Dimensions"), url(ctx, "/item/dimension") },
		{ in->dimension == 0 ? _("Add a dimension") : b.code, NULL } },
	    3);
	put_dimension_form(rq, in->dimension, b.version,
	    typed == NULL ? &says : typed);
	return page_close(ctx);
}

static enum rc
dimension(struct rq *rq)
{
	return dimension_page(rq, NULL);
}

static enum rc
store_dimension(struct rq *rq)
{
	const struct dimension_in *in = rq->in;
	struct breakdown_says says = { .code = in->code,
		.name = in->name,
		.name_en = in->name_en,
		.categories = in->categories,
		.whole = in->whole };
	long id;
	enum rc rc = breakdown_store(rq->db, &rq->ctx, in->dimension,
	    in->version, &says, &rq->findings, &id);

	if (rc == E_CONFLICT)
		finding(&rq->findings, "categories",
		    _("Somebody else has changed it meanwhile: compare, then "
		      "save again."));
	if (rc == E_INVALID || rc == E_CONFLICT) {
		TRY(dimension_page(rq, &says));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/item/dimension?done=1"));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/item/measure",
	    .right = MAY_OWN,
	    .run = measures,
	    IN(struct measure_in, measures_fields) },
	{ .method = POST,
	    .path = "/item/measure/add",
	    .right = MAY_OWN,
	    .run = add_measure,
	    IN(struct measure_in, measure_fields) },
	{ .method = GET,
	    .path = "/item/dimension",
	    .right = MAY_OWN,
	    .run = dimensions,
	    IN(struct dimension_in, dimensions_fields) },
	{ .method = GET,
	    .path = "/item/dimension/edit",
	    .right = MAY_OWN,
	    .run = dimension,
	    IN(struct dimension_in, dimension_fields) },
	{ .method = POST,
	    .path = "/item/dimension/store",
	    .right = MAY_OWN,
	    .run = store_dimension,
	    IN(struct dimension_in, store_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
