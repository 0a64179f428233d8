/*
 * fact.h - official figures: append-only, each from the revision it came in
 *
 * Written by acceptance alone (at the top of the line, by sending); never
 * changed.  The current figure of (unit, period, item) is that of the revision
 * report.accepted_id points to.  part 0 is what the unit itself typed, part 1
 * its total with the units below.
 *
 * fact.unit_id is the unit that sent it, by the name and code on the revision:
 * figures "as they were" are read by it.  Whose they are today says the report,
 * which a reform may have carried over to the unit that the same body is now
 * (core/reform.h); they are written once, so that they are counted once.
 */
#ifndef CORE_FACT_H
#define CORE_FACT_H
#include "core/sheet.h"

/*
 * Both parts of what was just accepted, from the revisions that accepted_id of
 * these reports points to.  reports: a JSON array of ids, "[17]".
 */
enum rc fact_add(struct db *, const char *reports) NODISCARD;

/* Accepted totals of the units directly below, added up per item (which means
 * something for those that are summed over units). */
struct fact_sum {
	long item_id;
	const char *value;
};
struct fact_sums {
	struct fact_sum *at;
	size_t n;
};
enum rc fact_below(struct db *, const struct report *,
    struct fact_sums *ret) NODISCARD;
/* The same, unit by unit. */
struct fact_unit {
	long unit_id, item_id, revision_id;
	long sent; /* when the revision was, in microseconds: core/over.h */
	const char *value;
};
struct fact_units {
	struct fact_unit *at;
	size_t n;
};
enum rc fact_each(struct db *, const struct report *,
    struct fact_units *ret) NODISCARD;
/* ... of some items: a JSON array of their ids. */
enum rc fact_some(struct db *, const struct report *, const char *items,
    struct fact_units *ret) NODISCARD;

/*
 * One item over the units directly below a unit: what a chart draws.  It shows
 * what the report does: nothing that was not accepted.
 */
struct fact_bar {
	long unit_id;
	const char *code, *name;
	const char *value; /* NULL: none that was accepted */
};
struct fact_bars {
	struct fact_bar *at;
	size_t n;
};
/* The report is the superior's; the scope was established with it. */
enum rc fact_bars(struct db *, const struct report *, size_t cell,
    struct fact_bars *ret) NODISCARD;

/* Figures of earlier periods that formulas ask for. */
struct past {
	const char *period;        /* code */
	long item_id, part, units; /* units: how many were added up */
	const char *value;
};
struct pasts {
	struct past *at;
	size_t n;
};
/*
 * Of any items, whatever form they were accepted with: of the same unit, and of
 * those that it came of, in windows that end in [from, to].  items: JSON array
 * of codes.  By item, part, end of window; where two regimes have the item in
 * one window, the home of the figure comes last (core/home.h: what the other
 * has is a copy), else this report's regime, else the one accepted later.
 */
struct fact_far {
	const char *item, *period, *kind, *starts, *ends, *value;
	long part, units; /* units: how many were added up */
	bool sums;        /* the item adds up over units */
};
struct fact_fars {
	struct fact_far *at;
	size_t n;
};
enum rc fact_far(struct db *, const struct report *, const char *items,
    const char *from, const char *to, struct fact_fars *ret) NODISCARD;
/* Accepted totals of the units directly below, in the same window; ordered as
 * above, by item and unit. */
struct fact_far_unit {
	const char *item, *value;
	long unit_id;
};
struct fact_far_units {
	struct fact_far_unit *at;
	size_t n;
};
enum rc fact_far_below(struct db *, const struct report *, const char *items,
    struct fact_far_units *ret) NODISCARD;
/* items: JSON array of item ids; periods that end in [from, before). */
enum rc fact_past(struct db *, const struct report *, const char *items,
    const char *from, const char *before, struct pasts *ret) NODISCARD;
#endif
