/* test_signin.c - codes, tickets, links and waits, by a clock that is said
 *
 * Steps are those of RFC 4226, appendix D: half minutes since 1970.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "core/lockout.h"
#include "core/signin.h"
#include "core/signin_link.h"
#include "io/conf.h"
#include "io/db.h"
#include "core/world.h"

#define SECRET "3132333435363738393031323334353637383930"
enum { WHO = CLERK + COMMUNE, OTHER = CLERK + COMMUNE2 };

static const char *const codes[] = { "755224", "287082", "359152", "969429",
	"338314", "254676", "287922", "162583", "399871", "520489" };
static char key_file[] = "/tmp/baocao-key.XXXXXX";
static struct conf conf = { .second_key = key_file,
	.hash_kib = 8,
	.hash_passes = 1,
	.hash_slots = 2,
	.run = "/tmp" };

static const struct ctx *
at_step(long step)
{
	struct ctx *ctx = arena_alloc(w.mem, sizeof *ctx);
	struct tm tm;
	time_t at = step * 30;
	char *text = arena_alloc(w.mem, 40);

	strftime(text, 40, "%F %T.000000", gmtime_r(&at, &tm));
	*ctx = *as(WHO);
	ctx->real = text;
	ctx->lang = "en";
	return ctx;
}

static enum second_is
checked(long step, const char *code)
{
	enum second_is is;

	IS_OK(second_check(w.db, at_step(step), &conf, WHO, code, &is));
	return is;
}

static long
kept_step(void)
{
	return number("SELECT step AS n FROM person_second");
}

static void
keep_step(long step)
{
	script(str_fmt(w.mem, "UPDATE person_second SET step = %ld", step));
}

static void
set_up(long step, const char *ret_codes[RECOVERY_CODES])
{
	IS_OK(second_set(w.db, at_step(step), &conf, SECRET, codes[step], &w.f,
	    ret_codes));
}

static int
end(void **state)
{
	script("DELETE FROM person_second; DELETE FROM person_recovery;"
	       " DELETE FROM signin_ticket; DELETE FROM signin_fail;"
	       " DELETE FROM signin_known; DELETE FROM signin_link");
	return world_free(state);
}

/* The step before and the one after pass, later ones than the last only. */
static void
codes_by_time(void **state)
{
	static const struct {
		long last, now, code;
		enum second_is is;
	} all[] = {
		{ 0, 5, 4, SECOND_RIGHT },
		{ 0, 5, 5, SECOND_RIGHT },
		{ 0, 5, 6, SECOND_RIGHT },
		{ 0, 5, 3, SECOND_SKEW },
		{ 0, 5, 7, SECOND_SKEW },
		{ 4, 5, 4, SECOND_USED },
		{ 5, 5, 4, SECOND_USED },
		{ 5, 5, 5, SECOND_USED },
		{ 5, 5, 6, SECOND_RIGHT },
		{ 3, 5, 3, SECOND_WRONG },
		{ 2, 5, 3, SECOND_SKEW },
		{ 0, 29, 9, SECOND_SKEW },
		{ 0, 30, 9, SECOND_WRONG },
	};
	const char *spare[RECOVERY_CODES];

	(void)state;
	set_up(1, spare);
	for (size_t i = 0; i < COUNT(all); i++) {
		keep_step(all[i].last);
		if (checked(all[i].now, codes[all[i].code]) != all[i].is)
			fail_msg("line %zu", i);
		assert_int_equal(kept_step(),
		    all[i].is == SECOND_RIGHT ? all[i].code : all[i].last);
	}
}

