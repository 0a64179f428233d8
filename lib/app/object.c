/* object.c - the objects of routes, found inside the actor's scope */
#include "app/object.h"
#include "core/report.h"
#include "core/access.h"
#include "core/regime_edit.h"
#include "core/unit_group.h"

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

static enum rc
find_regime(struct rq *rq)
{
	struct regime_head g;

	return regime_head(rq->db, &rq->ctx, rq->object, &g);
}
const struct object regime_object = { "regime", find_regime };

/* A second lock: core/unit_group.h looks once more at whose it is. */
static enum rc
find_group(struct rq *rq)
{
	struct unit_group g;

	TRY(group_get(rq->db, &rq->ctx, rq->object, &g));
	return g.mine ? OK : E_NOTFOUND;
}
const struct object group_object = { "group", find_group };
