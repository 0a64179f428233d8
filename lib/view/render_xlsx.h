/*
 * render_xlsx.h - a document as a worksheet
 *
 * Figures are numbers, shown with the reader's own separators; the head is
 * merged as printed and stays when one scrolls; the page prints as wide as the
 * paper with the head on each.  A figure of more than 15 significant digits,
 * which a spreadsheet would round, is text, and a note says so.
 */
#ifndef VIEW_RENDER_XLSX_H
#define VIEW_RENDER_XLSX_H
#include "core/document.h"

enum rc render_xlsx(const struct document *, const char *lang,
    struct buf *out) NODISCARD;
#endif
