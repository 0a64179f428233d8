/* paper.h - the parts of render_pdf.c, and what they share */
#ifndef VIEW_PAPER_H
#define VIEW_PAPER_H
#include "view/fit.h"
#include "view/wrap.h"

struct paper {
	const struct document *doc;
	enum num_lang lang;
	struct arena *mem;
	struct fit fit;
	struct pdf *pdf;
	double y; /* where the next thing goes: its upper edge */
	int page;
};
/* The distance of two baselines, and from an upper edge to the first. */
#define PAPER_STEP 1.17
#define PAPER_RISE 0.9

/* The words that every paper has, in the document's language. */
const char *paper_word(const struct paper *, const char *vi, const char *en);
/* Begin the next page: its number, its foot, the mark. */
void paper_next(struct paper *);
/* Wrapped text at p->y between two edges, which moves down by its height. */
void paper_text(struct paper *, struct pdf_font, enum doc_align, double x,
    double width, const char *);

/* paper_head.c: what stands above the table, and the signatures. */
void paper_head(struct paper *);
double paper_sign_height(struct paper *);
void paper_sign(struct paper *);
/* paper_table.c: the table, over as many pages as it takes; tail is the height
 * of what must follow the last two rows on their page. */
void paper_table(struct paper *, double tail);
#endif
