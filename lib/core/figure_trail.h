/*
 * figure_trail.h - one figure from the keystroke to the national total
 *
 * What was typed into a cell and when, in which revisions it was sent, what was
 * decided on them, and which revisions above have added it up, level by level:
 * each step with who and when.  A superior's revision has added up one below
 * when its body names that one's hash (core/revision.h: units).
 *
 * And the other way: what a report's last revision has the figure from, unit by
 * unit, each of which can be asked again, down to who typed it.
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
		TRAIL_ADDED, /* a revision above, with its total of the cell */
		TRAIL_REFORMED /* a reform gave it another unit or superior */
	} kind;
	long depth;         /* 0: the report's own unit; 1: its superior ... */
	long report_id, no; /* the revision; 0: none */
	bool seen;          /* the report is one that the actor may open */
	bool again;         /* typed over `was` */
	const char *at, *unit; /* whose report it is */
	const char *person, *behalf, *act, *reason;
	const char *value;   /* canonical, or a text; NULL: nothing */
	const char *was;     /* the same before */
	const char *receipt; /* of a revision, or NULL */
};
struct trail {
	struct trail_step *at;
	size_t n;
	bool cut; /* there is more above than is followed */
};
enum { TRAIL_MAX = 400, TRAIL_DEPTH = 8 };
/*
 * right: by which the actor has the report, and may open those above.
 * drafts: also what was typed and not sent, which is the unit's own matter
 * (and an auditor's).  In the order of the levels, then of time.  The report
 * was found inside the actor's scope; what is above is told without asking
 * again, by unit, person and total alone.
 */
enum rc figure_trail(struct db *, const struct ctx *, const struct report *,
    enum right, size_t cell, bool drafts, struct trail *ret) NODISCARD;

struct figure_part {
	enum part_kind {
		PART_OWN,   /* the unit's own figure */
		PART_BELOW, /* a unit directly below */
		PART_HOME   /* asked for in another report (core/home.h) */
	} kind;
	long unit_id, report_id, no; /* the revision; 0: none is in it */
	const char *unit, *person;   /* as they were named then */
	const char *state;           /* of a unit below; or NULL */
	const char *regime, *period; /* codes, of a home */
	const char *value;
};
struct figure_parts {
	struct figure_part *at;
	size_t n;
	long no; /* of which revision: the last; 0: none was sent */
};
/*
 * What the last revision has the cell's figure from; n is 0 where it was typed
 * in this report and nowhere else.  A unit that was merged since is found by
 * its hash under the unit that goes on with its report.
 */
enum rc figure_parts(struct db *, const struct ctx *, const struct report *,
    size_t cell, struct figure_parts *ret) NODISCARD;

/* Of the unit's own figures, or with what is below where that is added up. */
const char *figure_in_body(struct arena *, const char *body, size_t cell);
#endif
