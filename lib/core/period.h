/*
 * period.h - reporting periods and their windows
 *
 * A period is (kind, first day, last day), never its label.  The window comes
 * from the regime's cut-off rule (core/cutoff.h), so that 2026-Q1 by the decree
 * and by the calendar are two periods.  A code is a label within a rule; codes
 * of one kind sort as their periods do:
 *     2026-09-28                day
 *     2026-W40                  week, as ISO 8601 counts them
 *     2026-09                   month
 *     2026-Q3, 2026-H1, 2026-9M quarter, half-year, nine months
 *     2026                      year
 *     2026-09-01--2026-09-15A   ad hoc, and with T thematic: their windows are
 *                               what the request says (Decree 09/2019/ND-CP
 *                               art. 8(5)(c)), so the code carries them
 * A unit owes a report when it is valid on the last day.
 *
 * For one regime's periods, with what was changed for a single one of them, ask
 * core/schedule.h.
 */
#ifndef CORE_PERIOD_H
#define CORE_PERIOD_H
#include "core/cutoff.h"
struct db;

enum period_kind {
	PERIOD_DAY,
	PERIOD_WEEK,
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_HALF,
	PERIOD_NINE,
	PERIOD_YEAR,
	PERIOD_ADHOC,
	PERIOD_THEMATIC,
	PERIOD_END
};
enum { PERIOD_CODE_MAX = 30 };

struct period {
	long id; /* 0: not in the database */
	enum period_kind kind;
	/*
	 * no: the how manyth of the year: month 1-12, quarter 1-4, half 1-2,
	 * week 1-53 (year is then ISO's), day 1-366; else 1.  Of ad hoc and
	 * thematic ones the year is that of the last day.
	 */
	int year, no;
	struct date starts, ends;
	const char *code;
};
bool period_kind_read(const char *, enum period_kind *ret);
const char *period_kind_name(enum period_kind); /* "month", "quarter" ... */
const char *period_kind_show(enum period_kind); /* in the language in force */
/* Its periods follow from the calendar: neither ad hoc nor thematic. */
bool period_regular(enum period_kind);
/* How many of them a year has: 365, 52, 12 ...; 0 if that is not known. */
int period_count(enum period_kind);
/* From its code; false if it is none ("2026-Q5", "26-1", "2026-13"). */
bool period_read(struct arena *, const char *code, struct cutoff,
    struct period *ret);
/* With a window of one's own: how ad hoc and thematic periods are made. */
struct period period_between(struct arena *, enum period_kind,
    struct date starts, struct date ends);
/*
 * n periods of the kind later (earlier when negative).  What is not regular
 * has no next one: it is returned as it is, and so below.
 */
struct period period_step(struct arena *, struct period, struct cutoff, int n);
/* The same one a year earlier; false: that year has none (week 53). */
bool period_year_before(struct arena *, struct period, struct cutoff,
    struct period *ret);
/*
 * The first period of the kind that ends on that day or later: the one whose
 * window holds it, unless it lies in a gap (nine months leave three).
 */
struct period period_at(struct arena *, enum period_kind, struct cutoff,
    struct date);
/* The last calendar month of the period: deadlines count from it. */
void period_last_month(const struct period *, int *ret_y, int *ret_m);
/* "quý III năm 2026" / "quarter 3 of 2026", in the language in force. */
const char *period_show(struct arena *, const struct period *);
/* The same of a code alone; what is none is shown as it is. */
const char *period_code_show(struct arena *, const char *code);
/* Its row, made if it is not there yet. */
enum rc period_store(struct db *, struct period *) NODISCARD;
#endif
