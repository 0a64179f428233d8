/* series_view.c - a figure over time on a page, and as a file */
#include "base/date.h"
#include "base/num.h"
#include "core/period.h"
#include "io/csv.h"
#include "io/url.h"
#include "view/series_view.h"
#include "view/unit_view.h"
#include "view/widget.h"

const char *
series_href(struct ctx *ctx, const struct series_in *in, bool csv)
{
	return url(ctx,
	    "/series?unit=%ld&item=%ld&reading=%s&part=%s&from=%s&to=%s%s",
	    in->unit_id, in->item_id, series_reading_name(in->reading),
	    in->part == 0 ? "own" : "total", in->from == NULL ? "" : in->from,
	    in->to == NULL ? "" : in->to, csv ? "&csv=1" : "");
}

void
series_readings(struct ctx *ctx, const struct series_in *in)
{
	static const char *const meaning[SERIES_END] = {
		[SERIES_AS_WAS] =
		    N_("The figures as they were accepted, of the units as they"
		       " were at the time. Nothing is added up."),
		[SERIES_NOW] =
		    N_("As if today's unit had always been there: where it came"
		       " of whole other units, their figures together."),
		[SERIES_RESTATED] = N_(
		    "As if today's unit had always been there, with shares of"
		    " units that were divided where a share was set."),
	};

	html(ctx->out, "<nav class='tabs' aria-label='%s'><ul>\n",
	    _("How figures of before are read"));
	for (enum series_reading r = 0; r < SERIES_END; r++) {
		struct series_in to = *in;
		to.reading = r;
		html(ctx->out, "<li><a href='%s'",
		    series_href(ctx, &to, false));
		if (r == in->reading)
			html(ctx->out, " aria-current='page'");
		html(ctx->out, ">%s</a></li>\n", series_reading_show(r));
	}
	html(ctx->out, "</ul></nav>\n<p class='help'>%s</p>\n",
	    tr(meaning[in->reading]));
}

/* Not fewer decimals than the item has, and as many as it needs. */
static void
put_value(struct ctx *ctx, const struct series_point *p)
{
	const struct dec *v =
	    p->value == NULL ? NULL : dec_parse(ctx->mem, p->value);
	enum num_lang lang = num_lang(ctx->lang);

	if (v == NULL) {
		html(ctx->out, "<td class='n'>%s</td>",
		    p->value == NULL ? "–" : p->value);
		return;
	}
	html(ctx->out, "<td class='n'>%s</td>",
	    num_show(ctx->mem, v,
		dec_scale(v) > p->decimals ? dec_scale(v) : (int)p->decimals,
		lang));
}

static void
put_when(struct ctx *ctx, const struct series_point *p)
{
	html(ctx->out,
	    "<tr><th scope='row' class='keep'>%s</th>"
	    "<td class='keep'>%s – %s</td>",
	    period_code_show(ctx->mem, p->period),
	    date_show(ctx->mem, p->starts), date_show(ctx->mem, p->ends));
}

static void
put_was(struct ctx *ctx, const struct series_point *p)
{
	put_when(ctx, p);
	html(ctx->out, "<td>");
	unit_link(ctx, p->unit_id, p->unit, p->ends);
	html(ctx->out, " <small>%s</small></td>", p->unit_code);
	put_value(ctx, p);
	const char *as = series_as(ctx->mem, p);
	html(ctx->out, "<td class='why'>%s%s%s</td></tr>\n",
	    p->why != NULL   ? p->why :
	    p->value == NULL ? _("no accepted figure") :
			       "",
	    p->why != NULL && as != NULL ? "\n" : "", as == NULL ? "" : as);
}

