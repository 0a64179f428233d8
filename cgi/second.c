/*
 * second.c - the second factor of one's own account: set up, new codes, off
 *
 * Recovery codes are shown by the answer to the form itself, since nothing but
 * that page ever holds them; a code of the app is good once, so that the same
 * form sent twice does nothing twice.
 */
#include <string.h>
#include "app/app.h"
#include "base/date.h"
#include "core/second.h"
#include "core/session.h"
#include "core/signin.h"
#include "io/conf.h"
#include "io/otp.h"
#include "view/me.h"
#include "view/page.h"
#include "view/prove.h"
#include "view/qr_view.h"
#include "view/widget.h"

struct second_in {
	const char *secret, *code;
	bool off;
};
static const struct field show_fields[] = {
	FIELD(struct second_in, off),
};
static const struct field set_fields[] = {
	FIELD(struct second_in, secret, .max = 64, .optional = true,
	    .secret = true),
	FIELD(struct second_in, code, .max = 100, .optional = true,
	    .secret = true),
};
static const struct field code_fields[] = {
	FIELD(struct second_in, code, .max = 100, .optional = true,
	    .secret = true),
};

static void
steps(struct ctx *ctx)
{
	html(ctx->out, "<ol>\n<li>%s</li>\n<li>%s</li>\n<li>%s</li>\n</ol>\n",
	    _("Install an app for one-time codes on your telephone, such as"
	      " Google Authenticator, Microsoft Authenticator or FreeOTP."),
	    _("In the app, add an account and take a picture of the square"
	      " below; or type the key."),
	    _("Type the six digits that the app shows now."));
}

/* The picture, and the same as text for those who cannot take one. */
static enum rc
setup_page(struct rq *rq, const char *secret)
{
	struct ctx *ctx = &rq->ctx;
	const char *show = otp_show(ctx->mem, secret);

	if (show == NULL)
		return fail(E_MALFORMED, "no secret");
	me_page_open(ctx, _("Set up the second factor"));
	if (second_needed(rq->conf, ctx->actor))
		widget_notice(ctx, TONE_INFO,
		    _("Your role needs a second factor. Set it up now; then you"
		      " can go on."));
	widget_findings(ctx, &rq->findings);
	steps(ctx);
	TRY(qr_view(ctx,
	    otp_address(ctx->mem, secret, SECOND_ISSUER, ctx->actor->login),
	    _("The key as a picture for the app")));
	html(ctx->out, "<p>%s <code class='key'>%s</code></p>\n", _("The key:"),
	    show);
	widget_form_open(ctx, url(ctx, "/second/set"));
	widget_hidden(ctx, "secret", secret);
	prove_first_code(ctx, &rq->findings);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Set it up"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	return page_close(ctx);
}

/* They have one, and this session began without it. */
static enum rc
ask_page(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	me_page_open(ctx, _("Second factor"));
	html(ctx->out, "<p>%s</p>\n",
	    _("Your role needs the second factor. Type the code that the app"
	      " on your telephone shows for this system."));
	widget_findings(ctx, &rq->findings);
	widget_form_open(ctx, url(ctx, "/second/check"));
	prove_code(ctx, &rq->findings);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Confirm"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	return page_close(ctx);
}

static void
one_button(struct rq *rq, const char *action, enum button kind,
    const char *label)
{
	widget_form_open(&rq->ctx, action);
	widget_actions_open(&rq->ctx);
	widget_button(&rq->ctx, kind, label, NULL, NULL);
	widget_actions_close(&rq->ctx);
	widget_form_close(&rq->ctx);
}

static enum rc
state_page(struct rq *rq, const struct second_state *st)
{
	struct ctx *ctx = &rq->ctx;

	me_page_open(ctx, _("Second factor"));
	widget_notice(ctx, TONE_GOOD,
	    _("Your account is protected by a second factor."));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Set up on"),
	    date_show_instant(ctx->mem, st->since));
	widget_list_item(ctx, _("Recovery codes left"),
	    str_long(ctx->mem, st->codes));
	widget_list_close(ctx);
	if (st->codes < 3)
		widget_notice(ctx, TONE_WARN,
		    _("Few recovery codes are left. Make new ones."));
	one_button(rq, url(ctx, "/second/codes"), BUTTON_PLAIN,
	    _("Make new recovery codes"));
	if (!second_needed(rq->conf, ctx->actor))
		one_button(rq, url(ctx, "/second/off"), BUTTON_DANGER,
		    _("Do without the second factor"));
	return page_close(ctx);
}

static enum rc
no_key_page(struct rq *rq)
{
	me_page_open(&rq->ctx, _("Second factor"));
	widget_empty(&rq->ctx,
	    _("The second factor is not set up on this installation."));
	return page_close(&rq->ctx);
}

