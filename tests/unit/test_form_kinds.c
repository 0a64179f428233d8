/* test_form_kinds.c - choices, money, look-ups, files, lists, sub-totals */
#include <setjmp.h>
#include <string.h>
#include "core/form.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

#define FORM(extra, columns, rows) \
	"<form version='1' number='T1'><title lang='vi'>T</title>" \
	"<title lang='en'>T</title>\n" extra "\n<columns>" \
	"<label code='A' role='stt'>STT</label>\n" columns "</columns>\n" rows \
	"</form>"
#define LIST "<rows kind='list' max='5'><total>Total</total></rows>"
#define NAME "<column code='1' type='text'>N</column>"
#define NAMES \
	"<column code='2' type='text'>N</column>" \
	"<column code='3' type='text'>N</column>" \
	"<column code='4' type='text'>N</column>" \
	"<column code='5' type='text'>N</column>" \
	"<column code='6' type='text'>N</column>"
#define CHOICES \
	"<choices code='S'><choice code='0' en='No'>Kh</choice>" \
	"<choice code='1'>C</choice></choices>"

static const struct form *
read_form(const char *xml)
{
	struct findings f = { .mem = mem };
	struct form *ret = arena_alloc(mem, sizeof *ret);
	bool good = form_read(mem, xml, strlen(xml), &f, ret);

	for (size_t i = 0; i < f.n; i++)
		print_error("%s: %s\n", f.at[i].where, f.at[i].text);
	assert_true(good);
	return ret;
}

static void
refused(const char *xml, const char *says)
{
	struct findings f = { .mem = mem };
	struct form form;

	assert_false(form_read(mem, xml, strlen(xml), &f, &form));
	for (size_t i = 0; i < f.n; i++)
		if (strstr(f.at[i].text, says) != NULL)
			return;
	for (size_t i = 0; i < f.n; i++)
		print_error("%s: %s\n", f.at[i].where, f.at[i].text);
	fail_msg("not found: %s", says);
}

static const struct cell *
at(const struct form *f, const char *row, const char *col)
{
	long r = form_row(f, row), c = form_col(f, col);

	assert_true(r >= 0 && c >= 0);
	return &f->cells[(size_t)r * f->ncol + (size_t)c];
}

static const struct form *
zones(void)
{
	struct findings f = { .mem = mem };
	struct regime_file r;
	size_t len;
	const char *xml = data_file(mem, "sql/seed/form/KCN.xml", &len);

	assert_int_equal(regime_read(mem, xml, len, &f, &r), OK);
	return &r.forms[0];
}

/* The list of industrial zones: types, totals, items, where they stand. */
static void
zones_are_a_list(void **state)
{
	const struct form *f = zones();

	(void)state;
	assert_int_equal(f->rows_kind, ROWS_LIST);
	assert_int_equal(f->synth, SYNTH_LIST);
	assert_int_equal(f->list_max, 120);
	assert_int_equal(f->nrow, 1 + 120 + 2);
	assert_int_equal(f->ncol, 1 + 19);
	assert_string_equal(f->total, "Tổng số");
	assert_int_equal(f->rows[0].role, ROW_TOTAL);
	assert_int_equal(form_row(f, "1"), 1);
	assert_int_equal(at(f, "7", "1")->type, CELL_LOOKUP);
	assert_string_equal(at(f, "7", "1")->reg, "KCN");
	assert_int_equal(at(f, "7", "2")->of, form_col(f, "1"));
	assert_string_equal(at(f, "7", "2")->attribute, "dia_ban");
	assert_int_equal(at(f, "7", "3")->type, CELL_CHOICE);
	assert_string_equal(form_choice_get(at(f, "7", "3")->choices, "3")
				->label_vi,
	    "Khu công nghiệp sinh thái");
	assert_int_equal(at(f, "7", "7")->type, CELL_MONEY);
	assert_string_equal(at(f, "7", "7")->measure, "tỷ đồng");
	assert_int_equal(at(f, "7", "19")->max_mb, 5);
	assert_int_equal(at(f, "7", "9")->by_row, false);
}

static void
totals_have_the_items(void **state)
{
	const struct form *f = zones();

	(void)state;
	assert_string_equal(at(f, "T", "3")->item, "KCN.SO");
	assert_int_equal(at(f, "T", "3")->type, CELL_INTEGER);
	assert_true(at(f, "T", "3")->adds && at(f, "T", "3")->sums);
	assert_true(at(f, "T", "7")->adds);
	assert_string_equal(at(f, "T", "7")->item, "KCN.VON.DK");
	assert_null(at(f, "7", "7")->item);
	/* a ratio of sums, and a mean of all rows of all units */
	assert_false(at(f, "T", "9")->adds || at(f, "T", "9")->by_row);
	assert_non_null(at(f, "T", "9")->computed);
	assert_false(at(f, "T", "14")->adds || at(f, "T", "14")->sums);
	assert_string_equal(at(f, "S", "14")->item, "KCN.GIA.sum");
	assert_string_equal(at(f, "N", "14")->item, "KCN.GIA.n");
	assert_true(at(f, "N", "14")->adds);
	assert_int_equal(at(f, "N", "7")->type, CELL_NONE);
	assert_int_equal(at(f, "T", "1")->type, CELL_NONE);
	assert_int_equal(at(f, "T", "4")->type, CELL_NONE);
}

