/* person_file.c - many people out of a file: looked over, then made */
#include <string.h>
#include "app/app.h"
#include "core/invite.h"
#include "core/outbox.h"
#include "core/person_file.h"
#include "view/import_view.h"
#include "view/page.h"
#include "view/person_form.h"

static void
put_columns(struct ctx *ctx)
{
	const char *heads[] = { _("Column"), _("Code"), _("Example"), NULL };

	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("The columns"),
	    _("One line makes an account, with a first role if you like. A"
	      " further line with the same login name gives another role; so"
	      " does a line for an account that is there already. Login name"
	      " and unit are needed, the others may be left out. Up to 3000"
	      " lines."));
	widget_table_open(ctx, NULL, heads);
	for (int i = 0; i < PERSON_COLS; i++)
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td><code>%s</code></td>"
		    "<td>%s</td></tr>\n",
		    person_cols_defs[i].vi, person_cols_defs[i].code,
		    person_col_sample((size_t)i));
	widget_table_close(ctx);
}

static enum rc
page(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("People from a file"));
	widget_path(ctx,
	    (struct crumb[]){ { _("People"), url(ctx, "/person") },
		{ _("People from a file"), NULL } },
	    2);
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    outbox_able(rq->conf) ?
		_("Nothing is changed before you have seen what would be."
		  " Nobody gets a password by this: whoever has an e-mail"
		  " address is invited to choose one, if you like.") :
		_("Nothing is changed before you have seen what would be."
		  " Nobody gets a password by this: make a link for each of"
		  " them afterwards, on their page."));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_PLAIN, _("Template (Excel)"),
	    url(ctx, "/person/file/template.xlsx"));
	widget_link(ctx, BUTTON_PLAIN, _("Template (CSV)"),
	    url(ctx, "/person/file/template.csv"));
	widget_actions_close(ctx);
	import_upload(ctx, &rq->findings, url(ctx, "/person/file/look"),
	    _("CSV or an Excel workbook; the first line names the columns."));
	put_columns(ctx);
	person_role_help(ctx);
	return page_close(ctx);
}

static enum rc
as_xlsx(struct rq *rq)
{
	TRY(person_template_xlsx(rq->ctx.out, rq->ctx.now));
	rq->type = "application/vnd.openxmlformats-officedocument"
		   ".spreadsheetml.sheet";
	rq->filename = "people.xlsx";
	return OK;
}

static enum rc
as_csv(struct rq *rq)
{
	person_template_csv(rq->ctx.out);
	rq->type = "text/csv; charset=utf-8";
	rq->filename = "people.csv";
	return OK;
}

static void
put_counts(struct ctx *ctx, const struct person_file *file)
{
	const struct import_count counts[] = { { _("New accounts"),
						   file->fresh },
		{ _("Further roles"), file->further },
		{ _("Refused"), file->refused } };

	import_counts(ctx, counts, COUNT(counts));
}

static void
put_line(struct ctx *ctx, const struct person_line *l)
{
	struct buf *h = ctx->out;

	html(h,
	    "<tr><th scope='row' "
	    "class='n'>%ld</th><td>%s</td><td>%s</td><td>%s</td>"
	    "<td>%s</td><td>",
	    l->line, l->cell[PERSON_LOGIN], l->cell[PERSON_NAME],
	    l->unit_name == NULL ? l->cell[PERSON_UNIT] : l->unit_name,
	    l->role == 0 ? l->cell[PERSON_ROLE] : role_show(l->role));
	if (l->act == PERSON_NEW)
		widget_badge(ctx, TONE_GOOD, _("new account"));
	else if (l->act == PERSON_FURTHER)
		widget_badge(ctx, TONE_INFO, _("further role"));
	else
		widget_badge(ctx, TONE_BAD, _("refused"));
	for (size_t i = 0; i < l->findings.n; i++)
		html(h, "<br />%s", l->findings.at[i].text);
	html(h, "</td></tr>\n");
}

static void
put_apply(struct rq *rq, const char *text)
{
	struct ctx *ctx = &rq->ctx;

	import_apply_open(ctx, url(ctx, "/person/file/apply"), text);
	if (outbox_able(rq->conf))
		widget_check(ctx, NULL, "invite",
		    _("Invite those who have an e-mail address"), true);
	import_apply_close(ctx, _("Make them"), url(ctx, "/person/file"));
}

