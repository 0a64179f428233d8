/* posted.c - the cells of a report that were posted */
#include <stdlib.h>
#include <string.h>
#include "app/posted.h"

/* By cell: where it stands among the parameters, + 1; 0: not posted. */
struct places {
	const struct form *f;
	struct params *p;
	size_t *at;
};

static struct places
places_new(struct rq *rq, const struct form *f, struct params *p)
{
	struct places ret = { f, p,
		arena_alloc(rq->ctx.mem, f->ncell * sizeof *ret.at) };

	for (size_t i = 0; i < p->n; i++) {
		long cell = sheet_cell(f, p->at[i].name);
		if (cell >= 0)
			ret.at[cell] = i + 1;
	}
	return ret;
}

static bool
is_cell(const char *name)
{
	return name[0] == 'c' && strspn(name + 1, "0123456789") > 0;
}

static bool
row_posted(const struct places *w, size_t row)
{
	size_t ncol = w->f->ncol;

	for (size_t i = row * ncol; i < (row + 1) * ncol; i++)
		if (w->at[i] > 0 && !str_empty(w->p->at[w->at[i] - 1].value))
			return true;
	return false;
}

static void
remove_row(struct places *w, size_t row)
{
	size_t ncol = w->f->ncol;

	for (size_t i = row * ncol; i < (row + 1) * ncol; i++)
		if (w->at[i] > 0)
			w->p->at[w->at[i] - 1].value = "";
}

/* What stands in two rows changes places; their numbers stay. */
static void
swap_rows(struct places *w, size_t a, size_t b)
{
	size_t ncol = w->f->ncol;

	for (size_t i = 0; i < ncol; i++) {
		size_t x = w->at[a * ncol + i], y = w->at[b * ncol + i];
		if (x == 0 || y == 0)
			continue;
		const char *was = w->p->at[x - 1].value;
		w->p->at[x - 1].value = w->p->at[y - 1].value;
		w->p->at[y - 1].value = was;
	}
}

/* The next row in use above or below; 0: none. */
static size_t
neighbour(const struct places *w, size_t row, int step)
{
	for (row += (size_t)step; row > 0 && row <= w->f->list_max;
	     row += (size_t)step)
		if (row_posted(w, row))
			return row;
	return 0;
}

static void
move_row(struct places *w, size_t row, int step)
{
	size_t to = neighbour(w, row, step);

	if (to > 0)
		swap_rows(w, row, to);
}

/* The number behind a word: "remove 3"; -1: it is another word. */
static long
after(const char *op, const char *word)
{
	size_t n = strlen(word);
	char *end;

	if (!str_starts(op, word) || op[n] != ' ' || op[n + 1] < '0' ||
	    op[n + 1] > '9' || strlen(op + n) > 9)
		return -1;
	long ret = strtol(op + n + 1, &end, 10);
	return *end == '\0' ? ret : -1;
}

static enum rc
row_op(struct places *w, const char *op)
{
	long rows = w->f->rows_kind == ROWS_LIST ? (long)w->f->list_max : 0;
	long gone = after(op, "remove"), up = after(op, "up"),
	     down = after(op, "down");
	long row = gone > 0 ? gone : up > 0 ? up : down;

	if (row < 1 || row > rows)
		return fail(E_MALFORMED, "op: %s", op);
	if (gone > 0)
		remove_row(w, (size_t)row);
	else
		move_row(w, (size_t)row, up > 0 ? -1 : 1);
	return OK;
}

static enum rc
apply(struct rq *rq, const struct form *f, const char *op, struct posted *ret)
{
	struct places w = places_new(rq, f, &ret->typed);

	ret->op = OP_NONE;
	if (str_empty(op))
		return OK;
	ret->op = OP_ADD;
	if (str_eq(op, "add"))
		return OK;
	ret->cell = after(op, "file");
	ret->op = OP_FILE;
	if (ret->cell >= 0)
		return (size_t)ret->cell < f->ncell &&
			       f->cells[ret->cell].type == CELL_FILE ?
			   OK :
			   fail(E_MALFORMED, "op: %s", op);
	ret->op = OP_ROWS;
	return row_op(&w, op);
}

/* Parameters stand by name, c10 before c2: what is wrong with them is said in
 * the order of the page. */
static int
by_cell(const void *a, const void *b)
{
	const struct typed *x = a, *y = b;

	return (x->cell > y->cell) - (x->cell < y->cell);
}

enum rc
posted_read(struct rq *rq, const struct form *f, long version,
    struct posted *ret)
{
	size_t all = rq->params.n, n = 0;
	struct typed *at = arena_alloc(rq->ctx.mem, all * sizeof *at);

	*ret = (struct posted){ .typed = rq->params };
	ret->typed.at = arena_alloc(rq->ctx.mem, all * sizeof *rq->params.at);
	for (size_t i = 0; i < all; i++)
		ret->typed.at[i] = rq->params.at[i];
	TRY(apply(rq, f, param(rq, "op"), ret));
	for (size_t i = 0; i < all; i++) {
		const struct param *p = &ret->typed.at[i];
		if (!is_cell(p->name))
			continue;
		long cell = sheet_cell(f, p->name);
		if (cell < 0 || !sheet_enterable(f, (size_t)cell))
			return fail(E_MALFORMED, "%s cannot be entered",
			    p->name);
		at[n++] = (struct typed){ .cell = cell, .text = p->value };
	}
	if (n > 0)
		qsort(at, n, sizeof *at, by_cell);
	ret->in = (struct draft_in){ .version = version, .at = at, .n = n };
	return OK;
}

void
posted_moved(struct rq *rq, const struct form *f, const struct draft_out *out,
    struct posted *c)
{
	const char *why;
	size_t n = 0;

	if (out->nmoved == 0)
		return;
	for (size_t i = 0; i < c->typed.n; i++) {
		struct param p = c->typed.at[i];
		long cell = sheet_cell(f, p.name);
		if (cell >= 0) {
			cell = draft_moved_to(f, out, cell);
			if (cell < 0)
				continue;
			p.name = sheet_name(rq->ctx.mem, (size_t)cell);
		}
		c->typed.at[n++] = p;
	}
	c->typed.n = n;
	if (params_sort(&c->typed, &why) != OK) /* they have other names now */
		fail(E_INTERNAL, "moved rows: %s", why);
}
