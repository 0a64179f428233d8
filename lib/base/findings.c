/* findings.c - what is wrong with a user's input */
#include <stdio.h>
#include <string.h>
#include "base/findings.h"

enum weight { IS_ERROR, IS_WARNING, IS_EXPLAINED };

static void add(struct findings *, const char *where, enum weight,
    const char *fmt, va_list) FMT(4, 0);
static void
add(struct findings *f, const char *where, enum weight weight, const char *fmt,
    va_list ap)
{
	char text[1000];

	f->nerror += weight == IS_ERROR;
	f->nexplain += weight == IS_EXPLAINED;
	if (f->n == FINDINGS_MAX) {
		f->left++;
		return;
	}
	if (f->n == f->cap) {
		size_t cap = f->cap ? 2 * f->cap : 8;
		struct finding *at = arena_alloc(f->mem, cap * sizeof *at);
		if (f->n > 0)
			memcpy(at, f->at, f->n * sizeof *at);
		f->at = at;
		f->cap = cap;
	}
	vsnprintf(text, sizeof text, fmt, ap);
	f->at[f->n++] = (struct finding){ .where = str_dup(f->mem, where),
		.text = str_dup(f->mem, text),
		.warning = weight != IS_ERROR,
		.explain = weight == IS_EXPLAINED };
}

void
finding(struct findings *f, const char *where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(f, where, IS_ERROR, fmt, ap);
	va_end(ap);
}

void
finding_warn(struct findings *f, const char *where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(f, where, IS_WARNING, fmt, ap);
	va_end(ap);
}

void
finding_explain(struct findings *f, const char *where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(f, where, IS_EXPLAINED, fmt, ap);
	va_end(ap);
}

const struct finding *
finding_at(const struct findings *f, const char *where)
{
	for (size_t i = 0; f != NULL && i < f->n; i++)
		if (strcmp(f->at[i].where, where) == 0)
			return &f->at[i];
	return NULL;
}
