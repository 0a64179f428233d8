/* xlsx_part.h - what the readers of a workbook's parts share; nobody else */
#ifndef IO_XLSX_PART_H
#define IO_XLSX_PART_H
#include "io/unzip.h"
#include "io/xlsx_read.h"
#include "io/xml_pull.h"

enum { XLSX_ROW_LIMIT = 1 << 20, XLSX_COL_LIMIT = 1 << 14 };

/* How a cell's number is to be seen. */
struct xlsx_look {
	int style;
	const char *format; /* its code; NULL: as it comes */
	bool date;
};
struct xlsx_reading {
	struct arena *mem;
	struct unzip *zip;
	const char *const *strings; /* the shared ones */
	size_t nstring;
	const struct xlsx_look *looks;
	size_t nlook;
	bool from_1904;      /* dates count from 1904 */
	size_t ncell, ntext; /* so far, in all sheets; bytes */
	const char *why;     /* the refusal */
};
/*
 * Read a part with a function that gets its root, open.  A part that is not
 * there is no refusal.
 */
bool xlsx_part(struct xlsx_reading *, const char *name,
    void (*read)(struct xlsx_reading *, struct xml_pull *, void *arg),
    void *arg);
/* Gives the reading up. */
void xlsx_refuse(struct xlsx_reading *, struct xml_pull *, const char *why);
/* The text of <si> or <is>, open now: of runs too, not of phonetics. */
const char *xlsx_rich(struct xlsx_reading *, struct xml_pull *);
/* Made fit for use, see xlsx_read.h; counted. */
const char *xlsx_tidy(struct xlsx_reading *, struct xml_pull *, const char *,
    size_t n);
/* Room for one more than n; what was there is kept. */
void *xlsx_grow(struct arena *, void *at, size_t n, size_t *cap, size_t size);
/* Plain digits, at most max; false: it is not that. */
bool xlsx_digits(const char *, unsigned long max, unsigned long *ret);

/* xlsx_book.c: whose arg is the book, or the sheet, it fills. */
bool xlsx_book_read(struct xlsx_reading *, struct xlsx_book *ret);
void xlsx_strings_read(struct xlsx_reading *, struct xml_pull *, void *);
void xlsx_styles_read(struct xlsx_reading *, struct xml_pull *, void *);
void xlsx_sheet_read(struct xlsx_reading *, struct xml_pull *, void *sheet);

/* xlsx_number.c */
/* As saved, "2.2999999999999998" or "1E-3", to canonical; NULL: it is not. */
const char *xlsx_number(struct arena *, const char *saved);
/* A serial day to an ISO date; NULL: there is no such day. */
const char *xlsx_day(struct arena *, const char *number, bool from_1904);
/* As seen with that format. */
const char *xlsx_show(struct arena *, const char *number, const char *format);
bool xlsx_format_is_date(const char *format);
#endif
