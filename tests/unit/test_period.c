/* test_period.c - reporting periods and their windows */
#include <setjmp.h>
#include <string.h>
#include "base/ctx.h"
#include "core/period.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static struct cutoff
cutoff_of(const char *rule)
{
	return strcmp(rule, "STATISTICAL") == 0 ? cutoff_calendar : cutoff_nd09;
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
		"2026-W0", "2026-W00", "2026-W54", "2025-W53", "2026-W1",
		"2026-02-29", "2026-9-28", "1899-12-31", "3000-01-01",
		"2026-09-15--2026-09-01A", "2026-09-01--2026-09-15",
		"2026-09-01--2026-09-15B", "2026-09-01--2026-09-31A",
		"2026-09-01-2026-09-15AA", "2026-09-01--2026-09-15AT",
		"1899-09-01--2026-09-15A", "1899", "3000", "202", "20266",
		"2026-q1", "2026-+1", "2026-012" };
	struct period p;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(period_read(mem, bad[i], cutoff_nd09, &p));
	assert_false(period_read(mem, NULL, cutoff_nd09, &p));
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
		{ "2026-9M", 1, "2027-9M" }, { "2026", -2, "2024" },
		{ "2024-02-28", 1, "2024-02-29" },
		{ "2026-01-01", -1, "2025-12-31" },
		{ "2026-W53", 1, "2027-W01" }, { "2026-W01", -1, "2025-W52" },
		{ "2026-W40", 52, "2027-W39" },
		{ "2026-09-01--2026-09-15A", 3, "2026-09-01--2026-09-15A" } };
	struct period p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(period_read(mem, t[i].from, cutoff_nd09, &p));
		p = period_step(mem, p, cutoff_nd09, t[i].n);
		assert_string_equal(p.code, t[i].to);
	}
}

static void
finds_the_window_of_a_day(void **state)
{
	const struct {
		enum period_kind kind;
		struct cutoff cutoff;
		struct date day;
		const char *code;
	} t[] = {
		{ PERIOD_MONTH, cutoff_nd09, { 2026, 1, 14 }, "2026-01" },
		{ PERIOD_MONTH, cutoff_nd09, { 2026, 1, 15 }, "2026-02" },
		{ PERIOD_MONTH, cutoff_nd09, { 2025, 12, 15 }, "2026-01" },
		{ PERIOD_QUARTER, cutoff_nd09, { 2026, 9, 14 }, "2026-Q3" },
		{ PERIOD_QUARTER, cutoff_nd09, { 2026, 9, 28 }, "2026-Q4" },
		{ PERIOD_QUARTER, cutoff_calendar, { 2026, 9, 28 }, "2026-Q3" },
		{ PERIOD_HALF, cutoff_nd09, { 2026, 6, 15 }, "2026-H2" },
		{ PERIOD_NINE, cutoff_nd09, { 2026, 9, 14 }, "2026-9M" },
		{ PERIOD_NINE, cutoff_nd09, { 2026, 9, 15 }, "2027-9M" },
		{ PERIOD_YEAR, cutoff_nd09, { 2026, 12, 15 }, "2027" },
		{ PERIOD_YEAR, cutoff_calendar, { 2026, 12, 31 }, "2026" },
		{ PERIOD_DAY, cutoff_nd09, { 2026, 9, 28 }, "2026-09-28" },
		{ PERIOD_WEEK, cutoff_nd09, { 2026, 9, 28 }, "2026-W40" },
		{ PERIOD_WEEK, cutoff_nd09, { 2026, 10, 4 }, "2026-W40" },
		{ PERIOD_WEEK, cutoff_nd09, { 2027, 1, 3 }, "2026-W53" },
		{ PERIOD_WEEK, cutoff_nd09, { 2024, 12, 30 }, "2025-W01" },
		{ PERIOD_WEEK, { .week_end = 4 }, { 2026, 10, 1 }, "2026-W40" },
		{ PERIOD_WEEK, { .week_end = 4 }, { 2026, 10, 2 }, "2026-W41" },
		{ PERIOD_YEAR, { 1, -4, 31, -4, 7 }, { 2026, 9, 1 }, "2027" },
		{ PERIOD_YEAR, { 1, -4, 31, -4, 7 }, { 2026, 8, 31 }, "2026" },
		{ PERIOD_MONTH, { 1, 11, 31, 11, 7 }, { 2026, 8, 31 },
		    "2025-09" },
		{ PERIOD_MONTH, { 1, -11, 31, -11, 7 }, { 2026, 8, 31 },
		    "2027-07" },
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
		{ "2026-09-28", "ngày 28/09/2026", "28/09/2026" },
		{ "2026-W40", "tuần 40 năm 2026", "week 40 of 2026" },
		{ "2026-09-01--2026-09-15A",
		    "đột xuất, 01/09/2026 đến 15/09/2026",
		    "ad hoc, 01/09/2026 to 15/09/2026" },
		{ "2025-12-01--2026-02-15T",
		    "chuyên đề, 01/12/2025 đến 15/02/2026",
		    "thematic, 01/12/2025 to 15/02/2026" },
	};
	struct period p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(period_read(mem, t[i].code, cutoff_nd09, &p));
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

	(void)state;
	for (int i = 0; i < PERIOD_END; i++) {
		assert_true(period_kind_read(period_kind_name(i), &k));
		assert_int_equal(k, i);
	}
	assert_false(period_kind_read("fortnight", &k));
	assert_false(period_kind_read(NULL, &k));
	assert_false(period_regular(PERIOD_ADHOC));
	assert_false(period_regular(PERIOD_THEMATIC));
	assert_true(period_regular(PERIOD_DAY));
}

