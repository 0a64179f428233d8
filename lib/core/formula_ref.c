/*
 * formula_ref.c - what a formula asks for beyond the codes of its axis
 *
 *     ref    = code | cell | item ( text ) | item ( word )
 *     cell   = [ at { , at } ]		at = row code | column code
 *     far    = cell | item ( text ) | when ( ref [ , n ] )
 *            | window_fn ( ref , n ) | children_fn ( ref [ , ref ] )
 *            | units_reporting ( ) | units_expected ( )
 *     when   = prev | ytd | same_period_last_year | plan
 *     fn     = sum | mean | min | max | count
 *
 * Every function returns NULL, or false, after formula_wrong().
 */
#include <string.h>
#include "base/ctx.h"
#include "core/formula_part.h"

const char *
when_name(enum when when)
{
	static const char *const names[] = { NULL, "prev", "ytd",
		"same_period_last_year", "plan", NULL };

	return names[when];
}

/* "row 3": an axis by its name, and a code of it. */
static bool
parse_at(struct formula_reading *p, long *ret_row, long *ret_col)
{
	bool rows = token_is(p->tok, "row");
	const struct axis *axis =
	    p->axis->rows == rows ? p->axis : p->axis->across;
	long *ret = rows ? ret_row : ret_col;

	if ((!rows && !token_is(p->tok, "column")) || *ret >= 0) {
		formula_wrong(p, p->tok.at, "%s",
		    _("a cell is written [row 3, column 2], [row 3] or "
		      "[column 2]."));
		return false;
	}
	formula_next(p);
	*ret = axis == NULL ? -1 : formula_find(p, axis, p->tok);
	if (*ret < 0)
		formula_wrong(p, p->tok.at,
		    rows ? _("the form has no row %s.") :
			   _("the form has no column %s."),
		    formula_quoted(p, p->tok));
	if (p->failed)
		return false;
	formula_next(p);
	return true;
}

/* A cell of which only the own axis is named is a code. */
static struct ref
cell_ref(const struct formula_reading *p, long row, long col)
{
	long own = p->axis->rows ? row : col, other = p->axis->rows ? col : row;

	if (other < 0)
		return (struct ref){ .kind = REF_CODE, .code = (size_t)own };
	return (struct ref){ .kind = REF_CELL, .row = row, .col = col };
}

static bool
parse_cell(struct formula_reading *p, struct ref *ret)
{
	long row = -1, col = -1;

	do {
		formula_next(p); /* "[", or "," */
		if (!parse_at(p, &row, &col))
			return false;
	} while (p->tok.kind == T_COMMA);
	if (p->tok.kind != T_RIGHT) {
		formula_unexpected(p);
		return false;
	}
	formula_next(p);
	*ret = cell_ref(p, row, col);
	return true;
}

