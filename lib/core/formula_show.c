/* formula_show.c - expressions and violations in words for people */
#include <string.h>
#include "base/ctx.h"
#include "core/formula_tree.h"

/* Longer ones are cut: what is shown stands in a sentence. */
enum { SHOWN_MAX = 2000 };

struct shower {
	struct buf out;
	const struct axis *axis;
};
static void show(struct shower *, const struct expr *, int tight);

/* How tightly an operator binds its operands. */
static int
binding(const struct expr *e)
{
	switch (e->kind) {
	case EX_OR:
		return 1;
	case EX_AND:
		return 2;
	case EX_NOT:
		return 3;
	case EX_COMPARE:
	case EX_CHAIN:
		return 4;
	case EX_SUM:
		return 5;
	case EX_PRODUCT:
		return 6;
	case EX_NEG:
		return 7;
	default:
		return 8;
	}
}

static const char *
code(const struct shower *s, size_t i)
{
	return s->axis->code[i];
}

static void
show_range(struct shower *s, const struct expr *e, const char *sign)
{
	buf_fmt(&s->out, "%s%s...%s%s", code(s, e->member[0]), sign, sign,
	    code(s, e->member[e->nmember - 1]));
}

static void
show_kids(struct shower *s, const struct expr *e, const char *sign,
    const char *flipped)
{
	for (size_t i = 0; i < e->nkid; i++) {
		if (i > 0)
			buf_str(&s->out, e->flip[i] ? flipped : sign);
		show(s, e->kid[i], binding(e) + 1);
	}
}

static void
show_call(struct shower *s, const struct expr *e)
{
	buf_fmt(&s->out, "%s(", e->name);
	for (size_t i = 0; i < e->nkid; i++) {
		buf_str(&s->out, i > 0 ? ", " : "");
		if (e->kid[i]->kind == EX_RANGE)
			show_range(s, e->kid[i], ", ");
		else
			show(s, e->kid[i], 0);
	}
	if (e->fn == FN_ROUND)
		buf_fmt(&s->out, ", %d", e->places);
	buf_str(&s->out, ")");
}

static const char *
cell_code(const struct shower *s, bool rows, long i)
{
	const struct axis *axis =
	    s->axis->rows == rows ? s->axis : s->axis->across;

	return axis->code[i];
}

static void
show_cell(struct shower *s, const struct ref *ref)
{
	buf_str(&s->out, "[");
	if (ref->row >= 0)
		buf_fmt(&s->out, "row %s%s", cell_code(s, true, ref->row),
		    ref->col >= 0 ? ", " : "");
	if (ref->col >= 0)
		buf_fmt(&s->out, "column %s", cell_code(s, false, ref->col));
	buf_str(&s->out, "]");
}

static void
show_target(struct shower *s, const struct ref *ref)
{
	if (ref->kind == REF_UNITS)
		buf_str(&s->out,
		    ref->expected ? "units_expected()" : "units_reporting()");
	else if (ref->item != NULL)
		buf_fmt(&s->out, "item(\"%s\")", ref->item);
	else if (ref->kind == REF_CELL)
		show_cell(s, ref);
	else
		buf_str(&s->out, code(s, ref->code));
}

static void
show_ref(struct shower *s, const struct ref *ref)
{
	const char *when = when_name(ref->when);

	if (when != NULL)
		buf_fmt(&s->out, "%s(", when);
	show_target(s, ref);
	if (when != NULL && ref->back > 1)
		buf_fmt(&s->out, ", %d", ref->back);
	buf_str(&s->out, when != NULL ? ")" : "");
}

static void
show_fold(struct shower *s, const struct expr *e)
{
	buf_fmt(&s->out, "%s(", e->name);
	show_target(s, &e->ref);
	if (e->kind == EX_WINDOW)
		buf_fmt(&s->out, ", %d", e->span);
	if (e->weight != NULL) {
		buf_str(&s->out, ", ");
		show_target(s, e->weight);
	}
	buf_str(&s->out, ")");
}

