/*
 * token.c - API tokens of one's own account, or of another system's account
 * that one manages: made, shown once, revoked
 *
 * The answer to the form is the page itself, since nothing but that page ever
 * holds the token; a name is in force once only, so that the same form sent
 * twice makes one token.
 */
#include "app/app.h"
#include "base/date.h"
#include "core/narrow.h"
#include "core/standing.h"
#include "core/token.h"
#include "view/me.h"
#include "view/page.h"
#include "view/widget.h"

enum { USUAL_DAYS = 90 };

struct token_form {
	const char *name, *regime;
	bool view, enter, revoked;
	long unit, days, token, id; /* id: whose, of another system's account */
};
static const struct field show_fields[] = {
	FIELD(struct token_form, revoked),
};
static const struct field machine_fields[] = {
	FIELD(struct token_form, id, .min = 1),
	FIELD(struct token_form, revoked),
};
#define WHAT_FIELDS \
	FIELD(struct token_form, name, .optional = true), \
	    FIELD(struct token_form, view), FIELD(struct token_form, enter), \
	    FIELD(struct token_form, unit, .optional = true), \
	    FIELD(struct token_form, regime, .max = 40, .optional = true), \
	    FIELD(struct token_form, days, .optional = true)
static const struct field add_fields[] = { WHAT_FIELDS };
static const struct field machine_add_fields[] = {
	FIELD(struct token_form, id, .min = 1),
	WHAT_FIELDS,
};
static const struct field revoke_fields[] = {
	FIELD(struct token_form, token, .min = 1),
};
static const struct field machine_revoke_fields[] = {
	FIELD(struct token_form, id, .min = 1),
	FIELD(struct token_form, token, .min = 1),
};

/* Whose tokens: the actor's, or those of an account that they manage. */
struct owner {
	long id;
	const char *title; /* of the page */
	const struct choice *units;
	size_t nunit;
	const char *list, *revoke; /* addresses */
};

static const char *
reach(struct ctx *ctx, const struct token *t)
{
	if (t->unit == NULL && t->regime == NULL)
		return _("All that you may");
	if (t->unit == NULL)
		return t->regime;
	return t->regime == NULL ?
		   t->unit :
		   str_fmt(ctx->mem, "%s, %s", t->unit, t->regime);
}

static const char *
rights_show(struct ctx *ctx, const struct token *t)
{
	unsigned long rights = narrow_rights(t->rights);
	const char *text = "";

	for (enum right r = 1; r < RIGHT_END; r++)
		if (rights & 1UL << r)
			text = str_fmt(ctx->mem, "%s%s%s", text,
			    *text == '\0' ? "" : "; ", narrow_show(r));
	return text;
}

static void
put_whose(struct ctx *ctx, const struct owner *o)
{
	if (o->id != ctx->actor->id)
		widget_hidden_long(ctx, "id", o->id);
}

static void
put_state(struct ctx *ctx, const struct owner *o, const struct token *t)
{
	if (t->revoked != NULL)
		widget_badge(ctx, TONE_PLAIN, _("Revoked"));
	else if (t->ended)
		widget_badge(ctx, TONE_PLAIN, _("Expired"));
	else {
		widget_form_open(ctx, o->revoke);
		put_whose(ctx, o);
		widget_hidden_long(ctx, "token", t->id);
		widget_button(ctx, BUTTON_QUIET,
		    str_fmt(ctx->mem, _("Revoke \"%s\""), t->name), NULL, NULL);
		widget_form_close(ctx);
	}
}

/* To the day: more is kept of nobody. */
static const char *
day_of(struct ctx *ctx, const char *instant, const char *none)
{
	if (instant == NULL)
		return none;
	const char *text = date_show_instant(ctx->mem, instant);
	size_t n = 0;
	while (text[n] != '\0' && text[n] != ' ')
		n++;
	return text[n] == '\0' ? text : text + n + 1;
}

