/* test_reform_due.c - deadlines in a dry run, and as they then are */
#include <string.h>
#include "core/reforming.h"
#include "core/report_extend.h"

static struct reform_look look;

/* Today is the 20th: of communes it was due on the 18th, of districts on the
 * 21st, of provinces on the 25th. */
static void
looks(const char *rows, const char *day)
{
	struct reform_in in = { "NQ 1", NULL, day };
	struct reform_plan plan = plan_of(rows);

	IS_OK(reform_look(w.db, as(0), &in, &plan, &w.f, &look));
}

/* "2026-09-18>2026-09-21 changes 1 past", of XLD01 and that fate. */
static const char *
says_of(enum reform_due_fate fate, const char *level)
{
	struct buf b = { .mem = w.mem, .max = 1000 };

	for (size_t i = 0; i < look.ndue; i++) {
		const struct reform_due *d = &look.due[i];
		if (d->fate == fate && str_eq(d->regime, "XLD01") &&
		    (level == NULL || str_eq(d->level, level)))
			buf_fmt(&b, "%s%s %s>%s %ld%s%s", b.len > 0 ? "; " : "",
			    d->level, d->due,
			    d->became == NULL ? "" : d->became, d->n,
			    d->past ? " past" : "", d->near ? " near" : "");
	}
	return b.at == NULL ? "" : b.at;
}

static const char *
says(enum reform_due_fate fate)
{
	return says_of(fate, NULL);
}

static const char *
due_of(long unit)
{
	return report_of(unit, "XLD01").due;
}

static void
stays(void **state)
{
	(void)state;
	looks("rename,00031,,,Xã Mới,,,,,,\nrename,00012,,,Tỉnh Mới,,,,,,\n",
	    BEFORE);
	assert_string_equal(says(DUE_STAYS),
	    "commune 2026-09-18>2026-09-18 2 past;"
	    " district 2026-09-21>2026-09-21 1;"
	    " province 2026-09-25>2026-09-25 1");
	assert_int_equal(look.dues[DUE_MOVES], 0);
	/* whatever would be said of it if it was opened now */
	script("UPDATE report SET due = '2026-09-19' WHERE unit_id = 31");
	carried_out("rename,00031,,,Xã Mới,,,,,,\n", BEFORE);
	assert_string_equal(due_of(unit_now("00031")), "2026-09-19");
}

