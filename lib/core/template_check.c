/* template_check.c - codes and formulas looked over, and what nobody claimed */
#include <string.h>
#include "base/utf8.h"
#include "core/formula.h"
#include "core/template_part.h"

/* A code of its own for what has none, or one that another one has. */
static const char *
made_up(struct board *b, const char *prefix, unsigned n, bool column)
{
	return column ?
		   str_fmt(b->mem, "%s%s", prefix, xlsx_col_name(b->mem, n)) :
		   str_fmt(b->mem, "%s%u", prefix, n + 1);
}

static const struct template_col *
earlier_col(const struct template *t, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(t->cols[k].code, t->cols[i].printed) == 0)
			return &t->cols[k];
	return NULL;
}

static void
check_code(struct board *b, size_t i)
{
	struct template *t = b->t;
	struct template_col *c = &t->cols[i];
	const char *place = str_fmt(b->mem, "c%zu", i);
	const struct template_col *other = earlier_col(t, i);

	c->code = c->printed;
	if (*c->printed == '\0') {
		c->code = made_up(b, "X", c->col, true);
		if (b->numbered)
			board_doubt(b, c->code_row, c->col, place,
			    _("The column has no number; it was called %s."),
			    c->code);
	} else if (other != NULL) {
		c->code = made_up(b, "X", c->col, true);
		board_doubt(b, c->code_row, c->col, place,
		    _("The number %s is also that of column %s of the sheet; "
		      "this column was called %s."),
		    c->printed, xlsx_col_name(b->mem, other->col), c->code);
	}
}

static void
check_order(struct board *b)
{
	const struct template *t = b->t;
	unsigned long last = 0;

	for (size_t i = 0; i < t->ncol; i++) {
		const struct template_col *c = &t->cols[i];
		unsigned long n = printed_number(c->printed);
		if (last > 0 && n > 0 && n != last + 1 && n != last)
			board_doubt(b, c->code_row, c->col,
			    str_fmt(b->mem, "c%zu", i),
			    _("The number %lu comes after %lu; between them "
			      "something may be missing."),
			    n, last);
		last = n > 0 ? n : last;
	}
}

static void
check_columns(struct board *b)
{
	struct template *t = b->t;
	const char **codes = arena_alloc(b->mem, (t->ncol + 1) * sizeof *codes);
	struct axis axis = { .code = codes, .n = t->ncol };

	for (size_t i = t->nlabel; i < t->ncol; i++)
		codes[i] = t->cols[i].code;
	for (size_t i = t->nlabel; i < t->ncol; i++) {
		struct template_col *c = &t->cols[i];
		struct subject s = { .b = b,
			.axis = &axis,
			.row = c->code_row,
			.col = c->col,
			.place = str_fmt(b->mem, "c%zu", i),
			.code = *c->printed != '\0' ? c->printed : c->code,
			.formula = c->formula,
			.self = (long)i,
			.percent = c->type == TEMPLATE_PERCENT };
		c->taken = formula_take(&s);
	}
}

/* ---- rows */
static const struct template_row *
row_before(const struct template *t, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(t->rows[k].code, t->rows[i].code) == 0)
			return &t->rows[k];
	return NULL;
}

/* The number that a label begins with: "1. Chia theo ..."; "" for none. */
static const char *
number_of_label(struct arena *mem, const char *label)
{
	size_t n = strspn(label, "0123456789");

	return n > 0 && n < 4 && (label[n] == '.' || label[n] == ')') ?
		   str_ndup(mem, label, n) :
		   "";
}

/* Is the row's code one that its kind begins anew: 1 below A, 1 below B? */
static bool
counts_anew(const struct template *t, size_t i)
{
	const char *code = t->rows[i].printed;

	/* not a code column's, of which each is one row's */
	for (size_t k = 0; k < t->nlabel; k++)
		if (t->cols[k].of_codes)
			return false;
	for (size_t k = i; k-- > 0;) {
		const char *above = t->rows[k].printed;
		if (strcmp(above, code) == 0)
			return false;
		if (printed_rank(above) < printed_rank(code))
			return true;
	}
	return false;
}

/* The nearest row above that stands higher; NULL: none does. */
static const struct template_row *
higher(const struct template *t, size_t i)
{
	size_t rank = printed_rank(t->rows[i].printed);

	for (size_t k = i; k-- > 0;)
		if (*t->rows[k].printed != '\0' &&
		    printed_rank(t->rows[k].printed) < rank)
			return &t->rows[k];
	return NULL;
}

/* "B.I.1": with what it stands below. */
static const char *
with_higher(struct board *b, size_t i)
{
	const struct template_row *r = &b->t->rows[i], *above = higher(b->t, i);

	return above == NULL ?
		   r->printed :
		   str_fmt(b->mem, "%s.%s", above->code, r->printed);
}

