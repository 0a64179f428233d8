/* design_formula.c - formulas that follow the columns and rows they read */
#include <string.h>
#include "core/design_part.h"
#include "core/formula_tree.h"

enum { RUN = 4 };

/* A formula as its tokens, without the end; which of them are codes. */
struct words {
	struct token *at;
	bool *code;
	size_t n;
};

/* What is open where a token stands: calls, each with its argument, "[". */
struct inside {
	struct token call[FORMULA_DEPTH];
	size_t arg[FORMULA_DEPTH], depth;
	bool cell, rows;
};

/* Numbers of periods and of decimals are never codes; nor are items. */
static bool
is_constant(const struct inside *in)
{
	static const char *const second[] = { "round", "prev", "window_sum",
		"window_mean", "window_min", "window_max", "window_count" };

	if (in->depth == 0 || in->depth > FORMULA_DEPTH)
		return false;
	struct token call = in->call[in->depth - 1];
	for (size_t i = 0; i < COUNT(second); i++)
		if (in->arg[in->depth - 1] == 1 && token_is(call, second[i]))
			return true;
	return token_is(call, "item");
}

static void
go_inside(struct inside *in, struct token before, struct token t)
{
	if (t.kind == T_LEFT || t.kind == T_RIGHT)
		in->cell = t.kind == T_LEFT;
	if (t.kind == T_OPEN && in->depth++ < FORMULA_DEPTH) {
		in->call[in->depth - 1] = before;
		in->arg[in->depth - 1] = 0;
	}
	if (t.kind == T_CLOSE && in->depth > 0)
		in->depth--;
	if (t.kind == T_COMMA && !in->cell && in->depth > 0 &&
	    in->depth <= FORMULA_DEPTH)
		in->arg[in->depth - 1]++;
	if (in->cell && token_is(t, "row"))
		in->rows = true;
	if (in->cell && token_is(t, "column"))
		in->rows = false;
}

/*
 * Its codes of one axis: of rows or of columns.  own: the formula is that of a
 * row, or column, itself; codes of the other axis stand in brackets alone.
 */
static struct words
split(struct arena *mem, const char *text, bool rows, bool own)
{
	size_t room = strlen(text) + 1;
	struct words w = { .at = arena_alloc(mem, room * sizeof *w.at),
		.code = arena_alloc(mem, room * sizeof *w.code) };
	struct inside in = { .depth = 0 };
	struct token t = formula_token(text), before = { T_END, text, 0 };

	while (t.kind != T_END) {
		struct token next = formula_token(t.at + t.len);
		go_inside(&in, before, t);
		w.code[w.n] = t.kind == T_WORD && next.kind != T_OPEN &&
			      (in.cell ? in.rows == rows : own) &&
			      !(in.cell && before.kind != T_WORD) &&
			      !is_constant(&in);
		w.at[w.n++] = before = t;
		t = next;
	}
	return w;
}

static bool
between(const struct words *w, size_t i)
{
	return i < w->n &&
	       (w->at[i].kind == T_PLUS || w->at[i].kind == T_COMMA);
}

static bool
kind_is(const struct words *w, size_t i, enum token_kind kind)
{
	return i < w->n && w->at[i].kind == kind;
}

static bool
is_code(const struct words *w, size_t i)
{
	return i < w->n && w->code[i];
}

static long
index_of(const struct line *l, struct token t)
{
	for (size_t i = 0; i < l->n; i++)
		if (*l->code[i] != '\0' && token_is(t, l->code[i]))
			return (long)i;
	return -1;
}

/* The next (step 1) or last (step -1) of the same depth; -1: none. */
static long
neighbour(const struct line *l, long i, long step)
{
	size_t depth = design_depth(l->code[i]);

	for (long k = i + step; k >= 0 && k < (long)l->n; k += step)
		if (!design_is(l->at[k], "group") &&
		    !design_is(l->at[k], "label") &&
		    design_depth(l->code[k]) == depth)
			return k;
	return -1;
}

enum part { ALONE, FIRST, SECOND, LAST };

