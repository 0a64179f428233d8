/* test_standing.c - what giving, ending, moving and leaving do to rows, to
 * versions and to the record; on which day; and two at once */
#include <string.h>
#include "core/account.h"
#include "core/deputy.h"
#include "core/grant.h"
#include "core/peopling.h"
#include "core/posting.h"

#define FOREVER "9999-12-31"

/* GUEST heads the district and lends it to THIRD, who works in a commune. */
static long head_row, lent_row;

static void
headed(void)
{
	scene(ROLE_ADMIN, PROVINCE, DISTRICT);
	put_post(THIRD, COMMUNE);
	head_row =
	    put_role_in(GUEST, ROLE_HEAD, DISTRICT, 0, "2026-01-01", FOREVER);
	lent_row = put_role_in(THIRD, ROLE_HEAD, DISTRICT, GUEST, "2026-01-01",
	    "2027-01-01");
}

/* -- each of what changes somebody, with the version of the page -- */

static enum rc
give(long version)
{
	struct grant_in in = { .person = THIRD,
		.version = version,
		.role = "clerk",
		.unit_id = COMMUNE,
		.decision = "QĐ 1" };

	return RUN(grant_add(w.db, as(ACTOR), &in, &w.f));
}

static enum rc
end(long version)
{
	return RUN(
	    grant_end(w.db, as(ACTOR), GUEST, version, head_row, NULL, &w.f));
}

static enum rc
end_lent(long version)
{
	return RUN(deputy_end(w.db, as(GUEST), lent_row, version, &w.f));
}

static enum rc
move(long version)
{
	struct move_in in = { .person = GUEST,
		.version = version,
		.unit_id = COMMUNE2,
		.decision = "QĐ 2" };

	return RUN(posting_move(w.db, as(ACTOR), &in, &w.f));
}

static enum rc
leave(long version)
{
	struct move_in in = { .person = GUEST,
		.version = version,
		.decision = "QĐ 3" };

	return RUN(posting_leave(w.db, as(ACTOR), &in, &w.f));
}

static enum rc
change(long version)
{
	struct person_says says = { .name = str_fmt(w.mem, "Guest of %ld",
					version) };

	return RUN(
	    account_change(w.db, as(ACTOR), GUEST, version, &says, &w.f));
}

static enum rc
lock(long version)
{
	return RUN(account_lock(w.db, as(ACTOR), GUEST, version, true, &w.f));
}

/* No version: it is about a role, not about the page of a person. */
static enum rc
lend(long version)
{
	struct deputy_in in = { .grant = head_row,
		.login = "p902",
		.from = "01/02/2027",
		.to = "01/03/2027",
		.sign_as = "KT",
		.decision = "QĐ 4" };

	(void)version;
	return RUN(deputy_add(w.db, as(GUEST), &in, &w.f));
}

static const struct {
	const char *act;
	enum rc (*run)(long version);
	long person;    /* of whose page it is */
	bool versioned; /* the page says which version it shows */
	const char *was, *became;
} acts[] = {
	{ "grant", give, THIRD, true, "",
	    "\"role\":\"clerk\",\"unit\":\"31\",\"from\":\"2026-09-20\","
	    "\"to\":\"9999-12-31\",\"decision\":\"QĐ 1\"" },
	{ "revoke", end, GUEST, true,
	    "\"role\":\"head\",\"unit\":\"21\",\"to\":\"9999-12-31\"",
	    "\"to\":\"2026-09-20\"" },
	{ "end-deputy", end_lent, THIRD, true,
	    "\"role\":\"head\",\"unit\":\"21\",\"to\":\"2027-01-01\"",
	    "\"to\":\"2026-09-20\"" },
	{ "deputise", lend, THIRD, false, "",
	    "\"role\":\"head\",\"unit\":\"21\",\"from\":\"2027-02-01\","
	    "\"to\":\"2027-03-02\",\"decision\":\"QĐ 4\",\"for\":\"901\"" },
	{ "deputise", lend, GUEST, false, NULL, NULL },
	{ "move", move, GUEST, true,
	    "\"unit\":\"Huyện Mỹ\",\"roles\":\"head of Huyện Mỹ\"",
	    "\"unit\":\"Xã Hai\",\"from\":\"2026-09-20\",\"roles\":\"\","
	    "\"decision\":\"QĐ 2\"" },
	{ "leave", leave, GUEST, true,
	    "\"unit\":\"Huyện Mỹ\",\"roles\":\"head of Huyện Mỹ\"",
	    "\"from\":\"2026-09-20\",\"roles\":\"\",\"decision\":\"QĐ 3\"" },
	{ "change", change, GUEST, true, "\"name\":\"Person 901\"",
	    "\"name\":\"Guest of 1\"" },
	{ "lock", lock, GUEST, true, "\"locked\":\"no\"",
	    "\"locked\":\"yes\"" },
};

