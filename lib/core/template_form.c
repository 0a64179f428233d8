/* template_form.c - the <form> of a template, and places in it */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "core/form.h"
#include "core/template_part.h"
#include "io/json.h"
#include "io/xml.h"

enum { LABEL_MAX = 300, PRINTED_MAX = 60, WIDTH_MAX = 60 };

/* Where an element is from, so that what is said of its line leads back. */
struct origin {
	struct xml *at;
	const char *place;
	unsigned row, col;
};
struct writing {
	struct board *b;
	struct xml *form;
	struct origin *origins;
	size_t norigin;
	struct xml *last; /* child of the form that was hung last */
};

static struct xml *
element(struct writing *w, struct xml *parent, struct xml *after,
    const char *name, const char *text)
{
	struct xml *e = xml_new(w->b->mem, name);

	if (text != NULL)
		e->text = text;
	xml_hang(parent, after, e);
	return e;
}

static void
set(struct writing *w, struct xml *e, const char *name, const char *value)
{
	if (value != NULL && *value != '\0')
		xml_set(w->b->mem, e, name, value);
}

static void
remember(struct writing *w, struct xml *e, const char *place, unsigned row,
    unsigned col)
{
	w->origins[w->norigin++] =
	    (struct origin){ .at = e, .place = place, .row = row, .col = col };
}

static void
add_to_form(struct writing *w, const char *name, const char *text)
{
	w->last = element(w, w->form, w->last, name, text);
}

static void
write_head(struct writing *w)
{
	const struct template *t = w->b->t;
	const char *title = t->title == NULL ? t->sheet : t->title;

	set(w, w->form, "version", t->version);
	set(w, w->form, "number", t->number);
	add_to_form(w, "title", title);
	set(w, w->last, "lang", "vi");
	add_to_form(w, "title", title);
	set(w, w->last, "lang", "en");
	if (t->basis != NULL)
		add_to_form(w, "basis", t->basis);
	if (t->measure != NULL)
		add_to_form(w, "measure", t->measure);
	for (size_t i = 0; i < t->nnote; i++)
		add_to_form(w, "note", t->notes[i].text);
	if (t->sign_left != NULL && t->sign_right != NULL) {
		add_to_form(w, "sign", NULL);
		set(w, w->last, "left", t->sign_left);
		set(w, w->last, "right", t->sign_right);
	}
}

static const char *
name_of(const struct template_col *c)
{
	return c->nhead == 0 ? c->code : c->heads[c->nhead - 1];
}

/* A label's head may stand below others: they are named before it. */
static const char *
label_name(struct arena *mem, const struct template_col *c)
{
	const char *all = c->nhead == 0 ? c->code : c->heads[0];

	for (size_t k = 1; k < c->nhead; k++)
		all = str_fmt(mem, "%s / %s", all, c->heads[k]);
	return all;
}

static void
write_label(struct writing *w, struct xml *columns, struct xml **last,
    struct template_col *c)
{
	static const char *const roles[] = { "label", "stt", "measure" };
	struct xml *e =
	    element(w, columns, *last, "label", label_name(w->b->mem, c));

	set(w, e, "code", c->code);
	set(w, e, "role", roles[c->kind]);
	if (c->width > 0)
		set(w, e, "width",
		    str_long(w->b->mem,
			c->width < WIDTH_MAX ? c->width : WIDTH_MAX));
	*last = e;
	remember(w, e, c->place, c->code_row, c->col);
}

static const char *
type_name(enum template_type type)
{
	static const char *const names[] = { "integer", "decimal", "percent",
		"text", "date", "row" };

	return names[type];
}

static void
set_type(struct writing *w, struct xml *e, enum template_type type)
{
	set(w, e, "type", type_name(type));
	if (type == TEMPLATE_DECIMAL || type == TEMPLATE_PERCENT)
		set(w, e, "decimals", "2");
}

/* What is printed in the row of numbers, if it is not what would be. */
static const char *
printed_as(const struct template_col *c)
{
	const char *shown = *c->formula != '\0' ? c->formula : c->printed;
	const char *would = c->taken != NULL ? c->taken : c->code;

	if (*c->formula != '\0' && strchr(c->formula, '=') == NULL)
		shown = c->printed;
	if (strcmp(shown, would) == 0 || utf8_len(shown) > PRINTED_MAX)
		return NULL;
	return shown;
}