/* What was typed to set it up has been used by that. */
static void
setting_up(void **state)
{
	const char *spare[RECOVERY_CODES];
	static const struct {
		long now, code;
		enum rc rc;
		const char *says;
	} all[] = {
		{ 5, 3, E_INVALID, "another time" },
		{ 5, 7, E_INVALID, "another time" },
		{ 30, 9, E_INVALID, "not right" },
		{ 5, 4, OK, NULL },
		{ 5, 6, OK, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		const struct ctx *ctx = at_step(all[i].now);
		assert_int_equal(RUN(second_set(w.db, ctx, &conf, SECRET,
				     codes[all[i].code], &w.f, spare)),
		    all[i].rc);
		if (all[i].says == NULL)
			assert_int_equal(checked(all[i].now,
					     codes[all[i].code]),
			    SECOND_USED);
		else
			assert_non_null(strstr(w.f.at[0].text, all[i].says));
	}
}

/* Each is good once, whoever types it how; nothing is left of them after. */
static void
recovery(void **state)
{
	const char *spare[RECOVERY_CODES], *new[RECOVERY_CODES];
	struct second_state s;

	(void)state;
	set_up(5, spare);
	assert_int_equal(checked(5, str_fmt(w.mem, " %s ", spare[3])),
	    SECOND_RIGHT);
	assert_int_equal(checked(5, spare[3]), SECOND_WRONG);
	IS_OK(second_state(w.db, WHO, &s));
	assert_true(s.set);
	assert_int_equal(s.codes, RECOVERY_CODES - 1);
	IS_OK(second_codes(w.db, at_step(5), new));
	assert_int_equal(checked(5, spare[4]), SECOND_WRONG);
	assert_int_equal(checked(5, new[4]), SECOND_RIGHT);
	IS_OK(second_drop(w.db, at_step(5), WHO, "clerk31", "owner"));
	IS_OK(second_state(w.db, WHO, &s));
	assert_false(s.set);
	assert_int_equal(s.codes, 0);
	assert_int_equal(RUN(second_drop(w.db, at_step(5), WHO, "clerk31",
			     "owner")),
	    E_NOTFOUND);
}

static enum rc
step_two(const char *ticket, const char *code, const char *address,
    long *ret_person)
{
	struct signin_step s = { .ticket = ticket,
		.code = code,
		.address = address,
		.browser = "browser",
		.conf = &conf };
	enum second_is is;
	long wait;

	*ret_person = 0;
	return RUN(signin_code(w.db, at_step(5), &s, ret_person, &is, &wait));
}

/* Wrong codes from n addresses, of which none has to wait. */
static void
guess(const char *ticket, int n)
{
	long person;

	for (int i = 0; i < n; i++) {
		assert_int_equal(step_two(ticket, "000000",
				     str_fmt(w.mem, "192.0.2.%d", i), &person),
		    OK);
		assert_int_equal(person, 0);
	}
}

/* Five codes at the most, and one that was right, whatever is right then. */
static void
tickets(void **state)
{
	const char *spare[RECOVERY_CODES];
	long person;

	(void)state;
	set_up(1, spare);
	IS_OK(signin_ticket(w.db, at_step(5), WHO, "browser", "one"));
	guess("one", 5);
	assert_int_equal(step_two("one", spare[0], "192.0.2.9", &person),
	    E_SIGNIN);
	IS_OK(signin_ticket(w.db, at_step(5), WHO, "browser", "two"));
	guess("two", 4);
	assert_int_equal(step_two("two", spare[0], "192.0.2.9", &person), OK);
	assert_int_equal(person, WHO);
	assert_int_equal(step_two("two", spare[1], "192.0.2.9", &person),
	    E_SIGNIN);
}

static enum rc
showing(const char *code, long *ret_wait)
{
	struct signin s = { .login = "clerk31",
		.address = "192.0.2.1",
		.browser = "",
		.code = code,
		.conf = &conf };
	enum rc rc;

	/* what was refused is committed as well: it counts */
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	w.f = (struct findings){ .mem = w.mem };
	rc = signin_second(w.db, at_step(5), &s, &w.f, ret_wait);
	assert_int_equal(db_end(w.db, OK), OK);
	return rc;
}

/* A wrong code of who is signed in counts like one at the door. */
static void
failures(void **state)
{
	const char *spare[RECOVERY_CODES];
	long wait;

	(void)state;
	set_up(1, spare);
	for (int i = 0; i < 4; i++)
		assert_int_equal(showing("000000", &wait), E_INVALID);
	assert_int_equal(showing(spare[0], &wait),
	    OK); /* and all is forgiven */
	for (int i = 0; i < 5; i++)
		assert_int_equal(showing("000000", &wait), E_INVALID);
	assert_int_equal(showing(spare[1], &wait), E_TOOMANY);
	assert_int_equal(wait, LOCKOUT_WINDOW_S);
}

static enum rc
uses(struct db *db, const char *key, const char *password)
{
	w.f = (struct findings){ .mem = w.mem };
	return signin_link_use(db, at_step(6), &conf, key, password, password,
	    &w.f);
}

/* Two have found it before either has used it: the first one chooses. */
static void
one_link(void **state)
{
	const struct link_for wanted = { WHO, "clerk31", 30, "by a test" };
	struct link_to l;
	const char *key;

	(void)state;
	conf.seed = source("sql/seed");
	IS_OK(signin_link_make(w.db, at_step(5), &wanted, &key));
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(signin_link_find(w.other, at_step(6), key, &l), OK);
	assert_int_equal(l.person_id, WHO);
	IS_OK(uses(w.db, key, "bay con ga trong vuon"));
	assert_int_not_equal(db_end(w.other,
				 uses(w.other, key, "tam con vit ngoai ao")),
	    OK);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM audit"
				" WHERE act = 'password'"),
	    1);
}

