/*
 * calendar.h - working days
 *
 * Monday to Friday are working days unless the table `holiday` says otherwise:
 * the days off of the Labour Code art. 112, compensatory days for those that
 * fall on a weekend, and the days that the Prime Minister's yearly list swaps
 * (a Saturday is worked, a Friday is off).  A row that is pending is not law
 * yet and changes nothing until it is confirmed.
 *
 * A year is published when holiday_year has it.  For any other year the days
 * off are computed (calendar_year.c): 1/1, 30/4, 1/5, 2/9 and the day beside
 * it, Tet and the Hung Kings' day by the lunar calendar at UTC+7 (table lunar),
 * with compensatory days, but no swaps, which nobody can know.  What follows
 * from them is provisional, and screens say so.
 */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H
#include "base/date.h"
#include "base/findings.h"
struct db;

enum day_kind {
	DAY_HOLIDAY,
	DAY_COMPENSATORY, /* for a holiday on a weekend */
	DAY_SWAP_OFF,     /* off, for a day of rest that is worked */
	DAY_SWAP_WORK,    /* that day of rest */
	DAY_KIND_END
};
bool day_kind_read(const char *, enum day_kind *ret);
const char *day_kind_name(enum day_kind); /* "holiday", "swap_work" ... */
const char *day_kind_show(enum day_kind); /* in the language in force */

struct day_off { /* or a day of rest that is worked */
	long at; /* days since 1970, base/date.h */
	enum day_kind kind;
	bool pending;  /* not law yet: without effect */
	bool computed; /* not from a published table */
	const char *name, *basis;
	long version; /* of its row; 0: it has none */
};
struct calendar {
	const struct day_off *at; /* sorted by day */
	size_t n;
	const long *year; /* published, sorted */
	size_t nyear;
};

/* Everything, computed years (COMPUTED_FROM to COMPUTED_TO) as well. */
enum { COMPUTED_FROM = 2000, COMPUTED_TO = 2099 };
enum rc calendar_load(struct db *, struct calendar *ret) NODISCARD;
bool calendar_works(const struct calendar *, struct date);
/* What the table, or the computation, says of that day; NULL: nothing. */
const struct day_off *calendar_find(const struct calendar *, struct date);
/* The nth working day after the day (before it, when n is negative). */
struct date calendar_add_work(const struct calendar *, struct date, int n);
/* Nobody has published that year's days. */
bool calendar_provisional(const struct calendar *, int year);

/* The lunar calendar's two days in one year. */
struct lunar {
	long year;
	const char *tet;  /* first day of the first month */
	const char *hung; /* 10th day of the third month */
};
/*
 * The days of a year that nobody has published, sorted; lunar NULL: it is not
 * known.  culture: the 24th of November is a holiday, else it is pending, from
 * 2026 on.
 */
enum { YEAR_DAYS_MAX = 32 };
size_t calendar_year(int year, const struct lunar *, bool culture,
    struct day_off ret[YEAR_DAYS_MAX]);
#endif
