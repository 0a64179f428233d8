/*
 * person_signin.c - how somebody signs in, for who administers their account:
 * a link to choose a password, the second factor taken away, sessions ended
 */
#include <string.h>
#include "base/date.h"
#include "app/app.h"
#include "core/account.h"
#include "core/invite.h"
#include "core/outbox.h"
#include "core/session.h"
#include "core/second.h"
#include "core/signin_link.h"
#include "io/conf.h"
#include "view/page.h"
#include "view/person_form.h"
#include "view/session_view.h"
#include "view/widget.h"

enum { HAND_MIN = 24 * 60 }; /* a link that is handed over, not mailed */

struct signin_in {
	long id, session;
	bool done, sent;
};
static const struct field show_fields[] = {
	FIELD(struct signin_in, id, .min = 1),
	FIELD(struct signin_in, done),
	FIELD(struct signin_in, sent),
};
static const struct field id_fields[] = {
	FIELD(struct signin_in, id, .min = 1),
};
static const struct field end_fields[] = {
	FIELD(struct signin_in, id, .min = 1),
	FIELD(struct signin_in, session, .min = 1),
};

static void
act(struct ctx *ctx, long id, const char *head, const char *action,
    enum button kind, const char *label, const char *help)
{
	html(ctx->out, "<h2>%s</h2>\n", head);
	widget_form_open(ctx, action);
	widget_hidden_long(ctx, "id", id);
	html(ctx->out, "<p>%s</p>\n", help);
	widget_actions_open(ctx);
	widget_button(ctx, kind, label, NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static bool
by_mail(struct rq *rq, const struct person *p)
{
	return outbox_able(rq->conf) && !str_empty(p->email);
}

/* Nobody could use a link. */
static bool
is_over(const struct ctx *ctx, const struct person *p)
{
	return p->locked || strcmp(p->valid_to, ctx->today) <= 0;
}

static enum rc
put_second(struct rq *rq, long id)
{
	struct ctx *ctx = &rq->ctx;
	struct second_state is;

	TRY(second_state(rq->db, id, &is));
	if (is.set) {
		act(ctx, id, _("Second factor"),
		    url(ctx, "/person/signin/second"), BUTTON_DANGER,
		    _("Take the second factor away"),
		    str_fmt(ctx->mem,
			_("Set up at %s. Take it away for somebody who has lost"
			  " the telephone and the recovery codes; make sure"
			  " that it is really them who ask."),
			date_show_instant(ctx->mem, is.since)));
		return OK;
	}
	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("Second factor"),
	    _("None is set up."));
	return OK;
}

static void
acts(struct rq *rq, const struct standing *s)
{
	struct ctx *ctx = &rq->ctx;
	long id = s->p.id;

	act(ctx, id, _("Password"), url(ctx, "/person/signin/link"),
	    BUTTON_MAIN,
	    by_mail(rq, &s->p) ? _("Send a link to choose a password") :
				 _("Make a link to choose a password"),
	    by_mail(rq, &s->p) ?
		_("It goes to the e-mail address of the account, works once"
		  " and for a short time. The present password stays until"
		  " another one is chosen.") :
		_("You see it once and hand it over yourself. It works once,"
		  " for a day. The present password stays until another one is"
		  " chosen."));
	if (by_mail(rq, &s->p))
		act(ctx, id, _("Invitation"), url(ctx, "/person/signin/invite"),
		    BUTTON_PLAIN, _("Send the invitation again"),
		    str_fmt(ctx->mem,
			_("For somebody who has not chosen a password yet: the"
			  " link in the letter is good for %d days."),
			INVITE_DAYS));
}

static enum rc
page(struct rq *rq)
{
	const struct signin_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct session_rows rows;
	struct standing s;

	TRY(standing_get(rq->db, ctx, rq->object, &s));
	page_open_act(ctx, s.p.name, _("Password and sign-in"));
	person_path(ctx, &s.p, _("Password and sign-in"));
	if (in->sent)
		widget_notice(ctx, TONE_GOOD,
		    _("A letter with a link is on its way, by e-mail."));
	if (in->done)
		widget_notice(ctx, TONE_GOOD, _("It is done, and on record."));
	widget_findings(ctx, &rq->findings);
	if (!s.whole) {
		widget_notice(ctx, TONE_INFO,
		    _("This account has roles that you do not administer: ask"
		      " the administrator of a unit above both."));
		return page_close(ctx);
	}
	if (s.p.erased) {
		widget_notice(ctx, TONE_INFO, person_erased_say());
		return page_close(ctx);
	}
	if (is_over(ctx, &s.p))
		widget_notice(ctx, TONE_INFO,
		    _("The account is locked or over."));
	else
		acts(rq, &s);
	TRY(put_second(rq, s.p.id));
	TRY(session_list(rq->db, ctx, s.p.id, &rows));
	if (rows.n > 0)
		act(ctx, s.p.id, _("Signed in now"),
		    url(ctx, "/person/signin/out"), BUTTON_DANGER,
		    _("Sign out everywhere"),
		    _("All sessions end at once, on all devices."));
	else
		html(ctx->out, "<h2>%s</h2>\n", _("Signed in now"));
	rq_read(rq);
	session_table(ctx, &rows, 0, url(ctx, "/person/signin/end"), s.p.id);
	return page_close(ctx);
}

/* Held for a change, or the page that says why not. */
static enum rc
hold(struct rq *rq, struct standing *ret)
{
	enum rc rc =
	    account_hold(rq->db, &rq->ctx, rq->object, -1, &rq->findings, ret);

	if (rc != E_INVALID)
		return rc;
	TRY(page(rq));
	return refuse(rq, rc);
}

static enum rc
done(struct rq *rq)
{
	return redirect(rq,
	    url(&rq->ctx, "/person/signin?id=%ld&done=1", rq->object));
}

/* The letter went into the outbox. */
static enum rc
sent(struct rq *rq)
{
	return redirect(rq,
	    url(&rq->ctx, "/person/signin?id=%ld&sent=1", rq->object));
}

static enum rc
link_page(struct rq *rq, const struct person *p, const char *key)
{
	struct ctx *ctx = &rq->ctx;
	const char *address = signin_link_address(ctx, rq->conf, key);

	page_open_act(ctx, p->name, _("A link to choose a password"));
	person_path(ctx, p, _("A link to choose a password"));
	widget_notice(ctx, TONE_WARN,
	    _("Hand it over in person, or by a way that only they read. It is"
	      " shown this once."));
	html(ctx->out, "<p><code class='key'>%s</code></p>\n",
	    *address != '\0' ? address : url(ctx, "/reset/new?key=%s", key));
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
	    url(ctx, "/person/signin?id=%ld", p->id), _("Back"));
	return page_close(ctx);
}

