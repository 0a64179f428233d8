/*
 * formula_word.c - words of a formula: codes, ranges of codes, constants and
 * functions
 */
#include <string.h>
#include "base/ctx.h"
#include "core/formula_part.h"

static bool
is_code(const char *code, struct token t)
{
	return code != NULL && token_is(t, code);
}

long
formula_find(struct formula_reading *p, const struct axis *axis, struct token t)
{
	long found = -1;

	for (size_t i = 0; i < axis->n; i++) {
		if (!is_code(axis->code[i], t))
			continue;
		if (found >= 0)
			formula_wrong(p, t.at,
			    _("the form has the code %s twice."),
			    formula_quoted(p, t));
		found = (long)i;
	}
	return found;
}

struct expr *
formula_code(struct formula_reading *p, size_t i)
{
	struct expr *e = formula_node(p, EX_CODE, NULL);

	e->member = arena_alloc(p->mem, sizeof *e->member);
	e->member[0] = i;
	e->nmember = 1;
	return e;
}

/* The code at the token, which must be one. */
static const struct expr *
parse_code(struct formula_reading *p)
{
	if (p->tok.kind != T_WORD)
		return formula_unexpected(p);
	long i = formula_find(p, p->axis, p->tok);
	if (p->failed)
		return NULL;
	if (i < 0)
		return formula_wrong(p, p->tok.at,
		    _("the form has no code %s."), formula_quoted(p, p->tok));
	formula_next(p);
	return formula_code(p, (size_t)i);
}

/* Where the last part of a code begins: after its last point. */
static size_t
last_part(const char *code)
{
	const char *point = strrchr(code, '.');

	return point == NULL ? 0 : (size_t)(point - code) + 1;
}

