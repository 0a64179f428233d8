/* request.c - what the web server handed over, read within limits */
#include <string.h>
#include "app/frame.h"
#include "io/conf.h"
#include "io/secret.h"
#include "io/web.h"

enum {
	QUERY_MAX = 8192,
	COOKIE_MAX = 8192,
	PATH_MAX_LEN = 500,
	TOKEN_LEN = 64,
	TOKEN_BYTES = 32,
	KEY_BYTES = 16,
	LANG_SECONDS = 365 * 86400
};

/* All that a path of ours is made of. */
#define PATH_CHARS \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-"

static const char *
var(const struct call *c, const char *name)
{
	const char *v = web_var(c->server->web, name);

	return v == NULL ? "" : v;
}

static bool
only(const char *s, const char *set)
{
	return s[strspn(s, set)] == '\0';
}

/*
 * Front ends split the path differently: ProxyPass and nginx send it whole in
 * SCRIPT_NAME, CGI splits off PATH_INFO, a rewrite keeps the visitor's own in
 * REDIRECT_URL.  Never SCRIPT_FILENAME.
 */
static enum rc
read_path(struct call *c)
{
	const char *base = c->server->conf->base,
		   *path = var(c, "REDIRECT_URL");

	if (*path == '\0')
		path = str_fmt(c->rq.ctx.mem, "%s%s", var(c, "SCRIPT_NAME"),
		    var(c, "PATH_INFO"));
	if (strlen(path) > PATH_MAX_LEN)
		return fail(E_LIMIT, "a path of %zu bytes", strlen(path));
	size_t n = strlen(base);
	if (strncmp(path, base, n) != 0 || (path[n] != '/' && path[n] != '\0'))
		return fail(E_NOTFOUND, "not below %s: %s", base, path);
	if (!only(path + n, PATH_CHARS))
		return fail(E_NOTFOUND, "no path of ours: %s", path);
	c->rq.path = path[n] == '\0' ? "/" : path + n;
	c->rq.ctx.path = c->rq.path;
	return OK;
}

/* This page's address, without the parameter that changes its language. */
static const char *
here(struct call *c, const char *query)
{
	struct buf b = { .mem = c->rq.ctx.mem,
		.max = QUERY_MAX + PATH_MAX_LEN };
	const char *sep = "?";

	buf_str(&b, c->rq.path);
	while (*query != '\0') {
		size_t n = strcspn(query, "&");
		if (n > 0 && !str_starts(query, COOKIE_LANG "=")) {
			buf_str(&b, sep);
			buf_put(&b, query, n);
			sep = "&";
		}
		query += n + (query[n] == '&');
	}
	return b.at;
}

/* ?lang=en on any page: answered in it, and remembered. */
static void
read_lang(struct call *c)
{
	struct rq *rq = &c->rq;
	const char *lang = params_get(&rq->params, COOKIE_LANG);

	if (!str_eq(lang, "vi") && !str_eq(lang, "en"))
		return;
	rq->ctx.lang = lang;
	if (c->bearer == NULL)
		c->lang_cookie =
		    cookie_put(rq, COOKIE_LANG, lang, LANG_SECONDS);
	tr_lang(lang);
}

static enum rc
read_query(struct call *c)
{
	const char *text = var(c, "QUERY_STRING"), *why = "";
	size_t n = strlen(text);

	if (n > QUERY_MAX)
		return fail(E_LIMIT, "a query of %zu bytes", n);
	enum rc rc = query_parse(c->rq.ctx.mem, text, n, &c->rq.params, &why);
	if (rc != OK)
		return fail(rc, "query: %s", why);
	c->rq.ctx.here = here(c, text);
	read_lang(c);
	return OK;
}

/* The type that forms have, with or without a charset. */
static bool
is_form(const char *type)
{
	static const char form[] = "application/x-www-form-urlencoded";

	return str_starts(type, form) &&
	       strchr("; ", type[sizeof form - 1]) != NULL;
}

/* How long it says it is, which must not be more than that. */
static enum rc
read_length(struct call *c, size_t max, size_t *ret)
{
	const char *length = var(c, "CONTENT_LENGTH");
	size_t n = 0;

	if (*length == '\0')
		return fail(E_LENGTH, "no CONTENT_LENGTH");
	if (!only(length, "0123456789"))
		return fail(E_MALFORMED, "CONTENT_LENGTH %s", length);
	for (const char *d = length; *d != '\0'; d++) {
		n = n * 10 + (size_t)(*d - '0');
		if (n > max)
			return fail(E_LIMIT, "a body of %s bytes", length);
	}
	*ret = n;
	return OK;
}

static enum rc
cut_short(size_t n, size_t got)
{
	return fail(E_MALFORMED, "a body of %zu bytes, %zu came", n, got);
}

static enum rc
read_fields(struct call *c)
{
	const char *why = "";
	size_t n;

	TRY(read_length(c, (size_t)c->server->conf->body_max, &n));
	char *body = arena_alloc(c->rq.ctx.mem, n + 1);
	size_t got = web_read(c->server->web, body, n);
	if (got != n)
		return cut_short(n, got);
	enum rc rc = query_parse(c->rq.ctx.mem, body, n, &c->rq.params, &why);
	return rc == OK ? OK : fail(rc, "body: %s", why);
}