static long
recorded(const char *act, long person, const char *was, const char *became)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM audit WHERE act = '%s' AND object ="
	    " 'person' AND object_id = %ld AND person_id >= 900 AND"
	    " COALESCE(was, '') LIKE '%%%s%%' AND COALESCE(became, '') LIKE"
	    " '%%%s%%'",
	    act, person, was, became));
}

/* Whoever had the page open before does not act on it any more. */
static void
versions(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(acts); i++) {
		headed();
		long v = version_of(acts[i].person);
		for (long off = -1; acts[i].versioned && off <= 1; off += 2)
			if (acts[i].run(v + off) != E_CONFLICT)
				fail_msg("%s: a page of %+ld", acts[i].act,
				    off);
		assert_int_equal(version_of(acts[i].person), v);
		assert_int_equal(acts[i].run(v), OK);
		if (version_of(acts[i].person) <= v)
			fail_msg("%s: %ld has the version before", acts[i].act,
			    acts[i].person);
	}
}

static void
records(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(acts); i++) {
		if (acts[i].was == NULL)
			continue;
		headed();
		script("UPDATE person SET version = 1, name = 'Person 901'"
		       " WHERE id = 901");
		/* one that has ended is not among those they lose */
		put_role_in(GUEST, ROLE_CLERK, DISTRICT, 0, "2026-01-01",
		    "2026-02-01");
		long before = recorded(acts[i].act, acts[i].person, acts[i].was,
		    acts[i].became);
		enum rc rc = acts[i].run(version_of(acts[i].person));
		if (rc != OK)
			fail_msg("%s: %d", acts[i].act, (int)rc);
		if (recorded(acts[i].act, acts[i].person, acts[i].was,
			acts[i].became) != before + 1)
			fail_msg("%s is not on record so", acts[i].act);
	}
	/* which did not end once more */
	assert_int_equal(recorded("revoke", GUEST, "\"role\":\"clerk\"", ""),
	    0);
}

/* -- from when to when -- */

static const struct {
	const char *from, *to;
	const char *last; /* as typed; NULL: today */
	enum rc rc;
	const char *until; /* then; NULL: the row is gone */
} ends[] = {
	{ "2026-01-01", FOREVER, NULL, OK, TODAY },
	{ TODAY, FOREVER, NULL, OK, TODAY }, /* they had it today */
	{ "2026-09-21", FOREVER, NULL, OK, NULL },
	{ "2026-10-01", FOREVER, "14/10/2026", OK, "2026-10-15" },
	{ "2026-10-01", FOREVER, "30/09/2026", E_INVALID, FOREVER },
	{ "2026-01-01", FOREVER, "19/09/2026", E_INVALID, FOREVER },
	{ "2026-01-01", FOREVER, "20/09/2026", OK, "2026-09-21" },
	{ "2026-01-01", "2026-10-01", "30/09/2026", OK, "2026-10-01" },
	{ "2026-01-01", "2026-10-01", "01/10/2026", E_INVALID, "2026-10-01" },
	{ "2026-01-01", "2026-09-21", NULL, OK, TODAY },
	{ "2026-01-01", TODAY, NULL, E_NOTFOUND, TODAY }, /* ended already */
	{ TODAY, TODAY, NULL, E_NOTFOUND, TODAY },
};

static bool
is_until(long row, const char *day)
{
	if (day == NULL)
		return number(str_fmt(w.mem,
			   "SELECT COUNT(*) AS n FROM access WHERE id = %ld",
			   row)) == 0;
	return number(str_fmt(w.mem,
		   "SELECT COUNT(*) AS n FROM access WHERE id = %ld AND"
		   " valid_to = '%s'",
		   row, day)) == 1;
}

