/* test_amount.c - texts of measures: by the owners' table, else by words */
#include <setjmp.h>
#include "base/utf8.h"
#include "core/amount.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static struct measure rows[] = {
	{ "dong", "đồng", "", "vnd", "1", NULL },
	{ "trieu", "triệu đồng", "", "vnd", "1000000", NULL },
	{ "don", "đơn", "", "petition", "1", NULL },
	{ "vu", "vụ", "", "case", "1", NULL },
	{ "vu-viec", "vụ việc", "", "case", "1", NULL },
	{ "phut", "phút", "", "minute", "1", NULL },
	{ "gio", "giờ", "", "minute", "60", NULL },
	{ "percent", "%", "", "ratio", "0.01", NULL },
	{ "lan", "lần", "", "ratio", "1", NULL },
	{ "chuc", "chục con", "", "animal", "10", NULL },
	{ "con", "con", "", "animal", "1", NULL },
	/* An owner knows better than the words say. */
	{ "nghin-to", "nghìn tờ", "", "ream", "2", NULL },
	{ "moi", "nghìn lá", "", "", "1", NULL },
	/* The code of a dimension is no word. */
	{ "case", "case", "", "box", "1", NULL },
};
static const struct measures table = { rows, COUNT(rows) };

static int
setup(void **state)
{
	(void)state;
	mem = arena_new();
	for (size_t i = 0; i < COUNT(rows); i++)
		rows[i].key = utf8_key(mem, rows[i].name, true);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* "=", the factor that is between them, or "-": different things. */
static const char *
between(struct amounts *as, const char *a, const char *b)
{
	struct amount x = amount_read(as, a), y = amount_read(as, b);

	if (!x.known || !y.known)
		return "?";
	if (!amount_fits(&x, &y))
		return "-";
	return amount_same(&x, &y) ?
		   "=" :
		   dec_exact(mem, dec_div(mem, x.scale, y.scale));
}

static void
table_first_then_words(void **state)
{
	static const struct {
		const char *a, *b, *by_table, *by_words;
	} t[] = {
		{ "triệu đồng", "đồng", "1000000", "1000000" },
		{ "trăm tỷ đồng", "triệu đồng", "100000", "100000" },
		{ "VNĐ", "đồng", "=", "=" },
		{ "Trđ", "Triệu đồng", "=", "=" },
		{ "vụ", "vụ việc", "=", "-" },
		{ "nghìn vụ", "vụ việc", "1000", "-" },
		{ "đơn", "vụ", "-", "-" },
		{ "giờ", "phút", "60", "-" },
		{ "chục con", "con", "10", "-" },
		{ "nghìn tờ", "tờ", "-", "1000" },
		{ "nghìn lá", "lá", "1000", "1000" },
		{ "%", "lần", "0.01", "0.01" },
		{ "‰", "%", "0.1", "0.1" },
		{ "case", "vụ", "-", "-" },
		{ "người", "Người", "=", "=" },
		{ "người", "đồng", "-", "-" },
		{ "", "đồng", "?", "?" },
		{ " ", "đồng", "?", "?" },
		{ NULL, "đồng", "?", "?" },
	};
	struct amounts *as = amounts_new(mem, &table);
	struct amounts *words = amounts_new(mem, NULL);

	(void)state;
	for (int again = 0; again < 2; again++) /* what was read is kept */
		for (size_t i = 0; i < COUNT(t); i++) {
			assert_string_equal(between(as, t[i].a, t[i].b),
			    t[i].by_table);
			assert_string_equal(between(words, t[i].a, t[i].b),
			    t[i].by_words);
		}
}

/* a times or over b, then times or over a constant. */
static const char *
worked(struct amounts *as, const char *a, const char *b, const char *k,
    bool divided)
{
	struct amount x = amount_read(as, a), y = amount_read(as, b);

	if (y.known)
		x = amount_times(as, x, &y, true);
	x.text = NULL;
	x = amount_scaled(as, x, k, divided);
	return amount_words(mem, &x);
}

static void
constants_bring_to_another_scale(void **state)
{
	static const struct {
		const char *a, *b, *k;
		bool divided;
		const char *is;
	} t[] = {
		{ "triệu đồng", "", "1000000", false, "đồng" },
		{ "đồng", "", "1000000", true, "10^6 đồng" },
		{ "giờ", "", "60", false, "phút" },
		{ "phút", "", "60", true, "60 phút" },
		{ "phút", "", "59", true, "phút" },
		/* 60 is between hours and minutes, of nothing else. */
		{ "đồng", "", "60", true, "đồng" },
		{ "đồng", "người", "1", false, "đồng / người" },
		{ "vụ", "vụ việc", "100", false, "10^-2" },
		{ "vụ", "vụ việc", "1", false, "a plain number" },
		{ "chục con", "người", "10", false, "con / người" },
		{ "đồng", "", "0", false, "đồng" },
	};
	struct amounts *as = amounts_new(mem, &table);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(worked(as, t[i].a, t[i].b, t[i].k,
					t[i].divided),
		    t[i].is);
}

static void
many_texts_and_scales(void **state)
{
	struct amounts *as = amounts_new(mem, &table);
	struct buf b = { .mem = mem, .max = 1000 };

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_true(amount_read(as, str_fmt(mem, "thứ %d", i)).known);
	assert_string_equal(between(as, "thứ 7", "thứ 7"), "=");
	assert_string_equal(between(as, "thứ 7", "thứ 70"), "-");
	for (int i = 0; i < 6; i++)
		buf_str(&b, "tỷ ");
	assert_true(amount_read(as, str_fmt(mem, "%sđồng", b.at)).known);
	buf_str(&b, "tỷ đồng");
	assert_false(amount_read(as, b.at).known);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_first_then_words),
		cmocka_unit_test(constants_bring_to_another_scale),
		cmocka_unit_test(many_texts_and_scales),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
