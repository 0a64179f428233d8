/* test_language.c - formulas that look beyond their form; checks of a form */
#include <string.h>
#include "core/open.h"
#include "io/db.h"
#include "core/world.h"

static const struct form *lang;

static void
open_quarter(const char *regime, const char *period)
{
	long made;

	IS_OK(open_period(w.db, as(HEAD + CENTRE), regime, period, &made));
}

/* An accepted figure of an earlier period, as acceptance would have it. */
static void
was(long unit, const char *regime, const char *period, const char *item,
    long value)
{
	struct report r;

	IS_OK(report_find_any(w.db, unit, regime, period, &r));
	script(str_fmt(w.mem,
	    "INSERT IGNORE INTO revision (report_id, no, form_id, person_id, "
	    "at,"
	    " body, sha, prev) VALUES (%ld, 1, %ld, 1, '2026-01-01', '{}', '',"
	    " ''); UPDATE report SET state = 'accepted', accepted_id ="
	    " (SELECT id FROM revision WHERE report_id = %ld AND no = 1),"
	    " revision_id = accepted_id WHERE id = %ld;"
	    "INSERT INTO fact (revision_id, item_id, part, unit_id, period_id,"
	    " value) SELECT k.id, i.id, p.part, %ld, %ld, %ld FROM revision k"
	    " JOIN item i ON i.code = '%s' JOIN (SELECT 0 AS part UNION ALL"
	    " SELECT 1) p WHERE k.report_id = %ld AND k.no = 1",
	    r.id, r.form_id, r.id, r.id, unit, r.period_id, value, item, r.id));
}

static int
fresh(void **state)
{
	static const char *const quarters[] = { "2025-Q2", "2025-Q3", "2025-Q4",
		"2026-Q1", "2026-Q2", "2026-Q3" };
	struct report r;

	if (world_new(state) != 0)
		return 1;
	IS_OK(load_regime(source("tests/core/LANG.xml")));
	IS_OK(load_regime(source("tests/core/PLAN.xml")));
	for (size_t i = 0; i < COUNT(quarters); i++)
		open_quarter("LANG", quarters[i]);
	open_quarter("XLD01", "2026-Q1");
	open_quarter("XLD01", "2026-Q2");
	open_quarter("PLAN", "2026");
	IS_OK(report_find_any(w.db, COMMUNE, "LANG", "2026-Q3", &r));
	IS_OK(form_get(w.db, r.form_id, &lang));
	return 0;
}

static size_t
lang_cell(const char *row)
{
	return (size_t)form_row(lang, row) * lang->ncol + 2;
}

/* The figure of a row as it stands, in the draft; "" is none, "-" no number. */
static const char *
stands(long unit, const char *row)
{
	struct report r = report_of(unit, "LANG");
	struct sheet s;

	IS_OK(sheet_open(w.db, as(HEAD + unit), &r, &s));
	struct value v = s.total.num[lang_cell(row)];
	return v.nan ? "-" : v.dec == NULL ? "" : dec_text(w.mem, v.dec);
}

static enum rc
lang_send(long unit, const char *figure, bool confirmed, const char *reason)
{
	struct report r = report_of(unit, "LANG");
	struct typed typed = { (long)lang_cell("R1"), figure };
	struct send_in what = { .cells = { r.version, &typed, 1 },
		.confirmed = confirmed,
		.reason = reason };

	return RUN(send_seen(w.db, as(HEAD + unit), r.id, &what, &w.f, &w.out,
	    &w.receipt));
}

static void
lang_files(long unit, const char *figure, long above)
{
	struct report r;

	assert_int_equal(lang_send(unit, figure, true, "Vì mẫu thử."), OK);
	r = report_of(unit, "LANG");
	IS_OK(flow_accept(w.db, as(HEAD + above), r.id, r.version));
}

/* Finding i says all of that. */
static void
says(size_t i, const char *where, const char *text)
{
	assert_true(i < w.f.n);
	assert_string_equal(w.f.at[i].where, where);
	if (strstr(w.f.at[i].text, text) == NULL)
		fail_msg("%s: not: %s", w.f.at[i].text, text);
}

