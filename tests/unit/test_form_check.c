/* test_form_check.c - references and checks of a form, and what they ask for */
#include <setjmp.h>
#include <string.h>
#include "base/utf8.h"
#include "core/form.h"
#include "core/measure.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

#define TITLES "<title lang='vi'>T</title><title lang='en'>T</title>"
/* Rows 1 to 3 in line 3 to 5, columns 1 to 3 in line 2; checks from line 6. */
#define FORM(col1, col3, row3, checks) \
	"<form version='1' number='T1'>" TITLES "\n" \
	"<columns><label code='A' role='label'>L</label>" \
	"<column code='1' type='row' item='TH' measure='đồng' " col1 ">C1" \
	"</column><column code='2' type='row' item='KH' measure='đồng'>C2" \
	"</column><column code='3' type='decimal' row-rules='no' " col3 ">C3" \
	"</column><column code='4' type='text'>C4</column></columns>" \
	"<rows kind='fixed'>\n" \
	"<row code='1' type='integer' item='A'>R1</row>\n" \
	"<row code='2' type='integer' item='B'>R2</row>\n" \
	"<row code='9' type='integer' item='C' " row3 ">R3</row>\n" \
	"</rows>" checks "</form>"
#define CHECKS(x) "<checks>\n" x "</checks>"

static bool
read_form(const char *xml, struct findings *f, struct form *ret)
{
	*f = (struct findings){ .mem = mem };
	return form_read(mem, xml, strlen(xml), f, ret);
}

static struct form
good(const char *xml)
{
	struct findings f;
	struct form ret;

	if (!read_form(xml, &f, &ret))
		fail_msg("%s: %s", f.at[0].where, f.at[0].text);
	return ret;
}

static void
refused(const char *xml, const char *where, const char *says)
{
	struct findings f;
	struct form ret;

	assert_false(read_form(xml, &f, &ret));
	for (size_t i = 0; i < f.n; i++)
		if (strcmp(f.at[i].where, where) == 0 &&
		    strstr(f.at[i].text, says) != NULL)
			return;
	fail_msg("%s: %s; not: %s: %s", f.at[0].where, f.at[0].text, where,
	    says);
}

/* Cells that are marked, by number. */
static const char *
marked(const bool *at, size_t n)
{
	struct buf b = { .mem = mem, .max = 200 };

	buf_str(&b, "");
	for (size_t i = 0; at != NULL && i < n; i++)
		if (at[i])
			buf_fmt(&b, "%s%zu", b.len > 0 ? " " : "", i);
	return b.at == NULL ? "" : b.at;
}

static void
knows_what_is_wanted(void **state)
{
	struct form f = good(FORM("", "", "", ""));

	(void)state;
	assert_null(f.wants.past);
	assert_null(f.wants.below);
	assert_int_equal(f.wants.nitem, 0);
	assert_false(f.wants.items_past || f.wants.items_below);
	/* Of the form's own items: the cells 1.1 = 6, 2.1 = 11; 1.2 = 7. */
	f = good(
	    FORM("", "formula='3=prev(1, 4)+prev(item(\"B.TH\"))'", "", ""));
	assert_string_equal(marked(f.wants.past, f.ncell), "1 6 11");
	assert_int_equal(f.wants.back, 4);
	assert_int_equal(f.wants.nitem, 0);
	/* The plan of column 1 is column 2: nothing is loaded for it. */
	f = good(FORM("", "formula='3=1/plan(1)*100'", "", ""));
	assert_null(f.wants.past);
	assert_int_equal(f.wants.nitem, 0);
	f = good(FORM("",
	    "formula='3=item(\"X\")+children_sum(item(Y))+"
	    "children_mean(1,item(X))+plan(item(Z.TH))'",
	    "", ""));
	assert_null(f.wants.past);
	assert_string_equal(marked(f.wants.below, f.ncell), "1 6 11");
	assert_int_equal(f.wants.nitem, 3);
	assert_string_equal(f.wants.items[0].item, "X");
	assert_true(f.wants.items[0].here && f.wants.items[0].below);
	assert_string_equal(f.wants.items[1].item, "Y");
	assert_true(!f.wants.items[1].here && f.wants.items[1].below);
	assert_string_equal(f.wants.items[2].item, "Z.KH");
	assert_true(f.wants.items_past && f.wants.items_below);
	/* Units are counted anyway. */
	f = good(FORM("", "formula='3=units_reporting()'", "", ""));
	assert_false(f.wants.items_past || f.wants.items_below);
}

