/* group_view.c - groups of units, as pages */
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "core/validity.h"
#include "view/assign_view.h"

enum { NAME = 200, OWNERS = 40, UNITS = 60000, DAY = 10, LEVELS = 40 };

void
group_list_put(struct ctx *ctx, const struct findings *f,
    const struct unit_groups *all, const char *name)
{
	const char *heads[] = { _("Group"), _("#Members today"), _("Owner"),
		_("#Regimes"), NULL };
	const struct actor *who = ctx->actor;
	struct choice owners[OWNERS];
	size_t n = 0;

	if (all->n == 0)
		widget_empty(ctx, _("There is no group yet."));
	else
		widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++)
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th>"
		    "<td class='n'>%ld</td><td>%s</td><td class='n'>%ld</td>"
		    "</tr>\n",
		    url(ctx, "/group/one?group=%ld", all->at[i].id),
		    all->at[i].name, all->at[i].members, all->at[i].owner,
		    all->at[i].regimes);
	if (all->n > 0)
		widget_table_close(ctx);
	for (size_t i = 0; i < who->ngrant && n < OWNERS; i++)
		if (role_has((enum role)who->grants[i].role, MAY_OWN))
			owners[n++] =
			    (struct choice){ str_long(ctx->mem,
						 who->grants[i].unit_id),
				    who->grants[i].unit };
	html(ctx->out, "<h2>%s</h2>\n", _("New group"));
	widget_form_open(ctx, url(ctx, "/group/new"));
	widget_input(ctx, f,
	    &(struct input){ .name = "name",
		.label = _("Name"),
		.value = name,
		.max = NAME,
		.required = true });
	widget_select(ctx, f, "owner", _("Owner"), owners, n, NULL);
	widget_button(ctx, BUTTON_MAIN, _("Make the group"), NULL, NULL);
	widget_form_close(ctx);
}

static void
ids(struct ctx *ctx, const struct unit_group *g)
{
	widget_hidden_long(ctx, "group", g->id);
	widget_hidden_long(ctx, "version", g->version);
}

static void
put_end(struct ctx *ctx, const struct unit_group *g,
    const struct group_member *m)
{
	widget_form_open(ctx, url(ctx, "/group/end"));
	ids(ctx, g);
	widget_hidden_long(ctx, "unit", m->unit_id);
	html(ctx->out,
	    "<input aria-label='%s' name='day' value='%s' maxlength='%d'"
	    " size='10' /> <button class='button quiet'>%s</button>\n",
	    _("First day without it"), date_show(ctx->mem, ctx->today), DAY,
	    _("End it"));
	widget_form_close(ctx);
}

static void
put_members(struct ctx *ctx, const struct unit_group *g,
    const struct group_members *all, const struct levels *levels)
{
	const char *heads[] = { _("Unit"), _("Code"), _("Level"), _("Member"),
		g->mine ? _("End") : NULL, NULL };

	if (all->n == 0) {
		widget_empty(ctx, _("It has no members yet."));
		return;
	}
	if (all->n > 8)
		widget_table_filter(ctx, _("Filter units"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct group_member *m = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td>"
		    "<td>%s</td>",
		    m->name, m->code, level_show(levels, m->level),
		    validity_show(ctx->mem, m->valid_from, m->valid_to));
		if (g->mine) {
			html(ctx->out, "<td>");
			if (strcmp(ctx->today, m->valid_to) < 0)
				put_end(ctx, g, m);
			html(ctx->out, "</td>");
		}
		html(ctx->out, "</tr>\n");
	}
	widget_table_close(ctx);
}

