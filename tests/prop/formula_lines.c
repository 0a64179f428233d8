/*
 * formula_lines.c - for tests/prop/formula.py: each line of standard input is a
 * formula, then tab-separated NAME=VALUEs; answers one line each: "? why" if it
 * cannot be read, "! n" if n sides do not hold, else its value
 */
#include <stdio.h>
#include <string.h>
#include "core/formula.h"

enum { GIVEN_MAX = 200 };

static void
answer(struct arena *mem, char *line)
{
	const char *given[GIVEN_MAX];
	struct findings f = { .mem = mem };
	struct formula_answer a;
	const char *text = strsep(&line, "\t");
	size_t n = 0, lines = 1;

	while (line != NULL && n < GIVEN_MAX)
		given[n++] = strsep(&line, "\t");
	if (!formula_try(mem, text, given, n, NUM_EN, &f, &a)) {
		printf("? %s\n", f.at[0].text);
		return;
	}
	if (a.holds) {
		printf("%s\n", a.text);
		return;
	}
	for (const char *c = a.text; *c != '\0'; c++)
		lines += *c == '\n';
	printf("! %zu\n", lines);
}

int
main(void)
{
	struct arena *mem = arena_new();
	char line[32768];

	while (fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		answer(mem, line);
		arena_reset(mem, 0);
	}
	arena_free(mem);
	return 0;
}
