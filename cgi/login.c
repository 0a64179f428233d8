/* login.c - sign in, in one step or two, show again who one is, sign out */
#include <string.h>
#include "app/app.h"
#include "app/local.h"
#include "base/date.h"
#include "core/kept.h"
#include "core/session.h"
#include "core/signin.h"
#include "core/sso.h"
#include "io/conf.h"
#include "view/me.h"
#include "view/page.h"
#include "view/prove.h"
#include "view/widget.h"

struct login_in {
	const char *login, *password, *next;
	bool late; /* a form came when their session was over, and is lost */
};
static const struct field show_fields[] = {
	FIELD(struct login_in, next, .max = 2000, .optional = true),
	FIELD(struct login_in, late),
};
static const struct field login_fields[] = {
	FIELD(struct login_in, login, .max = 200, .optional = true),
	FIELD(struct login_in, password, .max = 500, .optional = true,
	    .secret = true),
	FIELD(struct login_in, next, .max = 2000, .optional = true),
};

/* The other way in, where the web server knows one: cgi/sso.c. */
static void
put_sso(struct rq *rq, const char *next)
{
	const struct conf_sso *s = &rq->conf->sso;
	struct ctx *ctx = &rq->ctx;

	if (!s->on)
		return;
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_PLAIN,
	    str_fmt(ctx->mem, _("Sign in with %s"),
		str_empty(s->name) ? _("your agency's identity") : s->name),
	    is_local(next) ? url(ctx, "/login/sso?next=%s", next) :
			     url(ctx, "/login/sso"));
	widget_actions_close(ctx);
}

static enum rc
login_page(struct rq *rq, const char *login, const char *next, const char *why)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("Sign in"));
	if (why != NULL)
		widget_notice(ctx, TONE_BAD, why);
	else if (prove_kept(next))
		widget_notice(ctx, TONE_INFO,
		    _("Your session has ended. What you entered is kept: sign"
		      " in, and send it on from the page that follows."));
	widget_form_open(ctx, url(ctx, "/login"));
	widget_hidden(ctx, "next", is_local(next) ? next : "");
	widget_input(ctx, NULL,
	    &(struct input){ .name = "login",
		.label = _("Login name"),
		.value = login,
		.autocomplete = "username",
		.max = LOGIN_MAX,
		.required = true,
		.autofocus = true });
	widget_input(ctx, NULL,
	    &(struct input){ .name = "password",
		.label = _("Password"),
		.type = "password",
		.autocomplete = "current-password",
		.max = PASSWORD_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Sign in"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	/* a page that tells whom to ask where no letters are sent */
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n", url(ctx, "/reset"),
	    _("I have forgotten my password"));
	put_sso(rq, next);
	return page_close(ctx);
}

static enum rc
show_login(struct rq *rq)
{
	const struct login_in *in = rq->in;

	return login_page(rq, "", in->next,
	    in->late ? _("Your session has ended. Nothing has been done: sign"
			 " in and do it again.") :
		       NULL);
}

/* The page is the same whatever was wrong; the failure is committed. */
static enum rc
refused(struct rq *rq, const struct login_in *in)
{
	rq->status = E_INVALID;
	return login_page(rq, in->login, in->next,
	    _("The login name or the password is not right."));
}

static enum rc
welcome(struct rq *rq, long person, bool strong, const char *next)
{
	struct ctx *ctx = &rq->ctx;
	const char *token = secret_random(ctx->mem, 32);
	struct session_life life = session_life_of(rq->conf);
	struct session_new s = { .person = person,
		.token = secret_sha256(ctx->mem, token, strlen(token)),
		.address = rq->address,
		.agent = rq->agent,
		.strong = strong };

	if (rq->token != NULL) /* whoever was signed in with this browser */
		TRY(session_close(rq->db, rq->token));
	TRY(session_open(rq->db, &s, ctx->real, &life));
	rq->set_cookie = cookie_put(rq, COOKIE_SESSION, token, 0);
	if (is_local(next))
		return redirect(rq, str_fmt(ctx->mem, "%s%s", ctx->base, next));
	return redirect(rq, url(ctx, "/"));
}

/* ------------------------------------------------------------ the code */

struct code_in {
	const char *ticket, *code, *next;
};
static const struct field code_fields[] = {
	FIELD(struct code_in, ticket, .max = 64, .optional = true),
	FIELD(struct code_in, code, .max = 100, .optional = true,
	    .secret = true),
	FIELD(struct code_in, next, .max = 2000, .optional = true),
};