static void
the_last_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ends); i++) {
		headed();
		long row = put_role_in(GUEST, ROLE_CLERK, COMMUNE, 0,
		    ends[i].from, ends[i].to);
		if (RUN(grant_end(w.db, as(ACTOR), GUEST, -1, row, ends[i].last,
			&w.f)) != ends[i].rc)
			fail_msg("%zu: not %d", i, (int)ends[i].rc);
		if (!is_until(row, ends[i].until))
			fail_msg("%zu: not until %s", i, ends[i].until);
		assert_true(is_until(head_row, FOREVER));
		assert_true(is_until(lent_row, "2027-01-01"));
	}
}

/* What was lent ends with the role it was lent from, never later than it would
 * have, and no other. */
static void
lent_with_it(void **state)
{
	static const struct {
		enum role role;
		long unit, for_id;
		const char *from, *to, *last, *until;
	} lent[] = {
		{ ROLE_HEAD, DISTRICT, GUEST, "2026-02-01", "2027-01-01", NULL,
		    TODAY },
		{ ROLE_HEAD, DISTRICT, GUEST, "2026-02-01", "2026-10-01",
		    "31/12/2026", "2026-10-01" },
		{ ROLE_HEAD, DISTRICT, GUEST, "2026-02-01", "2027-02-01",
		    "31/12/2026", "2027-01-01" },
		{ ROLE_HEAD, DISTRICT, GUEST, "2026-11-01", "2027-02-01", NULL,
		    NULL },
		{ ROLE_HEAD, DISTRICT, GUEST, "2026-02-01", "2026-03-01", NULL,
		    "2026-03-01" },
		{ ROLE_CLERK, DISTRICT, GUEST, "2026-02-01", "2027-01-01", NULL,
		    "2027-01-01" },
		{ ROLE_HEAD, COMMUNE, GUEST, "2026-02-01", "2027-01-01", NULL,
		    "2027-01-01" },
		{ ROLE_HEAD, DISTRICT, HEAD + PROVINCE, "2026-02-01",
		    "2027-01-01", NULL, "2027-01-01" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lent); i++) {
		headed();
		long row = put_role_in(THIRD, lent[i].role, lent[i].unit,
		    lent[i].for_id, lent[i].from, lent[i].to);
		assert_int_equal(RUN(grant_end(w.db, as(ACTOR), GUEST, -1,
				     head_row, lent[i].last, &w.f)),
		    OK);
		if (!is_until(row, lent[i].until))
			fail_msg("%zu: not until %s", i, lent[i].until);
	}
}

/* What the deputy has himself, and lends himself, is not what ends. */
static void
his_own_stays(void **state)
{
	(void)state;
	headed();
	long own =
	    put_role_in(THIRD, ROLE_HEAD, DISTRICT, 0, "2026-01-01", FOREVER);
	long by_him = put_role_in(ACTOR, ROLE_HEAD, DISTRICT, THIRD,
	    "2026-01-01", "2027-01-01");
	assert_int_equal(end_lent(-1), OK);
	assert_true(is_until(lent_row, TODAY));
	assert_true(is_until(own, FOREVER));
	assert_true(is_until(by_him, "2027-01-01"));
	/* named by role and unit, it is the own one */
	headed();
	own = put_role_in(THIRD, ROLE_HEAD, DISTRICT, 0, "2025-01-01", FOREVER);
	assert_int_equal(RUN(grant_end_role(w.db, as(ACTOR), THIRD, ROLE_HEAD,
			     DISTRICT, NULL, &w.f)),
	    OK);
	assert_true(is_until(own, TODAY));
	assert_true(is_until(lent_row, "2027-01-01"));
	assert_int_equal(RUN(grant_end_role(w.db, as(ACTOR), THIRD, ROLE_HEAD,
			     DISTRICT, NULL, &w.f)),
	    E_NOTFOUND);
}

/* -- the same role twice -- */

static enum rc
clerk(long actor, long unit, const char *from, const char *to)
{
	struct grant_in in = { .person = GUEST,
		.version = -1,
		.role = "clerk",
		.unit_id = unit,
		.from = from,
		.to = to };

	return RUN(grant_add(w.db, as(actor), &in, &w.f));
}

