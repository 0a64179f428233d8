/* test_reform_state.c - what was sent before a reform, read after it */
#include <string.h>
#include "core/open.h"
#include "core/reforming.h"
#include "core/series.h"
#include "core/signature_walk.h"

static enum rc
sends_new(long unit, long k)
{
	struct report r = report_of(unit, "XLD01");
	struct send_in in = { .cells = good(r.version, k), .confirmed = true };

	return RUN(send_seen(w.db, now_at(HEAD + COMMUNE, unit), r.id, &in,
	    &w.f, &w.out, &w.receipt));
}

static void
returns(long unit)
{
	struct report r = report_of(unit, "XLD01");

	IS_OK(flow_return(w.db, as(HEAD + DISTRICT), r.id, r.version,
	    "look again", &w.f));
}

/* The report of a commune in a state, with figures twice those of good(). */
static void
bring_to(const char *state)
{
	struct report r = report_of(COMMUNE, "XLD01");

	if (str_eq(state, DRAFT)) {
		assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
				     good(r.version, 2)),
		    OK);
		return;
	}
	sends(COMMUNE, 2);
	if (str_eq(state, ACCEPTED) || str_eq(state, "again"))
		accepts(COMMUNE);
	if (str_eq(state, RETURNED) || str_eq(state, "again"))
		returns(COMMUNE);
}

/* All figures of an item that are official, each report's own. */
static long
official(long item)
{
	return number(str_fmt(w.mem,
	    "SELECT CAST(COALESCE(SUM(f.value), 0) AS SIGNED) AS n"
	    " FROM report r JOIN fact f ON f.revision_id = r.accepted_id"
	    " AND f.part = 0 AND f.item_id = %ld",
	    item));
}

static long
item_of(const char *code)
{
	return number(str_fmt(w.mem,
	    "SELECT item_id AS n FROM form_cell WHERE form_id = %ld"
	    " AND cell = %zu",
	    w.form->id, cell(code)));
}

/* The figures in a unit's series of the window: "31 8; 99 8". */
static const char *
reads(long unit, const char *code, enum series_reading how)
{
	struct series_in in = { .unit_id = unit,
		.item_id = item_of(code),
		.reading = how };
	struct buf b = { .mem = w.mem, .max = 1000 };
	struct series s;

	IS_OK(series_open(w.db, as(HEAD + CENTRE), &in, &s));
	for (size_t i = 0; i < s.n; i++)
		buf_fmt(&b, "%s%ld %s", b.len > 0 ? "; " : "", s.at[i].unit_id,
		    s.at[i].value == NULL ? "none" : s.at[i].value);
	return b.at == NULL ? "" : b.at;
}

static const struct {
	const char *state;
	bool filed; /* under the name before */
} states[] = { { DRAFT, false }, { RETURNED, false }, { "again", false },
	{ SENT, true }, { ACCEPTED, true } };

/* After the reform, until it is official. */
static void
finish(const char *state, long unit)
{
	if (str_eq(state, ACCEPTED))
		return;
	if (!str_eq(state, SENT))
		assert_int_equal(sends_new(unit, 2), OK);
	struct report r = report_of(unit, "XLD01");
	IS_OK(flow_accept(w.db, as(HEAD + DISTRICT), r.id, r.version));
}

