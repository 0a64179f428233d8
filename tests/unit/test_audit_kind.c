/* test_audit_kind.c - the table of acts, and that readers have words for it */
#include <stdio.h>
#include <setjmp.h>
#include <string.h>
#include "core/audit_kind.h"
#include "core/design.h"
#include "view/audit_view.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static void
each_is_there_once(void **state)
{
	(void)state;
	assert_true(audit_nkind > 80);
	for (size_t i = 0; i < audit_nkind; i++) {
		const struct audit_kind *k = &audit_kinds[i];
		for (size_t j = 0; j < i; j++)
			assert_false(str_eq(k->object, audit_kinds[j].object) &&
				     str_eq(k->act, audit_kinds[j].act));
		assert_ptr_equal(audit_kind(k->object, k->act), k);
	}
}

/* A code that has no word is shown as it is; the linker may keep the word
 * "read" and the code "read" in one place, so a copy is asked for. */
static bool
object_has_word(const char *object)
{
	char copy[64];

	snprintf(copy, sizeof copy, "%s", object);
	return *object == '*' || audit_object_show(copy) != copy;
}

static bool
act_has_word(const char *object, const char *act)
{
	char copy[64];

	snprintf(copy, sizeof copy, "%s", act);
	return *act == '*' || audit_act_show(object, copy) != copy;
}

static void
each_has_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < audit_nkind; i++) {
		const struct audit_kind *k = &audit_kinds[i];
		if (!act_has_word(k->object, k->act))
			fail_msg("no word for the act \"%s\"", k->act);
		if (!object_has_word(k->object))
			fail_msg("no word for \"%s\"", k->object);
	}
}

/* What can be done to a draft: the designer's operations, and the rest. */
static void
drafts_have_words(void **state)
{
	static const char *const more[] = { "blank", "copy-of", "import",
		"undo", "redo", "restore", "attach", "drop" };

	(void)state;
	for (size_t i = 0; i < design_nop; i++)
		if (!act_has_word("form_draft", design_ops[i].name))
			fail_msg("no word for \"%s\"", design_ops[i].name);
	for (size_t i = 0; i < COUNT(more); i++)
		if (!act_has_word("form_draft", more[i]))
			fail_msg("no word for \"%s\"", more[i]);
}

static void
one_code_two_words(void **state)
{
	(void)state;
	assert_string_equal(audit_act_show("report", "extend"),
	    "gave more time");
	assert_string_equal(audit_act_show("regime", "extend"),
	    "added rows of their own to a form");
	assert_string_equal(audit_act_show("audit", "blank"), "blanked a text");
	assert_string_equal(audit_act_show("form_draft", "blank"),
	    "began with an empty form");
}

static void
says_what_is_missing(void **state)
{
	static const struct {
		const char *object, *act, *was, *became;
		bool fits;
	} cases[] = {
		{ "item", "change", "{}", "{}", true },
		{ "item", "change", NULL, "{}", true },
		{ "item", "change", NULL, NULL, false },
		{ "item", "add", NULL, "{}", true },
		{ "item", "add", "{}", NULL, false },
		{ "item", "drop", "{}", NULL, true },
		{ "item", "drop", NULL, NULL, false },
		{ "item", "paint", NULL, "{}", false },
		{ "nothing", "change", "{}", "{}", false },
		{ "nothing", "read", NULL, NULL, true },
		{ "report", "export", NULL, NULL, true },
		{ "person", "signin", NULL, NULL, true },
		{ "person", "signin", NULL, "{}", false },
		{ "person", "password", NULL, NULL, true },
		{ "person", "password", "{}", "{}", false },
		{ "form_draft", "merge", "{}", "{}", true },
		{ "form_draft", "merge", NULL, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if ((audit_kind_wrong(cases[i].object, cases[i].act,
			 cases[i].was, cases[i].became) == NULL) !=
		    cases[i].fits)
			fail_msg("%s of %s, case %zu", cases[i].act,
			    cases[i].object, i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_there_once),
		cmocka_unit_test(each_has_words),
		cmocka_unit_test(drafts_have_words),
		cmocka_unit_test(one_code_two_words),
		cmocka_unit_test(says_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
