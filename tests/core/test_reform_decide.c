/* test_reform_decide.c - what a reform left to somebody, decided in bulk */
#include <string.h>
#include "core/reforming.h"

enum { HALF = 402, FAR = 403, MANY = 600 };

static struct todo_outcome out;

static enum rc
decides(long person, long id, const char *kind, enum todo_how how,
    const char *unit)
{
	struct todo_query q = { .reform_id = id, .kind = kind };
	struct todo_choice choice = { how, unit };

	return RUN(
	    reform_decide(w.db, as(person), &q, NULL, &choice, &w.f, &out));
}

static long
sees(long person, long id)
{
	struct todo_query q = { .reform_id = id };
	struct reform_todos all;

	IS_OK(reform_todos(w.db, as(person), &q, &all));
	return all.total;
}

static long
rights(long person, long unit)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM access WHERE person_id = %ld"
	    " AND unit_id = %ld",
	    person, unit));
}

static void
far(void)
{
	script("INSERT INTO person (id, login, name, created) VALUES (403,"
	       " 'far', 'Far', '2026-01-01'); INSERT INTO access (person_id,"
	       " role, unit_id, valid_from, valid_to) VALUES (403, 5, 12,"
	       " '2026-01-01', '9999-12-31')");
}

/* The administrator of a province decides for his province, and no other. */
static void
his_own(void **state)
{
	(void)state;
	far();
	long id = carried_out(MERGE, BEFORE), unit = unit_now("00031");
	assert_int_equal(sees(HALF, id), 2);
	assert_int_equal(sees(TOP, id), 2);
	assert_int_equal(sees(FAR, id), 0);
	assert_int_equal(decides(FAR, id, "grant", TODO_SUCCESSORS, NULL),
	    E_CONFLICT);
	/* not to a unit that he does not administer */
	assert_int_equal(decides(HALF, id, "grant", TODO_UNIT, "00033"), OK);
	assert_int_equal(out.done, 0);
	assert_int_equal(out.left, 2);
	assert_non_null(strstr(out.why, "do not manage"));
	assert_int_equal(decides(HALF, id, "grant", TODO_UNIT, "99999"),
	    E_INVALID);
	assert_int_equal(decides(TOP, id + 9, "grant", TODO_UNIT, "00033"),
	    E_CONFLICT);
	assert_int_equal(decides(HALF, id, "grant", TODO_SUCCESSORS, NULL), OK);
	assert_int_equal(out.done, 2);
	assert_int_equal(rights(HEAD + COMMUNE, unit), 1);
	assert_int_equal(rights(HEAD + COMMUNE2, unit), 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM access WHERE"
				" given_by = 402 AND decision = 'NQ 1' AND"
				" valid_from = '2026-09-20'"),
	    2);
	assert_int_equal(sees(TOP, id), 0);
	assert_int_equal(decides(TOP, id, "grant", TODO_SUCCESSORS, NULL),
	    E_CONFLICT);
	/* a page that lists them all decides what is open */
	struct todo_query all = { .reform_id = id, .settled_too = true };
	struct todo_choice none = { TODO_NOBODY, NULL };
	assert_int_equal(RUN(reform_decide(w.db, as(TOP), &all, NULL, &none,
			     &w.f, &out)),
	    E_CONFLICT);
}

