/* wanted.c - which report a generation URL asks for */
#include <string.h>
#include "app/wanted.h"

enum rc
wanted_open(struct rq *rq, struct wanted *ret)
{
	const struct wanted_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	const char *tail = path_tail(rq), *dot = strrchr(tail, '.');

	if (dot == NULL || dot == tail)
		return fail(E_NOTFOUND, "no kind of file: %s", tail);
	ret->kind = dot + 1;
	TRY(report_find(rq->db, ctx, MAY_VIEW, in->unit,
	    str_ndup(ctx->mem, tail, (size_t)(dot - tail)), in->period,
	    &ret->report));
	rq->seen.object = "report";
	rq->seen.id = ret->report.id;
	return sheet_open(rq->db, ctx, &ret->report, &ret->sheet);
}

const char *
wanted_name(struct rq *rq, const struct wanted *w)
{
	return str_fmt(rq->ctx.mem, "%s_%s_%s.%s", w->report.regime,
	    w->report.period, w->report.unit_code, w->kind);
}
