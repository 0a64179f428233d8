/* formula_tree.h - between the files of formula: tokens and the tree */
#ifndef CORE_FORMULA_TREE_H
#define CORE_FORMULA_TREE_H
#include "core/formula.h"

enum token_kind {
	T_END,
	T_WORD,
	T_DOTS,
	T_PLUS,
	T_MINUS,
	T_TIMES,
	T_OVER,
	T_OPEN,
	T_CLOSE,
	T_LEFT,
	T_RIGHT,
	T_TEXT,
	T_COMMA,
	T_EQ,
	T_NE,
	T_LT,
	T_LE,
	T_GT,
	T_GE,
	T_BAD
};
struct token {
	enum token_kind kind;
	const char *at;
	size_t len;
};
/* The next token at or after s, which is NFC. */
struct token formula_token(const char *s);
bool token_is(struct token, const char *word);

enum expr_kind {
	EX_NUMBER,  /* num, name: as written */
	EX_CODE,    /* member[0], when */
	EX_RANGE,   /* member: all of them, when NOW */
	EX_SUM,     /* kids; flip: subtracted */
	EX_PRODUCT, /* kids; flip: divided by */
	EX_NEG,
	EX_COMPARE, /* two kids, op */
	EX_CHAIN,   /* kids that must all equal the first; only as the root */
	EX_AND,
	EX_OR,
	EX_NOT,
	EX_CALL,   /* fn, kids; for FN_ROUND also places */
	EX_REF,    /* ref: any but a code's NOW, PREV by one, YTD, LAST_YEAR */
	EX_WINDOW, /* fn over ref, span periods */
	EX_BELOW   /* fn over ref of the units below; weight, or NULL */
};
enum fn {
	FN_IF,
	FN_ROUND,
	FN_ABS,
	FN_MIN,
	FN_MAX,
	FN_SUM,
	FN_MEAN,
	FN_COUNT,
	FN_COALESCE
};
struct expr {
	enum expr_kind kind;
	bool truth;  /* yields yes (1) or no (0), not a figure */
	bool elided; /* EX_COMPARE: its left is not written: the cell itself */
	const struct expr **kid;
	bool *flip;
	size_t nkid;
	size_t *member;
	size_t nmember;
	enum when when;
	const struct dec *num;
	const char *name; /* of a number, and of a function */
	enum token_kind op;
	enum fn fn;
	int places;
	struct ref ref;
	const struct ref *weight;
	int span;
};

const char *compare_sign(enum token_kind);
/* Whether a comparison that came out so (dec_cmp) holds. */
bool compare_holds(enum token_kind, int cmp);
/* "prev" ...; NULL for NOW and EACH_BELOW. */
const char *when_name(enum when);
/* What stands between the quotation marks of a T_TEXT. */
struct token token_inside(struct token);
#endif
