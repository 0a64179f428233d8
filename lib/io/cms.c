/* cms.c - is it a signature with a certificate that counts? */
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>
#include "base/ctx.h"
#include "io/cms_part.h"

enum { HOW = CMS_BINARY | CMS_DETACHED, DER_MAX = 1 << 20 };

bool
cms_bytes(struct arena *mem, const char *text, const char **ret,
    size_t *ret_len)
{
	size_t n = text == NULL ? 0 : strlen(text);
	char *to = arena_alloc(mem, n + 4);

	if (n == 0 || n % 4 != 0 || n > DER_MAX * 2)
		return false;
	int got = EVP_DecodeBlock((unsigned char *)to,
	    (const unsigned char *)text, (int)n);
	if (got < 0)
		return false;
	for (const char *p = text + n; p > text && p[-1] == '='; p--)
		got--;
	*ret = to;
	*ret_len = (size_t)got;
	return true;
}

static CMS_ContentInfo *
parse(struct arena *mem, const char *text)
{
	const char *der;
	size_t n;

	if (!cms_bytes(mem, text, &der, &n))
		return NULL;
	const unsigned char *p = (const unsigned char *)der;
	CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &p, (long)n);
	if (cms != NULL && p == (const unsigned char *)der + n &&
	    OBJ_obj2nid(CMS_get0_type(cms)) == NID_pkcs7_signed)
		return cms;
	CMS_ContentInfo_free(cms);
	return NULL;
}

/* Exactly one signer, whose certificate comes along. */
static CMS_SignerInfo *
signer_of(CMS_ContentInfo *cms, X509 **ret)
{
	STACK_OF(CMS_SignerInfo) *all = CMS_get0_SignerInfos(cms);

	*ret = NULL;
	if (sk_CMS_SignerInfo_num(all) != 1 ||
	    CMS_set1_signers_certs(cms, NULL, 0) != 1)
		return NULL;
	CMS_SignerInfo *si = sk_CMS_SignerInfo_value(all, 0);
	CMS_SignerInfo_get0_algs(si, NULL, ret, NULL, NULL);
	return si;
}

static const char *
time_of(struct arena *mem, const CMS_SignerInfo *si)
{
	int at = CMS_signed_get_attr_by_NID(si, NID_pkcs9_signingTime, -1);
	X509_ATTRIBUTE *a = at < 0 ? NULL : CMS_signed_get_attr(si, at);
	const ASN1_TYPE *v = a == NULL ? NULL : X509_ATTRIBUTE_get0_type(a, 0);

	if (v == NULL ||
	    (v->type != V_ASN1_UTCTIME && v->type != V_ASN1_GENERALIZEDTIME))
		return NULL;
	return cms_instant(mem, v->value.asn1_string);
}

/* The signature itself, and that it names this certificate (ESS). */
static bool
holds(struct cms_bag *b, CMS_ContentInfo *cms, time_t at, const void *text,
    size_t len)
{
	X509_VERIFY_PARAM *p = X509_VERIFY_PARAM_new();
	/* behind a filter: of memory it makes a copy, and may forget that */
	BIO *in =
	    BIO_push(BIO_new(BIO_f_null()), BIO_new_mem_buf(text, (int)len));

	X509_VERIFY_PARAM_set_time(p, at);
	X509_VERIFY_PARAM_set_purpose(p, X509_PURPOSE_ANY);
	X509_STORE_set1_param(b->store, p);
	bool good =
	    CMS_verify(cms, NULL, b->store, in, NULL, HOW | CMS_CADES) == 1;
	BIO_free_all(in);
	X509_VERIFY_PARAM_free(p);
	return good;
}

static void
check(struct cms_bag *b, CMS_ContentInfo *cms, const struct cms_trust *t,
    const void *text, size_t len, struct cms_found *ret)
{
	X509 *cert;
	CMS_SignerInfo *si = signer_of(cms, &cert);

	if (cert != NULL) {
		X509_up_ref(cert);
		b->cert = cert;
		cms_describe(b->mem, cert, &ret->cert);
		ret->at = time_of(b->mem, si);
	}
	if (cert == NULL || ret->at == NULL) {
		ret->why = _("The signature is not whole.");
		return;
	}
	b->between = CMS_get1_certs(cms);
	ret->why = cms_read_trust(b, t);
	if (ret->why == NULL)
		ret->why = cms_counts(b, cms_time(ret->at), false);
	if (ret->why == NULL && !holds(b, cms, cms_time(ret->at), text, len)) {
		ret->altered = true;
		ret->why = _("This is NOT what was signed: it was changed "
			     "after signing, or the signature was.");
	}
}

void
cms_check(struct arena *mem, const struct cms_trust *t, const char *text,
    const void *bytes, size_t len, struct cms_found *ret)
{
	struct cms_bag b = { .mem = mem };
	CMS_ContentInfo *cms = parse(mem, text);

	*ret = (struct cms_found){ 0 };
	if (cms == NULL)
		ret->why = _("The signature is not whole.");
	else
		check(&b, cms, t, bytes, len, ret);
	CMS_ContentInfo_free(cms);
	cms_bag_free(&b);
	ERR_clear_error();
}
