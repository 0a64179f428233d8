/* test_csv.c - tables as text: what is read, refused and written */
#include <setjmp.h>
#include <string.h>
#include "io/csv.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static const struct csv_limits limits = { .rows = 5,
	.cells = 4,
	.cell_bytes = 30 };

static bool
read_len(const char *text, size_t len, struct csv *ret, const char **ret_where)
{
	struct findings f = { .mem = mem };
	bool ok = csv_read(mem, "a.csv", text, len, &limits, &f, ret);

	assert_int_equal(f.n, ok ? 0 : 1);
	*ret_where = ok ? NULL : f.at[0].where;
	return ok;
}

static struct csv
good(const char *text)
{
	const char *where;
	struct csv csv;

	assert_true(read_len(text, strlen(text), &csv, &where));
	return csv;
}

/* Refused, and at that line. */
static void
bad(const char *text, const char *where)
{
	const char *got;
	struct csv csv;

	assert_false(read_len(text, strlen(text), &csv, &got));
	assert_string_equal(got, where);
}

static void
cell_is(const struct csv *csv, size_t row, size_t col, const char *want)
{
	assert_true(row < csv->n && col < csv->ncell);
	assert_string_equal(csv->row[row].cell[col], want);
}

static void
reads_rows(void **state)
{
	(void)state;
	struct csv csv = good("\xef\xbb\xbf"
			      "a,b\r\n1,\n\"x,\"\"y\"\"\",z");
	assert_int_equal(csv.n, 3);
	assert_int_equal(csv.ncell, 2);
	cell_is(&csv, 0, 0, "a");
	cell_is(&csv, 1, 1, "");
	cell_is(&csv, 2, 0, "x,\"y\"");
	cell_is(&csv, 2, 1, "z");
	assert_int_equal(csv.row[2].line, 3);
	assert_int_equal(good("").n, 0);
	assert_int_equal(good("\n").n, 1);
	assert_int_equal(good("a,").ncell, 2);
	assert_int_equal(good("\"\"").n, 1);
}

static void
counts_lines_in_quotes(void **state)
{
	(void)state;
	struct csv csv = good("a,\"x\r\ny\n\"\nb,c\n");
	assert_int_equal(csv.n, 2);
	assert_int_equal(csv.row[1].line, 4);
	cell_is(&csv, 0, 1, "x\r\ny\n");
	bad("a,\"x\ny\"\nb", "a.csv:3");
	bad("a\n\"b\n\n", "a.csv:2");
}

static void
composes(void **state)
{
	(void)state;
	struct csv csv = good("Ho\xcc\x80"
			      "a");
	cell_is(&csv, 0, 0,
	    "H\xc3\xb2"
	    "a");
}

static void
refuses(void **state)
{
	(void)state;
	bad("a,b\nc\n", "a.csv:2");
	bad("a\n\nb,c\n", "a.csv:3");
	bad("a,b\n\nc,d\n", "a.csv:2");
	bad("a\nb\"c\n", "a.csv:2");
	bad("a\n\"b\"c\n", "a.csv:2");
	bad("a\n\"b\" ,c\n", "a.csv:2");
	bad("a\rb\n", "a.csv:1");
	bad("a\n\"b", "a.csv:2");
	bad("a\n\xff\n", "a.csv:2");
	bad("a\n\xc3\n", "a.csv:2");
	bad("a\n\xed\xa0\x80\n", "a.csv:2");
	bad("a\n\x01\n", "a.csv:2");
	bad("\xef\xbb\xbf\"\"\"", "a.csv:1");
}

static void
refuses_too_much(void **state)
{
	const char *where;
	struct csv csv;

	(void)state;
	assert_int_equal(good("1\n2\n3\n4\n5\n").n, 5);
	bad("1\n2\n3\n4\n5\n6\n", "a.csv:6");
	bad("1,2,3,4,5\n", "a.csv:1");
	bad("1234567890123456789012345678901\n", "a.csv:1");
	bad("\"1234567890123456789012345678901\"\n", "a.csv:1");
	assert_int_equal(good("123456789012345678901234567890").n, 1);
	assert_false(read_len("a\0b\n", 4, &csv, &where));
	assert_false(read_len("a\n\"\0\"\n", 6, &csv, &where));
	assert_string_equal(where, "a.csv:2");
}

static void
reads_heads(void **state)
{
	static const char *const names[] = { "a", "b" };
	struct findings f = { .mem = mem };
	struct csv csv = good("a,b\n");

	(void)state;
	assert_true(csv_head("a.csv", &csv, names, 2, &f));
	csv = good("a,c\n");
	assert_false(csv_head("a.csv", &csv, names, 2, &f));
	csv = good("");
	assert_false(csv_head("a.csv", &csv, names, 2, &f));
	assert_int_equal(f.n, 2);
	assert_non_null(strstr(f.at[0].text, "a,b"));
}

