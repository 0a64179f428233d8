/* test_delegate.c - who may give which role where: every one of them */
#include <string.h>
#include "core/account.h"
#include "core/deputy.h"
#include "core/grant.h"
#include "core/peopling.h"
#include "core/posting.h"

static const long all_units[] = { CENTRE, PROVINCE, PROVINCE2, DISTRICT, ISLAND,
	COMMUNE, COMMUNE2, COMMUNE3 };
static const long above_of[][2] = { { PROVINCE, CENTRE }, { PROVINCE2, CENTRE },
	{ DISTRICT, PROVINCE }, { ISLAND, PROVINCE2 }, { COMMUNE, DISTRICT },
	{ COMMUNE2, DISTRICT }, { COMMUNE3, PROVINCE2 } };

/* The rule, said once more: D daily, B beyond, A auditor. */
static const char kind[ROLE_END + 1] = "-DDDDBBDBAB";

static long
parent(long unit)
{
	for (size_t i = 0; i < COUNT(above_of); i++)
		if (above_of[i][0] == unit)
			return above_of[i][1];
	return 0;
}

static bool
covers(long above, long unit)
{
	for (; unit != 0; unit = parent(unit))
		if (unit == above)
			return true;
	return false;
}

static bool
should(enum role has, long at, long unit, enum role gives)
{
	if (has != ROLE_ADMIN || !covers(at, unit))
		return false;
	if (kind[gives] == 'D')
		return true;
	if (kind[gives] == 'A')
		return at != unit;
	return at != unit || at == CENTRE || gives == ROLE_ADMIN;
}

static struct grant_in
giving(long person, enum role role, long unit)
{
	return (struct grant_in){ .person = person,
		.version = -1,
		.role = role_name(role),
		.unit_id = unit };
}

/* What would come of it; nothing stays. */
static enum rc
try_give(long actor, long person, enum role role, long unit)
{
	struct grant_in in = giving(person, role, unit);
	enum rc rc;

	w.f = (struct findings){ .mem = w.mem };
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	rc = grant_add(w.db, as(actor), &in, &w.f);
	assert_int_equal(db_end(w.db, E_INVALID), E_INVALID);
	return rc;
}

/* Every role at every place, giving every role at a unit. */
static void
one(enum role has, long at, long unit)
{
	scene(has, at, unit);
	for (enum role r = 1; r < ROLE_END; r++) {
		enum rc rc = try_give(ACTOR, GUEST, r, unit);
		bool must = should(has, at, unit, r);
		if ((rc == OK) != must)
			fail_msg("%s at %ld gives %s at %ld: %d",
			    role_name(has), at, role_name(r), unit, (int)rc);
		if (has != ROLE_ADMIN || !covers(at, unit))
			assert_int_equal(rc, E_NOTFOUND);
	}
}

static void
administrators_give(void **state)
{
	(void)state;
	for (size_t a = 0; a < COUNT(all_units); a++)
		for (size_t u = 0; u < COUNT(all_units); u++)
			one(ROLE_ADMIN, all_units[a], all_units[u]);
}

static void
nobody_else_does(void **state)
{
	(void)state;
	for (enum role r = 1; r < ROLE_END; r++)
		if (r != ROLE_ADMIN)
			for (size_t a = 0; a < COUNT(all_units); a++)
				one(r, all_units[a], COMMUNE);
}

static void
what_one_holds(void **state)
{
	(void)state;
	scene(ROLE_ADMIN, PROVINCE, PROVINCE);
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_OWNER, PROVINCE),
	    E_INVALID);
	put_role(ACTOR, ROLE_OWNER, PROVINCE, 0);
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_OWNER, PROVINCE), OK);
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_PUBLISHER, PROVINCE),
	    E_INVALID);
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_OWNER, PROVINCE2),
	    E_INVALID);
	/* what is lent to him is not his */
	scene(ROLE_ADMIN, PROVINCE, PROVINCE);
	put_role(ACTOR, ROLE_PUBLISHER, PROVINCE, GUEST);
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_PUBLISHER, PROVINCE),
	    E_INVALID);
	script("DELETE FROM access WHERE person_id = 900");
	put_role(ACTOR, ROLE_ADMIN, PROVINCE, THIRD);
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_CLERK, PROVINCE),
	    E_NOTFOUND);
}

