/* test_period.c - reporting periods and their windows */
#include <setjmp.h>
#include <string.h>
#include "base/ctx.h"
#include "core/period.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static enum cutoff
cutoff_of(const char *rule)
{
	return strcmp(rule, "STATISTICAL") == 0 ? CUTOFF_CALENDAR : CUTOFF_ND09;
}

/* rule,type,code,from,to: three years of both families of windows. */
static void
windows_are_the_decrees(void **state)
{
	char *at = data_file(mem, "tests/data/period_vectors.csv", NULL);
	char *line = data_line(&at);
	int n = 0;

	(void)state;
	while ((line = data_line(&at)) != NULL) {
		char rule[20], type[20], code[20], from[20], to[20];
		struct period p;
		assert_int_equal(sscanf(line,
				     "%19[^,],%19[^,],%19[^,],%19[^,],%19[^,]",
				     rule, type, code, from, to),
		    5);
		assert_true(period_read(mem, code, cutoff_of(rule), &p));
		assert_string_equal(date_iso(mem, p.starts), from);
		assert_string_equal(date_iso(mem, p.ends), to);
		assert_string_equal(p.code, code);
		assert_memory_equal(period_kind_name(p.kind), type, 4);
		n++;
	}
	assert_int_equal(n, 114);
}

static void
refuses_what_is_no_period(void **state)
{
	static const char *const bad[] = { "", "2026-Q5", "2026-Q0", "26-1",
		"2026-13", "2026-00", "2026-1", "2026-H3", "2026-9", "2026-9m",
		"2026-", "2026-Q", "2026-Q11", "2026Q1", " 2026", "2026 ",
		"1899", "3000", "202", "20266", "2026-q1", "2026-+1",
		"2026-012" };
	struct period p;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(period_read(mem, bad[i], CUTOFF_ND09, &p));
	assert_false(period_read(mem, NULL, CUTOFF_ND09, &p));
}

static void
steps_over_years(void **state)
{
	static const struct {
		const char *from;
		int n;
		const char *to;
	} t[] = { { "2026-01", -1, "2025-12" }, { "2026-12", 1, "2027-01" },
		{ "2026-03", 30, "2028-09" }, { "2026-Q1", -1, "2025-Q4" },
		{ "2026-Q4", 5, "2028-Q1" }, { "2026-H1", -3, "2024-H2" },
		{ "2026-9M", 1, "2027-9M" }, { "2026", -2, "2024" } };
	struct period p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(period_read(mem, t[i].from, CUTOFF_ND09, &p));
		p = period_step(mem, p, CUTOFF_ND09, t[i].n);
		assert_string_equal(p.code, t[i].to);
	}
}

static void
finds_the_window_of_a_day(void **state)
{
	static const struct {
		enum period_kind kind;
		enum cutoff cutoff;
		struct date day;
		const char *code;
	} t[] = {
		{ PERIOD_MONTH, CUTOFF_ND09, { 2026, 1, 14 }, "2026-01" },
		{ PERIOD_MONTH, CUTOFF_ND09, { 2026, 1, 15 }, "2026-02" },
		{ PERIOD_MONTH, CUTOFF_ND09, { 2025, 12, 15 }, "2026-01" },
		{ PERIOD_QUARTER, CUTOFF_ND09, { 2026, 9, 14 }, "2026-Q3" },
		{ PERIOD_QUARTER, CUTOFF_ND09, { 2026, 9, 28 }, "2026-Q4" },
		{ PERIOD_QUARTER, CUTOFF_CALENDAR, { 2026, 9, 28 }, "2026-Q3" },
		{ PERIOD_HALF, CUTOFF_ND09, { 2026, 6, 15 }, "2026-H2" },
		{ PERIOD_NINE, CUTOFF_ND09, { 2026, 9, 14 }, "2026-9M" },
		{ PERIOD_NINE, CUTOFF_ND09, { 2026, 9, 15 }, "2027-9M" },
		{ PERIOD_YEAR, CUTOFF_ND09, { 2026, 12, 15 }, "2027" },
		{ PERIOD_YEAR, CUTOFF_CALENDAR, { 2026, 12, 31 }, "2026" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(period_at(mem, t[i].kind, t[i].cutoff,
					t[i].day)
					.code,
		    t[i].code);
}

static void
is_shown_in_words(void **state)
{
	static const struct {
		const char *code, *vi, *en;
	} t[] = {
		{ "2026-09", "tháng 9 năm 2026", "September 2026" },
		{ "2026-Q3", "quý III năm 2026", "quarter 3 of 2026" },
		{ "2026-H2", "6 tháng cuối năm 2026", "second half of 2026" },
		{ "2026-9M", "9 tháng năm 2026", "first nine months of 2026" },
		{ "2026", "năm 2026", "year 2026" },
	};
	struct period p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(period_read(mem, t[i].code, CUTOFF_ND09, &p));
		tr_lang("vi");
		assert_string_equal(period_show(mem, &p), t[i].vi);
		tr_lang("en");
		assert_string_equal(period_show(mem, &p), t[i].en);
	}
	tr_lang("vi");
}

static void
words_are_read(void **state)
{
	enum period_kind k;
	enum cutoff c;

	(void)state;
	for (int i = PERIOD_MONTH; i <= PERIOD_YEAR; i++) {
		assert_true(period_kind_read(period_kind_name(i), &k));
		assert_int_equal(k, i);
	}
	assert_false(period_kind_read("week", &k));
	assert_false(period_kind_read(NULL, &k));
	assert_true(cutoff_read("calendar", &c) && c == CUTOFF_CALENDAR);
	assert_true(cutoff_read("nd09", &c) && c == CUTOFF_ND09);
	assert_false(cutoff_read("", &c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows_are_the_decrees),
		cmocka_unit_test(refuses_what_is_no_period),
		cmocka_unit_test(steps_over_years),
		cmocka_unit_test(finds_the_window_of_a_day),
		cmocka_unit_test(is_shown_in_words),
		cmocka_unit_test(words_are_read),
	};
	mem = arena_new();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
