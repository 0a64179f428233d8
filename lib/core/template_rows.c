/* template_rows.c - the rows below the numbers */
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"
#include "core/template_part.h"

static const struct template_col *
col_of(const struct template *t, enum template_kind kind, bool codes)
{
	for (size_t i = 0; i < t->nlabel; i++)
		if (t->cols[i].kind == kind && t->cols[i].of_codes == codes)
			return &t->cols[i];
	return NULL;
}

/* The columns that rows are read by; NULL where there is none. */
struct by {
	const struct template_col *label, *code, *stt, *measure;
};

static struct by
by_columns(const struct template *t)
{
	struct by by = { .label = col_of(t, TEMPLATE_LABEL, false),
		.stt = col_of(t, TEMPLATE_STT, false),
		.code = col_of(t, TEMPLATE_STT, true),
		.measure = col_of(t, TEMPLATE_OF_MEASURE, false) };

	if (by.code == NULL)
		by.code = by.stt;
	return by;
}

/* Words that mark a cell in which nothing can stand. */
static bool
is_barred(const char *s)
{
	static const char *const marks[] = { "x", "X", "-", "–", "—", "///",
		"//", "*", "×" };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (strcmp(marks[i], s) == 0)
			return true;
	return false;
}

static void
read_figures(struct board *b, unsigned row, struct template_row *ret)
{
	const struct template *t = b->t;
	struct buf none = { .mem = b->mem, .max = 200 };

	for (size_t i = t->nlabel; i < t->ncol; i++) {
		struct template_cell *c = board_cell(b, row, &t->cols[i]);
		if (c == NULL)
			continue;
		c->role = TEMPLATE_FIGURE;
		if (is_barred(c->text) && *t->cols[i].printed != '\0') {
			buf_str(&none, none.len > 0 ? " " : "");
			buf_str(&none, t->cols[i].printed);
		} else if (is_barred(c->text) || text_is_placeholder(c->text) ||
			   c->text[strspn(c->text, "0123456789.,%- ")] == '\0')
			continue;
		else if (ret != NULL && t->cols[i].type != TEMPLATE_TEXT &&
			 !ret->heading)
			board_doubt(b, row, c->col, NULL,
			    _("\"%s\" stands where a figure should; it was "
			      "left out."),
			    text_brief(b->mem, c->text));
	}
	if (ret != NULL && none.len > 0 && !none.full)
		ret->none = none.at;
}

/* Where there is no code, the running number is one. */
static struct template_cell *
code_of_row(const struct board *b, unsigned row, const struct by *by)
{
	struct template_cell *c =
	    by->code == NULL ? NULL : board_cell(b, row, by->code);

	return c == NULL && by->stt != NULL ? board_cell(b, row, by->stt) : c;
}

/* The code and formula that stand in the row's own column, or in its label. */
static void
read_code(struct board *b, unsigned row, const struct by *by,
    struct template_row *r)
{
	struct template_cell *c = code_of_row(b, row, by);
	struct printed p;

	if (c != NULL && c->col == r->label_col)
		c = NULL; /* a heading that begins there */
	r->printed = r->code = r->formula = "";
	if (c != NULL &&
	    (printed_row(b->mem, c->text, &p) != NULL ||
		(by->code->of_codes && printed_letters(b->mem, c->text, &p)))) {
		r->printed = p.code;
		r->formula = p.formula;
		r->code_col = c->col;
	} else if (c != NULL && !text_is_placeholder(c->text)) {
		board_doubt(b, row, c->col, NULL,
		    _("\"%s\" cannot be read as the row's code."),
		    text_brief(b->mem, c->text));
	}
	if (*r->formula == '\0' &&
	    printed_at_end(b->mem, &r->label, false, &p)) {
		r->formula = p.formula;
		r->code_col = r->label_col;
	}
	if (c != NULL)
		c->role = TEMPLATE_ROW;
}

static void
read_measure(struct board *b, unsigned row, const struct by *by,
    struct template_row *r)
{
	struct template_cell *c =
	    by->measure == NULL ? NULL : board_cell(b, row, by->measure);

