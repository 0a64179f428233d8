/* policy_put.c - the top administrator decides: he alone has the statement */
#include "base/ctx.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/policy.h"
#include "io/db.h"

DB_STMT(store, "INSERT INTO setting (name, value) VALUES (?, ?)"
	       " ON DUPLICATE KEY UPDATE value = VALUES(value)");

enum rc
policy_put(struct db *db, const struct ctx *ctx, enum policy p, long days,
    struct findings *f)
{
	const struct policy_rule *r = policy_rule(p);
	struct audit_head head;
	long was;

	if (days < r->min || days > r->max) {
		finding(f, r->name, _("Between %ld and %ld days."), r->min,
		    r->max);
		return E_INVALID;
	}
	TRY(audit_lock(db, AUDIT_SETTINGS, &head));
	TRY(policy_get(db, p, &was));
	if (was == days)
		return OK;
	TRY(db_exec(db, store, ARGS(r->name, str_long(ctx->mem, days)), NULL));
	struct change c = change_new(ctx->mem);
	change_long(&c, r->name, was, days);
	return audit_change(db, ctx, &head, "set", "setting", 0,
	    str_fmt(ctx->mem, "%s=%ld; was=%ld", r->name, days, was), &c);
}
