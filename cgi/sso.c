/*
 * sso.c - signing in through the web server, and out of it
 *
 * The server authenticates /login/sso and nothing else; what it says about the
 * visitor (app/trust.h) becomes an ordinary session with a token of its own.
 * Coming back from a provider is a GET, so this is the one GET of people that
 * writes: it makes its transactions itself.
 */
#include <string.h>
#include "app/app.h"
#include "app/local.h"
#include "app/trust.h"
#include "core/session.h"
#include "core/sso.h"
#include "io/conf.h"
#include "io/db_open.h"
#include "io/secret.h"
#include "view/page.h"
#include "view/widget.h"

enum { MAX_TRIES = 4, FRESH_S = 300 };

struct sso_in {
	const char *next;
	bool asked; /* the provider has been told to ask again */
};
static const struct field next_fields[] = {
	FIELD(struct sso_in, next, .max = 2000, .optional = true),
};
static const struct field again_fields[] = {
	FIELD(struct sso_in, next, .max = 1200, .optional = true),
	FIELD(struct sso_in, asked),
};

/* What there is to do, and what came of it. */
struct coming {
	struct sso_id id;
	struct trust trust;
	const char *token; /* of the session that begins */
	long person;
	enum sso_why why;
};

static const char *
hash_of(struct rq *rq, const char *token)
{
	return secret_sha256(rq->ctx.mem, token, strlen(token));
}

/* Whoever was signed in with this browser before is not any more. */
static enum rc
begin(struct rq *rq, struct coming *c)
{
	struct ctx *ctx = &rq->ctx;
	const char *hash = hash_of(rq, c->token);

	TRY(sso_signin(rq->db, ctx, &c->id, c->trust.second, &c->person,
	    &c->why));
	if (c->person == 0)
		return OK;
	if (rq->token != NULL)
		TRY(session_close(rq->db, rq->token));
	struct session_life life = session_life_of(rq->conf);
	struct session_new s = { .person = c->person,
		.token = hash,
		.address = rq->address,
		.agent = rq->agent,
		.strong = c->trust.second };
	TRY(session_open(rq->db, &s, ctx->real, &life));
	return sso_mark(rq->db, hash, c->trust.age_s);
}

static enum rc
begin_until_done(struct rq *rq, struct coming *c)
{
	enum rc rc = E_BUSY;

	for (int i = 0; rc == E_BUSY && i < MAX_TRIES; i++) {
		TRY(db_begin(rq->db, DB_READ_WRITE));
		rc = db_end(rq->db, begin(rq, c));
	}
	return rc;
}

static const char *
sentence(enum sso_why why)
{
	switch (why) {
	case SSO_SEVERAL:
		return _("Several accounts here have your e-mail address. Ask"
			 " your administrator to link one of them to you.");
	case SSO_ENDED:
		return _("Your account here is locked, or it has ended. Ask"
			 " your administrator.");
	case SSO_MACHINE:
		return _("This account is another system's: nobody signs in"
			 " with it.");
	default:
		return _("You have no account here yet. Ask the administrator"
			 " of your unit for one, and name what stands below.");
	}
}

/* They have shown who they are, but not to be anybody here. */
static enum rc
turned_away(struct rq *rq, const struct coming *c)
{
	struct ctx *ctx = &rq->ctx;

	rq->status = E_INVALID;
	page_open(ctx, _("You cannot sign in with this identity"));
	widget_notice(ctx, TONE_WARN, sentence(c->why));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Signed in elsewhere as"), c->id.name);
	if (!str_empty(c->trust.issuer))
		widget_list_item(ctx, _("Confirmed by"), c->trust.issuer);
	widget_list_close(ctx);
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n", url(ctx, "/login"),
	    _("Sign in with a password"));
	if (!str_empty(rq->conf->sso.logout))
		html(ctx->out, "<p><a href='%s%s'>%s</a></p>\n", ctx->base,
		    rq->conf->sso.logout, _("Use another identity"));
	return page_close(ctx);
}

static enum rc
come_in(struct rq *rq)
{
	const struct sso_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct coming c = { .token = secret_random(ctx->mem, 32) };

	TRY(trust_read(rq, &c.trust));
	c.id = (struct sso_id){ .is = rq->conf->sso.is,
		.name = c.trust.name,
		.issuer = c.trust.issuer };
	TRY(begin_until_done(rq, &c));
	if (c.person == 0)
		return turned_away(rq, &c);
	rq->set_cookie = cookie_put(rq, COOKIE_SESSION, c.token, 0);
	return redirect(rq, is_local(in->next) ?
				str_fmt(ctx->mem, "%s%s", ctx->base, in->next) :
				url(ctx, "/"));
}

