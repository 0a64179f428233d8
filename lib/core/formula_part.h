/* formula_part.h - between the files of the parser */
#ifndef CORE_FORMULA_PART_H
#define CORE_FORMULA_PART_H
#include "core/formula_tree.h"

/* One text being read. */
struct formula_reading {
	struct arena *mem;
	const char *text; /* NFC */
	const struct axis *axis;
	long self;
	const char *where;
	struct findings *findings;
	/* from here on the parser's own */
	struct token tok;
	int depth;
	bool failed, elided;
	const struct expr *chain;
};
/* The tree of a whole formula, or NULL with a finding. */
const struct expr *formula_tree(struct formula_reading *);

/* Say what is wrong at that place; returns NULL.  Only the first one counts. */
const struct expr *formula_wrong(struct formula_reading *, const char *at,
    const char *fmt, ...) FMT(3, 4);
/* The token in hand cannot stand where it stands. */
const struct expr *formula_unexpected(struct formula_reading *);
/* The word at a token, cut where it is too long to be quoted. */
const char *formula_quoted(struct formula_reading *, struct token);
void formula_next(struct formula_reading *);
/* One level deeper; false, and said, past FORMULA_DEPTH. */
bool formula_deeper(struct formula_reading *);
/* e, if it is what is wanted: a comparison (truth), or a figure. */
const struct expr *formula_want(struct formula_reading *, const char *at,
    const struct expr *e, bool truth);

/* Operands as they come. */
struct formula_kids {
	const struct expr **at;
	bool *flip;
	size_t n, cap;
};
void formula_kid(struct formula_reading *, struct formula_kids *,
    const struct expr *, bool flip);
struct expr *formula_node(struct formula_reading *, enum expr_kind,
    const struct formula_kids *);
struct expr *formula_code(struct formula_reading *, size_t i);

/* Index of the code on that axis, -1 if it has none; wrong if it has two. */
long formula_find(struct formula_reading *, const struct axis *, struct token);
/*
 * formula_ref.c: at "[", or after "name(" of a function that takes references;
 * NULL without a finding: there is no such function.
 */
const struct expr *formula_cell(struct formula_reading *);
const struct expr *formula_far(struct formula_reading *, struct token name);
/* At a word: a code, a constant, a function with its arguments. */
const struct expr *formula_word(struct formula_reading *);
/* At the dots: the range that replaces the last of kids; what stood between. */
const struct expr *formula_dots(struct formula_reading *,
    const struct formula_kids *, enum token_kind between);
/* A whole expression. */
const struct expr *formula_either(struct formula_reading *);
#endif
