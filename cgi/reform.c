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
#include "core/reform.h"
#include "view/page.h"
#include "view/reform_view.h"
#include "view/reform_xlsx.h"
#include "view/widget.h"

enum { ROWS = 200, REASON_MAX = 500, WORDS_MAX = 200, ASK_AGAIN = 5 };

struct in {
	long id, version, no, page;
	const char *list, *q, *as, *reason;
	bool done, all, sure;
};
static const struct field plan_fields[] = {
	FIELD(struct in, id, .min = 1),
	FIELD(struct in, done),
	FIELD(struct in, all),
	FIELD(struct in, page, .optional = true),
};
static const struct field look_fields[] = {
	FIELD(struct in, id, .min = 1),
	FIELD(struct in, page, .optional = true),
	FIELD(struct in, list, .max = 20, .optional = true),
	FIELD(struct in, q, .max = WORDS_MAX, .optional = true),
	FIELD(struct in, as, .max = 5, .optional = true),
};
static const struct field act_fields[] = {
	FIELD(struct in, id, .min = 1),
	FIELD(struct in, version),
	FIELD(struct in, sure),
	FIELD(struct in, reason, .max = REASON_MAX, .optional = true,
	    .many_lines = true),
};
static const struct field settle_fields[] = {
	FIELD(struct in, id, .min = 1),
	FIELD(struct in, no),
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
	widget_actions_close(ctx);
	if (all.n == 0)
		widget_empty(ctx, _("No plan was brought yet."));
	else
		reform_plans(ctx, &all);
	return page_close(ctx);
}

/* ---------------------------------------------------------------- one plan */

static void
put_button(struct ctx *ctx, const struct reform *r, const char *action,
    enum button kind, const char *label)
{
	widget_form_open(ctx, action);
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", r->version);
	widget_actions_open(ctx);
	widget_button(ctx, kind, label, NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static void
put_start(struct ctx *ctx, const struct reform *r, const struct findings *f)
{
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n",
	    _("Carry it out"));
	widget_form_open(ctx, url(ctx, "/unit/reform/start"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", r->version);
	widget_check(ctx, f, "sure",
	    _("I have looked over what follows, and the decision says so."),
	    false);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Carry out this reorganisation"),
	    NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
	put_button(ctx, r, url(ctx, "/unit/reform/drop"), BUTTON_DANGER,
	    _("Drop the plan"));
}

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
		put_start(ctx, r, &rq->findings);
	} else {
		put_button(ctx, r, url(ctx, "/unit/reform/drop"), BUTTON_DANGER,
		    _("Drop the plan"));
	}
	return OK;
}

static void
put_running(struct rq *rq, const struct reform *r)
{
	struct ctx *ctx = &rq->ctx;

	rq->refresh = ASK_AGAIN;
	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("How far it is"),
	    r->switched == NULL || str_eq(r->state, "undoing") ?
		_("The structure changes in one step, then the record of every"
		  " unit is written. It goes on by itself, also when this page"
		  " is closed.") :
		_("The structure has changed; the record of every unit is being"
		  " written. It goes on by itself, also when this page is"
		  " closed."));
	widget_progress(ctx, r->done, r->total, _("units"));
	html(ctx->out, "<div class='go'>\n");
	put_button(ctx, r, url(ctx, "/unit/reform/step"), BUTTON_PLAIN,
	    _("Go on now"));
	html(ctx->out, "</div>\n<script type='module' src='%s'></script>\n",
	    page_asset(ctx, "reform.js"));
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
		widget_form_open(ctx, url(ctx, "/unit/reform/undo"));
		widget_hidden_long(ctx, "id", r->id);
		widget_hidden_long(ctx, "version", r->version);
		widget_input(ctx, &rq->findings,
		    &(struct input){ .name = "reason",
			.label = _("Reason"),
			.help = _("It stands in the record."),
			.type = "area",
			.value = in->reason,
			.max = REASON_MAX,
			.required = true });
		widget_actions_open(ctx);
		widget_button(ctx, BUTTON_DANGER, _("Undo it"), NULL, NULL);
		widget_actions_close(ctx);
		widget_form_close(ctx);
	}
	html(ctx->out, "</section>\n");
	return OK;
}

static enum rc
put_todos(struct rq *rq, const struct reform *r)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct reform_todos todos;

	TRY(reform_todos(rq->db, r->id, in->all, &todos));
	html(ctx->out, "<h2 id='todo'>%s</h2>\n", _("What is left to decide"));
	if (todos.n == 0)
		widget_empty(ctx, _("Nothing."));
	else
		reform_todo_page(ctx, &todos, r->id, in->page, in->all);
	if (!in->all)
		html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
		    url(ctx, "/unit/reform/plan?id=%ld&all=1", r->id),
		    _("Also what was seen to"));
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
	if (at_work(&r))
		put_running(rq, &r);
	else if (str_eq(r.state, "planned"))
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

/* ---------------------------------------------------------------- dry run */