/* ------------------------------------------------------------ once more */

/* The same person, whom the provider has asked just now; else it is told to. */
static enum rc
prove(struct rq *rq, const char *token)
{
	TRY(db_begin(rq->db, DB_READ_WRITE));
	return db_end(rq->db,
	    session_proved(rq->db, rq->token, hash_of(rq, token), rq->ctx.real,
		rq->strong));
}

static enum rc
whose(struct rq *rq, const struct trust *t, long *ret_person)
{
	const struct sso_id id = { .is = rq->conf->sso.is,
		.name = t->name,
		.issuer = t->issuer };
	enum sso_why why;

	TRY(db_begin(rq->db, DB_READ_ONLY));
	return db_end(rq->db,
	    sso_find(rq->db, &rq->ctx, &id, ret_person, &why));
}

static enum rc
not_confirmed(struct rq *rq, const char *next, const char *why)
{
	struct ctx *ctx = &rq->ctx;

	rq->status = E_INVALID;
	page_open(ctx, _("It was not confirmed that it is you"));
	widget_notice(ctx, TONE_WARN, why);
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
	    url(ctx, "/login/again?next=%s", next),
	    _("Confirm with your password"));
	return page_close(ctx);
}

/* To the provider, which asks again and sends them back here. */
static enum rc
ask_again(struct rq *rq, const char *next)
{
	const struct conf *conf = rq->conf;
	struct ctx *ctx = &rq->ctx;
	const char *back = str_fmt(ctx->mem, "%s%s", conf->site,
	    url(ctx, "/login/sso/again?next=%s&asked=1", next));

	const char *there =
	    str_fmt(ctx->mem, "%s%s", ctx->base, conf->sso.again);

	return redirect(rq, url_more(ctx, there, "%s", back));
}

static enum rc
again(struct rq *rq)
{
	const struct sso_in *in = rq->in;
	const struct conf *conf = rq->conf;
	const char *next = is_local(in->next) ? in->next : "/";
	struct ctx *ctx = &rq->ctx;
	struct trust t;
	long person;

	TRY(trust_read(rq, &t));
	TRY(whose(rq, &t, &person));
	if (person != ctx->actor->id)
		return not_confirmed(rq, next,
		    _("At the identity provider you are somebody else."));
	if (t.age_s >= 0 && t.age_s <= FRESH_S) {
		const char *token = session_renew(ctx->mem, rq->cookie);
		TRY(prove(rq, token));
		rq->set_cookie = cookie_put(rq, COOKIE_SESSION, token, 0);
		return redirect(rq, str_fmt(ctx->mem, "%s%s", ctx->base, next));
	}
	if (in->asked || str_empty(conf->sso.again) || str_empty(conf->site))
		return not_confirmed(rq, next,
		    _("The identity provider has not asked who you are just"
		      " now."));
	return ask_again(rq, next);
}

/* Where signing out leads to, when they came in through the web server. */
static enum rc
left(struct rq *rq)
{
	const struct conf_sso *s = &rq->conf->sso;
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("You have signed out"));
	widget_notice(ctx, TONE_GOOD,
	    _("You have signed out of the reporting system."));
	if (!str_empty(s->logout)) {
		html(ctx->out, "<p>%s</p>\n",
		    str_fmt(ctx->mem,
			_("You are still signed in at %s. On a computer that"
			  " others use, sign out there, too."),
			str_empty(s->name) ? _("the identity provider") :
					     s->name));
		widget_actions_open(ctx);
		html(ctx->out, "<a class='button main' href='%s%s'>%s</a>\n",
		    ctx->base, s->logout, _("Sign out there, too"));
		widget_actions_close(ctx);
	}
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n", url(ctx, "/login"),
	    _("Sign in again"));
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/login/sso",
	    .right = ANYONE,
	    .steps = true,
	    .run = come_in,
	    IN(struct sso_in, next_fields) },
	{ .method = GET,
	    .path = "/login/sso/again",
	    .right = SIGNED_IN,
	    .early = true,
	    .steps = true,
	    .run = again,
	    IN(struct sso_in, again_fields) },
	{ .method = GET, .path = "/login/left", .right = ANYONE, .run = left },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