static void
put_add(struct ctx *ctx, const struct findings *f, const struct unit_group *g,
    const char *units)
{
	html(ctx->out, "<section class='decide'><h2>%s</h2>\n",
	    _("Add members by their codes"));
	widget_form_open(ctx, url(ctx, "/group/add"));
	ids(ctx, g);
	widget_input(ctx, f,
	    &(struct input){ .name = "units",
		.label = _("Codes of units"),
		.help = _("One a line, or with commas: 00004, or"
			  " commune/00004 where the code is used twice."),
		.type = "area",
		.value = units,
		.max = UNITS });
	widget_input(ctx, f,
	    &(struct input){ .name = "from",
		.label = _("From"),
		.help = _("Empty: from today."),
		.max = DAY });
	widget_input(ctx, f,
	    &(struct input){ .name = "to",
		.label = _("First day without it"),
		.help = _("Empty: until further notice."),
		.max = DAY });
	widget_button(ctx, BUTTON_MAIN, _("Add them"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static void
put_found(struct ctx *ctx, const struct unit_group *g,
    const struct levels *levels, const struct group_search *q)
{
	const char *heads[] = { _("Add"), _("Unit"), _("Code"), _("Level"),
		NULL };

	if (q->found.n == 0) {
		widget_empty(ctx,
		    _("No unit that is not a member yet is like that."));
		return;
	}
	if (q->more)
		widget_notice(ctx, TONE_INFO,
		    str_fmt(ctx->mem,
			_("Only the first %d are shown: say more of what you"
			  " look for."),
			GROUP_FOUND));
	widget_form_open(ctx, url(ctx, "/group/add"));
	ids(ctx, g);
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < q->found.n; i++) {
		const struct group_member *m = &q->found.at[i];
		html(ctx->out,
		    "<tr><td><input type='checkbox' name='u%ld' id='u%ld'"
		    " value='%s/%s' /></td><th scope='row'><label for='u%ld'>"
		    "%s</label></th><td>%s</td><td>%s</td></tr>\n",
		    m->unit_id, m->unit_id, m->level, m->code, m->unit_id,
		    m->name, m->code, level_show(levels, m->level));
	}
	widget_table_close(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Add those that are ticked"), NULL,
	    NULL);
	widget_form_close(ctx);
}

static void
put_search(struct ctx *ctx, const struct unit_group *g,
    const struct levels *levels, const struct group_search *q)
{
	struct choice at[LEVELS] = { { "", _("all") } };
	size_t n = 1;

	for (size_t i = 0; i < levels->n && n < LEVELS; i++)
		at[n++] = (struct choice){ levels->at[i].code,
			level_show(levels, levels->at[i].code) };
	html(ctx->out, "<h2>%s</h2>\n", _("Look for units to add"));
	widget_query_open(ctx, url(ctx, "/group/one"));
	widget_hidden_long(ctx, "group", g->id);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "words",
		.label = _("Name or code"),
		.type = "search",
		.value = q->words,
		.max = NAME });
	widget_select(ctx, NULL, "level", _("Level"), at, n,
	    q->level == NULL ? "" : q->level);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "above",
		.label = _("Below the unit"),
		.value = q->above,
		.max = NAME });
	widget_query_close(ctx, _("Look"));
	if (q->asked)
		put_found(ctx, g, levels, q);
}

static void
put_rename(struct ctx *ctx, const struct findings *f,
    const struct unit_group *g)
{
	html(ctx->out, "<section class='decide'><h2>%s</h2>\n", _("Name"));
	widget_form_open(ctx, url(ctx, "/group/rename"));
	ids(ctx, g);
	widget_input(ctx, f,
	    &(struct input){ .name = "name",
		.label = _("Name"),
		.value = g->name,
		.max = NAME,
		.required = true });
	widget_button(ctx, BUTTON_PLAIN, _("Rename"), NULL, NULL);
	widget_form_close(ctx);
	if (g->regimes == 0) {
		widget_form_open(ctx, url(ctx, "/group/delete"));
		ids(ctx, g);
		widget_button(ctx, BUTTON_DANGER, _("Delete the group"), NULL,
		    NULL);
		widget_form_close(ctx);
	}
	html(ctx->out, "</section>\n");
}

void
group_put(struct ctx *ctx, const struct findings *f, const struct unit_group *g,
    const struct group_members *members, const struct levels *levels,
    const struct group_search *search, const char *units)
{
	widget_path(ctx,
	    (const struct crumb[]){
		{ _("Groups of units"), url(ctx, "/group") },
		{ g->name, NULL } },
	    2);
	put_members(ctx, g, members, levels);
	if (!g->mine)
		return;
	put_search(ctx, g, levels, search);
	put_add(ctx, f, g, units);
	put_rename(ctx, f, g);
}
