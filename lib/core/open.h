/*
 * open.h - a period is opened: a report for every unit that owes one
 *
 * Who owes one, and by when, is core/assign.h's to say, on the window's last
 * day; the regime's version is the one in force on that day, and the report
 * stays with it.  The report's receiver is the nearest unit above that reports
 * as well (or the one directly above).  Opening again adds what is missing and
 * changes nothing else.
 */
#ifndef CORE_OPEN_H
#define CORE_OPEN_H
#include "base/ctx.h"
struct db;

/* Periods are opened so many days before their window ends. */
enum { OPEN_DAYS = 15 };

/*
 * E_NOTFOUND: no such regime; E_INVALID: no version or no form of it for that
 * period, or no such period.
 */
enum rc open_period(struct db *, const struct ctx *, const char *regime,
    const char *period, long *ret_made) NODISCARD;
/*
 * Every regime's period that should be open by ctx->today, and up to four that
 * were left out since the last that was opened.
 */
enum rc open_due(struct db *, const struct ctx *, long *ret_made) NODISCARD;
#endif
