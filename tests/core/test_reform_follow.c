/* test_reform_follow.c - what follows a unit: all of it, once, for its time */
#include <string.h>
#include "core/access.h"
#include "core/reforming.h"

#define RENAME "rename,00031,00099,,Xã Một Mới,,,,,,\n"
enum { SOME = 404 };

static struct reform_look look;

static void
looks(const char *rows)
{
	struct reform_in in = { "NQ 1", NULL, BEFORE };
	struct reform_plan plan = plan_of(rows);

	IS_OK(reform_look(w.db, as(0), &in, &plan, &w.f, &look));
}

static void
somebody(void)
{
	script("INSERT INTO person (id, login, name, created) VALUES (404,"
	       " 'some', 'Some', '2026-01-01')");
}

static void
right(enum role role, long unit, const char *from, const char *to)
{
	script(str_fmt(w.mem,
	    "INSERT INTO access (person_id, role, unit_id, valid_from,"
	    " valid_to) VALUES (404, %d, %ld, '%s', '%s')",
	    (int)role, unit, from, to));
}

/* "clerk 2026-09-01 2026-10-01; ...": of somebody, on units that began. */
static long
has(enum role role, const char *from, const char *to)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM access WHERE person_id = 404 AND"
	    " unit_id > 33 AND role = %d AND valid_from = '%s' AND valid_to"
	    " = '%s'",
	    (int)role, from, to));
}

static long
has_any(void)
{
	return number("SELECT COUNT(*) AS n FROM access WHERE person_id = 404"
		      " AND unit_id > 33");
}

/* ---------------------------------------------------------------- rights */

/* What came to speak for another unit is somebody's decision, a machine's too.
 */
static void
machine_waits(void **state)
{
	(void)state;
	somebody();
	right(ROLE_MACHINE, COMMUNE, "2026-01-01", "9999-12-31");
	long id = carried_out(MERGE, BEFORE);
	assert_int_equal(has_any(), 0);
	struct reform_todos all = todos_of(id);
	assert_int_equal(all.n, 3); /* and the heads */
	for (size_t i = 0; i < all.n; i++)
		assert_string_equal(all.at[i].why, "merged");
}

/* What ends with the day before is nothing that follows. */
static void
over_by_then(void **state)
{
	(void)state;
	somebody();
	right(ROLE_VIEWER, COMMUNE, "2026-01-01", BEFORE);
	looks(RENAME);
	assert_int_equal(look.grants_carried, 3);
	right(ROLE_VIEWER, COMMUNE, "2026-01-02", "2026-09-02");
	looks(RENAME);
	assert_int_equal(look.grants_carried, 4);
}

/* Two terms are two rights. */
static void
two_terms(void **state)
{
	(void)state;
	somebody();
	right(ROLE_VIEWER, COMMUNE, "2026-01-01", "2026-10-01");
	right(ROLE_VIEWER, COMMUNE, "2026-11-01", "2026-12-01");
	carried_out(RENAME, BEFORE);
	assert_int_equal(has(ROLE_VIEWER, BEFORE, "2026-10-01"), 1);
	assert_int_equal(has(ROLE_VIEWER, "2026-11-01", "2026-12-01"), 1);
}

/* Of the same in both units, the longer one. */
static void
the_longer(void **state)
{
	(void)state;
	somebody();
	right(ROLE_VIEWER, COMMUNE, "2026-01-01", "2026-10-01");
	right(ROLE_VIEWER, COMMUNE2, "2026-02-01", "9999-12-31");
	right(ROLE_SYNTHESISER, COMMUNE, "2026-01-01", "9999-12-31");
	right(ROLE_SYNTHESISER, COMMUNE2, "2026-02-01", "2026-10-01");
	carried_out(MERGE, BEFORE);
	assert_int_equal(has(ROLE_VIEWER, BEFORE, "9999-12-31"), 1);
	assert_int_equal(has(ROLE_SYNTHESISER, BEFORE, "9999-12-31"), 1);
	assert_int_equal(has_any(), 2);
}

/* One's own right, and the same of somebody else, lent. */
static void
own_and_lent(void **state)
{
	(void)state;
	somebody();
	right(ROLE_HEAD, COMMUNE, "2026-01-01", "9999-12-31");
	script("INSERT INTO access (person_id, role, unit_id, for_id,"
	       " valid_from, valid_to) VALUES (404, 2, 31, 131, '2026-01-01',"
	       " '9999-12-31')");
	carried_out(RENAME, BEFORE);
	assert_int_equal(has(ROLE_HEAD, BEFORE, "9999-12-31"), 2);
}

