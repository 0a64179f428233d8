/* sheet_rule.c - the checks of the form on the figures of a report */
#include "base/ctx.h"
#include "core/sheet_part.h"
#include "core/usual.h"

enum { SIDES = 8 };

/* One check in one place, on what was typed or on the totals. */
struct rule {
	const struct sheet *s;
	const struct form_check *c;
	const struct form_place *at;
	const struct figures *is;
	const struct history *past;
	const char *name; /* of the cell: "c12", "t12" */
	struct findings *to;
};

static struct rule
rule_of(const struct sheet *s, const struct form_check *c, size_t i, bool total,
    struct findings *to)
{
	const struct form_place *at = &c->at[i];

	return (struct rule){ s, c, at, total ? &s->total : &s->own,
		&s->past[total],
		str_fmt(s->mem, "%c%zu", total ? 't' : 'c', at->cell), to };
}

static const char *
shown(const struct rule *r, const struct dec *d)
{
	return num_show(r->s->mem, d, -1, r->s->lang);
}

/* What its owner wrote about it, what is wrong, and what to do now. */
static void
say(const struct rule *r, const char *what)
{
	const char *message =
	    tr_pick(r->c->message_vi == NULL ? r->c->message_en :
					       r->c->message_vi,
		r->c->message_en == NULL ? r->c->message_vi : r->c->message_en);
	const char *before =
	    message == NULL ? "" : str_fmt(r->s->mem, "%s ", message);

	if (r->c->warn)
		finding_explain(r->to, r->name,
		    _("%s%s (Check %s.) Correct it, or explain it when you "
		      "send."),
		    before, what, r->c->id);
	else
		finding(r->to, r->name,
		    _("%s%s (Check %s.) Correct it before you send."), before,
		    what, r->c->id);
}

/* Sides that do not hold; returns how many. */
static size_t
check_formula(const struct rule *r)
{
	const struct form *f = r->s->form;
	const struct cell *x = &f->cells[r->at->cell];
	struct cells cells =
	    sheet_look(r->s->mem, r->s, r->is, r->past, x, r->c->by_row);
	const char *where = sheet_where(r->s->mem, f, r->at->cell);
	struct violation v[SIDES];
	size_t n = formula_violations(r->s->mem, r->at->formula,
	    r->c->by_row ? &f->row_axis : &f->col_axis, &cells, v, SIDES);

	for (size_t i = 0; i < n; i++) {
		const char *text =
		    violation_text(r->s->mem, &v[i], where, r->s->lang);
		say(r, v[i].of_cell ?
			   text :
			   str_fmt(r->s->mem, "%s: %s", where, text));
	}
	return n;
}

/* Differences that are small in themselves are no matter. */
static bool
is_small(const struct rule *r, const struct dec *a, const struct dec *b)
{
	struct arena *mem = r->s->mem;

	return r->c->small != NULL &&
	       dec_cmp(dec_abs(mem, dec_sub(mem, a, b)), r->c->small) <= 0;
}

static void
check_change(const struct rule *r)
{
	struct arena *mem = r->s->mem;
	const struct dec *is = r->is->num[r->at->cell].dec, *was;

	if (is == NULL || r->past->prev == NULL)
		return;
	was = r->past->prev[r->at->cell].dec;
	if (was == NULL || dec_sign(was) == 0 || is_small(r, is, was))
		return;
	const struct dec *percent = dec_div(mem,
	    dec_mul(mem, dec_abs(mem, dec_sub(mem, is, was)),
		dec_long(mem, 100)),
	    dec_abs(mem, was));
	if (dec_cmp(percent, r->c->percent) <= 0)
		return;
	say(r,
	    str_fmt(mem,
		dec_cmp(is, was) > 0 ?
		    _("%s is %s; in the period before it was %s: %s %% more, "
		      "where %s %% are usual at most.") :
		    _("%s is %s; in the period before it was %s: %s %% less, "
		      "where %s %% are usual at most."),
		sheet_where(mem, r->s->form, r->at->cell), shown(r, is),
		shown(r, was), shown(r, dec_round(mem, percent, 1)),
		shown(r, r->c->percent)));
}

/* Those of the last periods that are there. */
static size_t
figures_before(const struct rule *r, const struct dec **ret)
{
	size_t n = 0;

	for (size_t k = 1; k <= HISTORY_PERIODS; k++) {
		const struct value *v =
		    k == 1 ? r->past->prev :
		    r->past->back == NULL ?
			     NULL :
			     r->past->back + (k - 2) * r->s->form->ncell;
		if (v != NULL && v[r->at->cell].dec != NULL)
			ret[n++] = v[r->at->cell].dec;
	}
	return n;
}

static void
check_history(const struct rule *r)
{
	struct arena *mem = r->s->mem;
	const struct form *f = r->s->form;
	const struct dec *is = r->is->num[r->at->cell].dec;
	const struct dec *before[HISTORY_PERIODS];
	size_t n = figures_before(r, before);
	struct usual usual;

	if (is == NULL || n < (size_t)r->c->least ||
	    !usual_of(mem, before, n, f->cells[r->at->cell].decimals, &usual) ||
	    is_small(r, is, usual.median) ||
	    !usual_is_far(mem, &usual, is, r->c->k))
		return;
	say(r, str_fmt(mem,
		   _("%s is %s; the median of the last %zu periods is %s, and "
		     "figures usually are within %s of it."),
		   sheet_where(mem, f, r->at->cell), shown(r, is), n,
		   shown(r, usual.median),
		   shown(r, dec_round(mem, dec_mul(mem, r->c->k, usual.spread),
				f->cells[r->at->cell].decimals))));
}

/* Of a unit with units below it is the total that is sent and compared. */
static void
check_place(const struct sheet *s, const struct form_check *c, size_t i,
    struct findings *to)
{
	struct rule own = rule_of(s, c, i, false, to);
	struct rule total = rule_of(s, c, i, true, to);
	const struct rule *sent = s->superior ? &total : &own;

	if (c->kind == CHECK_CHANGE)
		check_change(sent);
	else if (c->kind == CHECK_HISTORY)
		check_history(sent);
	else if (check_formula(&own) == 0 && s->superior)
		(void)check_formula(&total);
}

void
sheet_rules(const struct sheet *s, struct findings *to)
{
	const struct form *f = s->form;

	for (size_t i = 0; i < f->ncheck; i++)
		for (size_t k = 0; k < f->checks[i].n; k++)
			if (!sheet_skips(f, &s->own,
				f->cells[f->checks[i].at[k].cell].row))
				check_place(s, &f->checks[i], k, to);
}
