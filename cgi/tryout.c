/*
 * tryout.c - a form as its reporters will see it and as it will print, with
 * figures that are typed for a try and stored nowhere
 */
#include <string.h>
#include "app/object_draft.h"
#include "core/form_publish.h"
#include "core/paper.h"
#include "io/conf.h"
#include "view/design_view.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/render_html.h"
#include "view/render_pdf.h"
#include "view/sheet_grid.h"
#include "view/widget.h"

enum { CELLS_MAX = 5000, EXAMPLES = 2 };

struct try_in {
	long id, form; /* a draft; a version */
	bool superior; /* seen by who has units below */
};
static const struct field version_fields[] = {
	FIELD(struct try_in, form, .min = 1),
	FIELD(struct try_in, superior),
};
static const struct field fields[] = {
	FIELD(struct try_in, id, .min = 1),
	FIELD(struct try_in, superior),
};

/* A draft, or a version that is published: what is tried out. */
struct tried {
	long draft_id; /* 0: a version */
	const char *title, *label, *number;
	struct design design;
	struct findings wrong; /* a draft's: it is tried when there are none */
	struct form form;
	bool good;
};

static enum rc
load_draft(struct rq *rq, struct tried *t)
{
	struct findings f = { .mem = rq->ctx.mem };
	struct design_draft d;

	t->wrong = (struct findings){ .mem = rq->ctx.mem };
	TRY(design_get(rq->db, &rq->ctx, rq->object, &d));
	if (!design_read(rq->ctx.mem, d.xml, NULL, &f, &t->design))
		return fail(E_INTERNAL, "draft %ld: %s", d.id, f.at[0].text);
	t->draft_id = d.id;
	t->title = str_empty(d.title) ? _("(no title yet)") : d.title;
	t->label = d.label;
	t->good = design_check(&t->design, &t->wrong, &t->form);
	return OK;
}

/* Any owner may, but with a unit's own rows it is that unit's alone. */
static enum rc
load_version(struct rq *rq, struct tried *t)
{
	const struct try_in *in = rq->in;
	const struct form *f;

	TRY(form_get(rq->db, in->form, &f));
	if (f->unit_id != 0)
		return fail(E_NOTFOUND, "form %ld has a unit's own rows",
		    in->form);
	*t = (struct tried){ .good = true, .form = *f };
	t->title = tr_pick(f->title_vi, f->title_en);
	t->label = f->version;
	return OK;
}

/* A unit of the actor's, in the period that is running: as an example. */
static struct report
example(struct rq *rq, const struct tried *t)
{
	const struct actor *a = rq->ctx.actor;
	const char *year = str_ndup(rq->ctx.mem, rq->ctx.today, 4);

	return (struct report){ .regime = t->form.number,
		.title_vi = t->form.title_vi,
		.title_en = t->form.title_en,
		.cutoff = "calendar",
		.kind = "year",
		.period = year,
		.starts = str_fmt(rq->ctx.mem, "%s-01-01", year),
		.ends = str_fmt(rq->ctx.mem, "%s-12-31", year),
		.unit = a->ngrant > 0 ? a->grants[0].unit : _("A unit"),
		.unit_code = "00",
		.level = a->ngrant > 0 ? a->grants[0].level : "",
		.state = "draft",
		.due = rq->ctx.today };
}

/* What was typed goes through the same reading as a report's. */
static void
type_figures(struct rq *rq, struct sheet *s)
{
	for (size_t i = 0; i < rq->params.n; i++) {
		const struct param *p = &rq->params.at[i];
		long cell = sheet_cell(s->form, p->name);
		if (cell >= 0 && sheet_enterable(s->form, (size_t)cell) &&
		    *p->value != '\0')
			(void)sheet_type(s, (size_t)cell, p->value,
			    num_lang(rq->ctx.lang), &rq->findings);
	}
	sheet_compute(s);
}

/* Does a superior see anything else than a unit does? */
static bool
rolls_up(const struct form *f)
{
	bool any = f->rows_kind == ROWS_UNITS;

	for (size_t i = 0; i < f->ncell && !any; i++)
		any = f->cells[i].sums || f->cells[i].adds;
	return any;
}

static bool
as_superior(struct rq *rq, const struct tried *t)
{
	return ((const struct try_in *)rq->in)->superior && rolls_up(&t->form);
}

/* What a unit below hands up: of a list its total row. */
static bool
goes_up(const struct form *f, size_t cell)
{
	return f->rows_kind != ROWS_LIST ||
	       f->rows[f->cells[cell].row].role == ROW_TOTAL;
}

