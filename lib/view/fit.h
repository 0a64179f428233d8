/*
 * fit.h - which paper, which type size and which column widths a table takes
 *
 * Tried in turn: A4 upright, A4 lying, A3 lying; on each the type from the
 * largest that is usual in official papers down to the smallest that can be
 * read.  What does not fit even so is forced onto A3, words broken.  Margins
 * are those of Decree 30/2020, appendix I (left 30, right 15, top and bottom
 * 20 mm).
 */
#ifndef VIEW_FIT_H
#define VIEW_FIT_H
#include "core/document.h"
#include "io/pdf.h"

struct fit {
	double width, height;            /* of the page */
	double left, right, top, bottom; /* edges of the text on it */
	double size;                     /* of the table's type */
	enum pdf_face head;              /* face of its head */
	double pad;                      /* beside a cell's text */
	double *widths;                  /* of the columns */
};

void fit_table(struct arena *, const struct doc_table *, enum num_lang,
    struct fit *ret);
/* What a row is set in. */
enum pdf_face fit_face(const struct doc_row *);
#endif
