/*
 * formula.h - the one language of computed cells and checks
 *
 * Reads the notation as it is printed on Vietnamese forms:
 *     1=2+3+...+7      22+...+25      18+…+22      9.1/9.2*100     <=2
 *     9=11+12+13 =14+15+16+17 =18+22          (a chain)
 * and: + - * / ( ) and unary minus, = <> < <= > >=, and or not,
 * if(c,a,b) round(x,n) abs min max sum mean count coalesce, and the
 * functions of time prev(c), ytd(c), same_period_last_year(c).
 *
 * A bare number is a printed code of the axis where the form has it, else a
 * constant.  "a+...+b" (also "..", "…") runs over the codes printed between a
 * and b, in the order of the form.  One '=' with a code on its left: computed.
 * A chain of two or more: the left is entered, every further side is a check.
 * A comparison without a left side ("<=2") has the cell itself on its left.
 *
 * Null rules: a null operand of + - in a sum of cells is skipped, and a sum of
 * nothing but nulls is null; * / and comparison with null give null; a check
 * that is null is not violated; division by zero, or by null, is "not
 * computable", which spreads and is shown as "-".
 */
#ifndef CORE_FORMULA_H
#define CORE_FORMULA_H
#include "base/decimal.h"
#include "base/findings.h"

enum { FORMULA_TEXT_MAX = 500, FORMULA_STEPS = 10000, FORMULA_DEPTH = 40 };

/* The codes of one axis (columns, or rows) in the order printed. */
struct axis {
	const char *const *code;
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
	const char *text;  /* as printed */
	long target;	   /* index of the left side's code; -1: the cell itself
			    * (for "<=2"), -2: there is none (a bare expression) */
	bool computed;	   /* one '=': the target is computed from side[0] */
	struct expr **side; /* for a chain: each must equal the target */
	size_t nside;
	struct expr *check; /* for a comparison: must not be false */
};

/*
 * self is the index of the row or column that carries the formula, -1 if none.
 * False, with findings at `where` naming position and reason, if it cannot be
 * read, names a code twice over, is too long or too deep.
 */
bool formula_parse(struct arena *, const char *text, const struct axis *,
    long self, const char *where, struct findings *, struct formula *ret);
/* The value of one side; never fails: at the step limit it is not computable. */
struct value formula_eval(struct arena *, const struct expr *,
    const struct cells *);
/* Which codes (as indices, with when) an expression reads: for ordering
 * computed cells and finding cycles.  Calls see() for each. */
void expr_reads(const struct expr *, void (*see)(void *, size_t, enum when),
    void *arg);
/* The expression in words of the form: "[2] + [3]", for messages. */
const char *expr_show(struct arena *, const struct expr *, const struct axis *);

/* One violated side of a check. */
struct violation {
	const char *left, *right; /* expressions as shown */
	struct value left_value, right_value;
	const char *op; /* "=", "<=", ... */
};
/* Sides of the formula that do not hold, in order; returns how many (<= max). */
size_t formula_violations(struct arena *, const struct formula *,
    const struct axis *, const struct cells *, struct violation *ret,
    size_t max);
#endif
