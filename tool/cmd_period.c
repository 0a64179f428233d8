/* cmd_period.c - baocao period, baocao deadline: what the rules come to */
#include <stdio.h>
#include <string.h>
#include "core/schedule.h"
#include "tool/tool.h"

/* The two families of rules as lists of them are headed. */
static const struct alias {
	const char *name, *rule;
} aliases[] = { { "ND09-2019", "nd09" }, { "STATISTICAL", "calendar" } };

static const char *
cutoff_named(const char *rule)
{
	for (size_t i = 0; rule != NULL && i < COUNT(aliases); i++)
		if (strcmp(aliases[i].name, rule) == 0)
			return aliases[i].rule;
	return rule;
}

static void
show_window(struct tool *t, const struct period *p, struct cutoff c)
{
	struct arena *mem = t->ctx.mem;
	const char *from = date_iso(mem, p->starts);
	const char *to = date_iso(mem, p->ends);

	tool_say(t, "%s %s", from, to);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "kind", period_kind_name(p->kind));
	json_text(&t->json, "period", p->code);
	json_text(&t->json, "rule", cutoff_text(mem, c));
	json_text(&t->json, "from", from);
	json_text(&t->json, "to", to);
	json_end(&t->json);
}

/* With --regime: as that regime has it, with its deadlines. */
struct of_regime {
	const char *regime, *period;
	struct slot q;
};

static enum rc
do_of_regime(struct tool *t, void *arg)
{
	struct of_regime *a = arg;
	struct schedule *s = arena_alloc(t->ctx.mem, sizeof *s);
	struct regime *g = arena_alloc(t->ctx.mem, sizeof *g);

	TRY(regime_find(t->db, a->regime, g));
	TRY(schedule_open(t->db, g, s));
	return schedule_slot(s, a->period, &a->q);
}

static void
json_due(struct tool *t, const struct slot_due *d)
{
	json_object(&t->json, NULL);
	if (d->rule != NULL)
		json_text(&t->json, "rule", d->rule);
	else
		json_text(&t->json, "level", d->level);
	json_text(&t->json, "due", date_iso(t->ctx.mem, d->due));
	json_bool(&t->json, "provisional", d->provisional);
	json_end(&t->json);
}

static void
show_slot(struct tool *t, const struct slot *q)
{
	struct arena *mem = t->ctx.mem;
	const struct period *p = &q->period;

	tool_say(t, "%s %s", date_iso(mem, p->starts), date_iso(mem, p->ends));
	for (size_t i = 0; i < q->ndue; i++)
		tool_say(t, "  %s  %s%s", date_iso(mem, q->due[i].due),
		    q->due[i].rule != NULL   ? q->due[i].rule :
		    *q->due[i].level == '\0' ? "*" :
					       q->due[i].level,
		    q->due[i].provisional ? _(" (provisional)") : "");
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "kind", period_kind_name(p->kind));
	json_text(&t->json, "period", p->code);
	json_text(&t->json, "from", date_iso(mem, p->starts));
	json_text(&t->json, "to", date_iso(mem, p->ends));
	json_text(&t->json, "open", date_iso(mem, q->open));
	json_bool(&t->json, "moved", q->moved);
	json_bool(&t->json, "provisional", q->provisional);
	json_array(&t->json, "due");
	for (size_t i = 0; i < q->ndue; i++)
		json_due(t, &q->due[i]);
	json_end(&t->json);
	json_end(&t->json);
}

static int
period_of_regime(struct tool *t, const char *regime, const char *period)
{
	struct of_regime a = { .regime = regime, .period = period };

	tool_connect(t);
	enum rc rc = tool_read(t, do_of_regime, &a);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("There is no such period of %s."), regime);
	if (rc != OK)
		return tool_end(t, rc);
	show_slot(t, &a.q);
	return TOOL_OK;
}

static int
run_period(struct tool *t, int argc, char **argv)
{
	const char *regime = tool_option(&argc, argv, "--regime");
	const char *rule = tool_option(&argc, argv, "--rule");
	struct cutoff c;
	struct period p;

	if (argc != 2)
		return tool_usage(t, _("say a rule and one period"));
	if (regime != NULL)
		return period_of_regime(t, regime, argv[1]);
	if (!cutoff_read(rule == NULL ? "nd09" : cutoff_named(rule), &c))
		return tool_usage(t,
		    _("\"%s\" is no cut-off rule; write nd09, calendar, or as "
		      "\"from 21 month-1 to 20\", \"week to thu\""),
		    rule);
	if (!period_read(t->ctx.mem, argv[1], c, &p))
		return tool_no(t,
		    _("\"%s\" is no period; write it as 2026-09-28, 2026-W40,"
		      " 2026-09, 2026-Q3, 2026-H1, 2026-9M, 2026 or"
		      " 2026-09-01--2026-09-15A"),
		    argv[1]);
	show_window(t, &p, c);
	return TOOL_OK;
}

