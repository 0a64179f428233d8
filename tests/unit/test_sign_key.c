/* test_sign_key.c - keys as files, and what a signature is found to be */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/sign_key_part.h"
#include "io/file.h"
#include "io/secret.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

/* RFC 8032, 7.1, the second of its tests; as OpenSSL writes the key. */
#define SECRET \
	"-----BEGIN PRIVATE KEY-----\n" \
	"MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n" \
	"-----END PRIVATE KEY-----\n"
#define PUBLIC \
	"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
#define SIGNED \
	"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" \
	"085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"

static void
files_are_as_openssl_has_them(void **state)
{
	const char *public = NULL, *value = NULL;

	(void)state;
	assert_true(secret_pem_sign(mem, SECRET, "\x72", 1, &public, &value));
	assert_string_equal(public, PUBLIC);
	assert_string_equal(value, SIGNED);
	assert_true(secret_signed(PUBLIC, SIGNED, "\x72", 1));
	const char *pem = secret_public_pem(mem, PUBLIC);
	assert_string_equal(pem,
	    "-----BEGIN PUBLIC KEY-----\n"
	    "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"
	    "-----END PUBLIC KEY-----\n");
	assert_string_equal(secret_pem_public(mem, pem), PUBLIC);
	assert_string_not_equal(secret_pem(mem), secret_pem(mem));
}

static void
what_is_no_key_is_none(void **state)
{
	static const char *const texts[] = { "", "x", PUBLIC,
		"-----BEGIN PRIVATE KEY-----\n",
		"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
		"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEzN\n"
		"-----END PRIVATE KEY-----\n",
		/* an X25519 key, and one byte too many */
		"-----BEGIN PRIVATE KEY-----\n"
		"MC4CAQAwBQYDK2VuBCIEIEzNCJso/"
		"5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7"
		"\n-----END PRIVATE KEY-----\n",
		"-----BEGIN PRIVATE KEY-----\n"
		"MC4CAQAwBQYDK2VwBCIEIEzNCJso/"
		"5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7AAAA"
		"\n-----END PRIVATE KEY-----\n" };
	const char *public, *value;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_false(
		    secret_pem_sign(mem, texts[i], "r", 1, &public, &value));
		assert_null(secret_pem_public(mem, texts[i]));
		assert_null(i == 2 ? NULL : secret_public_pem(mem, texts[i]));
	}
	assert_null(secret_pem_public(mem, NULL));
	assert_null(secret_public_pem(mem, NULL));
}

static const char *
file_of(const char *text, mode_t mode)
{
	const char *why,
	    *path = str_fmt(mem, "/tmp/test_sign.%ld", (long)getpid());

	assert_true(file_write(path, text, strlen(text), &why));
	assert_int_equal(chmod(path, mode), 0);
	return path;
}

static void
only_a_private_file_signs(void **state)
{
	struct signature s;
	const char *path = file_of(SECRET, 0640);

	(void)state;
	assert_int_equal(sign_text(mem, path, "r", 1, &s), OK);
	assert_string_equal(s.key, PUBLIC);
	assert_string_equal(s.value, SIGNED);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(sign_text(mem, path, "r", 1, &s), E_INTERNAL);
	assert_int_equal(sign_text(mem, file_of("none", 0600), "r", 1, &s),
	    E_INTERNAL);
	unlink(path);
	assert_int_equal(sign_text(mem, path, "r", 1, &s), E_NOTFOUND);
	assert_int_equal(sign_text(mem, NULL, "r", 1, &s), E_NOTFOUND);
	assert_int_equal(sign_text(mem, "/tmp", "r", 1, &s), E_INTERNAL);
}

/* With nobody to give it to: its owner's alone, whatever the umask is. */
static void
a_new_key_is_private(void **state)
{
	const char *path = str_fmt(mem, "/tmp/test_draft.%ld", (long)getpid());
	const char *fresh = str_fmt(mem, "%s.new", path), *public = NULL;
	struct findings f = { .mem = mem };
	mode_t was = umask(0);
	struct stat st;

	(void)state;
	assert_int_equal(sign_key_draft(mem, path, NULL, false, &public, &f),
	    OK);
	umask(was);
	assert_int_equal(stat(fresh, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(unlink(fresh), 0);
}

static struct signature
sign(const char *pem, const char *text)
{
	struct signature s = { 0 };

	assert_true(
	    secret_pem_sign(mem, pem, text, strlen(text), &s.key, &s.value));
	return s;
}

static void
vouch(const char *root, struct sign_key *k)
{
	k->vouched = sign(root, sign_key_says(mem, k)).value;
}

/* A key of today, the one before it, and one that somebody wrote himself. */
static void
states_are_told_apart(void **state)
{
	const char *now = secret_pem(mem), *old = secret_pem(mem),
		   *own = secret_pem(mem), *none = secret_pem(mem);
	struct sign_key k[3] = {
		{ .public = sign(now, "").key, .valid_from = "2026-03-01" },
		{ .public = sign(old, "").key,
		    .valid_from = "2026-01-01",
		    .valid_to = "2026-03-02",
		    .replaced_by = sign(now, "").key },
		{ .public = sign(own, "").key, .valid_from = "2026-01-01" },
	};
	struct sign_keys keys = { k, COUNT(k), k[0].public };
	const struct {
		const char *pem, *at;
		enum sign_state state;
	} t[] = {
		{ now, "2026-03-01", SIGN_GOOD },
		{ now, "2026-02-28", SIGN_UNTIMELY },
		{ old, "2026-01-01", SIGN_GOOD },
		{ old, "2026-03-01", SIGN_GOOD },
		{ old, "2026-03-02", SIGN_UNTIMELY },
		{ own, "2026-02-01", SIGN_NO_TRUST },
		{ none, "2026-02-01", SIGN_UNKNOWN },
	};

	(void)state;
	vouch(now, &k[0]);
	vouch(now, &k[1]);
	vouch(own, &k[2]);
	for (size_t i = 0; i < COUNT(t); i++) {
		struct signature s = sign(t[i].pem, "text");
		assert_int_equal(sign_state(mem, &keys, &s, t[i].at, "text", 4),
		    t[i].state);
		assert_int_equal(sign_state(mem, &keys, &s, t[i].at, "texT", 4),
		    SIGN_ALTERED);
	}
	struct signature s = sign(now, "text");
	k[0].valid_from = "2026-02-01"; /* nobody vouched for that */
	assert_int_equal(sign_state(mem, &keys, &s, "2026-04-01", "text", 4),
	    SIGN_NO_TRUST);
	s = sign(old, "text");
	k[1].valid_to = "2027-03-02"; /* nor that it goes on */
	assert_int_equal(sign_state(mem, &keys, &s, "2026-04-01", "text", 4),
	    SIGN_NO_TRUST);
	k[1].valid_to = "2026-03-02";
	k[1].replaced_by = sign(own, "").key;
	assert_int_equal(sign_state(mem, &keys, &s, "2026-03-01", "text", 4),
	    SIGN_NO_TRUST);
	keys.root = NULL;
	assert_int_equal(sign_state(mem, &keys, &s, "2026-04-01", "text", 4),
	    SIGN_NO_FILE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_as_openssl_has_them),
		cmocka_unit_test(what_is_no_key_is_none),
		cmocka_unit_test(only_a_private_file_signs),
		cmocka_unit_test(a_new_key_is_private),
		cmocka_unit_test(states_are_told_apart),
	};

	mem = arena_new();
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return bad;
}
