/* audit_file.c - what was found in the record, as a file */
#include <string.h>
#include "app/audit_in.h"
#include "view/audit_view.h"

enum { ROWS = 20000 };

static const struct field fields[] = { AUDIT_FIELDS };

static enum rc
file(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const char *name = path_tail(rq), *kind = strrchr(name, '.');
	struct audit_query q;
	struct audit_hits hs;

	if (kind == NULL)
		return fail(E_NOTFOUND, "no kind of file: %s", name);
	TRY(audit_in_read(rq, rq->in, &q));
	TRY(audit_search(rq->db, ctx, &q, ROWS + 1, 0, &hs));
	if (hs.n > ROWS) {
		finding(&rq->findings, "from",
		    _("These are more than %d entries: choose fewer days."),
		    ROWS);
		return E_INVALID;
	}
	rq->filename = str_fmt(ctx->mem, "record_%.10s%s", ctx->real, kind);
	if (str_eq(kind, ".csv")) {
		rq->type = "text/csv; charset=utf-8";
		return audit_csv(ctx, &hs);
	}
	if (str_eq(kind, ".jsonl")) {
		rq->type = "application/jsonl";
		return audit_jsonl(ctx, &hs);
	}
	if (!str_eq(kind, ".xlsx"))
		return fail(E_NOTFOUND, "not made here: %s", kind);
	rq->type = "application/vnd.openxmlformats-officedocument"
		   ".spreadsheetml.sheet";
	return audit_xlsx(ctx, &hs);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/audit/file/@",
	    .right = MAY_AUDIT,
	    .audit = "export",
	    .run = file,
	    IN(struct audit_in, fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
