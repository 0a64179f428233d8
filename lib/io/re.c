/* re.c - patterns of cells, on PCRE2 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "io/re.h"

/* A hostile pattern costs about 0.3 ms within these. */
enum { STEPS = 20000, DEPTH = 1000, HEAP_KIB = 1024, PARENS = 20 };

/* Forms have few patterns and a process serves few forms: the last ones. */
enum { KEPT = 16 };
static struct kept {
	char pattern[RE_PATTERN_MAX + 1];
	pcre2_code *code; /* NULL: the slot is free */
} kept[KEPT];

/* What stays for the life of the process; end the program without memory. */
static pcre2_compile_context *
how_to_compile(void)
{
	static pcre2_compile_context *c;

	if (c != NULL)
		return c;
	c = pcre2_compile_context_create(NULL);
	if (c == NULL)
		abort();
	pcre2_set_parens_nest_limit(c, PARENS);
	pcre2_set_max_pattern_length(c, RE_PATTERN_MAX);
	return c;
}

static pcre2_match_context *
how_to_match(void)
{
	static pcre2_match_context *c;

	if (c != NULL)
		return c;
	c = pcre2_match_context_create(NULL);
	if (c == NULL)
		abort();
	pcre2_set_match_limit(c, STEPS);
	pcre2_set_depth_limit(c, DEPTH);
	pcre2_set_heap_limit(c, HEAP_KIB);
	return c;
}

static pcre2_match_data *
where_to_match(void)
{
	static pcre2_match_data *d;

	if (d == NULL)
		d = pcre2_match_data_create(1, NULL);
	if (d == NULL)
		abort();
	return d;
}

static pcre2_code *
compile(const char *pattern, int *ret_error, size_t *ret_at)
{
	return pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
	    PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ANCHORED |
		PCRE2_ENDANCHORED,
	    ret_error, ret_at, how_to_compile());
}

bool
re_valid(struct arena *mem, const char *pattern, const char **ret_why)
{
	char reason[256];
	int error;
	size_t at;

	*ret_why = NULL;
	if (strlen(pattern) > RE_PATTERN_MAX) {
		*ret_why = str_fmt(mem,
		    _("The pattern is longer than %d bytes."), RE_PATTERN_MAX);
		return false;
	}
	pcre2_code *code = compile(pattern, &error, &at);
	if (code == NULL) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)reason,
		    sizeof reason);
		*ret_why = str_fmt(mem,
		    _("The pattern cannot be read at byte %zu: %s."), at + 1,
		    reason);
		return false;
	}
	pcre2_code_free(code);
	return true;
}

/* Compiled, from those kept or anew; NULL: it cannot be. */
static const pcre2_code *
compiled(const char *pattern)
{
	static size_t next;
	int error;
	size_t at;

	for (size_t i = 0; i < KEPT; i++)
		if (kept[i].code != NULL &&
		    strcmp(kept[i].pattern, pattern) == 0)
			return kept[i].code;
	pcre2_code *code = strlen(pattern) > RE_PATTERN_MAX ?
			       NULL :
			       compile(pattern, &error, &at);
	if (code == NULL)
		return NULL;
	struct kept *k = &kept[next++ % KEPT];
	pcre2_code_free(k->code);
	snprintf(k->pattern, sizeof k->pattern, "%s", pattern);
	k->code = code;
	return code;
}

bool
re_match(const char *pattern, const char *value)
{
	const pcre2_code *code = compiled(pattern);
	size_t len = strlen(value);

	if (code == NULL) {
		(void)fail(E_INTERNAL, "pattern cannot be read: %s", pattern);
		return false;
	}
	if (len > RE_SUBJECT_MAX)
		return false;
	int rc = pcre2_match(code, (PCRE2_SPTR)value, len, 0, 0,
	    where_to_match(), how_to_match());
	if (rc < PCRE2_ERROR_PARTIAL)
		(void)fail(E_INVALID, "pattern %s stopped with %d on %zu bytes",
		    pattern, rc, len);
	return rc >= 0;
}
