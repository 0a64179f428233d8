/*
 * deadline.h - by when a report is due
 *
 * Decree 09/2019/ND-CP art. 8(5)(b): a regime states a deadline for each level
 * that reports.  A rule is text, per regime and level:
 *     day 25              the 25th of the period's last calendar month (its
 *                         last day, where the month is shorter)
 *     day 31 month+1      ... of a month after (or before: month-1) that one;
 *                         1 to 11: "31 July" of a first half-year
 *     work 2              two working days after the window's last day
 *     end+5               five days after the window's last day; end+0: on it
 *     on 06/06, 25/11     fixed dates, one for each period of the year, in
 *                         order; with the year after: on 31/07, 31/01+1; the
 *                         year before: -1
 * followed by what happens on a day off: " forward" (if nothing is said: the
 * next working day, Civil Code 2015 art. 148(5)), " back" (the working day
 * before), " strict" (it stays).  A deadline may lie before the cut-off.
 *
 * The same words serve a single period: core/schedule.h.
 */
#ifndef CORE_DEADLINE_H
#define CORE_DEADLINE_H
#include "core/calendar.h"
#include "core/period.h"

enum { DEADLINE_TEXT_MAX = 120 };
bool deadline_rule_ok(const char *rule);
/* It can be read, and says when for every period of the kind. */
bool deadline_rule_fits(const char *rule, enum period_kind);
/* As a sentence in the language in force; what cannot be read, as it is. */
const char *deadline_show(struct arena *, const char *rule);
/* False: the rule cannot be read, or has no date for that period. */
bool deadline(const struct calendar *, const char *rule, const struct period *,
    struct date *ret);
/*
 * It depends on days off of a year that nobody has published, so it may still
 * move.  due: what deadline() said.
 */
bool deadline_provisional(const struct calendar *, const char *rule,
    const struct period *, struct date due);
#endif
