/* test_rollup.c - the country's picture, a job that goes on, and leases */
#include "core/lease.h"
#include "core/rollup.h"
#include "io/db.h"
#include "core/world.h"

static void
one_holder(void **state)
{
	(void)state;
	struct ctx later = *as(HEAD + CENTRE);
	const char *mine, *theirs;

	later.real = "2026-10-01 02:01:01.000000";
	IS_OK(lease_take(w.db, as(HEAD + CENTRE), "x", 60, &mine));
	assert_int_equal(RUN(lease_take(w.db, as(HEAD + CENTRE), "x", 60,
			     &theirs)),
	    E_CONFLICT);
	IS_OK(lease_take(w.db, as(HEAD + CENTRE), "y", 60, &theirs));
	/* it ran out: another takes it, and the first has nothing to give */
	IS_OK(lease_take(w.db, &later, "x", 60, &theirs));
	IS_OK(lease_drop(w.db, "x", mine));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM lease"), 2);
	IS_OK(lease_drop(w.db, "x", theirs));
	IS_OK(lease_take(w.db, as(HEAD + CENTRE), "x", 60, &mine));
}

static long
rolled(long unit, const char *item)
{
	return number(str_fmt(w.mem,
	    "SELECT COALESCE(SUM(CAST(r.value AS SIGNED)), -1) AS n"
	    " FROM rollup r JOIN item i ON i.id = r.item_id"
	    " WHERE r.unit_id = %ld AND i.code = '%s'",
	    unit, item));
}

static struct rollup_unit
count(long unit)
{
	struct report r = report_of(unit, "XLD01");
	struct rollup_unit u;

	IS_OK(rollup_count(w.db, as(HEAD + unit), unit, r.regime_id,
	    r.period_id, &u));
	return u;
}

static struct job
roll_up(void)
{
	struct report r = report_of(CENTRE, "XLD01");
	struct job job;

	assert_int_equal(rollup_run(w.db, as(HEAD + CENTRE), r.regime_id,
			     r.period_id, 0, NULL, &job),
	    OK);
	assert_string_equal(job.state, "done");
	return job;
}

/* Accepted totals where there are any, else what is below them. */
static void
provisional(void **state)
{
	(void)state;
	struct job job = roll_up();
	assert_int_equal(job.total, 4);
	assert_int_equal(rolled(CENTRE, "XLD.DON"), -1); /* null, not zero */
	assert_int_equal(count(CENTRE).expected, 4);
	assert_int_equal(count(CENTRE).missing, 3);
	sends(COMMUNE, 1);
	accepts(COMMUNE);
	sends(COMMUNE2, 2); /* not accepted: not counted */
	sends(COMMUNE3, 4);
	accepts(COMMUNE3);
	roll_up();
	assert_int_equal(rolled(DISTRICT, "XLD.DON"), 10);
	assert_int_equal(rolled(PROVINCE, "XLD.DON"), 10);
	assert_int_equal(rolled(PROVINCE2, "XLD.DON"), 40);
	assert_int_equal(rolled(CENTRE, "XLD.DON"), 50);
	struct rollup_unit u = count(CENTRE);
	assert_int_equal(u.expected, 4);
	assert_int_equal(u.accepted, 2);
	assert_int_equal(u.sent, 1);
	assert_int_equal(u.late, 3);
	assert_int_equal(u.missing, 0);
	u = count(PROVINCE);
	assert_int_equal(u.expected, 2);
	assert_int_equal(u.accepted, 1);
	/* the district adds its own; once accepted, its total stands */
	assert_int_equal(send_in(HEAD + DISTRICT, DISTRICT, good(1, 5), true),
	    OK);
	roll_up();
	assert_int_equal(rolled(DISTRICT, "XLD.DON"), 10);
	accepts(DISTRICT);
	accepts(COMMUNE2);
	roll_up();
	assert_int_equal(rolled(DISTRICT, "XLD.DON"), 60);
	assert_int_equal(rolled(CENTRE, "XLD.DON"), 100);
	/* taken back, it is the sum of its communes again */
	struct report r = report_of(DISTRICT, "XLD01");
	IS_OK(flow_return(w.db, as(HEAD + PROVINCE), r.id, r.version, "sai",
	    &w.f));
	roll_up();
	assert_int_equal(rolled(DISTRICT, "XLD.DON"), 30);
	assert_int_equal(rolled(CENTRE, "XLD.DON"), 70);
	struct rollup_items items;
	IS_OK(rollup_items(w.db, as(HEAD + PROVINCE), PROVINCE, r.regime_id,
	    r.period_id, &items));
	assert_int_equal(items.n, 22);
	IS_OK(rollup_items(w.db, as(HEAD + PROVINCE2), PROVINCE, r.regime_id,
	    r.period_id, &items));
	assert_int_equal(items.n, 0);
}

