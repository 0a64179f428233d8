/* synth.c - the picture of the country while it is coming in */
#include "app/object.h"
#include "base/date.h"
#include "base/num.h"
#include "core/report.h"
#include "core/rollup.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/widget.h"

enum { TALLIES_MAX = 200, OVERDUE_MAX = 300, CODE_MAX = 40 };

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct tallies ts;

	TRY(report_tallies(rq->db, ctx, MAY_SYNTH, TALLIES_MAX, &ts));
	page_open(ctx, _("Summary"));
	if (ts.n == 0)
		widget_empty(ctx, _("No unit reports to you yet."));
	else
		report_list_tallies(ctx, &ts, "/synth/unit");
	return page_close(ctx);
}

struct unit_in {
	long unit;
	const char *regime, *period;
};
static const struct field unit_fields[] = {
	FIELD(struct unit_in, unit, .min = 1),
	FIELD(struct unit_in, regime, .max = CODE_MAX),
	FIELD(struct unit_in, period, .max = CODE_MAX),
};

static void
put_counts(struct ctx *ctx, const struct rollup_unit *u)
{
	const struct {
		const char *label;
		long n;
	} counts[] = {
		{ _("Sent, not yet decided"), u->sent },
		{ _("Returned"), u->returned },
		{ _("Sent late"), u->late },
		{ _("Missing"), u->missing },
	};

	html(ctx->out, "<h2>%s</h2>\n", _("Lowest reporting units"));
	widget_progress(ctx, u->accepted, u->expected, _("accepted"));
	widget_list_open(ctx);
	for (size_t i = 0; i < COUNT(counts); i++)
		widget_list_item(ctx, counts[i].label,
		    num_show_long(ctx->mem, counts[i].n, num_lang(ctx->lang)));
	widget_list_item(ctx, _("Added up at"),
	    date_show_instant(ctx->mem, u->at));
	widget_list_close(ctx);
}

static void
put_items(struct ctx *ctx, const struct rollup_items *items)
{
	const char *heads[] = { _("Item"), _("#Figure so far"), NULL };

	html(ctx->out, "<h2>%s</h2>\n<p class='help'>%s</p>\n",
	    _("Provisional figures"),
	    _("The sum of everything accepted below, whether or not the levels"
	      " between have sent theirs."));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < items->n; i++)
		html(ctx->out,
		    "<tr><th scope='row'>%s</th>"
		    "<td class='n'>%s</td></tr>\n",
		    items->at[i].name,
		    num_show_text(ctx->mem, items->at[i].value, -1,
			num_lang(ctx->lang)));
	widget_table_close(ctx);
}

static enum rc
put_overdue(struct rq *rq, const struct report *own)
{
	struct ctx *ctx = &rq->ctx;
	struct reports rs;

	TRY(report_overdue(rq->db, ctx, own->unit_id, own->regime_id,
	    own->period_id, OVERDUE_MAX, &rs));
	html(ctx->out, "<h2>%s</h2>\n", _("Late and missing"));
	if (rs.n == 0)
		widget_empty(ctx, _("All units are in time."));
	else
		report_list_units(ctx, &rs, false);
	if (rs.n == OVERDUE_MAX)
		html(ctx->out, "<p class='help'>%s</p>\n",
		    _("The list ends here. The lists of the units between have"
		      " the others."));
	return OK;
}

static enum rc
unit(struct rq *rq)
{
	const struct unit_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct rollup_items items;
	struct rollup_unit count;
	struct report own;

	TRY(report_find(rq->db, ctx, MAY_SYNTH, in->unit, in->regime,
	    in->period, &own));
	page_open(ctx, report_title(&own));
	report_list_facts(ctx, &own);
	enum rc rc = rollup_count(rq->db, ctx, in->unit, own.regime_id,
	    own.period_id, &count);
	if (rc == E_NOTFOUND) {
		widget_empty(ctx, _("This period has not been added up yet."));
	} else {
		TRY(rc);
		TRY(rollup_items(rq->db, ctx, in->unit, own.regime_id,
		    own.period_id, &items));
		put_counts(ctx, &count);
		put_items(ctx, &items);
	}
	TRY(put_overdue(rq, &own));
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET, .path = "/synth", .right = MAY_SYNTH, .run = list },
	{ .method = GET,
	    .path = "/synth/unit",
	    .right = MAY_SYNTH,
	    .object = &unit_object,
	    .id = "unit",
	    .run = unit,
	    IN(struct unit_in, unit_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