static void
one_state(size_t i)
{
	bring_to(states[i].state);
	const char *code = w.receipt.code;
	sends(COMMUNE2, 3);
	accepts(COMMUNE2);
	long item = item_of("2"), before = official(item);
	struct report was = report_of(COMMUNE, "XLD01");
	carried_out("rename,00031,00099,,Xã Một Mới,,,,,,\n", BEFORE);
	long unit = unit_now("00099");
	assert_int_equal(report_of(unit, "XLD01").id, was.id);
	assert_int_equal(official(item), before);
	finish(states[i].state, unit);
	assert_int_equal(official(item), 12 + 8);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM report r"
				" WHERE r.accepted_id IS NOT NULL"),
	    2);
	/* as it was: under the name that it was sent with, and once */
	const char *one =
	    str_fmt(w.mem, "%ld 8", states[i].filed ? (long)COMMUNE : unit);
	assert_string_equal(reads(unit, "2", SERIES_AS_WAS), one);
	assert_string_equal(reads(COMMUNE, "2", SERIES_AS_WAS),
	    states[i].filed ? one : "");
	/* as it is now, and restated: the new unit's */
	assert_string_equal(reads(unit, "2", SERIES_NOW), "0 8");
	assert_string_equal(reads(unit, "2", SERIES_RESTATED), "0 8");
	assert_string_equal(reads(COMMUNE2, "2", SERIES_NOW), "0 12");
	struct series_items items;
	IS_OK(series_items(w.db, COMMUNE, &items));
	assert_int_equal(items.n > 0, states[i].filed);
	IS_OK(series_items(w.db, unit, &items));
	assert_true(items.n > 0);
	/* a receipt that was given still finds what was sent */
	struct revision k;
	if (states[i].filed) {
		IS_OK(signature_receipt(w.db, w.mem, code, &k));
		assert_int_equal(k.report_id, was.id);
	}
}

#define STATE(name, i) \
	static void name(void **state) \
	{ \
		(void)state; \
		one_state(i); \
	}
STATE(draft, 0)
STATE(returned, 1)
STATE(returned_official, 2)
STATE(sent, 3)
STATE(accepted, 4)

/* ------------------------------------------------- moved, and counted once */

static void
closes_up(long unit)
{
	if (!str_eq(report_of(unit, "XLD01").state, ACCEPTED)) {
		sends(unit, 1);
		accepts(unit);
	}
}

/*
 * A commune that is official moves to another province, of which each has sent
 * its total already or has not: the nation's sum has it once.
 */
static void
moved(bool from_sent, bool to_sent)
{
	sends(COMMUNE3, 3);
	accepts(COMMUNE3);
	if (from_sent)
		closes_up(PROVINCE2);
	if (to_sent)
		closes_up(PROVINCE);
	struct reform_in in = { "NQ 1", NULL, BEFORE };
	struct reform_plan plan = plan_of("move,00033,,,,00011,,,,,\n");
	struct reform_look look;
	bool stays = from_sent || to_sent;
	IS_OK(reform_look(w.db, as(0), &in, &plan, &w.f, &look));
	/* a report of another regime, which is due, goes as well */
	assert_int_equal(look.reports_rerouted, 1 + !stays);
	long id = carried_out("move,00033,,,,00011,,,,,\n", BEFORE);
	assert_int_equal(report_of(COMMUNE3, "XLD01").receiver_id,
	    stays ? PROVINCE2 : PROVINCE);
	struct reform_todos todos = todos_of(id);
	assert_int_equal(todos.n, stays);
	/* nothing is written down of what stays */
	assert_int_equal(number("SELECT COUNT(*) AS n FROM reform_report"),
	    1 + !stays);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM report_event WHERE"
				" act NOT IN ('send', 'accept', 'rerouted')"),
	    0);
	closes_up(PROVINCE2);
	closes_up(PROVINCE);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT CAST(SUM(f.value) AS SIGNED) AS n FROM"
			     " report r JOIN fact f ON f.revision_id ="
			     " r.accepted_id AND f.part = 1 AND f.item_id = %ld"
			     " WHERE r.receiver_id = %d",
			     item_of("2"), CENTRE)),
	    4 + 4 + 12);
}

#define MOVED(name, from, to) \
	static void name(void **state) \
	{ \
		(void)state; \
		moved(from, to); \
	}
MOVED(moved_open, false, false)
MOVED(moved_from_sent, true, false)
MOVED(moved_to_sent, false, true)
MOVED(moved_both_sent, true, true)

