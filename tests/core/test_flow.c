/* test_flow.c - sending, returning, accepting; what stays and what moves */
#include <string.h>
#include "core/audit.h"
#include "core/audit_forget.h"
#include "core/fact.h"
#include "core/open.h"
#include "io/db.h"
#include "core/world.h"

static void
opens_once(void **state)
{
	long made;

	(void)state;
	IS_OK(open_period(w.db, as(HEAD + CENTRE), "XLD01", "2026-Q3", &made));
	assert_int_equal(made, 0);
	assert_int_equal(RUN(open_period(w.db, as(HEAD + CENTRE), "XLD01",
			     "2026-07", &made)),
	    E_INVALID);
	assert_int_equal(RUN(open_period(w.db, as(HEAD + CENTRE), "XLD01",
			     "2001-Q1", &made)),
	    E_INVALID);
	struct report r = report_of(COMMUNE, "XLD01");
	assert_int_equal(r.receiver_id, DISTRICT);
	assert_string_equal(r.due, "2026-09-18");
	assert_int_equal(report_lateness(&r, "2026-09-18"), IN_TIME);
	assert_int_equal(report_lateness(&r, "2026-09-19"), MISSING);
	r = report_of(COMMUNE3, "XLD01");
	assert_int_equal(r.receiver_id, PROVINCE2);
	r = report_of(ISLAND, "XLD01");
	assert_string_equal(r.due, "2026-09-21");
	assert_int_equal(r.below, 0);
	r = report_of(CENTRE, "XLD01");
	assert_int_equal(r.receiver_id, 0);
	assert_int_equal(r.below, 2);
}

static void
opens_what_is_due(void **state)
{
	long made;

	(void)state;
	struct ctx ctx = *as(HEAD + CENTRE);
	ctx.today = "2027-01-02";
	IS_OK(open_due(w.db, &ctx, &made));
	assert_int_equal(made, 2 * 8); /* Q4 of both regimes; Q3 is there */
	IS_OK(open_due(w.db, &ctx, &made));
	assert_int_equal(made, 0);
	ctx.today = "2027-07-02"; /* Q1 was left out */
	IS_OK(open_due(w.db, &ctx, &made));
	assert_int_equal(made, 2 * 2 * 8);
	script("DELETE FROM job");
	script("DELETE FROM report"); /* nothing was ever asked for */
	IS_OK(open_due(w.db, &ctx, &made));
	assert_int_equal(made, 2 * 8);
}

static void
checks_before_sending(void **state)
{
	(void)state;
	struct draft_in in = good(1, 1);
	struct typed *at = (struct typed *)in.at;

	assert_string_equal(w.form->cols[at[7].cell].code, "8");
	at[7].text = "2"; /* 6=8+9+10: 6 is not 2+2+3 */
	assert_int_equal(send_in(HEAD + COMMUNE, COMMUNE, in, true), E_INVALID);
	assert_int_equal(w.f.nerror, 1);
	assert_string_equal(w.f.at[0].where, sheet_name(w.mem, cell("6")));
	assert_non_null(strstr(w.f.at[0].text, "8 + 9 + 10"));
	assert_non_null(strstr(w.f.at[0].text, "7"));
	at[1].text = ""; /* required */
	assert_int_equal(send_in(HEAD + COMMUNE, COMMUNE, in, true), E_INVALID);
	assert_non_null(finding_at(&w.f, sheet_name(w.mem, cell("2"))));
	struct report r = report_of(COMMUNE, "XLD01");
	/* what is whole is not sent unseen, either */
	static const char *const none[] = { NULL, "", "0" };
	for (size_t i = 0; i < COUNT(none); i++) {
		struct send_in what = { .cells = good(1, 1),
			.confirmed = true,
			.seen = none[i] };
		assert_int_equal(RUN(flow_send(w.db, as(HEAD + COMMUNE), r.id,
				     &what, &w.f, &w.out, &w.receipt)),
		    E_CONFLICT);
		assert_false(w.out.closed);
	}
	assert_string_equal(r.state, "due");
	assert_int_equal(number("SELECT COUNT(*) AS n FROM draft"), 0);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM revision"), 0);
	/* a clerk may type and not send */
	assert_int_equal(send_in(CLERK + COMMUNE, COMMUNE, good(1, 1), true),
	    E_NOTFOUND);
}

