/*
 * csv.h - tables as text: RFC 4180, UTF-8
 *
 * Reading is strict: what can be read in two ways is refused, with the line and
 * the reason.  Lines end with LF or CRLF; a byte order mark is skipped; every
 * row has as many cells as the first one; cells come out in NFC and hold no NUL
 * and no control characters but TAB and line breaks (quoted).  Empty and
 * missing are the same: "".
 *
 * Writing is safe to open in a spreadsheet: what would be taken for a formula
 * (= + - @ TAB or CR where a cell begins) gets an apostrophe in front; within a
 * text as well, after a semicolon or a line break, since there a cell begins
 * for an Excel that parts them otherwise.  csv_meant() takes them away again.
 * Figures are written as they are, by csv_num.
 */
#ifndef IO_CSV_H
#define IO_CSV_H
#include "base/findings.h"

struct csv_row {
	const char *const *cell;
	long line; /* on which it begins; from 1 */
};
struct csv {
	struct csv_row *row;
	size_t n, ncell; /* rows, cells in each */
};
struct csv_limits {
	size_t rows, cells, cell_bytes;
	char separator; /* of cells; NUL: a comma */
};
/*
 * As a separator: the comma, or, where the first line has none, the semicolon
 * or the tabulator that it has.  Excel writes a semicolon where a comma stands
 * before decimals, as in Viet Nam.
 */
enum { CSV_GUESS = 1 };

/*
 * Reads all of it.  False with a finding at "name:line", at the first error,
 * since what follows it cannot be trusted.  An empty text has no rows.
 */
bool csv_read(struct arena *, const char *name, const char *text, size_t len,
    const struct csv_limits *, struct findings *, struct csv *ret);
/*
 * Is the first row exactly these names?  Else a finding that shows what was
 * expected.
 */
bool csv_head(const char *name, const struct csv *, const char *const *names,
    size_t n, struct findings *);

struct csv_out {
	struct buf *out;
	size_t cells; /* in the row so far */
	bool lf;      /* lines end with LF alone: for programs, not Excel */
};
void csv_bom(struct csv_out *); /* so that spreadsheets know it is UTF-8 */
void csv_text(struct csv_out *, const char *); /* NULL is empty */
/* What csv_text() was given, of a cell as it was read. */
const char *csv_meant(struct arena *, const char *cell);
void csv_num(struct csv_out *, const char *canonical); /* NULL is empty */
void csv_end(struct csv_out *);                        /* of the row */
#endif
