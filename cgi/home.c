/* home.c - what waits for me: reports to send, units that report to me */
#include "app/app.h"
#include "core/report.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/widget.h"

enum { MINE_MAX = 60, SETTLED_MAX = 12, TALLIES_MAX = 40 };

static enum rc
mine(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct reports rs;

	TRY(report_mine(rq->db, ctx, false, MINE_MAX, &rs));
	html(ctx->out, "<section>\n<h2>%s</h2>\n", _("Reports to send"));
	if (rs.n == 0)
		widget_empty(ctx, _("Nothing waits for you."));
	else
		report_list_mine(ctx, &rs);
	html(ctx->out, "</section>\n");
	return OK;
}

static enum rc
settled(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct reports rs;

	TRY(report_mine(rq->db, ctx, true, SETTLED_MAX, &rs));
	if (rs.n == 0)
		return OK;
	html(ctx->out, "<section>\n<h2>%s</h2>\n", _("Sent lately"));
	report_list_mine(ctx, &rs);
	html(ctx->out, "</section>\n");
	return OK;
}

static enum rc
below(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct tallies ts;

	TRY(report_tallies(rq->db, ctx, MAY_VIEW, TALLIES_MAX, &ts));
	if (ts.n == 0)
		return OK;
	html(ctx->out, "<section>\n<h2>%s</h2>\n", _("Units below"));
	report_list_tallies(ctx, &ts, "/review/units");
	html(ctx->out, "</section>\n");
	return OK;
}

/* Work that waits nowhere: what somebody looks after, and where. */
static const struct place {
	enum right right;
	const char *path, *label, *what;
} places[] = {
	{ MAY_OWN, "/regime", N_("Regimes and forms"),
	    N_("What must be reported, by whom and by when; its forms and"
	       " items.") },
	{ MAY_ADMIN, "/person", N_("People"),
	    N_("Accounts of your units: add and invite people, give and end"
	       " roles, move, lock.") },
	{ MAY_ADMIN, "/privacy", N_("Personal data"),
	    N_("Corrections that people ask for, and how long data are"
	       " kept.") },
	{ MAY_ADMIN, "/unit", N_("Units"),
	    N_("Units on any day, what became of them, and their"
	       " reorganisation.") },
	{ MAY_AUDIT, "/audit", N_("Record of acts"),
	    N_("Who did what and when; the history of a figure; files of"
	       " proof.") },
};

static bool
looks_after(const struct actor *who)
{
	return actor_may(who, MAY_OWN) || actor_may(who, MAY_ADMIN) ||
	       actor_may(who, MAY_AUDIT);
}

static void
put_places(struct ctx *ctx)
{
	html(ctx->out, "<section>\n<h2>%s</h2>\n<dl class='said'>\n",
	    _("What you look after"));
	for (size_t i = 0; i < COUNT(places); i++)
		if (actor_may(ctx->actor, places[i].right))
			html(ctx->out,
			    "<dt><a href='%s%s'>%s</a></dt><dd>%s</dd>\n",
			    ctx->base, places[i].path, tr(places[i].label),
			    tr(places[i].what));
	html(ctx->out, "</dl>\n</section>\n");
}

static enum rc
home(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("My work"));
	if (ctx->actor->ngrant == 0)
		widget_empty(ctx,
		    _("Your account has no role yet. Your administrator can"
		      " give it one."));
	if (actor_may(ctx->actor, MAY_ENTER))
		TRY(mine(rq));
	if (looks_after(ctx->actor))
		put_places(ctx);
	if (actor_may(ctx->actor, MAY_VIEW))
		TRY(below(rq));
	if (actor_may(ctx->actor, MAY_ENTER))
		TRY(settled(rq));
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