static void
sends_once(void **state)
{
	(void)state;
	assert_int_equal(send_in(HEAD + COMMUNE, COMMUNE, good(1, 1), false),
	    OK);
	assert_int_equal(w.receipt.no, 1);
	assert_int_equal(strlen(w.receipt.sha), 64);
	assert_non_null(strstr(w.receipt.code, "XLD01/2026-Q3/00031/1-"));
	struct report r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.state, "sent");
	assert_true(r.late);
	assert_int_equal(report_lateness(&r, "2026-09-20"), LATE);
	assert_string_equal(r.sender, "head 31");
	assert_int_equal(number("SELECT COUNT(*) AS n FROM fact"), 0);
	/* it is closed: neither typed into nor sent again */
	assert_int_equal(save(HEAD + COMMUNE, COMMUNE,
			     typed(r.version, "2", "9", NULL)),
	    E_CONFLICT);
	assert_true(w.out.closed);
	assert_int_equal(send_in(HEAD + COMMUNE, COMMUNE, good(r.version, 1),
			     true),
	    E_CONFLICT);
	struct receipt again;
	struct revision k;
	IS_OK(flow_receipt(w.db, as(HEAD + DISTRICT), r.id, 1, &again, &k));
	assert_string_equal(k.sha, again.sha);
	assert_string_equal(again.code, w.receipt.code);
	assert_int_equal(RUN(flow_receipt(w.db, as(HEAD + PROVINCE2), r.id, 1,
			     &again, &k)),
	    E_NOTFOUND);
}

static void
accepts_as_facts(void **state)
{
	(void)state;
	sends(COMMUNE, 3);
	struct report r = report_of(COMMUNE, "XLD01");
	/* not by the unit itself, nor by who is above the one above */
	assert_int_equal(RUN(flow_accept(w.db, as(HEAD + COMMUNE), r.id,
			     r.version)),
	    E_NOTFOUND);
	assert_int_equal(RUN(flow_accept(w.db, as(HEAD + PROVINCE), r.id,
			     r.version)),
	    E_NOTFOUND);
	assert_int_equal(RUN(flow_accept(w.db, as(REVIEWER + DISTRICT), r.id,
			     r.version - 1)),
	    E_CONFLICT);
	IS_OK(flow_accept(w.db, as(REVIEWER + DISTRICT), r.id, r.version));
	assert_int_equal(RUN(flow_accept(w.db, as(REVIEWER + DISTRICT), r.id,
			     r.version + 1)),
	    E_CONFLICT);
	/* 22 figures in two parts; 14 and 18 were computed */
	assert_int_equal(number("SELECT COUNT(*) AS n FROM fact"), 44);
	assert_int_equal(
	    number("SELECT COUNT(*) AS n FROM fact a JOIN fact b"
		   " ON b.revision_id = a.revision_id AND b.item_id = a.item_id"
		   " AND b.part = 1 AND b.value = a.value WHERE a.part = 0"),
	    22);
	assert_int_equal(
	    number(
		"SELECT CAST(f.value AS SIGNED) AS n FROM fact f JOIN item i"
		" ON i.id = f.item_id WHERE f.part = 1 AND i.code = 'XLD.TQ'"),
	    9);
}