/* He cannot give what he has not been given, nor give it to himself. */
static void
not_more(void **state)
{
	(void)state;
	administrator();
	script("INSERT INTO person (id, login, name, created) VALUES (404,"
	       " 'looks', 'Looks', '2026-01-01'); INSERT INTO access"
	       " (person_id, role, unit_id, valid_from, valid_to) VALUES"
	       " (404, 9, 31, '2026-01-01', '9999-12-31'),"
	       " (402, 2, 32, '2026-01-01', '9999-12-31'),"
	       " (232, 6, 32, '2026-01-01', '9999-12-31')");
	long id = carry(MERGE, BEFORE), unit = unit_now("00031");
	assert_int_equal(sees(HALF, id), 5);
	/* an owner of regimes is made from above: he may; to himself he may
	 * not; above, at his own unit, he makes no owner and no auditor */
	assert_int_equal(decides(HALF, id, "grant", TODO_UNIT, "00011"), OK);
	assert_int_equal(rights(232, PROVINCE), 0);
	assert_int_equal(rights(131, PROVINCE), 1); /* its head */
	assert_int_equal(out.left, 3);
	assert_int_equal(rights(404, PROVINCE), 0);
	script("INSERT INTO access (person_id, role, unit_id, valid_from,"
	       " valid_to) VALUES (404, 2, 33, '2026-01-01', '9999-12-31')");
	assert_int_equal(decides(HALF, id, "grant", TODO_SUCCESSORS, NULL), OK);
	assert_int_equal(out.done, 1);
	assert_int_equal(rights(232, unit), 2); /* a clerk, too */
	assert_int_equal(out.left, 2);
	assert_int_equal(rights(HALF, unit), 0);
	/* what belongs apart stays apart */
	assert_int_equal(rights(404, unit), 0);
	assert_int_equal(sees(HALF, id), 2);
	assert_int_equal(decides(HALF, id, NULL, TODO_NOBODY, NULL), OK);
	assert_int_equal(sees(HALF, id), 0);
}

static void
duties(void **state)
{
	(void)state;
	script(
	    "INSERT INTO unit_group (id, name, owner_id) VALUES (7, 'x', 31);"
	    " INSERT INTO unit_group_member (group_id, unit_id, valid_from,"
	    " valid_to) VALUES (7, 31, '2026-01-01', '9999-12-31');"
	    " INSERT INTO person_post (person_id, valid_from, valid_to,"
	    " unit_id) VALUES (231, '2026-01-01', '9999-12-31', 31)");
	long id = carried_out(SPLIT, BEFORE);
	assert_int_equal(decides(HALF, id, "group", TODO_SUCCESSORS, NULL), OK);
	assert_int_equal(out.left, 1);
	assert_non_null(strstr(out.why, "at the top"));
	assert_int_equal(decides(TOP, id, "group", TODO_SUCCESSORS, NULL), OK);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM unit_group_member"
				" WHERE group_id = 7 AND valid_from = '" BEFORE
				"'"),
	    2);
	assert_int_equal(decides(TOP, id, "group_owner", TODO_SUCCESSORS, NULL),
	    OK);
	assert_int_equal(out.left, 1); /* one owner */
	assert_int_equal(decides(TOP, id, "group_owner", TODO_ABOVE, NULL), OK);
	assert_int_equal(number("SELECT owner_id AS n FROM unit_group"),
	    DISTRICT);
	assert_int_equal(decides(HALF, id, "post", TODO_ABOVE, NULL), OK);
	assert_int_equal(number("SELECT unit_id AS n FROM person_post WHERE"
				" valid_from = '" BEFORE "'"),
	    DISTRICT);
	assert_int_equal(decides(HALF, id, "grant", TODO_ABOVE, NULL), OK);
	assert_int_equal(rights(CLERK + COMMUNE, DISTRICT), 1);
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_int_equal(rights(CLERK + COMMUNE, DISTRICT), 0);
	assert_int_equal(number("SELECT owner_id AS n FROM unit_group"), 31);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM unit_group_member"),
	    1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post WHERE"
				" unit_id = 31 AND valid_to = '9999-12-31'"),
	    1);
	assert_int_equal(sees(TOP, id), 0);
}

/* The head of a commune is stood in for by the clerk of the other. */
static void
stands_in(void)
{
	administrator();
	script("INSERT INTO access (person_id, role, unit_id, for_id,"
	       " valid_from, valid_to, sign_as) VALUES (232, 2, 31, 131,"
	       " '2026-01-01', '2026-12-01', 'KT')");
}

