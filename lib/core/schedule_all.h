/* schedule_all.h - deadlines follow when the table of days off changes */
#ifndef CORE_SCHEDULE_ALL_H
#define CORE_SCHEDULE_ALL_H
#include "base/ctx.h"
struct db;

/*
 * schedule_refresh() for every regime and period with a report that is not
 * sent, not extended and not overdue.
 */
enum rc schedule_refresh_all(struct db *, const struct ctx *,
    long *ret_changed) NODISCARD;
#endif
