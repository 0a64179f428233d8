/* account.c - accounts made, changed and locked */
#include "base/date.h"
#include "core/account.h"
#include "core/grant.h"
#include "core/posting.h"
#include "core/unit_typed.h"

enum rc
account_hold(struct db *db, const struct ctx *ctx, long id, long version,
    struct findings *f, struct standing *ret)
{
	TRY(standing_lock(db, ctx, id, version, ret));
	if (ret->p.erased) {
		finding(f, "person", "%s", person_erased_say());
		return E_INVALID;
	}
	if (ret->whole)
		return OK;
	if (ret->self)
		finding(f, "person",
		    _("Nobody manages his own account: ask another"
		      " administrator."));
	else
		finding(f, "person",
		    _("This person also works or has a role outside your units,"
		      " or has a role that you cannot give: their account is"
		      " managed by an administrator above."));
	return E_INVALID;
}

/* The first role goes by the same rules as every other. */
static enum rc
first_role(struct db *db, const struct ctx *ctx, const struct account_in *in,
    long id, long unit, struct findings *f)
{
	if (str_empty(in->role))
		return decision_typed(in->decision, false, f) ? OK : E_INVALID;
	return grant_add(db, ctx,
	    &(struct grant_in){ .person = id,
		.version = -1,
		.role = in->role,
		.unit_id = unit,
		.from = in->from,
		.to = in->to,
		.decision = in->decision },
	    f);
}

enum rc
account_add(struct db *db, const struct ctx *ctx, const struct account_in *in,
    struct findings *f, long *ret_id)
{
	struct reach reach;
	struct person there;
	long unit = in->unit_id;

	if (unit == 0)
		TRY(unit_typed(db, ctx, in->unit == NULL ? "" : in->unit,
		    ctx->today, f, &unit));
	if (unit != 0) {
		TRY(delegate_reach(db, ctx, unit, &reach));
		if (!reach.inside)
			finding(f, "unit",
			    _("You do not manage the people of this unit."));
	}
	enum rc rc = person_check(&in->says, true, f);
	if (rc != OK)
		return rc;
	rc = person_by_login(db, in->says.login, &there);
	if (rc == OK) {
		finding(f, "login",
		    _("This login name is taken: choose another."));
		return E_INVALID;
	}
	if (rc != E_NOTFOUND)
		return rc;
	rc = person_add(db, ctx, &in->says, f, ret_id);
	if (rc == E_CONFLICT) /* somebody else, just now */
		return E_BUSY;
	TRY(rc);
	TRY(posting_begin(db, ctx, *ret_id, unit));
	return first_role(db, ctx, in, *ret_id, unit, f);
}

enum rc
account_store(struct db *db, const struct ctx *ctx, const struct account_in *in,
    struct findings *f, long *ret_id)
{
	struct grant_row g = { .unit = in->unit_id,
		.from = in->from,
		.to = in->to,
		.decision = in->decision };

	enum rc rc = person_add(db, ctx, &in->says, f, ret_id);
	if (rc == E_CONFLICT) /* somebody else, just now */
		return E_BUSY;
	TRY(rc);
	TRY(posting_begin(db, ctx, *ret_id, in->unit_id));
	if (str_empty(in->role) || !role_read(in->role, &g.role))
		return OK;
	g.person = *ret_id;
	return grant_store(db, ctx, &g);
}

enum rc
account_change(struct db *db, const struct ctx *ctx, long id, long version,
    const struct person_says *says, struct findings *f)
{
	struct standing s;

	TRY(account_hold(db, ctx, id, version, f, &s));
	return person_change(db, ctx, &s.p, says, f);
}

enum rc
account_lock(struct db *db, const struct ctx *ctx, long id, long version,
    bool locked, struct findings *f)
{
	struct standing s;

	TRY(account_hold(db, ctx, id, version, f, &s));
	return person_lock(db, ctx, id, locked);
}
