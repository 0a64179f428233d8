/*
 * item_plan.h - what an owner's words would change in the catalogue, and doing
 * it
 *
 * A plan is made first and changes nothing: what is added, changed, refused,
 * and whether it makes a new version of the item's meaning.  A page applies it
 * at once, a file shows the plans of all its lines before it is applied.
 *
 * The rule of versions: of an item that no form asks for, everything may be
 * changed where it stands.  Of one that is asked for, the unit of measure, the
 * decimals and how it adds up change only from a day on that lies after every
 * period for which somebody has begun to report; the past keeps its meaning.
 * Name, definition, method and source may be corrected where they stand, or
 * changed from a day on, as the owner says.  Members of an item that is broken
 * down follow it.
 */
#ifndef CORE_ITEM_PLAN_H
#define CORE_ITEM_PLAN_H
#include "base/map.h"
#include "core/breakdown.h"
#include "core/item_says.h"
#include "core/measure.h"

struct item_change {
	enum item_field field;
	const char *was, *is;
};
struct item_plan {
	enum item_act {
		ITEM_SAME,
		ITEM_NEW,
		ITEM_CHANGED,
		ITEM_REFUSED /* findings say why */
	} act;
	struct item item;    /* as it is; of a new one only what is to be */
	struct item_says is; /* complete: what is not said is as it was */
	struct item_change change[ITEM_FIELDS];
	size_t nchange;
	const char *from; /* a new version from this day; NULL: where it is */
	bool foreign;     /* out of reach: it can only stay as it is */
	bool confirm;     /* there are warnings that must be confirmed */
	/* read */
	long decimals, weight_id, owner_id;
	struct breakdown_terms terms;
};
/* What plans are made with: loaded once for all lines of a file. */
struct item_planner {
	struct db *db;
	const struct ctx *ctx;
	struct measures measures;
	struct breakdowns breakdowns;
	struct map coming; /* codes of items that the same file adds */
};
enum rc item_planner_open(struct db *, const struct ctx *,
    struct item_planner *ret) NODISCARD;
/*
 * OK also for a plan that is refused: the findings are at the fields' codes
 * ("measure").  id 0: by its code, an item that may or may not be there; else
 * the one to be changed, whose code stays.  E_NOTFOUND: no such id, or out of
 * the actor's reach.
 */
enum rc item_plan(struct item_planner *, long id, const struct item_says *,
    struct findings *, struct item_plan *ret) NODISCARD;
/*
 * Do it, in the transaction that is open, on the record.  seen: the version
 * that was shown (0: whatever it is); E_CONFLICT when there is a newer one.
 */
enum rc item_apply(struct item_planner *, const struct item_plan *, long seen,
    struct findings *, long *ret_id) NODISCARD;
/* A draft that nobody ever asked for is taken away; E_CONFLICT: it was used. */
enum rc item_drop(struct db *, const struct ctx *, long id, long seen,
    struct findings *) NODISCARD;
#endif
