/* template.c - an official Excel template is uploaded, looked at beside the
 * form it was understood as, and taken over as a draft */
#include "app/app.h"
#include "base/date.h"
#include "base/num.h"
#include "core/design_store.h"
#include "core/template_store.h"
#include "core/unit.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/template_view.h"
#include "view/widget.h"

enum { LISTED = 50, SHEET_LEN = 100 };

struct template_in {
	long unit, template;
	const char *sheet;
};
static const struct field upload_fields[] = {
	FIELD(struct template_in, unit, .min = 1),
};
static const struct field show_fields[] = {
	FIELD(struct template_in, template, .min = 1),
	FIELD(struct template_in, sheet, .max = SHEET_LEN, .optional = true),
};
static const struct field take_fields[] = {
	FIELD(struct template_in, template, .min = 1),
	FIELD(struct template_in, sheet, .max = SHEET_LEN),
};

/* ---- the list, and the form to upload one more */

/* The units whose forms this person owns: the grants themselves. */
static enum rc
owned(struct rq *rq, struct choice **ret, size_t *ret_n)
{
	const struct actor *who = rq->ctx.actor;
	struct unit u;

	*ret = arena_alloc(rq->ctx.mem, (who->ngrant + 1) * sizeof **ret);
	*ret_n = 0;
	for (size_t i = 0; i < who->ngrant; i++) {
		if (!role_has((enum role)who->grants[i].role, MAY_OWN))
			continue;
		TRY(unit_get(rq->db, who->grants[i].unit_id, &u));
		(*ret)[(*ret_n)++] =
		    (struct choice){ str_long(rq->ctx.mem, u.id), u.name };
	}
	return OK;
}

static enum rc
put_upload(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct choice *units;
	size_t n;

	TRY(owned(rq, &units, &n));
	if (n == 0)
		return OK;
	html(ctx->out, "<h2>%s</h2>\n", _("Upload a template"));
	widget_form_open_file(ctx, url(ctx, "/template/upload"));
	if (n == 1)
		widget_hidden(ctx, "unit", units[0].value);
	else
		widget_select(ctx, &rq->findings, "unit", _("For the forms of"),
		    units, n, NULL);
	widget_file(ctx, &rq->findings, "template",
	    _("Excel template of the form"),
	    str_fmt(ctx->mem,
		_("The .xlsx file as it was published, at most %d MB. You see "
		  "what was understood before anything comes of it."),
		TEMPLATE_FILE_MAX >> 20),
	    ".xlsx,.xlsm");
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Upload"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	return OK;
}

static void
put_files(struct ctx *ctx, const struct template_files *all)
{
	const char *heads[] = { _("File"), _("Unit"), _("Uploaded by"),
		_("When"), _("#Size"), NULL };

	html(ctx->out, "<h2>%s</h2>\n", _("Templates that were uploaded"));
	if (all->n == 0) {
		widget_empty(ctx, _("No template has been uploaded yet."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct template_file *f = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s</td>"
		    "<td>%s</td><td>%s</td><td class='n'>%s KB</td></tr>\n",
		    url(ctx, "/template/show?template=%ld", f->id), f->name,
		    f->unit, f->person, date_show_instant(ctx->mem, f->made),
		    num_show_long(ctx->mem, (f->size + 1023) / 1024,
			num_lang(ctx->lang)));
	}
	widget_table_close(ctx);
}

static enum rc
put_start(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct template_files all;

	TRY(template_list(rq->db, ctx, LISTED, &all));
	owner_page_open(ctx, _("From an Excel template to a form"));
	widget_findings(ctx, &rq->findings);
	TRY(put_upload(rq));
	put_files(ctx, &all);
	return page_close(ctx);
}

static enum rc
start(struct rq *rq)
{
	return put_start(rq);
}

/* Looked at before it is kept: what is no workbook is told at once. */
static enum rc
upload(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const struct upload *u = &rq->file;
	struct findings f = { .mem = ctx->mem };
	struct xlsx_book book;
	long id;

	if (*u->name == '\0' && u->len == 0)
		finding(&rq->findings, "template",
		    _("Choose the file of the template."));
	else if (!xlsx_read(ctx->mem, u->bytes, u->len, &f, &book))
		finding(&rq->findings, "template", "%s", f.at[0].text);
	if (rq->findings.nerror > 0) {
		TRY(put_start(rq));
		return refuse(rq, E_INVALID);
	}
	TRY(template_keep(rq->db, ctx, rq->object, u->name, u->bytes, u->len,
	    &id));
	return redirect(rq, url(ctx, "/template/show?template=%ld", id));
}

/* ---- one of them */

struct opened {
	struct template_file file;
	struct xlsx_book book;
	const struct xlsx_sheet *sheet; /* NULL: not chosen */
	const struct xlsx_sheet **with; /* those with a table */
	size_t nwith;
};

/* The file is read again each time: it is small, and never changes. */
static enum rc
open_file(struct rq *rq, const char *sheet, struct opened *o)
{
	struct ctx *ctx = &rq->ctx;
	const char *bytes;

	TRY(template_get(rq->db, ctx, rq->object, &o->file));
	TRY(template_bytes(rq->db, ctx, &o->file, &bytes));
	if (!xlsx_read(ctx->mem, bytes, (size_t)o->file.size, &rq->findings,
		&o->book))
		return fail(E_INTERNAL, "template %ld: %s", o->file.id,
		    rq->findings.at[0].text);
	o->sheet = template_sheet(ctx->mem, &o->book, &o->with, &o->nwith);
	if (!str_empty(sheet)) {
		o->sheet = xlsx_sheet(&o->book, sheet);
		if (o->sheet == NULL)
			finding(&rq->findings, "sheet",
			    _("The file has no sheet of that name."));
	}
	return OK;
}

static void
put_about(struct ctx *ctx, const struct opened *o)
{
	const struct template_file *f = &o->file;

	widget_path(ctx,
	    (const struct crumb[]){
		{ _("Excel template"), url(ctx, "/template") },
		{ f->name, NULL } },
	    2);
	html(ctx->out, "<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem, _("Uploaded by %s, %s, for %s."),
		f->person == NULL ? "" : f->person,
		date_show_instant(ctx->mem, f->made), f->unit));
}

