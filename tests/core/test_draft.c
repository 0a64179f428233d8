/* test_draft.c - typing, and two people typing at once */
#include <string.h>
#include "core/world.h"

static void
saves(void **state)
{
	(void)state;
	struct report r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.state, "due");
	assert_int_equal(r.version, 1);
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(1, "2", "1.234", "3", " 7 ", NULL)),
	    OK);
	assert_int_equal(w.out.version, 2);
	r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.state, "draft");
	assert_int_equal(r.version, 2);
	assert_string_equal(total(COMMUNE, "XLD01", cell("2")), "1234");
	assert_null(total(COMMUNE, "XLD01", cell("4")));
}

static void
saves_the_same(void **state)
{
	(void)state;
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(1, "2", "5", "3", "0", NULL)),
	    OK);
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(2, "2", "05", NULL)),
	    E_INVALID);
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(2, "2", "5", "3", "0", "4", "", NULL)),
	    OK);
	assert_int_equal(w.out.version, 2);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM draft_was"), 0);
	assert_int_equal(
	    number("SELECT COUNT(*) AS n FROM audit WHERE act = 'save'"), 1);
}

static void
refuses(void **state)
{
	(void)state;
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(1, "2", "12a", "3", "4", NULL)),
	    E_INVALID);
	assert_int_equal(w.f.n, 1);
	assert_string_equal(w.f.at[0].where, sheet_name(w.mem, cell("2")));
	assert_non_null(strstr(w.f.at[0].text, "Column 2"));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM draft"), 0);
	/* column 14 is the sum of 15 to 17 */
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(1, "14", "3", NULL)),
	    E_INVALID);
	/* a version that never was */
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(9, "2", "3", NULL)),
	    E_MALFORMED);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM audit WHERE"
				" object = 'report'"),
	    0);
}

static void
keeps_scope(void **state)
{
	(void)state;
	struct draft_in in = typed(1, "2", "3", NULL);

	assert_int_equal(save(CLERK + COMMUNE2, COMMUNE, in), E_NOTFOUND);
	assert_int_equal(save(HEAD + DISTRICT, COMMUNE, in), E_NOTFOUND);
	assert_int_equal(save(REVIEWER + COMMUNE, COMMUNE, in), E_NOTFOUND);
	assert_int_equal(RUN(draft_save(w.db, as(CLERK + COMMUNE), 999999, &in,
			     &w.f, &w.out)),
	    E_NOTFOUND);
}

/* Another has typed cells that I left as they were. */
static void
merges(void **state)
{
	(void)state;
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(1, "2", "4", "3", "6", NULL)),
	    OK);
	/* both pages are of version 2 */
	assert_int_equal(save(HEAD + COMMUNE, COMMUNE,
			     typed(2, "2", "5", "3", "6", NULL)),
	    OK);
	struct draft_in mine = typed(2, "2", "4", "3", "7", NULL);
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE, mine), E_CONFLICT);
	assert_int_equal(w.out.ndiff, 1);
	assert_int_equal(w.out.version, 3);
	assert_false(w.out.closed);
	const struct draft_diff *d = &w.out.diff[0];
	assert_int_equal(d->cell, cell("2"));
	assert_false(d->conflict);
	assert_string_equal(d->mine, "4");
	assert_string_equal(d->theirs, "5");
	assert_string_equal(d->base, "4");
	assert_string_equal(d->who, "head 31");
	/* nothing was stored; shown again with theirs, it is */
	assert_string_equal(total(COMMUNE, "XLD01", cell("3")), "6");
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(3, "2", "5", "3", "7", NULL)),
	    OK);
	assert_string_equal(total(COMMUNE, "XLD01", cell("3")), "7");
}

static void
conflicts(void **state)
{
	(void)state;
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(1, "2", "4", "3", "6", NULL)),
	    OK);
	assert_int_equal(save(HEAD + COMMUNE, COMMUNE,
			     typed(2, "2", "5", "4", "1", NULL)),
	    OK);
	assert_int_equal(save(HEAD + COMMUNE, COMMUNE,
			     typed(3, "2", "6", "3", "", NULL)),
	    OK);
	/* mine is of version 2: 2 differs twice, 3 was emptied, 4 is new */
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(2, "2", "7", "3", "6", "4", "9", "5", "1",
				 NULL)),
	    E_CONFLICT);
	assert_int_equal(w.out.ndiff, 3);
	const struct draft_diff *d = w.out.diff;
	assert_true(d[0].conflict);
	assert_string_equal(d[0].base, "4");
	assert_string_equal(d[0].theirs, "6");
	assert_string_equal(d[0].mine, "7");
	assert_false(d[1].conflict);
	assert_string_equal(d[1].theirs, "");
	assert_true(d[2].conflict);
	assert_string_equal(d[2].base, "");
	assert_int_equal(w.out.version, 4);
}

