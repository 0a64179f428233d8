/* grid_part.h - what the files of the grid share; nobody else includes it */
#ifndef VIEW_GRID_PART_H
#define VIEW_GRID_PART_H
#include "base/num.h"
#include "view/grid.h"

/*
 * What ends the tag of an input, the same for all cells of one kind: made by
 * html() once and put again as it is.
 */
struct tail {
	enum cell_type type;
	int decimals;
	bool required, negative;
	struct buf made;
};
enum { TAILS = 16 };

/* A grid being written. */
struct draw {
	struct ctx *ctx;
	const struct grid *grid;
	enum num_lang lang;
	/* by cell; NULL: no findings at all */
	const struct finding **found, **total_found;
	struct tail *tails; /* TAILS of them, those with a text in use */
};
/* Column widths, the printed head, and the row of column numbers. */
void grid_head(const struct draw *);
/* Attributes of the table: the sentences that the script needs. */
void grid_words(const struct draw *);
/* Attributes of a column's or a row's head: formula and checks to preview. */
void grid_column_rules(const struct draw *, size_t col);
void grid_row_rules(const struct draw *, size_t row);
#endif
