/* template_find.c - where the table is: its head, and the row of numbers */
#include <ctype.h>
#include <string.h>
#include "core/template_part.h"

enum { YEAR_LIKE = 60, HEAD_SEARCH = 200 };

/* Does one number follow the other: 1 2, A B, B 1, 2.1 2.2? */
static bool
follows(const char *a, const char *b)
{
	unsigned long x = printed_number(a), y = printed_number(b);

	if (x > 0 && y > 0)
		return y == x + 1;
	if (printed_is_letter(a) && y > 0)
		return y <= 2;
	if (printed_is_letter(a) && printed_is_letter(b))
		return b[0] == a[0] + 1 && a[1] == '\0';
	return strchr(a, '.') != NULL || strchr(b, '.') != NULL;
}

struct count {
	size_t texts, codes, numbers, runs;
	unsigned long first;
};

static struct count
count_row(const struct board *b, unsigned row)
{
	struct count n = { .texts = 0 };
	const char *last = NULL;
	struct template_cell *c;

	for (unsigned col = 0; (c = board_next(b, row, &col)) != NULL;) {
		struct printed p;
		n.texts++;
		if (!printed_read(b->mem, c->text, &p) || *p.code == '\0') {
			last = NULL;
			continue;
		}
		n.codes++;
		if (n.numbers == 0 && printed_number(p.code) > 0)
			n.first = printed_number(p.code);
		n.numbers += isdigit((unsigned char)*p.code) != 0;
		n.runs += last != NULL && follows(last, p.code);
		last = p.code;
	}
	return n;
}

/* Two texts stand above one another, or side by side, higher up. */
static bool
head_above(const struct board *b, unsigned row)
{
	size_t texts = 0;

	for (unsigned r = row; r-- > 0 && row - r <= TEMPLATE_DEPTH + 2;) {
		struct template_cell *c;
		for (unsigned col = 0; (c = board_next(b, r, &col)) != NULL;)
			texts += line_kind(b->mem, c->text) != LINE_NUMBER &&
				 line_kind(b->mem, c->text) != LINE_BASIS;
	}
	return texts >= 2;
}

static size_t
score(const struct board *b, unsigned row)
{
	struct count n = count_row(b, row);

	if (n.codes < 2 || n.numbers < 1 || n.codes * 10 < n.texts * 6 ||
	    2 * n.runs + 1 < n.codes || n.first > YEAR_LIKE ||
	    !head_above(b, row))
		return 0;
	return n.codes;
}

/* The row of numbers that has the most; the topmost of equals. */
size_t
head_score(const struct board *b, unsigned *ret_row)
{
	size_t best = 0;

	for (unsigned r = 1; r < b->rows && r < HEAD_SEARCH; r++) {
		size_t s = score(b, r);
		if (s > best) {
			best = s;
			*ret_row = r;
		}
	}
	return best;
}

/* The texts of a row: how many, and is one a line of the title block? */
static size_t
texts_in(const struct board *b, unsigned row, bool *ret_title)
{
	struct template_cell *c, *last = NULL;
	size_t n = 0;

	*ret_title = false;
	for (unsigned col = 0; col < b->cols; col++) {
		c = board_at(b, row, col);
		if (c == NULL || c == last || c->role == TEMPLATE_HIDDEN)
			continue;
		last = c;
		n++;
		enum line_kind k = line_kind(b->mem, c->text);
		/* a head may be called "Năm 2025", or "Ghi chú" */
		bool frame = k == LINE_NUMBER || k == LINE_BASIS ||
			     k == LINE_MEASURE ||
			     (k == LINE_FRAME && strchr(c->text, ':') != NULL);
		if (frame || text_is_placeholder(c->text) ||
		    key_begins(text_key(b->mem, c->text), "cong hoa xa hoi"))
			*ret_title = true;
	}
	return n;
}

/*
 * One text alone in a row is a head below a head, unless it is a title: that is
 * in capitals, or spans the table, or has nothing like a head above it.
 */
