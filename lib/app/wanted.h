/*
 * wanted.h - which report a generation URL asks for
 *
 *     /report/XLD01.pdf?period=2026-Q3&unit=12
 * By a person who is signed in, or by a cron job with a key for "report".
 */
#ifndef APP_WANTED_H
#define APP_WANTED_H
#include "app/app.h"
#include "core/document.h"
#include "core/sheet.h"

struct wanted_in {
	const char *period;
	long unit;
};
#define WANTED_FIELDS \
	FIELD(struct wanted_in, unit, .min = 1), \
	    FIELD(struct wanted_in, period, .max = 12)

struct wanted {
	struct report report;
	struct sheet sheet;
	const char *kind; /* "pdf", what stands after the last dot */
};
/* E_NOTFOUND: no such report, or outside the scope of whoever asks. */
enum rc wanted_open(struct rq *, struct wanted *ret) NODISCARD;
/* The download's name: XLD01_2026-Q3_00004.pdf */
const char *wanted_name(struct rq *, const struct wanted *);
#endif
