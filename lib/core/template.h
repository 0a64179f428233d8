/*
 * template.h - an official .xlsx template of a form, understood
 *
 * Ministries publish a form as a workbook: a title block ("Biểu số: ...", "Ban
 * hành theo Thông tư ..."), a head of merged cells, the row of printed numbers
 * with its formulas ("1=2+3+...+7"), rows with their codes, notes and the block
 * of signatures.  template_read() finds all of that wherever it stands on the
 * sheet and makes of it the <form> that the rest of the product works with
 * (sql/seed/form/regime.rng).
 *
 * It never guesses: what contradicts itself, is missing, or means nothing to it
 * is a doubt, at the cell of the sheet and at the place in the form.  A formula
 * that is in doubt is kept as it is printed and computes nothing.
 *
 * Nothing here reads or writes a database: a page, a test and the command line
 * do the same.
 */
#ifndef CORE_TEMPLATE_H
#define CORE_TEMPLATE_H
#include "base/findings.h"
#include "io/xlsx_read.h"
struct csv_out;

enum {
	TEMPLATE_ROWS = 2500, /* of a sheet, looked at */
	TEMPLATE_COLS = 220,
	TEMPLATE_DEPTH = 6, /* heads above one another */
	TEMPLATE_DOUBTS = 200
};

/* What a cell of the sheet is to the form. */
enum template_role {
	TEMPLATE_UNKNOWN, /* there is a doubt about it */
	TEMPLATE_TITLE,
	TEMPLATE_FORM_NUMBER,
	TEMPLATE_BASIS,
	TEMPLATE_MEASURE, /* of the whole form */
	TEMPLATE_FRAME,   /* who, to whom, for when: filled in on paper */
	TEMPLATE_HEAD,
	TEMPLATE_CODE,   /* in the row of numbers: code or formula */
	TEMPLATE_ROW,    /* a row's code, label or measure */
	TEMPLATE_FIGURE, /* where a figure will stand */
	TEMPLATE_NOTE,
	TEMPLATE_SIGN,
	TEMPLATE_HIDDEN /* left out with its row or column */
};
struct template_cell {
	unsigned row, col, rows, cols;
	enum template_role role;
	const char *text;  /* in one line, without doubled blanks */
	const char *place; /* in the form, see core/design.h; NULL: none */
	bool bold;
};
enum template_kind {
	TEMPLATE_LABEL,
	TEMPLATE_STT,
	TEMPLATE_OF_MEASURE,
	TEMPLATE_CELL
};
enum template_type {
	TEMPLATE_INTEGER,
	TEMPLATE_DECIMAL,
	TEMPLATE_PERCENT,
	TEMPLATE_TEXT,
	TEMPLATE_DATE,
	TEMPLATE_BY_ROW /* each row has its own */
};
struct template_col {
	unsigned col, cols; /* of the sheet, from 0 */
	enum template_kind kind;
	bool of_codes;       /* a label column that holds the rows' codes */
	const char *printed; /* its number as printed; "": none */
	const char *code;    /* in the form: printed, or made up ("XD") */
	const char *heads[TEMPLATE_DEPTH]; /* from the top down, its own last */
	const void *same[TEMPLATE_DEPTH];  /* equal where a head is shared */
	size_t nhead;
	const char *formula; /* as printed, "1=2+3"; "" for none */
	const char *taken;   /* the formula, for the form; NULL: none, or it is
			      * in doubt */
	enum template_type type;
	const char *measure; /* NULL: the form's, or none */
	unsigned code_row;   /* where its number, or lowest head, stands */
	long width;          /* in characters; 0: not said */
	const char *place;
};
struct template_row {
	unsigned row; /* of the sheet */
	bool heading;
	const char *printed, *code, *label, *measure; /* measure: or NULL */
	const char *formula;                          /* or "" */
	const char *taken;                            /* as of a column */
	const char
	    *none; /* codes of columns where nothing can stand, or NULL */
	enum template_type type;
	unsigned code_col, label_col;
	const char *place;
};
enum template_rows { TEMPLATE_UNITS, TEMPLATE_FIXED, TEMPLATE_LIST };
struct template_doubt {
	unsigned row, col;
	const char *source; /* "C7" */
	const char *place;  /* in the form: "c5", "r2", "g1", "form" */
	const char *text;   /* a whole sentence */
	bool remark;        /* it was understood, but looks like a slip */
};
struct template_note {
	const char *text;
};

struct template
{
	const char *sheet;
	const char *title, *number, *basis, *measure; /* NULL: not printed */
	const char *version; /* the year of the basis, or "1" */
	const char *sign_left, *sign_right;
	struct template_note *notes;
	size_t nnote;
	struct template_col *cols;
	size_t ncol, nlabel; /* label columns come first */
	enum template_rows rows_kind;
	const char *total; /* of a list: what its last row is called, or NULL */
	struct template_row *rows;
	size_t nrow;
	struct template_cell *cells; /* by row, then column; merged ones once */
	size_t ncell;
	unsigned top, bottom, left, right; /* of what is not empty; included */
	const char *xml;                   /* <form>, one element a line */
	struct template_doubt *doubts;     /* by cell */
	size_t ndoubt, left_out;           /* beyond TEMPLATE_DOUBTS */
};

/*
 * Which sheet holds the form: the only visible one with a table.  NULL, with
 * *ret_n of them in *ret (NULL-terminated, in order), when there are several or
 * none.
 */
const struct xlsx_sheet *template_sheet(struct arena *,
    const struct xlsx_book *, const struct xlsx_sheet ***ret, size_t *ret_n);
/*
 * file is the name of the file, "" if it has none: forms whose number is not
 * printed are often named after it.  False with a finding at "sheet" if there
 * is no table at all.
 */
bool template_read(struct arena *, const struct xlsx_sheet *, const char *file,
    struct findings *, struct template *ret);
/* What stands at that cell of the sheet; NULL: nothing. */
const struct template_cell *template_at(const struct template *, unsigned row,
    unsigned col);
/* The doubts as core/design.h takes them; NULL: there are none. */
const char *template_doubts_json(struct arena *, const struct template *);
/*
 * The columns as a table: sheet_col,code,h1,h2,h3,h4,formula,type,unit.  A head
 * below the fourth is joined to it.
 */
void template_csv(struct csv_out *, const struct template *);
const char *template_type_name(const struct template *,
    const struct template_col *);
#endif
