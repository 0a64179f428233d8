/* item_file.c - the catalogue as a file: looked over, applied, written */
#include <string.h>
#include "app/app.h"
#include "core/item_file.h"
#include "view/import_view.h"
#include "view/item_page.h"
#include "view/owner.h"
#include "view/page.h"

static void
put_upload(struct ctx *ctx, const struct findings *f)
{
	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("Import"),
	    _("A CSV file or an Excel workbook with one line for each item. "
	      "Nothing is changed before you have seen what would be."));
	import_upload(ctx, f, url(ctx, "/item/file/look"),
	    _("The first line names the columns, as in a file that was "
	      "exported "
	      "here."));
}

static enum rc
page(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	owner_page_open(ctx, _("Items as a file"));
	widget_path(ctx,
	    (struct crumb[]){ { _("Items"), url(ctx, "/item") },
		{ _("Items as a file"), NULL } },
	    2);
	widget_findings(ctx, &rq->findings);
	put_upload(ctx, &rq->findings);
	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("Export"),
	    _("The whole catalogue; read again, such a file changes "
	      "nothing."));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_PLAIN, "XLSX", url(ctx, "/item/file/xlsx"));
	widget_link(ctx, BUTTON_PLAIN, "CSV", url(ctx, "/item/file/csv"));
	widget_actions_close(ctx);
	return page_close(ctx);
}

static enum rc
as_xlsx(struct rq *rq)
{
	struct item_file file;

	TRY(item_file_all(rq->db, rq->ctx.mem, 0, &file));
	TRY(item_file_xlsx(rq->ctx.out, &file, rq->ctx.now));
	rq->type = "application/vnd.openxmlformats-officedocument"
		   ".spreadsheetml.sheet";
	rq->filename = "items.xlsx";
	rq->seen.act = "export";
	return OK;
}

static enum rc
as_csv(struct rq *rq)
{
	struct item_file file;

	TRY(item_file_all(rq->db, rq->ctx.mem, 0, &file));
	item_file_csv(rq->ctx.out, &file);
	rq->type = "text/csv; charset=utf-8";
	rq->filename = "items.csv";
	rq->seen.act = "export";
	return OK;
}

static void
put_counts(struct ctx *ctx, const struct item_results *rs)
{
	const struct import_count counts[] = { { _("Added"), rs->added },
		{ _("Changed"), rs->changed }, { _("As they are"), rs->same },
		{ _("Refused"), rs->refused } };

	import_counts(ctx, counts, COUNT(counts));
}

static void
put_what(struct ctx *ctx, const struct item_result *r)
{
	const struct item_plan *p = &r->plan;
	struct buf *h = ctx->out;

	for (size_t i = 0; p->act == ITEM_CHANGED && i < p->nchange; i++)
		html(h, "%s: <del>%s</del> <ins>%s</ins><br />\n",
		    tr(item_field_defs[p->change[i].field].label),
		    p->change[i].was == NULL ? "" : p->change[i].was,
		    p->change[i].is);
	if (p->from != NULL)
		html(h, "%s<br />\n",
		    str_fmt(ctx->mem, _("A new meaning from %s"), p->from));
	for (size_t i = 0; i < r->findings.n; i++)
		html(h, "<strong>%s</strong><br />\n", r->findings.at[i].text);
}

static void
put_row(struct ctx *ctx, const struct item_result *r)
{
	const struct item_plan *p = &r->plan;
	struct buf *h = ctx->out;

	html(h, "<tr><th scope='row'>%ld</th><td>%s</td><td>%s</td><td>",
	    r->line, p->is.at[ITEM_CODE], p->is.at[ITEM_NAME]);
	if (p->act == ITEM_NEW)
		widget_badge(ctx, TONE_GOOD, _("added"));
	else if (p->act == ITEM_CHANGED)
		widget_badge(ctx, TONE_WARN, _("changed"));
	else if (p->act == ITEM_REFUSED)
		widget_badge(ctx, TONE_BAD, _("refused"));
	html(h, "</td><td>");
	put_what(ctx, r);
	html(h, "</td></tr>\n");
}

