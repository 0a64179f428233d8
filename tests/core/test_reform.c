/* test_reform.c - reports, rights and administrators while units change */
#include <string.h>
#include "core/open.h"
#include "core/reforming.h"

static enum rc
types(long person, long unit, const char *code, const char *text)
{
	struct report r = report_of(unit, "XLD01");
	struct draft_in in = typed(r.version, code, text, NULL);

	return RUN(
	    draft_save(w.db, now_at(person, unit), r.id, &in, &w.f, &w.out));
}

static enum rc
sends_as(long person, long unit)
{
	struct report r = report_of(unit, "XLD01");
	struct send_in in = { .cells = good(r.version, 2), .confirmed = true };

	return RUN(send_seen(w.db, now_at(person, unit), r.id, &in, &w.f,
	    &w.out, &w.receipt));
}

/* The same body goes on with what it had typed, and sends it. */
static void
goes_on(void **state)
{
	(void)state;
	struct report r = report_of(COMMUNE, "XLD01");
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(r.version, "2", "4", NULL)),
	    OK);
	r = report_of(COMMUNE, "XLD01");
	long id = carried_out("rename,00031,,,Xã Một Mới,,,,,,\n", BEFORE);
	long unit = unit_now("00031");
	struct report is = report_of(unit, "XLD01");
	assert_int_equal(is.id, r.id);
	assert_string_equal(is.state, DRAFT);
	assert_int_equal(is.receiver_id, DISTRICT);
	/* its own clerk types, its own head sends */
	assert_int_equal(types(CLERK + COMMUNE, unit, "3", "6"), OK);
	IS_OK(reform_undo_ok(w.db, as(TOP),
	    &(struct reform){ .id = id, .mark = 0, .on_date = BEFORE }, &w.f));
	assert_int_equal(sends_as(HEAD + COMMUNE, unit), OK);
	struct reform done = reform_by(id);
	assert_int_equal(RUN(reform_undo(w.db, as(TOP), id, done.version,
			     &w.f)),
	    E_INVALID);
	assert_non_null(strstr(w.f.at[0].text, "Xã Một Mới"));
	assert_string_equal(reform_by(id).state, "done");
}

/* Units that are merged owe nothing for the window; the new one owes it all. */
static void
closes(void **state)
{
	long made;

	(void)state;
	sends(COMMUNE2, 3);
	accepts(COMMUNE2);
	struct report two = report_of(COMMUNE2, "XLD01");
	struct report r = report_of(COMMUNE, "XLD01");
	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(r.version, "2", "4", NULL)),
	    OK);
	long id = carried_out("merge,00031,00031,commune,Xã Chung,00021,,,,,\n"
			      "merge,00032,00031,,,,,,,,\n"
			      "give,00031,00031,,head31,,,,,,\n",
	    BEFORE);
	assert_string_equal(report_of(COMMUNE, "XLD01").state, CLOSED);
	struct report was = report_of(COMMUNE2, "XLD01");
	assert_string_equal(was.state, CLOSED);
	assert_int_equal(was.version, two.version + 1);
	assert_int_equal(was.accepted_id, 0);
	assert_int_equal(report_of(DISTRICT, "XLD01").below, 0);
	assert_int_equal(types(CLERK + COMMUNE, COMMUNE, "2", "5"), E_CONFLICT);
	assert_true(w.out.closed);
	/* who could see it still can, and nobody else */
	struct report seen;
	IS_OK(report_get(w.db, as(CLERK + COMMUNE), MAY_VIEW, r.id, &seen));
	assert_int_equal(report_get(w.db, as(CLERK + COMMUNE2), MAY_VIEW, r.id,
			     &seen),
	    E_NOTFOUND);
	assert_int_equal(sends_as(HEAD + COMMUNE2, COMMUNE2), E_CONFLICT);
	IS_OK(open_period(w.db, as(0), "XLD01", "2026-Q3", &made));
	assert_int_equal(made, 1);
	long unit = unit_now("00031");
	assert_int_equal(types(CLERK + COMMUNE2, unit, "2", "7"), OK);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT SUM(person_id) AS n FROM access"
			     " WHERE unit_id = %ld AND role = 2",
			     unit)),
	    HEAD + COMMUNE); /* as the plan says; the other head did not */
	assert_int_equal(report_of(DISTRICT, "XLD01").below, 1);
	/* undone: what was accepted counts again, the new report is gone */
	struct reform done = reform_by(id);
	IS_OK(reform_undo(w.db, as(TOP), id, done.version, &w.f));
	to_its_end(id);
	assert_string_equal(report_of(COMMUNE2, "XLD01").state, ACCEPTED);
	assert_int_equal(report_of(COMMUNE2, "XLD01").accepted_id,
	    was.revision_id);
	assert_string_equal(report_of(COMMUNE, "XLD01").state, DRAFT);
	assert_int_equal(report_of(DISTRICT, "XLD01").below, 2);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM draft d LEFT JOIN"
				" report r ON r.id = d.report_id"
				" WHERE r.id IS NULL"),
	    0);
}

