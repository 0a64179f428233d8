/* password.c - the password changed, or chosen anew by a link */
#include <string.h>
#include "app/app.h"
#include "base/utf8.h"
#include "core/outbox.h"
#include "core/session.h"
#include "core/signin.h"
#include "core/signin_link.h"
#include "io/conf.h"
#include "view/me.h"
#include "view/page.h"
#include "view/widget.h"

static const char *
password_help(void)
{
	return _("At least 10 characters. Longer is stronger: four or five"
		 " words that only you would put together are easy to remember"
		 " and hard to guess. You may paste it from a password"
		 " manager. Capitals, digits and signs are allowed, not"
		 " required.");
}

struct password_in {
	const char *old, *new, *again;
	bool done;
};
static const struct field password_show_fields[] = {
	FIELD(struct password_in, done),
};
static const struct field password_fields[] = {
	FIELD(struct password_in, old, .max = 500, .optional = true,
	    .secret = true),
	FIELD(struct password_in, new, .max = 500, .optional = true,
	    .secret = true),
	FIELD(struct password_in, again, .max = 500, .optional = true,
	    .secret = true),
};

static void
password_field(struct rq *rq, const char *name, const char *label,
    const char *complete, const char *help)
{
	widget_input(&rq->ctx, &rq->findings,
	    &(struct input){ .name = name,
		.label = label,
		.help = help,
		.type = "password",
		.autocomplete = complete,
		.max = PASSWORD_MAX,
		.required = true });
}

static enum rc
password_page(struct rq *rq, bool done)
{
	struct ctx *ctx = &rq->ctx;

	me_page_open(ctx, _("Change password"));
	if (done)
		widget_notice(ctx, TONE_GOOD,
		    _("Your password was changed. Other devices have been"
		      " signed out."));
	widget_findings(ctx, &rq->findings);
	widget_form_open(ctx, url(ctx, "/password"));
	/* for password managers; it has no name and is not sent */
	html(ctx->out,
	    "<input type='text' autocomplete='username' value='%s' "
	    "hidden='hidden' />\n",
	    ctx->actor->login);
	password_field(rq, "old", _("Present password"), "current-password",
	    NULL);
	password_field(rq, "new", _("New password"), "new-password",
	    password_help());
	password_field(rq, "again", _("New password again"), "new-password",
	    NULL);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Change password"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	return page_close(ctx);
}

static enum rc
show_password(struct rq *rq)
{
	const struct password_in *in = rq->in;

	return password_page(rq, in->done);
}

static enum rc
do_password(struct rq *rq)
{
	const struct password_in *in = rq->in;
	struct secret_cost cost = signin_cost(rq->conf);
	const char *text[] = { in->old, in->new, in->again };

	for (size_t i = 0; i < COUNT(text); i++)
		if (text[i] == NULL)
			text[i] = "";
	struct signin s = { .login = rq->ctx.actor->login,
		.password = text[0],
		.address = rq->address,
		.browser = rq->browser,
		.cost = &cost,
		.name = rq->ctx.actor->name,
		.conf = rq->conf };
	enum rc rc = password_change(rq->db, &rq->ctx, &s, text[1], text[2],
	    &rq->findings, &rq->retry_after);
	if (rc == E_INVALID) {
		rq->status = rc;
		return password_page(rq, false);
	}
	TRY(rc);
	TRY(session_close_others(rq->db, rq->ctx.actor->id, rq->token));
	return redirect(rq, url(&rq->ctx, "/password?done=%d", 1));
}

/* ------------------------------------------------------------ forgotten */

struct reset_in {
	const char *who, *key, *link, *new, *again;
	bool sent, done;
};
static const struct field reset_show_fields[] = {
	FIELD(struct reset_in, sent),
	FIELD(struct reset_in, done),
};
static const struct field reset_fields[] = {
	FIELD(struct reset_in, who, .max = 254, .optional = true),
};
static const struct field new_show_fields[] = {
	FIELD(struct reset_in, key, .max = 64, .optional = true),
};
/* "key" of a form is the frame's. */
static const struct field new_fields[] = {
	FIELD(struct reset_in, link, .max = 64, .optional = true),
	FIELD(struct reset_in, new, .max = 500, .optional = true,
	    .secret = true),
	FIELD(struct reset_in, again, .max = 500, .optional = true,
	    .secret = true),
};

static void
to_signin(struct ctx *ctx)
{
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n", url(ctx, "/login"),
	    _("To the sign-in page"));
}

