/* person_edit.c - accounts made, changed, locked; roles given and ended */
#include "app/app.h"
#include "core/account.h"
#include "core/grant.h"
#include "core/invite.h"
#include "core/outbox.h"
#include "core/posting.h"
#include "core/unit.h"
#include "core/unit_typed.h"
#include "view/page.h"
#include "view/person_form.h"
#include "view/person_view.h"

/* The fields of all forms here; each route takes those that it needs. */
struct in {
	long id, version, grant, locked;
	const char *login, *name, *title, *email, *phone;
	const char *unit, *role, *from, *to, *decision, *last, *act;
	bool invite; /* a new account, by a letter */
};
#define ID FIELD(struct in, id, .min = 1)
#define WORD(m) FIELD(struct in, m, .max = 400, .optional = true)
#define OF_PERSON FIELD(struct in, id, .min = 1), FIELD(struct in, version)
#define ACCOUNT WORD(name), WORD(title), WORD(email), WORD(phone)
static const struct field id_fields[] = { ID };
static const struct field add_fields[] = { WORD(login), ACCOUNT, WORD(unit),
	WORD(role), WORD(from), WORD(to), WORD(decision),
	FIELD(struct in, invite) };
static const struct field change_fields[] = { OF_PERSON, ACCOUNT };
static const struct field lock_fields[] = { OF_PERSON,
	FIELD(struct in, locked, .max = 1) };
static const struct field grant_fields[] = { OF_PERSON, WORD(role), WORD(unit),
	WORD(from), WORD(to), WORD(decision) };
static const struct field one_grant_fields[] = { ID,
	FIELD(struct in, grant, .min = 1) };
static const struct field end_fields[] = { OF_PERSON,
	FIELD(struct in, grant, .min = 1), WORD(last) };
static const struct field post_fields[] = { OF_PERSON, WORD(unit), WORD(role),
	WORD(from), WORD(decision), FIELD(struct in, act, .max = 10) };

static struct person_says
says_of(const struct in *in)
{
	return (struct person_says){ in->login, in->name, in->title, in->email,
		in->phone };
}

static struct role_says
role_of(const struct in *in)
{
	return (struct role_says){ in->role, in->unit, in->from, in->to,
		in->decision };
}

/* The page again, with what is wrong; a conflict says so first. */
static enum rc
again(struct rq *rq, enum rc rc, enum rc (*page)(struct rq *))
{
	if (rc == E_CONFLICT)
		finding(&rq->findings, "person",
		    _("Somebody else has changed this person since you opened"
		      " the page. Look at their page, then do it again."));
	else if (rc != E_INVALID)
		return rc;
	enum rc shown = page(rq);
	if (shown == OK)
		return refuse(rq, rc);
	rq->findings = (struct findings){ .mem = rq->ctx.mem };
	return shown; /* what the page was about is gone */
}

static enum rc
done(struct rq *rq, long id)
{
	return redirect(rq, url(&rq->ctx, "/person/show?id=%ld&done=1", id));
}

/* A page about one person, up to its form, which is open. */
static enum rc
open_page(struct rq *rq, const char *title, const char *action,
    struct standing *ret)
{
	struct ctx *ctx = &rq->ctx;

	TRY(standing_get(rq->db, ctx, rq->object, ret));
	rq_read(rq);
	page_open_act(ctx, ret->p.name, title);
	person_path(ctx, &ret->p, title);
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<h2>%s</h2>\n", title);
	widget_form_open(ctx, action);
	widget_hidden_long(ctx, "id", ret->p.id);
	widget_hidden_long(ctx, "version", ret->p.version);
	return OK;
}

