/* reform_view.c - reorganisations on pages: plans and how they stand */
#include <string.h>
#include "base/date.h"
#include "base/num.h"
#include "io/url.h"
#include "view/reform_view.h"
#include "view/unit_view.h"
#include "view/widget.h"

static const struct {
	const char *state, *shown;
	enum tone tone;
} states[] = {
	{ "planned", N_("planned"), TONE_INFO },
	{ "running", N_("being carried out"), TONE_WARN },
	{ "done", N_("carried out"), TONE_GOOD },
	{ "undoing", N_("being undone"), TONE_WARN },
	{ "undone", N_("undone"), TONE_PLAIN },
	{ "dropped", N_("dropped"), TONE_PLAIN },
};

const char *
reform_state_show(const char *state)
{
	for (size_t i = 0; i < COUNT(states); i++)
		if (str_eq(states[i].state, state))
			return tr(states[i].shown);
	return state;
}

void
reform_state(struct ctx *ctx, const char *state)
{
	enum tone tone = TONE_PLAIN;

	for (size_t i = 0; i < COUNT(states); i++)
		if (str_eq(states[i].state, state))
			tone = states[i].tone;
	widget_badge(ctx, tone, reform_state_show(state));
}

void
reform_plans(struct ctx *ctx, const struct reforms *all)
{
	const char *heads[] = { _("Number of the decision"), _("Takes effect"),
		_("State"), _("#Rows of the plan"), _("Brought by"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct reform *r = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s</td>"
		    "<td>",
		    url(ctx, "/unit/reform/plan?id=%ld", r->id), r->decision,
		    date_show(ctx->mem, r->on_date));
		reform_state(ctx, r->state);
		html(ctx->out,
		    "</td><td class='n'>%s</td><td>%s <small>%s</small></td>"
		    "</tr>\n",
		    num_show_long(ctx->mem, r->rows, num_lang(ctx->lang)),
		    r->person_id == 0 ? _("command line") : r->person,
		    date_show_instant(ctx->mem, r->made));
	}
	widget_table_close(ctx);
}

static void
fact(struct ctx *ctx, const char *term, const char *text)
{
	if (!str_empty(text))
		widget_list_item(ctx, term, text);
}

static const char *
instant(struct ctx *ctx, const char *at)
{
	return at == NULL ? NULL : date_show_instant(ctx->mem, at);
}

void
reform_facts(struct ctx *ctx, const struct reform *r)
{
	widget_list_open(ctx);
	fact(ctx, _("Number of the decision"), r->decision);
	fact(ctx, _("Signed on"),
	    r->decided == NULL ? NULL : date_show(ctx->mem, r->decided));
	fact(ctx, _("Takes effect"), date_show(ctx->mem, r->on_date));
	html(ctx->out, "<div><dt>%s</dt><dd>", _("State"));
	reform_state(ctx, r->state);
	html(ctx->out, "</dd></div>\n");
	fact(ctx, _("Plan"),
	    str_fmt(ctx->mem,
		trn("%s, %s row", "%s, %s rows", (unsigned long)r->rows),
		r->file,
		num_show_long(ctx->mem, r->rows, num_lang(ctx->lang))));
	fact(ctx, _("Brought by"),
	    str_fmt(ctx->mem, "%s, %s",
		r->person_id == 0 ? _("command line") : r->person,
		date_show_instant(ctx->mem, r->made)));
	fact(ctx, _("Structure changed at"), instant(ctx, r->switched));
	fact(ctx, _("Undone at"), instant(ctx, r->undone));
	widget_list_close(ctx);
	if (!str_empty(r->note))
		widget_notice(ctx, TONE_BAD, r->note);
}

/* A unit after: "00004 Phường Ba Đình", what of it the row says. */
static void
put_after(struct ctx *ctx, const struct reform_row *r)
{
	html(ctx->out, "<td>%s %s %s</td>", r->became, r->name, r->level);
}