static void
put_tokens(struct ctx *ctx, const struct owner *o, const struct tokens *all)
{
	const char *const heads[] = { _("Name"), _("Begins with"), _("It may"),
		_("Only for"), _("Last used"), _("Expires"), _("State"), NULL };

	if (all->n == 0) {
		widget_empty(ctx, _("There are no API tokens."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct token *t = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td><code>%s</code></td>"
		    "<td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>",
		    t->name, t->hint, rights_show(ctx, t), reach(ctx, t),
		    day_of(ctx, t->used, _("Never")),
		    day_of(ctx, t->expires, ""));
		put_state(ctx, o, t);
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}

/* Each unit once, behind "all of them". */
static void
add_unit(struct ctx *ctx, struct choice *at, size_t *n, long unit,
    const char *name)
{
	const char *id = str_long(ctx->mem, unit);

	for (size_t k = 1; k < *n; k++)
		if (str_eq(at[k].value, id))
			return;
	at[(*n)++] = (struct choice){ id, name };
}

static struct choice *
no_unit(struct ctx *ctx, size_t most)
{
	struct choice *at = arena_alloc(ctx->mem, (most + 1) * sizeof *at);

	at[0] = (struct choice){ "", _("All of them") };
	return at;
}

static struct owner
oneself(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const struct actor *who = ctx->actor;
	struct choice *at = no_unit(ctx, who->ngrant);
	struct owner o = { .id = who->id,
		.title = _("API tokens"),
		.units = at,
		.nunit = 1,
		.list = url(ctx, "/me/tokens"),
		.revoke = url(ctx, "/me/tokens/revoke") };

	for (size_t i = 0; i < who->ngrant; i++)
		add_unit(ctx, at, &o.nunit, who->grants[i].unit_id,
		    who->grants[i].unit);
	return o;
}

/*
 * Another system's account, which the actor manages as a whole: nobody signs in
 * with it, so that its administrator makes its tokens.
 */
static enum rc
machine(struct rq *rq, long id, struct owner *ret)
{
	struct ctx *ctx = &rq->ctx;
	struct standing s;
	bool is_one = false;

	TRY(standing_get(rq->db, ctx, id, &s));
	struct choice *at = no_unit(ctx, s.held.n);
	*ret = (struct owner){ .id = id,
		.title = str_fmt(ctx->mem, _("API tokens of %s"), s.p.name),
		.units = at,
		.nunit = 1,
		.list = url(ctx, "/person/tokens"),
		.revoke = url(ctx, "/person/tokens/revoke") };
	for (size_t i = 0; i < s.held.n; i++) {
		const struct held *h = &s.held.at[i];
		is_one = is_one || (h->now && h->role == ROLE_MACHINE);
		if (h->now)
			add_unit(ctx, at, &ret->nunit, h->unit_id, h->unit);
	}
	return s.whole && !s.self && is_one ? OK : E_NOTFOUND;
}

static void
put_form(struct rq *rq, const struct owner *o, const struct token_form *in)
{
	struct ctx *ctx = &rq->ctx;

	html(ctx->out, "<h2>%s</h2>\n", _("Make a token"));
	widget_form_open(ctx, o->list);
	put_whose(ctx, o);
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "name",
		.label = _("What it is for"),
		.help = _("The name of the program that will use it."),
		.value = in->name,
		.max = TOKEN_NAME,
		.required = true });
	html(ctx->out, "<fieldset id='rights'><legend>%s</legend>\n",
	    _("It may"));
	widget_check(ctx, &rq->findings, "view", narrow_show(MAY_VIEW),
	    in->view);
	widget_check(ctx, &rq->findings, "enter", narrow_show(MAY_ENTER),
	    in->enter);
	html(ctx->out, "<p class='help'>%s</p></fieldset>\n",
	    _("Sending, deciding and administering remain acts of a person; no"
	      " token can do them. A token never may more than you may."));
	widget_select(ctx, &rq->findings, "unit",
	    _("Only this unit and what is below it"), o->units, o->nunit,
	    in->unit == 0 ? "" : str_long(ctx->mem, in->unit));
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "regime",
		.label = _("Only this reporting regime (its code)"),
		.help = _("Leave it empty for all regimes."),
		.value = in->regime,
		.max = 40 });
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "days",
		.label = _("Days until it expires"),
		.value = str_long(ctx->mem, in->days),
		.max = 5,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Make a token"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static void
put_made(struct ctx *ctx, const char *token)
{
	widget_notice(ctx, TONE_GOOD,
	    _("The token is made. Copy it now: it is shown this once"
	      " and kept nowhere."));
	html(ctx->out,
	    "<p class='field'><label for='token'>%s</label>"
	    "<input id='token' class='token' type='text'"
	    " readonly='readonly' autocomplete='off' value='%s' /></p>\n",
	    _("The new token"), token);
}

