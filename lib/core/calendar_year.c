/*
 * calendar_year.c - the days off of a year that nobody has published yet
 *
 * Labour Code 2019 art. 112: 1/1; Tet, five days; the Hung Kings' day (10th of
 * the third lunar month); 30/4; 1/5; 2/9 and one day beside it.  A holiday on a
 * weekly day of rest is made good on the next working day (art. 111(3)).  Which
 * days of Tet and which neighbour of 2/9 is decided each year: here as in the
 * years 2019 to 2026, which gives the longest rest.
 */
#include <stdlib.h>
#include "base/ctx.h"
#include "core/calendar.h"

enum { SUNDAY, MONDAY, THURSDAY = 4, SATURDAY = 6 };
enum { TET_DAYS = 5, CULTURE_FROM = 2026 };

#define CODE_112 "Bộ luật Lao động 2019 Điều 112"
#define CULTURE "Nghị quyết 80-NQ/TW; chờ sửa Bộ luật Lao động"

struct list {
	struct day_off *at;
	size_t n;
};

static bool
has(const struct list *l, long day)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].at == day)
			return true;
	return false;
}

/* Two holidays on one day (30/4 and 10/3 lunar): it is one. */
static void
put(struct list *l, long day, enum day_kind kind, const char *name)
{
	if (!has(l, day))
		l->at[l->n++] = (struct day_off){ .at = day,
			.kind = kind,
			.computed = true,
			.name = name,
			.basis = CODE_112 };
}

static long
on(int year, int month, int day)
{
	return date_days((struct date){ year, month, day });
}

static int
weekday(long day)
{
	return date_weekday(date_from_days(day));
}

static bool
rest(long day)
{
	return weekday(day) == SUNDAY || weekday(day) == SATURDAY;
}

/*
 * Two days of the old year and three of the new.  Where the new year begins on
 * a Tuesday one and four come to the same days off: a Sunday is made good.
 */
static void
put_tet(struct list *l, const struct lunar *lunar)
{
	struct date d;

	if (!date_parse(lunar->tet, &d))
		return;
	long first = date_days(d) - 2;
	for (int i = 0; i < TET_DAYS; i++)
		put(l, first + i, DAY_HOLIDAY, "Tết Nguyên đán");
	if (date_parse(lunar->hung, &d))
		put(l, date_days(d), DAY_HOLIDAY, "Giỗ Tổ Hùng Vương");
}

static void
put_national(struct list *l, int year)
{
	long day = on(year, 9, 2);
	int w = weekday(day);

	put(l, day, DAY_HOLIDAY, "Quốc khánh");
	put(l, w == MONDAY || w == THURSDAY ? day + 1 : day - 1, DAY_HOLIDAY,
	    "Quốc khánh (ngày liền kề)");
}

static int
by_day(const void *a, const void *b)
{
	long x = ((const struct day_off *)a)->at;
	long y = ((const struct day_off *)b)->at;

	return (x > y) - (x < y);
}

/* For each holiday on a day of rest, the next day that is not off already. */
static void
put_compensatory(struct list *l)
{
	size_t n = l->n;

	for (size_t i = 0; i < n; i++) {
		long day = l->at[i].at;
		if (!rest(day))
			continue;
		while (rest(day) || has(l, day))
			day++;
		put(l, day, DAY_COMPENSATORY,
		    str_starts(l->at[i].name, "Tết N") ?
			"Nghỉ bù Tết Nguyên đán" :
			"Nghỉ bù ngày lễ");
	}
}

size_t
calendar_year(int year, const struct lunar *lunar, bool culture,
    struct day_off ret[YEAR_DAYS_MAX])
{
	struct list l = { .at = ret };
	long day = on(year, 11, 24);

	put(&l, on(year, 1, 1), DAY_HOLIDAY, "Tết Dương lịch");
	if (lunar != NULL)
		put_tet(&l, lunar);
	put(&l, on(year, 4, 30), DAY_HOLIDAY, "Ngày Chiến thắng 30/4");
	put(&l, on(year, 5, 1), DAY_HOLIDAY, "Quốc tế Lao động");
	put_national(&l, year);
	if (culture)
		put(&l, day, DAY_HOLIDAY, "Ngày Văn hóa Việt Nam");
	qsort(l.at, l.n, sizeof *l.at, by_day);
	put_compensatory(&l);
	if (!culture && year >= CULTURE_FROM) {
		put(&l, day, DAY_HOLIDAY, "Ngày Văn hóa Việt Nam");
		l.at[l.n - 1].pending = true;
		l.at[l.n - 1].basis = CULTURE;
	}
	qsort(l.at, l.n, sizeof *l.at, by_day);
	return l.n;
}
