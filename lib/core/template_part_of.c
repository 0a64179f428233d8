/* template_part_of.c - "trong đó": a part of what stands before it, at most as
 * much; whether that holds is for the owner to say, so it is only remarked */
#include <string.h>
#include "core/template_part.h"

/* "- Trong đó: nữ", and not the bare words above others. */
static bool
is_part(struct arena *mem, const char *label)
{
	const char *key = text_key(mem, label);

	key += strspn(key, "-+* ");
	return key_begins(key, "trong do") &&
	       key[strlen("trong do") + strspn(key + 8, ": ")] != '\0';
}

static void
suggest(struct board *b, unsigned row, unsigned col, const char *place,
    const char *part, const char *whole)
{
	size_t before = b->t->ndoubt;

	board_doubt(b, row, col, place,
	    _("%s is a part of %s (\"trong do\"): if it can never be more, add "
	      "the check %s<=%s in the designer."),
	    part, whole, part, whole);
	if (b->t->ndoubt > before)
		board_remark(b);
}

/* The row that it is a part of; NULL: none of the same measure. */
static const struct template_row *
whole_row(struct board *b, size_t i)
{
	const struct template *t = b->t;

	for (size_t k = i; k-- > 0 && !t->rows[k].heading;)
		if (!is_part(b->mem, t->rows[k].label))
			return str_eq(t->rows[k].measure, t->rows[i].measure) ?
				   &t->rows[k] :
				   NULL;
	return NULL;
}

static void
rows_of(struct board *b)
{
	const struct template *t = b->t;

	for (size_t i = 0; i < t->nrow; i++) {
		const struct template_row *r = &t->rows[i], *whole;
		if (r->heading || *r->formula != '\0' ||
		    !is_part(b->mem, r->label))
			continue;
		whole = whole_row(b, i);
		if (whole != NULL)
			suggest(b, r->row, r->label_col,
			    str_fmt(b->mem, "r%zu", i), r->code, whole->code);
	}
}

/* Do both stand below the same head? */
static bool
beside(const struct template_col *a, const struct template_col *b)
{
	if (a->nhead != b->nhead)
		return false;
	return a->nhead < 2 || a->same[a->nhead - 2] == b->same[b->nhead - 2];
}

static bool
same_measure(const struct template_col *a, const struct template_col *b)
{
	return a->type == b->type &&
	       strcmp(a->measure == NULL ? "" : a->measure,
		   b->measure == NULL ? "" : b->measure) == 0;
}

void
parts_check(struct board *b)
{
	const struct template *t = b->t;

	rows_of(b);
	for (size_t i = t->nlabel + 1; i < t->ncol; i++) {
		const struct template_col *c = &t->cols[i];
		if (c->nhead == 0 || *c->formula != '\0' ||
		    !is_part(b->mem, c->heads[c->nhead - 1]) ||
		    !beside(c, c - 1) || !same_measure(c, c - 1))
			continue;
		const struct template_cell *head = c->same[c->nhead - 1];
		suggest(b, head->row, head->col, str_fmt(b->mem, "c%zu", i),
		    c->code, c[-1].code);
	}
}