/* Returned with a reason, corrected, sent as the next revision. */
static void
corrects(void **state)
{
	(void)state;
	struct report r;
	struct sheet s;
	long n;

	sends(COMMUNE, 1);
	r = report_of(COMMUNE, "XLD01");
	assert_int_equal(RUN(flow_return(w.db, as(HEAD + DISTRICT), r.id,
			     r.version, "", &w.f)),
	    E_INVALID);
	assert_string_equal(w.f.at[0].where, "reason");
	IS_OK(flow_return(w.db, as(HEAD + DISTRICT), r.id, r.version,
	    "Cột 2 chưa khớp", &w.f));
	r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.state, "returned");
	assert_int_equal(save(HEAD + COMMUNE, COMMUNE,
			     typed(r.version, "7", "4", NULL)),
	    OK);
	r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.state, "returned");
	sends(COMMUNE, 2);
	accepts(COMMUNE);
	r = report_of(COMMUNE, "XLD01");
	assert_int_equal(r.revision_no, 2);
	assert_int_equal(
	    number("SELECT COUNT(*) AS n FROM revision a JOIN revision b ON"
		   " b.report_id = a.report_id AND a.no = 1 AND b.no = 2"
		   " AND b.prev = a.sha"),
	    1);
	IS_OK(revision_verify(w.db, r.id, &n));
	assert_int_equal(n, 2);
	/* the first stays readable as it was */
	IS_OK(sheet_of_revision(w.db, as(HEAD + DISTRICT), &r, 1, &s));
	assert_string_equal(dec_text(w.mem, s.own.num[cell("1")].dec), "10");
	IS_OK(sheet_of_revision(w.db, as(HEAD + DISTRICT), &r, 2, &s));
	assert_string_equal(dec_text(w.mem, s.own.num[cell("1")].dec), "20");
	struct events es;
	IS_OK(report_history(w.db, as(HEAD + DISTRICT), r.id, &es));
	assert_int_equal(es.n, 4);
	assert_string_equal(es.at[3].act, "send");
	assert_string_equal(es.at[2].act, "return");
	assert_string_equal(es.at[2].reason, "Cột 2 chưa khớp");
	assert_int_equal(es.at[0].revision_no, 2);
	assert_string_equal(es.at[0].act, "accept");
	IS_OK(audit_verify(w.db, COMMUNE, &n));
	assert_int_equal(n, 5);
	script("UPDATE revision SET body = REPLACE(body, '\"10\"', '\"11\"')"
	       " WHERE no = 1");
	assert_int_equal(RUN(revision_verify(w.db, r.id, &n)), E_CONFLICT);
}

/* What was accepted may still be returned: it leaves the sums at once. */
static void
takes_back(void **state)
{
	(void)state;
	sends(COMMUNE, 1);
	accepts(COMMUNE);
	sends(COMMUNE2, 2);
	accepts(COMMUNE2);
	assert_string_equal(total(DISTRICT, "XLD01", cell("1")), "30");
	struct report r = report_of(COMMUNE2, "XLD01");
	script("DELETE FROM draft"); /* as if it had come from elsewhere */
	IS_OK(flow_return(w.db, as(HEAD + DISTRICT), r.id, r.version,
	    "sai số liệu", &w.f));
	r = report_of(COMMUNE2, "XLD01");
	assert_int_equal(r.accepted_id, 0);
	assert_string_equal(total(DISTRICT, "XLD01", cell("1")), "10");
	/* its facts stay, and so does what it had typed */
	assert_int_equal(number("SELECT COUNT(*) AS n FROM fact"), 88);
	assert_string_equal(total(COMMUNE2, "XLD01", cell("1")), "20");
	assert_int_equal(number("SELECT COUNT(*) AS n FROM draft"), 20);
	sends(COMMUNE2, 3);
	accepts(COMMUNE2);
	assert_string_equal(total(DISTRICT, "XLD01", cell("1")), "40");
	assert_int_equal(number("SELECT COUNT(*) AS n FROM fact"), 132);
}