/* Edge months: February, the 31st, both ends of the year, leap years. */
static void
windows_of_own_rules(void **state)
{
	static const struct {
		const char *rule, *code, *from, *to;
	} t[] = {
		{ "from 21 month-1 to 20", "2026-01", "2025-12-21",
		    "2026-01-20" },
		{ "from 21 month-1 to 20", "2026-Q1", "2025-12-21",
		    "2026-03-20" },
		{ "from 31 month-1 to 30", "2026-02", "2026-01-31",
		    "2026-02-28" },
		{ "from 31 month-1 to 30", "2026-03", "2026-03-01",
		    "2026-03-30" },
		{ "from 31 month-1 to 30", "2024-03", "2024-03-01",
		    "2024-03-30" },
		{ "from 30 month-1 to 29", "2024-02", "2024-01-30",
		    "2024-02-29" },
		{ "from 30 month-1 to 29", "2024-03", "2024-03-01",
		    "2024-03-29" },
		{ "from 29 month-1 to 28", "2100-03", "2100-03-01",
		    "2100-03-28" },
		{ "from 1 to 28", "2026-02", "2026-02-01", "2026-02-28" },
		{ "from 1 month-1 to end month-1", "2026-H1", "2025-12-01",
		    "2026-05-31" },
		{ "from 1 month-4 to end month-4", "2026", "2025-09-01",
		    "2026-08-31" },
		{ "from 1 month-11 to end month+11", "2026", "2025-02-01",
		    "2027-11-30" },
		{ "from 5 to 4 month+1", "2026-12", "2026-12-05",
		    "2027-01-04" },
		{ "calendar", "2024-02", "2024-02-01", "2024-02-29" },
		{ "calendar", "2026-W01", "2025-12-29", "2026-01-04" },
		{ "nd09", "2026-W53", "2026-12-28", "2027-01-03" },
		{ "week to thu", "2026-W40", "2026-09-25", "2026-10-01" },
		{ "week to sat", "2026-W01", "2025-12-28", "2026-01-03" },
		{ "week to thu", "2026-09", "2026-09-01", "2026-09-30" },
		{ "nd09", "2024-02-29", "2024-02-29", "2024-02-29" },
		{ "nd09", "2026-09-01--2026-09-15T", "2026-09-01",
		    "2026-09-15" },
	};
	struct cutoff c;
	struct period p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(cutoff_read(t[i].rule, &c));
		assert_string_equal(cutoff_text(mem, c), t[i].rule);
		assert_true(period_read(mem, t[i].code, c, &p));
		assert_string_equal(p.code, t[i].code);
		assert_string_equal(date_iso(mem, p.starts), t[i].from);
		assert_string_equal(date_iso(mem, p.ends), t[i].to);
	}
}