static void
reads_other_forms_and_periods(void **state)
{
	(void)state;
	/* Nothing was accepted yet. */
	assert_string_equal(stands(COMMUNE, "R2"), "");
	was(COMMUNE, "LANG", "2026-Q2", "LANG.1.V", 40);
	was(COMMUNE, "LANG", "2026-Q1", "LANG.1.V", 30);
	was(COMMUNE, "LANG", "2025-Q4", "LANG.1.V", 20);
	was(COMMUNE, "LANG", "2025-Q3", "LANG.1.V", 7);
	was(COMMUNE, "XLD01", "2026-Q2", "XLD.TIEP", 90);
	was(COMMUNE, "XLD01", "2026-Q1", "XLD.TIEP", 5);
	/* Another unit's figures are not seen. */
	was(COMMUNE2, "XLD01", "2026-Q2", "XLD.TIEP", 1000);
	was(COMMUNE, "PLAN", "2026", "XLD.TIEP.KH", 240);
	sends(COMMUNE, 2);
	/* What was sent is no figure of ours before it is accepted. */
	assert_string_equal(stands(COMMUNE, "R2"), "");
	accepts(COMMUNE);
	assert_string_equal(stands(COMMUNE, "R2"), "12");
	assert_string_equal(stands(COMMUNE, "R3"), "40");
	/* Of four quarters this one has no figure yet. */
	assert_string_equal(stands(COMMUNE, "R4"), "90");
	assert_string_equal(stands(COMMUNE, "R8"), "90");
	assert_string_equal(stands(COMMUNE, "R9"), "5");
	assert_string_equal(stands(COMMUNE, "R10"), "20");
	assert_string_equal(stands(COMMUNE, "R11"), "20");
	assert_string_equal(stands(COMMUNE, "R12"), "107");
	/* No units below: nothing to add up, and no share of none. */
	assert_string_equal(stands(COMMUNE, "R5"), "");
	assert_string_equal(stands(COMMUNE, "R7"), "");
	assert_string_equal(stands(COMMUNE2, "R2"), "");
	assert_string_equal(stands(COMMUNE2, "R8"), "1000");
}

static void
reads_the_units_below(void **state)
{
	(void)state;
	sends(COMMUNE, 1); /* XLD.TIEP 6 */
	accepts(COMMUNE);
	sends(COMMUNE2, 3); /* 18 */
	accepts(COMMUNE2);
	lang_files(COMMUNE, "10", DISTRICT);
	assert_string_equal(stands(DISTRICT, "R5"), "10");
	assert_string_equal(stands(DISTRICT, "R6"), "10");
	assert_string_equal(stands(DISTRICT, "R7"), "50");
	lang_files(COMMUNE2, "50", DISTRICT);
	assert_string_equal(stands(DISTRICT, "R5"), "60");
	/* (10 * 6 + 50 * 18) / 24 */
	assert_string_equal(stands(DISTRICT, "R6"), "40");
	assert_string_equal(stands(DISTRICT, "R7"), "100");
	/* What was sent with these figures stays as it was. */
	assert_int_equal(lang_send(DISTRICT, "", true, "Mẫu."), OK);
	struct report r = report_of(COMMUNE2, "LANG");
	IS_OK(flow_return(w.db, as(HEAD + DISTRICT), r.id, r.version, "Sai.",
	    &w.f));
	r = report_of(DISTRICT, "LANG");
	struct sheet s;
	IS_OK(sheet_of_revision(w.db, as(HEAD + DISTRICT), &r, 1, &s));
	assert_string_equal(dec_text(w.mem, s.total.num[lang_cell("R5")].dec),
	    "60");
	assert_string_equal(dec_text(w.mem, s.total.num[lang_cell("R6")].dec),
	    "40");
}

static void
an_error_cannot_be_sent(void **state)
{
	(void)state;
	assert_int_equal(lang_send(COMMUNE, "5001", true, "Đúng."), E_INVALID);
	assert_int_equal(w.f.nerror, 1);
	says(0, str_fmt(w.mem, "c%zu", lang_cell("R1")),
	    "Số nhập quá lớn. Row R1 (Nhập), column S (Số liệu): [row R1, "
	    "column S] is 5.001; it must not be more than 5.000. (Check TRAN.) "
	    "Correct it before you send.");
	assert_int_equal(lang_send(COMMUNE, "5000", true, NULL), OK);
}

