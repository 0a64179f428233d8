/*
 * form_list.c - lists that a unit makes as long as it needs, and sub-totals
 *
 * The rows of a list have the codes 1 to N, its total the code T.  A mean over
 * several units needs their sums and counts: rows S and N, which nobody sees.
 */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "core/form_part.h"

static const char *const total_names[] = { [TOTAL_NONE] = "none",
	[TOTAL_SUM] = "sum",
	[TOTAL_COUNT] = "count",
	[TOTAL_MEAN] = "mean",
	[TOTAL_RATIO] = "ratio" };

static bool
has_means(const struct form_draft *d)
{
	for (size_t i = 0; i < d->ncol; i++)
		if (d->cols[i].total == TOTAL_MEAN)
			return true;
	return false;
}

static struct row *
add(struct form_draft *d, long line, const char *code, const char *label,
    enum row_role role)
{
	struct row *r = &d->rows[d->nrow];

	d->row_line[d->nrow++] = line;
	*r = (struct row){ .code = code,
		.label = label,
		.printed = label,
		.role = role,
		.required = role == ROW_PLAIN,
		.sums = true };
	return r;
}

void
list_rows_read(struct form_draft *d, struct xml *e)
{
	struct form *f = d->form;
	size_t max = (size_t)attr_long(d, e, "max", 1, FORM_LIST, 100);
	const char *total = kid_text(d, e, "total", 100, false);

	d->rows = arena_alloc(d->mem, (max + 3) * sizeof *d->rows);
	d->row_line = arena_alloc(d->mem, (max + 3) * sizeof *d->row_line);
	f->rows = d->rows;
	f->list_max = max;
	f->total = total;
	f->synth = SYNTH_LIST;
	add(d, e->line, "T", total == NULL ? "" : total, ROW_TOTAL);
	for (size_t i = 1; i <= max; i++)
		add(d, e->line, str_fmt(d->mem, "%zu", i), "", ROW_PLAIN);
	if (has_means(d)) {
		add(d, e->line, "S", "", ROW_SUMS);
		add(d, e->line, "N", "", ROW_COUNTS);
	}
	f->nrow = d->nrow;
}

/* The group's own rows, or with of="all" those of the whole table. */
static bool
adds_row(const struct row *r, int depth)
{
	return !r->group && r->role == ROW_PLAIN && r->depth == depth;
}

static int
least_depth(const struct form_draft *d, size_t from, size_t to)
{
	int least = 99;

	for (size_t i = from; i < to; i++)
		if (!d->rows[i].group && d->rows[i].role == ROW_PLAIN &&
		    d->rows[i].depth < least)
			least = d->rows[i].depth;
	return least;
}

/* Where the group begins that the next row would belong to. */
static size_t
group_start(const struct form_draft *d, size_t at)
{
	while (at > 0 && !d->rows[at - 1].group)
		at--;
	return at;
}

static const char *
sum_of(struct form_draft *d, const struct row *self, size_t from, size_t to)
{
	struct buf b = { .mem = d->mem, .max = FORMULA_TEXT_MAX };
	int depth = least_depth(d, from, to);
	size_t n = 0;

	buf_fmt(&b, "%s=", self->code);
	for (size_t i = from; i < to; i++)
		if (adds_row(&d->rows[i], depth))
			buf_fmt(&b, "%s%s", n++ > 0 ? "+" : "",
			    d->rows[i].code);
	return n == 0 || b.full ? NULL : b.at;
}

/* In a column that leaves the type to the rows it is like its first row. */
static void
like_first(struct form_draft *d, struct row *r, size_t from, size_t to)
{
	int depth = least_depth(d, from, to);

	for (size_t i = from; i < to; i++)
		if (adds_row(&d->rows[i], depth)) {
			r->type = d->rows[i].type;
			r->decimals = d->rows[i].decimals;
			if (r->measure == NULL)
				r->measure = d->rows[i].measure;
			return;
		}
}

void
subtotal_read(struct form_draft *d, struct xml *e, struct row *r)
{
	static const char *const ofs[] = { "group", "all" };
	bool all = attr_pick(d, e, "of", ofs, 2, 0) == 1;
	size_t self = (size_t)(r - d->rows);
	size_t from = all ? 0 : group_start(d, self);

	r->role = all ? ROW_GRAND : ROW_SUBTOTAL;
	r->formula = sum_of(d, r, from, self);
	r->required = true;
	r->sums = true;
	r->negative = true;
	r->item = attr_code(d, e, "item", ITEM_CODE / 2, "._-", false);
	r->none = attr_text(d, e, "none", 200);
	r->measure = attr_text(d, e, "measure", 40);
	like_first(d, r, from, self);
	if (r->formula == NULL)
		finding(d->findings, xml_where(d->mem, e),
		    _("A sub-total needs rows above it, and not so many that "
		      "its formula is longer than %d characters."),
		    FORMULA_TEXT_MAX);
}

