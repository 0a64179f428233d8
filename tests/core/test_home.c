/* test_home.c - enter once, use many: homes, months into quarters, corrections
 */
#include <string.h>
#include "core/home_count.h"
#include "core/home_part.h"
#include "core/home_share.h"
#include "core/open.h"
#include "core/overlap.h"
#include "core/revision.h"
#include "io/db.h"
#include "core/world.h"

enum { NCOL = 2 };

static int
homes_new(void **state)
{
	static const char *const regimes[] = { "HOMEM", "HOMEQ", "HOMER" };
	static const char *const months[] = { "2026-07", "2026-08", "2026-09" };
	long made;

	world_new(state);
	for (size_t i = 0; i < COUNT(regimes); i++)
		IS_OK(load_regime(
		    source(str_fmt(w.mem, "tests/core/%s.xml", regimes[i]))));
	script("UPDATE item_version v JOIN item i ON i.id = v.item_id"
	       " SET v.over_time = CASE i.code WHEN 'HM.B.T' THEN 'mean'"
	       " WHEN 'HM.C.T' THEN 'last' ELSE v.over_time END");
	/* the island owes the first quarterly form alone */
	script("INSERT INTO assignment (regime_id, kind, exempt, unit_id,"
	       " valid_from, valid_to) SELECT id, 'unit', 1, 22, '2020-01-01',"
	       " '9999-12-31' FROM regime WHERE code = 'HOMER'");
	for (size_t i = 0; i < COUNT(months); i++)
		IS_OK(open_period(w.db, as(HEAD + CENTRE), "HOMEM", months[i],
		    &made));
	IS_OK(open_period(w.db, as(HEAD + CENTRE), "HOMEQ", "2026-Q3", &made));
	IS_OK(open_period(w.db, as(HEAD + CENTRE), "HOMER", "2026-Q3", &made));
	return 0;
}

static struct report
at(long unit, const char *regime, const char *period)
{
	struct report r;

	IS_OK(report_find_any(w.db, unit, regime, period, &r));
	return r;
}

static struct sheet
sheet(const struct report *r)
{
	struct sheet s;

	IS_OK(sheet_open(w.db, as(HEAD + r->unit_id), r, &s));
	return s;
}

/* Rows by their place from 1: a figure each, NULL leaves it as it is. */
static struct draft_in
rows(const struct report *r, const char *const *text, size_t n)
{
	struct typed *t = arena_alloc(w.mem, n * sizeof *t);
	struct draft_in in = { .version = r->version, .at = t };

	for (size_t i = 0; i < n; i++)
		if (text[i] != NULL)
			t[in.n++] =
			    (struct typed){ (long)(i * NCOL + 1), text[i] };
	return in;
}
#define ROWS(r, ...) \
	rows((r), (const char *const[]){ __VA_ARGS__ }, \
	    COUNT(((const char *const[]){ __VA_ARGS__ })))

static enum rc
try_send(const struct report *r, struct draft_in cells, bool confirmed)
{
	struct send_in in = { .cells = cells, .confirmed = confirmed };

	return RUN(send_seen(w.db, as(HEAD + r->unit_id), r->id, &in, &w.f,
	    &w.out, &w.receipt));
}

static void
accept(const struct report *was)
{
	struct report r = at(was->unit_id, was->regime, was->period);

	IS_OK(flow_accept(w.db, as(HEAD + r.receiver_id), r.id, r.version));
}

/* Sent and accepted. */
#define GIVES(unit, regime, period, ...) \
	do { \
		struct report r_ = at(unit, regime, period); \
		assert_int_equal(try_send(&r_, ROWS(&r_, __VA_ARGS__), true), \
		    OK); \
		accept(&r_); \
	} while (0)

static const struct home *
home(const struct sheet *s, size_t row)
{
	return home_of(&s->homes, (row - 1) * NCOL + 1);
}

static const char *
own(const struct sheet *s, size_t row)
{
	const struct dec *d = s->own.num[(row - 1) * NCOL + 1].dec;

	return d == NULL ? "none" : dec_text(w.mem, d);
}

static const char *
all(const struct sheet *s, size_t row)
{
	const struct dec *d = s->total.num[(row - 1) * NCOL + 1].dec;

	return d == NULL ? "none" : dec_text(w.mem, d);
}