/* A job that stops is taken up where it stopped, and ends with the same. */
static void
goes_on(void **state)
{
	(void)state;
	struct report r = report_of(CENTRE, "XLD01");
	const struct ctx *ctx = as(HEAD + CENTRE);
	struct job job;

	for (long unit = COMMUNE; unit <= COMMUNE3; unit++) {
		sends(unit, unit - 30);
		accepts(unit);
	}
	assert_int_equal(rollup_run(w.db, ctx, r.regime_id, r.period_id, 1,
			     NULL, &job),
	    OK);
	assert_string_equal(job.state, "running");
	assert_int_equal(job.done, 1); /* the district */
	assert_int_equal(rolled(DISTRICT, "XLD.DON"), 30);
	assert_int_equal(rolled(CENTRE, "XLD.DON"), -1);
	/* a step that does not commit leaves nothing */
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	assert_int_equal(rollup_step(w.db, ctx, &job), OK);
	assert_int_equal(db_end(w.db, E_BUSY), E_BUSY);
	assert_int_equal(rolled(PROVINCE, "XLD.DON"), -1);
	assert_int_equal(number(
			     "SELECT done AS n FROM job WHERE kind = 'rollup'"),
	    1);
	job = roll_up();
	assert_int_equal(job.done, 4);
	assert_int_equal(rolled(CENTRE, "XLD.DON"), 60);
	/* another holds the lease */
	const char *holder;
	IS_OK(lease_take(w.db, ctx, "rollup", 60, &holder));
	assert_int_equal(rollup_run(w.db, ctx, r.regime_id, r.period_id, 0,
			     NULL, &job),
	    E_CONFLICT);
}

/* What changed is found; what did not is left alone. */
static void
finds_work(void **state)
{
	(void)state;
	const struct ctx *ctx = as(HEAD + CENTRE);
	struct ctx tomorrow = *ctx;
	struct job job;

	for (int i = 0; i < 2; i++) {
		IS_OK(rollup_next(w.db, ctx, &job));
		while (!str_eq(job.state, "done"))
			IS_OK(rollup_step(w.db, ctx, &job));
	}
	assert_int_equal(RUN(rollup_next(w.db, ctx, &job)), E_NOTFOUND);
	sends(COMMUNE, 1);
	IS_OK(rollup_next(w.db, ctx, &job));
	assert_int_equal(job.regime_id, report_of(COMMUNE, "XLD01").regime_id);
	while (!str_eq(job.state, "done"))
		IS_OK(rollup_step(w.db, ctx, &job));
	assert_int_equal(RUN(rollup_next(w.db, ctx, &job)), E_NOTFOUND);
	/* a new day: others may have become late */
	tomorrow.today = "2026-09-22";
	IS_OK(rollup_next(w.db, &tomorrow, &job));
	assert_string_equal(job.day, "2026-09-22");
}

/* Items that do not add up are in nobody's picture. */
static void
leaves_ratios_out(void **state)
{
	(void)state;
	struct report r = report_of(COMMUNE, "KIND");
	struct job job;
	struct sheet s;

	IS_OK(sheet_open(w.db, as(HEAD + COMMUNE), &r, &s));
	size_t n = s.form->ncol, col = 2;
	struct typed cells[] = { { (long)(0 * n + col), "10" },
		{ (long)(1 * n + col), "5" }, { (long)(3 * n + col), "90,5" } };
	struct send_in in = { .cells = { r.version, cells, COUNT(cells) } };
	IS_OK(send_seen(w.db, as(HEAD + COMMUNE), r.id, &in, &w.f, &w.out,
	    &w.receipt));
	r = report_of(COMMUNE, "KIND");
	IS_OK(flow_accept(w.db, as(HEAD + DISTRICT), r.id, r.version));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM fact"), 8);
	assert_int_equal(rollup_run(w.db, as(HEAD + CENTRE), r.regime_id,
			     r.period_id, 0, NULL, &job),
	    OK);
	assert_int_equal(rolled(CENTRE, "KIND.1.K1"), 10);
	assert_int_equal(rolled(CENTRE, "KIND.3.K1"), -1);
	assert_int_equal(rolled(CENTRE, "KIND.4.K1"), -1);
}

#define T(f) cmocka_unit_test_setup_teardown(f, world_new, world_free)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(one_holder),
		T(provisional),
		T(goes_on),
		T(finds_work),
		T(leaves_ratios_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