static enum rc
code_page(struct rq *rq, const char *ticket, const char *next)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("Second factor"));
	html(ctx->out, "<p>%s</p>\n",
	    _("Your password is right. Now type the code that the app on your"
	      " telephone shows for this system."));
	widget_findings(ctx, &rq->findings);
	widget_form_open(ctx, url(ctx, "/login/code"));
	widget_hidden(ctx, "ticket", ticket);
	widget_hidden(ctx, "next", is_local(next) ? next : "");
	prove_code(ctx, &rq->findings);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Sign in"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "<p>%s</p>\n",
	    _("Is the telephone lost, and the recovery codes too? Ask your"
	      " administrator to take the second factor away."));
	return page_close(ctx);
}

static enum rc
ask_code(struct rq *rq, long person, const char *next)
{
	const char *ticket = secret_random(rq->ctx.mem, 32);

	TRY(signin_ticket(rq->db, &rq->ctx, person, rq->browser, ticket));
	return code_page(rq, ticket, next);
}

static enum rc
do_code(struct rq *rq)
{
	struct code_in in = *(const struct code_in *)rq->in;
	struct signin_step s = { .ticket = in.ticket == NULL ? "" : in.ticket,
		.code = in.code == NULL ? "" : in.code,
		.address = rq->address,
		.browser = rq->browser,
		.conf = rq->conf };
	enum second_is is;
	long person = 0;

	TRY(signin_code(rq->db, &rq->ctx, &s, &person, &is, &rq->retry_after));
	if (person != 0)
		return welcome(rq, person, true, in.next);
	finding(&rq->findings, "code", "%s", second_say(is));
	rq->status = E_INVALID;
	return code_page(rq, s.ticket, in.next);
}

static enum rc
do_login(struct rq *rq)
{
	struct login_in in = *(const struct login_in *)rq->in;
	struct secret_cost cost = signin_cost(rq->conf);
	struct signin_found found;

	if (in.login == NULL)
		in.login = "";
	if (in.password == NULL)
		in.password = "";
	struct signin s = { .login = in.login,
		.password = in.password,
		.address = rq->address,
		.browser = rq->browser,
		.cost = &cost };
	TRY(signin(rq->db, &rq->ctx, &s, &found, &rq->retry_after));
	if (found.person == 0)
		return refused(rq, &in);
	if (found.second)
		return ask_code(rq, found.person, in.next);
	return welcome(rq, found.person, false, in.next);
}

static enum rc
do_logout(struct rq *rq)
{
	bool sso;

	TRY(sso_marked(rq->db, rq->token, &sso));
	TRY(signout(rq->db, &rq->ctx, rq->token));
	rq->set_cookie = cookie_put(rq, COOKIE_SESSION, "", -1);
	rq->left = true;
	return redirect(rq,
	    sso ? url(&rq->ctx, "/login/left") : url(&rq->ctx, "/login"));
}

/* ------------------------------------------------------------ once more */

struct again_in {
	const char *password, *code, *next;
};
static const struct field again_show_fields[] = {
	FIELD(struct again_in, next, .max = 2000, .optional = true),
};
static const struct field again_fields[] = {
	FIELD(struct again_in, password, .max = 500, .optional = true,
	    .secret = true),
	FIELD(struct again_in, code, .max = 100, .optional = true,
	    .secret = true),
	FIELD(struct again_in, next, .max = 2000, .optional = true),
};

static struct prove
prove_of(const struct rq *rq, const char *next)
{
	return (struct prove){ .strong = rq->strong,
		.next = is_local(next) ? next : "/" };
}

/* Who came in through the web server may have no password here. */
static enum rc
put_sso_again(struct rq *rq, const char *next)
{
	const struct conf_sso *s = &rq->conf->sso;
	struct ctx *ctx = &rq->ctx;
	bool sso;

	TRY(sso_marked(rq->db, rq->token, &sso));
	if (!sso || !s->on)
		return OK;
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_PLAIN,
	    str_fmt(ctx->mem, _("Confirm with %s"),
		str_empty(s->name) ? _("your agency's identity") : s->name),
	    url(ctx, "/login/sso/again?next=%s", next));
	widget_actions_close(ctx);
	return OK;
}

