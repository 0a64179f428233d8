/* object.c - the objects of routes, found inside the actor's scope */
#include "app/object.h"
#include "core/report.h"
#include "core/access.h"

static enum rc
find_report(struct rq *rq)
{
	rq->report = arena_alloc(rq->ctx.mem, sizeof *rq->report);
	return report_get(rq->db, &rq->ctx, rq->route->right, rq->object,
	    rq->report);
}
const struct object report_object = { "report", find_report };

static enum rc
find_unit(struct rq *rq)
{
	return unit_reach(rq->db, &rq->ctx, rq->route->right, rq->object);
}
const struct object unit_object = { "unit", find_unit };
