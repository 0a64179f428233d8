/* template_head.c - the tree of heads, and the numbers below it */
#include <string.h>
#include "core/template_part.h"

/* A head at a leaf: its cell, and whether it is shared with the left one. */
struct leaf {
	unsigned col, cols;
	struct template_cell *code;
	struct template_cell *path[TEMPLATE_DEPTH];
	size_t depth;
};

/* Rows from the head's top to the one above the numbers. */
static unsigned
head_rows(const struct board *b)
{
	return (b->numbered ? b->codes : b->codes + 1) - b->head;
}

static struct template_cell *
seen_at(const struct board *b, unsigned row, unsigned col)
{
	struct template_cell *c = board_at(b, row, col);

	return c == NULL || c->role == TEMPLATE_HIDDEN ? NULL : c;
}

/* Does another head stand further down in that column? */
static bool
more_below(const struct board *b, unsigned row, unsigned col)
{
	const struct template_cell *here = seen_at(b, row, col);

	for (unsigned r = row + 1; r < b->head + head_rows(b); r++) {
		const struct template_cell *c = seen_at(b, r, col);
		if (c != NULL && c != here)
			return true;
	}
	return false;
}

/*
 * Heads that are not merged: an empty cell right of one that has heads below
 * it, with a head below itself, belongs to it.
 */
static struct template_cell *
shared_left(const struct board *b, struct template_cell *const *row,
    struct template_cell *const *above, const struct leaf *leaves, size_t i,
    unsigned r)
{
	if (i == 0 || row[i - 1] == NULL || !more_below(b, r, leaves[i].col) ||
	    !more_below(b, r, leaves[i - 1].col))
		return NULL;
	if (above != NULL && above[i] != above[i - 1])
		return NULL;
	return row[i - 1];
}

static void
push(struct leaf *l, struct template_cell *c)
{
	if (c == NULL || (l->depth > 0 && l->path[l->depth - 1] == c))
		return;
	if (l->depth < TEMPLATE_DEPTH)
		l->path[l->depth++] = c;
}

static void
read_paths(struct board *b, struct leaf *leaves, size_t n)
{
	struct template_cell **rows[2] = { NULL, NULL };

	for (unsigned r = b->head; r < b->head + head_rows(b); r++) {
		rows[1] = arena_alloc(b->mem, (n + 1) * sizeof *rows[1]);
		for (size_t i = 0; i < n; i++) {
			rows[1][i] = seen_at(b, r, leaves[i].col);
			if (rows[1][i] == NULL)
				rows[1][i] = shared_left(b, rows[1], rows[0],
				    leaves, i, r);
		}
		for (size_t i = 0; i < n; i++)
			push(&leaves[i], rows[1][i]);
		/* an empty cell goes on with what is above it */
		for (size_t i = 0; i < n && rows[0] != NULL; i++)
			if (rows[1][i] == NULL)
				rows[1][i] = rows[0][i];
		rows[0] = rows[1];
	}
}

/* The cell with the number of a column: in one of the rows of numbers. */
static struct template_cell *
code_cell(const struct board *b, unsigned col)
{
	for (unsigned r = b->codes; b->numbered && r < b->body; r++) {
		struct template_cell *c = seen_at(b, r, col);
		struct printed p;
		if (c != NULL && c->row >= b->codes &&
		    printed_read(b->mem, c->text, &p) && *p.code != '\0')
			return c;
	}
	return NULL;
}

/* One leaf a column, but where a number, or the lowest head, spans several. */
static size_t
find_leaves(struct board *b, struct leaf *leaves)
{
	size_t n = 0;

	for (unsigned col = b->left; col <= b->right;) {
		struct leaf l = { .col = col, .cols = 1 };
		const struct template_cell *low =
		    seen_at(b, b->head + head_rows(b) - 1, col);
		l.code = code_cell(b, col);
		if (l.code != NULL)
			l.cols = l.code->col + l.code->cols - col;
		else if (low != NULL && code_cell(b, col + 1) == NULL)
			l.cols = low->col + low->cols - col;
		bool any = l.code != NULL;
		for (unsigned r = b->head; !any && r < b->codes + 1; r++)
			any = seen_at(b, r, col) != NULL;
		if (any && !xlsx_col_hidden(b->sheet, col))
			leaves[n++] = l;
		col += l.cols > 0 ? l.cols : 1;
	}
	return n;
}

/* The formula of a column that stands in a row of its own. */
static void
other_formula(struct board *b, const struct leaf *l, struct template_col *c,
    struct printed *p)
{
	for (unsigned r = b->codes; b->numbered && r < b->body; r++) {
		struct template_cell *f = seen_at(b, r, l->col);
		struct printed q;
		if (f == NULL || f == l->code || f->row < b->codes ||
		    !printed_read(b->mem, f->text, &q) || *q.formula == '\0')
			continue;
		f->role = TEMPLATE_CODE;
		if (*p->formula == '\0')
			p->formula = q.formula;
		c->code_row = f->row;
	}
}

/* "(người)" alone as the lowest head is no head. */
static const char *
measure_alone(struct board *b, const char *text)
{
	if (*text != '(')
		return NULL;
	return text_measure(b->mem, text, true);
}

static void
read_labels(struct board *b, const struct leaf *l, struct template_col *c,
    struct printed *p)
{
	for (size_t k = 0; k < l->depth; k++) {
		const char *text = l->path[k]->text;
		bool last = k + 1 == l->depth;
		struct printed q;
		const char *alone =
		    last && k > 0 ? measure_alone(b, text) : NULL;
		l->path[k]->role = TEMPLATE_HEAD;
		if (alone != NULL) {
			c->measure = alone;
			continue;
		}
		if (last &&
		    printed_at_end(b->mem, &text, l->code == NULL, &q)) {
			if (*p->formula == '\0')
				p->formula = q.formula;
			if (*p->code == '\0')
				p->code = q.code;
		}
		c->heads[c->nhead] = text;
		c->same[c->nhead++] = l->path[k];
	}
}

static void
read_leaf(struct board *b, const struct leaf *l, struct template_col *c)
{
	struct printed p = { .code = "", .formula = "" };

	*c = (struct template_col){ .col = l->col,
		.cols = l->cols,
		.code_row = b->codes };
	if (l->code != NULL) {
		printed_read(b->mem, l->code->text, &p);
		l->code->role = TEMPLATE_CODE;
		c->code_row = l->code->row;
	} else if (l->depth > 0)
		c->code_row = l->path[l->depth - 1]->row;
	other_formula(b, l, c, &p);
	read_labels(b, l, c, &p);
	c->printed = p.code;
	c->formula = p.formula;
	for (size_t i = 0; i < b->sheet->ncols; i++)
		if (b->sheet->cols[i].from <= l->col &&
		    l->col <= b->sheet->cols[i].to)
			c->width = b->sheet->cols[i].width / 100;
}

void
head_read(struct board *b)
{
	size_t most = b->right - b->left + 1;
	struct leaf *leaves = arena_alloc(b->mem, most * sizeof *leaves);
	size_t n = find_leaves(b, leaves);

	read_paths(b, leaves, n);
	b->t->cols = arena_alloc(b->mem, (n + 1) * sizeof *b->t->cols);
	for (size_t i = 0; i < n; i++)
		read_leaf(b, &leaves[i], &b->t->cols[i]);
	b->t->ncol = n;
}
