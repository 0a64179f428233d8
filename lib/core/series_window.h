/*
 * series_window.h - one window of a series, and what its figure is made of
 *
 * Pure, as core/series_part.h.  series_window.c finds the pieces,
 * series_make.c adds them up.
 */
#ifndef CORE_SERIES_WINDOW_H
#define CORE_SERIES_WINDOW_H
#include "base/decimal.h"
#include "core/series_part.h"

enum { SERIES_DEEPEST = 40 }; /* successions in a row */

/* A unit whose figure is needed, and how much of it. */
struct series_piece {
	long unit_id;
	const char *name;
	const struct dec *share; /* NULL: all of it */
	bool minus;
};
/* One window, and what its figure is made of. */
struct series_window {
	const struct series_world *w;
	enum series_reading reading;
	const struct series_fact *first; /* one of its facts */
	enum over over;
	bool mixed; /* its facts go together in different ways */
	struct series_piece *piece;
	size_t n, cap;
	const char *why; /* it cannot be told */
};

/* From a day on, and not on the day it ends. */
bool series_holds(const char *from, const char *to, const char *day);
bool series_same_window(const struct series_fact *, const struct series_fact *);
/* NULL: it is none of the unit's own. */
const struct series_unit *series_unit_of(const struct series_world *, long id);
/* What the unit sent for this window; NULL: nothing. */
const struct series_fact *series_fact_of(const struct series_window *,
    long unit);
/* first, reading and w are given: finds over and mixed. */
void series_find_over(struct series_window *);
/*
 * The pieces, or why there are none: of the first unit and all that it came
 * of, and what a superior's total is corrected by.
 */
void series_collect(struct series_window *);
#endif
