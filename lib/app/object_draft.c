/* object_draft.c - a draft of a form as the object of a route */
#include "app/object_draft.h"
#include "core/design_store.h"

static enum rc
find(struct rq *rq)
{
	return design_reach(rq->db, &rq->ctx, rq->object);
}

const struct object draft_object = { "draft", find };
