/* deadline.c - by when a report is due */
#include <string.h>
#include "base/ctx.h"
#include "core/deadline.h"

enum { DAYS_MAX = 400, SHIFT_MAX = 11, DATES_MAX = 12 };

struct rule {
	enum { ON_DAY, AFTER_WORK, AFTER_END, ON_DATES } from;
	enum { FORWARD, BACK, STRICT } off;
	int n, month; /* month: of ON_DAY, against the period's last */
	struct date on[DATES_MAX]; /* y: against the period's year */
	size_t non;
};

static bool
word(const char **s, const char *w)
{
	if (!str_starts(*s, w))
		return false;
	*s += strlen(w);
	return true;
}

static bool
number(const char **s, int min, int max, int *ret)
{
	const char *at = *s;

	for (*ret = 0; *at >= '0' && *at <= '9' && *ret <= max; at++)
		*ret = 10 * *ret + (*at - '0');
	if (at == *s || *ret < min || *ret > max)
		return false;
	*s = at;
	return true;
}

/* "+1", "-1", or nothing. */
static bool
shift(const char **s, int max, int *ret)
{
	bool before = **s == '-';

	*ret = 0;
	if (!before && **s != '+')
		return true;
	++*s;
	if (!number(s, 1, max, ret))
		return false;
	*ret = before ? -*ret : *ret;
	return true;
}

/* "06/06, 25/11+1" */
static bool
dates(const char **s, struct rule *r)
{
	do {
		struct date *d = &r->on[r->non];
		if (r->non == DATES_MAX || !number(s, 1, 31, &d->d) ||
		    !word(s, "/") || !number(s, 1, 12, &d->m) ||
		    !shift(s, 1, &d->y))
			return false;
		/* the 29th of February is the 28th in most years */
		if (d->d > date_month_end(2000, d->m).d)
			return false;
		r->non++;
	} while (word(s, ", "));
	return true;
}

static bool
start(const char **s, struct rule *r)
{
	if (word(s, "day ")) {
		r->from = ON_DAY;
		if (!number(s, 1, 31, &r->n))
			return false;
		return !word(s, " month") ||
		       (shift(s, SHIFT_MAX, &r->month) && r->month != 0);
	}
	if (word(s, "work ")) {
		r->from = AFTER_WORK;
		return number(s, 1, DAYS_MAX, &r->n);
	}
	if (word(s, "end+")) {
		r->from = AFTER_END;
		return number(s, 0, DAYS_MAX, &r->n);
	}
	r->from = ON_DATES;
	return word(s, "on ") && dates(s, r);
}

static bool
rule_parse(const char *s, struct rule *ret)
{
	static const char *const offs[] = { "", " back", " strict" };

	*ret = (struct rule){ 0 };
	if (s == NULL ||
	    strnlen(s, DEADLINE_TEXT_MAX + 1) > DEADLINE_TEXT_MAX ||
	    !start(&s, ret))
		return false;
	for (size_t i = 0; i < COUNT(offs); i++)
		if (strcmp(s, offs[i]) == 0) {
			ret->off = i;
			return true;
		}
	return strcmp(s, " forward") == 0;
}

bool
deadline_rule_ok(const char *text)
{
	struct rule r;

	return rule_parse(text, &r);
}

bool
deadline_rule_fits(const char *text, enum period_kind kind)
{
	struct rule r;

	if (!rule_parse(text, &r))
		return false;
	return r.from != ON_DATES || r.non == (size_t)period_count(kind);
}

/* Its last day, where the month is shorter. */
static struct date
in_month(int y, int m, int day)
{
	int at = y * 12 + m - 1;
	struct date d = date_month_end(at / 12, at % 12 + 1);

	if (day < d.d)
		d.d = day;
	return d;
}

static bool
falls_on(const struct calendar *c, const struct rule *r, const struct period *p,
    struct date *ret)
{
	const struct date *on = r->on;
	int y, m;