static enum rc
list_page(struct rq *rq, const struct owner *o, const struct token_form *in,
    const char *token)
{
	struct ctx *ctx = &rq->ctx;
	struct token_form fresh = { .view = true, .days = USUAL_DAYS };
	struct tokens all;

	TRY(token_list(rq->db, ctx, o->id, &all));
	if (o->id == ctx->actor->id)
		me_page_open(ctx, o->title);
	else
		page_open(ctx, o->title);
	if (token != NULL)
		put_made(ctx, token);
	if (in->revoked)
		widget_notice(ctx, TONE_GOOD,
		    _("The token is revoked: it opens nothing any more."));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    _("With a token another program acts for the account, without its"
	      " password. Give each program its own, and revoke it when it is"
	      " not needed any more."));
	put_tokens(ctx, o, &all);
	put_form(rq, o, token == NULL ? in : &fresh);
	return page_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	const struct token_form *in = rq->in;
	struct owner o = oneself(rq);
	struct token_form fresh = { .view = true,
		.days = USUAL_DAYS,
		.revoked = in->revoked };

	if (in->id != 0)
		TRY(machine(rq, in->id, &o));
	return list_page(rq, &o, &fresh, NULL);
}

static enum rc
add(struct rq *rq)
{
	struct token_form in = *(const struct token_form *)rq->in;
	struct ctx *ctx = &rq->ctx;
	const char *token = token_draw(ctx->mem);
	struct owner o = oneself(rq);
	struct token_in what = { .name = in.name == NULL ? "" : in.name,
		.rights = (in.view ? 1UL << MAY_VIEW : 0) |
			  (in.enter ? 1UL << MAY_ENTER : 0),
		.unit_id = in.unit,
		.regime = in.regime,
		.days = in.days };
	long id;

	if (in.id != 0)
		TRY(machine(rq, in.id, &o));
	enum rc rc =
	    token_add(rq->db, ctx, o.id, &what, token, &rq->findings, &id);
	if (rc == E_INVALID) {
		TRY(list_page(rq, &o, &in, NULL));
		return refuse(rq, rc);
	}
	TRY(rc);
	return list_page(rq, &o, &in, token);
}

static enum rc
revoke(struct rq *rq)
{
	const struct token_form *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct owner o = oneself(rq);

	if (in->id != 0)
		TRY(machine(rq, in->id, &o));
	enum rc rc = token_revoke(rq->db, ctx, o.id, in->token);
	if (rc == E_NOTFOUND) /* it is over, or never was theirs */
		return E_CONFLICT;
	TRY(rc);
	return redirect(rq,
	    in->id != 0 ? url(ctx, "/person/tokens?id=%ld&revoked=1", in->id) :
			  url(ctx, "/me/tokens?revoked=1"));
}

static enum rc
find_machine(struct rq *rq)
{
	struct owner o;

	return machine(rq, rq->object, &o);
}
static const struct object machine_object = { "machine", find_machine };

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/me/tokens",
	    .right = SIGNED_IN,
	    .run = show,
	    IN(struct token_form, show_fields) },
	{ .method = POST,
	    .path = "/me/tokens",
	    .right = SIGNED_IN,
	    .step_up = true,
	    .no_key = true,
	    .run = add,
	    IN(struct token_form, add_fields) },
	{ .method = POST,
	    .path = "/me/tokens/revoke",
	    .right = SIGNED_IN,
	    .run = revoke,
	    IN(struct token_form, revoke_fields) },
	{ .method = GET,
	    .path = "/person/tokens",
	    .right = MAY_ADMIN,
	    .object = &machine_object,
	    .id = "id",
	    .audit = "read",
	    .run = show,
	    IN(struct token_form, machine_fields) },
	{ .method = POST,
	    .path = "/person/tokens",
	    .right = MAY_ADMIN,
	    .object = &machine_object,
	    .id = "id",
	    .step_up = true,
	    .no_key = true,
	    .run = add,
	    IN(struct token_form, machine_add_fields) },
	{ .method = POST,
	    .path = "/person/tokens/revoke",
	    .right = MAY_ADMIN,
	    .object = &machine_object,
	    .id = "id",
	    .run = revoke,
	    IN(struct token_form, machine_revoke_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
