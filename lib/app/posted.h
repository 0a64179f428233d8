/*
 * posted.h - the cells of a report that were posted, and what a button did
 *
 * The grid's inputs are named c<cell>; its buttons "op" (view/grid.h).  What a
 * button of a list does to its rows happens here, in a copy of what was posted:
 * a handler may run again.
 */
#ifndef APP_POSTED_H
#define APP_POSTED_H
#include "app/app.h"
#include "core/draft.h"

enum posted_op {
	OP_NONE,
	OP_ADD,  /* more empty rows are wanted */
	OP_ROWS, /* a row was removed, or moved: done already */
	OP_FILE  /* a file for a cell is to follow */
};
struct posted {
	struct draft_in in;
	struct params typed; /* the same, to be shown again */
	enum posted_op op;
	long cell; /* of OP_FILE */
};
/* E_MALFORMED when one of them is no cell that can be entered. */
enum rc posted_read(struct rq *, const struct form *, long version,
    struct posted *ret) NODISCARD;
/* After draft_save() moved rows: typed stands where they are now. */
void posted_moved(struct rq *, const struct form *, const struct draft_out *,
    struct posted *);
#endif
