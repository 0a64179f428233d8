/* test_deadline.c - by when a report is due */
#include <setjmp.h>
#include "base/ctx.h"
#include "core/deadline.h"
#include "days.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static struct calendar calendar; /* of the seed files */

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
		struct period p = period_between(mem, PERIOD_ADHOC, from, from);
		int days;
		const char *rule = str_fmt(mem, "day %d", from.d);
		if (sscanf(line, "cut-off + %d", &days) == 1)
			rule = str_fmt(mem, "work %d", days);
		assert_true(deadline(&calendar, rule, &p, &is));
		assert_string_equal(date_iso(mem, is), to);
	}
	assert_int_equal(n, 11);
}

struct due {
	const char *rule, *period, *day;
};
static void
holds(const struct due *t, size_t n, struct cutoff cutoff)
{
	struct period p;
	struct date is;

	for (size_t i = 0; i < n; i++) {
		assert_true(period_read(mem, t[i].period, cutoff, &p));
		assert_true(deadline_rule_fits(t[i].rule, p.kind));
		assert_true(deadline(&calendar, t[i].rule, &p, &is));
		if (!str_eq(date_iso(mem, is), t[i].day))
			print_error("%s, %s\n", t[i].rule, t[i].period);
		assert_string_equal(date_iso(mem, is), t[i].day);
	}
}

static void
rules_say_what_a_day_off_does(void **state)
{
	static const struct due t[] = {
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
		{ "end+0", "2026-09-27", "2026-09-28" }, /* a Sunday's report */
		{ "end+0 back", "2026-09-27", "2026-09-25" },
		{ "work 1", "2026-W40", "2026-10-05" },
		{ "day 25", "2026", "2026-12-25" },
		{ "day 25", "2026-9M", "2026-09-25" },
		{ "work 2", "2026-09-01--2026-09-15A", "2026-09-17" },
		{ "day 20", "2026-09-01--2026-09-15A", "2026-09-21" },
	};

	(void)state;
	holds(t, COUNT(t), cutoff_nd09);
}

/* Edges: other months, other years, February, fixed dates. */
static void
rules_reach_into_other_months(void **state)
{
	static const struct due t[] = {
		{ "day 31 month+1", "2026-H1", "2026-07-31" },
		{ "day 31 month+1", "2026-H2", "2027-02-01" }, /* Sunday */
		{ "day 31 month+1 strict", "2026-H2", "2027-01-31" },
		{ "day 31 month+2 strict", "2026-12", "2027-02-28" },
		{ "day 31 month+2 strict", "2023-12", "2024-02-29" },
		{ "day 25 month-1", "2026", "2026-11-25" },
		{ "day 1 month-1 back", "2026-01", "2025-12-01" },
		{ "day 15 month+11", "2026-02", "2027-01-15" },
		{ "day 15 month-11", "2026-02", "2025-03-17" }, /* Saturday */
		{ "on 29/02 strict", "2024", "2024-02-29" },
		{ "on 29/02 strict", "2026", "2026-02-28" },
		{ "on 15/01+1", "2026", "2027-01-15" },
		{ "on 31/12-1", "2026", "2025-12-31" },
		{ "on 20/03, 20/06, 20/09, 20/12 back", "2026-Q2",
		    "2026-06-19" },
		{ "on 10/09", "2026-9M", "2026-09-10" },
	};

	(void)state;
	holds(t, COUNT(t), cutoff_nd09);
	holds(t, COUNT(t), cutoff_calendar);
}

/*
 * Cascades that are law.  Circular 02/2023/TT-BTTTT: to the unit, then to the
 * office of the Ministry; before the cut-off of the Decree but for months.
 */
static void
real_cascades(void **state)
{
	static const struct due ict[] = {
		{ "day 15", "2026-09", "2026-09-15" },
		{ "day 16", "2026-09", "2026-09-16" },
		{ "day 6", "2026-Q1", "2026-03-06" },
		{ "day 8", "2026-Q1", "2026-03-09" }, /* a Sunday */
		{ "day 8 strict", "2026-Q1", "2026-03-08" },
		{ "day 6", "2027-H1", "2027-06-07" }, /* a Sunday */
		{ "day 8", "2027-H1", "2027-06-08" },
		{ "day 25 month-1", "2026", "2026-11-25" },
		{ "day 27 month-1", "2026", "2026-11-27" },
		{ "on 06/06, 25/11", "2025-H1", "2025-06-06" },
		{ "on 06/06, 25/11", "2025-H2", "2025-11-25" },
		{ "on 08/06, 27/11", "2026-H1", "2026-06-08" },
		{ "on 08/06, 27/11", "2026-H2", "2026-11-27" },
	}, khanh_hoa[] = { /* Decision 01/2023/QD-UBND: 02 working days */
		{ "work 2", "2026-02", "2026-02-24" }, /* Tet */
		{ "work 2", "2026-09", "2026-09-16" },
		{ "work 2", "2026-Q2", "2026-06-16" },
		{ "work 2", "2026-08", "2026-08-18" },
	}, postal[] = { /* Circular 35/2016/TT-BTTTT: 31 July, 31 January */
		{ "on 31/07, 31/01+1", "2026-H1", "2026-07-31" },
		{ "on 31/07, 31/01+1 back", "2026-H2", "2027-01-29" },
		{ "day 31 month+1 strict", "2026-H2", "2027-01-31" },
	}, government[] = { /* art. 13(1): the 25th of the last month */
		{ "day 25", "2026-01", "2026-01-26" },
		{ "day 25", "2026-H1", "2026-06-25" },
		{ "day 25", "2026-9M", "2026-09-25" },
	};

	(void)state;
	holds(ict, COUNT(ict), cutoff_nd09);
	holds(khanh_hoa, COUNT(khanh_hoa), cutoff_nd09);
	holds(postal, COUNT(postal), cutoff_calendar);
	holds(government, COUNT(government), cutoff_nd09);
}