static void
buttons(struct ctx *ctx, enum button kind, const char *label, long id)
{
	widget_actions_open(ctx);
	widget_button(ctx, kind, label, NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Cancel"),
	    id == 0 ? url(ctx, "/person") :
		      url(ctx, "/person/show?id=%ld", id));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

/* ---------------------------------------------------------------- new */

/* A unit of the actor's, where nothing was typed. */
static enum rc
own_unit(struct rq *rq, const char **ret)
{
	const struct actor *who = rq->ctx.actor;
	struct unit u;

	*ret = "";
	for (size_t i = 0; i < who->ngrant; i++) {
		if (!role_has((enum role)who->grants[i].role, MAY_ADMIN))
			continue;
		TRY(unit_get(rq->db, who->grants[i].unit_id, &u));
		*ret = unit_typed_show(rq->ctx.mem, u.name, u.code);
		return OK;
	}
	return OK;
}

static enum rc
new_page(struct rq *rq, const struct in *in)
{
	struct person_says says = says_of(in);
	struct role_says role = role_of(in);
	struct ctx *ctx = &rq->ctx;
	const char *unit = in->unit;

	if (unit == NULL)
		TRY(own_unit(rq, &unit));
	page_open(ctx, _("Add a person"));
	widget_path(ctx,
	    (struct crumb[]){ { _("People"), url(ctx, "/person") },
		{ _("Add a person"), NULL } },
	    2);
	widget_findings(ctx, &rq->findings);
	widget_form_open(ctx, url(ctx, "/person/edit/add"));
	person_fields(ctx, &rq->findings, &says, true);
	html(ctx->out, "<h2>%s</h2>\n", _("Where they work, and a first role"));
	person_unit_field(ctx, &rq->findings, unit);
	person_role_fields(ctx, &rq->findings, &role, true);
	if (outbox_able(rq->conf))
		widget_check(ctx, NULL, "invite",
		    _("Invite them by e-mail to choose a password"),
		    in->invite);
	buttons(ctx, BUTTON_MAIN, _("Make the account"), 0);
	person_role_help(ctx);
	return page_close(ctx);
}

static enum rc
make(struct rq *rq)
{
	return new_page(rq, &(struct in){ .invite = true });
}

static enum rc
make_again(struct rq *rq)
{
	return new_page(rq, rq->in);
}

static enum rc
add(struct rq *rq)
{
	const struct in *in = rq->in;
	bool invited = false;
	long id;

	enum rc rc = account_add(rq->db, &rq->ctx,
	    &(struct account_in){ .says = says_of(in),
		.unit = in->unit,
		.role = in->role,
		.from = in->from,
		.to = in->to,
		.decision = in->decision },
	    &rq->findings, &id);
	if (rc != OK)
		return again(rq, rc, make_again);
	if (in->invite)
		TRY(invite_send(rq->db, &rq->ctx, rq->conf, id, &invited));
	return redirect(rq, url(&rq->ctx, "/person/show?id=%ld&done=1&%s=1", id,
				invited ? "invited" : "made"));
}

/* ---------------------------------------------------------------- change */

static enum rc
change_page(struct rq *rq, bool typed)
{
	struct person_says says = says_of(rq->in);
	struct ctx *ctx = &rq->ctx;
	struct standing s;

	TRY(open_page(rq, _("Change the account"),
	    url(ctx, "/person/edit/change"), &s));
	if (!typed)
		says = (struct person_says){ s.p.login, s.p.name, s.p.title,
			s.p.email, s.p.phone };
	person_fields(ctx, &rq->findings, &says, false);
	buttons(ctx, BUTTON_MAIN, _("Save"), s.p.id);
	return page_close(ctx);
}

static enum rc
edit(struct rq *rq)
{
	return change_page(rq, false);
}

static enum rc
edit_again(struct rq *rq)
{
	return change_page(rq, true);
}

static enum rc
change(struct rq *rq)
{
	const struct in *in = rq->in;
	struct person_says says = says_of(in);

	enum rc rc = account_change(rq->db, &rq->ctx, in->id, in->version,
	    &says, &rq->findings);
	return rc == OK ? done(rq, in->id) : again(rq, rc, edit_again);
}

static enum rc
lock(struct rq *rq)
{
	const struct in *in = rq->in;

	enum rc rc = account_lock(rq->db, &rq->ctx, in->id, in->version,
	    in->locked != 0, &rq->findings);
	return rc == OK ? done(rq, in->id) : again(rq, rc, edit);
}

/* ---------------------------------------------------------------- roles */

static enum rc
role_page(struct rq *rq)
{
	struct role_says says = role_of(rq->in);
	struct ctx *ctx = &rq->ctx;
	struct standing s;

	TRY(open_page(rq, _("Give a role"), url(ctx, "/person/edit/grant"),
	    &s));
	if (says.unit == NULL && s.post != NULL)
		says.unit =
		    unit_typed_show(ctx->mem, s.post->unit, s.post->code);
	person_role_fields(ctx, &rq->findings, &says, false);
	buttons(ctx, BUTTON_MAIN, _("Give the role"), s.p.id);
	person_role_help(ctx);
	return page_close(ctx);
}

static enum rc
grant(struct rq *rq)
{
	const struct in *in = rq->in;

	enum rc rc = grant_add(rq->db, &rq->ctx,
	    &(struct grant_in){ .person = in->id,
		.version = in->version,
		.role = in->role,
		.unit = in->unit,
		.from = in->from,
		.to = in->to,
		.decision = in->decision },
	    &rq->findings);
	return rc == OK ? done(rq, in->id) : again(rq, rc, role_page);
}

static enum rc
end_page(struct rq *rq)
{
	const struct in *in = rq->in;
	const struct held *h = NULL;
	struct ctx *ctx = &rq->ctx;
	struct standing s;

	TRY(open_page(rq, _("End a role"), url(ctx, "/person/edit/end"), &s));
	for (size_t i = 0; i < s.held.n; i++)
		if (s.held.at[i].id == in->grant && s.held.at[i].live)
			h = &s.held.at[i];
	if (h == NULL)
		return E_NOTFOUND;
	widget_hidden_long(ctx, "grant", h->id);
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem,
		_("%s of %s. What was done with it stays; whoever stands in"
		  " for it stops, too."),
		role_show((enum role)h->role), h->unit));
	widget_day(ctx, &rq->findings, "last", _("Last day"),
	    _("Day/month/year; empty: it ends at once."), in->last);
	buttons(ctx, BUTTON_DANGER, _("End the role"), s.p.id);
	return page_close(ctx);
}