/* The same, of a unit that goes on under another name. */
static void
moved_renamed(void **state)
{
	(void)state;
	sends(COMMUNE3, 3);
	accepts(COMMUNE3);
	closes_up(PROVINCE2);
	carried_out("retype,00033,00099,,Xã Ba Mới,00011,,,,,\n", BEFORE);
	long unit = unit_now("00099");
	assert_int_equal(report_of(unit, "XLD01").receiver_id, PROVINCE2);
	assert_int_equal(report_of(unit, "KIND").receiver_id, PROVINCE);
}

/* Whose total it is in goes on under another name as well. */
static void
both_renamed(void **state)
{
	(void)state;
	sends(COMMUNE3, 3);
	accepts(COMMUNE3);
	closes_up(PROVINCE2);
	carried_out("retype,00033,00099,,Xã Ba Mới,00011,,,,,\n"
		    "rename,00012,00098,,Tỉnh Mới,,,,,,\n",
	    BEFORE);
	assert_int_equal(report_of(unit_now("00099"), "XLD01").receiver_id,
	    unit_now("00098"));
}

/* Those below go on as they are when a unit above changes its name alone. */
static void
only_those_next(void **state)
{
	struct reform_in in = { "NQ 1", NULL, BEFORE };
	struct reform_plan plan = plan_of("rename,00011,,,Tỉnh Mới,,,,,,\n");
	struct reform_look look;

	(void)state;
	IS_OK(reform_look(w.db, as(0), &in, &plan, &w.f, &look));
	/* of two regimes: the province's own, and the district's */
	assert_int_equal(look.reports_carried, 2);
	assert_int_equal(look.reports_rerouted, 2);
}

/* Who stands between is asked of the day, not of before or of later. */
static void
between_that_day(void **state)
{
	struct reform_in in = { "NQ 1", NULL, BEFORE };
	struct reform_plan plan = plan_of("rename,00011,,,Tỉnh Mới,,,,,,\n");
	struct reform_look look;

	(void)state;
	/* the other province was below it, and will be; it was below that */
	script("UPDATE report SET receiver_id = 12 WHERE unit_id = 31;"
	       " INSERT INTO unit_above (line_id, unit_id, above_id, depth,"
	       " valid_from, valid_to) VALUES"
	       " (1, 12, 21, 1, '1000-01-01', '2020-01-01'),"
	       " (1, 12, 21, 1, '" BEFORE "', '9999-12-31'),"
	       " (1, 21, 12, 1, '1000-01-01', '2020-01-01'),"
	       " (1, 21, 12, 1, '" BEFORE "', '9999-12-31')");
	IS_OK(reform_look(w.db, as(0), &in, &plan, &w.f, &look));
	assert_int_equal(look.reports_carried, 2);
	assert_int_equal(look.reports_rerouted,
	    2); /* of the district, next to it */
}

static const char *
lines_of(const char *rows, const char *day)
{
	struct reform_in in = { "NQ 1", NULL, day };
	struct reform_plan plan = plan_of(rows);
	struct buf b = { .mem = w.mem, .max = 2000 };
	struct reform_look look;

	IS_OK(reform_look(w.db, as(0), &in, &plan, &w.f, &look));
	for (size_t i = 0; i < look.nreports; i++)
		if (str_eq(look.reports[i].regime, "XLD01"))
			buf_fmt(&b, "%s%s %s %s %ld", b.len > 0 ? "; " : "",
			    look.reports[i].level, look.reports[i].state,
			    reform_fate_name(look.reports[i].fate),
			    look.reports[i].n);
	buf_fmt(&b, "; decide %ld", look.reports_decide);
	return b.at;
}

/* One line for those that are alike: by level, state and what becomes of them.
 */
