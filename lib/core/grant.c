/* grant.c - roles given and ended */
#include <string.h>
#include "base/date.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/grant.h"
#include "core/reform_late.h"
#include "core/signin_link.h"
#include "core/unit_typed.h"

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_same, count_cols,
    "SELECT COUNT(*) AS n FROM access WHERE person_id = ? AND role = ?"
    " AND unit_id = ? AND for_id = ? AND valid_from < ? AND ? < valid_to"
    " AND valid_from < valid_to");
/* One of today that was ended today is taken up again. */
DB_STMT(insert_access,
    "INSERT INTO access (person_id, role, unit_id, for_id, valid_from,"
    " valid_to, decision, sign_as, given_by, given, ended, ended_by)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0) ON DUPLICATE KEY UPDATE"
    " valid_to = VALUES(valid_to), decision = VALUES(decision),"
    " sign_as = VALUES(sign_as), given_by = VALUES(given_by),"
    " given = VALUES(given), ended = VALUES(ended),"
    " ended_by = VALUES(ended_by)");
/* It and what was lent from it. */
#define OF_ONE " WHERE (id = ? OR (for_id = ? AND role = ? AND unit_id = ?))"
DB_STMT(delete_one,
    "DELETE FROM access" OF_ONE " AND valid_from > ? AND valid_from >= ?");
DB_STMT(end_one,
    "UPDATE access SET valid_to = GREATEST(valid_from, ?), ended_by = ?,"
    " ended = ?" OF_ONE " AND ? < valid_to");
static const struct db_col held_cols[] = {
	COL(struct held, id),
	COL(struct held, person_id),
	COL(struct held, role),
	COL(struct held, unit_id),
	COL(struct held, for_id),
	COL(struct held, valid_from),
	COL(struct held, valid_to),
};
#define HELD \
	"SELECT id, person_id, role, unit_id, for_id, valid_from, valid_to" \
	" FROM access"
DB_ROWS(lock_one, held_cols,
    HELD " WHERE id = ? AND ? < valid_to AND valid_from < valid_to FOR UPDATE");
DB_ROWS(select_until, held_cols,
    HELD " WHERE (person_id = ? OR for_id = ?) AND ? < valid_to"
	 " ORDER BY unit_id DESC, id FOR UPDATE");

enum rc
grant_lock(struct db *db, const struct ctx *ctx, long id, struct held *ret)
{
	return db_row(db, lock_one, ARGS(id, ctx->today), ret);
}

static long
actor_id(const struct ctx *ctx)
{
	return ctx->actor == NULL ? 0 : ctx->actor->id;
}

enum rc
grant_store(struct db *db, const struct ctx *ctx, const struct grant_row *g)
{
	struct change c = change_new(ctx->mem);
	struct audit_head head;
	struct count same;
	long role = (long)g->role;
	bool link;

	TRY(audit_lock(db, g->unit, &head));
	TRY(db_row(db, count_same,
	    ARGS(g->person, role, g->unit, g->for_id, g->to, g->from), &same));
	if (same.n > 0)
		return E_CONFLICT;
	TRY(db_exec(db, insert_access,
	    ARGS(g->person, role, g->unit, g->for_id, g->from, g->to,
		g->decision == NULL ? "" : g->decision,
		g->sign_as == NULL ? "" : g->sign_as, actor_id(ctx), ctx->now),
	    NULL));
	TRY(signin_link_end(db, g->person, &link));
	change_text(&c, "role", NULL, role_name(g->role));
	change_id(&c, "unit", 0, g->unit);
	change_text(&c, "from", NULL, g->from);
	change_text(&c, "to", NULL, g->to);
	change_text(&c, "decision", NULL, g->decision);
	if (g->for_id != 0)
		change_id(&c, "for", 0, g->for_id);
	change_bool(&c, "link", link, false);
	TRY(audit_change(db, ctx, &head, g->for_id != 0 ? "deputise" : "grant",
	    "person", g->person, role_name(g->role), &c));
	return reform_late_grant(db, ctx, g);
}

/* The unit typed, or the one that is known; a finding if it is not one. */
static enum rc
find_unit(struct db *db, const struct ctx *ctx, const struct grant_in *in,
    struct findings *f, long *ret)
{
	*ret = in->unit_id;
	if (*ret != 0)
		return OK;
	return unit_typed(db, ctx, in->unit == NULL ? "" : in->unit, ctx->today,
	    f, ret);
}

static enum rc
check(struct db *db, const struct ctx *ctx, const struct grant_in *in,
    struct findings *f, struct grant_row *ret)
{
	struct reach reach;