	r->type = TEMPLATE_INTEGER;
	if (c != NULL) {
		c->role = TEMPLATE_ROW;
		r->measure = measure_name(b->mem, c->text, &r->type);
	} else if ((r->measure = text_measure(b->mem, r->label, true)) != NULL)
		measure_name(b->mem, r->measure, &r->type);
}

/* Are figures printed in the row, or marks that none can stand there? */
static bool
has_figures(const struct board *b, unsigned row)
{
	const struct template *t = b->t;

	for (size_t i = t->nlabel; i < t->ncol; i++) {
		const struct template_cell *c = board_cell(b, row, &t->cols[i]);
		if (c != NULL && *c->text >= '0' && *c->text <= '9')
			return true;
	}
	return false;
}

/* Is the label merged over the figures, as a heading's is? */
static bool
spans_figures(const struct board *b, const struct template_cell *label)
{
	const struct template *t = b->t;

	return t->nlabel < t->ncol &&
	       label->col + label->cols > t->cols[t->nlabel].col;
}

/*
 * A heading has no code where others have one in a column for it; or a Roman
 * number, or a capital letter, and no measure where there is a column for it,
 * or else is in capitals or bold.  A total is none, nor a row with figures.
 */
static bool
is_heading(const struct board *b, const struct by *by,
    const struct template_cell *label, const struct template_row *r)
{
	bool total = text_is_total(b->mem, label->text);

	if (spans_figures(b, label))
		return true;
	if (total || has_figures(b, label->row))
		return false;
	if (by->code != NULL && by->code->of_codes)
		return board_cell(b, label->row, by->code) == NULL;
	if (*r->printed == '\0' || !printed_is_letter(r->printed) ||
	    !isupper((unsigned char)*r->printed))
		return false;
	if (by->measure != NULL)
		return board_cell(b, label->row, by->measure) == NULL;
	return text_is_capitals(b->mem, label->text) || label->bold;
}

static void
read_row(struct board *b, unsigned row, const struct by *by,
    struct template_cell *label)
{
	struct template *t = b->t;
	struct template_row *r = &t->rows[t->nrow];

	label->role = TEMPLATE_ROW;
	*r = (struct template_row){ .row = row,
		.label = label->text,
		.code_col = label->col,
		.label_col = label->col };
	read_code(b, row, by, r);
	read_measure(b, row, by, r);
	r->heading = is_heading(b, by, label, r);
	if (r->heading && by->measure == NULL && *r->printed != '\0' &&
	    !spans_figures(b, label)) {
		board_doubt(b, row, label->col,
		    str_fmt(b->mem, "r%zu", t->nrow),
		    _("\"%s\" was taken for a heading, since it is in capitals"
		      " or bold: make it a row if figures stand there."),
		    text_brief(b->mem, label->text));
		board_remark(b);
	}
	read_figures(b, row, r);
	if (by->stt != NULL && by->stt != by->code) {
		struct template_cell *c = board_cell(b, row, by->stt);
		if (c != NULL)
			c->role = TEMPLATE_ROW;
	}
	t->nrow++;
}

/* "Đơn vị A", "Sở B", "Đơn vị 1": nobody is called so; "Quận 1" is. */
static bool
is_somebody(struct arena *mem, const char *s)
{
	const char *last = strrchr(s, ' ');
	bool unit = key_begins(text_key(mem, s), "don vi");

	if (last == NULL || last[1] == '\0' || last[2] != '\0' ||
	    utf8_len(s) > 12)
		return false;
	return isupper((unsigned char)last[1]) ?
		   unit || line_is_agency(mem, s) :
		   unit && isdigit((unsigned char)last[1]);
}

/* "Lĩnh vực ...", "Dự án …": a word or two, and what is to be filled in. */
static bool
is_example(struct arena *mem, const char *s)
{
	size_t n = strlen(s), blanks = 0;
	const char *dots = n > 3 ? s + n - 3 : s;

	for (const char *c = s; c < dots; c++)
		blanks += *c == ' ';
	return text_is_placeholder(s) || is_somebody(mem, s) ||
	       (blanks <= 2 &&
		   (strcmp(dots, "...") == 0 || strcmp(dots, "…") == 0));
}

