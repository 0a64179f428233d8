/*
 * bearer.c - requests that carry an API token instead of a cookie
 *
 *     Authorization: Bearer bc_...
 * Such a request is nobody's session: cookies are neither read nor set, no form
 * token is asked for, and where a route does not say that it takes tokens the
 * answer is 403, whoever's cookie came along.  Refusals are problems in the
 * sense of RFC 9457, with the challenge of RFC 6750.
 */
#include <string.h>
#include <strings.h>
#include "app/frame.h"
#include "core/token.h"
#include "io/db_open.h"
#include "io/json.h"
#include "io/secret.h"
#include "io/web.h"

static const char scheme[] = "Bearer ";

/*
 * Another scheme is the web server's own business (a site behind a password of
 * its own).  A program that a rewrite led to finds the header renamed.
 */
const char *
bearer_read(const struct web *w)
{
	static const char *const names[] = { "HTTP_AUTHORIZATION",
		"REDIRECT_HTTP_AUTHORIZATION" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *v = web_var(w, names[i]);
		if (v != NULL && strncasecmp(v, scheme, strlen(scheme)) == 0)
			return v + strlen(scheme);
	}
	return NULL;
}

enum rc
bearer_guard(struct call *c)
{
	const struct route *r = c->rq.route;
	const char *token = c->bearer == NULL ? "" : c->bearer;

	if (c->bearer != NULL && r->token == TOKEN_NO) {
		TRY(session_resume(c->server->db, NULL, &c->session));
		c->refused = "token";
		return fail(E_DENIED, "%s takes no tokens", r->path);
	}
	if (!token_valid(token)) {
		TRY(session_resume(c->server->db, NULL, &c->session));
		return fail(E_TOKEN, "no token");
	}
	TRY(session_by_token(c->server->db,
	    secret_sha256(c->rq.ctx.mem, token, strlen(token)), &c->session));
	if (c->session.actor.id == 0)
		return fail(E_TOKEN, "a token that opens nothing");
	return OK;
}

/* Counted; the wrong token itself is kept nowhere. */
static enum rc
wrong_one(struct call *c)
{
	struct rq *rq = &c->rq;
	struct db *db = c->server->record;
	enum rc rc;

	TRY(db_begin(db, DB_READ_WRITE));
	rc = token_refused(db, &rq->ctx, rq->address, c->bearer,
	    &rq->retry_after);
	return db_end(db, rc);
}

static enum rc
right_one(struct call *c)
{
	struct rq *rq = &c->rq;
	struct db *db = c->server->record;

	TRY(db_begin(db, DB_READ_WRITE));
	return db_end(db,
	    token_used(db, &rq->ctx, c->session.actor.only->token_id));
}

/* What comes of it goes on record before the answer leaves. */
enum rc
bearer_record(struct call *c, enum rc rc)
{
	enum rc recorded = OK;

	if (c->bearer == NULL || c->session.real == NULL)
		return rc;
	if (rc == E_TOKEN)
		recorded = wrong_one(c);
	else if (c->session.actor.only != NULL && c->session.stale)
		recorded = right_one(c);
	return recorded == OK ? rc : recorded;
}

const char *
bearer_challenge(const struct call *c, enum rc rc)
{
	if (rc == E_TOKEN)
		return c->bearer == NULL ?
			   "Bearer realm=\"baocao\"" :
			   "Bearer realm=\"baocao\", error=\"invalid_token\"";
	if (rc == E_DENIED && c->bearer != NULL)
		return "Bearer realm=\"baocao\", error=\"insufficient_scope\"";
	return NULL;
}

static void
put_findings(struct json *j, const struct findings *f)
{
	if (f->n == 0)
		return;
	json_array(j, "errors");
	for (size_t i = 0; i < f->n; i++) {
		json_object(j, NULL);
		json_text(j, "where", f->at[i].where);
		json_text(j, "text", f->at[i].text);
		json_bool(j, "warning", f->at[i].warning);
		json_end(j);
	}
	json_end(j);
}

void
bearer_problem(struct rq *rq, int status, const char *title, const char *text)
{
	struct json j = { .out = rq->ctx.out };

	rq->type = "application/problem+json";
	json_object(&j, NULL);
	json_text(&j, "type", "about:blank");
	json_text(&j, "title", title);
	json_long(&j, "status", status);
	json_text(&j, "detail", text);
	json_text(&j, "request", rq->ctx.request);
	put_findings(&j, &rq->findings);
	json_end(&j);
}
