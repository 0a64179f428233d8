/* test_reform_late.c - what is given while a reform is carried out, and after
 */
#include <string.h>
#include "core/account.h"
#include "core/deputy.h"
#include "core/grant.h"
#include "core/posting.h"
#include "core/reform_late.h"
#include "core/reforming.h"

#define SOON "2026-10-15" /* today is 20 September */
#define RENAME "rename,00031,,,Xã Một Mới,,,,,,\n"

static long
begun(const char *rows, const char *day)
{
	long id;

	administrator();
	assert_int_equal(add_as(TOP, rows, day, &id), OK);
	IS_OK(reform_start(w.db, as(TOP), id, 1, &w.f));
	return id;
}

/* By the other connection, and committed. */
static void
script_other(const char *sql)
{
	assert_int_equal(db_script(w.other, sql), OK);
}

/* One try, as a page has it. */
static enum rc
step(long id)
{
	struct reform r = reform_by(id);

	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	return db_end(w.db, reform_step(w.db, as(0), &r));
}

static enum rc
gives(struct db *db, long person, const char *role, long unit)
{
	struct grant_in in = { .person = person,
		.version = -1,
		.role = role,
		.unit_id = unit,
		.decision = "QĐ 7" };

	w.f = (struct findings){ .mem = w.mem };
	return grant_add(db, as(TOP), &in, &w.f);
}

static long
rights(long person, long unit, enum role role)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM access WHERE person_id = %ld"
	    " AND unit_id = %ld AND role = %d",
	    person, unit, (int)role));
}

static long
waiting(long id, const char *kind)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM reform_todo WHERE reform_id = %ld"
	    " AND kind = '%s' AND settled IS NULL",
	    id, kind));
}

/* The other has given it and not yet said COMMIT. */
static void
while_it_waits(void **state)
{
	(void)state;
	long id = begun(RENAME, BEFORE);
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(gives(w.other, CLERK + COMMUNE2, "clerk", COMMUNE),
	    OK);
	assert_int_equal(step(id), E_BUSY);
	assert_int_equal(db_end(w.other, OK), OK);
	to_its_end(id);
	assert_int_equal(rights(CLERK + COMMUNE2, unit_now("00031"),
			     ROLE_CLERK),
	    1);
}

/* It was given and committed after the step had begun to read. */
static void
after_it_read(void **state)
{
	struct reform r;

	(void)state;
	long id = begun(RENAME, BEFORE);
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	assert_int_equal(reform_get(w.db, id, &r), OK);
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(db_end(w.other, gives(w.other, CLERK + COMMUNE2,
					     "clerk", COMMUNE)),
	    OK);
	assert_int_equal(db_end(w.db, reform_step(w.db, as(0), &r)), E_BUSY);
	to_its_end(id);
	assert_int_equal(rights(CLERK + COMMUNE2, unit_now("00031"),
			     ROLE_CLERK),
	    1);
}

/* Taken away and committed after the step had begun to read: it is not carried
 * over. */
static void
ended_after_it_read(void **state)
{
	struct reform r;

	(void)state;
	long id = begun(RENAME, BEFORE);
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	assert_int_equal(reform_get(w.db, id, &r), OK);
	script_other("UPDATE access SET valid_to = '2026-02-01' WHERE"
		     " person_id = 231");
	assert_int_equal(db_end(w.db, reform_step(w.db, as(0), &r)), E_BUSY);
	to_its_end(id);
	assert_int_equal(rights(CLERK + COMMUNE, unit_now("00031"), ROLE_CLERK),
	    0);
}

/* Whoever gives has read the old structure; the new one is there meanwhile. */
static void
after_it_switched(void **state)
{
	struct reform r;

	(void)state;
	long id = begun(RENAME, SOON);
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(reform_get(w.other, id, &r), OK);
	to_its_end(id);
	assert_int_equal(db_end(w.other, gives(w.other, CLERK + COMMUNE2,
					     "clerk", COMMUNE)),
	    OK);
	assert_int_equal(rights(CLERK + COMMUNE2, unit_now("00031"),
			     ROLE_CLERK),
	    1);
}

