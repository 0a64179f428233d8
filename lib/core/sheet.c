/* sheet.c - figures of a report: computing, naming and showing them */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "base/date.h"
#include "base/utf8.h"
#include "core/sheet_part.h"

enum { TEXT_MAX = 2000 };

static struct figures
figures_new(struct arena *mem, const struct form *f)
{
	size_t n = f->ncell;

	return (struct figures){ arena_alloc(mem, n * sizeof(struct value)),
		arena_alloc(mem, n * sizeof(char *)),
		f->lookups ? arena_alloc(mem, n * sizeof(char *)) : NULL };
}

struct figures
sheet_figures(const struct sheet *s)
{
	return figures_new(s->mem, s->form);
}

void
sheet_new(struct arena *mem, const struct form *f, const struct report *r,
    bool superior, struct sheet *ret)
{
	*ret = (struct sheet){ .form = f,
		.report = r,
		.mem = mem,
		.superior = superior,
		.own = figures_new(mem, f) };
	ret->total = ret->own;
	if (superior) {
		ret->below = figures_new(mem, f);
		ret->total = figures_new(mem, f);
	}
}

bool
sheet_is_figure(const struct form *f, size_t cell)
{
	return cell_type_is_figure(f->cells[cell].type);
}

bool
sheet_enterable(const struct form *f, size_t cell)
{
	const struct cell *x = &f->cells[cell];

	return x->type != CELL_NONE && x->computed == NULL && x->of < 0;
}

bool
sheet_asks(const struct sheet *s, size_t cell)
{
	return sheet_enterable(s->form, cell) &&
	       home_of(&s->homes, cell) == NULL;
}

const char *
sheet_name(struct arena *mem, size_t cell)
{
	return str_fmt(mem, "c%zu", cell);
}

long
sheet_cell(const struct form *f, const char *name)
{
	char *end;

	if (name[0] != 'c' || name[1] < '0' || name[1] > '9' ||
	    (name[1] == '0' && name[2] != '\0'))
		return -1;
	unsigned long cell = strtoul(name + 1, &end, 10);
	if (*end != '\0' || cell >= f->ncell ||
	    f->cells[cell].type == CELL_NONE)
		return -1;
	return (long)cell;
}

static struct value
compute_cell(const struct sheet *s, const struct figures *f,
    const struct history *past, size_t cell)
{
	const struct cell *x = &s->form->cells[cell];
	struct look l = { s, f, past, x, x->by_row };
	struct cells cells = look_cells(&l);
	struct value v = formula_eval(s->mem, x->computed->side[0], &cells);

	if (v.dec == NULL)
		return v;
	v.dec = dec_round(s->mem, v.dec, x->decimals);
	if (dec_too_big(v.dec))
		return (struct value){ .nan = true };
	return v;
}

static bool
has_figures(const struct form *f, const struct figures *is)
{
	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].computed == NULL && is->num[i].dec != NULL)
			return true;
	return false;
}

/* The value of a computed cell in that row of figures. */
static struct value
value_of(const struct sheet *s, const struct figures *is,
    const struct history *past, size_t cell)
{
	const struct cell *x = &s->form->cells[cell];

	if (sheet_skips(s->form, is, x->row))
		return (struct value){ 0 };
	if (x->adds && s->superior && is == &s->total)
		return sheet_plus(s->mem, s->own.num[cell], s->below.num[cell]);
	return compute_cell(s, is, past, cell);
}

/* Where nothing was entered there is nothing that could not be computed. */
static void
compute(const struct sheet *s, struct figures *is, const struct history *past)
{
	const struct form *f = s->form;
	bool any = has_figures(f, is);

	for (size_t i = 0; i < f->norder; i++) {
		struct value v = value_of(s, is, past, f->order[i]);
		is->num[f->order[i]] = any || !v.nan ? v : (struct value){ 0 };
	}
}

/* It asks for nothing but figures of the same row. */
static void
spot_far(void *arg, const struct ref *ref)
{
	if (ref->when != NOW || ref->kind == REF_ITEM)
		*(bool *)arg = true;
}

static bool
is_near(const struct form *f, size_t cell)
{
	bool far = false;

	expr_refs(f->cells[cell].computed->side[0], spot_far, &far);
	return !far;
}

/*
 * Figures of units below come as facts.  Ratios among them are computed here
 * where no fact says better; a formula that needs their past is left alone.
 */
void
sheet_fill(const struct sheet *s, struct figures *is)
{
	static const struct history none;
	const struct form *f = s->form;

	for (size_t i = 0; i < f->norder; i++) {
		size_t cell = f->order[i];
		if (is->num[cell].dec == NULL && !f->cells[cell].adds &&
		    is_near(f, cell))
			is->num[cell] = compute_cell(s, is, &none, cell);
	}
}

/* The total comes whole from elsewhere; what is not own is of those below. */
static void
total_from(struct sheet *s, const struct home *h, size_t i)
{
	const struct dec *own = s->own.num[i].dec;

	s->total.num[i] = (struct value){ .dec = h->total };
	s->below.num[i] = (struct value){ 0 };
	if (sheet_sums(s, i) && h->total != NULL)
		s->below.num[i].dec =
		    own == NULL ? h->total : dec_sub(s->mem, h->total, own);
}

