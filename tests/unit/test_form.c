/* test_form.c - the regime files of the project, as structs */
#include <setjmp.h>
#include <string.h>
#include "core/form.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static struct regime_file
load(const char *name)
{
	struct findings f = { .mem = mem };
	struct regime_file r;
	size_t len;
	const char *xml = data_file(mem, name, &len);
	enum rc rc = regime_read(mem, xml, len, &f, &r);

	for (size_t i = 0; i < f.n; i++)
		print_error("%s: %s: %s\n", name, f.at[i].where, f.at[i].text);
	assert_int_equal(rc, OK);
	return r;
}

/* A cell of the printed sheet, "C3:E3" or "O5", and what stands in it. */
struct printed {
	const char *ref, *label;
};

static const char *
place(const char *s, long *ret_row, long *ret_col)
{
	*ret_col = 0;
	for (; *s >= 'A' && *s <= 'Z'; s++)
		*ret_col = *ret_col * 26 + (*s - 'A' + 1);
	*ret_row = strtol(s, (char **)&s, 10);
	return s;
}

static struct head
head_of(const struct printed *p)
{
	long r1, c1, r2, c2;
	const char *rest = place(p->ref, &r1, &c1);

	r2 = r1;
	c2 = c1;
	if (*rest == ':')
		place(rest + 1, &r2, &c2);
	return (struct head){ .label = p->label,
		.row = (size_t)r1 - 3, /* the head begins in row 3 */
		.col = (size_t)c1 - 1,
		.rowspan = (size_t)(r2 - r1) + 1,
		.colspan = (size_t)(c2 - c1) + 1 };
}

static void
same_head(const struct form *f, const struct printed *p, size_t n)
{
	assert_int_equal(f->nhead, n);
	for (size_t i = 0; i < n; i++) {
		struct head want = head_of(&p[i]);
		size_t k = 0;
		while (k < n && (f->heads[k].row != want.row ||
				    f->heads[k].col != want.col))
			k++;
		if (k == n)
			fail_msg("no head at %s", p[i].ref);
		assert_string_equal(f->heads[k].label, want.label);
		assert_int_equal(f->heads[k].rowspan, want.rowspan);
		assert_int_equal(f->heads[k].colspan, want.colspan);
	}
}

/* The official sheets of the circulars: merged cells as they are there. */
static const struct printed xld_2021[] = { { "A3:A5", "Đơn vị" },
	{ "B3:B5", "Tổng số đơn" }, { "C3:E3", "Kỳ trước chuyển sang" },
	{ "F3:H3", "Tiếp nhận trong kỳ" }, { "I3:I5", "Số đơn đã xử lý" },
	{ "J3:K3", "Đủ điều kiện xử lý" },
	{ "L3:N3", "Phân loại đơn theo nội dung" },
	{ "O3:R3", "Phân loại đơn theo tình trạng giải quyết" },
	{ "S3:Z3", "Kết quả xử lý đơn" },
	{ "AA3:AA5", "Số văn bản phúc đáp nhận được do chuyển đơn" },
	{ "C4:C5", "Đơn có nhiều người đứng tên" },
	{ "D4:D5", "Đơn một người đứng tên" }, { "E4:E5", "Đơn khác" },
	{ "F4:F5", "Đơn có nhiều người đứng tên" },
	{ "G4:G5", "Đơn một người đứng tên" }, { "H4:H5", "Đơn khác" },
	{ "J4:J5", "Số đơn" }, { "K4:K5", "Số vụ việc" },
	{ "L4:L5", "Khiếu nại" }, { "M4:M5", "Tố cáo" },
	{ "N4:N5", "Kiến nghị, phản ánh" }, { "O4:P4", "Đã giải quyết" },
	{ "Q4:Q5", "Đang giải quyết" }, { "R4:R5", "Chưa giải quyết" },
	{ "S4:V4", "Đơn thuộc thẩm quyền" },
	{ "W4:Z4", "Đơn không thuộc thẩm quyền" }, { "O5", "Lần đầu" },
	{ "P5", "Nhiều lần" }, { "S5", "Tổng số" }, { "T5", "Khiếu nại" },
	{ "U5", "Tố cáo" }, { "V5", "Kiến nghị, phản ánh" },
	{ "W5", "Tổng số" }, { "X5", "Hướng dẫn" }, { "Y5", "Chuyển đơn" },
	{ "Z5", "Đôn đốc giải quyết" } };
