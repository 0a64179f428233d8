/* cms_cert.c - certificates and keys out of files, and what they say */
#include <errno.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <sys/stat.h>
#include "base/ctx.h"
#include "io/cms_part.h"

void
cms_bag_free(struct cms_bag *b)
{
	X509_free(b->cert);
	sk_X509_pop_free(b->between, X509_free);
	sk_X509_pop_free(b->roots, X509_free);
	sk_X509_pop_free(b->chain, X509_free);
	sk_X509_CRL_pop_free(b->crls, X509_CRL_free);
	EVP_PKEY_free(b->key);
	X509_STORE_free(b->store);
}

static const char *
open_file(struct arena *mem, const char *path, BIO **ret)
{
	*ret = path == NULL ? NULL : BIO_new_file(path, "r");
	if (*ret != NULL)
		return NULL;
	return str_fmt(mem, _("The file %s cannot be read: %s."),
	    path == NULL ? "?" : path, strerror(errno));
}

/* Every certificate of a file, in order. */
static const char *
read_certs(struct arena *mem, const char *path, STACK_OF(X509) * *ret)
{
	BIO *in;
	X509 *one;
	const char *why = open_file(mem, path, &in);

	if (why != NULL)
		return why;
	*ret = sk_X509_new_null();
	while ((one = PEM_read_bio_X509(in, NULL, NULL, NULL)) != NULL)
		sk_X509_push(*ret, one);
	BIO_free(in);
	if (sk_X509_num(*ret) > 0)
		return NULL;
	return str_fmt(mem, _("The file %s holds no certificate."), path);
}

const char *
cms_read_cert(struct cms_bag *b, const char *path)
{
	const char *why = read_certs(b->mem, path, &b->between);

	if (why == NULL)
		b->cert = sk_X509_shift(b->between);
	return why;
}

/* A phrase to open it with is nobody's to type here. */
static int
no_phrase(char *buf, int size, int write, void *arg)
{
	(void)buf;
	(void)size;
	(void)write;
	(void)arg;
	return -1;
}

const char *
cms_read_key(struct cms_bag *b, const char *path)
{
	struct stat st;
	BIO *in;
	const char *why = open_file(b->mem, path, &in);

	if (why != NULL)
		return why;
	bool open = stat(path, &st) == 0 && (st.st_mode & S_IRWXO) != 0;
	if (!open)
		b->key = PEM_read_bio_PrivateKey(in, NULL, no_phrase, NULL);
	BIO_free(in);
	if (open)
		return str_fmt(b->mem,
		    _("The key in %s can be read by everybody: chmod o= %s."),
		    path, path);
	if (b->key == NULL)
		return str_fmt(b->mem,
		    _("The file %s holds no key that can be used."), path);
	if (b->cert != NULL && X509_check_private_key(b->cert, b->key) != 1)
		return str_fmt(b->mem,
		    _("The key in %s is not that of the certificate."), path);
	return NULL;
}

static const char *
read_crls(struct cms_bag *b, const char *path)
{
	struct stat st;
	X509_CRL *one;
	BIO *in;

	if (path == NULL || (stat(path, &st) != 0 && errno == ENOENT))
		return NULL;
	const char *why = open_file(b->mem, path, &in);
	if (why != NULL)
		return why;
	b->crls = sk_X509_CRL_new_null();
	while ((one = PEM_read_bio_X509_CRL(in, NULL, NULL, NULL)) != NULL)
		sk_X509_CRL_push(b->crls, one);
	BIO_free(in);
	return NULL;
}

const char *
cms_read_trust(struct cms_bag *b, const struct cms_trust *t)
{
	const char *why = read_certs(b->mem, t->ca, &b->roots);

	if (why == NULL)
		why = read_crls(b, t->crl);
	if (why != NULL)
		return why;
	b->store = X509_STORE_new();
	for (int i = 0; i < sk_X509_num(b->roots); i++)
		X509_STORE_add_cert(b->store, sk_X509_value(b->roots, i));
	return NULL;
}

const char *
cms_name(struct arena *mem, const X509_NAME *name)
{
	BIO *out = BIO_new(BIO_s_mem());
	char *at;

	X509_NAME_print_ex(out, name, 0,
	    XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB & ~XN_FLAG_SPC_EQ);
	long n = BIO_get_mem_data(out, &at);
	const char *text = str_ndup(mem, at, (size_t)n);
	BIO_free(out);
	return text;
}

const char *
cms_instant(struct arena *mem, const ASN1_TIME *t)
{
	struct tm tm;
	char text[40];

	if (t == NULL || ASN1_TIME_to_tm(t, &tm) != 1)
		return NULL;
	strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S.000000", &tm);
	return str_dup(mem, text);
}

time_t
cms_time(const char *instant)
{
	struct tm tm = { 0 };

	return strptime(instant, "%Y-%m-%d %H:%M:%S", &tm) == NULL ?
		   0 :
		   timegm(&tm);
}

void
cms_describe(struct arena *mem, X509 *cert, struct cms_cert *ret)
{
	BIGNUM *n = ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
	char *hex = n == NULL ? NULL : BN_bn2hex(n);

	*ret = (struct cms_cert){ .subject = cms_name(mem,
				      X509_get_subject_name(cert)),
		.issuer = cms_name(mem, X509_get_issuer_name(cert)),
		.serial = str_dup(mem, hex == NULL ? "" : hex),
		.from = cms_instant(mem, X509_get0_notBefore(cert)),
		.to = cms_instant(mem, X509_get0_notAfter(cert)) };
	OPENSSL_free(hex);
	BN_free(n);
}
