/* template_board.c - a sheet laid out: merged cells, what is hidden, doubts */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "core/template_part.h"
#include "io/xlsx.h"

struct template_cell *
board_at(const struct board *b, unsigned row, unsigned col)
{
	if (row >= b->rows || col >= b->cols)
		return NULL;
	int i = b->at[row * b->cols + col];
	return i < 0 ? NULL : &b->t->cells[i];
}

struct template_cell *
board_cell(const struct board *b, unsigned row, const struct template_col *c)
{
	struct template_cell *x = board_at(b, row, c->col);

	if (x == NULL || x->row != row || x->col != c->col)
		return NULL; /* it is another one's that reaches here */
	return x->role == TEMPLATE_HIDDEN ? NULL : x;
}

struct template_cell *
board_next(const struct board *b, unsigned row, unsigned *col)
{
	while (*col < b->cols) {
		struct template_cell *c = board_at(b, row, (*col)++);
		if (c != NULL && c->row == row && c->col + 1 == *col &&
		    c->role != TEMPLATE_HIDDEN)
			return c;
	}
	return NULL;
}

/* How far a merged cell reaches, as far as we look. */
static void
spread(const struct board *b, struct template_cell *c)
{
	const struct xlsx_merge *m = xlsx_merge_at(b->sheet, c->row, c->col);

	if (m == NULL || m->row != c->row || m->col != c->col)
		return;
	c->rows = m->rows < b->rows - c->row ? m->rows : b->rows - c->row;
	c->cols = m->cols < b->cols - c->col ? m->cols : b->cols - c->col;
}

/* Is nothing of it to be seen? */
static bool
hidden(const struct board *b, const struct template_cell *c)
{
	bool row = true, col = true;

	for (unsigned i = 0; row && i < c->rows; i++)
		row = xlsx_row_hidden(b->sheet, c->row + i);
	for (unsigned i = 0; col && i < c->cols; i++)
		col = xlsx_col_hidden(b->sheet, c->col + i);
	return row || col;
}

static void
place_cell(struct board *b, struct template_cell *c, int i)
{
	for (unsigned r = 0; r < c->rows; r++)
		for (unsigned k = 0; k < c->cols; k++)
			b->at[(c->row + r) * b->cols + c->col + k] = i;
}

static void
take(struct board *b, const struct xlsx_cell *x)
{
	struct template *t = b->t;
	const char *text = text_clean(b->mem, x->shown);

	if (*text == '\0' || x->row >= b->rows || x->col >= b->cols)
		return;
	struct template_cell *c = &t->cells[t->ncell];
	*c = (struct template_cell){ .row = x->row,
		.col = x->col,
		.rows = 1,
		.cols = 1,
		.text = text,
		.bold = (x->style & XLSX_BOLD) != 0 };
	b->raw[t->ncell] = x->shown;
	spread(b, c);
	if (hidden(b, c))
		c->role = TEMPLATE_HIDDEN;
	place_cell(b, c, (int)t->ncell++);
}

/* The corners of what is seen. */
static void
bound(struct template *t)
{
	for (size_t i = 0; i < t->ncell; i++) {
		const struct template_cell *c = &t->cells[i];
		unsigned bottom = c->row + c->rows - 1,
			 right = c->col + c->cols - 1;
		if (i == 0 || c->row < t->top)
			t->top = c->row;
		if (i == 0 || c->col < t->left)
			t->left = c->col;
		if (bottom > t->bottom)
			t->bottom = bottom;
		if (right > t->right)
			t->right = right;
	}
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

void
board_lay(struct board *b, const struct xlsx_sheet *s)
{
	b->sheet = s;
	b->rows = least(s->rows, TEMPLATE_ROWS);
	b->cols = least(s->width, TEMPLATE_COLS);
	for (size_t i = 0; i < s->nmerge; i++) {
		const struct xlsx_merge *m = &s->merges[i];
		if (xlsx_at(s, m->row, m->col) == NULL)
			continue;
		if (m->row + m->rows > b->rows)
			b->rows = least(m->row + m->rows, TEMPLATE_ROWS);
		if (m->col + m->cols > b->cols)
			b->cols = least(m->col + m->cols, TEMPLATE_COLS);
	}
	size_t n = (size_t)b->rows * b->cols;
	b->at = arena_alloc(b->mem, (n + 1) * sizeof *b->at);
	for (size_t i = 0; i < n; i++)
		b->at[i] = -1;
	b->raw = arena_alloc(b->mem, (s->ncell + 1) * sizeof *b->raw);
	b->t->cells = arena_alloc(b->mem, (s->ncell + 1) * sizeof *b->t->cells);
	for (size_t i = 0; i < s->ncell; i++)
		take(b, &s->cells[i]);
	bound(b->t);
	if (s->rows > TEMPLATE_ROWS || s->width > TEMPLATE_COLS)
		board_doubt(b, b->rows - 1, b->cols - 1, "form",
		    _("The sheet goes on beyond this cell; what stands there "
		      "was not looked at."));
}

void
board_remark(struct board *b)
{
	if (b->t->ndoubt > 0 && b->t->left_out == 0)
		b->t->doubts[b->t->ndoubt - 1].remark = true;
}

void
board_doubt(struct board *b, unsigned row, unsigned col, const char *place,
    const char *fmt, ...)
{
	struct template *t = b->t;
	va_list ap;

	if (t->ndoubt == TEMPLATE_DOUBTS) {
		t->left_out++;
		return;
	}
	if (t->doubts == NULL)
		t->doubts =
		    arena_alloc(b->mem, TEMPLATE_DOUBTS * sizeof *t->doubts);
	va_start(ap, fmt);
	const char *text = text_format(b->mem, fmt, ap);
	va_end(ap);
	t->doubts[t->ndoubt++] = (struct template_doubt){ .row = row,
		.col = col,
		.source = xlsx_ref(b->mem, row, col),
		.place = place,
		.text = text };
}
