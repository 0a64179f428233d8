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
 * Null rules: a null operand of + - in a sum is skipped, and a sum of nothing
 * but nulls is null; * / and comparison with null give null; a check that is
 * null is not violated; division by zero, or by null, is "not computable",
 * which spreads and is shown as "-".  sum min max mean count coalesce pass over
 * nulls (count of nothing is 0, the others are null); "false and x" is false
 * and "true or x" true whatever x is; only the branch of if() that is taken
 * counts, and none if the condition is null.
 */
#ifndef CORE_FORMULA_H
#define CORE_FORMULA_H
#include "base/decimal.h"
#include "base/findings.h"
#include "base/num.h"

enum { FORMULA_TEXT_MAX = 500, FORMULA_STEPS = 10000, FORMULA_DEPTH = 40 };

/* The codes of one axis (columns, or rows) in the order printed. */
struct axis {
	const char *const *code; /* NULL or "": has no code */
	size_t n;
};
/* A figure, no figure, or not computable (dec is NULL then, too). */
struct value {
	const struct dec *dec;
	bool nan; /* not computable */
};
/* When a cell is meant. */
enum when { NOW, PREV, YTD, LAST_YEAR };

/* What a formula asks its surroundings for: cell i of the axis, at a time. */
struct cells {
	struct value (*get)(const void *from, size_t i, enum when);
	const void *from;
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
/* Which codes (as indices, with when) an expression reads: for ordering
 * computed cells and finding cycles.  Calls see() for each. */
void expr_reads(const struct expr *, void (*see)(void *, size_t, enum when),
    void *arg);
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
 * "#2.5" a constant, "?" what cannot be told without other periods.
 */
void expr_stack(struct buf *, const struct expr *);

/* One violated side of a check. */
struct violation {
	const char *left, *right; /* expressions as shown; right may be "" */
	struct value left_value, right_value;
	const char *op; /* "=", "<=", ...; "": left as a whole is false */
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
 * order; NAME may be prev(NAME) and its like, an empty VALUE or "null" is no
 * figure.  False, with findings, if something cannot be read.  A formula that
 * begins "NAME=" may leave that NAME out: it is computed.
 */
struct formula_answer {
	const char *text; /* "1/3", "null", "-", "true", or what is violated,
			   * one sentence a line */
	bool holds;       /* nothing is violated */
};
bool formula_try(struct arena *, const char *text, const char *const *given,
    size_t n, enum num_lang, struct findings *, struct formula_answer *ret);
#endif
