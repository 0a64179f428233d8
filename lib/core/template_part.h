/* template_part.h - what the parts of template.h share; nobody else */
#ifndef CORE_TEMPLATE_PART_H
#define CORE_TEMPLATE_PART_H
#include "base/ctx.h"
#include "core/template.h"

/* A sheet as a board: who stands at (row, col), merged cells everywhere. */
struct board {
	struct arena *mem;
	struct template *t;
	const struct xlsx_sheet *sheet;
	unsigned rows, cols;
	int *at;          /* rows * cols: index of a cell, or -1 */
	const char **raw; /* of each cell: with its line breaks */
	unsigned head, codes, body, foot; /* rows: first of the head, that of
					   * the numbers, first below it, and
					   * first below the table */
	unsigned left, right;             /* columns of the table, included */
	bool numbered;                    /* there is a row of numbers */
};
struct template_cell *board_at(const struct board *, unsigned row,
    unsigned col);
/* The one that begins there, and can be seen; NULL: none does. */
struct template_cell *board_cell(const struct board *, unsigned row,
    const struct template_col *);
/* template_board.c */
void board_lay(struct board *, const struct xlsx_sheet *);
/* In that row, those that begin there; NULL ends. */
struct template_cell *board_next(const struct board *, unsigned row,
    unsigned *col);
/* The last doubt is only a remark. */
void board_remark(struct board *);
void board_doubt(struct board *, unsigned row, unsigned col, const char *place,
    const char *fmt, ...) FMT(5, 6);

/* template_text.c: what texts mean */
/* In one line, without doubled blanks, other blanks as blanks; trimmed. */
const char *text_clean(struct arena *, const char *);
/* As printf(), in the arena. */
const char *text_format(struct arena *, const char *fmt, va_list) FMT(2, 0);
/* So much of a text as a sentence may quote. */
const char *text_brief(struct arena *, const char *);
/* Without marks and case: by it patterns are known. */
const char *text_key(struct arena *, const char *);
bool key_begins(const char *key, const char *words);
bool text_is_capitals(struct arena *, const char *);
/* "Tổng cộng ...": a row that sums up the others. */
bool text_is_total(struct arena *, const char *);
bool text_is_placeholder(const char *);
/* The unit of measure in "Tiền (Trđ)", as it is called; NULL: none. */
const char *text_measure(struct arena *, const char *label, bool own);
/* As it is called: "triệu đồng" for "Trđ"; its type of figures. */
const char *measure_name(struct arena *, const char *printed,
    enum template_type *ret);
/* Is it measured, not counted: money, areas, weights, shares? */
bool measure_known(struct arena *, const char *printed);

/* template_code.c: numbers and formulas as they are printed */
struct printed {
	const char *code;    /* "" for none */
	const char *formula; /* "1=2+3", or "" */
};
/* False: the text is neither a number nor a formula. */
bool printed_read(struct arena *, const char *text, struct printed *ret);
/* "1.", "1)", "(1)", "I -" before a row: its code; NULL: it is none. */
const char *printed_row(struct arena *, const char *text, struct printed *ret);
/* "NNP", "SXN": what a column of codes may hold besides numbers. */
bool printed_letters(struct arena *, const char *text, struct printed *ret);
/* The number as a number, 0 if it is not a whole one. */
unsigned long printed_number(const char *code);
bool printed_is_letter(const char *code);
/* How high it stands: A before I, before 1, before 1.1, before a. */
size_t printed_rank(const char *code);
/* A label that ends in its formula, "Tổng số (1=2+3)"; it is cut there. */
bool printed_at_end(struct arena *, const char **label, bool code_alone,
    struct printed *ret);

/* What a line of the title block, or of the foot, begins with. */
enum line_kind {
	LINE_OTHER,
	LINE_NUMBER,  /* "Biểu số: ..." */
	LINE_BASIS,   /* "Ban hành theo ..." */
	LINE_MEASURE, /* "Đơn vị tính: ..." */
	LINE_FRAME, /* "Kỳ báo cáo: ...", agencies, the motto, places, dates */
	LINE_NOTE, /* "Ghi chú: ..." */
	LINE_LEFT, /* "Người lập biểu" */
	LINE_RIGHT /* "Thủ trưởng đơn vị" */
};
enum line_kind line_kind(struct arena *, const char *line);
/* "SỞ Y TẾ": in a corner of the sheet it is who reports, not a title. */
bool line_is_agency(struct arena *, const char *line);

/* The first row of notes or signatures, or that has nothing of the table; code:
 * the column of the rows' codes, or NULL. */
unsigned foot_find(const struct board *, const struct template_col *code);

/* template_formula.c */
struct axis;
/* A formula, of either axis, and where it stands. */
struct subject {
	struct board *b;
	const struct axis *axis;
	unsigned row, col; /* of the sheet: where it stands */
	const char *place, *code, *formula;
	long self;
	bool percent;
	size_t doubts; /* so far */
};
/* The formula in the form's notation, or NULL: there is none, or a doubt. */
const char *formula_take(struct subject *);

/* Each fills its part of b->t and gives the cells it understood their role. */
bool head_find(struct board *); /* template_find.c */
/* How good a table the sheet has, 0 for none: template_sheet()'s. */
size_t head_score(const struct board *, unsigned *ret_row);
void head_read(struct board *);     /* template_head.c */
void kinds_read(struct board *);    /* template_kind.c */
void rows_read_all(struct board *); /* template_rows.c */
void frame_read(struct board *);    /* template_frame.c */
void foot_read(struct board *);
void codes_check_all(struct board *); /* template_check.c */
void words_check(struct board *);     /* template_word.c */
void parts_check(struct board *);     /* template_part_of.c */
/* The encoding from before Unicode that the texts are in; NULL: they are not.
 */
const char *old_encoding(const struct board *); /* template_old.c */
void form_write(struct board *);                /* template_form.c */
#endif
