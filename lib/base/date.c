/* date.c - civil dates, proleptic Gregorian */
#include <stdio.h>
#include <string.h>
#include "base/date.h"

enum { FIRST_YEAR = 1000, LAST_YEAR = 9999, UTC_OFFSET = 7 * 60 };

static bool
leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int
month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return m == 2 && leap(y) ? 29 : days[m - 1];
}

static bool
valid(struct date d)
{
	return d.y >= FIRST_YEAR && d.y <= LAST_YEAR && d.m >= 1 && d.m <= 12 &&
	       d.d >= 1 && d.d <= month_days(d.y, d.m);
}

/* Between min and max digits, as a number; 0 digits taken: it is not that. */
static size_t
digits(const char *s, size_t min, size_t max, int *ret)
{
	size_t n = 0;

	*ret = 0;
	for (; n < max && s[n] >= '0' && s[n] <= '9'; n++)
		*ret = 10 * *ret + (s[n] - '0');
	return n >= min ? n : 0;
}

bool
date_parse(const char *iso, struct date *ret)
{
	struct date d;

	if (iso == NULL || strlen(iso) != 10 || iso[4] != '-' ||
	    iso[7] != '-' || digits(iso, 4, 4, &d.y) == 0 ||
	    digits(iso + 5, 2, 2, &d.m) == 0 ||
	    digits(iso + 8, 2, 2, &d.d) == 0 || !valid(d))
		return false;
	*ret = d;
	return true;
}

bool
date_parse_vi(const char *s, struct date *ret)
{
	struct date d;
	size_t n;
	char between;

	if (s == NULL)
		return false;
	s += strspn(s, " \t");
	if ((n = digits(s, 1, 2, &d.d)) == 0)
		return false;
	s += n;
	between = *s;
	if (between != '/' && between != '-' && between != '.')
		return false;
	if ((n = digits(++s, 1, 2, &d.m)) == 0 || s[n] != between)
		return false;
	s += n + 1;
	if ((n = digits(s, 4, 4, &d.y)) == 0)
		return false;
	s += n;
	if (s[strspn(s, " \t")] != '\0' || !valid(d))
		return false;
	*ret = d;
	return true;
}

/*
 * Years are counted from 1 March, so that the leap day is the last of one, in
 * eras of 400 years, which all have the same number of days.
 */
enum { ERA_YEARS = 400, ERA_DAYS = 146097, DAYS_TO_1970 = 719468 };

long
date_days(struct date d)
{
	long y = d.m <= 2 ? d.y - 1L : d.y;
	long era = (y >= 0 ? y : y - (ERA_YEARS - 1)) / ERA_YEARS;
	long in_era = y - era * ERA_YEARS;
	long month = (d.m + 9) % 12;
	long in_year = (153 * month + 2) / 5 + d.d - 1;

	return era * ERA_DAYS + in_era * 365 + in_era / 4 - in_era / 100 +
	       in_year - DAYS_TO_1970;
}

struct date
date_from_days(long days)
{
	long first = date_days((struct date){ FIRST_YEAR, 1, 1 });
	long last = date_days((struct date){ LAST_YEAR, 12, 31 });

	days = days < first ? first : days > last ? last : days;
	days += DAYS_TO_1970; /* from here on never negative */
	long era = days / ERA_DAYS, day = days % ERA_DAYS;
	long y = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	long in_year = day - (365 * y + y / 4 - y / 100);
	long month = (5 * in_year + 2) / 153;

	return (struct date){
		.y = (int)(y + era * ERA_YEARS + (month >= 10)),
		.m = (int)(month < 10 ? month + 3 : month - 9),
		.d = (int)(in_year - (153 * month + 2) / 5 + 1),
	};
}

struct date
date_add_days(struct date d, long n)
{
	long days;

	if (__builtin_add_overflow(date_days(d), n, &days))
		days = n < 0 ? -DAYS_TO_1970 : 1L << 40;
	return date_from_days(days);
}

struct date
date_month_end(int y, int m)
{
	return (struct date){ y, m, month_days(y, m) };
}

int
date_weekday(struct date d)
{
	long n = (date_days(d) + 4) % 7; /* 1970-01-01 was a Thursday */

	return (int)(n < 0 ? n + 7 : n);
}

int
date_cmp(struct date a, struct date b)
{
	long x = date_days(a), y = date_days(b);

	return (x > y) - (x < y);
}

const char *
date_iso(struct arena *mem, struct date d)
{
	return str_fmt(mem, "%04d-%02d-%02d", d.y, d.m, d.d);
}

const char *
date_show(struct arena *mem, const char *iso)
{
	struct date d;

	if (!date_parse(iso, &d))
		return iso == NULL ? "" : iso;
	if (strcmp(iso, DATE_MIN) == 0 || strcmp(iso, DATE_MAX) == 0)
		return "…";
	return str_fmt(mem, "%02d/%02d/%04d", d.d, d.m, d.y);
}

const char *
date_last(struct arena *mem, const char *valid_to)
{
	struct date day;

	if (str_eq(valid_to, DATE_MAX) || !date_parse(valid_to, &day))
		return NULL;
	return date_iso(mem, date_add_days(day, -1));
}

const char *
date_show_instant(struct arena *mem, const char *utc)
{
	struct date d;
	int h, min;

	if (str_empty(utc))
		return "";
	if (strlen(utc) < 16 || !date_parse(str_ndup(mem, utc, 10), &d) ||
	    (utc[10] != ' ' && utc[10] != 'T') || utc[13] != ':' ||
	    digits(utc + 11, 2, 2, &h) == 0 || h > 23 ||
	    digits(utc + 14, 2, 2, &min) == 0 || min > 59)
		return utc;
	min += 60 * h + UTC_OFFSET;
	d = date_add_days(d, min / (24 * 60));
	min %= 24 * 60;
	return str_fmt(mem, "%02d:%02d %02d/%02d/%04d", min / 60, min % 60, d.d,
	    d.m, d.y);
}
