/* draft_part.h - a merge while it is made: for draft*.c alone */
#ifndef CORE_DRAFT_PART_H
#define CORE_DRAFT_PART_H
#include "core/draft.h"

/* One merge: by cell, what is there now, and what was at the page's version. */
struct merge {
	const struct ctx *ctx;
	struct sheet *s;
	const struct draft_in *in;
	struct findings *findings;
	const struct draft_cell **row; /* by cell; NULL: never typed */
	struct figures base;           /* only when the version has moved */
	bool moved;
	struct figures theirs;     /* the draft as it is */
	bool *changed;             /* by cell: mine is to be stored */
	const struct typed *typed; /* as posted, or moved to other rows */
	size_t typed_n;
	bool *read;  /* of those: it could be read */
	bool *whole; /* by row: a conflict as a whole; NULL: none */
	struct draft_out *out;
};

/* Is it the same in both rows of figures? */
bool draft_same(const struct figures *, const struct figures *, size_t cell);
/* Lists, before anything is typed: rows that two people added to one place. */
void draft_list_move(struct merge *);
/* Lists, after: rows that one removed and the other changed. */
void draft_list_rows(struct merge *);
#endif
