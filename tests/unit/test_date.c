/* test_date.c - civil dates */
#include <limits.h>
#include <setjmp.h>
#include <string.h>
#include "base/date.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static void
reads_iso_dates(void **state)
{
	static const struct {
		const char *in;
		bool ok;
	} t[] = {
		{ "2026-09-28", true },
		{ DATE_MIN, true },
		{ DATE_MAX, true },
		{ "2024-02-29", true },
		{ "2000-02-29", true },
		{ "2026-02-29", false },
		{ "1900-02-29", false },
		{ "2026-02-30", false },
		{ "2026-13-01", false },
		{ "2026-00-01", false },
		{ "2026-01-00", false },
		{ "2026-01-32", false },
		{ "0999-12-31", false },
		{ "2026-9-28", false },
		{ "2026-09-28 ", false },
		{ " 2026-09-28", false },
		{ "2026/09/28", false },
		{ "2026-09-2x", false },
		{ "-026-09-28", false },
		{ "", false },
	};
	struct date d;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(date_parse(t[i].in, &d), t[i].ok);
		if (t[i].ok)
			assert_string_equal(date_iso(mem, d), t[i].in);
	}
	assert_false(date_parse(NULL, &d));
}

static void
reads_dates_as_typed(void **state)
{
	static const struct {
		const char *in, *iso;
	} t[] = {
		{ "28/09/2026", "2026-09-28" },
		{ "28/9/2026", "2026-09-28" },
		{ "1/1/2026", "2026-01-01" },
		{ "1-1-2026", "2026-01-01" },
		{ "01.01.2026", "2026-01-01" },
		{ " 01/01/2026\t", "2026-01-01" },
		{ "1/1-2026", NULL },
		{ "31/4/2026", NULL },
		{ "29/2/2026", NULL },
		{ "9/28/2026", NULL },
		{ "1/1/26", NULL },
		{ "1/1/20266", NULL },
		{ "2026-09-28", NULL },
		{ "1 1 2026", NULL },
		{ "001/1/2026", NULL },
		{ "1/1/2026x", NULL },
		{ "1//2026", NULL },
		{ "", NULL },
	};
	struct date d;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(date_parse_vi(t[i].in, &d), t[i].iso != NULL);
		if (t[i].iso != NULL)
			assert_string_equal(date_iso(mem, d), t[i].iso);
	}
	assert_false(date_parse_vi(NULL, &d));
}

/* Every day there is, walked by a calendar of its own. */
static void
counts_every_day(void **state)
{
	struct date d = { 1000, 1, 1 };
	long n = date_days(d);
	int weekday = date_weekday(d);

	(void)state;
	assert_int_equal(weekday, 3); /* a Wednesday, proleptic */
	for (; d.y < 10000; n++, weekday = (weekday + 1) % 7) {
		struct date back = date_from_days(n);
		assert_int_equal(date_days(d), n);
		assert_int_equal(back.y, d.y);
		assert_int_equal(back.m, d.m);
		assert_int_equal(back.d, d.d);
		assert_int_equal(date_weekday(d), weekday);
		if (d.d < date_month_end(d.y, d.m).d) {
			d.d++;
			continue;
		}
		d = (struct date){ d.y + (d.m == 12), d.m % 12 + 1, 1 };
	}
	assert_int_equal(date_days((struct date){ 1970, 1, 1 }), 0);
	assert_int_equal(date_days((struct date){ 2000, 3, 1 }), 11017);
}

static void
adds_days(void **state)
{
	static const struct {
		const char *from;
		long n;
		const char *to;
	} t[] = {
		{ "2026-12-31", 1, "2027-01-01" },
		{ "2024-03-01", -1, "2024-02-29" },
		{ "2026-09-28", 0, "2026-09-28" },
		{ "2026-01-01", 365, "2027-01-01" },
		{ DATE_MAX, 1, DATE_MAX },
		{ DATE_MIN, -1, DATE_MIN },
		{ "2026-01-01", LONG_MAX, DATE_MAX },
		{ "2026-01-01", LONG_MIN, DATE_MIN },
		{ "1960-01-01", LONG_MIN, DATE_MIN },
	};
	struct date d;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(date_parse(t[i].from, &d));
		assert_string_equal(date_iso(mem, date_add_days(d, t[i].n)),
		    t[i].to);
	}
}

static void
compares(void **state)
{
	struct date a = { 2026, 1, 31 }, b = { 2026, 2, 1 };

	(void)state;
	assert_int_equal(date_cmp(a, b), -1);
	assert_int_equal(date_cmp(b, a), 1);
	assert_int_equal(date_cmp(a, a), 0);
}

static void
shows_dates(void **state)
{
	static const struct {
		const char *utc, *shown;
	} t[] = {
		{ "2026-09-28 02:03:04.000000", "09:03 28/09/2026" },
		{ "2026-09-28T02:03:04Z", "09:03 28/09/2026" },
		{ "2026-12-31 17:00:00", "00:00 01/01/2027" },
		{ "2026-12-31 16:59:59", "23:59 31/12/2026" },
		{ "2026-12-31 24:00:00", "2026-12-31 24:00:00" },
		{ "yesterday", "yesterday" },
		{ NULL, "" },
	};

	(void)state;
	assert_string_equal(date_show(mem, "2026-09-28"), "28/09/2026");
	assert_string_equal(date_show(mem, NULL), "");
	assert_string_equal(date_show(mem, DATE_MIN), "…");
	assert_string_equal(date_show(mem, DATE_MAX), "…");
	assert_string_equal(date_show(mem, "soon"), "soon");
	assert_string_equal(date_last(mem, "2025-03-01"), "2025-02-28");
	assert_null(date_last(mem, DATE_MAX));
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(date_show_instant(mem, t[i].utc),
		    t[i].shown);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_iso_dates),
		cmocka_unit_test(reads_dates_as_typed),
		cmocka_unit_test(counts_every_day),
		cmocka_unit_test(adds_days),
		cmocka_unit_test(compares),
		cmocka_unit_test(shows_dates),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