static void
alike(void **state)
{
	static const char rows[] =
	    "merge,00031,00031,commune,Xã Chung,00011,,,,,\n"
	    "merge,00032,00031,,,,,,,,\n"
	    "abolish,district,,,,,,,,,\nrename,00033,,,Xã Ba Mới,,,,,,\n";

	(void)state;
	assert_string_equal(lines_of(rows, BEFORE),
	    "commune due closed 2; commune due carried 1; district due closed "
	    "2;"
	    " decide 0");
	assert_string_equal(lines_of(rows, "2026-09-15"),
	    "commune due kept 3; district due kept 2; decide 0");
	sends(COMMUNE, 2);
	sends(COMMUNE3, 2);
	assert_string_equal(lines_of(rows, BEFORE),
	    "commune due closed 1; commune sent closed 1; commune sent carried"
	    " 1; district due closed 2; decide 1");
	accepts(COMMUNE);
	returns(COMMUNE);
	assert_string_equal(lines_of(rows, "2026-09-15"),
	    "commune due kept 1; commune returned kept 1; commune sent kept 1;"
	    " district due kept 2; decide 0");
	/* what is official is finished; what is closed owes nothing */
	sends(COMMUNE, 2);
	accepts(COMMUNE);
	script("UPDATE report SET state = 'closed' WHERE unit_id = 32");
	assert_string_equal(lines_of(rows, "2026-09-15"),
	    "commune sent kept 1; district due kept 2; decide 0");
	assert_string_equal(lines_of(rows, BEFORE),
	    "commune accepted closed 1; commune sent carried 1; district due"
	    " closed 2; decide 1");
}

/* A window that ends on the very day is a later one, and no earlier. */
static void
ends_on_the_day(void **state)
{
	struct reform_in in = { "NQ 1", NULL, "2026-09-14" };
	struct reform_plan plan = plan_of("rename,00031,,,Xã Mới,,,,,,\n");
	struct reform_look look;

	(void)state;
	IS_OK(reform_look(w.db, as(0), &in, &plan, &w.f, &look));
	assert_int_equal(look.reports_carried, 2);
	assert_int_equal(look.reports_kept, 0);
	in.on_date = "2026-09-15";
	IS_OK(reform_look(w.db, as(0), &in, &plan, &w.f, &look));
	assert_int_equal(look.reports_carried, 0);
	assert_int_equal(look.reports_kept, 2);
}

/* Merged units leave a total that was sent: somebody must look at that. */
static void
total_with_closed(void **state)
{

	(void)state;
	sends(COMMUNE, 2);
	accepts(COMMUNE);
	sends(DISTRICT, 1);
	long id = carried_out("merge,00031,00031,commune,Xã Chung,00021,,,,,\n"
			      "merge,00032,00031,,,,,,,,\n",
	    BEFORE);
	struct reform_todos todos = todos_of(id);
	long below = 0;
	for (size_t i = 0; i < todos.n; i++)
		below += str_eq(todos.at[i].kind, "report") &&
			 str_eq(todos.at[i].why, "below") &&
			 todos.at[i].unit_id == DISTRICT;
	assert_int_equal(below, 1);
}

/* Who receives says the same rule as when a period is opened. */
static void
nearest_that_reports(void **state)
{
	long made;

	(void)state;
	script("INSERT INTO assignment (regime_id, kind, exempt, unit_id,"
	       " reason, valid_from, valid_to) SELECT id, 'unit', 1, 21,"
	       " 'x', '2026-01-01', '9999-12-31' FROM regime WHERE code ="
	       " 'XLD01'; DELETE r FROM report r JOIN regime g ON g.id ="
	       " r.regime_id WHERE g.code = 'XLD01'");
	IS_OK(open_period(w.db, as(0), "XLD01", "2026-Q3", &made));
	assert_int_equal(report_of(COMMUNE, "XLD01").receiver_id, PROVINCE);
	carried_out("rename,00031,00099,,Xã Một Mới,,,,,,\n"
		    "move,00033,,,,00021,,,,,\n",
	    BEFORE);
	assert_int_equal(report_of(unit_now("00099"), "XLD01").receiver_id,
	    PROVINCE);
	assert_int_equal(report_of(COMMUNE3, "XLD01").receiver_id, PROVINCE);
}

