/*
 * home_count.h - how many cells of a form are typed, before and after
 *
 * For the account of what reporting costs: what core/home.h will do with a form
 * of a unit that owes a certain set of regimes, told from the register alone,
 * without reports.  Units that owe the same regimes have the same counts.
 */
#ifndef CORE_HOME_COUNT_H
#define CORE_HOME_COUNT_H
#include "core/form.h"

struct home_count {
	long entered;  /* typed */
	long shown;    /* given by another form, for the same period */
	long made;     /* made of shorter periods */
	long computed; /* by formulas of the form */
};
/* What is typed without consolidation: entered + shown + made. */
/*
 * owed: the ids of the regimes that the unit owes on that day, the form's own
 * among them or not.  Of a form of units one row is counted, of a list one.
 */
enum rc home_count(struct db *, const struct form *, const long *owed, size_t n,
    const char *day, struct home_count *ret) NODISCARD;
#endif
