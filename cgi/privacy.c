/*
 * privacy.c - personal data, for administrators: requests of people about their
 * data, and how long things are kept
 */
#include "app/app.h"
#include "base/date.h"
#include "base/num.h"
#include "core/data_request.h"
#include "core/policy.h"
#include "view/page.h"
#include "view/widget.h"

static const struct tab tabs[] = {
	{ "/privacy", N_("Requests about data"), MAY_ADMIN },
	{ "/privacy/keep", N_("How long things are kept"), MAY_ADMIN },
};

static struct buf *
open_page(struct ctx *ctx, const char *title)
{
	page_open(ctx, title);
	widget_path(ctx,
	    (struct crumb[]){ { _("People"), url(ctx, "/person") },
		{ _("Personal data"), NULL } },
	    2);
	widget_tabs(ctx, _("Personal data"), tabs, COUNT(tabs));
	return ctx->out;
}

/* ------------------------------------------------------------ requests */

struct request_in {
	long request;
	const char *answer;
	bool done, refuse, answered;
};
static const struct field list_fields[] = {
	FIELD(struct request_in, answered),
};
static const struct field answer_fields[] = {
	FIELD(struct request_in, request, .min = 1),
	FIELD(struct request_in, answer, .max = 2000, .optional = true,
	    .many_lines = true),
	FIELD(struct request_in, done),
	FIELD(struct request_in, refuse),
};

static void
put_answer_form(struct rq *rq, const struct data_request *r,
    const struct request_in *in)
{
	struct ctx *ctx = &rq->ctx;
	bool this = in->request == r->id;
	const char *id = str_fmt(ctx->mem, "answer-%ld", r->id);

	widget_form_open(ctx, url(ctx, "/privacy/answer"));
	widget_hidden_long(ctx, "request", r->id);
	widget_input(ctx, this ? &rq->findings : NULL,
	    &(struct input){ .name = "answer",
		.id = id,
		.label = _("Answer"),
		.type = "area",
		.value = this ? in->answer : NULL,
		.max = REQUEST_NOTE });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("It is corrected"), "done", "1");
	widget_button(ctx, BUTTON_PLAIN, _("Refuse, with the reason"), "refuse",
	    "1");
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static void
put_request(struct rq *rq, const struct data_request *r,
    const struct request_in *in)
{
	struct ctx *ctx = &rq->ctx;
	bool open = str_eq(r->state, "open");

	html(ctx->out, "<section class='request'><h2>%s (%s)</h2>\n", r->name,
	    r->login);
	if (r->late)
		widget_badge(ctx, TONE_BAD, _("Older than 72 hours"));
	else
		widget_badge(ctx, open ? TONE_WARN : TONE_PLAIN,
		    request_state_show(r->state));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Asked"), date_show_instant(ctx->mem, r->made));
	widget_list_item(ctx, _("About"), request_field_show(r->field));
	if (!str_eq(r->field, "other")) {
		widget_list_item(ctx, _("Is now"),
		    str_empty(r->now) ? "–" : r->now);
		widget_list_item(ctx, _("Should be"), r->wanted);
	}
	if (!str_empty(r->note))
		widget_list_item(ctx, _("In their words"), r->note);
	if (!open) {
		widget_list_item(ctx, _("Answer"),
		    str_empty(r->answer) ? "–" : r->answer);
		widget_list_item(ctx, _("Answered"),
		    str_fmt(ctx->mem, "%s, %s", r->by == NULL ? "–" : r->by,
			date_show_instant(ctx->mem, r->answered)));
	}
	widget_list_close(ctx);
	if (open)
		put_answer_form(rq, r, in);
	html(ctx->out, "</section>\n");
}

static enum rc
list_page(struct rq *rq, const struct request_in *in)
{
	struct ctx *ctx = &rq->ctx;
	struct data_requests all;

	TRY(request_list(rq->db, ctx, &all));
	open_page(ctx, _("Requests about personal data"));
	if (in->answered)
		widget_notice(ctx, TONE_GOOD, _("The answer is kept."));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    _("People of your units ask for corrections here. Change the"
	      " account first, then answer."));
	if (all.n == 0)
		widget_empty(ctx, _("Nobody has asked for anything."));
	for (size_t i = 0; i < all.n; i++)
		put_request(rq, &all.at[i], in);
	return page_close(ctx);
}

static enum rc
list(struct rq *rq)
{
	return list_page(rq, rq->in);
}

