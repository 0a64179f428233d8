/* form_rows.c - the rows of a form */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "core/form_part.h"

/* "2.1" is part of "2": one dot, one step in. */
static int
depth_of(const char *code)
{
	int n = 0;

	for (; *code != '\0'; code++)
		n += *code == '.' && code[1] != '\0';
	return n;
}

static void
row_read(struct form_draft *d, struct xml *e, struct row *r)
{
	struct attr_value v = attr_value(d, e, true);

	*r = (struct row){ .code = r->code,
		.label = e->text,
		.printed = r->printed,
		.note = r->note,
		.choices = v.choices,
		.reg = v.reg,
		.max_mb = v.max_mb,
		.depth = depth_of(r->code),
		.type = v.type,
		.decimals = v.decimals,
		.required = v.required,
		.negative = v.negative,
		.sums = v.sums,
		.min = v.min,
		.max = v.max,
		.pattern = v.pattern,
		.formula = v.formula,
		.check = v.check,
		.warn = v.warn,
		.measure = attr_text(d, e, "measure", 40),
		.item = attr_code(d, e, "item", ITEM_CODE / 2, "._-", false),
		.entered = attr_text(d, e, "entered", 200),
		.none = attr_text(d, e, "none", 200) };
}

static void
add_row(struct form_draft *d, struct xml *e)
{
	const char *where = xml_where(d->mem, e);
	bool group = strcmp(e->name, "group") == 0;

	if (d->nrow == FORM_ROWS) {
		finding(d->findings, where, _("There are more than %d rows."),
		    FORM_ROWS);
		d->nrow++; /* said once */
	}
	if (d->nrow > FORM_ROWS)
		return;
	d->row_line[d->nrow] = e->line;
	struct row *r = &d->rows[d->nrow++];
	*r = (struct row){ .group = group,
		.label = e->text,
		.note = attr_note(d, e),
		.line = e->line,
		.code = attr_code(d, e, "code", 12, ".", true) };
	r->printed = noted(d->mem, r->label, r->note);
	if (*e->text == '\0')
		finding(d->findings, where, _("<%s> needs a text."), e->name);
	if (strcmp(e->name, "subtotal") == 0)
		subtotal_read(d, e, r);
	else if (!group)
		row_read(d, e, r);
}

static int
by_code(const void *a, const void *b)
{
	const struct row *const *x = a, *const *y = b;
	int c = strcmp((*x)->code, (*y)->code);

	return c != 0 ? c : (*x > *y) - (*x < *y);
}

static void
codes_check(struct form_draft *d)
{
	const struct row **at = arena_alloc(d->mem, d->nrow * sizeof *at);

	for (size_t i = 0; i < d->nrow; i++)
		at[i] = &d->rows[i];
	qsort(at, d->nrow, sizeof *at, by_code);
	for (size_t i = 1; i < d->nrow; i++)
		if (*at[i]->code != '\0' &&
		    strcmp(at[i - 1]->code, at[i]->code) == 0)
			finding(d->findings,
			    str_fmt(d->mem, "line %ld",
				d->row_line[at[i] - d->rows]),
			    _("The code %s is used by two rows."), at[i]->code);
}

static size_t
count(const struct xml *e)
{
	size_t n = 1;

	for (const struct xml *k = e->kids; k != NULL; k = k->next)
		n++;
	return n < FORM_ROWS ? n : FORM_ROWS;
}

static void
rows_units(struct form_draft *d, struct xml *e)
{
	d->rows[0] = (struct row){ .code = "",
		.label = "",
		.printed = "",
		.required = true,
		.sums = true };
	d->row_line[0] = e->line;
	d->nrow = d->form->nrow = 1;
	d->form->synth = SYNTH_LIST;
}

static void
rows_fixed(struct form_draft *d, struct xml *e)
{
	d->form->synth = SYNTH_CELLS;
	for (struct xml *k = NULL; (k = xml_any(e, k)) != NULL;) {
		if (strcmp(k->name, "group") == 0 ||
		    strcmp(k->name, "row") == 0 ||
		    strcmp(k->name, "subtotal") == 0)
			add_row(d, k);
		else
			k->seen = false;
	}
	if (d->nrow > FORM_ROWS)
		d->nrow = FORM_ROWS;
	d->form->nrow = d->nrow;
	codes_check(d);
	if (d->nrow == 0)
		finding(d->findings, xml_where(d->mem, e),
		    _("The form has no rows."));
}

void
rows_read(struct form_draft *d, struct xml *e)
{
	static const char *const kinds[] = { "fixed", "units", "list" };
	size_t room = count(e);

	d->form->rows_kind = attr_pick(d, e, "kind", kinds, 3, 3);
	if (d->form->rows_kind == ROWS_LIST) {
		list_rows_read(d, e);
		return;
	}
	d->rows = arena_alloc(d->mem, room * sizeof *d->rows);
	d->row_line = arena_alloc(d->mem, room * sizeof *d->row_line);
	d->form->rows = d->rows;
	if (d->form->rows_kind == ROWS_UNITS)
		rows_units(d, e);
	else
		rows_fixed(d, e);
}
