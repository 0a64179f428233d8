/* sheet_grid.h - the figures of a report, laid into the grid of its form */
#ifndef VIEW_SHEET_GRID_H
#define VIEW_SHEET_GRID_H
#include "core/draft.h"
#include "io/query.h"
#include "view/grid.h"

struct sheet_grid {
	const struct sheet *sheet;
	const struct sheet *before; /* the period before; NULL: not shown */
	bool editable;
	/* What was posted and is not stored: shown as typed. */
	const struct params *typed;
	const struct draft_out *diff; /* what others changed; or NULL */
	const struct findings *findings;
};
void sheet_grid_put(struct ctx *, const struct sheet_grid *);
#endif
