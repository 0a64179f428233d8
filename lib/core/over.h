/*
 * over.h - how figures of several units make one
 *
 *     sum	added up
 *     mean	mean of the units, weighted by another item that the same form
 *		asks for, else each unit alike; a unit without a figure, or
 *		without a weight, is left out
 *     max	the largest
 *     last	the figure of whoever sent last (a rate that all of them quote)
 *     none	not at all: every superior types its own
 *
 * Which it is, says the item (core/item.h).  Arithmetic is exact: who keeps the
 * result rounds it, once.
 */
#ifndef CORE_OVER_H
#define CORE_OVER_H
#include "base/decimal.h"

enum over { OVER_NONE, OVER_SUM, OVER_MEAN, OVER_MAX, OVER_LAST };
bool over_read(const char *, enum over *ret);
const char *over_name(enum over); /* "sum": as in the database */
const char *over_show(enum over); /* in the language in force */

/*
 * When a figure was sent: an instant in microseconds, and the revision, which
 * decides between two of one instant.  Revisions are numbered in the order they
 * were written down, which need not be the order in which they were sent.
 */
struct over_sent {
	long at, revision_id;
};
/* What has come in so far; begin with { .over = ..., .weighted = ... }. */
struct gather {
	enum over over;
	bool weighted;
	const struct dec *value, *weight; /* of a mean: the sums of both */
	struct over_sent sent;            /* of the last */
};
/*
 * One more unit.  A NULL value adds nothing.  weight: of a weighted mean alone.
 */
void gather_add(struct arena *, struct gather *, const struct dec *value,
    const struct dec *weight, struct over_sent);
/* NULL: no figure, or its weights make zero. */
const struct dec *gather_value(struct arena *, const struct gather *);
#endif
