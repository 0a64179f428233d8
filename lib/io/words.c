/* words.c - is a word in a sorted file? */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "io/words.h"

enum { LINE_MAX_LEN = 200 };

/* The first whole line at or after `at`; false: there is none. */
static bool
line_from(FILE *f, long at, char *ret)
{
	if (fseek(f, at > 0 ? at - 1 : 0, SEEK_SET) != 0)
		return false;
	if (at > 0)
		for (int c; (c = fgetc(f)) != '\n';)
			if (c == EOF)
				return false;
	if (fgets(ret, LINE_MAX_LEN, f) == NULL)
		return false;
	ret[strcspn(ret, "\n")] = '\0';
	return true;
}

static bool
search(FILE *f, const char *word)
{
	char line[LINE_MAX_LEN];

	if (fseek(f, 0, SEEK_END) != 0)
		return false;
	for (long low = 0, high = ftell(f); low < high;) {
		long middle = low + (high - low) / 2;
		if (!line_from(f, middle, line)) {
			high = middle;
			continue;
		}
		int order = strcmp(line, word);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool
words_have(const char *file, const char *word)
{
	if (str_empty(file) || str_empty(word))
		return false;
	FILE *f = fopen(file, "re");
	if (f == NULL) {
		fail(E_INTERNAL, "%s: %s", file, strerror(errno));
		return false;
	}
	bool ret = search(f, word);
	fclose(f);
	return ret;
}
