/* period.c - reporting periods and their windows */
#include <string.h>
#include "base/ctx.h"
#include "core/period.h"
#include "io/db.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999, WEEK = 7 };

/* How many there are in a year, and how many months long one is. */
static const struct kind {
	const char *name, *mark; /* of the code: 2026-Q1 */
	int count, months;
} kinds[] = { [PERIOD_DAY] = { "day", "", 365, 0 },
	[PERIOD_WEEK] = { "week", "W", 52, 0 },
	[PERIOD_MONTH] = { "month", "", 12, 1 },
	[PERIOD_QUARTER] = { "quarter", "Q", 4, 3 },
	[PERIOD_HALF] = { "half", "H", 2, 6 },
	[PERIOD_NINE] = { "nine", "9M", 1, 9 },
	[PERIOD_YEAR] = { "year", "", 1, 12 },
	[PERIOD_ADHOC] = { "adhoc", "A", 0, 0 },
	[PERIOD_THEMATIC] = { "thematic", "T", 0, 0 } };

bool
period_kind_read(const char *name, enum period_kind *ret)
{
	for (size_t i = 0; name != NULL && i < COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0) {
			*ret = i;
			return true;
		}
	return false;
}

const char *
period_kind_name(enum period_kind kind)
{
	return kinds[kind].name;
}

bool
period_regular(enum period_kind kind)
{
	return kinds[kind].count > 0;
}

int
period_count(enum period_kind kind)
{
	return kinds[kind].count;
}

static const char *
code_of(struct arena *mem, const struct period *p)
{
	const char *mark = kinds[p->kind].mark;

	switch (p->kind) {
	case PERIOD_DAY:
		return date_iso(mem, p->starts);
	case PERIOD_MONTH:
		return str_fmt(mem, "%04d-%02d", p->year, p->no);
	case PERIOD_WEEK:
		return str_fmt(mem, "%04d-W%02d", p->year, p->no);
	case PERIOD_NINE:
		return str_fmt(mem, "%04d-9M", p->year);
	case PERIOD_YEAR:
		return str_fmt(mem, "%04d", p->year);
	case PERIOD_ADHOC:
	case PERIOD_THEMATIC:
		return str_fmt(mem, "%s--%s%s", date_iso(mem, p->starts),
		    date_iso(mem, p->ends), mark);
	default:
		return str_fmt(mem, "%04d-%s%d", p->year, mark, p->no);
	}
}

void
period_last_month(const struct period *p, int *ret_y, int *ret_m)
{
	int months = kinds[p->kind].months;

	*ret_y = months == 0 ? p->ends.y : p->year;
	*ret_m = months == 0 ? p->ends.m : p->no * months;
}

/* The Monday of ISO's first week: the one with the 4th of January. */
static long
first_monday(int year)
{
	struct date d = { year, 1, 4 };

	return date_days(d) - (date_weekday(d) + 6) % WEEK;
}

static int
weeks_in(int year)
{
	return (int)((first_monday(year + 1) - first_monday(year)) / WEEK);
}

/* Days count from the year's first; as their number grows they leave it. */
static struct period
day_at(long days)
{
	struct date d = date_from_days(days), first = { d.y, 1, 1 };

	return (struct period){ .kind = PERIOD_DAY,
		.year = d.y,
		.no = (int)(days - date_days(first)) + 1,
		.starts = d,
		.ends = d };
}

/* monday: of ISO's week.  One that closes on a Thursday began on a Friday. */
static struct period
week_at(long monday, struct cutoff cutoff)
{
	struct date thursday = date_from_days(monday + 3);
	struct period p = { .kind = PERIOD_WEEK, .year = thursday.y };
	long last = monday + cutoff.week_end - 1;

	p.no = (int)((monday - first_monday(p.year)) / WEEK) + 1;
	p.ends = date_from_days(last);
	p.starts = date_from_days(last - WEEK + 1);
	return p;
}

/* Of a kind that is made of months; no may lie outside its year. */
static struct period
months_at(enum period_kind kind, struct cutoff cutoff, int year, int no)
{
	int count = kinds[kind].count, at = year * count + no - 1;
	struct period p = { .kind = kind,
		.year = at / count,
		.no = at % count + 1 };

	cutoff_months(cutoff, p.year, p.no * kinds[kind].months,
	    kinds[kind].months, &p.starts, &p.ends);
	return p;
}

static struct period
coded(struct arena *mem, struct period p)
{
	p.code = code_of(mem, &p);
	return p;
}

struct period
period_between(struct arena *mem, enum period_kind kind, struct date starts,
    struct date ends)
{
	return coded(mem, (struct period){ .kind = kind,
			      .year = ends.y,
			      .no = 1,
			      .starts = starts,
			      .ends = ends });
}

static bool
number(const char *s, size_t n, int *ret)
{
	*ret = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*ret = *ret * 10 + (s[i] - '0');
	}
	return true;
}