static bool
is_number(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

/* Parts of the same whole, both numbered or both lettered. */
static bool
same_kind(const char *a, const char *b)
{
	if (str_empty(a) || str_empty(b))
		return false;
	size_t n = last_part(a);
	return n == last_part(b) && memcmp(a, b, n) == 0 &&
	       is_number(a + n) == is_number(b + n);
}

/* From the code that was read last to the one at the token. */
static const struct expr *
parse_range(struct formula_reading *p, const struct expr *from)
{
	struct token last = p->tok;
	const struct expr *to = parse_code(p);

	if (to == NULL)
		return NULL;
	size_t a = from->member[0], b = to->member[0];
	const char *const *code = p->axis->code;
	if (b <= a)
		return formula_wrong(p, last.at,
		    _("%s does not come after %s in the form."), code[b],
		    code[a]);
	if (!same_kind(code[a], code[b]))
		return formula_wrong(p, last.at,
		    _("%s and %s are codes of different kinds."), code[a],
		    code[b]);
	struct expr *e = formula_node(p, EX_RANGE, NULL);
	e->member = arena_alloc(p->mem, (b - a + 1) * sizeof *e->member);
	for (size_t i = a; i <= b; i++)
		if (same_kind(code[a], code[i]))
			e->member[e->nmember++] = i;
	return e;
}

/* At the dots: what stood before them, and the sign after them. */
const struct expr *
formula_dots(struct formula_reading *p, const struct formula_kids *k,
    enum token_kind between)
{
	const struct expr *from = k->n > 0 ? k->at[k->n - 1] : NULL;

	if (from == NULL || from->kind != EX_CODE || from->when != NOW ||
	    k->flip[k->n - 1])
		return formula_wrong(p, p->tok.at, "%s",
		    _("before the dots there must be a code that is added."));
	formula_next(p);
	if (p->tok.kind != between)
		return formula_unexpected(p);
	formula_next(p);
	return parse_range(p, from);
}

static const struct {
	const char *name;
	enum fn fn;
	size_t least, most;
} functions[] = {
	{ "if", FN_IF, 3, 3 },
	{ "round", FN_ROUND, 1, 2 },
	{ "abs", FN_ABS, 1, 1 },
	{ "min", FN_MIN, 1, SIZE_MAX },
	{ "max", FN_MAX, 1, SIZE_MAX },
	{ "sum", FN_SUM, 1, SIZE_MAX },
	{ "mean", FN_MEAN, 1, SIZE_MAX },
	{ "count", FN_COUNT, 1, SIZE_MAX },
	{ "coalesce", FN_COALESCE, 1, SIZE_MAX },
};

/* The decimals of round(): a digit or two, never a code. */
static bool
parse_places(struct formula_reading *p, int *ret)
{
	struct token t = p->tok;

	*ret = 0;
	for (size_t i = 0; t.kind == T_WORD && i < t.len && *ret >= 0; i++)
		*ret = t.at[i] >= '0' && t.at[i] <= '9' && t.len <= 2 ?
			   10 * *ret + (t.at[i] - '0') :
			   -1;
	if (t.kind != T_WORD || *ret < 0 || *ret > DEC_SCALE) {
		formula_wrong(p, t.at,
		    _("round() takes a number of decimals from 0 to %d."),
		    DEC_SCALE);
		return false;
	}
	formula_next(p);
	return true;
}

/* The arguments up to and with the closing bracket. */
static bool
parse_args(struct formula_reading *p, struct expr *e, struct formula_kids *k)
{
	for (;;) {
		const char *at = p->tok.at;
		bool dots = p->tok.kind == T_DOTS && e->fn >= FN_MIN;
		bool truth = e->fn == FN_IF && k->n == 0;
		const struct expr *arg;
		if (e->fn == FN_ROUND && k->n == 1) {
			if (!parse_places(p, &e->places))
				return false;
			break;
		}
		arg = dots ? formula_dots(p, k, T_COMMA) : formula_either(p);
		if (e->fn != FN_IF || k->n == 0)
			arg = formula_want(p, at, arg, truth);
		else if (k->n == 2)
			arg = formula_want(p, at, arg, k->at[1]->truth);
		if (arg == NULL)
			return false;
		if (dots)
			k->at[k->n - 1] = arg;
		else
			formula_kid(p, k, arg, false);
		if (p->tok.kind != T_COMMA)
			break;
		formula_next(p);
	}
	return true;
}

static const struct expr *
parse_call(struct formula_reading *p, struct token name, size_t f)
{
	struct expr *e = formula_node(p, EX_CALL, NULL);
	struct formula_kids k = { 0 };

	e->fn = functions[f].fn;
	e->name = functions[f].name;
	if (!parse_args(p, e, &k))
		return NULL;
	if (p->tok.kind != T_CLOSE)
		return formula_unexpected(p);
	formula_next(p);
	if (k.n < functions[f].least || k.n > functions[f].most)
		return formula_wrong(p, name.at,
		    _("%s() takes another number of arguments."), e->name);
	e->kid = k.at;
	e->nkid = k.n;
	e->truth = e->fn == FN_IF && k.at[1]->truth;
	return e;
}

/* After "name(". */
static const struct expr *
parse_function(struct formula_reading *p, struct token name)
{
	const struct expr *far = formula_far(p, name);

	if (far != NULL || p->failed)
		return far;
	for (size_t i = 0; i < COUNT(functions); i++)
		if (token_is(name, functions[i].name))
			return parse_call(p, name, i);
	return formula_wrong(p, name.at, _("there is no function %s()."),
	    formula_quoted(p, name));
}

/* A word: a function, a code, else a constant. */
const struct expr *
formula_word(struct formula_reading *p)
{
	struct token t = p->tok;
	const char *text = formula_quoted(p, t);
	long i;

	formula_next(p);
	if (p->tok.kind == T_OPEN) {
		if (!formula_deeper(p))
			return NULL;
		formula_next(p);
		const struct expr *e = parse_function(p, t);
		p->depth--;
		return e;
	}
	i = formula_find(p, p->axis, t);
	if (p->failed)
		return NULL;
	if (i >= 0)
		return formula_code(p, (size_t)i);
	struct expr *e = formula_node(p, EX_NUMBER, NULL);
	e->num = t.len < 40 ? dec_parse(p->mem, text) : NULL;
	e->name = text;
	if (e->num == NULL)
		return formula_wrong(p, t.at, _("the form has no code %s."),
		    text);
	return e;
}
