/* data.h - files of tests/data and the seeds, for unit tests */
#ifndef TESTS_UNIT_DATA_H
#define TESTS_UNIT_DATA_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/base.h"

/* A file of the source tree, NUL-terminated; dies if it is not there. */
static inline char *
data_file(struct arena *mem, const char *name, size_t *ret_len)
{
	const char *top = getenv("srcdir");
	struct buf b = { .mem = mem, .max = 4 << 20 };
	char chunk[8192];
	size_t n;
	FILE *f =
	    fopen(str_fmt(mem, "%s/%s", top == NULL ? "." : top, name), "r");

	if (f == NULL) {
		perror(name);
		abort();
	}
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_put(&b, chunk, n);
	fclose(f);
	if (ret_len != NULL)
		*ret_len = b.len;
	return b.at;
}

/* The next line of a text, without its end; NULL after the last. */
static inline char *
data_line(char **at)
{
	char *line = *at, *end = line == NULL ? NULL : strchr(line, '\n');

	if (line == NULL || *line == '\0')
		return NULL;
	*at = end == NULL ? NULL : end + 1;
	if (end != NULL)
		*end = '\0';
	return line;
}
#endif
