/* test_measure.c - units of measure: found as printed, and how they fit */
#include <setjmp.h>
#include "base/decimal.h"
#include "base/utf8.h"
#include "core/measure.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static struct measure rows[] = {
	{ "dong", "đồng", "dong", "vnd", "1", "đồng" },
	{ "trieu-dong", "triệu đồng", "", "vnd", "1000000", NULL },
	{ "trd", "Trđ", "", "vnd", "1000000", NULL },
	{ "ty-dong", "tỷ đồng", "", "vnd", "1000000000", NULL },
	{ "nguoi", "người", "", "person", "1", NULL },
	{ "phut", "phút", "", "minute", "1", NULL },
	{ "gio", "giờ", "", "minute", "60.0", NULL },
	{ "ngay", "ngày", "", "minute", "1440.0000000000", NULL },
	{ "moi", "mới", "", "", "1", NULL },
	{ "khac", "khác", "", "", "1", NULL },
};
static const struct measures all = { rows, COUNT(rows) };

static int
setup(void **state)
{
	(void)state;
	mem = arena_new();
	for (size_t i = 0; i < COUNT(rows); i++)
		rows[i].key = utf8_key(mem, rows[i].name, true);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static const struct measure *
of(const char *printed)
{
	return measure_of(mem, &all, printed);
}

static void
found_as_printed(void **state)
{
	static const struct {
		const char *printed, *code;
	} t[] = {
		{ "triệu đồng", "trieu-dong" },
		{ "Triệu  đồng ", "trieu-dong" },
		{ "TRIỆU ĐỒNG", "trieu-dong" },
		{ "trđ", "trd" },
		{ "tỷ đồng", "ty-dong" },
		{ "trieu dong", NULL }, /* without marks it may be another */
		{ "", NULL },
		{ NULL, NULL },
		{ "con cá", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct measure *m = of(t[i].printed);
		assert_string_equal(m == NULL ? "-" : m->code,
		    t[i].code == NULL ? "-" : t[i].code);
	}
}

static void
fit(void **state)
{
	static const struct {
		const char *a, *b;
		enum measure_fit fit;
		const char *factor;
	} t[] = {
		{ "đồng", "đồng", FIT_SAME, "1" },
		{ "triệu đồng", "Trđ", FIT_SAME, "1" },
		{ "tỷ đồng", "triệu đồng", FIT_FACTOR, "1000" },
		{ "triệu đồng", "tỷ đồng", FIT_FACTOR, "0.001" },
		{ "ngày", "giờ", FIT_FACTOR, "24" },
		{ "đồng", "người", FIT_OTHER, NULL },
		{ "đồng", "mới", FIT_UNKNOWN, NULL },
		{ "mới", "khác", FIT_UNKNOWN, NULL },
		{ "mới", "mới", FIT_SAME, "1" },
		{ "đồng", "chưa có", FIT_UNKNOWN, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct dec *d =
		    measure_factor(mem, of(t[i].a), of(t[i].b));
		assert_int_equal(measure_fit(mem, of(t[i].a), of(t[i].b)),
		    t[i].fit);
		assert_int_equal(d == NULL, t[i].factor == NULL);
		if (d != NULL)
			assert_string_equal(dec_text(mem, d), t[i].factor);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found_as_printed),
		cmocka_unit_test(fit),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
