/* test_outbox.c - letters by a clock that is said, and two who send at once */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "core/outbox.h"
#include "io/db.h"
#include "core/world.h"

/* Seconds after midnight of a day. */
static const struct ctx *
when(long seconds)
{
	struct ctx *ctx = arena_alloc(w.mem, sizeof *ctx);

	*ctx = *as(0);
	ctx->real = str_fmt(w.mem, "2026-10-01 %02ld:%02ld:%02ld.000000",
	    seconds / 3600, seconds / 60 % 60, seconds % 60);
	return ctx;
}

/* At the start of the day, good for ten minutes. */
static enum rc
put(const char *to, const char *subject, const char *body)
{
	struct letter l = { .to = to,
		.subject = subject,
		.body = body,
		.minutes = 10 };

	return RUN(outbox_put(w.db, when(0), &l));
}

static void
one_letter(void)
{
	script("DELETE FROM outbox");
	assert_int_equal(put("an@example.vn", "s", "b"), OK);
}

static enum rc
take(long seconds, struct outbox_mail *ret)
{
	return RUN(outbox_take(w.db, when(seconds), ret));
}

static long
due(void)
{
	return number("SELECT TIMESTAMPDIFF(SECOND, '2026-10-01', due) AS n"
		      " FROM outbox");
}

static long
in_state(const char *state)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM outbox WHERE state = '%s'", state));
}

static int
end(void **state)
{
	script("DELETE FROM outbox");
	return world_free(state);
}

/* A subject is one line, whoever wrote it. */
static void
what_is_a_letter(void **state)
{
	char *full = arena_alloc(w.mem, LETTER_BODY + 2);
	static const struct {
		const char *to, *subject;
		enum rc rc;
	} all[] = {
		{ "an@example.vn", "s", OK },
		{ "an@example.vn", "Một lời mời", OK },
		{ "an@example.vn", "", E_INVALID },
		{ "an@example.vn", "s\nBcc: b@example.vn", E_INVALID },
		{ "an@example.vn", "s\rBcc: b@example.vn", E_INVALID },
		{ "an@example.vn", "s\tt", E_INVALID },
		{ "an@example.vn", "s\x7f", E_INVALID },
		{ "an", "s", E_INVALID },
		{ "an@example.vn,b@example.vn", "s", E_INVALID },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		if (put(all[i].to, all[i].subject, "b") != all[i].rc)
			fail_msg("line %zu", i);
	memset(full, 'x', LETTER_BODY + 1);
	full[LETTER_BODY + 1] = '\0';
	assert_int_equal(put("an@example.vn", "s", full), E_INVALID);
	full[LETTER_BODY] = '\0';
	assert_int_equal(put("an@example.vn", "s", full), OK);
	full[LETTER_SUBJECT + 1] = '\0';
	assert_int_equal(put("an@example.vn", full, "b"), E_INVALID);
	full[LETTER_SUBJECT] = '\0';
	assert_int_equal(put("an@example.vn", full, "b"), OK);
	assert_int_equal(in_state("waiting"), 4);
}

/* Sent once, not before it is due, and not when it is too late. */
static void
in_time(void **state)
{
	struct outbox_mail m;

	(void)state;
	one_letter();
	assert_int_equal(take(0, &m), OK);
	assert_int_equal(m.tries, 1);
	assert_string_equal(m.body, "b");
	assert_int_equal(take(599, &m), E_NOTFOUND); /* somebody sends it */
	one_letter();
	assert_int_equal(take(600, &m), E_NOTFOUND);
	assert_int_equal(take(601, &m), E_NOTFOUND);
	IS_OK(outbox_sweep(w.db, when(599)));
	assert_int_equal(in_state("waiting"), 1);
	assert_int_equal(take(599, &m), OK);
	IS_OK(outbox_failed(w.db, when(599), &m, false, "later"));
	IS_OK(outbox_sweep(w.db, when(600)));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM outbox"
				" WHERE state = 'failed' AND body = ''"),
	    1);
}

/* The first pause is a minute, the longest four hours. */
static void
pauses(void **state)
{
	static const struct {
		long tries, pause;
	} all[] = { { 1, 60 }, { 2, 120 }, { 3, 240 }, { 8, 7680 },
		{ 9, 14400 }, { 10, 14400 }, { 1000000, 14400 } };
	struct outbox_mail m;

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		one_letter();
		script(str_fmt(w.mem, "UPDATE outbox SET tries = %ld",
		    all[i].tries - 1));
		assert_int_equal(take(0, &m), OK);
		IS_OK(outbox_failed(w.db, when(100), &m, false, "later"));
		assert_int_equal(due(), 100 + all[i].pause);
		assert_int_equal(take(99 + all[i].pause, &m), E_NOTFOUND);
	}
}

/* Two look at the same row; one of them has it. */
static void
at_once(void **state)
{
	struct outbox_mail ours, theirs;
	struct outbox_rows rows;

	(void)state;
	one_letter();
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(outbox_list(w.other, true, &rows), OK);
	assert_int_equal(take(0, &ours), OK);
	assert_int_equal(db_end(w.other,
			     outbox_take(w.other, when(0), &theirs)),
	    E_BUSY);
}

/* Who was so slow that another one took it over says nothing any more. */
static void
taken_over(void **state)
{
	struct outbox_mail slow, now;

	(void)state;
	one_letter();
	script("UPDATE outbox SET ends = '2026-10-02'");
	assert_int_equal(take(0, &slow), OK);
	assert_int_equal(take(600, &now), OK);
	assert_int_equal(now.tries, 2);
	IS_OK(outbox_failed(w.db, when(601), &slow, true, "no"));
	assert_int_equal(in_state("sending"), 1);
	IS_OK(outbox_sent(w.db, when(601), &slow));
	assert_int_equal(in_state("sending"), 1);
	IS_OK(outbox_sent(w.db, when(602), &now));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM outbox"
				" WHERE state = 'sent' AND body = ''"),
	    1);
	assert_int_equal(take(9000, &now), E_NOTFOUND);
}

/* By hand: what waits or has failed, while it is of use. */
static void
by_hand(void **state)
{
	static const struct {
		const char *state;
		long seconds;
		enum rc rc;
	} all[] = {
		{ "waiting", 599, OK },
		{ "waiting", 600, E_NOTFOUND },
		{ "failed", 599, OK },
		{ "failed", 601, E_NOTFOUND },
		{ "sending", 599, E_NOTFOUND },
		{ "sent", 599, E_NOTFOUND },
	};
	long id;

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		one_letter();
		script(str_fmt(w.mem,
		    "UPDATE outbox SET due = '2026-10-01 05:00', state = '%s'",
		    all[i].state));
		id = number("SELECT id AS n FROM outbox");
		if (RUN(outbox_retry(w.db, when(all[i].seconds), id)) !=
		    all[i].rc)
			fail_msg("line %zu", i);
		assert_int_equal(due(),
		    all[i].rc == OK ? all[i].seconds : 5 * 3600);
	}
	assert_int_equal(RUN(outbox_retry(w.db, when(0), id + 1)), E_NOTFOUND);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, world_new, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_a_letter),
		TEST(in_time),
		TEST(pauses),
		TEST(at_once),
		TEST(taken_over),
		TEST(by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
