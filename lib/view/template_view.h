/*
 * template_view.h - a template and the form that was made of it, side by side
 *
 * Each cell of the sheet has the id x<cell> ("xC7"), each place of the form the
 * id f<place> ("fc5"); doubts are numbered, and link to both.
 */
#ifndef VIEW_TEMPLATE_VIEW_H
#define VIEW_TEMPLATE_VIEW_H
#include "base/ctx.h"
#include "core/template.h"

enum { TEMPLATE_SHOWN_ROWS = 400, TEMPLATE_SHOWN_COLS = 120 };

/* What is in doubt, as a list; or that nothing is. */
void template_doubts_put(struct ctx *, const struct template *);
/* The sheet with its merged cells, and what each cell was taken for. */
void template_sheet_put(struct ctx *, const struct template *);
/* The form as it would be. */
void template_form_put(struct ctx *, const struct template *);
#endif
