/*
 * signature.h - what was signed beside a revision, and whether it holds
 *
 * Signed are the bytes that the revision's hash is made of: `prev`, a newline
 * and the body (core/revision.h).  So `sha256sum` of the download is the hash
 * that receipts and papers carry, and openssl alone checks the signatures:
 *     ed25519	by this installation's key (core/sign_key.h), on all that is
 *		sent while there is one
 *     cms	with the agency's certificate (io/cms.h), where there is one
 *     counter	by the key, on "baocao-cms", when, and the one before, a line
 *		each: every byte of it, and that it was made then
 * What was sent before, or where there is no key, is unsigned, and said to be.
 * Law 20/2023/QH15 on electronic transactions, art. 22-23 and 25: a signature
 * with an agency's certificate stands for its seal.
 */
#ifndef CORE_SIGNATURE_H
#define CORE_SIGNATURE_H
#include "core/revision.h"
#include "core/sign_key.h"
struct conf;

#define SIGNED_KEY "ed25519"
#define SIGNED_CERT "cms"
#define SIGNED_COUNTER "counter"

/* As it is stored; value is hex, or DER in base64. */
struct signed_row {
	const char *kind, *signer, *at, *value;
};
struct signed_rows {
	struct signed_row *at;
	size_t n;
};
enum rc signature_list(struct db *, long revision_id,
    struct signed_rows *ret) NODISCARD;
enum rc signature_add(struct db *, long revision_id,
    const struct signed_row *) NODISCARD;
/* The bytes that were signed. */
const char *signature_text(struct arena *, const struct revision *);
/* ... by the key on a signature with a certificate. */
const char *signature_counter_text(struct arena *, const char *at,
    const char *value);
/* The signature as a file: 64 bytes, or DER.  False: it is none. */
bool signature_bytes(struct arena *, const struct signed_row *,
    const char **ret, size_t *ret_len);

/* A signature that was looked at. */
struct signed_one {
	const char *kind;
	bool good;
	bool altered;     /* what was signed is not what stands here */
	const char *says; /* a whole sentence, whichever it is */
	const char *who;  /* the key, shortened; the certificate's subject */
	const char *issuer, *serial; /* of a certificate; else NULL */
	const char *at;              /* when; instant */
};
struct signed_all {
	struct signed_one at[2];
	size_t n;  /* 0: unsigned */
	bool good; /* there is one, and all of them are */
};
/* All of a revision's; its body and prev are what is there now. */
enum rc signature_check(struct db *, struct arena *, const struct conf *,
    const struct revision *, struct signed_all *ret) NODISCARD;
#endif
