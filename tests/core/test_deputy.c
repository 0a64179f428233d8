/* test_deputy.c - standing in: by whom, for how long, and how it is signed */
#include <string.h>
#include "core/deputy.h"
#include "core/grant.h"
#include "core/peopling.h"
#include "core/revision.h"

#define FOREVER "9999-12-31"

/* GUEST heads the district; THIRD works in a commune below it. */
static long head_row;

static void
headed(void)
{
	scene(ROLE_ADMIN, PROVINCE, DISTRICT);
	put_post(THIRD, COMMUNE);
	head_row = put_role_in(GUEST, ROLE_HEAD, DISTRICT, 0, "2026-09-25",
	    "2028-01-01");
}

static enum rc
lend(long actor, struct deputy_in in)
{
	if (in.grant == 0)
		in.grant = head_row;
	if (in.login == NULL)
		in.login = "p902";
	return RUN(deputy_add(w.db, as(actor), &in, &w.f));
}

static enum rc
lend_in(long actor, const char *from, const char *to, const char *sign_as)
{
	return lend(actor, (struct deputy_in){ .from = from,
			       .to = to,
			       .sign_as = sign_as,
			       .decision = "1/UQ" });
}

static enum rc
lend_row(long actor, long grant)
{
	return lend(actor, (struct deputy_in){ .grant = grant,
			       .from = "01/10/2026",
			       .to = "31/10/2026",
			       .sign_as = "KT",
			       .decision = "1/UQ" });
}