static bool
lone_head(const struct board *b, unsigned row)
{
	struct template_cell *c;
	unsigned col = 0;
	bool title;

	if (row == 0 || texts_in(b, row - 1, &title) < 2 || title)
		return false;
	c = board_next(b, row, &col);
	return c != NULL && !text_is_capitals(b->mem, c->text) &&
	       c->col > b->left && c->cols < b->right - b->left + 1;
}

/* From the row above the numbers upwards, as long as it looks like a head. */
static unsigned
head_top(const struct board *b, unsigned last)
{
	unsigned top = last;
	bool title;

	while (top > 0 && last - top + 1 < TEMPLATE_DEPTH) {
		size_t n = texts_in(b, top - 1, &title);
		if (title || n == 0 || (n == 1 && !lone_head(b, top - 1)))
			break;
		top--;
	}
	return top;
}

/* Does anything of the table's stand in that column, head or number? */
static bool
in_table(const struct board *b, unsigned col, unsigned from, unsigned to)
{
	for (unsigned r = from; r <= to; r++) {
		const struct template_cell *c = board_at(b, r, col);
		if (c != NULL && c->role != TEMPLATE_HIDDEN)
			return true;
	}
	return false;
}

/* From the first number to the last, and what heads there are beside them. */
static void
extent(struct board *b, unsigned row)
{
	struct template_cell *c;
	struct printed p;
	bool any = false;

	for (unsigned col = 0; (c = board_next(b, row, &col)) != NULL;) {
		if (!printed_read(b->mem, c->text, &p))
			continue;
		if (!any)
			b->left = c->col;
		any = true;
		b->right = c->col + c->cols - 1;
	}
}

static void
widen(struct board *b)
{
	unsigned last = b->codes > 0 ? b->codes - 1 : 0;

	if (!b->numbered)
		last = b->codes;
	while (b->left > 0 && in_table(b, b->left - 1, last, b->codes))
		b->left--;
	while (
	    b->right + 1 < b->cols && in_table(b, b->right + 1, last, b->codes))
		b->right++;
}

/* Only formulas, each below or above a number: a row of its own. */
static bool
formula_row(const struct board *b, unsigned row)
{
	struct template_cell *c;
	struct printed p;
	size_t n = 0;

	for (unsigned col = 0; (c = board_next(b, row, &col)) != NULL; n++)
		if (!printed_read(b->mem, c->text, &p) || *p.formula == '\0')
			return false;
	return n > 0;
}

/*
 * Without numbers: the first row with three heads or more, or with two of which
 * one is merged downwards; as deep as its merged cells.
 */
static bool
find_bare(struct board *b)
{
	for (unsigned r = 0; r < b->rows && r < HEAD_SEARCH; r++) {
		struct template_cell *c;
		bool title;
		unsigned bottom = r, col = 0;
		size_t n = texts_in(b, r, &title), begin = 0;
		while ((c = board_next(b, r, &col)) != NULL) {
			if (begin++ == 0)
				b->left = c->col;
			b->right = c->col + c->cols - 1;
			if (c->row + c->rows - 1 > bottom)
				bottom = c->row + c->rows - 1;
		}
		/* two agencies side by side are no head */
		if (title || begin < 2 || (n < 3 && bottom == r))
			continue;
		b->head = r;
		b->codes = bottom;
		b->body = bottom + 1;
		return true;
	}
	return false;
}

bool
head_find(struct board *b)
{
	unsigned row;

	b->numbered = head_score(b, &row) > 0;
	if (!b->numbered)
		return find_bare(b);
	b->codes = row;
	b->body = row + 1;
	extent(b, row);
	b->head = row - 1;
	widen(b);
	if (formula_row(b, row + 1))
		b->body = row + 2;
	else if (row >= 2 && formula_row(b, row - 1))
		b->codes = row - 1; /* from there to the body: see head_read */
	b->head = head_top(b, b->codes - 1);
	widen(b);
	return true;
}
