/* person_view.c - one person: what they may do, and why */
#include <string.h>
#include "base/date.h"
#include "core/deputy.h"
#include "core/validity.h"
#include "view/person_view.h"
#include "view/unit_view.h"
#include "view/widget.h"

static void
item(struct ctx *ctx, const char *term, const char *text)
{
	if (!str_empty(text))
		widget_list_item(ctx, term, text);
}

static const char *
state_of(struct ctx *ctx, const struct person *p)
{
	if (strcmp(p->valid_to, ctx->today) <= 0)
		return str_fmt(ctx->mem,
		    _("left; the account is over since %s"),
		    date_show(ctx->mem, p->valid_to));
	if (p->locked)
		return _("locked");
	if (!str_eq(p->valid_to, DATE_MAX))
		return str_fmt(ctx->mem,
		    _("leaves; the account is over from %s"),
		    date_show(ctx->mem, p->valid_to));
	return _("can sign in");
}

void
person_facts(struct ctx *ctx, const struct standing *s)
{
	const struct person *p = &s->p;

	widget_list_open(ctx);
	item(ctx, _("Login name"), p->login);
	item(ctx, _("Position"), p->title);
	if (s->post != NULL)
		unit_item(ctx, _("Works at"), s->post->unit_id, s->post->unit,
		    NULL);
	item(ctx, _("E-mail"), p->email);
	item(ctx, _("Telephone"), p->phone);
	item(ctx, _("State"), state_of(ctx, p));
	widget_list_close(ctx);
}

/* "see reports and totals; type figures" */
static void
put_rights(struct ctx *ctx, enum role role)
{
	bool first = true;

	for (enum right r = MAY_VIEW; r < CRON; r++) {
		if (!role_has(role, r))
			continue;
		html(ctx->out, "%s%s", first ? "" : "; ", right_show(r));
		first = false;
	}
}

static const char *
sign_as_show(const char *code)
{
	return str_eq(code, "KT")  ? _("signs KT. (deputy head)") :
	       str_eq(code, "TUQ") ? _("signs TUQ. (by authority)") :
				     "";
}

static void
put_ended(struct ctx *ctx, const struct held *h)
{
	if (h->ended != NULL)
		html(ctx->out, "<br /><small>%s</small>",
		    str_fmt(ctx->mem, _("ended by %s at %s"),
			h->ender == NULL ? _("the command line") : h->ender,
			date_show_instant(ctx->mem, h->ended)));
}

static void
put_why(struct ctx *ctx, const struct held *h)
{
	struct buf *o = ctx->out;

	if (h->for_id != 0)
		html(o, "<strong>%s</strong> <small>%s</small><br />",
		    str_fmt(ctx->mem, _("stands in for %s"), h->other),
		    sign_as_show(h->sign_as));
	if (!str_empty(h->decision))
		html(o, "%s<br />", h->decision);
	if (h->given == NULL)
		html(o, "<small>%s</small>",
		    _("from before this was recorded"));
	else
		html(o, "<small>%s</small>",
		    str_fmt(ctx->mem, _("given by %s at %s"),
			h->giver == NULL ? _("the command line") : h->giver,
			date_show_instant(ctx->mem, h->given)));
	put_ended(ctx, h);
}

/* What ended on the day it began was in force for some hours all the same. */
static const char *
when(struct ctx *ctx, const char *from, const char *to)
{
	if (strcmp(from, to) < 0)
		return validity_show(ctx->mem, from, to);
	return str_fmt(ctx->mem, _("%s, ended the same day"),
	    date_show(ctx->mem, from));
}

/* Is there anything to be done to it by the actor? */
static bool
may_lend(const struct standing *s, const struct held *h)
{
	return h->live && h->for_id == 0 && (s->self || h->mine) &&
	       role_lendable((enum role)h->role);
}

static bool
has_acts(const struct standing *s, bool live)
{
	for (size_t i = 0; i < s->held.n; i++) {
		const struct held *h = &s->held.at[i];
		if (h->live == live && h->live &&
		    (h->mine || may_lend(s, h) || (h->for_id != 0 && s->self)))
			return true;
	}
	return false;
}

