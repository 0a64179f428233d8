/*
 * xlsx.h - one worksheet, written row by row
 *
 * Rows and columns count from 0; rows must come in order (what was written
 * leaves memory).  Texts are texts, whatever they begin with; figures are
 * numbers with a format, but for those that a spreadsheet's numbers (15
 * significant digits) would round: these are written as text.
 */
#ifndef IO_XLSX_H
#define IO_XLSX_H
#include "base/base.h"

/* A cell's look: these together. */
enum xlsx_style {
	XLSX_PLAIN = 0,
	XLSX_BOLD = 1,
	XLSX_ITALIC = 2,
	XLSX_CENTRE = 4,
	XLSX_RIGHT = 8,
	XLSX_BORDER = 16,
	XLSX_WRAP = 32,
	XLSX_SHADE = 64,
	XLSX_BIG = 128,
	XLSX_RED = 256,
	XLSX_INDENT = 512
};
struct xlsx;

/* made: as in pdf_begin(). name: of the sheet, cut to what is allowed. */
struct xlsx *xlsx_begin(struct buf *out, const char *name, const char *title,
    const char *made);
/* Appends the file to out. E_LIMIT: more than out takes. */
enum rc xlsx_end(struct xlsx *) NODISCARD;

/* Text is cut at 32,000 bytes; NULL or "" makes an empty cell of that look. */
void xlsx_text(struct xlsx *, size_t row, size_t col, int style, const char *);
/*
 * A figure from canonical text, with so many decimals shown (-1: what it has).
 * False when it was written as text since a number would not be exact.
 */
bool xlsx_num(struct xlsx *, size_t row, size_t col, int style,
    const char *canonical, int decimals);
/* The cells from (row, col) are one; call it while row + rows - 1 is being
 * written.  The text is the upper left one's. */
void xlsx_merge(struct xlsx *, size_t row, size_t col, size_t rows, size_t cols,
    int style, const char *);
void xlsx_height(struct xlsx *, size_t row, double points);
/* In characters. */
void xlsx_width(struct xlsx *, size_t col, double chars);
/* What stays when one scrolls: the rows above and the columns left of it. */
void xlsx_freeze(struct xlsx *, size_t row, size_t col);
/* As wide as the paper; the rows from..to on every page; a foot line. */
enum xlsx_paper { XLSX_A4, XLSX_A4_LYING, XLSX_A3_LYING };
void xlsx_print(struct xlsx *, enum xlsx_paper, size_t from, size_t to,
    const char *foot);
#endif