/* What follows the year: "", "-01", "-Q1", "-H1", "-9M", "-W40". */
static bool
part_read(const char *s, enum period_kind *ret_kind, int *ret_no)
{
	*ret_no = 1;
	*ret_kind = *s == '\0' ? PERIOD_YEAR : PERIOD_NINE;
	if (*s == '\0' || strcmp(s, "-9M") == 0)
		return true;
	if (*s == '-' && s[1] == 'W' && strlen(s) == 4) {
		*ret_kind = PERIOD_WEEK;
		return number(s + 2, 2, ret_no);
	}
	if (*s != '-' || strlen(s) != 3)
		return false;
	if (s[1] == 'Q' || s[1] == 'H') {
		*ret_kind = s[1] == 'Q' ? PERIOD_QUARTER : PERIOD_HALF;
		return number(s + 2, 1, ret_no);
	}
	*ret_kind = PERIOD_MONTH;
	return number(s + 1, 2, ret_no);
}

static bool
year_ok(int y)
{
	return y >= YEAR_MIN && y <= YEAR_MAX;
}

/* 2026-09-01--2026-09-15A */
static bool
between_read(struct arena *mem, const char *s, struct period *ret)
{
	enum { ISO = 10, LONG = 2 * ISO + 3 };
	struct date from, to;
	enum period_kind kind = PERIOD_ADHOC;

	if (strlen(s) != LONG || s[ISO] != '-' || s[ISO + 1] != '-' ||
	    !date_parse(str_ndup(mem, s, ISO), &from) ||
	    !date_parse(str_ndup(mem, s + ISO + 2, ISO), &to))
		return false;
	if (s[LONG - 1] == 'T')
		kind = PERIOD_THEMATIC;
	else if (s[LONG - 1] != 'A')
		return false;
	if (!year_ok(from.y) || !year_ok(to.y) || date_cmp(from, to) > 0)
		return false;
	*ret = period_between(mem, kind, from, to);
	return true;
}

static bool
regular_read(struct arena *mem, const char *code, struct cutoff cutoff,
    struct period *ret)
{
	enum period_kind kind;
	int year, no;

	if (strlen(code) < 4 || !number(code, 4, &year) || !year_ok(year) ||
	    !part_read(code + 4, &kind, &no) || no < 1)
		return false;
	if (kind == PERIOD_WEEK) {
		if (no > weeks_in(year))
			return false;
		long monday = first_monday(year) + (no - 1L) * WEEK;
		*ret = coded(mem, week_at(monday, cutoff));
		return true;
	}
	if (no > kinds[kind].count)
		return false;
	*ret = coded(mem, months_at(kind, cutoff, year, no));
	return true;
}

bool
period_read(struct arena *mem, const char *code, struct cutoff cutoff,
    struct period *ret)
{
	struct date day;

	if (code == NULL || strnlen(code, PERIOD_CODE_MAX) == PERIOD_CODE_MAX)
		return false;
	if (date_parse(code, &day) && year_ok(day.y)) {
		*ret = coded(mem, day_at(date_days(day)));
		return true;
	}
	return regular_read(mem, code, cutoff, ret) ||
	       between_read(mem, code, ret);
}

struct period
period_step(struct arena *mem, struct period p, struct cutoff cutoff, int n)
{
	switch (p.kind) {
	case PERIOD_DAY:
		return coded(mem, day_at(date_days(p.starts) + n));
	case PERIOD_WEEK:
		return coded(mem,
		    week_at(first_monday(p.year) + (p.no - 1L + n) * WEEK,
			cutoff));
	case PERIOD_ADHOC:
	case PERIOD_THEMATIC:
		return p;
	default:
		return coded(mem, months_at(p.kind, cutoff, p.year, p.no + n));
	}
}

bool
period_year_before(struct arena *mem, struct period p, struct cutoff cutoff,
    struct period *ret)
{
	int y = p.year - 1;

	if (!period_regular(p.kind))
		return false;
	if (p.kind == PERIOD_WEEK) {
		if (p.no > weeks_in(y))
			return false;
		long monday = first_monday(y) + (p.no - 1L) * WEEK;
		*ret = coded(mem, week_at(monday, cutoff));
	} else if (p.kind == PERIOD_DAY) {
		struct date d = { y, p.starts.m, p.starts.d };
		struct date end = date_month_end(d.y, d.m);
		d.d = d.d < end.d ? d.d : end.d;
		*ret = coded(mem, day_at(date_days(d)));
	} else
		*ret = coded(mem, months_at(p.kind, cutoff, y, p.no));
	return true;
}

struct period
period_at(struct arena *mem, enum period_kind kind, struct cutoff cutoff,
    struct date day)
{
	int n = 1;

	if (!period_regular(kind))
		return period_between(mem, kind, day, day);
	if (kind == PERIOD_DAY)
		return coded(mem, day_at(date_days(day)));
	if (kind == PERIOD_WEEK) {
		struct period w =
		    week_at(date_days(day) - (date_weekday(day) + 6) % WEEK,
			cutoff);
		return date_cmp(day, w.ends) > 0 ?
			   period_step(mem, w, cutoff, 1) :
			   coded(mem, w);
	}
	/* A rule moves windows by less than a year. */
	struct period p = months_at(kind, cutoff, day.y - 1, n);
	while (date_cmp(day, p.ends) > 0)
		p = months_at(kind, cutoff, day.y - 1, ++n);
	return coded(mem, p);
}

DB_STMT(store_period,
    "INSERT INTO period (kind, code, starts, ends) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)");

enum rc
period_store(struct db *db, struct period *p)
{
	struct arena *mem = db_arena(db);

	return db_insert(db, store_period,
	    ARGS(period_kind_name(p->kind), p->code, date_iso(mem, p->starts),
		date_iso(mem, p->ends)),
	    &p->id);
}
