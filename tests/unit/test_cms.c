/* test_cms.c - certificates that count and others; a byte that was changed */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "io/cms.h"
#include "io/file.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;
static const char *dir;
static char now[40];

static const char *
at(const char *name)
{
	return str_fmt(mem, "%s/%s", dir, name);
}

static struct cms_key
key_of(const char *name)
{
	return (struct cms_key){ str_fmt(mem, "%s/%s.pem", dir, name),
		str_fmt(mem, "%s/%s.key", dir, name) };
}

static const char *
instant(char *ret, size_t size, long days)
{
	time_t t = time(NULL) + days * 86400;
	struct tm tm;

	strftime(ret, size, "%Y-%m-%d %H:%M:%S.000000", gmtime_r(&t, &tm));
	return ret;
}

static void
is_said(const char *why, const char *part)
{
	if (part == NULL) {
		assert_null(why);
		return;
	}
	assert_non_null(why);
	if (strstr(why, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", why, part);
}

static void
only_what_counts_signs(void **state)
{
	static const struct {
		const char *name, *ca, *crl, *why;
	} t[] = {
		{ "good", "ca.pem", "crl.pem", NULL },
		{ "good", "ca.pem", "none.pem", NULL },
		{ "plain", "ca.pem", "crl.pem", NULL },
		{ "later", "ca.pem", "crl.pem", NULL },
		{ "expired", "ca.pem", "crl.pem", "has expired" },
		{ "early", "ca.pem", "crl.pem", "is not valid yet" },
		{ "revoked", "ca.pem", "crl.pem", "has been revoked" },
		{ "revoked", "ca.pem", "none.pem", NULL },
		{ "usage", "ca.pem", "crl.pem", "not meant for signing" },
		{ "cipher", "ca.pem", "crl.pem", "not meant for signing" },
		{ "authority", "ca.pem", "crl.pem", "not meant for signing" },
		{ "both", "ca.pem", "crl.pem", "not meant for signing" },
		{ "stranger", "ca.pem", "crl.pem", "not issued by an auth" },
		{ "good", "stranger-ca.pem", "crl.pem", "not issued by an" },
		{ "good", "ca.pem", "old.pem", "is out of date" },
		{ "good", "ca.pem", "half.pem", "no list of revocations by" },
		{ "good", "ca.pem", "false.pem", "no list of revocations by" },
		{ "good", "ca.pem", "between.pem", "trung gian has been rev" },
		{ "good", "none.pem", "crl.pem", "cannot be read" },
		{ "none", "ca.pem", "crl.pem", "cannot be read" },
		{ "good", "good.key", "crl.pem", "holds no certificate" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct cms_key k = key_of(t[i].name);
		struct cms_trust trust = { at(t[i].ca), at(t[i].crl) };
		const char *value = NULL;
		struct cms_cert cert;
		is_said(cms_look(mem, &k, &trust, now, &cert), t[i].why);
		is_said(cms_sign(mem, &k, &trust, now, "text", 4, &value,
			    &cert),
		    t[i].why);
		assert_true((value != NULL) == (t[i].why == NULL));
	}
}

static void
a_key_is_the_certificates_own(void **state)
{
	struct cms_trust trust = { at("ca.pem"), at("crl.pem") };
	struct cms_key k = { at("good.pem"), at("plain.key") };
	struct cms_cert cert;

	(void)state;
	is_said(cms_look(mem, &k, &trust, now, &cert), "not that of the cert");
	assert_string_equal(cert.subject, "CN=UBND xã good, O=Tỉnh Thử");
	assert_string_equal(cert.issuer, "CN=CA trung gian");
	assert_string_equal(cert.serial, "1000");
	k.key = at("good.pem");
	is_said(cms_look(mem, &k, &trust, now, &cert), "holds no key");
	k.key = at("good.key");
	assert_int_equal(chmod(k.key, 0644), 0);
	is_said(cms_look(mem, &k, &trust, now, &cert), "chmod o= ");
	assert_int_equal(chmod(k.key, 0640), 0);
	is_said(cms_look(mem, &k, &trust, now, &cert), NULL);
}

static const char *
signed_by(const char *name, const char *when, const char *crl)
{
	struct cms_key k = key_of(name);
	struct cms_trust trust = { at("ca.pem"), at(crl) };
	const char *value = NULL;
	struct cms_cert cert;

	is_said(cms_sign(mem, &k, &trust, when, "text", 4, &value, &cert),
	    NULL);
	return value;
}

static struct cms_found
found(const char *value, const char *ca, const char *crl, const char *text)
{
	struct cms_trust trust = { at(ca), at(crl) };
	struct cms_found f;

	cms_check(mem, &trust, value, text, strlen(text), &f);
	return f;
}

/* A signature is judged as of when it was made. */
static void
what_was_signed_stays_signed(void **state)
{
	char past[40], soon[40];
	const char *old, *revoked, *value = signed_by("good", now, "crl.pem");
	struct cms_found f = found(value, "ca.pem", "crl.pem", "text");

	(void)state;
	is_said(f.why, NULL);
	assert_string_equal(f.cert.subject, "CN=UBND xã good, O=Tỉnh Thử");
	assert_memory_equal(f.at, now, 19);
	is_said(found(value, "ca.pem", "old.pem", "text").why, NULL);
	is_said(found(value, "stranger-ca.pem", "crl.pem", "text").why,
	    "not issued by an authority");
	f = found(value, "ca.pem", "crl.pem", "texT");
	is_said(f.why, "NOT what was signed");
	assert_true(f.altered);

	old = signed_by("expired", instant(past, sizeof past, -9), "none");
	is_said(found(old, "ca.pem", "crl.pem", "text").why, NULL);
	revoked = signed_by("revoked", past, "none");
	is_said(found(revoked, "ca.pem", "crl.pem", "text").why, NULL);
	revoked = signed_by("revoked", now, "none");
	is_said(found(revoked, "ca.pem", "crl.pem", "text").why,
	    "has been revoked");
	revoked =
	    signed_by("later", instant(soon, sizeof soon, 2), "crl.pem.x");
	is_said(found(revoked, "ca.pem", "crl.pem", "text").why,
	    "has been revoked");
}

/*
 * Each byte of it, in one bit.  A few are about how it is packed, and signed by
 * nobody: they say nothing else, and core/signature.h seals them.
 */
static void
a_changed_byte_is_found(void **state)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno"
				     "pqrstuvwxyz0123456789+/";
	const char *value = signed_by("good", now, "crl.pem");
	char *other = str_dup(mem, value);
	size_t n = strlen(value), good = 0;
	size_t mark = arena_mark(mem);

	(void)state;
	for (size_t i = 0; i < n && value[i] != '='; i++) {
		const char *was = strchr(digits, value[i]);
		other[i] = digits[((size_t)(was - digits)) ^ 32];
		struct cms_found f = found(other, "ca.pem", "crl.pem", "text");
		good += f.why == NULL;
		if (f.why == NULL) {
			assert_memory_equal(f.at, now, 19);
			assert_string_equal(f.cert.serial, "1000");
		}
		other[i] = value[i];
		arena_reset(mem, mark);
	}
	assert_true(good < n / 30);
	for (size_t i = 0; i < n; i += 97) { /* cut short */
		const char *part = str_ndup(mem, value, i);
		assert_non_null(found(part, "ca.pem", "crl.pem", "text").why);
	}
	is_said(found("", "ca.pem", "crl.pem", "text").why, "not whole");
	is_said(found("AAAA", "ca.pem", "crl.pem", "text").why, "not whole");
	is_said(found("%%%%", "ca.pem", "crl.pem", "text").why, "not whole");
	is_said(found(str_fmt(mem, "%sAAAA", value), "ca.pem", "crl.pem",
		    "text")
		    .why,
	    "not whole");
}

/* What openssl signs, with these arguments; as a report would hold it. */
static const char *
signed_by_openssl(const char *how)
{
	struct file f;
	const char *why;

	assert_true(file_write(at("a.txt"), "text", 4, &why));
	assert_int_equal(system(str_fmt(mem,
			     "cd %s && openssl cms -sign -binary -in a.txt"
			     " -signer good.one -inkey good.key -certfile"
			     " middle/cert.pem -outform DER %s | openssl "
			     "base64 -A"
			     " >a.b64",
			     dir, how)),
	    0);
	assert_true(file_read(mem, at("a.b64"), 1 << 20, &f, &why));
	return f.at;
}

/* One signer, who has signed which certificate is his. */
static void
others_signatures(void **state)
{
	(void)state;
	is_said(found(signed_by_openssl("-cades"), "ca.pem", "crl.pem", "text")
		    .why,
	    NULL);
	is_said(found(signed_by_openssl(""), "ca.pem", "crl.pem", "text").why,
	    "NOT what was signed");
	is_said(found(signed_by_openssl("-cades -signer plain.one -inkey"
					" plain.key"),
		    "ca.pem", "crl.pem", "text")
		    .why,
	    "not whole");
}

static void
openssl_reads_it(void **state)
{
	const char *value = signed_by("plain", now, "crl.pem"), *der, *why;
	size_t n;

	(void)state;
	assert_true(cms_bytes(mem, value, &der, &n));
	assert_true(file_write(at("a.p7s"), der, n, &why));
	assert_true(file_write(at("a.txt"), "text", 4, &why));
	const char *verify = str_fmt(mem,
	    "cd %s && openssl cms -verify -binary -inform DER -purpose any"
	    " -CAfile ca.pem -in a.p7s -content a.txt -out b.txt 2>out",
	    dir);
	assert_int_equal(system(verify), 0);
	assert_int_equal(system(str_fmt(mem,
			     "cd %s && openssl cms -cmsout -print -noout"
			     " -inform DER -in a.p7s >shown && grep -q"
			     " signingTime shown && grep -q"
			     " signingCertificateV2 shown",
			     dir)),
	    0);
	assert_true(file_write(at("a.txt"), "texT", 4, &why));
	assert_int_not_equal(system(verify), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_counts_signs),
		cmocka_unit_test(a_key_is_the_certificates_own),
		cmocka_unit_test(what_was_signed_stays_signed),
		cmocka_unit_test(a_changed_byte_is_found),
		cmocka_unit_test(others_signatures),
		cmocka_unit_test(openssl_reads_it),
	};
	char made[] = "/tmp/test_cms.XXXXXX";
	const char *top = getenv("srcdir");

	mem = arena_new();
	dir = mkdtemp(made);
	instant(now, sizeof now, 0);
	int bad =
	    dir == NULL || system(str_fmt(mem, "sh %s/tests/lib/pki.sh %s",
			       top == NULL ? "." : top, dir)) != 0;
	if (!bad)
		bad = cmocka_run_group_tests(tests, NULL, NULL);
	if (dir != NULL && system(str_fmt(mem, "rm -r %s", dir)) != 0)
		bad = 1;
	arena_free(mem);
	return bad;
}