/* A right that is there already is not there twice; one that is like it, but of
 * another time, role or person, is no such. */
static const struct {
	const char *what;
	enum role role;
	long unit, for_id;
	const char *from, *to;
	long n; /* viewer rights on the district afterwards, of him alone */
} theres[] = {
	{ "the same", ROLE_VIEWER, DISTRICT, 0, "2026-01-01", "9999-12-31", 1 },
	{ "over", ROLE_VIEWER, DISTRICT, 0, "2026-01-01", BEFORE, 2 },
	{ "yet to come", ROLE_VIEWER, DISTRICT, 0, "2026-12-01", "9999-12-31",
	    2 },
	{ "in between", ROLE_VIEWER, DISTRICT, 0, "2026-11-01", "2026-11-02",
	    1 },
	{ "another role", ROLE_REVIEWER, DISTRICT, 0, "2026-01-01",
	    "9999-12-31", 1 },
	{ "elsewhere", ROLE_VIEWER, PROVINCE, 0, "2026-01-01", "9999-12-31",
	    1 },
	{ "for another", ROLE_VIEWER, DISTRICT, 131, "2026-01-01", "9999-12-31",
	    1 },
};

static void
there_already(size_t i)
{
	somebody();
	right(ROLE_VIEWER, COMMUNE, "2026-01-01", "2026-12-01");
	right(theres[i].role, theres[i].unit, theres[i].from, theres[i].to);
	script(str_fmt(w.mem,
	    "UPDATE access SET for_id = %ld WHERE person_id = 404 AND unit_id"
	    " <> 31",
	    theres[i].for_id));
	long id = carried_out(SPLIT "rights,,above,,,,,,,,\n", BEFORE);
	static const char count[] =
	    "SELECT COUNT(*) AS n FROM access WHERE person_id = 404 AND role ="
	    " 4 AND unit_id = 21 AND for_id = 0";
	if (number(count) != theres[i].n)
		fail_msg("%s: %ld", theres[i].what, number(count));
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	/* what was there before is there still */
	assert_int_equal(number("SELECT COUNT(*) AS n FROM access WHERE"
				" person_id = 404"),
	    2);
}

#define THERE(name, i) \
	static void name(void **state) \
	{ \
		(void)state; \
		there_already(i); \
	}
THERE(there_the_same, 0)
THERE(there_once, 1)
THERE(there_later, 2)
THERE(there_between, 3)
THERE(there_otherwise, 4)
THERE(there_elsewhere, 5)
THERE(there_for_another, 6)

/* What follows by the rules no row of the plan takes away. */
static void
rules_first(void **state)
{
	(void)state;
	looks(RENAME "rights,,nobody,,,,,,,,\n");
	assert_int_equal(look.grants_carried, 3);
	assert_int_equal(look.grants_kept, 0);
}

/* More than go out at once, between two terms of one person. */
static void
far_apart(void **state)
{
	(void)state;
	somebody();
	right(ROLE_VIEWER, COMMUNE, "2026-01-01", "2026-10-01");
	script("INSERT INTO person (id, login, name, created) WITH RECURSIVE"
	       " n AS (SELECT 0 AS i UNION ALL SELECT i + 1 FROM n WHERE"
	       " i < 999) SELECT i + k, CONCAT('m', i + k), 'M', '2026-01-01'"
	       " FROM n JOIN (SELECT 1000 AS k UNION SELECT 2000 UNION SELECT"
	       " 3000) q; INSERT INTO access (person_id, role, unit_id,"
	       " valid_from, valid_to) SELECT id, 4, 31, '2026-01-01',"
	       " '9999-12-31' FROM person WHERE id >= 1000 ORDER BY id;"
	       " ANALYZE TABLE access");
	right(ROLE_VIEWER, COMMUNE2, "2026-09-15", "2026-12-01");
	carried_out(MERGE, BEFORE);
	assert_int_equal(has(ROLE_VIEWER, BEFORE, "2026-10-01"), 1);
	assert_int_equal(has(ROLE_VIEWER, "2026-09-15", "2026-12-01"), 1);
}

/* ---------------------------------------------------------------- posts */

static long
works(long unit, const char *from, const char *to)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM person_post WHERE unit_id = %ld AND"
	    " valid_from = '%s' AND valid_to = '%s'",
	    unit, from, to));
}

