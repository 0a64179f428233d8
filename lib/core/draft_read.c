/*
 * draft_read.c - what was typed so far, to look at: a file of its own, so that
 * programs which only show a report hold no statement that writes a draft
 */
#include "core/draft_part.h"
#include "io/db.h"

static const struct db_col cell_cols[] = {
	COL(struct draft_cell, cell),
	COL(struct draft_cell, num),
	COL(struct draft_cell, txt),
};
DB_ROWS(select_cells, cell_cols,
    "SELECT cell, num, txt FROM draft WHERE report_id = ? ORDER BY cell");

enum rc
draft_cells(struct db *db, long report_id, struct draft_cells *ret)
{
	return db_rows(db, select_cells, ARGS(report_id), ret);
}
