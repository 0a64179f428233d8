/*
 * fuzz_rules.c - a cut-off rule, a deadline and a period's code, a line each;
 * what follows is a year's list of days off
 */
#include "base/findings.h"
#include "core/calendar_list.h"
#include "core/deadline.h"
#include "fuzz.h"

static const char *
line(struct arena *mem, const char **at)
{
	size_t n = strcspn(*at, "\n");
	const char *s = str_ndup(mem, *at, n);

	*at += n + ((*at)[n] == '\n');
	return s;
}

/* What a rule is written as reads as the same rule. */
static struct cutoff
cutoff(struct arena *mem, const char *text)
{
	struct cutoff c, again;
	bool ok = cutoff_read(text, &c);

	HOLDS(cutoff_read(cutoff_text(mem, c), &again));
	HOLDS(cutoff_same(c, again));
	HOLDS(!ok || strlen(text) <= CUTOFF_TEXT_MAX);
	return c;
}

/* Windows are never empty and go forward; codes are read back. */
static void
windows(struct arena *mem, struct cutoff c, const char *code, const char *rule)
{
	const struct calendar none = { 0 };
	struct period p, next, again;
	struct date due;

	if (!period_read(mem, code, c, &p))
		return;
	HOLDS(strcmp(p.code, code) == 0);
	HOLDS(date_cmp(p.starts, p.ends) <= 0);
	bool ok = deadline(&none, rule, &p, &due);
	HOLDS(!ok || deadline_rule_ok(rule));
	HOLDS(ok || !deadline_rule_fits(rule, p.kind));
	if (!period_regular(p.kind))
		return;
	next = period_step(mem, p, c, 1);
	HOLDS(date_cmp(p.ends, next.ends) < 0);
	HOLDS(date_cmp(p.starts, next.starts) < 0);
	HOLDS(strcmp(period_step(mem, next, c, -1).code, code) == 0);
	again = period_at(mem, p.kind, c, p.ends);
	HOLDS(strcmp(again.code, code) == 0);
}

static void
list(struct arena *mem, const char *text)
{
	struct findings f = { .mem = mem };
	struct days days = calendar_list_read(mem, 2027, text, "act", &f);

	HOLDS(days.n <= DAYS_LINES_MAX);
	for (size_t i = 0; i < days.n; i++)
		HOLDS(date_from_days(days.at[i].at).y == 2027);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, n);
	struct cutoff c = cutoff(mem, line(mem, &s));
	const char *rule = line(mem, &s);

	windows(mem, c, line(mem, &s), rule);
	deadline_show(mem, rule);
	cutoff_show(mem, c);
	list(mem, s);
	arena_free(mem);
	return 0;
}
