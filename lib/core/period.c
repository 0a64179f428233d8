/* period.c - reporting periods and their windows */
#include <string.h>
#include "base/ctx.h"
#include "core/period.h"
#include "io/db.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999 };

/* How many there are in a year, and how many months long one is. */
static const struct kind {
	const char *name, *mark; /* of the code: 2026-Q1 */
	int count, months;
} kinds[] = { [PERIOD_MONTH] = { "month", "", 12, 1 },
	[PERIOD_QUARTER] = { "quarter", "Q", 4, 3 },
	[PERIOD_HALF] = { "half", "H", 2, 6 },
	[PERIOD_NINE] = { "nine", "9M", 1, 9 },
	[PERIOD_YEAR] = { "year", "", 1, 12 } };

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
cutoff_read(const char *name, enum cutoff *ret)
{
	bool calendar = str_eq(name, "calendar");

	*ret = calendar ? CUTOFF_CALENDAR : CUTOFF_ND09;
	return calendar || str_eq(name, "nd09");
}

static const char *
code_of(struct arena *mem, const struct period *p)
{
	switch (p->kind) {
	case PERIOD_MONTH:
		return str_fmt(mem, "%04d-%02d", p->year, p->no);
	case PERIOD_NINE:
		return str_fmt(mem, "%04d-9M", p->year);
	case PERIOD_YEAR:
		return str_fmt(mem, "%04d", p->year);
	default:
		return str_fmt(mem, "%04d-%s%d", p->year, kinds[p->kind].mark,
		    p->no);
	}
}

void
period_last_month(const struct period *p, int *ret_y, int *ret_m)
{
	*ret_y = p->year;
	*ret_m = p->no * kinds[p->kind].months;
}

/* Art. 12: from the 15th of the month before to the 14th of the last month. */
static struct period
make(struct arena *mem, enum period_kind kind, enum cutoff cutoff, int year,
    int no)
{
	struct period p = { .kind = kind, .year = year, .no = no };
	int y, last;

	period_last_month(&p, &y, &last);
	int first = last - kinds[kind].months + 1;
	if (cutoff == CUTOFF_CALENDAR) {
		p.starts = (struct date){ y, first, 1 };
		p.ends = date_month_end(y, last);
	} else {
		p.starts = first == 1 ? (struct date){ y - 1, 12, 15 } :
					(struct date){ y, first - 1, 15 };
		p.ends = (struct date){ y, last, 14 };
	}
	p.code = code_of(mem, &p);
	return p;
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

/* What follows the year: "", "-01", "-Q1", "-H1", "-9M". */
static bool
part_read(const char *s, enum period_kind *ret_kind, int *ret_no)
{
	*ret_no = 1;
	*ret_kind = *s == '\0' ? PERIOD_YEAR : PERIOD_NINE;
	if (*s == '\0' || strcmp(s, "-9M") == 0)
		return true;
	if (*s != '-' || strlen(s) != 3)
		return false;
	if (s[1] == 'Q' || s[1] == 'H') {
		*ret_kind = s[1] == 'Q' ? PERIOD_QUARTER : PERIOD_HALF;
		return number(s + 2, 1, ret_no);
	}
	*ret_kind = PERIOD_MONTH;
	return number(s + 1, 2, ret_no);
}

bool
period_read(struct arena *mem, const char *code, enum cutoff cutoff,
    struct period *ret)
{
	enum period_kind kind;
	int year, no;

	if (code == NULL || strnlen(code, 8) < 4 || strnlen(code, 8) == 8 ||
	    !number(code, 4, &year) || !part_read(code + 4, &kind, &no))
		return false;
	if (year < YEAR_MIN || year > YEAR_MAX || no < 1 ||
	    no > kinds[kind].count)
		return false;
	*ret = make(mem, kind, cutoff, year, no);
	return true;
}

struct period
period_step(struct arena *mem, struct period p, enum cutoff cutoff, int n)
{
	int count = kinds[p.kind].count;
	int at = p.year * count + (p.no - 1) + n;

	return make(mem, p.kind, cutoff, at / count, at % count + 1);
}

/* Nine months: the last three of a year are in no window; the next one is. */
struct period
period_at(struct arena *mem, enum period_kind kind, enum cutoff cutoff,
    struct date day)
{
	struct period p = make(mem, kind, cutoff, day.y, 1);

	while (date_cmp(day, p.ends) > 0)
		p = period_step(mem, p, cutoff, 1);
	return p;
}

static const char *
show_vi(struct arena *mem, const struct period *p)
{
	static const char *const roman[] = { "", "I", "II", "III", "IV" };

	switch (p->kind) {
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
	return tr_pick(show_vi(mem, p), show_en(mem, p));
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