static void
put_made(struct ctx *ctx, const struct series_point *p)
{
	static const enum tone tones[] = {
		[SERIES_REPORTED] = TONE_GOOD,
		[SERIES_COMPUTED] = TONE_INFO,
		[SERIES_PARTLY] = TONE_WARN,
		[SERIES_NOT] = TONE_BAD,
	};

	put_when(ctx, p);
	put_value(ctx, p);
	html(ctx->out, "<td>");
	widget_badge(ctx, tones[p->state], series_state_show(p->state));
	if (p->state == SERIES_PARTLY)
		html(ctx->out, " %ld/%ld", p->figures, p->units);
	const char *const said[] = { p->of, p->why, series_as(ctx->mem, p) };
	const char *line = "";
	html(ctx->out, "</td><td class='why'>");
	for (size_t i = 0; i < COUNT(said); i++) {
		if (str_empty(said[i]))
			continue;
		html(ctx->out, "%s%s", line, said[i]);
		line = "\n";
	}
	html(ctx->out, "</td></tr>\n");
}

void
series_table(struct ctx *ctx, const struct series *s)
{
	bool was = s->reading == SERIES_AS_WAS;
	const char *heads_was[] = { _("Period"), _("Window"), _("Unit"),
		_("#Figure"), _("Note"), NULL };
	const char *heads_made[] = { _("Period"), _("Window"), _("#Figure"),
		_("How it came about"), _("Made of"), NULL };
	const char *kind = "";

	widget_list_open(ctx);
	widget_list_item(ctx, _("Unit of measure"), s->item.measure);
	widget_list_close(ctx);
	for (size_t i = 0; i < s->n; i++) {
		enum period_kind k;
		if (!str_eq(kind, s->at[i].kind)) {
			if (i > 0)
				widget_table_close(ctx);
			kind = s->at[i].kind;
			widget_table_open(ctx,
			    period_kind_read(kind, &k) ? period_kind_show(k) :
							 kind,
			    was ? heads_was : heads_made);
		}
		if (was)
			put_was(ctx, &s->at[i]);
		else
			put_made(ctx, &s->at[i]);
	}
	if (s->n > 0)
		widget_table_close(ctx);
}

void
series_csv(struct ctx *ctx, const struct series *s)
{
	static const char *const heads[] = { "unit", "item", "reading", "part",
		"kind", "period", "starts", "ends", "of_unit", "value", "state",
		"figures", "units", "made_of", "why", "reported_as" };
	struct csv_out csv = { .out = ctx->out };

	csv_bom(&csv);
	for (size_t i = 0; i < COUNT(heads); i++)
		csv_text(&csv, heads[i]);
	csv_end(&csv);
	for (size_t i = 0; i < s->n; i++) {
		const struct series_point *p = &s->at[i];
		const char *const cells[] = { s->unit.code, s->item.code,
			series_reading_name(s->reading),
			s->part == 0 ? "own" : "total", p->kind, p->period,
			p->starts, p->ends, p->unit_code };
		for (size_t k = 0; k < COUNT(cells); k++)
			csv_text(&csv, cells[k]);
		csv_num(&csv, p->value);
		csv_text(&csv, series_state_name(p->state));
		csv_num(&csv, str_long(ctx->mem, p->figures));
		csv_num(&csv, str_long(ctx->mem, p->units));
		csv_text(&csv, p->of);
		csv_text(&csv, p->why);
		csv_text(&csv, p->as);
		csv_end(&csv);
	}
}

void
series_choose(struct ctx *ctx, long unit, const struct series_items *all)
{
	const char *heads[] = { _("Item"), _("Code"), _("Unit of measure"),
		_("#Periods"), NULL };

	html(ctx->out, "<h2>%s</h2>\n", _("Which item?"));
	if (all->n == 0) {
		widget_empty(ctx,
		    _("No figures of it, or of what it came of, were accepted"
		      " yet."));
		return;
	}
	if (all->n > 8)
		widget_table_filter(ctx, _("Filter items"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct series_item *t = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th>"
		    "<td><code>%s</code></td><td>%s</td>"
		    "<td class='n'>%ld</td></tr>\n",
		    url(ctx, "/series?unit=%ld&item=%ld", unit, t->id), t->name,
		    t->code, t->measure, t->periods);
	}
	widget_table_close(ctx);
}
