/* sheet_grid.h - a report's figures in the grid, with what was typed over them
 */
#ifndef VIEW_SHEET_GRID_H
#define VIEW_SHEET_GRID_H
#include "core/draft.h"
#include "io/query.h"
#include "view/grid.h"

struct sheet_grid {
	const struct sheet *sheet;
	const struct sheet *before; /* the period before; NULL: not shown */
	bool editable;
	/* What was posted and is not stored; what is no figure shows as typed.
	 */
	const struct params *typed;
	const struct draft_out *diff; /* what others changed; or NULL */
	const struct findings *findings;
	size_t spare; /* empty rows of a list to begin with */
};
void sheet_grid_put(struct ctx *, const struct sheet_grid *);
#endif