static bool
is_item(struct token t)
{
	for (size_t i = 0; i < t.len; i++) {
		char c = t.at[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		if (!letter && (c < '0' || c > '9') && strchr("._-", c) == NULL)
			return false;
	}
	return t.len > 0 && t.len <= FORMULA_ITEM;
}

static bool
end_call(struct formula_reading *p)
{
	if (p->tok.kind != T_CLOSE) {
		formula_unexpected(p);
		return false;
	}
	formula_next(p);
	return true;
}

/* After "item(": its code. */
static bool
parse_item(struct formula_reading *p, struct ref *ret)
{
	struct token t = p->tok;

	if (t.kind == T_TEXT)
		t = token_inside(t);
	if (t.kind != T_WORD || !is_item(t)) {
		formula_wrong(p, p->tok.at, "%s",
		    _("the code of an item stands here, such as "
		      "item(\"KTXH.5.TH\")."));
		return false;
	}
	*ret = (struct ref){ .kind = REF_ITEM,
		.item = str_ndup(p->mem, t.at, t.len) };
	formula_next(p);
	return end_call(p);
}

static bool
parse_ref(struct formula_reading *p, struct ref *ret)
{
	struct token t = p->tok;

	if (t.kind == T_LEFT)
		return parse_cell(p, ret);
	if (t.kind != T_WORD) {
		formula_unexpected(p);
		return false;
	}
	formula_next(p);
	if (p->tok.kind == T_OPEN && token_is(t, "item")) {
		formula_next(p);
		return parse_item(p, ret);
	}
	if (p->tok.kind == T_OPEN) {
		formula_wrong(p, t.at, "%s",
		    _("only a code, a cell or an item can stand here."));
		return false;
	}
	long i = formula_find(p, p->axis, t);
	if (i < 0)
		formula_wrong(p, t.at, _("the form has no code %s."),
		    formula_quoted(p, t));
	*ret = (struct ref){ .kind = REF_CODE, .code = (size_t)i };
	return !p->failed;
}

/* Codes of the axis stay what they always were, for those who look at them. */
static const struct expr *
ref_node(struct formula_reading *p, struct ref ref)
{
	bool plain =
	    ref.kind == REF_CODE && ref.when <= LAST_YEAR && ref.back <= 1;
	struct expr *e =
	    plain ? formula_code(p, ref.code) : formula_node(p, EX_REF, NULL);

	e->when = ref.when;
	e->ref = ref;
	return e;
}

const struct expr *
formula_cell(struct formula_reading *p)
{
	struct ref ref;

	return parse_cell(p, &ref) ? ref_node(p, ref) : NULL;
}

/* "," and a number of periods: a constant, whatever codes there are. */
static bool
parse_periods(struct formula_reading *p, int least, int *ret)
{
	*ret = 0;
	if (p->tok.kind == T_COMMA)
		formula_next(p);
	struct token t = p->tok;
	for (size_t i = 0; t.kind == T_WORD && i < t.len && i < 4; i++)
		*ret = t.at[i] >= '0' && t.at[i] <= '9' ?
			   10 * *ret + (t.at[i] - '0') :
			   10000;
	if (*ret < least || *ret > FORMULA_WINDOW) {
		formula_wrong(p, t.at,
		    _("a number of periods from %d to %d must stand here."),
		    least, FORMULA_WINDOW);
		return false;
	}
	formula_next(p);
	return true;
}

static const struct expr *
parse_time(struct formula_reading *p, enum when when)
{
	struct ref ref;

	if (!parse_ref(p, &ref))
		return NULL;
	ref.when = when;
	ref.back = when == PREV;
	if (when == PREV && p->tok.kind == T_COMMA &&
	    !parse_periods(p, 1, &ref.back))
		return NULL;
	if (p->tok.kind != T_CLOSE)
		return formula_wrong(p, p->tok.at,
		    _("%s() takes one code, cell or item."), when_name(when));
	formula_next(p);
	return ref_node(p, ref);
}

static const struct {
	const char *name;
	enum fn fn;
} folds[] = { { "window_sum", FN_SUM }, { "window_mean", FN_MEAN },
	{ "window_min", FN_MIN }, { "window_max", FN_MAX },
	{ "window_count", FN_COUNT }, { "children_sum", FN_SUM },
	{ "children_mean", FN_MEAN }, { "children_min", FN_MIN },
	{ "children_max", FN_MAX }, { "children_count", FN_COUNT } };
enum { WINDOWS = 5 };

static const struct expr *
parse_fold(struct formula_reading *p, size_t f)
{
	struct expr *e =
	    formula_node(p, f < WINDOWS ? EX_WINDOW : EX_BELOW, NULL);

	e->name = folds[f].name;
	e->fn = folds[f].fn;
	if (!parse_ref(p, &e->ref))
		return NULL;
	if (f < WINDOWS && !parse_periods(p, 2, &e->span))
		return NULL;
	e->ref.when = f < WINDOWS ? NOW : EACH_BELOW;
	if (f >= WINDOWS && e->fn == FN_MEAN && p->tok.kind == T_COMMA) {
		struct ref *weight = arena_alloc(p->mem, sizeof *weight);
		formula_next(p);
		if (!parse_ref(p, weight))
			return NULL;
		weight->when = EACH_BELOW;
		e->weight = weight;
	}
	return end_call(p) ? e : NULL;
}

static const struct expr *
parse_units(struct formula_reading *p, bool expected)
{
	struct ref ref = { .kind = REF_UNITS,
		.when = EACH_BELOW,
		.expected = expected };

	return end_call(p) ? ref_node(p, ref) : NULL;
}

const struct expr *
formula_far(struct formula_reading *p, struct token name)
{
	struct ref ref;

	if (token_is(name, "item"))
		return parse_item(p, &ref) ? ref_node(p, ref) : NULL;
	for (enum when w = PREV; w <= PLAN; w++)
		if (token_is(name, when_name(w)))
			return parse_time(p, w);
	for (size_t i = 0; i < COUNT(folds); i++)
		if (token_is(name, folds[i].name))
			return parse_fold(p, i);
	if (token_is(name, "units_reporting") ||
	    token_is(name, "units_expected"))
		return parse_units(p, token_is(name, "units_expected"));
	return NULL;
}

/* What is read, by trees. */
static void
window_refs(const struct expr *e, void (*see)(void *, const struct ref *),
    void *arg)
{
	struct ref back = e->ref;

	back.when = PREV;
	back.back = e->span - 1;
	see(arg, &e->ref);
	see(arg, &back);
}

void
expr_refs(const struct expr *e, void (*see)(void *, const struct ref *),
    void *arg)
{
	for (size_t i = 0; i < e->nmember; i++)
		see(arg, &(struct ref){ .kind = REF_CODE,
			     .code = e->member[i],
			     .when = e->when,
			     .back = e->when == PREV });
	if (e->kind == EX_WINDOW)
		window_refs(e, see, arg);
	else if (e->kind == EX_REF || e->kind == EX_BELOW)
		see(arg, &e->ref);
	if (e->weight != NULL)
		see(arg, e->weight);
	for (size_t i = 0; i < e->nkid; i++)
		expr_refs(e->kid[i], see, arg);
}

void
formula_refs(const struct formula *f, void (*see)(void *, const struct ref *),
    void *arg)
{
	for (size_t i = 0; i < f->nside; i++)
		expr_refs(f->side[i], see, arg);
	if (f->check != NULL)
		expr_refs(f->check, see, arg);
}

struct reads {
	void (*see)(void *, size_t, enum when);
	void *arg;
};

static void
code_only(void *arg, const struct ref *ref)
{
	const struct reads *r = arg;

	if (ref->kind == REF_CODE)
		r->see(r->arg, ref->code, ref->when);
}

void
expr_reads(const struct expr *e, void (*see)(void *, size_t, enum when),
    void *arg)
{
	struct reads r = { see, arg };

	expr_refs(e, code_only, &r);
}

struct binding {
	bool (*find)(void *, const char *item, long *ret_row, long *ret_col);
	void *arg;
};

/* The tree is ours until the form is whole: nobody else has seen it. */
static void
bind_ref(struct ref *ref, const struct binding *b)
{
	long row, col;

	if (ref->kind != REF_ITEM || !b->find(b->arg, ref->item, &row, &col))
		return;
	ref->kind = REF_CELL;
	ref->row = row;
	ref->col = col;
}

static void
bind_expr(const struct expr *e, const struct binding *b)
{
	bind_ref((struct ref *)(uintptr_t)&e->ref, b);
	if (e->weight != NULL)
		bind_ref((struct ref *)(uintptr_t)e->weight, b);
	for (size_t i = 0; i < e->nkid; i++)
		bind_expr(e->kid[i], b);
}

void
formula_bind(struct formula *f,
    bool (*find)(void *, const char *item, long *ret_row, long *ret_col),
    void *arg)
{
	struct binding b = { find, arg };

	for (size_t i = 0; i < f->nside; i++)
		bind_expr(f->side[i], &b);
	if (f->check != NULL)
		bind_expr(f->check, &b);
}

const char *
formula_plan(struct arena *mem, const char *item)
{
	const char *dot = strrchr(item, '.');

	if (dot == NULL || (!str_eq(dot, ".TH") && !str_eq(dot, ".LK")))
		return str_fmt(mem, "%s.KH", item);
	return str_fmt(mem, "%.*s.KH", (int)(dot - item), item);
}
