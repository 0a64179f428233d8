/* test_json_read.c - JSON into a tree: what is read, and what is refused */
#include "io/json_read.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static struct arena *mem;

static int
begin(void **state)
{
	(void)state;
	mem = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static void
reads(void **state)
{
	const char *why;
	struct node *top;

	(void)state;
	assert_true(json_read(mem,
	    "{\"a\":[1,\"hai\",null,true],\"b\":{\"n\":\"-1.50\"},\"c\":-7}",
	    &top, &why));
	assert_int_equal(top->kind, NODE_OBJECT);
	const struct node *a = node_get(top, "a")->first;
	assert_int_equal(a->num, 1);
	assert_string_equal(a->next->text, "hai");
	assert_int_equal(a->next->next->kind, NODE_NULL);
	assert_int_equal(a->next->next->next->kind, NODE_BOOL);
	assert_null(a->next->next->next->next);
	assert_string_equal(node_text(node_get(top, "b"), "n"), "-1.50");
	assert_int_equal(node_long(top, "c"), -7);
	assert_null(node_get(top, "d"));
	assert_null(node_text(node_get(top, "d"), "e"));
	assert_int_equal(node_long(NULL, "e"), 0);
}

static void
refuses(void **state)
{
	static const char *const bad[] = { "", "{", "{\"a\":1,\"a\":2}",
		"[1.5]", "[1e3]", "[99999999999999999999]", "\"x\"",
		"[\"\xff\"]", "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
		"[1] 2" };
	const char *why;
	struct node *top;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		why = NULL;
		assert_false(json_read(mem, bad[i], &top, &why));
		assert_non_null(why);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads),
		cmocka_unit_test(refuses),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