static void
once_at_a_time(void **state)
{
	static const struct {
		enum role role;
		long unit, for_id;
		const char *from, *to; /* what they have */
		enum rc rc;            /* clerk of the district in October */
	} has[] = {
		{ ROLE_CLERK, DISTRICT, 0, "2026-01-01", FOREVER, E_INVALID },
		{ ROLE_CLERK, DISTRICT, 0, "2026-10-31", FOREVER, E_INVALID },
		{ ROLE_CLERK, DISTRICT, 0, "2026-11-01", FOREVER, OK },
		{ ROLE_CLERK, DISTRICT, 0, "2026-01-01", "2026-10-02",
		    E_INVALID },
		{ ROLE_CLERK, DISTRICT, 0, "2026-01-01", "2026-10-01", OK },
		{ ROLE_CLERK, DISTRICT, 0, "2026-10-05", "2026-10-05", OK },
		{ ROLE_VIEWER, DISTRICT, 0, "2026-01-01", FOREVER, OK },
		{ ROLE_CLERK, COMMUNE, 0, "2026-01-01", FOREVER, OK },
		{ ROLE_CLERK, DISTRICT, THIRD, "2026-01-01", FOREVER, OK },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(has); i++) {
		headed();
		put_role_in(GUEST, has[i].role, has[i].unit, has[i].for_id,
		    has[i].from, has[i].to);
		if (clerk(ACTOR, DISTRICT, "01/10/2026", "31/10/2026") !=
		    has[i].rc)
			fail_msg("%zu: not %d", i, (int)has[i].rc);
		if (has[i].rc == E_INVALID)
			assert_non_null(finding_at(&w.f, "role"));
	}
	/* a script may say it twice */
	headed();
	assert_int_equal(clerk(0, DISTRICT, NULL, NULL), OK);
	assert_int_equal(clerk(0, DISTRICT, NULL, NULL), OK);
	assert_int_equal(clerk(ACTOR, DISTRICT, NULL, NULL), E_INVALID);
}

/* Ended by mistake, and given again on the same day: as if it had not been. */
static void
taken_up_again(void **state)
{
	(void)state;
	headed();
	assert_int_equal(clerk(ACTOR, DISTRICT, NULL, NULL), OK);
	long row = row_of(GUEST);
	assert_int_equal(RUN(grant_end(w.db, as(ACTOR), GUEST, -1, row, NULL,
			     &w.f)),
	    OK);
	assert_true(is_until(row, TODAY));
	assert_int_equal(clerk(ACTOR, DISTRICT, NULL, "31/10/2026"), OK);
	assert_true(is_until(row, "2026-11-01"));
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM access WHERE id = %ld"
			     " AND ended IS NULL AND ended_by = 0 AND given IS"
			     " NOT NULL AND given_by = 900",
			     row)),
	    1);
}

/* An account that is over on that day gets nothing from that day. */
static void
over_by_then(void **state)
{
	(void)state;
	headed();
	script("UPDATE person SET valid_to = '2026-10-01' WHERE id = 901");
	assert_int_equal(clerk(ACTOR, DISTRICT, "01/10/2026", NULL), E_INVALID);
	assert_non_null(finding_at(&w.f, "from"));
	assert_int_equal(clerk(ACTOR, DISTRICT, "30/09/2026", NULL), OK);
}

/* Of another's units: not to be ended, though one sees the person. */
static void
not_his_to_end(void **state)
{
	(void)state;
	headed();
	long far =
	    put_role_in(GUEST, ROLE_CLERK, COMMUNE3, 0, "2026-01-01", FOREVER);
	assert_int_equal(RUN(grant_end(w.db, as(ACTOR), GUEST, -1, far, NULL,
			     &w.f)),
	    E_INVALID);
	assert_true(is_until(far, FOREVER));
	/* within them, but given from above only */
	long owner =
	    put_role_in(GUEST, ROLE_OWNER, PROVINCE, 0, "2026-01-01", FOREVER);
	assert_int_equal(RUN(grant_end(w.db, as(ACTOR), GUEST, -1, owner, NULL,
			     &w.f)),
	    E_INVALID);
	assert_true(is_until(owner, FOREVER));
	/* nor one's own */
	long mine =
	    put_role_in(ACTOR, ROLE_CLERK, COMMUNE, 0, "2026-01-01", FOREVER);
	assert_int_equal(RUN(grant_end(w.db, as(ACTOR), ACTOR, -1, mine, NULL,
			     &w.f)),
	    E_INVALID);
	assert_true(is_until(mine, FOREVER));
}

/* Rights that were and places where they worked do not count, nor do those
 * that they have lent. */
