/* cms_chain.c - does a certificate count at an instant? */
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <string.h>
#include "base/ctx.h"
#include "io/cms_part.h"

static const char *
chain_why(struct arena *mem, X509_STORE_CTX *x)
{
	X509 *at = X509_STORE_CTX_get_current_cert(x);
	int error = X509_STORE_CTX_get_error(x);
	const char *name =
	    at == NULL ? "?" : cms_name(mem, X509_get_subject_name(at));

	switch (error) {
	case X509_V_ERR_CERT_HAS_EXPIRED:
		return str_fmt(mem, _("The certificate of %s has expired."),
		    name);
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return str_fmt(mem,
		    _("The certificate of %s is not valid yet."), name);
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
	case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
	case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
		return str_fmt(mem,
		    _("The certificate of %s was not issued by an authority "
		      "that this installation trusts."),
		    name);
	default:
		return str_fmt(mem, _("The certificate of %s is not good: %s."),
		    name, X509_verify_cert_error_string(error));
	}
}

/* Any purpose: what an agency's may be used for is may_sign()'s to say. */
static const char *
find_chain(struct cms_bag *b, time_t at)
{
	X509_STORE_CTX *x = X509_STORE_CTX_new();
	const char *why = NULL;

	X509_STORE_CTX_init(x, b->store, b->cert, b->between);
	X509_VERIFY_PARAM *p = X509_STORE_CTX_get0_param(x);
	X509_VERIFY_PARAM_set_time(p, at);
	X509_VERIFY_PARAM_set_purpose(p, X509_PURPOSE_ANY);
	if (X509_verify_cert(x) == 1)
		b->chain = X509_STORE_CTX_get1_chain(x);
	else
		why = chain_why(b->mem, x);
	X509_STORE_CTX_free(x);
	return why;
}

static bool
usage_listed(const EXTENDED_KEY_USAGE *list)
{
	static const char *const good[] = {
		"1.3.6.1.5.5.7.3.4",       /* e-mail protection */
		"1.3.6.1.5.5.7.3.36",      /* documents, RFC 9336 */
		"1.3.6.1.4.1.311.10.3.12", /* documents, as Windows has it */
		"1.2.840.113583.1.1.5",    /* documents, as Adobe has it */
		"2.5.29.37.0"              /* any */
	};
	char oid[80];

	for (int i = 0; i < sk_ASN1_OBJECT_num(list); i++) {
		OBJ_obj2txt(oid, sizeof oid, sk_ASN1_OBJECT_value(list, i), 1);
		for (size_t k = 0; k < COUNT(good); k++)
			if (strcmp(oid, good[k]) == 0)
				return true;
	}
	return false;
}

static const char *
may_sign(struct arena *mem, X509 *cert)
{
	EXTENDED_KEY_USAGE *list =
	    X509_get_ext_d2i(cert, NID_ext_key_usage, NULL, NULL);
	bool listed = list == NULL || usage_listed(list);
	bool ca = (X509_get_extension_flags(cert) & EXFLAG_CA) != 0;
	/* all bits are set where nothing is said */
	uint32_t usage = X509_get_key_usage(cert);

	sk_ASN1_OBJECT_pop_free(list, ASN1_OBJECT_free);
	if (listed && !ca &&
	    (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0)
		return NULL;
	return str_fmt(mem,
	    _("The certificate of %s is not meant for signing documents."),
	    cms_name(mem, X509_get_subject_name(cert)));
}

static X509_CRL *
crl_of(const struct cms_bag *b, X509 *issuer)
{
	X509_NAME *name = X509_get_subject_name(issuer);

	for (int i = 0; i < sk_X509_CRL_num(b->crls); i++) {
		X509_CRL *c = sk_X509_CRL_value(b->crls, i);
		if (X509_NAME_cmp(X509_CRL_get_issuer(c), name) == 0 &&
		    X509_CRL_verify(c, X509_get0_pubkey(issuer)) == 1)
			return c;
	}
	return NULL;
}

/* What was signed before a revocation stays signed. */
static const char *
revoked(struct cms_bag *b, X509 *cert, X509 *issuer, time_t at, bool fresh)
{
	struct arena *mem = b->mem;
	const char *name = cms_name(mem, X509_get_subject_name(cert));
	X509_CRL *list = crl_of(b, issuer);
	X509_REVOKED *entry;

	if (list == NULL)
		return str_fmt(mem, _("There is no list of revocations by %s."),
		    cms_name(mem, X509_get_subject_name(issuer)));
	const ASN1_TIME *next = X509_CRL_get0_nextUpdate(list);
	if (fresh && next != NULL && ASN1_TIME_cmp_time_t(next, at) < 0)
		return str_fmt(mem,
		    _("The list of revocations by %s is out of date; fetch the "
		      "new one."),
		    cms_name(mem, X509_get_subject_name(issuer)));
	if (X509_CRL_get0_by_cert(list, &entry, cert) != 1)
		return NULL;
	const ASN1_TIME *since = X509_REVOKED_get0_revocationDate(entry);
	if (ASN1_TIME_cmp_time_t(since, at) > 0)
		return NULL;
	return str_fmt(mem, _("The certificate of %s has been revoked."), name);
}

const char *
cms_counts(struct cms_bag *b, time_t at, bool fresh)
{
	const char *why = find_chain(b, at);

	if (why == NULL)
		why = may_sign(b->mem, b->cert);
	if (b->crls == NULL || why != NULL)
		return why;
	for (int i = 0; why == NULL && i + 1 < sk_X509_num(b->chain); i++)
		why = revoked(b, sk_X509_value(b->chain, i),
		    sk_X509_value(b->chain, i + 1), at, fresh);
	return why;
}