static void
months_make_quarters(void **state)
{
	(void)state;
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	assert_true(q.shared);
	struct sheet s = sheet(&q);
	assert_int_equal(home(&s, 1)->kind, HOME_PARTS);
	assert_int_equal(home(&s, 1)->there, 0);
	assert_int_equal(home(&s, 1)->expected, 3);
	assert_null(home(&s, 5));

	GIVES(COMMUNE, "HOMEM", "2026-07", "10", "1", "5", "1");
	GIVES(COMMUNE, "HOMEM", "2026-09", "30", "2", "7", "3");
	s = sheet(&q);
	assert_int_equal(home(&s, 1)->there, 2); /* nothing is made up */
	for (size_t i = 1; i <= 4; i++)
		assert_string_equal(own(&s, i), "none");
	assert_int_equal(try_send(&q,
			     ROWS(&q, NULL, NULL, NULL, NULL, "1", "1"), true),
	    E_INVALID);
	assert_int_equal(w.f.nerror, 3); /* the fourth is not required */
	assert_non_null(strstr(w.f.at[0].text, "2 of 3"));

	GIVES(COMMUNE, "HOMEM", "2026-08", "20", "1", "6", NULL);
	s = sheet(&q);
	assert_string_equal(own(&s, 1), "60");   /* sum */
	assert_string_equal(own(&s, 2), "1.33"); /* mean of 1, 1, 2 */
	assert_string_equal(own(&s, 3), "7");    /* last */
	assert_int_equal(home(&s, 1)->n, 3);
	assert_string_equal(home(&s, 1)->from[1]->period, "2026-08");
	assert_null(home(&s, 4)); /* one month gave none: the form asks */
	assert_int_equal(try_send(&q, ROWS(&q, NULL, NULL, NULL, "9", "1", "1"),
			     true),
	    OK);
	accept(&q);
	/* a figure of its own window: no copy */
	assert_int_equal(number("SELECT SUM(copied) AS n FROM fact"), 0);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM revision_use"), 3);
}

/* The form of formulas is open; and no other one of the quarter, of a unit. */
static void
formulas_open(void)
{
	long made;

	IS_OK(load_regime(source("tests/core/HOMEI.xml")));
	IS_OK(open_period(w.db, as(HEAD + CENTRE), "HOMEI", "2026-Q3", &made));
}

static void
months_alone(long unit)
{
	script(str_fmt(w.mem,
	    "DELETE r FROM report r JOIN regime g ON g.id = r.regime_id"
	    " WHERE r.unit_id = %ld AND g.code IN ('HOMEQ', 'HOMER')",
	    unit));
}

/* A formula sees what a form would show: the same answer. */
static void
formulas_see_what_forms_show(void **state)
{
	(void)state;
	formulas_open();
	months_alone(COMMUNE);
	months_alone(DISTRICT);
	struct report i = at(COMMUNE, "HOMEI", "2026-Q3");
	GIVES(COMMUNE, "HOMEM", "2026-07", "10", "1", "5", "1");
	GIVES(COMMUNE, "HOMEM", "2026-09", "30", "2", "7", "3");
	struct sheet s = sheet(&i);
	for (size_t k = 1; k <= 5; k++) /* a month is awaited */
		assert_string_equal(own(&s, k), "none");

	GIVES(COMMUNE, "HOMEM", "2026-08", "20", "1", "6", NULL);
	s = sheet(&i);
	assert_string_equal(own(&s, 1), "60");
	assert_string_equal(own(&s, 2), "1.33");
	assert_string_equal(own(&s, 3), "7");
	assert_string_equal(own(&s, 4), "none"); /* one month gave none */
	assert_string_equal(own(&s, 5), "60");
	/* Of this unit alone, and as totals where it has units below. */
	struct report other = at(COMMUNE2, "HOMEI", "2026-Q3");
	s = sheet(&other);
	assert_string_equal(own(&s, 1), "none");
	GIVES(DISTRICT, "HOMEM", "2026-07", "1", "1", "1", "1");
	GIVES(DISTRICT, "HOMEM", "2026-08", "1", "1", "1", "1");
	GIVES(DISTRICT, "HOMEM", "2026-09", "1", "1", "1", "1");
	struct report above = at(DISTRICT, "HOMEI", "2026-Q3");
	s = sheet(&above);
	assert_string_equal(own(&s, 1), "3");
	assert_string_equal(all(&s, 1), "63");
}

