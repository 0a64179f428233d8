/* audit_trail.c - a figure's way up and down, as markup */
#include "base/date.h"
#include "base/decimal.h"
#include "base/num.h"
#include "core/flow.h"
#include "view/audit_view.h"
#include "view/signature_view.h"

/* A figure as people write it; a text as it is. */
static const char *
value_show(const struct ctx *ctx, const char *value)
{
	if (value == NULL)
		return _("(empty)");
	return dec_parse(ctx->mem, value) == NULL ?
		   value :
		   num_show_text(ctx->mem, value, -1, num_lang(ctx->lang));
}

static const char *
did(const struct ctx *ctx, const struct trail_step *s)
{
	struct arena *mem = ctx->mem;

	switch (s->kind) {
	case TRAIL_TYPED:
		return !s->again ? _("typed") :
				   str_fmt(mem, _("changed, it was %s"),
				       value_show(ctx, s->was));
	case TRAIL_SENT:
		return str_fmt(mem, _("sent in revision %ld"), s->no);
	case TRAIL_RETURNED:
		return str_fmt(mem, _("returned revision %ld: %s"), s->no,
		    s->reason);
	case TRAIL_ACCEPTED:
		return str_fmt(mem, _("accepted revision %ld"), s->no);
	case TRAIL_REFORMED:
		return str_fmt(mem, "%s: %s", flow_act_show(s->act), s->reason);
	default:
		return str_fmt(mem, _("added it up in revision %ld"), s->no);
	}
}

static bool
decided(const struct trail_step *s)
{
	return s->kind == TRAIL_RETURNED || s->kind == TRAIL_ACCEPTED ||
	       s->kind == TRAIL_REFORMED;
}

/* A report's history. */
static const char *
history(struct ctx *ctx, bool auditor, long report)
{
	if (auditor)
		return url(ctx, "/audit/report?id=%ld", report);
	return url(ctx, "/history?id=%ld", report);
}

static const char *
followed(struct ctx *ctx, bool auditor, long report, size_t cell)
{
	return url_more(ctx, history(ctx, auditor, report),
	    "&figure=1&cell=%zu", cell);
}

static void
put_unit(struct ctx *ctx, bool auditor, size_t cell, long report,
    const char *name)
{
	if (report == 0)
		html(ctx->out, "%s", name);
	else
		html(ctx->out, "<a href='%s'>%s</a>",
		    followed(ctx, auditor, report, cell), name);
}

void
audit_trail(struct ctx *ctx, bool auditor, size_t cell, const struct trail *t)
{
	const char *const heads[] = { _("When"), _("What"), _("#Figure"),
		_("Who"), _("Report of"), _("Receipt of the record"), NULL };
	struct arena *mem = ctx->mem;

	html(ctx->out, "<div class='trail'>\n");
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < t->n; i++) {
		const struct trail_step *s = &t->at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td class='n'>%s"
		    "</td><td>%s</td><td>",
		    date_show_instant(mem, s->at), did(ctx, s),
		    decided(s) ? "" : value_show(ctx, s->value),
		    s->person == NULL ?
			_("the system") :
			signature_by(mem, s->person, s->behalf));
		put_unit(ctx, auditor, cell,
		    s->depth > 0 && s->seen ? s->report_id : 0, s->unit);
		html(ctx->out, "</td><td><code>%s</code></td></tr>\n",
		    s->receipt);
	}
	widget_table_close(ctx);
	html(ctx->out, "</div>\n");
	if (t->cut)
		widget_notice(ctx, TONE_WARN,
		    _("There is more above than is shown here."));
}

static const char *
from(const struct ctx *ctx, const struct figure_part *p)
{
	if (p->kind == PART_HOME)
		return str_fmt(ctx->mem, _("%s, %s, revision %ld"), p->regime,
		    p->period, p->no);
	return p->kind == PART_OWN ?
		   str_fmt(ctx->mem, _("%s itself"), p->unit) :
		   p->unit;
}

static void
put_part(struct ctx *ctx, bool auditor, size_t cell,
    const struct figure_part *p)
{
	bool in = p->kind != PART_BELOW || p->no > 0;

	html(ctx->out, "<tr><th scope='row'>");
	if (p->kind == PART_HOME) /* where it stands in another cell */
		html(ctx->out, "<a href='%s'>%s</a>",
		    history(ctx, auditor, p->report_id), from(ctx, p));
	else
		put_unit(ctx, auditor, cell, p->report_id, from(ctx, p));
	html(ctx->out, "</th><td class='n'>%s</td><td>",
	    p->kind == PART_HOME || !in ? "" : value_show(ctx, p->value));
	if (in)
		html(ctx->out, "%s", p->person);
	html(ctx->out, "</td><td>");
	if (p->state != NULL)
		widget_state(ctx, p->state);
	if (!in)
		html(ctx->out, " %s", _("not in the total"));
	html(ctx->out, "</td></tr>\n");
}

void
audit_made_of(struct ctx *ctx, bool auditor, size_t cell,
    const struct figure_parts *ps)
{
	const char *const heads[] = { _("From"), _("#Figure"), _("Sent by"),
		_("State then"), NULL };

	if (ps->n == 0)
		return;
	html(ctx->out, "<h3>%s</h3>\n<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem, _("Where the figure of revision %ld comes from"),
		ps->no),
	    _("Follow a unit to see what its own figure is made of, and so on"
	      " down to the person who typed it."));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < ps->n; i++)
		put_part(ctx, auditor, cell, &ps->at[i]);
	widget_table_close(ctx);
}