/* Twice at one unit: now, and again. */
static void
post_twice(void **state)
{
	(void)state;
	somebody();
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (404, '2025-01-01', '2025-02-01', 31),"
	       " (404, '2026-01-01', '2026-10-01', 31),"
	       " (404, '2026-11-01', '9999-12-31', 31)");
	long id = carried_out(RENAME, BEFORE), unit = unit_now("00099");
	assert_int_equal(works(COMMUNE, "2025-01-01", "2025-02-01"), 1);
	assert_int_equal(works(COMMUNE, "2026-01-01", BEFORE), 1);
	assert_int_equal(works(unit, BEFORE, "2026-10-01"), 1);
	assert_int_equal(works(unit, "2026-11-01", "9999-12-31"), 1);
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_int_equal(works(COMMUNE, "2026-01-01", "2026-10-01"), 1);
	assert_int_equal(works(COMMUNE, "2026-11-01", "9999-12-31"), 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post"), 3);
}

/* Who begins on the day, or has left by then. */
static void
post_edges(void **state)
{
	(void)state;
	somebody();
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (404, '2026-01-01', '" BEFORE "', 31),"
	       " (404, '" BEFORE "', '9999-12-31', 31),"
	       " (232, '2026-01-01', '" BEFORE "', 31),"
	       " (232, '" BEFORE "', '9999-12-31', 32)");
	carried_out(RENAME, BEFORE);
	long unit = unit_now("00099");
	assert_int_equal(works(COMMUNE, "2026-01-01", BEFORE), 2);
	assert_int_equal(works(unit, BEFORE, "9999-12-31"), 1);
	assert_int_equal(works(COMMUNE2, BEFORE, "9999-12-31"), 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post"), 4);
}

static long
posts_decided(long id, enum todo_how how)
{
	static struct todo_outcome out;
	struct todo_query q = { .reform_id = id, .kind = "post" };
	struct todo_choice choice = { how, NULL };

	IS_OK(reform_decide(w.db, as(TOP), &q, NULL, &choice, &w.f, &out));
	return out.done;
}

/* Who has left before somebody decides has left. */
static void
post_left(void **state)
{
	(void)state;
	somebody();
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (404, '2026-01-01', '9999-12-31', 31)");
	long id = carried_out(SPLIT, BEFORE);
	script("UPDATE person_post SET valid_to = '2026-08-15'; INSERT INTO"
	       " person_post (person_id, valid_from, valid_to, unit_id) VALUES"
	       " (404, '2026-08-15', '9999-12-31', 12)");
	assert_int_equal(posts_decided(id, TODO_ABOVE), 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post"), 2);
	assert_int_equal(works(PROVINCE2, "2026-08-15", "9999-12-31"), 1);
}

/* Units are named as they are today, when the reform is over. */
static void
post_today(void **state)
{
	static struct todo_outcome out;
	struct todo_choice to = { TODO_UNIT, "00098" };

	(void)state;
	somebody();
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (404, '2026-01-01', '9999-12-31', 31)");
	long id = carried_out(SPLIT, BEFORE);
	carry("rename,00033,00098,,Xã Ba Mới,,,,,,\n", "2026-09-10");
	struct todo_query q = { .reform_id = id, .kind = "post" };
	IS_OK(reform_decide(w.db, as(TOP), &q, NULL, &to, &w.f, &out));
	assert_int_equal(out.done, 1);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM person_post WHERE"
			     " unit_id = %ld",
			     unit_now("00098"))),
	    1);
}

/* At one that is split now, and at another one later. */
static void
post_of_two(void **state)
{
	(void)state;
	somebody();
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (404, '2026-01-01', '2026-10-01', 31),"
	       " (404, '2026-10-01', '9999-12-31', 32)");
	long id =
	    carried_out(SPLIT "split,00032,00032,commune,Xã Hai A,00021,,,,,\n"
			      "split,00032,00038,commune,Xã Hai B,00021,,,,,\n",
		BEFORE);
	assert_int_equal(posts_decided(id, TODO_ABOVE), 2);
	assert_int_equal(works(COMMUNE, "2026-01-01", BEFORE), 1);
	assert_int_equal(works(DISTRICT, BEFORE, "2026-10-01"), 1);
	assert_int_equal(works(DISTRICT, "2026-10-01", "9999-12-31"), 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post"), 3);
}

/* Who is to begin later begins where the plan says. */
static void
post_by_plan(void **state)
{
	(void)state;
	somebody();
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (404, '2026-10-01', '9999-12-31', 31)");
	long id = carried_out(SPLIT "duties,,above,,post,,,,,,\n", BEFORE);
	assert_int_equal(number("SELECT unit_id AS n FROM person_post"),
	    DISTRICT);
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_int_equal(number("SELECT unit_id AS n FROM person_post"),
	    COMMUNE);
}

/* ---------------------------------------------------------------- duties */