static void
put_apply(struct ctx *ctx, const char *text)
{
	import_apply_open(ctx, url(ctx, "/item/file/apply"), text);
	import_apply_close(ctx, _("Apply it"), url(ctx, "/item/file"));
}

static enum rc
show(struct rq *rq, const struct item_results *rs, const char *text)
{
	const char *heads[] = { _("#Line"), _("Code"), _("Name"), _("What"),
		_("How"), NULL };
	struct ctx *ctx = &rq->ctx;
	bool any = rs->added + rs->changed > 0;

	owner_page_open(ctx, _("What the file would change"));
	widget_path(ctx,
	    (struct crumb[]){ { _("Items"), url(ctx, "/item") },
		{ _("Items as a file"), url(ctx, "/item/file") },
		{ _("What the file would change"), NULL } },
	    3);
	put_counts(ctx, rs);
	if (rs->refused > 0)
		import_refused(ctx);
	else if (!any)
		widget_notice(ctx, TONE_INFO, _("It changes nothing."));
	else
		put_apply(ctx, text);
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < rs->n; i++)
		if (rs->at[i].plan.act != ITEM_SAME)
			put_row(ctx, &rs->at[i]);
	widget_table_close(ctx);
	return page_close(ctx);
}

/* The lines again, as one canonical text. */
static const char *
text_of(struct rq *rq, const struct item_file *file)
{
	struct buf b = { .mem = rq->ctx.mem, .max = IMPORT_TEXT_MAX };

	item_file_csv(&b, file);
	return import_text(&b, &rq->findings,
	    _("The file is too long for this page: load it with \"baocao item "
	      "import\", or in parts."));
}

static enum rc
look(struct rq *rq)
{
	struct item_results rs;
	struct item_file file;
	const char *text = NULL;

	if (str_empty(rq->file.name))
		finding(&rq->findings, "file", _("Choose a file first."));
	else if (item_file_read(rq->ctx.mem, "file", rq->file.bytes,
		     rq->file.len, &rq->findings, &file))
		text = text_of(rq, &file);
	if (text == NULL) {
		TRY(page(rq));
		return refuse(rq, E_INVALID);
	}
	TRY(item_file_look(rq->db, &rq->ctx, &file, &rs));
	TRY(show(rq, &rs, text));
	return rs.refused > 0 ? refuse(rq, E_INVALID) : OK;
}

struct apply_in {
	const char *text;
};
static const struct field apply_fields[] = {
	FIELD(struct apply_in, text, .max = IMPORT_TEXT_MAX, .many_lines = true,
	    .optional = true),
};

static enum rc
apply(struct rq *rq)
{
	const struct apply_in *in = rq->in;
	struct item_results rs;
	struct item_file file;

	const char *text = in->text == NULL ? "" : in->text;

	if (!item_file_read(rq->ctx.mem, "file", text, strlen(text),
		&rq->findings, &file)) {
		TRY(page(rq));
		return refuse(rq, E_INVALID);
	}
	enum rc rc =
	    item_file_store(rq->db, &rq->ctx, &file, &rq->findings, &rs);
	if (rc == E_INVALID) {
		TRY(show(rq, &rs, text));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/item"));
}

static const struct route routes[] = {
	{ .method = GET, .path = "/item/file", .right = MAY_OWN, .run = page },
	{ .method = GET,
	    .path = "/item/file/xlsx",
	    .right = MAY_OWN,
	    .run = as_xlsx },
	{ .method = GET,
	    .path = "/item/file/csv",
	    .right = MAY_OWN,
	    .run = as_csv },
	{ .method = POST,
	    .path = "/item/file/look",
	    .right = MAY_OWN,
	    .no_key = true,
	    .file = "file",
	    .file_max = ITEM_FILE_BYTES,
	    .run = look },
	{ .method = POST,
	    .path = "/item/file/apply",
	    .right = MAY_OWN,
	    .run = apply,
	    IN(struct apply_in, apply_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
