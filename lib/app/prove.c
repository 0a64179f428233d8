/* prove.c - what needs that its actor has lately shown who they are */
#include <string.h>
#include "app/frame.h"
#include "core/second.h"
#include "io/conf.h"
#include "view/page.h"
#include "view/prove.h"

enum { NEXT_MAX = 1200 };

/* A role that needs a second factor, and a session that began without one. */
static bool
second_first(const struct call *c)
{
	const struct session *s = &c->session;

	return s->id != 0 && !s->strong &&
	       second_needed(c->server->conf, &s->actor);
}

/*
 * Whoever must set up a second factor does nothing before; what acts for a
 * person without being one, a key or a token, has never shown who it is.
 */
enum rc
prove_guard(struct call *c)
{
	const struct route *r = c->rq.route;
	const struct session *s = &c->session;

	if (r->right == ANYONE || r->right == CRON)
		return OK;
	if (!r->early && second_first(c))
		return E_PROVE;
	if (!r->step_up)
		return OK;
	if (s->id == 0)
		return fail(E_DENIED, "%s takes a person", r->path);
	return s->proved_s < c->server->conf->prove_min * 60 ? OK : E_PROVE;
}

/*
 * A GET goes there and comes back.  What was posted is kept in the page that
 * asks, and goes along to where it is read and back again.
 */
void
prove_answer(struct call *c)
{
	struct rq *rq = &c->rq;
	struct ctx *ctx = &rq->ctx;
	struct prove p = { .strong = c->session.strong,
		.next = rq->path,
		.posted = &rq->params };

	if (second_first(c)) {
		rq->location = url(ctx, "/second");
		return;
	}
	if (c->method == GET) {
		rq->location = strlen(ctx->here) > NEXT_MAX ?
				   url(ctx, "/login/again") :
				   url(ctx, "/login/again?next=%s", ctx->here);
		return;
	}
	buf_clear(ctx->out);
	rq->type = rq->filename = NULL;
	ctx->here = NULL;
	page_open(ctx, _("Please confirm that it is you"));
	prove_form(ctx, NULL, &p);
	if (page_close(ctx) != OK)
		fail(E_INTERNAL, "what was posted did not fit a page");
}
