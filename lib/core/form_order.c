/* form_order.c - an order to compute cells in; cycles; doubtful constants */
#include <string.h>
#include "base/ctx.h"
#include "core/form_part.h"

/* Computed cells and which computed cells each of them reads. */
struct graph {
	struct form_draft *d;
	size_t
	    *node; /* by cell: its number among the computed ones + 1, or 0 */
	size_t *cell; /* by node */
	size_t n;
	struct edge {
		size_t to; /* a node that is read */
		struct edge *next;
	} * *reads;   /* by node */
	size_t *left; /* by node: reads that are not in the order yet */
	size_t at;    /* the node whose formula is being looked at */
	size_t nedge;
};
enum { EDGES_MAX = 1000000 };

/* Figures of other periods, and of units below, are of other reports. */
static void
see(void *arg, const struct ref *ref)
{
	struct graph *g = arg;
	const struct form *f = g->d->form;
	const struct cell *x = &f->cells[g->cell[g->at]];
	long cell = form_ref_cell(g->d->mem, f, x, x->by_row, ref);

	if (ref->when == PREV || ref->when == LAST_YEAR ||
	    ref->when == EACH_BELOW || cell < 0 || g->node[cell] == 0)
		return;
	if (++g->nedge > EDGES_MAX)
		return;
	struct edge *e = arena_alloc(g->d->mem, sizeof *e);
	*e = (struct edge){ g->node[cell] - 1, g->reads[g->at] };
	g->reads[g->at] = e;
	g->left[g->at]++;
}

static struct graph
graph_make(struct form_draft *d)
{
	const struct form *f = d->form;
	struct graph g = { .d = d };
	size_t size = f->ncell * sizeof(size_t);

	g.node = arena_alloc(d->mem, size);
	g.cell = arena_alloc(d->mem, size);
	g.left = arena_alloc(d->mem, size);
	g.reads = arena_alloc(d->mem, f->ncell * sizeof *g.reads);
	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].computed != NULL) {
			g.cell[g.n++] = i;
			g.node[i] = g.n;
		}
	for (g.at = 0; g.at < g.n && g.nedge <= EDGES_MAX; g.at++)
		expr_refs(f->cells[g.cell[g.at]].computed->side[0], see, &g);
	return g;
}

/* Who reads each node: the edges the other way round. */
static struct edge **
readers(const struct graph *g)
{
	struct edge **ret = arena_alloc(g->d->mem, g->n * sizeof *ret);

	for (size_t i = 0; i < g->n; i++)
		for (struct edge *e = g->reads[i]; e != NULL; e = e->next) {
			struct edge *back =
			    arena_alloc(g->d->mem, sizeof *back);
			*back = (struct edge){ i, ret[e->to] };
			ret[e->to] = back;
		}
	return ret;
}

/* From a node that is in no order one comes, going on, to a cycle. */
static size_t
next_in_cycle(const struct graph *g, size_t at)
{
	const struct edge *e = g->reads[at];

	while (g->left[e->to] == 0)
		e = e->next;
	return e->to;
}

static void
say_cycle(const struct graph *g)
{
	const struct form *f = g->d->form;
	struct buf path = { .mem = g->d->mem, .max = 600 };
	size_t at = 0, first;

	while (g->left[at] == 0)
		at++;
	for (size_t i = 0; i < g->n; i++)
		at = next_in_cycle(g, at);
	first = at;
	const struct cell *x = &f->cells[g->cell[first]];
	do {
		buf_fmt(&path, "%s → ",
		    form_cell_name(g->d->mem, f, g->cell[at]));
		at = next_in_cycle(g, at);
	} while (at != first && !path.full);
	finding(g->d->findings,
	    str_fmt(g->d->mem, "line %ld",
		x->by_row ? g->d->row_line[x->row] : g->d->col_line[x->col]),
	    _("The formulas go in a circle: %s%s."), path.at,
	    path.full ? "..." : form_cell_name(g->d->mem, f, g->cell[first]));
}

void
cells_order(struct form_draft *d)
{
	struct graph g = graph_make(d);

	if (g.nedge > EDGES_MAX) {
		finding(d->findings, "line 1",
		    _("The formulas read too many cells."));
		return;
	}
	struct edge **by = readers(&g);
	size_t *order = arena_alloc(d->mem, g.n * sizeof *order), n = 0;
	for (size_t i = 0; i < g.n; i++)
		if (g.left[i] == 0)
			order[n++] = i;
	for (size_t done = 0; done < n; done++)
		for (struct edge *e = by[order[done]]; e != NULL; e = e->next)
			if (--g.left[e->to] == 0)
				order[n++] = e->to;
	if (n < g.n) {
		say_cycle(&g);
		return;
	}
	for (size_t i = 0; i < n; i++)
		order[i] = g.cell[order[i]];
	d->form->order = order;
	d->form->norder = n;
}

static bool
is_code_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '.';
}

/* 10, 100, ... beside a sign of multiplication or division: a scale. */
static bool
is_scale(const char *text, const char *s, size_t n)
{
	const char *before = s, *after = s + n;

	if (*s != '1' || strspn(s + 1, "0") < n - 1)
		return false;
	if ((s > text && is_code_char(s[-1])) || is_code_char(*after))
		return false;
	while (before > text && before[-1] == ' ')
		before--;
	while (*after == ' ')
		after++;
	return *after == '*' ||
	       (before > text && strchr("*/", before[-1]) != NULL);
}

/*
 * A bare number is a code where the form has it: in a form that has a row 100,
 * 3/2*100 would be read as a product of three figures.
 */
static const char *
scale_code(struct form_draft *d, const char *text, const struct axis *axis)
{
	for (size_t i = 0; i < axis->n; i++) {
		const char *code = axis->code[i];
		size_t n = strlen(code);
		if (n < 2)
			continue;
		for (const char *s = text; (s = strstr(s, code)) != NULL; s++)
			if (is_scale(text, s, n))
				return str_dup(d->mem, code);
	}
	return NULL;
}

void
constants_check(struct form_draft *d, const struct formula *f,
    const struct axis *axis, const char *where)
{
	const char *doubt = formula_doubtful(d->mem, f, axis);

	if (doubt == NULL)
		doubt = scale_code(d, f->text, axis);
	if (doubt != NULL)
		finding(d->findings, where,
		    _("%s in \"%.80s\" may be a constant or a code of the "
		      "form: give the code another name."),
		    doubt, f->text);
}
