/*
 * secret_pem.c - keys for signatures as files that OpenSSL reads as well
 *
 * RFC 8410: a fixed head before the 32 bytes, in base64 between two lines.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "io/secret.h"

enum { SEED = crypto_sign_SEEDBYTES, PUBLIC = crypto_sign_PUBLICKEYBYTES };

struct kind {
	const char *name;
	unsigned char head[16];
	size_t nhead;
};
static const struct kind secret_kind = { "PRIVATE KEY",
	{ 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65,
	    0x70, 0x04, 0x22, 0x04, 0x20 },
	16 };
static const struct kind public_kind = { "PUBLIC KEY",
	{ 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21,
	    0x00 },
	12 };
enum { DER_MAX = 16 + SEED, BASE64_MAX = 100 };

static void
ready(void)
{
	if (sodium_init() < 0)
		abort();
}

static const char *
pem(struct arena *mem, const struct kind *k, const unsigned char *bytes)
{
	unsigned char der[DER_MAX];
	char text[BASE64_MAX];

	memcpy(der, k->head, k->nhead);
	memcpy(der + k->nhead, bytes, SEED);
	sodium_bin2base64(text, sizeof text, der, k->nhead + SEED,
	    sodium_base64_VARIANT_ORIGINAL);
	const char *made =
	    str_fmt(mem, "-----BEGIN %s-----\n%s\n-----END %s-----\n", k->name,
		text, k->name);
	sodium_memzero(der, sizeof der);
	sodium_memzero(text, sizeof text);
	return made;
}

static bool
unpem(const struct kind *k, const char *text, unsigned char *ret)
{
	unsigned char der[DER_MAX];
	char line[60];
	size_t n = 0;

	ready();
	snprintf(line, sizeof line, "-----BEGIN %s-----\n", k->name);
	const char *at = text == NULL ? NULL : strstr(text, line);
	if (at == NULL)
		return false;
	at += strlen(line);
	bool good =
	    sodium_base642bin(der, sizeof der, at, strcspn(at, "-"), "\r\n ",
		&n, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
	    n == k->nhead + SEED && memcmp(der, k->head, k->nhead) == 0;
	if (good)
		memcpy(ret, der + k->nhead, SEED);
	sodium_memzero(der, sizeof der);
	return good;
}

static const char *
hex(struct arena *mem, const unsigned char *bytes, size_t n)
{
	char *text = arena_alloc(mem, 2 * n + 1);

	return sodium_bin2hex(text, 2 * n + 1, bytes, n);
}

const char *
secret_pem(struct arena *mem)
{
	unsigned char seed[SEED];

	ready();
	randombytes_buf(seed, sizeof seed);
	const char *text = pem(mem, &secret_kind, seed);
	sodium_memzero(seed, sizeof seed);
	return text;
}

bool
secret_pem_sign(struct arena *mem, const char *text, const void *bytes,
    size_t len, const char **ret_public, const char **ret_signature)
{
	unsigned char seed[SEED], pk[PUBLIC], made[crypto_sign_BYTES];
	unsigned char sk[crypto_sign_SECRETKEYBYTES];

	if (!unpem(&secret_kind, text, seed))
		return false;
	crypto_sign_seed_keypair(pk, sk, seed);
	crypto_sign_detached(made, NULL, bytes, len, sk);
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(sk, sizeof sk);
	*ret_public = hex(mem, pk, sizeof pk);
	*ret_signature = hex(mem, made, sizeof made);
	return true;
}

const char *
secret_public_pem(struct arena *mem, const char *public)
{
	unsigned char pk[PUBLIC];
	size_t n = 0;

	ready();
	if (public == NULL || strlen(public) != SECRET_KEY ||
	    sodium_hex2bin(pk, sizeof pk, public, SECRET_KEY, NULL, &n, NULL) !=
		0 ||
	    n != sizeof pk)
		return NULL;
	return pem(mem, &public_kind, pk);
}

const char *
secret_pem_public(struct arena *mem, const char *text)
{
	unsigned char pk[PUBLIC];

	return unpem(&public_kind, text, pk) ? hex(mem, pk, sizeof pk) : NULL;
}
