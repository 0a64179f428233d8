/*
 * form.h - a version of a form: columns, rows, cells, from its XML
 *
 * A form is a table.  Its columns are a tree (merged heads above columns with
 * printed codes); its rows are fixed (ROWS_FIXED, with codes, groups and their
 * sub-totals), or one row for each reporting unit (ROWS_UNITS: a unit fills one
 * row, its superior sees one row for each unit below, its own, and the total),
 * or a free list (ROWS_LIST: a unit fills as many rows as it needs, up to
 * list_max, and their total row is what its superior sees and adds up).
 *
 * Cells are numbered: cell = row * ncol + col, where row and col are indices
 * into rows[] and cols[]; a form of units has the one row 0.  In a list row 0
 * is the total, rows 1 to list_max are those that can be filled (an empty one
 * is not shown, and its number says nothing: shown rows are numbered as they
 * stand), and behind them may be rows that are never shown: sums and counts of
 * the columns whose total is a mean, so that superiors can work out theirs.
 * The input of a cell is named c<cell>.  Formulas of columns use codes of
 * columns, within one row; formulas of rows use codes of rows, within one
 * column.  A struct form is immutable and may be kept for the life of the
 * process: forms never change once loaded, only new versions come.
 *
 * The XML is read by a closed reader: what it does not know it refuses.  The
 * schema for authors is sql/seed/form/regime.rng.
 */
#ifndef CORE_FORM_H
#define CORE_FORM_H
#include "base/findings.h"
#include "core/formula.h"
#include "core/regime_text.h"
struct ctx;
struct db;
struct xml;

enum cell_type {
	CELL_NONE,
	CELL_INTEGER,
	CELL_DECIMAL,
	CELL_PERCENT,
	CELL_TEXT,
	CELL_DATE,
	CELL_MONEY,  /* a decimal whose measure names the currency */
	CELL_CHOICE, /* text is the code of one of the form's choices */
	CELL_LOOKUP, /* text is the code of an entry: core/register.h */
	CELL_FILE    /* text names a file sent with it: core/attach.h */
};
/* Does it hold a number?  All others hold a text. */
static inline bool
cell_type_is_figure(enum cell_type t)
{
	return t == CELL_INTEGER || t == CELL_DECIMAL || t == CELL_PERCENT ||
	       t == CELL_MONEY;
}
enum rows_kind { ROWS_FIXED, ROWS_UNITS, ROWS_LIST };
/* What stands under a column of a list, in the total row. */
enum total {
	TOTAL_NONE,
	TOTAL_SUM,
	TOTAL_COUNT, /* rows in which the column is filled in */
	TOTAL_MEAN,  /* of all rows, of all units */
	TOTAL_RATIO  /* the column's own formula, on the totals */
};
/* How a superior's report shows the units below. */
enum synth_kind { SYNTH_CELLS, SYNTH_LIST };

/* A list of coded options; what is stored is the code. */
struct form_choice {
	const char *code, *label_vi, *label_en; /* tr_pick() them */
};
struct form_choices {
	const char *code; /* by which columns and rows name it */
	const struct form_choice *at;
	size_t n;
};
/* The option of that code, or NULL. */
const struct form_choice *form_choice_get(const struct form_choices *,
    const char *code);
/* "(1) Without ...": printed under the table, named by its mark. */
struct form_note {
	const char *mark; /* NULL: of the whole table */
	const char *text;
};

