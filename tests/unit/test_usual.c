/* test_usual.c - the median, and what is far from it */
#include <setjmp.h>
#include <string.h>
#include "core/usual.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static void
is_what_it_usually_is(void **state)
{
	static const struct {
		const char *past;
		int decimals;
		const char *median, *spread;
		const char *near, *far; /* of 5 spreads */
	} t[] = {
		{ "1 2 3 4 100", 0, "3", "1", "8", "9" },
		{ "4 100 1 3 2", 0, "3", "1", "-2", "-3" },
		{ "1 2 3 4", 0, "2.5", "1", "7.5", "8" },
		{ "10 20 30 40 50 60", 0, "35", "15", "110", "111" },
		/* Half of them are the same: no MAD, but a mean deviation. */
		{ "10 10 10 10 10 16", 0, "10", "1", "15", "16" },
		{ "100 100 100 100 130 160", 0, "100", "15", "175", "176" },
		/* All of them are: a tenth of it. */
		{ "100 100 100 100", 0, "100", "10", "150", "151" },
		{ "-100 -100 -100", 0, "-100", "10", "-50", "-49" },
		/* Never less than one in the last decimal. */
		{ "0 0 0 0", 0, "0", "1", "5", "6" },
		{ "0 0 0 0", 2, "0", "0.01", "0.05", "0.06" },
		{ "1 1 1 1", 0, "1", "1", "6", "7" },
		{ "1.1 1.2 1.3", 1, "1.2", "0.1", "1.7", "1.8" },
		{ "7", 0, "7", "1", "12", "13" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct dec *past[12], *five = dec_long(mem, 5);
		size_t n = 0;
		struct usual u;
		char *copy = str_dup(mem, t[i].past);
		for (char *p = strtok(copy, " "); p; p = strtok(NULL, " "))
			past[n++] = dec_parse(mem, p);
		assert_true(usual_of(mem, past, n, t[i].decimals, &u));
		assert_string_equal(dec_text(mem, u.median), t[i].median);
		assert_string_equal(dec_text(mem, u.spread), t[i].spread);
		assert_false(
		    usual_is_far(mem, &u, dec_parse(mem, t[i].near), five));
		assert_true(
		    usual_is_far(mem, &u, dec_parse(mem, t[i].far), five));
	}
}

static void
nothing_is_usual_of_nothing(void **state)
{
	struct usual u;

	(void)state;
	assert_false(usual_of(mem, NULL, 0, 0, &u));
	assert_null(median(mem, NULL, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_what_it_usually_is),
		cmocka_unit_test(nothing_is_usual_of_nothing),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