static void
add_child(struct sheet *s, struct sheet_child *c)
{
	c->is = sheet_figures(s);
	for (size_t i = 0; i < s->form->ncell; i++) {
		if (!goes_up(s->form, i))
			continue;
		c->is.num[i] = s->own.num[i];
		if (sheet_sums(s, i) && s->own.num[i].dec != NULL)
			sheet_add(s, &s->below, i, s->own.num[i].dec);
	}
	sheet_gather(s, &c->is, c->sent);
	sheet_fill(s, &c->is);
}

/*
 * Two units below that send what was typed as the unit's own: whatever holds
 * for it holds for the totals, and nothing is found wrong that nobody typed.
 */
static enum rc
add_children(struct rq *rq, struct sheet *s)
{
	struct ctx *ctx = &rq->ctx;

	TRY(sheet_over_load(rq->db, s));
	s->nchild = s->naccepted = EXAMPLES;
	s->child = arena_alloc(ctx->mem, EXAMPLES * sizeof *s->child);
	s->each = arena_alloc(ctx->mem, EXAMPLES * sizeof *s->each);
	for (long i = 0; i < EXAMPLES; i++) {
		s->child[i] = (struct sheet_child){ .code = str_fmt(ctx->mem,
							"%02ld", i + 1),
			.name = str_fmt(ctx->mem, _("Example unit %ld"), i + 1),
			.level = "",
			.state = "accepted",
			.sent = { 1, i + 1 },
			.accepted = true };
		add_child(s, &s->child[i]);
		s->each[i] = s->child[i].is;
	}
	sheet_gathered(s);
	sheet_compute(s);
	return OK;
}

static enum rc
make_sheet(struct rq *rq, const struct tried *t, struct report *r,
    struct sheet *s)
{
	*r = example(rq, t);
	sheet_new(rq->ctx.mem, &t->form, r, as_superior(rq, t), s);
	s->lang = num_lang(rq->ctx.lang);
	TRY(sheet_registers(rq->db, s));
	type_figures(rq, s);
	return s->superior ? add_children(rq, s) : OK;
}

/* ---- the page */

static const char *
here(struct ctx *ctx, const struct tried *t, const struct try_in *in,
    bool superior)
{
	if (t->draft_id != 0)
		return superior ?
			   url(ctx, "/form/try?id=%ld&superior=1", in->id) :
			   url(ctx, "/form/try?id=%ld", in->id);
	return superior ?
		   url(ctx, "/form/try/version?form=%ld&superior=1", in->form) :
		   url(ctx, "/form/try/version?form=%ld", in->form);
}

/* By whom it is seen; nothing to choose where all see the same. */
static void
put_views(struct rq *rq, const struct tried *t)
{
	struct ctx *ctx = &rq->ctx;
	const char *views[] = { _("As a reporting unit"),
		_("As a unit with units below") };

	if (!rolls_up(&t->form))
		return;
	html(ctx->out, "<nav class='tabs' aria-label='%s'><ul>\n",
	    _("Seen by"));
	for (size_t i = 0; i < COUNT(views); i++) {
		html(ctx->out, "<li><a href='%s'",
		    here(ctx, t, rq->in, i == 1));
		if (as_superior(rq, t) == (i == 1))
			html(ctx->out, " aria-current='page'");
		html(ctx->out, ">%s</a></li>\n", views[i]);
	}
	html(ctx->out, "</ul></nav>\n");
}

static void
put_path(struct ctx *ctx, const struct tried *t)
{
	struct crumb path[] = { { _("Forms"), url(ctx, "/form") },
		{ t->title, t->draft_id == 0 ?
				NULL :
				design_href(ctx, t->draft_id, "form") },
		{ _("Preview"), NULL } };

	widget_path(ctx, path, t->draft_id == 0 ? 2 : 3);
}

static enum rc
put_print(struct rq *rq, const struct sheet *s)
{
	struct ctx *ctx = &rq->ctx;
	struct document doc;

	TRY(paper_make(rq->db, ctx, s, &doc));
	html(ctx->out, "<details class='printed'><summary>%s</summary>\n",
	    _("As it will print"));
	html(ctx->out,
	    "<div class='paper'><p class='no'><b>%s</b><br />%s</p>"
	    "<p class='title'><b>%s</b><br />%s</p>\n",
	    doc.form_no, doc.basis == NULL ? "" : doc.basis, doc.title,
	    doc.period_line);
	TRY(render_html(&doc, ctx->lang, ctx->out));
	for (size_t i = 0; i < doc.nnote; i++)
		html(ctx->out, "<p class='help'>%s</p>\n", doc.notes[i]);
	html(ctx->out,
	    "<p class='sign'><b>%s</b><b>%s</b></p></div></details>\n",
	    doc.sign_left == NULL ? "" : doc.sign_left,
	    doc.sign_right == NULL ? "" : doc.sign_right);
	return OK;
}

