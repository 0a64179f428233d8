/*
 * render_pdf.h - a document as PDF, as official papers look
 *
 * Decree 30/2020/ND-CP, appendix I: A4 (lying, or A3, for wide tables), its
 * margins, the head with the State's name and motto, place and date, the
 * signatures, the page's number centred in the top margin but for page 1; below
 * that head the form's own.  The table's head is repeated on every page, rows
 * are never split, the signatures stay together and never alone.
 *
 * lang chooses how figures are written and the language of the fixed words.
 */
#ifndef VIEW_RENDER_PDF_H
#define VIEW_RENDER_PDF_H
#include "core/document.h"

/* fonts: the fontconfig file, conf.fonts. Appended to out; E_LIMIT when it does
 * not fit there, or has over PDF_PAGES pages. */
enum rc render_pdf(const struct document *, const char *lang, const char *fonts,
    struct buf *out) NODISCARD;
#endif
