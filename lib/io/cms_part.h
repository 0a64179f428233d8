/* cms_part.h - what the files of io/cms.h share */
#ifndef IO_CMS_PART_H
#define IO_CMS_PART_H
#include <openssl/x509.h>
#include <time.h>
#include "io/cms.h"

/* Everything that OpenSSL gave; whatever is NULL was not asked for. */
struct cms_bag {
	struct arena *mem;
	X509 *cert; /* the signer's */
	STACK_OF(X509) * between;
	STACK_OF(X509) * roots;
	STACK_OF(X509_CRL) * crls; /* NULL: there is no list */
	STACK_OF(X509) * chain;    /* from the signer to its root, once found */
	EVP_PKEY *key;
	X509_STORE *store;
};
void cms_bag_free(struct cms_bag *);
/* All of these: NULL, or the sentence why not. */
const char *cms_read_cert(struct cms_bag *, const char *path);
const char *cms_read_key(struct cms_bag *, const char *path);
const char *cms_read_trust(struct cms_bag *, const struct cms_trust *);
/* Is the signer's certificate one that counts?  fresh: lists, too. */
const char *cms_counts(struct cms_bag *, time_t at, bool fresh);

void cms_describe(struct arena *, X509 *, struct cms_cert *ret);
time_t cms_time(const char *instant);
const char *cms_instant(struct arena *, const ASN1_TIME *);
const char *cms_name(struct arena *, const X509_NAME *);
#endif
