/* secret.c - randomness, hashes and passwords, by libsodium */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "io/secret.h"

enum { SLOT_WAIT_MS = 8000, SLOT_STEP_MS = 20 };

static void
ready(void)
{
	if (sodium_init() < 0)
		abort();
}

static const char *
hex(struct arena *mem, const unsigned char *bytes, size_t n)
{
	char *text = arena_alloc(mem, 2 * n + 1);

	return sodium_bin2hex(text, 2 * n + 1, bytes, n);
}

const char *
secret_random(struct arena *mem, size_t n)
{
	unsigned char *bytes = arena_alloc(mem, n);

	ready();
	randombytes_buf(bytes, n);
	return hex(mem, bytes, n);
}

const char *
secret_password(struct arena *mem)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
	enum { GROUP = 5, LEN = 4 * GROUP - 1 };
	char *text = arena_alloc(mem, LEN + 1);

	ready();
	for (size_t i = 0; i < LEN; i++)
		text[i] = i % GROUP == GROUP - 1 ?
			      '-' :
			      letters[randombytes_uniform(sizeof letters - 1)];
	return text;
}

const char *
secret_sha256(struct arena *mem, const void *data, size_t len)
{
	unsigned char sum[crypto_hash_sha256_BYTES];

	ready();
	crypto_hash_sha256(sum, data, len);
	return hex(mem, sum, sizeof sum);
}

void
secret_sha256_into(const void *data, size_t len, char *ret)
{
	unsigned char sum[crypto_hash_sha256_BYTES];

	ready();
	crypto_hash_sha256(sum, data, len);
	sodium_bin2hex(ret, 2 * sizeof sum + 1, sum, sizeof sum);
}

static crypto_hash_sha256_state *
state_of(struct secret_sum *s)
{
	static_assert(sizeof(crypto_hash_sha256_state) <= sizeof s->state,
	    "there is room for the state");
	return (crypto_hash_sha256_state *)(void *)s->state;
}

void
secret_sum_begin(struct secret_sum *s)
{
	ready();
	crypto_hash_sha256_init(state_of(s));
}

void
secret_sum_add(struct secret_sum *s, const void *data, size_t len)
{
	crypto_hash_sha256_update(state_of(s), data, len);
}

const char *
secret_sum_end(struct arena *mem, struct secret_sum *s)
{
	unsigned char sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final(state_of(s), sum);
	return hex(mem, sum, sizeof sum);
}

bool
secret_equal(const char *a, const char *b)
{
	size_t n = strlen(a);

	return n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}

/*
 * Nothing is ever in it, and to lock it is to read it: whoever makes the first
 * one, the command line as root perhaps, makes it for all.
 */
static int
slot_open(const char *name)
{
	int fd = open(name, O_RDONLY | O_CREAT | O_CLOEXEC, 0644);

	if (fd >= 0)
		(void)fchmod(fd, 0644);
	return fd;
}

/*
 * A slot is an exclusive lock on one of a few files: it goes with the process,
 * however that ends.
 */
static enum rc
slot_take(const struct secret_cost *cost, int *ret)
{
	char name[500];

	for (long ms = 0; ms < SLOT_WAIT_MS; ms += SLOT_STEP_MS) {
		for (long i = 0; i < cost->slots; i++) {
			snprintf(name, sizeof name, "%s/hash-slot.%ld",
			    cost->dir, i);
			int fd = slot_open(name);
			if (fd < 0)
				return fail(E_INTERNAL, "%s: %s", name,
				    strerror(errno));
			if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
				*ret = fd;
				return OK;
			}
			close(fd);
		}
		nanosleep(&(struct timespec){ .tv_nsec =
						  SLOT_STEP_MS * 1000000L },
		    NULL);
	}
	return fail(E_TOOMANY, "no slot to hash a password in");
}

static long count;

enum rc
secret_hash(struct arena *mem, const struct secret_cost *cost,
    const char *password, const char **ret)
{
	char *text = arena_alloc(mem, crypto_pwhash_STRBYTES);

	int fd;

	ready();
	TRY(slot_take(cost, &fd));
	count++;
	int bad = crypto_pwhash_str_alg(text, password, strlen(password),
	    (unsigned long long)cost->passes, (size_t)cost->kib * 1024,
	    crypto_pwhash_ALG_ARGON2ID13);
	close(fd);
	if (bad)
		return fail(E_BUSY, "no memory to hash a password");
	*ret = text;
	return OK;
}

