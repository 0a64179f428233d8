/* report_list.c - reports, and how units stand with them, as tables */
#include <string.h>
#include "base/date.h"
#include "base/num.h"
#include "core/flow.h"
#include "view/report_list.h"
#include "view/signature_view.h"
#include "view/unit_view.h"
#include "view/widget.h"

/* A deadline, with what is to be known of it. */
static void
put_due(struct ctx *ctx, const struct report *r)
{
	enum lateness late = report_lateness(r, ctx->today);
	struct buf *h = ctx->out;

	html(h, "%s", date_show(ctx->mem, r->due));
	if (r->due_rule != NULL) {
		html(h, " <small>(%s)</small> ",
		    str_fmt(ctx->mem, _("was %s"),
			date_show(ctx->mem, r->due_rule)));
		widget_badge(ctx, TONE_INFO, _("extended"));
	}
	if (r->provisional) {
		html(h, " ");
		widget_badge(ctx, TONE_PLAIN, _("provisional"));
	}
	if (late == IN_TIME)
		return;
	html(h, " ");
	if (late == MISSING)
		widget_badge(ctx, TONE_BAD, _("overdue"));
	else
		widget_badge(ctx, TONE_WARN, _("late"));
}

static void
mine_row(struct ctx *ctx, const struct report *r)
{
	struct buf *h = ctx->out;

	html(h,
	    "<tr><th scope='row'><a href='%s'>%s</a>"
	    " <small>%s</small></th><td>%s</td><td>",
	    url(ctx, "/entry/form?id=%ld", r->id), report_title(r), r->regime,
	    report_period_show(ctx->mem, r));
	unit_link(ctx, r->unit_id, r->unit, r->ends);
	html(h, "</td><td>");
	put_due(ctx, r);
	html(h, "</td><td>");
	widget_state(ctx, r->state);
	html(h, "</td></tr>\n");
}

