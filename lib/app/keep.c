/* keep.c - a form that came too late is kept, where it can be */
#include <string.h>
#include "app/frame.h"
#include "app/local.h"
#include "core/kept.h"
#include "io/conf.h"
#include "io/web.h"

/* What is secret stands in no page and no table again; a file is chosen anew.
 */
static bool
has_secret(const struct route *r)
{
	for (size_t i = 0; i < r->nin; i++)
		if (r->in[i].secret)
			return true;
	return false;
}

static bool
may_be_kept(const struct call *c)
{
	const struct route *r = c->rq.route;

	return r->right != ANYONE && r->right != CRON && c->key == NULL &&
	       c->bearer == NULL && c->rq.token != NULL &&
	       *c->rq.file.name == '\0' && !has_secret(r) &&
	       (c->session.id != 0 || csrf_fits(c));
}

/* The form's token stays behind: the page that sends it on has one. */
static struct kept
without_csrf(const struct rq *rq)
{
	const struct params *ps = &rq->params;
	struct kept ret = { .path = rq->path,
		.at = arena_alloc(rq->ctx.mem, (ps->n + 1) * sizeof *ret.at) };

	for (size_t i = 0; i < ps->n; i++)
		if (strcmp(ps->at[i].name, "csrf") != 0)
			ret.at[ret.n++] = (struct kept_field){ ps->at[i].name,
				ps->at[i].value };
	return ret;
}

static enum rc
keep_it(struct call *c)
{
	const struct rq *rq = &c->rq;
	const struct kept k = without_csrf(rq);
	long person = c->session.actor.id;

	if (person == 0)
		TRY(kept_owner(rq->db, &rq->ctx, rq->token, &person));
	return kept_put(rq->db, &rq->ctx, rq->ctx.key, person, &k);
}

/*
 * After the transaction that came to nothing, in one of its own.  E_BUSY: they
 * are to send it again, rather than to lose it.
 */
enum rc
keep(struct call *c, enum rc rc)
{
	if (c->method != POST || (rc != E_SIGNIN && rc != E_PROVE))
		return rc;
	enum rc is = may_be_kept(c) ? call_transaction(c, keep_it) : E_NOTFOUND;
	if (is == E_BUSY)
		return is;
	if (is == OK)
		c->kept = c->rq.ctx.key;
	else if (c->elsewhere) {
		c->refused = "csrf";
		return fail(E_DENIED, "a form of another session");
	}
	return rc;
}

/* "https://host/base/entry?id=7" is "/entry?id=7"; of another host, home. */
const char *
keep_page(const struct call *c)
{
	const char *from = web_var(c->server->web, "HTTP_REFERER"),
		   *host = web_var(c->server->web, "HTTP_HOST"),
		   *base = c->server->conf->base;
	const char *at = from == NULL ? NULL : strstr(from, "://");

	if (at == NULL || host == NULL || !str_starts(at + 3, host))
		return "/";
	at += 3 + strlen(host);
	if (!str_starts(at, base) || !is_local(at + strlen(base)))
		return "/";
	return str_dup(c->rq.ctx.mem, at + strlen(base));
}