static enum rc
reset_page(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("Forgotten password"));
	if (!outbox_able(rq->conf)) {
		widget_notice(ctx, TONE_INFO,
		    _("No letters are sent from here. Ask your administrator"
		      " for a link to choose a new password."));
		to_signin(ctx);
		return page_close(ctx);
	}
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    _("Type your login name, or the e-mail address that your"
	      " administrator has entered for you. You get a letter with a"
	      " link by which you choose a new password."));
	widget_form_open(ctx, url(ctx, "/reset"));
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "who",
		.label = _("Login name or e-mail address"),
		.autocomplete = "username",
		.max = 254,
		.required = true,
		.autofocus = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Send me a link"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	to_signin(ctx);
	return page_close(ctx);
}

/* The same page and the same work, whoever that is. */
static enum rc
show_reset(struct rq *rq)
{
	const struct reset_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	if (!in->sent && !in->done)
		return reset_page(rq);
	page_open(ctx, in->done ? _("Your password was changed") :
				  _("Look at your letters"));
	widget_notice(ctx, TONE_GOOD,
	    in->done ? _("Sign in with your new password. You have been signed"
			 " out everywhere.") :
		       _("If there is an account of that name with an e-mail"
			 " address, a letter is on its way. It may take a few"
			 " minutes; the link in it is good for a short time."
			 " If nothing comes, ask your administrator."));
	to_signin(ctx);
	return page_close(ctx);
}

static enum rc
do_reset(struct rq *rq)
{
	const struct reset_in *in = rq->in;

	if (!outbox_able(rq->conf))
		return redirect(rq, url(&rq->ctx, "/reset"));
	if (utf8_blank(in->who)) {
		finding(&rq->findings, "who",
		    _("Type your login name, or your e-mail address."));
		TRY(reset_page(rq));
		return refuse(rq, E_INVALID);
	}
	TRY(signin_wish(rq->db, &rq->ctx, in->who, rq->address,
	    &rq->retry_after));
	return redirect(rq, url(&rq->ctx, "/reset?sent=%d", 1));
}

static enum rc
link_over(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("This link is no longer good"));
	widget_notice(ctx, TONE_WARN,
	    _("It works once, and for a short time only; a newer one ends it."
	      " Ask for another."));
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n", url(ctx, "/reset"),
	    _("Forgotten password"));
	TRY(page_close(ctx));
	return refuse(rq, E_NOTFOUND);
}

static void
put_new(struct rq *rq, const char *key, const char *login)
{
	struct ctx *ctx = &rq->ctx;

	widget_form_open(ctx, url(ctx, "/reset/new"));
	html(ctx->out,
	    "<input type='hidden' name='link' value='%s' />\n"
	    "<input type='text' autocomplete='username' value='%s' "
	    "hidden='hidden' />\n",
	    key, login);
	password_field(rq, "new", _("New password"), "new-password",
	    password_help());
	password_field(rq, "again", _("New password again"), "new-password",
	    NULL);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Choose this password"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
new_page(struct rq *rq, const char *key)
{
	struct ctx *ctx = &rq->ctx;
	struct link_to l;
	enum rc rc = signin_link_find(rq->db, ctx, key, &l);

	if (rc == E_NOTFOUND)
		return link_over(rq);
	TRY(rc);
	page_open(ctx, _("Choose a new password"));
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem, _("For the account %s (%s)."), l.login, l.name));
	widget_findings(ctx, &rq->findings);
	put_new(rq, key, l.login);
	return page_close(ctx);
}

static enum rc
show_new(struct rq *rq)
{
	const struct reset_in *in = rq->in;

	return new_page(rq, in->key == NULL ? "" : in->key);
}

static enum rc
do_new(struct rq *rq)
{
	struct reset_in in = *(const struct reset_in *)rq->in;
	enum rc rc = signin_link_use(rq->db, &rq->ctx, rq->conf,
	    in.link == NULL ? "" : in.link, in.new == NULL ? "" : in.new,
	    in.again == NULL ? "" : in.again, &rq->findings);

	if (rc == E_NOTFOUND)
		return link_over(rq);
	if (rc == E_INVALID) {
		rq->status = rc;
		return new_page(rq, in.link);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/reset?done=%d", 1));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/password",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = show_password,
	    IN(struct password_in, password_show_fields) },
	{ .method = POST,
	    .path = "/password",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = do_password,
	    IN(struct password_in, password_fields) },
	{ .method = GET,
	    .path = "/reset",
	    .right = ANYONE,
	    .run = show_reset,
	    IN(struct reset_in, reset_show_fields) },
	{ .method = POST,
	    .path = "/reset",
	    .right = ANYONE,
	    .run = do_reset,
	    .no_key = true,
	    IN(struct reset_in, reset_fields) },
	{ .method = GET,
	    .path = "/reset/new",
	    .right = ANYONE,
	    .run = show_new,
	    IN(struct reset_in, new_show_fields) },
	{ .method = POST,
	    .path = "/reset/new",
	    .right = ANYONE,
	    .run = do_new,
	    .no_key = true,
	    IN(struct reset_in, new_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