static void
only_what_goes_on(void **state)
{
	(void)state;
	headed();
	put_role_in(GUEST, ROLE_HEAD, COMMUNE3, 0, "2026-01-01", TODAY);
	put_role_in(THIRD, ROLE_HEAD, COMMUNE3, GUEST, "2026-01-01",
	    "2027-01-01");
	script("UPDATE person_post SET valid_from = '2026-05-01' WHERE"
	       " person_id = 901; INSERT INTO person_post (person_id,"
	       " valid_from, valid_to, unit_id) VALUES (901, '2026-01-01',"
	       " '2026-05-01', 33)");
	assert_int_equal(lock(-1), OK);
	headed();
	put_role_in(GUEST, ROLE_HEAD, COMMUNE3, 0, "2026-10-01", FOREVER);
	assert_int_equal(lock(-1), E_INVALID); /* one to come does */
	headed();
	script("INSERT INTO person_post (person_id, valid_from, valid_to,"
	       " unit_id) VALUES (901, '2026-10-01', '9999-12-31', 33)");
	assert_int_equal(lock(-1), E_INVALID);
	/* from outside: somebody with a role here is given another here */
	headed();
	put_post(GUEST, COMMUNE3);
	assert_int_equal(lock(-1), E_INVALID);
	assert_int_equal(change(-1), E_INVALID);
	assert_int_equal(move(-1), E_INVALID);
	assert_int_equal(leave(-1), E_INVALID);
	assert_int_equal(clerk(ACTOR, COMMUNE, NULL, NULL), OK);
	assert_int_equal(clerk(ACTOR, COMMUNE3, NULL, NULL), E_INVALID);
}

/* Oneself is seen, and not managed. */
static void
oneself(void **state)
{
	struct standing s;

	(void)state;
	headed();
	put_post(ACTOR, COMMUNE);
	IS_OK(standing_get(w.db, as(ACTOR), ACTOR, &s));
	assert_true(s.self && !s.inside && !s.whole);
	IS_OK(standing_get(w.db, as(ACTOR), GUEST, &s));
	assert_true(!s.self && s.inside && s.whole);
	assert_true(s.held.n == 1 && s.held.at[0].now && s.lent.n == 1);
	script(
	    "UPDATE access SET valid_from = '" TODAY "' WHERE person_id = 901");
	IS_OK(standing_get(w.db, as(ACTOR), GUEST, &s));
	assert_true(s.held.at[0].now && s.held.at[0].live);
	script("UPDATE access SET valid_from = '2026-09-21' WHERE person_id ="
	       " 901");
	IS_OK(standing_get(w.db, as(ACTOR), GUEST, &s));
	assert_true(!s.held.at[0].now && s.held.at[0].live);
	IS_OK(standing_get(w.db, as(THIRD), THIRD, &s));
	assert_true(s.self && !s.inside && !s.whole);
	assert_int_equal(RUN(standing_get(w.db, as(THIRD), GUEST, &s)),
	    E_NOTFOUND);
}

/* -- moving and leaving -- */

static long
ends_on(const char *table, const char *day)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM %s WHERE person_id = 901 AND valid_to ="
	    " '%s'",
	    table, day));
}

static enum rc
goes(bool moves, const char *from)
{
	struct move_in in = { .person = GUEST,
		.version = -1,
		.unit_id = COMMUNE2,
		.from = from,
		.role = "clerk" };

	script("DELETE FROM session; INSERT INTO session (token, person_id,"
	       " made, seen, expires, proved) VALUES (REPEAT('a', 64), 901,"
	       " '2026-01-01', '2026-01-01', '2030-01-01', '2026-01-01')");
	return moves ? RUN(posting_move(w.db, as(ACTOR), &in, &w.f)) :
		       RUN(posting_leave(w.db, as(ACTOR), &in, &w.f));
}

