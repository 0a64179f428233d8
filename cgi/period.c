/* period.c - the periods of a regime, and what is set for one of them */
#include "app/app.h"
#include "core/schedule_edit.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/period_table.h"
#include "view/widget.h"

enum { CODE_MAX = 40, DUES = 40, BEFORE = 3, AFTER = 4, REASON_MAX = 1000 };

struct in {
	const char *regime, *period;
	const char *starts, *ends, *title, *reason;
	long version;
	bool done;
};
static const struct field of_fields[] = {
	FIELD(struct in, regime, .max = CODE_MAX),
	FIELD(struct in, done),
};
static const struct field one_fields[] = {
	FIELD(struct in, regime, .max = CODE_MAX),
	FIELD(struct in, period, .max = CODE_MAX, .optional = true),
};
static const struct field set_fields[] = {
	FIELD(struct in, regime, .max = CODE_MAX),
	FIELD(struct in, period, .max = CODE_MAX, .optional = true),
	FIELD(struct in, version),
	FIELD(struct in, starts, .max = 10, .optional = true),
	FIELD(struct in, ends, .max = 10, .optional = true),
	FIELD(struct in, title, .max = 300, .optional = true),
	FIELD(struct in, reason, .max = REASON_MAX, .optional = true,
	    .many_lines = true),
};
static const struct field clear_fields[] = {
	FIELD(struct in, regime, .max = CODE_MAX),
	FIELD(struct in, period, .max = CODE_MAX),
	FIELD(struct in, version),
};

/* One regime, as it is in force today (or said last), and its schedule. */
struct one {
	struct regime g;
	struct schedule s;
	struct period_who who;
	struct date today;
	bool edit; /* the actor owns it */
};

static enum rc
find(struct rq *rq, struct one *ret)
{
	const struct in *in = rq->in;
	struct regime last;

	TRY(regime_find(rq->db, in->regime, &last));
	enum rc rc = regime_at(rq->db, last.id, rq->ctx.today, &ret->g);
	if (rc == E_NOTFOUND)
		ret->g = last;
	else
		TRY(rc);
	if (!date_parse(rq->ctx.today, &ret->today))
		return fail(E_INTERNAL, "today is \"%s\"", rq->ctx.today);
	rc = unit_reach(rq->db, &rq->ctx, MAY_OWN, ret->g.owner_id);
	ret->edit = rc == OK;
	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	TRY(regime_levels(rq->db, ret->g.id, rq->ctx.today, &ret->who.rules));
	TRY(level_list(rq->db, &ret->who.names));
	return schedule_open(rq->db, &ret->g, &ret->s);
}

/* Some before today's period and some after it; of requests, all. */
static enum rc
around(const struct one *o, struct arena *mem, struct slots *ret)
{
	struct slot *at = arena_alloc(mem, (BEFORE + AFTER + 1) * sizeof *at);

	if (!period_regular(o->g.kind))
		return schedule_requests(&o->s, ret);
	*ret = (struct slots){ .at = at, .n = BEFORE + AFTER + 1 };
	TRY(schedule_latest(&o->s, o->today, &at[BEFORE]));
	for (int i = BEFORE; i > 0; i--)
		TRY(schedule_step(&o->s, &at[i], -1, &at[i - 1]));
	for (int i = BEFORE; i < BEFORE + AFTER; i++)
		TRY(schedule_step(&o->s, &at[i], 1, &at[i + 1]));
	return OK;
}

static void
put_regime(struct ctx *ctx, const struct regime *g)
{
	html(ctx->out,
	    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s</td>"
	    "<td>%s</td><td>%s</td></tr>\n",
	    url(ctx, "/period/of?regime=%s", g->code), g->code,
	    tr_pick(g->title_vi, g->title_en), period_kind_show(g->kind),
	    cutoff_show(ctx->mem, g->cutoff));
}

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const char *heads[] = { _("Code"), _("Regime"), _("Frequency"),
		_("Cut-off of data"), NULL };
	struct regimes all;

	TRY(regime_list(rq->db, ctx->today, &all));
	owner_page_open(ctx, _("Periods and deadlines"));
	if (all.n == 0)
		widget_empty(ctx, _("No regime is in force today."));
	else {
		widget_table_open(ctx, NULL, heads);
		for (size_t i = 0; i < all.n; i++)
			put_regime(ctx, &all.at[i]);
		widget_table_close(ctx);
	}
	return page_close(ctx);
}

static void
put_path(struct ctx *ctx, const struct regime *g, const char *here)
{
	const struct crumb path[] = {
		{ _("Periods and deadlines"), url(ctx, "/period") },
		{ g->code, here == NULL ?
			       NULL :
			       url(ctx, "/period/of?regime=%s", g->code) },
		{ here, NULL },
	};

	widget_path(ctx, path, here == NULL ? 2 : 3);
}

static enum rc
of(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct slots all;
	struct one o;

	TRY(find(rq, &o));
	TRY(around(&o, ctx->mem, &all));
	owner_page_open(ctx, tr_pick(o.g.title_vi, o.g.title_en));
	put_path(ctx, &o.g, NULL);
	if (((const struct in *)rq->in)->done)
		widget_notice(ctx, TONE_GOOD, _("It is stored."));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Frequency"), period_kind_show(o.g.kind));
	widget_list_item(ctx, _("Cut-off of data"),
	    cutoff_show(ctx->mem, o.g.cutoff));
	widget_list_close(ctx);
	period_rules_put(ctx, &o.who);
	html(ctx->out, "<h2>%s</h2>\n", _("Periods"));
	if (o.edit && !period_regular(o.g.kind)) {
		html(ctx->out, "<p class='actions'>");
		widget_link(ctx, BUTTON_MAIN, _("New request"),
		    url(ctx, "/period/one?regime=%s", o.g.code));
		html(ctx->out, "</p>\n");
	}
	if (all.n == 0)
		widget_empty(ctx, _("Nothing has been asked for yet."));
	else
		period_table_put(ctx, &o.g, &o.who, &all, o.edit);
	return page_close(ctx);
}

