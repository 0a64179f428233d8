/* template_foot.c - where the table ends: notes, or who signs, or nothing */
#include <string.h>
#include "core/template_part.h"

/* The day, in "..., ngày 5 tháng 1 năm 2026"; months may be rows. */
static bool
is_day(struct arena *mem, const char *text)
{
	const char *key = text_key(mem, text), *day = strstr(key, "ngay");

	return day != NULL && strstr(day, "thang") != NULL;
}

/*
 * Does the foot begin with this cell?  A row with a code is the table's; who
 * signs at the right stands below the figures, since "Lãnh đạo tiếp" may be a
 * row.
 */
static bool
begins_foot(const struct board *b, const struct template_col *code,
    const struct template_cell *c)
{
	const struct template *t = b->t;
	const struct template_cell *x =
	    code == NULL ? NULL : board_cell(b, c->row, code);
	struct printed p;
	bool figures = t->nlabel < t->ncol && c->col >= t->cols[t->nlabel].col;

	if (x != NULL && x != c && printed_row(b->mem, x->text, &p) != NULL)
		return false;
	switch (line_kind(b->mem, c->text)) {
	case LINE_NOTE:
	case LINE_LEFT:
		return true;
	case LINE_RIGHT:
		return figures;
	case LINE_FRAME:
		return *c->text == '(' || is_day(b->mem, c->text);
	default:
		return false;
	}
}

unsigned
foot_find(const struct board *b, const struct template_col *code)
{
	enum { GAP = 20 };
	unsigned empty = 0;

	for (unsigned r = b->body; r < b->rows; r++) {
		struct template_cell *c;
		unsigned col = 0;
		empty++;
		while ((c = board_next(b, r, &col)) != NULL) {
			if (begins_foot(b, code, c))
				return r;
			empty = 0;
		}
		if (empty > GAP)
			return r;
	}
	return b->rows;
}