static void
as_the_decree_says(void **state)
{
	static const struct {
		struct deputy_in in;
		const char *at; /* the finding; NULL: it goes */
	} all[] = {
		{ { 0, 0, "01/10/2026", "31/10/2026", "KT", "1/UQ" }, NULL },
		{ { 0, 0, "01/10/2026", "31/10/2026", "TUQ", "1/UQ" }, NULL },
		{ { 0, 0, "01/10/2026", "31/10/2026", "", "1/UQ" }, "sign_as" },
		{ { 0, 0, "01/10/2026", "31/10/2026", "TM", "1/UQ" },
		    "sign_as" },
		{ { 0, 0, "01/10/2026", "31/10/2026", NULL, "1/UQ" },
		    "sign_as" },
		{ { 0, 0, "01/10/2026", "31/10/2026", "KT", " " }, "decision" },
		{ { 0, 0, "01/10/2026", NULL, "KT", "1/UQ" }, "to" },
		{ { 0, 0, "01/10/2026", "30/09/2026", "KT", "1/UQ" }, "to" },
		/* while one has it oneself: 25/09/2026 to 31/12/2027 */
		{ { 0, 0, "25/09/2026", "31/10/2026", "KT", "1/UQ" }, NULL },
		{ { 0, 0, "24/09/2026", "31/10/2026", "KT", "1/UQ" }, "to" },
		{ { 0, 0, "01/12/2027", "31/12/2027", "KT", "1/UQ" }, NULL },
		{ { 0, 0, "01/12/2027", "01/01/2028", "KT", "1/UQ" }, "to" },
		/* a year: 366 days, the last one included */
		{ { 0, 0, "01/10/2026", "01/10/2027", "KT", "1/UQ" }, NULL },
		{ { 0, 0, "01/10/2026", "02/10/2027", "KT", "1/UQ" }, "to" },
		{ { 0, "p901", "01/10/2026", "31/10/2026", "KT", "1/UQ" },
		    "login" },
		{ { 0, "p900", "01/10/2026", "31/10/2026", "KT", "1/UQ" },
		    "login" },
		{ { 0, "p999", "01/10/2026", "31/10/2026", "KT", "1/UQ" },
		    "login" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		for (long actor = ACTOR; actor <= GUEST; actor++) {
			headed();
			enum rc rc = lend(actor, all[i].in);
			if (all[i].at == NULL ?
				rc != OK :
				rc != E_INVALID ||
				    finding_at(&w.f, all[i].at) == NULL)
				fail_msg("%zu by %ld: %d", i, actor, (int)rc);
		}
}

static const char out_of_work[] =
    "UPDATE person_post SET valid_to = '" TODAY "' WHERE person_id = 902",
		  not_yet[] = "UPDATE person_post SET valid_from ="
			      " '2026-09-21' WHERE person_id = 902",
		  locked[] = "UPDATE person SET locked = 1 WHERE id = 902",
		  over[] =
		      "UPDATE person SET valid_to = '" TODAY "' WHERE id = 902",
		  machine[] = "INSERT INTO access (person_id, role, unit_id,"
			      " valid_from, valid_to) VALUES (902, 10, 31,"
			      " '2026-01-01', '9999-12-31')",
		  elsewhere[] = "UPDATE person_post SET unit_id = 33 WHERE"
				" person_id = 902",
		  was_below[] = "UPDATE unit_above SET valid_to = '" TODAY
				"' WHERE unit_id = 31 AND above_id = 21",
		  will_be_below[] = "UPDATE unit_above SET valid_from ="
				    " '2026-09-21' WHERE unit_id = 31 AND"
				    " above_id = 21",
		  audits[] = "INSERT INTO access (person_id, role, unit_id,"
			     " valid_from, valid_to) VALUES (902, 9, 31,"
			     " '2026-01-01', '9999-12-31')";

/* Whoever cannot work there now cannot stand in, nor is offered. */
static void
who_stands_in(void **state)
{
	static const struct {
		const char *sql;
		enum rc by_holder, by_admin;
		long offered;
	} all[] = {
		{ NULL, OK, OK, 1 },
		{ out_of_work, E_INVALID, OK, 0 },
		{ not_yet, E_INVALID, OK, 0 },
		{ locked, E_INVALID, E_INVALID, 0 },
		{ over, E_INVALID, E_INVALID, 0 },
		{ machine, E_INVALID, E_INVALID, 0 },
		{ elsewhere, E_INVALID, E_INVALID, 0 },
		{ was_below, E_INVALID, OK, 0 },
		{ will_be_below, E_INVALID, OK, 0 },
		{ audits, E_INVALID, E_INVALID, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct deputy_choices choices;
		headed();
		if (all[i].sql != NULL)
			script(all[i].sql);
		IS_OK(deputy_choices(w.db, as(GUEST), DISTRICT, &choices));
		if ((long)choices.n != all[i].offered)
			fail_msg("%zu: %zu are offered", i, choices.n);
		if (lend_row(GUEST, head_row) != all[i].by_holder)
			fail_msg("%zu: not %d", i, (int)all[i].by_holder);
		script("DELETE FROM access WHERE for_id <> 0");
		if (lend_row(ACTOR, head_row) != all[i].by_admin)
			fail_msg("%zu by an administrator: not %d", i,
			    (int)all[i].by_admin);
		script("UPDATE unit_above SET valid_from = '1000-01-01',"
		       " valid_to = '9999-12-31'");
	}
}

/* Whose account is locked or over has nothing to lend. */
static void
whose_it_is(void **state)
{
	(void)state;
	headed();
	script("UPDATE person SET locked = 1 WHERE id = 901");
	assert_int_equal(lend_row(ACTOR, head_row), E_INVALID);
	assert_non_null(finding_at(&w.f, "role"));
	headed();
	script("UPDATE person SET valid_to = '" TODAY "' WHERE id = 901");
	assert_int_equal(lend_row(ACTOR, head_row), E_INVALID);
	assert_non_null(finding_at(&w.f, "role"));
	/* an administrator who may not give it may not lend it for them */
	headed();
	long owner =
	    put_role_in(GUEST, ROLE_OWNER, PROVINCE, 0, "2026-01-01", FOREVER);
	assert_int_equal(lend_row(ACTOR, owner), E_NOTFOUND);
	put_post(THIRD, PROVINCE);
	assert_int_equal(lend_row(GUEST, owner), OK);
	/* nor one that is no more */
	headed();
	script("UPDATE access SET valid_from = '" TODAY "', valid_to = '" TODAY
	       "' WHERE person_id = 901");
	assert_int_equal(lend_row(GUEST, head_row), E_NOTFOUND);
	script("UPDATE access SET valid_from = '2026-10-05', valid_to ="
	       " '2026-10-05' WHERE person_id = 901");
	assert_int_equal(lend_row(GUEST, head_row), E_NOTFOUND);
	/* to administer and to audit is never lent */
	for (enum role r = 1; r < ROLE_END; r++) {
		headed();
		put_post(THIRD, PROVINCE);
		long row =
		    put_role_in(GUEST, r, PROVINCE, 0, "2026-01-01", FOREVER);
		bool must =
		    r != ROLE_ADMIN && r != ROLE_AUDITOR && r != ROLE_MACHINE;
		if ((lend_row(GUEST, row) == OK) != must)
			fail_msg("%s is lent: %d", role_name(r), !must);
	}
}

/* As a right of another's, in the same place and time. */
static void
as_it_is_kept(void **state)
{
	(void)state;
	headed();
	assert_int_equal(lend_row(ACTOR, head_row), OK);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM access WHERE person_id"
			     " = 902 AND role = %d AND unit_id = %d AND for_id"
			     " = 901 AND valid_from = '2026-10-01' AND valid_to"
			     " = '2026-11-01' AND sign_as = 'KT' AND decision ="
			     " '1/UQ' AND given_by = 900",
			     ROLE_HEAD, DISTRICT)),
	    1);
	assert_int_equal(lend_in(ACTOR, "31/10/2026", "01/11/2026", "KT"),
	    E_INVALID);
	assert_non_null(finding_at(&w.f, "login"));
	assert_int_equal(lend_in(ACTOR, "01/11/2026", "02/11/2026", "KT"), OK);
	/* ended on its first day and lent again: as said the second time */
	headed();
	script("UPDATE access SET valid_from = '2026-01-01'");
	assert_int_equal(lend_in(GUEST, NULL, "31/10/2026", "KT"), OK);
	long lent = row_of(THIRD);
	IS_OK(deputy_end(w.db, as(GUEST), lent, -1, &w.f));
	assert_int_equal(lend_in(GUEST, NULL, "31/10/2026", "TUQ"), OK);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM access WHERE"
				" person_id = 902 AND sign_as = 'TUQ' AND"
				" valid_to = '2026-11-01'"),
	    1);
}