/* The quarter's own form is the home: its figure, once it is accepted. */
static void
formulas_see_the_home(void **state)
{
	(void)state;
	formulas_open();
	struct report i = at(COMMUNE, "HOMEI", "2026-Q3");
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	GIVES(COMMUNE, "HOMEM", "2026-07", "10", "1", "5", "1");
	GIVES(COMMUNE, "HOMEM", "2026-08", "20", "1", "6", NULL);
	GIVES(COMMUNE, "HOMEM", "2026-09", "30", "2", "7", "3");
	struct sheet s = sheet(&i);
	assert_string_equal(own(&s, 1), "none");
	assert_int_equal(try_send(&q, ROWS(&q, NULL, NULL, NULL, "9", "1", "1"),
			     true),
	    OK);
	accept(&q);
	s = sheet(&i);
	assert_string_equal(own(&s, 1), "60");
	assert_string_equal(own(&s, 4), "9");
}

/* A month that comes yet is waited for, one that never comes is not there. */
static void
formulas_wait_for_what_is_owed(void **state)
{
	long made;

	(void)state;
	formulas_open();
	months_alone(COMMUNE);
	GIVES(COMMUNE, "HOMEM", "2026-07", "10", "1", "5", "1");
	GIVES(COMMUNE, "HOMEM", "2026-08", "20", "1", "6", "1");
	script("DELETE r FROM report r JOIN period p ON p.id = r.period_id"
	       " WHERE r.unit_id = 31 AND p.code = '2026-09'");
	struct report i = at(COMMUNE, "HOMEI", "2026-Q3");
	struct sheet s = sheet(&i);
	assert_string_equal(own(&s, 1), "none");
	assert_string_equal(own(&s, 3), "none");
	IS_OK(open_period(w.db, as(HEAD + CENTRE), "HOMEM", "2026-09", &made));
	GIVES(COMMUNE, "HOMEM", "2026-09", "30", "2", "7", "1");
	s = sheet(&i);
	assert_string_equal(own(&s, 1), "60");
	/* Also when an owner has bound the item to another one. */
	script("INSERT INTO item_same (item_id, as_id, person_id, at) SELECT"
	       " a.id, b.id, 1, '2026-01-01' FROM item a JOIN item b"
	       " ON b.code = 'HQ.E.T' WHERE a.code = 'HM.A.T'");
	s = sheet(&i);
	assert_string_equal(own(&s, 1), "60");
}

/* Windows that are not there for this unit cannot be waited for. */
static void
gaps_are_asked(void **state)
{
	(void)state;
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	script("DELETE r FROM report r JOIN period p ON p.id = r.period_id"
	       " WHERE r.unit_id = 31 AND p.code = '2026-07'");
	struct sheet s = sheet(&q);
	assert_null(home(&s, 1));
	/* the last is not opened yet, but the unit will owe it */
	q = at(COMMUNE2, "HOMEQ", "2026-Q3");
	script("DELETE r FROM report r JOIN period p ON p.id = r.period_id"
	       " WHERE r.unit_id = 32 AND p.code = '2026-09'");
	s = sheet(&q);
	assert_int_equal(home(&s, 1)->n, 2);
	assert_int_equal(home(&s, 1)->expected, 3);
	script("UPDATE assignment a JOIN regime g ON g.id = a.regime_id"
	       " SET a.valid_to = '2026-09-01'"
	       " WHERE g.code = 'HOMEM' AND a.level = 'commune'");
	s = sheet(&q);
	assert_null(home(&s, 1)); /* it will not: the quarter asks */
}

