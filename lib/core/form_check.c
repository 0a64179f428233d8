/* form_check.c - the checks of a form: read, and the cells they are for */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/form_part.h"

enum { CHECKS = 200, MESSAGE = 300, PLACES = 20000 };

struct checking {
	struct form_draft *d;
	struct xml *e;
	struct form_check *c;
	bool *cols, *rows; /* which ones it is for */
	struct form_place *at;
};

static const char *
where(const struct checking *k)
{
	return xml_where(k->d->mem, k->e);
}

/* Columns and rows that can hold a figure at all. */
static bool
has_figures(const struct form_draft *d, bool row, size_t i)
{
	if (row)
		return !d->rows[i].group;
	return d->cols[i].role == COL_CELL &&
	       (d->cols[i].type == CELL_NONE ||
		   cell_type_is_figure(d->cols[i].type));
}

/* "4 7": those named; nothing: all of them. */
static bool *
named(const struct checking *k, bool row, const char *codes)
{
	struct form_draft *d = k->d;
	size_t n = row ? d->nrow : d->ncol;
	bool *ret = arena_alloc(d->mem, n * sizeof *ret);

	for (size_t i = 0; codes == NULL && i < n; i++)
		ret[i] = has_figures(d, row, i);
	while (codes != NULL && *codes != '\0') {
		size_t len = strcspn(codes, " ");
		const char *code = str_ndup(d->mem, codes, len);
		long i =
		    row ? form_row(d->form, code) : form_col(d->form, code);
		if (i < 0 || !has_figures(d, row, (size_t)i))
			finding(d->findings, where(k),
			    row ? _("There is no row %s for figures.") :
				  _("There is no column %s for figures."),
			    code);
		else
			ret[i] = true;
		codes += len + strspn(codes + len, " ");
	}
	return ret;
}

static const char *
message(const struct checking *k, const char *lang)
{
	static const char *const langs[] = { "vi", "en" };
	const char *found = NULL;

	for (struct xml *m = NULL;
	     (m = xml_next(k->e, "message", m)) != NULL;) {
		size_t i = attr_pick(k->d, m, "lang", langs, 2, 2);
		if (strcmp(langs[i], lang) != 0)
			continue;
		if (found != NULL || *m->text == '\0' ||
		    utf8_len(m->text) > MESSAGE)
			finding(k->d->findings, xml_where(k->d->mem, m),
			    _("<%s> must be there once in a language, with 1 "
			      "to %d characters."),
			    "message", MESSAGE);
		found = m->text;
	}
	return found;
}

/* A number above zero; dflt where it may be left out, NULL where it may not. */
static const struct dec *
above_zero(const struct checking *k, const char *name, const struct dec *dflt)
{
	const struct dec *v = attr_dec(k->d, k->e, name);

	if (v == NULL && xml_attr(k->e, name) == NULL && dflt != NULL)
		return dflt;
	if (v == NULL && xml_attr(k->e, name) == NULL)
		finding(k->d->findings, where(k),
		    _("<%s> needs the attribute \"%s\"."), "check", name);
	if (v != NULL && dec_sign(v) <= 0)
		finding(k->d->findings, where(k),
		    _("Attribute \"%s\" must be more than zero."), name);
	return v == NULL ? dec_long(k->d->mem, 1) : v;
}

static void
numbers_read(const struct checking *k)
{
	struct form_check *c = k->c;
	struct arena *mem = k->d->mem;

	if (c->kind == CHECK_CHANGE)
		c->percent = above_zero(k, "percent", NULL);
	if (c->kind == CHECK_HISTORY) {
		c->k = above_zero(k, "k", dec_long(mem, HISTORY_K));
		c->least = attr_long(k->d, k->e, "least", 3, HISTORY_PERIODS,
		    HISTORY_LEAST);
	}
	if (c->kind != CHECK_FORMULA && xml_attr(k->e, "small") != NULL)
		c->small = above_zero(k, "small", NULL);
}

static void
attrs_read(const struct checking *k)
{
	static const char *const kinds[] = { "formula", "change", "history" };
	static const char *const severities[] = { "error", "warning" };
	static const char *const axes[] = { "columns", "rows" };
	struct form_check *c = k->c;
	struct form_draft *d = k->d;

	c->line = k->e->line;
	c->id = attr_code(d, k->e, "id", 20, "-", true);
	c->kind = attr_pick(d, k->e, "kind", kinds, 3, CHECK_FORMULA);
	c->warn = attr_pick(d, k->e, "severity", severities, 2,
		      c->kind != CHECK_FORMULA) == 1;
	c->columns = attr_text(d, k->e, "columns", 2000);
	c->rows = attr_text(d, k->e, "rows", 8000);
	c->message_vi = message(k, "vi");
	c->message_en = message(k, "en");
	if (c->kind == CHECK_FORMULA) {
		c->text = attr_need(d, k->e, "formula", FORMULA_TEXT_MAX);
		c->by_row = attr_pick(d, k->e, "codes", axes, 2, 0) == 1;
	}
	numbers_read(k);
}

static void
put(const struct checking *k, size_t cell, const struct formula *f)
{
	struct form_check *c = k->c;

	if (cell_type_is_figure(k->d->form->cells[cell].type) && c->n < PLACES)
		k->at[c->n++] = (struct form_place){ cell, f };
}

