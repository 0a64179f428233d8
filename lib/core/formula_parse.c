/*
 * formula_parse.c - a formula's text into its tree, by recursive descent
 *
 *     either  = both { or both }
 *     both    = denied { and denied }
 *     denied  = not denied | compare
 *     compare = [ sum ] [ <sign> sum { = sum } ]
 *     sum     = product { + product | - product | + ... + code }
 *     product = signed { * signed | / signed }
 *     signed  = - signed | primary
 *     primary = ( either ) | word, see formula_word.c | cell, formula_ref.c
 *
 * Every function returns NULL after formula_wrong().
 */
#include "base/ctx.h"
#include "core/formula_part.h"

static const struct expr *
parse_primary(struct formula_reading *p)
{
	if (p->tok.kind == T_WORD && !token_is(p->tok, "and") &&
	    !token_is(p->tok, "or"))
		return formula_word(p);
	if (p->tok.kind == T_LEFT)
		return formula_cell(p);
	if (p->tok.kind != T_OPEN)
		return formula_unexpected(p);
	if (!formula_deeper(p))
		return NULL;
	formula_next(p);
	const struct expr *e = formula_either(p);
	if (e == NULL)
		return NULL;
	if (p->tok.kind != T_CLOSE)
		return formula_wrong(p, p->tok.at, "%s",
		    _("a closing bracket is missing here."));
	formula_next(p);
	p->depth--;
	return e;
}

static const struct expr *
parse_signed(struct formula_reading *p)
{
	struct formula_kids k = { 0 };

	if (p->tok.kind != T_MINUS)
		return parse_primary(p);
	if (!formula_deeper(p))
		return NULL;
	formula_next(p);
	const char *at = p->tok.at;
	const struct expr *e = formula_want(p, at, parse_signed(p), false);
	if (e == NULL)
		return NULL;
	p->depth--;
	formula_kid(p, &k, e, false);
	return formula_node(p, EX_NEG, &k);
}

static const struct expr *
parse_product(struct formula_reading *p)
{
	const char *at = p->tok.at;
	const struct expr *e = parse_signed(p);
	bool flip = false;
	struct formula_kids k = { 0 };

	if (p->tok.kind != T_TIMES && p->tok.kind != T_OVER)
		return e;
	for (;;) {
		e = formula_want(p, at, e, false);
		if (e == NULL)
			return NULL;
		formula_kid(p, &k, e, flip);
		flip = p->tok.kind == T_OVER;
		if (!flip && p->tok.kind != T_TIMES)
			return formula_node(p, EX_PRODUCT, &k);
		formula_next(p);
		at = p->tok.at;
		e = parse_signed(p);
	}
}

/* Nothing is added twice over: that is a slip of the pen, not a formula. */
static const struct expr *
sum_node(struct formula_reading *p, const struct formula_kids *k,
    const char *at)
{
	bool *seen = arena_alloc(p->mem, p->axis->n + 1);

	for (size_t i = 0; i < k->n; i++) {
		const struct expr *e = k->at[i];
		for (size_t j = 0; e->when == NOW && j < e->nmember; j++) {
			if (seen[e->member[j]])
				return formula_wrong(p, at,
				    _("the sum has %s twice."),
				    p->axis->code[e->member[j]]);
			seen[e->member[j]] = true;
		}
	}
	return formula_node(p, EX_SUM, k);
}

static const struct expr *
parse_sum(struct formula_reading *p)
{
	const char *start = p->tok.at, *at = start;
	const struct expr *e = parse_product(p);
	bool flip = false, dots = false;
	struct formula_kids k = { 0 };

	if (p->tok.kind != T_PLUS && p->tok.kind != T_MINUS)
		return e;
	for (;;) {
		e = formula_want(p, at, e, false);
		if (e == NULL)
			return NULL;
		if (dots)
			k.at[k.n - 1] = e;
		else
			formula_kid(p, &k, e, flip);
		flip = p->tok.kind == T_MINUS;
		if (!flip && p->tok.kind != T_PLUS)
			return sum_node(p, &k, start);
		formula_next(p);
		at = p->tok.at;
		dots = p->tok.kind == T_DOTS && !flip;
		e = dots ? formula_dots(p, &k, T_PLUS) : parse_product(p);
	}
}

