/*
 * series_lines.c - core/series_make.c by lines, for tests/prop/series.py
 *
 * Fields are parted by TAB, "-" is NULL:
 *	today DAY READING PART
 *	unit ID NAME FROM TO
 *	link OLD NEW RELATION DAY SHARE COMPARABLE
 *	fact UNIT SENT ENDS VALUE WEIGHT OVER WEIGHTED DECIMALS ITEM
 *	move UNIT SIGN FROM TO
 *	below UNIT ABOVE FROM TO
 *	go
 * Answers, for each point: ENDS UNIT STATE VALUE FIGURES UNITS AS, then "end".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/series_part.h"

enum { MOST = 4000, FIELDS = 12 };

static struct series_world w;
static struct series s;

static void
fresh(struct arena *mem)
{
	w = (struct series_world){ .mem = mem,
		.unit = arena_alloc(mem, MOST * sizeof *w.unit),
		.link = arena_alloc(mem, MOST * sizeof *w.link),
		.fact = arena_alloc(mem, MOST * sizeof *w.fact),
		.move = arena_alloc(mem, MOST * sizeof *w.move),
		.below = arena_alloc(mem, MOST * sizeof *w.below) };
	s = (struct series){ .item = { .measure = "x" } };
}

static const char *
text(const char *field)
{
	return strcmp(field, "-") == 0 ? NULL : str_dup(w.mem, field);
}

static const char *
name_of(long id)
{
	return str_fmt(w.mem, "u%ld", id);
}

static void
link_add(char **f)
{
	long old = atol(f[1]), new = atol(f[2]);

	w.link[w.nlink++] = (struct series_link){ .old_id = old,
		.new_id = new,
		.old_name = name_of(old),
		.new_name = name_of(new),
		.relation = text(f[3]),
		.on_date = text(f[4]),
		.share = text(f[5]),
		.comparable = atol(f[6]) != 0 };
}

static void
fact_add(char **f)
{
	w.fact[w.nfact++] = (struct series_fact){ .unit_id = atol(f[1]),
		.revision_id = atol(f[2]),
		.sent = atol(f[2]),
		.kind = "month",
		.period = text(f[3]),
		.starts = text(f[3]),
		.ends = text(f[3]),
		.value = text(f[4]),
		.weight = text(f[5]),
		.measure = "x",
		.over = text(f[6]),
		.weighted = atol(f[7]) != 0,
		.decimals = atol(f[8]),
		.item = text(f[9]) };
}

static void
move_add(char **f)
{
	w.move[w.nmove++] = (struct series_move){ .unit_id = atol(f[1]),
		.sign = atol(f[2]),
		.name = name_of(atol(f[1])),
		.from = text(f[3]),
		.to = text(f[4]),
		.other = "elsewhere" };
}

static void
answer(void)
{
	series_make(&w, &s);
	for (size_t i = 0; i < s.n; i++) {
		const struct series_point *p = &s.at[i];
		printf("%s\t%ld\t%s\t%s\t%ld\t%ld\t%s\n", p->ends, p->unit_id,
		    series_state_name(p->state),
		    p->value == NULL ? "-" : p->value, p->figures, p->units,
		    p->as == NULL ? "-" : p->as);
		if ((p->state == SERIES_NOT || p->state == SERIES_PARTLY) &&
		    str_empty(p->why))
			printf("no reason is given\n");
	}
	printf("end\n");
	fflush(stdout);
}

static bool
take(char **f, int n)
{
	if (strcmp(f[0], "today") == 0 && n == 4) {
		w.today = text(f[1]);
		s.part = atol(f[3]);
		return series_reading_read(f[2], &s.reading);
	}
	if (strcmp(f[0], "unit") == 0 && n == 5)
		w.unit[w.nunit++] = (struct series_unit){ atol(f[1]), "",
			text(f[2]), text(f[3]), text(f[4]) };
	else if (strcmp(f[0], "link") == 0 && n == 7)
		link_add(f);
	else if (strcmp(f[0], "fact") == 0 && n == 10)
		fact_add(f);
	else if (strcmp(f[0], "move") == 0 && n == 5)
		move_add(f);
	else if (strcmp(f[0], "below") == 0 && n == 5)
		w.below[w.nbelow++] = (struct series_below){ atol(f[1]),
			atol(f[2]), text(f[3]), text(f[4]) };
	else
		return false;
	return true;
}

int
main(void)
{
	struct arena *mem = arena_new();
	size_t mark = arena_mark(mem);
	char line[1000], *f[FIELDS], *rest = NULL;

	fresh(mem);
	while (fgets(line, sizeof line, stdin) != NULL) {
		int n = 0;
		for (char *t = strtok_r(line, "\t\n", &rest);
		     t != NULL && n < FIELDS; t = strtok_r(NULL, "\t\n", &rest))
			f[n++] = t;
		if (n == 1 && strcmp(f[0], "go") == 0) {
			answer();
			arena_reset(mem, mark);
			fresh(mem);
		} else if (n == 0 || !take(f, n)) {
			fprintf(stderr, "not understood: %s\n", line);
			return 1;
		}
	}
	arena_free(mem);
	return 0;
}
