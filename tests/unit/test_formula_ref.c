/* test_formula_ref.c - cells, items, other periods, units below, measures */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include "core/formula_measure.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

/* The answer of "baocao formula eval"; given is separated by '|'. */
struct tried {
	const char *text, *given, *is;
};

static const char *
tried(const char *text, const char *all, struct findings *f)
{
	const char *given[20];
	struct formula_answer a;
	size_t n = 0;
	char *copy = str_dup(mem, all);

	*f = (struct findings){ .mem = mem };
	for (char *p = strtok(copy, "|"); p; p = strtok(NULL, "|"))
		given[n++] = p;
	return formula_try(mem, text, given, n, NUM_EN, f, &a) ? a.text :
								 f->at[0].text;
}

static void
all(const struct tried *t, size_t n)
{
	struct findings f;

	for (size_t i = 0; i < n; i++) {
		const char *is = tried(t[i].text, t[i].given, &f);
		if (!str_eq(is, t[i].is))
			fail_msg("%s with %s: %s, not %s", t[i].text,
			    t[i].given, is, t[i].is);
	}
}

static void
cells_by_row_and_column(void **state)
{
	static const struct tried t[] = {
		{ "[row 3, column 2]", "[row 3, column 2]=7", "7" },
		{ "[column 2,row 3]*10", "[row 3, column 2]=7", "70" },
		{ "[ row 3.1 , column A ]", "[row 3.1, column A]=7", "7" },
		{ "[row 3]-1", "[row 3]=7", "6" },
		/* The own axis alone: a code, as it is printed. */
		{ "[column 2]+1", "2=7|3=1", "8" },
		{ "[row 3, column 2]", "[row 3, column 2]=", "null" },
		{ "[row 3, column 2]", "[row 3, column 2]=7|[row 3]=1", "7" },
		{ "[row 3, column 2]", "[row 3]=1|2=5", "null" },
		{ "prev([row 3, column 2], 4)",
		    "[row 3, column 2]=1|prev([row 3, column 2], 4)=9", "9" },
		{ "[row 3, column 2]<=[row 1, column 2]",
		    "[row 3, column 2]=7|[row 1, column 2]=6",
		    "[row 3, column 2] is 7; it must not be more than "
		    "[row 1, column 2], which is 6." },
	};

	(void)state;
	all(t, COUNT(t));
}

static void
items_and_plans(void **state)
{
	static const struct tried t[] = {
		{ "item(\"KTXH.5.TH\")", "item(\"KTXH.5.TH\")=12", "12" },
		{ "item(KTXH.5.TH)*2", "item(\"KTXH.5.TH\")=12", "24" },
		{ "item(“KTXH.5-a_b”)", "item(KTXH.5)=1", "null" },
		{ "item(“KTXH.5-a_b”)", "item(\"KTXH.5-a_b\")=1", "1" },
		{ "item(\"X\")", "", "null" },
		{ "item(X)/plan(item(X))*100", "item(X)=5|plan(item(X))=8",
		    "62.5" },
		{ "plan(3)", "3=1|plan(3)=9", "9" },
		{ "prev(item(X))+ytd(item(X))+same_period_last_year(item(X))",
		    "prev(item(X))=1|ytd(item(X))=2|"
		    "same_period_last_year(item(X))=4",
		    "7" },
		{ "prev(3, 2)", "prev(3,2)=5|prev(3)=4", "5" },
		{ "prev(3, 1)", "prev(3,2)=5|prev(3)=4", "4" },
		{ "prev(3, 12)", "3=1", "null" },
		/* A period is no code, even where there is that code. */
		{ "prev(3, 2)", "2=9|prev(3,2)=5", "5" },
		{ "item(X)<=item(Y)", "item(X)=3|item(Y)=2",
		    "item(\"X\") is 3; it must not be more than item(\"Y\"), "
		    "which is 2." },
	};

	(void)state;
	all(t, COUNT(t));
	assert_string_equal(formula_plan(mem, "KTXH.3.TH"), "KTXH.3.KH");
	assert_string_equal(formula_plan(mem, "KTXH.3.LK"), "KTXH.3.KH");
	assert_string_equal(formula_plan(mem, "XLD.DON"), "XLD.DON.KH");
	assert_string_equal(formula_plan(mem, "DON"), "DON.KH");
	assert_string_equal(formula_plan(mem, "A.THX"), "A.THX.KH");
}

