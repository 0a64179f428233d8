/* form_cols.c - the columns of a form, and the grid of its printed head */
#include <string.h>
#include "base/ctx.h"
#include "core/form_part.h"

static const char *const role_names[] = { [COL_LABEL] = "label",
	[COL_STT] = "stt",
	[COL_MEASURE] = "measure" };

static bool
code_taken(struct form_draft *d, const char *code)
{
	for (size_t i = 0; i < d->ncol; i++)
		if (strcmp(d->cols[i].code, code) == 0)
			return true;
	return false;
}

/* What label columns and columns of cells have in common. */
static struct col *
add_col(struct form_draft *d, struct xml *e, const char *above)
{
	const char *where = xml_where(d->mem, e);

	if (d->ncol == FORM_COLS) {
		finding(d->findings, where,
		    _("There are more than %d columns."), FORM_COLS);
		return NULL;
	}
	const char *code = attr_code(d, e, "code", 12, ".", true);
	if (*code != '\0' && code_taken(d, code))
		finding(d->findings, where,
		    _("The code %s is used by two columns."), code);
	if (*e->text == '\0')
		finding(d->findings, where, _("<%s> needs a text."), e->name);
	d->col_line[d->ncol] = e->line;
	struct col *c = &d->cols[d->ncol++];
	*c = (struct col){ .code = code,
		.printed = code,
		.label = e->text,
		.path = str_fmt(d->mem, "%s%s", above, e->text),
		.note = attr_note(d, e),
		.line = e->line,
		.of = -1,
		.width = (int)attr_long(d, e, "width", 0, 200, 0) };
	return c;
}

static void
label_read(struct form_draft *d, struct xml *e)
{
	struct col *c = add_col(d, e, "");

	if (c != NULL)
		c->role = attr_pick(d, e, "role", role_names, COUNT(role_names),
		    COUNT(role_names));
}

/* "1=2+3" is printed in the row of numbers as it is, "<=2" is not. */
static const char *
printed(struct form_draft *d, struct xml *e, const struct col *c)
{
	const char *said = attr_text(d, e, "printed", 60);

	if (said != NULL)
		return said;
	return c->formula == NULL ? c->code : c->formula;
}

static void
column_read(struct form_draft *d, struct xml *e, const char *above)
{
	struct col *c = add_col(d, e, above);

	if (c == NULL)
		return;
	struct attr_value v = attr_value(d, e, false);
	bool rows = v.type == CELL_NONE || v.type == CELL_INTEGER ||
		    v.type == CELL_DECIMAL || v.type == CELL_MONEY;
	c->role = COL_CELL;
	c->type = v.type;
	c->decimals = v.decimals;
	c->required = v.required;
	c->negative = v.negative;
	c->min = v.min;
	c->max = v.max;
	c->pattern = v.pattern;
	c->sums = v.sums;
	c->formula = v.formula;
	c->check = v.check;
	c->warn = v.warn;
	c->row_rules = attr_yes(d, e, "row-rules", rows);
	c->measure = attr_text(d, e, "measure", 40);
	c->item = attr_code(d, e, "item", ITEM_CODE / 2, "._-", false);
	c->item_name = attr_text(d, e, "item-name", 200);
	c->printed = printed(d, e, c);
	c->choices = v.choices;
	c->reg = v.reg;
	c->max_mb = v.max_mb;
	list_column_read(d, e, c);
}

/* How many head rows the columns below it need. */
static size_t
depth_of(const struct xml *e)
{
	size_t most = 0;

	for (const struct xml *k = e->kids; k != NULL; k = k->next) {
		size_t n =
		    1 + (strcmp(k->name, "group") == 0 ? depth_of(k) : 0);
		most = n > most ? n : most;
	}
	return most;
}

static void
add_head(struct form_draft *d, struct head h)
{
	if (d->nhead < FORM_HEADS)
		d->heads[d->nhead++] = h;
}

/* A head without heads below it reaches down to the row of numbers. */
static void
columns_read(struct form_draft *d, struct xml *e, size_t row, const char *above)
{
	for (struct xml *k = NULL; (k = xml_any(e, k)) != NULL;) {
		struct head h = { .label = k->text,
			.row = row,
			.col = d->ncol,
			.rowspan = d->form->head_rows - row,
			.colspan = 1 };
		const char *mark = attr_note(d, k);
		if (strcmp(k->name, "label") == 0 && row == 0) {
			label_read(d, k);
		} else if (strcmp(k->name, "column") == 0) {
			column_read(d, k, above);
		} else if (strcmp(k->name, "group") == 0) {
			h.label = attr_need(d, k, "title", 300);
			h.rowspan = 1;
			columns_read(d, k, row + 1,
			    str_fmt(d->mem, "%s%s / ", above, h.label));
			h.colspan = d->ncol - h.col;
		} else {
			k->seen = false;
			continue;
		}
		if (h.colspan == 0)
			finding(d->findings, xml_where(d->mem, k),
			    _("A group needs columns."));
		h.label = noted(d->mem, h.label, mark);
		add_head(d, h);
	}
}

/* Label columns first, then cells; a form without cells is none. */
static void
order_check(struct form_draft *d, struct xml *e)
{
	for (size_t i = 1; i < d->ncol; i++)
		if (d->cols[i].role != COL_CELL &&
		    d->cols[i - 1].role == COL_CELL)
			finding(d->findings,
			    str_fmt(d->mem, "line %ld", d->col_line[i]),
			    _("Label columns come before all others."));
	if (d->form->nlabel == 0)
		finding(d->findings, xml_where(d->mem, e),
		    _("The form needs a label column."));
	if (d->form->nlabel == d->ncol)
		finding(d->findings, xml_where(d->mem, e),
		    _("The form has no column for figures."));
}

void
cols_read(struct form_draft *d, struct xml *e)
{
	struct form *f = d->form;

	d->cols = arena_alloc(d->mem, FORM_COLS * sizeof *d->cols);
	d->col_line = arena_alloc(d->mem, FORM_COLS * sizeof *d->col_line);
	d->heads = arena_alloc(d->mem, FORM_HEADS * sizeof *d->heads);
	f->head_rows = depth_of(e);
	if (f->head_rows > FORM_HEAD_ROWS) {
		finding(d->findings, xml_where(d->mem, e),
		    _("The head has more than %d rows."), FORM_HEAD_ROWS);
		return;
	}
	columns_read(d, e, 0, "");
	f->cols = d->cols;
	f->ncol = d->ncol;
	f->heads = d->heads;
	f->nhead = d->nhead;
	while (f->nlabel < f->ncol && d->cols[f->nlabel].role != COL_CELL)
		f->nlabel++;
	order_check(d, e);
}