static enum rc
answer(struct rq *rq)
{
	const struct request_in *in = rq->in;
	enum rc rc = request_answer(rq->db, &rq->ctx, in->request, in->done,
	    in->answer == NULL ? "" : in->answer, &rq->findings);

	if (rc == E_INVALID) {
		TRY(list_page(rq, in));
		return refuse(rq, rc);
	}
	if (rc == E_NOTFOUND)
		return E_CONFLICT;
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/privacy?answered=1"));
}

/* ------------------------------------------------------------ how long */

struct keep_in {
	const char *name;
	long days;
	bool kept;
};
static const struct field keep_fields[] = {
	FIELD(struct keep_in, kept),
};
static const struct field set_fields[] = {
	FIELD(struct keep_in, name, .max = 40, .optional = true),
	FIELD(struct keep_in, days, .optional = true),
};

static void
put_policy(struct rq *rq, enum policy p, long days, bool mine)
{
	const struct policy_rule *r = policy_rule(p);
	struct ctx *ctx = &rq->ctx;
	enum num_lang lang = num_lang(ctx->lang);

	html(ctx->out,
	    "<tr><th scope='row'>%s</th><td class='n'>%s</td>"
	    "<td class='keep'>",
	    tr(r->shown), num_show_long(ctx->mem, days, lang));
	if (mine) {
		widget_form_open(ctx, url(ctx, "/privacy/keep"));
		widget_hidden(ctx, "name", r->name);
		html(ctx->out,
		    "<label class='unseen' for='%s'>%s</label>"
		    "<input id='%s' name='days' type='text' inputmode='numeric'"
		    " size='5' maxlength='5' value='%ld' /> ",
		    r->name, tr(r->shown), r->name, days);
		widget_button(ctx, BUTTON_QUIET, _("Save"), NULL, NULL);
		widget_form_close(ctx);
	}
	html(ctx->out, "</td><td class='keep'>%s</td></tr>\n",
	    str_fmt(ctx->mem, _("%s to %s; usually %s"),
		num_show_long(ctx->mem, r->min, lang),
		num_show_long(ctx->mem, r->max, lang),
		num_show_long(ctx->mem, r->usual, lang)));
}

static enum rc
keep_page(struct rq *rq, bool kept)
{
	const char *const heads[] = { _("What"), _("#Days"), _("New number"),
		_("Possible"), NULL };
	struct ctx *ctx = &rq->ctx;
	long values[POLICY_END];
	bool top;

	TRY(right_at_top(rq->db, ctx, MAY_ADMIN, &top));
	TRY(policy_all(rq->db, values));
	open_page(ctx, _("How long things are kept"));
	if (kept)
		widget_notice(ctx, TONE_GOOD, _("It is set."));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    top ? _("What is older is deleted by the regular run. What was"
		    " sent and the record of acts are kept as the law on"
		    " archives says, and are not in this list.") :
		  _("Set by the administrators at the top."));
	widget_table_open(ctx, NULL, heads);
	for (enum policy p = 1; p < POLICY_END; p++)
		put_policy(rq, p, values[p], top);
	widget_table_close(ctx);
	return page_close(ctx);
}

static enum rc
keep(struct rq *rq)
{
	const struct keep_in *in = rq->in;

	return keep_page(rq, in->kept);
}

static enum rc
set(struct rq *rq)
{
	const struct keep_in *in = rq->in;
	enum policy p;
	bool top;

	if (in->name == NULL) {
		finding(&rq->findings, "name", _("This must be given."));
		TRY(keep_page(rq, false));
		return refuse(rq, E_INVALID);
	}
	TRY(right_at_top(rq->db, &rq->ctx, MAY_ADMIN, &top));
	if (!top)
		return fail(E_DENIED, "not at the top");
	if (!policy_read(in->name, &p))
		return fail(E_MALFORMED, "no such policy");
	enum rc rc = policy_put(rq->db, &rq->ctx, p, in->days, &rq->findings);
	if (rc == E_INVALID) {
		TRY(keep_page(rq, false));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/privacy/keep?kept=1"));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/privacy",
	    .right = MAY_ADMIN,
	    .audit = "read",
	    .run = list,
	    IN(struct request_in, list_fields) },
	{ .method = POST,
	    .path = "/privacy/answer",
	    .right = MAY_ADMIN,
	    .run = answer,
	    IN(struct request_in, answer_fields) },
	{ .method = GET,
	    .path = "/privacy/keep",
	    .right = MAY_ADMIN,
	    .run = keep,
	    IN(struct keep_in, keep_fields) },
	{ .method = POST,
	    .path = "/privacy/keep",
	    .right = MAY_ADMIN,
	    .run = set,
	    IN(struct keep_in, set_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
