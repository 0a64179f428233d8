/* calendar.c - working days */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "core/calendar.h"
#include "io/db.h"

static const struct {
	const char *name, *show;
} kinds[] = {
	[DAY_HOLIDAY] = { "holiday", N_("public holiday") },
	[DAY_COMPENSATORY] = { "compensatory", N_("compensatory day off") },
	[DAY_SWAP_OFF] = { "swap_off", N_("day off by exchange") },
	[DAY_SWAP_WORK] = { "swap_work", N_("working day by exchange") },
};

bool
day_kind_read(const char *name, enum day_kind *ret)
{
	for (size_t i = 0; name != NULL && i < COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0) {
			*ret = i;
			return true;
		}
	return false;
}

const char *
day_kind_name(enum day_kind kind)
{
	return kinds[kind].name;
}

const char *
day_kind_show(enum day_kind kind)
{
	return tr(kinds[kind].show);
}

struct row {
	const char *day, *kind, *name, *basis;
	bool pending;
	long version;
};
static const struct db_col row_cols[] = { COL(struct row, day),
	COL(struct row, kind), COL(struct row, name), COL(struct row, basis),
	COL(struct row, pending), COL(struct row, version) };
DB_ROWS(select_holidays, row_cols,
    "SELECT day, kind, name, basis, state = 'pending' AS pending, version"
    " FROM holiday ORDER BY day");
struct year {
	long year;
};
static const struct db_col year_cols[] = { COL(struct year, year) };
DB_ROWS(select_years, year_cols, "SELECT year FROM holiday_year ORDER BY year");
static const struct db_col lunar_cols[] = { COL(struct lunar, year),
	COL(struct lunar, tet), COL(struct lunar, hung) };
DB_ROWS(select_lunar, lunar_cols,
    "SELECT year, tet, hung FROM lunar ORDER BY year");

struct rows {
	struct row *at;
	size_t n;
};
struct lunars {
	struct lunar *at;
	size_t n;
};

static enum rc
day_of(const struct row *r, struct day_off *ret)
{
	struct date d;

	*ret = (struct day_off){ .pending = r->pending,
		.name = r->name,
		.basis = r->basis,
		.version = r->version };
	if (!date_parse(r->day, &d) || !day_kind_read(r->kind, &ret->kind))
		return fail(E_INTERNAL, "holiday %s: %s", r->day, r->kind);
	ret->at = date_days(d);
	return OK;
}

static int
by_day(const void *a, const void *b)
{
	long x = ((const struct day_off *)a)->at;
	long y = ((const struct day_off *)b)->at;

	return (x > y) - (x < y);
}

static struct day_off *
find(const struct day_off *at, size_t n, long day)
{
	const struct day_off key = { .at = day };

	return n == 0 ? NULL : bsearch(&key, at, n, sizeof *at, by_day);
}

static const struct lunar *
lunar_of(const struct lunars *all, long year)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].year == year)
			return &all->at[i];
	return NULL;
}

/* The years before have made the 24th of November a holiday. */
static bool
culture_before(const struct day_off *at, size_t n, int year)
{
	for (size_t i = 0; i < n; i++) {
		struct date d = date_from_days(at[i].at);
		if (d.y < year && d.m == 11 && d.d == 24 && !at[i].pending &&
		    at[i].kind == DAY_HOLIDAY)
			return true;
	}
	return false;
}

/* Rows win over what is computed. */
static void
merge(const struct lunars *lunar, const struct day_off *rows, size_t n,
    struct day_off *all, struct calendar *ret)
{
	struct day_off days[YEAR_DAYS_MAX];

	ret->n = n;
	for (int y = COMPUTED_FROM; y <= COMPUTED_TO; y++) {
		if (!calendar_provisional(ret, y))
			continue;
		size_t k = calendar_year(y, lunar_of(lunar, y),
		    culture_before(rows, n, y), days);
		for (size_t i = 0; i < k; i++)
			if (find(rows, n, days[i].at) == NULL)
				all[ret->n++] = days[i];
	}
	qsort(all, ret->n, sizeof *all, by_day);
	ret->at = all;
}

enum rc
calendar_load(struct db *db, struct calendar *ret)
{
	struct arena *mem = db_arena(db);
	struct lunars lunar;
	struct rows rows;
	struct {
		struct year *at;
		size_t n;
	} years;

	TRY(db_rows(db, select_holidays, ARGS(), &rows));
	TRY(db_rows(db, select_years, ARGS(), &years));
	TRY(db_rows(db, select_lunar, ARGS(), &lunar));
	long *year = arena_alloc(mem, years.n * sizeof *year);
	for (size_t i = 0; i < years.n; i++)
		year[i] = years.at[i].year;
	*ret = (struct calendar){ .year = year, .nyear = years.n };
	struct day_off *at = arena_alloc(mem, rows.n * sizeof *at);
	for (size_t i = 0; i < rows.n; i++)
		TRY(day_of(&rows.at[i], &at[i]));
	size_t max =
	    rows.n + (COMPUTED_TO - COMPUTED_FROM + 1) * (size_t)YEAR_DAYS_MAX;
	struct day_off *all = arena_alloc(mem, max * sizeof *all);
	for (size_t i = 0; i < rows.n; i++)
		all[i] = at[i];
	merge(&lunar, at, rows.n, all, ret);
	return OK;
}

const struct day_off *
calendar_find(const struct calendar *c, struct date day)
{
	return find(c->at, c->n, date_days(day));
}

bool
calendar_works(const struct calendar *c, struct date day)
{
	const struct day_off *d = calendar_find(c, day);
	int weekday = date_weekday(day);

	if (d != NULL && !d->pending)
		return d->kind == DAY_SWAP_WORK;
	return weekday != 0 && weekday != 6;
}

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

bool
calendar_provisional(const struct calendar *c, int year)
{
	for (size_t i = 0; i < c->nyear; i++)
		if (c->year[i] == year)
			return false;
	return true;
}
