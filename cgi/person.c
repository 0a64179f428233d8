/* person.c - the people an administrator manages, and one's own page */
#include <stdlib.h>
#include <string.h>
#include "app/app.h"
#include "base/num.h"
#include "core/person_list.h"
#include "core/standing.h"
#include "core/unit_typed.h"
#include "view/me.h"
#include "view/page.h"
#include "view/person_view.h"
#include "view/widget.h"

enum { PAGES_MAX = 100000, BACK_MAX = 400 /* some fifty pages */ };

struct list_in {
	const char *q, *unit, *role, *word;
	long state, page, after;
	const char *back;   /* where the pages before begin: way_back() */
	long made, invited; /* what a file has just done */
};
static const struct field list_fields[] = {
	FIELD(struct list_in, q, .optional = true),
	FIELD(struct list_in, unit, .optional = true),
	FIELD(struct list_in, role, .max = 20, .optional = true),
	FIELD(struct list_in, state, .max = PEOPLE_STATES - 1,
	    .optional = true),
	FIELD(struct list_in, page, .max = PAGES_MAX, .optional = true),
	FIELD(struct list_in, after, .optional = true),
	FIELD(struct list_in, word, .optional = true),
	FIELD(struct list_in, back, .max = BACK_MAX, .optional = true),
	FIELD(struct list_in, made, .max = PAGES_MAX, .optional = true),
	FIELD(struct list_in, invited, .max = PAGES_MAX, .optional = true),
};

/* What is not one unit is said beside the field, and nobody is listed. */
static enum rc
query_of(struct rq *rq, struct person_query *ret)
{
	const struct list_in *in = rq->in;
	enum role role = 0;

	if (!str_empty(in->role) && !role_read(in->role, &role))
		finding(&rq->findings, "role", _("There is no role \"%s\"."),
		    in->role);
	*ret = (struct person_query){ .words = in->q,
		.role = (long)role,
		.state = (enum person_state)in->state,
		.page = in->page < 1 ? 1 : in->page,
		.after = in->after,
		.word = in->word };
	if (str_empty(in->unit))
		return OK;
	return unit_typed(rq->db, &rq->ctx, in->unit, rq->ctx.today,
	    &rq->findings, &ret->unit);
}

#define SAME_SEARCH "/person?q=%s&unit=%s&role=%s&state=%ld"
#define SAID(s) (str_empty(s) ? "" : (s))
#define SAME_ARGS(in) \
	SAID((in)->q), SAID((in)->unit), SAID((in)->role), (in)->state

static void
put_count(struct ctx *ctx, const struct person_rows *rs)
{
	enum num_lang lang = num_lang(ctx->lang);

	if (rs->looked > 0)
		html(ctx->out, "<p class='help'>%s</p>\n",
		    str_fmt(ctx->mem,
			_("So far %s people were looked through, and there"
			  " are more. With a unit it is quicker."),
			num_show_long(ctx->mem, rs->looked, lang)));
	else if (rs->total > 0)
		html(ctx->out, "<p class='help'>%s</p>\n",
		    str_fmt(ctx->mem,
			trn("%s person", "%s people", (unsigned long)rs->total),
			num_show_long(ctx->mem, rs->total, lang)));
}

/*
 * A list that is walked goes forward only: each page says where those before it
 * begin, "0. 4711.hoa", each by number and word, the latest last; the oldest
 * are forgotten when they are too many.
 */
static const char *
way_back(struct ctx *ctx, const struct list_in *in)
{
	const char *way = str_fmt(ctx->mem, "%s%s%ld.%s", SAID(in->back),
	    str_empty(in->back) ? "" : " ", in->after, SAID(in->word));

	while (strlen(way) > BACK_MAX && strchr(way, ' ') != NULL)
		way = strchr(way, ' ') + 1;
	return way;
}

