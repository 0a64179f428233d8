/* test_xlsx_read.c - workbooks: what is read of them, and what is refused */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include "io/xlsx.h"
#include "io/xlsx_read.h"
#include "xlsx_make.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

/* The sentence of a refusal; NULL: it was read. */
static const char *
refusal(const struct buf *file, struct xlsx_book *ret)
{
	struct findings f = { .mem = mem };
	bool good = xlsx_read(mem, file->at == NULL ? "" : file->at, file->len,
	    &f, ret);

	assert_int_equal(f.n, good ? 0 : 1);
	assert_true(good || ret->n == 0);
	if (good)
		return NULL;
	assert_string_equal(f.at[0].where, "file");
	return f.at[0].text;
}

static const struct xlsx_sheet *
sheet_of(const char *inside)
{
	struct buf file = make_book(mem, inside);
	struct xlsx_book *book = arena_alloc(mem, sizeof *book);
	const char *why = refusal(&file, book);

	if (why != NULL)
		print_error("%s\n", why);
	assert_null(why);
	assert_int_equal(book->n, 1);
	return &book->sheets[0];
}

static void
refused(const struct buf *file, const char *part_of_why)
{
	struct xlsx_book book;
	const char *why = refusal(file, &book);

	assert_non_null(why);
	if (strstr(why, part_of_why) == NULL)
		print_error("\"%s\" in: %s\n", part_of_why, why);
	assert_non_null(strstr(why, part_of_why));
}

static const struct xlsx_cell *
cell(const struct xlsx_sheet *s, unsigned row, unsigned col)
{
	const struct xlsx_cell *c = xlsx_at(s, row, col);

	assert_non_null(c);
	return c;
}