/* A window that was over stays with those who had it: they finish it. */
static void
finishes(void **state)
{
	(void)state;
	long id = carried_out("abolish,district,,,,,,,,,\n"
			      "merge,00031,00031,commune,Xã Chung,00011,,,,,\n"
			      "merge,00032,00031,,,,,,,,\n",
	    AFTER);
	sends(COMMUNE, 1);
	accepts(COMMUNE); /* by the head of a district that is no more */
	assert_string_equal(report_of(COMMUNE, "XLD01").state, ACCEPTED);
	/* which is no report under the new structure */
	struct reform done = reform_by(id);
	IS_OK(reform_undo(w.db, as(TOP), id, done.version, &w.f));
	to_its_end(id);
	assert_string_equal(report_of(COMMUNE, "XLD01").state, ACCEPTED);
}

static void
moves(void **state)
{
	(void)state;
	struct report r = report_of(COMMUNE3, "XLD01");
	long version = r.version;
	long id = carried_out("move,00033,,,,00011,,,,,\n", BEFORE);
	r = report_of(COMMUNE3, "XLD01");
	assert_int_equal(r.receiver_id, PROVINCE);
	assert_int_equal(r.version, version + 1);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM reform_change WHERE"
			     " reform_id = %ld AND tab = 'report' AND row_id ="
			     " %ld AND unit_id = %d",
			     id, r.id, COMMUNE3)),
	    1);
	sends(COMMUNE3, 1);
	r = report_of(COMMUNE3, "XLD01");
	assert_int_equal(RUN(flow_accept(w.db, as(HEAD + PROVINCE2), r.id,
			     r.version)),
	    E_NOTFOUND);
	IS_OK(flow_accept(w.db, as(HEAD + PROVINCE), r.id, r.version));
}

static long
recorded(const char *act, const char *was, const char *became)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM audit WHERE act = '%s' AND object ="
	    " 'reform' AND was = '{\"state\":\"%s\"}' AND became ="
	    " '{\"state\":\"%s\"}'",
	    act, was, became));
}

/* Somebody sends while it waits to be undone: then it stays. */
static void
sent_before_undone(void **state)
{
	(void)state;
	long id = carried_out("rename,00031,,,Xã Một Mới,,,,,,\n", BEFORE);
	long unit = unit_now("00031"), version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	assert_int_equal(recorded("undo", "done", "undoing"), 1);
	assert_int_equal(sends_as(HEAD + COMMUNE, unit), OK);
	to_its_end(id);
	struct reform is = reform_by(id);
	assert_string_equal(is.state, "done");
	assert_non_null(strstr(is.note, "Xã Một Mới"));
	assert_int_equal(unit_now("00031"), unit);
}

