/* test_num.c - figures as people write them */
#include <setjmp.h>
#include <string.h>
#include "base/num.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static const char *
read_as(const char *typed, enum num_lang lang, int decimals)
{
	const struct dec *d;
	const char *why;

	if (!num_read(mem, typed, lang, decimals, &d, &why)) {
		assert_null(d);
		assert_non_null(why);
		return why;
	}
	assert_null(why);
	return d == NULL ? "null" : dec_text(mem, d);
}

static void
reads_numbers(void **state)
{
	static const struct {
		const char *typed;
		enum num_lang lang;
		int decimals;
		const char *is;
	} t[] = {
		{ "", NUM_VI, 2, "null" },
		{ " \t\302\240\r\n", NUM_VI, 2, "null" },
		{ NULL, NUM_VI, 2, "null" },
		{ "0", NUM_VI, 0, "0" },
		{ "-0", NUM_VI, 0, "0" },
		{ "1234567", NUM_VI, 0, "1234567" },
		{ "1.234.567", NUM_VI, 0, "1234567" },
		{ "1.234.567,89", NUM_VI, 2, "1234567.89" },
		{ "1,234,567.89", NUM_EN, 2, "1234567.89" },
		{ " 12\302\240", NUM_VI, 0, "12" },
		{ "-1.234,5", NUM_VI, 1, "-1234.5" },
		{ "\342\210\2221.234,5", NUM_VI, 1, "-1234.5" },
		{ "0,05", NUM_VI, 2, "0.05" },
		{ "0,50", NUM_VI, 2, "0.5" },
		/* By the rule of the language, whatever was meant. */
		{ "1.234", NUM_VI, 2, "1234" },
		{ "1.234", NUM_EN, 3, "1.234" },
		{ "1,234", NUM_VI, 3, "1.234" },
		{ "1,234", NUM_EN, 3, "1234" },
		{ "9999999999999999999999999999,9999999999", NUM_VI, 10,
		    "9999999999999999999999999999.9999999999" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(read_as(t[i].typed, t[i].lang,
					t[i].decimals),
		    t[i].is);
}

static void
refuses_with_a_reason(void **state)
{
	static const struct {
		const char *typed;
		enum num_lang lang;
		int decimals;
		const char *why; /* begins so */
	} t[] = {
		{ "abc", NUM_VI, 2, "This is not a number" },
		{ "1.234.567,8 9", NUM_VI, 2, "This is not a number" },
		{ "1 234", NUM_VI, 2, "This is not a number" },
		{ "+5", NUM_VI, 2, "This is not a number" },
		{ "--5", NUM_VI, 2, "This is not a number" },
		{ "- 5", NUM_VI, 2, "This is not a number" },
		{ "-", NUM_VI, 2, "This is not a number" },
		{ ",5", NUM_VI, 2, "This is not a number" },
		{ "5,", NUM_VI, 2, "This is not a number" },
		{ "1,5,5", NUM_VI, 2, "This is not a number" },
		{ "1,234.567", NUM_VI, 10, "This is not a number" },
		{ "12%", NUM_VI, 2, "This is not a number" },
		{ "1e5", NUM_VI, 2, "This is not a number" },
		{ "\357\274\221", NUM_VI, 2, "This is not a number" },
		{ "1.23", NUM_VI, 2, "\".\" stands only between groups" },
		{ "1.2345", NUM_VI, 2, "\".\" stands only between groups" },
		{ "1234.567", NUM_VI, 2, "\".\" stands only between groups" },
		{ "1.234.56", NUM_VI, 2, "\".\" stands only between groups" },
		{ "1.", NUM_VI, 2, "\".\" stands only between groups" },
		{ "1..234", NUM_VI, 2, "\".\" stands only between groups" },
		{ "1,23", NUM_EN, 2, "\",\" stands only between groups" },
		{ "0.123", NUM_VI, 3, "A number is written without" },
		{ "007", NUM_VI, 3, "A number is written without" },
		{ "00004", NUM_VI, 0, "A number is written without" },
		{ "1,0", NUM_VI, 0, "Only a whole number" },
		{ "1,000", NUM_VI, 0, "Only a whole number" },
		{ "1.000", NUM_EN, 0, "Only a whole number" },
		{ "1,50", NUM_VI, 1, "At most 1 decimal can" },
		{ "1,505", NUM_VI, 2, "At most 2 decimals can" },
		{ "1,00000000001", NUM_VI, 99, "At most 10 decimals can" },
		{ "99999999999999999999999999999", NUM_VI, 0,
		    "The number is too long" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *why = read_as(t[i].typed, t[i].lang, t[i].decimals);
		if (!str_starts(why, t[i].why))
			fail_msg("%s: %s", t[i].typed, why);
	}
}

static void
shows_numbers(void **state)
{
	static const struct {
		const char *canonical;
		int decimals;
		const char *vi, *en;
	} t[] = {
		{ "0", -1, "0", "0" },
		{ "0", 2, "0,00", "0.00" },
		{ "12", 0, "12", "12" },
		{ "123", 0, "123", "123" },
		{ "1234", 0, "1.234", "1,234" },
		{ "-123", 1, "-123,0", "-123.0" },
		{ "-1234567.89", 2, "-1.234.567,89", "-1,234,567.89" },
		{ "1234567.89", 1, "1.234.567,9", "1,234,567.9" },
		{ "999.995", 2, "1.000,00", "1,000.00" },
		{ "-0.004", 2, "0,00", "0.00" },
		{ "12.5000000000", -1, "12,5", "12.5" },
		{ "12.0000000000", -1, "12", "12" },
		{ "12.0000000000", 0, "12", "12" },
		{ "12.5", 3, "12,500", "12.500" },
		{ "1000000000000000000000", 0, "1.000.000.000.000.000.000.000",
		    "1,000,000,000,000,000,000,000" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct dec *d = dec_parse(mem, t[i].canonical);
		int n = t[i].decimals;
		assert_string_equal(num_show(mem, d, n, NUM_VI), t[i].vi);
		assert_string_equal(num_show(mem, d, n, NUM_EN), t[i].en);
		assert_string_equal(num_show_text(mem, t[i].canonical, n,
					NUM_VI),
		    t[i].vi);
		assert_string_equal(num_show_text(mem, t[i].canonical, n,
					NUM_EN),
		    t[i].en);
	}
	assert_string_equal(num_show(mem, NULL, 2, NUM_VI), "");
	assert_string_equal(num_show_text(mem, NULL, 2, NUM_VI), "");
	assert_int_equal(num_lang("en"), NUM_EN);
	assert_int_equal(num_lang("vi"), NUM_VI);
	assert_int_equal(num_lang(NULL), NUM_VI);
}

/* What is shown in full can be typed back. */
static void
shown_reads_back(void **state)
{
	static const char *const t[] = { "0", "-1", "1000", "-1234567.5",
		"0.0000000001", "999999.999", "12345678901234567890.25" };

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		for (int lang = NUM_VI; lang <= NUM_EN; lang++) {
			const char *shown = num_show(mem, dec_parse(mem, t[i]),
			    -1, (enum num_lang)lang);
			assert_string_equal(read_as(shown, (enum num_lang)lang,
						10),
			    t[i]);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(refuses_with_a_reason),
		cmocka_unit_test(shows_numbers),
		cmocka_unit_test(shown_reads_back),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
