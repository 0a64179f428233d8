/* answer.c - what goes back: status, headers, the page, and one log line */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "app/frame.h"
#include "app/local.h"
#include "core/kept.h"
#include "io/conf.h"
#include "io/db_open.h"
#include "io/secret.h"
#include "io/web.h"
#include "view/page.h"

enum { NEXT_MAX = 1200 }; /* encoded three times as long it is an address */

/* What each outcome looks like from outside.  Details go to the log only. */
static const struct outcome {
	int code;
	const char *reason, *title, *text;
} outcomes[] = {
	[OK] = { 200, "OK", NULL, NULL },
	[E_MALFORMED] = { 400, "Bad Request", N_("The request cannot be read"),
	    N_("Something in the address or the form is not as it should be."
	       " Go back, check it, and try again.") },
	[E_SIGNIN] = { 303, "See Other", N_("Please sign in"),
	    N_("You must sign in to see this page.") },
	[E_PROVE] = { 403, "Forbidden", N_("Please confirm that it is you"),
	    N_("This needs your password again.") },
	[E_TOKEN] = { 401, "Unauthorized", N_("No valid token"),
	    N_("Send an API token that is in force:"
	       " Authorization: Bearer bc_...") },
	[E_DENIED] = { 403, "Forbidden", N_("This is not open to you"),
	    N_("Your account does not have the right to do this, or the page"
	       " was open for too long. Ask your administrator if you need"
	       " it.") },
	[E_NOTFOUND] = { 404, "Not Found", N_("There is no such page"),
	    N_("It does not exist, or it is not in the part of the country that"
	       " your account covers.") },
	[E_METHOD] = { 405, "Method Not Allowed",
	    N_("That cannot be done here"),
	    N_("The page exists, but not for this kind of request.") },
	[E_CONFLICT] = { 409, "Conflict", N_("Somebody was faster"),
	    N_("This has changed since you opened it. Nothing was saved. Open"
	       " it again to see how it stands.") },
	[E_LENGTH] = { 411, "Length Required", N_("The request has no length"),
	    N_("The browser or a proxy sent a form without its length.") },
	[E_LIMIT] = { 413, "Content Too Large", N_("That is too much at once"),
	    N_("What was sent is larger than is accepted here. Nothing was"
	       " saved.") },
	[E_INVALID] = { 422, "Unprocessable Content",
	    N_("Some of what you entered is not right"),
	    N_("Nothing was saved. Correct it and send it again.") },
	[E_TOOMANY] = { 429, "Too Many Requests", N_("Too many attempts"),
	    N_("Please wait a little and try again.") },
	[E_BUSY] = { 503, "Service Unavailable", N_("Not available just now"),
	    N_("The system is busy or is being maintained. Reload this page in "
	       "a"
	       " minute: what you sent is then done once, never twice.") },
	[E_INTERNAL] = { 500, "Internal Server Error",
	    N_("Something went wrong here"),
	    N_("This is our fault. Nothing was saved. Tell your administrator"
	       " the number below.") },
};

/* What a part of an address or a form is called; programs know others. */
static const struct {
	const char *name, *shown;
} parts[] = {
	{ "id", N_("Which one is meant") },
	{ "grant", N_("Which role is meant") },
	{ "report", N_("Which report is meant") },
	{ "unit", N_("Which unit is meant") },
	{ "regime", N_("Which regime is meant") },
	{ "period", N_("Which period is meant") },
	{ "form", N_("Which form is meant") },
	{ "item", N_("Which item is meant") },
	{ "page", N_("Number of the page") },
	{ "version", N_("What was seen before") },
};

/* A user has not chosen the names of parameters, and need not read them. */
static const char *
part_show(const struct rq *rq, const char *name)
{
	if (rq->route != NULL && str_eq(rq->route->file, name))
		return _("The file");
	for (size_t i = 0; i < COUNT(parts); i++)
		if (str_eq(parts[i].name, name))
			return tr(parts[i].shown);
	return _("A part of the address or of the form");
}

