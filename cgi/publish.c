/* publish.c - a draft of a form becomes a version of its regime's form */
#include <string.h>
#include "app/object_draft.h"
#include "base/date.h"
#include "core/design_doubt.h"
#include "core/form.h"
#include "core/form_publish.h"
#include "core/form_register.h"
#include "core/overlap.h"
#include "view/design_view.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum { DAY_LEN = 20, OVERLAPS = 100 };

struct publish_in {
	long id, version, regime_id;
	const char *from;
};
static const struct field show_fields[] = {
	FIELD(struct publish_in, id, .min = 1),
	FIELD(struct publish_in, regime_id, .optional = true),
};
static const struct field publish_fields[] = {
	FIELD(struct publish_in, id, .min = 1),
	FIELD(struct publish_in, version),
	FIELD(struct publish_in, regime_id, .min = 1),
	FIELD(struct publish_in, from, .max = DAY_LEN),
};

/* A draft that is about to be published. */
struct shown {
	struct design_draft draft;
	struct design design;
	struct findings wrong;
	struct form form;
	struct form_regimes regimes;
	const struct form_regime *regime; /* chosen; NULL: none yet */
	bool good;                        /* of itself */
	bool circle; /* with others, as a form of that regime */
};

/* Measures that do not fit are said; a circle stops it. */
static enum rc
ask(struct rq *rq, struct shown *s)
{
	TRY(design_doubt(rq->db, &s->form,
	    s->regime == NULL ? 0 : s->regime->id, rq->ctx.today, &s->wrong));
	s->circle = s->wrong.nerror > 0;
	return OK;
}

static enum rc
load(struct rq *rq, struct shown *s)
{
	const struct publish_in *in = rq->in;
	struct findings f = { .mem = rq->ctx.mem };
	long want;

	s->wrong = (struct findings){ .mem = rq->ctx.mem };
	s->circle = false;
	TRY(design_get(rq->db, &rq->ctx, rq->object, &s->draft));
	if (!design_read(rq->ctx.mem, s->draft.xml, s->draft.doubts, &f,
		&s->design))
		return fail(E_INTERNAL, "draft %ld: %s", rq->object,
		    f.at[0].text);
	s->good = design_check(&s->design, &s->wrong, &s->form);
	TRY(design_registers(rq->db, &s->design, &s->form, rq->ctx.today,
	    &s->wrong));
	s->good = s->good && s->wrong.nerror == 0;
	TRY(form_regimes(rq->db, &rq->ctx, &s->regimes));
	want = in->regime_id != 0 ? in->regime_id : s->draft.regime_id;
	s->regime = NULL;
	for (size_t i = 0; i < s->regimes.n; i++)
		if (s->regimes.at[i].id == want)
			s->regime = &s->regimes.at[i];
	return s->good ? ask(rq, s) : OK;
}

/* ---- asked elsewhere already */

/* In a form of one row the item of a column is the item: it can be bound. */
static void
put_bind(struct ctx *ctx, const struct shown *s, const struct overlap *o)
{
	const char *place =
	    str_fmt(ctx->mem, "c%ld", o->cell % (long)s->form.ncol);

	if (o->same || s->form.rows_kind == ROWS_FIXED)
		return;
	widget_form_open(ctx, url(ctx, "/form/draft/do"));
	widget_hidden_long(ctx, "id", s->draft.id);
	widget_hidden_long(ctx, "version", s->draft.version);
	widget_hidden(ctx, "place", place);
	widget_hidden(ctx, "op", "set");
	widget_hidden(ctx, "p.item", o->other.item.code);
	widget_button(ctx, BUTTON_QUIET, _("Bind it to that item"), NULL, NULL);
	widget_form_close(ctx);
}

static const char *
place_of(struct ctx *ctx, const struct shown *s, long cell)
{
	long col = cell % (long)s->form.ncol, row = cell / (long)s->form.ncol;

	return s->form.rows_kind == ROWS_FIXED ?
		   str_fmt(ctx->mem, "r%ldc%ld", row, col) :
		   str_fmt(ctx->mem, "c%ld", col);
}

static void
put_overlap(struct ctx *ctx, const struct shown *s, const struct overlap *o)
{
	const char *place = place_of(ctx, s, o->cell);
	const struct overlap_ask *x = &o->other;

	html(ctx->out,
	    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s%s</td>"
	    "<td>%s</td><td>%s</td><td class='n'>%s</td><td>",
	    design_href(ctx, s->draft.id, place), o->is.name, x->item.name,
	    o->same ? str_fmt(ctx->mem, " (%s)", _("the same")) : "",
	    str_fmt(ctx->mem, "%s %s", x->regime->code, x->version),
	    overlap_time_show(o->time),
	    num_show_long(ctx->mem, o->units, num_lang(ctx->lang)));
	put_bind(ctx, s, o);
	html(ctx->out, "</td></tr>\n");
}

