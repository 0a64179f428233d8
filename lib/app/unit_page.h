/*
 * unit_page.h - the page of one unit
 *
 * What it was called, where it stood, what it came of and became, as of a day;
 * its people and reports as far as the reader's own rights reach.
 */
#ifndef APP_UNIT_PAGE_H
#define APP_UNIT_PAGE_H
#include "app/app.h"
#include "core/level.h"

struct unit_page {
	long id;
	const char *day; /* ISO; NULL: today, or the last of a former unit */
	const struct levels *levels, *lines;
};
/* E_NOTFOUND: there never was such a unit. */
enum rc unit_page(struct rq *, const struct unit_page *) NODISCARD;
#endif