/* A head cell of the printed table, with its place in the head's grid. */
struct head {
	const char *label; /* with the mark of its note: "Tổng số (1)" */
	size_t row, col, rowspan, colspan; /* col counts printed columns */
};
/* A printed column; label columns (STT, indicator, measure) come first. */
struct col {
	const char *code;  /* printed: "1", "9.1", "A", "MS" */
	const char *label; /* its own head, without the ones above */
	const char
	    *measure; /* of its figures; NULL: the row's, or the form's */
	const char *path; /* "Kết quả xử lý đơn / Tổng số" for messages */
	enum col_role { COL_LABEL, COL_STT, COL_MEASURE, COL_CELL } role;
	const char *printed; /* in the row of numbers: code, or formula */
	enum cell_type type; /* of COL_CELL; CELL_NONE: as the row says */
	int decimals;
	bool required, negative;
	const struct dec *min, *max;
	const char *pattern; /* PCRE2, whole value */
	bool row_rules;      /* rows' formulas apply in this column */
	bool sums;           /* its figures add up over units */
	const char *item; /* code of its item, or its part of it; NULL: none */
	const char *item_name;
	const char *formula;                /* as printed, or NULL */
	const char *check;                  /* of which: "<=2", or NULL */
	bool warn;                          /* its check is a warning */
	int width;                          /* hint in characters, 0: none */
	const struct form_choices *choices; /* of CELL_CHOICE */
	const char *reg; /* of CELL_LOOKUP: the register's code */
	long of; /* the look-up column whose entry gives the text, or -1 */
	const char *attribute; /* which of its attributes */
	int max_mb;            /* of CELL_FILE */
	enum total total;      /* in a list */
	const char *note;      /* mark of its note, or NULL */
	long line;             /* of the text that was read */
};
enum row_role {
	ROW_PLAIN,
	ROW_SUBTOTAL, /* adds up its group, or (ROW_GRAND) the whole table */
	ROW_GRAND,
	ROW_TOTAL, /* of a list */
	ROW_SUMS,  /* of a list, never shown */
	ROW_COUNTS
};
struct row {
	const char *code, *label, *measure;
	const char *printed; /* the label with the mark of its note */
	bool group;          /* a heading: no cells */
	enum row_role role;
	int depth;           /* 0; 1 for "of which" rows 2.1 ... */
	enum cell_type type; /* used in columns of type CELL_NONE */
	int decimals;
	bool required; /* where its column is */
	bool negative;
	bool sums;
	const struct dec *min, *max;
	const char *pattern;
	const char *item, *formula, *check;
	bool warn;
	const char *entered; /* columns whose formula is not for this row */
	const char *none;    /* columns where nothing can stand in this row */
	const struct form_choices *choices;
	const char *reg;
	int max_mb;
	const char *note;
	long line; /* of the text that was read */
};
/* What stands in a cell, resolved from its row and column. */
struct cell {
	size_t row, col;
	enum cell_type type; /* CELL_NONE: nothing can stand here */
	int decimals;
	bool required, sums;
	const struct dec *min, *max;
	const char *pattern;
	const struct form_choices *choices; /* of CELL_CHOICE */
	const char *reg;                    /* of CELL_LOOKUP */
	long of; /* column of the entry whose attribute stands here, or -1 */
	const char *attribute;
	int max_mb; /* of CELL_FILE */
	/* Of a list's total row: computed from the unit's own rows, and adds
	 * up over units like something that was entered. */
	bool adds;
	const char *item; /* its item's code, or NULL */
	const char *measure;
	const struct formula *computed;  /* NULL: entered */
	bool by_row;                     /* the formula is the row's */
	const struct formula *checks[4]; /* chains and comparisons */
	bool check_by_row[4], check_warn[4];
	size_t ncheck;
};
/*
 * A check of the form, besides those that columns and rows carry.  In the XML,
 * after <rows>:
 *
 *	<checks>
 *	  <check id="K1" formula="[row 3] &lt;= [row 2]" columns="1 2">
 *	    <message lang="vi">Số đã xử lý không thể nhiều hơn số tiếp nhận.
 *	    </message>
 *	  </check>
 *	  <check id="K2" kind="change" percent="50" small="10" columns="3"/>
 *	  <check id="K3" kind="history" k="5" least="6" rows="3 4" columns="1"/>
 *	</checks>
 *
 * id		up to 20 letters, digits, '-', once in a form; messages quote it
 * severity	error: it cannot be sent; warning: its sender has to explain.
 *		Left out: error for a formula, warning for the others
 * kind		formula (left out), change, history
 * formula	a comparison that must not be false.  Bare codes are those of
 *		columns, within a row; with codes="rows" those of rows, within a
 *		column.  "<=2" has each cell that it is for on its left
 * columns, rows  the cells it is for: where their findings stand.  Left out:
 *		all columns (rows) with figures; of a formula that is judged
 *		once in a row (a column): its first code
 * percent	change: against the period before, by more than so many percent
 *		of it; a figure that was zero or empty is not judged
 * k, least	history: further from the median of the last 12 periods than k
 *		times their MAD (median of the absolute deviations), where there
 *		are at least so many (6).  Where the MAD is zero the mean
 *		deviation stands for it, then a tenth of the median; it is never
 *		less than one in the last decimal
 * small	change, history: differences up to it are no matter
 * message	in either language: said before what is said anyway
 */
