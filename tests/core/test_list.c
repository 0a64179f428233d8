/* test_list.c - lists: rows, look-ups, totals, and two people in one list */
#include <string.h>
#include "core/attach.h"
#include "core/register.h"
#include "core/revision.h"
#include "core/world.h"

static const char zones[] = "code,label,place,from,to\n"
			    "Z1,Khu Một,An,,\n"
			    "Z2,Khu Hai,Bình,,\n"
			    "Z3,Khu Ba,An,,2026-01-01\n"
			    "Z4,Khu Trùng,An,,\n"
			    "Z5,Khu Trùng,Bình,,\n";
static const struct form *list;

static int
list_new(void **state)
{
	struct register_load in = { .code = "ZONE",
		.name_vi = "Khu",
		.path = "zones",
		.at = zones,
		.len = strlen(zones) };
	struct register_done done;

	world_new(state);
	script("DELETE FROM register_entry; DELETE FROM register;"
	       " DELETE FROM attachment_part; DELETE FROM attachment");
	assert_int_equal(RUN(register_load(w.db, as(0), &in, &w.f, &done)), OK);
	assert_int_equal(done.added, 5);
	world_also("tests/core/LIST.xml", "LIST");
	IS_OK(form_get(w.db, report_of(COMMUNE, "LIST").form_id, &list));
	return 0;
}

/* Cell by row and the code of its column. */
static long
in_list(long row, const char *col)
{
	return row * (long)list->ncol + form_col(list, col);
}

struct put {
	long row;
	const char *col, *text;
};

static struct draft_in
puts_in(long version, const struct put *at, size_t n)
{
	struct typed *t = arena_alloc(w.mem, n * sizeof *t);

	for (size_t i = 0; i < n; i++)
		t[i] =
		    (struct typed){ in_list(at[i].row, at[i].col), at[i].text };
	return (struct draft_in){ .version = version, .at = t, .n = n };
}
#define PUT(version, ...) \
	puts_in(version, (const struct put[]){ __VA_ARGS__ }, \
	    COUNT(((const struct put[]){ __VA_ARGS__ })))

static enum rc
save_list(long person, struct draft_in in)
{
	struct report r = report_of(person % 100, "LIST");

	return RUN(draft_save(w.db, as(person), r.id, &in, &w.f, &w.out));
}

static struct sheet
sheet_at(long unit)
{
	struct report *r = arena_alloc(w.mem, sizeof *r);
	struct sheet s;

	*r = report_of(unit, "LIST");
	IS_OK(sheet_open(w.db, as(HEAD + unit), r, &s));
	return s;
}

static const char *
own(const struct sheet *s, long row, const char *col)
{
	return sheet_show(w.mem, list, (size_t)in_list(row, col), &s->own,
	    NUM_VI);
}

static const char *
sum(const struct sheet *s, const char *col)
{
	return sheet_show(w.mem, list, (size_t)in_list(0, col), &s->total,
	    NUM_VI);
}

static struct draft_in
two_rows(long version)
{
	return PUT(version, { 1, "1", "Z1" }, { 1, "3", "hoạt động" },
	    { 1, "4", "100" }, { 1, "5", "50" }, { 1, "7", "10" },
	    { 3, "1", "khu hai" }, { 3, "3", "0" }, { 3, "4", "1.300,5" },
	    { 3, "7", "20" });
}

static void
totals_of_own_rows(void **state)
{
	(void)state;
	assert_int_equal(save_list(CLERK + COMMUNE, two_rows(1)), OK);
	struct sheet s = sheet_at(COMMUNE);
	assert_string_equal(own(&s, 1, "1"), "Khu Một");
	assert_string_equal(own(&s, 1, "2"), "An");
	assert_string_equal(own(&s, 1, "3"), "Hoạt động");
	assert_string_equal(own(&s, 1, "6"), "50,0");
	assert_string_equal(own(&s, 3, "2"), "Bình");
	assert_string_equal(own(&s, 2, "6"), "");
	assert_string_equal(sum(&s, "3"), "2");
	assert_string_equal(sum(&s, "4"), "1.400,5");
	assert_string_equal(sum(&s, "6"), "3,6");
	assert_string_equal(sum(&s, "7"), "15,00");
	assert_true(sheet_skips(list, &s.own, 2));
	assert_false(sheet_skips(list, &s.own, 3));
}

