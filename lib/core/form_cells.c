/* form_cells.c - what stands in each cell of a form: columns x rows */
#include <string.h>
#include "base/ctx.h"
#include "core/form_part.h"

/* The formula and the check that a column or a row carries. */
struct rules {
	const struct formula *formula, *check;
};
struct resolve {
	struct form_draft *d;
	struct rules *cols, *rows;
	struct list_rules list;
	bool **entered, **none; /* by row, by column: NULL if nowhere */
	const char ***bound;    /* items of single cells, likewise */
	struct cell *cells;
};

static const char *
line(struct form_draft *d, long n)
{
	return str_fmt(d->mem, "line %ld", n);
}

static struct axis
axis_new(struct arena *mem, size_t n)
{
	return (struct axis){ .code = arena_alloc(mem, n * sizeof(char *)),
		.n = n };
}

static void
axes_make(struct form_draft *d)
{
	struct axis *both = arena_alloc(d->mem, 2 * sizeof *both);
	struct axis c = axis_new(d->mem, d->ncol),
		    r = axis_new(d->mem, d->nrow);

	for (size_t i = 0; i < d->ncol; i++)
		((const char **)c.code)[i] = d->cols[i].code;
	for (size_t i = 0; i < d->nrow; i++)
		((const char **)r.code)[i] = d->rows[i].code;
	r.rows = true;
	both[0] = c;
	both[1] = r;
	c.across = &both[1];
	r.across = &both[0];
	d->form->col_axis = c;
	d->form->row_axis = r;
}

/* What an expression may not read: labels and headings. */
struct reads {
	struct form_draft *d;
	bool by_row;
	const char *where;
};

static void
see(void *arg, size_t i, enum when when)
{
	const struct reads *r = arg;
	const struct form_draft *d = r->d;

	(void)when;
	if (r->by_row && d->rows[i].group)
		finding(d->findings, r->where,
		    _("Row %s is a heading without figures."), d->rows[i].code);
	if (!r->by_row && d->cols[i].role != COL_CELL)
		finding(d->findings, r->where, _("Column %s has no figures."),
		    d->cols[i].code);
	if (!r->by_row && d->cols[i].role == COL_CELL &&
	    d->cols[i].type != CELL_NONE &&
	    !cell_type_is_figure(d->cols[i].type))
		finding(d->findings, r->where, _("Column %s has no figures."),
		    d->cols[i].code);
}

static void
reads_check(struct reads r, const struct formula *f)
{
	for (size_t i = 0; i < f->nside; i++)
		expr_reads(f->side[i], see, &r);
	if (f->check != NULL)
		expr_reads(f->check, see, &r);
}

/* A formula as written, or NULL; what is wrong with it is a finding. */
static const struct formula *
parse(struct reads r, const char *text, size_t self)
{
	struct form_draft *d = r.d;
	const struct axis *axis =
	    r.by_row ? &d->form->row_axis : &d->form->col_axis;
	struct formula *f = arena_alloc(d->mem, sizeof *f);

	if (text == NULL || !formula_parse(d->mem, text, axis, (long)self,
				r.where, d->findings, f))
		return NULL;
	constants_check(d, f, axis, r.where);
	reads_check(r, f);
	return f;
}

static struct rules
rules_parse(struct reads r, const char *formula, const char *check, size_t self,
    const char *code)
{
	struct rules ret = { parse(r, formula, self), parse(r, check, self) };

	if (ret.formula != NULL &&
	    (ret.formula->nside == 0 || ret.formula->target != (long)self)) {
		finding(r.d->findings, r.where,
		    _("The formula must begin with its own code: %s=..."),
		    code);
		ret.formula = NULL;
	}
	if (ret.check != NULL && ret.check->check == NULL) {
		finding(r.d->findings, r.where,
		    _("A check must be a comparison, such as <=2."));
		ret.check = NULL;
	}
	return ret;
}

static void
rules_make(struct resolve *s)
{
	struct form_draft *d = s->d;

	s->cols = arena_alloc(d->mem, d->ncol * sizeof *s->cols);
	s->rows = arena_alloc(d->mem, d->nrow * sizeof *s->rows);
	for (size_t i = 0; i < d->ncol; i++)
		s->cols[i] = rules_parse((struct reads){ d, false,
					     line(d, d->col_line[i]) },
		    d->cols[i].formula, d->cols[i].check, i, d->cols[i].code);
	for (size_t i = 0; i < d->nrow; i++)
		s->rows[i] = rules_parse((struct reads){ d, true,
					     line(d, d->row_line[i]) },
		    d->rows[i].formula, d->rows[i].check, i, d->rows[i].code);
}