/* Both came to the same: there is nothing to show. */
static void
agrees(void **state)
{
	(void)state;
	assert_int_equal(save(HEAD + COMMUNE, COMMUNE,
			     typed(1, "2", "5", NULL)),
	    OK);
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(1, "2", "5", "3", "8", NULL)),
	    OK);
	assert_int_equal(w.out.version, 3);
	assert_string_equal(total(COMMUNE, "XLD01", cell("3")), "8");
}

static void
remembers(void **state)
{
	(void)state;
	for (long v = 1; v < 5; v++)
		assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
				     typed(v, "2", str_fmt(w.mem, "%ld", v),
					 NULL)),
		    OK);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM draft_was"), 3);
	assert_int_equal(save(HEAD + COMMUNE, COMMUNE,
			     typed(3, "2", "9", NULL)),
	    E_CONFLICT);
	assert_string_equal(w.out.diff[0].base, "2");
	assert_string_equal(w.out.diff[0].theirs, "4");
}

/* The other's transaction commits while mine waits for its lock. */
static void
waits(void **state)
{
	(void)state;
	struct report r = report_of(COMMUNE, "XLD01");
	struct draft_in mine = typed(1, "2", "5", NULL),
			theirs = typed(1, "2", "6", NULL);
	struct findings f = { .mem = w.mem };
	struct draft_out out;
	struct report seen;

	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	assert_int_equal(report_get(w.db, as(CLERK + COMMUNE), MAY_ENTER, r.id,
			     &seen),
	    OK);
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(db_end(w.other, draft_save(w.other, as(HEAD + COMMUNE),
					     r.id, &theirs, &f, &out)),
	    OK);
	/* what was read before is stale: the whole transaction runs again */
	assert_int_equal(db_end(w.db, draft_save(w.db, as(CLERK + COMMUNE),
					  r.id, &mine, &f, &out)),
	    E_BUSY);
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE, mine), E_CONFLICT);
	assert_true(w.out.diff[0].conflict);
}

/* Types, ranges, patterns, warnings, and what cannot be computed. */
static void
checks(void **state)
{
	(void)state;
	struct report r = report_of(COMMUNE, "KIND");
	const struct ctx *ctx = as(HEAD + COMMUNE);
	struct findings f = { .mem = w.mem };
	struct sheet s;

	IS_OK(sheet_open(w.db, ctx, &r, &s));
	size_t col = 2, n = s.form->ncol;
	assert_true(sheet_type(&s, 0 * n + col, "1.001", NUM_VI, &f));
	assert_true(sheet_type(&s, 1 * n + col, "1.002", NUM_VI, &f));
	assert_true(sheet_type(&s, 4 * n + col, "2000", NUM_VI, &f));
	assert_true(sheet_type(&s, 5 * n + col, "0,25", NUM_VI, &f));
	assert_true(sheet_type(&s, 0 * n + 3, "ab1", NUM_VI, &f));
	assert_false(sheet_type(&s, 5 * n + col, "0,255", NUM_VI, &f));
	assert_false(sheet_type(&s, 2 * n + col, "5", NUM_VI, &f));
	assert_int_equal(f.nerror, 2);
	f = (struct findings){ .mem = w.mem };
	sheet_compute(&s);
	sheet_check(&s, &f);
	assert_int_equal(f.nerror, 3); /* max, of which, pattern */
	assert_int_equal(f.n, 4);      /* and a warning */
	assert_non_null(finding_at(&f, sheet_name(w.mem, 0 * n + col)));
	assert_non_null(finding_at(&f, sheet_name(w.mem, 1 * n + col)));
	assert_non_null(finding_at(&f, sheet_name(w.mem, 0 * n + 3)));
	assert_true(finding_at(&f, sheet_name(w.mem, 4 * n + col))->warning);
	assert_string_equal(dec_text(w.mem, s.own.num[2 * n + col].dec),
	    "100.1");
	assert_true(sheet_type(&s, 0 * n + col, "0", NUM_VI, &f));
	sheet_compute(&s);
	assert_true(s.own.num[2 * n + col].nan);
	assert_string_equal(sheet_show(w.mem, s.form, 2 * n + col, &s.own,
				NUM_VI),
	    "-");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(saves, world_new, world_free),
		cmocka_unit_test_setup_teardown(saves_the_same, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(refuses, world_new, world_free),
		cmocka_unit_test_setup_teardown(keeps_scope, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(merges, world_new, world_free),
		cmocka_unit_test_setup_teardown(conflicts, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(agrees, world_new, world_free),
		cmocka_unit_test_setup_teardown(remembers, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(waits, world_new, world_free),
		cmocka_unit_test_setup_teardown(checks, world_new, world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
