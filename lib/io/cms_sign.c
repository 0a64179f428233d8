/* cms_sign.c - signing with an agency's certificate */
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>
#include "base/ctx.h"
#include "io/cms_part.h"

enum { HOW = CMS_BINARY | CMS_DETACHED, DER_MAX = 1 << 20 };

/* The certificate that shall sign, and all that says whether it may. */
static const char *
ready(struct cms_bag *b, const struct cms_key *k, const struct cms_trust *t,
    const char *at, struct cms_cert *ret)
{
	const char *why = cms_read_cert(b, k->cert);

	if (why == NULL) {
		cms_describe(b->mem, b->cert, ret);
		why = cms_read_key(b, k->key);
	}
	if (why == NULL)
		why = cms_read_trust(b, t);
	return why == NULL ? cms_counts(b, cms_time(at), true) : why;
}

const char *
cms_look(struct arena *mem, const struct cms_key *k, const struct cms_trust *t,
    const char *at, struct cms_cert *ret)
{
	struct cms_bag b = { .mem = mem };

	*ret = (struct cms_cert){ 0 };
	const char *why = ready(&b, k, t, at, ret);
	cms_bag_free(&b);
	ERR_clear_error();
	return why;
}

static const char *
base64(struct arena *mem, CMS_ContentInfo *cms)
{
	unsigned char *der = NULL;
	int n = i2d_CMS_ContentInfo(cms, &der);
	const char *text = NULL;

	if (n > 0 && n <= DER_MAX) {
		char *to = arena_alloc(mem, (size_t)n / 3 * 4 + 8);
		EVP_EncodeBlock((unsigned char *)to, der, n);
		text = to;
	}
	OPENSSL_free(der);
	return text;
}

static bool
add_time(CMS_SignerInfo *si, const char *at)
{
	ASN1_TIME *t = ASN1_TIME_set(NULL, cms_time(at));
	bool good =
	    t != NULL && CMS_signed_add1_attr_by_NID(si, NID_pkcs9_signingTime,
			     t->type, t, -1) == 1;

	ASN1_TIME_free(t);
	return good;
}

/* With everything but the root, which the reader has to know anyway. */
static bool
compose(const struct cms_bag *b, CMS_ContentInfo *cms, const char *at, BIO *in)
{
	CMS_SignerInfo *si = CMS_add1_signer(cms, b->cert, b->key, EVP_sha256(),
	    HOW | CMS_CADES | CMS_PARTIAL | CMS_NOSMIMECAP);
	bool good = si != NULL && add_time(si, at);

	for (int i = 1; good && i + 1 < sk_X509_num(b->chain); i++)
		good = CMS_add1_cert(cms, sk_X509_value(b->chain, i)) == 1;
	return good && CMS_final(cms, in, NULL, HOW) == 1;
}

const char *
cms_sign(struct arena *mem, const struct cms_key *k, const struct cms_trust *t,
    const char *at, const void *text, size_t len, const char **ret,
    struct cms_cert *ret_cert)
{
	struct cms_bag b = { .mem = mem };
	const char *why = ready(&b, k, t, at, ret_cert);

	if (why == NULL) {
		BIO *in = BIO_new_mem_buf(text, (int)len);
		CMS_ContentInfo *cms =
		    CMS_sign(NULL, NULL, NULL, NULL, HOW | CMS_PARTIAL);
		*ret = cms != NULL && compose(&b, cms, at, in) ?
			   base64(mem, cms) :
			   NULL;
		if (*ret == NULL)
			why = str_fmt(mem,
			    _("OpenSSL cannot sign with this key: %s."),
			    ERR_reason_error_string(ERR_peek_last_error()));
		CMS_ContentInfo_free(cms);
		BIO_free(in);
	}
	cms_bag_free(&b);
	ERR_clear_error();
	return why;
}