static enum rc
show(struct rq *rq, const struct person_file *file, const char *text)
{
	const char *heads[] = { _("#Line"), _("Login name"), _("Name"),
		_("Unit"), _("Role"), _("What"), NULL };
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, _("What the file would do"));
	widget_path(ctx,
	    (struct crumb[]){ { _("People"), url(ctx, "/person") },
		{ _("People from a file"), url(ctx, "/person/file") },
		{ _("What the file would do"), NULL } },
	    3);
	put_counts(ctx, file);
	if (file->refused > 0)
		import_refused(ctx);
	else
		put_apply(rq, text);
	widget_table_open(ctx, NULL, heads);
	for (int refused = 1; refused >= 0; refused--)
		for (size_t i = 0; i < file->n; i++)
			if ((file->at[i].act == PERSON_REFUSED) == refused)
				put_line(ctx, &file->at[i]);
	widget_table_close(ctx);
	return page_close(ctx);
}

/* The lines again, as one canonical text that travels in the form. */
static const char *
text_of(struct rq *rq, const struct person_file *file)
{
	struct buf b = { .mem = rq->ctx.mem, .max = IMPORT_TEXT_MAX };

	person_file_csv(&b, file);
	return import_text(&b, &rq->findings,
	    _("The file is too long for this page: take it in parts, or load"
	      " it with \"baocao account import\"."));
}

static enum rc
look(struct rq *rq)
{
	struct person_file file;
	const char *text = NULL;

	if (str_empty(rq->file.name))
		finding(&rq->findings, "file", _("Choose a file first."));
	else if (person_file_read(rq->ctx.mem, "file", rq->file.bytes,
		     rq->file.len, &rq->findings, &file))
		text = text_of(rq, &file);
	if (text == NULL) {
		TRY(page(rq));
		return refuse(rq, E_INVALID);
	}
	TRY(person_file_look(rq->db, &rq->ctx, &file));
	TRY(show(rq, &file, text));
	return file.refused > 0 ? refuse(rq, E_INVALID) : OK;
}

struct apply_in {
	const char *text;
	bool invite;
};
static const struct field apply_fields[] = {
	FIELD(struct apply_in, text, .max = IMPORT_TEXT_MAX, .many_lines = true,
	    .optional = true),
	FIELD(struct apply_in, invite, .optional = true),
};

/* A letter to each new account that has an address. */
static enum rc
invite(struct rq *rq, const struct person_file *file, long *ret)
{
	bool sent;

	*ret = 0;
	for (size_t i = 0; i < file->n; i++) {
		if (file->at[i].act != PERSON_NEW)
			continue;
		TRY(invite_send(rq->db, &rq->ctx, rq->conf, file->at[i].person,
		    &sent));
		*ret += sent;
	}
	return OK;
}

static enum rc
apply(struct rq *rq)
{
	const struct apply_in *in = rq->in;
	const char *text = in->text == NULL ? "" : in->text;
	struct person_file file;
	long invited = 0;

	if (!person_file_read(rq->ctx.mem, "file", text, strlen(text),
		&rq->findings, &file)) {
		TRY(page(rq));
		return refuse(rq, E_INVALID);
	}
	enum rc rc = person_file_store(rq->db, &rq->ctx, &file, &rq->findings);
	if (rc == E_INVALID) {
		TRY(show(rq, &file, text));
		return refuse(rq, rc);
	}
	TRY(rc);
	if (in->invite)
		TRY(invite(rq, &file, &invited));
	return redirect(rq, url(&rq->ctx, "/person?made=%ld&invited=%ld",
				(long)file.fresh, invited));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/person/file",
	    .right = MAY_ADMIN,
	    .step_up = true,
	    .run = page },
	{ .method = GET,
	    .path = "/person/file/template.xlsx",
	    .right = MAY_ADMIN,
	    .run = as_xlsx },
	{ .method = GET,
	    .path = "/person/file/template.csv",
	    .right = MAY_ADMIN,
	    .run = as_csv },
	{ .method = POST,
	    .path = "/person/file/look",
	    .right = MAY_ADMIN,
	    .no_key = true,
	    .file = "file",
	    .file_max = PERSON_FILE_BYTES,
	    .run = look },
	{ .method = POST,
	    .path = "/person/file/apply",
	    .right = MAY_ADMIN,
	    .step_up = true,
	    .run = apply,
	    IN(struct apply_in, apply_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
