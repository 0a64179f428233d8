/* sessions.c - where one is signed in, and ending it */
#include "app/app.h"
#include "core/session.h"
#include "view/me.h"
#include "view/page.h"
#include "view/session_view.h"
#include "view/widget.h"

struct sessions_in {
	long session;
	bool ended;
};
static const struct field show_fields[] = {
	FIELD(struct sessions_in, ended),
};
static const struct field end_fields[] = {
	FIELD(struct sessions_in, session, .min = 1),
};

static enum rc
show(struct rq *rq)
{
	const struct sessions_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct session_rows rows;

	TRY(session_list(rq->db, ctx, ctx->actor->id, &rows));
	me_page_open(ctx, _("Where you are signed in"));
	if (in->ended)
		widget_notice(ctx, TONE_GOOD, _("It is signed out there."));
	html(ctx->out, "<p>%s</p>\n",
	    _("Do you not know one of them? End it, and change your"
	      " password."));
	session_table(ctx, &rows, rq->session, url(ctx, "/me/sessions/end"), 0);
	if (rows.n > 1) {
		widget_form_open(ctx, url(ctx, "/me/sessions/others"));
		widget_actions_open(ctx);
		widget_button(ctx, BUTTON_DANGER, _("Sign out everywhere else"),
		    NULL, NULL);
		widget_actions_close(ctx);
		widget_form_close(ctx);
	}
	return page_close(ctx);
}

static enum rc
do_end(struct rq *rq)
{
	const struct sessions_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	enum rc rc = session_end(rq->db, ctx, ctx->actor->id, ctx->actor->login,
	    in->session);

	if (rc != E_NOTFOUND) /* it had ended by itself */
		TRY(rc);
	return redirect(rq, url(ctx, "/me/sessions?ended=%d", 1));
}

static enum rc
do_others(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	TRY(session_end_all(rq->db, ctx, ctx->actor->id, ctx->actor->login,
	    rq->token, NULL));
	return redirect(rq, url(ctx, "/me/sessions?ended=%d", 1));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/me/sessions",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = show,
	    IN(struct sessions_in, show_fields) },
	{ .method = POST,
	    .path = "/me/sessions/end",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = do_end,
	    IN(struct sessions_in, end_fields) },
	{ .method = POST,
	    .path = "/me/sessions/others",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = do_others },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
