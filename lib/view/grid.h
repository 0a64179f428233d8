/*
 * grid.h - a form as the table it is printed as, to fill in or to read
 *
 * The page opens the POST form, puts the grid into it, and the buttons:
 *
 *     struct grid g = { .editable = true, .findings = f,
 *             .caption = _("Figures") };
 *     grid_of_sheet(ctx, &sheet, NULL, &g);
 *     widget_form_open(ctx, url(ctx, "/entry/save"));
 *     grid_put(ctx, &g);
 *     widget_button(ctx, BUTTON_MAIN, _("Save"), NULL, NULL);
 *     widget_form_close(ctx);
 *
 * Inputs are named c<cell> (core/form.h) and carry that id, so the findings of
 * a cell (where = "c12") stand beside it and are linked from the summary.  Only
 * rows of kind GRID_OWN of an editable grid have inputs, and only where the
 * form asks for a figure: computed cells show what the page computed.
 *
 * A list (ROWS_LIST) shows the rows in use and, to be filled in, some empty
 * ones; its buttons are named "op": "add", "remove 3", "up 3", "down 3" (rows
 * of the form), and "file 12" for the file of a cell: see app/posted.h.
 *
 * Everything works by plain submission; html/static/grid.js moves between
 * cells, pastes rectangles, formats, and previews computed cells and checks.
 */
#ifndef VIEW_GRID_H
#define VIEW_GRID_H
#include "base/ctx.h"
#include "base/findings.h"
#include "core/sheet.h"

struct grid_cell {
	struct value is;
	/*
	 * What stands in a cell of text, or of a date (ISO); a choice's or a
	 * file's code, a look-up's label; in any cell: what was typed and could
	 * not be read.  It is shown instead of the figure.
	 */
	const char *text;
	struct value was; /* in the period before */
	/* Forms whose superiors add up per cell: below and own make total. */
	struct value below, total;
	const char *total_text;
	/* A sentence, when somebody else has changed this cell meanwhile. */
	const char *changed;
	/*
	 * It comes from elsewhere and has no input: number of its source in
	 * the list under the grid (0: its own), what is said of it in a word
	 * ("2/3"; NULL: the figure is there).
	 */
	long source;
	const char *awaited;
};
enum grid_kind {
	GRID_OWN,   /* the unit's own figures: inputs, if editable */
	GRID_CHILD, /* those of a unit below */
	GRID_TOTAL, /* own and all children */
	GRID_GROUP  /* a heading across */
};
struct grid_row {
	enum grid_kind kind;
	size_t row;                         /* of the form */
	const char *code, *label, *measure; /* as shown in the label columns */
	const char *href;                   /* of the label; NULL: no link */
	const char *state;       /* a report's, beside the label; NULL: none */
	struct grid_cell *cells; /* ncol of the form; NULL: all empty */
};
struct grid {
	const struct form *form;
	const char *caption;
	bool editable;
	bool was;      /* show the period before under each figure */
	bool superior; /* show below and total under each figure */
	const struct findings
	    *findings; /* at "c12", totals at "t12"; or NULL */
	struct grid_row *rows;
	size_t nrow;
	const struct sheet *sheet; /* set by grid_of_sheet() */
	/* Of a list that is edited: empty rows to show beside those in use, and
	 * by row of the form those to show whatever they hold (or NULL). */
	size_t spare;
	const bool *marked;
	/* The address of a file; NULL: no links. */
	const char *(
	    *file_href)(const struct ctx *, const struct sheet *, size_t cell);
};

/*
 * Form and rows of a sheet: fixed rows with below and total under the figures
 * of a superior; or a row for each unit below, the unit's own, and the total.
 * href makes the address of a child's report; NULL: no links.
 */
void grid_of_sheet(const struct ctx *, const struct sheet *,
    const char *(*href)(const struct ctx *, const struct sheet_child *),
    struct grid *ret);
/* The unit's own cell of that number, to say more about it. */
struct grid_cell *grid_own(const struct grid *, size_t cell);
void grid_put(struct ctx *, const struct grid *);
#endif
