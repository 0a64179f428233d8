/* formula_try.c - a formula over what is given on the command line */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/formula_measure.h"
#include "core/formula_part.h"

/* One NAME=VALUE: of a reference its figure, a row of them, or its measure. */
struct known {
	enum given_kind { ONE, WINDOW, CHILDREN, MEASURE } kind;
	struct ref ref;
	const struct value *at; /* ONE: one; else n */
	size_t n;
	const char *measure;
};
/* Two axes of the codes that were named, and all that is known. */
struct given {
	struct arena *mem;
	const char **col, **row;
	struct axis cols, rows;
	struct known *known;
	size_t n, nchild;
};

static bool
same_ref(const struct ref *a, const struct ref *b)
{
	if (a->kind != b->kind || a->when != b->when || a->back != b->back)
		return false;
	switch (a->kind) {
	case REF_CODE:
		return a->code == b->code;
	case REF_CELL:
		return a->row == b->row && a->col == b->col;
	case REF_ITEM:
		return str_eq(a->item, b->item);
	default:
		return a->expected == b->expected;
	}
}

static const struct known *
known_at(const struct given *g, enum given_kind kind, struct ref ref)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->known[i].kind == kind &&
		    same_ref(&g->known[i].ref, &ref))
			return &g->known[i];
	return NULL;
}

/* This period and those before it stand in one row. */
static struct value
from_window(const struct given *g, struct ref ref)
{
	size_t k = ref.when == PREV ? (size_t)ref.back : 0;
	const struct known *row;

	if (ref.when != NOW && ref.when != PREV)
		return (struct value){ 0 };
	ref.when = NOW;
	ref.back = 0;
	row = known_at(g, WINDOW, ref);
	return row == NULL || k >= row->n ? (struct value){ 0 } : row->at[k];
}

static struct value
given_ref(const void *from, const struct ref *ref)
{
	const struct given *g = from;
	const struct known *one = known_at(g, ONE, *ref);

	if (one != NULL)
		return one->at[0];
	if (ref->kind == REF_UNITS)
		return (
		    struct value){ dec_long(g->mem, (long)g->nchild), false };
	return from_window(g, *ref);
}

static struct value
given_get(const void *from, size_t i, enum when when)
{
	return given_ref(from, &(struct ref){ .kind = REF_CODE,
				   .code = i,
				   .when = when,
				   .back = when == PREV });
}

static bool
given_below(const void *from, const struct ref *ref, size_t k,
    struct value *ret)
{
	const struct given *g = from;
	struct ref now = *ref;

	now.when = NOW;
	const struct known *row = known_at(g, CHILDREN, now);
	*ret = row == NULL || k >= row->n ? (struct value){ 0 } : row->at[k];
	return k < g->nchild;
}

static const char *
given_measure(const void *from, const struct ref *ref)
{
	struct ref now = *ref;

	now.when = NOW;
	now.back = 0;
	const struct known *one = known_at(from, MEASURE, now);
	return one == NULL ? NULL : one->measure;
}

static void
add_code(struct axis *axis, const char **codes, const char *code)
{
	for (size_t i = 0; i < axis->n; i++)
		if (strcmp(codes[i], code) == 0)
			return;
	codes[axis->n++] = code;
}

/* The codes that a name speaks of, so that it can be read as a formula. */
static void
add_codes(struct given *g, const char *name)
{
	struct token t = formula_token(name), last = { T_END, name, 0 };
	bool inside = false, done = false;

	for (; t.kind != T_END && t.kind != T_BAD && !done;
	     last = t, t = formula_token(t.at + t.len)) {
		bool call = formula_token(t.at + t.len).kind == T_OPEN;
		inside = t.kind == T_LEFT || (inside && t.kind != T_RIGHT);
		if (t.kind != T_WORD || call)
			continue;
		const char *code = str_ndup(g->mem, t.at, t.len);
		if (inside && token_is(last, "row"))
			add_code(&g->rows, g->row, code);
		else if (inside && token_is(last, "column"))
			add_code(&g->cols, g->col, code);
		else if (!inside && !str_starts(name, "item"))
			add_code(&g->cols, g->col, code);
		/* prev(3, 2): the second is a number of periods. */
		done = !inside;
	}
}

/* "window(3)" into "3" and what it is; other names stay. */
static const char *
take_kind(struct arena *mem, const char *name, enum given_kind *ret)
{
	static const char *const kinds[] = { [WINDOW] = "window",
		[CHILDREN] = "children",
		[MEASURE] = "measure" };
	struct token t = formula_token(name);
	size_t len = strlen(name);

	*ret = ONE;
	for (enum given_kind k = WINDOW; k <= MEASURE; k++)
		if (token_is(t, kinds[k]) && t.at[t.len] == '(' &&
		    name[len - 1] == ')') {
			*ret = k;
			return str_ndup(mem, t.at + t.len + 1,
			    len - (size_t)(t.at - name) - t.len - 2);
		}
	return name;
}

/* A name is a formula that is one reference and nothing else. */
static bool
read_name(struct given *g, const char *name, enum given_kind kind,
    struct ref *ret)
{
	struct findings unused = { .mem = g->mem };
	struct formula f;

	if (!formula_parse(g->mem, name, &g->cols, -1, "", &unused, &f) ||
	    f.nside != 1)
		return false;
	const struct expr *e = f.side[0];
	if (e->kind == EX_REF)
		*ret = e->ref;
	else if (e->kind == EX_CODE)
		*ret = (struct ref){ .kind = REF_CODE,
			.code = e->member[0],
			.when = e->when,
			.back = e->when == PREV };
	else
		return false;
	return kind == ONE || (ret->when == NOW && ret->kind != REF_UNITS);
}

