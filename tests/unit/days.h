/* days.h - the calendar of the seed files, as an installation has it */
#ifndef TESTS_UNIT_DAYS_H
#define TESTS_UNIT_DAYS_H
#include <string.h>
#include "core/calendar.h"
#include "data.h"

static inline struct date
day(const char *iso)
{
	struct date d;

	if (!date_parse(iso, &d))
		abort();
	return d;
}

/* lunar.csv: year,tet,hung; false: not that year */
static inline bool
days_lunar(struct arena *mem, int year, struct lunar *ret)
{
	char *at = data_file(mem, "sql/seed/lunar.csv", NULL), *line;

	data_line(&at);
	while ((line = data_line(&at)) != NULL)
		if (atoi(line) == year) {
			*ret = (struct lunar){ .year = year,
				.tet = str_ndup(mem, line + 5, 10),
				.hung = str_ndup(mem, line + 16, 10) };
			return true;
		}
	return false;
}

/* holiday.csv: day,kind,name,basis; 2024 to 2026 are published. */
static inline struct calendar
days_load(struct arena *mem)
{
	static const long years[] = { 2024, 2025, 2026 };
	char *at = data_file(mem, "sql/seed/holiday.csv", NULL), *line;
	struct day_off *d = arena_alloc(mem, 3000 * sizeof *d);
	size_t n = 0;

	data_line(&at);
	while ((line = data_line(&at)) != NULL) {
		char *kind = str_dup(mem, line + 11);
		*strchr(kind, ',') = '\0';
		d[n].at = date_days(day(str_ndup(mem, line, 10)));
		d[n].pending = strcmp(kind, "pending") == 0;
		if (!d[n].pending && !day_kind_read(kind, &d[n].kind))
			abort();
		n++;
	}
	for (int y = 2027; y <= 2060; y++) {
		struct lunar lunar;
		if (!days_lunar(mem, y, &lunar))
			abort();
		n += calendar_year(y, &lunar, false, d + n);
	}
	return (struct calendar){ .at = d,
		.n = n,
		.year = years,
		.nyear = COUNT(years) };
}
#endif
