/* test_schedule.c - when a period is, for whom, and what was set for one */
#include <string.h>
#include "core/open.h"
#include "core/report_extend.h"
#include "core/schedule_edit.h"
#include "io/db.h"
#include "core/world.h"

enum { OWNER = HEAD + CENTRE };
static struct regime g;
static struct schedule s;
static struct slot q;

#define SAME(a, b) assert_string_equal(date_iso(w.mem, (a)), (b))
#define NOW(expr) IS_OK(slot_now(expr))

/* The regime XLD01, owned by the centre, whose head is an owner as well. */
static void
start(void)
{
	script("UPDATE regime SET owner_id = 1");
	script("INSERT INTO access (person_id, role, unit_id, valid_from,"
	       " valid_to) VALUES (101, 6, 1, '2000-01-01', '9999-12-31')");
	IS_OK(regime_find(w.db, "XLD01", &g));
	IS_OK(schedule_open(w.db, &g, &s));
}

static enum rc
slot_now(const char *code)
{
	TRY(schedule_open(w.db, &g, &s)); /* days off may have changed */
	return schedule_slot(&s, code, &q);
}

static const struct slot_due *
due_of(const char *rule)
{
	for (size_t i = 0; i < q.ndue; i++)
		if (str_eq(q.due[i].rule, rule))
			return &q.due[i];
	return NULL;
}

static void
rules_say_when(void **state)
{
	struct slot next;

	(void)state;
	start();
	NOW("2026-Q3");
	SAME(q.period.starts, "2026-06-15");
	SAME(q.period.ends, "2026-09-14");
	SAME(q.open, "2026-08-30");
	assert_int_equal(q.ndue, 4);
	assert_false(q.moved || q.provisional);
	SAME(due_of("day 18")->due, "2026-09-18");
	IS_OK(schedule_step(&s, &q, 3, &next));
	assert_string_equal(next.period.code, "2027-Q2");
	assert_true(next.provisional);
	assert_int_equal(RUN(schedule_slot(&s, "2026-07", &q)), E_NOTFOUND);
	assert_int_equal(RUN(schedule_slot(&s, "soon", &q)), E_NOTFOUND);
	IS_OK(schedule_latest(&s, (struct date){ 2026, 8, 29 }, &q));
	assert_string_equal(q.period.code, "2026-Q2");
	IS_OK(schedule_latest(&s, (struct date){ 2026, 8, 30 }, &q));
	assert_string_equal(q.period.code, "2026-Q3");
}

/* A deadline before the cut-off: reports are there in time for it. */
static void
early_deadlines_open_early(void **state)
{
	(void)state;
	start();
	script("UPDATE assignment SET due = 'day 6' WHERE due = 'day 18'");
	NOW("2026-Q4");
	SAME(due_of("day 6")->due, "2026-12-07"); /* a Sunday */
	SAME(q.open, "2026-11-22");
	g.kind = PERIOD_WEEK;
	script("UPDATE assignment SET due = 'work 1'");
	NOW("2026-W40");
	SAME(q.open, "2026-09-28");
	g.kind = PERIOD_DAY;
	script("UPDATE assignment SET due = 'end+0 strict'");
	NOW("2026-09-30");
	SAME(q.open, "2026-09-30");
	IS_OK(schedule_latest(&s, (struct date){ 2026, 9, 30 }, &q));
	assert_string_equal(q.period.code, "2026-09-30");
}

static struct slot_in
set_window(const char *starts, const char *ends, const char *reason)
{
	return (struct slot_in){ .code = "2026-Q4",
		.starts = starts,
		.ends = ends,
		.reason = reason };
}

static enum rc
set(long person, struct slot_in in)
{
	const char *code;

	return RUN(schedule_set(&s, as(person), &in, &w.f, &code));
}

