/* prove.c - what needs that its actor has lately shown who they are */
#include <string.h>
#include "app/frame.h"
#include "core/kept.h"
#include "core/second.h"
#include "io/conf.h"

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
 * There and back; what was posted is kept meanwhile.  A form of another session
 * of theirs needs no proof, but a button that sends it on.
 */
void
prove_answer(struct call *c)
{
	struct rq *rq = &c->rq;
	struct ctx *ctx = &rq->ctx;
	const char *next = ctx->here;

	if (c->kept != NULL)
		next = str_fmt(ctx->mem, KEPT_PAGE "%s", c->kept);
	else if (c->method == POST)
		next = keep_page(c);
	if (second_first(c))
		rq->location = url(ctx, "/second");
	else if (c->elsewhere)
		rq->location = url(ctx, "/login/kept?id=%s&anew=1", c->kept);
	else if (strlen(next) > NEXT_MAX)
		rq->location = url(ctx, "/login/again");
	else
		rq->location = url(ctx, "/login/again?next=%s", next);
}