static void
cutoffs_that_are_none(void **state)
{
	static const char *const bad[] = { "", "ND09", "nd09 ", "from",
		"from 0 to 5", "from 01 to 5", "from 32 to 5", "from 15 to 14",
		"from 29 to 31", "from 31 to end", "from 1 month-12 to 5",
		"from 1 month+0 to 5", "from 1 month to 5", "from 1 to",
		"from 1 to 5 ", "from 1 to 5 month-1", "from end to 5",
		"from 1 month+1 to 5", "from 1  to 5", "week to", "week to Thu",
		"week to thursday", "from 999999999999 to 5", "from -1 to 5" };
	static const struct {
		const char *rule, *shortest;
	} same[] = { { "from 15 month-1 to 14", "nd09" },
		{ "from 1 to 31", "calendar" }, { "from 1 to end", "calendar" },
		{ "week to sun", "calendar" } };
	struct cutoff c;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(cutoff_read(bad[i], &c));
		assert_true(cutoff_same(c, cutoff_nd09));
	}
	assert_false(cutoff_read(NULL, &c));
	for (size_t i = 0; i < COUNT(same); i++) {
		assert_true(cutoff_read(same[i].rule, &c));
		assert_string_equal(cutoff_text(mem, c), same[i].shortest);
	}
}

static void
cutoffs_are_said_in_words(void **state)
{
	struct cutoff c;

	(void)state;
	tr_lang("vi");
	assert_true(cutoff_read("from 21 month-1 to 20", &c));
	assert_string_equal(cutoff_show(mem, c),
	    "từ ngày 21 tháng trước tháng đầu kỳ đến ngày 20 tháng cuối kỳ");
	assert_true(cutoff_read("week to thu", &c));
	assert_string_equal(cutoff_show(mem, c),
	    "tuần chốt số liệu vào thứ Năm");
	tr_lang("en");
	assert_true(cutoff_read("from 2 to end month+1", &c));
	assert_string_equal(cutoff_show(mem, c),
	    "from day 2 of the period's first month to the last day of the"
	    " month 1 after the period's last month");
	tr_lang("vi");
}

static void
the_year_before(void **state)
{
	static const struct {
		const char *code, *before; /* NULL: there is none */
	} t[] = { { "2026-02", "2025-02" }, { "2026-Q1", "2025-Q1" },
		{ "2026-H2", "2025-H2" }, { "2026-9M", "2025-9M" },
		{ "2026", "2025" }, { "2026-W40", "2025-W40" },
		{ "2026-W53", NULL }, { "2024-02-29", "2023-02-28" },
		{ "2025-02-28", "2024-02-28" },
		{ "2026-09-01--2026-09-15A", NULL } };
	struct period p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(period_read(mem, t[i].code, cutoff_nd09, &p));
		bool is = period_year_before(mem, p, cutoff_nd09, &p);
		assert_int_equal(is, t[i].before != NULL);
		if (is)
			assert_string_equal(p.code, t[i].before);
	}
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
		cmocka_unit_test(windows_of_own_rules),
		cmocka_unit_test(cutoffs_that_are_none),
		cmocka_unit_test(cutoffs_are_said_in_words),
		cmocka_unit_test(the_year_before),
	};
	mem = arena_new();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
