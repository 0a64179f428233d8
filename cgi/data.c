/* data.c - what is stored about me: seen, taken away, corrected on request */
#include <string.h>
#include "app/app.h"
#include "base/date.h"
#include "core/data_request.h"
#include "core/personal.h"
#include "io/xlsx.h"
#include "view/audit_view.h"
#include "view/me.h"
#include "view/page.h"
#include "view/widget.h"

enum { SHOWN = 20 /* rows of a section on the page; all are in the file */ };

struct data_in {
	const char *field, *wanted, *note;
	bool asked;
};
static const struct field show_fields[] = {
	FIELD(struct data_in, asked),
};
static const struct field ask_fields[] = {
	FIELD(struct data_in, field, .max = 20, .optional = true),
	FIELD(struct data_in, wanted, .max = 400, .optional = true),
	FIELD(struct data_in, note, .max = 2000, .optional = true,
	    .many_lines = true),
};

/* Codes in words; what is no code is shown as it is. */
static const char *
in_words(struct arena *mem, const struct personal_section *s, size_t row,
    size_t col)
{
	const struct personal_head *h = &s->heads[col];
	const char *text = personal_text(&s->at[row], col);

	/* of what: the column beside it */
	if (str_eq(h->code, "act"))
		return audit_act_show(col + 1 < s->nhead ?
					  personal_text(&s->at[row], col + 1) :
					  "",
		    text);
	if (str_eq(h->code, "object"))
		return audit_object_show(text);
	if (str_eq(h->code, "detail"))
		return audit_detail_show(mem, text);
	if (str_eq(h->code, "state"))
		return request_state_show(text);
	if (str_eq(h->code, "field") && request_field_show(text) != NULL)
		return request_field_show(text);
	return text;
}

static const char *
cell(struct arena *mem, const struct personal_section *s, size_t row,
    size_t col)
{
	return in_words(mem, s, row, col);
}

static void
put_rows(struct ctx *ctx, const struct personal_section *s)
{
	const char *heads[PERSONAL_COLS + 1] = { NULL };

	for (size_t c = 0; c < s->nhead; c++)
		heads[c] = tr(s->heads[c].label);
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < s->n && i < SHOWN; i++) {
		html(ctx->out, "<tr><th scope='row'>%s</th>",
		    cell(ctx->mem, s, i, 0));
		for (size_t c = 1; c < s->nhead; c++)
			html(ctx->out, "<td>%s</td>", cell(ctx->mem, s, i, c));
		html(ctx->out, "</tr>\n");
	}
	widget_table_close(ctx);
	if (s->n > SHOWN)
		html(ctx->out, "<p class='help'>%s</p>\n",
		    str_fmt(ctx->mem,
			_("The latest %d of %zu are shown; all of them are in"
			  " the file."),
			SHOWN, s->n));
}

static void
put_section(struct ctx *ctx, const struct personal_section *s)
{
	html(ctx->out, "<h2>%s</h2>\n", tr(s->title));
	if (*s->why != '\0')
		html(ctx->out, "<p class='help'>%s</p>\n", tr(s->why));
	if (s->n == 0)
		widget_empty(ctx, _("Nothing is stored."));
	else
		put_rows(ctx, s);
}

static void
put_ask(struct rq *rq, const struct data_in *in)
{
	static const char *const codes[] = { "name", "title", "email", "phone",
		"other" };
	struct choice fields[COUNT(codes)];
	struct ctx *ctx = &rq->ctx;

	for (size_t i = 0; i < COUNT(codes); i++)
		fields[i] =
		    (struct choice){ codes[i], request_field_show(codes[i]) };
	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("Ask for a correction"),
	    _("Your unit's administrator gets the request and answers it"
	      " here, as a rule within three days."));
	widget_form_open(ctx, url(ctx, "/me/data"));
	widget_select(ctx, &rq->findings, "field", _("What is wrong"), fields,
	    COUNT(fields), in->field);
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "wanted",
		.label = _("How it should be"),
		.value = in->wanted,
		.max = REQUEST_TEXT });
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "note",
		.label = _("In your words"),
		.type = "area",
		.value = in->note,
		.max = REQUEST_NOTE });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Send the request"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