/* Who receives is asked of each period: the district reports for one alone. */
static void
of_each_period(void **state)
{
	long made;

	(void)state;
	script("INSERT INTO assignment (regime_id, kind, exempt, unit_id,"
	       " reason, valid_from, valid_to) SELECT id, 'unit', 1, 21,"
	       " 'x', '2026-10-01', '9999-12-31' FROM regime WHERE code ="
	       " 'XLD01'");
	IS_OK(open_period(w.db, as(0), "XLD01", "2026-Q4", &made));
	assert_true(made > 0);
	carried_out("rename,00031,00099,,Xã Một Mới,,,,,,\n", BEFORE);
	long unit = unit_now("00099");
	assert_int_equal(report_of(unit, "XLD01").receiver_id, DISTRICT);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT r.receiver_id AS n FROM report r JOIN"
			     " period p ON p.id = r.period_id WHERE r.unit_id ="
			     " %ld AND p.code = '2026-Q4'",
			     unit)),
	    PROVINCE);
}

/* A district that does not report moves: its communes send elsewhere, too. */
static void
carried_along(void **state)
{
	long made;

	(void)state;
	script("INSERT INTO assignment (regime_id, kind, exempt, unit_id,"
	       " reason, valid_from, valid_to) SELECT id, 'unit', 1, 21,"
	       " 'x', '2026-01-01', '9999-12-31' FROM regime WHERE code ="
	       " 'XLD01'; DELETE r FROM report r JOIN regime g ON g.id ="
	       " r.regime_id WHERE g.code = 'XLD01'");
	IS_OK(open_period(w.db, as(0), "XLD01", "2026-Q3", &made));
	assert_int_equal(report_of(COMMUNE2, "XLD01").receiver_id, PROVINCE);
	carried_out("move,00021,,,,00012,,,,,\n", BEFORE);
	assert_int_equal(report_of(COMMUNE2, "XLD01").receiver_id, PROVINCE2);
	assert_int_equal(report_of(COMMUNE2, "KIND").receiver_id, DISTRICT);
}

/* What was decided about a report meanwhile stays decided when it is undone. */
static void
undone(const char *before, const char *after)
{
	bring_to(before);
	long id = carried_out("rename,00031,00099,,Xã Một Mới,,,,,,\n", BEFORE);
	long unit = unit_now("00099");
	struct report r = report_of(unit, "XLD01");
	if (str_eq(after, ACCEPTED))
		IS_OK(flow_accept(w.db, as(HEAD + DISTRICT), r.id, r.version));
	else
		returns(unit);
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.state, after);
	assert_int_equal(r.accepted_id,
	    str_eq(after, ACCEPTED) ? r.revision_id : 0);
	assert_int_equal(official(item_of("2")),
	    str_eq(after, ACCEPTED) ? 8 : 0);
	assert_string_equal(reads(COMMUNE, "2", SERIES_AS_WAS),
	    str_eq(after, ACCEPTED) ? "31 8" : "");
}

static void
undone_accepted(void **state)
{
	(void)state;
	undone(SENT, ACCEPTED);
}

static void
undone_returned(void **state)
{
	(void)state;
	undone(ACCEPTED, RETURNED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(draft, world_new, world_free),
		cmocka_unit_test_setup_teardown(returned, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(returned_official, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(sent, world_new, world_free),
		cmocka_unit_test_setup_teardown(accepted, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(moved_open, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(moved_from_sent, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(moved_to_sent, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(moved_both_sent, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(moved_renamed, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(both_renamed, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(only_those_next, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(between_that_day, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(alike, world_new, world_free),
		cmocka_unit_test_setup_teardown(ends_on_the_day, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(total_with_closed, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(nearest_that_reports, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(of_each_period, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(carried_along, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(undone_accepted, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(undone_returned, world_new,
		    world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