static void
from_that_day(void **state)
{
	static const struct {
		bool moves;
		const char *from, *day;
		long sessions;
	} all[] = {
		{ true, NULL, TODAY, 0 },
		{ false, NULL, TODAY, 0 },
		{ true, "21/09/2026", "2026-09-21", 1 },
		{ false, "01/10/2026", "2026-10-01", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		headed();
		/* it was known already that they would go elsewhere */
		script("INSERT INTO person_post (person_id, valid_from,"
		       " valid_to, unit_id) VALUES (901, '2026-12-01',"
		       " '9999-12-31', 32)");
		assert_int_equal(goes(all[i].moves, all[i].from), OK);
		assert_true(is_until(head_row, all[i].day));
		assert_true(is_until(lent_row, all[i].day));
		assert_int_equal(ends_on("person_post", all[i].day), 1);
		assert_int_equal(ends_on("person_post", FOREVER), all[i].moves);
		assert_int_equal(ends_on("access", FOREVER), all[i].moves);
		assert_int_equal(number(str_fmt(w.mem,
				     "SELECT COUNT(*) AS n FROM access x JOIN"
				     " person_post q ON q.person_id ="
				     " x.person_id AND q.valid_from ="
				     " x.valid_from AND q.unit_id = x.unit_id"
				     " WHERE x.person_id = 901 AND x.valid_from"
				     " = '%s' AND x.unit_id = 32",
				     all[i].day)),
		    all[i].moves);
		assert_int_equal(number("SELECT COUNT(*) AS n FROM session"),
		    all[i].sessions);
		assert_int_equal(number(str_fmt(w.mem,
				     "SELECT COUNT(*) AS n FROM person WHERE "
				     "id = 901 AND"
				     " valid_to = '%s'",
				     all[i].moves ? FOREVER : all[i].day)),
		    1);
	}
}

/* What begins on the very day is still theirs: it was on record. */
static void
on_its_first_day(void **state)
{
	(void)state;
	headed();
	script("UPDATE person_post SET valid_from = '" TODAY "' WHERE"
	       " person_id = 901");
	assert_int_equal(goes(false, NULL), OK);
	assert_int_equal(ends_on("person_post", TODAY), 1);
	headed();
	script("UPDATE person_post SET valid_from = '" TODAY "' WHERE"
	       " person_id = 901");
	assert_int_equal(goes(true, NULL), OK);
	assert_int_equal(ends_on("person_post", FOREVER), 1);
}

static void
what_is_typed(void **state)
{
	static const char *const days[] = { "19/09/2026", "31/02/2027",
		"soon" };
	char text[202];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	headed();
	for (size_t i = 0; i < COUNT(days); i++) {
		assert_int_equal(goes(true, days[i]), E_INVALID);
		assert_non_null(finding_at(&w.f, "from"));
		assert_int_equal(goes(false, days[i]), E_INVALID);
		assert_int_equal(clerk(ACTOR, COMMUNE, days[i], NULL),
		    E_INVALID);
	}
	struct move_in in = { .person = GUEST,
		.version = -1,
		.unit_id = COMMUNE2,
		.decision = text };
	struct grant_in grant = { .person = GUEST,
		.version = -1,
		.role = "clerk",
		.unit_id = COMMUNE2,
		.decision = text };
	assert_int_equal(RUN(posting_move(w.db, as(ACTOR), &in, &w.f)),
	    E_INVALID);
	assert_int_equal(RUN(posting_leave(w.db, as(ACTOR), &in, &w.f)),
	    E_INVALID);
	assert_int_equal(RUN(grant_add(w.db, as(ACTOR), &grant, &w.f)),
	    E_INVALID);
	assert_non_null(finding_at(&w.f, "decision"));
	assert_true(is_until(head_row, FOREVER));
}

/* -- new accounts -- */

static enum rc
account(const char *login, long unit, const char *role, const char *to)
{
	struct account_in in = { .says = { .login = login, .name = "Mới" },
		.unit_id = unit,
		.role = role,
		.from = "01/10/2026",
		.to = to };
	long id;

	return RUN(account_add(w.db, as(ACTOR), &in, &w.f, &id));
}

static void
new_accounts(void **state)
{
	(void)state;
	headed();
	assert_int_equal(account("moi", COMMUNE3, "clerk", NULL), E_INVALID);
	assert_non_null(finding_at(&w.f, "unit"));
	assert_int_equal(account("moi", PROVINCE2, NULL, NULL), E_INVALID);
	assert_int_equal(account("moi", PROVINCE, "owner", NULL), E_INVALID);
	assert_int_equal(account("p901", COMMUNE, "clerk", NULL), E_INVALID);
	assert_non_null(finding_at(&w.f, "login"));
	assert_int_equal(account("moi", COMMUNE, "clerk", "31/10/2026"), OK);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM person p JOIN"
				" person_post q ON q.person_id = p.id AND"
				" q.unit_id = 31 AND q.valid_from = '" TODAY
				"' JOIN access x ON x.person_id = p.id AND"
				" x.valid_from = '2026-10-01' AND x.valid_to ="
				" '2026-11-01' WHERE p.login = 'moi'"),
	    1);
	struct account_in in = { .says = { .login = "nhieu", .name = "N" },
		.unit_id = COMMUNE,
		.from = "2026-10-01",
		.to = "2026-11-01" };
	long id;
	IS_OK(account_store(w.db, as(ACTOR), &in, &w.f, &id));
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT unit_id AS n FROM person_post WHERE"
			     " person_id = %ld",
			     id)),
	    COMMUNE);
}