static enum rc
do_link(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct standing s;
	const char *key;

	TRY(hold(rq, &s));
	if (is_over(ctx, &s.p)) {
		finding(&rq->findings, "person",
		    _("The account is locked or over."));
		TRY(page(rq));
		return refuse(rq, E_INVALID);
	}
	bool mail = by_mail(rq, &s.p);
	struct link_for f = { .person = s.p.id,
		.login = s.p.login,
		.minutes = mail ? rq->conf->reset_min : HAND_MIN,
		.by = mail ? "by an administrator, by e-mail" :
			     "by an administrator, handed over" };
	TRY(signin_link_make(rq->db, ctx, &f, &key));
	if (!mail)
		return link_page(rq, &s.p, key);
	TRY(signin_link_letter(rq->db, ctx, rq->conf, &s.p, key, f.minutes));
	return sent(rq);
}

static enum rc
do_invite(struct rq *rq)
{
	struct standing s;
	bool able;

	TRY(hold(rq, &s));
	TRY(invite_send(rq->db, &rq->ctx, rq->conf, s.p.id, &able));
	if (able)
		return sent(rq);
	finding(&rq->findings, "person",
	    _("No letter can be sent: the account is locked, has ended, has no"
	      " e-mail address, or is another system's."));
	TRY(page(rq));
	return refuse(rq, E_INVALID);
}

/* They are told, so that it does not happen behind their back. */
static enum rc
tell(struct rq *rq, const struct person *p)
{
	struct ctx *ctx = &rq->ctx;
	struct letter l = { .to = p->email };

	if (!by_mail(rq, p))
		return OK;
	tr_lang(p->lang);
	l.subject = _("Your second factor was taken away");
	l.body = str_fmt(ctx->mem,
	    _("Dear %s,\n\n"
	      "an administrator has taken the second factor of your account %s"
	      " away. If you have not asked for it, tell them at once.\n"),
	    p->name, p->login);
	tr_lang(ctx->lang);
	enum rc rc = outbox_put(rq->db, ctx, &l);
	return rc == E_INVALID ? OK : rc;
}

static enum rc
do_second(struct rq *rq)
{
	struct standing s;
	long gone;

	TRY(hold(rq, &s));
	enum rc rc = second_drop(rq->db, &rq->ctx, s.p.id, s.p.login,
	    "by an administrator");
	if (rc == E_NOTFOUND) {
		finding(&rq->findings, "person",
		    _("There is no second factor to take away."));
		TRY(page(rq));
		return refuse(rq, E_INVALID);
	}
	TRY(rc);
	TRY(session_end_all(rq->db, &rq->ctx, s.p.id, s.p.login, NULL, &gone));
	TRY(tell(rq, &s.p));
	return done(rq);
}

static enum rc
do_out(struct rq *rq)
{
	struct standing s;

	TRY(hold(rq, &s));
	TRY(session_end_all(rq->db, &rq->ctx, s.p.id, s.p.login, NULL, NULL));
	return done(rq);
}

static enum rc
do_end(struct rq *rq)
{
	const struct signin_in *in = rq->in;
	struct standing s;

	TRY(hold(rq, &s));
	enum rc rc =
	    session_end(rq->db, &rq->ctx, s.p.id, s.p.login, in->session);
	if (rc != E_NOTFOUND)
		TRY(rc);
	return done(rq);
}

static enum rc
find_person(struct rq *rq)
{
	struct standing s;

	return standing_get(rq->db, &rq->ctx, rq->object, &s);
}
static const struct object person_object = { "person", find_person };

#define ACT(name, work, fields) \
	{ \
		.method = POST, .path = "/person/signin/" name, \
		.right = MAY_ADMIN, .object = &person_object, .id = "id", \
		.step_up = true, .run = work, IN(struct signin_in, fields) \
	}
static const struct route routes[] = {
	{ .method = GET,
	    .path = "/person/signin",
	    .right = MAY_ADMIN,
	    .object = &person_object,
	    .id = "id",
	    .audit = "read",
	    .run = page,
	    IN(struct signin_in, show_fields) },
	ACT("invite", do_invite, id_fields),
	ACT("second", do_second, id_fields),
	ACT("out", do_out, id_fields),
	ACT("end", do_end, end_fields),
	/* its answer holds the link, where it cannot be mailed */
	{ .method = POST,
	    .path = "/person/signin/link",
	    .right = MAY_ADMIN,
	    .object = &person_object,
	    .id = "id",
	    .step_up = true,
	    .no_key = true,
	    .run = do_link,
	    IN(struct signin_in, id_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
