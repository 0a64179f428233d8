/*
 * reform.c - reorganisations of units: looked at, carried out, undone
 *
 * For administrators at the top of a line (core/reform.h).  A plan is brought
 * by cgi/reform_plan.c.  Carrying out is a job of steps, which the cron URL
 * takes, or whoever has this page open: each press of "Go on" is one step, and
 * a script presses.  A step that is cut short is taken again.
 */
#include "app/app.h"
#include "base/num.h"
#include "core/audit.h"
#include "core/reform_decide.h"
#include "view/page.h"
#include "view/reform_view.h"
#include "view/widget.h"

enum { ASK_AGAIN = 5 };

struct in {
	long id, version;
	const char *reason;
	bool done, sure;
};
static const struct field plan_fields[] = {
	FIELD(struct in, id, .min = 1),
	FIELD(struct in, done),
};
static const struct field act_fields[] = {
	FIELD(struct in, id, .min = 1),
	FIELD(struct in, version),
	FIELD(struct in, sure),
	FIELD(struct in, reason, .max = REASON_MAX, .optional = true,
	    .many_lines = true),
};

/* The whole installation stands on its units. */
static enum rc
at_top(struct rq *rq)
{
	bool may;

	TRY(right_at_top(rq->db, &rq->ctx, MAY_ADMIN, &may));
	return may ? OK : fail(E_DENIED, "reforms are made at the top");
}

static enum rc
find(struct rq *rq, struct reform *ret)
{
	const struct in *in = rq->in;

	TRY(at_top(rq));
	return reform_get(rq->db, in->id, ret);
}

static bool
at_work(const struct reform *r)
{
	return str_eq(r->state, "running") || str_eq(r->state, "undoing");
}

static void
put_path(struct ctx *ctx, const struct reform *r, const char *here)
{
	struct crumb at[] = { { _("Units"), url(ctx, "/unit") },
		{ _("Reorganisations"),
		    r == NULL ? NULL : url(ctx, "/unit/reform") },
		{ r == NULL ? "" : r->decision,
		    here == NULL || r == NULL ?
			NULL :
			url(ctx, "/unit/reform/plan?id=%ld", r->id) },
		{ here, NULL } };

	widget_path(ctx, at, r == NULL ? 2 : here == NULL ? 3 : 4);
}

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct reforms all;

	TRY(at_top(rq));
	TRY(reform_list(rq->db, &all));
	page_open(ctx, _("Reorganisations of units"));
	put_path(ctx, NULL, NULL);
	html(ctx->out, "<p>%s</p>\n",
	    _("Units that are renamed, of another kind, moved, merged or split,"
	      " and levels that are abolished: as one plan, which is looked "
	      "over"
	      " first, carried out at once, and can be undone until the first"
	      " report is sent under the new structure."));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("Bring a plan"),
	    url(ctx, "/unit/reform/new"));
	widget_link(ctx, BUTTON_QUIET, _("What is left to decide"),
	    url(ctx, "/unit/reform/todo"));
	widget_actions_close(ctx);
	if (all.n == 0)
		widget_empty(ctx, _("No plan was brought yet."));
	else
		reform_plans(ctx, &all);
	return page_close(ctx);
}

/* ---------------------------------------------------------------- one plan */

/* Planned: what would follow; findings are those of today. */
static enum rc
put_planned(struct rq *rq, const struct reform *r)
{
	struct ctx *ctx = &rq->ctx;
	struct findings f = { .mem = ctx->mem };
	struct reform_in in = { r->decision, r->decided, r->on_date };
	struct reform_look look;
	struct reform_plan plan;

	TRY(reform_plan_get(rq->db, r, &plan));
	enum rc rc = reform_look(rq->db, ctx, &in, &plan, &f, &look);
	if (rc != OK && rc != E_INVALID)
		return rc;
	html(ctx->out, "<h2>%s</h2>\n", _("What would follow"));
	reform_findings(ctx, &f);
	if (rc == OK) {
		reform_summary(ctx, &look, r->id);
		reform_start_form(ctx, r, &rq->findings);
	} else {
		reform_drop_form(ctx, r);
	}
	return OK;
}

static enum rc
put_undo(struct rq *rq, const struct reform *r)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct findings f = { .mem = ctx->mem };
	enum rc rc = reform_undo_ok(rq->db, ctx, r, &f);

	if (rc != OK && rc != E_INVALID)
		return rc;
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n", _("Undo it"));
	reform_findings(ctx, &f);
	if (rc == OK) {
		reform_undo_form(ctx, r, &rq->findings, in->reason);
	}
	html(ctx->out, "</section>\n");
	return OK;
}

/* What waits, as a number that leads to the list. */
static enum rc
put_todos(struct rq *rq, const struct reform *r)
{
	struct ctx *ctx = &rq->ctx;
	struct todo_query q = { .reform_id = r->id, .limit = 1 };
	struct reform_todos todos;

	TRY(reform_todos(rq->db, ctx, &q, &todos));
	html(ctx->out, "<h2 id='todo'>%s</h2>\n", _("What is left to decide"));
	if (todos.total == 0) {
		widget_empty(ctx, _("Nothing."));
		return OK;
	}
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem,
		trn("%ld right, duty or report waits for somebody to decide.",
		    "%ld rights, duties and reports wait for somebody to"
		    " decide.",
		    (unsigned long)todos.total),
		todos.total));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("Decide about them"),
	    url(ctx, "/unit/reform/todo?id=%ld", r->id));
	widget_actions_close(ctx);
	return OK;
}

