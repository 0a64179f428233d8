/* reform_tool.c - what follows from a reform, for people and for programs */
#include <stdio.h>
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
	tool_say(t, _("Nothing was changed."));
}

/* ------------------------------------------------------------------- JSON */

static void
json_units(struct json *j, const struct reform_look *l)
{
	static const char *const kinds[] = { [UNIT_BEGINS] = "begins",
		[UNIT_ENDS] = "ends",
		[UNIT_MOVES] = "moves" };

	json_array(j, "units");
	for (size_t i = 0; i < l->nunit; i++) {
		const struct reform_unit *u = &l->unit[i];
		json_object(j, NULL);
		json_text(j, "what", kinds[u->kind]);
		json_long(j, "id", u->id);
		json_text(j, "line", u->line);
		json_text(j, "level", u->level);
		json_text(j, "code", u->code);
		json_text(j, "name", u->name);
		json_text(j, "above_was", u->above_was);
		json_text(j, "above_is", u->above_is);
		json_text(j, "others", u->others);
		json_end(j);
	}
	json_end(j);
	json_array(j, "links");
	for (size_t i = 0; i < l->nlink; i++) {
		const struct reform_link *k = &l->link[i];
		json_object(j, NULL);
		json_text(j, "old", l->unit[k->old].code);
		json_text(j, "new", l->unit[k->became].code);
		json_text(j, "relation", k->relation);
		json_bool(j, "comparable", k->comparable);
		json_text(j, "shares", k->shares);
		json_end(j);
	}
	json_end(j);
}

static void
json_people(struct json *j, const struct reform_look *l)
{
	json_array(j, "rights");
	for (size_t i = 0; i < l->ngrant; i++) {
		const struct reform_grant *g = &l->grant[i];
		json_object(j, NULL);
		json_text(j, "login", g->login);
		json_text(j, "role", role_name((enum role)g->role));
		json_text(j, "unit", g->unit);
		json_text(j, "became", g->became);
		json_text(j, "fate", reform_fate_name(g->fate));
		json_text(j, "why", g->why);
		json_end(j);
	}
	json_end(j);
	json_array(j, "duties");
	for (size_t i = 0; i < l->nduty; i++) {
		const struct reform_duty *d = &l->duty[i];
		json_object(j, NULL);
		json_text(j, "kind", d->kind);
		json_text(j, "what", d->what);
		json_text(j, "unit", d->unit);
		json_text(j, "became", d->became);
		json_text(j, "fate", reform_fate_name(d->fate));
		json_text(j, "why", d->why);
		json_end(j);
	}
	json_end(j);
}

static void
json_reports(struct json *j, const struct reform_look *l)
{
	json_array(j, "reports");
	for (size_t i = 0; i < l->nreports; i++) {
		const struct reform_reports *r = &l->reports[i];
		json_object(j, NULL);
		json_text(j, "regime", r->regime);
		json_text(j, "period", r->period);
		json_text(j, "ends", r->ends);
		json_text(j, "level", r->level);
		json_text(j, "state", r->state);
		json_long(j, "n", r->n);
		json_text(j, "fate", reform_fate_name(r->fate));
		json_text(j, "why", r->why);
		json_end(j);
	}
	json_end(j);
}

static void
json_sums(struct json *j, const struct reform_look *l)
{
	const struct {
		const char *name;
		long n;
	} sums[] = { { "begun", l->begun }, { "ended", l->ended },
		{ "moved", l->moved }, { "unchanged", l->unchanged },
		{ "split", l->split }, { "not_comparable", l->not_comparable },
		{ "rights_carried", l->grants_carried },
		{ "rights_decide", l->grants_decide },
		{ "rights_kept", l->grants_kept },
		{ "reports_kept", l->reports_kept },
		{ "reports_carried", l->reports_carried },
		{ "reports_rerouted", l->reports_rerouted },
		{ "reports_closed", l->reports_closed },
		{ "reports_decide", l->reports_decide } };

	for (size_t i = 0; i < COUNT(sums); i++)
		json_long(j, sums[i].name, sums[i].n);
	json_array(j, "levels");
	for (size_t i = 0; i < l->nlevel; i++) {
		json_object(j, NULL);
		json_text(j, "line", l->level[i].line);
		json_text(j, "level", l->level[i].level);
		json_long(j, "before", l->level[i].before);
		json_long(j, "after", l->level[i].after);
		json_end(j);
	}
	json_end(j);
}

void
tool_reform_look(struct tool *t, const struct reform_look *l)
{
	struct json *j = &t->json;

	if (!t->as_json) {
		show_all(t, l);
		return;
	}
	json_object(j, NULL);
	json_sums(j, l);
	json_units(j, l);
	json_people(j, l);
	json_reports(j, l);
	json_array(j, "warnings");
	for (size_t i = 0; i < t->findings.n; i++) {
		json_object(j, NULL);
		json_text(j, "where", t->findings.at[i].where);
		json_text(j, "text", t->findings.at[i].text);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
tool_reform_json(struct tool *t, const struct reform *r)
{
	struct json *j = &t->json;

	json_object(j, NULL);
	json_long(j, "id", r->id);
	json_text(j, "decision", r->decision);
	json_text(j, "date", r->on_date);
	json_text(j, "state", r->state);
	json_text(j, "plan", r->sha);
	json_long(j, "done", r->done);
	json_long(j, "total", r->total);
	json_text(j, "switched", r->switched);
	json_text(j, "undone", r->undone);
	json_end(j);
}

struct todo_call {
	long id;
	struct reform_todos all;
};

static enum rc
do_todo(struct tool *t, void *arg)
{
	struct todo_call *c = arg;

	return reform_todos(t->db, &t->ctx,
	    &(struct todo_query){ .reform_id = c->id }, &c->all);
}

int
tool_reform_todo(struct tool *t, const char *id)
{
	struct todo_call c = { 0 };

	if (!tool_number(id, 1000000000, &c.id))
		return tool_usage(t, _("--todo takes the number of a reform"));
	enum rc rc = tool_read(t, do_todo, &c);
	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < c.all.n; i++) {
		const struct reform_todo *k = &c.all.at[i];
		tool_say(t, "%5ld %s %s, %s (%s): %s", k->no, k->kind, k->what,
		    k->unit, k->why, k->became);
		if (!t->as_json)
			continue;
		json_object(&t->json, NULL);
		json_long(&t->json, "no", k->no);
		json_text(&t->json, "kind", k->kind);
		json_text(&t->json, "what", k->what);
		json_text(&t->json, "unit", k->unit);
		json_text(&t->json, "why", k->why);
		json_text(&t->json, "became", k->became);
		json_end(&t->json);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}
