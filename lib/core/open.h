/*
 * open.h - a period is opened: a report for every unit that owes one
 *
 * Who owes one, and by when, is core/assign.h's to say, on the window's last
 * day; the regime's version is the one in force on that day, and the report
 * stays with it.  The report's receiver is the nearest unit above that reports
 * as well (or the one directly above).  Opening again adds what is missing and
 * changes nothing else.  On which day is core/schedule.h's to say.
 *
 * It is a job (core/job.h), one for a regime and period: each step looks at
 * OPEN_STEP units, by their ids, and makes the reports of those that owe; so
 * that the whole country takes a few steps, and one that was interrupted goes
 * on.  `done` of `total` are units looked at, `made` is reports.
 */
#ifndef CORE_OPEN_H
#define CORE_OPEN_H
#include "core/job.h"
#include "core/schedule.h"

enum { OPEN_STEP = 5000 };

/*
 * The period with that code, of the version of the regime that is in force on
 * its last day.  E_NOTFOUND: no such regime; E_INVALID: no such period, or none
 * of a version of it.
 */
enum rc open_find(struct db *, const struct ctx *, const char *regime,
    const char *period, struct regime *ret_g, struct slot *ret) NODISCARD;
/* Does it end while that version is in force? */
bool open_is_of(struct arena *, const struct regime *, const struct slot *);
/*
 * Begin, or begin again when it had been done; one that is at work is left to
 * go on.  E_INVALID: the regime has no form for that period.
 */
enum rc open_start(struct db *, const struct ctx *, const struct regime *,
    struct slot *, struct job *ret) NODISCARD;
/*
 * One step; *job is brought up to date.  At the end its state is "done", or
 * "failed": no version, or no form, is in force for it any more.
 */
enum rc open_step(struct db *, const struct ctx *, struct job *) NODISCARD;
/* A job that is at work: E_NOTFOUND, there is none. */
enum rc open_next(struct db *, struct job *ret) NODISCARD;
/* Start to end in the transaction that is open. */
enum rc open_period(struct db *, const struct ctx *, const char *regime,
    const char *period, long *ret_made) NODISCARD;
/*
 * Begin the job of every period that should be open by ctx->today, of every
 * regime, and of up to four that were left out since the last that was opened;
 * once a day also that of one where something is missing by now.
 */
enum rc open_begin(struct db *, const struct ctx *, long *ret_begun) NODISCARD;
/* The same, start to end in the transaction that is open. */
enum rc open_due(struct db *, const struct ctx *, long *ret_made) NODISCARD;
/*
 * The period of a regime that should be open today, and how many reports of it
 * are not there yet; cron opens them when it runs next.  E_NOTFOUND: no version
 * is in force, there is no form for it, or the first period is still to come.
 */
enum rc open_today(struct db *, const struct ctx *, long regime_id,
    struct slot *ret, long *ret_missing) NODISCARD;
/* What a job opens: E_NOTFOUND when no version is in force for it any more. */
enum rc open_slot(struct db *, const struct ctx *, const struct job *,
    struct regime *ret_g, struct slot *ret) NODISCARD;
/*
 * Units that owe it, by some deadline, and have no report of it; a period whose
 * id is 0 has none.
 */
enum rc open_missing(struct db *, const struct ctx *, long regime_id,
    const struct slot *, long *ret) NODISCARD;
/*
 * Units that owe it but have no deadline, neither by an assignment nor for this
 * period: no report is made for them.
 */
enum rc open_without(struct db *, const struct ctx *, long regime_id,
    const struct slot *, long *ret) NODISCARD;
#endif