static void
member(long group, long unit, const char *from, const char *to)
{
	script(str_fmt(w.mem,
	    "INSERT INTO unit_group_member (group_id, unit_id, valid_from,"
	    " valid_to) VALUES (%ld, %ld, '%s', '%s')",
	    group, unit, from, to));
}

/* Groups of two owners, by the same name. */
static void
groups(void)
{
	script("INSERT INTO unit_group (id, name, owner_id) VALUES"
	       " (7, 'x', 1), (8, 'x', 11)");
}

static void
groups_by_one_name(void **state)
{
	(void)state;
	groups();
	member(7, COMMUNE, "2026-01-01", "9999-12-31");
	/* once, and again; others are in it, too */
	member(8, COMMUNE, "2025-01-01", "2025-02-01");
	member(8, COMMUNE, "2026-11-01", "9999-12-31");
	member(8, COMMUNE, "2026-10-01", "2026-10-01");
	member(8, COMMUNE3, "2026-12-01", "9999-12-31");
	carried_out(RENAME, BEFORE);
	assert_int_equal(named("unit_group_member", "group_id = 7"), 1);
	assert_int_equal(named("unit_group_member",
			     "group_id = 8 AND valid_from = '2026-11-01'"),
	    1);
	assert_int_equal(named("unit_group_member", "1"), 2);
}

/* In one group each: that is not all of them in one. */
static void
groups_of_each(void **state)
{
	(void)state;
	groups();
	member(7, COMMUNE, "2026-01-01", "9999-12-31");
	member(8, COMMUNE2, "2026-01-01", "9999-12-31");
	carried_out(MERGE, BEFORE);
	assert_int_equal(named("unit_group_member", "1"), 0);
}

/* Twice in it, and the other never: nor is that. */
static void
member_twice(void **state)
{
	(void)state;
	groups();
	member(7, COMMUNE, "2026-01-01", "2026-10-01");
	member(7, COMMUNE, "2026-11-01", "9999-12-31");
	member(8, COMMUNE, "2026-01-01", "2026-10-01");
	member(8, COMMUNE, "2026-11-01", "9999-12-31");
	member(8, COMMUNE2, "2026-01-01", "9999-12-31");
	carried_out(MERGE, BEFORE);
	assert_int_equal(named("unit_group_member", "group_id = 7"), 0);
	assert_int_equal(named("unit_group_member", "group_id = 8"), 2);
	assert_int_equal(named("unit_group_member",
			     "valid_from = '" BEFORE "' AND valid_to ="
			     " '2026-10-01'"),
	    1);
}

static void
assigned(long unit, const char *due, const char *from, const char *to)
{
	script(str_fmt(w.mem,
	    "INSERT INTO assignment (regime_id, kind, unit_id, due,"
	    " valid_from, valid_to) SELECT id, 'unit', %ld, '%s', '%s', '%s'"
	    " FROM regime WHERE code = 'XLD01'",
	    unit, due, from, to));
}

static void
two_dues(long unit)
{
	assigned(unit, "day 5", "2026-01-01", "2026-10-01");
	assigned(unit, "day 7", "2026-10-01", "9999-12-31");
}

/* By one day now, by another from October on. */
static void
dues_in_turn(void **state)
{
	(void)state;
	two_dues(COMMUNE);
	carried_out(RENAME, BEFORE);
	assert_int_equal(named("assignment",
			     "due = 'day 5' AND valid_from = '" BEFORE "' AND"
			     " valid_to = '2026-10-01'"),
	    1);
	assert_int_equal(named("assignment",
			     "due = 'day 7' AND valid_from = '2026-10-01' AND"
			     " valid_to = '9999-12-31'"),
	    1);
}

static void
dues_of_both(void **state)
{
	(void)state;
	two_dues(COMMUNE);
	two_dues(COMMUNE2);
	carried_out(MERGE, BEFORE);
	assert_int_equal(named("assignment", "1"), 2);
}

/* All of them report, but not alike: then somebody decides. */
static void
unlike(const char *due, const char *from, const char *to, long n)
{
	assigned(COMMUNE, "day 5", "2026-01-01", "9999-12-31");
	assigned(COMMUNE2, due, from, to);
	carried_out(MERGE, BEFORE);
	assert_int_equal(named("assignment", "1"), n);
}

#define UNLIKE(name, due, from, to, n) \
	static void name(void **state) \
	{ \
		(void)state; \
		unlike(due, from, to, n); \
	}
