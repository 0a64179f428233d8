/*
 * grid.h - a form as the table it is printed as, to fill in or to read
 *
 * The page opens the POST form, puts the grid into it, and the buttons:
 *
 *     struct grid g = { .form = form, .editable = true, .findings = f,
 *             .caption = _("Figures"), .rows = rows, .nrow = n };
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
 * Everything works by plain submission; html/static/grid.js moves between
 * cells, pastes rectangles, formats, and previews computed cells and checks.
 */
#ifndef VIEW_GRID_H
#define VIEW_GRID_H
#include "base/ctx.h"
#include "base/findings.h"
#include "core/form.h"

struct grid_cell {
	const char *text; /* canonical figure, ISO date, or text; NULL: none */
	bool nan;         /* not computable: "-" */
	bool typed;       /* text is what was typed and could not be read */
	const char *was;  /* canonical, of the period before; NULL: none */
	/* Forms whose superiors add up per cell: below and own make total. */
	const char *below, *total;
	bool total_nan;
	/* A sentence, when somebody else has changed this cell meanwhile. */
	const char *changed;
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
	const char *state; /* a report's, beside the label; NULL: none */
	const struct grid_cell *cells; /* ncol of the form; NULL: all empty */
};
struct grid {
	const struct form *form;
	const char *caption;
	bool editable;
	bool was; /* show the period before under each figure */
	const struct findings *findings; /* of cells; or NULL */
	const struct grid_row *rows;
	size_t nrow;
};

/* The rows of a form with fixed rows; cells: ncell of the form, by number. */
struct grid_row *grid_rows(struct arena *, const struct form *,
    const struct grid_cell *cells);
void grid_put(struct ctx *, const struct grid *);
#endif