static const struct printed xld_2024[] = { { "A3:A5", "Đơn vị" },
	{ "B3:D3", "Kỳ trước chuyển sang" }, { "E3:E5", "Số đơn đã xử lý" },
	{ "F3:F5", "Số đơn chưa xử lý(Chuyển kỳ sau xử lý)" },
	{ "G3:H3", "Đủ điều kiện xử lý" },
	{ "I3:K3", "Phân loại đơn theo nội dung" },
	{ "L3:N3", "Phân loại đơn theo tình trạng giải quyết" },
	{ "O3:V3", "Kết quả xử lý đơn" },
	{ "W3:W5", "Số văn bản phúc đáp nhận được do chuyển đơn" },
	{ "B4:B5", "Tổng số đơn" }, { "C4:C5", "Kỳ trước chuyển sang" },
	{ "D4:D5", "Tiếp nhận trong kỳ" }, { "G4:G5", "Số đơn" },
	{ "H4:H5", "Số vụ việc" }, { "I4:I5", "Khiếu nại" },
	{ "J4:J5", "Tố cáo" }, { "K4:K5", "Kiến nghị, phản ánh" },
	{ "L4:M4", "Đã giải quyết" }, { "N4:N5", "Chưa giải quyết xong" },
	{ "O4:R4", "Đơn thuộc thẩm quyền" },
	{ "S4:V4", "Đơn không thuộc thẩm quyền" }, { "L5", "Lần đầu" },
	{ "M5", "Nhiều lần" }, { "O5", "Tổng số" }, { "P5", "Khiếu nại" },
	{ "Q5", "Tố cáo" }, { "R5", "Kiến nghị, phản ánh" },
	{ "S5", "Tổng số" }, { "T5", "Hướng dẫn" }, { "U5", "Chuyển đơn" },
	{ "V5", "Đôn đốc giải quyết" } };

/* The row of numbers, as printed: code or formula. */
static void
same_numbers(const struct form *f, const char *const printed[], size_t n)
{
	assert_int_equal(f->ncol, n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(f->cols[i].printed, printed[i]);
}

static const struct cell *
at(const struct form *f, const char *row, const char *col)
{
	long r = row == NULL ? 0 : form_row(f, row), c = form_col(f, col);

	assert_true(r >= 0 && c >= 0);
	return &f->cells[(size_t)r * f->ncol + (size_t)c];
}

static size_t
computed(const struct form *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->ncell; i++)
		n += f->cells[i].computed != NULL;
	assert_int_equal(n, f->norder);
	return n;
}

static void
xld01_of_2021(void **state)
{
	static const char *const numbers[] = { "MS", "1=2+3+...+7", "2", "3",
		"4", "5", "6", "7", "8", "9=11+12+13 =14+15+16+17 =18+22", "10",
		"11", "12", "13", "14", "15", "16", "17", "18 = 19+20+21", "19",
		"20", "21", "22 = 23+24+25", "23", "24", "25", "26" };
	struct regime_file r = load("sql/seed/form/XLD01.xml");
	const struct form *f = &r.forms[0];

	(void)state;
	assert_string_equal(f->version, "2021");
	assert_string_equal(f->valid_to, r.forms[1].valid_from);
	assert_int_equal(f->head_rows, 3);
	same_head(f, xld_2021, COUNT(xld_2021));
	same_numbers(f, numbers, COUNT(numbers));
	assert_int_equal(f->rows_kind, ROWS_UNITS);
	assert_int_equal(f->synth, SYNTH_LIST);
	assert_int_equal(f->ncell, 27);
	assert_int_equal(computed(f), 3);
	assert_non_null(at(f, NULL, "1")->computed);
	assert_non_null(at(f, NULL, "18")->computed);
	assert_non_null(at(f, NULL, "22")->computed);
	const struct cell *chain = at(f, NULL, "9");
	assert_null(chain->computed);
	assert_int_equal(chain->ncheck, 1);
	assert_int_equal(chain->checks[0]->nside, 3);
	assert_int_equal(chain->checks[0]->target, form_col(f, "9"));
	assert_true(chain->required);
	assert_string_equal(f->cols[form_col(f, "14")].path,
	    "Phân loại đơn theo tình trạng giải quyết / Đã giải quyết / "
	    "Lần đầu");
	assert_string_equal(form_cell_name(mem, f, 9), "9");
	assert_int_equal(at(f, NULL, "MS")->type, CELL_NONE);
}

