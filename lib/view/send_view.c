/* send_view.c - the page on which the head of a unit sends its report */
#include "base/date.h"
#include "core/flow.h"
#include "view/report_list.h"
#include "view/send_view.h"
#include "view/sheet_grid.h"
#include "view/signature_view.h"
#include "view/widget.h"

static long
filled(const struct sheet *s, long *ret_of)
{
	long n = 0;

	*ret_of = 0;
	for (size_t i = 0; i < s->form->ncell; i++) {
		if (!sheet_enterable(s->form, i) ||
		    sheet_skips(s->form, &s->own, s->form->cells[i].row))
			continue;
		++*ret_of;
		n += s->own.num[i].dec != NULL || !str_empty(s->own.txt[i]);
	}
	return n;
}

static void
put_totals(struct ctx *ctx, const struct send_view *v)
{
	const struct sheet *s = v->sheet;
	long of, n = filled(s, &of);

	widget_list_item(ctx, _("Filled in"),
	    str_fmt(ctx->mem, _("%ld of %ld cells"), n, of));
	if (s->superior)
		widget_list_item(ctx, _("Units below"),
		    str_fmt(ctx->mem,
			trn("%zu of %zu is accepted and in the totals",
			    "%zu of %zu are accepted and in the totals",
			    s->naccepted),
			s->naccepted, s->nchild));
}

/* With what it will be signed, so that nobody is told only afterwards. */
static const char *
signed_with(struct ctx *ctx, const struct signer_ready *r)
{
	if (r->certificate && r->why == NULL)
		return str_fmt(ctx->mem,
		    _("this system's key and the certificate of %s, valid "
		      "until %s"),
		    r->cert.subject, date_show_instant(ctx->mem, r->cert.to));
	if (r->key || r->certificate)
		return _("this system's key");
	return _("nothing: this system has no key, the report stays unsigned");
}

static void
put_facts(struct ctx *ctx, const struct send_view *v)
{
	const struct report *r = v->report;

	report_list_facts(ctx, r);
	widget_list_open(ctx);
	widget_list_item(ctx, _("Sent by"),
	    signature_as(ctx->mem, ctx->actor->name, &v->behalf));
	if (r->receiver == NULL)
		widget_list_item(ctx, _("It goes to"),
		    _("nobody above: the figures are official at once"));
	widget_list_item(ctx, _("Revision"),
	    str_fmt(ctx->mem, "%ld", r->revision_no + 1));
	put_totals(ctx, v);
	widget_list_item(ctx, _("Signed with"), signed_with(ctx, v->ready));
	widget_list_close(ctx);
}

static void
put_warnings(struct ctx *ctx, const struct send_view *v)
{
	bool must = v->checks->nexplain > 0;

	html(ctx->out, "<fieldset class='confirm'><legend>%s</legend>\n",
	    _("There are warnings"));
	widget_check(ctx, NULL, "confirmed",
	    _("I have checked them; the figures are right."), v->confirmed);
	widget_input(ctx, v->findings,
	    &(struct input){ .name = "reason",
		.label = must ? _("Explanation for the receiver (required)") :
				_("Explanation for the receiver"),
		.help = must ? _("Say why the figures are right all the same. "
				 "It is kept with the report.") :
			       NULL,
		.type = "area",
		.value = v->reason,
		.max = FLOW_REASON_MAX });
	html(ctx->out, "</fieldset>\n");
}

/* What is sent is what this page shows: it carries the hash of it. */
static void
put_form(struct ctx *ctx, const struct send_view *v)
{
	const struct report *r = v->report;

	widget_form_open(ctx, url(ctx, "/entry/send"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", r->version);
	widget_hidden(ctx, "digest", v->digest);
	if (v->checks->n > 0)
		put_warnings(ctx, v);
	html(ctx->out, "<p>%s</p>\n",
	    r->receiver_id == 0 ?
		_("By sending you sign these figures in the name of your "
		  "unit. They are kept as they are and are official at "
		  "once.") :
		_("By sending you sign these figures in the name of your "
		  "unit. They are kept as they are; only the receiver can "
		  "return them for correction."));
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Sign and send"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Back to the figures"),
	    url(ctx, "/entry/form?id=%ld", r->id));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

/* What stands in the way, and the way back to where it is mended. */
static void
put_stop(struct ctx *ctx, const struct send_view *v)
{
	if (v->ready->why != NULL)
		widget_notice(ctx, TONE_BAD,
		    str_fmt(ctx->mem,
			_("The agency's certificate cannot sign: %s Please "
			  "tell your system's administrator."),
			v->ready->why));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("Back to the figures"),
	    url(ctx, "/entry/form?id=%ld", v->report->id));
	widget_actions_close(ctx);
}

void
send_view_put(struct ctx *ctx, const struct send_view *v)
{
	bool stop = v->checks->nerror > 0 || v->ready->why != NULL;

	if (v->moved)
		widget_notice(ctx, TONE_WARN,
		    _("Figures have changed since you looked: your own, or "
		      "those of units below. Nothing was sent; please look "
		      "again."));
	if (v->findings != v->checks)
		widget_findings(ctx, v->findings);
	put_facts(ctx, v);
	widget_findings(ctx, v->checks);
	if (stop)
		put_stop(ctx, v);
	else
		put_form(ctx, v);
	html(ctx->out, "<h2>%s</h2>\n", _("What is sent"));
	sheet_grid_put(ctx,
	    &(struct sheet_grid){ .sheet = v->sheet, .findings = v->checks });
}