enum form_check_kind { CHECK_FORMULA, CHECK_CHANGE, CHECK_HISTORY };
enum { HISTORY_PERIODS = 12, HISTORY_LEAST = 6, HISTORY_K = 5 };
struct form_check {
	const char *id;
	enum form_check_kind kind;
	bool warn;   /* must be explained; else it cannot be sent */
	bool by_row; /* bare codes are those of rows */
	const char *text, *columns, *rows;     /* as written, or NULL */
	const char *message_vi, *message_en;   /* tr_pick() them; or NULL */
	const struct dec *percent, *k, *small; /* small: NULL is none */
	long least;
	long line; /* of the file */
	/* Where it is judged: a cell, and the formula as read there. */
	const struct form_place {
		size_t cell;
		const struct formula *formula; /* NULL: no CHECK_FORMULA */
	} * at;
	size_t n;
};
/*
 * What formulas and checks ask for from beyond the form's own figures: known
 * once for every form, so that one that asks for nothing costs nothing.
 */
struct form_wants {
	const bool *past; /* by cell: at other times; NULL: of none */
	const bool
	    *below; /* by cell: of the units below, one by one; or NULL */
	int back;   /* the furthest period back */
	/* Items that stand in no cell, by code; below: of the units below. */
	const struct form_want {
		const char *item;
		bool here, below;
	} * items;
	size_t nitem;
	bool items_past, items_below; /* any of them */
};
struct form {
	long id, regime_id; /* 0 while it is not in the database */
	long unit_id;       /* it is this unit's alone; 0: everybody's */
	const char *regime, *version, *number; /* "XLD01", "2021", printed */
	const char *title_vi, *title_en, *basis, *measure;
	const struct form_note *notes; /* printed under the table */
	size_t nnote;
	const struct form_choices *choices;
	size_t nchoices;
	const char *valid_from, *valid_to;
	bool extendable; /* a unit may add rows of its own: core/extend.h */
	enum rows_kind rows_kind;
	enum synth_kind synth;
	size_t list_max;   /* of ROWS_LIST: rows 1 to this can be filled */
	const char *total; /* of ROWS_LIST: "Tổng số"; NULL: no total row */
	const char *sign_left, *sign_right;
	const struct head *heads; /* the printed head, code row not included */
	size_t nhead, head_rows;
	const struct col *cols;
	size_t ncol, nlabel; /* the first nlabel columns are no COL_CELL */
	const struct row *rows;
	size_t nrow;
	const struct cell *cells; /* nrow * ncol */
	size_t ncell;
	struct axis col_axis, row_axis;
	bool lookups;        /* it has cells of type CELL_LOOKUP */
	const size_t *order; /* computed cells in an order to compute them */
	size_t norder;
	const size_t *by_item; /* cells that have an item, by its code */
	size_t nby_item;
	const struct form_check *checks;
	size_t ncheck;
	struct form_wants wants;
	const long *item_ids; /* by cell, 0: none; set by form_get() */
};

/* A whole file: the regime and its form versions. */
struct regime_level_def {
	const char *level, *due;
	long line; /* of the file */
};
struct regime_file {
	const char *code, *line;
	const char *owner; /* code of a unit; NULL: the top of the line */
	struct regime_text text;
	/* published before, the oldest first: of a package (core/library.h) */
	const struct regime_text *past;
	size_t npast;
	const struct regime_level_def *levels;
	size_t nlevel;
	struct form *forms;
	const char **xml; /* of each form, canonical, as it will be kept:
			   * without its validity, which may change later */
	const long *form_line;
	size_t nform;
};
/*
 * Read a regime file.  E_INVALID with findings ("line 7", a sentence) when
 * anything in it is not known, not allowed or not consistent: unknown elements,
 * codes used twice, formulas that cannot be read, cycles (the path is shown), a
 * constant in a formula that is also a code, DTDs, entities, size.
 */
