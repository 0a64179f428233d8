/*
 * xlsx_read.h - a workbook read: what stands in its cells
 *
 * For files of strangers.  The whole file is in memory as it came, what it
 * unpacks to never is: memory is that of the cells that hold something, and
 * they are counted.  Macros, links, pictures and formulas are not run, followed
 * or computed: a formula's text is given, and the value that was saved with it.
 *
 * Rows and columns count from 0.  A cell that is merged over others holds the
 * text, the others none.  Texts are NFC; marks of direction and of width zero
 * are gone, line breaks are \n, other controls are blanks.
 */
#ifndef IO_XLSX_READ_H
#define IO_XLSX_READ_H
#include "base/findings.h"

enum {
	XLSX_FILE_MAX = 10 << 20,     /* bytes, packed */
	XLSX_UNPACKED_MAX = 96 << 20, /* all parts together */
	XLSX_SHEETS_MAX = 50,
	XLSX_CELLS_MAX = 200000, /* that hold something, of all sheets */
	XLSX_MERGES_MAX = 5000,  /* of a sheet */
	XLSX_STRINGS_MAX = 200000,
	XLSX_TEXT_MAX = 128 << 10, /* bytes of one text */
	XLSX_ALL_TEXT_MAX = 8 << 20
};

struct xlsx_cell {
	unsigned row, col;
	enum xlsx_kind {
		XLSX_IS_TEXT,
		XLSX_IS_NUMBER,
		XLSX_IS_DATE,
		XLSX_IS_BOOL,
		XLSX_IS_ERROR /* "#REF!" and its like */
	} kind;
	int style; /* of io/xlsx.h: bold, italic, centre, right */
	/*
	 * Text; canonical number, to the 15 digits that spreadsheets keep; ISO
	 * date; "TRUE" or "FALSE".
	 */
	const char *text;
	/* A number as it is seen: "01", "9.10", "(1)", "50%"; else text. */
	const char *shown;
	const char *formula; /* without '='; NULL: none, or not saved here */
};
/* One cell over rows x cols of them. */
struct xlsx_merge {
	unsigned row, col, rows, cols;
};
struct xlsx_cols {
	unsigned from, to; /* both included */
	long width;        /* in hundredths of a character; 0: not said */
	bool hidden;
};
struct xlsx_sheet {
	const char *name;
	bool hidden;
	const struct xlsx_cell *cells; /* by row, then column */
	size_t ncell;
	const struct xlsx_merge *merges; /* by row, then column; none overlap */
	size_t nmerge;
	const struct xlsx_cols *cols;
	size_t ncols;
	const unsigned *hidden_rows; /* in order */
	size_t nhidden;
	unsigned rows, width; /* up to the last cell that holds something */
};
struct xlsx_book {
	const struct xlsx_sheet *sheets;
	size_t n;
};

/*
 * False with a finding at "file" that says why, and what to do: not a
 * workbook (an old .xls, a web page, OpenDocument ...), protected by a
 * password, damaged, hostile, or beyond the limits.
 */
bool xlsx_read(struct arena *, const char *bytes, size_t len, struct findings *,
    struct xlsx_book *ret);
/* NULL: nothing stands there. */
const struct xlsx_cell *xlsx_at(const struct xlsx_sheet *, unsigned row,
    unsigned col);
/* The range that a cell belongs to, or NULL. */
const struct xlsx_merge *xlsx_merge_at(const struct xlsx_sheet *, unsigned row,
    unsigned col);
bool xlsx_row_hidden(const struct xlsx_sheet *, unsigned row);
bool xlsx_col_hidden(const struct xlsx_sheet *, unsigned col);
/* NULL: no such sheet; the case of letters counts. */
const struct xlsx_sheet *xlsx_sheet(const struct xlsx_book *, const char *name);
/* "C7" for row 6, column 2; "C" for a column. */
const char *xlsx_ref(struct arena *, unsigned row, unsigned col);
const char *xlsx_col_name(struct arena *, unsigned col);
#endif