static void
one_asks_the_others_show(void **state)
{
	(void)state;
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	struct sheet s = sheet(&q);
	assert_null(home(&s, 5)); /* asked first: it is the home */
	s = sheet(&r);
	const struct home *h = home(&s, 1);
	assert_int_equal(h->kind, HOME_SAME);
	assert_true(home_awaited(h));
	assert_string_equal(h->from[0]->regime, "HOMEQ");
	assert_null(home(&s, 2));

	/* it cannot be typed, not even from a page that was open before */
	struct draft_in in = ROWS(&r, "5", "3");
	assert_int_equal(RUN(draft_save(w.db, as(CLERK + COMMUNE), r.id, &in,
			     &w.f, &w.out)),
	    E_INVALID);
	assert_non_null(strstr(w.f.at[0].text, "HOMEQ"));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM draft"), 0);
	/* required, and awaited: an error; the other is a warning */
	assert_int_equal(try_send(&r, ROWS(&r, NULL, "3", "1"), true),
	    E_INVALID);
	assert_int_equal(w.f.nerror, 1);
	assert_string_equal(w.f.at[0].where, "c1");

	script("UPDATE item_version SET over_time = 'none'");
	GIVES(COMMUNE, "HOMEQ", "2026-Q3", "1", "2", "3", "4", "50", "6");
	s = sheet(&r);
	assert_string_equal(own(&s, 1), "50");
	assert_string_equal(own(&s, 4), "4");
	h = home(&s, 1);
	assert_int_equal(h->from[0]->no, 1);
	assert_string_equal(h->from[0]->person, "head 31");
	/* checks see it */
	assert_int_equal(try_send(&r, ROWS(&r, NULL, "3", "51"), true),
	    E_INVALID);
	assert_int_equal(try_send(&r, ROWS(&r, NULL, "3", "11"), false), OK);
	accept(&r);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM fact f JOIN item i"
				" ON i.id = f.item_id WHERE i.code = 'HQ.E.T'"
				" AND NOT f.copied AND f.value = 50"),
	    2); /* own and total, of the home alone */
	assert_int_equal(number("SELECT COUNT(*) AS n FROM fact WHERE copied"),
	    4);
	const char *value;
	long item = number("SELECT id AS n FROM item WHERE code = 'HQ.E.T'");
	IS_OK(home_fact(w.db, COMMUNE, q.period_id, item, 0, &value));
	assert_string_equal(value, "50.0000000000");
}

static void
the_body_says_where_from(void **state)
{
	struct revision k;

	(void)state;
	script("UPDATE item_version SET over_time = 'none'");
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	GIVES(COMMUNE, "HOMEQ", "2026-Q3", "1", "2", "3", "4", "50", "6");
	assert_int_equal(try_send(&r, ROWS(&r, NULL, "3"), true), OK);
	r = at(COMMUNE, "HOMER", "2026-Q3");
	IS_OK(revision_get(w.db, &r, 1, &k));
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	assert_non_null(strstr(k.body, "{\"c\":1,\"n\":\"50\",\"h\":0}"));
	assert_non_null(strstr(k.body, "{\"c\":3,\"n\":\"3\"}"));
	assert_non_null(strstr(k.body, q.sha));
	assert_string_equal(k.sha, revision_hash(w.mem, k.prev, k.body));
	struct sheet s = sheet(&r);
	assert_non_null(s.revision);
	assert_string_equal(home(&s, 1)->from[0]->sha, q.sha);
	assert_int_equal(home(&s, 1)->from[0]->report_id, q.id);
	assert_string_equal(own(&s, 1), "50");
	assert_null(home(&s, 2));
	/* a report that took nothing is written as ever */
	IS_OK(revision_get(w.db, &q, 1, &k));
	assert_null(strstr(k.body, "homes"));
	/* sent back, the draft begins with what was typed and nothing else */
	IS_OK(flow_return(w.db, as(HEAD + r.receiver_id), r.id, r.version,
	    "again", &w.f));
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM draft WHERE report_id "
			     "= %ld"
			     " AND cell = 1",
			     r.id)),
	    0);
}

