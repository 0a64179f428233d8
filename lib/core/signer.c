/* signer.c - signing with the files that the settings name */
#include <ctype.h>
#include <string.h>
#include <unistd.h>
#include "core/signer.h"
#include "io/conf.h"

/* Codes are ASCII; what is no part of a file's name names no file. */
static bool
plain(const char *s)
{
	for (const char *p = s; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && *p != '-' && *p != '_')
			return false;
	return *s != '\0';
}

static bool
key_at(struct arena *mem, const char *dir, const char *name,
    struct cms_key *ret)
{
	ret->cert = str_fmt(mem, "%s/%s.pem", dir, name);
	ret->key = str_fmt(mem, "%s/%s.key", dir, name);
	return access(ret->cert, F_OK) == 0;
}

static bool
key_for(struct arena *mem, const struct conf *conf, const struct report *r,
    struct cms_key *ret)
{
	const char *dir = conf->cert_dir;

	if (dir == NULL)
		return false;
	if (plain(r->level) && plain(r->unit_code) &&
	    key_at(mem, dir, str_fmt(mem, "%s.%s", r->level, r->unit_code),
		ret))
		return true;
	return key_at(mem, dir, "agency", ret);
}

static enum rc
by_key(const struct conf *conf, const struct ctx *ctx, const char *kind,
    const char *text, struct signed_row *ret, struct findings *f)
{
	struct signature s;

	if (sign_text(ctx->mem, conf->sign_key, text, strlen(text), &s) != OK) {
		finding(f, "signature",
		    _("This system's own key cannot sign. Nothing was sent; "
		      "please tell your system's administrator (baocao "
		      "doctor)."));
		return E_INVALID;
	}
	*ret = (struct signed_row){ kind, s.key, ctx->real, s.value };
	return OK;
}

static enum rc
by_certificate(const struct conf *conf, const struct ctx *ctx,
    const struct cms_key *k, const char *text, struct signed_row *ret,
    struct findings *f)
{
	struct cms_trust trust = signer_trust(ctx->mem, conf);
	struct cms_cert cert = { 0 };
	const char *value = NULL;
	const char *why = cms_sign(ctx->mem, k, &trust, ctx->real, text,
	    strlen(text), &value, &cert);

	if (why != NULL) {
		finding(f, "signature",
		    _("The agency's certificate cannot sign: %s Nothing was "
		      "sent; please tell your system's administrator."),
		    why);
		return E_INVALID;
	}
	*ret =
	    (struct signed_row){ SIGNED_CERT, cert.subject, ctx->real, value };
	return OK;
}

static enum rc
sign(const struct signer *by, const struct ctx *ctx, const struct report *r,
    const char *text, struct signed_row ret[static SIGNED_MAX], size_t *ret_n,
    struct findings *f)
{
	bool key = !str_empty(by->conf->sign_key);
	struct cms_key k;

	*ret_n = 0;
	if (key)
		TRY(by_key(by->conf, ctx, SIGNED_KEY, text, &ret[(*ret_n)++],
		    f));
	if (!key_for(ctx->mem, by->conf, r, &k))
		return OK;
	struct signed_row *cert = &ret[(*ret_n)++];
	TRY(by_certificate(by->conf, ctx, &k, text, cert, f));
	if (!key)
		return OK;
	return by_key(by->conf, ctx, SIGNED_COUNTER,
	    signature_counter_text(ctx->mem, cert->at, cert->value),
	    &ret[(*ret_n)++], f);
}

struct signer
signer_of(const struct conf *conf)
{
	return (struct signer){ sign, conf };
}

void
signer_look(struct arena *mem, const struct conf *conf, const struct report *r,
    const char *at, struct signer_ready *ret)
{
	struct cms_trust trust = signer_trust(mem, conf);
	struct cms_key k;

	*ret = (struct signer_ready){ .key = !str_empty(conf->sign_key),
		.certificate = key_for(mem, conf, r, &k) };
	if (ret->certificate)
		ret->why = cms_look(mem, &k, &trust, at, &ret->cert);
}