static void
notes_are_marked(void **state)
{
	const struct form *f = zones();

	(void)state;
	assert_int_equal(f->nnote, 2);
	assert_string_equal(form_note_text(mem, &f->notes[0]),
	    "(1) Loại hình theo Nghị định số 35/2022/NĐ-CP.");
	for (size_t i = 0; i < f->nhead; i++)
		if (f->heads[i].col == (size_t)form_col(f, "3"))
			assert_string_equal(f->heads[i].label, "Loại hình (1)");
		else if (f->heads[i].col == (size_t)form_col(f, "14") &&
			 f->heads[i].colspan == 1)
			assert_string_equal(f->heads[i].label,
			    "Giá cho thuê bình quân (USD/m²) (2)");
	assert_string_equal(f->cols[form_col(f, "3")].label, "Loại hình");
	f = read_form(FORM("<note mark='*'>x</note>",
	    "<column code='1' type='integer'>N</column>",
	    "<rows kind='fixed'><row code='1' note='*'>R</row></rows>"));
	assert_string_equal(f->rows[0].label, "R");
	assert_string_equal(f->rows[0].printed, "R (*)");
}

#define FIXED(rows) \
	FORM("", "<column code='1' type='row'>N</column>", \
	    "<rows kind='fixed'>" rows "</rows>")
#define ROW(code) "<row code='" code "' type='integer'>r</row>"

static void
subtotals_add_up_their_group(void **state)
{
	static const char
	    *const want[] = { [4] = "I9=1+2", [7] = "II9=3", [8] = "Z=1+2+3" };
	const struct form *f = read_form(FIXED(
	    "<group code='I'>g</group>" ROW("1") ROW("1.1")
		ROW("2") "<subtotal code='I9'>s</subtotal>"
			 "<group code='II'>h</group>" ROW(
			     "3") "<subtotal code='II9'>s</subtotal>"
				  "<subtotal code='Z' of='all'>t</subtotal>"));

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++)
		if (want[i] != NULL)
			assert_string_equal(f->rows[i].formula, want[i]);
	assert_int_equal(f->rows[8].role, ROW_GRAND);
	assert_int_equal(at(f, "Z", "1")->type, CELL_INTEGER);
	assert_non_null(at(f, "I9", "1")->computed);
	refused(FIXED("<subtotal code='9'>s</subtotal>" ROW("1")),
	    "needs rows above it");
}

static void
one_row_is_a_list(void **state)
{
	const struct form *f;

	(void)state;
	f = read_form(FORM("",
	    NAME "<column code='2' type='integer' total='mean'>N</column>",
	    "<rows kind='list' max='1'><total>T</total></rows>"));
	assert_int_equal(f->nrow, 4);
	f = read_form(
	    FORM("", NAME "<column code='2' type='integer'>N</column>",
		"<rows kind='list' max='2'/>"));
	assert_null(f->total);
	assert_null(at(f, "T", "2")->computed);
}

static void
what_does_not_fit_is_refused(void **state)
{
	static const struct {
		const char *extra, *columns, *rows, *says;
	} bad[] = {
		{ "", "<column code='1' type='choice'>x</column>", LIST,
		    "needs the attribute \"choices\"" },
		{ "", "<column code='1' type='choice' choices='Q'>x</column>",
		    LIST, "no list of options Q" },
		{ CHOICES,
		    "<column code='1' type='text' choices='S'>x</column>", LIST,
		    "Only the type choice" },
		{ CHOICES CHOICES, NAME, LIST, "S is there twice" },
		{ "<choices code='S'/>", NAME, LIST, "<choice>" },
		{ "<choices code='S'><choice code='1'>a</choice>"
		  "<choice code='1'>b</choice></choices>",
		    NAME, LIST, "option 1 is there twice" },
		{ "<choices code='S'><choice code='1'>Hòa</choice>"
		  "<choice code='2'>hoà</choice></choices>",
		    NAME, LIST, "Two options are called" },
		{ "", "<column code='1' type='money'>x</column>", LIST,
		    "type money needs the attribute \"measure\"" },
		{ "", "<column code='1' type='lookup'>x</column>", LIST,
		    "\"register\"" },
		{ "",
		    "<column code='1' type='attachment' max-mb='21'>x"
		    "</column>",
		    LIST, "from 1 to 20" },
		{ "",
		    NAME "<column code='2' type='text' of='1' "
			 "attribute='a'>x</column>",
		    LIST, "look-up column before it" },
		{ "", "<column code='1' type='row'>x</column>", LIST,
		    "needs a type of its own" },
		{ "", "<column code='1' type='integer'>x</column>", LIST,
		    "can have no total itself" },
		{ "",
		    NAME "<column code='2' type='text' total='sum'>x</column>",
		    LIST, "cannot have the total" },
		{ "",
		    NAME
		    "<column code='2' type='integer' total='ratio'>x</column>",
		    LIST, "cannot have the total" },
		{ "",
		    NAME
		    "<column code='2' type='integer' total='mean'>x</column>",
		    "<rows kind='units'/>", "Only a list" },
		{ "", NAME, "<rows kind='list' max='1001'/>",
		    "from 1 to 1000" },
		{ "", NAME NAMES, "<rows kind='list' max='1000'/>",
		    "at most 833 rows" },
		{ "", "<column code='1' type='text' note='7'>x</column>", LIST,
		    "no note with the mark" },
		{ "<note mark='A'>x</note>", NAME, LIST, "The mark of a note" },
		{ "<note mark='1'>x</note><note mark='1'>y</note>", NAME, LIST,
		    "Two notes" },
		{ "", "<column code='1' type='date' min='1'>x</column>", LIST,
		    "Only a figure" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		refused(str_fmt(mem, FORM("%s", "%s", "%s"), bad[i].extra,
			    bad[i].columns, bad[i].rows),
		    bad[i].says);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zones_are_a_list),
		cmocka_unit_test(totals_have_the_items),
		cmocka_unit_test(notes_are_marked),
		cmocka_unit_test(subtotals_add_up_their_group),
		cmocka_unit_test(one_row_is_a_list),
		cmocka_unit_test(what_does_not_fit_is_refused),
	};
	mem = arena_new();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
