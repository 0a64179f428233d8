/* formula_try.c - a formula over codes given on the command line */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/formula_tree.h"

/* What was given: an axis, and for each of its codes a value at each time. */
struct given {
	struct arena *mem;
	const char **code;
	struct value (*value)[LAST_YEAR + 1];
	bool (*set)[LAST_YEAR + 1];
	size_t n;
};

static struct value
given_get(const void *from, size_t i, enum when when)
{
	const struct given *g = from;

	return g->value[i][when];
}

static size_t
given_code(struct given *g, const char *code)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->code[i], code) == 0)
			return i;
	g->code[g->n] = code;
	return g->n++;
}

/* "prev(3)" into "3" and when; NULL: it is no name that a formula can use. */
static const char *
take_name(struct arena *mem, const char *name, enum when *ret)
{
	struct token t = formula_token(name);
	size_t len = strlen(name);

	*ret = NOW;
	if (t.kind != T_WORD || t.at != name)
		return NULL;
	if (t.len == len)
		return name;
	for (enum when w = PREV; w <= LAST_YEAR; w++) {
		size_t n = strlen(when_name(w));
		if (!token_is(t, when_name(w)) || name[n] != '(' ||
		    name[len - 1] != ')')
			continue;
		name = str_ndup(mem, name + n + 1, len - n - 2);
		t = formula_token(name);
		*ret = w;
		return t.kind == T_WORD && t.at == name &&
			       t.len == strlen(name) ?
			   name :
			   NULL;
	}
	return NULL;
}

static bool
given_add(struct given *g, const char *text, struct findings *f)
{
	const char *where = utf8_nfc(g->mem, text), *eq, *name;
	enum when when;

	if (where == NULL || (eq = strchr(where, '=')) == NULL) {
		finding(f, where == NULL ? "?" : where,
		    _("Codes are given as NAME=VALUE."));
		return false;
	}
	name = take_name(g->mem, str_ndup(g->mem, where, (size_t)(eq - where)),
	    &when);
	if (name == NULL) {
		finding(f, where, _("A formula cannot use this as a code."));
		return false;
	}
	size_t i = given_code(g, name);
	struct value v = { dec_parse(g->mem, ++eq), false };
	if (v.dec == NULL && *eq != '\0' && strcmp(eq, "null") != 0) {
		finding(f, where,
		    _("A value is written as 1234.5, or null, with at most %d "
		      "digits before and %d after the point."),
		    DEC_DIGITS, DEC_SCALE);
		return false;
	}
	if (g->set[i][when]) {
		finding(f, where, _("This code is given twice."));
		return false;
	}
	g->set[i][when] = true;
	g->value[i][when] = v;
	return true;
}

/* As it stands, or with the code on its left that was not given. */
static bool
parse(struct given *g, const char *text, struct findings *f,
    struct formula *ret)
{
	struct findings ours = { .mem = g->mem };
	struct axis axis = { g->code, g->n };
	const char *nfc = utf8_nfc(g->mem, text);
	struct token t = formula_token(nfc == NULL ? "" : nfc);

	if (formula_parse(g->mem, text, &axis, -1, text, &ours, ret))
		return true;
	if (t.kind == T_WORD && formula_token(t.at + t.len).kind == T_EQ)
		given_code(g, str_ndup(g->mem, t.at, t.len));
	axis.n = g->n;
	return formula_parse(g->mem, text, &axis, -1, text, f, ret);
}

static const char *
exact(struct arena *mem, struct value v)
{
	return v.nan ? "-" : v.dec == NULL ? "null" : dec_exact(mem, v.dec);
}

/* What the formula is worth if nothing is violated. */
static const char *
worth(struct given *g, const struct formula *f, const struct cells *cells)
{
	if (f->check != NULL) {
		struct value v = formula_eval(g->mem, f->check, cells);
		return v.dec == NULL ? exact(g->mem, v) : "true";
	}
	if (f->target >= 0 && !f->computed)
		return exact(g->mem, g->value[f->target][NOW]);
	return exact(g->mem, formula_eval(g->mem, f->side[0], cells));
}

static struct formula_answer
answer(struct given *g, const struct formula *f, const struct axis *axis,
    enum num_lang lang)
{
	enum { MOST = 50 };
	struct violation v[MOST];
	struct cells cells = { given_get, g };
	struct buf out = { .mem = g->mem, .max = 1 << 20 };
	size_t n = formula_violations(g->mem, f, axis, &cells, v, MOST);

	if (n == 0)
		return (struct formula_answer){ worth(g, f, &cells), true };
	for (size_t i = 0; i < n; i++)
		buf_fmt(&out, "%s%s", i > 0 ? "\n" : "",
		    violation_text(g->mem, &v[i], NULL, lang));
	return (struct formula_answer){ out.at, false };
}

bool
formula_try(struct arena *mem, const char *text, const char *const *given,
    size_t n, enum num_lang lang, struct findings *f,
    struct formula_answer *ret)
{
	struct given g = { .mem = mem };
	struct formula formula;

	g.code = arena_alloc(mem, (n + 1) * sizeof *g.code);
	g.value = arena_alloc(mem, (n + 1) * sizeof *g.value);
	g.set = arena_alloc(mem, (n + 1) * sizeof *g.set);
	for (size_t i = 0; i < n; i++)
		if (!given_add(&g, given[i], f))
			return false;
	if (!parse(&g, text, f, &formula))
		return false;
	struct axis axis = { g.code, g.n };
	*ret = answer(&g, &formula, &axis, lang);
	return true;
}
