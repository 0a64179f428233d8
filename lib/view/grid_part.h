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
/* How its figures and those of the units below make one: data-s, data-o. */
void grid_together(const struct draw *, size_t cell);
/* Attributes of a column's or a row's head: formula and checks to preview. */
void grid_column_rules(const struct draw *, size_t col);
void grid_row_rules(const struct draw *, size_t row);
/* The form's own checks, behind the table. */
void grid_checks(const struct draw *);
/* What a cell shows (grid.c). */
const char *grid_show(const struct draw *, const struct cell *,
    const struct grid_cell *);
/* grid_input.c: a cell that is filled in, row i of the grid. */
void grid_input(const struct draw *, size_t i, size_t cell,
    const struct grid_cell *);
/* What belongs to few cells: why it is marked ('c' own, 't' total). */
void grid_tip(const struct draw *, char kind, size_t cell,
    const struct finding *, const char *changed);
const char *grid_mark(const struct finding *); /* "", " warn", " bad" */
/* grid_kind.c: what a code stands for; the field for it (tip: the id of what
 * describes it, or NULL); and read-only. */
const char *grid_kind_text(const struct draw *, const struct cell *,
    const char *text);
/* A text whose column is wide enough for paragraphs. */
bool grid_kind_prose(const struct draw *, const struct cell *);
void grid_kind_input(const struct draw *, size_t i, size_t cell,
    const struct grid_cell *, const char *tip);
void grid_kind_shown(const struct draw *, size_t cell, const char *text);
/* Proposals for look-ups, once for all cells. */
void grid_proposals(const struct draw *);
bool grid_is_list(const struct grid *);
/* The last cell of a row of a list that is edited; the button below. */
void grid_row_buttons(const struct draw *, const struct grid_row *);
void grid_list_buttons(const struct draw *);
#endif