/* The last of them, and the way from there; NULL: not known. */
static const char *
page_before(struct ctx *ctx, const struct list_in *in)
{
	const char *way = SAID(in->back), *last = strrchr(way, ' '), *word;

	if (*way == '\0')
		return NULL;
	const char *rest =
	    last == NULL ? "" : str_ndup(ctx->mem, way, (size_t)(last - way));
	last = last == NULL ? way : last + 1;
	word = strchr(last, '.');
	return url(ctx, SAME_SEARCH "&after=%ld&word=%s&back=%s", SAME_ARGS(in),
	    strtol(last, NULL, 10), word == NULL ? "" : word + 1, rest);
}

static void
put_pages(struct ctx *ctx, const struct list_in *in,
    const struct person_query *q, const struct person_rows *rs)
{
	put_count(ctx, rs);
	if (rs->total >= 0 && q->after == 0) {
		widget_pager(ctx, q->page,
		    (rs->total + PEOPLE_PAGE - 1) / PEOPLE_PAGE,
		    url(ctx, SAME_SEARCH "&page=", SAME_ARGS(in)));
		return;
	}
	widget_pager_on(ctx,
	    q->after == 0 ? NULL : url(ctx, SAME_SEARCH, SAME_ARGS(in)),
	    q->after == 0 ? NULL : page_before(ctx, in),
	    rs->after == 0 ? NULL :
			     url(ctx, SAME_SEARCH "&after=%ld&word=%s&back=%s",
				 SAME_ARGS(in), rs->after, SAID(rs->word),
				 way_back(ctx, in)),
	    rs->looked > 0 ? _("Look further") : _("Next page"));
}

static enum rc
list(struct rq *rq)
{
	const struct list_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct person_rows rs = { 0 };
	struct person_query q;

	TRY(query_of(rq, &q));
	bool wrong = rq->findings.nerror > 0;
	if (!wrong)
		TRY(person_search(rq->db, ctx, &q, &rs));
	for (size_t i = 0; i < rs.n; i++)
		rq_saw(rq, rs.at[i].id);
	page_open(ctx, _("People"));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("Add a person"),
	    url(ctx, "/person/edit/new"));
	widget_link(ctx, BUTTON_PLAIN, _("From a file"),
	    url(ctx, "/person/file"));
	widget_link(ctx, BUTTON_PLAIN, _("Personal data"),
	    url(ctx, "/privacy"));
	widget_actions_close(ctx);
	if (in->made > 0)
		widget_notice(ctx, TONE_GOOD,
		    str_fmt(ctx->mem,
			_("New accounts: %ld. Invitations that go out by"
			  " e-mail: %ld."),
			in->made, in->invited));
	widget_findings(ctx, &rq->findings);
	person_filters(ctx, &rq->findings, &q, in->unit);
	if (rs.n == 0 && rs.after == 0)
		widget_empty(ctx,
		    _("Nobody in your units is like that. You see the people"
		      " who work, or have a role, in the units that you"
		      " administer."));
	else if (rs.n > 0)
		person_table(ctx, &rs);
	put_pages(ctx, in, &q, &rs);
	TRY(page_close(ctx));
	return wrong ? refuse(rq, E_INVALID) : OK;
}

/* ---------------------------------------------------------------- one */

static void
put_lock(struct ctx *ctx, const struct person *p)
{
	widget_form_open(ctx, url(ctx, "/person/edit/lock"));
	widget_hidden_long(ctx, "id", p->id);
	widget_hidden_long(ctx, "version", p->version);
	widget_hidden_long(ctx, "locked", p->locked ? 0 : 1);
	widget_button(ctx, p->locked ? BUTTON_PLAIN : BUTTON_DANGER,
	    p->locked ? _("Open the account again") : _("Lock the account"),
	    NULL, NULL);
	widget_form_close(ctx);
}

/* Another system's account: nobody signs in with it, it has tokens. */
static bool
is_machine(const struct standing *s)
{
	for (size_t i = 0; i < s->held.n; i++)
		if (s->held.at[i].now && s->held.at[i].role == ROLE_MACHINE)
			return true;
	return false;
}