static void
list_findings(struct rq *rq, struct buf *h)
{
	if (rq->findings.n == 0)
		return;
	html(h, "<ul class='findings'>\n");
	for (size_t i = 0; i < rq->findings.n; i++)
		html(h, "<li>%s: %s</li>\n",
		    part_show(rq, rq->findings.at[i].where),
		    rq->findings.at[i].text);
	html(h, "</ul>\n");
}

/* An error page never repeats the request. */
static void
error_page(struct rq *rq, enum rc rc)
{
	struct ctx *ctx = &rq->ctx;

	buf_clear(ctx->out);
	rq->type = NULL;
	rq->filename = NULL;
	ctx->here = ctx->path = NULL;
	if (ctx->lang == NULL)
		ctx->lang = "vi";
	if (rq->problem) {
		bearer_problem(rq, outcomes[rc].code, tr(outcomes[rc].title),
		    tr(outcomes[rc].text));
		return;
	}
	if (rq->plain) {
		rq->type = "text/plain; charset=utf-8";
		buf_fmt(ctx->out, "%d %s: %s\n", outcomes[rc].code,
		    outcomes[rc].reason, tr(outcomes[rc].text));
		return;
	}
	struct buf *h = page_open(ctx, tr(outcomes[rc].title));
	html(h, "<p>%s</p>\n", tr(outcomes[rc].text));
	list_findings(rq, h);
	html(h, "<p><a href='%s'>%s</a></p>\n", url(ctx, "/"),
	    _("To the start page"));
	if (page_close(ctx) != OK)
		fail(E_INTERNAL, "the error page did not fit");
}

static void
head(struct web *w, const char *name, const char *value)
{
	/* A line end in a header would start another one. */
	if (value == NULL || strpbrk(value, "\r\n") != NULL)
		return;
	web_write(w, name, strlen(name));
	web_write(w, value, strlen(value));
	web_write(w, "\r\n", 2);
}

static const char fixed[] =
    "Content-Security-Policy: default-src 'none'; style-src 'self';"
    " script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cache-Control: no-store\r\n"
    "Vary: Cookie\r\n";

/*
 * RFC 6266: a plain name for those who know no better, and the name itself,
 * percent-encoded; neither can end the header or the quotes.
 */
static const char *
disposition(struct arena *mem, const char *name)
{
	struct buf plain = { .mem = mem, .max = 1000 },
		   exact = { .mem = mem, .max = 4000 };

	for (const unsigned char *s = (const unsigned char *)name; *s != '\0';
	     s++) {
		bool safe = *s < 0x80 && (isalnum(*s) || strchr("._-", *s));
		if (safe || (*s & 0xC0) != 0x80)
			buf_put(&plain,
			    safe || *s == ' ' ? (const char *)s : "_", 1);
		if (safe)
			buf_put(&exact, (const char *)s, 1);
		else
			buf_fmt(&exact, "%%%02X", *s);
	}
	return str_eq(plain.at, exact.at) ?
		   str_fmt(mem, "attachment; filename=\"%s\"", plain.at) :
		   str_fmt(mem,
		       "attachment; filename=\"%s\"; filename*=UTF-8''%s",
		       plain.at, exact.at);
}

static void
send_head(struct call *c, const struct outcome *o, const char *challenge)
{
	struct web *w = c->server->web;
	struct rq *rq = &c->rq;
	struct arena *mem = rq->ctx.mem;

	head(w, "Status: ", str_fmt(mem, "%d %s", o->code, o->reason));
	if (rq->location != NULL && o->code == 303)
		head(w, "Location: ", rq->location);
	head(w, "Content-Type: ",
	    rq->type == NULL ? "text/html; charset=utf-8" : rq->type);
	head(w, "Content-Length: ", str_fmt(mem, "%zu", rq->ctx.out->len));
	if (rq->filename != NULL)
		head(w,
		    "Content-Disposition: ", disposition(mem, rq->filename));
	web_write(w, fixed, sizeof fixed - 1);
	if (rq->https)
		head(w, "Strict-Transport-Security: ",
		    *rq->conf->base == '\0' ?
			"max-age=31536000; includeSubDomains" :
			"max-age=31536000");
	if (rq->left)
		head(w, "Clear-Site-Data: ", "\"cache\", \"storage\"");
	head(w, "Set-Cookie: ", rq->set_cookie);
	head(w, "Set-Cookie: ", c->pre_cookie);
	head(w, "Set-Cookie: ", c->lang_cookie);
	head(w, "WWW-Authenticate: ", challenge);
	if (o->code == 405)
		head(w, "Allow: ", c->allow);
	if (o->code == 429 || o->code == 503)
		head(w, "Retry-After: ",
		    str_fmt(mem, "%ld",
			rq->retry_after > 0 ? rq->retry_after : 5));
	if (rq->refresh > 0 && o->code == 200)
		head(w, "Refresh: ", str_long(mem, rq->refresh));
	head(w, "X-Request-Id: ", rq->ctx.request);
	web_write(w, "\r\n", 2);
}