/* Levels without a rule, whose deadline is set for the period alone. */
static void
counts_with_what_is_set(void **state)
{
	long missing, without, made;

	(void)state;
	start();
	script("UPDATE assignment SET due = ''");
	NOW("2026-Q4");
	IS_OK(period_store(w.db, &q.period));
	IS_OK(open_missing(w.db, as(OWNER), g.id, &q, &missing));
	IS_OK(open_without(w.db, as(OWNER), g.id, &q, &without));
	assert_int_equal(missing, 0);
	assert_int_equal(without, 8);
	script("INSERT INTO regime_period (regime_id, code, starts, ends,"
	       " title, reason, made, person_id, version, changed)"
	       " SELECT id, '2026-Q4', '2026-09-15',"
	       " '2026-12-14', '', 'x', '2026-09-01', 101, 1, '2026-09-01'"
	       " FROM regime WHERE code = 'XLD01'; INSERT INTO "
	       "regime_period_due (regime_period_id,"
	       " level, due) SELECT id, 'commune', '2026-12-16'"
	       " FROM regime_period");
	NOW("2026-Q4");
	IS_OK(period_store(w.db, &q.period));
	IS_OK(open_missing(w.db, as(OWNER), g.id, &q, &missing));
	IS_OK(open_without(w.db, as(OWNER), g.id, &q, &without));
	assert_int_equal(missing, 3);
	assert_int_equal(without, 5);
	IS_OK(open_period(w.db, as(OWNER), "XLD01", "2026-Q4", &made));
	assert_int_equal(made, 3);
	IS_OK(open_missing(w.db, as(OWNER), g.id, &q, &missing));
	assert_int_equal(missing, 0);
}

static void
one_window_is_set(void **state)
{
	struct schedule_past past;
	long made;

	(void)state;
	start();
	struct slot_in in =
	    set_window("16/09/2026", "2026-12-11", "cannot be closed");
	assert_int_equal(set(CLERK + CENTRE, in), E_NOTFOUND);
	assert_int_equal(set(OWNER, set_window("1/10", "", "")), E_INVALID);
	assert_non_null(finding_at(&w.f, "starts"));
	assert_non_null(finding_at(&w.f, "ends"));
	assert_non_null(finding_at(&w.f, "reason"));
	assert_int_equal(set(OWNER,
			     set_window("12/12/2026", "11/12/2026", "x")),
	    E_INVALID);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM regime_period"), 0);
	assert_int_equal(set(OWNER, in), OK);
	assert_int_equal(set(OWNER, in), E_CONFLICT); /* it moved on */
	NOW("2026-Q4");
	assert_true(q.moved);
	SAME(q.period.starts, "2026-09-16");
	SAME(q.period.ends, "2026-12-11");
	assert_string_equal(q.reason, "cannot be closed");
	assert_int_equal(number("SELECT COUNT(*) AS n FROM audit WHERE act ="
				" 'period' AND detail LIKE"
				" '%window=2026-09-16..2026-12-11;%"
				"was=2026-09-15..2026-12-14;%'"),
	    1);
	/* neighbours are as they were, and reports get the window */
	NOW("2026-Q3");
	assert_false(q.moved);
	IS_OK(open_period(w.db, as(OWNER), "XLD01", "2026-Q4", &made));
	assert_int_equal(made, 8);
	struct report r;
	IS_OK(report_find_any(w.db, COMMUNE, "XLD01", "2026-Q4", &r));
	assert_string_equal(r.starts, "2026-09-16");
	assert_string_equal(r.ends, "2026-12-11");
	IS_OK(schedule_past(w.db, &r, &past));
	assert_string_equal(past.prev, "2026-Q3");
	assert_string_equal(past.last_year, "2025-Q4");
	/* open: the window stays, the deadline may change */
	in = set_window("16/09/2026", "12/12/2026", "again");
	in.version = 1;
	assert_int_equal(set(OWNER, in), E_INVALID);
	IS_OK(slot_now("2026-Q4"));
	assert_int_equal(RUN(schedule_clear(&s, as(OWNER), "2026-Q4", 1, &w.f)),
	    E_INVALID);
}