/* Between the change and its day: the rules go on. */
static void
before_the_day(void **state)
{
	struct account_in in = { .says = { .login = "moi", .name = "Mới" },
		.unit_id = COMMUNE,
		.role = "clerk" };
	struct deputy_in lent = { .login = "clerk31",
		.to = "31/12/2026",
		.sign_as = "TUQ",
		.decision = "QĐ 8" };
	long person;

	(void)state;
	long id = begun(MERGE, SOON);
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (231, '2026-01-01', '9999-12-31', 31),"
	       " (232, '2026-01-01', '9999-12-31', 32)");
	to_its_end(id);
	long unit = unit_now("00031"), heads = waiting(id, "grant");
	assert_int_equal(heads, 2);
	IS_OK(account_add(w.db, as(TOP), &in, &w.f, &person));
	assert_int_equal(rights(person, unit, ROLE_CLERK), 1);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT unit_id AS n FROM person_post WHERE"
			     " person_id = %ld AND valid_from = '" SOON "'",
			     person)),
	    unit);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM person_post WHERE"
			     " person_id = %ld AND unit_id = 31"
			     " AND valid_to = '" SOON "'",
			     person)),
	    1);
	/* who has it there already has it once */
	IS_OK(gives(w.db, CLERK + COMMUNE2, "clerk", COMMUNE));
	assert_int_equal(rights(CLERK + COMMUNE2, unit, ROLE_CLERK), 1);
	/* a head of one of them speaks for the others by somebody's decision */
	IS_OK(gives(w.db, person, "head", COMMUNE2));
	assert_int_equal(rights(person, unit, ROLE_HEAD), 0);
	assert_int_equal(waiting(id, "grant"), heads + 1);
	/* who stands in goes on with what he stands in for */
	lent.grant = number("SELECT id AS n FROM access WHERE person_id = 331"
			    " AND unit_id = 31");
	IS_OK(deputy_add(w.db, as(TOP), &lent, &w.f));
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM access WHERE"
			     " for_id = 331 AND unit_id = %ld AND valid_from ="
			     " '" SOON "' AND valid_to = '2027-01-01'",
			     unit)),
	    1);
	struct move_in move = { .person = CLERK + COMMUNE2,
		.version = -1,
		.unit_id = COMMUNE,
		.role = "viewer" };
	IS_OK(posting_move(w.db, as(TOP), &move, &w.f));
	assert_int_equal(rights(CLERK + COMMUNE2, unit, ROLE_VIEWER), 1);
	assert_int_equal(number("SELECT unit_id AS n FROM person_post WHERE"
				" person_id = 232 AND valid_from = '" SOON "'"),
	    unit);
	/* and goes with it when it is undone */
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post"
				" WHERE valid_from = '" SOON "'"),
	    0);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post"
				" WHERE valid_to = '9999-12-31'"),
	    3);
}

static enum rc
gives_for(const char *role, const char *from, const char *to)
{
	struct grant_in in = { .person = CLERK + COMMUNE2,
		.version = -1,
		.role = role,
		.unit_id = COMMUNE,
		.from = from,
		.to = to,
		.decision = "QĐ 7" };

	return RUN(grant_add(w.db, as(TOP), &in, &w.f));
}

/* What is over with the unit does not follow; what begins after it begins at
 * the one that comes after. */
static void
for_a_time(void **state)
{
	(void)state;
	long id = begun(RENAME, SOON);
	to_its_end(id);
	long unit = unit_now("00031");
	assert_int_equal(gives_for("viewer", NULL, "14/10/2026"), OK);
	assert_int_equal(rights(CLERK + COMMUNE2, unit, ROLE_VIEWER), 0);
	assert_int_equal(gives_for("clerk", NULL, "15/10/2026"), OK);
	assert_int_equal(rights(CLERK + COMMUNE2, unit, ROLE_CLERK), 1);
	assert_int_equal(gives_for("reviewer", "15/10/2026", NULL), OK);
	assert_int_equal(gives_for("synthesiser", "01/11/2026", NULL), OK);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM access WHERE person_id"
			     " = 232 AND unit_id = %ld AND (role = %d AND"
			     " valid_from = '" SOON "' OR role = %d AND"
			     " valid_from = '2026-11-01')",
			     unit, ROLE_REVIEWER, ROLE_SYNTHESISER)),
	    2);
}

/* What ended today is not what is yet to end. */
static void
ended_today(void **state)
{
	(void)state;
	long id = begun(RENAME, AFTER);
	to_its_end(id);
	IS_OK(gives(w.db, CLERK + COMMUNE2, "clerk", COMMUNE));
	assert_int_equal(rights(CLERK + COMMUNE2, unit_now("00031"),
			     ROLE_CLERK),
	    0);
}