static void
put_acts(struct ctx *ctx, const struct standing *s, const struct held *h)
{
	html(ctx->out, "<td class='act'>");
	if (h->mine && h->live && h->for_id == 0)
		widget_link(ctx, BUTTON_QUIET, _("End"),
		    url(ctx, "/person/edit/end?id=%ld&grant=%ld", s->p.id,
			h->id));
	if (may_lend(s, h))
		widget_link(ctx, BUTTON_QUIET, _("Have somebody stand in"),
		    url(ctx, "/deputy?grant=%ld", h->id));
	if (h->live && h->for_id != 0 && (s->self || h->mine))
		widget_link(ctx, BUTTON_QUIET, _("End"),
		    url(ctx, "/deputy/stop?grant=%ld", h->id));
	html(ctx->out, "</td>");
}

static void
put_held(struct ctx *ctx, const struct standing *s, const struct held *h,
    bool acts)
{
	struct buf *o = ctx->out;

	html(o, "<tr><th scope='row'>%s%s</th><td>",
	    role_show((enum role)h->role),
	    h->live && !h->now ? _(" (to come)") : "");
	unit_link(ctx, h->unit_id, h->unit, NULL);
	html(o, "</td><td class='may'>");
	put_rights(ctx, (enum role)h->role);
	html(o, "</td><td class='keep'>%s</td><td>",
	    when(ctx, h->valid_from, h->valid_to));
	put_why(ctx, h);
	html(o, "</td>");
	if (acts)
		put_acts(ctx, s, h);
	html(o, "</tr>\n");
}

static void
put_table(struct ctx *ctx, const struct standing *s, bool live)
{
	const char *heads[] = { _("Role"), _("Unit and below"), _("May"),
		_("From, to"), _("Why"), _("What now"), NULL };
	bool acts = has_acts(s, live);

	if (!acts)
		heads[COUNT(heads) - 2] = NULL;
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < s->held.n; i++)
		if (s->held.at[i].live == live)
			put_held(ctx, s, &s->held.at[i], acts);
	widget_table_close(ctx);
}

void
person_roles(struct ctx *ctx, const struct standing *s)
{
	size_t live = 0;

	for (size_t i = 0; i < s->held.n; i++)
		live += s->held.at[i].live;
	html(ctx->out, "<h2>%s</h2>\n",
	    s->self ? _("What you may do, and why") :
		      _("What they may do, and why"));
	if (live == 0)
		widget_empty(ctx,
		    _("Nothing: there is no role now and none to come."));
	else
		put_table(ctx, s, true);
	if (live == s->held.n)
		return;
	html(ctx->out, "<details>\n<summary>%s</summary>\n",
	    _("Roles of before"));
	put_table(ctx, s, false);
	html(ctx->out, "</details>\n");
}

static void
put_lent(struct ctx *ctx, const struct standing *s, const struct held *h)
{
	struct buf *o = ctx->out;

	html(o,
	    "<tr><th scope='row'>%s <small>%s</small></th><td>%s</td>"
	    "<td>%s</td><td class='keep'>%s</td><td>%s<br />"
	    "<small>%s</small>",
	    h->other, h->other_login, role_show((enum role)h->role), h->unit,
	    when(ctx, h->valid_from, h->valid_to), h->decision,
	    sign_as_show(h->sign_as));
	put_ended(ctx, h);
	html(o, "</td><td>");
	if (h->live && (s->self || h->mine))
		widget_link(ctx, BUTTON_QUIET, _("End"),
		    url(ctx, "/deputy/stop?grant=%ld", h->id));
	html(o, "</td></tr>\n");
}

void
person_lent(struct ctx *ctx, const struct standing *s)
{
	const char *heads[] = { _("Who"), _("Role"), _("Unit and below"),
		_("From, to"), _("Why"), _("What now"), NULL };

	if (s->lent.n == 0)
		return;
	html(ctx->out, "<h2>%s</h2>\n",
	    s->self ? _("Who stands in for you") : _("Who stands in for them"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < s->lent.n; i++)
		put_lent(ctx, s, &s->lent.at[i]);
	widget_table_close(ctx);
}

void
person_posts(struct ctx *ctx, const struct standing *s)
{
	const char *heads[] = { _("Unit"), _("From, to"), _("Why"), NULL };

	if (s->posts.n < 2)
		return;
	html(ctx->out, "<h2>%s</h2>\n", _("Posts"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < s->posts.n; i++) {
		const struct post *q = &s->posts.at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td class='keep'>%s</td>"
		    "<td>%s</td></tr>\n",
		    q->unit, when(ctx, q->valid_from, q->valid_to),
		    q->decision);
	}
	widget_table_close(ctx);
}