static void
kinds_of_cells(void **state)
{
	static const struct {
		const char *xml;
		enum xlsx_kind kind;
		const char *text, *shown;
	} cases[] = {
		{ "<c t='s'><v>0</v></c>", XLSX_IS_TEXT, "Một", "Một" },
		{ "<c t='s'><v>1</v></c>", XLSX_IS_TEXT, "Hai ba", "Hai ba" },
		{ "<c t='inlineStr'><is><t>x</t></is></c>", XLSX_IS_TEXT, "x",
		    "x" },
		{ "<c t='str'><f>A1&amp;B1</f><v>xy</v></c>", XLSX_IS_TEXT,
		    "xy", "xy" },
		{ "<c t='b'><v>1</v></c>", XLSX_IS_BOOL, "TRUE", "TRUE" },
		{ "<c t='e'><v>#REF!</v></c>", XLSX_IS_ERROR, "#REF!",
		    "#REF!" },
		{ "<c t='d'><v>2026-01-31T00:00:00</v></c>", XLSX_IS_DATE,
		    "2026-01-31", "2026-01-31" },
		{ "<c><v>12</v></c>", XLSX_IS_NUMBER, "12", "12" },
		{ "<c s='1'><v>1</v></c>", XLSX_IS_NUMBER, "1", "01" },
		{ "<c s='2'><v>46053</v></c>", XLSX_IS_DATE, "2026-01-31",
		    "2026-01-31" },
		{ "<c s='3'><v>9.1</v></c>", XLSX_IS_NUMBER, "9.1", "9.10" },
		{ "<c s='4'><v>0.5</v></c>", XLSX_IS_NUMBER, "0.5", "50%" },
		{ "<c s='5'><v>7</v></c>", XLSX_IS_NUMBER, "7", "(7)" },
		{ "<c s='99'><v>7</v></c>", XLSX_IS_NUMBER, "7", "7" },
		{ "<c><v>1E+300</v></c>", XLSX_IS_TEXT, "1E+300", "1E+300" },
		{ "<c><v>abc</v></c>", XLSX_IS_TEXT, "abc", "abc" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct xlsx_sheet *s = sheet_of(str_fmt(mem,
		    "<sheetData><row>%s</row></sheetData>", cases[i].xml));
		assert_int_equal(s->ncell, 1);
		const struct xlsx_cell *c = cell(s, 0, 0);
		assert_int_equal(c->kind, cases[i].kind);
		assert_string_equal(c->text, cases[i].text);
		assert_string_equal(c->shown, cases[i].shown);
	}
	assert_string_equal(cell(sheet_of("<sheetData><row><c><f>1+1</f><v>2</"
					  "v></c></row>"
					  "</sheetData>"),
				0, 0)
				->formula,
	    "1+1");
	assert_int_equal(cell(sheet_of(
				  "<sheetData><row><c s='3'><v>2</v></c></row>"
				  "</sheetData>"),
			     0, 0)
			     ->style,
	    XLSX_BOLD | XLSX_ITALIC | XLSX_CENTRE);
}

/* As they were saved; at most 15 digits are meant. */
static void
numbers_are_exact(void **state)
{
	static const char *const pairs[][2] = {
		{ "2.2999999999999998", "2.3" },
		{ "0.1", "0.1" },
		{ "1E-3", "0.001" },
		{ "1.0000000000000001E-2", "0.01" },
		{ "1.5E+3", "1500" },
		{ "-12.50", "-12.5" },
		{ "0", "0" },
		{ "-0", "0" },
		{ "000123", "123" },
		{ "999999999999999.9", "1000000000000000" },
		{ "123456789012345678", "123456789012346000" },
		{ "+5", "5" },
		{ "0.30000000000000004", "0.3" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		const struct xlsx_sheet *s = sheet_of(str_fmt(mem,
		    "<sheetData><row><c><v>%s</v></c></row></sheetData>",
		    pairs[i][0]));
		assert_string_equal(cell(s, 0, 0)->text, pairs[i][1]);
	}
}

static void
places_and_ranges(void **state)
{
	(void)state;
	const struct xlsx_sheet *s =
	    sheet_of("<cols><col min='2' max='3' width='12.75' hidden='1'/>"
		     "</cols><sheetData>"
		     "<row r='2' hidden='1'><c r='C2'><v>1</v></c>"
		     "<c><v>2</v></c></row>"
		     "<row><c r='AA3' t='str'><v>far</v></c><c r='B3' s='3'/>"
		     "<c r='A3'><v>3</v></c></row></sheetData>"
		     "<mergeCells><mergeCell ref='C2:E4'/>"
		     "<mergeCell ref='A1:B1'/><mergeCell ref='F9:F9'/>"
		     "</mergeCells>");
	assert_int_equal(s->ncell, 4); /* an empty one is none */
	assert_string_equal(cell(s, 1, 3)->text, "2");
	assert_string_equal(cell(s, 2, 26)->text, "far");
	assert_string_equal(cell(s, 2, 0)->text, "3");
	assert_null(xlsx_at(s, 2, 1));
	assert_int_equal(s->rows, 3);
	assert_int_equal(s->width, 27);
	assert_int_equal(s->nmerge, 2);
	const struct xlsx_merge *m = xlsx_merge_at(s, 3, 4);
	assert_non_null(m);
	assert_int_equal(m->row, 1);
	assert_int_equal(m->cols, 3);
	assert_null(xlsx_merge_at(s, 4, 4));
	assert_true(xlsx_row_hidden(s, 1) && !xlsx_row_hidden(s, 2));
	assert_true(xlsx_col_hidden(s, 2) && !xlsx_col_hidden(s, 3));
	assert_int_equal(s->cols[0].width, 1270);
	assert_string_equal(xlsx_ref(mem, 6, 2), "C7");
	assert_string_equal(xlsx_ref(mem, 0, 26), "AA1");
	assert_string_equal(xlsx_col_name(mem, 16383), "XFD");
}

static void
texts_are_tidied(void **state)
{
	(void)state;
	const struct xlsx_sheet *s =
	    sheet_of("<sheetData><row><c t='inlineStr'><is><t>Tổ"
		     "ng\u200b_x000D_&#10;số _x0041_&#127;</t></is></c></row>"
		     "</sheetData>");
	assert_string_equal(cell(s, 0, 0)->text, "Tổng\nsố _x0041_ ");
}

/* Another namespace than the sheet's own means nothing to us. */
static void
extensions_are_passed_over(void **state)
{
	(void)state;
	const struct xlsx_sheet *s =
	    sheet_of("<x:sheetData xmlns:x='urn:x'><x:row><x:c><x:v>1</x:v>"
		     "</x:c></x:row></x:sheetData>"
		     "<sheetData><row><c><v>2</v><extLst><ext><v>9</v></ext>"
		     "</extLst></c></row></sheetData>");
	assert_int_equal(s->ncell, 1);
	assert_string_equal(cell(s, 0, 0)->text, "2");
}

/* Dates that count from 1904; sheets that are hidden, or no sheets of cells. */
static void
workbook_settings(void **state)
{
	struct make_part parts[MAKE_PARTS];
	struct xlsx_book book;

	(void)state;
	make_parts(parts);
	parts[MAKE_BOOK].bytes =
	    "<workbook " MAKE_XMLNS
	    " xmlns:q='http://purl.oclc.org/ooxml/officeDocument/"
	    "relationships'><workbookPr date1904='1'/><sheets>"
	    "<sheet name='A' q:id='rId9'/>"
	    "<sheet name='B' state='veryHidden' q:id='rId1'/>"
	    "<sheet name='C' q:id='rId1'/></sheets></workbook>";
	parts[MAKE_SHEET].bytes =
	    "<worksheet " MAKE_XMLNS
	    "><sheetData><row><c s='2'><v>0</v></c><c s='2'><v>44591</v></c>"
	    "</row></sheetData></worksheet>";
	struct buf file = make_zip(mem, parts, MAKE_PARTS);
	assert_null(refusal(&file, &book));
	assert_int_equal(book.n, 2);
	assert_true(book.sheets[0].hidden);
	assert_false(book.sheets[1].hidden);
	assert_ptr_equal(xlsx_sheet(&book, "C"), &book.sheets[1]);
	assert_null(xlsx_sheet(&book, "A"));
	assert_string_equal(cell(&book.sheets[1], 0, 0)->text, "1904-01-01");
	assert_string_equal(cell(&book.sheets[1], 0, 1)->text, "2026-01-31");
}

static void
what_is_no_workbook(void **state)
{
	static const char ole[] =
	    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0"
	    "c\0k\0a\0g\0e\0 ";
	struct make_part ods = { .name = "mimetype",
		.bytes = "application/vnd.oasis.opendocument.spreadsheet" },
			 other = { .name = "word/document.xml",
				 .bytes = "<x/>" };
	static const struct {
		const char *bytes;
		size_t len;
		const char *why;
	} cases[] = {
		{ "", 0, "empty" },
		{ "PK", 2, "not an Excel" },
		{ "<html><table>", 13, "not an Excel" },
		{ ole, sizeof ole, "password" },
		{ ole, 12, ".xls)" },
		{ "PK\3\4garbage garbage garbage garbage", 30, "damaged" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		refused(&(struct buf){ .at = (char *)cases[i].bytes,
			    .len = cases[i].len },
		    cases[i].why);
	struct buf file = make_zip(mem, &ods, 1);
	refused(&file, "OpenDocument");
	file = make_zip(mem, &other, 1);
	refused(&file, "not an Excel");
	file.len = XLSX_FILE_MAX + 1;
	refused(&file, "larger");
}

/* The archive is one that lies, or tries to do harm. */
static void
hostile_archives(void **state)
{
	static const struct {
		struct make_part part;
		const char *why;
	} cases[] = {
		{ { .name = "../../etc/passwd", .bytes = "x" }, "leads out" },
		{ { .name = "/etc/passwd", .bytes = "x" }, "leads out" },
		{ { .name = "xl\\..\\x", .bytes = "x" }, "leads out" },
		{ { .name = "C:x", .bytes = "x" }, "leads out" },
		{ { .name = "XL/Workbook.XML", .bytes = "x" }, "same name" },
		{ { .name = "a", .bytes = "x", .flags = 1 }, "password" },
		{ { .name = "a", .bytes = "x", .method = 12 }, "not known" },
		{ { .name = "a", .bytes = "x", .size = 90 << 20 }, "unpacks" },
		{ { .name = "a", .bytes = "x", .size = 4000000000 },
		    "unpacks" },
	};
	struct make_part parts[MAKE_PARTS + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		make_parts(parts);
		parts[MAKE_PARTS] = cases[i].part;
		struct buf file = make_zip(mem, parts, MAKE_PARTS + 1);
		refused(&file, cases[i].why);
	}
}

/* A deflated part that goes on and on: 258 bytes for 13 bits. */
static const char *
deflated_bomb(size_t matches, size_t *ret_len)
{
	char *out = arena_alloc(mem, matches * 2 + 16);
	size_t bit = 0;

#define BIT(v) (out[bit / 8] |= (char)((v) << bit % 8), bit++)
	BIT(1); /* the last block, of fixed codes */
	BIT(1);
	BIT(0);
	for (int i = 7; i >= 0; i--) /* a blank */
		BIT((0x30 + 0x20) >> i & 1);
	for (size_t m = 0; m < matches; m++) {
		for (int i = 7; i >= 0; i--) /* 258 times ... */
			BIT(0xc5 >> i & 1);
		for (int i = 0; i < 5; i++) /* ... what stands one back */
			BIT(0);
	}
	for (int i = 0; i < 7; i++)
		BIT(0);
#undef BIT
	*ret_len = bit / 8 + 1;
	return out;
}

static void
bombs(void **state)
{
	struct make_part parts[MAKE_PARTS];
	struct make_part *sheet = &parts[MAKE_SHEET];
	size_t len;

	(void)state;
	make_parts(parts);
	sheet->bytes = deflated_bomb(40000, &len);
	sheet->len = len;
	sheet->method = 8;
	sheet->size = 100; /* it says */
	struct buf file = make_zip(mem, parts, MAKE_PARTS);
	refused(&file, "damaged");
	sheet->size = 0; /* says what it is packed */
	file = make_zip(mem, parts, MAKE_PARTS);
	refused(&file, "damaged");
	make_parts(parts);
	sheet->bad_sum = true;
	file = make_zip(mem, parts, MAKE_PARTS);
	refused(&file, "damaged");
}

/* One heap of bytes that is many parts. */
static void
entries_that_overlap(void **state)
{
	struct make_part parts[MAKE_PARTS + 4];
	char *heap = arena_alloc(mem, 50001);

	(void)state;
	memset(heap, ' ', 50000);
	make_parts(parts);
	for (int i = 0; i < 4; i++)
		parts[MAKE_PARTS + i] =
		    (struct make_part){ .name = str_fmt(mem, "x%d", i),
			    .bytes = heap,
			    .again = i > 0 };
	struct buf file = make_zip(mem, parts, MAKE_PARTS + 4);
	refused(&file, "damaged");
}

/* More entries than there can be are not even looked for. */
static void
too_many_entries(void **state)
{
	struct make_part *many = arena_alloc(mem, 1001 * sizeof *many);
	static const char end64[] = "PK\6\6"
				    "01234567890123456789"
				    "\0\0\0\0\1\0\0\0"
				    "\0\0\0\0\1\0\0\0"
				    "more";
	struct make_part one = { .name = "a",
		.bytes = end64,
		.len = sizeof end64 };

	(void)state;
	for (size_t i = 0; i < 1001; i++)
		many[i] = (struct make_part){ .name = str_fmt(mem, "p%zu", i),
			.bytes = "x" };
	struct buf file = make_zip(mem, many, 1001);
	refused(&file, "more parts");
	file = make_zip(mem, &one, 1);
	refused(&file, "more parts");
}

static const char *
times(size_t n, const char *before, const char *what, const char *after)
{
	struct buf b = { .mem = mem, .max = 64 << 20 };

	buf_str(&b, before);
	while (n-- > 0)
		buf_str(&b, what);
	buf_str(&b, after);
	return b.at;
}

static void
hostile_xml(void **state)
{
	const struct {
		const char *sheet, *why;
	} cases[] = {
		{ "<!DOCTYPE worksheet [<!ENTITY a 'aaaa'>]><worksheet/>",
		    "DTD" },
		{ "<?xml version='1.0'?><!-- <!DOCTYPE --><!DOCTYPE "
		  "worksheet SYSTEM 'file:///etc/passwd'><worksheet/>",
		    "DTD" },
		{ "<worksheet " MAKE_XMLNS ">&a;</worksheet>", "damaged" },
		{ "<worksheet " MAKE_XMLNS "><sheetData></worksheet>",
		    "damaged" },
		{ "<worksheet " MAKE_XMLNS "><sheetData>", "damaged" },
		{ "<\0w/>", "damaged" },
		{ times(40, "<worksheet>", "<a>", ""), "deep" },
		{ times(9000, "<worksheet ", "ab='1' ", "/>"), "attributes" },
		{ times(9000, "<worksheet a='", "> ab=", "'/>"), "attributes" },
		{ "<worksheet " MAKE_XMLNS "><sheetData><row><c r='A0'/></row>"
		  "</sheetData></worksheet>",
		    "damaged" },
		{ "<worksheet " MAKE_XMLNS "><sheetData><row r='9999999'/>"
		  "</sheetData></worksheet>",
		    "damaged" },
		{ "<worksheet " MAKE_XMLNS "><sheetData><row>"
		  "<c r='ZZZ1'><v>1</v></c></row></sheetData></worksheet>",
		    "damaged" },
		{ "<worksheet " MAKE_XMLNS "><sheetData><row>"
		  "<c t='s'><v>7</v></c></row></sheetData></worksheet>",
		    "damaged" },
		{ "<worksheet " MAKE_XMLNS "><sheetData><row>"
		  "<c r='B1'><v>1</v></c><c r='B1'><v>1</v></c></row>"
		  "</sheetData></worksheet>",
		    "damaged" },
		{ "<worksheet " MAKE_XMLNS "><mergeCells>"
		  "<mergeCell ref='A1:C2'/><mergeCell ref='C2:D3'/>"
		  "</mergeCells></worksheet>",
		    "overlap" },
		{ "<worksheet " MAKE_XMLNS "><mergeCells>"
		  "<mergeCell ref='C2:A1'/></mergeCells></worksheet>",
		    "damaged" },
	};
	struct make_part parts[MAKE_PARTS];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		make_parts(parts);
		parts[MAKE_SHEET].bytes = cases[i].sheet;
		struct buf file = make_zip(mem, parts, MAKE_PARTS);
		refused(&file, cases[i].why);
	}
}

static void
more_than_the_limits(void **state)
{
	const struct {
		int part;
		const char *xml, *why;
	} cases[] = {
		{ MAKE_SHEET,
		    times(XLSX_CELLS_MAX + 1,
			"<worksheet " MAKE_XMLNS "><sheetData>",
			"<row><c><v>1</v></c></row>",
			"</sheetData></worksheet>"),
		    "more cells" },
		{ MAKE_SHEET,
		    times(XLSX_TEXT_MAX + 1,
			"<worksheet " MAKE_XMLNS "><sheetData><row><c "
			"t='inlineStr'><is><t>",
			"x", "</t></is></c></row></sheetData></worksheet>"),
		    "too long" },
		{ MAKE_STRINGS,
		    times(XLSX_STRINGS_MAX + 1, "<sst " MAKE_XMLNS ">",
			"<si><t/></si>", "</sst>"),
		    "many texts" },
		{ MAKE_STRINGS,
		    times(85, "<sst " MAKE_XMLNS ">",
			times(100000, "<si><t>", "x", "</t></si>"), "</sst>"),
		    "more text" },
		{ MAKE_BOOK,
		    times(XLSX_SHEETS_MAX + 1,
			"<workbook " MAKE_XMLNS "><sheets>",
			"<sheet name='a' id='rId1'/>", "</sheets></workbook>"),
		    "many sheets" },
		{ MAKE_STRINGS,
		    str_fmt(mem,
			"<sst " MAKE_XMLNS "><si><t>a%s</t></si></sst>",
			times(31, "", "\xcc\x81", "")),
		    "not allowed" },
	};
	struct make_part parts[MAKE_PARTS];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		make_parts(parts);
		parts[cases[i].part].bytes = cases[i].xml;
		struct buf file = make_zip(mem, parts, MAKE_PARTS);
		refused(&file, cases[i].why);
	}
}

/* What we write is read again. */
static void
reads_what_we_write(void **state)
{
	struct buf file = { .mem = mem, .max = 1 << 20 };
	struct xlsx_book book;

	(void)state;
	struct xlsx *x = xlsx_begin(&file, "Biểu 1", "t", NULL);
	xlsx_merge(x, 0, 0, 1, 3, XLSX_BOLD | XLSX_CENTRE, "Tổng hợp");
	xlsx_text(x, 1, 0, XLSX_PLAIN, "=1+2");
	xlsx_num(x, 1, 1, XLSX_PLAIN, "1234.5", 2);
	xlsx_num(x, 1, 2, XLSX_PLAIN, "12345678901234567.5", 1);
	assert_int_equal(xlsx_end(x), OK);
	assert_null(refusal(&file, &book));
	const struct xlsx_sheet *s = &book.sheets[0];
	assert_string_equal(s->name, "Biểu 1");
	assert_string_equal(cell(s, 0, 0)->text, "Tổng hợp");
	assert_int_equal(cell(s, 0, 0)->style, XLSX_BOLD | XLSX_CENTRE);
	assert_string_equal(cell(s, 1, 0)->text, "=1+2");
	assert_null(cell(s, 1, 0)->formula);
	assert_string_equal(cell(s, 1, 1)->text, "1234.5");
	assert_int_equal(cell(s, 1, 2)->kind, XLSX_IS_TEXT);
	assert_int_equal(s->nmerge, 1);
	assert_int_equal(s->merges[0].cols, 3);
}

static int
setup(void **state)
{
	(void)state;
	mem = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(kinds_of_cells),
		T(numbers_are_exact),
		T(places_and_ranges),
		T(texts_are_tidied),
		T(extensions_are_passed_over),
		T(workbook_settings),
		T(what_is_no_workbook),
		T(hostile_archives),
		T(bombs),
		T(entries_that_overlap),
		T(too_many_entries),
		T(hostile_xml),
		T(more_than_the_limits),
		T(reads_what_we_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