static void
show_bare(struct shower *s, const struct expr *e)
{
	switch (e->kind) {
	case EX_NUMBER:
		buf_str(&s->out, e->name);
		break;
	case EX_CODE:
		if (e->when == NOW)
			buf_str(&s->out, code(s, e->member[0]));
		else
			buf_fmt(&s->out, "%s(%s)", when_name(e->when),
			    code(s, e->member[0]));
		break;
	case EX_RANGE:
		show_range(s, e, " + ");
		break;
	case EX_SUM:
		show_kids(s, e, " + ", " - ");
		break;
	case EX_PRODUCT:
		show_kids(s, e, " * ", " / ");
		break;
	case EX_NEG:
		buf_str(&s->out, "-");
		show(s, e->kid[0], 7);
		break;
	case EX_COMPARE:
	case EX_CHAIN:
		show(s, e->kid[0], 5);
		for (size_t i = 1; i < e->nkid; i++) {
			buf_fmt(&s->out, " %s ", compare_sign(e->op));
			show(s, e->kid[i], 5);
		}
		break;
	case EX_AND:
		show_kids(s, e, " and ", NULL);
		break;
	case EX_OR:
		show_kids(s, e, " or ", NULL);
		break;
	case EX_NOT:
		buf_str(&s->out, "not ");
		show(s, e->kid[0], 3);
		break;
	case EX_CALL:
		show_call(s, e);
		break;
	case EX_REF:
		show_ref(s, &e->ref);
		break;
	case EX_WINDOW:
	case EX_BELOW:
		show_fold(s, e);
		break;
	}
}

static void
show(struct shower *s, const struct expr *e, int tight)
{
	bool bracket = binding(e) < tight;

	buf_str(&s->out, bracket ? "(" : "");
	show_bare(s, e);
	buf_str(&s->out, bracket ? ")" : "");
}

const char *
expr_show(struct arena *mem, const struct expr *e, const struct axis *axis)
{
	struct shower s = { { .mem = mem, .max = SHOWN_MAX }, axis };

	show(&s, e, 0);
	return s.out.at == NULL ? "" : s.out.at;
}

/* A figure in a sentence. */
static const char *
said(struct arena *mem, struct value v, enum num_lang lang)
{
	if (v.nan)
		return "-";
	if (v.dec == NULL)
		return _("empty");
	return num_show(mem, v.dec, -1, lang);
}

/* Against a number: it says itself what it is.  NULL: said otherwise. */
static const char *
bound_text(struct arena *mem, const char *op, const char *left, const char *is,
    const char *bound)
{
	if (str_eq(op, "<="))
		return str_fmt(mem, _("%s is %s; it must not be more than %s."),
		    left, is, bound);
	if (str_eq(op, "<"))
		return str_fmt(mem, _("%s is %s; it must be less than %s."),
		    left, is, bound);
	if (str_eq(op, ">="))
		return str_fmt(mem, _("%s is %s; it must not be less than %s."),
		    left, is, bound);
	if (str_eq(op, ">"))
		return str_fmt(mem, _("%s is %s; it must be more than %s."),
		    left, is, bound);
	if (str_eq(op, "="))
		return str_fmt(mem, _("%s is %s; it must be %s."), left, is,
		    bound);
	return NULL;
}

const char *
violation_text(struct arena *mem, const struct violation *v, const char *what,
    enum num_lang lang)
{
	const char *left = v->of_cell && what != NULL ? what : v->left;
	const char *a = said(mem, v->left_value, lang);
	const char *b = said(mem, v->right_value, lang);

	if (v->constant && bound_text(mem, v->op, left, a, b) != NULL)
		return bound_text(mem, v->op, left, a, b);
	if (str_eq(v->op, "="))
		return str_fmt(mem, _("%s is %s, but %s gives %s."), left, a,
		    v->right, b);
	if (str_eq(v->op, "<="))
		return str_fmt(mem,
		    _("%s is %s; it must not be more than %s, which is %s."),
		    left, a, v->right, b);
	if (str_eq(v->op, "<"))
		return str_fmt(mem,
		    _("%s is %s; it must be less than %s, which is %s."), left,
		    a, v->right, b);
	if (str_eq(v->op, ">="))
		return str_fmt(mem,
		    _("%s is %s; it must not be less than %s, which is %s."),
		    left, a, v->right, b);
	if (str_eq(v->op, ">"))
		return str_fmt(mem,
		    _("%s is %s; it must be more than %s, which is %s."), left,
		    a, v->right, b);
	if (str_eq(v->op, "<>"))
		return str_fmt(mem,
		    _("%s is %s, and so is %s; they must "
		      "differ."),
		    left, a, v->right);
	return str_fmt(mem, _("This does not hold: %s."), v->left);
}
