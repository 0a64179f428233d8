/*
 * cms.h - signatures with an agency's certificate: CMS, by OpenSSL's libcrypto
 *
 * Detached, over SHA-256, with the signing time and the signing certificate
 * among what is signed (CAdES-BES; RFC 5652, 5035): `openssl cms -verify` reads
 * it.  Files are PEM.  A certificate's file holds the certificate first, then
 * those between it and its root; the key's file is closed to everybody.
 *
 * A certificate counts if it leads to a root of the trust's `ca`, was valid at
 * that time as all above it were, may sign (key usage: digital signature or
 * non-repudiation; extended usage, if any: documents or e-mail) and had not
 * been revoked by then.  Where there is a list of revocations, each of the
 * chain's issuers must have one, and to sign it must not be out of date.
 */
#ifndef IO_CMS_H
#define IO_CMS_H
#include "base/base.h"

struct cms_trust {
	const char *ca;  /* roots */
	const char *crl; /* lists of revocations; no such file: none */
};
struct cms_cert {
	const char *subject, *issuer; /* "CN=..., O=..." */
	const char *serial;           /* hex */
	const char *from, *to;        /* UTC instants, as in the database */
};
struct cms_key {
	const char *cert, *key; /* files */
};
/*
 * Why a certificate cannot sign at that instant, a whole sentence; NULL: it
 * can.  *ret is filled as far as it could be read.
 */
const char *cms_look(struct arena *, const struct cms_key *,
    const struct cms_trust *, const char *at, struct cms_cert *ret);
/* Sign as of that instant: NULL, and DER in base64; else why not. */
const char *cms_sign(struct arena *, const struct cms_key *,
    const struct cms_trust *, const char *at, const void *, size_t,
    const char **ret, struct cms_cert *ret_cert);

struct cms_found {
	struct cms_cert cert;
	const char *at;  /* when it says it was signed, or NULL */
	const char *why; /* it is not good; NULL: it is */
	bool altered;    /* ... because the bytes are others */
};
void cms_check(struct arena *, const struct cms_trust *, const char *base64,
    const void *, size_t, struct cms_found *ret);
/* The bytes of a base64 text: what a download is; false: it is none. */
bool cms_bytes(struct arena *, const char *base64, const char **ret,
    size_t *ret_len);
#endif