/* Those that were sent or extended keep theirs. */
static void
one_deadline_is_set(void **state)
{
	const struct slot_level dues[] = { { "commune", "25/09/2026" },
		{ "", "30/09/2026" }, { "province", "" } };
	struct unit_due u;

	(void)state;
	start();
	sends(COMMUNE, 1);
	struct report r = report_of(COMMUNE2, "XLD01");
	IS_OK(report_extend(w.db, as(HEAD + DISTRICT), MAY_REVIEW, r.id,
	    r.version, "22/09/2026", "flood", &w.f));
	struct slot_in in = { .code = "2026-Q3",
		.reason = "network down",
		.due = dues,
		.ndue = COUNT(dues) };
	assert_int_equal(set(OWNER, in), OK);
	assert_string_equal(report_of(COMMUNE, "XLD01").due, "2026-09-18");
	assert_string_equal(report_of(COMMUNE2, "XLD01").due, "2026-09-22");
	assert_string_equal(report_of(COMMUNE3, "XLD01").due, "2026-09-25");
	assert_string_equal(report_of(PROVINCE, "XLD01").due, "2026-09-30");
	NOW("2026-Q3");
	assert_false(q.moved);
	IS_OK(schedule_unit(&s, &q, COMMUNE2, &u));
	SAME(u.due, "2026-09-22");
	assert_true(u.extended && u.open);
	IS_OK(schedule_unit(&s, &q, COMMUNE3, &u));
	SAME(u.due, "2026-09-25");
	assert_true(u.set && u.open && !u.extended && !u.provisional);
	/* back to the rules */
	IS_OK(schedule_clear(&s, as(OWNER), "2026-Q3", q.version, &w.f));
	assert_string_equal(report_of(COMMUNE3, "XLD01").due, "2026-09-18");
	assert_string_equal(report_of(COMMUNE2, "XLD01").due, "2026-09-22");
	NOW("2027-Q1");
	IS_OK(schedule_unit(&s, &q, COMMUNE3, &u));
	SAME(u.due, "2027-03-18");
	assert_true(u.provisional && !u.open);
	assert_int_equal(RUN(schedule_unit(&s, &q, 999, &u)), E_NOTFOUND);
	in.due = &(struct slot_level){ "commune", "31/02/2026" };
	in.ndue = 1;
	assert_int_equal(set(OWNER, in), E_INVALID);
	assert_non_null(finding_at(&w.f, "due_commune"));
}

/* Decree 09 art. 8(5)(c): window and deadline are what the request says. */
static void
requests_are_made(void **state)
{
	const struct slot_level due = { "", "05/10/2026" };
	struct slot_in in = { .starts = "01/09/2026",
		.ends = "20/09/2026",
		.title = "Storm no. 9",
		.reason = "Telegram 12",
		.due = &due,
		.ndue = 1 };
	struct schedule_past past;
	struct slots all;
	struct report r;
	long made;

	(void)state;
	script("UPDATE regime_version w JOIN regime g ON g.id = w.regime_id"
	       " SET w.frequency = 'adhoc' WHERE g.code = 'XLD01'");
	script("UPDATE assignment SET due = ''");
	start();
	IS_OK(open_due(w.db, as(OWNER), &made));
	assert_int_equal(set(OWNER, (struct slot_in){ .reason = "x" }),
	    E_INVALID);
	assert_non_null(finding_at(&w.f, "starts"));
	assert_non_null(finding_at(&w.f, "title"));
	assert_non_null(finding_at(&w.f, "due_"));
	assert_int_equal(set(OWNER, in), OK);
	assert_int_equal(set(OWNER, in), E_INVALID); /* there already */
	in.starts = "10/08/2026";
	in.ends = "31/08/2026";
	assert_int_equal(set(OWNER, in), OK);
	IS_OK(schedule_requests(&s, &all));
	assert_int_equal(all.n, 2);
	assert_string_equal(all.at[0].title, "Storm no. 9");
	NOW("2026-08-10--2026-08-31A");
	SAME(q.open, "2026-09-20"); /* today */
	assert_int_equal(RUN(schedule_step(&s, &q, -1, &q)), E_NOTFOUND);
	IS_OK(schedule_step(&s, &q, 1, &q));
	assert_string_equal(q.period.code, "2026-09-01--2026-09-20A");
	assert_int_equal(RUN(schedule_slot(&s, "2026-01-01--2026-01-02A", &q)),
	    E_NOTFOUND);
	IS_OK(open_due(w.db, as(OWNER), &made));
	assert_int_equal(made, 2 * 8);
	IS_OK(open_due(w.db, as(OWNER), &made));
	assert_int_equal(made, 0);
	IS_OK(report_find_any(w.db, COMMUNE, "XLD01", "2026-09-01--2026-09-20A",
	    &r));
	assert_string_equal(r.due, "2026-10-05");
	IS_OK(schedule_past(w.db, &r, &past));
	assert_string_equal(past.prev, "2026-08-10--2026-08-31A");
	assert_null(past.last_year);
	NOW("2026-09-01--2026-09-20A");
	assert_int_equal(RUN(schedule_clear(&s, as(OWNER),
			     "2026-09-01--2026-09-20A", 1, &w.f)),
	    E_INVALID);
}

static enum rc
extend(long person, enum right right, const char *due, const char *why)
{
	struct report r = report_of(COMMUNE, "XLD01");

	return RUN(report_extend(w.db, as(person), right, r.id, r.version, due,
	    why, &w.f));
}