static enum rc
again_page(struct rq *rq, const char *next)
{
	struct prove p = prove_of(rq, next);

	page_open(&rq->ctx, _("Please confirm that it is you"));
	prove_form(&rq->ctx, &rq->findings, &p);
	TRY(put_sso_again(rq, p.next));
	return page_close(&rq->ctx);
}

static enum rc
show_again(struct rq *rq)
{
	const struct again_in *in = rq->in;

	return again_page(rq, in->next);
}

static enum rc
do_again(struct rq *rq)
{
	struct again_in in = *(const struct again_in *)rq->in;
	struct secret_cost cost = signin_cost(rq->conf);
	struct ctx *ctx = &rq->ctx;
	struct signin s = { .login = ctx->actor->login,
		.password = in.password == NULL ? "" : in.password,
		.address = rq->address,
		.browser = rq->browser,
		.cost = &cost,
		.code = in.code,
		.conf = rq->conf };
	enum rc rc = signin_again(rq->db, ctx, &s, rq->strong, &rq->findings,
	    &rq->retry_after);

	if (rc == E_INVALID) {
		rq->status = rc;
		return again_page(rq, in.next);
	}
	TRY(rc);
	const char *token = session_renew(ctx->mem, rq->cookie);
	TRY(session_proved(rq->db, rq->token,
	    secret_sha256(ctx->mem, token, strlen(token)), ctx->real,
	    rq->strong));
	rq->set_cookie = cookie_put(rq, COOKIE_SESSION, token, 0);
	return redirect(rq,
	    str_fmt(ctx->mem, "%s%s", ctx->base, prove_of(rq, in.next).next));
}

/* ------------------------------------------------------- what was kept */

struct kept_in {
	const char *id;
	bool anew; /* they had signed in meanwhile, in another tab */
};
static const struct field kept_fields[] = {
	FIELD(struct kept_in, id, .max = 32),
	FIELD(struct kept_in, anew),
};

static enum rc
none_kept(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("This is no longer kept"));
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem,
		_("What somebody had entered when their session ended is kept"
		  " for %d hours, and given back to nobody but them."),
		KEPT_MINUTES / 60));
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n", url(ctx, "/"),
	    _("To the start page"));
	TRY(page_close(ctx));
	return refuse(rq, E_NOTFOUND);
}

/* What the button is about: somebody may have been away for an hour. */
static void
put_kept(struct ctx *ctx, const struct kept *k)
{
	const char *section = page_section(k->path);

	const char *at = date_show_instant(ctx->mem, k->since);

	html(ctx->out, "<p>%s</p>\n",
	    section == NULL ?
		str_fmt(ctx->mem, _("You pressed the button at %s."), at) :
		str_fmt(ctx->mem,
		    _("You pressed the button at %s, on the pages \"%s\"."), at,
		    section));
}

/* It goes on by a button: nobody else can send it for them. */
static enum rc
show_kept(struct rq *rq)
{
	const struct kept_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct kept k;
	enum rc rc = kept_get(rq->db, ctx, in->id, &k);

	if (rc == E_NOTFOUND)
		return none_kept(rq);
	TRY(rc);
	page_open(ctx, _("Please go on"));
	widget_notice(ctx, in->anew ? TONE_WARN : TONE_GOOD,
	    in->anew ?
		_("You have signed in anew since this form was opened. What"
		  " you entered has been kept; it is not done before you press"
		  " the button.") :
		_("You are confirmed. What you entered has been kept; it is not"
		  " done before you press the button."));
	put_kept(ctx, &k);
	prove_go_on(ctx, &k);
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/login",
	    .right = ANYONE,
	    .run = show_login,
	    IN(struct login_in, show_fields) },
	{ .method = POST,
	    .path = "/login",
	    .right = ANYONE,
	    .run = do_login,
	    .no_key = true,
	    IN(struct login_in, login_fields) },
	{ .method = POST,
	    .path = "/login/code",
	    .right = ANYONE,
	    .run = do_code,
	    .no_key = true,
	    IN(struct code_in, code_fields) },
	{ .method = POST,
	    .path = "/logout",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = do_logout,
	    .no_key = true },
	{ .method = GET,
	    .path = "/login/again",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = show_again,
	    IN(struct again_in, again_show_fields) },
	{ .method = POST,
	    .path = "/login/again",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = do_again,
	    .no_key = true,
	    IN(struct again_in, again_fields) },
	{ .method = GET,
	    .path = "/login/kept",
	    .right = SIGNED_IN,
	    .early = true,
	    .run = show_kept,
	    IN(struct kept_in, kept_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