/* What an account that does not exist is compared with; nothing fits it. */
static enum rc
dummy(struct arena *mem, const struct secret_cost *cost, const char **ret)
{
	unsigned char zero[16] = { 0 };
	char salt[40], *text = arena_alloc(mem, 160);

	sodium_bin2base64(salt, sizeof salt, zero, sizeof zero,
	    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	snprintf(text, 160,
	    "$argon2id$v=19$m=%ld,t=%ld,p=1$%s$"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	    cost->kib, cost->passes, salt);
	*ret = text;
	return OK;
}

enum rc
secret_check(struct arena *mem, const struct secret_cost *cost,
    const char *hash, const char *password, bool *ret)
{
	const char *against = hash;
	int fd;

	ready();
	if (hash == NULL)
		TRY(dummy(mem, cost, &against));
	TRY(slot_take(cost, &fd));
	count++;
	errno = 0;
	bool fits =
	    crypto_pwhash_str_verify(against, password, strlen(password)) == 0;
	int why = errno;
	close(fd);
	if (!fits && why == ENOMEM) /* nobody knows whether it fits */
		return fail(E_BUSY, "no memory to check a password");
	*ret = fits && hash != NULL;
	return OK;
}

/* "$argon2id$v=19$m=19456,t=2,p=1$..." */
bool
secret_cheap(const struct secret_cost *cost, const char *hash)
{
	const char *m = strstr(hash, "$m="), *t = strstr(hash, ",t=");

	return m == NULL || t == NULL || strtol(m + 3, NULL, 10) < cost->kib ||
	       strtol(t + 3, NULL, 10) < cost->passes;
}

long
secret_count(void)
{
	return count;
}

/* ------------------------------------------------------------- signatures */

static bool
unhex(const char *text, unsigned char *ret, size_t n)
{
	size_t len = 0;

	return text != NULL && strlen(text) == 2 * n &&
	       sodium_hex2bin(ret, n, text, 2 * n, NULL, &len, NULL) == 0 &&
	       len == n;
}

/* ------------------------------------------------------------ sealing */

static enum rc
read_key(const char *file, unsigned char *ret)
{
	char text[2 * crypto_secretbox_KEYBYTES + 1] = "";
	FILE *f = str_empty(file) ? NULL : fopen(file, "re");

	if (f == NULL)
		return fail(E_NOTFOUND, "second_key: %s",
		    str_empty(file) ? "not set" : strerror(errno));
	size_t n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	bool good =
	    n == sizeof text - 1 && unhex(text, ret, crypto_secretbox_KEYBYTES);
	sodium_memzero(text, sizeof text);
	return good ? OK : fail(E_INTERNAL, "%s holds no key", file);
}

enum rc
secret_seal(struct arena *mem, const char *key_file, const char *text,
    const char **ret)
{
	enum { NONCE = crypto_secretbox_NONCEBYTES };
	unsigned char key[crypto_secretbox_KEYBYTES];
	size_t n = strlen(text), len = NONCE + crypto_secretbox_MACBYTES + n;
	unsigned char *box = arena_alloc(mem, len);

	ready();
	TRY(read_key(key_file, key));
	randombytes_buf(box, NONCE);
	crypto_secretbox_easy(box + NONCE, (const unsigned char *)text, n, box,
	    key);
	sodium_memzero(key, sizeof key);
	*ret = hex(mem, box, len);
	return OK;
}

enum rc
secret_unseal(struct arena *mem, const char *key_file, const char *sealed,
    const char **ret)
{
	enum { NONCE = crypto_secretbox_NONCEBYTES };
	unsigned char key[crypto_secretbox_KEYBYTES];
	size_t len = strlen(sealed) / 2;
	unsigned char *box = arena_alloc(mem, len + 1);

	ready();
	if (len < NONCE + crypto_secretbox_MACBYTES || !unhex(sealed, box, len))
		return fail(E_INTERNAL, "nothing that was sealed");
	size_t n = len - NONCE - crypto_secretbox_MACBYTES;
	char *text = arena_alloc(mem, n + 1);
	TRY(read_key(key_file, key));
	int bad = crypto_secretbox_open_easy((unsigned char *)text, box + NONCE,
	    len - NONCE, box, key);
	sodium_memzero(key, sizeof key);
	if (bad)
		return fail(E_INTERNAL, "%s did not seal this", key_file);
	*ret = text;
	return OK;
}

const char *
secret_seed(struct arena *mem)
{
	unsigned char seed[crypto_sign_SEEDBYTES];

	ready();
	randombytes_buf(seed, sizeof seed);
	const char *text = hex(mem, seed, sizeof seed);
	sodium_memzero(seed, sizeof seed);
	return text;
}

static bool
pair(const char *text, unsigned char *pk, unsigned char *sk)
{
	unsigned char seed[crypto_sign_SEEDBYTES];

	ready();
	if (!unhex(text, seed, sizeof seed))
		return false;
	crypto_sign_seed_keypair(pk, sk, seed);
	sodium_memzero(seed, sizeof seed);
	return true;
}

const char *
secret_public(struct arena *mem, const char *seed)
{
	unsigned char pk[crypto_sign_PUBLICKEYBYTES];
	unsigned char sk[crypto_sign_SECRETKEYBYTES];

	if (!pair(seed, pk, sk))
		return NULL;
	sodium_memzero(sk, sizeof sk);
	return hex(mem, pk, sizeof pk);
}

const char *
secret_sign(struct arena *mem, const char *seed, const void *bytes, size_t len)
{
	unsigned char pk[crypto_sign_PUBLICKEYBYTES];
	unsigned char sk[crypto_sign_SECRETKEYBYTES];
	unsigned char made[crypto_sign_BYTES];

	if (!pair(seed, pk, sk))
		return NULL;
	crypto_sign_detached(made, NULL, bytes, len, sk);
	sodium_memzero(sk, sizeof sk);
	return hex(mem, made, sizeof made);
}

bool
secret_signed(const char *public_key, const char *signature, const void *bytes,
    size_t len)
{
	unsigned char pk[crypto_sign_PUBLICKEYBYTES];
	unsigned char made[crypto_sign_BYTES];

	ready();
	return unhex(public_key, pk, sizeof pk) &&
	       unhex(signature, made, sizeof made) &&
	       crypto_sign_verify_detached(made, bytes, len, pk) == 0;
}