static enum rc
put_plan(struct rq *rq, const struct reform *r)
{
	struct ctx *ctx = &rq->ctx;

	html(ctx->out, "<h2>%s</h2>\n<ul class='files'>\n", _("The plan"));
	html(ctx->out, "<li><a href='%s'>%s</a></li>\n",
	    url(ctx, "/unit/reform/csv?id=%ld", r->id), _("As a CSV file"));
	html(ctx->out, "<li><a href='%s'>%s</a></li>\n</ul>\n",
	    url(ctx, "/unit/reform/new/rows?from=%ld", r->id),
	    _("A new plan out of its rows"));
	return OK;
}

static enum rc
show(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct reform r;

	TRY(find(rq, &r));
	page_open(ctx, str_fmt(ctx->mem, _("Reorganisation %s"), r.decision));
	put_path(ctx, &r, NULL);
	widget_findings(ctx, &rq->findings);
	if (((const struct in *)rq->in)->done)
		widget_notice(ctx, TONE_GOOD, _("It is stored."));
	reform_facts(ctx, &r);
	if (at_work(&r)) {
		rq->refresh = ASK_AGAIN;
		reform_running(ctx, &r);
	} else if (str_eq(r.state, "planned"))
		TRY(put_planned(rq, &r));
	else if (str_eq(r.state, "done")) {
		TRY(put_todos(rq, &r));
		TRY(put_undo(rq, &r));
	}
	TRY(put_plan(rq, &r));
	return page_close(ctx);
}

static enum rc
as_csv(struct rq *rq)
{
	struct reform_plan plan;
	struct reform r;

	TRY(find(rq, &r));
	TRY(reform_plan_get(rq->db, &r, &plan));
	reform_plan_csv(rq->ctx.out, &plan);
	rq->seen.object = "reform";
	rq->seen.id = r.id;
	rq->seen.act = "export";
	rq->type = "text/csv; charset=utf-8";
	rq->filename = str_fmt(rq->ctx.mem, "reform_%ld.csv", r.id);
	return OK;
}

/* ---------------------------------------------------------------- acts */

static enum rc
back(struct rq *rq, const char *anchor)
{
	return redirect(rq, str_fmt(rq->ctx.mem, "%s%s",
				url(&rq->ctx, "/unit/reform/plan?id=%ld",
				    ((const struct in *)rq->in)->id),
				anchor));
}

static enum rc
again(struct rq *rq)
{
	TRY(show(rq));
	return refuse(rq, E_INVALID);
}

/* Somebody else was faster: how it stands now is the answer. */
static enum rc
conflict(struct rq *rq)
{
	finding(&rq->findings, "main",
	    _("This reorganisation has moved on since the page was opened, or"
	      " another one is being carried out. Nothing was done; this is how"
	      " it stands now."));
	TRY(show(rq));
	return refuse(rq, E_CONFLICT);
}

static enum rc
start(struct rq *rq)
{
	const struct in *in = rq->in;

	TRY(at_top(rq));
	if (!in->sure) {
		finding(&rq->findings, "sure",
		    _("Tick the box to say that you have looked it over."));
		return again(rq);
	}
	enum rc rc =
	    reform_start(rq->db, &rq->ctx, in->id, in->version, &rq->findings);
	if (rc == E_INVALID)
		return again(rq);
	if (rc == E_CONFLICT)
		return conflict(rq);
	TRY(rc);
	return back(rq, "");
}

static enum rc
step(struct rq *rq)
{
	struct reform r;

	TRY(find(rq, &r));
	TRY(reform_step(rq->db, &rq->ctx, &r));
	return back(rq, "");
}

static enum rc
drop(struct rq *rq)
{
	const struct in *in = rq->in;

	TRY(at_top(rq));
	enum rc rc = reform_drop(rq->db, &rq->ctx, in->id, in->version);
	if (rc == E_CONFLICT)
		return conflict(rq);
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/unit/reform"));
}

static enum rc
undo(struct rq *rq)
{
	const struct in *in = rq->in;

	TRY(at_top(rq));
	if (str_empty(in->reason)) {
		finding(&rq->findings, "reason", _("Say why."));
		return again(rq);
	}
	enum rc rc =
	    reform_undo(rq->db, &rq->ctx, in->id, in->version, &rq->findings);
	if (rc == E_INVALID)
		return again(rq);
	if (rc == E_CONFLICT)
		return conflict(rq);
	TRY(rc);
	TRY(audit_one(rq->db, &rq->ctx, AUDIT_UNITS, "undo-reason", "reform",
	    in->id, str_fmt(rq->ctx.mem, "reason=%s", in->reason)));
	return back(rq, "");
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/unit/reform",
	    .right = MAY_ADMIN,
	    .run = list },
	{ .method = GET,
	    .path = "/unit/reform/plan",
	    .right = MAY_ADMIN,
	    .run = show,
	    IN(struct in, plan_fields) },
	{ .method = GET,
	    .path = "/unit/reform/csv",
	    .right = MAY_ADMIN,
	    .run = as_csv,
	    IN(struct in, plan_fields) },
	{ .method = POST,
	    .path = "/unit/reform/start",
	    .right = MAY_ADMIN,
	    .step_up = true,
	    .run = start,
	    IN(struct in, act_fields) },
	{ .method = POST,
	    .path = "/unit/reform/step",
	    .right = MAY_ADMIN,
	    .no_key = true,
	    .run = step,
	    IN(struct in, act_fields) },
	{ .method = POST,
	    .path = "/unit/reform/drop",
	    .right = MAY_ADMIN,
	    .run = drop,
	    IN(struct in, act_fields) },
	{ .method = POST,
	    .path = "/unit/reform/undo",
	    .right = MAY_ADMIN,
	    .step_up = true,
	    .run = undo,
	    IN(struct in, act_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
