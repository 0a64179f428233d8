/* deputy.c - a role is lent to somebody who stands in, and taken back */
#include "app/app.h"
#include "base/date.h"
#include "core/deputy.h"
#include "view/page.h"
#include "view/person_form.h"
#include "view/person_view.h"

struct in {
	long grant, version;
	const char *login, *from, *to, *sign_as, *decision;
};
#define WORD(m) FIELD(struct in, m, .max = 400, .optional = true)
static const struct field one_fields[] = {
	FIELD(struct in, grant, .min = 1),
};
static const struct field end_fields[] = {
	FIELD(struct in, grant, .min = 1),
	FIELD(struct in, version),
};
static const struct field add_fields[] = {
	FIELD(struct in, grant, .min = 1),
	WORD(login),
	WORD(from),
	WORD(to),
	WORD(sign_as),
	WORD(decision),
};

/* Back to where the role is seen: one's own page, or the other person's. */
static const char *
back(struct ctx *ctx, const struct held *h, bool done)
{
	long person = h->for_id == 0 ? h->person_id : h->for_id;

	if (person == ctx->actor->id || h->person_id == ctx->actor->id)
		return done ? url(ctx, "/me?done=1") : url(ctx, "/me");
	return done ? url(ctx, "/person/show?id=%ld&done=1", person) :
		      url(ctx, "/person/show?id=%ld", person);
}

/* "Nguyen Van An > Have somebody stand in": along back(). */
static void
put_path(struct ctx *ctx, const struct held *h, const char *here)
{
	bool mine =
	    h->person_id == ctx->actor->id || h->for_id == ctx->actor->id;

	widget_path(ctx,
	    (struct crumb[]){
		{ mine ? _("My account") : h->other, back(ctx, h, false) },
		{ here, NULL } },
	    2);
}

static void
put_who(struct rq *rq, const struct deputy_choices *cs, const char *asked)
{
	struct ctx *ctx = &rq->ctx;
	struct choice *at = arena_alloc(ctx->mem, (cs->n + 1) * sizeof *at);

	at[0] = (struct choice){ "", _("choose somebody") };
	for (size_t i = 0; i < cs->n; i++) {
		rq_saw(rq, cs->at[i].id);
		at[i + 1] = (struct choice){ cs->at[i].login,
			str_fmt(ctx->mem, "%s (%s) – %s", cs->at[i].name,
			    cs->at[i].login, cs->at[i].unit) };
	}
	widget_select(ctx, &rq->findings, "login", _("Who stands in"), at,
	    cs->n + 1, asked);
}

static void
put_form(struct rq *rq, const struct held *h, const struct deputy_choices *cs)
{
	static const struct choice ways[] = {
		{ "KT", N_("KT.: as the head's deputy") },
		{ "TUQ", N_("TUQ.: by authority, in writing") },
	};
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct choice shown[COUNT(ways)];

	for (size_t i = 0; i < COUNT(ways); i++)
		shown[i] = (struct choice){ ways[i].value, tr(ways[i].label) };
	widget_form_open(ctx, url(ctx, "/deputy/add"));
	widget_hidden_long(ctx, "grant", h->id);
	put_who(rq, cs, in->login);
	widget_select(ctx, &rq->findings, "sign_as", _("How they sign"), shown,
	    COUNT(ways), in->sign_as);
	widget_day(ctx, &rq->findings, "from", _("First day"),
	    _("Day/month/year; empty: today."), in->from);
	widget_day(ctx, &rq->findings, "to", _("Last day"),
	    _("A year at the most."), in->to);
	person_decision_field(ctx, &rq->findings, in->decision, true);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Have them stand in"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Cancel"), back(ctx, h, false));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