static enum rc
put_form(struct rq *rq, const struct tried *t)
{
	const struct try_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct report r;
	struct sheet s;

	TRY(make_sheet(rq, t, &r, &s));
	if (rq->params.n > (in->superior ? 3 : 2))
		sheet_check(&s, &rq->findings);
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<form method='post' action='%s'>\n",
	    t->draft_id != 0 ? url(ctx, "/form/try") :
			       url(ctx, "/form/try/version"));
	widget_hidden(ctx, "csrf", ctx->csrf);
	widget_hidden_long(ctx, t->draft_id != 0 ? "id" : "form",
	    t->draft_id != 0 ? in->id : in->form);
	if (s.superior)
		widget_hidden(ctx, "superior", "1");
	sheet_grid_put(ctx, &(struct sheet_grid){ .sheet = &s,
				.editable = true,
				.typed = &rq->params,
				.findings = &rq->findings });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Compute and check"), NULL, NULL);
	html(ctx->out,
	    "<button class='button' formaction='%s' formtarget='_blank'>%s"
	    "</button>\n",
	    t->draft_id != 0 ? url(ctx, "/form/try/pdf") :
			       url(ctx, "/form/try/version/pdf"),
	    _("Print these figures (PDF)"));
	widget_link(ctx, BUTTON_QUIET, _("Empty it"),
	    here(ctx, t, in, s.superior));
	widget_actions_close(ctx);
	widget_form_close(ctx);
	return put_print(rq, &s);
}

static enum rc
page(struct rq *rq, struct tried *t)
{
	const struct try_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	const struct design_view v = { .design = &t->design,
		.id = t->draft_id,
		.findings = &t->wrong,
		.unfold = true };

	owner_page_open(ctx, str_fmt(ctx->mem, _("%s, version %s: preview"),
				 t->title, t->label));
	put_path(ctx, t);
	if (!t->good) {
		design_wrong(ctx, &v);
		widget_notice(ctx, TONE_INFO,
		    _("It can be tried out once this is put right."));
		return page_close(ctx);
	}
	put_views(rq, t);
	widget_notice(ctx, TONE_INFO,
	    as_superior(rq, t) ?
		_("As a unit with two units below will see it. What you type"
		  " as its own figures the two have sent as well, so that the"
		  " totals can be seen; nothing is stored.") :
		_("As its reporters will see it. Type figures to see what is"
		  " computed and what is checked; nothing is stored."));
	if (t->draft_id == 0) {
		html(ctx->out, "<p class='actions'>");
		widget_link(ctx, BUTTON_PLAIN, _("Begin a new version"),
		    url(ctx, "/form/new?form=%ld", in->form));
		html(ctx->out, "</p>\n");
	}
	TRY(put_form(rq, t));
	return page_close(ctx);
}

static enum rc
draft(struct rq *rq)
{
	struct tried t = { .draft_id = 0 };

	TRY(load_draft(rq, &t));
	return page(rq, &t);
}

static enum rc
version(struct rq *rq)
{
	struct tried t;

	TRY(load_version(rq, &t));
	return page(rq, &t);
}

/* ---- on paper */

static enum rc
print(struct rq *rq, struct tried *t)
{
	struct document doc;
	struct report r;
	struct sheet s;

	if (!t->good)
		return page(rq, t);
	TRY(make_sheet(rq, t, &r, &s));
	TRY(paper_make(rq->db, &rq->ctx, &s, &doc));
	TRY(render_pdf(&doc, rq->ctx.lang, rq->conf->fonts, rq->ctx.out));
	rq->type = "application/pdf";
	return OK;
}

static enum rc
draft_pdf(struct rq *rq)
{
	struct tried t = { .draft_id = 0 };

	TRY(load_draft(rq, &t));
	return print(rq, &t);
}

static enum rc
version_pdf(struct rq *rq)
{
	struct tried t;

	TRY(load_version(rq, &t));
	return print(rq, &t);
}

#define OF_DRAFT \
	.right = MAY_OWN, .object = &draft_object, .id = "id", \
	IN(struct try_in, fields)
#define OF_VERSION .right = MAY_OWN, IN(struct try_in, version_fields)
/* Nothing is stored: these take figures in a body, and no key. */
#define FIGURES .method = POST, .no_key = true, .open = CELLS_MAX
static const struct route routes[] = {
	{ .method = GET, .path = "/form/try", .run = draft, OF_DRAFT },
	{ FIGURES, .path = "/form/try", .run = draft, OF_DRAFT },
	{ FIGURES, .path = "/form/try/pdf", .run = draft_pdf, OF_DRAFT },
	{ .method = GET,
	    .path = "/form/try/version",
	    .run = version,
	    OF_VERSION },
	{ FIGURES, .path = "/form/try/version", .run = version, OF_VERSION },
	{ FIGURES, .path = "/form/try/version/pdf", .run = version_pdf,
	    OF_VERSION },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