/* What a code is in "2+3+...+7", "22+...+25". */
static enum part
part_of(const struct words *w, size_t i, const struct line *l)
{
	bool dots = between(w, i + 1) && kind_is(w, i + 2, T_DOTS);

	if (i >= 2 && between(w, i - 1) && kind_is(w, i - 2, T_DOTS))
		return LAST;
	if (dots && i >= 2 && between(w, i - 1) && is_code(w, i - 2)) {
		long a = index_of(l, w->at[i - 2]);
		if (a >= 0 && neighbour(l, a, 1) == index_of(l, w->at[i]))
			return SECOND;
	}
	if (dots)
		return FIRST;
	if (between(w, i + 1) && is_code(w, i + 2) &&
	    part_of(w, i + 2, l) == SECOND)
		return FIRST;
	return ALONE;
}

/* The element that stands for was->at[i] now, by its index in `is`; or -1. */
static long
heir(const struct line *was, const struct line *is, long i, enum part part)
{
	long step = part == LAST ? -1 : 1;

	while (i >= 0) {
		long now = design_in_line(is, was->at[i]);
		if (now >= 0 || part == ALONE)
			return now;
		i = neighbour(was, i, step);
	}
	return -1;
}

/* SECOND is always what follows the first one now. */
static const char *
becomes(const struct words *w, size_t i, const struct line *was,
    const struct line *is)
{
	long old = index_of(was, w->at[i]), now;
	enum part part;

	if (old < 0)
		return NULL;
	part = part_of(w, i, was);
	now = heir(was, is, old, part);
	if (part == SECOND) {
		long first = heir(was, is, index_of(was, w->at[i - 2]), FIRST);
		long next = first < 0 ? -1 : neighbour(is, first, 1);
		if (next >= 0)
			now = next;
	}
	return now < 0 ? NULL : is->code[now];
}

/* The text with the codes that they have now. */
static const char *
recode(struct design *d, const struct words *w, const char *text,
    const struct line *was, const struct line *is)
{
	struct buf out = { .mem = d->mem, .max = 8 * FORMULA_TEXT_MAX };
	const char *from = text;

	for (size_t i = 0; i < w->n; i++) {
		const char *now = is_code(w, i) ? becomes(w, i, was, is) : NULL;
		if (now == NULL)
			continue;
		buf_put(&out, from, (size_t)(w->at[i].at - from));
		buf_str(&out, now);
		from = w->at[i].at + w->at[i].len;
	}
	buf_str(&out, from);
	return out.full || out.at == NULL ? text : out.at;
}

static const char *const formulas[] = { "formula", "check" };

static bool
of_rows(const struct design *d, const struct xml *e)
{
	if (design_is(e, "check"))
		return str_eq(design_attr(e, "codes"), "rows");
	return design_is_row(d, e);
}

void
design_follow(struct design *d, struct xml *e, bool rows,
    const struct line *was, const struct line *is)
{
	for (size_t k = 0; k < COUNT(formulas); k++) {
		const char *text = design_attr(e, formulas[k]);
		if (text == NULL)
			continue;
		struct words w =
		    split(d->mem, text, rows, of_rows(d, e) == rows);
		xml_set(d->mem, e, formulas[k], recode(d, &w, text, was, is));
	}
}

/* "4 7", "4=ITEM": columns named by a row; what is gone is named no longer. */
static void
names_follow(struct design *d, struct xml *row, const char *name,
    const struct line *was, const struct line *is)
{
	const char *text = design_attr(row, name);
	struct buf out = { .mem = d->mem, .max = 8000 };

	for (const char *s = text; s != NULL && *s != '\0';) {
		size_t n = strcspn(s, " "), c = strcspn(s, " =");
		long old = index_of(was, (struct token){ T_WORD, s, c });
		long now = old < 0 ? -1 : design_in_line(is, was->at[old]);
		const char *code = now < 0 ? NULL : is->code[now];
		if (old < 0)
			code = str_ndup(d->mem, s, c);
		if (code != NULL)
			buf_fmt(&out, "%s%s%.*s", out.len > 0 ? " " : "", code,
			    (int)(n - c), s + c);
		s += n + (s[n] == ' ');
	}
	if (text != NULL)
		xml_set(d->mem, row, name, out.at);
}

static bool
unchanged(const struct line *was, const struct line *is)
{
	if (was->n != is->n)
		return false;
	for (size_t i = 0; i < was->n; i++)
		if (was->at[i] != is->at[i] ||
		    strcmp(was->code[i], is->code[i]) != 0)
			return false;
	return true;
}

