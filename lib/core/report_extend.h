/*
 * report_extend.h - more time for one unit's report
 *
 * The superior that receives the report (MAY_REVIEW), or an owner of regimes
 * above the unit (MAY_OWN), gives it a later deadline, with a reason.  From
 * then on lateness is judged by that day, also where the report was sent
 * already; what the deadline was before is kept (report.due_rule), in the
 * report's history and in the record.  Changes of rules and days off leave it
 * alone.
 */
#ifndef CORE_REPORT_EXTEND_H
#define CORE_REPORT_EXTEND_H
#include "base/findings.h"
#include "core/report.h"

enum { EXTEND_REASON_MAX = 1900 }; /* characters */
/*
 * due: as typed, 25/09/2026, after the deadline that holds by the rules.
 * E_INVALID: findings at "due" and "why"; E_CONFLICT: not at this version
 * any more.
 */
enum rc report_extend(struct db *, const struct ctx *, enum right, long id,
    long version, const char *due, const char *reason,
    struct findings *) NODISCARD;
#endif