/* A heading without a code needs one in the form. */
static void
code_heading(struct board *b, size_t i)
{
	struct template_row *r = &b->t->rows[i];

	r->code = *r->printed != '\0' ? r->printed :
					number_of_label(b->mem, r->label);
	if (*r->code != '\0' && row_before(b->t, i) != NULL &&
	    *r->printed != '\0' && counts_anew(b->t, i))
		r->code = with_higher(b, i);
	if (*r->code == '\0' || row_before(b->t, i) != NULL)
		r->code = made_up(b, "N", r->row, false);
}

static void
code_row(struct board *b, size_t i, bool any)
{
	struct template_row *r = &b->t->rows[i];
	const char *place = str_fmt(b->mem, "r%zu", i);

	r->code = r->printed;
	if (*r->code == '\0' && !any) {
		r->code = str_fmt(b->mem, "%zu", i + 1);
	} else if (*r->code == '\0') {
		r->code = made_up(b, "R", r->row, false);
		if (!text_is_total(b->mem, r->label)) /* which have none */
			board_doubt(b, r->row, r->code_col, place,
			    _("The row has no code; it was called %s."),
			    r->code);
	} else {
		const struct template_row *other = row_before(b->t, i);
		if (other == NULL)
			return;
		if (counts_anew(b->t, i)) {
			r->code = with_higher(b, i);
			if (strlen(r->code) <= 20 &&
			    row_before(b->t, i) == NULL)
				return;
		}
		r->code = made_up(b, "R", r->row, false);
		board_doubt(b, r->row, r->code_col, place,
		    _("The code %s is also that of row %u of the sheet; this "
		      "row was called %s."),
		    r->printed, other->row + 1, r->code);
	}
}

static void
code_rows(struct board *b)
{
	struct template *t = b->t;
	bool any = false;

	for (size_t i = 0; i < t->nrow; i++)
		any =
		    any || (*t->rows[i].printed != '\0' && !t->rows[i].heading);
	for (size_t i = 0; i < t->nrow; i++)
		t->rows[i].code = t->rows[i].printed;
	for (size_t i = 0; i < t->nrow; i++)
		if (t->rows[i].heading)
			code_heading(b, i);
		else
			code_row(b, i, any);
	if (!any && t->nrow > 0)
		board_doubt(b, t->rows[0].row, t->rows[0].code_col, "r0",
		    _("The rows have no codes; they were numbered from 1."));
}

static void
check_rows(struct board *b)
{
	struct template *t = b->t;
	const char **codes = arena_alloc(b->mem, (t->nrow + 1) * sizeof *codes);
	struct axis axis = { .code = codes, .n = t->nrow, .rows = true };

	code_rows(b);
	for (size_t i = 0; i < t->nrow; i++)
		codes[i] = t->rows[i].heading ? "" : t->rows[i].code;
	for (size_t i = 0; i < t->nrow; i++) {
		struct template_row *r = &t->rows[i];
		struct subject s = { .b = b,
			.axis = &axis,
			.row = r->row,
			.col = r->code_col,
			.place = str_fmt(b->mem, "r%zu", i),
			.code = r->code,
			.formula = r->formula,
			.self = (long)i,
			.percent = r->type == TEMPLATE_PERCENT };
		r->taken = formula_take(&s);
	}
}

/* ---- what nobody has claimed */
static void
check_unknown(struct board *b)
{
	struct template *t = b->t;

	for (size_t i = 0; i < t->ncell; i++) {
		struct template_cell *c = &t->cells[i];
		if (c->role == TEMPLATE_HIDDEN && c->row >= b->head &&
		    c->row < b->body)
			board_doubt(b, c->row, c->col, NULL,
			    _("\"%s\" is in a hidden row or column; it was "
			      "left out."),
			    text_brief(b->mem, c->text));
		else if (c->role == TEMPLATE_UNKNOWN)
			board_doubt(b, c->row, c->col, NULL,
			    _("\"%s\" was not understood; it is no part of "
			      "the form."),
			    text_brief(b->mem, c->text));
	}
}

/* Another row of numbers below the table is another table. */
void
codes_check_all(struct board *b)
{
	struct template *t = b->t;

	for (size_t i = 0; i < t->ncol; i++)
		if (i < t->nlabel && *t->cols[i].printed == '\0')
			continue;
		else
			check_code(b, i);
	bool named = true; /* numbers may stand in the heads */
	for (size_t i = t->nlabel; i < t->ncol; i++)
		named = named && *t->cols[i].printed != '\0';
	if (!b->numbered && !named)
		board_doubt(b, b->codes, b->left, "form",
		    _("There is no row of numbers; the columns were given "
		      "names of their own."));
	check_order(b);
	check_columns(b);
	check_rows(b);
	words_check(b);
	parts_check(b);
	check_unknown(b);
	if (t->title == NULL)
		board_doubt(b, t->top, t->left, "form",
		    _("No title was found above the table."));
}
