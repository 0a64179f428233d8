/* test_calendar.c - working days, published and computed */
#include <setjmp.h>
#include "days.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static struct calendar calendar; /* of the seed files */

static void
seed_is_sorted(void **state)
{
	(void)state;
	assert_true(calendar.n > 40);
	for (size_t i = 1; i < calendar.n; i++)
		assert_true(calendar.at[i - 1].at < calendar.at[i].at);
}

static void
swapped_days_count(void **state)
{
	const struct calendar none = { 0 };

	(void)state;
	assert_true(calendar_works(&calendar, day("2026-09-28")));
	assert_false(calendar_works(&calendar, day("2026-09-27")));
	assert_false(calendar_works(&calendar, day("2026-09-02")));
	assert_true(calendar_works(&calendar, day("2026-08-22")));
	assert_false(calendar_works(&calendar, day("2026-08-31")));
	assert_true(calendar_works(&none, day("2026-09-02")));
	assert_string_equal(date_iso(mem, calendar_add_work(&calendar,
					      day("2026-09-03"), -2)),
	    "2026-08-27");
}

/* Resolution 80-NQ/TW is not law: a working day until it is confirmed. */
static void
pending_days_are_worked(void **state)
{
	const struct day_off *d = calendar_find(&calendar, day("2026-11-24"));

	(void)state;
	assert_non_null(d);
	assert_true(d->pending);
	assert_true(calendar_works(&calendar, day("2026-11-24")));
	assert_true(calendar_works(&calendar, day("2027-11-24")));
}

static void
years_are_published_or_not(void **state)
{
	(void)state;
	assert_true(calendar_provisional(&calendar, 2023));
	assert_false(calendar_provisional(&calendar, 2024));
	assert_false(calendar_provisional(&calendar, 2026));
	assert_true(calendar_provisional(&calendar, 2027));
}

static bool
is_off(const struct day_off *d, size_t n, struct date on)
{
	for (size_t i = 0; i < n; i++)
		if (d[i].at == date_days(on) && !d[i].pending)
			return true;
	return date_weekday(on) == 0 || date_weekday(on) == 6;
}

/* What would have been computed for the years that we know, but for swaps. */
static void
computed_years_are_like_published_ones(void **state)
{
	struct day_off d[YEAR_DAYS_MAX];
	struct lunar lunar;

	(void)state;
	for (int y = 2024; y <= 2026; y++) {
		assert_true(days_lunar(mem, y, &lunar));
		size_t n = calendar_year(y, &lunar, false, d);
		for (struct date on = { y, 1, 1 }; on.y == y;
		     on = date_add_days(on, 1)) {
			const struct day_off *is = calendar_find(&calendar, on);
			if (is != NULL && (is->kind == DAY_SWAP_OFF ||
					      is->kind == DAY_SWAP_WORK))
				continue;
			if (is_off(d, n, on) == calendar_works(&calendar, on))
				print_error("%s\n", date_iso(mem, on));
			assert_int_equal(is_off(d, n, on),
			    !calendar_works(&calendar, on));
		}
	}
}

/* The days off around holidays as they were in years long published. */
static void
computed_years_are_as_they_were(void **state)
{
	static const struct {
		const char *from, *to; /* nothing between them was worked */
	} off[] = {
		{ "2019-02-02", "2019-02-10" },
		{ "2020-01-23", "2020-01-29" },
		{ "2021-02-10", "2021-02-16" },
		{ "2021-09-02", "2021-09-05" },
		{ "2022-01-29", "2022-02-06" },
		{ "2022-04-30", "2022-05-03" },
		{ "2022-09-01", "2022-09-04" },
		{ "2023-01-20", "2023-01-26" },
		{ "2023-04-29", "2023-05-03" },
		{ "2023-09-01", "2023-09-04" },
	};
	struct day_off d[YEAR_DAYS_MAX];
	struct lunar lunar;

	(void)state;
	for (size_t i = 0; i < COUNT(off); i++) {
		struct date on = day(off[i].from), to = day(off[i].to);
		assert_true(days_lunar(mem, on.y, &lunar));
		size_t n = calendar_year(on.y, &lunar, false, d);
		assert_false(is_off(d, n, date_add_days(on, -1)));
		assert_false(is_off(d, n, date_add_days(to, 1)));
		for (; date_cmp(on, to) <= 0; on = date_add_days(on, 1))
			assert_true(is_off(d, n, on));
	}
}

/* Eleven holidays by art. 112, each a day nobody works, in every year. */
static void
every_year_has_its_days(void **state)
{
	struct day_off d[YEAR_DAYS_MAX];
	struct lunar lunar;

	(void)state;
	for (int y = COMPUTED_FROM; y <= COMPUTED_TO; y++) {
		bool known = days_lunar(mem, y, &lunar);
		for (int culture = 0; culture < 2; culture++) {
			size_t n =
			    calendar_year(y, known ? &lunar : NULL, culture, d);
			long holidays = 0, rests = 0, instead = 0;
			assert_in_range(n, 5, YEAR_DAYS_MAX);
			for (size_t i = 0; i < n; i++) {
				int w = date_weekday(date_from_days(d[i].at));
				if (i > 0)
					assert_true(d[i - 1].at < d[i].at);
				assert_true(d[i].computed);
				if (d[i].pending)
					continue;
				holidays += d[i].kind == DAY_HOLIDAY;
				rests += d[i].kind == DAY_HOLIDAY &&
					 (w == 0 || w == 6);
				instead += d[i].kind == DAY_COMPENSATORY;
			}
			assert_int_equal(holidays, (known ? 11 : 5) + culture);
			assert_int_equal(rests, instead);
		}
	}
}

static void
culture_day_once_it_is_law(void **state)
{
	struct day_off d[YEAR_DAYS_MAX];
	size_t n = calendar_year(2029, NULL, true, d);

	(void)state;
	/* a Saturday: the Monday after is off as well */
	assert_true(is_off(d, n, day("2029-11-26")));
	n = calendar_year(2029, NULL, false, d);
	assert_false(is_off(d, n, day("2029-11-26")));
	n = calendar_year(2025, NULL, false, d);
	for (size_t i = 0; i < n; i++)
		assert_false(d[i].pending);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seed_is_sorted),
		cmocka_unit_test(swapped_days_count),
		cmocka_unit_test(pending_days_are_worked),
		cmocka_unit_test(years_are_published_or_not),
		cmocka_unit_test(computed_years_are_like_published_ones),
		cmocka_unit_test(computed_years_are_as_they_were),
		cmocka_unit_test(every_year_has_its_days),
		cmocka_unit_test(culture_day_once_it_is_law),
	};
	mem = arena_new();
	calendar = days_load(mem);
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