static void
xld01_of_2024(void **state)
{
	static const char *const numbers[] = { "MS", "1=2+3=4+5", "2", "3", "4",
		"5", "6=8+9+10=11+12+13=14+18", "7", "8", "9", "10", "11", "12",
		"13", "14=15+16+17", "15", "16", "17", "18=19+20+21", "19",
		"20", "21", "22" };
	struct regime_file r = load("sql/seed/form/XLD01.xml");
	const struct form *f = &r.forms[1];

	(void)state;
	assert_int_equal(r.nform, 2);
	assert_string_equal(r.code, "XLD01");
	assert_string_equal(r.text.frequency, "quarter");
	assert_int_equal(r.nlevel, 4);
	assert_string_equal(r.levels[3].level, "commune");
	assert_string_equal(r.levels[3].due, "day 18");
	assert_string_equal(f->version, "2024");
	assert_string_equal(f->valid_to, "9999-12-31");
	same_head(f, xld_2024, COUNT(xld_2024));
	same_numbers(f, numbers, COUNT(numbers));
	assert_int_equal(computed(f), 2);
	assert_int_equal(at(f, NULL, "1")->checks[0]->nside, 2);
	assert_int_equal(at(f, NULL, "6")->checks[0]->nside, 3);
}

/* What both versions count is one item. */
static void
versions_share_items(void **state)
{
	struct regime_file r = load("sql/seed/form/XLD01.xml");
	const struct form *a = &r.forms[0], *b = &r.forms[1];

	(void)state;
	assert_string_equal(at(a, NULL, "9")->item, at(b, NULL, "6")->item);
	assert_string_equal(at(a, NULL, "26")->item, at(b, NULL, "22")->item);
	assert_string_equal(at(a, NULL, "10")->measure, "vụ việc");
	size_t shared = 0;
	for (size_t i = 1; i < a->ncell; i++)
		for (size_t k = 1; k < b->ncell; k++)
			shared +=
			    strcmp(a->cells[i].item, b->cells[k].item) == 0;
	assert_int_equal(shared, 18);
}

static void
ict_adds_up_rows(void **state)
{
	static const char *const rules[] = { "4", "6", "9", "11" };
	struct regime_file r = load("sql/seed/form/ICT.xml");
	const struct form *f = &r.forms[0];
	size_t groups = 0;

	(void)state;
	assert_string_equal(r.line, "ict");
	assert_string_equal(r.text.frequency, "month");
	assert_int_equal(f->nrow, 35);
	for (size_t i = 0; i < f->nrow; i++)
		groups += f->rows[i].group;
	assert_int_equal(groups, 5);
	assert_int_equal(f->ncol - f->nlabel, 2);
	assert_int_equal(computed(f), COUNT(rules));
	for (size_t i = 0; i < COUNT(rules); i++) {
		const struct cell *x = at(f, rules[i], "1");
		assert_true(x->computed != NULL && x->by_row);
		assert_int_equal(x->computed->target, x->row);
	}
	const struct cell *part = at(f, "2.1", "1");
	assert_int_equal(part->ncheck, 1);
	assert_non_null(part->checks[0]->check);
	assert_true(part->check_by_row[0] && !part->check_warn[0]);
	assert_int_equal(at(f, "9.1", "1")->ncheck, 1);
	assert_int_equal(at(f, "14.1", "1")->ncheck, 1);
	assert_int_equal(at(f, "4", "2")->type, CELL_TEXT);
	assert_null(at(f, "4", "2")->computed);
	assert_int_equal(at(f, "I", "1")->type, CELL_NONE);
	assert_string_equal(at(f, "6.4", "1")->item, "ICT.6.4.TH");
	assert_false(at(f, "8", "1")->sums);
	assert_true(at(f, "10", "1")->sums);
	assert_true(at(f, "1", "1")->required && !at(f, "1", "2")->required);
	assert_int_equal(f->rows[form_row(f, "2.1")].depth, 1);
	assert_string_equal(form_cell_name(mem, f,
				(size_t)(at(f, "2.1", "1") - f->cells)),
	    "row 2.1, column 1");
}