/* The comparison, as it reads for one column or row (-1: for none of them). */
static const struct formula *
parse(const struct checking *k, long self)
{
	struct form_draft *d = k->d;
	struct formula *f = arena_alloc(d->mem, sizeof *f);
	const struct axis *axis =
	    k->c->by_row ? &d->form->row_axis : &d->form->col_axis;

	if (!formula_parse(d->mem, k->c->text, axis, self, where(k),
		d->findings, f))
		return NULL;
	constants_check(d, f, axis, where(k));
	if (f->check == NULL && f->nside == 0)
		return NULL;
	if (f->check == NULL && f->target < 0) {
		finding(d->findings, where(k),
		    _("A check must be a comparison, such as <=2."));
		return NULL;
	}
	formula_settle(d, f);
	return f;
}

/* The first code that is read, of the axis; -1: there is none. */
struct first {
	long code, cell;
	const struct form *f;
};

static void
see_first(void *arg, const struct ref *ref)
{
	struct first *first = arg;

	if (ref->kind == REF_CODE && first->code < 0)
		first->code = (long)ref->code;
	if (ref->kind == REF_CELL && ref->row >= 0 && ref->col >= 0 &&
	    first->cell < 0)
		first->cell = ref->row * (long)first->f->ncol + ref->col;
}

/* "<=2": in every cell that it is for, which is on its left. */
static void
places_each(const struct checking *k)
{
	const struct form *f = k->d->form;
	size_t n = k->c->by_row ? f->nrow : f->ncol;
	const bool *mine = k->c->by_row ? k->rows : k->cols;
	const bool *other = k->c->by_row ? k->cols : k->rows;

	for (size_t i = 0; i < n; i++) {
		const struct formula *of = mine[i] ? parse(k, (long)i) : NULL;
		if (mine[i] && of == NULL)
			return;
		for (size_t j = 0; mine[i] && j < f->ncell; j++) {
			const struct cell *x = &f->cells[j];
			size_t at = k->c->by_row ? x->row : x->col;
			if (at == i && other[k->c->by_row ? x->col : x->row])
				put(k, j, of);
		}
	}
}

/* A whole comparison: once in a row, or a column, at its first code. */
static void
places_once(const struct checking *k, const struct formula *of)
{
	const struct form *f = k->d->form;
	struct first first = { -1, -1, f };
	const bool *along = k->c->by_row ? k->cols : k->rows;
	size_t n = k->c->by_row ? f->ncol : f->nrow;

	if (of->target >= 0)
		first.code = of->target;
	formula_refs(of, see_first, &first);
	for (size_t i = 0; first.code >= 0 && i < n; i++)
		if (along[i])
			put(k,
			    k->c->by_row ? (size_t)first.code * f->ncol + i :
					   i * f->ncol + (size_t)first.code,
			    of);
	if (first.code < 0 && first.cell >= 0)
		put(k, (size_t)first.cell, of);
	/* Nothing but items of other forms: it stands at the first figure. */
	for (size_t i = 0; first.code < 0 && k->c->n == 0 && i < f->ncell; i++)
		put(k, i, of);
}

static bool
elided(const struct checking *k)
{
	const char *s = k->c->text + strspn(k->c->text, " ");

	return strchr("<>=", *s) != NULL || str_starts(s, "≤") ||
	       str_starts(s, "≥") || str_starts(s, "≠");
}

static void
places_make(const struct checking *k)
{
	const struct form *f = k->d->form;

	if (k->c->kind == CHECK_FORMULA && elided(k)) {
		places_each(k);
	} else if (k->c->kind == CHECK_FORMULA) {
		const struct formula *of = parse(k, -1);
		if (of != NULL)
			places_once(k, of);
		else
			return;
	} else {
		for (size_t i = 0; i < f->ncell; i++)
			if (k->cols[f->cells[i].col] &&
			    k->rows[f->cells[i].row])
				put(k, i, NULL);
	}
	if (k->c->n == 0 && k->d->findings->nerror == 0)
		finding(k->d->findings, where(k),
		    _("The check %s is for no cell that holds a figure."),
		    k->c->id);
}

static void
check_read(struct form_draft *d, struct xml *e, struct form_check *c)
{
	struct checking k = { .d = d, .e = e, .c = c };

	attrs_read(&k);
	for (const struct form_check *b = d->form->checks; b < c; b++)
		if (*c->id != '\0' && strcmp(b->id, c->id) == 0)
			finding(d->findings, where(&k),
			    _("The check %s is there twice."), c->id);
	k.cols = named(&k, false, c->columns);
	k.rows = named(&k, true, c->rows);
	k.at = arena_alloc(d->mem, (d->form->ncell + 1) * sizeof *k.at);
	if (d->findings->nerror == 0)
		places_make(&k);
	c->at = k.at;
}

void
checks_read(struct form_draft *d, struct xml *form)
{
	struct xml *all = xml_next(form, "checks", NULL);
	struct form_check *at;

	if (all == NULL)
		return;
	at = arena_alloc(d->mem, CHECKS * sizeof *at);
	d->form->checks = at;
	for (struct xml *e = NULL; (e = xml_next(all, "check", e)) != NULL;) {
		if (d->form->ncheck == CHECKS) {
			finding(d->findings, xml_where(d->mem, e),
			    _("There are more than %d checks."), CHECKS);
			return;
		}
		check_read(d, e, &at[d->form->ncheck]);
		d->form->ncheck++;
	}
}