static void
checks_know_their_cells(void **state)
{
	static const struct {
		const char *xml, *cells;
	} t[] = {
		/* 5 columns: cell = row * 5 + column, the label is column 0. */
		{ "<check id='K' formula='1&lt;=2'/>", "1 6 11" },
		{ "<check id='K' formula='2&gt;=1' rows='2'/>", "7" },
		{ "<check id='K' formula='&lt;=3' columns='1 2'/>",
		    "1 6 11 2 7 12" },
		{ "<check id='K' formula='&lt;=1' codes='rows' rows='9'"
		  " columns='1'/>",
		    "11" },
		{ "<check id='K' formula='2&lt;=9' codes='rows'/>", "6 7 8" },
		{ "<check id='K' formula='[row 9, column 1]&lt;=item(X)'/>",
		    "11" },
		{ "<check id='K' formula='item(X)&lt;=item(Y)'/>", "1" },
		{ "<check id='K' formula='item(C.KH)&gt;0'/>", "12" },
		{ "<check id='K' formula='1=2+3' columns='1'/>", "1 6 11" },
		{ "<check id='K' kind='change' percent='50' columns='1'/>",
		    "1 6 11" },
		{ "<check id='K' kind='history' rows='9'/>", "11 12 13" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct form f = good(str_fmt(mem,
		    FORM("", "", "", "<checks>%s</checks>"), t[i].xml));
		struct buf b = { .mem = mem, .max = 200 };
		assert_int_equal(f.ncheck, 1);
		for (size_t k = 0; k < f.checks[0].n; k++)
			buf_fmt(&b, "%s%zu", k > 0 ? " " : "",
			    f.checks[0].at[k].cell);
		if (!str_eq(b.at, t[i].cells))
			fail_msg("%s: %s, not %s", t[i].xml, b.at, t[i].cells);
	}
}

static void
checks_say_what_they_are(void **state)
{
	struct form f = good(FORM("", "", "",
	    CHECKS("<check id='K1' formula='1&lt;=2' severity='warning'>"
		   "<message lang='vi'>Sai</message></check>"
		   "<check id='K2' formula='1&lt;=2'/>"
		   "<check id='K3' kind='change' percent='12.5' small='3'"
		   " severity='error'/>"
		   "<check id='K4' kind='history'/>"
		   "<check id='K5' kind='history' k='3.5' least='12'"
		   " columns='2'/>")));
	const struct form_check *c = f.checks;

	(void)state;
	assert_int_equal(f.ncheck, 5);
	assert_true(c[0].warn);
	assert_string_equal(c[0].message_vi, "Sai");
	assert_null(c[0].message_en);
	assert_false(c[1].warn);
	assert_int_equal(c[2].kind, CHECK_CHANGE);
	assert_false(c[2].warn);
	assert_string_equal(dec_text(mem, c[2].percent), "12.5");
	assert_string_equal(dec_text(mem, c[2].small), "3");
	assert_int_equal(c[3].kind, CHECK_HISTORY);
	assert_true(c[3].warn);
	assert_int_equal(c[3].least, HISTORY_LEAST);
	assert_string_equal(dec_text(mem, c[3].k), "5");
	assert_int_equal(c[4].least, 12);
	assert_int_equal(f.wants.back, HISTORY_PERIODS);
	assert_string_equal(marked(f.wants.past, f.ncell),
	    "1 2 3 6 7 8 11 12 13");
}

#define ONE(x) FORM("", "", "", CHECKS(x))
static void
checks_are_refused(void **state)
{
	(void)state;
	refused(ONE("<check formula='1&lt;=2'/>"), "line 7", "\"id\"");
	refused(ONE("<check id='K'/>"), "line 7", "\"formula\"");
	refused(ONE("<check id='K' formula='1+2'/>"), "line 7",
	    "must be a comparison");
	refused(ONE("<check id='K' formula='1&lt;='/>"), "line 7",
	    "cannot be read");
	refused(ONE("<check id='K' kind='change'/>"), "line 7", "percent");
	refused(ONE("<check id='K' kind='change' percent='0'/>"), "line 7",
	    "more than zero");
	refused(ONE("<check id='K' kind='history' least='2'/>"), "line 7",
	    "from 3 to 12");
	refused(ONE("<check id='K' kind='other'/>"), "line 7", "one of");
	refused(ONE("<check id='K' formula='1&lt;=2' columns='7'/>"), "line 7",
	    "no column 7");
	refused(ONE("<check id='K' formula='1&lt;=2' columns='4'/>"), "line 7",
	    "no column 4");
	refused(ONE("<check id='K' formula='1&lt;=2' rows='7'/>"), "line 7",
	    "no row 7");
	refused(ONE("<check id='K' formula='1&lt;=2'/>\n"
		    "<check id='K' formula='1&lt;=3'/>"),
	    "line 8", "twice");
	refused(ONE("<check id='K' formula='1&lt;=2' percent='3'/>"), "line 7",
	    "percent");
	refused(ONE("<check id='K' formula='1&lt;=2'><message lang='vi'>a"
		    "</message><message lang='vi'>b</message></check>"),
	    "line 7", "once in a language");
}

/* The way round is shown, whatever the references are. */
static void
circles_are_found(void **state)
{
	(void)state;
	refused(FORM("", "formula='3=window_sum(3, 2)'", "", ""), "line 2",
	    "row 1, column 3 → row 1, column 3");
	refused(FORM("formula='1=3+0'", "formula='3=ytd(1)'", "", ""), "line 2",
	    "go in a circle");
	refused(FORM("", "", "formula='9=item(\"C.TH\")+1'", ""), "line 5",
	    "go in a circle");
	refused(FORM("formula='1=item(\"A.KH\")'", "",
		    "formula='9=[row 1, column 1]+[row 9, column 1]'", ""),
	    "line 5", "row 9, column 1");
	refused(FORM("", "", "formula='9=plan(1)+plan(item(C.TH))'", ""),
	    "line 5", "row 9, column 2 → row 9, column 2");
	/* Other periods and other units are not in the same report. */
	good(FORM("", "formula='3=prev(3)+same_period_last_year(3)'", "", ""));
	good(FORM("", "formula='3=children_sum(3)'", "", ""));
	good(FORM("", "formula='3=[row 1, column 1]+prev(3, 2)'", "", ""));
}

static void
text_is_no_figure(void **state)
{
	(void)state;
	refused(FORM("", "formula='3=4'", "", ""), "line 2", "no figures");
	refused(FORM("", "formula='3=[row 1, column 4]'", "", ""), "line 2",
	    "which holds no figure");
	refused(FORM("", "formula='3=prev([row 1, column 4])'", "", ""),
	    "line 2", "which holds no figure");
	refused(ONE("<check id='K' formula='[row 1, column 4]&gt;0'/>"),
	    "line 7", "holds no figure");
}

/* Two columns of one form each: what is computed of what. */
static struct form
small(const char *number, const char *a, const char *b, const char *formula)
{
	return good(str_fmt(mem,
	    "<form version='1' number='%s'>" TITLES
	    "<columns><label code='A' role='label'>L</label><column code='1'"
	    " type='integer' item='%s' %s>X</column><column code='2'"
	    " type='integer' item='%s'>Y</column></columns><rows kind='units'/>"
	    "</form>",
	    number, a, formula, b));
}

static const char *
circle(struct form a, struct form b, struct form c)
{
	const struct form *all[] = { &a, &b, &c };
	const char *is = form_circle_path(mem, all, 3);

	return is == NULL ? "" : is;
}

static void
circles_over_forms_are_shown(void **state)
{
	struct form a = small("A", "IA", "JA", "formula='1=item(IB)+2'");
	struct form b = small("B", "IB", "JB", "formula='1=item(IC)'");
	struct form c = small("C", "IC", "JC", "formula='1=2+item(IA)'");
	struct form was = small("C", "IC", "JC", "formula='1=prev(item(IA))'");
	struct form each =
	    small("C", "IC", "JC", "formula='1=children_sum(item(IA))'");
	struct form other = small("C", "IC", "JC", "formula='1=item(JA)'");
	struct form year = small("C", "IC", "JC", "formula='1=ytd(item(IA))'");
	struct form window =
	    small("C", "IC", "JC", "formula='1=window_sum(item(IA), 2)'");
	struct form plan = small("C", "IC", "IA.KH", "formula='1=plan(2)'");

	(void)state;
	assert_string_equal(circle(a, b, c), "A (1) → B (1) → C (1) → A (1)");
	assert_string_equal(circle(c, a, b), "C (1) → A (1) → B (1) → C (1)");
	assert_string_equal(circle(a, b, year),
	    "A (1) → B (1) → C (1) → A (1)");
	assert_string_equal(circle(a, b, window),
	    "A (1) → B (1) → C (1) → A (1)");
	assert_string_equal(circle(a, b, was), "");
	assert_string_equal(circle(a, b, each), "");
	assert_string_equal(circle(a, b, other), "");
	assert_string_equal(circle(a, b, plan), "");
	/* A circle that this form has no part in is not its business. */
	assert_string_equal(circle(small("D", "ID", "JD",
				       "formula='1=item(IA)'"),
				small("A", "IA", "JA", "formula='1=item(IB)'"),
				small("B", "IB", "JB", "formula='1=item(IA)'")),
	    "");
}

static const char *
item_measure(const void *from, const char *item)
{
	(void)from;
	return str_eq(item, "P") ? "người" : NULL;
}

static void
measures_are_doubted(void **state)
{
	struct measure rows[] = {
		{ .code = "dong",
		    .name = "đồng",
		    .dimension = "vnd",
		    .factor = "1" },
		{ .code = "nguoi",
		    .name = "người",
		    .dimension = "vnd",
		    .factor = "1" },
	};
	struct measures table = { rows, COUNT(rows) };
	struct item_measures items = { .of = item_measure };
	struct findings f = { .mem = mem };
	struct form is = good(FORM("",
	    "measure='đồng'"
	    " formula='3=1+item(P)+item(Q)'",
	    "", CHECKS("<check id='K' formula='1&lt;=item(P)'/>")));

	(void)state;
	form_measures(mem, &is, &items, &f);
	/* Said once, not in every row. */
	assert_int_equal(f.n, 2);
	assert_int_equal(f.nerror, 0);
	assert_string_equal(f.at[0].where, "row 1, column 3");
	assert_string_equal(f.at[0].text,
	    "1 is in đồng and item(\"P\") is in người: they cannot be added.");
	assert_string_equal(f.at[1].text,
	    "1 is in đồng and item(\"P\") is in người: they cannot be "
	    "compared.");
	f = (struct findings){ .mem = mem };
	form_measures(mem, &is, NULL, &f);
	assert_int_equal(f.n, 0);
	/* Also of items of other forms the owners' table decides. */
	for (size_t i = 0; i < COUNT(rows); i++)
		rows[i].key = utf8_key(mem, rows[i].name, true);
	items.table = &table;
	form_measures(mem, &is, &items, &f);
	assert_int_equal(f.n, 0);
	rows[1].factor = "10";
	form_measures(mem, &is, &items, &f);
	assert_int_equal(f.n, 1); /* the same of both */
	assert_string_equal(f.at[0].text,
	    "1 is in đồng and item(\"P\") is in người: bring them to one "
	    "unit of measure first.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_what_is_wanted),
		cmocka_unit_test(checks_know_their_cells),
		cmocka_unit_test(checks_say_what_they_are),
		cmocka_unit_test(checks_are_refused),
		cmocka_unit_test(circles_are_found),
		cmocka_unit_test(text_is_no_figure),
		cmocka_unit_test(circles_over_forms_are_shown),
		cmocka_unit_test(measures_are_doubted),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
