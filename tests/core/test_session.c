/* test_session.c - sessions listed, ended and counted, by a clock that is said
 */
#include "core/session.h"
#include "io/db.h"
#include "core/world.h"

enum { WHO = CLERK + COMMUNE, OTHER = CLERK + COMMUNE2 };

static const struct session_life life = { .idle_min = 30,
	.hours = 12,
	.most = 2 };

static const char *
at(long seconds)
{
	return str_fmt(w.mem, "2026-10-01 %02ld:%02ld:%02ld.000000",
	    seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static const struct ctx *
when(long seconds)
{
	struct ctx *ctx = arena_alloc(w.mem, sizeof *ctx);

	*ctx = *as(WHO);
	ctx->real = at(seconds);
	return ctx;
}

static void
opens(long person, const char *token, long seconds)
{
	struct session_new s = { .person = person,
		.token = token,
		.address = "192.0.2.1",
		.agent = "" };

	IS_OK(session_open(w.db, &s, at(seconds), &life));
}

/* When those that are listed were seen: " 00:04 00:03". */
static const char *
listed(long person, long seconds)
{
	struct session_rows rows;
	struct buf b = { .mem = w.mem, .max = 1000 };

	IS_OK(session_list(w.db, when(seconds), person, &rows));
	for (size_t i = 0; i < rows.n; i++)
		buf_fmt(&b, " %.5s", rows.at[i].seen + 11);
	return b.len == 0 ? "" : b.at;
}

/* What the head of a page names: their own right, the last to begin. */
static void
named_first(void **state)
{
	static const struct {
		const char *rows; /* unit, for whom, since */
		long unit;
	} all[] = {
		{ "(31, 0, '2026-01-01'), (32, 0, '2026-07-01')", 32 },
		{ "(32, 0, '2026-07-01'), (31, 0, '2026-01-01')", 32 },
		{ "(31, 300, '2026-07-01'), (32, 0, '2026-01-01')", 32 },
		{ "(32, 0, '2026-01-01'), (31, 300, '2026-07-01')", 32 },
		{ "(31, 300, '2026-01-01'), (32, 300, '2026-07-01')", 32 },
		{ "(31, 0, '2026-01-01'), (33, 300, '2026-07-01'),"
		  " (32, 0, '2026-07-01'), (31, 0, '2026-02-01')",
		    32 },
	};
	struct session s;

	(void)state;
	script("INSERT INTO setting VALUES ('clock', '2026-09-20')");
	for (size_t i = 0; i < COUNT(all); i++) {
		script(str_fmt(w.mem,
		    "DELETE FROM access WHERE person_id = %d;"
		    "DELETE FROM session;"
		    "INSERT INTO session (token, person_id, made, seen, proved,"
		    " expires) SELECT 't', %d, n, n, n, n + INTERVAL 1 DAY"
		    " FROM (SELECT UTC_TIMESTAMP(6) AS n) x;"
		    "INSERT INTO access (person_id, role, unit_id, for_id,"
		    " valid_from, valid_to) WITH x (u, f, d) AS (VALUES %s)"
		    " SELECT %d, 1, u, f, d, '9999-12-31' FROM x",
		    WHO, WHO, all[i].rows, WHO));
		IS_OK(session_resume(w.db, "t", &s));
		assert_int_equal(s.actor.grants[0].unit_id, all[i].unit);
	}
	script("DELETE FROM setting WHERE name = 'clock'");
	script("DELETE FROM session");
}

/* Two at the most: of those that go on, who was seen longest ago goes. */
static void
surplus(void **state)
{
	(void)state;
	opens(OTHER, "z", 1000);
	opens(WHO, "a", 60);
	opens(WHO, "b", 120);
	IS_OK(session_touch(w.db, "a", at(180), &life));
	assert_string_equal(listed(WHO, 180), " 00:03 00:02");
	opens(WHO, "c", 240);
	assert_string_equal(listed(WHO, 240), " 00:04 00:03");
	assert_string_equal(listed(OTHER, 240), " 00:16");
}

/* One that has run out is not listed, nor counted, nor gone before its day. */
static void
run_out(void **state)
{
	static const char *const ends[] = { "00:05:00", "00:04:59" };

	(void)state;
	for (size_t i = 0; i < COUNT(ends); i++) {
		script("DELETE FROM session");
		opens(WHO, "a", 180);
		opens(WHO, "c", 240);
		script(str_fmt(w.mem,
		    "UPDATE session SET expires = '2026-10-01 %s'"
		    " WHERE token = 'c'",
		    ends[i]));
		opens(WHO, "d", 300);
		assert_string_equal(listed(WHO, 300), " 00:05 00:03");
		opens(WHO, "e", 360);
		assert_string_equal(listed(WHO, 360), " 00:06 00:05");
		assert_int_equal(number("SELECT COUNT(*) AS n FROM session"),
		    3);
	}
}

/* By its owner, while it goes on. */
static void
ending(void **state)
{
	const struct ctx *ctx = when(120);
	long id;

	(void)state;
	opens(WHO, "a", 60);
	opens(OTHER, "z", 60);
	script("UPDATE session SET id = id + 1000");
	id = number("SELECT id AS n FROM session WHERE token = 'z'");
	assert_int_equal(RUN(session_end(w.db, ctx, WHO, "clerk31", id)),
	    E_NOTFOUND);
	assert_string_equal(listed(OTHER, 120), " 00:01");
	id = number("SELECT id AS n FROM session WHERE token = 'a'");
	IS_OK(session_end(w.db, ctx, WHO, "clerk31", id));
	assert_int_equal(RUN(session_end(w.db, ctx, WHO, "clerk31", id)),
	    E_NOTFOUND);
}

static int
end(void **state)
{
	script("DELETE FROM session");
	return world_free(state);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, world_new, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(named_first),
		TEST(surplus),
		TEST(run_out),
		TEST(ending),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
