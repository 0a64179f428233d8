/* calendar.c - working days and deadlines */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/calendar.h"
#include "io/db.h"

enum { WORK_DAYS_MAX = 400 };

static const struct db_col holiday_cols[] = { COL(struct holiday, day),
	COL(struct holiday, work) };
DB_ROWS(select_holidays, holiday_cols,
    "SELECT day, work FROM holiday ORDER BY day");

enum rc
calendar_load(struct db *db, struct calendar *ret)
{
	struct {
		struct holiday *at;
		size_t n;
	} rows;

	TRY(db_rows(db, select_holidays, ARGS(), &rows));
	*ret = (struct calendar){ .at = rows.at, .n = rows.n };
	return OK;
}

static int
by_day(const void *key, const void *at)
{
	return strcmp(key, ((const struct holiday *)at)->day);
}

/* The week, unless the table says otherwise. */
static const struct holiday *
find(const struct calendar *c, struct date day)
{
	char iso[40];

	if (c->n == 0)
		return NULL;
	snprintf(iso, sizeof iso, "%04d-%02d-%02d", day.y, day.m, day.d);
	return bsearch(iso, c->at, c->n, sizeof *c->at, by_day);
}

bool
calendar_works(const struct calendar *c, struct date day)
{
	const struct holiday *h = find(c, day);
	int weekday = date_weekday(day);

	if (h != NULL)
		return h->work;
	return weekday != 0 && weekday != 6;
}

/* The nth working day after the day (before it, when n is negative). */
struct date
calendar_add_work(const struct calendar *c, struct date day, int n)
{
	int step = n < 0 ? -1 : 1;

	while (n != 0) {
		day = date_add_days(day, step);
		if (calendar_works(c, day))
			n -= step;
	}
	return day;
}

struct rule {
	enum { ON_DAY, AFTER_WORK, AFTER_END } from;
	enum { FORWARD, BACK, STRICT } off;
	int n;
};

static bool
rule_parse(const char *text, struct rule *ret)
{
	static const char *const starts[] = { "day ", "work ", "end+" };
	static const char *const ends[] = { "", " back", " strict" };
	const char *s = NULL;

	*ret = (struct rule){ 0 };
	for (size_t i = 0; i < COUNT(starts) && s == NULL; i++)
		if (str_starts(text, starts[i])) {
			s = text + strlen(starts[i]);
			ret->from = i;
		}
	if (s == NULL || strspn(s, "0123456789") == 0)
		return false;
	for (; *s >= '0' && *s <= '9' && ret->n <= WORK_DAYS_MAX; s++)
		ret->n = ret->n * 10 + (*s - '0');
	for (size_t i = 0; i < COUNT(ends); i++)
		if (strcmp(s, ends[i]) == 0) {
			ret->off = i;
			s = "";
		}
	if (*s != '\0' && strcmp(s, " forward") != 0)
		return false;
	return ret->n >= 1 &&
	       ret->n <= (ret->from == ON_DAY ? 31 : WORK_DAYS_MAX);
}

bool
deadline_rule_ok(const char *text)
{
	struct rule r;

	return rule_parse(text, &r);
}

static struct date
day_of_month(const struct period *p, int n)
{
	int y, m;

	period_last_month(p, &y, &m);
	struct date day = date_month_end(y, m);
	if (n < day.d)
		day.d = n;
	return day;
}

bool
deadline(const struct calendar *c, const char *text, const struct period *p,
    struct date *ret)
{
	struct rule r;

	if (!rule_parse(text, &r))
		return false;
	if (r.from == ON_DAY)
		*ret = day_of_month(p, r.n);
	else if (r.from == AFTER_WORK)
		*ret = calendar_add_work(c, p->ends, r.n);
	else
		*ret = date_add_days(p->ends, r.n);
	while (r.off != STRICT && !calendar_works(c, *ret))
		*ret = date_add_days(*ret, r.off == BACK ? -1 : 1);
	return true;
}