/* Rights of those who stand in for somebody, as they are signed. */
static long
lent(long unit)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM access WHERE person_id = 232 AND for_id"
	    " = 131 AND unit_id = %ld AND role = 2 AND sign_as = 'KT' AND"
	    " valid_to = '2026-12-01'",
	    unit));
}

static enum rc
decides_one(long id, long person, enum todo_how how)
{
	struct todo_query q = { .reform_id = id };
	struct todo_choice choice = { how, NULL };
	struct reform_todos all = todos_of(id);
	const char *nos = "[]";

	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].person_id == person &&
		    all.at[i].unit_id == COMMUNE)
			nos = str_fmt(w.mem, "[%ld]", all.at[i].no);
	return RUN(reform_decide(w.db, as(HALF), &q, nos, &choice, &w.f, &out));
}

static void
lent_goes_on(void **state)
{
	(void)state;
	stands_in();
	/* one that is to begin later begins then */
	script("INSERT INTO access (person_id, role, unit_id, valid_from,"
	       " valid_to) VALUES (132, 2, 31, '2026-10-01', '2026-11-01')");
	carry("rename,00031,00099,,Xã Một Mới,,,,,,\n", BEFORE);
	assert_int_equal(lent(unit_now("00099")), 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM access WHERE"
				" person_id = 132 AND unit_id > 33 AND"
				" valid_from = '2026-10-01' AND valid_to ="
				" '2026-11-01'"),
	    1);
}

/* With whom they stand in for: not before, and not elsewhere. */
static void
lent_waits(void **state)
{
	(void)state;
	stands_in();
	long id = carry(SPLIT, BEFORE);
	assert_int_equal(decides_one(id, 232, TODO_SUCCESSORS), OK);
	assert_int_equal(out.left, 1);
	assert_non_null(strstr(out.why, "stand in for"));
	assert_int_equal(lent(unit_now("00039")), 0);
	long version = number("SELECT version AS n FROM person WHERE id = 131");
	assert_int_equal(decides_one(id, 131, TODO_SUCCESSORS), OK);
	long by_now = number("SELECT version AS n FROM person WHERE id = 131");
	assert_int_equal(by_now, version + 1);
	assert_int_equal(decides_one(id, 232, TODO_ABOVE), OK);
	assert_int_equal(out.left, 1);
	/* all the time, and not as somebody's deputy himself */
	script("UPDATE access SET valid_to = '2026-11-01' WHERE person_id = 131"
	       " AND unit_id <> 31");
	assert_int_equal(decides_one(id, 232, TODO_SUCCESSORS), OK);
	assert_int_equal(out.left, 1);
	script("UPDATE access SET valid_to = '9999-12-31', for_id = 132 WHERE"
	       " person_id = 131 AND unit_id <> 31");
	assert_int_equal(decides_one(id, 232, TODO_SUCCESSORS), OK);
	assert_int_equal(out.left, 1);
	script("UPDATE access SET for_id = 0 WHERE person_id = 131");
	assert_int_equal(decides_one(id, 232, TODO_SUCCESSORS), OK);
	assert_int_equal(out.done, 1);
	assert_int_equal(lent(unit_now("00031")), 1);
	assert_int_equal(lent(unit_now("00039")), 1);
}

/* A plan that gives it to them alone leaves it to somebody. */
static void
lent_alone(void **state)
{
	(void)state;
	stands_in();
	long id = carry(MERGE "give,00031,00031,,clerk32,,,,,,\n", BEFORE);
	assert_int_equal(lent(unit_now("00031")), 0);
	struct reform_todos all = todos_of(id);
	assert_int_equal(all.n, 3); /* the heads, and who stands in for one */
	assert_int_equal(decides_one(id, 131, TODO_SUCCESSORS), OK);
	assert_int_equal(decides_one(id, 232, TODO_SUCCESSORS), OK);
	assert_int_equal(lent(unit_now("00031")), 1);
}