/* Who sees and ends it: the two, and whoever may give the role there. */
static void
who_ends_it(void **state)
{
	static const struct {
		long actor;
		enum rc own, lent; /* of deputy_of() */
	} all[] = {
		{ ACTOR, OK, OK },
		{ GUEST, OK, OK },
		{ THIRD, E_NOTFOUND, OK },
		{ HEAD + DISTRICT, E_NOTFOUND, E_NOTFOUND },
		{ HEAD + PROVINCE, E_NOTFOUND, E_NOTFOUND },
		{ 0, OK, OK },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct held h;
		headed();
		long lent = put_role_in(THIRD, ROLE_HEAD, DISTRICT, GUEST,
		    "2026-09-25", "2026-10-01");
		long actor = all[i].actor;
		assert_int_equal(RUN(deputy_of(w.db, as(actor), head_row, &h)),
		    all[i].own);
		assert_int_equal(RUN(deputy_of(w.db, as(actor), lent, &h)),
		    all[i].lent);
		/* this way what is lent ends, never a role itself */
		assert_int_equal(RUN(deputy_end(w.db, as(actor), head_row, -1,
				     &w.f)),
		    E_NOTFOUND);
		assert_int_equal(RUN(deputy_end(w.db, as(actor), lent, -1,
				     &w.f)),
		    all[i].lent);
		assert_int_equal(row_of(THIRD), all[i].lent == OK ? 0 : lent);
	}
	/* one that an administrator could not give he cannot end */
	headed();
	long lent = put_role_in(THIRD, ROLE_OWNER, PROVINCE, GUEST,
	    "2026-01-01", "2027-01-01");
	assert_int_equal(RUN(deputy_end(w.db, as(ACTOR), lent, -1, &w.f)),
	    E_NOTFOUND);
}

