/* sheet_check.c - what is wrong with the figures, in the user's words */
#include "base/ctx.h"
#include "base/date.h"
#include "core/sheet_part.h"
#include "io/re.h"

enum { SIDES = 8 };

struct check {
	const struct sheet *s;
	struct findings *to;
	size_t cell;
	const struct cell *x;
	const char *where; /* the cell in words */
};

static const char *
shown(const struct check *c, struct value v)
{
	if (v.nan)
		return "-";
	return num_show(c->s->mem, v.dec, -1, c->s->lang);
}

/* Of a unit with units below, what counts is that somebody gave a figure. */
static void
check_required(const struct check *c)
{
	const struct figures *is = &c->s->total;

	if (!c->x->required || c->x->computed != NULL ||
	    is->num[c->cell].dec != NULL || !str_empty(is->txt[c->cell]))
		return;
	finding(c->to, sheet_name(c->s->mem, c->cell),
	    _("%s: please fill it in."), c->where);
}

/*
 * A figure that others have not given yet.  Two reports that wait for each
 * other may both be sent without.
 */
static void
check_awaited(const struct check *c, const struct home *h)
{
	const struct home_report *from = h->from[0];
	const char *name = sheet_name(c->s->mem, c->cell);
	bool warn = !c->x->required || h->mutual;

	if (!home_awaited(h))
		return;
	const char *text =
	    h->kind == HOME_SAME ?
		str_fmt(c->s->mem,
		    _("%s: the figure is awaited from the report %s, which is "
		      "not "
		      "accepted yet."),
		    c->where, from->regime) :
		str_fmt(c->s->mem,
		    _("%s: it is made of the report %s, of which %zu of %zu "
		      "periods are accepted."),
		    c->where, from->regime, h->there, h->expected);
	if (warn)
		finding_warn(c->to, name, "%s", text);
	else
		finding(c->to, name, "%s", text);
}

static void
check_range(const struct check *c)
{
	const struct dec *d = c->s->own.num[c->cell].dec;
	const char *name = sheet_name(c->s->mem, c->cell);

	if (d == NULL)
		return;
	if (c->x->min != NULL && dec_cmp(d, c->x->min) < 0)
		finding(c->to, name, _("%s: %s is less than %s."), c->where,
		    shown(c, (struct value){ .dec = d }),
		    shown(c, (struct value){ .dec = c->x->min }));
	if (c->x->max != NULL && dec_cmp(d, c->x->max) > 0)
		finding(c->to, name, _("%s: %s is more than %s."), c->where,
		    shown(c, (struct value){ .dec = d }),
		    shown(c, (struct value){ .dec = c->x->max }));
}

static void
check_pattern(const struct check *c)
{
	const char *text = c->s->own.txt[c->cell];

	if (c->x->pattern == NULL || str_empty(text) ||
	    re_match(c->x->pattern, text))
		return;
	finding(c->to, sheet_name(c->s->mem, c->cell),
	    _("%s: \"%s\" is not written as the form asks for."), c->where,
	    text);
}

/* The entry may have ended since it was chosen. */
static void
check_lookup(const struct check *c)
{
	const struct figures *is = &c->s->own;

	if (c->x->type != CELL_LOOKUP || str_empty(is->txt[c->cell]) ||
	    is->label[c->cell] != NULL)
		return;
	finding(c->to, sheet_name(c->s->mem, c->cell),
	    _("%s: %s is not in the register %s on %s."), c->where,
	    is->txt[c->cell], c->x->reg,
	    date_show(c->s->mem, c->s->report->ends));
}

/* The sides of one rule that do not hold in that row of figures. */
static size_t
violations(const struct check *c, size_t rule, const struct figures *is,
    const struct history *past, struct violation *ret)
{
	bool by_row = c->x->check_by_row[rule];
	const struct form *f = c->s->form;
	struct cells cells =
	    sheet_look(c->s->mem, c->s, is, past, c->x, by_row);

	return formula_violations(c->s->mem, c->x->checks[rule],
	    by_row ? &f->row_axis : &f->col_axis, &cells, ret, SIDES);
}

static void
say_violations(const struct check *c, size_t rule, const char *name,
    const struct violation *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *text =
		    violation_text(c->s->mem, &v[i], c->where, c->s->lang);
		if (c->x->check_warn[rule])
			finding_explain(c->to, name, "%s", text);
		else
			finding(c->to, name, "%s", text);
	}
}

/* In what was typed; and in the totals, where that does not say it already. */
static void
check_rule(const struct check *c, size_t rule)
{
	const struct sheet *s = c->s;
	struct violation v[SIDES];

	size_t n = violations(c, rule, &s->own, &s->past[0], v);
	if (n > 0 || !s->superior) {
		say_violations(c, rule, sheet_name(s->mem, c->cell), v, n);
		return;
	}
	n = violations(c, rule, &s->total, &s->past[1], v);
	say_violations(c, rule, str_fmt(s->mem, "t%zu", c->cell), v, n);
}

void
sheet_check(const struct sheet *s, struct findings *to)
{
	for (size_t i = 0; i < s->form->ncell; i++) {
		struct check c = { s, to, i, &s->form->cells[i],
			sheet_where(s->mem, s->form, i) };
		if (c.x->type == CELL_NONE ||
		    sheet_skips(s->form, &s->own, c.x->row))
			continue;
		const struct home *h = home_of(&s->homes, i);
		if (h != NULL)
			check_awaited(&c, h);
		else
			check_required(&c);
		if (c.x->computed == NULL && h == NULL) {
			check_range(&c);
			check_pattern(&c);
			check_lookup(&c);
		}
		for (size_t r = 0; r < c.x->ncheck; r++)
			check_rule(&c, r);
	}
	sheet_rules(s, to);
}
