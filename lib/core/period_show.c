/* period_show.c - reporting periods in words */
#include "base/ctx.h"
#include "core/period.h"

static const char *const kinds[] = { [PERIOD_DAY] = N_("day"),
	[PERIOD_WEEK] = N_("week"),
	[PERIOD_MONTH] = N_("month"),
	[PERIOD_QUARTER] = N_("quarter"),
	[PERIOD_HALF] = N_("half-year"),
	[PERIOD_NINE] = N_("nine months"),
	[PERIOD_YEAR] = N_("year"),
	[PERIOD_ADHOC] = N_("ad hoc"),
	[PERIOD_THEMATIC] = N_("thematic") };

const char *
period_kind_show(enum period_kind kind)
{
	return tr(kinds[kind]);
}

static const char *
day_show(struct arena *mem, struct date d)
{
	return str_fmt(mem, "%02d/%02d/%04d", d.d, d.m, d.y);
}

static const char *
between(struct arena *mem, const struct period *p)
{
	return tr_pick(str_fmt(mem, "%s, %s đến %s",
			   p->kind == PERIOD_ADHOC ? "đột xuất" : "chuyên đề",
			   day_show(mem, p->starts), day_show(mem, p->ends)),
	    str_fmt(mem, "%s, %s to %s",
		p->kind == PERIOD_ADHOC ? "ad hoc" : "thematic",
		day_show(mem, p->starts), day_show(mem, p->ends)));
}

static const char *
show_vi(struct arena *mem, const struct period *p)
{
	static const char *const roman[] = { "", "I", "II", "III", "IV" };

	switch (p->kind) {
	case PERIOD_DAY:
		return str_fmt(mem, "ngày %s", day_show(mem, p->starts));
	case PERIOD_WEEK:
		return str_fmt(mem, "tuần %d năm %d", p->no, p->year);
	case PERIOD_MONTH:
		return str_fmt(mem, "tháng %d năm %d", p->no, p->year);
	case PERIOD_QUARTER:
		return str_fmt(mem, "quý %s năm %d", roman[p->no], p->year);
	case PERIOD_HALF:
		return str_fmt(mem, "6 tháng %s năm %d",
		    p->no == 1 ? "đầu" : "cuối", p->year);
	case PERIOD_NINE:
		return str_fmt(mem, "9 tháng năm %d", p->year);
	default:
		return str_fmt(mem, "năm %d", p->year);
	}
}

static const char *
show_en(struct arena *mem, const struct period *p)
{
	static const char *const months[] = { "", "January", "February",
		"March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December" };

	switch (p->kind) {
	case PERIOD_DAY:
		return day_show(mem, p->starts);
	case PERIOD_WEEK:
		return str_fmt(mem, "week %d of %d", p->no, p->year);
	case PERIOD_MONTH:
		return str_fmt(mem, "%s %d", months[p->no], p->year);
	case PERIOD_QUARTER:
		return str_fmt(mem, "quarter %d of %d", p->no, p->year);
	case PERIOD_HALF:
		return str_fmt(mem, "%s half of %d",
		    p->no == 1 ? "first" : "second", p->year);
	case PERIOD_NINE:
		return str_fmt(mem, "first nine months of %d", p->year);
	default:
		return str_fmt(mem, "year %d", p->year);
	}
}

/* Not through the catalogue: the numerals differ as well (quý III). */
const char *
period_show(struct arena *mem, const struct period *p)
{
	if (!period_regular(p->kind))
		return between(mem, p);
	return tr_pick(show_vi(mem, p), show_en(mem, p));
}

/* How a period is called does not depend on where its window begins. */
const char *
period_code_show(struct arena *mem, const char *code)
{
	struct period p;

	return period_read(mem, code, cutoff_calendar, &p) ?
		   period_show(mem, &p) :
		   code;
}
