/* draft_list.c - lists that two people change at once */
#include <string.h>
#include "base/utf8.h"
#include "core/draft_part.h"

/* By row: something was typed into it. */
static bool *
posted_rows(const struct merge *m)
{
	const struct form *f = m->s->form;
	bool *full = arena_alloc(m->s->mem, f->nrow * sizeof *full);

	for (size_t i = 0; i < m->typed_n; i++) {
		const struct typed *t = &m->typed[i];
		if (t->cell < 0 || (size_t)t->cell >= f->ncell)
			continue;
		full[f->cells[t->cell].row] |= !utf8_blank(t->text);
	}
	return full;
}

/* A row where nobody has anything; 0: the list is full. */
static size_t
free_row(const struct merge *m, bool *full)
{
	const struct form *f = m->s->form;

	for (size_t r = 1; r <= f->list_max; r++)
		if (!full[r] && sheet_row_empty(f, &m->theirs, r) &&
		    sheet_row_empty(f, &m->base, r)) {
			full[r] = true;
			return r;
		}
	return 0;
}

static void
move(struct merge *m, bool *full, size_t row)
{
	size_t to = free_row(m, full);

	if (to == 0)
		return;
	m->out->moved[m->out->nmoved++] = (struct draft_moved){ row, to };
}

long
draft_moved_to(const struct form *f, const struct draft_out *out, long cell)
{
	size_t row = f->cells[cell].row;

	for (size_t i = 0; i < out->nmoved; i++) {
		const struct draft_moved *m = &out->moved[i];
		if (m->from == row)
			return (long)(m->to * f->ncol + f->cells[cell].col);
		if (m->to == row)
			return -1;
	}
	return cell;
}

static void
retype(struct merge *m)
{
	const struct form *f = m->s->form;
	struct typed *at = arena_alloc(m->s->mem, m->typed_n * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < m->typed_n; i++) {
		struct typed t = m->typed[i];
		if (t.cell >= 0 && (size_t)t.cell < f->ncell) {
			t.cell = draft_moved_to(f, m->out, t.cell);
			if (t.cell < 0)
				continue;
		}
		at[n++] = t;
	}
	m->typed = at;
	m->typed_n = n;
}

void
draft_list_move(struct merge *m)
{
	const struct form *f = m->s->form;
	bool *full;

	if (f->rows_kind != ROWS_LIST || !m->moved)
		return;
	full = posted_rows(m);
	m->out->moved = arena_alloc(m->s->mem, f->nrow * sizeof *m->out->moved);
	for (size_t r = 1; r <= f->list_max; r++)
		if (full[r] && sheet_row_empty(f, &m->base, r) &&
		    !sheet_row_empty(f, &m->theirs, r))
			move(m, full, r);
	if (m->out->nmoved > 0)
		retype(m);
}

static bool
row_same(const struct merge *m, const struct figures *a,
    const struct figures *b, size_t row)
{
	size_t ncol = m->s->form->ncol;

	for (size_t i = row * ncol; i < (row + 1) * ncol; i++)
		if (sheet_enterable(m->s->form, i) && !draft_same(a, b, i))
			return false;
	return true;
}

/* One has removed it, the other has changed it. */
static bool
is_fight(const struct merge *m, size_t row)
{
	const struct form *f = m->s->form;
	const struct figures *mine = &m->s->own;
	bool they_left = sheet_row_empty(f, &m->theirs, row);
	bool i_left = sheet_row_empty(f, mine, row);

	if (they_left == i_left || sheet_row_empty(f, &m->base, row))
		return false;
	return !row_same(m, they_left ? mine : &m->theirs, &m->base, row);
}

void
draft_list_rows(struct merge *m)
{
	const struct form *f = m->s->form;

	if (f->rows_kind != ROWS_LIST || !m->moved)
		return;
	m->whole = arena_alloc(m->s->mem, f->nrow * sizeof *m->whole);
	for (size_t r = 1; r <= f->list_max; r++)
		m->whole[r] = is_fight(m, r);
}
