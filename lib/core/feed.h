/*
 * feed.h - what other systems read: reports and official figures, in pages
 *
 * A page begins behind `after` (the id of a report; 0: at the beginning) and
 * says where the next one does.  Scope, and how far an API token reaches, are
 * inside the statements (right: MAY_VIEW).
 */
#ifndef CORE_FEED_H
#define CORE_FEED_H
#include "core/access.h"

enum { FEED_REPORTS = 500, FEED_FACTS = 50 /* reports with their figures */ };

struct feed_report {
	long id, unit_id, version;
	const char *unit_code, *unit, *level, *state, *due, *starts, *ends;
	const char *first_sent, *changed; /* instants, or NULL */
	bool official;                    /* there are accepted figures */
};
struct feed_reports {
	struct feed_report *at;
	size_t n;
	long next; /* 0: that is all */
};
/* Of a regime and a period, by their codes. */
enum rc feed_reports(struct db *, const struct ctx *, const char *regime,
    const char *period, long after, struct feed_reports *ret) NODISCARD;

/* Official figures of those reports: unit x item x part (core/fact.h). */
struct feed_fact {
	long id, unit_id, revision_no, part; /* id: the report's */
	const char *unit_code, *item, *value;
	bool copied; /* its home is another report */
};
struct feed_facts {
	struct feed_fact *at;
	size_t n;
	long next;
};
enum rc feed_facts(struct db *, const struct ctx *, const char *regime,
    const char *period, long after, struct feed_facts *ret) NODISCARD;
#endif
