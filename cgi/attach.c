/* attach.c - files that are sent with a report: put there, taken away, fetched
 */
#include <string.h>
#include "app/object.h"
#include "core/attach.h"
#include "core/draft.h"
#include "core/flow.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/widget.h"

struct attach_form {
	long id, cell, version, no;
};
static const struct field page_fields[] = {
	FIELD(struct attach_form, id, .min = 1),
	FIELD(struct attach_form, cell, .optional = true),
};
static const struct field change_fields[] = {
	FIELD(struct attach_form, id, .min = 1),
	FIELD(struct attach_form, cell),
	FIELD(struct attach_form, version),
};
static const struct field file_fields[] = {
	FIELD(struct attach_form, id, .min = 1),
	FIELD(struct attach_form, cell),
	FIELD(struct attach_form, no, .optional = true),
};

static bool
holds_file(const struct form *f, long cell)
{
	return cell >= 0 && (size_t)cell < f->ncell &&
	       f->cells[cell].type == CELL_FILE;
}

/* The cell's text, where it names a file. */
static bool
ref_of(const struct ctx *ctx, const struct sheet *s, long cell,
    struct attach_ref *ret)
{
	return holds_file(s->form, cell) &&
	       attach_ref(ctx->mem, s->own.txt[cell], ret);
}

static void
put_remove(struct ctx *ctx, const struct report *r, long cell)
{
	widget_form_open(ctx, url(ctx, "/attach/remove"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "cell", cell);
	widget_hidden_long(ctx, "version", r->version);
	widget_button(ctx, BUTTON_DANGER, _("Remove the file"), NULL, NULL);
	widget_form_close(ctx);
}

/* One cell: what is there, and a form to put a file there. */
static void
put_cell(struct rq *rq, const struct sheet *s, long cell)
{
	struct ctx *ctx = &rq->ctx;
	const struct report *r = rq->report;
	struct attach_ref ref;
	bool there = ref_of(ctx, s, cell, &ref);

	html(ctx->out, "<h2>%s</h2>\n",
	    sheet_where(ctx->mem, s->form, (size_t)cell));
	if (there)
		html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
		    url(ctx, "/attach/file?id=%ld&cell=%ld", r->id, cell),
		    attach_show(ctx->mem, s->own.txt[cell], true));
	if (!flow_open(r))
		return;
	widget_form_open_file(ctx, url(ctx, "/attach/add"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "cell", cell);
	widget_hidden_long(ctx, "version", r->version);
	widget_file(ctx, &rq->findings, "file", _("File"),
	    str_fmt(ctx->mem, _("PDF, DOCX, XLSX, PNG or JPEG, at most %d MB."),
		s->form->cells[cell].max_mb),
	    ".pdf,.docx,.xlsx,.png,.jpg,.jpeg");
	widget_button(ctx, BUTTON_MAIN, there ? _("Replace") : _("Attach"),
	    NULL, NULL);
	widget_form_close(ctx);
	if (there)
		put_remove(ctx, r, cell);
}

/* All other cells with files, to look at. */
static void
put_others(struct ctx *ctx, const struct sheet *s, long but)
{
	static const char *const heads[] = { N_("Cell"), N_("File"), NULL };
	const char *shown[] = { _(heads[0]), _(heads[1]), NULL };
	struct attach_ref ref;
	bool any = false;

	for (long i = 0; i < (long)s->form->ncell; i++) {
		if (i == but || !ref_of(ctx, s, i, &ref))
			continue;
		if (!any)
			widget_table_open(ctx, _("Files of this report"),
			    shown);
		any = true;
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td><a href='%s'>%s</a></td>"
		    "</tr>\n",
		    sheet_where(ctx->mem, s->form, (size_t)i),
		    url(ctx, "/attach/file?id=%ld&cell=%ld", s->report->id, i),
		    attach_show(ctx->mem, s->own.txt[i], true));
	}
	if (any)
		widget_table_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	const struct attach_form *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct sheet s;

	TRY(sheet_open(rq->db, ctx, rq->report, &s));
	page_open(ctx, _("Files"));
	widget_findings(ctx, &rq->findings);
	report_list_facts(ctx, rq->report);
	if (holds_file(s.form, in->cell))
		put_cell(rq, &s, in->cell);
	else
		widget_empty(ctx, _("No file can stand in this cell."));
	put_others(ctx, &s, in->cell);
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
	    url(ctx, "/entry/form?id=%ld", rq->object),
	    _("Back to the report"));
	return page_close(ctx);
}