static void
not_to_oneself(void **state)
{
	(void)state;
	scene(ROLE_ADMIN, CENTRE, COMMUNE);
	put_post(ACTOR, COMMUNE);
	for (enum role r = 1; r < ROLE_END; r++)
		assert_int_equal(try_give(ACTOR, ACTOR, r, COMMUNE), E_INVALID);
	assert_int_equal(try_give(0, GUEST, ROLE_AUDITOR, CENTRE), OK);
}

/* Where a unit was does not count; what has ended is where it was at last. */
static void
the_tree_of_today(void **state)
{
	(void)state;
	scene(ROLE_ADMIN, PROVINCE, COMMUNE3);
	script("INSERT INTO unit_above (line_id, unit_id, above_id, depth,"
	       " valid_from, valid_to) VALUES (1, 33, 11, 1, '1000-01-01',"
	       " '2026-01-01')");
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_CLERK, COMMUNE3),
	    E_NOTFOUND);
	script("UPDATE unit SET valid_to = '2026-01-01' WHERE id = 33");
	script("UPDATE unit_above SET valid_to = '2026-01-01' WHERE unit_id ="
	       " 33");
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_CLERK, COMMUNE3), OK);
	script("DELETE FROM unit_above WHERE unit_id = 33 AND above_id = 11");
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_CLERK, COMMUNE3),
	    E_NOTFOUND);
}

static void
duties_apart(void **state)
{
	static const struct {
		enum role has, gets;
		enum rc rc;
	} pairs[] = {
		{ ROLE_ADMIN, ROLE_AUDITOR, E_INVALID },
		{ ROLE_AUDITOR, ROLE_ADMIN, E_INVALID },
		{ ROLE_AUDITOR, ROLE_HEAD, E_INVALID },
		{ ROLE_AUDITOR, ROLE_OWNER, E_INVALID },
		{ ROLE_AUDITOR, ROLE_VIEWER, OK },
		{ ROLE_VIEWER, ROLE_AUDITOR, OK },
		{ ROLE_MACHINE, ROLE_VIEWER, E_INVALID },
		{ ROLE_HEAD, ROLE_MACHINE, E_INVALID },
		{ ROLE_HEAD, ROLE_ADMIN, OK },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		scene(ROLE_ADMIN, CENTRE, PROVINCE);
		put_role(GUEST, pairs[i].has, COMMUNE, 0);
		assert_int_equal(try_give(ACTOR, GUEST, pairs[i].gets,
				     PROVINCE),
		    pairs[i].rc);
		assert_int_equal(try_give(0, GUEST, pairs[i].gets, PROVINCE),
		    pairs[i].rc);
	}
	/* one who had it before, or will have it later, has it not now */
	scene(ROLE_ADMIN, CENTRE, PROVINCE);
	put_role(GUEST, ROLE_ADMIN, COMMUNE, 0);
	script("UPDATE access SET valid_to = '2026-09-20' WHERE person_id ="
	       " 901");
	assert_int_equal(try_give(ACTOR, GUEST, ROLE_AUDITOR, PROVINCE), OK);
}

/* -- whatever accounts one administrator makes, and they in turn -- */

struct position {
	long person, unit;
	enum role role;
};
static struct position reached[COUNT(all_units) * ROLE_END];
static size_t nreached;

static void
reach(enum role role, long unit, long by)
{
	long id = 2000 + (long)nreached;

	for (size_t i = 0; i < nreached; i++)
		if (reached[i].role == role && reached[i].unit == unit)
			return;
	put_person(id);
	put_post(id, unit);
	if (by != 0) {
		struct grant_in in = giving(id, role, unit);
		if (RUN(grant_add(w.db, as(by), &in, &w.f)) != OK) {
			script(str_fmt(w.mem,
			    "DELETE FROM person_post WHERE person_id = %ld",
			    id));
			script(str_fmt(w.mem,
			    "DELETE FROM person WHERE id = %ld", id));
			return;
		}
	} else
		put_role(id, role, unit, 0);
	reached[nreached++] = (struct position){ id, unit, role };
}