const struct command cmd_period = { "period",
	"[--rule RULE] PERIOD\n--regime REGIME PERIOD",
	N_("show the first and the last day of a period's data"), run_period,
	true };

/*
 * Rules as lists of deadlines word them: "cut-off + 2 working day(s)", "fixed
 * day, roll forward to next working day", where the date is that day.
 */
static const char *
deadline_named(struct arena *mem, const char *rule)
{
	static const char after[] = "cut-off + ";

	if (str_starts(rule, after)) {
		const char *n = rule + strlen(after);
		size_t digits = strspn(n, "0123456789");
		if (str_starts(n + digits, " working day"))
			return str_fmt(mem, "work %.*s", (int)digits, n);
	}
	if (str_starts(rule, "fixed day, roll forward"))
		return "end+0 forward";
	if (str_starts(rule, "fixed day, roll back"))
		return "end+0 back";
	if (str_starts(rule, "fixed day, strict"))
		return "end+0 strict";
	return rule;
}

struct asked {
	const char *rule;
	struct period p;
	struct date due;
	bool found, provisional;
};

static enum rc
do_deadline(struct tool *t, void *arg)
{
	struct asked *a = arg;
	struct calendar cal;

	TRY(calendar_load(t->db, &cal));
	a->found = deadline(&cal, a->rule, &a->p, &a->due);
	a->provisional =
	    a->found && deadline_provisional(&cal, a->rule, &a->p, a->due);
	return OK;
}

/* The kind of period that has as many fixed dates a year as the rule. */
static struct period
period_ending(struct arena *mem, const char *rule, struct date ends)
{
	static const enum period_kind kinds[] = { PERIOD_YEAR, PERIOD_HALF,
		PERIOD_QUARTER, PERIOD_MONTH };
	struct period p = period_between(mem, PERIOD_ADHOC, ends, ends);

	if (!str_starts(rule, "on "))
		return p;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (deadline_rule_fits(rule, kinds[i])) {
			p.kind = kinds[i];
			p.no = (ends.m - 1) * period_count(p.kind) / 12 + 1;
		}
	return p;
}

static void
show_deadline(struct tool *t, const struct asked *a)
{
	struct arena *mem = t->ctx.mem;

	tool_say(t, "%s", date_iso(mem, a->due));
	if (!t->as_json) {
		if (a->provisional)
			fprintf(stderr, "baocao: %s\n",
			    _("warning: provisional, the days off of that year"
			      " have not been published"));
		return;
	}
	json_object(&t->json, NULL);
	json_text(&t->json, "rule", a->rule);
	json_text(&t->json, "cutoff", date_iso(mem, a->p.ends));
	json_text(&t->json, "due", date_iso(mem, a->due));
	json_bool(&t->json, "provisional", a->provisional);
	json_end(&t->json);
}

static int
run_deadline(struct tool *t, int argc, char **argv)
{
	const char *rule = tool_option(&argc, argv, "--rule");
	struct asked a = { 0 };
	struct date ends;

	if (argc != 2 || str_empty(rule))
		return tool_usage(t, _("say a rule and one date"));
	a.rule = deadline_named(t->ctx.mem, rule);
	if (!deadline_rule_ok(a.rule))
		return tool_usage(t,
		    _("\"%s\" is no deadline; write \"day 25\", \"work 2\" or "
		      "\"end+5\""),
		    rule);
	if (!date_parse(argv[1], &ends))
		return tool_usage(t,
		    _("\"%s\" is no date; write it as 2026-09-28"), argv[1]);
	a.p = period_ending(t->ctx.mem, a.rule, ends);
	enum rc rc = tool_read(t, do_deadline, &a);
	if (rc != OK)
		return tool_end(t, rc);
	if (!a.found)
		return tool_no(t, _("the rule has no date for that period"));
	show_deadline(t, &a);
	return TOOL_OK;
}

const struct command cmd_deadline = { "deadline", "--rule RULE DATE",
	N_("show by when a report is due whose data end on that day"),
	run_deadline, false };
