/* overlap.c - what the register asks for twice, and what owners make of it */
#include "app/app.h"
#include "base/date.h"
#include "core/home_share.h"
#include "core/overlap.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum { CODE_MAX = 80, DATE_MAX_ = 20 };

struct item_in {
	const char *code, *one, *with, *regime, *from, *seen;
	bool done;
};
#define CODE(m) FIELD(struct item_in, m, .max = CODE_MAX)
static const struct field list_fields[] = { FIELD(struct item_in, done) };
static const struct field item_fields[] = { CODE(code),
	FIELD(struct item_in, done) };
static const struct field pair_fields[] = { CODE(one), CODE(with) };
static const struct field code_fields[] = { CODE(code) };
static const struct field home_fields[] = {
	CODE(code),
	FIELD(struct item_in, regime, .max = CODE_MAX, .optional = true),
	FIELD(struct item_in, from, .max = DATE_MAX_),
	FIELD(struct item_in, seen, .max = CODE_MAX, .optional = true),
};

static const char *
title(const struct regime *r)
{
	return tr_pick(r->title_vi, r->title_en);
}

static void
put_done(struct rq *rq)
{
	if (((const struct item_in *)rq->in)->done)
		widget_notice(&rq->ctx, TONE_GOOD, _("It is stored."));
	widget_findings(&rq->ctx, &rq->findings);
}

/* "XLD01 (quarter), ICT (month)": who asks, the home in bold. */
static void
put_asks(struct ctx *ctx, const struct overlap_group *g)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct regime *r = g->asks[i].regime;
		html(ctx->out, "%s", i > 0 ? ", " : "");
		if (i == 0)
			html(ctx->out, "<b>%s</b>", r->code);
		else
			html(ctx->out, "%s", r->code);
		html(ctx->out, " <small>(%s)</small>",
		    period_kind_show(r->kind));
	}
}

static void
put_group(struct ctx *ctx, const struct overlap_group *g)
{
	struct buf *h = ctx->out;

	html(h,
	    "<tr><th scope='row'><a href='%s'>%s</a> <small>%s</small></th>"
	    "<td>",
	    url(ctx, "/overlap/item?code=%s", g->item.code), g->item.name,
	    g->item.code);
	put_asks(ctx, g);
	html(h, "</td><td>");
	if (!g->together)
		widget_badge(ctx, TONE_PLAIN, _("periods that never meet"));
	else if (g->units == 0)
		widget_badge(ctx, TONE_PLAIN, _("no unit owes two of them"));
	else if (g->chosen)
		widget_badge(ctx, TONE_GOOD, _("chosen"));
	else
		widget_badge(ctx, TONE_INFO, _("who asked first"));
	html(h, "</td><td class='n'>%s</td></tr>\n",
	    num_show(ctx->mem, dec_long(ctx->mem, g->units), 0,
		num_lang(ctx->lang)));
}

