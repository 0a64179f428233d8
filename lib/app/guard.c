/* guard.c - who asks, from where, and whether they may */
#include <stdio.h>
#include <string.h>
#include "app/frame.h"
#include "io/conf.h"
#include "io/db_open.h"
#include "io/secret.h"
#include "io/web.h"

/* A browser that has signed in is told from strangers for so long. */
enum { PRE_SECONDS = 365 * 86400 };

/* E_DENIED: the code of why for the record, the words for the log. */
static enum rc refused(struct call *, const char *why, const char *fmt, ...)
    FMT(3, 4);
static enum rc
refused(struct call *c, const char *why, const char *fmt, ...)
{
	va_list ap;
	char text[1000];

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	c->refused = why;
	return fail(E_DENIED, "%s", text);
}

/* The form's token: from the session's root, or from a visitor's cookie. */
static const char *
csrf_of(struct arena *mem, const char *secret)
{
	const char *text = str_fmt(mem, "csrf:%s", secret);

	return secret_sha256(mem, text, strlen(text));
}

static void
visitor_cookie(struct call *c)
{
	struct rq *rq = &c->rq;

	if (c->pre_new)
		c->pre_cookie = cookie_put(rq, COOKIE_PRE, c->pre, PRE_SECONDS);
	rq->ctx.csrf = csrf_of(rq->ctx.mem, c->pre);
}

/* A cron key comes in a header, or as a parameter where that cannot be set. */
static const char *
cron_key(const struct call *c)
{
	const char *key = web_var(c->server->web, "HTTP_X_BAOCAO_KEY");

	if (c->rq.route->job == NULL)
		return NULL;
	if (str_empty(key) && c->method == GET)
		key = param(&c->rq, "key");
	return str_empty(key) ? NULL : key;
}

static enum rc
who_asks(struct call *c)
{
	const char *key = cron_key(c);

	if (c->bearer != NULL || c->rq.route->token == TOKEN_ONLY)
		return bearer_guard(c);
	if (key == NULL)
		return session_resume(c->server->db, c->rq.token, &c->session);
	c->key = secret_sha256(c->rq.ctx.mem, key, strlen(key));
	TRY(session_by_key(c->server->db, c->key, c->rq.route->job,
	    &c->session));
	if (c->session.actor.id == 0)
		return refused(c, "key", "no such cron key for the job %s",
		    c->rq.route->job);
	return OK;
}

enum rc
session_guard(struct call *c)
{
	struct ctx *ctx = &c->rq.ctx;
	struct session *s = &c->session;

	enum rc rc = who_asks(c);
	ctx->actor = &s->actor;
	ctx->now = s->now;
	ctx->today = s->today;
	ctx->real = s->real;
	ctx->demo = s->demo;
	c->rq.session = s->id;
	c->rq.strong = s->strong;
	if (ctx->lang == NULL)
		ctx->lang =
		    s->actor.id != 0 && str_eq(s->lang, "en") ? "en" : "vi";
	tr_lang(ctx->lang);
	TRY(rc);
	if (c->key != NULL || s->actor.only != NULL)
		ctx->csrf = NULL;
	else if (s->actor.id != 0)
		ctx->csrf = csrf_of(ctx->mem, c->rq.root);
	else if (c->rq.route->right == ANYONE)
		visitor_cookie(c);
	return OK;
}

/* "https://host:port" names the same host as the Host header. */
static bool
same_origin(const char *origin, const char *host)
{
	const char *at = strstr(origin, "://");

	return at != NULL && strcmp(at + 3, host) == 0;
}

bool
csrf_fits(const struct call *c)
{
	const char *given = param(&c->rq, "csrf");

	return given != NULL && c->rq.root != NULL &&
	       secret_equal(given, csrf_of(c->rq.ctx.mem, c->rq.root));
}

/*
 * A page of ours was open when they signed in anew, in another tab.  No other
 * site can have a browser say "same-origin"; a button is to be pressed even so.
 */
