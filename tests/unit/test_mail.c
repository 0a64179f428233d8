/* test_mail.c - addresses, and what a letter looks like on its way */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "base/address.h"
#include "io/mail.h"
#include <cmocka.h>

static const struct mail_way way = { .url = "smtp://127.0.0.1",
	.user = "",
	.pass = "",
	.ca = "",
	.from = "baocao@example.vn",
	.name = "" };
static const struct mail plain = { .to = "an@example.vn",
	.subject = "Hello",
	.body = "one\ntwo\n",
	.id = "0123",
	.at = "2026-09-28 02:03:04.000000" };

static void
test_address(void **state)
{
	static const struct {
		const char *text;
		bool fit;
	} cases[] = {
		{ "an@example.vn", true },
		{ "an.nguyen+x@so.tinh-an.gov.vn", true },
		{ "a@b.c", true },
		{ "", false },
		{ "an", false },
		{ "an@", false },
		{ "@example.vn", false },
		{ "an@example", false },
		{ "an@@example.vn", false },
		{ "an@exa mple.vn", false },
		{ "an binh@example.vn", false },
		{ "an@example.vn ", false },
		{ " an@example.vn", false },
		{ "an@example.vn\n", false },
		{ "an@example.vn\r\nBcc: x@evil.example", false },
		{ "an@example.vn,x@evil.example", false },
		{ "<an@example.vn>", false },
		{ "\"an\"@example.vn", false },
		{ "an@[127.0.0.1]", false },
		{ ".an@example.vn", false },
		{ "an.@example.vn", false },
		{ "a..n@example.vn", false },
		{ "-an@example.vn", false },
		{ "an@.example.vn", false },
		{ "an@example.vn.", false },
		{ "an@example..vn", false },
		{ "an@-example.vn", false },
		{ "an@example-.vn", false },
		{ "\xc3\xa1n@example.vn", false },
		{ "an@ex\xc3\xa1mple.vn", false },
	};
	char local[80], whole[400];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (address_valid(cases[i].text) != cases[i].fit)
			fail_msg("%s", cases[i].text);
	memset(local, 'a', 65);
	strcpy(local + 65, "@b.vn");
	assert_false(address_valid(local));
	assert_true(address_valid(local + 1));
	memset(whole, 'a', sizeof whole);
	memcpy(whole, "a@", 2);
	strcpy(whole + 251, ".vn");
	assert_true(address_valid(whole));
	strcpy(whole + 252, ".vn");
	assert_false(address_valid(whole));
}

static void
test_plain(void **state)
{
	struct arena *mem = arena_new();
	const char *text = mail_compose(mem, &way, &plain);

	(void)state;
	assert_string_equal(text, "From: <baocao@example.vn>\r\n"
				  "To: <an@example.vn>\r\n"
				  "Subject: Hello\r\n"
				  "Date: Mon, 28 Sep 2026 02:03:04 +0000\r\n"
				  "Message-ID: <0123@example.vn>\r\n"
				  "MIME-Version: 1.0\r\n"
				  "Content-Type: text/plain; charset=utf-8\r\n"
				  "Content-Transfer-Encoding: base64\r\n"
				  "Auto-Submitted: auto-generated\r\n\r\n"
				  "b25lDQp0d28NCg==\r\n");
	arena_free(mem);
}

/* A word of a header holds whole characters, wherever it is cut. */
static void
test_words(void **state)
{
	struct arena *mem = arena_new();
	char subject[300];

	(void)state;
	for (size_t lead = 0; lead < 5; lead++) {
		memset(subject, 'a', lead);
		for (size_t i = 0; i < 60; i++)
			memcpy(subject + lead + 3 * i, "\xe1\xba\xa1", 3);
		subject[lead + 180] = '\0';
		struct mail m = plain;
		m.subject = subject;
		const char *text = mail_compose(mem, &way, &m);
		const char *at = strstr(text, "Subject: ") + 9;
		size_t words = 0;
		for (; strncmp(at, "=?UTF-8?B?", 10) == 0; words++) {
			size_t n = strcspn(at + 10, "?");
			assert_true(n % 4 == 0 && n > 0 && n <= 52);
			at += 10 + n + 2;
			if (strncmp(at, "\r\n =?", 5) == 0)
				at += 3;
		}
		assert_memory_equal(at, "\r\nDate:", 7);
		assert_true(words >= 5);
	}
	arena_free(mem);
}

static void
test_refused(void **state)
{
	struct arena *mem = arena_new();
	struct mail_way w = way;
	struct mail m = plain;

	(void)state;
	m.subject = "a\r\nBcc: x@evil.example";
	assert_null(mail_compose(mem, &way, &m));
	m.subject = "a\nb";
	assert_null(mail_compose(mem, &way, &m));
	m = plain;
	m.to = "an@example.vn\n";
	assert_null(mail_compose(mem, &way, &m));
	m = plain;
	m.id = "1\r\nX: y";
	assert_null(mail_compose(mem, &way, &m));
	w.name = "a\nb";
	assert_null(mail_compose(mem, &w, &plain));
	w = way;
	w.from = "a@b.c>\r\nX: <y";
	assert_null(mail_compose(mem, &w, &plain));
	w = way;
	w.name = "A, \"B\" <x@evil.example>";
	const char *text = mail_compose(mem, &w, &plain);
	assert_non_null(text);
	assert_null(strstr(text, "evil"));
	arena_free(mem);
}

static void
test_way(void **state)
{
	struct arena *mem = arena_new();
	struct mail_way w = way;
	const char *why;

	(void)state;
	struct mailer *m = mail_open(mem, &w, &why);
	assert_non_null(m);
	mail_close(m);
	w.user = "u";
	assert_null(mail_open(mem, &w, &why));
	assert_non_null(strstr(why, "TLS"));
	w.starttls = true;
	m = mail_open(mem, &w, &why);
	assert_non_null(m);
	mail_close(m);
	w = way;
	w.url = "file:///etc/passwd";
	assert_null(mail_open(mem, &w, &why));
	mail_close(NULL);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
