/* test_re.c - patterns of cells */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "io/re.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static void
matches_whole_values(void **state)
{
	static const struct {
		const char *pattern, *value;
		bool is;
	} t[] = {
		{ "[0-9]{3}", "123", true },
		{ "[0-9]{3}", "1234", false },
		{ "[0-9]{3}", " 123", false },
		{ "[0-9]{3}", "123\n", false },
		{ "[0-9]{3}$", "123\n", false },
		{ "a|ab", "ab", true },
		{ "a|ab", "abc", false },
		{ "", "", true },
		{ "", "x", false },
		{ "\\d+", "\331\241", false }, /* an Arabic one */
		{ "\\p{L}+", "Đắk", true },
		{ ".", "ậ", true },
		{ "(?i)đắk", "ĐẮK", true },
		{ "x", "\377", false },
		{ ".*", "\300\257", false },
		{ "(", "(", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		if (re_match(t[i].pattern, t[i].value) != t[i].is)
			fail_msg("%s on %s", t[i].pattern, t[i].value);
}

static void
judges_patterns(void **state)
{
	static const struct {
		const char *pattern, *why; /* a part of it */
	} t[] = {
		{ "[A-Z]{2}[0-9]+", NULL },
		{ "(", "at byte 2: missing closing parenthesis" },
		{ "a{2,1}", "numbers out of order" },
		{ "\\C", "\\C" },
		{ "[\377]", "UTF-8" },
		{ "(*UTF)x", NULL },
		{ "((((((((((((((((((((x))))))))))))))))))))", NULL },
		{ "(((((((((((((((((((((x)))))))))))))))))))))",
		    "too deeply nested" },
		{ "((a{999}){999}){999}", "too large" },
	};
	const char *why;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok = re_valid(mem, t[i].pattern, &why);
		if (ok != (t[i].why == NULL) || ok != (why == NULL) ||
		    (!ok && strstr(why, t[i].why) == NULL))
			fail_msg("%s: %s", t[i].pattern, why);
	}
}

static void
holds_lengths(void **state)
{
	char pattern[RE_PATTERN_MAX + 2] = "", value[RE_SUBJECT_MAX + 2] = "";
	const char *why;

	(void)state;
	memset(pattern, 'a', RE_PATTERN_MAX);
	memset(value, 'a', RE_SUBJECT_MAX);
	assert_true(re_valid(mem, pattern, &why));
	assert_true(re_match("a*", value));
	strcat(pattern, "a");
	strcat(value, "a");
	assert_false(re_valid(mem, pattern, &why));
	assert_non_null(strstr(why, "longer than 200"));
	assert_false(re_match(pattern, pattern));
	assert_false(re_match("a*", value));
}

/* Each of these takes seconds to ages without limits. */
static void
stops_in_time(void **state)
{
	static const char *const t[] = { "(a+)+$", "(a|aa)+", "(a*)*b",
		"(?R)?a", "(*LIMIT_MATCH=4000000000)(a+)+$",
		"(*LIMIT_DEPTH=4000000000)(a|aa)+b",
		"(*LIMIT_HEAP=4000000000)(a|aa)+b", "(?:(?=(a+))a)*b",
		"(a?){200}a{200}" };
	char value[1002];
	struct timespec from, to;

	(void)state;
	memset(value, 'a', 1000);
	strcpy(value + 1000, "!");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (size_t i = 0; i < COUNT(t); i++)
		assert_false(re_match(t[i], value));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	assert_true(to.tv_sec - from.tv_sec < 5); /* not a bench: no hang */
}

/* Each would match but for one of the limits. */
static void
holds_each_limit(void **state)
{
	char value[1001] = "", groups[200] = "";

	(void)state;
	assert_false(re_match("(a+)+b|a+", "aaaaaaaaaaaaaaaaaaaa"));
	assert_true(re_match("(a+)+b|a+", "aaaa"));
	memset(value, 'a', 1000);
	assert_false(re_match("(a|aa)+", value));
	value[450] = '\0';
	assert_true(re_match("(a|aa)+", value));
	for (int i = 0; i < 95; i++)
		strcat(groups, "()");
	strcat(groups, "(a|aa)+");
	assert_false(re_match(groups, value));
	value[100] = '\0';
	assert_true(re_match(groups, value));
}

/* More patterns than are kept: each still does its own. */
static void
keeps_patterns_apart(void **state)
{
	char pattern[20], value[20];

	(void)state;
	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 50; i++) {
			snprintf(pattern, sizeof pattern, "x%d", i);
			snprintf(value, sizeof value, "x%d", i);
			assert_true(re_match(pattern, value));
			assert_false(re_match(pattern, "x"));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_whole_values),
		cmocka_unit_test(judges_patterns),
		cmocka_unit_test(holds_lengths),
		cmocka_unit_test(stops_in_time),
		cmocka_unit_test(holds_each_limit),
		cmocka_unit_test(keeps_patterns_apart),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
