/* fuzz_period.c - the first line is a period's code, the second a deadline */
#include <string.h>
#include "core/deadline.h"
#include "fuzz.h"

static void
period(struct arena *mem, const char *code, const char *rule, struct cutoff c)
{
	const struct calendar none = { 0 };
	struct period p;
	struct date day;

	if (!period_read(mem, code, c, &p))
		return;
	HOLDS(strcmp(p.code, code) == 0);
	HOLDS(date_cmp(p.starts, p.ends) <= 0); /* a day is one, too */
	HOLDS(strcmp(period_at(mem, p.kind, c, p.ends).code, code) == 0);
	HOLDS(strcmp(period_at(mem, p.kind, c, p.starts).code, code) == 0);
	struct period next = period_step(mem, p, c, 1);
	HOLDS(strcmp(period_step(mem, next, c, -1).code, code) == 0);
	bool ok = deadline(&none, rule, &p, &day);
	HOLDS(ok == deadline_rule_ok(rule));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, n);
	const char *nl = strchr(s, '\n');
	const char *code = nl == NULL ? s : str_ndup(mem, s, nl - s);
	const char *rule = nl == NULL ? "day 25" : nl + 1;

	period(mem, code, rule, cutoff_nd09);
	period(mem, code, rule, cutoff_calendar);
	arena_free(mem);
	return 0;
}