void
reform_rows(struct ctx *ctx, const struct reform_plan *plan, bool drop)
{
	const char *heads[] = { _("#Row"), _("What"), _("Unit before"),
		_("Unit after"), _("Its superior"), _("Share"), _("Note"),
		drop ? _("Take out") : NULL, NULL };

	if (plan->n > 8)
		widget_table_filter(ctx, _("Filter rows"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < plan->n; i++) {
		const struct reform_row *r = &plan->at[i];
		html(ctx->out,
		    "<tr><td class='n'>%ld</td><th scope='row'>%s</th>"
		    "<td>%s</td>",
		    r->line, reform_act_show(r->act), r->unit);
		put_after(ctx, r);
		html(ctx->out, "<td>%s</td><td>%s %s</td><td>%s</td>",
		    r->parent, r->share, r->item, r->note);
		if (drop) {
			html(ctx->out, "<td>");
			widget_button(ctx, BUTTON_QUIET,
			    str_fmt(ctx->mem, _("Take out row %ld"), r->line),
			    "drop", str_long(ctx->mem, (long)i + 1));
			html(ctx->out, "</td>");
		}
		html(ctx->out, "</tr>\n");
	}
	widget_table_close(ctx);
}

/* "2025-07-01.csv:770": row 770; a field by its name; elsewhere as it is. */
static const char *
place(struct arena *mem, const char *where)
{
	const char *colon = strrchr(where, ':');
	const char *field = reform_field_show(where);

	if (field != NULL)
		return field;
	return colon != NULL && colon[1] != '\0' &&
		       strspn(colon + 1, "0123456789") == strlen(colon + 1) ?
		   str_fmt(mem, _("row %s"), colon + 1) :
		   where;
}

/* "level: ..." begins with a column of the file, which has a name here. */
static const char *
said(struct arena *mem, const char *text)
{
	const char *colon = strchr(text, ':');

	if (colon == NULL)
		return text;
	const char *column = str_fmt(mem, "%.*s", (int)(colon - text), text);
	const char *field = reform_field_show(column);
	return field == NULL ? text : str_fmt(mem, "%s%s", field, colon);
}

static void
put_findings(struct ctx *ctx, const struct findings *f, bool warnings)
{
	const char *heads[] = { _("Where"), _("What"), NULL };
	size_t n = warnings ? f->n - f->nerror : f->nerror;

	if (n == 0 || n > f->n)
		return;
	widget_table_open(ctx,
	    warnings ? _("Things to look at again") :
		       _("Things that must be put right"),
	    heads);
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i].warning == warnings)
			html(ctx->out,
			    "<tr><th scope='row'>%s</th><td>%s</td></tr>\n",
			    place(ctx->mem, f->at[i].where),
			    said(ctx->mem, f->at[i].text));
	widget_table_close(ctx);
}

void
reform_findings(struct ctx *ctx, const struct findings *f)
{
	if (f->nerror > 0)
		widget_notice(ctx, TONE_BAD,
		    _("As it stands, this cannot be done."));
	put_findings(ctx, f, false);
	put_findings(ctx, f, true);
	if (f->left > 0)
		widget_notice(ctx, TONE_WARN,
		    _("There are more than can be listed here."));
}

/* ---------------------------------------------------------------- dry run */

static void
put_levels(struct ctx *ctx, const struct reform_look *look)
{
	const char *heads[] = { _("Level"), _("#Units before"),
		_("#Units after"), NULL };

	widget_table_open(ctx, _("Units of each level"), heads);
	for (size_t i = 0; i < look->nlevel; i++) {
		const struct reform_level *l = &look->level[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td class='n'>%s</td>"
		    "<td class='n'>%s</td></tr>\n",
		    tr_pick(l->name_vi, l->name_en),
		    num_show_long(ctx->mem, l->before, num_lang(ctx->lang)),
		    num_show_long(ctx->mem, l->after, num_lang(ctx->lang)));
	}
	widget_table_close(ctx);
}

struct counted {
	const char *label;
	long n;
	enum reform_list_kind list;
};

static void
put_counts(struct ctx *ctx, const struct counted *at, size_t n, long id)
{
	const char *heads[] = { _("What follows"), _("#How many"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < n; i++)
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th>"
		    "<td class='n'>%s</td></tr>\n",
		    url(ctx, "/unit/reform/look?id=%ld&list=%s", id,
			reform_list_name(at[i].list)),
		    at[i].label,
		    num_show_long(ctx->mem, at[i].n, num_lang(ctx->lang)));
	widget_table_close(ctx);
}

