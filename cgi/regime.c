/* regime.c - the register of reporting regimes: looked at, searched, taken */
#include <string.h>
#include "app/app.h"
#include "app/object.h"
#include "base/date.h"
#include "base/num.h"
#include "core/open.h"
#include "core/regime_publish.h"
#include "core/validity.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/regime_next.h"
#include "view/regime_view.h"

enum { WORDS_MAX = 200 };

struct list_in {
	const char *words, *family, *frequency, *state, *day;
	long owner;
};
#define MAYBE(m) FIELD(struct list_in, m, .max = WORDS_MAX, .optional = true)
static const struct field list_fields[] = { MAYBE(words), MAYBE(family),
	MAYBE(frequency), MAYBE(state), MAYBE(day),
	FIELD(struct list_in, owner, .optional = true) };

/* A day that is none is said, and today taken. */
static struct regime_query
query_of(struct rq *rq)
{
	const struct list_in *in = rq->in;
	struct date d;
	struct regime_query q = { .words = in->words,
		.family = in->family,
		.frequency = in->frequency,
		.state = in->state,
		.day = typed_day(rq->ctx.mem, in->day),
		.owner = in->owner };

	if (q.day != NULL && !date_parse(q.day, &d)) {
		finding(&rq->findings, "day",
		    _("Please write a date as 25/09/2026."));
		q.day = NULL;
	}
	if (str_empty(q.state))
		q.state = REGIME_CURRENT;
	else if (str_eq(q.state, "all"))
		q.state = NULL;
	return q;
}

static void
put_exports(struct ctx *ctx)
{
	const char *query = strchr(ctx->here == NULL ? "" : ctx->here, '?');

	html(ctx->out,
	    "<p class='actions'><a class='button quiet' href='%s%s'>%s</a>\n"
	    "<a class='button quiet' href='%s%s'>%s</a></p>\n",
	    url(ctx, "/regime/xlsx"), query == NULL ? "" : query, "XLSX",
	    url(ctx, "/regime/json"), query == NULL ? "" : query, "JSON");
}

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct regime_query q = query_of(rq), any = { 0 };
	struct regime_rows all, rows;

	TRY(regime_mine(rq->db, ctx, &any, &all));
	TRY(regime_mine(rq->db, ctx, &q, &rows));
	owner_page_open(ctx, _("Reporting regimes"));
	widget_findings(ctx, &rq->findings);
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("New regime"),
	    url(ctx, "/regime/edit/new"));
	widget_link(ctx, BUTTON_QUIET, _("Public catalogue"),
	    url(ctx, "/catalogue"));
	widget_actions_close(ctx);
	regime_filters(ctx, url(ctx, "/regime"), &q, &all, false);
	html(ctx->out, "<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem, trn("%lu regime", "%lu regimes", rows.n),
		(unsigned long)rows.n));
	if (rows.n == 0)
		widget_empty(ctx, _("No regime is like that."));
	else
		regime_table(ctx, &rows, false);
	put_exports(ctx);
	return page_close(ctx);
}

static enum rc
as_xlsx(struct rq *rq)
{
	struct regime_query q = query_of(rq);
	struct regime_rows rows;

	TRY(regime_mine(rq->db, &rq->ctx, &q, &rows));
	rq->type = "application/vnd.openxmlformats-officedocument"
		   ".spreadsheetml.sheet";
	rq->filename = "regimes.xlsx";
	rq->seen.act = "export";
	return regime_xlsx(&rq->ctx, &rows, rq->ctx.out);
}

static enum rc
as_json(struct rq *rq)
{
	struct regime_query q = query_of(rq);
	struct regime_rows rows;

	TRY(regime_mine(rq->db, &rq->ctx, &q, &rows));
	rq->type = "application/json; charset=utf-8";
	return regime_json(&rq->ctx, &rows, rq->ctx.out);
}

struct one_in {
	long regime, no, a, b, job;
	const char *done;
};
static const struct field one_fields[] = {
	FIELD(struct one_in, regime, .min = 1),
	FIELD(struct one_in, no, .min = 1, .optional = true),
	FIELD(struct one_in, done, .max = 20, .optional = true),
};
static const struct field compare_fields[] = {
	FIELD(struct one_in, regime, .min = 1),
	FIELD(struct one_in, a, .min = 1, .optional = true),
	FIELD(struct one_in, b, .min = 1, .optional = true),
};
static const struct field job_fields[] = {
	FIELD(struct one_in, regime, .min = 1),
	FIELD(struct one_in, job, .min = 1),
};