/* A part of it alone is no body that goes on. */
static void
of_one_part(void **state)
{
	(void)state;
	long id =
	    begun("split,00031,00039,commune,Xã Một B,00021,,,,,\n", SOON);
	to_its_end(id);
	long n = waiting(id, "grant");
	IS_OK(gives(w.db, CLERK + COMMUNE2, "clerk", COMMUNE));
	assert_int_equal(waiting(id, "grant"), n + 1);
	assert_int_equal(rights(CLERK + COMMUNE2, unit_now("00039"),
			     ROLE_CLERK),
	    0);
}

static enum rc
moves_to(long unit, const char *from)
{
	struct move_in in = { .person = CLERK + COMMUNE2,
		.version = -1,
		.unit_id = unit,
		.from = from };

	return RUN(posting_move(w.db, as(TOP), &in, &w.f));
}

static long
works_at(long unit, const char *from)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM person_post WHERE person_id = 232 AND"
	    " unit_id = %ld AND valid_from = '%s' AND valid_to = '9999-12-31'",
	    unit, from));
}

/* Who is to work there from a later day on works at the one after it. */
static void
post_after_it(void **state)
{
	static const char *const days[][2] = { { "15/10/2026", SOON },
		{ "01/11/2026", "2026-11-01" } };

	(void)state;
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (232, '2026-01-01', '9999-12-31', 32)");
	long id = begun(RENAME, SOON);
	to_its_end(id);
	for (size_t i = 0; i < COUNT(days); i++) {
		assert_int_equal(moves_to(COMMUNE, days[i][0]), OK);
		assert_int_equal(works_at(unit_now("00031"), days[i][1]), 1);
	}
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_int_equal(works_at(COMMUNE, "2026-11-01"), 1);
}

/* At one that is split, somebody says where; also of a later day. */
static void
post_split(const char *typed, const char *day)
{
	static struct todo_outcome out;
	struct todo_choice to = { TODO_UNIT, "00039" };

	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (232, '2026-01-01', '9999-12-31', 32)");
	long id = begun(SPLIT, SOON);
	to_its_end(id);
	assert_int_equal(moves_to(COMMUNE, typed), OK);
	assert_int_equal(waiting(id, "post"), 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM reform_todo WHERE"
				" kind = 'post' AND why = 'split'"),
	    1);
	struct todo_query q = { .reform_id = id, .kind = "post" };
	IS_OK(reform_decide(w.db, as(TOP), &q, NULL, &to, &w.f, &out));
	assert_int_equal(out.done, 1);
	assert_int_equal(works_at(unit_now("00039"), day), 1);
	/* and nobody who works at the other one */
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post WHERE"
				" unit_id > 33"),
	    1);
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_int_equal(works_at(COMMUNE, day), 1);
}

static void
post_of_a_split(void **state)
{
	(void)state;
	post_split("01/11/2026", "2026-11-01");
}

static void
post_on_the_day(void **state)
{
	(void)state;
	post_split("15/10/2026", SOON);
}

static void
of_a_split(void **state)
{
	(void)state;
	/* what they have there beside it, or had */
	script("INSERT INTO access (person_id, role, unit_id, for_id,"
	       " valid_from, valid_to) VALUES"
	       " (232, 1, 31, 0, '2025-01-01', '2025-02-01'),"
	       " (232, 1, 31, 131, '" AFTER "', '9999-12-31'),"
	       " (232, 4, 31, 0, '" AFTER "', '9999-12-31')");
	long id = begun(SPLIT, SOON);
	to_its_end(id);
	long n = waiting(id, "grant");
	IS_OK(gives(w.db, CLERK + COMMUNE2, "clerk", COMMUNE));
	assert_int_equal(waiting(id, "grant"), n + 1);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM reform_todo t JOIN"
			     " access x ON x.id = t.row_id WHERE t.no = %ld"
			     " AND x.role = 1 AND x.for_id = 0 AND t.why ="
			     " 'split'",
			     number("SELECT MAX(no) AS n FROM reform_todo"))),
	    1);
	assert_int_equal(rights(CLERK + COMMUNE2, unit_now("00039"),
			     ROLE_CLERK),
	    0);
}

