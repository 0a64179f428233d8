/* export.c - a report as a worksheet or as plain rows */
#include "app/wanted.h"
#include "core/cron_key.h"
#include "core/paper.h"
#include "view/render_csv.h"
#include "view/render_xlsx.h"

static const struct field fields[] = { WANTED_FIELDS };

static enum rc
file(struct rq *rq)
{
	struct document doc;
	struct wanted w;

	TRY(wanted_open(rq, &w));
	TRY(paper_make(rq->db, &rq->ctx, &w.sheet, &doc));
	if (str_eq(w.kind, "xlsx")) {
		TRY(render_xlsx(&doc, rq->ctx.lang, rq->ctx.out));
		rq->type = "application/vnd.openxmlformats-officedocument"
			   ".spreadsheetml.sheet";
	} else if (str_eq(w.kind, "csv")) {
		TRY(render_csv(&doc, CSV_MARK, rq->ctx.out));
		rq->type = "text/csv; charset=utf-8";
	} else
		return fail(E_NOTFOUND, "not made here: %s", w.kind);
	rq->filename = wanted_name(rq, &w);
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/export/@",
	    .right = MAY_VIEW,
	    .job = CRON_REPORT,
	    .token = TOKEN_TOO,
	    .audit = "export",
	    .run = file,
	    IN(struct wanted_in, fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
