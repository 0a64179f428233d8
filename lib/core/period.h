/*
 * period.h - reporting periods and their windows
 *
 * Decree 09/2019/ND-CP art. 12: data of a month run from the 15th of the month
 * before to the 14th; quarters, halves, nine months and years likewise.
 * Statistical regimes use calendar months.  A period is (kind, first day, last
 * day); its code (2026-01, 2026-Q1, 2026-H1, 2026-9M, 2026) is a label within a
 * cut-off rule.  A unit owes a report when it is valid on the last day.
 */
#ifndef CORE_PERIOD_H
#define CORE_PERIOD_H
#include "base/date.h"
struct db;

enum period_kind {
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_HALF,
	PERIOD_NINE,
	PERIOD_YEAR
};
enum cutoff { CUTOFF_ND09, CUTOFF_CALENDAR };

struct period {
	long id; /* 0: not in the database */
	enum period_kind kind;
	int year, no; /* no: month 1-12, quarter 1-4, half 1-2, else 1 */
	struct date starts, ends;
	const char *code;
};
bool period_kind_read(const char *, enum period_kind *ret);
const char *period_kind_name(enum period_kind); /* "month", "quarter" ... */
bool cutoff_read(const char *, enum cutoff *ret);
/* From its code; false if it is none ("2026-Q5", "26-1", "2026-13"). */
bool period_read(struct arena *, const char *code, enum cutoff,
    struct period *ret);
/* n periods of the kind later (earlier when negative). */
struct period period_step(struct arena *, struct period, enum cutoff, int n);
/* The period of the kind whose window holds that day. */
struct period period_at(struct arena *, enum period_kind, enum cutoff,
    struct date);
/* The last calendar month of the period: deadlines count from it. */
void period_last_month(const struct period *, int *ret_y, int *ret_m);
/* "quý III năm 2026" / "quarter 3 of 2026", in the language in force. */
const char *period_show(struct arena *, const struct period *);
/* Its row, made if it is not there yet. */
enum rc period_store(struct db *, struct period *) NODISCARD;
#endif
