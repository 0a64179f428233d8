/*
 * formula.h - the one language of computed cells and checks
 *
 * Reads the notation as it is printed on Vietnamese forms:
 *     1=2+3+...+7      22+...+25      18+…+22      9.1/9.2*100     <=2
 *     9=11+12+13 =14+15+16+17 =18+22          (a chain)
 * and: + - * / ( ) and unary minus, = <> < <= > >=, and or not,
 * if(c,a,b) round(x,n) abs min max sum mean count coalesce, and the
 * functions of time prev(c), ytd(c), same_period_last_year(c).  Also × ÷ ≤ ≥ ≠,
 * the typographer's minus, and ';' between arguments.
 *
 * A bare number is a printed code of the axis where the form has it, else a
 * constant; the second argument of round() is always a constant.  One '=' with
 * a code on its left: computed.  A chain of two or more: the left is entered,
 * every further side is a check.  A comparison without a left side ("<=2") has
 * the cell itself on its left, and so has "=2+3".
 *
 * "a+...+b" (also "..", "…") runs over the codes printed between a and b, in
 * the order of the form, that are of their kind: 1+...+3 takes 2 but neither
 * 2.1, which is of its parts, nor the heading II; 4.1+...+4.3 takes 4.2.  As
 * arguments, "a,...,b" are as many arguments: mean(2,...,7).
 *
 * Beyond the codes of its own axis a formula may ask for (a "reference" is a
 * code, a cell or an item):
 *     [row 3, column 2]	a cell of the form, by both of its codes;
 *     [row 3]			that row, in the column of the cell itself
 *     [column 2]		that column, in the row of the cell itself
 *     item("KTXH.5.TH")	the figure of an item for the same unit and the
 *				same window, whichever form it is of: of this
 *				form what stands in its cell, of another one
 *				what was accepted; where none was accepted in
 *				the window, what core/home.h makes of shorter
 *				windows (months of a quarter) by the item's
 *				rule, once all of them are accepted
 *     prev(r)  prev(r, 3)	one period before; three periods before
 *     ytd(r)			from the first period of the year to this one
 *     same_period_last_year(r)	the same period of the year before
 *     plan(r)			what was planned for the year (formula_plan())
 *     window_sum(r, 12)	the last 12 periods, this one among them; also
 *				window_mean _min _max _count; at most
 *				FORMULA_WINDOW periods
 *     children_sum(r)		over the units directly below whose report is
 *				accepted; also children_mean _min _max _count.
 *				Earlier periods, plans and units below are asked
 *				for in their own windows alone: nothing is made
 *				of shorter ones
 *     children_mean(r, w)	mean weighted by w: sum(r * w) / sum(w)
 *     units_reporting()	how many units below are accepted
 *     units_expected()		how many units below have to report
 * The grammar of it is in formula_ref.c.  The numbers of periods are constants,
 * never codes.  An item's code may stand without the quotation marks if it is a
 * word (letters, digits, points, '_'); the typographer's marks do as well.
 *
 * Null rules: a null operand of + - in a sum is skipped, and a sum of nothing
 * but nulls is null; * / and comparison with null give null; a check that is
 * null is not violated; division by zero, or by null, is "not computable",
 * which spreads and is shown as "-".  sum min max mean count coalesce pass over
 * nulls (count of nothing is 0, the others are null); "false and x" is false
 * and "true or x" true whatever x is; only the branch of if() that is taken
 * counts, and none if the condition is null.  A reference to what was not
 * accepted, or does not exist, is null.  window_ and children_ pass over nulls
 * as sum() and its like do; children_mean(r, w) takes the units that have both,
 * and is not computable where their weights add up to zero.  units_ are never
 * null.  Steps are counted for every figure that is asked for.
 */
#ifndef CORE_FORMULA_H
#define CORE_FORMULA_H
#include "base/decimal.h"
#include "base/findings.h"
#include "base/num.h"

enum {
	FORMULA_TEXT_MAX = 500,
	FORMULA_STEPS = 10000,
	FORMULA_DEPTH = 40,
	FORMULA_WINDOW = 60,
	FORMULA_ITEM = 80
};

/* The codes of one axis (columns, or rows) in the order printed. */
struct axis {
	const char *const *code; /* NULL or "": has no code */
	size_t n;
	bool rows;                 /* they are those of rows */
	const struct axis *across; /* the other axis; NULL: there is none */
};
/* A figure, no figure, or not computable (dec is NULL then, too). */
struct value {
	const struct dec *dec;
	bool nan; /* not computable */
};
/* When, or where, a figure is meant; EACH_BELOW: of the units below, one by
 * one. */
enum when { NOW, PREV, YTD, LAST_YEAR, PLAN, EACH_BELOW };

/* What a formula asks for. */
struct ref {
	enum ref_kind {
		REF_CODE, /* code: an index on the formula's axis */
		REF_CELL, /* row, col: on either axis; -1: the cell's own */
		REF_ITEM, /* item: of no cell of this form */
		REF_UNITS /* how many units there are below */
	} kind;
	size_t code;
	long row, col;
	const char *item; /* its code; of a REF_CELL that was named by it, too
			   */
	enum when when;
	int back;      /* of PREV: how many periods, from 1 */
	bool expected; /* of REF_UNITS: not only those that are accepted */
};

