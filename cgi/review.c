/* review.c - what units below have sent: look, return, accept */
#include <string.h>
#include "app/object.h"
#include "app/report_part.h"
#include "core/flow.h"
#include "core/report_extend.h"
#include "view/decision_form.h"
#include "view/extend_form.h"
#include "view/home_list.h"
#include "view/list_page.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/sheet_grid.h"
#include "view/widget.h"

enum { TALLIES_MAX = 200, CODE_MAX = 40, OPTIONS_MAX = 200 };

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct tallies ts;

	TRY(report_tallies(rq->db, ctx, MAY_REVIEW, TALLIES_MAX, &ts));
	page_open(ctx, _("Received reports"));
	if (ts.n == 0)
		widget_empty(ctx, _("No unit reports to you yet."));
	else
		report_list_tallies(ctx, &ts, "/review/units");
	return page_close(ctx);
}

struct units_in {
	long unit;
	const char *regime, *period;
};
static const struct field units_fields[] = {
	FIELD(struct units_in, unit, .min = 1),
	FIELD(struct units_in, regime, .max = CODE_MAX),
	FIELD(struct units_in, period, .max = CODE_MAX),
};

/* The receiver's own report leads the list: totals are looked at there. */
static enum rc
units(struct rq *rq)
{
	const struct units_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct reports rs;
	struct report own;

	TRY(report_find(rq->db, ctx, MAY_VIEW, in->unit, in->regime, in->period,
	    &own));
	TRY(report_below(rq->db, ctx, in->unit, own.regime_id, own.period_id,
	    &rs));
	page_open(ctx, report_title(&own));
	report_list_facts(ctx, &own);
	html(ctx->out, "<p class='actions'>");
	widget_link(ctx, BUTTON_PLAIN, _("Report with totals"),
	    url(ctx, "/review/report?id=%ld", own.id));
	if (actor_may(ctx->actor, MAY_SYNTH))
		widget_link(ctx, BUTTON_QUIET, _("Provisional picture"),
		    url(ctx, "/synth/unit?unit=%ld&regime=%s&period=%s",
			in->unit, in->regime, in->period));
	html(ctx->out, "</p>\n<h2>%s</h2>\n", _("Units below"));
	widget_progress(ctx, own.below_accepted, own.below, _("accepted"));
	if (rs.n == 0)
		widget_empty(ctx, _("No units report to this one."));
	else
		report_list_units(ctx, &rs, true);
	return page_close(ctx);
}

struct report_in {
	long id, version, no;
	const char *reason, *due, *why;
	bool done;
};
static const struct field report_fields[] = {
	FIELD(struct report_in, id, .min = 1),
	FIELD(struct report_in, done),
};
static const struct field revision_fields[] = {
	FIELD(struct report_in, id, .min = 1),
	FIELD(struct report_in, no, .min = 1),
};
static const struct field decide_fields[] = {
	FIELD(struct report_in, id, .min = 1),
	FIELD(struct report_in, version),
	FIELD(struct report_in, reason, .max = FLOW_REASON_MAX,
	    .optional = true, .many_lines = true),
};

static const struct field extend_fields[] = {
	FIELD(struct report_in, id, .min = 1),
	FIELD(struct report_in, version),
	FIELD(struct report_in, due, .max = 10, .optional = true),
	FIELD(struct report_in, why, .max = FLOW_REASON_MAX, .optional = true,
	    .many_lines = true),
};

/* Buttons are for those whose right reaches this unit, and when it can be. */
static enum rc
may_decide(struct rq *rq, bool *ret)
{
	struct report *r = rq->report, seen;

	*ret = false;
	if (!flow_can(r, ACT_ACCEPT) && !flow_can(r, ACT_RETURN))
		return OK;
	enum rc rc = report_get(rq->db, &rq->ctx, flow_right(r, ACT_RETURN),
	    r->id, &seen);
	*ret = rc == OK;
	return rc == E_NOTFOUND ? OK : rc;
}

/* Who may give more time: the receiver, or an owner; RIGHT_END: not they. */
static enum rc
may_extend(struct rq *rq, enum right *ret)
{
	static const enum right rights[] = { MAY_REVIEW, MAY_OWN };
	struct report seen;

	*ret = RIGHT_END;
	for (size_t i = 0; i < COUNT(rights) && *ret == RIGHT_END; i++) {
		enum rc rc = report_get(rq->db, &rq->ctx, rights[i],
		    rq->report->id, &seen);
		if (rc == OK)
			*ret = rights[i];
		else if (rc != E_NOTFOUND)
			return rc;
	}
	return OK;
}

/* The period before, for the eye; NULL where there is none. */
static enum rc
period_before(struct rq *rq, const struct report *r, struct sheet **ret)
{
	struct ctx *ctx = &rq->ctx;
	struct report *before = arena_alloc(ctx->mem, sizeof *before);
	struct sheet *s = arena_alloc(ctx->mem, sizeof *s);

	*ret = NULL;
	enum rc rc = report_previous(rq->db, ctx, r, before);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(sheet_open(rq->db, ctx, before, s));
	*ret = s;
	return OK;
}

