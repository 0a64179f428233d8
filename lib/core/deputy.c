/* deputy.c - roles lent for a time */
#include <string.h>
#include "base/date.h"
#include "core/deputy.h"
#include "core/grant.h"

static const struct db_col named_cols[] = {
	COL(struct held, id),
	COL(struct held, person_id),
	COL(struct held, role),
	COL(struct held, unit_id),
	COL(struct held, for_id),
	COL(struct held, version),
	COL(struct held, valid_from),
	COL(struct held, valid_to),
	COL(struct held, unit),
	COL(struct held, giver),
	COL(struct held, other),
};
DB_ROWS(select_named, named_cols,
    "SELECT x.id, x.person_id, x.role, x.unit_id, x.for_id, p.version,"
    " x.valid_from, x.valid_to, u.name AS unit, p.name AS giver,"
    " COALESCE(o.name, p.name) AS other FROM access x"
    " JOIN unit u ON u.id = x.unit_id JOIN person p ON p.id = x.person_id"
    " LEFT JOIN person o ON o.id = x.for_id WHERE x.id = ?"
    " AND ? < x.valid_to AND x.valid_from < x.valid_to");
/* Those who work at a unit or below it, today: from the unit to its people,
 * those of the unit itself first, so that a country is not read for a list. */
#define WORKS_THERE \
	" FROM line l JOIN unit_above a ON a.line_id = l.id AND a.above_id = " \
	"?" \
	" AND a.valid_from <= ? AND ? < a.valid_to JOIN person_post q" \
	" ON q.unit_id = a.unit_id AND q.valid_from <= ? AND ? < q.valid_to" \
	" JOIN person p ON p.id = q.person_id JOIN unit u ON u.id = q.unit_id" \
	" WHERE p.locked = 0 AND ? < p.valid_to AND p.id <> ? AND NOT EXISTS" \
	" (SELECT 1 FROM access m WHERE m.person_id = p.id AND m.role = ?)"
#define WORKS_ARGS(ctx, unit) \
	(unit), (ctx)->today, (ctx)->today, (ctx)->today, (ctx)->today, \
	    (ctx)->today, delegate_system(ctx) ? 0L : (ctx)->actor->id, \
	    (long)ROLE_MACHINE
static const struct db_col choice_cols[] = {
	COL(struct deputy_choice, id),
	COL(struct deputy_choice, login),
	COL(struct deputy_choice, name),
	COL(struct deputy_choice, title),
	COL(struct deputy_choice, unit),
};
DB_ROWS(select_choices, choice_cols,
    "SELECT c.id, c.login, c.name, c.title, c.unit FROM (SELECT STRAIGHT_JOIN"
    " DISTINCT p.id, p.login, p.name, p.title, u.name AS unit,"
    " q.unit_id <> ? AS below" WORKS_THERE " LIMIT ?) c"
    " ORDER BY c.below, c.name, c.login");
struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_there, count_cols,
    "SELECT COUNT(*) AS n" WORKS_THERE " AND p.login = " DB_CODE);
static long
actor_id(const struct ctx *ctx)
{
	return delegate_system(ctx) ? 0 : ctx->actor->id;
}

/* The actor's own (or, of one that is lent, one of the two's), or within what
 * he may give. */
static enum rc
may_touch(struct db *db, const struct ctx *ctx, const struct held *h)
{
	struct reach reach;

	if (!delegate_system(ctx) &&
	    (ctx->actor->id == h->person_id || ctx->actor->id == h->for_id))
		return OK;
	TRY(delegate_reach(db, ctx, h->unit_id, &reach));
	return delegate_may_give(&reach, (enum role)h->role) ? OK : E_NOTFOUND;
}

enum rc
deputy_of(struct db *db, const struct ctx *ctx, long id, struct held *ret)
{
	TRY(db_row(db, select_named, ARGS(id, ctx->today), ret));
	return may_touch(db, ctx, ret);
}

/* The role that is to be lent, if it is the actor's to lend. */
static enum rc
find_row(struct db *db, const struct ctx *ctx, long id, struct held *ret,
    bool *ret_own)
{
	TRY(grant_lock(db, ctx, id, ret));
	if (ret->for_id != 0)
		return E_NOTFOUND;
	*ret_own = actor_id(ctx) != 0 && ret->person_id == actor_id(ctx);
	return may_touch(db, ctx, ret);
}

/* One sentence for nobody, somebody elsewhere and somebody outside. */
static enum rc
no_such(struct findings *f)
{
	finding(f, "login",
	    _("Nobody with this login name can stand in here: it is somebody"
	      " who works in the unit or below it."));
	return E_INVALID;
}