/* Only from the top, and one at a time. */
static void
who_may(void **state)
{
	static const char rows[] = "rename,00031,,,Xã Một Mới,,,,,,\n",
			  other[] = "rename,00032,,,Xã Hai Mới,,,,,,\n";
	long id, next;

	(void)state;
	administrator();
	assert_int_equal(add_as(402, rows, BEFORE, &id), E_DENIED);
	assert_int_equal(add_as(HEAD + CENTRE, rows, BEFORE, &id), E_DENIED);
	assert_int_equal(add_as(TOP, rows, BEFORE, &id), OK);
	assert_int_equal(add_as(TOP, other, BEFORE, &next), OK);
	assert_int_not_equal(id, next);
	assert_int_equal(RUN(reform_start(w.db, as(402), id, 1, &w.f)),
	    E_DENIED);
	assert_int_equal(RUN(reform_drop(w.db, as(402), id, 1)), E_DENIED);
	assert_int_equal(RUN(reform_start(w.db, as(TOP), id, 7, &w.f)),
	    E_CONFLICT);
	IS_OK(reform_start(w.db, as(TOP), id, 1, &w.f));
	assert_int_equal(RUN(reform_start(w.db, as(TOP), id, 1, &w.f)),
	    E_CONFLICT);
	assert_int_equal(RUN(reform_start(w.db, as(TOP), next, 1, &w.f)),
	    E_CONFLICT);
	to_its_end(id);
	/* the day is taken: the other plan does not fit any more */
	assert_int_equal(RUN(reform_start(w.db, as(TOP), next, 1, &w.f)),
	    E_INVALID);
	/* the same plan is the same reform */
	long same;
	assert_int_equal(add_as(TOP, other, BEFORE, &same), OK);
	assert_int_equal(same, next);
	/* what is only planned cannot be undone */
	assert_int_equal(RUN(reform_undo(w.db, as(TOP), next, 1, &w.f)),
	    E_CONFLICT);
	IS_OK(reform_drop(w.db, as(TOP), next, 1));
	assert_int_equal(RUN(reform_start(w.db, as(TOP), next, 2, &w.f)),
	    E_CONFLICT);
	assert_int_equal(recorded("drop", "planned", "dropped"), 1);
	struct reform done = reform_by(id);
	assert_int_equal(RUN(reform_drop(w.db, as(TOP), id, done.version)),
	    E_CONFLICT);
	assert_int_equal(reform_by(id).version, done.version);
	assert_int_equal(RUN(reform_undo(w.db, as(402), id, done.version,
			     &w.f)),
	    E_DENIED);
}

/* Two connections at once: the structure changes under the other's feet. */
static void
at_once(void **state)
{
	struct reform r;
	long id, made;

	(void)state;
	administrator();
	assert_int_equal(add_as(TOP, "rename,00031,,,Xã Một Mới,,,,,,\n",
			     BEFORE, &id),
	    OK);
	IS_OK(reform_start(w.db, as(TOP), id, 1, &w.f));
	r = reform_by(id);
	struct reform mine = r;
	/* this one has read; the other does the step; this one must read anew
	 */
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	assert_int_equal(reform_get(w.db, id, &r), OK);
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(db_end(w.other, reform_step(w.other, as(TOP), &mine)),
	    OK);
	assert_int_equal(db_end(w.db, reform_step(w.db, as(TOP), &r)), E_BUSY);
	to_its_end(id);
	made = number("SELECT COUNT(*) AS n FROM unit WHERE code = '00031'");
	assert_int_equal(made, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(goes_on, world_new, world_free),
		cmocka_unit_test_setup_teardown(closes, world_new, world_free),
		cmocka_unit_test_setup_teardown(finishes, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(moves, world_new, world_free),
		cmocka_unit_test_setup_teardown(sent_before_undone, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(who_may, world_new, world_free),
		cmocka_unit_test_setup_teardown(at_once, world_new, world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