/* What was set for that level, if anything was. */
static const char *
due_set(struct ctx *ctx, const struct slot *q, const char *level)
{
	for (size_t i = 0; q != NULL && i < q->ndue; i++)
		if (q->due[i].rule == NULL && str_eq(q->due[i].level, level))
			return date_show(ctx->mem,
			    date_iso(ctx->mem, q->due[i].due));
	return NULL;
}

/* A field for everybody and one for each level that reports. */
static enum rc
levels(struct rq *rq, const struct one *o, const struct slot *q,
    struct slot_in *ret)
{
	struct ctx *ctx = &rq->ctx;
	struct slot_level *at = arena_alloc(ctx->mem, DUES * sizeof *at);
	const struct regime_levels *ls = &o->who.rules;
	bool typed = rq->route->method == POST;

	at[ret->ndue++].level = "";
	for (size_t i = 0; i < ls->n && ret->ndue < DUES; i++)
		at[ret->ndue++].level = ls->at[i].level;
	for (size_t i = 0; i < ret->ndue; i++)
		at[i].due =
		    typed ?
			param(rq, str_fmt(ctx->mem, "due_%s", at[i].level)) :
			due_set(ctx, q, at[i].level);
	ret->due = at;
	return OK;
}

/* What the form holds: as typed, else as it is set. */
static enum rc
form(struct rq *rq, const struct one *o, const struct slot *q,
    struct slot_in *ret)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	*ret = (struct slot_in){ .code = in->period,
		.starts = in->starts,
		.ends = in->ends,
		.title = in->title,
		.reason = in->reason,
		.version = in->version };
	if (rq->route->method == GET && q != NULL && q->id != 0) {
		ret->version = q->version;
		ret->title = q->title;
		ret->reason = q->reason;
		if (q->moved || !period_regular(q->period.kind)) {
			ret->starts = date_show(ctx->mem,
			    date_iso(ctx->mem, q->period.starts));
			ret->ends = date_show(ctx->mem,
			    date_iso(ctx->mem, q->period.ends));
		}
	}
	return levels(rq, o, q, ret);
}

static enum rc
one_page(struct rq *rq)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct slot slot, *q = NULL;
	struct slot_in now;
	struct one o;

	TRY(find(rq, &o));
	if (in->period != NULL || period_regular(o.g.kind)) {
		TRY(in->period != NULL ?
			schedule_slot(&o.s, in->period, &slot) :
			schedule_latest(&o.s, o.today, &slot));
		q = &slot;
	}
	TRY(form(rq, &o, q, &now));
	const char *title =
	    q == NULL ? _("New request") : period_show(ctx->mem, &q->period);
	owner_page_open(ctx, title);
	put_path(ctx, &o.g, title);
	widget_findings(ctx, &rq->findings);
	if (q != NULL)
		period_table_put(ctx, &o.g, &o.who, &(struct slots){ q, 1 },
		    false);
	if (o.edit)
		period_form_put(ctx, &rq->findings, &o.g, &o.who, q, &now);
	return page_close(ctx);
}

/* The same for both writes: only an owner's, and the page again if not. */
static enum rc
stored(struct rq *rq, const struct one *o, enum rc rc)
{
	if (rc == E_INVALID) {
		TRY(one_page(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq,
	    url(&rq->ctx, "/period/of?regime=%s&done=1", o->g.code));
}

/* What speaks against it before anything is looked at; OK: nothing does. */
static enum rc
refused(struct rq *rq, const struct one *o)
{
	const struct in *in = rq->in;

	if (!o->edit)
		finding(&rq->findings, "regime",
		    _("Only owners in the unit that issued the regime change"
		      " this."));
	else if (in->period == NULL && period_regular(o->g.kind))
		finding(&rq->findings, "period", _("Please say which period."));
	return rq->findings.nerror > 0 ? E_INVALID : OK;
}

static enum rc
set(struct rq *rq)
{
	struct slot_in in;
	const char *code;
	struct one o;
	enum rc rc;

	TRY(find(rq, &o));
	TRY(form(rq, &o, NULL, &in));
	rc = refused(rq, &o);
	if (rc == OK)
		rc = schedule_set(&o.s, &rq->ctx, &in, &rq->findings, &code);
	return stored(rq, &o, rc);
}

static enum rc
clear(struct rq *rq)
{
	const struct in *in = rq->in;
	struct one o;
	enum rc rc;

	TRY(find(rq, &o));
	rc = refused(rq, &o);
	if (rc == OK)
		rc = schedule_clear(&o.s, &rq->ctx, in->period, in->version,
		    &rq->findings);
	return stored(rq, &o, rc);
}

static const struct route routes[] = {
	{ .method = GET, .path = "/period", .right = MAY_OWN, .run = list },
	{ .method = GET,
	    .path = "/period/of",
	    .right = MAY_OWN,
	    .run = of,
	    IN(struct in, of_fields) },
	{ .method = GET,
	    .path = "/period/one",
	    .right = MAY_OWN,
	    .run = one_page,
	    IN(struct in, one_fields) },
	{ .method = POST,
	    .path = "/period/set",
	    .right = MAY_OWN,
	    .run = set,
	    .open = DUES,
	    IN(struct in, set_fields) },
	{ .method = POST,
	    .path = "/period/clear",
	    .right = MAY_OWN,
	    .run = clear,
	    IN(struct in, clear_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