static long
duties_of(const struct reform_look *look, enum reform_fate fate)
{
	long n = 0;

	for (size_t i = 0; i < look->nduty; i++)
		n += look->duty[i].fate == fate;
	return n;
}

static long
forms_of(const struct reform_look *look)
{
	long n = (long)look->nidle;

	for (size_t i = 0; i < look->nduty; i++)
		n += str_eq(look->duty[i].kind, "extension") ||
		     str_eq(look->duty[i].kind, "draft_owner") ||
		     str_eq(look->duty[i].kind, "template_owner");
	return n;
}

/* By when what is open is due, and what can be read on. */
static void
put_later(struct ctx *ctx, const struct reform_look *look, long id)
{
	const struct counted at[] = {
		{ _("Deadlines that stay"),
		    look->dues[DUE_STAYS] + look->dues[DUE_EXTENDED],
		    LIST_DUES },
		{ _("Deadlines that change"), look->dues[DUE_MOVES],
		    LIST_DUES },
		{ _("Deadlines that fall away"), look->dues[DUE_FALLS],
		    LIST_DUES },
		{ _("Deadlines that have passed already"), look->dues_past,
		    LIST_DUES },
		{ _("Deadlines within a week of the day of the change"),
		    look->dues_near, LIST_DUES },
		{ _("Units whose reports fall due no more"),
		    look->dues[DUE_NEVER], LIST_DUES },
		{ _("Extensions and drafts of forms, and forms that nobody "
		    "fills in any more"),
		    forms_of(look), LIST_FORMS },
		{ _("Series that go on as they are"), look->readings[READ_ON],
		    LIST_SERIES },
		{ _("Series that are put together"), look->readings[READ_SUM],
		    LIST_SERIES },
		{ _("Series that are told by shares"),
		    look->readings[READ_SHARE], LIST_SERIES },
		{ _("Series that cannot be told for the new unit"),
		    look->readings[READ_NOT], LIST_SERIES },
	};

	put_counts(ctx, at, COUNT(at), id);
}

void
reform_summary(struct ctx *ctx, const struct reform_look *look, long id)
{
	const struct counted at[] = {
		{ _("Units that begin"), look->begun, LIST_UNITS },
		{ _("Units that end"), look->ended, LIST_UNITS },
		{ _("Units that go on below another superior"), look->moved,
		    LIST_UNITS },
		{ _("Units that are divided"), look->split, LIST_LINKS },
		{ _("Successions whose figures are not comparable"),
		    look->not_comparable, LIST_LINKS },
		{ _("Rights that follow to the new unit"), look->grants_carried,
		    LIST_RIGHTS },
		{ _("Rights that somebody must decide about"),
		    look->grants_decide, LIST_RIGHTS },
		{ _("Rights that stay as they are"), look->grants_kept,
		    LIST_RIGHTS },
		{ _("Duties and properties that follow"),
		    duties_of(look, FATE_CARRIED), LIST_DUTIES },
		{ _("Duties and properties that somebody must decide about"),
		    duties_of(look, FATE_DECIDE), LIST_DUTIES },
		{ _("Open reports that go on under the new unit"),
		    look->reports_carried, LIST_REPORTS },
		{ _("Open reports that go to another superior"),
		    look->reports_rerouted, LIST_REPORTS },
		{ _("Open reports that nobody owes any more"),
		    look->reports_closed, LIST_REPORTS },
		{ _("Open reports that the old unit finishes"),
		    look->reports_kept, LIST_REPORTS },
		{ _("Reports that somebody must look at"), look->reports_decide,
		    LIST_REPORTS },
	};

	put_levels(ctx, look);
	put_counts(ctx, at, COUNT(at), id);
	put_later(ctx, look, id);
	for (size_t i = 0; i < look->nidle; i++)
		widget_notice(ctx, TONE_WARN,
		    str_fmt(ctx->mem,
			_("%s is assigned to the level %s, which has no units"
			  " any more: assign it anew."),
			look->idle[i].regime,
			reform_level_show(look, look->idle[i].level)));
}
