/* fuzz_date.c - what is read as a date is one */
#include "base/date.h"
#include "fuzz.h"

static void
is_a_day(struct arena *mem, struct date d)
{
	struct date again = date_from_days(date_days(d));
	const char *iso = date_iso(mem, d);

	HOLDS(date_cmp(d, again) == 0);
	HOLDS(strcmp(DATE_MIN, iso) <= 0 && strcmp(iso, DATE_MAX) <= 0);
	HOLDS(date_parse(iso, &again) && date_cmp(d, again) == 0);
	if (str_eq(iso, DATE_MIN) || str_eq(iso, DATE_MAX))
		return; /* no day: "..." is shown */
	HOLDS(date_parse_vi(date_show(mem, iso), &again));
	HOLDS(date_cmp(d, again) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, n);
	struct date d;

	if (date_parse(s, &d)) {
		is_a_day(mem, d);
		HOLDS(str_eq(date_iso(mem, d), s));
	}
	if (date_parse_vi(s, &d))
		is_a_day(mem, d);
	HOLDS(date_show(mem, s) != NULL);
	HOLDS(date_show_instant(mem, s) != NULL);
	arena_free(mem);
	return 0;
}
