/* test_decimal.c - exact figures */
#include <limits.h>
#include <setjmp.h>
#include <string.h>
#include "base/decimal.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static const char *
show(const struct dec *d)
{
	return d == NULL ? "none" : dec_exact(mem, d);
}

static void
reads_canonical_text(void **state)
{
	static const struct {
		const char *in, *text;
	} t[] = {
		{ "0", "0" },
		{ "-0", "0" },
		{ "-0.0", "0" },
		{ "007", "7" },
		{ "1.50", "1.5" },
		{ "-12.0000000000", "-12" },
		{ "0.0000000001", "0.0000000001" },
		{ "9223372036854775807", "9223372036854775807" },
		{ "9223372036854775808", "9223372036854775808" },
		{ "-9223372036854775808", "-9223372036854775808" },
		{ "999999999999999999", "999999999999999999" },
		{ "1000000000000000000", "1000000000000000000" },
		{ "9999999999999999999999999999.9999999999",
		    "9999999999999999999999999999.9999999999" },
		{ "99999999999999999999999999999", "none" },
		{ "0.00000000001", "none" },
		{ "", "none" },
		{ "-", "none" },
		{ "+1", "none" },
		{ ".5", "none" },
		{ "5.", "none" },
		{ "1,5", "none" },
		{ " 1", "none" },
		{ "1 ", "none" },
		{ "1e3", "none" },
		{ "0x10", "none" },
		{ "--1", "none" },
		{ "1.2.3", "none" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct dec *d = dec_parse(mem, t[i].in);
		assert_string_equal(show(d), t[i].text);
		if (d != NULL)
			assert_string_equal(dec_text(mem, d), t[i].text);
	}
	assert_null(dec_parse(mem, NULL));
}

static void
computes_exactly(void **state)
{
	static const struct {
		const char *a;
		char op;
		const char *b, *is;
	} t[] = {
		{ "2", '+', "3", "5" },
		{ "0.1", '+', "0.2", "0.3" },
		{ "9223372036854775807", '+', "1", "9223372036854775808" },
		{ "9223372036854775808", '-', "1", "9223372036854775807" },
		{ "-9223372036854775808", '-', "1", "-9223372036854775809" },
		{ "4294967296", '*', "4294967296", "18446744073709551616" },
		{ "-9223372036854775808", '*', "-1", "9223372036854775808" },
		{ "0.5", '+', "0.5", "1" },
		{ "1", '/', "3", "1/3" },
		{ "1", '/', "4", "0.25" },
		{ "-2", '/', "6", "-1/3" },
		{ "6", '/', "3", "2" },
		{ "1", '/', "0", "none" },
		{ "0.5", '/', "0.0", "none" },
		{ "0", '/', "5", "0" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct dec *a = dec_parse(mem, t[i].a);
		const struct dec *b = dec_parse(mem, t[i].b);
		const struct dec *r = t[i].op == '+' ? dec_add(mem, a, b) :
				      t[i].op == '-' ? dec_sub(mem, a, b) :
				      t[i].op == '*' ? dec_mul(mem, a, b) :
						       dec_div(mem, a, b);
		assert_string_equal(show(r), t[i].is);
	}
}

static void
a_third_times_three_is_one(void **state)
{
	const struct dec *one = dec_long(mem, 1), *three = dec_long(mem, 3);

	(void)state;
	const struct dec *third = dec_div(mem, one, three);
	assert_int_equal(dec_cmp(dec_mul(mem, third, three), one), 0);
	assert_string_equal(dec_text(mem, third), "0.3333333333");
	assert_int_equal(dec_scale(third), DEC_SCALE + 1);
}

static void
rounds_half_away_from_zero(void **state)
{
	static const struct {
		const char *in;
		int decimals;
		const char *is;
	} t[] = {
		{ "2.5", 0, "3" },
		{ "-2.5", 0, "-3" },
		{ "2.4999999999", 0, "2" },
		{ "0.5", 0, "1" },
		{ "-0.5", 0, "-1" },
		{ "-0.4", 0, "0" },
		{ "1.005", 2, "1.01" },
		{ "-1.005", 2, "-1.01" },
		{ "1.004", 2, "1" },
		{ "99.995", 2, "100" },
		{ "12", 3, "12" },
		{ "1.5", -1, "2" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(show(dec_round(mem, dec_parse(mem, t[i].in),
					t[i].decimals)),
		    t[i].is);
}

static void
text_is_rounded_to_what_is_kept(void **state)
{
	const struct dec *tiny = dec_parse(mem, "0.0000000001");
	const struct dec *half = dec_div(mem, tiny, dec_long(mem, 2));
	const struct dec *less = dec_div(mem, tiny, dec_long(mem, 3));

	(void)state;
	assert_string_equal(dec_text(mem, half), "0.0000000001");
	assert_string_equal(dec_text(mem, dec_neg(mem, half)), "-0.0000000001");
	assert_string_equal(dec_text(mem, less), "0");
	assert_string_equal(dec_text(mem, dec_neg(mem, less)), "0");
	assert_string_equal(dec_exact(mem, half), "0.00000000005");
}

static void
tells_decimals_and_size(void **state)
{
	static const struct {
		const char *in;
		int scale;
	} t[] = {
		{ "12", 0 },
		{ "12.5", 1 },
		{ "0.125", 3 },
		{ "0.04", 2 },
		{ "0.0000000001", 10 },
		{ "99999999999999999999", 0 },
	};
	const struct dec *most =
	    dec_parse(mem, "9999999999999999999999999999.9999999999");
	const struct dec *tiny = dec_parse(mem, "0.0000000001");

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_int_equal(dec_scale(dec_parse(mem, t[i].in)),
		    t[i].scale);
	assert_false(dec_too_big(most));
	assert_false(dec_too_big(dec_long(mem, LONG_MAX)));
	assert_true(dec_too_big(dec_add(mem, most, tiny)));
	assert_true(dec_too_big(dec_neg(mem, dec_add(mem, most, tiny))));
	/* It would have one digit more once it is rounded. */
	assert_true(dec_too_big(
	    dec_add(mem, most, dec_div(mem, tiny, dec_long(mem, 2)))));
	assert_false(dec_too_big(
	    dec_add(mem, most, dec_div(mem, tiny, dec_long(mem, 3)))));
}

static void
compares_and_signs(void **state)
{
	static const char *const order[] = { "-99999999999999999999", "-1.5",
		"-1", "-0.5", "0", "0.3333333333", "0.5", "1", "1.5",
		"9223372036854775807", "9223372036854775808" };

	(void)state;
	for (size_t i = 0; i < COUNT(order); i++) {
		const struct dec *a = dec_parse(mem, order[i]);
		assert_int_equal(dec_sign(a), i < 4 ? -1 : i > 4);
		assert_int_equal(dec_cmp(dec_abs(mem, a), dec_long(mem, 0)),
		    i != 4);
		for (size_t j = 0; j < COUNT(order); j++)
			assert_int_equal(dec_cmp(a, dec_parse(mem, order[j])),
			    i < j ? -1 : i > j);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_canonical_text),
		cmocka_unit_test(computes_exactly),
		cmocka_unit_test(a_third_times_three_is_one),
		cmocka_unit_test(rounds_half_away_from_zero),
		cmocka_unit_test(text_is_rounded_to_what_is_kept),
		cmocka_unit_test(tells_decimals_and_size),
		cmocka_unit_test(compares_and_signs),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