#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

/* A file is there when it was put there, and only in its own report. */
static void
files_belong_to_their_report(void **state)
{
	(void)state;
	static const char pdf[] = "%PDF-1.7\n";
	struct report r = report_of(COMMUNE, "LIST");
	const struct attach_in in = { "a.pdf", pdf, sizeof pdf - 1, 1 };
	struct attach_file file;
	const char *text, *forged;

	IS_OK(attach_add(w.db, as(CLERK + COMMUNE), &r, &in, "file", &w.f,
	    &text));
	assert_int_equal(save_list(CLERK + COMMUNE2, PUT(1, { 1, "8", text })),
	    E_INVALID);
	forged = str_fmt(w.mem, "%.64s 8 a.pdf", text);
	assert_int_equal(save_list(CLERK + COMMUNE, PUT(1, { 1, "8", forged })),
	    E_INVALID);
	assert_int_equal(save_list(CLERK + COMMUNE, PUT(1, { 1, "8", text })),
	    OK);
	struct sheet s = sheet_at(COMMUNE);
	assert_string_equal(own(&s, 1, "8"), "a.pdf");
	const char *sha = str_ndup(w.mem, text, 64);
	IS_OK(attach_get(w.db, &r, sha, &file));
	assert_int_equal(file.len, sizeof pdf - 1);
	assert_memory_equal(file.bytes, pdf, file.len);
	script("UPDATE attachment_part SET bytes = 'other one'");
	assert_int_equal(RUN(attach_get(w.db, &r, sha, &file)), E_INTERNAL);
	r = report_of(COMMUNE2, "LIST");
	assert_int_equal(RUN(attach_get(w.db, &r, sha, &file)), E_NOTFOUND);
}

static void
what_is_typed_is_checked(void **state)
{
	(void)state;
	static const struct put bad[] = { { 1, "1", "Z9" }, { 1, "1", "Z3" },
		{ 1, "1", "khu trùng" }, { 1, "3", "2" }, { 1, "8", "x.pdf" },
		{ 1, "8", SHA " 9 x.pdf" }, { 1, "2", "An" }, { 0, "4", "5" },
		{ 7, "7", "5" } };

	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(save_list(CLERK + COMMUNE,
				     puts_in(1, &bad[i], 1)),
		    E_INVALID);
		assert_int_equal(w.f.nerror, 1);
	}
	assert_int_equal(number("SELECT COUNT(*) AS n FROM draft"), 0);
	assert_int_equal(save_list(CLERK + COMMUNE,
			     PUT(1, { 1, "1", "Khu Trùng (Z5)" })),
	    OK);
	struct sheet s = sheet_at(COMMUNE);
	struct findings f = { .mem = w.mem };
	sheet_check(&s, &f);
	/* column 4 is required in the one row that is used, not in others */
	assert_int_equal(f.nerror, 1);
	assert_string_equal(f.at[0].where,
	    sheet_name(w.mem, (size_t)in_list(1, "4")));
}

static void
send_list(long unit)
{
	struct report r = report_of(unit, "LIST");
	struct send_in what = { .cells = { .version = r.version },
		.confirmed = true };

	assert_int_equal(RUN(send_seen(w.db, as(HEAD + unit), r.id, &what, &w.f,
			     &w.out, &w.receipt)),
	    OK);
}

static void
accept_list(long unit, long by)
{
	struct report r = report_of(unit, "LIST");

	IS_OK(flow_accept(w.db, as(HEAD + by), r.id, r.version));
}