/* Within a week of the change, before it or after. */
static void
near(void **state)
{
	static const struct {
		const char *day, *says;
	} all[] = {
		{ "2026-09-13", "district 2026-09-21>2026-09-21 2" },
		{ "2026-09-14", "district 2026-09-21>2026-09-21 2 near" },
		{ "2026-09-28", "district 2026-09-21>2026-09-21 1 near" },
		{ "2026-09-29", "district 2026-09-21>2026-09-21 1" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		looks("rename,00012,,,Tỉnh Mới,,,,,,\n"
		      "rename,00021,,,Huyện Mới,,,,,,\n",
		    all[i].day);
		assert_string_equal(says_of(DUE_STAYS, "district"),
		    all[i].says);
	}
}

/* What was set for the period: of the level before of all. */
static void
set_for_the_period(void **state)
{
	static const char rows[] =
	    "retype,00031,,district,Huyện Một,00011,,,,,\n";

	(void)state;
	script("INSERT INTO regime_period (regime_id, code, starts, ends,"
	       " title, reason, made, person_id, version, changed)"
	       " SELECT id, '2026-Q3', '2026-06-15', '2026-09-14', '', 'x',"
	       " '2026-09-01', 101, 1, '2026-09-01' FROM regime WHERE code ="
	       " 'XLD01'; INSERT INTO regime_period_due (regime_period_id,"
	       " level, due) SELECT id, '', '2026-09-26' FROM regime_period"
	       " UNION SELECT id, 'district', '2026-09-24' FROM"
	       " regime_period; UPDATE report SET due = '2026-09-26'");
	looks(rows, BEFORE);
	assert_string_equal(says(DUE_MOVES), "commune 2026-09-26>2026-09-24 1");
	carried_out(rows, BEFORE);
	assert_string_equal(due_of(unit_now("00031")), "2026-09-24");
}

static int
end(void **state)
{
	script("DELETE FROM regime_period_due; DELETE FROM regime_period");
	return world_free(state);
}

static void
extended(void **state)
{
	struct report r = report_of(COMMUNE, "XLD01");

	(void)state;
	IS_OK(report_extend(w.db, as(HEAD + DISTRICT), MAY_REVIEW, r.id,
	    r.version, "30/09/2026", "flood", &w.f));
	looks("retype,00031,,district,Huyện Một,00011,,,,,\n", BEFORE);
	assert_string_equal(says(DUE_EXTENDED),
	    "commune 2026-09-30>2026-09-30 1");
	/* today is not past */
	script("UPDATE report SET due = '2026-09-20' WHERE unit_id = 31");
	looks("retype,00031,,district,Huyện Một,00011,,,,,\n", BEFORE);
	assert_string_equal(says(DUE_EXTENDED),
	    "commune 2026-09-20>2026-09-20 1");
	carried_out("retype,00031,,district,Huyện Một,00011,,,,,\n", BEFORE);
	assert_string_equal(due_of(unit_now("00031")), "2026-09-20");
}

/* By another level it is due on another day; by a rule of its own it is not. */
static void
another_level(void **state)
{
	static const char rows[] =
	    "retype,00031,,district,Huyện Một,00011,,,,,\n"
	    "retype,00032,,district,Huyện Hai,00011,,,,,\n";

	(void)state;
	script("INSERT INTO assignment (regime_id, kind, unit_id, due,"
	       " valid_from, valid_to) SELECT id, 'unit', 32, 'day 28',"
	       " '2026-01-01', '9999-12-31' FROM regime WHERE code = 'XLD01';"
	       " UPDATE report r JOIN regime g ON g.id = r.regime_id SET"
	       " r.due = '2026-09-28' WHERE r.unit_id = 32 AND g.code ="
	       " 'XLD01'");
	looks(rows, BEFORE);
	assert_string_equal(says(DUE_MOVES), "commune 2026-09-18>2026-09-21 1");
	assert_string_equal(says(DUE_STAYS), "commune 2026-09-28>2026-09-28 1");
	long id = carried_out(rows, BEFORE);
	assert_string_equal(due_of(unit_now("00031")), "2026-09-21");
	assert_string_equal(due_of(unit_now("00032")), "2026-09-28");
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_string_equal(due_of(COMMUNE), "2026-09-18");
}

static void
falls_and_never(void **state)
{
	(void)state;
	looks("merge,00031,00031,commune,Xã Chung,00011,,,,,\n"
	      "merge,00032,00031,,,,,,,,\nabolish,district,,,,,,,,,\n",
	    "2026-09-14");
	assert_string_equal(says(DUE_FALLS),
	    "commune 2026-09-18> 2; district 2026-09-21> 2");
	assert_string_equal(says(DUE_NEVER), "district > 2");
	/* a window that is over is finished, near the day of the change */
	looks("abolish,district,,,,,,,,,\n", "2026-09-15");
	assert_string_equal(says(DUE_STAYS),
	    "district 2026-09-21>2026-09-21 2 near");
	looks("rename,00021,,,Huyện Mới,,,,,,\n", "2026-09-13");
	assert_string_equal(says(DUE_STAYS),
	    "commune 2026-09-18>2026-09-18 2 past;"
	    " district 2026-09-21>2026-09-21 1");
}

/* So many reports as the lines say. */
static long
of_look(bool past, bool near)
{
	long n = 0;

	for (size_t i = 0; i < look.ndue; i++)
		if ((!past || look.due[i].past) && (!near || look.due[i].near))
			n += look.due[i].n;
	return n;
}

static void
returned(long unit)
{
	struct report r = report_of(unit, "XLD01");

	IS_OK(flow_return(w.db, as(HEAD + DISTRICT), r.id, r.version, "again",
	    &w.f));
}

/* By the rule of its level that holds then; what was sent once keeps its own.
 */
static void
rule_of_then(void **state)
{
	static const char rows[] =
	    "retype,00031,,district,Huyện Một,00011,,,,,\n"
	    "retype,00032,,district,Huyện Hai,00011,,,,,\n";

	(void)state;
	script("INSERT INTO assignment (regime_id, kind, exempt, level, due,"
	       " valid_from, valid_to) SELECT id, 'level', 0, 'district',"
	       " 'day 27', '2026-01-01', '2026-09-14' FROM regime WHERE code ="
	       " 'XLD01' UNION SELECT id, 'level', 0, 'district', 'day 28',"
	       " '2026-09-15', '9999-12-31' FROM regime WHERE code = 'XLD01'"
	       " UNION SELECT id, 'level', 1, 'district', 'day 29',"
	       " '2026-01-01', '9999-12-31' FROM regime WHERE code ="
	       " 'KIND'");
	sends(COMMUNE2, 1);
	returned(COMMUNE2);
	looks(rows, BEFORE);
	assert_string_equal(says(DUE_MOVES), "commune 2026-09-18>2026-09-21 1");
	carried_out(rows, BEFORE);
	assert_string_equal(due_of(unit_now("00031")), "2026-09-21");
	assert_string_equal(due_of(unit_now("00032")), "2026-09-18");
}

/* So many of them, in whatever state. */
static void
of_all_states(void **state)
{
	(void)state;
	struct report r = report_of(COMMUNE, "XLD01");
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(r.version, "2", "4", NULL)),
	    OK);
	looks("merge,00031,00031,commune,Xã Chung,00011,,,,,\n"
	      "merge,00032,00031,,,,,,,,\nrename,00033,,,Xã Ba Mới,,,,,,\n",
	    "2026-09-15");
	assert_string_equal(says_of(DUE_STAYS, "commune"),
	    "commune 2026-09-18>2026-09-18 3 past");
	assert_int_equal(look.dues[DUE_STAYS], of_look(false, false));
	assert_int_equal(look.dues_past, of_look(true, false));
	assert_int_equal(look.dues_near, of_look(false, true));
	/* what is sent is late or is not: by its deadline it is nothing to do
	 */
	sends(COMMUNE, 1);
	looks("rename,00031,,,Xã Mới,,,,,,\n", "2026-09-15");
	assert_string_equal(says_of(DUE_STAYS, "commune"), "");
	returned(COMMUNE);
	looks("rename,00031,,,Xã Mới,,,,,,\n", "2026-09-15");
	assert_string_equal(says_of(DUE_STAYS, "commune"),
	    "commune 2026-09-18>2026-09-18 1 past");
}