void
design_formulas_follow(struct design *d, bool rows, const struct line *was,
    const struct line *is)
{
	if (unchanged(was, is))
		return;
	for (int axis = 0; axis < 2; axis++) {
		struct line l = design_line(d, axis == 1);
		for (size_t i = 0; i < l.n; i++)
			design_follow(d, l.at[i], rows, was, is);
	}
	struct line checks = design_checks(d);
	for (size_t i = 0; i < checks.n; i++) {
		design_follow(d, checks.at[i], rows, was, is);
		names_follow(d, checks.at[i], rows ? "rows" : "columns", was,
		    is);
	}
	if (rows)
		return;
	for (size_t i = 0; i < is->n; i++)
		names_follow(d, is->at[i], "of", was, is);
	for (struct xml *k = design_row(d, 0); k != NULL; k = k->next) {
		names_follow(d, k, "entered", was, is);
		names_follow(d, k, "none", was, is);
		names_follow(d, k, "bind", was, is);
	}
}

/* Does the formula name it, other than as a part of a range? */
static bool
names(const struct words *w, const struct line *l, long what)
{
	for (size_t i = 0; i < w->n; i++)
		if (is_code(w, i) && index_of(l, w->at[i]) == what &&
		    part_of(w, i, l) == ALONE)
			return true;
	return false;
}

static bool
holds(const struct xml *e, const struct xml *what)
{
	if (e == what)
		return true;
	for (const struct xml *k = e->kids; k != NULL; k = k->next)
		if (holds(k, what))
			return true;
	return false;
}

/* Which of a line names it; the line may be that of the other axis. */
static const struct xml *
named_in(const struct design *d, const struct line *in, bool rows,
    const struct xml *what, const struct xml *gone, const char **ret_formula)
{
	struct line l = design_line(d, rows);
	long at = design_in_line(&l, what);

	for (size_t i = 0; i < in->n; i++)
		for (size_t k = 0; k < COUNT(formulas); k++) {
			const char *text = design_attr(in->at[i], formulas[k]);
			if (text == NULL || holds(gone, in->at[i]))
				continue;
			struct words w = split(d->mem, text, rows,
			    of_rows(d, in->at[i]) == rows);
			if (!names(&w, &l, at))
				continue;
			*ret_formula = text;
			return in->at[i];
		}
	return NULL;
}

const struct xml *
design_named_by(const struct design *d, bool rows, const struct xml *what,
    const struct xml *gone, const char **ret_formula)
{
	struct line l = design_line(d, rows), other = design_line(d, !rows);
	struct line checks = design_checks(d);
	const struct xml *by = NULL;

	if (*design_text_of(what, "code") != '\0')
		by = named_in(d, &l, rows, what, gone, ret_formula);
	if (by == NULL && *design_text_of(what, "code") != '\0')
		by = named_in(d, &other, rows, what, gone, ret_formula);
	if (by == NULL && *design_text_of(what, "code") != '\0')
		by = named_in(d, &checks, rows, what, gone, ret_formula);
	return by;
}

/* Do they stand side by side in the line, so that a range means just them? */
static bool
side_by_side(const struct line *l, struct xml *const *at, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (neighbour(l, design_in_line(l, at[i - 1]), 1) !=
		    design_in_line(l, at[i]))
			return false;
	return true;
}

const char *
design_sum_text(struct design *d, bool rows, const struct xml *of,
    struct xml *const *at, size_t n)
{
	struct line l = design_line(d, rows);
	struct buf out = { .mem = d->mem, .max = 8 * FORMULA_TEXT_MAX };
	bool run = n > RUN && side_by_side(&l, at, n);

	buf_fmt(&out, "%s=", design_text_of(of, "code"));
	for (size_t i = 0; i < n; i++) {
		if (run && i == 2) {
			buf_str(&out, "+...");
			i = n - 1;
		}
		buf_fmt(&out, "%s%s", i > 0 ? "+" : "",
		    design_text_of(at[i], "code"));
	}
	return out.at;
}

bool
design_computes(const char *formula)
{
	size_t n = 0, depth = 0;

	if (formula == NULL)
		return false;
	for (struct token t = formula_token(formula); t.kind != T_END;
	     t = formula_token(t.at + t.len)) {
		depth += t.kind == T_OPEN;
		depth -= t.kind == T_CLOSE && depth > 0;
		n += t.kind == T_EQ && depth == 0;
	}
	return n == 1;
}