page(struct rq *rq)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct deputy_choices cs;
	struct held h;

	TRY(deputy_of(rq->db, ctx, in->grant, &h));
	if (h.for_id != 0)
		return E_NOTFOUND;
	TRY(deputy_choices(rq->db, ctx, h.unit_id, &cs));
	bool lendable = role_lendable((enum role)h.role);
	if (!lendable && rq->findings.nerror == 0)
		finding(&rq->findings, "role", _("The role %s cannot be lent."),
		    role_show((enum role)h.role));
	page_open(ctx, _("Have somebody stand in"));
	put_path(ctx, &h, _("Have somebody stand in"));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n<p>%s</p>\n",
	    str_fmt(ctx->mem, _("%s of %s, the role of %s."),
		role_show((enum role)h.role), h.unit, h.other),
	    _("Until the last day they may do what this role may, and"
	      " everything they do or sign with it says in whose place. They"
	      " cannot hand it on. It ends at once when one of you ends it, or"
	      " when the role itself ends."));
	if (lendable && cs.n == 0)
		widget_empty(ctx,
		    _("Nobody else works in this unit or below it."));
	else if (lendable)
		put_form(rq, &h, &cs);
	TRY(page_close(ctx));
	return lendable ? OK : refuse(rq, E_INVALID);
}

static enum rc
add(struct rq *rq)
{
	const struct in *in = rq->in;
	struct held h;

	TRY(deputy_of(rq->db, &rq->ctx, in->grant, &h));
	enum rc rc = deputy_add(rq->db, &rq->ctx,
	    &(struct deputy_in){ in->grant, in->login, in->from, in->to,
		in->sign_as, in->decision },
	    &rq->findings);
	if (rc == OK)
		return redirect(rq, back(&rq->ctx, &h, true));
	if (rc != E_INVALID)
		return rc;
	enum rc shown = page(rq);
	return shown == OK ? refuse(rq, rc) : shown;
}

static enum rc
stop_page(struct rq *rq)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct held h;

	TRY(deputy_of(rq->db, ctx, in->grant, &h));
	if (h.for_id == 0)
		return E_NOTFOUND;
	const char *last = date_last(ctx->mem, h.valid_to);
	page_open(ctx, _("Standing in ends"));
	put_path(ctx, &h, _("Standing in ends"));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem,
		_("%s stands in for %s as %s of %s until %s. It ends at"
		  " once; what was done stays."),
		h.giver, h.other, role_show((enum role)h.role), h.unit,
		date_show(ctx->mem, last == NULL ? DATE_MAX : last)));
	widget_form_open(ctx, url(ctx, "/deputy/end"));
	widget_hidden_long(ctx, "grant", h.id);
	widget_hidden_long(ctx, "version", h.version);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("End it now"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Cancel"), back(ctx, &h, false));
	widget_actions_close(ctx);
	widget_form_close(ctx);
	return page_close(ctx);
}

static enum rc
stop(struct rq *rq)
{
	const struct in *in = rq->in;
	struct held h;

	TRY(deputy_of(rq->db, &rq->ctx, in->grant, &h));
	enum rc rc =
	    deputy_end(rq->db, &rq->ctx, in->grant, in->version, &rq->findings);
	if (rc == OK)
		return redirect(rq, back(&rq->ctx, &h, true));
	if (rc == E_CONFLICT)
		finding(&rq->findings, "grant",
		    _("Somebody else has changed this person since you opened"
		      " the page. Look at their page, then do it again."));
	else if (rc != E_INVALID)
		return rc;
	TRY(stop_page(rq));
	return refuse(rq, rc);
}

/* A role that the actor may lend, or that is lent and he may end. */
static enum rc
find_grant(struct rq *rq)
{
	struct held h;

	return deputy_of(rq->db, &rq->ctx, rq->object, &h);
}
static const struct object grant_object = { "grant", find_grant };

#define ROUTE(method_, path_, fields, run_, ...) \
	{ \
		.method = (method_), .path = (path_), .right = SIGNED_IN, \
		.object = &grant_object, .id = "grant", .run = (run_), \
		IN(struct in, fields), __VA_ARGS__ \
	}
static const struct route routes[] = {
	ROUTE(GET, "/deputy", one_fields, page, .step_up = true),
	ROUTE(POST, "/deputy/add", add_fields, add, .step_up = true),
	ROUTE(GET, "/deputy/stop", one_fields, stop_page, .step_up = false),
	ROUTE(POST, "/deputy/end", end_fields, stop, .step_up = false),
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