static enum rc
show(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct second_state st;

	if (str_empty(rq->conf->second_key))
		return no_key_page(rq);
	TRY(second_state(rq->db, ctx->actor->id, &st));
	if (st.set)
		return rq->strong ? state_page(rq, &st) : ask_page(rq);
	return setup_page(rq, secret_random(ctx->mem, OTP_BYTES));
}

/* Their session is one of two factors now, and goes by another token. */
static enum rc
strengthen(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const char *token = session_renew(ctx->mem, rq->cookie);

	TRY(session_proved(rq->db, rq->token,
	    secret_sha256(ctx->mem, token, strlen(token)), ctx->real, true));
	rq->set_cookie = cookie_put(rq, COOKIE_SESSION, token, 0);
	return OK;
}

static enum rc
codes_page(struct rq *rq, const char *const codes[RECOVERY_CODES])
{
	struct ctx *ctx = &rq->ctx;

	me_page_open(ctx, _("Your recovery codes"));
	widget_notice(ctx, TONE_WARN,
	    _("Print this page or write the codes down, and keep them where"
	      " only you can find them. They are shown this once."));
	html(ctx->out, "<p>%s</p>\n<ul class='codes'>\n",
	    _("When your telephone is lost, type one of them instead of the"
	      " six digits. Each works once."));
	for (size_t i = 0; i < RECOVERY_CODES; i++)
		html(ctx->out, "<li><code>%s</code></li>\n", codes[i]);
	html(ctx->out, "</ul>\n");
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("I have kept them"), url(ctx, "/"));
	widget_actions_close(ctx);
	return page_close(ctx);
}

/* All other sessions end: they began without it. */
static enum rc
do_set(struct rq *rq)
{
	const struct second_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	const char *codes[RECOVERY_CODES];
	const char *secret = in->secret == NULL ? "" : in->secret;
	struct second_state st;

	TRY(second_state(rq->db, ctx->actor->id, &st));
	if (st.set || str_empty(secret) || str_empty(rq->conf->second_key))
		return redirect(rq, url(ctx, "/second"));
	enum rc rc = second_set(rq->db, ctx, rq->conf, secret,
	    in->code == NULL ? "" : in->code, &rq->findings, codes);
	if (rc == E_INVALID) {
		rq->status = rc;
		return setup_page(rq, secret);
	}
	TRY(rc);
	TRY(session_close_others(rq->db, ctx->actor->id, rq->token));
	TRY(strengthen(rq));
	return codes_page(rq, codes);
}

static enum rc
do_check(struct rq *rq)
{
	const struct second_in *in = rq->in;
	struct signin s = { .login = rq->ctx.actor->login,
		.address = rq->address,
		.browser = rq->browser,
		.code = in->code == NULL ? "" : in->code,
		.conf = rq->conf };
	enum rc rc = signin_second(rq->db, &rq->ctx, &s, &rq->findings,
	    &rq->retry_after);

	if (rc == E_NOTFOUND)
		return redirect(rq, url(&rq->ctx, "/second"));
	if (rc == E_INVALID) {
		rq->status = rc;
		return ask_page(rq);
	}
	TRY(rc);
	TRY(strengthen(rq));
	return redirect(rq, url(&rq->ctx, "/"));
}

static enum rc
do_codes(struct rq *rq)
{
	const char *codes[RECOVERY_CODES];
	struct second_state st;

	TRY(second_state(rq->db, rq->ctx.actor->id, &st));
	if (!st.set)
		return redirect(rq, url(&rq->ctx, "/second"));
	TRY(second_codes(rq->db, &rq->ctx, codes));
	return codes_page(rq, codes);
}

static enum rc
do_off(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	if (second_needed(rq->conf, ctx->actor))
		return fail(E_DENIED, "the role needs a second factor");
	enum rc rc = second_drop(rq->db, ctx, ctx->actor->id, ctx->actor->login,
	    "by its owner");
	if (rc != E_NOTFOUND)
		TRY(rc);
	return redirect(rq, url(ctx, "/second"));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/second",
	    .right = SIGNED_IN,
	    .early = true,
	    .step_up = true,
	    .run = show,
	    IN(struct second_in, show_fields) },
	{ .method = POST,
	    .path = "/second/set",
	    .right = SIGNED_IN,
	    .early = true,
	    .step_up = true,
	    .run = do_set,
	    .no_key = true,
	    IN(struct second_in, set_fields) },
	{ .method = POST,
	    .path = "/second/check",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = do_check,
	    .no_key = true,
	    IN(struct second_in, code_fields) },
	{ .method = POST,
	    .path = "/second/codes",
	    .right = SIGNED_IN,
	    .step_up = true,
	    .run = do_codes,
	    .no_key = true },
	{ .method = POST,
	    .path = "/second/off",
	    .right = SIGNED_IN,
	    .step_up = true,
	    .run = do_off,
	    .no_key = true },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