static void
corrections_flow(void **state)
{
	struct home_stales stale;

	(void)state;
	script("UPDATE item_version SET over_time = 'none'");
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	struct report late = at(COMMUNE2, "HOMER", "2026-Q3");
	GIVES(COMMUNE, "HOMEQ", "2026-Q3", "1", "2", "3", "4", "50", "6");
	GIVES(COMMUNE2, "HOMEQ", "2026-Q3", "1", "2", "3", "4", "50", "6");
	assert_int_equal(try_send(&r, ROWS(&r, NULL, "3"), true), OK);
	r = at(COMMUNE, "HOMER", "2026-Q3");
	IS_OK(home_stale(w.db, &r, &stale));
	assert_int_equal(stale.n, 0);

	for (long unit = COMMUNE; unit <= COMMUNE2; unit++) {
		struct report q = at(unit, "HOMEQ", "2026-Q3");
		IS_OK(flow_return(w.db, as(HEAD + q.receiver_id), q.id,
		    q.version, "wrong", &w.f));
	}
	struct sheet s = sheet(&late);
	assert_true(home_awaited(home(&s, 1)));
	s = sheet(&r);
	assert_string_equal(own(&s, 1), "50"); /* as it was sent */
	IS_OK(home_stale(w.db, &r, &stale));
	assert_int_equal(stale.n, 1);
	assert_int_equal(stale.at[0].now_no, 0);

	GIVES(COMMUNE, "HOMEQ", "2026-Q3", NULL, NULL, NULL, NULL, "60");
	GIVES(COMMUNE2, "HOMEQ", "2026-Q3", NULL, NULL, NULL, NULL, "70");
	s = sheet(&late);
	assert_string_equal(own(&s, 1), "70");
	s = sheet(&r);
	assert_string_equal(own(&s, 1), "50");
	IS_OK(home_stale(w.db, &r, &stale));
	assert_int_equal(stale.n, 1);
	assert_int_equal(stale.at[0].was_no, 1);
	assert_int_equal(stale.at[0].now_no, 2);
	/* and who corrected it is told who used the old one */
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	IS_OK(home_stale(w.db, &q, &stale));
	assert_int_equal(stale.n, 1);
	assert_string_equal(stale.at[0].user, "HOMER");
	assert_string_equal(stale.at[0].user_person, "head 31");

	IS_OK(flow_return(w.db, as(HEAD + r.receiver_id), r.id, r.version,
	    "newer figures", &w.f));
	r = at(COMMUNE, "HOMER", "2026-Q3");
	assert_int_equal(try_send(&r, ROWS(&r, NULL), true), OK);
	s = sheet(&r);
	r = at(COMMUNE, "HOMER", "2026-Q3");
	s = sheet(&r);
	assert_string_equal(own(&s, 1), "60");
	IS_OK(home_stale(w.db, &r, &stale));
	assert_int_equal(stale.n, 0);
}

static enum rc
choose(long person, const char *item, const char *regime, const char *seen)
{
	struct home_choice in = { item, regime, "2026-01-01", seen };

	return RUN(home_choose(w.db, as(person), &in, &w.f));
}

static void
owners_choose(void **state)
{
	(void)state;
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	struct report d = at(ISLAND, "HOMEQ", "2026-Q3");

	assert_int_equal(choose(0, "HQ.E.T", "HOMEM", ""), E_INVALID);
	assert_int_equal(choose(0, "HQ.X", "HOMER", ""), E_INVALID);
	assert_int_equal(choose(0, "HQ.E.T", "NONE", ""), E_INVALID);
	assert_int_equal(choose(0, "HQ.E.T", "HOMER", ""), OK);
	assert_int_equal(choose(0, "HQ.E.T", "HOMEQ", ""), E_CONFLICT);
	struct sheet s = sheet(&q);
	assert_string_equal(home(&s, 5)->from[0]->regime, "HOMER");
	s = sheet(&r);
	assert_null(home(&s, 1));
	s = sheet(&d); /* owes only the other one: it asks */
	assert_null(home(&s, 5));

	/* whose forms would no longer ask must be the actor's */
	assert_int_equal(choose(HEAD + COMMUNE, "HQ.E.T", "HOMEQ", "HOMER"),
	    E_DENIED);
	script("UPDATE access SET role = 6 WHERE person_id = 112");
	script("UPDATE regime SET owner_id = 12 WHERE code = 'HOMER'");
	assert_int_equal(choose(HEAD + PROVINCE2, "HQ.E.T", "HOMEQ", "HOMER"),
	    OK);
	assert_int_equal(choose(HEAD + PROVINCE2, "HQ.E.T", "HOMER", "HOMEQ"),
	    E_DENIED);
	assert_int_equal(choose(0, "HQ.E.T", "", "HOMEQ"), OK);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM item_home"), 0);
	assert_true(number("SELECT COUNT(*) AS n FROM audit"
			   " WHERE act = 'home'") >= 3);
	/* only from a day on */
	struct home_choice later = { "HQ.E.T", "HOMER", "2026-09-15", "" };
	IS_OK(home_choose(w.db, as(0), &later, &w.f));
	s = sheet(&q);
	assert_null(home(&s, 5));
}