static const char *
signs(long person, long for_id, long unit)
{
	const struct grant held[] = {
		{ .unit_id = PROVINCE, .role = ROLE_HEAD, .for_id = for_id },
		{ .unit_id = unit, .role = ROLE_HEAD, .for_id = for_id },
		{ .unit_id = unit, .role = ROLE_CLERK, .for_id = for_id },
	};
	struct actor who = { .id = person,
		.behalf = for_id,
		.grants = held,
		.ngrant = COUNT(held) };
	struct ctx ctx = *as(person);
	struct behalf b;

	ctx.actor = &who;
	IS_OK(revision_behalf(w.db, &ctx, unit, &b));
	assert_string_equal(b.name, for_id == 0     ? "" :
				    for_id == GUEST ? "Person 901" :
						      "Person 900");
	return b.sign_as;
}

/* What stands before the name on paper: today, at that unit, for that one. */
static void
how_it_is_signed(void **state)
{
	(void)state;
	headed();
	script("INSERT INTO access (person_id, role, unit_id, for_id,"
	       " valid_from, valid_to, sign_as) VALUES"
	       " (902, 1, 21, 901, '2026-01-01', '9999-12-31', 'TUQ'),"
	       " (902, 2, 21, 901, '2026-01-01', '2026-09-21', 'KT'),"
	       " (902, 2, 31, 901, '2026-01-01', '2026-09-20', 'KT'),"
	       " (902, 2, 32, 901, '2026-09-21', '9999-12-31', 'KT'),"
	       " (902, 2, 33, 900, '2026-01-01', '9999-12-31', 'TUQ'),"
	       " (902, 2, 12, 901, '" TODAY "', '9999-12-31', 'KT')");
	assert_string_equal(signs(THIRD, GUEST, DISTRICT), "KT"); /* a head */
	assert_string_equal(signs(THIRD, GUEST, COMMUNE), "");    /* over */
	assert_string_equal(signs(THIRD, GUEST, COMMUNE2), "");   /* not yet */
	assert_string_equal(signs(THIRD, GUEST, COMMUNE3), "");
	assert_string_equal(signs(THIRD, ACTOR, COMMUNE3), "TUQ");
	assert_string_equal(signs(THIRD, GUEST, PROVINCE2), "KT");
	assert_string_equal(signs(THIRD, 0, DISTRICT), "");
	assert_string_equal(signs(ACTOR, GUEST, DISTRICT), "");
}

/* The deputy is somebody else by now: the whole is begun again. */
static void
changed_meanwhile(void **state)
{
	struct deputy_in in = { .grant = head_row,
		.login = "p902",
		.from = "01/10/2026",
		.to = "31/10/2026",
		.sign_as = "KT",
		.decision = "1/UQ" };
	struct person p;

	(void)state;
	headed();
	in.grant = head_row;
	for (long actor = ACTOR; actor <= GUEST; actor++) {
		assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
		assert_int_equal(person_get(w.db, THIRD, &p), OK);
		struct db *mine = w.db;
		w.db = w.other;
		script("UPDATE person SET locked = 1, version = version + 1"
		       " WHERE id = 902");
		w.db = mine;
		assert_int_equal(db_end(w.db,
				     deputy_add(w.db, as(actor), &in, &w.f)),
		    E_BUSY);
		headed();
		in.grant = head_row;
	}
}

#define T(f) cmocka_unit_test_setup_teardown(f, people_new, people_free)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(as_the_decree_says),
		T(who_stands_in),
		T(whose_it_is),
		T(as_it_is_kept),
		T(who_ends_it),
		T(how_it_is_signed),
		T(changed_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