static enum rc
find_deputy(struct db *db, const struct ctx *ctx, const struct held *h,
    bool own, const char *login, struct findings *f, struct person *ret)
{
	struct standing s;
	struct count there = { 0 };

	if (str_empty(login)) {
		finding(f, "login", _("Please choose who stands in."));
		return E_INVALID;
	}
	enum rc rc = person_by_login(db, login, ret);
	if (rc == E_NOTFOUND)
		return no_such(f);
	TRY(rc);
	if (own) {
		TRY(db_row(db, count_there,
		    ARGS(WORKS_ARGS(ctx, h->unit_id), login), &there));
		return there.n > 0 ? standing_person(db, ret->id, -1, ret) :
				     no_such(f);
	}
	rc = standing_lock(db, ctx, ret->id, -1, &s);
	if (rc == E_NOTFOUND)
		return no_such(f);
	TRY(rc);
	if (s.self || ret->id == h->person_id)
		return no_such(f);
	if (s.p.locked || strcmp(s.p.valid_to, ctx->today) <= 0)
		return no_such(f);
	return OK;
}

static void
check(const struct ctx *ctx, const struct deputy_in *in, const struct held *h,
    struct findings *f, struct grant_row *ret)
{
	struct date first, end;

	if (!role_lendable((enum role)h->role))
		finding(f, "role", _("The role %s cannot be lent."),
		    role_show((enum role)h->role));
	if (!str_eq(in->sign_as, "KT") && !str_eq(in->sign_as, "TUQ"))
		finding(f, "sign_as",
		    _("Please say how they sign: as the head's deputy (KT.) or"
		      " by authority (TUQ.)."));
	decision_typed(in->decision, true, f);
	if (!day_typed(ctx, in->from, "from", f, &ret->from) ||
	    !last_day_typed(ctx, in->to, ret->from, "to", f, &ret->to))
		return;
	if (str_eq(ret->to, DATE_MAX))
		finding(f, "to", _("Please say for how long: the last day."));
	else if (strcmp(ret->from, h->valid_from) < 0 ||
		 strcmp(ret->to, h->valid_to) > 0)
		finding(f, "to",
		    _("A role is lent only while one has it oneself."));
	else if (date_parse(ret->from, &first) && date_parse(ret->to, &end) &&
		 date_days(end) - date_days(first) > DEPUTY_DAYS)
		finding(f, "to", _("A role is lent for a year at the most."));
}

enum rc
deputy_add(struct db *db, const struct ctx *ctx, const struct deputy_in *in,
    struct findings *f)
{
	struct grant_row g = { .decision = in->decision,
		.sign_as = in->sign_as };
	struct person deputy, owner;
	struct held h;
	bool own;

	TRY(find_row(db, ctx, in->grant, &h, &own));
	TRY(standing_person(db, h.person_id, -1, &owner));
	check(ctx, in, &h, f, &g);
	if (owner.locked || strcmp(owner.valid_to, ctx->today) <= 0)
		finding(f, "role", _("The account is locked or over."));
	TRY(find_deputy(db, ctx, &h, own, in->login, f, &deputy));
	if (f->nerror > 0)
		return E_INVALID;
	g.role = (enum role)h.role;
	g.person = deputy.id;
	g.unit = h.unit_id;
	g.for_id = h.person_id;
	TRY(standing_apart(db, deputy.id, g.role, g.from, g.to, f));
	if (f->nerror > 0)
		return E_INVALID;
	enum rc rc = grant_store(db, ctx, &g);
	if (rc == E_CONFLICT) {
		finding(f, "login",
		    _("They stand in for this role in that time already."));
		return E_INVALID;
	}
	TRY(rc);
	/* the owner too: what ends all that is lent, at the same time and on
	 * another node, must not miss this one */
	TRY(standing_touch(db, h.person_id));
	return standing_touch(db, deputy.id);
}

enum rc
deputy_end(struct db *db, const struct ctx *ctx, long id, long version,
    struct findings *f)
{
	struct person p;
	struct held h;

	TRY(grant_lock(db, ctx, id, &h));
	if (h.for_id == 0)
		return E_NOTFOUND;
	TRY(may_touch(db, ctx, &h));
	TRY(standing_person(db, h.person_id, version, &p));
	TRY(grant_close(db, ctx, &h, NULL, f));
	return standing_touch(db, h.person_id);
}

enum rc
deputy_end_all(struct db *db, const struct ctx *ctx, long person,
    const char *day)
{
	return grant_end_all(db, ctx, 0, person, day);
}

enum rc
deputy_choices(struct db *db, const struct ctx *ctx, long unit,
    struct deputy_choices *ret)
{
	return db_rows(db, select_choices,
	    ARGS(unit, WORKS_ARGS(ctx, unit), (long)DEPUTY_CHOICES), ret);
}