static void
a_warning_is_explained(void **state)
{
	struct sheet s;
	struct report r;

	(void)state;
	sends(COMMUNE, 2); /* XLD.TIEP 12 */
	accepts(COMMUNE);
	assert_int_equal(lang_send(COMMUNE, "11", false, NULL), E_INVALID);
	assert_int_equal(w.f.nerror, 0);
	assert_int_equal(w.f.nexplain, 1);
	says(0, str_fmt(w.mem, "c%zu", lang_cell("R1")),
	    "is 11; it must not be less than item(\"XLD.TIEP\"), which is 12. "
	    "(Check LIEN-BIEU.) Correct it, or explain it when you send.");
	/* To have seen it is not enough, nor are blanks. */
	assert_int_equal(lang_send(COMMUNE, "11", true, NULL), E_INVALID);
	assert_int_equal(w.f.nerror, 1);
	assert_non_null(finding_at(&w.f, "reason"));
	assert_int_equal(lang_send(COMMUNE, "11", true, " \n"), E_INVALID);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM revision k JOIN"
				" report r ON r.id = k.report_id JOIN regime g"
				" ON g.id = r.regime_id AND g.code = 'LANG'"),
	    0);
	assert_int_equal(lang_send(COMMUNE, "11", true, "Một đơn nhập trùng."),
	    OK);
	/* The receiver reads both, in the words of then. */
	r = report_of(COMMUNE, "LANG");
	IS_OK(sheet_open(w.db, as(HEAD + DISTRICT), &r, &s));
	assert_non_null(s.warned);
	assert_int_equal(s.warned->n, 1);
	assert_string_equal(s.explained, "Một đơn nhập trùng.");
	assert_non_null(strstr(s.warned->at[0].text, "LIEN-BIEU"));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM report_event WHERE"
				" reason = 'Một đơn nhập trùng.'"),
	    1);
	long n;
	IS_OK(revision_verify(w.db, r.id, &n));
	assert_int_equal(n, 1);
	/* Without a warning nothing is kept. */
	assert_int_equal(lang_send(COMMUNE2, "12", true, "Không cần."), OK);
	r = report_of(COMMUNE2, "LANG");
	IS_OK(sheet_open(w.db, as(HEAD + DISTRICT), &r, &s));
	assert_null(s.warned);
}

static void
compares_with_the_period_before(void **state)
{
	(void)state;
	/* Without it, and from nothing, nothing can be said. */
	assert_int_equal(lang_send(COMMUNE3, "4000", false, NULL), OK);
	was(COMMUNE2, "LANG", "2026-Q2", "LANG.1.V", 0);
	assert_int_equal(lang_send(COMMUNE2, "4000", false, NULL), OK);
	was(COMMUNE, "LANG", "2026-Q2", "LANG.1.V", 80);
	assert_int_equal(lang_send(COMMUNE, "121", false, NULL), E_INVALID);
	assert_int_equal(w.f.n, 1);
	says(0, str_fmt(w.mem, "c%zu", lang_cell("R1")),
	    "is 121; in the period before it was 80: 51,3 % more, where 50 % "
	    "are usual at most. (Check BIEN-DONG.)");
	assert_int_equal(lang_send(COMMUNE, "39", false, NULL), E_INVALID);
	says(0, str_fmt(w.mem, "c%zu", lang_cell("R1")), "51,3 % less");
	assert_int_equal(lang_send(COMMUNE, "120", false, NULL), OK);
}

static void
small_changes_are_no_matter(void **state)
{
	(void)state;
	was(COMMUNE, "LANG", "2026-Q2", "LANG.1.V", 5);
	was(COMMUNE2, "LANG", "2026-Q2", "LANG.1.V", 5);
	assert_int_equal(lang_send(COMMUNE, "15", false, NULL), OK);
	assert_int_equal(lang_send(COMMUNE2, "16", false, NULL), E_INVALID);
}