static void
more_time_for_one_unit(void **state)
{
	struct events es;
	struct report r;

	(void)state;
	start();
	/* the district receives it; nobody else's head, nor the unit itself */
	assert_int_equal(extend(HEAD + COMMUNE, MAY_REVIEW, "25/09/2026", "x"),
	    E_NOTFOUND);
	assert_int_equal(extend(HEAD + PROVINCE, MAY_REVIEW, "25/09/2026", "x"),
	    E_NOTFOUND);
	assert_int_equal(extend(HEAD + DISTRICT, MAY_OWN, "25/09/2026", "x"),
	    E_NOTFOUND);
	assert_int_equal(extend(HEAD + DISTRICT, MAY_REVIEW, "18/09/2026", " "),
	    E_INVALID);
	assert_non_null(finding_at(&w.f, "due"));
	assert_non_null(finding_at(&w.f, "why"));
	assert_int_equal(extend(HEAD + DISTRICT, MAY_REVIEW, "30/02/2026", "x"),
	    E_INVALID);
	assert_int_equal(extend(HEAD + DISTRICT, MAY_REVIEW, "25/09/2028", "x"),
	    E_INVALID);
	r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.due, "2026-09-18");
	assert_null(r.due_rule);
	assert_int_equal(report_lateness(&r, "2026-09-20"), MISSING);
	assert_int_equal(extend(HEAD + DISTRICT, MAY_REVIEW, "25/09/2026",
			     "storm"),
	    OK);
	assert_int_equal(RUN(report_extend(w.db, as(HEAD + DISTRICT),
			     MAY_REVIEW, r.id, r.version, "26/09/2026", "x",
			     &w.f)),
	    E_CONFLICT);
	r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.due, "2026-09-25");
	assert_string_equal(r.due_rule, "2026-09-18");
	assert_int_equal(report_lateness(&r, "2026-09-20"), IN_TIME);
	/* by an owner, to less, but never below the rule */
	assert_int_equal(extend(OWNER, MAY_OWN, "22/09/2026", "enough"), OK);
	r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.due, "2026-09-22");
	assert_string_equal(r.due_rule, "2026-09-18");
	IS_OK(report_history(w.db, as(HEAD + COMMUNE), r.id, &es));
	assert_int_equal(es.n, 2);
	assert_string_equal(es.at[0].act, "extend");
	assert_non_null(strstr(es.at[0].reason, "22/09/2026: enough"));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM audit"
				" WHERE act = 'extend' AND stream = 31"),
	    2);
	/* lateness follows: sent on the 20th */
	sends(COMMUNE, 1);
	assert_false(report_of(COMMUNE, "XLD01").late);
}

/* What rests on days that nobody has published is marked, and may move. */
static void
provisional_deadlines(void **state)
{
	long made, moved;

	(void)state;
	start();
	IS_OK(open_period(w.db, as(OWNER), "XLD01", "2027-Q1", &made));
	struct report r;
	IS_OK(report_find_any(w.db, COMMUNE, "XLD01", "2027-Q1", &r));
	assert_string_equal(r.due, "2027-03-18");
	assert_true(r.provisional);
	assert_false(report_of(COMMUNE, "XLD01").provisional);
	script("INSERT INTO holiday_year (year, basis, changed)"
	       " VALUES (2027, 'x', '2026-12-01')");
	script("INSERT INTO holiday (day, kind, state, name, basis, version,"
	       " changed) VALUES ('2027-03-18', 'swap_off', 'set', 'x', 'y', 1,"
	       " '2026-12-01')");
	NOW("2027-Q1");
	IS_OK(schedule_refresh(&s, as(OWNER), &q, &moved));
	assert_int_equal(moved, 3);
	IS_OK(report_find_any(w.db, COMMUNE, "XLD01", "2027-Q1", &r));
	assert_string_equal(r.due, "2027-03-19");
	assert_false(r.provisional);
}

/* What the small country does not know of. */
static int
finish(void **state)
{
	script("DELETE FROM regime_period_due");
	script("DELETE FROM regime_period");
	script("DELETE FROM holiday WHERE day >= '2027-01-01'");
	script("DELETE FROM holiday_year WHERE year >= 2027");
	return world_free(state);
}

#define T(f) cmocka_unit_test_setup_teardown(f, world_new, finish)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(rules_say_when),
		T(early_deadlines_open_early),
		T(counts_with_what_is_set),
		T(one_window_is_set),
		T(one_deadline_is_set),
		T(requests_are_made),
		T(more_time_for_one_unit),
		T(provisional_deadlines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