static enum rc
end(struct rq *rq)
{
	const struct in *in = rq->in;

	enum rc rc = grant_end(rq->db, &rq->ctx, in->id, in->version, in->grant,
	    in->last, &rq->findings);
	return rc == OK ? done(rq, in->id) : again(rq, rc, end_page);
}

/* ---------------------------------------------------------------- posts */

static void
put_move(struct rq *rq, const struct in *in)
{
	struct choice roles[ROLE_END] = { { "", _("none yet") } };
	struct ctx *ctx = &rq->ctx;

	for (enum role r = 1; r < ROLE_END; r++)
		roles[r] = (struct choice){ role_name(r), role_show(r) };
	person_unit_field(ctx, &rq->findings, in->unit);
	widget_select(ctx, &rq->findings, "role", _("Role there"), roles,
	    ROLE_END, in->role);
	widget_day(ctx, &rq->findings, "from", _("From"),
	    _("The first day there; empty: today."), in->from);
	person_decision_field(ctx, &rq->findings, in->decision, false);
	widget_hidden(ctx, "act", "move");
}

static void
put_leave(struct ctx *ctx, const struct person *p)
{
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n<p>%s</p>\n",
	    _("Leaves"),
	    _("From that day on the account is over: it cannot sign in, and"
	      " all its roles, keys and deputies end. What they did stays."));
	widget_form_open(ctx, url(ctx, "/person/edit/move"));
	widget_hidden_long(ctx, "id", p->id);
	widget_hidden_long(ctx, "version", p->version);
	widget_hidden(ctx, "act", "leave");
	widget_input(ctx, NULL,
	    &(struct input){ .name = "from",
		.id = "leave-from",
		.label = _("First day without the account"),
		.help = _("Empty: today, at once."),
		.max = 20 });
	widget_input(ctx, NULL,
	    &(struct input){ .name = "decision",
		.id = "leave-decision",
		.label = _("Number of the decision"),
		.max = 200 });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("They leave"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static enum rc
post_page(struct rq *rq)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct standing s;

	TRY(open_page(rq, _("Moves to another unit"),
	    url(ctx, "/person/edit/move"), &s));
	html(ctx->out, "<p>%s</p>\n",
	    _("From that day on they work there. Every role of before ends,"
	      " and whoever stands in for them stops; what they were stays"
	      " readable."));
	put_move(rq, in);
	buttons(ctx, BUTTON_MAIN, _("Move"), s.p.id);
	put_leave(ctx, &s.p);
	return page_close(ctx);
}

static enum rc
move(struct rq *rq)
{
	const struct in *in = rq->in;
	const struct move_in m = { .person = in->id,
		.version = in->version,
		.unit = in->unit,
		.from = in->from,
		.decision = in->decision,
		.role = in->role };
	bool leaves = str_eq(in->act, "leave");

	enum rc rc = leaves ?
			 posting_leave(rq->db, &rq->ctx, &m, &rq->findings) :
			 posting_move(rq->db, &rq->ctx, &m, &rq->findings);
	return rc == OK ? done(rq, in->id) : again(rq, rc, post_page);
}

static enum rc
find_person(struct rq *rq)
{
	struct standing s;

	return standing_get(rq->db, &rq->ctx, rq->object, &s);
}
static const struct object person_object = { "person", find_person };

#define PAGE(path_, fields, run_) \
	{ \
		.method = GET, .path = (path_), .right = MAY_ADMIN, \
		.object = &person_object, .id = "id", .run = (run_), \
		.step_up = true, .audit = "read", IN(struct in, fields) \
	}
#define ACT(path_, fields, run_) \
	{ \
		.method = POST, .path = (path_), .right = MAY_ADMIN, \
		.object = &person_object, .id = "id", .run = (run_), \
		.step_up = true, IN(struct in, fields) \
	}
static const struct route routes[] = {
	{ .method = GET,
	    .path = "/person/edit/new",
	    .right = MAY_ADMIN,
	    .step_up = true,
	    .run = make },
	{ .method = POST,
	    .path = "/person/edit/add",
	    .right = MAY_ADMIN,
	    .step_up = true,
	    .run = add,
	    IN(struct in, add_fields) },
	PAGE("/person/edit", id_fields, edit),
	ACT("/person/edit/change", change_fields, change),
	ACT("/person/edit/lock", lock_fields, lock),
	PAGE("/person/edit/role", id_fields, role_page),
	ACT("/person/edit/grant", grant_fields, grant),
	PAGE("/person/edit/end", one_grant_fields, end_page),
	ACT("/person/edit/end", end_fields, end),
	PAGE("/person/edit/post", id_fields, post_page),
	ACT("/person/edit/move", post_fields, move),
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