/* "of" names a look-up to the left, whose entry's attribute stands here. */
static void
of_read(struct form_draft *d, struct xml *e, struct col *c)
{
	const char *code = xml_attr(e, "of");

	c->of = -1;
	c->attribute = attr_code(d, e, "attribute", 40, "._-", false);
	if (code == NULL && c->attribute == NULL)
		return;
	for (size_t i = 0; code != NULL && i + 1 < d->ncol; i++)
		if (d->cols[i].type == CELL_LOOKUP &&
		    strcmp(d->cols[i].code, code) == 0)
			c->of = (long)i;
	if (c->of < 0 || c->attribute == NULL || c->type != CELL_TEXT)
		finding(d->findings, xml_where(d->mem, e),
		    _("A text that a register gives needs \"of\", the code of "
		      "a look-up column before it, and \"attribute\"."));
}

static bool
total_fits(enum total t, const struct col *c)
{
	switch (t) {
	case TOTAL_SUM:
		return c->type == CELL_INTEGER || c->type == CELL_DECIMAL ||
		       c->type == CELL_MONEY;
	case TOTAL_MEAN:
		return cell_type_is_figure(c->type);
	case TOTAL_RATIO:
		return c->formula != NULL;
	default:
		return true;
	}
}

void
list_column_read(struct form_draft *d, struct xml *e, struct col *c)
{
	enum total usual =
	    c->sums && total_fits(TOTAL_SUM, c) ? TOTAL_SUM : TOTAL_NONE;

	c->total =
	    attr_pick(d, e, "total", total_names, COUNT(total_names), usual);
	if (!total_fits(c->total, c))
		finding(d->findings, xml_where(d->mem, e),
		    _("This column cannot have the total \"%s\"."),
		    total_names[c->total]);
	of_read(d, e, c);
}

static void
first_check(struct form_draft *d)
{
	const struct form *f = d->form;
	const struct col *c = &d->cols[f->nlabel];

	for (size_t i = 0; i < f->nlabel; i++)
		if (d->cols[i].role == COL_LABEL)
			return;
	if (f->total != NULL && c->total != TOTAL_NONE)
		finding(d->findings,
		    str_fmt(d->mem, "line %ld", d->col_line[f->nlabel]),
		    _("The word \"%s\" stands in the first column of a list: "
		      "it can have no total itself."),
		    f->total);
}

/* All of it is one page. */
static void
size_check(struct form_draft *d)
{
	size_t typed = 0, most;

	for (size_t i = 0; i < d->ncol; i++)
		typed += d->cols[i].role == COL_CELL && d->cols[i].of < 0 &&
			 d->cols[i].formula == NULL;
	most = typed > 0 ? FORM_POSTED / typed : FORM_LIST;
	if (d->form->list_max > most)
		finding(d->findings,
		    str_fmt(d->mem, "line %ld", d->row_line[0]),
		    _("A list with %zu columns to fill in can have at most "
		      "%zu rows."),
		    typed, most);
}

/* "Diện tích (ha)": in a list each column may count something else. */
static void
heads_measure(struct form_draft *d)
{
	for (size_t i = 0; i < d->nhead; i++) {
		const struct col *c = &d->cols[d->heads[i].col];
		bool says =
		    d->form->rows_kind == ROWS_LIST || c->type == CELL_MONEY;
		if (!says || d->heads[i].colspan != 1 || c->measure == NULL ||
		    !cell_type_is_figure(c->type) ||
		    !str_starts(d->heads[i].label, c->label))
			continue;
		d->heads[i].label = noted(d->mem,
		    str_fmt(d->mem, "%s (%s)", c->label, c->measure), c->note);
	}
}