static bool
other_session(const struct call *c, const char *site, const char *given)
{
	return c->session.id != 0 && c->rq.route->right != ANYONE &&
	       str_eq(site, "same-origin") && given != NULL &&
	       strlen(given) == strlen(c->rq.ctx.csrf) &&
	       given[strspn(given, "0123456789abcdef")] == '\0';
}

enum rc
csrf_guard(struct call *c)
{
	const char *site = web_var(c->server->web, "HTTP_SEC_FETCH_SITE");
	const char *origin = web_var(c->server->web, "HTTP_ORIGIN");
	const char *host = web_var(c->server->web, "HTTP_HOST");
	const char *given = param(&c->rq, "csrf");

	if (site != NULL && strcmp(site, "same-origin") != 0 &&
	    strcmp(site, "none") != 0)
		return refused(c, "origin", "POST from %s", site);
	if (origin != NULL && strcmp(origin, "null") != 0 &&
	    !same_origin(origin, host == NULL ? "" : host))
		return refused(c, "origin", "POST from %s to %s", origin,
		    host == NULL ? "-" : host);
	if (c->rq.route->right != ANYONE && c->session.actor.id == 0)
		return E_SIGNIN; /* the session ended while they typed */
	if (given != NULL && c->rq.ctx.csrf != NULL &&
	    secret_equal(given, c->rq.ctx.csrf))
		return OK;
	c->elsewhere = other_session(c, site, given);
	return c->elsewhere ? E_PROVE : refused(c, "csrf", "wrong csrf token");
}

/* "head,reviewer": those of their roles that have the right. */
static const char *
roles_with(struct arena *mem, const struct actor *who, enum right right)
{
	struct buf b = { .mem = mem, .max = 500 };
	bool seen[ROLE_END] = { false };

	if (right == ANYONE || right == SIGNED_IN)
		return "";
	for (size_t i = 0; i < who->ngrant; i++) {
		long r = who->grants[i].role;
		if (r <= 0 || r >= ROLE_END || seen[r] ||
		    !role_has((enum role)r, right))
			continue;
		seen[r] = true;
		buf_fmt(&b, "%s%s", b.len > 0 ? "," : "",
		    role_name((enum role)r));
	}
	return b.at == NULL ? "" : b.at;
}

enum rc
access_guard(struct call *c)
{
	const struct route *r = c->rq.route;
	struct actor *who = &c->session.actor;

	if (r->right == CRON)
		return c->key != NULL ? OK : refused(c, "key", "no cron key");
	if (r->right != ANYONE && who->id == 0)
		return E_SIGNIN;
	if (!actor_may(who, r->right))
		return refused(c, "right", "%s has no right to %s", who->login,
		    r->path);
	c->rq.ctx.role = roles_with(c->rq.ctx.mem, who, r->right);
	who->behalf = acting_for(who, r->right, 0);
	if (r->object == NULL)
		return OK;
	for (size_t i = 0; i < r->nin; i++)
		if (strcmp(r->in[i].name, r->id) == 0)
			c->rq.object = *(
			    const long *)(const void *)((const char *)c->rq.in +
							r->in[i].at);
	return r->object->find(&c->rq);
}

/*
 * Over HTTPS a name that browsers take from this host alone, or by a secure
 * answer alone where we live below a path: nobody beside us can plant one.
 */
const char *
cookie_name(const struct rq *rq, const char *name)
{
	if (!rq->https)
		return name;
	return str_fmt(rq->ctx.mem, "%s%s",
	    *rq->conf->base == '\0' ? "__Host-" : "__Secure-", name);
}

/* Path, flags; nothing in it comes from outside but hex. */
const char *
cookie_put(const struct rq *rq, const char *name, const char *value, long age)
{
	const char *life = "";

	if (age != 0)
		life = str_fmt(rq->ctx.mem, "; Max-Age=%ld", age < 0 ? 0 : age);
	return str_fmt(rq->ctx.mem,
	    "%s=%s; Path=%s/; HttpOnly; SameSite=Lax%s%s",
	    cookie_name(rq, name), value, rq->conf->base,
	    rq->https ? "; Secure" : "", life);
}