static void
write_column(struct writing *w, struct xml *parent, struct xml **last,
    struct template_col *c)
{
	struct xml *e = element(w, parent, *last, "column", name_of(c));

	set(w, e, "code", c->code);
	set_type(w, e, c->type);
	set(w, e, "measure", c->measure);
	set(w, e, "formula", c->taken);
	set(w, e, "printed", printed_as(c));
	*last = e;
	remember(w, e, c->place, c->code_row, c->col);
}

/* Those from i on that share their heads down to depth with it. */
static size_t
shared(const struct template *t, size_t i, size_t depth)
{
	size_t n = i + 1;

	while (n < t->ncol && t->cols[n].nhead > depth &&
	       t->cols[n].same[depth] == t->cols[i].same[depth])
		n++;
	return n;
}

static void
write_columns(struct writing *w, struct xml *parent, struct xml *last,
    size_t from, size_t to, size_t depth, size_t *group)
{
	struct template *t = w->b->t;

	for (size_t i = from; i < to;) {
		struct template_col *c = &t->cols[i];
		size_t next = c->nhead > depth ? shared(t, i, depth) : i + 1;
		if (c->nhead <= depth + 1 && next == i + 1) {
			write_column(w, parent, &last, c);
		} else {
			struct xml *g = element(w, parent, last, "group", NULL);
			set(w, g, "title", c->heads[depth]);
			const char *place =
			    str_fmt(w->b->mem, "g%zu", (*group)++);
			remember(w, g, place, c->code_row, c->col);
			((struct template_cell *)c->same[depth])->place = place;
			if (next > to)
				next = to;
			write_columns(w, g, NULL, i, next, depth + 1, group);
			last = g;
		}
		i = next;
	}
}

static void
write_row(struct writing *w, struct xml *rows, struct xml **last,
    struct template_row *r)
{
	const char *label = utf8_len(r->label) > LABEL_MAX ?
				str_ndup(w->b->mem, r->label, LABEL_MAX) :
				r->label;
	struct xml *e =
	    element(w, rows, *last, r->heading ? "group" : "row", label);

	set(w, e, "code", r->code);
	if (!r->heading) {
		set_type(w, e, r->type);
		set(w, e, "measure", r->measure);
		set(w, e, "formula", r->taken);
		set(w, e, "none", r->none);
	}
	*last = e;
	remember(w, e, r->place, r->row, r->label_col);
}

static void
write_rows(struct writing *w)
{
	static const char *const kinds[] = { "units", "fixed", "list" };
	struct template *t = w->b->t;
	struct xml *last = NULL;

	add_to_form(w, "rows", NULL);
	set(w, w->last, "kind", kinds[t->rows_kind]);
	if (t->rows_kind == TEMPLATE_LIST && t->total != NULL)
		element(w, w->last, NULL, "total", t->total);
	for (size_t i = 0; i < t->nrow; i++)
		write_row(w, w->last, &last, &t->rows[i]);
}

/* Which cells of the sheet are which place of the form. */
static void
set_places(struct board *b)
{
	struct template *t = b->t;

	for (size_t i = 0; i < t->ncol; i++) {
		struct template_col *c = &t->cols[i];
		c->place = str_fmt(b->mem, "c%zu", i);
		for (unsigned r = b->head; r < b->body; r++) {
			struct template_cell *x = board_at(b, r, c->col);
			if (x != NULL &&
			    (x->role == TEMPLATE_CODE ||
				(c->nhead > 0 && x == c->same[c->nhead - 1])))
				x->place = c->place;
		}
	}
	for (size_t i = 0; i < t->nrow; i++) {
		struct template_row *r = &t->rows[i];
		unsigned col = 0;
		struct template_cell *x;
		r->place = str_fmt(b->mem, "r%zu", i);
		while ((x = board_next(b, r->row, &col)) != NULL)
			if (x->role == TEMPLATE_ROW)
				x->place = r->place;
	}
	for (size_t i = 0; i < t->ncell; i++)
		if (t->cells[i].place == NULL &&
		    t->cells[i].role != TEMPLATE_UNKNOWN &&
		    t->cells[i].role != TEMPLATE_FRAME &&
		    t->cells[i].role != TEMPLATE_FIGURE &&
		    t->cells[i].role != TEMPLATE_HIDDEN)
			t->cells[i].place = "form";
}

