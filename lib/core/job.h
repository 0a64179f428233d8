/*
 * job.h - long work with a progress figure, in the table `job`
 *
 * Work that may take long is cut into bounded steps, each a transaction of its
 * own that also writes how far it came: an interrupted job goes on where it
 * stopped.  There is one row for a kind of work, a regime and a period.
 */
#ifndef CORE_JOB_H
#define CORE_JOB_H
#include "base/ctx.h"
struct db;

struct job {
	long id, regime_id, period_id;
	const char *kind, *state; /* open, rollup; running done failed */
	long done, total;         /* what is counted is the kind's business */
	long seen;                /* what it began with, to know it is stale */
	long made;                /* open: reports */
	const char *day;          /* today, when it began */
	const char *note, *changed;
};
/* E_NOTFOUND: there is none. */
enum rc job_get(struct db *, long id, struct job *ret) NODISCARD;
#endif
