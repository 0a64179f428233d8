/* test_utf8.c - text made comparable */
#include <setjmp.h>
#include <string.h>
#include "base/utf8.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static void
normalises(void **state)
{
	static const struct {
		const char *in, *out;
	} t[] = {
		{ "", "" }, { "plain\ttext\r\n", "plain\ttext\r\n" },
		{ "Hòa Bình", "Hòa Bình" },
		{ "Ho\xcc\x80"
		  "a",
		    "Hòa" },
		/* Both orders of marks, and half composed, are one. */
		{ "e\xcc\x82\xcc\x81", "ế" }, { "\xc3\xaa\xcc\x81", "ế" },
		{ "a\xcc\xa3\xcc\x82", "ậ" }, { "a\xcc\x82\xcc\xa3", "ậ" },
		{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" }, { "\x01", NULL },
		{ "\x1b[31m", NULL }, { "\x7f", NULL },
		{ "\xc2\x85", NULL },                   /* C1 */
		{ "\xef\xb7\x90", NULL },               /* U+FDD0 */
		{ "\xef\xbf\xbf", NULL },               /* U+FFFF */
		{ "\xf0\x9f\xbf\xbe", NULL },           /* U+1FFFE */
		{ "\xff", NULL }, { "\xc0\xaf", NULL }, /* overlong */
		{ "\xed\xa0\x80", NULL },               /* surrogate */
		{ "\xf4\x90\x80\x80", NULL },           /* past U+10FFFF */
		{ "\xe1\xba", NULL },                   /* cut off */
		{ "Vi\xd6\xc7t", NULL },                /* TCVN3 */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *s = utf8_nfc(mem, t[i].in);
		if (t[i].out == NULL) {
			assert_null(s);
			assert_null(utf8_key(mem, t[i].in, true));
		} else {
			assert_non_null(s);
			assert_string_equal(s, t[i].out);
		}
	}
	assert_null(utf8_nfc(mem, NULL));
	assert_null(utf8_key(mem, NULL, false));
}

/* Time that grows by the square of the marks must not be for sale. */
static void
refuses_heaps_of_marks(void **state)
{
	char s[2 * 40 + 2] = "a";

	(void)state;
	for (int i = 0; i < 30; i++)
		memcpy(s + 1 + 2 * i, i % 2 ? "\xcc\x81" : "\xcc\xa3", 2);
	assert_non_null(utf8_nfc(mem, s));
	strcat(s, "\xcc\x81");
	assert_null(utf8_nfc(mem, s));
	assert_null(utf8_key(mem, s, false));
}

static void
counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_len(""), 0);
	assert_int_equal(utf8_len("abc"), 3);
	assert_int_equal(utf8_len("Hòa"), 3);
	assert_int_equal(utf8_len("\xf0\x9f\x98\x80"), 1);
}

static void
sees_what_is_blank(void **state)
{
	static const char *const blank[] = { NULL, "", " ", " \t\r\n ",
		"\xc2\xa0", "\xe2\x80\x8b \xef\xbb\xbf", "\xe3\x80\x80" };
	static const char *const not [] = { ".", " a ", "\xc2\xa0Đ", "\xff" };

	(void)state;
	for (size_t i = 0; i < COUNT(blank); i++)
		assert_true(utf8_blank(blank[i]));
	for (size_t i = 0; i < COUNT(not ); i++)
		assert_false(utf8_blank(not [i]));
}

static void
keys_that_are_equal(void **state)
{
	static const struct {
		const char *a, *b;
		bool with_marks, without;
	} t[] = {
		{ "hòa", "hoà", true, true },
		{ "thúy", "thuý", true, true },
		{ "khỏe", "khoẻ", true, true },
		{ "Xã Hòa Thủy", "xã hoà thuỷ", true, true },
		{ "Ho\xcc\x80"
		  "a",
		    "HOÀ", true, true },
		{ "  Hà\302\240\tNội ", "hà nội", true, true },
		{ "ĐẮK LẮK", "đắk lắk", true, true },
		{ "Hà Nội", "ha noi", false, true },
		{ "Đồng Tháp", "dong thap", false, true },
		{ "Thuận Hóa", "Thuận Hoá", true, true },
		/* The tone stays in its own syllable. */
		{ "hòa mai", "hoa mài", false, true },
		{ "hòa-mai", "hoa-mài", false, true },
		{ "hòa", "hóa", false, true },
		{ "ma", "mạ", false, true },
		{ "mận", "mân", false, true },
		{ "tư", "tu", false, true },
		{ "Phường 1", "Phường 2", false, false },
		{ "Hà Nội", "HàNội", false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(str_eq(utf8_key(mem, t[i].a, true),
				     utf8_key(mem, t[i].b, true)),
		    t[i].with_marks);
		assert_int_equal(str_eq(utf8_key(mem, t[i].a, false),
				     utf8_key(mem, t[i].b, false)),
		    t[i].without);
	}
}

static void
keys_as_they_are(void **state)
{
	static const struct {
		const char *in, *marks, *plain;
	} t[] = {
		{ "", "", "" },
		{ " ", "", "" },
		{ "Cư M'gar", "cư m'gar", "cu m'gar" },
		{ "Thành phố Hồ Chí Minh", NULL, "thanh pho ho chi minh" },
		{ "Đăk Tô", "đăk tô", "dak to" },
		{ "Ấp 3  (cũ)", NULL, "ap 3 (cu)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *key = utf8_key(mem, t[i].in, true);
		if (t[i].marks != NULL)
			assert_string_equal(key, t[i].marks);
		assert_string_equal(utf8_key(mem, key, true), key);
		assert_string_equal(utf8_key(mem, t[i].in, false), t[i].plain);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normalises),
		cmocka_unit_test(refuses_heaps_of_marks),
		cmocka_unit_test(counts_code_points),
		cmocka_unit_test(sees_what_is_blank),
		cmocka_unit_test(keys_that_are_equal),
		cmocka_unit_test(keys_as_they_are),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
