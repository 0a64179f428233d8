/*
 * access.h - roles, rights and how far a right reaches
 *
 * A role is a set of rights (access.c has the table); a grant puts a role on a
 * unit's subtree.  Each right says how far into that subtree it reaches: an
 * official enters figures for the unit itself, receives the reports of the
 * units directly below, and sees everything below.  Where the unit between does
 * not report, a report's receiver (core/open.h) reviews it: core/report.h.
 *
 * A grant with `for_id` is another person's, lent for a time: whoever uses it
 * stands in for that person (core/deputy.h).  It is a row of the table access
 * like any other, so scope, session and reach know nothing of it; only who asks
 * in whose name an act was done looks there: acting_for().
 */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H
#include "base/ctx.h"
#include "io/db.h"

/* The numbers are stored: a new one goes to the end. */
enum role {
	ROLE_CLERK = 1,   /* "clerk", or "reporter": types the unit's figures */
	ROLE_HEAD,        /* sends the unit's reports, decides on those below */
	ROLE_REVIEWER,    /* decides on the reports of the units below */
	ROLE_VIEWER,      /* "viewer", or "leader": reads */
	ROLE_ADMIN,       /* people and their roles */
	ROLE_OWNER,       /* regimes, forms, items */
	ROLE_SYNTHESISER, /* types the unit's figures out of those below */
	ROLE_PUBLISHER,   /* decides what the public sees */
	ROLE_AUDITOR,     /* reads the record of who did what */
	ROLE_MACHINE,     /* another system's account: never signs in itself */
	ROLE_END
};
enum right {
	ANYONE = 1, /* visitors too */
	SIGNED_IN,
	MAY_VIEW,    /* SUBTREE: see reports and totals */
	MAY_ENTER,   /* SELF: type figures */
	MAY_SEND,    /* SELF: send the unit's report */
	MAY_REVIEW,  /* BELOW: return or accept what was sent to the unit */
	MAY_ADMIN,   /* SUBTREE: accounts, the table of days off */
	MAY_OWN,     /* SUBTREE: regimes, forms and items of these units */
	MAY_SYNTH,   /* SUBTREE: sums of what has not been sent upward yet */
	MAY_AUDIT,   /* SUBTREE: the record of acts, and who has which right */
	MAY_PUBLISH, /* SUBTREE: publish figures of these units */
	CRON,        /* a cron key, not a person */
	RIGHT_END
};
bool role_has(enum role, enum right);
bool role_read(const char *, enum role *ret);
const char *role_name(enum role);   /* code: "clerk", "head", ... */
const char *role_show(enum role);   /* in the language in force */
const char *role_does(enum role);   /* what it is for, a sentence */
const char *right_name(enum right); /* code: "view", "signed-in", ... */
const char *right_show(enum right); /* what one may do, in a few words */
bool actor_may(const struct actor *, enum right);
/* A right that reaches the unit of the grant itself: MAY_ENTER, MAY_SEND. */
bool actor_may_at(const struct actor *, enum right, long unit);
/*
 * In whose name does the actor use a right?  0: in his own, or he has it not.
 * `unit`: of the grant (the unit that sends or decides).  0, or a unit of none
 * of the grants: all of them are asked, and must be the same person's.  Who has
 * the right himself stands in for nobody when he uses it.
 */
long acting_for(const struct actor *, enum right, long unit);
/*
 * The context for an act under that right on that unit: the same, with
 * actor->behalf set as acting_for() says.  What is signed or recorded is
 * signed and recorded with it.
 */
const struct ctx *acting(const struct ctx *, enum right, long unit);

/*
 * The scope in SQL, for a statement that reads or writes a unit's data:
 *     "... WHERE r.id = ? AND " SCOPE("r.unit_id", "g.line_id", "p.ends")
 * with SCOPE_ARGS(actor, right, today) in its place among the arguments.
 * The tree is taken as it was on `day` (an SQL expression: the last day of the
 * report's window), the grant as it is today.  It is a count, so that the
 * server looks it up for each row and never turns it round into a walk over the
 * tree.
 */
#define SCOPE(unit, line, day) \
	" (SELECT COUNT(*) FROM access x JOIN unit_above a" \
	" ON a.above_id = x.unit_id WHERE x.person_id = ?" \
	" AND ((1 << x.role) & ?) <> 0 AND x.valid_from <= ?" \
	" AND ? < x.valid_to AND a.line_id = " line " AND a.unit_id = " unit \
	" AND a.valid_from <= " day " AND " day " < a.valid_to" \
	" AND a.depth BETWEEN ? AND ?) > 0 "
#define SCOPE_ARGS(actor, right, today) \
	(actor)->id, access_roles(right), (today), (today), \
	    access_near(right), access_far(right)
/*
 * The same for what belongs to a unit and to no day: the right reaches the unit
 * in some line, today or as it once was (SCOPE_ARGS).
 */
#define UNIT_REACH(unit) \
	" (SELECT COUNT(*) FROM access x JOIN unit_above a" \
	" ON a.above_id = x.unit_id WHERE x.person_id = ?" \
	" AND ((1 << x.role) & ?) <> 0 AND x.valid_from <= ?" \
	" AND ? < x.valid_to AND a.unit_id = " unit \
	" AND a.depth BETWEEN ? AND ?) > 0 "
long access_roles(enum right); /* bit (1 << role) for every role that has it */
long access_near(enum right);  /* smallest and largest depth it reaches */
long access_far(enum right);
/*
 * The right reaches that unit in some line, today or as it once was: else
 * E_NOTFOUND.  What is then read about it restricts itself by SCOPE.
 */
enum rc unit_reach(struct db *, const struct ctx *, enum right,
    long unit) NODISCARD;
/*
 * Has the actor the right over a unit that has nobody above it today?  What is
 * the whole installation's is changed by those.
 */
enum rc right_at_top(struct db *, const struct ctx *, enum right,
    bool *ret) NODISCARD;
#endif