static enum rc
report_page(struct rq *rq)
{
	const struct report_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct report *r = rq->report;
	struct findings checks = { .mem = ctx->mem };
	struct home_stales stale;
	struct events es;
	struct sheet s, *before;
	enum right extend;
	bool decide;

	TRY(sheet_open(rq->db, ctx, r, &s));
	TRY(home_stale(rq->db, r, &stale));
	TRY(period_before(rq, r, &before));
	TRY(report_history(rq->db, ctx, r->id, &es));
	TRY(may_decide(rq, &decide));
	TRY(may_extend(rq, &extend));
	if (s.warned != NULL)
		checks = *s.warned;
	else if (r->revision_no > 0)
		sheet_check(&s, &checks);
	page_open(ctx, report_title(r));
	TRY(report_part_path(rq, r));
	if (in->done)
		widget_notice(ctx, TONE_GOOD, _("Your decision is stored."));
	widget_findings(ctx, &rq->findings);
	home_list_stale(ctx, r, &stale);
	report_list_facts(ctx, r);
	report_part_explained(ctx, &s);
	sheet_grid_put(ctx, &(struct sheet_grid){ .sheet = &s,
				.before = before,
				.findings = &checks });
	report_list_files(ctx, r);
	TRY(report_part_signature(rq, &s));
	if (decide)
		decision_form_put(ctx, &rq->findings, r, in->reason);
	if (extend != RIGHT_END)
		extend_form_put(ctx, &rq->findings, extend, r, in->due,
		    in->why);
	report_list_events(ctx, r, &es);
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_QUIET, _("All that happened to this report"),
	    url(ctx, "/history?id=%ld", r->id));
	widget_actions_close(ctx);
	return page_close(ctx);
}

static enum rc
show_revision(struct rq *rq)
{
	return report_part_revision(rq, ((const struct report_in *)rq->in)->no);
}

struct list_in {
	long id;
	const char *q;
	bool csv;
};
static const struct field list_fields[] = {
	FIELD(struct list_in, id, .min = 1),
	FIELD(struct list_in, q, .optional = true),
	FIELD(struct list_in, csv),
};

static enum rc
put_list(struct rq *rq, const struct form *f, const struct list_query *q,
    const struct list_rows *rows)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, report_title(rq->report));
	TRY(report_part_path(rq, rq->report));
	report_list_facts(ctx, rq->report);
	html(ctx->out, "<h2>%s</h2>\n", _("All rows of the units below"));
	list_page_put(ctx, rq->report, f, q, rows);
	return page_close(ctx);
}

/* Row by row what the report has as one line for each unit. */
static enum rc
list_of_rows(struct rq *rq)
{
	const struct list_in *in = rq->in;
	struct list_query q = { .words = in->q };
	struct list_rows rows;
	const struct form *f;

	TRY(form_get(rq->db, rq->report->form_id, &f));
	q.option = list_options(&rq->ctx, f, &rq->params);
	enum rc rc = list_below(rq->db, &rq->ctx, rq->report, f, &q, &rows);
	if (rc != OK && rc != E_INVALID)
		return rc;
	if (!in->csv || rc == E_INVALID)
		return put_list(rq, f, &q, &rows);
	list_csv(&rq->ctx, f, &rows);
	rq->seen.act = "export";
	rq->type = "text/csv; charset=utf-8";
	rq->filename = str_fmt(rq->ctx.mem, "%s_%s_%s_rows.csv",
	    rq->report->regime, rq->report->period, rq->report->unit_code);
	return OK;
}

static enum rc
decided(struct rq *rq)
{
	return redirect(rq,
	    url(&rq->ctx, "/review/report?id=%ld&done=1", rq->object));
}

static enum rc
accept(struct rq *rq)
{
	const struct report_in *in = rq->in;

	TRY(flow_accept(rq->db, &rq->ctx, rq->object, in->version));
	return decided(rq);
}

static enum rc
give_back(struct rq *rq)
{
	const struct report_in *in = rq->in;
	enum rc rc = flow_return(rq->db, &rq->ctx, rq->object, in->version,
	    in->reason, &rq->findings);

	if (rc == E_INVALID) {
		TRY(report_page(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return decided(rq);
}

static enum rc
extend_as(struct rq *rq, enum right right)
{
	const struct report_in *in = rq->in;
	enum rc rc = report_extend(rq->db, &rq->ctx, right, rq->object,
	    in->version, in->due, in->why, &rq->findings);

	if (rc == E_INVALID) {
		TRY(report_page(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return decided(rq);
}

static enum rc
extend(struct rq *rq)
{
	return extend_as(rq, MAY_REVIEW);
}

static enum rc
extend_own(struct rq *rq)
{
	return extend_as(rq, MAY_OWN);
}

static const struct route routes[] = {
	{ .method = GET, .path = "/review", .right = MAY_REVIEW, .run = list },
	{ .method = GET,
	    .path = "/review/units",
	    .right = MAY_VIEW,
	    .object = &unit_object,
	    .id = "unit",
	    .run = units,
	    IN(struct units_in, units_fields) },
	{ .method = GET,
	    .path = "/review/report",
	    .right = MAY_VIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = report_page,
	    IN(struct report_in, report_fields) },
	{ .method = GET,
	    .path = "/review/list",
	    .right = MAY_VIEW,
	    .object = &report_object,
	    .id = "id",
	    .open = OPTIONS_MAX,
	    .run = list_of_rows,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/review/revision",
	    .right = MAY_VIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = show_revision,
	    IN(struct report_in, revision_fields) },
	{ .method = POST,
	    .path = "/review/accept",
	    .right = MAY_REVIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = accept,
	    IN(struct report_in, decide_fields) },
	{ .method = POST,
	    .path = "/review/return",
	    .right = MAY_REVIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = give_back,
	    IN(struct report_in, decide_fields) },
	{ .method = POST,
	    .path = "/review/extend",
	    .right = MAY_REVIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = extend,
	    IN(struct report_in, extend_fields) },
	{ .method = POST,
	    .path = "/review/extend-own",
	    .right = MAY_OWN,
	    .object = &report_object,
	    .id = "id",
	    .run = extend_own,
	    IN(struct report_in, extend_fields) },
	{ .method = POST,
	    .path = "/review/take-back",
	    .right = MAY_SEND,
	    .object = &report_object,
	    .id = "id",
	    .run = give_back,
	    IN(struct report_in, decide_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