/* The home among three: 0 is our own form. */
static long
picked(const struct report *r, long chosen, long mine, long since)
{
	struct home_row at[] = { { .regime_id = 901, .report_id = 1 },
		{ .regime_id = 902, .report_id = 2 } };
	struct home_rows rows = { at, COUNT(at) };
	struct home_ask ask = { .report = r };
	struct homes homes;

	IS_OK(form_get(w.db, r->form_id, &ask.form));
	for (size_t i = 0; i < COUNT(at); i++) {
		at[i].cell = 1;
		at[i].chosen = chosen;
		at[i].mine = mine;
		at[i].since = i == 0 ? since : 50;
		at[i].kind = r->kind;
		at[i].starts = r->starts;
		at[i].ends = r->ends;
		at[i].over_time = "none";
	}
	assert_int_equal(home_pick(w.mem, &ask, &rows, &homes), OK);
	const struct home *h = home_of(&homes, 1);
	return h == NULL ? 0 : 900 + h->from[0]->report_id;
}

static void
one_of_three_is_the_home(void **state)
{
	(void)state;
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	assert_int_equal(picked(&r, 0, 100, 60), 902); /* asked first */
	assert_int_equal(picked(&r, 0, 100, 40), 901);
	assert_int_equal(picked(&r, 0, 30, 40), 0);
	assert_int_equal(picked(&r, 901, 30, 60), 901); /* chosen */
	assert_int_equal(picked(&r, 902, 30, 40), 902);
	assert_int_equal(picked(&r, r.regime_id, 100, 40), 0);
	assert_int_equal(picked(&r, 999, 100, 40), 901); /* owes it not */
	assert_int_equal(picked(&r, 999, 30, 40), 0);
	assert_int_equal(picked(&r, 0, 100, 50), 901); /* by the lower id */
}

static enum rc
bind(const char *item, const char *as_item)
{
	return RUN(home_bind(w.db, as(0), item, as_item, &w.f));
}

static void
items_are_bound(void **state)
{
	(void)state;
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	struct sheet s = sheet(&r);
	assert_null(home(&s, 2));
	assert_int_equal(bind("HR.F.T", "HM.B.T"), E_INVALID); /* per cent */
	assert_int_equal(bind("HR.F.T", "HR.F.T"), E_INVALID);
	assert_int_equal(bind("HR.F.T", "NONE"), E_INVALID);
	assert_int_equal(bind("HR.F.T", "HQ.F.T"), OK);
	s = sheet(&r);
	assert_string_equal(home(&s, 2)->from[0]->regime, "HOMEQ");
	script("UPDATE item_version SET over_time = 'none'");
	GIVES(COMMUNE, "HOMEQ", "2026-Q3", "1", "2", "3", "4", "50", "6");
	s = sheet(&r);
	assert_string_equal(own(&s, 2), "6");
	assert_int_equal(bind("HR.F.T", "HQ.E.T"), E_INVALID); /* it is */
	IS_OK(home_unbind(w.db, as(0), "HR.F.T", &w.f));
	s = sheet(&r);
	assert_null(home(&s, 2));
	/* what was bound to the one is bound on */
	assert_int_equal(bind("HR.F.T", "HQ.F.T"), OK);
	assert_int_equal(bind("HQ.F.T", "HQ.E.T"), OK);
	assert_int_equal(number("SELECT COUNT(DISTINCT as_id) AS n"
				" FROM item_same"),
	    1);
}

/* Two that wait for each other must not stand still for ever. */
static void
nobody_waits_for_ever(void **state)
{
	(void)state;
	script("UPDATE item_version SET over_time = 'none'");
	assert_int_equal(bind("HR.F.T", "HQ.F.T"), OK);
	assert_int_equal(choose(0, "HQ.F.T", "HOMER", ""), OK);
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	struct sheet s = sheet(&q), t = sheet(&r);
	assert_true(home_awaited(home(&s, 6)) && home(&s, 6)->mutual);
	assert_true(home_awaited(home(&t, 1)) && home(&t, 1)->mutual);
	GIVES(COMMUNE, "HOMEQ", "2026-Q3", "1", "2", "3", "4", "50");
	GIVES(COMMUNE, "HOMER", "2026-Q3", NULL, "8");
	t = sheet(&r);
	r = at(COMMUNE, "HOMER", "2026-Q3");
	t = sheet(&r);
	assert_string_equal(own(&t, 1), "50");
	q = at(COMMUNE, "HOMEQ", "2026-Q3");
	IS_OK(flow_return(w.db, as(HEAD + q.receiver_id), q.id, q.version, "x",
	    &w.f));
	q = at(COMMUNE, "HOMEQ", "2026-Q3");
	s = sheet(&q);
	assert_string_equal(own(&s, 6), "8");
}