/* -- two at once -- */

/* One transaction has read; another changes something and commits. */
static void
meanwhile(const char *sql)
{
	struct person p;

	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	assert_int_equal(person_get(w.db, GUEST, &p), OK);
	struct db *mine = w.db;
	w.db = w.other;
	script(sql);
	w.db = mine;
}

static void
reads_what_is(void **state)
{
	struct findings f = { .mem = w.mem };
	struct held h;
	struct standing s;

	(void)state;
	headed();
	meanwhile("UPDATE person SET version = version + 1 WHERE id = 901");
	assert_int_equal(standing_lock(w.db, as(ACTOR), GUEST, -1, &s), E_BUSY);
	assert_int_equal(db_end(w.db, E_BUSY), E_BUSY);
	meanwhile(
	    "UPDATE access SET valid_to = '" TODAY "' WHERE person_id = 901");
	assert_int_equal(grant_lock(w.db, as(ACTOR), head_row, &h), E_NOTFOUND);
	assert_int_equal(db_end(w.db, E_NOTFOUND), E_NOTFOUND);
	meanwhile("INSERT INTO access (person_id, role, unit_id, valid_from,"
		  " valid_to) VALUES (901, 9, 33, '2026-01-01', '9999-12-31')");
	assert_int_equal(standing_apart(w.db, GUEST, ROLE_CLERK, TODAY, FOREVER,
			     &f),
	    OK);
	assert_int_equal(db_end(w.db, E_INVALID), E_INVALID);
	assert_non_null(finding_at(&f, "role"));
	meanwhile("INSERT INTO access (person_id, role, unit_id, valid_from,"
		  " valid_to) VALUES (901, 4, 33, '2026-01-01', '9999-12-31')");
	assert_int_equal(db_end(w.db, grant_end_all(w.db, as(ACTOR), GUEST,
					  GUEST, TODAY)),
	    OK);
	assert_int_equal(row_of(GUEST), 0);
}

/* Whoever holds the person's row is waited for. */
static void
held_by_another(void **state)
{
	struct person p;

	(void)state;
	headed();
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(standing_person(w.other, GUEST, -1, &p), OK);
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	assert_int_equal(db_end(w.db, standing_person(w.db, GUEST, -1, &p)),
	    E_BUSY);
	assert_int_equal(db_end(w.other, OK), OK);
}

/* Roles that one person must not have at the same time: to the day. */
static void
apart_by_a_day(void **state)
{
	static const struct {
		const char *from, *to;
		size_t findings;
	} all[] = {
		{ "2026-09-01", "2026-10-01", 0 },
		{ "2026-09-01", "2026-10-02", 1 },
		{ "2026-10-31", FOREVER, 1 },
		{ "2026-11-01", FOREVER, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		headed();
		put_role_in(THIRD, ROLE_AUDITOR, COMMUNE, 0, all[i].from,
		    all[i].to);
		w.f = (struct findings){ .mem = w.mem };
		IS_OK(standing_apart(w.db, THIRD, ROLE_ADMIN, "2026-10-01",
		    "2026-11-01", &w.f));
		if (w.f.nerror != all[i].findings)
			fail_msg("%zu: %zu findings", i, w.f.nerror);
	}
}

#define T(f) cmocka_unit_test_setup_teardown(f, people_new, people_free)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(versions),
		T(records),
		T(the_last_day),
		T(lent_with_it),
		T(his_own_stays),
		T(once_at_a_time),
		T(taken_up_again),
		T(over_by_then),
		T(not_his_to_end),
		T(only_what_goes_on),
		T(oneself),
		T(from_that_day),
		T(on_its_first_day),
		T(what_is_typed),
		T(new_accounts),
		T(reads_what_is),
		T(held_by_another),
		T(apart_by_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