/* What a formula asks its surroundings for: cell i of the axis, at a time. */
struct cells {
	struct value (*get)(const void *from, size_t i, enum when);
	const void *from;
	/* Everything else; NULL: there is nothing else, which is null. */
	struct value (*ref)(const void *from, const struct ref *);
	/* Of a ref that is EACH_BELOW: the figure of the k-th unit that is
	 * accepted; false: there are no more. */
	bool (*below)(const void *from, const struct ref *, size_t k,
	    struct value *ret);
};

struct expr; /* opaque tree, in the arena it was parsed into */
struct formula {
	const char *text; /* as printed */
	long target;      /* index of the left side's code; -1: the cell itself
			   * (for "<=2"), -2: there is none (a bare expression:
			   * side[0], or a comparison) */
	bool computed;    /* one '=': the target is computed from side[0] */
	const struct expr **side; /* for a chain: each must equal the target */
	size_t nside;
	const struct expr *check; /* for a comparison: must not be false */
};

/*
 * self is the index of the row or column that carries the formula, -1 if none.
 * False, with findings at `where` naming position and reason, if it cannot be
 * read, names a code that the axis has twice or adds one twice over, is too
 * long or too deep.  Nobody checks here that the target is self.
 */
bool formula_parse(struct arena *, const char *text, const struct axis *,
    long self, const char *where, struct findings *, struct formula *ret);
/* The value of one side; never fails: at the step limit it is not computable.
 */
struct value formula_eval(struct arena *, const struct expr *,
    const struct cells *);
/* Which codes (as indices, with when) of its own axis an expression reads.
 * Calls see() for each. */
void expr_reads(const struct expr *, void (*see)(void *, size_t, enum when),
    void *arg);
/*
 * Everything that it reads, codes included: for ordering computed cells,
 * finding cycles, and for loading what will be asked for.  A window is its
 * figure NOW and PREV with the largest `back`.
 */
void expr_refs(const struct expr *, void (*see)(void *, const struct ref *),
    void *arg);
void formula_refs(const struct formula *,
    void (*see)(void *, const struct ref *), void *arg);
/*
 * Once the cells of a form are known: items of the form become its cells.
 * find() gives row and column, or false: it is of another form.
 */
void formula_bind(struct formula *,
    bool (*find)(void *, const char *item, long *ret_row, long *ret_col),
    void *arg);
/*
 * The item in which an item's plan for the year is kept: the last part of its
 * code, TH (thực hiện) or LK (lũy kế), becomes KH (kế hoạch); else .KH is
 * added.
 */
const char *formula_plan(struct arena *, const char *item);
/*
 * The constants of an expression, as written: a form in which one of them is
 * also a code of the form is not published.
 */
void expr_constants(const struct expr *, void (*see)(void *, const char *),
    void *arg);
/* The first constant of the formula that equals a code of the axis as a number
 * (2.0 and 02 are 2), or NULL. */
const char *formula_doubtful(struct arena *, const struct formula *,
    const struct axis *);
/* The expression as a form would print it: "2 + 3 + ... + 7". */
const char *expr_show(struct arena *, const struct expr *, const struct axis *);

/*
 * The expression for the script that previews it (html/static/calc.js): words
 * after their operands, a blank between; a number is an index into the axis,
 * "@3.2" the cell of row 3 and column 2 ("-": its own), "#2.5" a constant, "?"
 * what cannot be told without other periods, forms or units.
 */
void expr_stack(struct buf *, const struct expr *);

/* One violated side of a check. */
struct violation {
	const char *left, *right; /* expressions as shown; right may be "" */
	struct value left_value, right_value;
	const char *op; /* "=", "<=", ...; "": left as a whole is false */
	bool constant;  /* right is a number as it stands */
	bool of_cell;   /* left is the formula's target, or the cell itself */
};
/* Sides of the formula that do not hold, in order; returns how many (<= max).
 * A computed formula is checked as a chain of one side. */
size_t formula_violations(struct arena *, const struct formula *,
    const struct axis *, const struct cells *, struct violation *ret,
    size_t max);
/*
 * A sentence for the user: "Column 1 (Total) is 12, but 2 + 3 + ... + 7 gives
 * 11."  what: the cell in words ("Column 1 (Total)"), put for the left side if
 * that is the cell; NULL: its code must do.
 */
const char *violation_text(struct arena *, const struct violation *,
    const char *what, enum num_lang);

/*
 * For the command line: a formula over codes given as NAME=VALUE, in their
 * order; NAME may be any reference that a formula can name, prev(NAME) and its
 * like; an empty VALUE or "null" is no figure.
 *     item("KTXH.5.TH")=12  [row 3, column 2]=7  prev(3, 2)=5  plan(3)=100
 *     window(3)=1,2,null,4	periods from this one back
 *     children(3)=5,null,7	of the units below, in their order
 *     units_expected()=12	without it as many as have children() figures
 *     measure(3)="triệu đồng"	for the check of measures
 * (core/formula_measure.h) False, with findings, if something cannot be read.
 * A formula that begins "NAME=" may leave that NAME out: it is computed.  Other
 * references that were not given are no figure; doubts about measures are
 * warnings in the findings.
 */
struct formula_answer {
	const char *text; /* "1/3", "null", "-", "true", or what is violated,
			   * one sentence a line */
	bool holds;       /* nothing is violated */
};
bool formula_try(struct arena *, const char *text, const char *const *given,
    size_t n, enum num_lang, struct findings *, struct formula_answer *ret);
#endif