static void
closure(enum role first, long at)
{
	nreached = 0;
	reach(first, at, 0);
	for (size_t i = 0; i < nreached; i++)
		for (size_t u = 0; u < COUNT(all_units); u++)
			for (enum role r = 1; r < ROLE_END; r++)
				reach(r, all_units[u], reached[i].person);
	for (size_t i = 0; i < nreached; i++) {
		const struct position *p = &reached[i];
		if (i > 0 && !should(first, at, p->unit, p->role))
			fail_msg("%s of %ld reaches %s of %ld",
			    role_name(first), at, role_name(p->role), p->unit);
	}
}

static void
no_way_up(void **state)
{
	(void)state;
	closure(ROLE_ADMIN, PROVINCE);
	assert_int_equal(nreached, 6 + 10 + 10 + 10);
	script("DELETE FROM access WHERE person_id >= 2000");
	script("DELETE FROM person_post WHERE person_id >= 2000");
	script("DELETE FROM person WHERE id >= 2000");
	closure(ROLE_HEAD, PROVINCE);
	assert_int_equal(nreached, 1);
}

/* -- whose account is whose to touch -- */

static enum rc
try_lock(long actor, long person)
{
	enum rc rc;

	w.f = (struct findings){ .mem = w.mem };
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	rc = account_lock(w.db, as(actor), person, -1, true, &w.f);
	assert_int_equal(db_end(w.db, E_INVALID), E_INVALID);
	return rc;
}

static void
whole_accounts(void **state)
{
	static const struct {
		long works; /* 0: nowhere */
		enum role role;
		long at;
		long for_id;
		enum rc rc;
	} them[] = {
		{ COMMUNE, 0, 0, 0, OK },
		{ COMMUNE, ROLE_HEAD, COMMUNE, 0, OK },
		{ COMMUNE, ROLE_HEAD, COMMUNE3, 0, E_INVALID },
		{ COMMUNE, ROLE_CLERK, COMMUNE3, THIRD, E_INVALID },
		{ COMMUNE3, ROLE_CLERK, COMMUNE, 0, E_INVALID },
		{ COMMUNE3, 0, 0, 0, E_NOTFOUND },
		{ COMMUNE3, ROLE_CLERK, COMMUNE3, 0, E_NOTFOUND },
		{ PROVINCE, ROLE_ADMIN, PROVINCE, 0, OK },
		{ PROVINCE, ROLE_AUDITOR, PROVINCE, 0, E_INVALID },
		{ PROVINCE, ROLE_OWNER, PROVINCE, 0, E_INVALID },
		{ DISTRICT, ROLE_AUDITOR, DISTRICT, 0, OK },
		{ CENTRE, ROLE_CLERK, COMMUNE, 0, E_INVALID },
		{ 0, 0, 0, 0, E_NOTFOUND },
		{ 0, ROLE_CLERK, COMMUNE, 0, OK },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(them); i++) {
		scene(ROLE_ADMIN, PROVINCE, COMMUNE);
		script("DELETE FROM person_post WHERE person_id = 901");
		if (them[i].works != 0)
			put_post(GUEST, them[i].works);
		if (them[i].role != 0)
			put_role(GUEST, them[i].role, them[i].at,
			    them[i].for_id);
		if (try_lock(ACTOR, GUEST) != them[i].rc)
			fail_msg("person %zu: not %d", i, (int)them[i].rc);
	}
	put_role(THIRD, ROLE_ADMIN, CENTRE, 0);
	script("DELETE FROM access WHERE person_id = 901");
	script("DELETE FROM person_post WHERE person_id = 901");
	assert_int_equal(try_lock(THIRD, GUEST), OK);
	assert_int_equal(try_lock(ACTOR, ACTOR), E_INVALID);
}

static enum rc
move(long actor, const char *unit, long *version)
{
	struct move_in in = { .person = GUEST,
		.version = *version,
		.unit = unit,
		.role = "clerk" };

	return RUN(posting_move(w.db, as(actor), &in, &w.f));
}

