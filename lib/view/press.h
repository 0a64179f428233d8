/* press.h - the parts of render_pdf.c, and what they share */
#ifndef VIEW_PRESS_H
#define VIEW_PRESS_H
#include "view/fit.h"
#include "view/wrap.h"

struct press {
	const struct document *doc;
	enum num_lang lang;
	struct arena *mem;
	struct fit fit;
	struct pdf *pdf;
	double y; /* where the next thing goes: its upper edge */
	int page;
};
/* The distance of two baselines, and from an upper edge to the first. */
#define PRESS_STEP 1.17
#define PRESS_RISE 0.9

/* Begin the next page: its number, its foot, the mark. */
void press_next(struct press *);
/* Wrapped text at p->y between two edges, which moves down by its height. */
void press_text(struct press *, struct pdf_font, enum doc_align, double x,
    double width, const char *);

/* press_head.c: what stands above the table, and the signatures. */
void press_head(struct press *);
double press_sign_height(struct press *);
void press_sign(struct press *);
/* press_table.c: the table, over as many pages as it takes; tail is the height
 * of what must follow the last two rows on their page. */
void press_table(struct press *, double tail);
#endif
