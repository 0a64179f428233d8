/* report_list.h - reports, and how units stand with them, as tables */
#ifndef VIEW_REPORT_LIST_H
#define VIEW_REPORT_LIST_H
#include "core/report.h"

/* Reports of units the actor enters figures for; each leads to its form. */
void report_list_mine(struct ctx *, const struct reports *);
/* Where each receiver stands; each leads to page: "/review/units", ... */
void report_list_tallies(struct ctx *, const struct tallies *,
    const char *page);
/*
 * Units with state and lateness; each leads to its report.  With below, also
 * how far their own units are, leading there.
 */
void report_list_units(struct ctx *, const struct reports *, bool below);
/* What happened to a report, and the revisions that were sent. */
void report_list_events(struct ctx *, const struct report *,
    const struct events *);
/* Unit, period with its window, deadline, state: above a report's table. */
void report_list_facts(struct ctx *, const struct report *);
/* Downloads of a unit's report. */
void report_list_files(struct ctx *, const struct report *);
#endif
