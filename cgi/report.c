/* report.c - a report as an official paper, in PDF */
#include "app/wanted.h"
#include "core/cron_key.h"
#include "core/paper.h"
#include "io/conf.h"
#include "view/render_pdf.h"

static const struct field fields[] = { WANTED_FIELDS };

static enum rc
pdf(struct rq *rq)
{
	struct document doc;
	struct wanted w;

	TRY(wanted_open(rq, &w));
	if (!str_eq(w.kind, "pdf"))
		return fail(E_NOTFOUND, "not made here: %s", w.kind);
	TRY(paper_make(rq->db, &rq->ctx, &w.sheet, &doc));
	TRY(render_pdf(&doc, rq->ctx.lang, rq->conf->fonts, rq->ctx.out));
	rq->type = "application/pdf";
	rq->filename = wanted_name(rq, &w);
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/report/@",
	    .right = MAY_VIEW,
	    .job = CRON_REPORT,
	    .token = TOKEN_TOO,
	    .audit = "export",
	    .run = pdf,
	    IN(struct wanted_in, fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
