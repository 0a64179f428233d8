/*
 * rollup.h - the picture of the country while it is coming in
 *
 * One job for a regime and period adds up, set by set and from the lowest units
 * upward, what has been accepted so far:
 *     figure(u)  = the accepted total of u, if its report is accepted;
 *		    else the sum of figure(c) over the units c directly below;
 *		    else (nothing below) no figure
 * for items that are summed over units; means, the largest and the last figure
 * are made of figure(c) in the same way (core/over.h), what is not put together
 * is left out.  What a superior typed as its own counts
 * when its report is accepted, inside its total, never before.  A figure that
 * is not accepted all the way is provisional; the official one is in `fact`.
 * Beside the figures stand counts of the lowest reporting units below each
 * unit: how many are expected, accepted, sent, returned, late, missing.
 *
 * The work is cut into steps, each a transaction of its own and bounded, with
 * its progress in `job`: an interrupted job goes on where it stopped.
 */
#ifndef CORE_ROLLUP_H
#define CORE_ROLLUP_H
#include "core/job.h"
#include "core/report.h"

/*
 * Of its jobs, done and total count units with units below, and lateness is as
 * of `day`.
 */
/* The job of a regime and period, made if there is none; again: from zero. */
enum rc rollup_start(struct db *, const struct ctx *, long regime_id,
    long period_id, struct job *ret) NODISCARD;
/* One bounded step; *job is brought up to date.  Done: state is "done". */
enum rc rollup_step(struct db *, const struct ctx *, struct job *) NODISCARD;
/*
 * All of it, in transactions of its own (outside any other), under the lease
 * "rollup"; at most so many steps (0: until it is done).  E_CONFLICT: it is
 * being rolled up elsewhere.  tell (may be NULL) hears of each step.
 */
enum rc rollup_run(struct db *, const struct ctx *, long regime_id,
    long period_id, long steps, void (*tell)(const struct job *),
    struct job *ret) NODISCARD;
/* A regime and period whose reports changed since they were rolled up. */
enum rc rollup_next(struct db *, const struct ctx *, struct job *ret) NODISCARD;

/* How far a unit's picture has come; E_NOTFOUND: not rolled up yet. */
struct rollup_unit {
	long unit_id, expected, accepted, sent, returned, late, missing;
	const char *at;
};
enum rc rollup_count(struct db *, const struct ctx *, long unit_id,
    long regime_id, long period_id, struct rollup_unit *ret) NODISCARD;
/* Its provisional figures. */
struct rollup_item {
	long item_id;
	const char *code, *name, *value;
};
struct rollup_items {
	struct rollup_item *at;
	size_t n;
};
enum rc rollup_items(struct db *, const struct ctx *, long unit_id,
    long regime_id, long period_id, struct rollup_items *ret) NODISCARD;
#endif
