/*
 * form_part.h - a form while it is being read: for form_*.c alone
 *
 * form_attr.c reads attributes, form_cols.c and form_rows.c the two axes,
 * (form_list.c those of a list, and sub-totals), form_cells.c makes the cells
 * out of them, form_extra.c reads choices and notes, form_read.c is the whole.
 */
#ifndef CORE_FORM_PART_H
#define CORE_FORM_PART_H
#include "core/form.h"
#include "io/xml.h"

enum {
	FORM_COLS = 200,
	FORM_ROWS = 2000,
	FORM_CELLS = 20000,
	FORM_HEADS = 400,
	FORM_HEAD_ROWS = 6,
	FORM_LIST = 1000,   /* rows of a list */
	FORM_POSTED = 5000, /* fields of a list: what a page can send */
	FORM_LISTS = 40,    /* lists of choices */
	FORM_CHOICES = 200, /* options of one of them */
	FORM_NOTES = 40,
	FORM_MB = 20, /* a file sent with a report */
	ITEM_CODE = 80
};

struct form_draft {
	struct arena *mem;
	struct findings *findings;
	struct form *form;
	/* of the form, while they can still be written to */
	struct col *cols;
	struct row *rows;
	struct head *heads;
	size_t ncol, nrow, nhead;
	long *col_line, *row_line; /* lines of the file */
};

/* form_attr.c: what is missing or wrong is a finding; the default is given. */
const char *attr_text(struct form_draft *, struct xml *, const char *name,
    size_t max); /* NULL: not there */
const char *attr_need(struct form_draft *, struct xml *, const char *name,
    size_t max); /* "": not there, which is a finding */
bool attr_yes(struct form_draft *, struct xml *, const char *name, bool dflt);
long attr_long(struct form_draft *, struct xml *, const char *name, long min,
    long max, long dflt);
const struct dec *attr_dec(struct form_draft *, struct xml *, const char *name);
const char *attr_date(struct form_draft *, struct xml *, const char *name,
    const char *dflt);
/* One of n words: its index. */
size_t attr_pick(struct form_draft *, struct xml *, const char *name,
    const char *const words[], size_t n, size_t dflt);
/* Letters, digits and any of `more`; "" if it is not that. */
const char *attr_code(struct form_draft *, struct xml *, const char *name,
    size_t max, const char *more, bool need);
const char *attr_pattern(struct form_draft *, struct xml *);
/* The text of the one child of that name; "" or NULL as for attributes. */
const char *kid_text(struct form_draft *, struct xml *, const char *name,
    size_t max, bool need);
/* Its children <title lang="vi"> and en; the latter may be left out, and is the
 * same then. */
void titles_read(struct form_draft *, struct xml *, const char **ret_vi,
    const char **ret_en);
/* The items that a row binds its cells to, by column; NULL: none. */
const char **row_binds(struct form_draft *, size_t row);
/* Type, decimals, range, pattern: alike for columns and rows. */
struct attr_value {
	enum cell_type type;
	int decimals;
	bool required, negative, sums, warn;
	const struct dec *min, *max;
	const char *pattern, *formula, *check;
	const struct form_choices *choices;
	const char *reg;
	int max_mb;
};
struct attr_value attr_value(struct form_draft *, struct xml *, bool row);

/* form_regime.c: what the file says of the regime itself. */
void regime_text_read(struct form_draft *, struct xml *regime,
    struct regime_text *ret);
/* From and to of an element. */
void validity(struct form_draft *, struct xml *, const char **ret_from,
    const char **ret_to);
/* form_extra.c: lists of options and notes, before anything names them. */
void choices_read(struct form_draft *, struct xml *form);
void notes_read(struct form_draft *, struct xml *form);
/* The mark that the element's attribute "note" names, or NULL. */
const char *attr_note(struct form_draft *, struct xml *);
/* "Tổng số (1)". */
const char *noted(struct arena *, const char *label, const char *mark);
/* What a choice, a look-up or a file says in its attributes. */
void attr_kind(struct form_draft *, struct xml *, struct attr_value *);

/* form_list.c: the rows of a list; the formula of a sub-total. */
void list_rows_read(struct form_draft *, struct xml *rows);
void subtotal_read(struct form_draft *, struct xml *, struct row *);
/* The column's total: said, or by its type; and "of" with its attribute. */
void list_column_read(struct form_draft *, struct xml *, struct col *);
/* Once all columns and rows are known: what does not fit together. */
void list_check(struct form_draft *);
/* Formulas of the rows of totals: the same in every column. */
struct list_rules {
	const struct formula *sum, *count, *mean; /* of ROW_TOTAL */
	const struct formula *sums, *counts;      /* of the rows below it */
};
void list_rules_make(struct form_draft *, struct list_rules *ret);
/* A cell of those rows; ratio: the column's own formula, or NULL. */
void list_cell_make(struct form_draft *, const struct list_rules *,
    const struct formula *ratio, struct cell *);

void cols_read(struct form_draft *, struct xml *columns);
void rows_read(struct form_draft *, struct xml *rows);
/* form_check.c: the checks of the form, once its cells are known. */
void checks_read(struct form_draft *, struct xml *form);
/* form_wants.c: once the cells are known, they are found by their items; */
void items_index(struct form_draft *);
/* items in formulas become cells of the form ... */
void formula_settle(struct form_draft *, const struct formula *);
/* ... and, last of all, what is asked for from elsewhere. */
void wants_make(struct form_draft *);
/* Formulas, cells, and the order of the computed ones. */
void cells_resolve(struct form_draft *);
/* Part of it: the order, in form_order.c; a cycle is a finding. */
void cells_order(struct form_draft *);
/* A constant of the formula that looks like a code of the axis: a finding. */
void constants_check(struct form_draft *, const struct formula *,
    const struct axis *, const char *where);
#endif