static void
log_line(const struct call *c, int code, long us)
{
	const struct rq *rq = &c->rq;
	const char *path = rq->path == NULL ? "-" : rq->path;

	fprintf(stderr,
	    "baocao request=%s method=%s path=%.*s status=%d us=%ld stmts=%ld"
	    " bytes=%zu person=%ld argon2=%ld\n",
	    rq->ctx.request, c->method == POST ? "POST" : "GET",
	    (int)strcspn(path, " \t\r\n\"\\"), path, code, us,
	    db_count(c->server->db) - c->statements, rq->ctx.out->len,
	    rq->ctx.actor == NULL ? 0 : rq->ctx.actor->id,
	    secret_count() - c->hashes);
}

/*
 * Where they go on once they are in: back here; from a POST to what was kept of
 * it, or to the page where it was typed.  The steps of signing in know it.
 */
static const char *
after_signin(const struct call *c)
{
	const struct rq *rq = &c->rq;

	if (c->kept != NULL)
		return str_fmt(rq->ctx.mem, KEPT_PAGE "%s", c->kept);
	if (c->method == GET)
		return rq->ctx.here;
	return rq->route->right == ANYONE ? params_get(&rq->params, "next") :
					    keep_page(c);
}

static void
to_signin(struct call *c)
{
	struct rq *rq = &c->rq;
	const char *next = after_signin(c);
	bool late =
	    c->method == POST && c->kept == NULL && rq->route->right != ANYONE;

	if (!is_local(next) || strlen(next) > NEXT_MAX)
		next = NULL;
	if (late)
		rq->location = url(&rq->ctx, "/login?late=1&next=%s",
		    next == NULL ? "/" : next);
	else if (next == NULL)
		rq->location = url(&rq->ctx, "/login");
	else
		rq->location = url(&rq->ctx, "/login?next=%s", next);
}

void
answer(struct call *c, enum rc rc, long us)
{
	static const struct outcome see_other = { .code = 303,
		.reason = "See Other" };
	static const struct outcome accepted = { .code = 202,
		.reason = "Accepted" };
	struct rq *rq = &c->rq;
	const struct outcome *o;

	rq->plain =
	    c->key != NULL || (rq->route != NULL && rq->route->right == CRON);
	rq->problem = c->bearer != NULL ||
		      (rq->route != NULL && rq->route->token == TOKEN_ONLY);
	if (rc != OK) /* nothing was done that a cookie could stand for */
		rq->set_cookie = NULL;
	if (rc == OK && rq->status != OK)
		rc = rq->status;
	else if (rc == E_SIGNIN)
		to_signin(c);
	else if (rc == E_PROVE)
		prove_answer(c);
	else if (rc != OK && !rq->shown)
		error_page(rq, rc);
	if (rc == OK && rq->ctx.out->full) {
		rc = fail(E_INTERNAL, "the page did not fit");
		error_page(rq, rc);
	}
	o = (rc == OK || rc == E_PROVE) && rq->location != NULL ? &see_other :
								  &outcomes[rc];
	if (rc == OK && rq->accepted)
		o = &accepted;
	if (o->code == 303)
		buf_clear(rq->ctx.out);
	send_head(c, o, bearer_challenge(c, rc));
	if (!c->head && rq->ctx.out->len > 0)
		web_write(c->server->web, rq->ctx.out->at, rq->ctx.out->len);
	log_line(c, o->code, us);
}