static void
ktxh_compares_and_never_sums_percentages(void **state)
{
	struct regime_file r = load("sql/seed/form/KTXH.xml");
	const struct form *f = &r.forms[0];

	(void)state;
	assert_int_equal(f->nrow, 35);
	assert_int_equal(f->ncol, 12);
	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].type == CELL_PERCENT)
			assert_false(f->cells[i].sums);
	/* the row's own rule where figures are typed, the column's elsewhere */
	assert_true(at(f, "3", "3")->by_row && at(f, "3", "1")->by_row);
	assert_true(at(f, "3", "2")->computed && !at(f, "3", "2")->by_row);
	assert_true(at(f, "3", "4")->computed && !at(f, "3", "4")->by_row);
	assert_true(at(f, "3", "5")->computed && !at(f, "3", "5")->by_row);
	assert_null(at(f, "3.1", "3")->computed);
	/* a rate: its year to date is typed, and it is not compared */
	assert_null(at(f, "2", "4")->computed);
	assert_int_equal(at(f, "2", "4")->type, CELL_PERCENT);
	assert_int_equal(at(f, "2", "5")->type, CELL_NONE);
	assert_int_equal(at(f, "4", "1")->type, CELL_NONE);
	/* known by the quarter only */
	assert_false(at(f, "1.2", "3")->required);
	assert_false(at(f, "9", "3")->required);
	assert_true(at(f, "10", "3")->required);
	/* sign and precision */
	assert_null(at(f, "2", "3")->min);
	assert_int_equal(dec_sign(at(f, "5", "3")->min), 0);
	assert_int_equal(at(f, "5", "3")->decimals, 2);
	assert_int_equal(at(f, "14", "3")->type, CELL_INTEGER);
	assert_string_equal(at(f, "13", "3")->item, "KTXH.13.TH");
	assert_null(at(f, "13", "5")->item);
	assert_string_equal(f->cols[form_col(f, "2")].printed, "2");
}

/* A cell comes after all cells that it is computed from. */
static void
order_is_one_to_compute_in(void **state)
{
	struct regime_file r = load("sql/seed/form/KTXH.xml");
	const struct form *f = &r.forms[0];
	size_t *when = arena_alloc(mem, f->ncell * sizeof *when);

	(void)state;
	for (size_t i = 0; i < f->norder; i++)
		when[f->order[i]] = i + 1;
	for (const char *const *row =
		 (const char *const[]){ "3", "7", "13", NULL };
	     *row != NULL; row++) {
		size_t own = when[at(f, *row, "3") - f->cells];
		size_t ytd = when[at(f, *row, "4") - f->cells];
		assert_true(0 < own && own < ytd);
		assert_true(own < when[at(f, *row, "5") - f->cells]);
		assert_true(ytd < when[at(f, *row, "8") - f->cells]);
	}
}

static void
bench_form_is_entered(void **state)
{
	struct regime_file r = load("tests/bench/BENCH300.xml");
	const struct form *f = &r.forms[0];
	size_t n = 0;

	(void)state;
	assert_int_equal(f->synth, SYNTH_CELLS);
	for (size_t i = 0; i < f->ncell; i++)
		n += f->cells[i].item != NULL && f->cells[i].sums;
	assert_int_equal(n, 300);
	assert_int_equal(computed(f), 0);
}

/* What is kept reads back as the same form, and to the same text. */
static void
kept_text_is_the_form(void **state)
{
	static const char *const files[] = { "sql/seed/form/XLD01.xml",
		"sql/seed/form/ICT.xml", "sql/seed/form/KTXH.xml" };

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct regime_file r = load(files[i]);
		for (size_t k = 0; k < r.nform; k++) {
			struct findings f = { .mem = mem };
			struct form again;
			assert_true(form_read(mem, r.xml[k], strlen(r.xml[k]),
			    &f, &again));
			assert_int_equal(f.n, 0);
			assert_int_equal(again.ncell, r.forms[k].ncell);
			assert_int_equal(again.norder, r.forms[k].norder);
			assert_int_equal(again.nhead, r.forms[k].nhead);
			assert_null(strstr(r.xml[k], " from="));
			assert_null(strchr(r.xml[k], '\n'));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(xld01_of_2021),
		cmocka_unit_test(xld01_of_2024),
		cmocka_unit_test(versions_share_items),
		cmocka_unit_test(ict_adds_up_rows),
		cmocka_unit_test(ktxh_compares_and_never_sums_percentages),
		cmocka_unit_test(order_is_one_to_compute_in),
		cmocka_unit_test(bench_form_is_entered),
		cmocka_unit_test(kept_text_is_the_form),
	};
	mem = arena_new();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