	*ret = (struct grant_row){ .person = in->person,
		.decision = in->decision };
	if (str_empty(in->role) || !role_read(in->role, &ret->role))
		finding(f, "role", _("There is no role \"%s\"."),
		    in->role == NULL ? "" : in->role);
	TRY(find_unit(db, ctx, in, f, &ret->unit));
	if (day_typed(ctx, in->from, "from", f, &ret->from))
		last_day_typed(ctx, in->to, ret->from, "to", f, &ret->to);
	decision_typed(in->decision, false, f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(delegate_reach(db, ctx, ret->unit, &reach));
	if (!reach.inside)
		finding(f, "unit",
		    _("You do not manage the people of this unit."));
	else if (!delegate_may_give(&reach, ret->role))
		finding(f, "role",
		    _("The role %s is given by an administrator of a unit above"
		      " this one."),
		    role_show(ret->role));
	return f->nerror > 0 ? E_INVALID : OK;
}

enum rc
grant_add(struct db *db, const struct ctx *ctx, const struct grant_in *in,
    struct findings *f)
{
	struct standing s;
	struct grant_row g;

	TRY(standing_lock(db, ctx, in->person, in->version, &s));
	if (s.self) {
		finding(f, "role",
		    _("Nobody gives a role to himself: ask another"
		      " administrator."));
		return E_INVALID;
	}
	if (s.p.erased) {
		finding(f, "role", "%s", person_erased_say());
		return E_INVALID;
	}
	TRY(check(db, ctx, in, f, &g));
	if (strcmp(s.p.valid_to, g.from) <= 0)
		finding(f, "from", _("The account is over on that day."));
	TRY(standing_apart(db, in->person, g.role, g.from, g.to, f));
	if (f->nerror > 0)
		return E_INVALID;
	enum rc rc = grant_store(db, ctx, &g);
	if (rc == E_CONFLICT && delegate_system(ctx))
		return OK; /* it is there: a script may say it twice */
	if (rc == E_CONFLICT) {
		finding(f, "role",
		    _("They have this role at this unit in that time."));
		return E_INVALID;
	}
	TRY(rc);
	return standing_touch(db, in->person);
}

enum rc
grant_end_on(struct db *db, const struct ctx *ctx, const struct held *h,
    const char *day)
{
	struct change c = change_new(ctx->mem);
	long owner = h->for_id == 0 ? h->person_id : -1;
	const char *role = role_name((enum role)h->role);
	struct audit_head head;

	TRY(audit_lock(db, h->unit_id, &head));
	TRY(db_exec(db, delete_one,
	    ARGS(h->id, owner, h->role, h->unit_id, ctx->today, day), NULL));
	TRY(db_exec(db, end_one,
	    ARGS(day, actor_id(ctx), ctx->now, h->id, owner, h->role,
		h->unit_id, day),
	    NULL));
	change_text(&c, "role", role, NULL);
	change_id(&c, "unit", h->unit_id, 0);
	change_text(&c, "to", h->valid_to, day);
	return audit_change(db, ctx, &head,
	    h->for_id != 0 ? "end-deputy" : "revoke", "person", h->person_id,
	    role, &c);
}

enum rc
grant_close(struct db *db, const struct ctx *ctx, const struct held *h,
    const char *last, struct findings *f)
{
	const char *day = ctx->today;

	if (!str_empty(last) &&
	    !last_day_typed(ctx, last, h->valid_from, "last", f, &day))
		return E_INVALID;
	if (strcmp(day, h->valid_to) > 0) {
		finding(f, "last", _("It ends before that day already."));
		return E_INVALID;
	}
	return grant_end_on(db, ctx, h, day);
}

static const struct held *
find_held(const struct helds *all, long id, long role, long unit)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct held *h = &all->at[i];
		if (h->live &&
		    (id != 0 ? h->id == id :
			       h->role == role && h->unit_id == unit &&
				   h->for_id == 0))
			return h;
	}
	return NULL;
}

static enum rc
end_found(struct db *db, const struct ctx *ctx, const struct standing *s,
    const struct held *h, const char *last, struct findings *f)
{
	if (h == NULL)
		return E_NOTFOUND;
	if (!h->mine) {
		finding(f, "role",
		    _("This role is not yours to end: an administrator above"
		      " is asked for that."));
		return E_INVALID;
	}
	TRY(grant_close(db, ctx, h, last, f));
	return standing_touch(db, s->p.id);
}

enum rc
grant_end(struct db *db, const struct ctx *ctx, long person, long version,
    long access_id, const char *last, struct findings *f)
{
	struct standing s;

	TRY(standing_lock(db, ctx, person, version, &s));
	return end_found(db, ctx, &s, find_held(&s.held, access_id, 0, 0), last,
	    f);
}

enum rc
grant_end_role(struct db *db, const struct ctx *ctx, long person,
    enum role role, long unit, const char *last, struct findings *f)
{
	struct standing s;

	TRY(standing_lock(db, ctx, person, -1, &s));
	return end_found(db, ctx, &s, find_held(&s.held, 0, (long)role, unit),
	    last, f);
}

enum rc
grant_end_all(struct db *db, const struct ctx *ctx, long person, long lender,
    const char *day)
{
	struct {
		struct held *at;
		size_t n;
	} all;

	TRY(db_rows(db, select_until, ARGS(person, lender, day), &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(grant_end_on(db, ctx, &all.at[i], day));
	return OK;
}