void
report_list_mine(struct ctx *ctx, const struct reports *rs)
{
	const char *heads[] = { _("Report"), _("Period"), _("Unit"), _("Due"),
		_("State"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < rs->n; i++)
		mine_row(ctx, &rs->at[i]);
	widget_table_close(ctx);
}

static void
tally_row(struct ctx *ctx, const struct tally *t, const char *page)
{
	struct buf *h = ctx->out;

	html(h,
	    "<tr><th scope='row'><a href='%s%s'>%s</a>"
	    " <small>%s</small></th><td>%s</td><td>",
	    url(ctx, "/"),
	    str_fmt(ctx->mem, "%s?unit=%ld&regime=%s&period=%s", page + 1,
		t->unit_id, t->regime, t->period),
	    tr_pick(t->title_vi, t->title_en), t->regime,
	    tally_period_show(ctx->mem, t));
	unit_link(ctx, t->unit_id, t->unit, t->ends);
	html(h, "</td><td>");
	widget_progress(ctx, t->accepted, t->n, _("accepted"));
	html(h, "</td>");
	const long n[] = { t->sent, t->returned, t->late, t->missing };
	for (size_t i = 0; i < COUNT(n); i++)
		html(h, "<td class='n'>%s</td>",
		    num_show_long(ctx->mem, n[i], num_lang(ctx->lang)));
	html(h, "</tr>\n");
}

void
report_list_tallies(struct ctx *ctx, const struct tallies *ts, const char *page)
{
	const char *heads[] = { _("Report"), _("Period"), _("Received by"),
		_("Accepted"), _("#To decide"), _("#Returned"), _("#Late"),
		_("#Missing"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < ts->n; i++)
		tally_row(ctx, &ts->at[i], page);
	widget_table_close(ctx);
}

/* What the last column says, if there is one. */
enum last { NOTHING, BELOW, RECEIVER };

static enum last
any_below(const struct reports *rs)
{
	for (size_t i = 0; i < rs->n; i++)
		if (rs->at[i].below > 0)
			return BELOW;
	return NOTHING;
}

static void
unit_row(struct ctx *ctx, const struct report *r, enum last last)
{
	struct buf *h = ctx->out;

	html(h, "<tr><th scope='row'><a href='%s'>%s</a></th><td>",
	    url(ctx, "/review/report?id=%ld", r->id), r->unit);
	unit_link(ctx, r->unit_id, r->unit_code, r->ends);
	html(h, "</td><td>");
	widget_state(ctx, r->state);
	html(h, "</td><td>");
	put_due(ctx, r);
	html(h, "</td><td>");
	if (r->revision_no > 0)
		html(h, "%s <small>%s%s%s</small>",
		    signature_by(ctx->mem, r->sender, r->behalf),
		    date_show_instant(ctx->mem, r->sent),
		    r->revision_no > 1 ? " · " : "",
		    r->revision_no > 1 ?
			str_fmt(ctx->mem, _("revision %ld"), r->revision_no) :
			"");
	html(h, "</td>");
	if (last == RECEIVER) {
		html(h, "<td>");
		unit_link(ctx, r->receiver_id, r->receiver, r->ends);
		html(h, "</td>");
	}
	if (last == BELOW) {
		html(h, "<td>");
		if (r->below > 0)
			html(h, "<a href='%s'>%ld/%ld</a>",
			    url(ctx,
				"/review/units?unit=%ld&regime=%s&period=%s",
				r->unit_id, r->regime, r->period),
			    r->below_accepted, r->below);
		html(h, "</td>");
	}
	html(h, "</tr>\n");
}

void
report_list_units(struct ctx *ctx, const struct reports *rs, bool below)
{
	enum last last = below ? any_below(rs) : RECEIVER;
	const char *heads[] = { _("Unit"), _("Code"), _("State"), _("Due"),
		_("Sent by"),
		last == BELOW    ? _("Units below") :
		last == RECEIVER ? _("Received by") :
				   NULL,
		NULL };

	if (rs->n > 8)
		widget_table_filter(ctx, _("Filter units"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < rs->n; i++)
		unit_row(ctx, &rs->at[i], last);
	widget_table_close(ctx);
}

static void
event_row(struct ctx *ctx, const struct report *r, const struct event *e)
{
	struct buf *h = ctx->out;

	html(h, "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td><td>",
	    flow_act_show(e->act), date_show_instant(ctx->mem, e->at),
	    signature_by(ctx->mem, e->person, e->behalf));
	if (strcmp(e->act, "send") == 0 && e->revision_no > 0)
		html(h, "<a href='%s'>%s</a> <code>%.*s</code>",
		    url(ctx, "/review/revision?id=%ld&no=%ld", r->id,
			e->revision_no),
		    str_fmt(ctx->mem, _("revision %ld"), e->revision_no), 16,
		    e->sha == NULL ? "" : e->sha);
	html(h, "</td><td class='why'>%s</td></tr>\n", e->reason);
}

void
report_list_events(struct ctx *ctx, const struct report *r,
    const struct events *es)
{
	const char *heads[] = { _("Act"), _("When"), _("Who"), _("Revision"),
		_("Reason"), NULL };

	if (es->n == 0)
		return;
	html(ctx->out, "<section>\n<h2>%s</h2>\n", _("History"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < es->n; i++)
		event_row(ctx, r, &es->at[i]);
	widget_table_close(ctx);
	html(ctx->out, "</section>\n");
}

void
report_list_facts(struct ctx *ctx, const struct report *r)
{
	struct buf *h = ctx->out;

	widget_list_open(ctx);
	unit_item(ctx, _("Reporting unit"), r->unit_id, r->unit, r->ends);
	if (r->receiver != NULL)
		unit_item(ctx, _("Received by"), r->receiver_id, r->receiver,
		    r->ends);
	widget_list_item(ctx, _("Reporting period"),
	    str_fmt(ctx->mem, _("%s (from %s to %s)"),
		report_period_show(ctx->mem, r), date_show(ctx->mem, r->starts),
		date_show(ctx->mem, r->ends)));
	html(h, "<div><dt>%s</dt><dd>", _("Due"));
	put_due(ctx, r);
	html(h, "</dd></div>\n<div><dt>%s</dt><dd>", _("State"));
	widget_state(ctx, r->state);
	html(h, "</dd></div>\n");
	widget_list_close(ctx);
}

static void
file_link(struct ctx *ctx, const struct report *r, const char *label,
    const char *kind, const char *dir)
{
	html(ctx->out, "<li><a href='%s'>%s</a></li>\n",
	    url(ctx, "/%s/%s.%s?period=%s&unit=%ld", dir, r->regime, kind,
		r->period, r->unit_id),
	    label);
}

void
report_list_files(struct ctx *ctx, const struct report *r)
{
	html(ctx->out, "<ul class='files'>\n");
	file_link(ctx, r, "PDF", "pdf", "report");
	file_link(ctx, r, "XLSX", "xlsx", "export");
	file_link(ctx, r, "CSV", "csv", "export");
	if (r->below > 0)
		file_link(ctx, r, _("Chart"), "png", "chart");
	html(ctx->out, "</ul>\n");
}