/* A superior's total is that of its report at home, not a sum of its own. */
static void
superiors_take_totals(void **state)
{
	(void)state;
	script("UPDATE item_version SET over_time = 'none'");
	GIVES(COMMUNE3, "HOMEQ", "2026-Q3", "1", "2", "3", "4", "50", "6");
	GIVES(ISLAND, "HOMEQ", "2026-Q3", "1", "2", "3", "4", "30", "6");
	struct report q = at(PROVINCE2, "HOMEQ", "2026-Q3");
	struct report r = at(PROVINCE2, "HOMER", "2026-Q3");
	struct sheet s = sheet(&r);
	assert_true(s.superior);
	assert_string_equal(all(&s, 1), "none");
	assert_int_equal(try_send(&q, ROWS(&q, "1", "2", "3", "4", "7", "1"),
			     true),
	    OK);
	accept(&q);
	s = sheet(&r);
	assert_string_equal(own(&s, 1), "7");
	assert_string_equal(all(&s, 1), "87");
	assert_string_equal(dec_text(w.mem, s.below.num[1].dec), "80");
	assert_int_equal(try_send(&r, ROWS(&r, NULL, "3"), true), OK);
	r = at(PROVINCE2, "HOMER", "2026-Q3");
	s = sheet(&r);
	assert_string_equal(all(&s, 1), "87");
	assert_non_null(home(&s, 1));
}

/* By the decree and by the calendar are two periods. */
static void
windows_must_be_equal(void **state)
{
	long made;

	(void)state;
	script("UPDATE regime_version v JOIN regime g ON g.id = v.regime_id"
	       " SET v.cutoff = 'calendar' WHERE g.code = 'HOMER'");
	IS_OK(open_period(w.db, as(HEAD + CENTRE), "HOMEQ", "2026-Q4", &made));
	IS_OK(open_period(w.db, as(HEAD + CENTRE), "HOMER", "2026-Q4", &made));
	struct report r = at(COMMUNE, "HOMER", "2026-Q4");
	assert_string_equal(r.starts, "2026-10-01");
	struct sheet s = sheet(&r);
	assert_null(home(&s, 1));
	/* months of the decree are not in the calendar's quarter, or not all */
	assert_null(home(&s, 4));
}

static void
overlaps_are_found(void **state)
{
	struct overlaps found;
	struct regime g;

	(void)state;
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	const struct form *f;
	IS_OK(form_get(w.db, r.form_id, &f));
	IS_OK(regime_find(w.db, "HOMER", &g));
	IS_OK(overlap_form(w.db, f, &g, "2026-09-20", &found));
	assert_int_equal(found.n, 4);
	const struct overlap *o = found.at;
	assert_string_equal(o[0].is.code, "HQ.E.T");
	assert_true(o[0].same);
	assert_string_equal(o[0].other.regime->code, "HOMEQ");
	assert_string_equal(o[0].home, "HOMEQ");
	assert_int_equal(o[0].time, OVERLAP_EQUAL);
	assert_int_equal(o[0].units, 7); /* all but the island */
	assert_string_equal(o[1].is.code, "HR.F.T");
	assert_false(o[1].same);
	assert_string_equal(o[1].other.item.code, "HQ.F.T");
	assert_int_equal(o[1].score, 100);
	assert_string_equal(o[2].other.regime->code, "HOMEM");
	assert_int_equal(o[2].time, OVERLAP_FEEDS);
	assert_string_equal(o[3].other.regime->code, "HOMEQ");
	IS_OK(home_apart(w.db, as(0), "HR.F.T", "HQ.F.T", &w.f));
	IS_OK(home_apart(w.db, as(0), "HQ.F.T", "HR.F.T", &w.f));
	IS_OK(overlap_form(w.db, f, &g, "2026-09-20", &found));
	assert_int_equal(found.n, 3);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM item_apart"), 1);
}