/* "k of n": the units below as rows; what is missing is named. */
static void
adds_up(void **state)
{
	(void)state;
	struct report r = report_of(DISTRICT, "XLD01");
	struct sheet s;

	sends(COMMUNE, 1);
	accepts(COMMUNE);
	assert_int_equal(send_in(HEAD + DISTRICT, DISTRICT,
			     typed(1, "22", "5", NULL), false),
	    E_INVALID);
	assert_int_equal(w.f.nerror, 0);
	assert_int_equal(w.f.n, 1);
	assert_string_equal(w.f.at[0].where, "units");
	assert_non_null(strstr(w.f.at[0].text, "Xã Hai"));
	assert_int_equal(send_in(HEAD + DISTRICT, DISTRICT,
			     typed(1, "22", "5", NULL), true),
	    OK);
	r = report_of(DISTRICT, "XLD01");
	IS_OK(sheet_open(w.db, as(HEAD + PROVINCE), &r, &s));
	assert_true(s.superior);
	assert_int_equal(s.nchild, 2);
	assert_int_equal(s.naccepted, 1);
	assert_string_equal(s.child[0].name, "Xã Một");
	assert_string_equal(s.child[0].sender, "head 31");
	assert_true(s.child[0].accepted);
	assert_string_equal(dec_text(w.mem, s.child[0].is.num[cell("1")].dec),
	    "10");
	assert_string_equal(s.child[1].state, "due");
	assert_null(s.child[1].is.num);
	assert_string_equal(dec_text(w.mem, s.total.num[cell("1")].dec), "10");
	assert_string_equal(dec_text(w.mem, s.total.num[cell("22")].dec), "5");
	assert_string_equal(dec_text(w.mem, s.own.num[cell("22")].dec), "5");
	assert_null(s.own.num[cell("1")].dec);
	/* frozen: what comes in later does not change what was sent */
	sends(COMMUNE2, 7);
	accepts(COMMUNE2);
	IS_OK(sheet_open(w.db, as(HEAD + PROVINCE), &r, &s));
	assert_int_equal(s.naccepted, 1);
	assert_string_equal(dec_text(w.mem, s.total.num[cell("1")].dec), "10");
}

/* Null is not zero, and percentages are never summed. */
static void
sums_what_adds_up(void **state)
{
	(void)state;
	size_t n, col = 2;
	struct sheet s;

	for (long unit = COMMUNE; unit <= COMMUNE2; unit++) {
		struct report r = report_of(unit, "KIND");
		IS_OK(sheet_open(w.db, as(HEAD + unit), &r, &s));
		n = s.form->ncol;
		struct typed cells[] = { { (long)(0 * n + col), "10" },
			{ (long)(1 * n + col), unit == COMMUNE ? "5" : "" },
			{ (long)(3 * n + col), "90,5" },
			{ (long)(4 * n + col), unit == COMMUNE ? "0" : "" } };
		struct send_in in = { .cells = { r.version, cells, 4 } };
		IS_OK(send_seen(w.db, as(HEAD + unit), r.id, &in, &w.f, &w.out,
		    &w.receipt));
		r = report_of(unit, "KIND");
		IS_OK(flow_accept(w.db, as(HEAD + DISTRICT), r.id, r.version));
	}
	assert_string_equal(total(DISTRICT, "KIND", 0 * n + col), "20");
	assert_string_equal(total(DISTRICT, "KIND", 1 * n + col), "5");
	assert_string_equal(total(DISTRICT, "KIND", 2 * n + col), "25");
	assert_null(total(DISTRICT, "KIND", 3 * n + col));
	assert_string_equal(total(DISTRICT, "KIND", 4 * n + col), "0");
	assert_null(total(DISTRICT, "KIND", 5 * n + col));
}

