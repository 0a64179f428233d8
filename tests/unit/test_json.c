/* test_json.c - writing JSON, and maps of text */
#include <setjmp.h>
#include <string.h>
#include "base/map.h"
#include "io/json.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static void
writes(void **state)
{
	struct buf b = { .mem = mem, .max = 1000 };
	struct json j = { .out = &b };

	(void)state;
	json_object(&j, NULL);
	json_text(&j, "a\"b", "x\\\n\x7fò");
	json_text(&j, "none", NULL);
	json_array(&j, "list");
	json_long(&j, NULL, -7);
	json_array(&j, NULL);
	json_end(&j);
	json_bool(&j, NULL, true);
	json_end(&j);
	json_num(&j, "n", "12.50");
	json_num(&j, "m", NULL);
	json_end(&j);
	assert_string_equal(b.at,
	    "{\"a\\\"b\":\"x\\\\\\u000a\\u007fò\",\"none\":null,"
	    "\"list\":[-7,[],true],\"n\":12.50,\"m\":null}");
	assert_int_equal(j.depth, 0);
}

static void
maps(void **state)
{
	struct map m = { .mem = mem };

	(void)state;
	assert_int_equal(map_get(&m, "a"), MAP_NONE);
	for (long i = 0; i < 5000; i++)
		assert_int_equal(map_put(&m, str_fmt(mem, "%ld", i), i),
		    MAP_NONE);
	for (long i = 0; i < 5000; i++)
		assert_int_equal(map_get(&m, str_fmt(mem, "%ld", i)), i);
	assert_int_equal(map_get(&m, "5000"), MAP_NONE);
	assert_int_equal(map_put(&m, "7", 70), 7);
	assert_int_equal(map_get(&m, "7"), 70);
	assert_int_equal(m.n, 5000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes),
		cmocka_unit_test(maps),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