/* Which sheet?  Those with a table first, the others as well. */
static void
put_sheets(struct ctx *ctx, const struct opened *o)
{
	if (o->book.n < 2)
		return;
	html(ctx->out, "<nav aria-label='%s'><p>%s ", _("Sheets"),
	    _("Sheets:"));
	for (size_t i = 0; i < o->book.n; i++) {
		const struct xlsx_sheet *s = &o->book.sheets[i];
		if (s == o->sheet)
			html(ctx->out, "<b aria-current='page'>%s</b> ",
			    s->name);
		else
			html(ctx->out, "<a href='%s'>%s</a> ",
			    url(ctx, "/template/show?template=%ld&sheet=%s",
				o->file.id, s->name),
			    s->name);
	}
	html(ctx->out, "</p></nav>\n");
}

static void
put_take(struct ctx *ctx, const struct opened *o)
{
	widget_form_open(ctx, url(ctx, "/template/take"));
	widget_hidden_long(ctx, "template", o->file.id);
	widget_hidden(ctx, "sheet", o->sheet->name);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Go on in the designer"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static void
put_beside(struct ctx *ctx, const struct template *t)
{
	html(ctx->out, "<div class='beside'>\n<section><h2>%s</h2>\n",
	    _("The template"));
	template_sheet_put(ctx, t);
	html(ctx->out, "</section>\n<section><h2>%s</h2>\n",
	    _("The form made of it"));
	template_form_put(ctx, t);
	html(ctx->out, "</section>\n</div>\n");
}

static enum rc
put_opened(struct rq *rq, const struct opened *o)
{
	struct ctx *ctx = &rq->ctx;
	struct template t;

	owner_page_open(ctx, _("From an Excel template to a form"));
	put_about(ctx, o);
	put_sheets(ctx, o);
	bool good =
	    o->sheet != NULL && rq->findings.nerror == 0 &&
	    template_read(ctx->mem, o->sheet, o->file.name, &rq->findings, &t);
	widget_findings(ctx, &rq->findings);
	if (good) {
		template_doubts_put(ctx, &t);
		put_take(ctx, o);
		put_beside(ctx, &t);
	} else if (o->sheet == NULL && rq->findings.nerror == 0)
		widget_notice(ctx, TONE_INFO,
		    o->nwith > 1 ?
			_("Several sheets hold a form. Choose one.") :
			_("No sheet holds a table with a row of numbers. "
			  "Choose the one that is the form."));
	return page_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	const struct template_in *in = rq->in;
	struct opened o = { .sheet = NULL };

	TRY(open_file(rq, in->sheet, &o));
	return put_opened(rq, &o);
}

static enum rc
take(struct rq *rq)
{
	const struct template_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct opened o = { .sheet = NULL };
	struct design_draft draft = { .unit_id = 0 };
	struct template t;
	long id;

	TRY(open_file(rq, in->sheet, &o));
	if (o.sheet == NULL || rq->findings.nerror > 0 ||
	    !template_read(ctx->mem, o.sheet, o.file.name, &rq->findings, &t)) {
		TRY(put_opened(rq, &o));
		return refuse(rq, E_INVALID);
	}
	draft.unit_id = o.file.unit_id;
	draft.xml = t.xml;
	draft.doubts = template_doubts_json(ctx->mem, &t);
	TRY(template_taken(rq->db, ctx, &o.file));
	TRY(design_new(rq->db, ctx, &draft, "import", &rq->findings, &id));
	return redirect(rq, url(ctx, "/form/draft?id=%ld", id));
}

/* ---- routes */

static enum rc
find_unit(struct rq *rq)
{
	return unit_reach(rq->db, &rq->ctx, rq->route->right, rq->object);
}
static const struct object own_unit = { "unit", find_unit };

static enum rc
find_template(struct rq *rq)
{
	struct template_file f;

	return template_get(rq->db, &rq->ctx, rq->object, &f);
}
static const struct object template_object = { "template", find_template };

static const struct route routes[] = {
	{ .method = GET, .path = "/template", .right = MAY_OWN, .run = start },
	{ .method = POST,
	    .path = "/template/upload",
	    .right = MAY_OWN,
	    .object = &own_unit,
	    .id = "unit",
	    .file = "template",
	    .file_max = TEMPLATE_FILE_MAX,
	    .run = upload,
	    IN(struct template_in, upload_fields) },
	{ .method = GET,
	    .path = "/template/show",
	    .right = MAY_OWN,
	    .object = &template_object,
	    .id = "template",
	    .run = show,
	    IN(struct template_in, show_fields) },
	{ .method = POST,
	    .path = "/template/take",
	    .right = MAY_OWN,
	    .object = &template_object,
	    .id = "template",
	    .run = take,
	    IN(struct template_in, take_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