/* At the top, sending makes it official; its head may take it back. */
static void
ends_at_the_top(void **state)
{
	(void)state;
	struct report r;

	for (long unit = COMMUNE; unit <= COMMUNE3; unit++) {
		sends(unit, unit - 30);
		accepts(unit);
	}
	sends(ISLAND, 4);
	accepts(ISLAND);
	struct draft_in none = { .version = 1 };
	static const long above[] = { DISTRICT, PROVINCE, PROVINCE2, CENTRE };
	for (size_t i = 0; i < COUNT(above); i++) {
		assert_int_equal(send_in(HEAD + above[i], above[i], none,
				     false),
		    OK);
		if (above[i] != CENTRE)
			accepts(above[i]);
	}
	assert_true(w.receipt.accepted);
	r = report_of(CENTRE, "XLD01");
	assert_string_equal(r.state, "accepted");
	assert_int_equal(
	    number(
		"SELECT CAST(f.value AS SIGNED) AS n FROM fact f JOIN report r"
		" ON r.accepted_id = f.revision_id AND r.unit_id = 1 JOIN item "
		"i"
		" ON i.id = f.item_id WHERE f.part = 1 AND i.code = 'XLD.DON'"),
	    10 * (1 + 2 + 3 + 4));
	assert_int_equal(RUN(flow_return(w.db, as(REVIEWER + CENTRE), r.id,
			     r.version, "nhầm", &w.f)),
	    E_NOTFOUND);
	IS_OK(flow_return(w.db, as(HEAD + CENTRE), r.id, r.version, "nhầm",
	    &w.f));
	assert_int_equal(send_in(HEAD + CENTRE, CENTRE,
			     typed(r.version + 1, "22", "1", NULL), false),
	    OK);
	assert_int_equal(w.receipt.no, 2);
}

/* The district does not report: its communes send to the province. */
static void
whoever_receives_reviews(void **state)
{
	struct report r;
	long made;

	(void)state;
	script("DELETE FROM job; DELETE FROM report; INSERT INTO assignment"
	       " (regime_id, kind, unit_id, exempt, due, reason, valid_from,"
	       " valid_to) SELECT id, 'unit', 21, 1, '', 'merged',"
	       " '1000-01-01', '9999-12-31' FROM regime");
	IS_OK(open_period(w.db, as(0), "XLD01", "2026-Q3", &made));
	assert_int_equal(made, 7);
	r = report_of(COMMUNE, "XLD01");
	assert_int_equal(r.receiver_id, PROVINCE);
	assert_int_equal(send_in(HEAD + COMMUNE, COMMUNE, good(1, 1), true),
	    OK);
	r = report_of(COMMUNE, "XLD01");
	static const long others[] = { DISTRICT, PROVINCE2, CENTRE, COMMUNE };
	for (size_t i = 0; i < COUNT(others); i++)
		assert_int_equal(RUN(flow_accept(w.db, as(HEAD + others[i]),
				     r.id, r.version)),
		    E_NOTFOUND);
	IS_OK(flow_return(w.db, as(REVIEWER + PROVINCE), r.id, r.version, "sai",
	    &w.f));
	assert_int_equal(send_in(HEAD + COMMUNE, COMMUNE,
			     good(r.version + 1, 2), true),
	    OK);
	IS_OK(flow_accept(w.db, as(HEAD + PROVINCE), r.id, r.version + 2));
	r = report_of(COMMUNE, "XLD01");
	assert_string_equal(r.state, "accepted");
}

/* A superior sees what was sent, never what is being typed. */
static void
hides_drafts(void **state)
{
	(void)state;
	struct sheet s;

	assert_int_equal(save(CLERK + COMMUNE, COMMUNE,
			     typed(1, "2", "5", NULL)),
	    OK);
	struct report r = report_of(COMMUNE, "XLD01");
	IS_OK(sheet_open(w.db, as(HEAD + DISTRICT), &r, &s));
	assert_null(s.own.num[cell("2")].dec);
	IS_OK(sheet_open(w.db, as(REVIEWER + COMMUNE), &r, &s));
	assert_non_null(s.own.num[cell("2")].dec);
}