static struct home_count
count(const char *regime, size_t n, const char *const *owed)
{
	long ids[4];
	struct home_count ret;
	const struct form *f;
	struct report r = at(COMMUNE, regime, "2026-Q3");

	for (size_t i = 0; i < n; i++)
		ids[i] = number(str_fmt(w.mem,
		    "SELECT id AS n FROM regime WHERE code = '%s'", owed[i]));
	IS_OK(form_get(w.db, r.form_id, &f));
	IS_OK(home_count(w.db, f, ids, n, "2026-09-14", &ret));
	return ret;
}
#define COUNT_OF(regime, ...) \
	count((regime), COUNT(((const char *const[]){ __VA_ARGS__ })), \
	    (const char *const[]){ __VA_ARGS__ })

/* What the account of reporting says is what the forms do. */
static void
cells_are_counted(void **state)
{
	(void)state;
	struct home_count c = COUNT_OF("HOMEQ", "HOMEQ");
	assert_int_equal(c.entered, 6);
	assert_int_equal(c.computed, 1);
	assert_int_equal(c.shown + c.made, 0);
	c = COUNT_OF("HOMEQ", "HOMEM", "HOMEQ", "HOMER");
	assert_int_equal(c.made, 4);
	assert_int_equal(c.entered, 2);
	c = COUNT_OF("HOMER", "HOMEM", "HOMEQ", "HOMER");
	assert_int_equal(c.shown, 2);
	assert_int_equal(c.entered, 2);
	c = COUNT_OF("HOMER", "HOMEM", "HOMER");
	assert_int_equal(c.made, 1);
	assert_int_equal(c.entered, 3);
	c = COUNT_OF("HOMER", "HOMER");
	assert_int_equal(c.entered, 4);
	assert_int_equal(choose(0, "HQ.E.T", "HOMER", ""), OK);
	c = COUNT_OF("HOMEQ", "HOMEQ", "HOMER");
	assert_int_equal(c.shown, 1);
	/* as the sheet has it */
	struct report q = at(COMMUNE, "HOMEQ", "2026-Q3");
	struct sheet s = sheet(&q);
	long asks = 0;
	for (size_t i = 0; i < s.form->ncell; i++)
		asks += sheet_asks(&s, i);
	c = COUNT_OF("HOMEQ", "HOMEM", "HOMEQ", "HOMER");
	assert_int_equal(c.entered, asks);
}

/* Statements that opening a report asks the server. */
static long
asked(const struct report *r)
{
	static const char status[] =
	    "SELECT CAST(variable_value AS SIGNED) AS n"
	    " FROM information_schema.session_status"
	    " WHERE variable_name = 'COM_STMT_EXECUTE'";
	long before;

	sheet(r);
	before = number(status);
	sheet(r);
	return number(status) - before;
}

/* Forms that share nothing are not asked about it. */
static void
nothing_shared_costs_nothing(void **state)
{
	(void)state;
	struct report x = report_of(COMMUNE, "XLD01");
	assert_false(x.shared);
	struct report r = at(COMMUNE, "HOMER", "2026-Q3");
	long with = asked(&r);
	r.shared = false;
	assert_int_equal(with - asked(&r), 1); /* and one where it applies */
	assert_int_equal(asked(&x), asked(&r));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM regime"
				" WHERE shared"),
	    3);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM form_share s"
				" JOIN form f ON f.id = s.form_id JOIN regime g"
				" ON g.id = f.regime_id"
				" WHERE g.code = 'HOMER'"),
	    3); /* HQ.E of HOMEQ; HM.D of HOMEM and HOMEQ */
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(formulas_see_what_forms_show,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(formulas_see_the_home,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(formulas_wait_for_what_is_owed,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(months_make_quarters, homes_new,
		    world_free),
		cmocka_unit_test_setup_teardown(gaps_are_asked, homes_new,
		    world_free),
		cmocka_unit_test_setup_teardown(one_asks_the_others_show,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(the_body_says_where_from,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(corrections_flow, homes_new,
		    world_free),
		cmocka_unit_test_setup_teardown(owners_choose, homes_new,
		    world_free),
		cmocka_unit_test_setup_teardown(one_of_three_is_the_home,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(items_are_bound, homes_new,
		    world_free),
		cmocka_unit_test_setup_teardown(nobody_waits_for_ever,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(superiors_take_totals,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(windows_must_be_equal,
		    homes_new, world_free),
		cmocka_unit_test_setup_teardown(overlaps_are_found, homes_new,
		    world_free),
		cmocka_unit_test_setup_teardown(cells_are_counted, homes_new,
		    world_free),
		cmocka_unit_test_setup_teardown(nothing_shared_costs_nothing,
		    homes_new, world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
