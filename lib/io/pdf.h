/*
 * pdf.h - pages of text and rules, as PDF
 *
 * All lengths are points (1/72 inch), from the upper left corner; a text's y is
 * its baseline.  Words are shaped once by Pango and kept, as glyphs and
 * advances, for all documents of the process (bounded; see pdf.c); Cairo writes
 * the file, with fonts embedded as subsets and their way back to Unicode, so
 * that text can be searched and copied.
 *
 * Errors stick: after one nothing more is drawn, and pdf_end() tells.
 */
#ifndef IO_PDF_H
#define IO_PDF_H
#include "base/base.h"

enum { PDF_PAGES = 1000 }; /* more are refused: E_LIMIT */
#define PDF_MM (72 / 25.4)

enum pdf_face { PDF_REGULAR, PDF_BOLD, PDF_ITALIC, PDF_BOLD_ITALIC, PDF_FACES };
struct pdf_font {
	enum pdf_face face;
	double size;
};
enum pdf_ink { PDF_BLACK, PDF_GREY, PDF_RED };
struct pdf;

/*
 * Open the fonts that the fontconfig file names, and no others.  Once per
 * process; later calls do nothing.  E_INTERNAL when the file cannot be read or
 * Liberation Serif is not among them.
 */
enum rc pdf_fonts(const char *file) NODISCARD;
/*
 * A new file, which is appended to `out`; needs pdf_fonts().  The title is for
 * the file's properties, `made` its date ("2026-09-28T09:03:04Z" or NULL: now).
 */
struct pdf *pdf_begin(struct buf *out, const char *title, const char *made);
void pdf_page(struct pdf *, double width, double height);
/* E_LIMIT: too many pages, or more bytes than `out` takes. */
enum rc pdf_end(struct pdf *) NODISCARD;

/* How wide a text is on one line; control characters count as blanks. */
double pdf_width(struct pdf_font, const char *, size_t);
/* Text longer than PDF_TEXT bytes should be cut or wrapped by the caller. */
void pdf_text(struct pdf *, struct pdf_font, double x, double y, const char *,
    size_t);
void pdf_ink(struct pdf *, enum pdf_ink); /* of the texts that follow */
/* Rules are drawn together when the page ends, over what it has. */
void pdf_rule(struct pdf *, double x1, double y1, double x2, double y2,
    double thick);
/* A light background; texts put before it stay under it. */
void pdf_shade(struct pdf *, double x, double y, double width, double height);
/* Forget the words kept: for tests and benches. */
void pdf_forget(void);
#endif
