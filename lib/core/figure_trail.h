/*
 * figure_trail.h - one figure from the keystroke to the national total
 *
 * What was typed into a cell and when, in which revisions it was sent, what was
 * decided on them, and which revisions above have added it up, level by level:
 * each step with who and when.  A superior's revision has added up one below
 * when its body names that one's hash (core/revision.h: units).
 */
#ifndef CORE_FIGURE_TRAIL_H
#define CORE_FIGURE_TRAIL_H
#include "core/report.h"

struct trail_step {
	enum trail_kind {
		TRAIL_TYPED,    /* into the draft */
		TRAIL_SENT,     /* in a revision */
		TRAIL_RETURNED, /* that revision, with the reason */
		TRAIL_ACCEPTED,
		TRAIL_ADDED /* a revision above, with its total of the cell */
	} kind;
	long code;          /* ... as it comes from the database */
	long depth;         /* 0: the report's own unit; 1: its superior ... */
	long report_id, no; /* the revision; 0: none */
	const char *at, *unit, *person, *reason;
	const char *value;   /* canonical, or a text; NULL: nothing */
	const char *receipt; /* of a revision, or NULL */
};
struct trail {
	struct trail_step *at;
	size_t n;
	bool cut; /* there is more above than is followed */
};
enum { TRAIL_MAX = 400, TRAIL_DEPTH = 8 };
/*
 * drafts: also what was typed and not sent, which is the unit's own matter
 * (and an auditor's).  In the order of the levels, then of time.  The report
 * was found inside the actor's scope; what is above is told without asking
 * again, by unit, person and total alone.
 */
enum rc figure_trail(struct db *, const struct ctx *, const struct report *,
    size_t cell, bool drafts, struct trail *ret) NODISCARD;
#endif
