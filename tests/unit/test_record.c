/* test_record.c - entries that say more than they may; receipts as typed */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include "core/audit_entry.h"
#include "core/change.h"
#include "core/proof.h"
#include "io/json_read.h"
#include "io/secret.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

static struct audit_entry
entry(long format)
{
	struct audit_entry e = { .stream = 7,
		.seq = 3,
		.format = format,
		.at = "2026-09-28 02:03:04.000000",
		.person_id = 5,
		.role = "",
		.act = "save",
		.object = "report",
		.object_id = 9,
		.request = "r",
		.address = "",
		.salt = "",
		.detail = "d",
		.body_sha = "",
		.prev = AUDIT_NONE };

	if (format == 2)
		e.body_sha = audit_body_sha(mem, &e);
	e.hash = audit_entry_hash(mem, &e);
	return e;
}

/* What the first format does not hash must not be there. */
static void
first_format(void **state)
{
	struct audit_entry e[9];

	(void)state;
	for (size_t i = 0; i < COUNT(e); i++) {
		e[i] = entry(1);
		assert_null(audit_entry_wrong(mem, &e[i]));
	}
	e[0].role = "admin";
	e[1].behalf_id = 7;
	e[2].address = "10.0.0.1";
	e[3].salt = "00";
	e[4].was = "{}";
	e[5].became = "{}";
	e[6].body_sha = AUDIT_NONE;
	e[7].blanked = true;
	for (size_t i = 0; i < COUNT(e) - 1; i++)
		assert_string_equal(audit_entry_wrong(mem, &e[i]), "body");
	e[8].detail = "e";
	assert_string_equal(audit_entry_wrong(mem, &e[8]), "hash");
}

/* Of a blanked entry nothing of the text is left, and its hash holds. */
static void
blanked(void **state)
{
	struct audit_entry e = entry(2), more;

	(void)state;
	assert_null(audit_entry_wrong(mem, &e));
	e.blanked = true;
	assert_string_equal(audit_entry_wrong(mem, &e), "body");
	e.detail = "";
	assert_null(audit_entry_wrong(mem, &e));
	more = e;
	more.address = "10.0.0.1";
	assert_string_equal(audit_entry_wrong(mem, &more), "body");
	more = e;
	more.became = "{}";
	assert_string_equal(audit_entry_wrong(mem, &more), "body");
	more = e;
	more.behalf_id = 7;
	assert_string_equal(audit_entry_wrong(mem, &more), "hash");
}

/* An address is there, or was forgotten, or neither; never a bit of each. */
static void
address_or_none(void **state)
{
	const char *sha = secret_sha256(mem, "x", 1);
	static const struct {
		long format;
		bool blanked;
		const char *address, *salt;
		bool sha, wrong;
	} all[] = {
		{ 1, false, "", "", true, true },
		{ 1, false, "", "00", false, true },
		{ 2, false, "10.0.0.1", "", false, false },
		{ 2, false, "10.0.0.1", "", true, true },
		{ 2, false, "10.0.0.1", "00", false, true },
		{ 3, false, "", "", false, false },
		{ 3, false, "10.0.0.1", "00", false, false },
		{ 3, false, "", "", true, false },
		{ 3, false, "10.0.0.1", "", true, true },
		{ 3, false, "", "00", true, true },
		{ 3, true, "", "", false, false },
		{ 3, true, "", "", true, true },
		{ 3, true, "", "00", false, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct audit_entry e = entry(all[i].format);
		e.blanked = all[i].blanked;
		e.address = all[i].address;
		e.address_salt = all[i].salt;
		e.address_sha = all[i].sha ? sha : "";
		if (e.blanked)
			e.detail = "";
		if (e.format != 1)
			e.body_sha = audit_body_sha(mem, &e);
		e.hash = audit_entry_hash(mem, &e);
		const char *wrong = audit_entry_wrong(mem, &e);
		if (all[i].wrong ? !str_eq(wrong, "body") : wrong != NULL)
			fail_msg("line %zu: %s", i,
			    wrong == NULL ? "nothing" : wrong);
	}
}

/* NULL is not an empty text, nor does one text end where another begins. */
static void
texts_are_told_apart(void **state)
{
	struct audit_entry e = entry(2), empty = entry(2), moved = entry(2);

	(void)state;
	empty.was = "";
	assert_string_not_equal(audit_body_sha(mem, &e),
	    audit_body_sha(mem, &empty));
	e.was = "ab";
	e.became = "c";
	moved.was = "a";
	moved.became = "bc";
	assert_string_not_equal(audit_body_sha(mem, &e),
	    audit_body_sha(mem, &moved));
}

/* Whatever was changed, both sides are whole: what does not fit is left out. */
static void
changes_stay_whole(void **state)
{
	char text[1400];
	struct change c = change_new(mem);
	const char *side[2], *why;
	struct node *n;

	(void)state;
	memset(text, '"', sizeof text - 1); /* two letters each in JSON */
	text[sizeof text - 1] = '\0';
	for (long i = 0; i < 20; i++)
		change_text(&c, str_fmt(mem, "name%ld", i), text, "new");
	side[0] = change_was(&c);
	side[1] = change_became(&c);
	for (size_t i = 0; i < 2; i++) {
		assert_true(strlen(side[i]) < 16000);
		assert_true(json_read(mem, side[i], &n, &why));
		assert_non_null(node_text(n, "name0"));
		assert_null(node_text(n, "name19"));
	}
	assert_string_equal(node_text(n, "name1"), "new");
}

#define HASH "0123456789abcdef"
static void
receipts_as_typed(void **state)
{
	static const struct {
		const char *typed, *code; /* NULL: it is none */
	} t[] = {
		{ "7-3-" HASH, "" },
		{ " 7-3-0123456789ABCDEF \n", "" },
		{ "7-3-" HASH "-0123456789AB", "0123456789AB" },
		{ "7-3-" HASH "-oi23456l89ab.", "0123456189AB" },
		{ "-7-3-" HASH, NULL },
		{ "7-3-" HASH "0", NULL },
		{ "7-3-" HASH "-0123456789A", NULL },
		{ "7-3-" HASH "-0123456789ABC", NULL },
		{ "7-3-" HASH " 0123456789AB", NULL },
		{ "7-3-0123456789abcde", NULL },
		{ "7--" HASH, NULL },
	};
	struct proof p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		bool good = proof_read(mem, t[i].typed, &p);
		if (good != (t[i].code != NULL))
			fail_msg("\"%s\": %d", t[i].typed, good);
		if (!good)
			continue;
		assert_int_equal(p.stream, 7);
		assert_int_equal(p.seq, 3);
		assert_string_equal(p.hash, HASH);
		assert_string_equal(p.code, t[i].code);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_format),
		cmocka_unit_test(blanked),
		cmocka_unit_test(address_or_none),
		cmocka_unit_test(texts_are_told_apart),
		cmocka_unit_test(changes_stay_whole),
		cmocka_unit_test(receipts_as_typed),
	};

	mem = arena_new();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