static void
total(struct sheet *s)
{
	const struct form *f = s->form;

	for (size_t i = 0; i < f->ncell; i++) {
		const struct cell *x = &f->cells[i];
		if (x->type == CELL_NONE || x->computed != NULL)
			continue;
		s->total.txt[i] = s->own.txt[i];
		if (s->own.label != NULL)
			s->total.label[i] = s->own.label[i];
		if (home_of(&s->homes, i) != NULL) {
			total_from(s, home_of(&s->homes, i), i);
			continue;
		}
		s->total.num[i] =
		    sheet_gathers(s, i) ?
			sheet_together(s, i) :
		    sheet_sums(s, i) ?
			sheet_plus(s->mem, s->own.num[i], s->below.num[i]) :
			s->own.num[i];
	}
	compute(s, &s->total, &s->past[1]);
}

void
sheet_compute(struct sheet *s)
{
	sheet_labels(s, &s->own);
	compute(s, &s->own, &s->past[0]);
	if (!s->superior)
		return;
	total(s);
	if (s->naccepted > 0)
		sheet_fill(s, &s->below);
}

void
sheet_add(const struct sheet *s, struct figures *to, size_t cell,
    const struct dec *value)
{
	to->num[cell] =
	    sheet_plus(s->mem, to->num[cell], (struct value){ .dec = value });
}

static bool
type_figure(struct sheet *s, size_t cell, const char *typed, enum num_lang lang,
    struct findings *f)
{
	const struct cell *x = &s->form->cells[cell];
	int decimals = x->type == CELL_INTEGER ? 0 : x->decimals;
	const struct dec *d;
	const char *why;

	if (!num_read(s->mem, typed, lang, decimals, &d, &why)) {
		finding(f, sheet_name(s->mem, cell), "%s: %s",
		    sheet_where(s->mem, s->form, cell), why);
		return false;
	}
	s->own.num[cell] = (struct value){ .dec = d };
	return true;
}

static bool
type_date(struct sheet *s, size_t cell, const char *typed, struct findings *f)
{
	struct date d;

	if (!date_parse_vi(typed, &d) && !date_parse(typed, &d)) {
		finding(f, sheet_name(s->mem, cell),
		    _("%s: \"%s\" is not a date such as 28/09/2026."),
		    sheet_where(s->mem, s->form, cell), typed);
		return false;
	}
	s->own.txt[cell] = date_iso(s->mem, d);
	return true;
}

static bool
type_text(struct sheet *s, size_t cell, const char *typed, struct findings *f)
{
	if (utf8_len(typed) > TEXT_MAX) {
		finding(f, sheet_name(s->mem, cell),
		    _("%s: at most %d characters."),
		    sheet_where(s->mem, s->form, cell), TEXT_MAX);
		return false;
	}
	s->own.txt[cell] = typed;
	return true;
}

bool
sheet_type(struct sheet *s, size_t cell, const char *typed, enum num_lang lang,
    struct findings *f)
{
	if (!sheet_enterable(s->form, cell)) {
		finding(f, sheet_name(s->mem, cell),
		    _("%s is computed and cannot be typed over."),
		    sheet_where(s->mem, s->form, cell));
		return false;
	}
	if (!sheet_asks(s, cell)) {
		finding(f, sheet_name(s->mem, cell),
		    _("%s is taken from another report (%s) and cannot be "
		      "typed here."),
		    sheet_where(s->mem, s->form, cell),
		    home_of(&s->homes, cell)->from[0]->regime);
		return false;
	}
	if (sheet_is_figure(s->form, cell))
		return type_figure(s, cell, typed, lang, f);
	s->own.txt[cell] = NULL;
	if (s->own.label != NULL)
		s->own.label[cell] = NULL;
	typed += strspn(typed, " \t\r\n");
	if (*typed == '\0')
		return true;
	switch (s->form->cells[cell].type) {
	case CELL_DATE:
		return type_date(s, cell, typed, f);
	case CELL_TEXT:
		return type_text(s, cell, typed, f);
	default:
		return sheet_type_kind(s, cell, typed, f);
	}
}

const char *
sheet_where(struct arena *mem, const struct form *f, size_t cell)
{
	const struct cell *x = &f->cells[cell];
	const struct col *c = &f->cols[x->col];
	const struct row *r = &f->rows[x->row];

	if (f->rows_kind == ROWS_UNITS)
		return str_fmt(mem, _("Column %s (%s)"), c->code, c->path);
	if (f->rows_kind == ROWS_LIST && r->role >= ROW_TOTAL)
		return str_fmt(mem, _("Total row, column %s (%s)"), c->code,
		    c->path);
	if (f->rows_kind == ROWS_LIST)
		return str_fmt(mem, _("Row %s, column %s (%s)"), r->code,
		    c->code, c->path);
	return str_fmt(mem, _("Row %s (%s), column %s (%s)"), r->code, r->label,
	    c->code, c->label);
}

const char *
sheet_show(struct arena *mem, const struct form *f, size_t cell,
    const struct figures *is, enum num_lang lang)
{
	const struct value *v = &is->num[cell];

	if (f->cells[cell].type == CELL_DATE)
		return date_show(mem, is->txt[cell]);
	if (!sheet_is_figure(f, cell))
		return sheet_show_kind(mem, f, cell, is);
	if (v->nan)
		return "-";
	return num_show(mem, v->dec, f->cells[cell].decimals, lang);
}