/* Old and new unit are looked at. */
static void
moving(void **state)
{
	long version = -1;

	(void)state;
	scene(ROLE_ADMIN, PROVINCE, COMMUNE);
	put_role(GUEST, ROLE_HEAD, COMMUNE, 0);
	put_role(THIRD, ROLE_HEAD, COMMUNE, GUEST);
	script("INSERT INTO session (token, person_id, made, seen, expires,"
	       " proved) VALUES (REPEAT('a', 64), 901, '2026-01-01',"
	       " '2026-01-01', '2030-01-01', '2026-01-01')");
	assert_int_equal(move(ACTOR, "commune/00033", &version), E_INVALID);
	assert_non_null(finding_at(&w.f, "unit"));
	assert_int_equal(move(ACTOR, "nowhere", &version), E_INVALID);
	assert_int_equal(number(
			     "SELECT COUNT(*) AS n FROM session WHERE person_id"
			     " = 901"),
	    1);
	version = 0;
	assert_int_equal(move(ACTOR, "commune/00032", &version), E_CONFLICT);
	version = 1;
	assert_int_equal(move(ACTOR, "commune/00032", &version), OK);
	assert_int_equal(number(
			     "SELECT COUNT(*) AS n FROM access WHERE for_id ="
			     " 901 AND '2026-09-20' < valid_to"),
	    0);
	assert_int_equal(number(
			     "SELECT COUNT(*) AS n FROM session WHERE person_id"
			     " = 901"),
	    0);
	assert_int_equal(number("SELECT MAX(unit_id) AS n FROM access WHERE"
				" person_id = 901 AND '2026-09-20' < valid_to"),
	    COMMUNE2);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person_post WHERE"
				" person_id = 901"),
	    2);
}

/* -- standing in -- */

static enum rc
lend(long actor, long grant, const char *login, const char *to)
{
	struct deputy_in in = { .grant = grant,
		.login = login,
		.to = to,
		.sign_as = "KT",
		.decision = "1/UQ" };

	return RUN(deputy_add(w.db, as(actor), &in, &w.f));
}

/* GUEST heads the district; THIRD works in a commune below it. */
static long
headed(void)
{
	scene(ROLE_ADMIN, PROVINCE, DISTRICT);
	put_post(THIRD, COMMUNE);
	put_role(GUEST, ROLE_HEAD, DISTRICT, 0);
	return row_of(GUEST);
}

static void
lending(void **state)
{
	(void)state;
	long head = headed();
	assert_int_equal(lend(GUEST, head, "p902", ""), E_INVALID);
	assert_int_equal(lend(GUEST, head, "p902", "20/09/2028"), E_INVALID);
	assert_int_equal(lend(GUEST, head, "p902", "19/09/2026"), E_INVALID);
	assert_int_equal(lend(GUEST, head, "p901", "20/10/2026"), E_INVALID);
	assert_int_equal(lend(GUEST, head, "head12", "20/10/2026"), E_INVALID);
	assert_int_equal(lend(GUEST, head, "nobody", "20/10/2026"), E_INVALID);
	assert_int_equal(lend(THIRD, head, "p902", "20/10/2026"), E_NOTFOUND);
	assert_int_equal(lend(ACTOR, head, "p900", "20/10/2026"), E_INVALID);
	assert_int_equal(lend(GUEST, head, "p902", "20/10/2026"), OK);
	assert_int_equal(lend(GUEST, head, "p902", "20/10/2026"), E_INVALID);
	/* not handed on, by whoever has it or by an administrator */
	put_post(ACTOR, COMMUNE2);
	assert_int_equal(lend(THIRD, row_of(THIRD), "p900", "20/10/2026"),
	    E_NOTFOUND);
	assert_int_equal(lend(ACTOR, row_of(THIRD), "p901", "20/10/2026"),
	    E_NOTFOUND);
	/* an administrator's right is not lent, nor an auditor's */
	put_post(THIRD, PROVINCE);
	assert_int_equal(lend(ACTOR, row_of(ACTOR), "p902", "20/10/2026"),
	    E_INVALID);
	assert_non_null(finding_at(&w.f, "role"));
}

static enum rc
end_head(void)
{
	return RUN(grant_end_role(w.db, as(ACTOR), GUEST, ROLE_HEAD, DISTRICT,
	    NULL, &w.f));
}

static enum rc
leave(void)
{
	struct move_in in = { .person = GUEST, .version = -1 };

	return RUN(posting_leave(w.db, as(ACTOR), &in, &w.f));
}

static enum rc
locked(void)
{
	return RUN(account_lock(w.db, as(ACTOR), GUEST, -1, true, &w.f));
}