static bool
read_values(struct given *g, const char *text, const char *where,
    struct known *ret, struct findings *f)
{
	enum { MOST = 1000 };
	struct value *at = arena_alloc(g->mem, MOST * sizeof *at);

	ret->at = at;
	for (;;) {
		size_t len =
		    ret->kind == ONE ? strlen(text) : strcspn(text, ",");
		const char *one = str_ndup(g->mem, text, len);
		at[ret->n].dec = dec_parse(g->mem, one);
		if ((at[ret->n].dec == NULL && *one != '\0' &&
			strcmp(one, "null") != 0) ||
		    ++ret->n == MOST) {
			finding(f, where,
			    _("A value is written as 1234.5, or null, with at "
			      "most %d digits before and %d after the point."),
			    DEC_DIGITS, DEC_SCALE);
			return false;
		}
		if (text[len] == '\0')
			return true;
		text += len + 1;
	}
}

static bool
given_add(struct given *g, const char *where, struct findings *f)
{
	struct known *k = &g->known[g->n];
	const char *eq = strchr(where, '=');
	const char *name = str_ndup(g->mem, where, (size_t)(eq - where));

	*k = (struct known){ .measure = ++eq };
	name = take_kind(g->mem, name, &k->kind);
	if (!read_name(g, name, k->kind, &k->ref)) {
		finding(f, where, _("A formula cannot use this as a code."));
		return false;
	}
	if (known_at(g, k->kind, k->ref) != NULL) {
		finding(f, where, _("This code is given twice."));
		return false;
	}
	if (k->kind == MEASURE) {
		size_t n = strlen(eq);
		if (n > 1 && *eq == '"' && eq[n - 1] == '"')
			k->measure = str_ndup(g->mem, eq + 1, n - 2);
	} else if (!read_values(g, eq, where, k, f))
		return false;
	if (k->kind == CHILDREN && k->n > g->nchild)
		g->nchild = k->n;
	g->n++;
	return true;
}

/* All names before any of them: [row 3, column 2] needs both axes. */
static bool
given_all(struct given *g, const char *const *given, size_t n,
    struct findings *f)
{
	const char **nfc = arena_alloc(g->mem, (n + 1) * sizeof *nfc);
	enum given_kind kind;

	for (size_t i = 0; i < n; i++) {
		nfc[i] = utf8_nfc(g->mem, given[i]);
		const char *eq = nfc[i] == NULL ? NULL : strchr(nfc[i], '=');
		if (eq == NULL) {
			finding(f, nfc[i] == NULL ? "?" : nfc[i],
			    _("Codes are given as NAME=VALUE."));
			return false;
		}
		add_codes(g,
		    take_kind(g->mem,
			str_ndup(g->mem, nfc[i], (size_t)(eq - nfc[i])),
			&kind));
	}
	for (size_t i = 0; i < n; i++)
		if (!given_add(g, nfc[i], f))
			return false;
	return true;
}

/* As it stands, or with the code on its left that was not given. */
static bool
parse(struct given *g, const char *text, struct findings *f,
    struct formula *ret)
{
	struct findings ours = { .mem = g->mem };
	const char *nfc = utf8_nfc(g->mem, text);
	struct token t = formula_token(nfc == NULL ? "" : nfc);

	if (formula_parse(g->mem, text, &g->cols, -1, text, &ours, ret))
		return true;
	if (t.kind == T_WORD && formula_token(t.at + t.len).kind == T_EQ)
		add_code(&g->cols, g->col, str_ndup(g->mem, t.at, t.len));
	return formula_parse(g->mem, text, &g->cols, -1, text, f, ret);
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
		return exact(g->mem, given_get(g, (size_t)f->target, NOW));
	return exact(g->mem, formula_eval(g->mem, f->side[0], cells));
}

static struct formula_answer
answer(struct given *g, const struct formula *f, enum num_lang lang)
{
	enum { MOST = 50 };
	struct violation v[MOST];
	struct cells cells = { given_get, g, given_ref, given_below };
	struct buf out = { .mem = g->mem, .max = 1 << 20 };
	size_t n = formula_violations(g->mem, f, &g->cols, &cells, v, MOST);

	if (n == 0)
		return (struct formula_answer){ worth(g, f, &cells), true };
	for (size_t i = 0; i < n; i++)
		buf_fmt(&out, "%s%s", i > 0 ? "\n" : "",
		    violation_text(g->mem, &v[i], NULL, lang));
	return (struct formula_answer){ out.at, false };
}

static void
measures(struct given *g, const struct formula *f, const char *text,
    struct findings *to)
{
	struct measured m = { .of = given_measure,
		.from = g,
		.axis = &g->cols,
		.where = text };
	struct ref target = { .kind = REF_CODE,
		.code = f->target < 0 ? 0 : (size_t)f->target };

	formula_measures(g->mem, f, &m,
	    f->target < 0 ? NULL : given_measure(g, &target), to);
}

bool
formula_try(struct arena *mem, const char *text, const char *const *given,
    size_t n, enum num_lang lang, struct findings *f,
    struct formula_answer *ret)
{
	struct given g = { .mem = mem };
	struct formula formula;

	g.col = arena_alloc(mem, (n + 1) * sizeof *g.col);
	g.row = arena_alloc(mem, (n + 1) * sizeof *g.row);
	g.known = arena_alloc(mem, (n + 1) * sizeof *g.known);
	g.cols.code = g.col;
	g.cols.across = &g.rows;
	g.rows = (struct axis){ .code = g.row, .rows = true };
	if (!given_all(&g, given, n, f) || !parse(&g, text, f, &formula))
		return false;
	measures(&g, &formula, text, f);
	*ret = answer(&g, &formula, lang);
	return true;
}
