/* reform_json.c - what follows from a reform, for programs */
#include "core/access.h"
#include "tool/reform_tool.h"

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
json_dues(struct json *j, const struct reform_look *l)
{
	static const char *const names[DUE_FATES] = { [DUE_STAYS] = "stays",
		[DUE_MOVES] = "changes",
		[DUE_EXTENDED] = "extended",
		[DUE_FALLS] = "falls",
		[DUE_NEVER] = "never" };

	json_array(j, "deadlines");
	for (size_t i = 0; i < l->ndue; i++) {
		const struct reform_due *d = &l->due[i];
		json_object(j, NULL);
		json_text(j, "regime", d->regime);
		json_text(j, "period", d->period);
		json_text(j, "level", d->level);
		json_text(j, "due", d->due);
		json_text(j, "became", d->became);
		json_long(j, "n", d->n);
		json_text(j, "fate", names[d->fate]);
		json_bool(j, "past", d->past);
		json_bool(j, "near", d->near);
		json_text(j, "why", d->why);
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
		{ "reports_decide", l->reports_decide },
		{ "dues_stay", l->dues[DUE_STAYS] },
		{ "dues_extended", l->dues[DUE_EXTENDED] },
		{ "dues_change", l->dues[DUE_MOVES] },
		{ "dues_fall", l->dues[DUE_FALLS] },
		{ "dues_never", l->dues[DUE_NEVER] },
		{ "dues_past", l->dues_past }, { "dues_near", l->dues_near },
		{ "series_on", l->readings[READ_ON] },
		{ "series_sum", l->readings[READ_SUM] },
		{ "series_share", l->readings[READ_SHARE] },
		{ "series_not", l->readings[READ_NOT] } };

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
tool_reform_look_json(struct tool *t, const struct reform_look *l)
{
	struct json *j = &t->json;

	json_object(j, NULL);
	json_sums(j, l);
	json_units(j, l);
	json_people(j, l);
	json_reports(j, l);
	json_dues(j, l);
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
