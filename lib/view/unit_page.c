/* unit_page.c - the parts of one unit's page */
#include "base/date.h"
#include "core/access.h"
#include "core/regime_show.h"
#include "core/report.h"
#include "core/validity.h"
#include "io/url.h"
#include "view/unit_view.h"
#include "view/widget.h"

static void
head(struct ctx *ctx, const char *text)
{
	html(ctx->out, "<h2>%s</h2>\n", text);
}

void
unit_put_names(struct ctx *ctx, const struct unit_names *names,
    const struct levels *levels, long id)
{
	const char *heads[] = { _("When"), _("Name"), _("Code"), _("Level"),
		_("By which decision"), NULL };

	head(ctx, _("Names and codes over time"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < names->n; i++) {
		const struct unit_name *n = &names->at[i];
		html(ctx->out, "<tr><th scope='row'>%s</th><td>",
		    validity_show(ctx->mem, n->valid_from, n->valid_to));
		if (n->id == id)
			html(ctx->out, "<b>%s</b>", n->name);
		else
			unit_link(ctx, n->id, n->name, NULL);
		html(ctx->out,
		    "</td><td>%s</td><td>%s</td><td class='why'>%s</td></tr>\n",
		    n->code, level_show(levels, n->level), n->decision);
	}
	widget_table_close(ctx);
}

void
unit_put_places(struct ctx *ctx, const struct unit_places *places,
    const struct levels *levels)
{
	const char *heads[] = { _("When"), _("Superior"), _("Level"),
		_("Reporting line"), NULL };

	head(ctx, _("Superiors over time"));
	if (places->n == 0) {
		widget_empty(ctx, _("It never had a superior: it stands at the"
				    " top of its line."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < places->n; i++) {
		const struct unit_place *p = &places->at[i];
		html(ctx->out, "<tr><th scope='row'>%s</th><td>",
		    validity_show(ctx->mem, p->valid_from, p->valid_to));
		unit_link(ctx, p->parent_id, p->parent,
		    str_eq(p->valid_to, DATE_MAX)   ? NULL :
		    str_eq(p->valid_from, DATE_MIN) ? NULL :
						      p->valid_from);
		html(ctx->out, "</td><td>%s</td><td>%s</td></tr>\n",
		    level_show(levels, p->level),
		    tr_pick(p->line_vi, p->line_en));
	}
	widget_table_close(ctx);
}

/* How comparable two units are, and why not. */
static void
put_comparable(struct ctx *ctx, const struct unit_past *past, size_t row)
{
	const char *why = unit_why_not(ctx->mem, past, row);

	if (why == NULL) {
		widget_badge(ctx, TONE_GOOD, _("comparable"));
		return;
	}
	widget_badge(ctx, TONE_WARN, _("not comparable"));
	html(ctx->out, " %s", why);
}

void
unit_put_past(struct ctx *ctx, const char *title, const struct unit_past *past,
    long id, bool came)
{
	const char *heads[] = { _("On"), _("Unit"), _("Code"), _("How"),
		_("Figures"), _("By which decision"), NULL };
	size_t n = 0;

	for (size_t i = 0; i < past->n; i++)
		n += (came ? past->at[i].new_id : past->at[i].old_id) == id;
	if (n == 0)
		return;
	head(ctx, title);
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < past->n; i++) {
		const struct unit_step_row *r = &past->at[i];
		if ((came ? r->new_id : r->old_id) != id)
			continue;
		html(ctx->out, "<tr><td>%s</td><th scope='row'>",
		    date_show(ctx->mem, r->on_date));
		unit_link(ctx, came ? r->old_id : r->new_id,
		    came ? r->old_name : r->new_name, NULL);
		html(ctx->out, "</th><td>%s</td><td>%s</td><td>",
		    came ? r->old_code : r->new_code,
		    relation_show(r->relation));
		put_comparable(ctx, past, i);
		html(ctx->out, "</td><td class='why'>%s</td></tr>\n",
		    r->decision);
	}
	widget_table_close(ctx);
}

void
unit_put_people(struct ctx *ctx, const struct unit_people *people,
    const char *unit)
{
	const char *heads[] = { _("Person"), _("Sign-in name"), _("Position"),
		_("Role"), _("When"), NULL };

	head(ctx, _("People with rights here"));
	if (unit != NULL)
		html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
		    url(ctx, "/person?unit=%s", unit),
		    _("All accounts that work there"));
	if (people->n == 0) {
		widget_empty(ctx, _("Nobody has a role on this unit."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < people->n; i++) {
		const struct unit_person *p = &people->at[i];
		html(ctx->out, "<tr><th scope='row'>%s", p->name);
		if (p->locked) {
			html(ctx->out, " ");
			widget_badge(ctx, TONE_BAD, _("locked"));
		}
		html(ctx->out,
		    "</th><td><code>%s</code></td><td>%s</td><td>%s</td>"
		    "<td>%s</td></tr>\n",
		    p->login, p->title, role_show((enum role)p->role),
		    validity_show(ctx->mem, p->valid_from, p->valid_to));
	}
	widget_table_close(ctx);
}

void
unit_put_reports(struct ctx *ctx, const struct unit_reports *all)
{
	const char *heads[] = { _("Report"), _("Period"), _("Due"), _("State"),
		NULL };

	head(ctx, _("Its reports"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct unit_report *r = &all->at[i];
		struct report p = { .cutoff = r->cutoff, .period = r->period };
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a>"
		    " <small>%s</small></th><td>%s</td><td>%s</td><td>",
		    url(ctx, "/review/report?id=%ld", r->id),
		    regime_title(r->title_vi, r->title_en), r->regime,
		    report_period_show(ctx->mem, &p),
		    date_show(ctx->mem, r->due));
		widget_state(ctx, r->state);
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}

void
unit_put_below(struct ctx *ctx, const struct unit_branches *below,
    const struct levels *levels, const char *line, const char *day)
{
	const char *heads[] = { _("Unit"), _("Code"), _("Level"),
		_("#Units below"), NULL };

	if (below->n > 8)
		widget_table_filter(ctx, _("Filter units"));
	widget_table_open(ctx, line, heads);
	for (size_t i = 0; i < below->n; i++) {
		const struct unit_branch *b = &below->at[i];
		html(ctx->out, "<tr><th scope='row'>");
		unit_link(ctx, b->id, b->name, day);
		html(ctx->out, "</th><td>%s</td><td>%s</td><td class='n'>",
		    b->code, level_show(levels, b->level));
		if (b->below > 0)
			html(ctx->out, "%ld", b->below);
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}
