/*
 * date.h - civil dates, proleptic Gregorian; text is ISO "2026-09-28"
 *
 * In rows and structs a date is its ISO text, which sorts as dates do; struct
 * date is for arithmetic.  DATE_MIN and DATE_MAX stand for "from before records
 * began" and "until further notice"; a validity is [from, to): to is the first
 * day on which it no longer holds.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include "base/base.h"

#define DATE_MIN "1000-01-01"
#define DATE_MAX "9999-12-31"

struct date {
	int y, m, d;
};
/* Results of arithmetic stay within DATE_MIN and DATE_MAX. */
/* False: not a date, as 2026-02-30 is not. */
bool date_parse(const char *iso, struct date *ret);
/* As people type it in Viet Nam: d/m/yyyy, also with - or . between. */
bool date_parse_vi(const char *typed, struct date *ret);
long date_days(struct date); /* since 1970-01-01 */
struct date date_from_days(long);
struct date date_add_days(struct date, long);
struct date date_month_end(int y, int m);
int date_weekday(struct date); /* 0 Sunday .. 6 */
int date_cmp(struct date, struct date);
const char *date_iso(struct arena *, struct date);
/* The last day of what ends before that one; NULL for DATE_MAX. */
const char *date_last(struct arena *, const char *valid_to);
/*
 * "28/09/2026" for both languages; the document head has its own rule.  NULL
 * is "", the ends of time are an ellipsis; what is no date is returned as it
 * is, here and below.
 */
const char *date_show(struct arena *, const char *iso);
/* A UTC instant as local time in Viet Nam (UTC+7, no DST): "09:03 28/09/2026"
 */
const char *date_show_instant(struct arena *, const char *utc);
#endif
