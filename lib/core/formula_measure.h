/*
 * formula_measure.h - does a formula add dong to people?
 *
 * Every figure of a form has a unit of measure, printed as a text: "đồng",
 * "triệu đồng", "người", "%".  What it means the table of measures says, and
 * where that does not know it, its words: core/amount.h.  Nothing printed ("")
 * is not known, and nothing is said about it.
 *
 * A product or a ratio of measures has theirs: tỷ đồng / người; tỷ đồng / triệu
 * đồng is a plain number of scale 1,000, hence * 100 is "%" only where the
 * scales are the same.  A constant has no dimension and fits everything in a
 * sum, comparison or list.
 *
 * What is said is a warning, never an error: a form may know better.
 */
#ifndef CORE_FORMULA_MEASURE_H
#define CORE_FORMULA_MEASURE_H
#include "core/amount.h"
#include "core/formula.h"

struct measured {
	/* The measure of what is referred to, as printed; NULL or "": unknown.
	 */
	const char *(*of)(const void *from, const struct ref *);
	const void *from;
	const struct axis *axis; /* for sentences */
	const char *where;
	struct amounts *as; /* how texts are read; NULL: by their words */
};
/*
 * Warnings, at `where`, for what is added or compared and does not fit
 * together; and for a computed figure that comes out in another measure than
 * its cell has (target, as printed; NULL: not known).
 */
void formula_measures(struct arena *, const struct formula *,
    const struct measured *, const char *target, struct findings *);
#endif
