/* test_multipart.c - forms with a file: what is read, what is refused */
#include <setjmp.h>
#include <string.h>
#include "io/multipart.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

#define TYPE "multipart/form-data; boundary=XX"
#define PART(disposition, body) \
	"--XX\r\nContent-Disposition: form-data; " disposition "\r\n\r\n" body \
	"\r\n"
#define FILE_PART(name, body) PART("name=\"file\"; filename=\"" name "\"", body)
#define END "--XX--\r\n"

static struct arena *mem;
static const struct multipart_limits limits = { .file = "file",
	.file_max = 100,
	.text_max = 60 };

static enum rc
parse_len(const char *type, const char *body, size_t n, size_t piece,
    struct params *params, struct upload *file)
{
	struct multipart *m;

	*params = (struct params){ .n = 0 };
	TRY(multipart_open(mem, type, &limits, params, &m));
	for (size_t at = 0; at < n; at += piece)
		TRY(multipart_feed(m, body + at,
		    n - at < piece ? n - at : piece));
	return multipart_end(m, file);
}

/* Every cut must mean the same. */
static enum rc
parse(const char *type, const char *body, struct params *params,
    struct upload *file)
{
	size_t n = strlen(body);
	enum rc rc = parse_len(type, body, n, n + 1, params, file);

	for (size_t piece = 1; piece < 90; piece += 1 + piece / 4) {
		struct params p;
		struct upload f;
		assert_int_equal(parse_len(type, body, n, piece, &p, &f), rc);
		if (rc != OK)
			continue;
		assert_int_equal(p.n, params->n);
		assert_int_equal(f.len, file->len);
		assert_memory_equal(f.bytes, file->bytes, f.len);
	}
	return rc;
}

static void
reads_fields_and_a_file(void **state)
{
	struct params params;
	struct upload file;

	(void)state;
	assert_int_equal(parse(TYPE,
			     PART("name=\"csrf\"", "abc") PART("name=\"text\"",
				 "một\r\nhai") PART("name=empty",
				 "") "--XX\r\ncontent-type: x/y\r\n"
				     "Content-Disposition: form-data; "
				     "name=\"file\"; filename=\"a.xlsx\""
				     "\r\n\r\n1\r\n--X\r\n-\r\n\r\n" END,
			     &params, &file),
	    OK);
	assert_int_equal(params.n, 3);
	assert_string_equal(params_get(&params, "csrf"), "abc");
	assert_string_equal(params_get(&params, "text"), "một\nhai");
	assert_string_equal(params_get(&params, "empty"), "");
	assert_string_equal(file.name, "a.xlsx");
	assert_string_equal(file.type, "x/y");
	assert_int_equal(file.len, 11);
	assert_memory_equal(file.bytes, "1\r\n--X\r\n-\r\n", 11);
}

static void
any_byte_may_be_in_a_file(void **state)
{
	static const char body[] = FILE_PART("a", "\0\xff\r\r\n--XY\n") END;
	struct params params;
	struct upload file;

	(void)state;
	assert_int_equal(parse_len(TYPE, body, sizeof body - 1, 3, &params,
			     &file),
	    OK);
	assert_int_equal(file.len, 10);
	assert_memory_equal(file.bytes, "\0\xff\r\r\n--XY\n", 10);
}

static void
names_of_files(void **state)
{
	static const char *const cases[][2] = {
		{ "Biểu số 1.xlsx", "Biểu số 1.xlsx" },
		{ "Bie\xcc\x82u.xlsx", "Biêu.xlsx" }, /* as a Mac sends it */
		{ "", "" },
		{ "C:\\Users\\a\\b.xlsx", "b.xlsx" },
		{ "../../etc/passwd", "passwd" },
		{ "a%22b.xlsx", "a\"b.xlsx" },
		{ "a\\\"b.xlsx", "a\"b.xlsx" },
		{ "a;b=c.xlsx", "a;b=c.xlsx" },
		{ "a%0D%0Ab", "a  b" },
		{ "100%.xlsx", "100%.xlsx" },
		{ "trail\\", "" },
	};
	struct params params;
	struct upload file;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *body = str_fmt(mem,
		    "--XX\r\nContent-Disposition: form-data; name=\"file\"; "
		    "filename=\"%s\"\r\n\r\nx\r\n" END,
		    cases[i][0]);
		assert_int_equal(parse(TYPE, body, &params, &file), OK);
		assert_string_equal(file.name, cases[i][1]);
	}
	char *longer = arena_alloc(mem, 301);
	memset(longer, 'x', 300);
	longer[0] = 'y';
	longer[299] = 'z';
	const char *body = str_fmt(mem,
	    "--XX\r\nContent-Disposition: form-data; name=\"file\"; "
	    "filename=\"%s\"\r\n\r\nx\r\n" END,
	    longer);
	assert_int_equal(parse(TYPE, body, &params, &file), OK);
	assert_int_equal(strlen(file.name), UPLOAD_NAME_MAX);
	assert_int_equal(file.name[UPLOAD_NAME_MAX - 1], 'z');
}

