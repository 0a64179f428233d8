/*
 * delegate.h - who may give which role where: administration handed down
 *
 * An administrator (MAY_ADMIN on a unit) manages the people of that unit and of
 * all below it, in every line, as the tree stands today; a unit that has ended
 * is where it was on its last day, so that rights on it can still be ended.
 * Where a unit used to be does not count: a commune that moved to another
 * province is no business of the former one.
 *
 * What he may give on a unit that he administers:
 *  - the roles of daily work (reporting official, head, receiving and
 *    synthesising official, leader): always.  That somebody is head of a unit
 *    is a fact decided elsewhere, whose number stands with the grant; the
 *    administrator writes it down and need not be head himself.
 *  - the roles that reach beyond a unit's own reports (administrator, regime
 *    owner, publisher, other system): only from strictly above the unit, or at
 *    the top of a line, or where he himself holds that role on the unit or
 *    above it: nobody makes of a person what he has not been made himself.
 *  - auditor: only from strictly above.  Who is audited does not choose the
 *    auditor; those of the topmost unit are named at the command line.
 * What he may not give he may not take away either.
 *
 * Never, for anybody at a page: a role to oneself, or any other change of one's
 * own account's rights; what lies outside; what was lent is not given on
 * (a right to administer cannot be lent at all: role_lendable()).
 *
 * Who manages somebody.  An administrator sees a person who works in a unit
 * (core/posting.h: the post of today, those to come, else the last one) that he
 * administers, or who has a role there that has not ended.  He may give and end
 * roles of that person inside; what the person has elsewhere is not his.  The
 * account itself (name, e-mail, password, lock, leaving, moving) he may touch
 * only when all of the person's posts are inside and there is no role of
 * theirs, own or lent to them, that he could not have given: else setting
 * another's password or address would be a way to a right that he has not.
 * Somebody without any post or role belongs to the administrators at the top.
 *
 * Separation of duties (roles_apart()): an auditor holds no role that changes
 * anything, and another system's account holds none but its own.  This holds
 * for the command line as well, which otherwise may do everything.
 *
 * So, by induction: whatever accounts an administrator makes, and whatever they
 * do, none of them gets a right outside his units, nor one of the second and
 * third kind that he could not have given at first; tests/core/delegate.t walks
 * every role, position and role to give, and the closure.
 */
#ifndef CORE_DELEGATE_H
#define CORE_DELEGATE_H
#include "core/access.h"

/* How the actor stands to a unit. */
struct reach {
	bool inside; /* administers it */
	bool above;  /* ... from strictly above */
	bool top;    /* ... and nobody is above it */
	long held;   /* bits (1 << role): his own roles on it or above it */
};
/* The command line (no actor) stands above everything. */
enum rc delegate_reach(struct db *, const struct ctx *, long unit,
    struct reach *ret) NODISCARD;
bool delegate_may_give(const struct reach *, enum role);
/* The actor is no person: the command line. */
bool delegate_system(const struct ctx *);

/* May it be lent to somebody who stands in (core/deputy.h)? */
bool role_lendable(enum role);
/* Roles that one person must not hold at the same time. */
bool roles_apart(enum role, enum role);

/*
 * In SQL: a table (unit_id, inside, above, top, held) of those among `units`, a
 * table with a column unit_id, to which the actor stands in any relation.
 * REACH_ARGS comes in its place, before the arguments of `units`.
 */
#define REACH_OVER(units) \
	" (SELECT a.unit_id, MAX(x.admin) AS inside," \
	" MAX(x.admin AND a.depth > 0) AS above, MAX(x.admin AND a.depth = 0" \
	" AND NOT EXISTS (SELECT 1 FROM unit_above t WHERE t.unit_id =" \
	" a.unit_id AND t.depth > 0 AND t.valid_from <= z.day" \
	" AND z.day < t.valid_to)) AS top, BIT_OR(1 << x.role) AS held" \
	" FROM (SELECT unit_id, role, ((1 << role) & ?) <> 0 AS admin" \
	" FROM access WHERE person_id = ? AND for_id = 0 AND valid_from <= ?" \
	" AND ? < valid_to) x JOIN unit_above a ON a.above_id = x.unit_id" \
	" JOIN (SELECT u.id AS unit_id, GREATEST(u.valid_from, LEAST(?," \
	" DATE_SUB(u.valid_to, INTERVAL 1 DAY))) AS day FROM unit u" \
	" WHERE u.id IN " units ") z ON z.unit_id = a.unit_id" \
	" WHERE a.valid_from <= z.day AND z.day < a.valid_to" \
	" GROUP BY a.unit_id) "
#define REACH_ARGS(ctx) \
	access_roles(MAY_ADMIN), delegate_system(ctx) ? 0L : (ctx)->actor->id, \
	    (ctx)->today, (ctx)->today, (ctx)->today
#endif