/* The version asked for, else the one in force, else the first listed. */
static const struct regime_version *
chosen(const struct ctx *ctx, const struct regime_versions *all, long no)
{
	const struct regime_version *found = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct regime_version *v = &all->at[i];
		if (no == v->no)
			return v;
		if (regime_standing(v->state, v->text.valid_from,
			v->text.valid_to, ctx->today) == STANDS_IN_FORCE)
			found = v;
	}
	if (no != 0)
		return NULL;
	return found != NULL || all->n == 0 ? found : &all->at[0];
}

static const struct regime_version *
draft_of(const struct regime_versions *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i].state, "draft"))
			return &all->at[i];
	return NULL;
}

static void
put_versions(struct ctx *ctx, const struct regime_head *g,
    const struct regime_versions *all)
{
	const char *heads[] = { _("#Version"), _("State"), _("Validity"),
		_("Legal basis"), _("Begun by"), _("What to do"), NULL };

	html(ctx->out, "<h2>%s</h2>\n", _("Versions"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct regime_version *v = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row' class='n'><a href='%s'>%ld</a></th>"
		    "<td>",
		    url(ctx, "/regime/one?regime=%ld&no=%ld", g->id, v->no),
		    v->no);
		regime_badge(ctx, regime_standing(v->state, v->text.valid_from,
				      v->text.valid_to, ctx->today));
		html(ctx->out,
		    "</td><td>%s</td><td>%s</td><td>%s <small>%s</small></td>"
		    "<td>",
		    str_eq(v->state, "draft") ?
			"–" :
			validity_show(ctx->mem, v->text.valid_from,
			    v->text.valid_to),
		    v->text.basis_no,
		    v->maker == NULL ? _("the command line") : v->maker,
		    date_show_instant(ctx->mem, v->made));
		if (i + 1 < all->n)
			html(ctx->out, "<a href='%s'>%s</a>",
			    url(ctx, "/regime/compare?regime=%ld&a=%ld&b=%ld",
				g->id, all->at[i + 1].no, v->no),
			    _("what changed"));
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}

static void
put_forms(struct ctx *ctx, const struct regime_form_rows *forms)
{
	html(ctx->out, "<h2>%s</h2>\n", _("Forms"));
	if (forms->n == 0) {
		widget_empty(ctx, _("It has no form yet."));
		return;
	}
	html(ctx->out, "<ul>\n");
	for (size_t i = 0; i < forms->n; i++)
		html(ctx->out, "<li>%s: %s</li>\n", forms->at[i].version,
		    validity_show(ctx->mem, forms->at[i].valid_from,
			forms->at[i].valid_to));
	html(ctx->out, "</ul>\n");
}

/* What can be done, by how it stands. */
static void
put_actions(struct ctx *ctx, const struct regime_head *g,
    const struct regime_version *draft)
{
	widget_actions_open(ctx);
	if (draft != NULL) {
		widget_link(ctx, BUTTON_MAIN, _("Edit the draft"),
		    url(ctx, "/regime/edit/form?regime=%ld", g->id));
		widget_link(ctx, BUTTON_PLAIN, _("Publish the draft"),
		    url(ctx, "/regime/publish?regime=%ld", g->id));
	}
	widget_link(ctx, BUTTON_PLAIN, _("Who reports"),
	    url(ctx, "/assign?regime=%ld", g->id));
	widget_actions_close(ctx);
	if (draft != NULL)
		return;
	widget_form_open(ctx, url(ctx, "/regime/edit/begin"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_button(ctx, BUTTON_PLAIN, _("Begin a new version"), NULL, NULL);
	widget_form_close(ctx);
}

static void
put_open(struct ctx *ctx, const struct regime_head *g)
{
	html(ctx->out, "<section class='decide'><h2>%s</h2>\n",
	    _("Open a period"));
	widget_form_open(ctx, url(ctx, "/regime/edit/open"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "period",
		.label = _("Period"),
		.help = _("For example 2026-10, 2026-Q4, 2026-H2, 2026-9M or"
			  " 2026. Periods also open by themselves, 15 days"
			  " before they end."),
		.max = 30,
		.required = true });
	widget_button(ctx, BUTTON_PLAIN, _("Open it now"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n<section class='decide'><h2>%s</h2>\n",
	    _("Retire"));
	widget_form_open(ctx, url(ctx, "/regime/edit/retire"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "day",
		.label = _("First day without it"),
		.help = _("Reports that are open stay as they are."),
		.max = 10,
		.required = true });
	widget_button(ctx, BUTTON_DANGER, _("Retire the regime"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

/* To another of the units that the actor owns regimes for. */
static void
put_give(struct ctx *ctx, const struct regime_head *g)
{
	html(ctx->out, "<section class='decide'><h2>%s</h2>\n", _("Hand over"));
	widget_form_open(ctx, url(ctx, "/regime/edit/give"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "unit",
		.label = _("The unit that owns it from now on"),
		.help = _("Its name, its code, or level/code as"
			  " province/01. It must be among those you own"
			  " regimes for; you may lose sight of the regime."),
		.max = 200,
		.required = true });
	widget_button(ctx, BUTTON_PLAIN, _("Hand it over"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static void
put_done(struct ctx *ctx, const char *done)
{
	if (str_eq(done, "publish"))
		widget_notice(ctx, TONE_GOOD, _("The version is published."));
	else if (str_eq(done, "retire"))
		widget_notice(ctx, TONE_GOOD, _("The regime is retired."));
	else if (str_eq(done, "drop"))
		widget_notice(ctx, TONE_GOOD, _("The draft is gone."));
	else if (str_eq(done, "give"))
		widget_notice(ctx, TONE_GOOD,
		    _("The regime has another owner."));
}

static void
put_path(struct ctx *ctx, const struct regime_head *g, const char *here)
{
	struct crumb path[] = { { _("Reporting regimes"), url(ctx, "/regime") },
		{ g->code, here == NULL ?
			       NULL :
			       url(ctx, "/regime/one?regime=%ld", g->id) },
		{ here, NULL } };

	widget_path(ctx, path, here == NULL ? 2 : 3);
}

static void
put_facts(struct ctx *ctx, const struct regime_head *g,
    const struct regime_version *v)
{
	widget_list_open(ctx);
	widget_list_item(ctx, _("Code"), g->code);
	widget_list_item(ctx, _("Version"), str_long(ctx->mem, v->no));
	widget_list_item(ctx, _("State"),
	    standing_show(regime_standing(v->state, v->text.valid_from,
		v->text.valid_to, ctx->today)));
	widget_list_item(ctx, _("Validity"),
	    validity_show(ctx->mem, v->text.valid_from, v->text.valid_to));
	widget_list_item(ctx, _("Owner"), g->owner == NULL ? "–" : g->owner);
	widget_list_item(ctx, _("Reporting line"),
	    tr_pick(g->line_vi, g->line_en));
	widget_list_item(ctx, _("Reports opened"),
	    num_show_long(ctx->mem, v->reports, num_lang(ctx->lang)));
	widget_list_close(ctx);
}

static enum rc
one(struct rq *rq)
{
	const struct one_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct regime_versions all;
	struct regime_form_rows forms;
	struct assignments who;
	struct levels levels;
	struct regime_next next;
	struct regime_head g;

	TRY(regime_head(rq->db, ctx, rq->object, &g));
	TRY(regime_next(rq->db, ctx, &g, &next));
	TRY(regime_version_list(rq->db, g.id, &all));
	TRY(regime_forms(rq->db, g.id, &forms));
	TRY(assign_list(rq->db, g.id, &who));
	TRY(level_list(rq->db, &levels));
	const struct regime_version *v = chosen(ctx, &all, in->no);
	if (v == NULL)
		return E_NOTFOUND;
	owner_page_open(ctx, regime_title(v->text.title_vi, v->text.title_en));
	put_path(ctx, &g, NULL);
	put_done(ctx, in->done);
	if (str_eq(in->done, "publish"))
		regime_next_put(ctx, &g, &next);
	put_facts(ctx, &g, v);
	put_actions(ctx, &g, draft_of(&all));
	regime_says(ctx, &v->text);
	html(ctx->out, "<h2>%s</h2>\n", _("Who reports, and by when"));
	regime_assigned(ctx, &who, &levels, ctx->today);
	put_forms(ctx, &forms);
	put_versions(ctx, &g, &all);
	if (!str_eq(all.at[all.n - 1].state, "draft"))
		put_open(ctx, &g);
	put_give(ctx, &g);
	return page_close(ctx);
}

static void
put_difference(struct ctx *ctx, const struct regime_version *a,
    const struct regime_version *b)
{
	const char *heads[] = { _("Part"),
		str_fmt(ctx->mem, _("Version %ld"), a->no),
		str_fmt(ctx->mem, _("Version %ld"), b->no), NULL };
	size_t n = 0;

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < REGIME_PARTS; i++) {
		const char *was = part_value_show(ctx->mem, &a->text, i);
		const char *is = part_value_show(ctx->mem, &b->text, i);
		if (str_eq(was, is))
			continue;
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td class='was'>%s</td>"
		    "<td class='is'>%s</td></tr>\n",
		    part_show(i), was, is);
		n++;
	}
	widget_table_close(ctx);
	if (n == 0)
		widget_empty(ctx, _("They say the same."));
}

static enum rc
compare(struct rq *rq)
{
	const struct one_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct regime_versions all;
	struct regime_head g;

	TRY(regime_head(rq->db, ctx, rq->object, &g));
	TRY(regime_version_list(rq->db, g.id, &all));
	const struct regime_version *a = chosen(ctx, &all, in->a);
	const struct regime_version *b = chosen(ctx, &all, in->b);
	if (a == NULL || b == NULL)
		return E_NOTFOUND;
	owner_page_open(ctx, _("What changed"));
	put_path(ctx, &g, _("What changed"));
	put_difference(ctx, a, b);
	return page_close(ctx);
}

static enum rc
publish_page(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct findings f = { .mem = ctx->mem };
	struct regime_versions all;
	struct owing_levels levels;
	struct regime_head g;

	TRY(regime_head(rq->db, ctx, rq->object, &g));
	TRY(regime_version_list(rq->db, g.id, &all));
	const struct regime_version *v = draft_of(&all);
	if (v == NULL)
		return E_NOTFOUND;
	TRY(regime_missing(rq->db, ctx, &g, v, &f));
	const char *day = str_eq(v->text.valid_from, DATE_MIN) ?
			      ctx->today :
			      v->text.valid_from;
	TRY(assign_count(rq->db, ctx, g.id, day, &levels));
	owner_page_open(ctx, _("Publish"));
	put_path(ctx, &g, _("Publish"));
	regime_publish_list(ctx, &g, &f);
	regime_owing_list(ctx, &g, &levels, day);
	if (f.nerror > 0)
		return page_close(ctx);
	widget_notice(ctx, TONE_INFO,
	    _("Once published, a version never changes; reports are made and"
	      " kept by it. What follows is a new version."));
	widget_form_open(ctx, url(ctx, "/regime/edit/publish"));
	widget_hidden_long(ctx, "regime", g.id);
	widget_hidden_long(ctx, "version_id", v->id);
	widget_hidden_long(ctx, "version", v->edit);
	widget_button(ctx, BUTTON_MAIN, _("Publish this version"), NULL, NULL);
	widget_form_close(ctx);
	return page_close(ctx);
}

/* How far an opening has come; the page asks again by itself. */
static enum rc
opening(struct rq *rq)
{
	const struct one_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct regime_head g;
	struct regime now;
	struct slot q;
	struct job job;
	long without = 0;

	TRY(regime_head(rq->db, ctx, rq->object, &g));
	TRY(job_get(rq->db, in->job, &job));
	if (job.regime_id != g.id || !str_eq(job.kind, "open"))
		return E_NOTFOUND;
	enum rc rc = open_slot(rq->db, ctx, &job, &now, &q);
	if (rc == OK && str_eq(job.state, "done"))
		TRY(open_without(rq->db, ctx, g.id, &q, &without));
	if (rc != E_NOTFOUND)
		TRY(rc);
	owner_page_open(ctx, _("Opening a period"));
	put_path(ctx, &g, _("Opening a period"));
	regime_opening(ctx, &g, &job,
	    rc == OK ? period_show(ctx->mem, &q.period) : "", without);
	if (str_eq(job.state, "running"))
		rq->refresh = 3;
	return page_close(ctx);
}

#define ONE(path_, run_, fields_) \
	{ \
		.method = GET, .path = path_, .right = MAY_OWN, \
		.object = &regime_object, .id = "regime", .run = run_, \
		IN(struct one_in, fields_) \
	}
static const struct route routes[] = {
	{ .method = GET,
	    .path = "/regime",
	    .right = MAY_OWN,
	    .run = list,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/regime/xlsx",
	    .right = MAY_OWN,
	    .run = as_xlsx,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/regime/json",
	    .right = MAY_OWN,
	    .run = as_json,
	    IN(struct list_in, list_fields) },
	ONE("/regime/one", one, one_fields),
	ONE("/regime/compare", compare, compare_fields),
	ONE("/regime/publish", publish_page, one_fields),
	ONE("/regime/opening", opening, job_fields),
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