#define MONTHS "window(3)=4,2,null,6,0"
static void
windows_pass_over_nulls(void **state)
{
	static const struct tried t[] = {
		{ "window_sum(3, 5)", MONTHS, "12" },
		{ "window_sum(3, 2)", MONTHS, "6" },
		{ "window_sum(3, 60)", MONTHS, "12" },
		{ "window_mean(3, 5)", MONTHS, "3" },
		{ "window_mean(3, 3)", MONTHS, "3" },
		{ "window_min(3, 5)", MONTHS, "0" },
		{ "window_max(3, 5)", MONTHS, "6" },
		{ "window_count(3, 5)", MONTHS, "4" },
		{ "window_sum(3, 3)", "3=", "null" },
		{ "window_mean(3, 3)", "3=", "null" },
		{ "window_min(3, 3)", "3=", "null" },
		{ "window_count(3, 3)", "3=", "0" },
		{ "window_sum(3, 3)", "3=1|prev(3)=2|prev(3,2)=4", "7" },
		{ "3+prev(3)+prev(3,3)", MONTHS, "12" },
		{ "window_sum(item(X), 2)", "window(item(X))=1,2,4", "3" },
		{ "window_sum([row 1, column 2], 2)",
		    "window([row 1, column 2])=1,2,4", "3" },
		{ "window_sum(3, 12)/window_count(3, 12)", MONTHS, "3" },
	};

	(void)state;
	all(t, COUNT(t));
}

static void
units_below(void **state)
{
	static const struct tried t[] = {
		{ "children_sum(3)", "children(3)=5,null,7", "12" },
		{ "children_mean(3)", "children(3)=5,null,7", "6" },
		{ "children_min(3)", "children(3)=5,null,7", "5" },
		{ "children_max(3)", "children(3)=5,null,7", "7" },
		{ "children_count(3)", "children(3)=5,null,7", "2" },
		{ "children_sum(3)", "3=4", "null" },
		{ "children_count(3)", "3=4", "0" },
		{ "children_mean(3)", "3=4", "null" },
		/* (5*1 + 7*3) / 4: the second has no figure */
		{ "children_mean(3, 4)",
		    "children(3)=5,null,7|children(4)=1,2,3", "6.5" },
		{ "children_mean(3, 4)", "children(3)=5,6,7|children(4)=1,,3",
		    "6.5" },
		{ "children_mean(3, 4)", "children(3)=5,6|children(4)=0,0",
		    "-" },
		{ "children_mean(3, 4)", "children(3)=5,6|children(4)=-1,1",
		    "-" },
		{ "children_mean(3, 4)", "children(3)=5,6|4=", "null" },
		{ "children_mean(item(X), item(Y))",
		    "children(item(X))=50,100|children(item(Y))=3,1", "62.5" },
		{ "units_reporting()", "children(3)=5,null,7", "3" },
		{ "units_reporting()", "3=1", "0" },
		{ "units_reporting()/units_expected()*100",
		    "units_expected()=12|children(3)=1,2,3", "25" },
		{ "units_reporting()>=2", "units_reporting()=2", "true" },
	};

	(void)state;
	all(t, COUNT(t));
}

static void
refuses_with_place_and_reason(void **state)
{
	static const struct tried t[] = {
		{ "[row 3]", "3=1", "no row 3" },
		{ "[row 3, column 9]", "[row 3, column 2]=1", "no column 9" },
		{ "[3, 2]", "3=1", "a cell is written" },
		{ "[row 3, row 3]", "[row 3, column 2]=1",
		    "a cell is written" },
		{ "[row 3, column 2", "[row 3, column 2]=1",
		    "something is missing" },
		{ "[]", "3=1", "a cell is written" },
		{ "item(\"A", "", "the code of an item" },
		{ "item(\"A B\")", "", "the code of an item" },
		{ "item(\"\")", "", "the code of an item" },
		{ "item()", "", "the code of an item" },
		{ "item(\"A\"", "", "something is missing" },
		{ "\"A\"", "", "is not expected here" },
		{ "prev(3, 0)", "3=1", "from 1 to 60" },
		{ "prev(3, 61)", "3=1", "from 1 to 60" },
		{ "prev(3, x)", "3=1", "from 1 to 60" },
		{ "prev(3, 99999999999999999999)", "3=1", "from 1 to 60" },
		{ "ytd(3, 2)", "3=1", "takes one code" },
		{ "window_sum(3)", "3=1", "from 2 to 60" },
		{ "window_sum(3, 1)", "3=1", "from 2 to 60" },
		{ "window_sum(3+3, 2)", "3=1", "from 2 to 60" },
		{ "window_sum(prev(3), 2)", "3=1", "only a code" },
		{ "children_sum(prev(3))", "3=1", "only a code" },
		{ "children_sum(3, 3)", "3=1", "is not expected here" },
		{ "children_sum(100)", "3=1", "no code 100" },
		{ "prev(prev(3))", "3=1", "only a code" },
		{ "units_reporting(3)", "3=1", "is not expected here" },
		{ "units(3)", "3=1", "no function units()" },
		{ "3", "window(prev(3))=1", "cannot use this" },
		{ "3", "children(3)=1,x", "written as 1234.5" },
		{ "3", "item(X)=1|item(\"X\")=2", "given twice" },
		{ "3", "3+3=1", "cannot use this" },
	};
	struct findings f;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *is = tried(t[i].text, t[i].given, &f);
		if (f.nerror != 1 || strstr(is, t[i].is) == NULL)
			fail_msg("%s: %s", t[i].text, is);
	}
}

