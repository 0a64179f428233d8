/* assign_view.c - who reports, as a page */
#include <string.h>
#include "base/date.h"
#include "base/num.h"
#include "core/deadline.h"
#include "core/validity.h"
#include "view/assign_view.h"

enum { CHOICES = 400, DUE_MAX = 120, REASON = 500, DAY = 10 };

void
assign_path(struct ctx *ctx, const struct regime_head *g, const char *here)
{
	const struct crumb path[] = { { _("Reporting regimes"),
					  url(ctx, "/regime") },
		{ g->code, url(ctx, "/regime/one?regime=%ld", g->id) },
		{ _("Who reports"), here == NULL ?
					NULL :
					url(ctx, "/assign?regime=%ld", g->id) },
		{ here, NULL } };

	widget_path(ctx, path, here == NULL ? 3 : 4);
}

static const char *
number(struct ctx *ctx, long n)
{
	return num_show_long(ctx->mem, n, num_lang(ctx->lang));
}

static void
put_count(struct ctx *ctx, const struct assign_page *p)
{
	long n = 0;

	for (size_t i = 0; i < p->count.n; i++)
		n += p->count.at[i].n;
	html(ctx->out, "<h2>%s</h2>\n<p><strong>%s</strong>",
	    str_fmt(ctx->mem, _("Who will report on %s"),
		date_show(ctx->mem, p->day)),
	    str_fmt(ctx->mem, trn("%s unit", "%s units", (unsigned long)n),
		number(ctx, n)));
	for (size_t i = 0; i < p->count.n; i++)
		html(ctx->out, "%s %s: %s", i == 0 ? " –" : ";",
		    level_show(&p->levels, p->count.at[i].level),
		    number(ctx, p->count.at[i].n));
	html(ctx->out, ". <a href='%s'>%s</a></p>\n",
	    url(ctx, "/assign/who?regime=%ld&day=%s", p->head.id,
		shown_day(ctx->mem, p->day)),
	    _("List them"));
	widget_query_open(ctx, url(ctx, "/assign"));
	widget_hidden_long(ctx, "regime", p->head.id);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "day",
		.label = _("For a period that ends on"),
		.value = shown_day(ctx->mem, p->day),
		.max = DAY });
	widget_query_close(ctx, _("Show"));
}

static const char *
kind_show(const struct assignment *a)
{
	if (a->exempt)
		return str_eq(a->kind, "unit") ? _("Exempted unit") :
						 _("Exempted group");
	if (str_eq(a->kind, "level"))
		return _("Level");
	return str_eq(a->kind, "unit") ? _("Unit") : _("Group");
}

/* A small form within a row: the label is for those who cannot see it. */
static void
put_row_form(struct ctx *ctx, const struct assign_page *p,
    const struct assignment *a, const char *action, const char *field,
    const char *label, const char *value, const char *button)
{
	widget_form_open(ctx, action);
	widget_hidden_long(ctx, "regime", p->head.id);
	widget_hidden_long(ctx, "version", p->head.version);
	widget_hidden_long(ctx, "row", a->id);
	html(ctx->out,
	    "<input aria-label='%s' name='%s' value='%s' maxlength='%d'"
	    " size='12' /> <button class='button quiet'>%s</button>\n",
	    label, field, value, DUE_MAX, button);
	widget_form_close(ctx);
}

static void
put_assignment(struct ctx *ctx, const struct assign_page *p,
    const struct assignment *a)
{
	bool over = strcmp(p->day, a->valid_to) >= 0;

	html(ctx->out, "<tr%s><td>%s</td><th scope='row'>%s", "", kind_show(a),
	    str_eq(a->kind, "level") ? level_show(&p->levels, a->name) :
				       a->name);
	if (a->unit_code != NULL)
		html(ctx->out, " <small>%s</small>", a->unit_code);
	html(ctx->out, "</th><td>");
	if (a->exempt)
		html(ctx->out, "%s", a->reason);
	else if (over)
		html(ctx->out, "%s", deadline_show(ctx->mem, a->due));
	else
		put_row_form(ctx, p, a, url(ctx, "/assign/due"), "due",
		    _("Deadline"), a->due, _("Save"));
	if (!a->exempt && !over && !str_empty(a->due))
		html(ctx->out, "<small>%s</small>",
		    deadline_show(ctx->mem, a->due));
	html(ctx->out, "</td><td>%s</td><td>",
	    validity_show(ctx->mem, a->valid_from, a->valid_to));
	if (!over)
		put_row_form(ctx, p, a, url(ctx, "/assign/end"), "day",
		    _("First day without it"), date_show(ctx->mem, ctx->today),
		    _("End it"));
	html(ctx->out, "</td></tr>\n");
}

