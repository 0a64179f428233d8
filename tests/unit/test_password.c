/* test_password.c - what somebody would try first is no password */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "core/person.h"
#include "io/conf.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

enum why { FINE, LENGTH, OWN, COMMON };

static struct arena *mem;

static enum why
judged(const struct password_about *about, const char *password)
{
	static const struct {
		enum why why;
		const char *says;
	} all[] = {
		{ LENGTH, "between 10 and 128" },
		{ OWN, "your own name" },
		{ COMMON, "many people use it" },
	};
	struct findings f = { .mem = mem };

	if (password_allowed(about, password, "new", &f)) {
		assert_int_equal(f.n, 0);
		return FINE;
	}
	assert_int_equal(f.n, 1);
	assert_string_equal(f.at[0].where, "new");
	for (size_t i = 0; i < COUNT(all); i++)
		if (strstr(f.at[0].text, all[i].says) != NULL)
			return all[i].why;
	fail_msg("another sentence: %s", f.at[0].text);
	return FINE;
}

struct
try {
	const char *password;
	enum why why;
};

static void
judge(const struct password_about *about, const struct try *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (judged(about, all[i].password) != all[i].why)
			fail_msg("%s: %d", all[i].password,
			    (int)judged(about, all[i].password));
}

static void
lengths(void **state)
{
	const struct password_about nobody = { 0 };
	char text[PASSWORD_MAX + 2];

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)('a' + i * 7 % 26);
	text[PASSWORD_MAX + 1] = '\0';
	assert_int_equal(judged(&nobody, text), LENGTH);
	text[PASSWORD_MAX] = '\0';
	assert_int_equal(judged(&nobody, text), FINE);
	text[PASSWORD_MIN] = '\0';
	assert_int_equal(judged(&nobody, text), FINE);
	text[PASSWORD_MIN - 1] = '\0';
	assert_int_equal(judged(&nobody, text), LENGTH);
	/* characters, not bytes */
	assert_int_equal(judged(&nobody, "ệộẽởừẳ"), LENGTH);
}

/* Without any list of words. */
static void
without_thought(void **state)
{
	static const struct try all[] = {
		{ "qxqxzqxzkzqk", COMMON },  /* four letters */
		{ "qxvqxzqxzkzqk", FINE },   /* five */
		{ "QxqXzqxzKzqk", COMMON },  /* still four */
		{ "cdefghijklmno", COMMON }, /* a run */
		{ "onmlkjihgfedc", COMMON },
		{ "cdefghijklmnp", FINE }, /* and then not */
		{ "ecdefghijklmn", FINE },
		{ "7890123456", COMMON },
		{ "0912 345 678", COMMON }, /* a telephone */
		{ "28.09.2026-29.09.26", COMMON },
		{ "28.09.2026-29.9.2026", FINE },   /* of twenty signs */
		{ "12345678901234567890", COMMON }, /* 0 comes after 9 */
		{ "0912 345 678 q", FINE },
	};
	const struct password_about nobody = { 0 };

	(void)state;
	judge(&nobody, all, COUNT(all));
}

/* One's own login and name, with up to eight signs around them. */
static void
own_name(void **state)
{
	static const struct try all[] = {
		{ "xqz.tk77.wvbn-plm", OWN }, /* the login, anywhere */
		{ "XQZ.TK77.WVBN-PLM", OWN },
		{ "Ng0-Vĩnh#Qu@ng", FINE },
	};
	static const struct try named[] = {
		{ "Dương Quỳnh", OWN },
		{ "qz7kduongquynhwxv8", OWN },   /* eight beside it */
		{ "qz7kduongquynhwxv89", FINE }, /* nine */
		{ "Du0ngQuynh2026", OWN },       /* 0 for o */
		{ "duong-xwqzv-ky", FINE },
	};
	const struct password_about login = { .login = "tk77" };
	struct password_about name = { .name = "Dương Quỳnh" };

	(void)state;
	judge(&login, all, COUNT(all));
	judge(&name, named, COUNT(named));
	/* too short to be a word in another */
	name.name = "An";
	assert_int_equal(judged(&name, "kwanqzxvbl"), FINE);
}

/* Words of the unit and of those above it, put together in any way. */
static void
places(void **state)
{
	static const struct try all[] = {
		{ "GiangBac26", OWN }, { "B4cG14ng!!", OWN }, /* exchanged */
		{ "bacgiang15041975", OWN },   /* eight digits beside it */
		{ "bacgiang150419750", FINE }, /* nine */
		{ "bacgiangkwz", OWN },        /* three letters more */
		{ "bacgiangkwzp", FINE },      /* four */
		{ "xatinh19752026", OWN },
		{ "kwxa150419", FINE }, /* two letters that are such words */
	};
	const struct password_about about = { .places = "Xã, tỉnh Bắc Giang" };

	(void)state;
	judge(&about, all, COUNT(all));
}

/* The list that is shipped, and what is written around and between. */
static void
common_words(void **state)
{
	static const struct try all[] = {
		{ "matkhau1234", COMMON },
		{ "m.a.t.k.h.a.u", COMMON }, /* its letters alone */
		{ "M@tKh4u!!!!", COMMON },
		{ "19M@7Kh4u26", COMMON }, /* exchanged and surrounded */
		{ "12345matkhau", COMMON },
		{ "matkhau123456789", FINE }, /* nine more: it is not alone */
		{ "bay con ga trong vuon", FINE },
	};
	const char *top = getenv("BAOCAO_SOURCE");
	struct conf conf = { 0 };
	const struct password_about about = { .conf = &conf };

	(void)state;
	conf.seed = str_fmt(mem, "%s/sql/seed", top == NULL ? "." : top);
	judge(&about, all, COUNT(all));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths),
		cmocka_unit_test(without_thought),
		cmocka_unit_test(own_name),
		cmocka_unit_test(places),
		cmocka_unit_test(common_words),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
