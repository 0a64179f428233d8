/*
 * reform_look.c - the dry run of a reorganisation: its lists, page by page
 *
 * Everything that would follow from a plan that is kept (core/reform.h), to be
 * read, searched and taken along as a file.
 */
#include "app/app.h"
#include "base/num.h"
#include "core/reform.h"
#include "view/page.h"
#include "view/reform_view.h"
#include "view/reform_xlsx.h"
#include "view/widget.h"

enum { ROWS = 200, WORDS_MAX = 200 };

struct in {
	long id, page;
	const char *list, *q, *as;
};
static const struct field look_fields[] = {
	FIELD(struct in, id, .min = 1),
	FIELD(struct in, page, .optional = true),
	FIELD(struct in, list, .max = 20, .optional = true),
	FIELD(struct in, q, .max = WORDS_MAX, .optional = true),
	FIELD(struct in, as, .max = 5, .optional = true),
};

static void
put_lists(struct ctx *ctx, long id, enum reform_list_kind now)
{
	html(ctx->out, "<nav class='tabs' aria-label='%s'><ul>\n",
	    _("What would follow"));
	for (enum reform_list_kind k = 0; k < LIST_KINDS; k++) {
		html(ctx->out, "<li><a href='%s'",
		    url(ctx, "/unit/reform/look?id=%ld&list=%s", id,
			reform_list_name(k)));
		if (k == now)
			html(ctx->out, " aria-current='page'");
		html(ctx->out, ">%s</a></li>\n", reform_list_show(k));
	}
	html(ctx->out, "</ul></nav>\n");
}

static void
put_sheet(struct ctx *ctx, const struct in *in, enum reform_list_kind kind,
    const struct reform_sheet *s)
{
	long pages = ((long)s->n + ROWS - 1) / ROWS;
	long page = in->page < 1 ? 1 : in->page > pages ? pages : in->page;
	const char *q = in->q == NULL ? "" : in->q;

	widget_query_open(ctx, url(ctx, "/unit/reform/look"));
	widget_hidden_long(ctx, "id", in->id);
	widget_hidden(ctx, "list", reform_list_name(kind));
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Search"),
		.type = "search",
		.value = q,
		.max = WORDS_MAX });
	widget_query_close(ctx, _("Search"));
	html(ctx->out, "<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem, trn("%s row", "%s rows", s->n),
		num_show_long(ctx->mem, (long)s->n, num_lang(ctx->lang))));
	if (s->n == 0)
		widget_empty(ctx, _("Nothing of that."));
	else
		reform_sheet_table(ctx, s, (size_t)(page - 1) * ROWS, ROWS);
	widget_pager(ctx, page, pages,
	    url(ctx, "/unit/reform/look?id=%ld&list=%s&q=%s&page=", in->id,
		reform_list_name(kind), q));
	html(ctx->out, "<ul class='files'>\n");
	for (int i = 0; i < 2; i++)
		html(ctx->out, "<li><a href='%s'>%s</a></li>\n",
		    url(ctx, "/unit/reform/look?id=%ld&list=%s&q=%s&as=%s",
			in->id, reform_list_name(kind), q,
			i == 0 ? "csv" : "xlsx"),
		    i == 0 ? "CSV" : "XLSX");
	html(ctx->out, "</ul>\n");
}

static enum rc
as_file(struct rq *rq, const struct reform *r, enum reform_list_kind kind,
    const struct reform_sheet *s)
{
	const struct in *in = rq->in;
	bool xlsx = str_eq(in->as, "xlsx");

	rq->filename = str_fmt(rq->ctx.mem, "reform_%ld_%s.%s", r->id,
	    reform_list_name(kind), xlsx ? "xlsx" : "csv");
	rq->seen.act = "export";
	if (xlsx) {
		rq->type = "application/vnd.openxmlformats-officedocument"
			   ".spreadsheetml.sheet";
		return reform_sheet_xlsx(&rq->ctx, s, reform_list_show(kind),
		    r->decision);
	}
	rq->type = "text/csv; charset=utf-8";
	reform_sheet_csv(&rq->ctx, s);
	return OK;
}

static enum rc
look(struct rq *rq)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct findings f = { .mem = ctx->mem };
	enum reform_list_kind kind = LIST_UNITS;
	struct reform_plan plan;
	struct reform_look all;
	struct reform r;

	bool may;

	TRY(right_at_top(rq->db, ctx, MAY_ADMIN, &may));
	if (!may)
		return fail(E_DENIED, "reforms are made at the top");
	TRY(reform_get(rq->db, in->id, &r));
	if (in->list != NULL && !reform_list_read(in->list, &kind))
		return E_NOTFOUND;
	if (!str_eq(r.state, "planned")) /* of what is done nothing follows */
		return redirect(rq, url(ctx, "/unit/reform/plan?id=%ld", r.id));
	TRY(reform_plan_get(rq->db, &r, &plan));
	struct reform_in is = { r.decision, r.decided, r.on_date };
	enum rc rc = reform_look(rq->db, ctx, &is, &plan, &f, &all);
	if (rc == E_INVALID)
		return redirect(rq, url(ctx, "/unit/reform/plan?id=%ld", r.id));
	TRY(rc);
	struct reform_sheet s = reform_sheet(ctx, &all, kind, in->q);
	rq->seen.object = "reform";
	rq->seen.id = r.id;
	if (in->as != NULL)
		return as_file(rq, &r, kind, &s);
	if (kind == LIST_RIGHTS || kind == LIST_DUTIES)
		rq_read(rq); /* sign-in names */
	page_open(ctx,
	    str_fmt(ctx->mem, "%s – %s", reform_list_show(kind), r.decision));
	widget_path(ctx,
	    (struct crumb[]){ { _("Units"), url(ctx, "/unit") },
		{ _("Reorganisations"), url(ctx, "/unit/reform") },
		{ r.decision, url(ctx, "/unit/reform/plan?id=%ld", r.id) },
		{ reform_list_show(kind), NULL } },
	    4);
	put_lists(ctx, r.id, kind);
	put_sheet(ctx, in, kind, &s);
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/unit/reform/look",
	    .right = MAY_ADMIN,
	    .run = look,
	    IN(struct in, look_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
