/* test_over.c - figures that are not simply added up: made here, and counted
 * again by over.py, which reads what was sent and the meaning of the items */
#include <stdlib.h>
#include "core/rollup.h"
#include "io/db.h"
#include "core/world.h"

enum { COL_1 = 2, ROWS = 6 };

static unsigned long seed = 7;

static unsigned
draw(unsigned below)
{
	seed = seed * 6364136223846793005UL + 1442695040888963407UL;
	return (unsigned)(seed >> 33) % below;
}

static void
means(const char *item, const char *over, const char *weight)
{
	script(str_fmt(w.mem,
	    "UPDATE item_version v JOIN item i ON i.id = v.item_id"
	    " LEFT JOIN item g ON g.code = '%s' SET v.over_units = '%s',"
	    " v.weight_id = g.id WHERE i.code = '%s'",
	    weight, over, item));
}

/* Figures that hold, some of them left out. */
static struct draft_in
some(long version, size_t ncol, bool superior)
{
	struct typed *t = arena_alloc(w.mem, ROWS * sizeof *t);
	unsigned all = 20 + draw(900), part = draw(20);
	const char *text[ROWS] = { str_fmt(w.mem, "%u", all),
		str_fmt(w.mem, "%u", part), NULL,
		str_fmt(w.mem, "%u,%u", draw(100), draw(10)),
		str_fmt(w.mem, "%u", draw(part + 1)),
		str_fmt(w.mem, "%u,%02u", draw(5000), draw(100)) };

	for (size_t i = 0; i < ROWS; i++)
		if (superior && draw(3) == 0)
			text[i] = i == 0 || i == 3 ? "" : text[i];
	if (superior && str_eq(text[0], ""))
		text[1] = text[4] = "";
	struct draft_in in = { .version = version, .at = t };
	for (size_t i = 0; i < ROWS; i++)
		if (text[i] != NULL)
			t[in.n++] =
			    (struct typed){ (long)(i * ncol + COL_1), text[i] };
	return in;
}

static void
files(long unit, bool superior, long accepts_at)
{
	struct report r = report_of(unit, "KIND");
	struct sheet s;

	IS_OK(sheet_open(w.db, as(HEAD + unit), &r, &s));
	struct send_in in = { .cells = some(r.version, s.form->ncol, superior),
		.confirmed = true,
		.reason = "thử" };
	enum rc rc = RUN(send_seen(w.db, as(HEAD + unit), r.id, &in, &w.f,
	    &w.out, &w.receipt));
	for (size_t i = 0; rc != OK && i < w.f.n; i++)
		print_error("%s: %s\n", w.f.at[i].where, w.f.at[i].text);
	assert_int_equal(rc, OK);
	/* who sent last is told by the instant, whatever the ids are */
	script(str_fmt(w.mem,
	    "UPDATE revision SET at = '2026-09-16 08:00:00.%06u'"
	    " ORDER BY id DESC LIMIT 1",
	    draw(4) == 0 ? 500000 : draw(1000000)));
	r = report_of(unit, "KIND");
	if (accepts_at != 0)
		IS_OK(
		    flow_accept(w.db, as(HEAD + accepts_at), r.id, r.version));
}

static void
country(void **state)
{
	struct report r = report_of(CENTRE, "KIND");
	struct job job;

	(void)state;
	means("KIND.2.K1", "mean", "");
	means("KIND.4.K1", "mean", "KIND.1.K1");
	means("KIND.5.K1", "last", "");
	means("KIND.6.K1", "max", "");
	script("DELETE FROM revision");
	files(COMMUNE2, false, DISTRICT);
	files(COMMUNE, false, DISTRICT);
	files(COMMUNE3, false, PROVINCE2);
	files(ISLAND, false, PROVINCE2);
	files(DISTRICT, true, PROVINCE);
	files(PROVINCE2, true, CENTRE);
	assert_int_equal(rollup_run(w.db, as(HEAD + CENTRE), r.regime_id,
			     r.period_id, 0, NULL, &job),
	    OK);
	assert_int_equal(number("SELECT COUNT(DISTINCT i.code) AS n"
				" FROM rollup r JOIN item i"
				" ON i.id = r.item_id"
				" WHERE r.unit_id = 1"),
	    5);
}

/* The next one begins with other figures: the program says how many times. */
int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(country, world_new, world_free),
	};

	seed = argc > 1 ? strtoul(argv[1], NULL, 10) : 7;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