/* Sums, counts, a ratio of sums, the mean of all rows of all units. */
static void
superiors_add_up_totals(void **state)
{
	(void)state;
	assert_int_equal(save_list(CLERK + COMMUNE, two_rows(1)), OK);
	assert_int_equal(save_list(CLERK + COMMUNE2,
			     PUT(1, { 1, "1", "Z2" }, { 1, "4", "99,5" },
				 { 1, "5", "99,5" }, { 1, "7", "60" })),
	    OK);
	send_list(COMMUNE);
	send_list(COMMUNE2);
	accept_list(COMMUNE, DISTRICT);
	accept_list(COMMUNE2, DISTRICT);
	assert_int_equal(save_list(CLERK + DISTRICT,
			     PUT(1, { 1, "1", "Z1" }, { 1, "3", "1" },
				 { 1, "4", "500" }, { 1, "7", "30" })),
	    OK);
	struct sheet s = sheet_at(DISTRICT);
	assert_string_equal(sum(&s, "3"), "3");
	assert_string_equal(sum(&s, "4"), "2.000,0");
	assert_string_equal(sum(&s, "5"), "149,5");
	assert_string_equal(sum(&s, "6"), "7,5");
	assert_string_equal(sum(&s, "7"), "30,00"); /* not 15+60+30 / 3 */
	assert_int_equal(s.naccepted, 2);
	size_t mean = (size_t)in_list(0, "7");
	assert_string_equal(sheet_show(w.mem, list, mean, &s.child[0].is,
				NUM_VI),
	    "15,00");
	/* the district's go up whole */
	send_list(DISTRICT);
	accept_list(DISTRICT, PROVINCE);
	s = sheet_at(PROVINCE);
	assert_string_equal(sum(&s, "4"), "2.000,0");
	assert_string_equal(sum(&s, "7"), "30,00");
	assert_string_equal(sum(&s, "6"), "7,5");
}

/* What was sent shows the label it was sent with. */
static void
revisions_keep_labels(void **state)
{
	(void)state;
	struct report r;
	struct sheet s;
	long n;

	assert_int_equal(save_list(CLERK + COMMUNE, two_rows(1)), OK);
	send_list(COMMUNE);
	script("UPDATE register_entry SET label = 'Khác' WHERE code = 'Z1'");
	r = report_of(COMMUNE, "LIST");
	IS_OK(sheet_of_revision(w.db, as(HEAD + COMMUNE), &r, 1, &s));
	assert_string_equal(own(&s, 1, "1"), "Khu Một");
	assert_string_equal(own(&s, 1, "2"), "An");
	assert_non_null(
	    strstr(s.revision->body, "\"t\":\"Z1\",\"l\":\"Khu Một\""));
	IS_OK(revision_verify(w.db, r.id, &n));
	assert_int_equal(n, 1);
}

static void
an_ended_entry_is_found(void **state)
{
	(void)state;
	assert_int_equal(save_list(CLERK + COMMUNE, two_rows(1)), OK);
	struct findings f = { .mem = w.mem };
	IS_OK(register_end(w.db, as(0), "ZONE", "Z1", "1000-01-01",
	    "2026-09-14", &f));
	struct sheet s = sheet_at(COMMUNE);
	assert_string_equal(own(&s, 1, "1"), "Z1");
	sheet_check(&s, &f);
	assert_non_null(
	    finding_at(&f, sheet_name(w.mem, (size_t)in_list(1, "1"))));
}

/* Two new rows in one place: mine goes to the next free one. */
static void
new_rows_make_room(void **state)
{
	(void)state;
	assert_int_equal(save_list(HEAD + COMMUNE,
			     PUT(1, { 1, "1", "Z1" }, { 1, "4", "1" })),
	    OK);
	assert_int_equal(save_list(CLERK + COMMUNE,
			     PUT(1, { 1, "1", "Z2" }, { 1, "4", "2" },
				 { 2, "1", "" }, { 2, "4", "" })),
	    OK);
	struct sheet s = sheet_at(COMMUNE);
	assert_string_equal(own(&s, 1, "1"), "Khu Một");
	assert_string_equal(own(&s, 2, "1"), "Khu Hai");
	assert_string_equal(sum(&s, "4"), "3,0");
	assert_int_equal(w.out.nmoved, 1);
	assert_int_equal(draft_moved_to(list, &w.out, in_list(1, "4")),
	    in_list(2, "4"));
	assert_int_equal(draft_moved_to(list, &w.out, in_list(2, "4")), -1);
	assert_int_equal(draft_moved_to(list, &w.out, in_list(3, "4")),
	    in_list(3, "4"));
}

