/*
 * history.c - what happened to one report, and to one of its figures
 *
 * For officials who see the report, without what its unit typed and did not
 * send; for auditors with it.  Reading the record is an act itself.
 */
#include "app/app.h"
#include "app/object.h"
#include "core/sheet.h"
#include "view/audit_view.h"
#include "view/page.h"
#include "view/report_list.h"

enum { HISTORY = 200 };

struct report_in {
	long id, cell;
	bool figure;
};
static const struct field report_fields[] = {
	FIELD(struct report_in, id, .min = 1),
	FIELD(struct report_in, cell, .min = 0, .optional = true),
	FIELD(struct report_in, figure),
};

/* The cells that can hold something, in words. */
static void
put_cells(struct rq *rq, const struct form *f, bool auditor)
{
	const struct report_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct choice *at = arena_alloc(ctx->mem, f->ncell * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].type != CELL_NONE)
			at[n++] = (struct choice){ str_fmt(ctx->mem, "%zu", i),
				sheet_where(ctx->mem, f, i) };
	widget_query_open(ctx,
	    auditor ? url(ctx, "/audit/report") : url(ctx, "/history"));
	widget_hidden_long(ctx, "id", in->id);
	widget_hidden(ctx, "figure", "1");
	widget_select(ctx, NULL, "cell", _("Figure"), at, n,
	    str_long(ctx->mem, in->cell));
	widget_query_close(ctx, _("Follow it"));
}

static enum rc
put_trail(struct rq *rq, const struct form *f, bool auditor, bool drafts)
{
	const struct report_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	size_t cell = (size_t)in->cell;
	struct figure_parts parts;
	struct trail t;

	if (!in->figure || cell >= f->ncell)
		return OK;
	TRY(figure_trail(rq->db, ctx, rq->report, rq->route->right, cell,
	    drafts, &t));
	TRY(figure_parts(rq->db, ctx, rq->report, cell, &parts));
	html(ctx->out, "<h3>%s</h3>\n", sheet_where(ctx->mem, f, cell));
	if (t.n == 0)
		widget_empty(ctx, _("Nothing has been entered or sent here."));
	else
		audit_trail(ctx, auditor, cell, &t);
	audit_made_of(ctx, auditor, cell, &parts);
	return OK;
}

static enum rc
report_page(struct rq *rq, bool auditor, bool drafts)
{
	struct ctx *ctx = &rq->ctx;
	const struct form *f;
	struct audit_hits hs;

	TRY(form_get(rq->db, rq->report->form_id, &f));
	TRY(audit_of_report(rq->db, rq->object, drafts, HISTORY, &hs));
	page_open(ctx,
	    str_fmt(ctx->mem, _("History: %s"), report_title(rq->report)));
	widget_path(ctx,
	    (struct crumb[]){
		{ report_title(rq->report),
		    url(ctx, "/review/report?id=%ld", rq->report->id) },
		{ _("History"), NULL } },
	    2);
	report_list_facts(ctx, rq->report);
	html(ctx->out, "<h2>%s</h2>\n<p class='help'>%s</p>\n",
	    _("One figure from the keystroke to the total"),
	    _("Choose a figure: who typed it, in which revisions it was sent,"
	      " what was decided, and which reports above have added it up."));
	put_cells(rq, f, auditor);
	TRY(put_trail(rq, f, auditor, drafts));
	html(ctx->out, "<h2>%s</h2>\n", _("All that happened to this report"));
	if (hs.n == 0)
		widget_empty(ctx, _("Nothing has happened yet."));
	else
		audit_table(ctx, &hs, auditor);
	return page_close(ctx);
}

static enum rc
audited_report(struct rq *rq)
{
	return report_page(rq, true, true);
}

/* What was typed and not sent is the unit's own. */
static enum rc
history(struct rq *rq)
{
	return report_page(rq, false,
	    actor_may_at(rq->ctx.actor, MAY_ENTER, rq->report->unit_id));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/audit/report",
	    .right = MAY_AUDIT,
	    .audit = "read",
	    .object = &report_object,
	    .id = "id",
	    .run = audited_report,
	    IN(struct report_in, report_fields) },
	{ .method = GET,
	    .path = "/history",
	    .right = MAY_VIEW,
	    .audit = "read",
	    .object = &report_object,
	    .id = "id",
	    .run = history,
	    IN(struct report_in, report_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