/* Piece by piece: of the file there is one copy, where it stays. */
static enum rc
read_pieces(struct call *c, struct multipart *m, size_t n)
{
	static char piece[32 << 10];
	size_t left = n;

	while (left > 0) {
		size_t part = left < sizeof piece ? left : sizeof piece;
		size_t got = web_read(c->server->web, piece, part);
		TRY(multipart_feed(m, piece, got));
		left -= got;
		if (got < part)
			return cut_short(n, n - left);
	}
	return multipart_end(m, &c->rq.file);
}

static enum rc
file_too_large(struct call *c)
{
	finding(&c->rq.findings, c->rq.route->file,
	    _("The file is larger than %zu MiB."), c->rq.route->file_max >> 20);
	return E_LIMIT;
}

static enum rc
read_file(struct call *c)
{
	const struct route *r = c->rq.route;
	size_t n, text = (size_t)c->server->conf->body_max;
	struct multipart_limits limits = { .file = r->file,
		.file_max = r->file_max,
		.text_max = text };
	struct multipart *m;
	enum rc rc = read_length(c, r->file_max + text, &n);

	if (rc == E_LIMIT)
		return file_too_large(c);
	TRY(rc);
	rc = multipart_open(c->rq.ctx.mem, var(c, "CONTENT_TYPE"), &limits,
	    &c->rq.params, &m);
	if (rc == OK)
		rc = read_pieces(c, m, n);
	if (rc == OK)
		return OK;
	if (multipart_file_too_large(m))
		rc = file_too_large(c);
	return fail(rc, "body: %s", multipart_why(m));
}

/*
 * A body counts as read only when it is as long as it said: libfcgi reports a
 * short one as success, and half a form must not be taken for a whole one.
 */
enum rc
call_body(struct call *c)
{
	const char *type = var(c, "CONTENT_TYPE");

	if (*var(c, "QUERY_STRING") != '\0')
		return fail(E_MALFORMED, "POST with a query");
	if (c->rq.route->file != NULL && multipart_is(type))
		return read_file(c);
	if (*var(c, "CONTENT_LENGTH") != '\0' && !is_form(type))
		return fail(E_MALFORMED, "a body of type %s", type);
	return read_fields(c);
}

static bool
is_token(const char *s)
{
	return strlen(s) == TOKEN_LEN && only(s, "0123456789abcdef");
}

static enum rc
read_cookies(struct call *c)
{
	const char *header = var(c, "HTTP_COOKIE");
	struct arena *mem = c->rq.ctx.mem;

	c->bearer = bearer_read(c->server->web);
	c->rq.browser = "";
	if (c->bearer != NULL)
		return OK;
	if (strlen(header) > COOKIE_MAX)
		return fail(E_LIMIT, "cookies of %zu bytes", strlen(header));
	const char *token =
	    cookie_get(mem, header, cookie_name(&c->rq, COOKIE_SESSION));
	if (token != NULL && is_token(token)) {
		c->rq.cookie = token;
		c->rq.root = session_root(mem, token);
		c->rq.token = secret_sha256(mem, token, strlen(token));
	}
	c->pre = cookie_get(mem, header, cookie_name(&c->rq, COOKIE_PRE));
	c->pre_new = c->pre == NULL || !is_token(c->pre);
	c->rq.browser = c->pre_new ? "" : c->pre;
	const char *lang =
	    cookie_get(mem, header, cookie_name(&c->rq, COOKIE_LANG));
	if (str_eq(lang, "vi") || str_eq(lang, "en"))
		c->rq.ctx.lang = lang;
	return OK;
}

/* Randomness is drawn once: a handler that runs again must do the same. */
static void
draw(struct call *c)
{
	if (c->pre_new)
		c->pre = secret_random(c->rq.ctx.mem, TOKEN_BYTES);
	c->rq.ctx.key = secret_random(c->rq.ctx.mem, KEY_BYTES);
}

enum rc
call_read(struct call *c)
{
	const char *method = var(c, "REQUEST_METHOD");
	struct rq *rq = &c->rq;

	rq->address = var(c, "REMOTE_ADDR");
	rq->agent = var(c, "HTTP_USER_AGENT");
	if (!only(rq->address, "0123456789abcdefABCDEF.:"))
		rq->address = "";
	rq->ctx.address = rq->address;
	rq->file = (struct upload){ .name = "", .type = "", .bytes = "" };
	rq->https = c->server->conf->https || str_eq(var(c, "HTTPS"), "on") ||
		    str_eq(var(c, "REQUEST_SCHEME"), "https");
	c->head = str_eq(method, "HEAD");
	c->method = str_eq(method, "POST") ? POST : GET;
	TRY(read_cookies(c));
	tr_lang(rq->ctx.lang);
	draw(c);
	TRY(read_path(c));
	if (c->method == POST)
		return OK;
	c->allow = "GET, HEAD, POST";
	if (!c->head && !str_eq(method, "GET"))
		return fail(E_METHOD, "method %.20s", method);
	return read_query(c);
}