/* Where somebody works or has a role, of today, and what is above. */
static void
placed(void)
{
	script(
	    "UPDATE unit SET name = CASE id WHEN 31 THEN 'Bananarama' WHEN 21"
	    " THEN 'Krakatau' WHEN 33 THEN 'Palembang' WHEN 12 THEN"
	    " 'Montevideo' WHEN 32 THEN 'Antananarivo' WHEN 22 THEN"
	    " 'Guadalupe' ELSE name END; INSERT INTO unit_above (line_id,"
	    " unit_id, above_id, depth, valid_from, valid_to) VALUES"
	    " (1, 31, 22, 1, '2020-01-01', '2026-09-20'),"
	    " (1, 31, 22, 1, '2026-09-21', '9999-12-31');"
	    " INSERT INTO person (id, login, name, created) VALUES"
	    " (404, 'some', 'Esmeralda', '2026-01-01');"
	    " INSERT INTO person_post (person_id, valid_from, valid_to,"
	    " unit_id) VALUES (404, '2026-01-01', '2026-09-20', 32),"
	    " (404, '2026-09-20', '2026-09-21', 31),"
	    " (404, '2026-09-21', '9999-12-31', 32), (232, '2026-01-01',"
	    " '9999-12-31', 32); INSERT INTO access (person_id, role,"
	    " unit_id, valid_from, valid_to) VALUES"
	    " (404, 1, 33, '2026-09-20', '2026-09-21'),"
	    " (404, 1, 32, '2026-01-01', '2026-09-20'),"
	    " (404, 1, 32, '2026-09-21', '9999-12-31')");
}

static bool
may_be(const struct password_of *of, const char *password)
{
	w.f = (struct findings){ .mem = w.mem };
	IS_OK(password_look(w.db, as(WHO), of, password, "new", &w.f));
	return w.f.nerror == 0;
}

static void
names_of_places(void **state)
{
	const struct password_of some = { "some", NULL, 0, &conf },
				 named = { "some", "Other", 0, &conf },
				 at_32 = { "newcomer", "Other", 32, &conf };

	(void)state;
	conf.seed = source("sql/seed");
	placed();
	static const char *const own[] = { "Bananarama2026", "Krakatau2026",
		"Palembang2026", "Montevideo2026", "Esmeralda2026" };
	for (size_t i = 0; i < COUNT(own); i++)
		if (may_be(&some, own[i]))
			fail_msg("%s", own[i]);
	assert_true(may_be(&some, "Antananarivo2026"));
	assert_true(may_be(&some, "Guadalupe2026"));
	assert_true(may_be(&named, "Esmeralda2026"));
	assert_false(may_be(&at_32, "Antananarivo2026"));
	assert_false(may_be(&at_32, "Krakatau2026"));
	assert_true(may_be(&at_32, "Bananarama2026"));
}

/* No cookie is no browser that could be known. */
static void
no_browser(void **state)
{
	struct lockout l;

	(void)state;
	for (int i = 0; i < 2; i++) {
		IS_OK(lockout_open(w.db, at_step(5), "clerk31", "192.0.2.1", "",
		    &l));
		assert_false(l.known);
		IS_OK(lockout_pass(w.db, at_step(5), &l));
	}
	assert_int_equal(number("SELECT COUNT(*) AS n FROM signin_known"), 0);
}

/* Any of their roles, in whatever way the settings put them. */
static void
who_needs_one(void **state)
{
	static const struct grant both[] = { { .role = ROLE_HEAD },
		{ .role = ROLE_REVIEWER } };
	const struct actor one = { .grants = both, .ngrant = 1 },
			   two = { .grants = both, .ngrant = 2 }, none = { 0 };
	static const struct {
		const char *roles;
		bool one, two;
	} all[] = {
		{ "reviewer", false, true },
		{ "admin, reviewer", false, true },
		{ "admin head", true, true },
		{ "admin,head", true, true },
		{ "admin,auditor", false, false },
		{ "rubbish reviewers", false, false },
		{ "", false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct conf c = { .second_key = key_file,
			.second_roles = all[i].roles };
		assert_int_equal(second_needed(&c, &one), all[i].one);
		assert_int_equal(second_needed(&c, &two), all[i].two);
		assert_false(second_needed(&c, &none));
		c.second_key = "";
		assert_false(second_needed(&c, &two));
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, world_new, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(codes_by_time),
		TEST(setting_up),
		TEST(recovery),
		TEST(tickets),
		TEST(failures),
		TEST(one_link),
		TEST(names_of_places),
		TEST(no_browser),
		cmocka_unit_test(who_needs_one),
	};
	int fd = mkstemp(key_file), failed;

	assert_true(fd >= 0);
	assert_int_equal(dprintf(fd, "%064d", 7), 64);
	close(fd);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(key_file);
	return failed;
}
