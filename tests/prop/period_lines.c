/*
 * period_lines.c - "cut-off|period|deadline" on each line: the window and the
 * day it is due, by the published days of sql/seed; run by periods.py
 */
#include <stdio.h>
#include <stdlib.h>
#include "base/ctx.h"
#include "core/deadline.h"
#include "../unit/days.h"

/* Years that nobody published have no days off here: Python has no Tet. */
static struct calendar
published(struct arena *mem)
{
	struct calendar c = days_load(mem);

	while (c.n > 0 && date_from_days(c.at[c.n - 1].at).y > 2026)
		c.n--;
	return c;
}

static void
answer(struct arena *mem, const struct calendar *c, char *line)
{
	char *code = strchr(line, '|'), *due = strrchr(line, '|');
	struct cutoff rule;
	struct period p;
	struct date day;

	*code++ = '\0';
	*due++ = '\0';
	if (!cutoff_read(line, &rule) || !period_read(mem, code, rule, &p) ||
	    !deadline_rule_fits(due, p.kind) || !deadline(c, due, &p, &day)) {
		printf("no\n");
		return;
	}
	printf("%s %s %s\n", date_iso(mem, p.starts), date_iso(mem, p.ends),
	    date_iso(mem, day));
}

int
main(void)
{
	struct arena *mem = arena_new();
	struct calendar c = published(mem);
	char line[400];

	while (fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		answer(mem, &c, line);
	}
	arena_free(mem);
	return 0;
}