/* What it reads, as "c3 c3<2 [1.2] item(X)+ ..." */
static void
see(void *arg, const struct ref *ref)
{
	static const char *const when[] = { "", "<", "ytd", "year", "plan",
		"each" };
	struct buf *b = arg;

	if (ref->kind == REF_CODE)
		buf_fmt(b, "c%zu", ref->code);
	else if (ref->kind == REF_CELL)
		buf_fmt(b, "[%ld.%ld]", ref->row, ref->col);
	else
		buf_str(b, ref->kind == REF_ITEM ? ref->item : "units");
	buf_str(b, when[ref->when]);
	if (ref->back > 0)
		buf_fmt(b, "%d", ref->back);
	buf_str(b, " ");
}

static bool
find(void *arg, const char *item, long *ret_row, long *ret_col)
{
	(void)arg;
	*ret_row = 4;
	*ret_col = 5;
	return str_eq(item, "HERE");
}

static void
tells_what_is_read(void **state)
{
	static const char *const cols[] = { "1", "2", "3" }, *const rows[] = {
		"1", "2"
	};
	static const struct axis row = { .code = rows, .n = 2, .rows = true };
	static const struct axis axis = { .code = cols,
		.n = 3,
		.across = &row };
	static const struct {
		const char *text, *reads, *shown;
	} t[] = {
		{ "1+prev(2)", "c0 c1<1 ", "1 + prev(2)" },
		{ "prev(2, 3)", "c1<3 ", "prev(2, 3)" },
		{ "window_sum(2, 12)", "c1 c1<11 ", "window_sum(2, 12)" },
		{ "window_mean(item(X),2)", "X X<1 ",
		    "window_mean(item(\"X\"), 2)" },
		{ "children_mean(1,item(X))", "c0each Xeach ",
		    "children_mean(1, item(\"X\"))" },
		{ "units_reporting()/units_expected()", "unitseach unitseach ",
		    "units_reporting() / units_expected()" },
		{ "[row 2]+[column 2]", "[1.-1] c1 ", "[row 2] + 2" },
		{ "ytd([row 2, column 3])", "[1.2]ytd ",
		    "ytd([row 2, column 3])" },
		{ "plan(3)/plan(item(X))", "c2plan Xplan ",
		    "plan(3) / plan(item(\"X\"))" },
		{ "item(HERE)+prev(item(HERE),2)", "[4.5] [4.5]<2 ",
		    "item(\"HERE\") + prev(item(\"HERE\"), 2)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct findings f = { .mem = mem };
		struct formula is;
		struct buf b = { .mem = mem, .max = 400 };
		assert_true(
		    formula_parse(mem, t[i].text, &axis, -1, "", &f, &is));
		formula_bind(&is, find, NULL);
		formula_refs(&is, see, &b);
		assert_string_equal(b.at, t[i].reads);
		assert_string_equal(expr_show(mem, is.side[0], &axis),
		    t[i].shown);
	}
}

static void
doubts_measures(void **state)
{
	static const struct tried t[] = {
		{ "3+4", "measure(3)=đồng|measure(4)=người",
		    "3 is in đồng and 4 is in người: they cannot be added." },
		{ "3+4", "measure(3)=triệu đồng|measure(4)=tỷ đồng",
		    "3 is in triệu đồng and 4 is in tỷ đồng: bring them to one "
		    "unit of measure first." },
		{ "3<=4", "measure(3)=đơn|measure(4)=vụ việc",
		    "3 is in đơn and 4 is in vụ việc: they cannot be "
		    "compared." },
		{ "3+4*1000", "measure(3)=triệu đồng|measure(4)=tỷ đồng", "" },
		{ "3*1000+4", "measure(3)=triệu đồng|measure(4)=tỷ đồng",
		    "3 * 1000 is in 10^3 đồng and 4 is in tỷ đồng: bring them "
		    "to one unit of measure first." },
		{ "3+4", "measure(3)=VNĐ|measure(4)=đồng", "" },
		{ "3+4", "measure(3)=Tỉ đồng|measure(4)=tỷ đồng", "" },
		{ "3+4", "measure(3)=triệu USD|measure(4)=triệu đồng",
		    "3 is in triệu USD and 4 is in triệu đồng: they cannot be "
		    "added." },
		{ "3+4", "measure(3)=đồng|4=1", "" },
		{ "3+5", "measure(3)=đồng", "" },
		{ "3/4*100", "measure(3)=đơn|measure(4)=đơn", "" },
		{ "5=3/4*100", "5=1|measure(3)=đơn|measure(4)=đơn|measure(5)=%",
		    "" },
		{ "5=3/4", "5=1|measure(3)=đơn|measure(4)=đơn|measure(5)=%",
		    "3 / 4 comes out in a plain number, but the cell is in "
		    "%." },
		{ "5=3/4*100",
		    "5=1|measure(3)=tỷ đồng|measure(4)=triệu đồng|"
		    "measure(5)=%",
		    "3 / 4 * 100 comes out in 10^1, but the cell is in %." },
		{ "5=3/4",
		    "5=1|measure(3)=đồng|measure(4)=người|measure(5)=người",
		    "3 / 4 comes out in đồng / người, but the cell is in "
		    "người." },
		{ "5=3/4*4",
		    "5=1|measure(3)=đồng|measure(4)=người|measure(5)=đồng",
		    "" },
		{ "min(3,4)", "measure(3)=đồng|measure(4)=người",
		    "3 is in đồng and 4 is in người: they cannot be "
		    "compared." },
		{ "3+...+5", "3=1|4=1|5=1|measure(3)=đồng|measure(5)=người",
		    "3 is in đồng and 5 is in người: they cannot be added." },
		{ "if(3>4,1,0)", "measure(3)=đồng|measure(4)=người",
		    "3 is in đồng and 4 is in người: they cannot be "
		    "compared." },
		{ "3>0 and 4>3", "measure(3)=đồng|measure(4)=người",
		    "4 is in người and 3 is in đồng: they cannot be "
		    "compared." },
		{ "count(3,4)+5",
		    "measure(3)=đồng|measure(4)=đồng|"
		    "measure(5)=người",
		    "" },
		{ "window_sum(3,2)+item(X)",
		    "measure(3)=đồng|measure(item(X))=người",
		    "window_sum(3, 2) is in đồng and item(\"X\") is in người: "
		    "they cannot be added." },
		{ "prev(3)+4", "measure(3)=đồng|measure(4)=người",
		    "prev(3) is in đồng and 4 is in người: they cannot be "
		    "added." },
	};
	struct findings f;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		(void)tried(t[i].text,
		    str_fmt(mem, "%s|3=1|4=1|5=1", t[i].given), &f);
		if (f.nerror > 0) /* a code that was given already */
			(void)tried(t[i].text, t[i].given, &f);
		const char *is = f.n == 0 ? "" : f.at[0].text;
		if (f.nerror > 0 || !str_eq(is, t[i].is))
			fail_msg("%s: %s, not %s", t[i].text, is, t[i].is);
	}
}

