/* test_calendar.c - working days and deadlines */
#include <setjmp.h>
#include <string.h>
#include "core/calendar.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static struct calendar calendar; /* of the seed file */

/* The seed's columns: day,kind,name,basis */
static void
load_seed(void)
{
	char *at = data_file(mem, "sql/seed/holiday.csv", NULL), *line;
	struct holiday *h = arena_alloc(mem, 200 * sizeof *h);
	size_t n = 0;

	data_line(&at);
	while ((line = data_line(&at)) != NULL) {
		assert_true(n < 200);
		h[n].day = str_ndup(mem, line, 10);
		h[n].work = str_starts(line + 11, "swap_work,");
		n++;
	}
	calendar = (struct calendar){ .at = h, .n = n };
}

static struct date
day(const char *iso)
{
	struct date d;

	assert_true(date_parse(iso, &d));
	return d;
}

static void
seed_is_sorted(void **state)
{
	(void)state;
	assert_true(calendar.n > 40);
	for (size_t i = 1; i < calendar.n; i++)
		assert_true(
		    strcmp(calendar.at[i - 1].day, calendar.at[i].day) < 0);
}

static void
swapped_days_count(void **state)
{
	(void)state;
	assert_true(calendar_works(&calendar, day("2026-09-28")));
	assert_false(calendar_works(&calendar, day("2026-09-27")));
	assert_false(calendar_works(&calendar, day("2026-09-02")));
	assert_true(calendar_works(&calendar, day("2026-08-22")));
	assert_false(calendar_works(&calendar, day("2026-08-31")));
	const struct calendar none = { 0 };
	assert_true(calendar_works(&none, day("2026-09-02")));
	assert_string_equal(date_iso(mem, calendar_add_work(&calendar,
					      day("2026-09-03"), -2)),
	    "2026-08-27");
}

/* rule,input,result; the rule in quotes where it has a comma. */
static void
vectors_hold(void **state)
{
	char *at = data_file(mem, "tests/data/deadline_vectors.csv", NULL);
	char *line = data_line(&at);
	int n = 0;

	(void)state;
	for (; (line = data_line(&at)) != NULL; n++) {
		char *to = strrchr(line, ',') + 1;
		to[-1] = '\0';
		struct date from = day(strrchr(line, ',') + 1), is;
		struct period p = { .kind = PERIOD_MONTH,
			.year = from.y,
			.no = from.m,
			.ends = from };
		int days;
		const char *rule = str_fmt(mem, "day %d", from.d);
		if (sscanf(line, "cut-off + %d", &days) == 1)
			rule = str_fmt(mem, "work %d", days);
		assert_true(deadline(&calendar, rule, &p, &is));
		assert_string_equal(date_iso(mem, is), to);
	}
	assert_int_equal(n, 11);
}

static void
rules_say_what_a_day_off_does(void **state)
{
	static const struct {
		const char *rule, *period, *day;
	} t[] = {
		{ "day 25", "2026-Q3", "2026-09-25" },
		{ "day 25", "2026-07", "2026-07-27" }, /* a Saturday */
		{ "day 25 forward", "2026-07", "2026-07-27" },
		{ "day 25 back", "2026-07", "2026-07-24" },
		{ "day 25 strict", "2026-07", "2026-07-25" },
		{ "day 31", "2026-02", "2026-03-02" }, /* the 28th, Saturday */
		{ "day 30", "2024-02", "2024-02-29" },
		{ "day 15", "2026-09", "2026-09-15" },
		{ "day 6 strict", "2026-09",
		    "2026-09-06" }, /* before it ends */
		{ "work 1", "2026-09", "2026-09-15" },
		{ "end+5", "2026-09", "2026-09-21" }, /* the 19th, Saturday */
		{ "end+5 strict", "2026-09", "2026-09-19" },
		{ "day 25", "2026", "2026-12-25" },
		{ "day 25", "2026-9M", "2026-09-25" },
	};
	struct period p;
	struct date is;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(period_read(mem, t[i].period, cutoff_nd09, &p));
		assert_true(deadline_rule_ok(t[i].rule));
		assert_true(deadline(&calendar, t[i].rule, &p, &is));
		assert_string_equal(date_iso(mem, is), t[i].day);
	}
}

static void
refuses_other_rules(void **state)
{
	static const char *const bad[] = { "", "day", "day ", "day 0", "day 32",
		"day -1", "day 25 ", "day 25 later", "day 2 5", "work",
		"work 0", "work 401", "end", "end+", "end+0", "end5", "Day 25",
		"25", "day 99999999999999999999", "day 25 forward back" };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(deadline_rule_ok(bad[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seed_is_sorted),
		cmocka_unit_test(swapped_days_count),
		cmocka_unit_test(vectors_hold),
		cmocka_unit_test(rules_say_what_a_day_off_does),
		cmocka_unit_test(refuses_other_rules),
	};
	mem = arena_new();
	load_seed();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