static bool
has_doubt(const struct template *t, const char *place)
{
	for (size_t i = 0; i < t->ndoubt; i++)
		if (str_eq(t->doubts[i].place, place))
			return true;
	return false;
}

/* "line 7": the element that stands there. */
static const struct origin *
origin_of(const struct writing *w, const char *where)
{
	long line =
	    str_starts(where, "line ") ? strtol(where + 5, NULL, 10) : 0;

	for (size_t i = 0; i < w->norigin; i++)
		if (w->origins[i].at->line == line)
			return &w->origins[i];
	return NULL;
}

/* The formula that computes at that place; NULL: none does. */
static const char **
taken_at(struct template *t, const char *place)
{
	for (size_t i = 0; i < t->ncol; i++)
		if (str_eq(t->cols[i].place, place))
			return &t->cols[i].taken;
	for (size_t i = 0; i < t->nrow; i++)
		if (str_eq(t->rows[i].place, place))
			return &t->rows[i].taken;
	return NULL;
}

/*
 * What the reader of forms says of it, where nobody has said it yet.  A formula
 * that it does not take (two that go in a circle) is left out: true, the form
 * must be written again without it.
 */
static bool
check_form(struct writing *w)
{
	struct board *b = w->b;
	struct findings f = { .mem = b->mem };
	struct form form;
	bool dropped = false;

	form_read(b->mem, b->t->xml, strlen(b->t->xml), &f, &form);
	for (size_t i = 0; i < f.n; i++) {
		const struct origin *o = origin_of(w, f.at[i].where);
		const char **taken =
		    o == NULL ? NULL : taken_at(b->t, o->place);
		if (o == NULL && !dropped && !has_doubt(b->t, "form"))
			board_doubt(b, b->t->top, b->t->left, "form", "%s",
			    f.at[i].text);
		else if (o != NULL && !has_doubt(b->t, o->place))
			board_doubt(b, o->row, o->col, o->place, "%s",
			    f.at[i].text);
		if (taken != NULL && *taken != NULL) {
			*taken = NULL;
			dropped = true;
		}
	}
	return dropped;
}

static int
by_cell(const void *a, const void *b)
{
	const struct template_doubt *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->col > y->col) - (x->col < y->col);
}

/* The form as it now is; does the reader of forms ask for it again? */
static bool
write_once(struct board *b)
{
	struct template *t = b->t;
	struct writing w = { .b = b, .form = xml_new(b->mem, "form") };
	struct buf out = { .mem = b->mem, .max = XML_BYTES };
	struct xml *last = NULL;
	size_t group = 0;

	w.origins = arena_alloc(b->mem,
	    ((size_t)TEMPLATE_DEPTH * t->ncol + t->nrow + 8) *
		sizeof *w.origins);
	write_head(&w);
	add_to_form(&w, "columns", NULL);
	for (size_t i = 0; i < t->nlabel; i++)
		write_label(&w, w.last, &last, &t->cols[i]);
	write_columns(&w, w.last, last, t->nlabel, t->ncol, 0, &group);
	write_rows(&w);
	xml_lines(&out, w.form);
	t->xml = out.full || out.at == NULL ? "" : out.at;
	return check_form(&w);
}

void
form_write(struct board *b)
{
	enum { TRIES = 30 };
	struct template *t = b->t;

	set_places(b);
	for (int i = 0; i < TRIES && write_once(b); i++)
		continue;
	if (t->ndoubt > 0)
		qsort(t->doubts, t->ndoubt, sizeof *t->doubts, by_cell);
}

const char *
template_doubts_json(struct arena *mem, const struct template *t)
{
	struct buf out = { .mem = mem, .max = 1 << 20 };
	struct json j = { .out = &out };

	if (t->ndoubt == 0)
		return NULL;
	json_array(&j, NULL);
	for (size_t i = 0; i < t->ndoubt; i++) {
		const struct template_doubt *d = &t->doubts[i];
		json_object(&j, NULL);
		json_text(&j, "place", d->place == NULL ? "form" : d->place);
		json_text(&j, "source", d->source);
		json_text(&j, "text", d->text);
		if (d->remark)
			json_long(&j, "remark", 1);
		json_end(&j);
	}
	json_end(&j);
	return out.full ? NULL : out.at;
}
