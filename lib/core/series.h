/*
 * series.h - a figure over time, across reorganisations of units
 *
 * One item of one unit, period by period, in one of three readings:
 *
 *	as was	  the figures as they were accepted, of the units as they were
 *		  at the time: of the unit itself, and before it began of those
 *		  that it came of, each for itself.  Nothing is added up.  A
 *		  report that was sent under an earlier name and then carried
 *		  over by a reform stands there under that name.
 *	now	  as if today's units had always been there: where the unit came
 *		  of whole others (core/succession.h: comparable), their figures
 *		  together.
 *	restated  the same, and where another unit was split and a share of it
 *		  was set for the item, that share of its figures
 *		  (succession_share; a category has its base's, an item without
 *		  any the one for all items).
 *
 * A figure that cannot be told is not made up: its point says why, in a
 * sentence that names the units: a split without a share, sources that
 * contradict each other or say nothing, an item whose figures do not go
 * together.  How figures go together says the item, in its version of the
 * period's last day (core/over.h):
 *
 *	sum	added up; a part is a share of it
 *	mean	weighted, by the weights in the same reports; unweighted: not
 *		from several units, since the mean of two means is none
 *	max, last	of whole units only
 *	none	not from several units
 *
 * One whole unit that became one other gives its figures as they are, whatever
 * the item.  Null is not zero: a unit without a figure adds none, and the point
 * says "k of n" and which have none.  Values are exact, in the measure that the
 * item has today; only a mean is rounded, once, to the item's decimals.
 *
 * The total of a superior (part 1) has in it what stood below it at the time.
 * Of a superior of today it is corrected by units that have been moved since
 * below another one, or were elsewhere before: their own totals are taken out
 * or put in.  This, too, is for sums alone.
 *
 * Items that were declared the same (core/home.h: item_same) are one series,
 * whichever of them is asked for: a unit's own figure of that item counts
 * first, else what it reported as another, and the point says so.  If the
 * items went together in different ways then, only a whole unit's figure can be
 * told.
 *
 * Chains of reforms, renamings and retypings are followed to any depth.  All
 * that is not "reported" is computed when it is asked for and never stored.
 *
 * The unit's scope (MAY_VIEW) was established by the caller.  Whoever sees a
 * unit sees the official figures of those that it came of, as they are its own
 * past; a superior's corrections name units that it had or has.
 */
#ifndef CORE_SERIES_H
#define CORE_SERIES_H
#include "base/ctx.h"
#include "core/item.h"
#include "core/unit.h"

enum series_reading { SERIES_AS_WAS, SERIES_NOW, SERIES_RESTATED, SERIES_END };
bool series_reading_read(const char *, enum series_reading *ret);
const char *series_reading_name(enum series_reading); /* "as-was" */
const char *series_reading_show(enum series_reading); /* translated */

enum series_state {
	SERIES_REPORTED, /* as it was accepted */
	SERIES_COMPUTED, /* made of others' */
	SERIES_PARTLY,   /* ... of which some have no figure */
	SERIES_NOT       /* cannot be told */
};
const char *series_state_name(enum series_state); /* "reported" */
const char *series_state_show(enum series_state);

struct series_point {
	const char *kind, *period, *starts, *ends;
	const char *value; /* canonical, exact; NULL: no figure */
	enum series_state state;
	long unit_id; /* as was: whose it is; else 0 */
	const char *unit, *unit_code;
	const char *of;      /* computed: "Tỉnh A + 60 % Tỉnh B"; else "" */
	long figures, units; /* made of figures of so many of these units */
	const char *as;  /* codes of other items it was reported as: "B,C" */
	const char *why; /* a sentence about it; NULL: nothing to say */
	long decimals;   /* at least so many are shown */
};
struct series {
	struct unit unit;
	struct item item;
	enum series_reading reading;
	long part;       /* 0 own, 1 total */
	const char *why; /* none can be told, with a sentence; else NULL */
	struct series_point *at; /* by kind, time, code of the unit */
	size_t n;
};
/* "Reported as B, which is the same item."; NULL: as asked. */
const char *series_as(struct arena *, const struct series_point *);
struct series_in {
	long unit_id, item_id, part;
	enum series_reading reading;
	const char *from, *to; /* windows that end in [from, to]; NULL: any */
};
/* E_NOTFOUND: no such unit or item. */
enum rc series_open(struct db *, const struct ctx *, const struct series_in *,
    struct series *ret) NODISCARD;
/*
 * The same body as it is today, if it was only renamed or retyped since; else
 * the unit itself.  For callers, who establish the scope of what comes out.
 */
enum rc series_body(struct db *, const struct ctx *, long unit,
    long *ret) NODISCARD;

/* Items of which the unit, or those that it came of, have figures. */
struct series_item {
	long id, periods;
	const char *code, *name, *measure;
};
struct series_items {
	struct series_item *at;
	size_t n;
};
enum rc series_items(struct db *, long unit,
    struct series_items *ret) NODISCARD;
#endif