static void
readings(void **state)
{
	(void)state;
	sends(COMMUNE, 1);
	accepts(COMMUNE);
	looks("merge,00031,00031,commune,Xã Chung,00021,,,,,\n"
	      "merge,00032,00031,,,,,,,,\n"
	      "split,00033,00033,commune,Xã Ba A,00012,60,,,,\n"
	      "split,00033,00034,commune,Xã Ba B,00012,40,,,,\n"
	      "rename,00011,,,Tỉnh Mới,,,,,,\n"
	      "split,00022,00022,district,Đảo A,00012,,,,,\n"
	      "split,00022,00023,district,Đảo B,00012,,,,,\n",
	    AFTER);
	assert_int_equal(look.readings[READ_SUM], 2);
	assert_int_equal(look.readings[READ_SHARE], 2);
	assert_int_equal(look.readings[READ_ON], 1);
	assert_int_equal(look.readings[READ_NOT], 2);
	long official = 0;
	for (size_t i = 0; i < look.nunit; i++)
		official += look.unit[i].official;
	assert_int_equal(official, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(stays, world_new, world_free),
		cmocka_unit_test_setup_teardown(near, world_new, world_free),
		cmocka_unit_test_setup_teardown(set_for_the_period, world_new,
		    end),
		cmocka_unit_test_setup_teardown(extended, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(another_level, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(falls_and_never, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(rule_of_then, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(of_all_states, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(readings, world_new,
		    world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
