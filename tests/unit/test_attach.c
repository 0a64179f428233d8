/* test_attach.c - files by their content, and names that are safe */
#include <setjmp.h>
#include <string.h>
#include "core/attach.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

/* Files of the fuzz corpus, and what they are. */
static void
kinds_by_content(void **state)
{
	static const struct {
		const char *file, *kind;
	} files[] = { { "docx", "docx" }, { "xlsx", "xlsx" }, { "pdf", "pdf" },
		{ "png", "png" }, { "jpeg", "jpeg" }, { "macro", NULL },
		{ "zip", NULL }, { "cut", NULL }, { "far", NULL },
		{ "long_name", NULL }, { "empty", NULL }, { "ref", NULL } };

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		size_t len;
		const char *at = data_file(mem,
		    str_fmt(mem, "tests/fuzz/corpus/attach/%s", files[i].file),
		    &len);
		const char *kind = attach_kind(at == NULL ? "" : at, len);
		if (!str_eq(kind, files[i].kind) ||
		    (kind == NULL) != (files[i].kind == NULL))
			fail_msg("%s: %s", files[i].file,
			    kind == NULL ? "-" : kind);
	}
}

static void
names_are_safe(void **state)
{
	static const struct {
		const char *given, *kind, *name;
	} names[] = {
		{ "a.pdf", "pdf", "a.pdf" },
		{ "A.PDF", "pdf", "A.PDF" },
		{ "ảnh.jpg", "jpeg", "ảnh.jpg" },
		{ "a.php", "png", "a.php.png" },
		{ "../../etc/passwd", "pdf", "passwd.pdf" },
		{ "C:\\x\\Quyết định.docx", "docx", "Quyết định.docx" },
		{ "a\"b\r\nc.pdf", "pdf", "a_b__c.pdf" },
		{ "...pdf", "pdf", "pdf.pdf" },
		{ "", "xlsx", "tep.xlsx" },
		{ NULL, "xlsx", "tep.xlsx" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(attach_name(mem, names[i].given,
					names[i].kind),
		    names[i].name);
	char *long_name = arena_alloc(mem, 1001);
	memset(long_name, 'x', 1000);
	assert_int_equal(strlen(attach_name(mem, long_name, "pdf")),
	    ATTACH_NAME - 6 + 4);
}

#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static void
references_are_strict(void **state)
{
	static const char *const bad[] = { "", "x", SHA, SHA " ", SHA " 12",
		SHA " 12 ", SHA " 0 a", SHA " 012 a", SHA " -1 a",
		SHA " 99999999999999 a", "A" SHA " 1 a", SHA "  1 a" };
	struct attach_ref ref;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (attach_ref(mem, bad[i], &ref))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_false(attach_ref(mem, NULL, &ref));
	assert_true(attach_ref(mem, SHA " 12345 a b.pdf", &ref));
	assert_string_equal(ref.sha, SHA);
	assert_int_equal(ref.size, 12345);
	assert_string_equal(ref.name, "a b.pdf");
	assert_string_equal(attach_show(mem, SHA " 12345 a.pdf", true),
	    "a.pdf (13 KB)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_by_content),
		cmocka_unit_test(names_are_safe),
		cmocka_unit_test(references_are_strict),
	};
	mem = arena_new();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
