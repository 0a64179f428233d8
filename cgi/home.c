/* home.c - what waits for me: reports to send, units that report to me */
#include "app/app.h"
#include "base/date.h"
#include "core/flow.h"
#include "core/report.h"
#include "view/page.h"
#include "view/widget.h"

enum { MINE_MAX = 60, SETTLED_MAX = 12, TALLIES_MAX = 60 };

static void
due_cell(struct ctx *ctx, const char *due, enum lateness late)
{
	struct buf *h = ctx->out;

	html(h, "<td class='date'>%s", date_show(ctx->mem, due));
	if (late == MISSING) {
		html(h, " ");
		widget_badge(ctx, TONE_BAD, _("overdue"));
	} else if (late == LATE) {
		html(h, " ");
		widget_badge(ctx, TONE_WARN, _("late"));
	}
	html(h, "</td>");
}

static void
report_row(struct ctx *ctx, const struct report *r)
{
	struct buf *h = ctx->out;

	html(h,
	    "<tr><th scope='row'><a href='%s'>%s</a> <small>%s</small></th>"
	    "<td>%s</td><td>%s</td>",
	    url(ctx, "/entry?id=%ld", r->id), report_title(r), r->regime,
	    report_period_show(ctx->mem, r), r->unit);
	due_cell(ctx, r->due, report_lateness(r, ctx->today));
	html(h, "<td>");
	widget_state(ctx, r->state);
	html(h, "</td></tr>\n");
}

static enum rc
mine(struct rq *rq, bool settled)
{
	struct ctx *ctx = &rq->ctx;
	const char *heads[] = { _("Report"), _("Period"), _("Unit"), _("Due"),
		_("State"), NULL };
	struct reports rs;

	TRY(report_mine(rq->db, ctx, settled, settled ? SETTLED_MAX : MINE_MAX,
	    &rs));
	if (settled && rs.n == 0)
		return OK;
	html(ctx->out, "<section>\n<h2>%s</h2>\n",
	    settled ? _("Sent lately") : _("Reports to send"));
	if (rs.n == 0)
		widget_empty(ctx, _("Nothing waits for you."));
	else {
		widget_table_open(ctx, NULL, heads);
		for (size_t i = 0; i < rs.n; i++)
			report_row(ctx, &rs.at[i]);
		widget_table_close(ctx);
	}
	html(ctx->out, "</section>\n");
	return OK;
}

static void
tally_row(struct ctx *ctx, const struct tally *t)
{
	struct buf *h = ctx->out;
	const struct report r = { .title_vi = t->title_vi,
		.title_en = t->title_en,
		.period = t->period,
		.kind = t->kind,
		.starts = t->starts,
		.ends = t->ends };

	html(h,
	    "<tr><th scope='row'><a href='%s'>%s</a> <small>%s</small></th>"
	    "<td>%s</td><td>%s</td><td>",
	    url(ctx, "/review?unit=%ld&regime=%s&period=%s", t->unit_id,
		t->regime, t->period),
	    report_title(&r), t->regime, report_period_show(ctx->mem, &r),
	    t->unit);
	widget_progress(ctx, t->accepted, t->n, _("accepted"));
	html(h,
	    "</td><td class='n'>%ld</td><td class='n'>%ld</td>"
	    "<td class='n'>%ld</td><td class='n'>%ld</td></tr>\n",
	    t->sent, t->returned, t->late, t->missing);
}

static enum rc
below(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const char *heads[] = { _("Report"), _("Period"), _("Received by"),
		_("Accepted"), _("#To decide"), _("#Returned"), _("#Late"),
		_("#Missing"), NULL };
	struct tallies ts;

	TRY(report_tallies(rq->db, ctx, MAY_VIEW, TALLIES_MAX, &ts));
	if (ts.n == 0)
		return OK;
	html(ctx->out, "<section>\n<h2>%s</h2>\n", _("Units below"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < ts.n; i++)
		tally_row(ctx, &ts.at[i]);
	widget_table_close(ctx);
	html(ctx->out, "</section>\n");
	return OK;
}

static enum rc
home(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("My work"));
	if (actor_may(ctx->actor, MAY_ENTER))
		TRY(mine(rq, false));
	if (actor_may(ctx->actor, MAY_VIEW))
		TRY(below(rq));
	if (actor_may(ctx->actor, MAY_ENTER))
		TRY(mine(rq, true));
	if (ctx->actor->ngrant == 0)
		widget_empty(ctx,
		    _("Your account has no role yet. Your administrator can"
		      " give it one."));
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET, .path = "/", .right = SIGNED_IN, .run = home },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
