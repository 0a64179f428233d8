/*
 * calendar_edit.h - the table of days off, as an administrator changes it
 *
 * The table is the whole installation's, so it is changed by administrators of
 * a unit that has nobody above it (calendar_editor()); for others each of these
 * is E_INVALID with a finding at "day".  Each is audited with what was there
 * before, and the deadlines of reports that are not sent, not extended and not
 * over follow at once.
 */
#ifndef CORE_CALENDAR_EDIT_H
#define CORE_CALENDAR_EDIT_H
#include "base/ctx.h"
#include "base/findings.h"
#include "core/calendar.h"

enum { DAY_NAME_MAX = 120, DAY_BASIS_MAX = 200, DAYS_TEXT_MAX = 32768 };
enum rc calendar_editor(struct db *, const struct ctx *, bool *ret) NODISCARD;

struct day_in {
	const char *day; /* as typed: 24/11/2026 */
	const char *kind, *name, *basis;
	const char *reason; /* of taking it out */
	bool pending;       /* not law yet */
	long version;       /* as the page had it; 0: a new one */
};
/*
 * Put a day in or change it; E_CONFLICT: somebody else did.  *ret_moved: so
 * many deadlines followed, here and below.
 */
enum rc calendar_put(struct db *, const struct ctx *, const struct day_in *,
    struct findings *, long *ret_moved) NODISCARD;
/* What is pending is law from now on; basis: the act. */
enum rc calendar_confirm(struct db *, const struct ctx *, const struct day_in *,
    struct findings *, long *ret_moved) NODISCARD;
enum rc calendar_remove(struct db *, const struct ctx *, const struct day_in *,
    struct findings *, long *ret_moved) NODISCARD;

/*
 * A year's list, a day a line: day, kind, name and perhaps the act, with TAB,
 * semicolon or comma between them, as it is pasted from a spreadsheet.  It
 * takes the place of the year's days (what is pending stays) and publishes the
 * year.  Findings at "list", by line; all or nothing.  E_CONFLICT: the year is
 * not as the page had it (calendar_seen()) any more.
 */
long calendar_seen(const struct calendar *, long year);
enum rc calendar_import(struct db *, const struct ctx *, long year, long seen,
    const char *list, const char *basis, struct findings *, long *ret_days,
    long *ret_moved) NODISCARD;
/* It was not published after all: its days are computed beside the rows. */
enum rc calendar_withdraw(struct db *, const struct ctx *, long year,
    const char *reason, struct findings *, long *ret_moved) NODISCARD;
#endif