/* Who reports is named at the units that come after. */
static void
named_after(void **state)
{
	(void)state;
	long id = begun(MERGE, SOON);
	to_its_end(id);
	assert_int_equal(RUN(reform_late_name(w.db, as(0), "[31, 32]",
			     "9999-12-31", "units", &w.f)),
	    E_INVALID);
	assert_string_equal(w.f.at[0].text,
	    "Xã Một ends: from 15/10/2026 on it is Xã Chung (00031). Name"
	    " that, from that day on.");
	IS_OK(reform_late_name(w.db, as(0), "[31, 32]", SOON, "units", &w.f));
	IS_OK(
	    reform_late_name(w.db, as(0), "[33]", "9999-12-31", "units", &w.f));
}

/* What has ended by today is found by who looks for it, not by this. */
static void
named_too_late(void **state)
{
	(void)state;
	long id = begun(MERGE, AFTER); /* that is today */
	to_its_end(id);
	IS_OK(reform_late_name(w.db, as(0), "[31, 32]", "9999-12-31", "units",
	    &w.f));
}

/* A second reform is decided as well: on to what comes after that. */
static void
two_reforms(void **state)
{
	long next;

	(void)state;
	long id = begun(RENAME, SOON);
	to_its_end(id);
	long first = unit_now("00031");
	assert_int_equal(add_as(TOP, "rename,00031,00097,,Xã Ba Lần,,,,,,\n",
			     "2026-11-15", &next),
	    OK);
	IS_OK(reform_start(w.db, as(TOP), next, 1, &w.f));
	to_its_end(next);
	long last = unit_now("00097");
	IS_OK(gives(w.db, CLERK + COMMUNE2, "clerk", COMMUNE));
	assert_int_equal(rights(CLERK + COMMUNE2, first, ROLE_CLERK), 1);
	assert_int_equal(rights(CLERK + COMMUNE2, last, ROLE_CLERK), 1);
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (232, '2026-01-01', '9999-12-31', 32),"
	       " (232, '2025-01-01', '2025-02-01', 31)");
	assert_int_equal(moves_to(COMMUNE, NULL), OK);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post WHERE"
				" valid_to = '2025-02-01'"),
	    1);
	assert_int_equal(works_at(last, "2026-11-15"), 1);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM person_post WHERE"
			     " unit_id = %ld AND valid_from = '" SOON
			     "' AND valid_to = '2026-11-15'",
			     first)),
	    1);
	assert_int_equal(moves_to(COMMUNE, "01/12/2026"), OK);
	assert_int_equal(works_at(last, "2026-12-01"), 1);
}

/* A report that is being sent: before the change, or not at all. */
static void
sent_meanwhile(void **state)
{
	struct report r = report_of(COMMUNE, "XLD01");
	struct send_in in = { .cells = good(r.version, 2), .confirmed = true };

	(void)state;
	long id = begun(MERGE, BEFORE);
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(send_seen(w.other, as(HEAD + COMMUNE), r.id, &in, &w.f,
			     &w.out, &w.receipt),
	    OK);
	assert_int_equal(step(id), E_BUSY);
	assert_int_equal(db_end(w.other, OK), OK);
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	struct report other = report_of(COMMUNE2, "XLD01"), seen;
	assert_int_equal(report_get(w.other, as(HEAD + COMMUNE2), MAY_SEND,
			     other.id, &seen),
	    OK);
	to_its_end(id);
	assert_string_equal(report_of(COMMUNE, "XLD01").state, CLOSED);
	long reports = waiting(id, "report");
	assert_int_equal(reports, 1); /* it was sent: somebody looks at it */
	in.cells = good(other.version, 3);
	assert_int_equal(db_end(w.other,
			     send_seen(w.other, as(HEAD + COMMUNE2), other.id,
				 &in, &w.f, &w.out, &w.receipt)),
	    E_BUSY);
	assert_int_equal(RUN(send_seen(w.db, as(HEAD + COMMUNE2), other.id, &in,
			     &w.f, &w.out, &w.receipt)),
	    E_CONFLICT);
	assert_true(w.out.closed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(while_it_waits, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(after_it_read, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(after_it_switched, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(before_the_day, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(ended_after_it_read, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(for_a_time, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(ended_today, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(of_one_part, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(post_after_it, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(post_of_a_split, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(post_on_the_day, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(of_a_split, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(named_after, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(named_too_late, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(two_reforms, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(sent_meanwhile, world_new,
		    world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
