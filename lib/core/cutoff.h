/*
 * cutoff.h - where the windows of a regime's periods begin and end
 *
 * A rule is a value, and text in regime.cutoff:
 *     nd09                      Decree 09/2019/ND-CP art. 12: from the 15th of
 *                               the month before to the 14th of the last month
 *     calendar                  statistical regimes: calendar months
 *     from 21 month-1 to 20     own rule: a day of the first month (or of one
 *                               K months before or after it, month-K, month+K;
 *                               K is 1 to 11) to a day of the last month
 *     from 1 to end             "end": the last day of that month
 *     week to thu               weeks that close on a Thursday; what is longer
 *                               than a week is as the calendar has it
 * Months are not equally long: a closing day that a month lacks is its last
 * day, and a first day that it lacks is the first of the month after.  So
 * "from 31 month-1 to 30" leaves no day out and counts none twice.
 *
 * "If the data cannot be closed then, the moment nearest to the limit is
 * chosen": that is an override for one period, core/schedule.h.
 */
#ifndef CORE_CUTOFF_H
#define CORE_CUTOFF_H
#include "base/date.h"

enum { CUTOFF_TEXT_MAX = 40 };
struct cutoff {
	int from_day, from_month; /* month: against the period's first */
	int to_day, to_month;     /* against its last; day 31: the last day */
	int week_end;             /* of weeks: 1 Monday .. 7 Sunday */
};
extern const struct cutoff cutoff_nd09, cutoff_calendar;

/* False: no rule, or one whose windows could be empty; *ret is then nd09. */
bool cutoff_read(const char *text, struct cutoff *ret);
/* As it is written above, the shortest way. */
const char *cutoff_text(struct arena *, struct cutoff);
/* As a sentence in the language in force. */
const char *cutoff_show(struct arena *, struct cutoff);
bool cutoff_same(struct cutoff, struct cutoff);
/* The window of `count` months of which the last is that one. */
void cutoff_months(struct cutoff, int year, int last, int count,
    struct date *ret_from, struct date *ret_to);
#endif
