/* trust.c - what the web server says about the visitor */
#include <stdlib.h>
#include <string.h>
#include "app/frame.h"
#include "app/trust.h"
#include "base/date.h"
#include "base/utf8.h"
#include "io/conf.h"
#include "io/secret.h"
#include "io/web.h"

enum { IDENTITY_MAX = 200, INSTANT = 19, AHEAD_S = 300 };

static const char *
var(const struct call *c, const char *name)
{
	const char *v = web_var(c->server->web, name);

	return v == NULL ? "" : v;
}

/* One of the words of `wanted` is one of those in `said`: "pwd,otp". */
static bool
has_word(const char *said, const char *wanted)
{
	static const char gaps[] = ", []\"";

	for (const char *w = wanted; *w != '\0';) {
		size_t n = strcspn(w, " ");
		for (const char *s = said; n > 0 && *s != '\0';) {
			size_t k = strcspn(s, gaps);
			if (k == n && memcmp(s, w, n) == 0)
				return true;
			s += k + (s[k] != '\0');
		}
		w += n + (w[n] == ' ');
	}
	return false;
}

/* Seconds since 1970 of "2026-09-28 02:03:04.000000". */
static long
epoch(const char *instant)
{
	struct date d;
	char day[11] = "";

	if (strlen(instant) < INSTANT)
		return 0;
	memcpy(day, instant, sizeof day - 1);
	if (!date_parse(day, &d))
		return 0;
	return date_days(d) * 86400 + strtol(instant + 11, NULL, 10) * 3600 +
	       strtol(instant + 14, NULL, 10) * 60 +
	       strtol(instant + 17, NULL, 10);
}

/* A clock may be some minutes ahead; what is later is no time in seconds. */
static long
age_of(const struct call *c)
{
	const char *at = var(c, "OIDC_CLAIM_auth_time");
	char *end;

	long then = strtol(at, &end, 10);
	long now = epoch(c->rq.ctx.real);
	if (*at == '\0' || *end != '\0' || then < 0 || then > now + AHEAD_S)
		return -1;
	return then > now ? 0 : now - then;
}

/* The name without its realm; NULL: it has another one, or none. */
static const char *
without_realm(struct arena *mem, const char *name, const char *realm)
{
	const char *at = strrchr(name, '@');

	if (*realm == '\0')
		return name;
	if (at == NULL || at == name || strcmp(at + 1, realm) != 0)
		return NULL;
	return str_ndup(mem, name, (size_t)(at - name));
}

/* There is a frame around every rq; what was refused is said to its record. */
static enum rc
refused(const struct call *c, const char *why)
{
	((struct call *)c)->refused = "sso";
	return fail(E_DENIED, "sso: %s", why);
}

enum rc
trust_read(const struct rq *rq, struct trust *ret)
{
	const struct call *c = (const struct call *)rq;
	const struct conf_sso *s = &rq->conf->sso;
	struct arena *mem = rq->ctx.mem;
	const char *name = var(c, s->variable);

	if (!s->on)
		return fail(E_NOTFOUND, "remote_user = no");
	if (!secret_equal(var(c, "BAOCAO_PROXY_SECRET"), s->secret))
		return refused(c, "no or another secret");
	if (*name == '\0' || strlen(name) > IDENTITY_MAX)
		return refused(c, "nobody, or too long a name");
	name = utf8_nfc(mem, name);
	if (name == NULL || utf8_blank(name) || strpbrk(name, "\t\r\n"))
		return refused(c, "a name that is no text");
	ret->issuer = query_text(mem, var(c, "OIDC_CLAIM_iss"),
	    strlen(var(c, "OIDC_CLAIM_iss")));
	if (*s->issuer != '\0' && !str_eq(ret->issuer, s->issuer))
		return refused(c, "another issuer");
	ret->name = without_realm(mem, name, s->realm);
	if (ret->name == NULL)
		return refused(c, "another realm");
	ret->second = has_word(var(c, "OIDC_CLAIM_amr"), s->second) ||
		      has_word(var(c, "OIDC_CLAIM_acr"), s->second);
	ret->age_s = age_of(c);
	return OK;
}