/* "4 7": the columns that a row names in an attribute. */
static bool *
named(struct form_draft *d, size_t row, const char *codes)
{
	bool *ret = arena_alloc(d->mem, d->ncol * sizeof *ret);

	if (codes == NULL)
		return NULL;
	while (*codes != '\0') {
		size_t n = strcspn(codes, " ");
		const char *code = str_ndup(d->mem, codes, n);
		long i = form_col(d->form, code);
		if (i < 0 || d->cols[i].role != COL_CELL)
			finding(d->findings, line(d, d->row_line[row]),
			    _("There is no column %s for figures."), code);
		else
			ret[i] = true;
		codes += n + strspn(codes + n, " ");
	}
	return ret;
}

static void
names_make(struct resolve *s)
{
	struct form_draft *d = s->d;

	s->entered = arena_alloc(d->mem, d->nrow * sizeof *s->entered);
	s->none = arena_alloc(d->mem, d->nrow * sizeof *s->none);
	s->bound = arena_alloc(d->mem, d->nrow * sizeof *s->bound);
	for (size_t i = 0; i < d->nrow; i++) {
		s->bound[i] = row_binds(d, i);
		s->entered[i] = named(d, i, d->rows[i].entered);
		s->none[i] = named(d, i, d->rows[i].none);
	}
}

/* Type and range: the row's in a column of type "row", else the column's. */
static void
value_set(struct cell *x, const struct col *c, const struct row *r)
{
	bool row = c->type == CELL_NONE;

	x->type = row ? r->type : c->type;
	x->decimals = row ? r->decimals : c->decimals;
	x->pattern = row ? r->pattern : c->pattern;
	x->required = c->required && r->required;
	x->choices = row ? r->choices : c->choices;
	x->reg = row ? r->reg : c->reg;
	x->max_mb = row ? r->max_mb : c->max_mb;
	x->of = row ? -1 : c->of;
	x->attribute = row ? NULL : c->attribute;
	x->sums = c->sums && r->sums && cell_type_is_figure(x->type) &&
		  x->type != CELL_PERCENT;
	x->measure = c->measure != NULL ? c->measure : r->measure;
	if (c->measure == NULL && c->type == CELL_PERCENT)
		x->measure = "%";
	if (!cell_type_is_figure(x->type))
		return;
	x->min = r->min != NULL ? r->min : c->min;
	x->max = r->max != NULL ? r->max : c->max;
	if (r->negative || c->negative)
		x->min = row ? r->min : c->negative ? c->min : NULL;
}

static void
add_check(struct cell *x, const struct formula *f, bool by_row, bool warn)
{
	assert(x->ncheck < COUNT(x->checks));
	x->checks[x->ncheck] = f;
	x->check_by_row[x->ncheck] = by_row;
	x->check_warn[x->ncheck++] = warn;
}

/* One '=' computes; a chain is entered and checked. */
static void
rule_set(struct cell *x, const struct rules *r, bool by_row, bool warn,
    bool compute)
{
	if (r->formula != NULL && r->formula->computed && compute &&
	    x->computed == NULL) {
		x->computed = r->formula;
		x->by_row = by_row;
	}
	if (r->formula != NULL && !r->formula->computed)
		add_check(x, r->formula, by_row, warn);
	if (r->check != NULL)
		add_check(x, r->check, by_row, warn);
}

/* The row's own formula goes before the column's. */
static void
rules_set(const struct resolve *s, struct cell *x)
{
	const struct col *c = &s->d->cols[x->col];
	const struct row *r = &s->d->rows[x->row];
	const bool *entered = s->entered[x->row];

	if (!cell_type_is_figure(x->type))
		return;
	if (c->row_rules)
		rule_set(x, &s->rows[x->row], true, r->warn, true);
	rule_set(x, &s->cols[x->col], false, c->warn,
	    entered == NULL || !entered[x->col]);
	if (x->computed == NULL)
		return;
	x->required = false;
	if (x->min != NULL && dec_sign(x->min) == 0)
		x->min = NULL; /* "not below zero" is about typing */
}