/* A row that has a name, and one that says something. */
static bool
is_named(struct arena *mem, const struct template_cell *label)
{
	return label != NULL && !is_example(mem, label->text) &&
	       !text_is_total(mem, label->text);
}

/* Everything in a row that has no name: an example, or the total's. */
static void
pass_over(struct board *b, unsigned row)
{
	struct template_cell *c;

	for (unsigned col = 0; (c = board_next(b, row, &col)) != NULL;)
		if (c->col <= b->right)
			c->role = TEMPLATE_FIGURE;
}

static struct template_cell *
name_in(const struct board *b, unsigned row, const struct by *by)
{
	struct template_cell *c =
	    by->label == NULL ? NULL : board_cell(b, row, by->label);

	/* a heading may be merged from the first column on */
	if (c == NULL && by->stt != NULL) {
		c = board_cell(b, row, by->stt);
		if (c != NULL &&
		    (by->label == NULL || c->col + c->cols <= by->label->col))
			c = NULL;
	}
	return c;
}

/* What the label column is called when each row is a reporting unit. */
static bool
of_units(const struct board *b, const struct by *by)
{
	static const char *const words[] = { "don vi", "ten don vi", "co quan",
		"ten co quan", "dia phuong", "ten dia phuong", "tinh, thanh",
		"huyen", "xa, phuong", "quan, huyen", "so, nganh",
		"so, ban, nganh" };

	if (by->label == NULL || by->label->nhead == 0)
		return false;
	const char *key =
	    text_key(b->mem, by->label->heads[by->label->nhead - 1]);
	for (size_t i = 0; i < COUNT(words); i++)
		if (key_begins(key, words[i]))
			return true;
	return false;
}

static void
without_rows(struct board *b, const struct by *by, const char *total)
{
	struct template *t = b->t;

	t->nrow = 0;
	t->total = total;
	t->rows_kind = of_units(b, by) ? TEMPLATE_UNITS : TEMPLATE_LIST;
	if (t->rows_kind == TEMPLATE_UNITS)
		return;
	const struct template_col *c = by->label == NULL ? t->cols : by->label;
	const char *key =
	    c->nhead == 0 ? "" : text_key(b->mem, c->heads[c->nhead - 1]);
	if (!key_begins(key, "ten") && !key_begins(key, "ho va ten"))
		board_doubt(b, b->body < b->rows ? b->body : b->body - 1,
		    c->col, "form",
		    _("No rows are printed: it was taken for a list to which "
		      "each unit adds its own."));
}

/* The head, or the row of numbers, printed again: on a second page. */
static bool
is_repeated(const struct board *b, unsigned row)
{
	struct template_cell *c;
	size_t n = 0;

	for (unsigned col = 0; (c = board_next(b, row, &col)) != NULL; n++) {
		bool same = false;
		for (unsigned r = b->head; !same && r < b->body; r++) {
			const struct template_cell *h = board_at(b, r, c->col);
			same = h != NULL && strcmp(h->text, c->text) == 0;
		}
		if (!same)
			return false;
	}
	return n >= 2;
}

void
rows_read_all(struct board *b)
{
	struct template *t = b->t;
	const struct by by = by_columns(t);
	const char *total = NULL;
	size_t named = 0;

	b->foot = foot_find(b, by.code);
	t->rows =
	    arena_alloc(b->mem, (b->foot - b->body + 1) * sizeof *t->rows);
	for (unsigned r = b->body; r < b->foot; r++) {
		struct template_cell *label = name_in(b, r, &by);
		if (xlsx_row_hidden(b->sheet, r))
			continue;
		if (label == NULL || is_example(b->mem, label->text) ||
		    is_repeated(b, r)) {
			pass_over(b, r);
			continue;
		}
		if (!is_named(b->mem, label))
			total = label->text;
		named += is_named(b->mem, label);
		read_row(b, r, &by, label);
	}
	t->rows_kind = TEMPLATE_FIXED;
	if (named == 0)
		without_rows(b, &by, total);
}
