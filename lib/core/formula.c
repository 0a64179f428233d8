/* formula.c - a whole formula: what it computes, what it checks */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/formula_part.h"

/* The left of "=": a code computed, entered and checked; else a comparison. */
static bool
take_equation(struct formula_reading *p, const struct expr *e,
    struct formula *ret)
{
	const struct expr *left = e->kid[0];

	if (left->kind == EX_CODE && left->when == NOW) {
		ret->target = (long)left->member[0];
		ret->side = e->kid + 1;
		ret->nside = e->nkid - 1;
		ret->computed = ret->nside == 1;
		return true;
	}
	if (left->kind == EX_NUMBER) {
		formula_wrong(p, p->text, _("the form has no code %s."),
		    left->name);
		return false;
	}
	if (e->kind == EX_CHAIN) {
		formula_wrong(p, p->text, "%s",
		    _("on the left of a chain there must be a code."));
		return false;
	}
	ret->check = e;
	return true;
}

static bool
take(struct formula_reading *p, const struct expr *e, struct formula *ret)
{
	ret->target = p->elided ? -1 : -2;
	if (e->kind == EX_CHAIN || (e->kind == EX_COMPARE && e->op == T_EQ))
		return take_equation(p, e, ret);
	if (e->truth) {
		ret->check = e;
		return true;
	}
	ret->side = arena_alloc(p->mem, sizeof *ret->side);
	ret->side[0] = e;
	ret->nside = 1;
	return true;
}

bool
formula_parse(struct arena *mem, const char *text, const struct axis *axis,
    long self, const char *where, struct findings *findings,
    struct formula *ret)
{
	struct formula_reading p = { .mem = mem,
		.axis = axis,
		.self = self,
		.where = where,
		.findings = findings };

	*ret = (struct formula){ .target = -2 };
	if (strlen(text) > FORMULA_TEXT_MAX) {
		finding(findings, where,
		    _("A formula has at most %d characters."),
		    FORMULA_TEXT_MAX);
		return false;
	}
	p.text = utf8_nfc(mem, text);
	if (p.text == NULL) {
		finding(findings, where,
		    _("The formula holds characters that are no text."));
		return false;
	}
	const struct expr *e = formula_tree(&p);
	if (e == NULL || !take(&p, e, ret)) {
		*ret = (struct formula){ .target = -2 };
		return false;
	}
	ret->text = str_dup(mem, text);
	return true;
}

void
expr_constants(const struct expr *e, void (*see)(void *, const char *),
    void *arg)
{
	if (e->kind == EX_NUMBER)
		see(arg, e->name);
	for (size_t i = 0; i < e->nkid; i++)
		expr_constants(e->kid[i], see, arg);
}

struct doubt {
	struct arena *mem;
	const struct axis *axis;
	const char *found;
};

/* Cheap, before figures are made of both: the digits before the point. */
static bool
same_whole(const char *a, const char *b)
{
	a += strspn(a, "0");
	b += strspn(b, "0");
	while (*a == *b && *a >= '0' && *a <= '9') {
		a++;
		b++;
	}
	return (*a == '.' || *a == '\0') && (*b == '.' || *b == '\0');
}

static void
doubt(void *arg, const char *constant)
{
	struct doubt *d = arg;
	const struct dec *is = dec_parse(d->mem, constant);

	for (size_t i = 0; i < d->axis->n && d->found == NULL; i++) {
		const char *code = d->axis->code[i];
		if (code == NULL || !same_whole(constant, code))
			continue;
		const struct dec *v = dec_parse(d->mem, code);
		if (v != NULL && dec_cmp(v, is) == 0)
			d->found = constant;
	}
}

const char *
formula_doubtful(struct arena *mem, const struct formula *f,
    const struct axis *axis)
{
	struct doubt d = { .mem = mem, .axis = axis };

	for (size_t i = 0; i < f->nside; i++)
		expr_constants(f->side[i], doubt, &d);
	if (f->check != NULL)
		expr_constants(f->check, doubt, &d);
	return d.found;
}

/* Where violations go. */
struct hunt {
	struct arena *mem;
	const struct axis *axis;
	const struct cells *cells;
	struct violation *at;
	size_t n, max;
};

static void
put(struct hunt *h, struct violation v)
{
	if (h->n < h->max)
		h->at[h->n++] = v;
}

static void
hunt_sides(struct hunt *h, const struct formula *f)
{
	struct value is = h->cells->get(h->cells->from, (size_t)f->target, NOW);

	for (size_t i = 0; i < f->nside && is.dec != NULL; i++) {
		struct value v = formula_eval(h->mem, f->side[i], h->cells);
		if (v.dec == NULL || dec_cmp(is.dec, v.dec) == 0)
			continue;
		put(h, (struct violation){ .left = h->axis->code[f->target],
			   .right = expr_show(h->mem, f->side[i], h->axis),
			   .left_value = is,
			   .right_value = v,
			   .op = "=",
			   .of_cell = true });
	}
}

/* Each part of an "and" by itself, so that the sentence names what failed. */
static void
hunt_check(struct hunt *h, const struct expr *e)
{
	for (size_t i = 0; e->kind == EX_AND && i < e->nkid; i++)
		hunt_check(h, e->kid[i]);
	if (e->kind == EX_AND)
		return;
	struct value v = formula_eval(h->mem, e, h->cells);
	if (v.dec == NULL || dec_sign(v.dec) != 0)
		return;
	if (e->kind != EX_COMPARE) {
		put(h,
		    (struct violation){ .left = expr_show(h->mem, e, h->axis),
			.right = "",
			.left_value = v,
			.op = "" });
		return;
	}
	put(h,
	    (struct violation){ .left = expr_show(h->mem, e->kid[0], h->axis),
		.right = expr_show(h->mem, e->kid[1], h->axis),
		.left_value = formula_eval(h->mem, e->kid[0], h->cells),
		.right_value = formula_eval(h->mem, e->kid[1], h->cells),
		.op = compare_sign(e->op),
		.constant = e->kid[1]->kind == EX_NUMBER,
		.of_cell = e->elided });
}

size_t
formula_violations(struct arena *mem, const struct formula *f,
    const struct axis *axis, const struct cells *cells, struct violation *ret,
    size_t max)
{
	struct hunt h = { mem, axis, cells, ret, 0, max };

	if (f->target >= 0)
		hunt_sides(&h, f);
	if (f->check != NULL)
		hunt_check(&h, f->check);
	return h.n;
}