static void
refuses_other_rules(void **state)
{
	static const char *const bad[] = { "", "day", "day ", "day 0", "day 32",
		"day -1", "day 25 ", "day 25 later", "day 2 5", "work",
		"work 0", "work 401", "end", "end+", "end+401", "end5",
		"Day 25", "25", "day 99999999999999999999",
		"day 25 forward back", "day 5 month", "day 5 month+",
		"day 5 month+12", "day 5 month0", "day 5 month+0", "on", "on ",
		"on 32/01", "on 30/02", "on 01/13", "on 01/00", "on 1/1,2/2",
		"on 1/1, ", "on 01/01+2", "on 01/01+0",
		("on 1/1, 1/2, 1/3, 1/4, 1/5, 1/6, 1/7, 1/8, 1/9, 1/10, 1/11,"
		 " 1/12, 1/1") };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(deadline_rule_ok(bad[i]));
	assert_false(deadline_rule_ok(NULL));
}

static void
dates_fit_the_periods(void **state)
{
	struct period p;
	struct date is;

	(void)state;
	assert_true(deadline_rule_fits("on 06/06, 25/11", PERIOD_HALF));
	assert_false(deadline_rule_fits("on 06/06", PERIOD_HALF));
	assert_false(deadline_rule_fits("on 06/06, 25/11", PERIOD_YEAR));
	assert_false(deadline_rule_fits("on 06/06", PERIOD_ADHOC));
	assert_true(deadline_rule_fits("on 06/06", PERIOD_NINE));
	assert_true(deadline_rule_fits("end+3", PERIOD_ADHOC));
	assert_true(period_read(mem, "2026-Q3", cutoff_nd09, &p));
	assert_false(deadline(&calendar, "on 06/06, 25/11", &p, &is));
}

static void
what_may_still_move(void **state)
{
	static const struct {
		const char *rule, *period;
		bool provisional;
	} t[] = {
		{ "day 25", "2026-12", false }, { "day 25", "2027-01", true },
		{ "day 25 strict", "2027-01", false },
		{ "work 2", "2026-12", false },
		{ "day 31 month+1", "2026-12", true },
		{ "end+20", "2026-12", true }, /* 3 January, a Sunday */
		{ "day 25", "2024-01", false }, { "day 25", "2023-12", true },
		{ "work 14", "2026-12", true }, /* runs into 2027 */
	};
	struct period p;
	struct date is;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(period_read(mem, t[i].period, cutoff_nd09, &p));
		assert_true(deadline(&calendar, t[i].rule, &p, &is));
		if (deadline_provisional(&calendar, t[i].rule, &p, is) !=
		    t[i].provisional)
			print_error("%s, %s\n", t[i].rule, t[i].period);
		assert_int_equal(deadline_provisional(&calendar, t[i].rule, &p,
				     is),
		    t[i].provisional);
	}
}

static void
is_said_in_words(void **state)
{
	static const struct {
		const char *rule, *en;
	} t[] = {
		{ "day 25",
		    "day 25 of the period's last month (on a day off, the next"
		    " working day)" },
		{ "day 31 month+1 strict",
		    "day 31 of the month 1 after the period's last (also on a"
		    " day off)" },
		{ "work 1", "1 working day after the cut-off" },
		{ "work 2", "2 working days after the cut-off" },
		{ "end+0 back",
		    "on the day of the cut-off (on a day off, the working day"
		    " before)" },
		{ "on 31/07, 31/01+1 strict",
		    "on 31/07; 31/01 of the year after (also on a day off)" },
		{ "soon", "soon" },
	};

	(void)state;
	tr_lang("en");
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(deadline_show(mem, t[i].rule), t[i].en);
	tr_lang("vi");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_hold),
		cmocka_unit_test(rules_say_what_a_day_off_does),
		cmocka_unit_test(rules_reach_into_other_months),
		cmocka_unit_test(real_cascades),
		cmocka_unit_test(refuses_other_rules),
		cmocka_unit_test(dates_fit_the_periods),
		cmocka_unit_test(what_may_still_move),
		cmocka_unit_test(is_said_in_words),
	};
	mem = arena_new();
	calendar = days_load(mem);
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
