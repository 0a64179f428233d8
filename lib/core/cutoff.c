/* cutoff.c - where the windows of a regime's periods begin and end */
#include <string.h>
#include "base/ctx.h"
#include "core/cutoff.h"

enum { SHIFT_MAX = 11, DAY_END = 31, SUNDAY = 7, SHORTEST = 28 };

const struct cutoff cutoff_nd09 = { 15, -1, 14, 0, SUNDAY };
const struct cutoff cutoff_calendar = { 1, 0, DAY_END, 0, SUNDAY };

static const char *const weekdays[] = { "", "mon", "tue", "wed", "thu", "fri",
	"sat", "sun" };

bool
cutoff_same(struct cutoff a, struct cutoff b)
{
	return a.from_day == b.from_day && a.from_month == b.from_month &&
	       a.to_day == b.to_day && a.to_month == b.to_month &&
	       a.week_end == b.week_end;
}

static bool
word(const char **s, const char *w)
{
	if (!str_starts(*s, w))
		return false;
	*s += strlen(w);
	return true;
}

/* One or two digits, no zero before them. */
static bool
number(const char **s, int max, int *ret)
{
	const char *at = *s;

	for (*ret = 0; *at >= '0' && *at <= '9' && *ret <= max; at++)
		*ret = 10 * *ret + (*at - '0');
	if (**s == '0' || *ret < 1 || *ret > max)
		return false;
	*s = at;
	return true;
}

/* " month-1", " month+2", or nothing. */
static bool
shift(const char **s, int *ret)
{
	*ret = 0;
	if (!word(s, " month"))
		return true;
	bool before = **s == '-';
	if ((!before && **s != '+') || (++*s, !number(s, SHIFT_MAX, ret)))
		return false;
	*ret = before ? -*ret : *ret;
	return true;
}

/* No month is so short that the window could be empty. */
static bool
never_empty(const struct cutoff *c)
{
	if (c->from_month != c->to_month)
		return c->from_month < c->to_month;
	return c->from_day <= c->to_day && c->from_day <= SHORTEST;
}

static bool
own_read(const char *s, struct cutoff *ret)
{
	struct cutoff c = { .week_end = SUNDAY };

	if (!word(&s, "from ") || !number(&s, DAY_END, &c.from_day) ||
	    !shift(&s, &c.from_month) || !word(&s, " to "))
		return false;
	if (word(&s, "end"))
		c.to_day = DAY_END;
	else if (!number(&s, DAY_END, &c.to_day))
		return false;
	if (!shift(&s, &c.to_month) || *s != '\0' || !never_empty(&c))
		return false;
	*ret = c;
	return true;
}

static bool
week_read(const char *s, struct cutoff *ret)
{
	if (!word(&s, "week to "))
		return false;
	for (int i = 1; i <= SUNDAY; i++)
		if (strcmp(s, weekdays[i]) == 0) {
			*ret = cutoff_calendar;
			ret->week_end = i;
			return true;
		}
	return false;
}

bool
cutoff_read(const char *text, struct cutoff *ret)
{
	*ret = cutoff_nd09;
	if (text == NULL)
		return false;
	if (strcmp(text, "nd09") == 0)
		return true;
	if (strcmp(text, "calendar") == 0) {
		*ret = cutoff_calendar;
		return true;
	}
	return own_read(text, ret) || week_read(text, ret);
}

static const char *
shift_text(struct arena *mem, int n)
{
	return n == 0 ? "" : str_fmt(mem, " month%+d", n);
}

const char *
cutoff_text(struct arena *mem, struct cutoff c)
{
	if (cutoff_same(c, cutoff_nd09))
		return "nd09";
	if (cutoff_same(c, cutoff_calendar))
		return "calendar";
	if (c.week_end != SUNDAY)
		return str_fmt(mem, "week to %s", weekdays[c.week_end]);
	const char *to = c.to_day == DAY_END ? "end" : str_long(mem, c.to_day);
	return str_fmt(mem, "from %d%s to %s%s", c.from_day,
	    shift_text(mem, c.from_month), to, shift_text(mem, c.to_month));
}

static const char *
show_vi_month(struct arena *mem, int n, const char *which)
{
	if (n == 0)
		return str_fmt(mem, "tháng %s kỳ", which);
	if (n == -1)
		return str_fmt(mem, "tháng trước tháng %s kỳ", which);
	return str_fmt(mem, "tháng thứ %d %s tháng %s kỳ", n < 0 ? -n : n,
	    n < 0 ? "trước" : "sau", which);
}

static const char *
show_vi(struct arena *mem, struct cutoff c)
{
	static const char *const days[] = { "", "thứ Hai", "thứ Ba", "thứ Tư",
		"thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật" };

	if (c.week_end != SUNDAY)
		return str_fmt(mem, "tuần chốt số liệu vào %s",
		    days[c.week_end]);
	const char *to = c.to_day == DAY_END ?
			     "ngày cuối" :
			     str_fmt(mem, "ngày %d", c.to_day);
	return str_fmt(mem, "từ ngày %d %s đến %s %s", c.from_day,
	    show_vi_month(mem, c.from_month, "đầu"), to,
	    show_vi_month(mem, c.to_month, "cuối"));
}

static const char *
show_en_month(struct arena *mem, int n, const char *which)
{
	if (n == 0)
		return str_fmt(mem, "the period's %s month", which);
	return str_fmt(mem, "the month %d %s the period's %s month",
	    n < 0 ? -n : n, n < 0 ? "before" : "after", which);
}

static const char *
show_en(struct arena *mem, struct cutoff c)
{
	static const char *const days[] = { "", "Monday", "Tuesday",
		"Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

	if (c.week_end != SUNDAY)
		return str_fmt(mem, "weeks that close on a %s",
		    days[c.week_end]);
	const char *to = c.to_day == DAY_END ? "the last day" :
					       str_fmt(mem, "day %d", c.to_day);
	return str_fmt(mem, "from day %d of %s to %s of %s", c.from_day,
	    show_en_month(mem, c.from_month, "first"), to,
	    show_en_month(mem, c.to_month, "last"));
}

/* Not through the catalogue: the order of the words differs. */
const char *
cutoff_show(struct arena *mem, struct cutoff c)
{
	if (cutoff_same(c, cutoff_nd09))
		return _("from the 15th of the month before to the 14th of the"
			 " last month (Decree 09/2019/ND-CP)");
	if (cutoff_same(c, cutoff_calendar))
		return _("calendar months");
	return tr_pick(show_vi(mem, c), show_en(mem, c));
}

/* Months may run past either end of the year. */
static void
carry(int *y, int *m)
{
	int at = *y * 12 + *m - 1;

	*y = at / 12;
	*m = at % 12 + 1;
}

void
cutoff_months(struct cutoff c, int year, int last, int count,
    struct date *ret_from, struct date *ret_to)
{
	int y = year, m = last + c.to_month;

	carry(&y, &m);
	*ret_to = date_month_end(y, m);
	if (c.to_day < ret_to->d)
		ret_to->d = c.to_day;
	y = year;
	m = last - count + 1 + c.from_month;
	carry(&y, &m);
	struct date end = date_month_end(y, m);
	*ret_from = c.from_day <= end.d ? (struct date){ y, m, c.from_day } :
					  date_add_days(end, 1);
}