static void
lent_with_plan(void **state)
{
	(void)state;
	stands_in();
	carry(MERGE "give,00031,00031,,clerk32,,,,,,\n"
		    "give,00031,00031,,head31,,,,,,\n",
	    BEFORE);
	assert_int_equal(lent(unit_now("00031")), 1);
}

/* Nobody says where he works himself: that is who manages his account. */
static void
not_his_own_post(void **state)
{
	(void)state;
	administrator();
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (402, '2026-01-01', '9999-12-31', 31)");
	long id = carry(SPLIT, BEFORE);
	assert_int_equal(decides(HALF, id, "post", TODO_ABOVE, NULL), OK);
	assert_int_equal(out.left, 1);
	assert_non_null(strstr(out.why, "own account"));
	assert_int_equal(decides(TOP, id, "post", TODO_ABOVE, NULL), OK);
	assert_int_equal(out.done, 1);
}

/* To one unit, of those that he administers. */
static void
one_post(void **state)
{
	(void)state;
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (231, '2026-01-01', '9999-12-31', 31)");
	long id = carried_out(SPLIT, BEFORE);
	assert_int_equal(decides(HALF, id, "post", TODO_SUCCESSORS, NULL), OK);
	assert_int_equal(out.left, 1);
	assert_int_equal(decides(HALF, id, "post", TODO_UNIT, "00033"), OK);
	assert_int_equal(out.left, 1);
	assert_non_null(strstr(out.why, "do not manage"));
	assert_int_equal(decides(HALF, id, "post", TODO_UNIT, "00039"), OK);
	assert_int_equal(out.done, 1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM audit WHERE act ="
				" 'settle' AND object = 'reform' AND became"
				" LIKE '%\"unit\"%' AND detail LIKE"
				" '%decided=1%'"),
	    1);
}

/* Groups and duties go to what is new, once, and while they hold. */
static void
named_once(void **state)
{
	(void)state;
	script("INSERT INTO unit_group (id, name, owner_id) VALUES (7, 'x', 1);"
	       " INSERT INTO unit_group_member (group_id, unit_id, valid_from,"
	       " valid_to) VALUES (7, 31, '2026-01-01', '9999-12-31');"
	       " INSERT INTO assignment (regime_id, kind, exempt, unit_id,"
	       " reason, valid_from, valid_to) SELECT id, 'unit', 0, 31, '',"
	       " '2026-01-01', '9999-12-31' FROM regime WHERE code = 'XLD01'"
	       " UNION ALL SELECT id, 'unit', 1, 31, 'x', '2026-01-01',"
	       " '9999-12-31' FROM regime WHERE code = 'XLD01'");
	long id = carried_out(SPLIT, BEFORE);
	assert_int_equal(decides(TOP, id, "group", TODO_ABOVE, NULL), OK);
	assert_int_equal(out.left, 1);
	assert_non_null(strstr(out.why, "was there before"));
	script(str_fmt(w.mem,
	    "INSERT INTO unit_group_member (group_id, unit_id, valid_from,"
	    " valid_to) VALUES (7, %ld, '2026-09-05', '9999-12-31')",
	    unit_now("00039")));
	assert_int_equal(decides(TOP, id, "group", TODO_SUCCESSORS, NULL), OK);
	assert_int_equal(named("unit_group_member", "group_id = 7"), 2);
	script("UPDATE assignment SET valid_to = '" BEFORE "' WHERE exempt = 0"
	       " AND unit_id = 31");
	assert_int_equal(decides(TOP, id, "assignment", TODO_SUCCESSORS, NULL),
	    OK);
	assert_int_equal(named("assignment", "exempt = 0"), 0);
	script("INSERT INTO assignment (regime_id, kind, exempt, unit_id,"
	       " valid_from, valid_to) SELECT a.regime_id, a.kind, 0, u.id,"
	       " '2026-09-02', '9999-12-31' FROM assignment a JOIN unit u ON"
	       " u.id > 33 WHERE a.unit_id = 31 AND a.exempt = 1");
	assert_int_equal(decides(TOP, id, "exemption", TODO_SUCCESSORS, NULL),
	    OK);
	assert_int_equal(named("assignment", "exempt = 1"), 2);
	/* what somebody gave by hand is not the reform's to take away */
	assert_int_equal(number("SELECT COUNT(*) AS n FROM reform_change c JOIN"
				" assignment a ON a.id = c.row_id WHERE c.tab ="
				" 'assignment' AND a.exempt = 0"),
	    0);
	long version = reform_by(id).version;
	assert_int_equal(RUN(reform_undo(w.db, as(TOP), id, version, &w.f)),
	    E_INVALID);
	script("DELETE FROM assignment WHERE exempt = 0 AND unit_id > 33");
	assert_int_equal(RUN(reform_undo(w.db, as(TOP), id, version, &w.f)),
	    E_INVALID); /* a member, too */
	script(
	    str_fmt(w.mem, "DELETE FROM unit_group_member WHERE unit_id = %ld",
		unit_now("00039")));
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
}