	period_last_month(p, &y, &m);
	switch (r->from) {
	case ON_DAY:
		*ret = in_month(y, m + r->month, r->n);
		return true;
	case AFTER_WORK:
		*ret = calendar_add_work(c, p->ends, r->n);
		return true;
	case AFTER_END:
		*ret = date_add_days(p->ends, r->n);
		return true;
	default:
		if (p->no < 1 || (size_t)p->no > r->non)
			return false;
		on = &r->on[p->no - 1];
		*ret = in_month(p->year + on->y, on->m, on->d);
		return true;
	}
}

bool
deadline(const struct calendar *c, const char *text, const struct period *p,
    struct date *ret)
{
	struct rule r;

	if (!rule_parse(text, &r) || !falls_on(c, &r, p, ret))
		return false;
	while (r.off != STRICT && !calendar_works(c, *ret))
		*ret = date_add_days(*ret, r.off == BACK ? -1 : 1);
	return true;
}

bool
deadline_provisional(const struct calendar *c, const char *text,
    const struct period *p, struct date due)
{
	struct date first = due;
	struct rule r;

	if (!rule_parse(text, &r) || (r.off == STRICT && r.from != AFTER_WORK))
		return false;
	falls_on(c, &r, p, &first);
	if (r.from == AFTER_WORK)
		first = p->ends;
	return calendar_provisional(c, due.y) ||
	       calendar_provisional(c, first.y);
}

/* " month+1" as people say it. */
static const char *
month_vi(struct arena *mem, int n)
{
	if (n == 0)
		return "tháng cuối kỳ";
	if (n == 1)
		return "tháng sau kỳ báo cáo";
	return str_fmt(mem, "tháng thứ %d %s tháng cuối kỳ", n < 0 ? -n : n,
	    n < 0 ? "trước" : "sau");
}

static const char *
month_en(struct arena *mem, int n)
{
	if (n == 0)
		return "the period's last month";
	return str_fmt(mem, "the month %d %s the period's last", n < 0 ? -n : n,
	    n < 0 ? "before" : "after");
}

static const char *
dates_show(struct arena *mem, const struct rule *r)
{
	struct buf b = { .mem = mem, .max = 1000 };

	for (size_t i = 0; i < r->non; i++) {
		const struct date *d = &r->on[i];
		buf_fmt(&b, "%s%02d/%02d", i > 0 ? "; " : "", d->d, d->m);
		if (d->y > 0)
			buf_str(&b, tr_pick(" năm sau", " of the year after"));
		if (d->y < 0)
			buf_str(&b,
			    tr_pick(" năm trước", " of the year before"));
	}
	return b.at;
}

static const char *
start_show(struct arena *mem, const struct rule *r)
{
	switch (r->from) {
	case ON_DAY:
		return tr_pick(str_fmt(mem, "ngày %d %s", r->n,
				   month_vi(mem, r->month)),
		    str_fmt(mem, "day %d of %s", r->n,
			month_en(mem, r->month)));
	case AFTER_WORK:
		return str_fmt(mem,
		    trn("%d working day after the cut-off",
			"%d working days after the cut-off",
			(unsigned long)r->n),
		    r->n);
	case AFTER_END:
		if (r->n == 0)
			return _("on the day of the cut-off");
		return str_fmt(mem,
		    trn("%d day after the cut-off", "%d days after the cut-off",
			(unsigned long)r->n),
		    r->n);
	default:
		return str_fmt(mem, _("on %s"), dates_show(mem, r));
	}
}

const char *
deadline_show(struct arena *mem, const char *text)
{
	struct rule r;

	if (!rule_parse(text, &r))
		return text == NULL ? "" : text;
	const char *s = start_show(mem, &r);
	if (r.from == AFTER_WORK)
		return s;
	static const char *const offs[] = { N_("on a day off, the next working"
					       " day"),
		N_("on a day off, the working day before"),
		N_("also on a day off") };
	return str_fmt(mem, "%s (%s)", s, tr(offs[r.off]));
}