static void
writes(void **state)
{
	struct buf b = { .mem = mem, .max = 1000 };
	struct csv_out c = { .out = &b };

	(void)state;
	csv_text(&c, NULL);
	csv_text(&c, "Xã \"A\", B");
	csv_num(&c, "-12.5");
	csv_num(&c, NULL);
	csv_end(&c);
	csv_text(&c, "=1+1");
	csv_text(&c, "-12");
	csv_text(&c, "a\nb");
	csv_num(&c, "=1");
	csv_end(&c);
	assert_string_equal(b.at, ",\"Xã \"\"A\"\", B\",-12.5,\r\n"
				  "\"'=1+1\",\"'-12\",\"a\nb\",\"'=1\"\r\n");
}

/* Every sign that begins a formula, and some that do not. */
static void
neutralises(void **state)
{
	static const char *const formulas[] = { "=a", "+a", "-a", "@a", "\ta",
		"\ra" };
	static const char *const plain[] = { "a=", " =a", "'a", "1", "" };

	(void)state;
	for (size_t i = 0; i < COUNT(formulas); i++) {
		struct buf b = { .mem = mem, .max = 1000 };
		struct csv_out c = { .out = &b };
		csv_text(&c, formulas[i]);
		assert_true(str_starts(b.at, "\"'"));
	}
	for (size_t i = 0; i < COUNT(plain); i++) {
		struct buf b = { .mem = mem, .max = 1000 };
		struct csv_out c = { .out = &b };
		csv_text(&c, plain[i]);
		csv_end(&c);
		struct csv csv = good(b.at);
		cell_is(&csv, 0, 0, plain[i]);
	}
}

/*
 * Excel of a country with decimal commas parts cells at semicolons, whatever
 * stands there between quotation marks: there no cell begins as a formula, and
 * what is read back is what was written.
 */
static void
neutralises_inside(void **state)
{
	static const struct {
		const char *text, *cell;
	} cases[] = { { "x;=1+1", "x;'=1+1" }, { "x;=1;@a", "x;'=1;'@a" },
		{ "x\n-2", "x\n'-2" }, { "x\t+a", "x\t'+a" },
		{ "x;\"=1", "x;\"'=1" }, { "x;\"\"=1", "x;\"\"'=1" },
		{ "'=a", "''=a" }, { "x;'=a", "x;''=a" }, { "a;b;c", "a;b;c" },
		{ "a,=b", "a,=b" }, { "3-2;", "3-2;" }, { "'", "'" },
		{ "a'=b", "a'=b" } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b = { .mem = mem, .max = 1000 };
		struct csv_out c = { .out = &b };
		csv_text(&c, cases[i].text);
		csv_end(&c);
		struct csv csv = good(b.at);
		cell_is(&csv, 0, 0, cases[i].cell);
		assert_string_equal(csv_meant(mem, cases[i].cell),
		    cases[i].text);
	}
}

/* By the first line alone, outside quotation marks. */
static void
guesses(void **state)
{
	const struct csv_limits by = { .rows = 5,
		.cells = 4,
		.cell_bytes = 30,
		.separator = CSV_GUESS };
	static const struct {
		const char *text;
		size_t cells;
	} cases[] = { { "a,b;c\n1,2\n", 2 }, { "a;b\n1,2;3\n", 2 },
		{ "\xef\xbb\xbfx\ty\tz\n1,2\t;\t\n", 3 },
		{ "\"a,b\";c\n1;2\n", 2 }, { "a\n1\n", 1 }, { "", 0 } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct findings f = { .mem = mem };
		struct csv csv;
		assert_true(csv_read(mem, "a.csv", cases[i].text,
		    strlen(cases[i].text), &by, &f, &csv));
		assert_int_equal(csv.ncell, cases[i].cells);
	}
}

/* Another separator: what stood between cells is text, and the other way. */
static void
separates(void **state)
{
	const struct csv_limits by = { .rows = 5,
		.cells = 4,
		.cell_bytes = 30,
		.separator = ';' };
	const char *text = "a;\"b;c\";d,e\r\n1,5;;\n";
	struct findings f = { .mem = mem };
	struct csv csv;

	(void)state;
	assert_true(csv_read(mem, "a.csv", text, strlen(text), &by, &f, &csv));
	assert_int_equal(csv.ncell, 3);
	cell_is(&csv, 0, 1, "b;c");
	cell_is(&csv, 0, 2, "d,e");
	cell_is(&csv, 1, 0, "1,5");
	cell_is(&csv, 1, 2, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_rows),
		cmocka_unit_test(separates),
		cmocka_unit_test(guesses),
		cmocka_unit_test(counts_lines_in_quotes),
		cmocka_unit_test(composes),
		cmocka_unit_test(refuses),
		cmocka_unit_test(refuses_too_much),
		cmocka_unit_test(reads_heads),
		cmocka_unit_test(writes),
		cmocka_unit_test(neutralises),
		cmocka_unit_test(neutralises_inside),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
