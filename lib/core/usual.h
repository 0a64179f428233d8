/*
 * usual.h - is a figure what it usually is?
 *
 * Of the figures of earlier periods the median, and how far they usually are
 * from it: the median of the absolute deviations (MAD), which a single outlier
 * does not move.  Where more than half of them are the same the MAD is zero:
 * then the mean deviation stands for it, and where all are the same a tenth of
 * the median.  It is never less than one in the last decimal, so that 0, 0, 0
 * does not make 1 an outlier for any k above 1.
 */
#ifndef CORE_USUAL_H
#define CORE_USUAL_H
#include "base/decimal.h"

struct usual {
	const struct dec *median, *spread;
	size_t n;
};
/* The middle one, or the mean of the two; NULL: there are none. */
const struct dec *median(struct arena *, const struct dec *const *, size_t n);
/* Of n figures, none of them NULL; false: there are none. */
bool usual_of(struct arena *, const struct dec *const *, size_t n, int decimals,
    struct usual *ret);
/* Further from the median than k times the spread. */
bool usual_is_far(struct arena *, const struct usual *, const struct dec *v,
    const struct dec *k);
#endif
