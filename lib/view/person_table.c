/* person_table.c - the list of people, and what it is searched by */
#include <string.h>
#include "base/date.h"
#include "view/person_view.h"
#include "view/unit_view.h"
#include "view/widget.h"

enum { ROLES_SHOWN = 3 };

static const char *const states[PEOPLE_STATES] = {
	[PEOPLE_OPEN] = N_("can sign in"),
	[PEOPLE_ALL] = N_("all"),
	[PEOPLE_LOCKED] = N_("locked"),
	[PEOPLE_LEFT] = N_("left"),
	[PEOPLE_NO_ROLE] = N_("without a role"),
	[PEOPLE_STANDING_IN] = N_("standing in for somebody"),
};

void
person_filters(struct ctx *ctx, const struct findings *f,
    const struct person_query *q, const char *unit)
{
	struct choice roles[ROLE_END] = { { "", _("any") } };
	struct choice shown[PEOPLE_STATES];

	for (enum role r = 1; r < ROLE_END; r++)
		roles[r] = (struct choice){ role_name(r), role_show(r) };
	for (int i = 0; i < PEOPLE_STATES; i++)
		shown[i] =
		    (struct choice){ str_long(ctx->mem, i), tr(states[i]) };
	widget_query_open(ctx, url(ctx, "/person"));
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Name, login or e-mail"),
		.type = "search",
		.value = q->words });
	widget_input(ctx, f,
	    &(struct input){ .name = "unit",
		.label = _("Unit and below"),
		.type = "search",
		.value = unit });
	widget_select(ctx, NULL, "role", _("Role"), roles, ROLE_END,
	    q->role == 0 ? "" : role_name((enum role)q->role));
	widget_select(ctx, NULL, "state", _("State"), shown, PEOPLE_STATES,
	    str_long(ctx->mem, (long)q->state));
	widget_query_close(ctx, _("Search"));
}

static void
put_roles(struct ctx *ctx, const struct person_row *p)
{
	const char *at = p->roles;
	struct person_role r;
	size_t n = 0;

	while (person_role_next(ctx->mem, &at, &r)) {
		if (++n > ROLES_SHOWN) {
			html(ctx->out, "…");
			return;
		}
		html(ctx->out, "%s <small>", role_show(r.role));
		unit_link(ctx, r.unit_id, r.unit, NULL);
		html(ctx->out, "%s</small><br />",
		    r.lent ? _(" (standing in)") : "");
	}
}

static void
put_row(struct ctx *ctx, const struct person_row *p)
{
	struct buf *h = ctx->out;

	html(h,
	    "<tr><th scope='row'><a href='%s'>%s</a> <small>%s</small></th>"
	    "<td>%s</td><td>",
	    url(ctx, "/person/show?id=%ld", p->id), p->name, p->login,
	    p->title);
	if (p->unit != NULL)
		unit_link(ctx, p->unit_id, p->unit, NULL);
	html(h, "</td><td>");
	put_roles(ctx, p);
	html(h, "</td><td>");
	if (strcmp(p->valid_to, ctx->today) <= 0)
		widget_badge(ctx, TONE_PLAIN, _("left"));
	else if (p->locked)
		widget_badge(ctx, TONE_BAD, _("locked"));
	else if (p->roles == NULL)
		widget_badge(ctx, TONE_WARN, _("without a role"));
	else
		widget_badge(ctx, TONE_GOOD, _("can sign in"));
	html(h, "</td></tr>\n");
}

void
person_table(struct ctx *ctx, const struct person_rows *rs)
{
	const char *heads[] = { _("Name"), _("Position"), _("Works at"),
		_("Roles today"), _("State"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < rs->n; i++)
		put_row(ctx, &rs->at[i]);
	widget_table_close(ctx);
}
