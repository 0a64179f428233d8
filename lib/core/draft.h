/*
 * draft.h - what a unit has typed so far, and two people typing at once
 *
 * A page remembers the report's version it was made from.  On saving, what
 * others changed since is found cell by cell (base: as it was at that version;
 * theirs: as it is; mine: as typed):
 *     mine = base	  theirs stays
 *     theirs = base	  mine is taken
 *     mine = theirs	  nothing to decide
 *     else		  a conflict
 * In a list (ROWS_LIST) rows keep their numbers when one is removed, which is
 * nothing but emptying it.  Two new rows in one place do not fight: mine moves
 * to the next free one (draft_out.moved).  A row that one removed and the other
 * changed is a conflict as a whole: the page shows mine with theirs beside it
 * in every cell, so that nothing of either is lost.
 *
 * If others changed anything that the page did not show, nothing is stored:
 * E_CONFLICT tells what changed, so that the page can be shown again under the
 * fresh version with everything the user typed.
 */
#ifndef CORE_DRAFT_H
#define CORE_DRAFT_H
#include "core/sheet.h"

/* The fields that were posted; a cell that is not among them stays. */
struct typed {
	long cell;
	const char *text; /* "" empties the cell */
};
struct draft_in {
	long version; /* of the page */
	const struct typed *at;
	size_t n;
};
/* A cell that somebody else changed since the page was made. */
struct draft_diff {
	long cell;
	const char *name;                 /* "c12" */
	const char *mine, *theirs, *base; /* as shown in the actor's language */
	const char *who, *at;             /* who typed theirs, and when */
	bool conflict; /* both changed it; false: theirs is taken over */
};
struct draft_out {
	long version; /* fresh: what the page shows next */
	struct draft_diff *diff;
	size_t ndiff;
	/* Rows of a list that were typed into a place another had taken. */
	struct draft_moved {
		size_t from, to;
	} * moved;
	size_t nmoved;
	bool closed; /* with E_CONFLICT: it can no longer be edited */
	/* For the record: the first cells that changed, core/change.h. */
	const char *was, *became;
};

/* Where a cell that was typed stands now: itself, or in the row it moved to;
 * -1: an empty row of the page that had to make room. */
long draft_moved_to(const struct form *, const struct draft_out *, long cell);

/* A cell of the draft: a number or a text, or emptied again. */
struct draft_cell {
	long cell;
	const char *num, *txt;
};
struct draft_cells {
	struct draft_cell *at;
	size_t n;
};
/* By cell; the scope was established with the report. */
enum rc draft_cells(struct db *, long report_id,
    struct draft_cells *ret) NODISCARD;

/*
 * Save (right: MAY_ENTER).
 * OK: stored, ret->version is the new one (the old one if nothing changed).
 * E_INVALID: findings say what cannot be read; nothing stored.
 * E_CONFLICT: see above; nothing stored.
 */
enum rc draft_save(struct db *, const struct ctx *, long report_id,
    const struct draft_in *, struct findings *,
    struct draft_out *ret) NODISCARD;

/*
 * For core/flow.c, with the unit's chain and the report locked: read, merge
 * and store the cells as of version + 1; the caller moves the version.
 * The sheet, just opened, has the result; *ret_n is how many cells changed.
 */
enum rc draft_apply(struct db *, const struct ctx *, struct sheet *,
    const struct draft_in *, struct findings *, struct draft_out *ret,
    long *ret_n) NODISCARD;
/* For core/flow.c: an empty draft begins with what was sent last. */
enum rc draft_restore(struct db *, const struct ctx *,
    const struct report *) NODISCARD;
#endif
