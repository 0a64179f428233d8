/* template.c - which sheet, and the steps by which it is understood */
#include <string.h>
#include "core/template_part.h"
#include "io/csv.h"

static struct board *
laid(struct arena *mem, const struct xlsx_sheet *s, struct template *t)
{
	struct board *b = arena_alloc(mem, sizeof *b);

	*b = (struct board){ .mem = mem, .t = t };
	board_lay(b, s);
	return b;
}

const struct xlsx_sheet *
template_sheet(struct arena *mem, const struct xlsx_book *book,
    const struct xlsx_sheet ***ret, size_t *ret_n)
{
	*ret = arena_alloc(mem, (book->n + 1) * sizeof **ret);
	*ret_n = 0;
	for (size_t i = 0; i < book->n; i++) {
		struct template *t = arena_alloc(mem, sizeof *t);
		unsigned row;
		if (book->sheets[i].hidden || book->sheets[i].ncell == 0)
			continue;
		if (head_score(laid(mem, &book->sheets[i], t), &row) > 0)
			(*ret)[(*ret_n)++] = &book->sheets[i];
	}
	if (*ret_n == 0 && book->n == 1) /* perhaps without numbers */
		return &book->sheets[0];
	return *ret_n == 1 ? (*ret)[0] : NULL;
}

/* "TT02-2021-TTCP_XLD01.xlsx": the last part, as it is called. */
static const char *
number_from(struct arena *mem, const char *file)
{
	const char *dot = strrchr(file, '.'), *last = file;

	for (const char *c = file; *c != '\0'; c++)
		if (strchr("/_\\", *c) != NULL)
			last = c + 1;
	size_t n =
	    dot == NULL || dot < last ? strlen(last) : (size_t)(dot - last);
	const char *name = text_clean(mem, str_ndup(mem, last, n));
	return *name == '\0' || strlen(name) > 60 ? "1" : name;
}

bool
template_read(struct arena *mem, const struct xlsx_sheet *s, const char *file,
    struct findings *f, struct template *ret)
{
	*ret = (struct template){ .sheet = s->name };
	struct board *b = laid(mem, s, ret);
	const char *old = old_encoding(b);
	if (old != NULL) {
		finding(f, "sheet",
		    _("The texts on the sheet \"%s\" are in the old encoding "
		      "%s: convert the file to Unicode, with Unikey for "
		      "example, and upload it again."),
		    text_brief(mem, s->name), old);
		return false;
	}
	if (!head_find(b)) {
		finding(f, "sheet",
		    _("No table was found on the sheet \"%s\": a form has "
		      "heads, and below them a row of numbers."),
		    text_brief(mem, s->name));
		return false;
	}
	head_read(b);
	if (ret->ncol < 2) {
		finding(f, "sheet",
		    _("The table on the sheet \"%s\" has no column for "
		      "figures."),
		    text_brief(mem, s->name));
		return false;
	}
	frame_read(b);
	if (ret->number == NULL)
		ret->number = number_from(mem, file);
	kinds_read(b);
	rows_read_all(b);
	foot_read(b);
	codes_check_all(b);
	form_write(b);
	return true;
}

const struct template_cell *
template_at(const struct template *t, unsigned row, unsigned col)
{
	for (size_t i = 0; i < t->ncell && t->cells[i].row <= row; i++) {
		const struct template_cell *c = &t->cells[i];
		if (row - c->row < c->rows && col >= c->col &&
		    col - c->col < c->cols)
			return c;
	}
	return NULL;
}

const char *
template_type_name(const struct template *t, const struct template_col *c)
{
	bool whole = true;

	if (c->kind != TEMPLATE_CELL)
		return c->of_codes && c > t->cols ? "code" : "text";
	for (size_t i = 0; i < t->nrow; i++)
		whole = whole && (t->rows[i].heading ||
				     t->rows[i].type == TEMPLATE_INTEGER);
	switch (c->type) {
	case TEMPLATE_INTEGER:
		return "integer";
	case TEMPLATE_TEXT:
		return "text";
	case TEMPLATE_DATE:
		return "date";
	case TEMPLATE_BY_ROW:
		return whole && t->nrow > 0 ? "integer" : "decimal";
	case TEMPLATE_DECIMAL:
	case TEMPLATE_PERCENT:
		break;
	}
	return "decimal";
}

/* The k-th head of four; the fourth has those below it. */
static const char *
head_text(struct arena *mem, const struct template_col *c, size_t k)
{
	if (k >= c->nhead)
		return "";
	const char *all = c->heads[k];
	for (size_t i = k + 1; k == 3 && i < c->nhead; i++)
		all = str_fmt(mem, "%s / %s", all, c->heads[i]);
	return all;
}

/* A formula is written as it is: nobody opens this as a spreadsheet's. */
static const char *
measure_of(const struct template *t, const struct template_col *c)
{
	if (c->kind != TEMPLATE_CELL || c->type == TEMPLATE_TEXT ||
	    c->type == TEMPLATE_DATE)
		return "";
	if (c->measure != NULL)
		return c->measure;
	return t->measure == NULL ? "" : t->measure;
}

void
template_csv(struct csv_out *out, const struct template *t)
{
	static const char *const heads[] = { "sheet_col", "code", "h1", "h2",
		"h3", "h4", "formula", "type", "unit" };
	struct arena *mem = out->out->mem;

	for (size_t i = 0; i < COUNT(heads); i++)
		csv_text(out, heads[i]);
	csv_end(out);
	for (size_t i = 0; i < t->ncol; i++) {
		const struct template_col *c = &t->cols[i];
		csv_text(out, str_fmt(mem, "%u", c->col + 1));
		csv_text(out, c->kind == TEMPLATE_CELL ? c->printed : c->code);
		for (size_t k = 0; k < 4; k++)
			csv_text(out, head_text(mem, c, k));
		csv_text(out, c->formula);
		csv_text(out, template_type_name(t, c));
		csv_text(out, measure_of(t, c));
		csv_end(out);
	}
}
