/* design_part.h - between the files of design_*.c, here and in lib/view */
#ifndef CORE_DESIGN_PART_H
#define CORE_DESIGN_PART_H
#include "core/design.h"

enum { DESIGN_AXIS_MAX = 4000 };

bool design_is(const struct xml *, const char *name);
/* As xml_attr(), without marking it as seen; NULL: not there. */
const char *design_attr(const struct xml *, const char *name);
/* The same, "" for what is not there. */
const char *design_text_of(const struct xml *, const char *name);
/* The column or row of that index, or NULL. */
struct xml *design_col(const struct design *, long);
struct xml *design_row(const struct design *, long);
struct place design_place_of(const struct xml *in_columns_or_rows, bool row);
bool design_no(const struct design *, struct findings *, struct place,
    const char *why);

struct xml *design_parent(const struct design *, const struct xml *);
bool design_is_row(const struct design *, const struct xml *);
/* The last row of those that are parts of it: 2.2 of 2. */
struct xml *design_last_part(struct xml *row);
/* A new column, label, row or heading, with an unused code after that one. */
struct xml *design_line_new(struct design *, const char *name,
    const char *after, bool rows);

/* Columns in the order printed, labels included; or rows. */
struct line {
	struct xml **at;
	const char **code; /* "" where there is none */
	size_t n;
};
struct line design_line(const struct design *, bool rows);
/* The form's checks, as if they stood in a line. */
struct line design_checks(const struct design *);
/* Its index, or -1. */
long design_in_line(const struct line *, const struct xml *);
size_t design_depth(const char *code); /* of "2.1": 1 */

/*
 * design_code.c: codes as they stand before an operation, and how they run on.
 */
struct codes {
	struct line cols, rows;
	bool cols_run, rows_run, heads_run; /* they run through */
};
void design_codes_note(const struct design *, struct codes *ret);
/* Number on what ran through, and let formulas follow. */
void design_codes_follow(struct design *, const struct codes *was);
/* All columns of figures, or all rows, from 1 on. */
void design_codes_number(struct design *, bool rows);
/* An unused code after that one: "2.2" after "2.1". */
const char *design_code_after(const struct design *, bool rows,
    const char *code);
/* design_formula.c: what it read as `was` it reads as `is`, by element. */
void design_formulas_follow(struct design *, bool rows, const struct line *was,
    const struct line *is);
/* The same for what one element carries. */
void design_follow(struct design *, struct xml *, bool rows,
    const struct line *was, const struct line *is);
/*
 * Who names that column or row in a formula, other than inside or at the end of
 * a range; NULL: nobody.  `gone`: what is deleted with it does not count.
 */
const struct xml *design_named_by(const struct design *, bool rows,
    const struct xml *what, const struct xml *gone, const char **ret_formula);
/* Does it compute its cell, as "5=2+3" does?  NULL does not, nor a chain. */
bool design_computes(const char *formula);
/* "5=2+3+4", "5=2+3+...+9": a sum of these, in their order. */
const char *design_sum_text(struct design *, bool rows, const struct xml *of,
    struct xml *const *at, size_t n);

/* design_form.c: the title block. */
const char *design_form_get(const struct design *, const char *prop);
void design_form_set(struct design *, const char *prop, const char *value);
/* As the XML keeps a line: no blanks at its ends, none doubled. */
const char *design_tidy(struct arena *, const char *, size_t);
/* <message lang="vi"> of a check. */
const char *design_message_get(const struct xml *, const char *lang);
void design_message_set(struct design *, struct xml *, const char *lang,
    const char *text);
/* design_check.c: what was found at "line 7" of the text written last. */
void design_take_over(const struct design *, const struct findings *,
    struct findings *);
/* design_choices.c: the options of a column's or row's list. */
const char *design_options_get(const struct design *, const struct xml *);
/* A sentence for what cannot be read, or NULL. */
const char *design_options_read(struct design *, const char *lines);
void design_options_set(struct design *, struct xml *, const char *lines);
/* Lists that nobody names are gone. */
void design_options_tidy(struct design *);
/* Hang an element of the title block where the schema wants it. */
void design_hang_in_order(struct design *, struct xml *);
/* "decimal"; of a row without one: "row". */
const char *design_type_of(const struct xml *);
bool design_is_figure(const char *type);

/* Operations, in the table of design_do.c. */
#define OP(name) \
	bool design_op_##name(struct design *, const struct design_act *, \
	    struct place *, struct findings *)
OP(before);
OP(after);
OP(heading);
OP(total);
OP(copy);
OP(delete);
OP(back);
OP(forth);
OP(in);
OP(out);
OP(merge);
OP(ungroup);
OP(paste);
OP(number);
OP(set);
OP(none);
OP(typed);
OP(usual);
OP(settle);
OP(check);
#undef OP
#endif
