/*
 * series_part.h - what a series is made of: for core/series*.c and their tests
 *
 * Pure: from what was loaded to the points, without a database.
 */
#ifndef CORE_SERIES_PART_H
#define CORE_SERIES_PART_H
#include "core/over.h"
#include "core/series.h"

/* The unit asked for, first, and all that it came of. */
struct series_unit {
	long id;
	const char *code, *name, *valid_from, *valid_to;
};
/* What became of them, and when; also what else did.  By day. */
struct series_link {
	long old_id, new_id;
	const char *old_name, *new_name, *relation, *on_date;
	const char *share; /* of the item: "0.6"; NULL: none was set */
	bool comparable;
};
/* Accepted figures of these units, and of units that were moved, in the
 * measure of today; of two of one unit and window the first one counts. */
struct series_fact {
	long unit_id, revision_id, sent; /* core/over.h: struct over_sent */
	const char *kind, *period, *starts, *ends;
	const char *value, *weight; /* NULL: none; value: has another measure */
	const char *measure;        /* it had then */
	const char *over;           /* the item's, on the last day */
	bool weighted;
	long decimals;
	const char *item; /* reported as this one, the same; NULL: as asked */
};
/*
 * In windows that end within [from, to) it stood below the unit, and what came
 * of it does no more (sign -1), or it was elsewhere (sign 1); 0: a part of it
 * went to `other`, over the border between this unit and the next.
 */
struct series_move {
	long unit_id, sign;
	const char *name, *from, *to;
	const char *other; /* what it became; NULL: it goes on */
};
/* One of those below another one of them: it moved along. */
struct series_below {
	long unit_id, above_id;
	const char *valid_from, *valid_to;
};
struct series_world {
	struct arena *mem;
	const char *today;
	struct series_unit *unit;
	struct series_link *link;
	struct series_fact *fact; /* by kind, ends, starts, unit */
	struct series_move *move;
	struct series_below *below;
	size_t nunit, nlink, nfact, nmove, nbelow;
};
/* series_move.c: what a superior's totals are corrected by, and the facts of
 * those units. */
enum rc series_moves(struct db *, struct series_world *) NODISCARD;
/* ret->reading and ->item are given. */
void series_make(const struct series_world *, struct series *ret);

/* series_say.c: why a link's figures cannot be told, in this reading. */
const char *series_why_link(const struct series_world *, enum series_reading,
    const struct series_link *, enum over);
const char *series_why_mixed(struct arena *);
const char *series_why_over(struct arena *, enum over, const char *units);
const char *series_why_moved(struct arena *, const struct series_move *,
    enum over);
#endif
