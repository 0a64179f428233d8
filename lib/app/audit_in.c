/* audit_in.c - what is looked for in the record */
#include <string.h>
#include "app/audit_in.h"
#include "base/date.h"
#include "core/person.h"
#include "core/unit_typed.h"
#include "view/regime_view.h"

static const char *
day(struct rq *rq, const char *where, const char *typed)
{
	const char *iso = typed_day(rq->ctx.mem, typed);
	struct date d;

	if (iso == NULL || date_parse(iso, &d))
		return iso;
	finding(&rq->findings, where,
	    _("\"%s\" is not a date: write it as 30/06/2025."), typed);
	return NULL;
}

static enum rc
account(struct rq *rq, const char *login, long *ret)
{
	enum rc rc = person_id(rq->db, login, ret);

	if (rc == E_NOTFOUND) {
		finding(&rq->findings, "who",
		    _("There is no account \"%s\"; write the login name."),
		    login);
		return OK;
	}
	return rc;
}

enum rc
audit_in_read(struct rq *rq, const struct audit_in *in, struct audit_query *ret)
{
	*ret = (struct audit_query){ .object_id = in->number,
		.act = in->act,
		.object = in->object,
		.request = in->request,
		.address = in->address,
		.from = day(rq, "from", in->from),
		.to = day(rq, "to", in->to),
		.before = { in->before, in->chain, in->seq } };
	if (in->before != NULL && !audit_place_at(in->before))
		return fail(E_MALFORMED, "no instant: %s", in->before);
	if (in->who != NULL)
		TRY(account(rq, in->who, &ret->person_id));
	if (in->unit != NULL)
		TRY(unit_typed(rq->db, &rq->ctx, in->unit, rq->ctx.today,
		    &rq->findings, &ret->stream));
	return rq->findings.nerror > 0 ? E_INVALID : OK;
}

static enum rc
find_chain(struct rq *rq)
{
	return audit_may_read(rq->db, &rq->ctx, rq->object);
}
const struct object chain_object = { "chain", find_chain };