static void
item_set(const struct resolve *s, struct cell *x)
{
	struct form_draft *d = s->d;
	const char *c = d->cols[x->col].item, *r = d->rows[x->row].item;
	const char **bound = s->bound[x->row];

	if (bound != NULL && bound[x->col] != NULL) {
		x->item = bound[x->col];
		if (!cell_type_is_figure(x->type))
			finding(d->findings, line(d, d->row_line[x->row]),
			    _("Column %s has no figures."),
			    d->cols[x->col].code);
		return;
	}
	if (c == NULL || !cell_type_is_figure(x->type))
		return;
	if (d->form->rows_kind == ROWS_UNITS)
		x->item = c;
	else if (d->form->rows_kind == ROWS_LIST)
		return; /* its total row's */
	else if (r != NULL)
		x->item = str_fmt(d->mem, "%s.%s", r, c);
}

static void
cell_make(const struct resolve *s, struct cell *x)
{
	struct form_draft *d = s->d;
	const struct col *c = &d->cols[x->col];
	const struct row *r = &d->rows[x->row];
	const bool *none = s->none[x->row];

	if (c->role != COL_CELL || r->group || (none != NULL && none[x->col]))
		return;
	if (r->role >= ROW_TOTAL) {
		list_cell_make(d, &s->list, s->cols[x->col].formula, x);
		return;
	}
	value_set(x, c, r);
	if (x->measure == NULL)
		x->measure = d->form->measure;
	if (x->type == CELL_NONE)
		finding(d->findings, line(d, d->row_line[x->row]),
		    _("Column %s leaves the type to the rows, and this row has "
		      "none."),
		    c->code);
	rules_set(s, x);
	item_set(s, x);
}

/* Which item stands in which cell is known now. */
static void
rules_settle(const struct resolve *s, const struct rules *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		formula_settle(s->d, at[i].formula);
		formula_settle(s->d, at[i].check);
	}
}

void
cells_resolve(struct form_draft *d)
{
	struct form *f = d->form;
	struct resolve s = { .d = d };

	if (f->ncol * f->nrow > FORM_CELLS) {
		finding(d->findings, "line 1",
		    _("The form has more than %d cells."), FORM_CELLS);
		return;
	}
	axes_make(d);
	list_check(d);
	rules_make(&s);
	list_rules_make(d, &s.list);
	names_make(&s);
	s.cells = arena_alloc(d->mem, f->ncol * f->nrow * sizeof *s.cells);
	for (size_t i = 0; i < f->ncol * f->nrow; i++) {
		s.cells[i].row = i / f->ncol;
		s.cells[i].col = i % f->ncol;
		s.cells[i].of = -1;
		cell_make(&s, &s.cells[i]);
		f->lookups |= s.cells[i].type == CELL_LOOKUP;
	}
	f->cells = s.cells;
	f->ncell = f->ncol * f->nrow;
	items_index(d);
	rules_settle(&s, s.cols, d->ncol);
	rules_settle(&s, s.rows, d->nrow);
	cells_order(d);
}

const char *
form_cell_name(struct arena *mem, const struct form *f, size_t cell)
{
	const struct cell *x = &f->cells[cell];

	if (f->rows_kind == ROWS_UNITS)
		return f->cols[x->col].code;
	if (f->rows_kind == ROWS_LIST && f->rows[x->row].role == ROW_TOTAL)
		return str_fmt(mem, _("total row, column %s"),
		    f->cols[x->col].code);
	return str_fmt(mem, _("row %s, column %s"), f->rows[x->row].code,
	    f->cols[x->col].code);
}

bool
form_row_fills(const struct form *f, size_t row)
{
	return !f->rows[row].group && f->rows[row].role < ROW_TOTAL;
}

long
form_col(const struct form *f, const char *code)
{
	for (size_t i = 0; i < f->ncol; i++)
		if (strcmp(f->cols[i].code, code) == 0)
			return (long)i;
	return -1;
}

long
form_row(const struct form *f, const char *code)
{
	for (size_t i = 0; i < f->nrow; i++)
		if (strcmp(f->rows[i].code, code) == 0)
			return (long)i;
	return -1;
}