UNLIKE(dues_alike, "day 5", "2026-02-01", "9999-12-31", 1)
UNLIKE(another_due, "day 6", "2026-01-01", "9999-12-31", 0)
UNLIKE(begins_later, "day 5", "2026-09-02", "9999-12-31", 0)
UNLIKE(ends_earlier, "day 5", "2026-01-01", "9999-12-30", 0)

static void
dues_of_one(void **state)
{
	(void)state;
	assigned(COMMUNE, "day 5", "2026-01-01", "2026-10-01");
	assigned(COMMUNE, "day 5", "2026-11-01", "9999-12-31");
	carried_out(MERGE, BEFORE);
	assert_int_equal(named("assignment", "1"), 0);
}

/* ... and by decision. */
static void
dues_decided(void **state)
{
	static struct todo_outcome out;
	struct todo_choice all = { TODO_SUCCESSORS, NULL };

	(void)state;
	two_dues(COMMUNE);
	groups();
	member(7, COMMUNE, "2026-01-01", "2026-10-01");
	member(7, COMMUNE, "2026-10-01", "2026-10-01");
	member(7, COMMUNE, "2026-11-01", "9999-12-31");
	member(8, COMMUNE, "2026-01-01", "2026-10-01");
	long id = carried_out(SPLIT, BEFORE), part = unit_now("00039");
	struct todo_query q = { .reform_id = id };
	/* what was given to one of them by hand is of another time */
	assigned(part, "day 9", "2026-12-01", "9999-12-31");
	script("UPDATE assignment SET valid_to = '2026-11-01' WHERE due ="
	       " 'day 7'");
	member(8, part, "2026-10-01", "9999-12-31");
	IS_OK(reform_decide(w.db, as(TOP), &q, NULL, &all, &w.f, &out));
	assert_int_equal(named("assignment", "due = 'day 5'"), 2);
	assert_int_equal(named("assignment", "due = 'day 7'"), 2);
	assert_int_equal(named("unit_group_member", "group_id = 7"), 4);
	assert_int_equal(named("unit_group_member",
			     "group_id = 8 AND valid_from = '" BEFORE "'"),
	    2);
}

/* Of a unit that ends for good nothing can go to those after it. */
static void
no_unit_after(void **state)
{
	static struct todo_outcome out;
	struct todo_choice after = { TODO_SUCCESSORS, NULL };

	(void)state;
	script("INSERT INTO unit_group (id, name, owner_id) VALUES (7, 'x',"
	       " 33)");
	long id = carried_out("end,00033,,,,,,,,,chìm\n", BEFORE);
	assert_string_equal(todos_of(id).at[0].why, "ended");
	struct todo_query q = { .reform_id = id, .kind = "group_owner" };
	IS_OK(reform_decide(w.db, as(TOP), &q, NULL, &after, &w.f, &out));
	assert_int_equal(out.done, 0);
	assert_int_equal(out.left, 1);
	assert_non_null(strstr(out.why, "no such unit"));
	assert_int_equal(number("SELECT owner_id AS n FROM unit_group"), 33);
}

#define COUNT_OF \
	"SELECT COUNT(*) AS n FROM setting WHERE name = " \
	"'unit/administrative/" BEFORE "' AND value = 'reform %ld'"
/* The files of states do not tell that day again; and what began had no day
 * before. */
static void
what_it_wrote(void **state)
{
	(void)state;
	long id = carried_out(RENAME, BEFORE);
	assert_int_equal(number(str_fmt(w.mem, COUNT_OF, id)), 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM reform_change WHERE"
				" (act = 'end') <> (was_day IS NOT NULL)"),
	    0);
	/* each right once */
	assert_int_equal(number("SELECT COUNT(*) AS n FROM reform_change WHERE"
				" tab = 'access'"),
	    3);
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_int_equal(number(str_fmt(w.mem, COUNT_OF, id)), 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, world_new, world_free)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(machine_waits),
		T(over_by_then),
		T(two_terms),
		T(the_longer),
		T(own_and_lent),
		T(there_the_same),
		T(there_once),
		T(there_later),
		T(there_between),
		T(there_otherwise),
		T(there_elsewhere),
		T(there_for_another),
		T(rules_first),
		T(far_apart),
		T(post_by_plan),
		T(post_twice),
		T(post_left),
		T(post_today),
		T(post_of_two),
		T(post_edges),
		T(groups_by_one_name),
		T(groups_of_each),
		T(member_twice),
		T(dues_in_turn),
		T(dues_of_both),
		T(dues_alike),
		T(another_due),
		T(begins_later),
		T(ends_earlier),
		T(dues_of_one),
		T(dues_decided),
		T(no_unit_after),
		T(what_it_wrote),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
