/* regime.c - the register of reporting regimes: looked at, searched, taken */
#include <string.h>
#include "app/app.h"
#include "app/object.h"
#include "base/date.h"
#include "core/open.h"
#include "core/regime_publish.h"
#include "core/validity.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/regime_next.h"
#include "view/regime_one.h"

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
	regime_found(ctx, &rows, false);
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
	rq->seen.act = "export";
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
put_path(struct ctx *ctx, const struct regime_head *g, const char *here)
{
	struct crumb path[] = { { _("Reporting regimes"), url(ctx, "/regime") },
		{ g->code, here == NULL ?
			       NULL :
			       url(ctx, "/regime/one?regime=%ld", g->id) },
		{ here, NULL } };

	widget_path(ctx, path, here == NULL ? 2 : 3);
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
	regime_done(ctx, in->done);
	if (str_eq(in->done, "publish"))
		regime_next_put(ctx, &g, &next);
	regime_facts(ctx, &g, v);
	regime_actions(ctx, &g, draft_of(&all));
	regime_says(ctx, &v->text);
	html(ctx->out, "<h2>%s</h2>\n", _("Who reports, and by when"));
	regime_assigned(ctx, &who, &levels, ctx->today);
	regime_form_list(ctx, &forms);
	regime_version_table(ctx, &g, &all);
	regime_decide(ctx, &g, !str_eq(all.at[all.n - 1].state, "draft"));
	return page_close(ctx);
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
	regime_difference(ctx, a, b);
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