static void
compares_with_history(void **state)
{
	(void)state;
	was(COMMUNE, "LANG", "2026-Q2", "LANG.1.V", 100);
	was(COMMUNE, "LANG", "2026-Q1", "LANG.1.V", 102);
	/* Two periods are no history. */
	assert_int_equal(lang_send(COMMUNE, "149", false, NULL), OK);
	struct report r = report_of(COMMUNE, "LANG");
	IS_OK(flow_return(w.db, as(HEAD + DISTRICT), r.id, r.version, "Xem.",
	    &w.f));
	was(COMMUNE, "LANG", "2025-Q4", "LANG.1.V", 98);
	assert_int_equal(lang_send(COMMUNE, "149", false, NULL), E_INVALID);
	assert_int_equal(w.f.n, 1);
	says(0, str_fmt(w.mem, "c%zu", lang_cell("R1")),
	    "is 149; the median of the last 3 periods is 100, and figures "
	    "usually are within 10 of it. (Check LICH-SU.)");
	assert_int_equal(lang_send(COMMUNE, "110", false, NULL), OK);
}

/* A superior is judged by what it sends upward. */
static void
totals_are_judged(void **state)
{
	(void)state;
	was(DISTRICT, "LANG", "2026-Q2", "LANG.1.V", 80);
	lang_files(COMMUNE, "100", DISTRICT);
	lang_files(COMMUNE2, "100", DISTRICT);
	assert_int_equal(lang_send(DISTRICT, "", true, NULL), E_INVALID);
	says(0, str_fmt(w.mem, "t%zu", lang_cell("R1")),
	    "is 200; in the period before it was 80");
}

/* Statements that opening a sheet takes. */
static long
statements(long unit, const char *regime)
{
	static const char asks[] = "SELECT CAST(VARIABLE_VALUE AS SIGNED) AS n"
				   " FROM information_schema.SESSION_STATUS"
				   " WHERE VARIABLE_NAME = 'COM_STMT_EXECUTE'";
	struct report r = report_of(unit, regime);
	struct sheet s;

	/* the form comes from the cache of the process */
	IS_OK(sheet_open(w.db, as(HEAD + unit), &r, &s));
	long before = number(asks);
	IS_OK(sheet_open(w.db, as(HEAD + unit), &r, &s));
	long with = number(asks);
	return with - before;
}

static void
asks_for_what_it_needs(void **state)
{
	long leaf = statements(COMMUNE, "KIND");
	long above = statements(DISTRICT, "KIND");

	(void)state;
	assert_true(leaf > 0 && above > leaf);
	/* Its past; items of other forms, and of shorter windows; units below
	 * in both of them. */
	assert_int_equal(statements(COMMUNE, "LANG"), leaf + 3);
	assert_int_equal(statements(DISTRICT, "LANG"), above + 5);
}

static void
a_circle_over_forms_is_refused(void **state)
{
	(void)state;
	assert_int_equal(RUN(load_regime(source("tests/core/RING.xml"))),
	    E_INVALID);
	says(0, "1",
	    "The formulas go in a circle: RING (1) → LANG (row R13, column S) "
	    "→ RING (1).");
	assert_int_equal(
	    number("SELECT COUNT(*) AS n FROM regime WHERE code = 'RING'"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_other_forms_and_periods,
		    fresh, world_free),
		cmocka_unit_test_setup_teardown(reads_the_units_below, fresh,
		    world_free),
		cmocka_unit_test_setup_teardown(an_error_cannot_be_sent, fresh,
		    world_free),
		cmocka_unit_test_setup_teardown(a_warning_is_explained, fresh,
		    world_free),
		cmocka_unit_test_setup_teardown(compares_with_the_period_before,
		    fresh, world_free),
		cmocka_unit_test_setup_teardown(small_changes_are_no_matter,
		    fresh, world_free),
		cmocka_unit_test_setup_teardown(compares_with_history, fresh,
		    world_free),
		cmocka_unit_test_setup_teardown(a_circle_over_forms_is_refused,
		    fresh, world_free),
		cmocka_unit_test_setup_teardown(asks_for_what_it_needs, fresh,
		    world_free),
		cmocka_unit_test_setup_teardown(totals_are_judged, fresh,
		    world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