static enum rc
put_overlaps(struct rq *rq, const struct shown *s)
{
	struct ctx *ctx = &rq->ctx;
	const char *heads[] = { _("Asked here"), _("Asked elsewhere as"),
		_("Regime"), _("Periods"), _("#Units"), "", NULL };
	struct overlaps all;
	struct regime ours;

	enum rc rc = regime_find(rq->db, s->regime->code, &ours);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(overlap_form(rq->db, &s->form, &ours, ctx->today, &all));
	html(ctx->out, "<h2>%s</h2>\n", _("Asked elsewhere already"));
	if (all.n == 0) {
		widget_empty(ctx, _("Nothing of it is asked elsewhere."));
		return OK;
	}
	widget_notice(ctx, TONE_WARN,
	    _("What is bound to the same item is typed once and shown here. "
	      "Bind"
	      " instead of asking again."));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all.n && i < OVERLAPS; i++)
		put_overlap(ctx, s, &all.at[i]);
	widget_table_close(ctx);
	return OK;
}

/* ---- the page */

static void
put_regimes(struct rq *rq, const struct shown *s)
{
	struct ctx *ctx = &rq->ctx;
	struct choice *at =
	    arena_alloc(ctx->mem, (s->regimes.n + 1) * sizeof *at);

	for (size_t i = 0; i < s->regimes.n; i++)
		at[i] =
		    (struct choice){ str_long(ctx->mem, s->regimes.at[i].id),
			    str_fmt(ctx->mem, "%s: %s", s->regimes.at[i].code,
				tr_pick(s->regimes.at[i].title_vi,
				    s->regimes.at[i].title_en)) };
	widget_query_open(ctx, url(ctx, "/form/publish"));
	widget_hidden_long(ctx, "id", s->draft.id);
	widget_select(ctx, &rq->findings, "regime_id", _("Regime"), at,
	    s->regimes.n,
	    s->regime == NULL ? NULL : str_long(ctx->mem, s->regime->id));
	widget_query_close(ctx, _("Choose"));
}

static void
put_form(struct rq *rq, const struct shown *s)
{
	const struct publish_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	widget_form_open(ctx, url(ctx, "/form/publish"));
	widget_hidden_long(ctx, "id", s->draft.id);
	widget_hidden_long(ctx, "version", s->draft.version);
	widget_hidden_long(ctx, "regime_id", s->regime->id);
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "from",
		.label = _("In force from"),
		.help = _("For periods whose last day is on or after it. The"
			  " version before it ends there; reports that are open"
			  " stay on theirs."),
		.value = in->from == NULL ? date_show(ctx->mem, ctx->today) :
					    in->from,
		.max = DAY_LEN,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Publish"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "<p class='help'>%s</p>\n",
	    _("What is published does not change any more."));
}

static enum rc
put_page(struct rq *rq, struct shown *s)
{
	struct ctx *ctx = &rq->ctx;
	struct crumb path[] = { { _("Forms"), url(ctx, "/form") },
		{ str_empty(s->draft.title) ? _("(no title yet)") :
					      s->draft.title,
		    design_href(ctx, s->draft.id, "form") },
		{ _("Publish"), NULL } };
	const struct design_view v = { .design = &s->design,
		.id = s->draft.id,
		.findings = &s->wrong };

	owner_page_open(ctx, _("Publish a form"));
	widget_path(ctx, path, COUNT(path));
	widget_findings(ctx, &rq->findings);
	design_wrong(ctx, &v);
	if (!s->good)
		return page_close(ctx);
	if (s->regimes.n == 0)
		widget_empty(ctx,
		    _("You own no regime yet that it could be a form of."));
	else
		put_regimes(rq, s);
	if (s->regime != NULL)
		TRY(put_overlaps(rq, s));
	if (s->regime != NULL && !s->circle)
		put_form(rq, s);
	return page_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	struct shown s;

	TRY(load(rq, &s));
	if (!str_eq(s.draft.state, DRAFT_OPEN)) {
		owner_page_open(&rq->ctx, _("Publish a form"));
		widget_notice(&rq->ctx, TONE_GOOD,
		    str_eq(s.draft.state, DRAFT_PUBLISHED) ?
			_("The form is published.") :
			_("This draft has been thrown away."));
		widget_link(&rq->ctx, BUTTON_PLAIN, _("To the forms"),
		    url(&rq->ctx, "/form"));
		return page_close(&rq->ctx);
	}
	return put_page(rq, &s);
}

/* Findings about the form's places stand in the list with their links. */
static enum rc
refused(struct rq *rq, const struct findings *f, enum rc why)
{
	struct shown s;

	TRY(load(rq, &s));
	for (size_t i = 0; i < f->n; i++)
		finding(&rq->findings, f->at[i].where, "%s", f->at[i].text);
	if (why == E_CONFLICT)
		finding(&rq->findings, "version", "%s",
		    _("Somebody else has changed this form since you opened"
		      " the page. Look at it again."));
	TRY(put_page(rq, &s));
	return refuse(rq, why);
}

static enum rc
publish(struct rq *rq)
{
	const struct publish_in *in = rq->in;
	struct findings f = { .mem = rq->ctx.mem };
	long id;
	enum rc rc = form_publish(rq->db, &rq->ctx,
	    &(struct form_publishing){ .draft_id = in->id,
		.seen = in->version,
		.regime_id = in->regime_id,
		.from = in->from },
	    &f, &id);

	if (rc == E_INVALID || rc == E_CONFLICT)
		return refused(rq, &f, rc);
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/form/publish?id=%ld", in->id));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/form/publish",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = show,
	    IN(struct publish_in, show_fields) },
	{ .method = POST,
	    .path = "/form/publish",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = publish,
	    IN(struct publish_in, publish_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
