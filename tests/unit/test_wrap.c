/* test_wrap.c - text into lines */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include "view/wrap.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static const struct pdf_font font = { PDF_REGULAR, 10 };
static struct line lines[WRAP_LINES];

static size_t
lines_of(const char *text, double width)
{
	return wrap(font, text, width, lines, WRAP_LINES);
}

static void
is_line(size_t i, const char *text)
{
	assert_int_equal(lines[i].n, strlen(text));
	assert_memory_equal(lines[i].s, text, lines[i].n);
}

static void
breaks_at_blanks(void **state)
{
	(void)state;
	assert_int_equal(lines_of("Đơn không thuộc thẩm quyền", 60), 3);
	is_line(0, "Đơn không");
	is_line(1, "thuộc thẩm");
	is_line(2, "quyền");
	assert_int_equal(lines_of("  hai   từ\t ", 500), 1);
	is_line(0, "hai   từ");
	assert_int_equal(lines_of("một\nhai", 500), 2);
	assert_int_equal(lines_of("", 500), 0);
	assert_int_equal(lines_of(" \n ", 500), 0);
	assert_int_equal(lines_of(NULL, 500), 0);
}

static void
breaks_long_words(void **state)
{
	(void)state;
	assert_true(lines_of("đồng/người/tháng", 60) >= 2);
	is_line(0, "đồng/người/");
	assert_string_equal(lines[0].end, "");
	assert_true(lines_of("nghiêng", 20) >= 2);
	assert_string_equal(lines[0].end, "-");
	assert_true(lines_of("nghiêng", 0.1) >= 2);
}

static void
says_that_more_was_left(void **state)
{
	(void)state;
	assert_int_equal(wrap(font, "một hai ba bốn", 20, lines, 2), 2);
	assert_string_equal(lines[1].end, "…");
}

static void
lines_are_no_wider(void **state)
{
	const char *s = "Số văn bản phúc đáp nhận được do chuyển đơn";

	(void)state;
	for (double width = 30; width < 250; width += 7) {
		size_t n = lines_of(s, width), m;
		for (size_t i = 0; i < n; i++)
			assert_true(lines[i].width <= width + 0.1);
		m = wrap_even(font, s, width, lines, WRAP_LINES);
		assert_int_equal(n, m);
		for (size_t i = 0; i < m; i++)
			assert_true(lines[i].width <= width + 0.1);
	}
}

static void
widths_add_up(void **state)
{
	double one = pdf_width(font, "1.234.567", 9);

	(void)state;
	pdf_forget();
	assert_true(pdf_width(font, "1.234.567", 9) == one);
	assert_true(one > 38 && one < 42); /* half an em each digit */
	assert_true(wrap_widest(font, "a/bb/c") == pdf_width(font, "bb/", 3));
	assert_true(pdf_width(font, "\xff\xfe", 2) >= 0); /* no UTF-8 */
}

static int
open_fonts(void **state)
{
	const char *src = getenv("srcdir");
	char file[4096] = "";

	(void)state;
	strncat(file, src == NULL ? "." : src, sizeof file - 40);
	strcat(file, "/apache/fonts.conf");
	return pdf_fonts(file) == OK ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(breaks_at_blanks),
		cmocka_unit_test(breaks_long_words),
		cmocka_unit_test(says_that_more_was_left),
		cmocka_unit_test(lines_are_no_wider),
		cmocka_unit_test(widths_add_up),
	};

	return cmocka_run_group_tests(tests, open_fonts, NULL);
}