enum rc regime_read(struct arena *, const char *xml, size_t len,
    struct findings *, struct regime_file *ret) NODISCARD;
/* What an element says as <regime> does, of a regime's version alone. */
void regime_text_of(struct arena *, struct xml *, struct findings *,
    struct regime_text *ret);
/*
 * Store it, in the transaction that is open.  A version that is there already
 * must be the same but for its validity, deadlines that are there already stay
 * as they are: E_CONFLICT or E_INVALID, with findings.
 */
enum rc regime_store(struct db *, const struct ctx *,
    const struct regime_file *, struct findings *) NODISCARD;
/*
 * One version more, with regime_id, unit_id and validity of the form; the
 * caller's transaction, lock (AUDIT_FORMS) and audit row.  E_CONFLICT with
 * findings: there is such a version, one valid at the same time, or an item
 * with another meaning.
 */
enum rc form_store(struct db *, const struct form *, const char *xml,
    struct findings *, long *ret_id) NODISCARD;
/* A form alone, from its canonical XML; false with findings. */
bool form_read(struct arena *, const char *xml, size_t len, struct findings *,
    struct form *ret);
/* The form of this id, from the process's cache or the database. */
enum rc form_get(struct db *, long id, const struct form **ret) NODISCARD;
/* May the row be filled: one of a list, or any that is no heading. */
bool form_row_fills(const struct form *, size_t row);
/* "(1) Without ...", as a note is printed. */
const char *form_note_text(struct arena *, const struct form_note *);
/* How messages name a cell: "9" in a form of units, else "row 3, column 1". */
const char *form_cell_name(struct arena *, const struct form *, size_t cell);
/* The cell that holds the item, or -1. */
long form_item_cell(const struct form *, const char *item);
/*
 * The cell that a reference of a cell's formula means; of a PLAN the one that
 * holds the plan.  -1: none of this form.
 */
long form_ref_cell(struct arena *, const struct form *, const struct cell *,
    bool by_row, const struct ref *);
/* The item that it means where it is no cell of this form, or NULL. */
const char *form_ref_item(struct arena *, const struct form *,
    const struct cell *, bool by_row, const struct ref *);
/*
 * For whoever publishes a form: formulas that go in a circle over several
 * forms, of those in force at the same time (other versions of its regime are
 * not).  OK, or E_INVALID with a finding that shows the way round as forms and
 * cells.  One statement, and none for a form that asks no other.
 */
enum rc form_circle(struct db *, const struct form *, long regime_id,
    struct findings *) NODISCARD;
/* The same among forms that are given; of forms[0].  NULL: there is none. */
const char *form_circle_path(struct arena *, const struct form *const *forms,
    size_t n);
/*
 * Doubts about units of measure that formulas and checks add or compare
 * (core/formula_measure.h), each sentence once.  What texts and items of other
 * forms are measured in the source says; NULL: texts are read by their words,
 * and of other forms nothing is known.
 */
struct measures;
struct item_measures {
	const char *(*of)(const void *from, const char *item); /* or NULL */
	const void *from;
	const struct measures *table; /* NULL: words alone */
};
struct form_doubt {
	size_t cell;
	bool by_row; /* of the row's formula or check; else the column's */
	long check;  /* of checks[]; -1: of its row or column */
	const char *text;
};
struct form_doubts {
	struct form_doubt *at;
	size_t n;
};
void form_doubts(struct arena *, const struct form *,
    const struct item_measures *, struct form_doubts *ret);
/* The same as warnings, at names of cells. */
void form_measures(struct arena *, const struct form *,
    const struct item_measures *, struct findings *);
/*
 * What the installation knows: its table of measures, and what the items that
 * the form asks for of other forms are measured in on that day.  Two
 * statements, and one for a form that asks no other.
 */
enum rc form_source(struct db *, const struct form *, const char *day,
    struct item_measures *ret) NODISCARD;
/* What a cell's item is called when the form brings it in: its row, its column.
 */
const char *form_item_name(struct arena *, const struct form *,
    const struct cell *);
/* The column or row with that code, or -1. */
long form_col(const struct form *, const char *code);
long form_row(const struct form *, const char *code);
#endif