static void
lists(void **state)
{
	(void)state;
	struct reports rs;
	struct tallies ts;

	IS_OK(report_mine(w.db, as(HEAD + COMMUNE), false, 10, &rs));
	assert_int_equal(rs.n, 2);
	sends(COMMUNE, 1);
	IS_OK(report_mine(w.db, as(HEAD + COMMUNE), false, 10, &rs));
	assert_int_equal(rs.n, 1);
	IS_OK(report_mine(w.db, as(CLERK + COMMUNE), true, 10, &rs));
	assert_int_equal(rs.n, 1);
	IS_OK(report_mine(w.db, as(REVIEWER + COMMUNE), false, 10, &rs));
	assert_int_equal(rs.n, 0);
	struct report r = report_of(DISTRICT, "XLD01");
	IS_OK(report_below(w.db, as(HEAD + DISTRICT), DISTRICT, r.regime_id,
	    r.period_id, &rs));
	assert_int_equal(rs.n, 2);
	IS_OK(report_below(w.db, as(HEAD + PROVINCE2), DISTRICT, r.regime_id,
	    r.period_id, &rs));
	assert_int_equal(rs.n, 0);
	/* communes 32 and 33 are missing, 31 was late */
	IS_OK(report_overdue(w.db, as(HEAD + CENTRE), CENTRE, r.regime_id,
	    r.period_id, 10, &rs));
	assert_int_equal(rs.n, 3);
	IS_OK(report_overdue(w.db, as(HEAD + PROVINCE), PROVINCE, r.regime_id,
	    r.period_id, 10, &rs));
	assert_int_equal(rs.n, 2);
	assert_string_equal(rs.at[0].unit, "Xã Một");
	assert_string_equal(rs.at[0].sender, "head 31");
	IS_OK(report_tallies(w.db, as(HEAD + DISTRICT), MAY_REVIEW, 10, &ts));
	assert_int_equal(ts.n, 2);
	const struct tally *t =
	    &ts.at[str_eq(ts.at[0].regime, "XLD01") ? 0 : 1];
	assert_int_equal(t->n, 2);
	assert_int_equal(t->waiting, 1);
	assert_int_equal(t->sent, 1);
	assert_int_equal(t->late, 1);
	assert_int_equal(t->missing, 1);
	IS_OK(report_tallies(w.db, as(CLERK + DISTRICT), MAY_REVIEW, 10, &ts));
	assert_int_equal(ts.n, 0);
}

DB_STMT(insert_old,
    "INSERT INTO audit (stream, seq, format, at, person_id, act, object,"
    " object_id, request, address, detail, prev, hash) VALUES (9999, ?, 3, ?,"
    " 0, 'login', 'person', 1, '', '192.0.2.7', '', '', '')");
struct left {
	long n;
};
static const struct db_col left_cols[] = { COL(struct left, n) };
DB_ROWS(select_addresses, left_cols,
    "SELECT COUNT(*) AS n FROM audit WHERE stream = 9999 AND address <> ''");

static void
forgotten(const char *before, long left)
{
	struct left row;
	const char *at;

	IS_OK(audit_forgotten(w.db, &at));
	assert_string_equal(at, before);
	IS_OK(db_row(w.db, select_addresses, ARGS(), &row));
	assert_int_equal(row.n, left);
}

/* What one run leaves is not taken for forgotten: the next one finds it. */
static void
forgets_in_parts(void **state)
{
	(void)state;
	static const char *const days[] = { "2020-01-01 08:00:00",
		"2020-01-02 08:00:00", "2026-08-31 23:59:59",
		"2026-09-01 00:00:00" };

	for (size_t i = 0; i < COUNT(days); i++)
		IS_OK(db_exec(w.db, insert_old, ARGS((long)i + 1, days[i]),
		    NULL));
	forgotten("", 4);
	IS_OK(audit_forget(w.db, as(0), 30, 2));
	forgotten("2026-08-31 23:59:59", 2);
	IS_OK(audit_forget(w.db, as(0), 30, 2));
	/* thirty days are not over on the thirtieth */
	forgotten("2026-09-01 00:00:00", 1);
}

#define T(f) cmocka_unit_test_setup_teardown(f, world_new, world_free)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(opens_once),
		T(opens_what_is_due),
		T(checks_before_sending),
		T(sends_once),
		T(accepts_as_facts),
		T(corrects),
		T(takes_back),
		T(adds_up),
		T(sums_what_adds_up),
		T(ends_at_the_top),
		T(hides_drafts),
		T(whoever_receives_reviews),
		T(lists),
		T(forgets_in_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
