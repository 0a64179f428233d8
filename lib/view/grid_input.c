/* grid_input.c - the fields of a grid that is filled in */
#include "base/date.h"
#include "view/grid_part.h"
#include "view/widget.h"

static const char *
input_mode(const struct cell *c)
{
	/* the keys of a telephone's number pad have no minus */
	if (c->min == NULL || dec_sign(c->min) < 0)
		return "text";
	return c->type == CELL_INTEGER ? "numeric" : "decimal";
}

void
grid_tip(const struct draw *d, char kind, size_t cell, const struct finding *f,
    const char *changed)
{
	struct buf *h = d->ctx->out;

	html(h, "<span class='tip' id='%s%zu-tip'>", kind == 'c' ? "c" : "t",
	    cell);
	if (f != NULL)
		html(h, "<b>%s</b>", f->text);
	if (changed != NULL)
		html(h, "<i>%s</i>", changed);
	html(h, "</span>");
}

const char *
grid_mark(const struct finding *f)
{
	return f == NULL ? "" : f->warning ? " warn" : " bad";
}

/* " inputmode='numeric' maxlength='50' .../>" */
static void
make_tail(struct tail *t, const struct cell *c)
{
	struct buf *h = &t->made;

	if (!cell_type_is_figure(c->type)) {
		html(h, " class='t' maxlength='2000'");
	} else {
		html(h, " inputmode='%s' maxlength='50'", input_mode(c));
		if (c->decimals > 0)
			html(h, " data-d='%d'", c->decimals);
	}
	if (c->required)
		html(h, " aria-required='true'");
	html(h, "/>");
}

static void
put_tail(const struct draw *d, const struct cell *c)
{
	bool negative = c->min == NULL || dec_sign(c->min) < 0;
	struct tail *t = d->tails;

	for (size_t i = 1; i < TAILS && t->made.len > 0; i++, t++)
		if (t->type == c->type && t->decimals == c->decimals &&
		    t->required == c->required && t->negative == negative)
			break;
	if (t->type != c->type || t->decimals != c->decimals ||
	    t->required != c->required || t->negative != negative ||
	    t->made.len == 0) {
		*t = (struct tail){ .type = c->type,
			.decimals = c->decimals,
			.required = c->required,
			.negative = negative,
			.made = { .mem = d->ctx->mem, .max = 500 } };
		make_tail(t, c);
	}
	buf_put(d->ctx->out, t->made.at, t->made.len);
}

/* What few cells have: a finding, or a change by somebody else. */
static void
put_marked(const struct draw *d, size_t i, size_t cell,
    const struct grid_cell *v, const struct finding *f)
{
	const struct cell *c = &d->grid->form->cells[cell];
	struct buf *h = d->ctx->out;

	html(h, "<td class='in%s%s'", grid_mark(f),
	    v->changed != NULL ? " changed" : "");
	if (d->grid->superior)
		grid_together(d, cell);
	html(h,
	    "><input name='c%zu' value='%s' aria-labelledby='r%zu k%zu'"
	    " id='c%zu' aria-describedby='c%zu-tip'",
	    cell, grid_show(d, c, v), i, c->col, cell, cell);
	if (f != NULL && !f->warning)
		html(h, " aria-invalid='true'");
	put_tail(d, c);
	grid_tip(d, 'c', cell, f, v->changed);
}

/* A field for a code, or for a paragraph. */
static void
put_kind(const struct draw *d, size_t i, size_t cell, const struct grid_cell *v,
    const struct finding *f)
{
	bool marked = f != NULL || v->changed != NULL;
	struct buf *h = d->ctx->out;

	html(h, "<td class='%s%s%s%s'", marked ? "in" : "", grid_mark(f),
	    v->changed != NULL ? " changed" : "",
	    d->grid->form->cells[cell].type == CELL_FILE ? " file" : "");
	html(h, ">");
	grid_kind_input(d, i, cell, v,
	    marked ? str_fmt(d->ctx->mem, "c%zu-tip", cell) : NULL);
	if (marked)
		grid_tip(d, 'c', cell, f, v->changed);
}

static bool
is_code(const struct cell *c)
{
	return c->type == CELL_CHOICE || c->type == CELL_LOOKUP ||
	       c->type == CELL_FILE;
}

void
grid_input(const struct draw *d, size_t i, size_t cell,
    const struct grid_cell *v)
{
	const struct cell *c = &d->grid->form->cells[cell];
	const struct finding *f = d->found == NULL ? NULL : d->found[cell];
	struct buf *h = d->ctx->out;

	if (is_code(c) || grid_kind_prose(d, c)) {
		put_kind(d, i, cell, v, f);
		return;
	}
	if (f != NULL || v->changed != NULL) {
		put_marked(d, i, cell, v, f);
		return;
	}
	html(h, "<td");
	if (d->grid->superior)
		grid_together(d, cell);
	html(h, "><input name='c%zu' value='%s' aria-labelledby='r%zu k%zu'",
	    cell, grid_show(d, c, v), i, c->col);
	put_tail(d, c);
}