static const struct draft_diff *
diff_at(long row, const char *col)
{
	for (size_t i = 0; i < w.out.ndiff; i++)
		if (w.out.diff[i].cell == in_list(row, col))
			return &w.out.diff[i];
	return NULL;
}

/* They removed it, I changed it: all of mine stays on the page. */
static void
removed_by_them(void **state)
{
	(void)state;
	assert_int_equal(save_list(HEAD + COMMUNE,
			     PUT(1, { 1, "1", "Z1" }, { 1, "4", "1" },
				 { 1, "7", "5" })),
	    OK);
	assert_int_equal(save_list(HEAD + COMMUNE,
			     PUT(2, { 1, "1", "" }, { 1, "4", "" },
				 { 1, "7", "" })),
	    OK);
	struct draft_in mine =
	    PUT(2, { 1, "1", "Z1" }, { 1, "4", "9" }, { 1, "7", "5" });
	assert_int_equal(save_list(CLERK + COMMUNE, mine), E_CONFLICT);
	assert_int_equal(w.out.ndiff, 3);
	assert_true(diff_at(1, "1")->conflict);
	assert_true(diff_at(1, "7")->conflict);
	assert_string_equal(diff_at(1, "7")->mine, "5");
	assert_string_equal(diff_at(1, "7")->theirs, "");
	/* sent again under the version that was shown, it is there whole */
	mine.version = w.out.version;
	assert_int_equal(save_list(CLERK + COMMUNE, mine), OK);
	struct sheet s = sheet_at(COMMUNE);
	assert_string_equal(own(&s, 1, "1"), "Khu Một");
	assert_string_equal(own(&s, 1, "7"), "5,00");
}

/* I removed it, they changed it: all of theirs is shown. */
static void
removed_by_me(void **state)
{
	(void)state;
	assert_int_equal(save_list(HEAD + COMMUNE,
			     PUT(1, { 1, "1", "Z1" }, { 1, "4", "1" },
				 { 1, "7", "5" })),
	    OK);
	assert_int_equal(save_list(HEAD + COMMUNE,
			     PUT(2, { 1, "1", "Z1" }, { 1, "4", "8" },
				 { 1, "7", "5" })),
	    OK);
	assert_int_equal(save_list(CLERK + COMMUNE,
			     PUT(2, { 1, "1", "" }, { 1, "4", "" },
				 { 1, "7", "" })),
	    E_CONFLICT);
	assert_int_equal(w.out.ndiff, 3);
	assert_string_equal(diff_at(1, "1")->theirs, "Khu Một");
	assert_string_equal(diff_at(1, "4")->theirs, "8,0");
	struct sheet s = sheet_at(COMMUNE);
	assert_string_equal(own(&s, 1, "4"), "8,0");
}

/* They removed a row that I left as it was: it is gone, and I am told. */
static void
removal_is_taken_over(void **state)
{
	(void)state;
	assert_int_equal(save_list(HEAD + COMMUNE,
			     PUT(1, { 1, "1", "Z1" }, { 1, "4", "1" })),
	    OK);
	assert_int_equal(save_list(HEAD + COMMUNE,
			     PUT(2, { 1, "1", "" }, { 1, "4", "" })),
	    OK);
	assert_int_equal(save_list(CLERK + COMMUNE,
			     PUT(2, { 1, "1", "Z1" }, { 1, "4", "1" },
				 { 2, "1", "Z2" }, { 2, "4", "2" })),
	    E_CONFLICT);
	assert_int_equal(w.out.ndiff, 2);
	assert_false(diff_at(1, "1")->conflict);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, list_new, world_free)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(totals_of_own_rows),
		TEST(what_is_typed_is_checked),
		TEST(files_belong_to_their_report),
		TEST(superiors_add_up_totals),
		TEST(revisions_keep_labels),
		TEST(an_ended_entry_is_found),
		TEST(new_rows_make_room),
		TEST(removed_by_them),
		TEST(removed_by_me),
		TEST(removal_is_taken_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
