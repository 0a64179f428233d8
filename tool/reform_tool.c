/* reform_tool.c - what follows from a reform, for people and for programs */
#include "base/date.h"
#include "core/access.h"
#include "tool/reform_tool.h"

enum { SHOWN = 20 };

static void
more(struct tool *t, size_t n)
{
	if (n > SHOWN)
		tool_say(t, _("  ... and %ld more (--json shows all)"),
		    (long)n - SHOWN);
}

static void
show_levels(struct tool *t, const struct reform_look *l)
{
	for (size_t i = 0; i < l->nlevel; i++) {
		const struct reform_level *k = &l->level[i];
		tool_say(t, _("  %s, %s: %ld before, %ld after"), k->line,
		    tr_pick(k->name_vi, k->name_en), k->before, k->after);
	}
}

static void
show_units(struct tool *t, const struct reform_look *l)
{
	static const char *const kinds[] = { [UNIT_BEGINS] = N_("begins"),
		[UNIT_ENDS] = N_("ends"),
		[UNIT_MOVES] = N_("moves") };

	for (size_t i = 0; i < l->nunit && i < SHOWN; i++) {
		const struct reform_unit *u = &l->unit[i];
		tool_say(t, "  %s %s (%s): %s", tr(kinds[u->kind]), u->name,
		    u->code, u->kind == UNIT_MOVES ? u->above_is : u->others);
	}
	more(t, l->nunit);
}

static void
show_grants(struct tool *t, const struct reform_look *l)
{
	for (size_t i = 0; i < l->ngrant && i < SHOWN; i++) {
		const struct reform_grant *g = &l->grant[i];
		tool_say(t, "  %s, %s, %s: %s (%s)", g->login,
		    role_show((enum role)g->role), g->unit,
		    reform_fate_show(g->fate), g->why);
	}
	more(t, l->ngrant);
}

static void
show_duties(struct tool *t, const struct reform_look *l)
{
	for (size_t i = 0; i < l->nduty && i < SHOWN; i++) {
		const struct reform_duty *d = &l->duty[i];
		tool_say(t, "  %s %s, %s: %s (%s)", d->kind, d->what, d->unit,
		    reform_fate_show(d->fate), d->why);
	}
	more(t, l->nduty);
	for (size_t i = 0; i < l->nidle; i++)
		tool_say(t,
		    _("  %s: assigned to the level %s, of which no unit is"
		      " left"),
		    l->idle[i].regime, l->idle[i].level);
}

static void
show_reports(struct tool *t, const struct reform_look *l)
{
	for (size_t i = 0; i < l->nreports && i < SHOWN; i++) {
		const struct reform_reports *r = &l->reports[i];
		tool_say(t, "  %s %s, %s, %s: %ld %s (%s)", r->regime,
		    r->period, r->level, r->state, r->n,
		    reform_fate_show(r->fate), r->why);
	}
	more(t, l->nreports);
}

static void
show_dues(struct tool *t, const struct reform_look *l)
{
	struct arena *mem = t->ctx.mem;

	tool_say(t,
	    _("Deadlines: %ld stay (%ld were given more time), %ld change, %ld"
	      " fall away; %ld have passed already, %ld are within %d days of"
	      " the change; %ld units report no more."),
	    l->dues[DUE_STAYS] + l->dues[DUE_EXTENDED], l->dues[DUE_EXTENDED],
	    l->dues[DUE_MOVES], l->dues[DUE_FALLS], l->dues_past, l->dues_near,
	    DUE_NEAR, l->dues[DUE_NEVER]);
	for (size_t i = 0; i < l->ndue && i < SHOWN; i++) {
		const struct reform_due *d = &l->due[i];
		tool_say(t, "  %s %s, %s, %s%s%s: %ld %s (%s)", d->regime,
		    d->period, d->level,
		    str_empty(d->due) ? "-" : date_show(mem, d->due),
		    d->fate == DUE_MOVES ? " > " : "",
		    d->fate == DUE_MOVES ? date_show(mem, d->became) : "", d->n,
		    reform_due_show(d->fate), d->why);
	}
	more(t, l->ndue);
}

static void
show_forms(struct tool *t, const struct reform_look *l)
{
	long n = 0;

	for (size_t i = 0; i < l->nduty; i++)
		n += str_eq(l->duty[i].kind, "extension") ||
		     str_eq(l->duty[i].kind, "draft_owner") ||
		     str_eq(l->duty[i].kind, "template_owner");
	tool_say(t,
	    _("Forms: %ld extensions, drafts and templates of units that end;"
	      " forms of %ld regimes are filled in by nobody of a level any"
	      " more."),
	    n, (long)l->nidle);
	tool_say(t,
	    _("Series: %ld go on as they are, %ld are put together, %ld are "
	      "told"
	      " by shares, %ld cannot be told for the new unit; %ld units have"
	      " none that comes after."),
	    l->readings[READ_ON], l->readings[READ_SUM],
	    l->readings[READ_SHARE], l->readings[READ_NOT], l->readings_over);
}

static void
show_all(struct tool *t, const struct reform_look *l)
{
	for (size_t i = 0; i < t->findings.n; i++)
		tool_say(t, _("%s: warning: %s"), t->findings.at[i].where,
		    t->findings.at[i].text);
	tool_say(t,
	    _("Units: %ld begin, %ld end, %ld move, %ld go on; %ld are split;"
	      " %ld successions cannot be compared."),
	    l->begun, l->ended, l->moved, l->unchanged, l->split,
	    l->not_comparable);
	show_levels(t, l);
	show_units(t, l);
	tool_say(t,
	    _("Rights: %ld follow, %ld are for decision, %ld stay where they"
	      " are."),
	    l->grants_carried, l->grants_decide, l->grants_kept);
	show_grants(t, l);
	tool_say(t, _("Duties, groups, what units own: %ld"), (long)l->nduty);
	show_duties(t, l);
	tool_say(t,
	    _("Open reports: %ld stay, %ld go on under the new unit, %ld go to"
	      " another superior, %ld are closed (%ld of them were sent)."),
	    l->reports_kept, l->reports_carried, l->reports_rerouted,
	    l->reports_closed, l->reports_decide);
	show_reports(t, l);
	show_dues(t, l);
	show_forms(t, l);
	tool_say(t, _("Nothing was changed."));
}

void
tool_reform_look(struct tool *t, const struct reform_look *l)
{
	if (t->as_json)
		tool_reform_look_json(t, l);
	else
		show_all(t, l);
}