static enum rc
taken_back(void)
{
	long row = row_of(THIRD);

	return RUN(deputy_end(w.db, as(GUEST), row, -1, &w.f));
}

static enum rc
given_back(void)
{
	long row = row_of(THIRD);

	return RUN(deputy_end(w.db, as(THIRD), row, -1, &w.f));
}

static enum rc
ended_above(void)
{
	long row = row_of(THIRD);

	return RUN(deputy_end(w.db, as(ACTOR), row, -1, &w.f));
}

static void
lent_rights_end(void **state)
{
	static const struct {
		const char *what;
		enum rc (*end)(void);
	} ways[] = {
		{ "the role ends", end_head },
		{ "its holder leaves", leave },
		{ "its holder is locked", locked },
		{ "taken back", taken_back },
		{ "given back", given_back },
		{ "an administrator ends it", ended_above },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		long head = headed();
		script("UPDATE person SET locked = 0, valid_to = '9999-12-31'"
		       " WHERE id >= 900");
		assert_int_equal(lend(GUEST, head, "p902", "20/10/2026"), OK);
		assert_int_not_equal(row_of(THIRD), 0);
		assert_int_equal(ways[i].end(), OK);
		if (row_of(THIRD) != 0)
			fail_msg("it goes on: %s", ways[i].what);
	}
	/* a stranger does not */
	long head = headed();
	script("UPDATE person SET locked = 0, valid_to = '9999-12-31'");
	assert_int_equal(lend(GUEST, head, "p902", "20/10/2026"), OK);
	long row = row_of(THIRD);
	assert_int_equal(RUN(deputy_end(w.db, as(HEAD + PROVINCE2), row, -1,
			     &w.f)),
	    E_NOTFOUND);
	assert_int_not_equal(row_of(THIRD), 0);
}

/* In whose name: the unit's own role goes first. */
static void
in_whose_name(void **state)
{
	const struct grant grants[] = {
		{ .unit_id = DISTRICT, .role = ROLE_HEAD, .for_id = GUEST },
		{ .unit_id = COMMUNE, .role = ROLE_HEAD },
		{ .unit_id = DISTRICT, .role = ROLE_CLERK },
	};
	struct actor who = { .id = THIRD, .grants = grants, .ngrant = 3 };

	(void)state;
	assert_int_equal(acting_for(&who, MAY_SEND, DISTRICT), GUEST);
	assert_int_equal(acting_for(&who, MAY_SEND, COMMUNE), 0);
	assert_int_equal(acting_for(&who, MAY_ENTER, DISTRICT), 0);
	assert_int_equal(acting_for(&who, MAY_SEND, 0), 0);
	who.ngrant = 1;
	assert_int_equal(acting_for(&who, MAY_SEND, 0), GUEST);
	assert_int_equal(acting_for(&who, MAY_SEND, COMMUNE), GUEST);
	assert_int_equal(acting_for(&who, MAY_OWN, 0), 0);
}

/* Their own role, or those of two others: in nobody's name but their own. */
static void
in_whose_name_of_two(void **state)
{
	struct grant two[] = {
		{ .unit_id = DISTRICT, .role = ROLE_HEAD, .for_id = GUEST },
		{ .unit_id = DISTRICT, .role = ROLE_HEAD, .for_id = ACTOR },
	};
	struct actor who = { .id = THIRD, .grants = two, .ngrant = 2 };

	(void)state;
	assert_int_equal(acting_for(&who, MAY_SEND, DISTRICT), 0);
	two[1].for_id = 0;
	assert_int_equal(acting_for(&who, MAY_SEND, DISTRICT), 0);
	two[0].for_id = 0;
	two[1].for_id = GUEST;
	assert_int_equal(acting_for(&who, MAY_SEND, DISTRICT), 0);
	two[0].for_id = GUEST;
	assert_int_equal(acting_for(&who, MAY_SEND, DISTRICT), GUEST);
}

#define T(f) cmocka_unit_test_setup_teardown(f, people_new, people_free)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(administrators_give),
		T(nobody_else_does),
		T(what_one_holds),
		T(not_to_oneself),
		T(the_tree_of_today),
		T(duties_apart),
		T(no_way_up),
		T(whole_accounts),
		T(moving),
		T(lending),
		T(lent_rights_end),
		T(in_whose_name),
		T(in_whose_name_of_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