static void
put_groups(struct ctx *ctx, const struct overlap_register *r)
{
	const char *heads[] = { _("Item"), _("Asked for by"),
		_("Where it is entered"), _("#Units that owe two"), NULL };

	html(ctx->out, "<h2>%s</h2>\n<p class='help'>%s</p>\n",
	    _("Items of several regimes"),
	    _("One regime asks a unit for the figure, its home (in bold); the "
	      "others show it. Without an owner's choice it is the one that "
	      "asked first."));
	if (r->ngroup == 0) {
		widget_empty(ctx, _("No item stands in two regimes."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < r->ngroup; i++)
		put_group(ctx, &r->group[i]);
	widget_table_close(ctx);
}

static void
put_pair(struct ctx *ctx, const struct overlap_pair *p)
{
	html(ctx->out,
	    "<tr><th scope='row'>%s <small>%s, %s</small></th>"
	    "<td>%s <small>%s, %s</small></td><td class='n'>%d %%</td>"
	    "<td>%s</td><td class='n'>%s</td><td><a "
	    "href='%s'>%s</a></td></tr>\n",
	    p->a.item.name, p->a.item.code, p->a.regime->code, p->b.item.name,
	    p->b.item.code, p->b.regime->code, p->score,
	    overlap_time_show(p->time),
	    num_show(ctx->mem, dec_long(ctx->mem, p->units), 0,
		num_lang(ctx->lang)),
	    url(ctx, "/overlap/pair?one=%s&with=%s", p->a.item.code,
		p->b.item.code),
	    _("Compare"));
}

static void
put_pairs(struct ctx *ctx, const struct overlap_register *r)
{
	const char *heads[] = { _("Item"), _("Item with a like name"),
		_("#Likeness"), _("Periods"), _("#Units that owe both"), "",
		NULL };

	html(ctx->out, "<h2>%s</h2>\n<p class='help'>%s</p>\n",
	    _("Names that are alike"),
	    _("They may be one thing in other words: look at them, and say "
	      "whether they are the same."));
	if (r->npair == 0) {
		widget_empty(ctx, _("No two names are alike."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < r->npair; i++)
		put_pair(ctx, &r->pair[i]);
	widget_table_close(ctx);
	if (r->left > 0)
		widget_notice(ctx, TONE_INFO,
		    str_fmt(ctx->mem,
			trn("%zu more pair is not shown.",
			    "%zu more pairs are not shown.", r->left),
			r->left));
}

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct overlap_register r;

	TRY(overlap_register(rq->db, ctx->today, &r));
	owner_page_open(ctx, _("Asked twice"));
	put_done(rq);
	put_groups(ctx, &r);
	put_pairs(ctx, &r);
	return page_close(ctx);
}

static void
put_path(struct ctx *ctx, const char *here)
{
	widget_path(ctx,
	    (struct crumb[]){ { _("Asked twice"), url(ctx, "/overlap") },
		{ here, NULL } },
	    2);
}

/* Each regime that asks; an item that counts as another can be let go. */
static void
put_ask(struct ctx *ctx, const struct overlap_group *g, size_t i)
{
	const struct overlap_ask *a = &g->asks[i];
	struct buf *h = ctx->out;

	html(h,
	    "<tr><th scope='row'>%s <small>%s</small></th><td>%s</td>"
	    "<td>%s <small>%s</small></td><td>",
	    title(a->regime), a->regime->code,
	    period_kind_show(a->regime->kind), a->item.name, a->item.code);
	if (i == 0)
		widget_badge(ctx, TONE_GOOD, _("home"));
	else
		html(h, "%s",
		    overlap_time_show(
			overlap_time(a->regime, g->asks[0].regime)));
	html(h, "</td><td>");
	if (a->item.id != a->item.as_id) {
		widget_form_open(ctx, url(ctx, "/overlap/unbind"));
		widget_hidden(ctx, "code", a->item.code);
		widget_button(ctx, BUTTON_QUIET, _("Not the same"), NULL, NULL);
		widget_form_close(ctx);
	}
	html(h, "</td></tr>\n");
}

static void
put_choose(struct rq *rq, const struct overlap_group *g)
{
	struct ctx *ctx = &rq->ctx;
	const struct item_in *in = rq->in;
	struct choice *at = arena_alloc(ctx->mem, (g->n + 1) * sizeof *at);
	const char *chosen = g->chosen ? g->asks[0].regime->code : "";
	const char *regime = in->regime == NULL ? chosen : in->regime;

	at[0] = (struct choice){ "", _("(who asked first)") };
	for (size_t i = 0; i < g->n; i++)
		at[i + 1] = (struct choice){ g->asks[i].regime->code,
			str_fmt(ctx->mem, "%s - %s", g->asks[i].regime->code,
			    title(g->asks[i].regime)) };
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n<p>%s</p>\n",
	    _("Choose the home"),
	    _("From that day on the regime asks its units for the figure, and "
	      "the others show it. Where a unit does not owe this regime, one "
	      "of the others asks. What was sent stays as it is."));
	widget_form_open(ctx, url(ctx, "/overlap/home"));
	widget_hidden(ctx, "code", g->item.code);
	widget_hidden(ctx, "seen", chosen);
	widget_select(ctx, &rq->findings, "regime", _("Regime"), at, g->n + 1,
	    regime);
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "from",
		.label = _("For periods that end on or after"),
		.help = _("Day, month and year, as in 28/09/2026."),
		.value = in->from == NULL ? date_show(ctx->mem, ctx->today) :
					    in->from,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Choose"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static enum rc
item_page(struct rq *rq)
{
	const struct item_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	const char *heads[] = { _("Regime"), _("Periods"), _("Item there"),
		_("Against the home"), "", NULL };
	const struct overlap_group *g;
	struct overlap_register r;

	TRY(overlap_register(rq->db, ctx->today, &r));
	g = overlap_group_of(&r, in->code);
	if (g == NULL)
		return E_NOTFOUND;
	owner_page_open(ctx, g->item.name);
	put_path(ctx, g->item.code);
	put_done(rq);
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < g->n; i++)
		put_ask(ctx, g, i);
	widget_table_close(ctx);
	put_choose(rq, g);
	return page_close(ctx);
}

static const struct overlap_pair *
pair_of(const struct overlap_register *r, const struct item_in *in)
{
	for (size_t i = 0; i < r->npair; i++) {
		const char *a = r->pair[i].a.item.code;
		const char *b = r->pair[i].b.item.code;
		if ((str_eq(a, in->one) && str_eq(b, in->with)) ||
		    (str_eq(b, in->one) && str_eq(a, in->with)))
			return &r->pair[i];
	}
	return NULL;
}

static void
put_side(struct ctx *ctx, const struct overlap_ask *a)
{
	widget_list_open(ctx);
	widget_list_item(ctx, _("Item"), a->item.name);
	widget_list_item(ctx, _("Code"), a->item.code);
	widget_list_item(ctx, _("Unit of measure"), a->item.measure);
	widget_list_item(ctx, _("Regime"), title(a->regime));
	widget_list_item(ctx, _("Periods"), period_kind_show(a->regime->kind));
	widget_list_close(ctx);
}

static void
put_act(struct ctx *ctx, const char *path, const struct overlap_ask *a,
    const struct overlap_ask *b, enum button kind, const char *label)
{
	widget_form_open(ctx, path);
	widget_hidden(ctx, "one", a->item.code);
	widget_hidden(ctx, "with", b->item.code);
	widget_actions_open(ctx);
	widget_button(ctx, kind, label, NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
pair_page(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const struct overlap_pair *p;
	struct overlap_register r;

	TRY(overlap_register(rq->db, ctx->today, &r));
	p = pair_of(&r, rq->in);
	if (p == NULL)
		return E_NOTFOUND;
	owner_page_open(ctx, _("Two items, or one?"));
	put_path(ctx, _("Compare"));
	widget_findings(ctx, &rq->findings);
	put_side(ctx, &p->a);
	put_side(ctx, &p->b);
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n<p>%s</p>\n",
	    _("Decision"),
	    _("If they are the same, the form of the item that counts as the "
	      "other one no longer asks units that owe both. What was sent "
	      "stays as it is."));
	put_act(ctx, url(ctx, "/overlap/bind"), &p->a, &p->b, BUTTON_MAIN,
	    str_fmt(ctx->mem, _("%s counts as %s"), p->a.item.code,
		p->b.item.code));
	put_act(ctx, url(ctx, "/overlap/bind"), &p->b, &p->a, BUTTON_MAIN,
	    str_fmt(ctx->mem, _("%s counts as %s"), p->b.item.code,
		p->a.item.code));
	put_act(ctx, url(ctx, "/overlap/apart"), &p->a, &p->b, BUTTON_PLAIN,
	    _("They are different"));
	html(ctx->out, "</section>\n");
	return page_close(ctx);
}

/* What is not allowed is said in words, on the page it came from. */
static enum rc
answer(struct rq *rq, enum rc rc, enum rc (*again)(struct rq *),
    const char *next)
{
	if (rc == OK)
		return redirect(rq, next);
	if (rc == E_DENIED)
		finding(&rq->findings, "code",
		    _("Forms that are not yours would no longer ask for it: "
		      "let the owners of the item or of these regimes do it."));
	else if (rc == E_CONFLICT)
		finding(&rq->findings, "regime",
		    _("Somebody else has chosen meanwhile: look at it again."));
	else if (rc != E_INVALID)
		return rc;
	enum rc page = again(rq);
	if (page == E_NOTFOUND)
		page = list(rq);
	return page == OK ? refuse(rq, rc == E_DENIED ? E_INVALID : rc) : page;
}

static enum rc
choose(struct rq *rq)
{
	const struct item_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct home_choice what = { .item = in->code,
		.regime = in->regime == NULL ? "" : in->regime,
		.seen = in->seen == NULL ? "" : in->seen,
		.from = in->from };
	struct date day;

	if (date_parse_vi(in->from, &day))
		what.from = date_iso(ctx->mem, day);
	return answer(rq, home_choose(rq->db, ctx, &what, &rq->findings),
	    item_page, url(ctx, "/overlap/item?code=%s&done=1", in->code));
}

static enum rc
bind(struct rq *rq)
{
	const struct item_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	return answer(rq,
	    home_bind(rq->db, ctx, in->one, in->with, &rq->findings), pair_page,
	    url(ctx, "/overlap?done=1"));
}

static enum rc
unbind(struct rq *rq)
{
	const struct item_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	return answer(rq, home_unbind(rq->db, ctx, in->code, &rq->findings),
	    item_page, url(ctx, "/overlap?done=1"));
}

static enum rc
apart(struct rq *rq)
{
	const struct item_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	return answer(rq,
	    home_apart(rq->db, ctx, in->one, in->with, &rq->findings),
	    pair_page, url(ctx, "/overlap?done=1"));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/overlap",
	    .right = MAY_OWN,
	    .run = list,
	    IN(struct item_in, list_fields) },
	{ .method = GET,
	    .path = "/overlap/item",
	    .right = MAY_OWN,
	    .run = item_page,
	    IN(struct item_in, item_fields) },
	{ .method = GET,
	    .path = "/overlap/pair",
	    .right = MAY_OWN,
	    .run = pair_page,
	    IN(struct item_in, pair_fields) },
	{ .method = POST,
	    .path = "/overlap/home",
	    .right = MAY_OWN,
	    .run = choose,
	    IN(struct item_in, home_fields) },
	{ .method = POST,
	    .path = "/overlap/bind",
	    .right = MAY_OWN,
	    .run = bind,
	    IN(struct item_in, pair_fields) },
	{ .method = POST,
	    .path = "/overlap/unbind",
	    .right = MAY_OWN,
	    .run = unbind,
	    IN(struct item_in, code_fields) },
	{ .method = POST,
	    .path = "/overlap/apart",
	    .right = MAY_OWN,
	    .run = apart,
	    IN(struct item_in, pair_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