static void
types(void **state)
{
	static const char *const good[] = { TYPE,
		"Multipart/Form-Data; BOUNDARY=XX",
		"multipart/form-data;boundary=\"XX\"",
		"multipart/form-data; charset=utf-8; boundary=XX" };
	static const char *const wrong[] = { "multipart/form-data",
		"multipart/form-data; boundary=", "multipart/form-data; x=XX",
		"multipart/form-data; boundary=\"XX",
		"multipart/form-data; boundary=XX; boundary=XX",
		"multipart/form-data; boundary=X\xc3\xa1X",
		"multipart/form-data; boundary=XX;",
		"multipart/form-data; boundary="
		"1234567890123456789012345678901234567890123456789012345678901"
		"23456789012" };
	struct params params;
	struct upload file;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(multipart_is(good[i]));
		assert_int_equal(parse(good[i], PART("name=a", "1") END,
				     &params, &file),
		    OK);
	}
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_int_equal(parse(wrong[i], PART("name=a", "1") END,
				     &params, &file),
		    E_MALFORMED);
	assert_false(multipart_is("multipart/form-datax; boundary=XX"));
	assert_false(multipart_is("application/x-www-form-urlencoded"));
}

static void
what_is_refused(void **state)
{
	static const struct {
		const char *body;
		enum rc rc;
	} cases[] = {
		{ "", E_MALFORMED },
		{ "--XX", E_MALFORMED },
		{ "--XX--", OK }, /* no fields at all */
		{ "--XX--\r\n", OK },
		{ "--XX--\r", E_MALFORMED },
		{ "--XX--\r\n\r\n", E_MALFORMED },
		{ "--XX--more", E_MALFORMED },
		{ "\r\n--XX--", E_MALFORMED },
		{ "hello\r\n--XX--", E_MALFORMED },
		{ PART("name=a", "1"), E_MALFORMED },
		{ PART("name=a", "1") "--X", E_MALFORMED },
		{ PART("name=a", "1") "--XXX", E_MALFORMED },
		{ PART("name=a", "1") "--XX\r\n", E_MALFORMED },
		{ PART("name=a", "1") PART("name=a", "2") END, E_MALFORMED },
		{ PART("name=", "1") END, E_MALFORMED },
		{ PART("name=\"\"", "1") END, E_MALFORMED },
		{ PART("names=a", "1") END, E_MALFORMED },
		{ PART("name=a; name=b", "1") END, E_MALFORMED },
		{ PART("name=\"a", "1") END, E_MALFORMED },
		{ PART("name=a; filename*=utf-8''x", "1") END, E_MALFORMED },
		{ PART("name=a", "\xff") END, E_MALFORMED },
		{ PART("name=a", "\x1b") END, E_MALFORMED },
		{ PART("name=\"\xff\"", "1") END, E_MALFORMED },
		{ FILE_PART("\xff", "1") END, E_MALFORMED },
		{ FILE_PART("a\x1b", "1") END, E_MALFORMED },
		{ FILE_PART("a", "1") FILE_PART("b", "2") END, E_MALFORMED },
		{ PART("name=other; filename=a", "1") END, E_MALFORMED },
		{ PART("name=file; filename=a; filename=b", "1") END,
		    E_MALFORMED },
		{ "--XX\r\nContent-Disposition: attachment; "
		  "name=a\r\n\r\n1\r\n" END,
		    E_MALFORMED },
		{ "--XX\r\nContent-Type: a/b\r\n\r\n1\r\n" END, E_MALFORMED },
		{ "--XX\r\n\r\n1\r\n" END, E_MALFORMED },
		{ "--XX\r\nContent-Disposition: form-data; name=a\r\n"
		  "Content-Disposition: form-data; name=b\r\n\r\n1\r\n" END,
		    E_MALFORMED },
		{ "--XX\r\nContent-Disposition: form-data; name=a\r\n"
		  "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n" END,
		    E_MALFORMED },
		{ "--XX\nContent-Disposition: form-data; name=a\n\n1\n" END,
		    E_MALFORMED },
		{ PART("name=a",
		      "1234567890123456789012345678901234567890123456789012345"
		      "678901") END,
		    E_LIMIT },
		{ PART("name=a", "1234567890123456789012345678901234567890")
			PART("name=b", "123456789012345678901") END,
		    E_LIMIT },
	};
	struct params params;
	struct upload file;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum rc rc = parse(TYPE, cases[i].body, &params, &file);
		if (rc != cases[i].rc)
			print_error("case %zu: %s\n", i, cases[i].body);
		assert_int_equal(rc, cases[i].rc);
	}
}

static void
limits_hold(void **state)
{
	struct params params;
	struct upload file;
	char *content = arena_alloc(mem, 6001);
	struct multipart *m;

	(void)state;
	memset(content, 'x', 100);
	const char *body = str_fmt(mem, FILE_PART("a", "%s") END, content);
	assert_int_equal(parse(TYPE, body, &params, &file), OK);
	assert_int_equal(file.len, 100);
	content[100] = 'x';
	body = str_fmt(mem, FILE_PART("a", "%s") END, content);
	assert_int_equal(parse(TYPE, body, &params, &file), E_LIMIT);
	params = (struct params){ .n = 0 };
	assert_int_equal(multipart_open(mem, TYPE, &limits, &params, &m), OK);
	assert_int_equal(multipart_feed(m, body, strlen(body)), E_LIMIT);
	assert_true(multipart_file_too_large(m));
	memset(content, 'x', 6000);
	body = str_fmt(mem, "--XX\r\nContent-Type: %s\r\n", content);
	assert_int_equal(parse(TYPE, body, &params, &file), E_MALFORMED);
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
		T(reads_fields_and_a_file),
		T(any_byte_may_be_in_a_file),
		T(names_of_files),
		T(types),
		T(what_is_refused),
		T(limits_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