page(struct rq *rq, const struct data_in *in)
{
	struct ctx *ctx = &rq->ctx;
	struct personal all;

	TRY(personal_read(rq->db, ctx, ctx->actor->id, &all));
	me_page_open(ctx, _("My data"));
	if (in->asked)
		widget_notice(ctx, TONE_GOOD,
		    _("Your request is with the administrator."));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    _("This is what the reporting system stores about you, and why."
	      " Passwords are stored in a form that nobody can read, not even"
	      " here."));
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_PLAIN, _("Take all of it as a worksheet"),
	    url(ctx, "/me/data/xlsx"));
	widget_link(ctx, BUTTON_PLAIN, _("For programs (JSON)"),
	    url(ctx, "/me/data/json"));
	widget_actions_close(ctx);
	for (size_t i = 0; i < all.n; i++)
		put_section(ctx, &all.at[i]);
	put_ask(rq, in);
	return page_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	return page(rq, rq->in);
}

static enum rc
ask(struct rq *rq)
{
	struct data_in in = *(const struct data_in *)rq->in;
	long id;

	if (in.field == NULL)
		in.field = "";
	if (in.wanted == NULL)
		in.wanted = "";
	if (in.note == NULL)
		in.note = "";
	enum rc rc = request_ask(rq->db, &rq->ctx, in.field, in.wanted, in.note,
	    &rq->findings, &id);
	if (rc == E_INVALID) {
		TRY(page(rq, &in));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/me/data?asked=1"));
}

static const char *
file_name(struct rq *rq, const char *kind)
{
	return str_fmt(rq->ctx.mem, "%s_%s.%s", rq->ctx.actor->login,
	    rq->ctx.today, kind);
}

static enum rc
as_json(struct rq *rq)
{
	rq->type = "application/json";
	rq->filename = file_name(rq, "json");
	return personal_json(rq->db, &rq->ctx, rq->ctx.actor->id, rq->ctx.out);
}

static void
sheet_section(struct arena *mem, struct xlsx *x, size_t *row,
    const struct personal_section *s)
{
	xlsx_text(x, (*row)++, 0, XLSX_BOLD | XLSX_BIG, tr(s->title));
	for (size_t c = 0; c < s->nhead; c++)
		xlsx_text(x, *row, c, XLSX_BOLD | XLSX_SHADE | XLSX_BORDER,
		    tr(s->heads[c].label));
	++*row;
	for (size_t i = 0; i < s->n; i++, ++*row)
		for (size_t c = 0; c < s->nhead; c++)
			xlsx_text(x, *row, c, XLSX_BORDER | XLSX_WRAP,
			    cell(mem, s, i, c));
	++*row;
}

static enum rc
as_xlsx(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct personal all;
	size_t row = 0;

	TRY(personal_read(rq->db, ctx, ctx->actor->id, &all));
	struct xlsx *x =
	    xlsx_begin(ctx->out, _("My data"), _("My data"), ctx->now);
	for (size_t c = 0; c < PERSONAL_COLS; c++)
		xlsx_width(x, c, 28);
	for (size_t i = 0; i < all.n; i++)
		sheet_section(ctx->mem, x, &row, &all.at[i]);
	TRY(xlsx_end(x));
	rq->type = "application/vnd.openxmlformats-officedocument"
		   ".spreadsheetml.sheet";
	rq->filename = file_name(rq, "xlsx");
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/me/data",
	    .right = SIGNED_IN,
	    .run = show,
	    IN(struct data_in, show_fields) },
	{ .method = POST,
	    .path = "/me/data",
	    .right = SIGNED_IN,
	    .run = ask,
	    IN(struct data_in, ask_fields) },
	{ .method = GET,
	    .path = "/me/data/json",
	    .right = SIGNED_IN,
	    .audit = "export",
	    .run = as_json },
	{ .method = GET,
	    .path = "/me/data/xlsx",
	    .right = SIGNED_IN,
	    .audit = "export",
	    .run = as_xlsx },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