void
list_check(struct form_draft *d)
{
	const struct form *f = d->form;

	heads_measure(d);
	if (f->rows_kind == ROWS_LIST)
		size_check(d);
	if (f->rows_kind == ROWS_LIST && f->nlabel < f->ncol)
		first_check(d);
	for (size_t i = 0; i < d->ncol; i++) {
		const char *where = str_fmt(d->mem, "line %ld", d->col_line[i]);
		if (f->rows_kind == ROWS_LIST && d->cols[i].role == COL_CELL &&
		    d->cols[i].type == CELL_NONE)
			finding(d->findings, where,
			    _("In a list every column needs a type of its "
			      "own."));
		if (f->rows_kind != ROWS_LIST && d->cols[i].total > TOTAL_SUM)
			finding(d->findings, where,
			    _("Only a list has a total row."));
	}
}

static const struct formula *
rule(struct form_draft *d, const char *code, const char *text)
{
	long self = form_row(d->form, code);
	struct formula *ret = arena_alloc(d->mem, sizeof *ret);

	if (self < 0 || !formula_parse(d->mem, text, &d->form->row_axis, self,
			    "line 1", d->findings, ret))
		return NULL;
	return ret;
}

/* "T=sum(1,...,100)". */
static const struct formula *
rule_over(struct form_draft *d, const char *code, const char *function)
{
	size_t n = d->form->list_max;

	return rule(d, code,
	    n == 1 ? str_fmt(d->mem, "%s=%s(1)", code, function) :
	    n == 2 ? str_fmt(d->mem, "%s=%s(1,2)", code, function) :
		     str_fmt(d->mem, "%s=%s(1,...,%zu)", code, function, n));
}

void
list_rules_make(struct form_draft *d, struct list_rules *ret)
{
	*ret = (struct list_rules){ 0 };
	if (d->form->rows_kind != ROWS_LIST)
		return;
	ret->sum = rule_over(d, "T", "sum");
	ret->count = rule_over(d, "T", "count");
	if (!has_means(d))
		return;
	ret->sums = rule_over(d, "S", "sum");
	ret->counts = rule_over(d, "N", "count");
	ret->mean = rule(d, "T", "T=S/N");
}

static const struct formula *
rule_of(const struct list_rules *r, enum total t, const struct formula *ratio)
{
	switch (t) {
	case TOTAL_SUM:
		return r->sum;
	case TOTAL_COUNT:
		return r->count;
	case TOTAL_MEAN:
		return r->mean;
	case TOTAL_RATIO:
		return ratio;
	case TOTAL_NONE:
		break;
	}
	return NULL;
}

static void
total_make(const struct col *c, const struct list_rules *r,
    const struct formula *ratio, struct cell *x)
{
	x->computed = rule_of(r, c->total, ratio);
	x->by_row = c->total != TOTAL_RATIO;
	x->adds = c->total == TOTAL_SUM || c->total == TOTAL_COUNT;
	x->type = c->type;
	x->decimals = c->decimals;
	x->item = c->item;
	if (c->total == TOTAL_COUNT) {
		x->type = CELL_INTEGER;
		x->decimals = 0;
	} else if (c->total == TOTAL_MEAN && c->type == CELL_INTEGER) {
		x->type = CELL_DECIMAL;
		x->decimals = 2;
	}
}

/* What a mean is made of, with as many decimals as a figure can have. */
static void
part_make(struct form_draft *d, const struct col *c, const struct row *row,
    const struct list_rules *r, struct cell *x)
{
	bool count = row->role == ROW_COUNTS;

	x->computed = count ? r->counts : r->sums;
	x->by_row = true;
	x->adds = true;
	x->type = count ? CELL_INTEGER : CELL_DECIMAL;
	x->decimals = count ? 0 : c->decimals;
	if (c->item != NULL)
		x->item =
		    str_fmt(d->mem, "%s.%s", c->item, count ? "n" : "sum");
}

void
list_cell_make(struct form_draft *d, const struct list_rules *r,
    const struct formula *ratio, struct cell *x)
{
	const struct col *c = &d->cols[x->col];
	const struct row *row = &d->rows[x->row];

	if (row->role == ROW_TOTAL) {
		if (d->form->total == NULL || c->total == TOTAL_NONE)
			return;
		total_make(c, r, ratio, x);
	} else {
		if (c->total != TOTAL_MEAN)
			return;
		part_make(d, c, row, r, x);
	}
	x->sums = x->adds;
	x->measure = c->measure != NULL ? c->measure : d->form->measure;
	if (c->type == CELL_PERCENT && c->measure == NULL)
		x->measure = "%";
	if (x->computed == NULL)
		*x = (struct cell){ .row = x->row, .col = x->col, .of = -1 };
}
