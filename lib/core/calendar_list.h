/* calendar_list.h - a year's days off, as people paste them */
#ifndef CORE_CALENDAR_LIST_H
#define CORE_CALENDAR_LIST_H
#include "base/findings.h"
#include "core/calendar.h"

struct days {
	struct day_off *at;
	size_t n;
};
/*
 * A day a line: day (25/09/2026 or 2026-09-25), kind (a word of enum day_kind,
 * or as it is shown in either language), name, and perhaps the act, else
 * `basis`; between them TAB, semicolon or comma, whichever the line has first.
 * Blank lines, and a first line of heads, are passed over.  Findings at "list".
 */
enum { DAYS_LINES_MAX = 100 };
struct days calendar_list_read(struct arena *, long year, const char *text,
    const char *basis, struct findings *);
/* The same list of a year, to be copied, changed and pasted again. */
const char *calendar_list_write(struct arena *, const struct calendar *,
    long year);
#endif
