/*
 * token.c - API tokens of one's own account: made, shown once, revoked
 *
 * The answer to the form is the page itself, since nothing but that page ever
 * holds the token; a name is in force once only, so that the same form sent
 * twice makes one token.
 */
#include "app/app.h"
#include "base/date.h"
#include "core/narrow.h"
#include "core/token.h"
#include "view/me.h"
#include "view/page.h"
#include "view/widget.h"

enum { USUAL_DAYS = 90 };

struct token_form {
	const char *name, *regime;
	bool view, enter, revoked;
	long unit, days, token;
};
static const struct field show_fields[] = {
	FIELD(struct token_form, revoked),
};
static const struct field add_fields[] = {
	FIELD(struct token_form, name, .optional = true),
	FIELD(struct token_form, view),
	FIELD(struct token_form, enter),
	FIELD(struct token_form, unit, .optional = true),
	FIELD(struct token_form, regime, .max = 40, .optional = true),
	FIELD(struct token_form, days, .optional = true),
};
static const struct field revoke_fields[] = {
	FIELD(struct token_form, token, .min = 1),
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
put_state(struct ctx *ctx, const struct token *t)
{
	if (t->revoked != NULL)
		widget_badge(ctx, TONE_PLAIN, _("Revoked"));
	else if (t->ended)
		widget_badge(ctx, TONE_PLAIN, _("Expired"));
	else {
		widget_form_open(ctx, url(ctx, "/me/tokens/revoke"));
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
put_tokens(struct ctx *ctx, const struct tokens *all)
{
	const char *const heads[] = { _("Name"), _("Begins with"), _("It may"),
		_("Only for"), _("Last used"), _("Expires"), _("State"), NULL };

	if (all->n == 0) {
		widget_empty(ctx, _("You have no API tokens."));
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
		put_state(ctx, t);
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}

/* The units of the actor's grants, each once. */
static void
put_units(struct rq *rq, long chosen)
{
	struct ctx *ctx = &rq->ctx;
	const struct actor *who = ctx->actor;
	struct choice *at =
	    arena_alloc(ctx->mem, (who->ngrant + 1) * sizeof *at);
	size_t n = 1;

	at[0] = (struct choice){ "", _("All units that I may see") };
	for (size_t i = 0; i < who->ngrant; i++) {
		const char *id = str_long(ctx->mem, who->grants[i].unit_id);
		bool there = false;
		for (size_t k = 1; k < n; k++)
			there = there || str_eq(at[k].value, id);
		if (!there)
			at[n++] = (struct choice){ id, who->grants[i].unit };
	}
	widget_select(ctx, &rq->findings, "unit",
	    _("Only this unit and what is below it"), at, n,
	    chosen == 0 ? "" : str_long(ctx->mem, chosen));
}

static void
put_form(struct rq *rq, const struct token_form *in)
{
	struct ctx *ctx = &rq->ctx;

	html(ctx->out, "<h2>%s</h2>\n", _("Make a token"));
	widget_form_open(ctx, url(ctx, "/me/tokens"));
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
	put_units(rq, in->unit);
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

static enum rc
list_page(struct rq *rq, const struct token_form *in, const char *token)
{
	struct ctx *ctx = &rq->ctx;
	struct tokens all;

	TRY(token_list(rq->db, ctx, ctx->actor->id, &all));
	me_page_open(ctx, _("API tokens"));
	if (token != NULL) {
		widget_notice(ctx, TONE_GOOD,
		    _("The token is made. Copy it now: it is shown this once"
		      " and kept nowhere."));
		html(ctx->out,
		    "<p><label for='token'>%s</label>"
		    "<input id='token' class='token' type='text'"
		    " readonly='readonly' autocomplete='off' value='%s' />"
		    "</p>\n",
		    _("Your new token"), token);
	}
	if (in->revoked)
		widget_notice(ctx, TONE_GOOD,
		    _("The token is revoked: it opens nothing any more."));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    _("With a token another program acts for you, without your"
	      " password. Give each program its own, and revoke it when it is"
	      " not needed any more."));
	put_tokens(ctx, &all);
	put_form(rq, token == NULL ? in :
				     &(struct token_form){ .view = true,
					 .days = USUAL_DAYS });
	return page_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	const struct token_form *in = rq->in;
	struct token_form fresh = { .view = true,
		.days = USUAL_DAYS,
		.revoked = in->revoked };

	return list_page(rq, &fresh, NULL);
}

static enum rc
add(struct rq *rq)
{
	struct token_form in = *(const struct token_form *)rq->in;
	struct ctx *ctx = &rq->ctx;
	const char *token = token_draw(ctx->mem);
	struct token_in what = { .name = in.name == NULL ? "" : in.name,
		.rights = (in.view ? 1UL << MAY_VIEW : 0) |
			  (in.enter ? 1UL << MAY_ENTER : 0),
		.unit_id = in.unit,
		.regime = in.regime,
		.days = in.days };
	long id;

	enum rc rc = token_add(rq->db, ctx, ctx->actor->id, &what, token,
	    &rq->findings, &id);
	if (rc == E_INVALID) {
		TRY(list_page(rq, &in, NULL));
		return refuse(rq, rc);
	}
	TRY(rc);
	return list_page(rq, &in, token);
}

static enum rc
revoke(struct rq *rq)
{
	const struct token_form *in = rq->in;

	enum rc rc =
	    token_revoke(rq->db, &rq->ctx, rq->ctx.actor->id, in->token);
	if (rc == E_NOTFOUND) /* it is over, or never was theirs */
		return E_CONFLICT;
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/me/tokens?revoked=1"));
}

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
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
