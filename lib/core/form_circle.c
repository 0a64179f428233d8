/*
 * form_circle.c - formulas that go in a circle over several forms
 *
 * Within a form cells_order() has found none.  A circle over forms leaves this
 * one by an item of another form and comes back by an item of this one; nobody
 * could ever send the first of them.  Figures of earlier periods and of the
 * units below are no part of it.
 */
#include <string.h>
#include "base/ctx.h"
#include "core/form.h"
#include "io/db.h"

enum { DEEP = 2000, PATH_MAX_ = 900 };

/* One cell on the way; the way back is by `from`. */
struct step {
	const struct step *from;
	size_t form, cell;
	int depth;
};
struct walk {
	struct arena *mem;
	const struct form *const *forms;
	size_t n;
	bool **seen;             /* by form, by cell: was walked through */
	const struct step *at;   /* whose formula is being looked at */
	const struct step *last; /* of a circle; NULL: none yet */
	size_t first_form, first_cell;
};

static void visit(struct walk *, size_t form, size_t cell);

static void
see(void *arg, const struct ref *ref)
{
	struct walk *w = arg;
	const struct form *f = w->forms[w->at->form];
	const struct cell *x = &f->cells[w->at->cell];

	if (w->last != NULL || ref->when == PREV || ref->when == LAST_YEAR ||
	    ref->when == EACH_BELOW || ref->kind == REF_UNITS)
		return;
	long cell = form_ref_cell(w->mem, f, x, x->by_row, ref);
	if (cell >= 0) {
		visit(w, w->at->form, (size_t)cell);
		return;
	}
	const char *item = form_ref_item(w->mem, f, x, x->by_row, ref);
	for (size_t i = 0; item != NULL && i < w->n; i++) {
		cell = form_item_cell(w->forms[i], item);
		if (cell >= 0)
			visit(w, i, (size_t)cell);
	}
}

static void
visit(struct walk *w, size_t form, size_t cell)
{
	const struct cell *x = &w->forms[form]->cells[cell];
	const struct step *before = w->at;
	struct step *step;

	if (w->last != NULL || x->computed == NULL)
		return;
	if (before != NULL && form == w->first_form && cell == w->first_cell) {
		w->last = before;
		return;
	}
	if (w->seen[form][cell] || (before != NULL && before->depth == DEEP))
		return;
	w->seen[form][cell] = true;
	step = arena_alloc(w->mem, sizeof *step);
	*step = (struct step){ before, form, cell,
		before == NULL ? 1 : before->depth + 1 };
	w->at = step;
	expr_refs(x->computed->side[0], see, w);
	w->at = before;
}

static const char *
name(const struct walk *w, const struct step *s)
{
	const struct form *f = w->forms[s->form];

	return str_fmt(w->mem, "%s (%s)",
	    f->number == NULL ? f->regime : f->number,
	    form_cell_name(w->mem, f, s->cell));
}

/* Steps lead backwards: written from the front. */
static const char *
path(const struct walk *w)
{
	const struct step *first = w->last;
	const char *text = "";

	for (const struct step *s = w->last; s != NULL; s = s->from) {
		if (strlen(text) < PATH_MAX_)
			text = str_fmt(w->mem, "%s → %s", name(w, s), text);
		first = s;
	}
	return str_fmt(w->mem, "%s%s", text, name(w, first));
}

struct leaving {
	struct walk *w;
	const struct cell *x;
	bool any;
};

static void
see_leaving(void *arg, const struct ref *ref)
{
	struct leaving *l = arg;
	const struct form *f = l->w->forms[0];

	if (form_ref_cell(l->w->mem, f, l->x, l->x->by_row, ref) < 0)
		l->any = true;
}

/* By which the form asks for others: a circle passes through one of them. */
static bool
leaves(struct walk *w, const struct cell *x)
{
	struct leaving l = { w, x, false };

	if (x->computed != NULL)
		expr_refs(x->computed->side[0], see_leaving, &l);
	return l.any;
}

const char *
form_circle_path(struct arena *mem, const struct form *const *forms, size_t n)
{
	struct walk w = { .mem = mem, .forms = forms, .n = n };
	const struct form *f = forms[0];

	for (size_t i = 0; i < f->ncell && w.last == NULL; i++) {
		if (!leaves(&w, &f->cells[i]))
			continue;
		w.seen = arena_alloc(mem, n * sizeof *w.seen);
		for (size_t k = 0; k < n; k++)
			w.seen[k] = arena_alloc(mem, forms[k]->ncell);
		w.first_cell = i;
		visit(&w, 0, i);
	}
	return w.last == NULL ? NULL : path(&w);
}

struct id_row {
	long id;
};
static const struct db_col id_cols[] = { COL(struct id_row, id) };
/* Forms that can be in force on a day with this one. */
DB_ROWS(select_beside, id_cols,
    "SELECT id FROM form WHERE regime_id <> ? AND valid_from < ?"
    " AND valid_to > ? ORDER BY id");

enum rc
form_circle(struct db *db, const struct form *f, long regime_id,
    struct findings *to)
{
	struct arena *mem = db_arena(db);
	const struct form **all;
	struct {
		struct id_row *at;
		size_t n;
	} rows;

	if (!f->wants.items_past)
		return OK;
	TRY(db_rows(db, select_beside,
	    ARGS(regime_id, f->valid_to, f->valid_from), &rows));
	all = arena_alloc(mem, (rows.n + 1) * sizeof *all);
	all[0] = f;
	for (size_t i = 0; i < rows.n; i++)
		TRY(form_get(db, rows.at[i].id, &all[i + 1]));
	const char *circle = form_circle_path(mem, all, rows.n + 1);
	if (circle == NULL)
		return OK;
	finding(to, f->version, _("The formulas go in a circle: %s."), circle);
	return E_INVALID;
}