static const struct expr *
cell_itself(struct formula_reading *p)
{
	if (p->self < 0)
		return formula_wrong(p, p->tok.at,
		    _("there is nothing on the left of %s."),
		    formula_quoted(p, p->tok));
	p->elided = true;
	return formula_code(p, (size_t)p->self);
}

static const struct expr *
parse_compare(struct formula_reading *p)
{
	const char *at = p->tok.at;
	bool elided = compare_sign(p->tok.kind) != NULL;
	const struct expr *e = elided ? cell_itself(p) : parse_sum(p);
	enum token_kind op = p->tok.kind;
	struct formula_kids k = { 0 };

	if (compare_sign(op) == NULL)
		return e;
	for (;;) {
		e = formula_want(p, at, e, false);
		if (e == NULL)
			return NULL;
		formula_kid(p, &k, e, false);
		if (compare_sign(p->tok.kind) == NULL)
			break;
		if (k.n > 1 && (op != T_EQ || p->tok.kind != T_EQ))
			return formula_wrong(p, p->tok.at, "%s",
			    _("only \"=\" can stand in a chain."));
		formula_next(p);
		at = p->tok.at;
		e = parse_sum(p);
	}
	struct expr *c = formula_node(p, k.n > 2 ? EX_CHAIN : EX_COMPARE, &k);
	c->truth = true;
	c->op = op;
	c->elided = elided;
	if (k.n > 2)
		p->chain = c;
	return c;
}

static const struct expr *
parse_denied(struct formula_reading *p)
{
	struct formula_kids k = { 0 };

	if (!token_is(p->tok, "not"))
		return parse_compare(p);
	if (!formula_deeper(p))
		return NULL;
	formula_next(p);
	const char *at = p->tok.at;
	const struct expr *e = formula_want(p, at, parse_denied(p), true);
	if (e == NULL)
		return NULL;
	p->depth--;
	formula_kid(p, &k, e, false);
	struct expr *n = formula_node(p, EX_NOT, &k);
	n->truth = true;
	return n;
}

typedef const struct expr *parse_fn(struct formula_reading *);

static const struct expr *
parse_joined(struct formula_reading *p, const char *word, enum expr_kind kind,
    parse_fn *part)
{
	const char *at = p->tok.at;
	const struct expr *e = part(p);
	struct formula_kids k = { 0 };

	if (!token_is(p->tok, word))
		return e;
	for (;;) {
		e = formula_want(p, at, e, true);
		if (e == NULL)
			return NULL;
		formula_kid(p, &k, e, false);
		if (!token_is(p->tok, word))
			break;
		formula_next(p);
		at = p->tok.at;
		e = part(p);
	}
	struct expr *j = formula_node(p, kind, &k);
	j->truth = true;
	return j;
}

static const struct expr *
parse_both(struct formula_reading *p)
{
	return parse_joined(p, "and", EX_AND, parse_denied);
}

const struct expr *
formula_either(struct formula_reading *p)
{
	return parse_joined(p, "or", EX_OR, parse_both);
}

const struct expr *
formula_tree(struct formula_reading *p)
{
	p->tok = formula_token(p->text);
	if (p->tok.kind == T_END)
		return formula_wrong(p, p->tok.at, "%s", _("it is empty."));
	const struct expr *e = formula_either(p);
	if (e == NULL)
		return NULL;
	if (p->tok.kind != T_END)
		return formula_unexpected(p);
	if (p->chain != NULL && p->chain != e)
		return formula_wrong(p, p->text, "%s",
		    _("a chain of \"=\" must be the whole formula."));
	return e;
}
