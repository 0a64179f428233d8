/* audit_file.c - what was found in the record, as a file */
#include <string.h>
#include "app/audit_in.h"
#include "base/date.h"
#include "view/audit_view.h"

/* Entries of a file, and what is looked through for it. */
enum { ROWS = 20000, LOOK = 60000 };

static const struct field fields[] = { AUDIT_FIELDS };

/* A file that is not whole would pass for one that is. */
static enum rc
too_many(struct rq *rq, const struct audit_left *left)
{
	const char *back = date_show_instant(rq->ctx.mem, left->at.at);

	finding(&rq->findings, "from",
	    left->bounded ?
		_("For one file at most %d entries are searched, which goes"
		  " back to %s. Choose days after that for this file, and the"
		  " days before for another.") :
		_("One file holds at most %d entries, which goes back to %s."
		  " Choose days after that for this file, and the days before"
		  " for another."),
	    left->bounded ? LOOK : ROWS, back);
	return E_INVALID;
}

static enum rc
file(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const char *name = path_tail(rq), *kind = strrchr(name, '.');
	struct audit_query q;
	struct audit_hits hs;
	struct audit_left left;

	TRY(audit_in_read(rq, rq->in, &q));
	TRY(audit_search(rq->db, ctx, &q, ROWS, LOOK, &hs, &left));
	if (left.at.at != NULL)
		return too_many(rq, &left);
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
		return fail(E_NOTFOUND, "not made here: %s", name);
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