static void
stops_at_the_step_limit(void **state)
{
	struct buf b = { .mem = mem, .max = 500 };
	struct findings f;

	(void)state;
	/* 60 * 60 figures are within the limit, all units of a country not. */
	for (int i = 0; i < 20; i++)
		buf_fmt(&b, "%swindow_sum(3,60)", i > 0 ? "+" : "");
	assert_string_equal(tried(b.at, "window(3)=1", &f), "20");
	struct buf many = { .mem = mem, .max = 5000 };
	buf_str(&many, "children(3)=1");
	for (int i = 1; i < 990; i++)
		buf_str(&many, ",1");
	assert_string_equal(tried("children_sum(3)", many.at, &f), "990");
	buf_clear(&b);
	for (int i = 0; i < 11; i++)
		buf_fmt(&b, "%schildren_sum(3)", i > 0 ? "+" : "");
	assert_string_equal(tried(b.at, many.at, &f), "-");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_by_row_and_column),
		cmocka_unit_test(items_and_plans),
		cmocka_unit_test(windows_pass_over_nulls),
		cmocka_unit_test(units_below),
		cmocka_unit_test(refuses_with_place_and_reason),
		cmocka_unit_test(tells_what_is_read),
		cmocka_unit_test(doubts_measures),
		cmocka_unit_test(stops_at_the_step_limit),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