static void
put_lists(struct ctx *ctx, long id, enum reform_list_kind now)
{
	html(ctx->out, "<nav class='tabs' aria-label='%s'><ul>\n",
	    _("What would follow"));
	for (enum reform_list_kind k = 0; k < LIST_KINDS; k++) {
		html(ctx->out, "<li><a href='%s'",
		    url(ctx, "/unit/reform/look?id=%ld&list=%s", id,
			reform_list_name(k)));
		if (k == now)
			html(ctx->out, " aria-current='page'");
		html(ctx->out, ">%s</a></li>\n", reform_list_show(k));
	}
	html(ctx->out, "</ul></nav>\n");
}

static void
put_sheet(struct ctx *ctx, const struct in *in, enum reform_list_kind kind,
    const struct reform_sheet *s)
{
	long pages = ((long)s->n + ROWS - 1) / ROWS;
	long page = in->page < 1 ? 1 : in->page > pages ? pages : in->page;
	const char *q = in->q == NULL ? "" : in->q;

	widget_query_open(ctx, url(ctx, "/unit/reform/look"));
	widget_hidden_long(ctx, "id", in->id);
	widget_hidden(ctx, "list", reform_list_name(kind));
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Search"),
		.type = "search",
		.value = q,
		.max = WORDS_MAX });
	widget_query_close(ctx, _("Search"));
	html(ctx->out, "<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem, trn("%s row", "%s rows", s->n),
		num_show_long(ctx->mem, (long)s->n, num_lang(ctx->lang))));
	if (s->n == 0)
		widget_empty(ctx, _("Nothing of that."));
	else
		reform_sheet_table(ctx, s, (size_t)(page - 1) * ROWS, ROWS);
	widget_pager(ctx, page, pages,
	    url(ctx, "/unit/reform/look?id=%ld&list=%s&q=%s&page=", in->id,
		reform_list_name(kind), q));
	html(ctx->out, "<ul class='files'>\n");
	for (int i = 0; i < 2; i++)
		html(ctx->out, "<li><a href='%s'>%s</a></li>\n",
		    url(ctx, "/unit/reform/look?id=%ld&list=%s&q=%s&as=%s",
			in->id, reform_list_name(kind), q,
			i == 0 ? "csv" : "xlsx"),
		    i == 0 ? "CSV" : "XLSX");
	html(ctx->out, "</ul>\n");
}

static enum rc
as_file(struct rq *rq, const struct reform *r, enum reform_list_kind kind,
    const struct reform_sheet *s)
{
	const struct in *in = rq->in;
	bool xlsx = str_eq(in->as, "xlsx");

	rq->filename = str_fmt(rq->ctx.mem, "reform_%ld_%s.%s", r->id,
	    reform_list_name(kind), xlsx ? "xlsx" : "csv");
	rq->seen.object = "reform";
	rq->seen.id = r->id;
	rq->seen.act = "export";
	if (xlsx) {
		rq->type = "application/vnd.openxmlformats-officedocument"
			   ".spreadsheetml.sheet";
		return reform_sheet_xlsx(&rq->ctx, s, reform_list_show(kind),
		    r->decision);
	}
	rq->type = "text/csv; charset=utf-8";
	reform_sheet_csv(&rq->ctx, s);
	return OK;
}

static enum rc
look(struct rq *rq)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct findings f = { .mem = ctx->mem };
	enum reform_list_kind kind = LIST_UNITS;
	struct reform_plan plan;
	struct reform_look all;
	struct reform r;

	TRY(find(rq, &r));
	if (in->list != NULL && !reform_list_read(in->list, &kind))
		return E_NOTFOUND;
	if (!str_eq(r.state, "planned")) /* of what is done nothing follows */
		return redirect(rq, url(ctx, "/unit/reform/plan?id=%ld", r.id));
	TRY(reform_plan_get(rq->db, &r, &plan));
	struct reform_in is = { r.decision, r.decided, r.on_date };
	enum rc rc = reform_look(rq->db, ctx, &is, &plan, &f, &all);
	if (rc == E_INVALID)
		return redirect(rq, url(ctx, "/unit/reform/plan?id=%ld", r.id));
	TRY(rc);
	struct reform_sheet s = reform_sheet(ctx, &all, kind, in->q);
	if (in->as != NULL)
		return as_file(rq, &r, kind, &s);
	page_open(ctx,
	    str_fmt(ctx->mem, "%s – %s", reform_list_show(kind), r.decision));
	put_path(ctx, &r, reform_list_show(kind));
	put_lists(ctx, r.id, kind);
	put_sheet(ctx, in, kind, &s);
	return page_close(ctx);
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

static enum rc
settle(struct rq *rq)
{
	const struct in *in = rq->in;

	TRY(at_top(rq));
	enum rc rc = reform_settle(rq->db, &rq->ctx, in->id, in->no);
	if (rc == E_CONFLICT)
		return conflict(rq);
	TRY(rc);
	return back(rq, "#todo");
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
	{ .method = GET,
	    .path = "/unit/reform/look",
	    .right = MAY_ADMIN,
	    .run = look,
	    IN(struct in, look_fields) },
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
	{ .method = POST,
	    .path = "/unit/reform/settle",
	    .right = MAY_ADMIN,
	    .run = settle,
	    IN(struct in, settle_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