static void
put_acts(struct ctx *ctx, const struct standing *s)
{
	if (s->p.erased) {
		widget_notice(ctx, TONE_INFO, person_erased_say());
		return;
	}
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_MAIN, _("Give a role"),
	    url(ctx, "/person/edit/role?id=%ld", s->p.id));
	if (s->whole) {
		widget_link(ctx, BUTTON_PLAIN, _("Change the account"),
		    url(ctx, "/person/edit?id=%ld", s->p.id));
		widget_link(ctx, BUTTON_PLAIN, _("Moves or leaves"),
		    url(ctx, "/person/edit/post?id=%ld", s->p.id));
		widget_link(ctx, BUTTON_PLAIN, _("Password and sign-in"),
		    url(ctx, "/person/signin?id=%ld", s->p.id));
		put_lock(ctx, &s->p);
		if (s->p.locked || strcmp(s->p.valid_to, ctx->today) <= 0)
			widget_link(ctx, BUTTON_PLAIN, _("Erase personal data"),
			    url(ctx, "/privacy/erase?id=%ld", s->p.id));
	}
	if (s->whole && is_machine(s))
		widget_link(ctx, BUTTON_PLAIN, _("API tokens"),
		    url(ctx, "/person/tokens?id=%ld", s->p.id));
	widget_actions_close(ctx);
	if (!s->whole)
		widget_notice(ctx, TONE_INFO,
		    _("This person also works or has a role outside your units,"
		      " or has a role that you cannot give: their account is"
		      " managed by an administrator above."));
}

struct show_in {
	long id;
	bool done, invited, made;
};
static const struct field show_fields[] = {
	FIELD(struct show_in, id, .min = 1),
	FIELD(struct show_in, done, .optional = true),
	FIELD(struct show_in, invited, .optional = true),
	FIELD(struct show_in, made, .optional = true),
};

static enum rc
show(struct rq *rq)
{
	const struct show_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct standing s;

	TRY(standing_get(rq->db, ctx, in->id, &s));
	page_open_name(ctx, s.p.name);
	widget_path(ctx,
	    (struct crumb[]){ { _("People"), url(ctx, "/person") },
		{ s.p.name, NULL } },
	    2);
	if (in->done)
		widget_notice(ctx, TONE_GOOD, _("It is done, and on record."));
	if (in->invited)
		widget_notice(ctx, TONE_GOOD,
		    _("An invitation is on its way, by e-mail."));
	if (in->made && s.whole && !is_machine(&s))
		widget_notice(ctx, TONE_WARN,
		    _("Nobody has been told, and there is no password yet: make"
		      " a link under \"Password and sign-in\" and hand it"
		      " over."));
	person_facts(ctx, &s);
	if (!s.self)
		put_acts(ctx, &s);
	person_roles(ctx, &s);
	person_lent(ctx, &s);
	person_posts(ctx, &s);
	return page_close(ctx);
}

struct me_in {
	bool done;
};
static const struct field me_fields[] = { FIELD(struct me_in, done,
    .optional = true) };

static enum rc
me(struct rq *rq)
{
	const struct me_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct standing s;

	TRY(standing_get(rq->db, ctx, ctx->actor->id, &s));
	me_page_open(ctx, _("Your account"));
	if (in->done)
		widget_notice(ctx, TONE_GOOD, _("It is done, and on record."));
	person_facts(ctx, &s);
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_PLAIN, _("Change password"),
	    url(ctx, "/password"));
	widget_actions_close(ctx);
	person_roles(ctx, &s);
	person_lent(ctx, &s);
	person_posts(ctx, &s);
	return page_close(ctx);
}

static enum rc
find_person(struct rq *rq)
{
	struct standing s;

	return standing_get(rq->db, &rq->ctx, rq->object, &s);
}
static const struct object person_object = { "person", find_person };

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/person",
	    .right = MAY_ADMIN,
	    .audit = "read",
	    .run = list,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/person/show",
	    .right = MAY_ADMIN,
	    .object = &person_object,
	    .id = "id",
	    .audit = "read",
	    .run = show,
	    IN(struct show_in, show_fields) },
	{ .method = GET,
	    .path = "/me",
	    .right = SIGNED_IN,
	    .run = me,
	    IN(struct me_in, me_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