/* Who administered it once, or does so for another, or does something else. */
static void
not_theirs(void **state)
{
	(void)state;
	far();
	script("INSERT INTO access (person_id, role, unit_id, for_id,"
	       " valid_from, valid_to) VALUES"
	       " (403, 5, 11, 0, '2026-01-01', '2026-09-20'),"
	       " (403, 5, 11, 0, '2026-09-21', '9999-12-31'),"
	       " (403, 5, 11, 402, '2026-01-01', '9999-12-31'),"
	       " (403, 2, 11, 0, '2026-01-01', '9999-12-31')");
	long id = carried_out(MERGE, BEFORE);
	assert_int_equal(sees(FAR, id), 0);
	assert_int_equal(sees(HEAD + PROVINCE, id), 0);
	assert_int_equal(sees(HALF, id), 2);
	/* of what was undone nothing is left to decide */
	long version = reform_by(id).version;
	IS_OK(reform_undo(w.db, as(TOP), id, version, &w.f));
	to_its_end(id);
	assert_int_equal(sees(HALF, id), 0);
	assert_int_equal(sees(TOP, id), 0);
}

/* More than go at once. */
static void
many(void **state)
{
	(void)state;
	for (int i = 0; i < MANY; i++)
		script(str_fmt(w.mem,
		    "INSERT INTO person (id, login, name, created) VALUES"
		    " (%d, 'm%d', 'M', '2026-01-01'); INSERT INTO access"
		    " (person_id, role, unit_id, valid_from, valid_to) VALUES"
		    " (%d, 1, 31, '2026-01-01', '9999-12-31')",
		    1000 + i, i, 1000 + i));
	long id = carried_out(SPLIT, BEFORE);
	assert_int_equal(sees(HALF, id), MANY + 3);
	struct todo_query q = { .reform_id = id,
		.kind = "grant",
		.role = ROLE_CLERK };
	struct todo_choice choice = { TODO_SUCCESSORS, NULL };
	IS_OK(reform_decide(w.db, as(HALF), &q, NULL, &choice, &w.f, &out));
	assert_int_equal(out.done, DECIDE_MOST);
	assert_int_equal(out.more, MANY + 1 - DECIDE_MOST);
	IS_OK(reform_decide(w.db, as(HALF), &q, NULL, &choice, &w.f, &out));
	assert_int_equal(out.more, 0);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM access WHERE role ="
				" 1 AND given_by = 402"),
	    2 * (MANY + 1));
	assert_int_equal(sees(HALF, id), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(his_own, world_new, world_free),
		cmocka_unit_test_setup_teardown(not_more, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(duties, world_new, world_free),
		cmocka_unit_test_setup_teardown(lent_goes_on, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(lent_waits, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(lent_alone, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(lent_with_plan, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(not_his_own_post, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(one_post, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(named_once, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(not_theirs, world_new,
		    world_free),
		cmocka_unit_test_setup_teardown(many, world_new, world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
