/*
 * secret.h - randomness, hashes, passwords and signatures, by libsodium
 *
 * Hashes are lower-case hex.  Passwords are Argon2id; hashing takes tens of
 * milliseconds of a core, so only so many run at once on the whole machine.
 */
#ifndef IO_SECRET_H
#define IO_SECRET_H
#include "base/base.h"

/* n random bytes as hex. */
const char *secret_random(struct arena *, size_t n);
/* A password to be read out and typed: "k7mw-x9qd-3htp-bz5n", 79 bits. */
const char *secret_password(struct arena *);
const char *secret_sha256(struct arena *, const void *, size_t);
/* Into ret: 64 digits and a NUL.  ret may be part of the data. */
void secret_sha256_into(const void *, size_t, char *ret);
/* The same over what comes piece by piece. */
struct secret_sum {
	_Alignas(16) unsigned char state[128];
};
void secret_sum_begin(struct secret_sum *);
void secret_sum_add(struct secret_sum *, const void *, size_t);
const char *secret_sum_end(struct arena *, struct secret_sum *);
/* In a time that does not depend on where they differ. */
bool secret_equal(const char *, const char *);

struct secret_cost {
	long kib, passes;
	const char *dir; /* where the slots' lock files are */
	long slots;
};
/* E_TOOMANY: no slot became free in time; nothing was computed. */
enum rc secret_hash(struct arena *, const struct secret_cost *,
    const char *password, const char **ret) NODISCARD;
/* Was it made at a lower cost than that? */
bool secret_cheap(const struct secret_cost *, const char *hash);
/*
 * Does the password fit?  With hash NULL (no such account) it costs the same
 * and never fits.
 */
enum rc secret_check(struct arena *, const struct secret_cost *,
    const char *hash, const char *password, bool *ret) NODISCARD;
/*
 * A text sealed under the key in a file (64 hex digits, nobody's but the
 * programs'): what the database keeps is worth nothing without it.  E_NOTFOUND:
 * there is no such file; E_INTERNAL: it holds no key, or not the one that the
 * text was sealed with.
 */
enum rc secret_seal(struct arena *, const char *key_file, const char *text,
    const char **ret) NODISCARD;
enum rc secret_unseal(struct arena *, const char *key_file, const char *sealed,
    const char **ret) NODISCARD;
/*
 * Signatures: Ed25519.  A seed of 32 bytes is the secret, the public key of 32
 * bytes follows from it, a signature has 64; all of them hex.
 */
enum { SECRET_KEY = 64, SECRET_SIGNATURE = 128 }; /* characters */
const char *secret_seed(struct arena *);          /* a fresh one */
/* NULL: that is no seed. */
const char *secret_public(struct arena *, const char *seed);
const char *secret_sign(struct arena *, const char *seed, const void *, size_t);
/* Did the owner of that public key sign these bytes? */
bool secret_signed(const char *public_key, const char *signature, const void *,
    size_t);
/*
 * The same keys as files: PEM as OpenSSL writes and reads it (RFC 8410).  A
 * fresh secret key; signing with one, which also says its public key (false:
 * the text holds no such key); a public one there and back (NULL: it is none).
 */
const char *secret_pem(struct arena *);
bool secret_pem_sign(struct arena *, const char *pem, const void *, size_t,
    const char **ret_public, const char **ret_signature) NODISCARD;
const char *secret_public_pem(struct arena *, const char *public_key);
const char *secret_pem_public(struct arena *, const char *pem);
/* Argon2 computations so far in this process: a budget for tests. */
long secret_count(void);
#endif
