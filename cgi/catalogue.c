/* catalogue.c - what is to be reported: the register, for everybody */
#include "app/app.h"
#include "base/date.h"
#include "core/regime.h"
#include "core/validity.h"
#include "view/page.h"
#include "view/regime_one.h"

enum { WORDS_MAX = 200 };

struct list_in {
	const char *words, *family, *frequency, *regime;
};
#define MAYBE(m) FIELD(struct list_in, m, .max = WORDS_MAX, .optional = true)
static const struct field list_fields[] = { MAYBE(words), MAYBE(family),
	MAYBE(frequency) };
static const struct field one_fields[] = {
	FIELD(struct list_in, regime, .max = 40),
};

static struct regime_query
query_of(const struct list_in *in)
{
	return (struct regime_query){ .words = in->words,
		.family = in->family,
		.frequency = in->frequency };
}

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct regime_query q = query_of(rq->in);
	struct regime_rows rows;

	TRY(regime_catalogue(rq->db, ctx, &q, &rows));
	page_open(ctx, _("Catalogue of reporting regimes"));
	html(ctx->out, "<p class='lead'>%s</p>\n",
	    _("What offices must report, to whom, when and on which form, as"
	      " the agencies that ask for it have published it."));
	regime_filters(ctx, url(ctx, "/catalogue"), &q, &rows, true);
	regime_found(ctx, &rows, true);
	return page_close(ctx);
}

static enum rc
as_xlsx(struct rq *rq)
{
	struct regime_query q = query_of(rq->in);
	struct regime_rows rows;

	TRY(regime_catalogue(rq->db, &rq->ctx, &q, &rows));
	rq->type = "application/vnd.openxmlformats-officedocument"
		   ".spreadsheetml.sheet";
	rq->filename = "catalogue.xlsx";
	return regime_xlsx(&rq->ctx, &rows, rq->ctx.out);
}

static enum rc
as_json(struct rq *rq)
{
	struct regime_query q = query_of(rq->in);
	struct regime_rows rows;

	TRY(regime_catalogue(rq->db, &rq->ctx, &q, &rows));
	rq->type = "application/json; charset=utf-8";
	return regime_json(&rq->ctx, &rows, rq->ctx.out);
}

/* The row of the catalogue with that code: what is not in it is not there. */
static enum rc
find(struct rq *rq, const char *code, struct regime_row *ret)
{
	struct regime_query any = { 0 };
	struct regime_rows rows;

	TRY(regime_catalogue(rq->db, &rq->ctx, &any, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_eq(rows.at[i].code, code)) {
			*ret = rows.at[i];
			return OK;
		}
	return E_NOTFOUND;
}

static void
put_facts(struct ctx *ctx, const struct regime_row *r)
{
	widget_list_open(ctx);
	widget_list_item(ctx, _("Code"), r->code);
	widget_list_item(ctx, _("State"), standing_show(r->standing));
	widget_list_item(ctx, _("Validity"),
	    validity_show(ctx->mem, r->valid_from, r->valid_to));
	widget_list_item(ctx, _("Frequency"), frequency_show(r->frequency));
	widget_list_item(ctx, _("Owner"), r->owner == NULL ? "–" : r->owner);
	widget_list_close(ctx);
}

static enum rc
one(struct rq *rq)
{
	const struct list_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct regime_version v;
	struct regime_form_rows forms;
	struct assignments who;
	struct levels levels;
	struct regime_row r;

	TRY(find(rq, in->regime, &r));
	TRY(regime_version_row(rq->db, r.version_id, &v));
	TRY(regime_forms(rq->db, r.id, &forms));
	TRY(assign_list(rq->db, r.id, &who));
	TRY(level_list(rq->db, &levels));
	page_open(ctx, regime_title(r.title_vi, r.title_en));
	widget_path(ctx,
	    (const struct crumb[]){
		{ _("Catalogue of reporting regimes"), url(ctx, "/catalogue") },
		{ r.code, NULL } },
	    2);
	put_facts(ctx, &r);
	html(ctx->out, "<h2>%s</h2>\n", _("Who reports, and by when"));
	regime_assigned(ctx, &who, &levels, ctx->today);
	regime_says(ctx, &v.text);
	regime_form_list(ctx, &forms);
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/catalogue",
	    .right = ANYONE,
	    .run = list,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/catalogue/regime",
	    .right = ANYONE,
	    .run = one,
	    IN(struct list_in, one_fields) },
	{ .method = GET,
	    .path = "/catalogue/xlsx",
	    .right = ANYONE,
	    .run = as_xlsx,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/catalogue/json",
	    .right = ANYONE,
	    .run = as_json,
	    IN(struct list_in, list_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