/* Not stored: the page again, as the report is now. */
static enum rc
again(struct rq *rq, enum rc rc, const struct draft_out *out)
{
	if (rc != E_INVALID && rc != E_CONFLICT)
		return rc;
	if (rc == E_CONFLICT)
		finding(&rq->findings, "file",
		    out->closed ? _("Somebody has sent this report meanwhile;"
				    " nothing was changed.") :
				  _("Somebody else has changed this cell since"
				    " you opened the page: look at it, then"
				    " try again."));
	TRY(report_get(rq->db, &rq->ctx, MAY_ENTER, rq->object, rq->report));
	TRY(show(rq));
	return refuse(rq, rc);
}

static enum rc
put_text(struct rq *rq, const char *text)
{
	const struct attach_form *in = rq->in;
	const struct typed cell = { .cell = in->cell, .text = text };
	struct draft_out out = { 0 };
	enum rc rc = draft_save(rq->db, &rq->ctx, rq->object,
	    &(struct draft_in){ .version = in->version, .at = &cell, .n = 1 },
	    &rq->findings, &out);

	if (rc != OK)
		return again(rq, rc, &out);
	return redirect(rq,
	    url(&rq->ctx, "/entry/form?id=%ld&saved=1", rq->object));
}

static enum rc
may_put(struct rq *rq, const struct form **ret)
{
	const struct attach_form *in = rq->in;

	TRY(form_get(rq->db, rq->report->form_id, ret));
	if (!holds_file(*ret, in->cell))
		finding(&rq->findings, "file",
		    _("No file can stand in this cell."));
	else if (!flow_open(rq->report))
		finding(&rq->findings, "file",
		    _("The report is sent and cannot be changed."));
	return rq->findings.nerror > 0 ? E_INVALID : OK;
}

static enum rc
add(struct rq *rq)
{
	const struct attach_form *in = rq->in;
	const struct draft_out none = { 0 };
	const struct form *f;
	const char *text;
	enum rc rc = may_put(rq, &f);

	if (rc != OK)
		return again(rq, rc, &none);
	rc = attach_add(rq->db, &rq->ctx, rq->report,
	    &(struct attach_in){ .name = rq->file.name,
		.bytes = rq->file.bytes,
		.len = rq->file.len,
		.max_mb = f->cells[in->cell].max_mb },
	    "file", &rq->findings, &text);
	if (rc != OK)
		return again(rq, rc, &none);
	return put_text(rq, text);
}

static enum rc
take_away(struct rq *rq)
{
	const struct draft_out none = { 0 };
	const struct form *f;
	enum rc rc = may_put(rq, &f);

	return rc != OK ? again(rq, rc, &none) : put_text(rq, "");
}

/* Only what the report itself names, as it is shown to whoever asks. */
static enum rc
fetch(struct rq *rq)
{
	const struct attach_form *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct attach_file file;
	struct attach_ref ref;
	struct sheet s;

	if (in->no > 0)
		TRY(sheet_of_revision(rq->db, ctx, rq->report, in->no, &s));
	else
		TRY(sheet_open(rq->db, ctx, rq->report, &s));
	if (!ref_of(ctx, &s, in->cell, &ref))
		return redirect(rq,
		    url(ctx, "/review/report?id=%ld", rq->object));
	TRY(attach_get(rq->db, rq->report, ref.sha, &file));
	buf_put(ctx->out, file.bytes, file.len);
	rq->type = attach_media(file.kind);
	rq->filename = attach_name(ctx->mem, ref.name, file.kind);
	return ctx->out->full ? fail(E_LIMIT, "file of %zu bytes", file.len) :
				OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/attach/form",
	    .right = MAY_ENTER,
	    .object = &report_object,
	    .id = "id",
	    .run = show,
	    IN(struct attach_form, page_fields) },
	{ .method = POST,
	    .path = "/attach/add",
	    .right = MAY_ENTER,
	    .object = &report_object,
	    .id = "id",
	    .file = "file",
	    .file_max = 20 << 20,
	    .run = add,
	    IN(struct attach_form, change_fields) },
	{ .method = POST,
	    .path = "/attach/remove",
	    .right = MAY_ENTER,
	    .object = &report_object,
	    .id = "id",
	    .run = take_away,
	    IN(struct attach_form, change_fields) },
	{ .method = GET,
	    .path = "/attach/file",
	    .audit = "export",
	    .right = MAY_VIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = fetch,
	    IN(struct attach_form, file_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
