/*
 * calendar.h - working days and deadlines
 *
 * Monday to Friday are working days unless the table `holiday` says otherwise
 * (Labour Code art. 112, the Prime Minister's yearly list with swapped days).
 * A deadline rule is text, per regime and level:
 *     day 25        the 25th of the period's last calendar month (its last
 *                   day, where the month is shorter)
 *     work 2        two working days after the window's last day
 *     end+5         five days after the window's last day
 * followed by how a day off is treated: " forward" (default: the next working
 * day, Civil Code 2015 art. 148(5)), " back" (the working day before), "
 * strict" (as it falls).  A deadline may lie before the cut-off (DOMAIN 1.5).
 */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H
#include "core/period.h"

struct holiday {
	const char *day;
	bool work;
};
struct calendar { /* sorted by day */
	const struct holiday *at;
	size_t n;
};
enum rc calendar_load(struct db *, struct calendar *ret) NODISCARD;
bool calendar_works(const struct calendar *, struct date);
struct date calendar_add_work(const struct calendar *, struct date, int n);
bool deadline_rule_ok(const char *rule);
/* False: the rule cannot be read. */
bool deadline(const struct calendar *, const char *rule, const struct period *,
    struct date *ret);
#endif