static void
put_rows(struct ctx *ctx, const struct assign_page *p)
{
	const char *heads[] = { _("Kind"), _("Assigned to"),
		_("Deadline, or reason"), _("Validity"), _("End"), NULL };

	if (p->rows.n == 0) {
		widget_empty(ctx,
		    _("Nobody is assigned to it: nothing is opened."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < p->rows.n; i++)
		put_assignment(ctx, p, &p->rows.at[i]);
	widget_table_close(ctx);
}

static void
pick_group(struct ctx *ctx, const struct assign_page *p)
{
	struct choice at[CHOICES] = { { "", "–" } };
	size_t n = 1;

	for (size_t i = 0; i < p->groups.n && n < CHOICES; i++)
		at[n++] =
		    (struct choice){ str_long(ctx->mem, p->groups.at[i].id),
			    p->groups.at[i].name };
	widget_select(ctx, p->findings, "group", _("Group"), at, n,
	    p->group == 0 ? "" : str_long(ctx->mem, p->group));
}

static void
pick_level(struct ctx *ctx, const struct assign_page *p)
{
	struct choice at[CHOICES] = { { "", "–" } };
	size_t n = 1;

	for (size_t i = 0; i < p->levels.n && n < CHOICES; i++)
		at[n++] = (struct choice){ p->levels.at[i].code,
			level_show(&p->levels, p->levels.at[i].code) };
	widget_select(ctx, p->findings, "level", _("Level"), at, n,
	    p->level == NULL ? "" : p->level);
}

static void
field(struct ctx *ctx, const struct assign_page *p, const char *name,
    const char *label, const char *help, const char *value, long max)
{
	widget_input(ctx, p->findings,
	    &(struct input){ .name = name,
		.label = label,
		.help = help,
		.value = value,
		.max = max });
}

/* One form: whom, by when, from when; the kind says which field counts. */
static void
put_form(struct ctx *ctx, const struct assign_page *p)
{
	const struct choice kinds[] = { { "level", _("a level") },
		{ "unit", _("a unit") }, { "group", _("a group of units") } };

	widget_form_open(ctx, url(ctx, "/assign/add"));
	widget_hidden_long(ctx, "regime", p->head.id);
	widget_hidden_long(ctx, "version", p->head.version);
	html(ctx->out, "<div class='cards'>\n<fieldset><legend>%s</legend>\n",
	    _("Whom"));
	widget_select(ctx, p->findings, "kind", _("Assign"), kinds,
	    COUNT(kinds), p->kind);
	pick_level(ctx, p);
	field(ctx, p, "unit", _("Unit"), _("Its name or its code."), p->unit,
	    0);
	pick_group(ctx, p);
	html(ctx->out, "</fieldset>\n<fieldset><legend>%s</legend>\n",
	    _("By when"));
	field(ctx, p, "due", _("Deadline"),
	    _("\"day 25\" of the period's last month; \"work 2\" working days"
	      " or \"end+5\" days after it; \"on 06/06, 25/11\". For a unit or"
	      " a group empty: the deadline of their level."),
	    p->due, DUE_MAX);
	widget_check(ctx, NULL, "exempt", _("They do not report (exempted)"),
	    false);
	field(ctx, p, "reason", _("Reason, if they do not report"), NULL,
	    p->reason, REASON);
	html(ctx->out, "</fieldset>\n<fieldset><legend>%s</legend>\n",
	    _("From when"));
	field(ctx, p, "from", _("From"),
	    _("For example 25/09/2026. Empty: always."), p->from, DAY);
	field(ctx, p, "to", _("First day without it"),
	    _("Empty: until further notice."), p->to, DAY);
	html(ctx->out, "</fieldset>\n</div>\n");
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Assign"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Groups of units"),
	    url(ctx, "/group"));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

void
assign_page_put(struct ctx *ctx, const struct assign_page *p)
{
	assign_path(ctx, &p->head, NULL);
	put_count(ctx, p);
	html(ctx->out, "<h2>%s</h2>\n", _("Assigned"));
	put_rows(ctx, p);
	html(ctx->out, "<h2>%s</h2>\n", _("Assign somebody"));
	put_form(ctx, p);
}

void
assign_who_put(struct ctx *ctx, const struct owings *units,
    const struct levels *levels, const char *day, long all, long without)
{
	const char *heads[] = { _("Unit"), _("Code"), _("Level"), _("Deadline"),
		NULL };

	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem, _("For a period that ends on %s: %s units."),
		date_show(ctx->mem, day), number(ctx, all)));
	if (without > 0)
		widget_notice(ctx, TONE_WARN,
		    str_fmt(ctx->mem,
			_("%ld units have no deadline, so that no report could"
			  " be made for them: give their level one."),
			without));
	if (units->n == 0) {
		widget_empty(ctx, _("Nobody is assigned to it."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < units->n; i++)
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td>"
		    "<td>%s</td></tr>\n",
		    units->at[i].name, units->at[i].code,
		    level_show(levels, units->at[i].level),
		    str_empty(units->at[i].due) ?
			"–" :
			deadline_show(ctx->mem, units->at[i].due));
	widget_table_close(ctx);
}
