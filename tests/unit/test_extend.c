/* test_extend.c - rows of a unit's own below a common form */
#include <setjmp.h>
#include <string.h>
#include "core/extend.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static const char base_xml[] =
    "<form version='1' number='K' extend='yes'>"
    "<title lang='vi'>Khung</title><title lang='en'>Framework</title>"
    "<columns><label code='A' role='stt'>STT</label>"
    "<label code='B' role='label'>Chỉ tiêu</label>"
    "<column code='1' type='row' item='TH'>Số liệu</column></columns>"
    "<rows kind='fixed'><group code='I'>PHẦN CHUNG</group>"
    "<row code='1' type='integer' item='K.1' formula='1=1.1+1.2'>Tổng</row>"
    "<row code='1.1' type='integer' item='K.1.1'>Một</row>"
    "<row code='1.2' type='integer' item='K.1.2'>Hai</row></rows></form>";

static struct form
read(const char *xml)
{
	struct findings f = { .mem = mem };
	struct form form;

	if (!form_read(mem, xml, strlen(xml), &f, &form))
		fail_msg("%s: %s", f.at[0].where, f.at[0].text);
	return form;
}

static bool
extend(const char *xml, const struct own_row *rows, size_t n,
    struct findings *f, const char **ret)
{
	struct own_rows own = { (struct own_row *)rows, n };

	*f = (struct findings){ .mem = mem };
	return extend_form(mem, xml, "1-1", "K.U7", &own, f, ret);
}

static const struct own_row two[] = {
	{ "Số lớp tập huấn", "lớp", CELL_INTEGER, 0 },
	{ "Kinh phí", "triệu đồng", CELL_DECIMAL, 2 },
};

static void
keeps_what_is_common(void **state)
{
	struct form base = read(base_xml), form;
	struct own_rows back;
	struct findings f;
	const char *xml;

	(void)state;
	assert_true(extend(base_xml, two, COUNT(two), &f, &xml));
	form = read(xml);
	assert_true(extend_keeps(&base, &form));
	assert_int_equal(form.nrow, base.nrow + 3);
	assert_string_equal(form.version, "1-1");
	for (size_t i = 0; i < base.ncell; i++)
		if (base.cells[i].item != NULL)
			assert_string_equal(form.cells[i].item,
			    base.cells[i].item);
	extend_rows(mem, &base, &form, &back);
	assert_int_equal(back.n, 2);
	assert_string_equal(back.at[1].label, "Kinh phí");
	assert_string_equal(back.at[1].measure, "triệu đồng");
	assert_int_equal(back.at[1].type, CELL_DECIMAL);
	assert_int_equal(back.at[1].decimals, 2);
}

/* The same words in another place, or in another form, are the same item. */
static void
one_item_for_one_meaning(void **state)
{
	const struct own_row other[] = { two[1],
		{ "số  lớp tập huấn", "LỚP", CELL_INTEGER, 0 } };
	const struct own_row measure[] = { { "Kinh phí", "tỷ đồng",
	    CELL_DECIMAL, 2 } };
	struct form a, b, c;
	struct findings f;
	const char *xml;

	(void)state;
	assert_true(extend(base_xml, two, 2, &f, &xml));
	a = read(xml);
	assert_true(extend(base_xml, other, 2, &f, &xml));
	b = read(xml);
	assert_true(extend(base_xml, measure, 1, &f, &xml));
	c = read(xml);
	assert_string_equal(a.rows[5].item, b.rows[6].item);
	assert_string_equal(a.rows[6].item, b.rows[5].item);
	assert_string_not_equal(a.rows[6].item, c.rows[5].item);
}

static void
refuses(void **state)
{
	const struct {
		const char *where;
		struct own_row row[2];
		size_t n;
	} bad[] = {
		{ "form", { two[0] }, 0 },
		{ "label0", { { " ", "lớp", CELL_INTEGER, 0 } }, 1 },
		{ "label1", { two[0], two[0] }, 2 },
		{ "type0", { { "Ngày", "", CELL_DATE, 0 } }, 1 },
		{ "type0", { { "Tỷ lệ", "%", CELL_PERCENT, 11 } }, 1 },
		{ "measure0",
		    { { "Dài", "một đơn vị tính dài hơn bốn mươi ký tự nhiều",
			CELL_INTEGER, 0 } },
		    1 },
	};
	struct findings f;
	const char *xml, *shut;
	char *at;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(extend(base_xml, bad[i].row, bad[i].n, &f, &xml));
		assert_string_equal(f.at[0].where, bad[i].where);
	}
	shut = str_dup(mem, base_xml);
	at = strstr((char *)shut, "extend='yes'");
	memcpy(at, "extend='no' ", 12);
	assert_false(extend(shut, two, 2, &f, &xml));
	assert_string_equal(f.at[0].where, "form");
}

/* What is not the common part any more is seen. */
static void
sees_a_change(void **state)
{
	struct form base = read(base_xml), form;
	struct findings f;
	const char *xml;
	char *at;

	(void)state;
	assert_true(extend(base_xml, two, 2, &f, &xml));
	at = strstr((char *)xml, "K.1.2");
	memcpy(at, "K.1.3", 5);
	form = read(xml);
	assert_false(extend_keeps(&base, &form));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_is_common),
		cmocka_unit_test(one_item_for_one_meaning),
		cmocka_unit_test(refuses),
		cmocka_unit_test(sees_a_change),
	};

	mem = arena_new();
	int status = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return status;
}
