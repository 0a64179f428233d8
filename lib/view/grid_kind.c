/* grid_kind.c - cells of the grid that hold a code, and the rows of a list */
#include <string.h>
#include "core/attach.h"
#include "core/register.h"
#include "view/grid_part.h"
#include "view/widget.h"

enum { PROSE_WIDTH = 50 };

static const struct cell *
cell_at(const struct draw *d, size_t cell)
{
	return &d->grid->form->cells[cell];
}

const char *
grid_kind_text(const struct draw *d, const struct cell *c, const char *text)
{
	const struct form_choice *o;

	switch (c->type) {
	case CELL_CHOICE:
		o = form_choice_get(c->choices, text);
		return o == NULL ? text : tr_pick(o->label_vi, o->label_en);
	case CELL_FILE:
		return attach_show(d->ctx->mem, text, false);
	default:
		return text;
	}
}

static void
put_option(struct buf *h, const char *value, const char *label, bool on)
{
	html(h, "<option value='%s'", value);
	if (on)
		html(h, " selected='selected'");
	html(h, ">%s</option>", label);
}

static void
put_select(const struct draw *d, size_t i, size_t cell, const char *text,
    const char *tip)
{
	const struct cell *c = cell_at(d, cell);
	struct buf *h = d->ctx->out;

	html(h, "<select name='c%zu' id='c%zu' aria-labelledby='r%zu k%zu'",
	    cell, cell, i, c->col);
	if (tip != NULL)
		html(h, " aria-describedby='%s'", tip);
	if (c->required)
		html(h, " aria-required='true'");
	html(h, ">");
	put_option(h, "", "–", str_empty(text));
	for (size_t k = 0; k < c->choices->n; k++) {
		const struct form_choice *o = &c->choices->at[k];
		put_option(h, o->code, tr_pick(o->label_vi, o->label_en),
		    str_eq(o->code, text));
	}
	html(h, "</select>");
}

/* A field with proposals; whatever is typed, the server looks it up. */
static void
put_lookup(const struct draw *d, size_t i, size_t cell, const char *text,
    const char *tip)
{
	const struct cell *c = cell_at(d, cell);
	struct buf *h = d->ctx->out;

	html(h,
	    "<input name='c%zu' id='c%zu' value='%s' class='t'"
	    " maxlength='400' autocomplete='off' aria-labelledby='r%zu k%zu'",
	    cell, cell, text, i, c->col);
	if (sheet_entries(d->grid->sheet, c->reg) != NULL)
		html(h, " list='g-%s'", c->reg);
	if (tip != NULL)
		html(h, " aria-describedby='%s'", tip);
	if (c->required)
		html(h, " aria-required='true'");
	html(h, "/>");
}

/* A whole paragraph: its column is as wide as one. */
static void
put_prose(const struct draw *d, size_t i, size_t cell, const char *text,
    const char *tip)
{
	const struct cell *c = cell_at(d, cell);
	struct buf *h = d->ctx->out;

	html(h,
	    "<textarea name='c%zu' id='c%zu' rows='5' maxlength='2000'"
	    " aria-labelledby='r%zu k%zu'",
	    cell, cell, i, c->col);
	if (tip != NULL)
		html(h, " aria-describedby='%s'", tip);
	if (c->required)
		html(h, " aria-required='true'");
	/* a first line break in a textarea is dropped by the browser */
	html(h, ">\n%s</textarea>", text);
}

bool
grid_kind_prose(const struct draw *d, const struct cell *c)
{
	return c->type == CELL_TEXT &&
	       d->grid->form->cols[c->col].width >= PROSE_WIDTH;
}

static void
put_file_name(const struct draw *d, size_t cell, const char *text)
{
	struct buf *h = d->ctx->out;
	const char *name = attach_show(d->ctx->mem, text, true);

	if (*name == '\0')
		return;
	if (d->grid->file_href == NULL)
		html(h, "%s", name);
	else
		html(h, "<a href='%s'>%s</a>",
		    d->grid->file_href(d->ctx, d->grid->sheet, cell), name);
}

/* The button keeps what is typed and leads to a page for the file. */
static void
put_file(const struct draw *d, size_t cell, const char *text)
{
	struct buf *h = d->ctx->out;

	html(h, "<input type='hidden' name='c%zu' value='%s'/>", cell, text);
	put_file_name(d, cell, text);
	html(h,
	    " <button class='small' id='c%zu' name='op' value='file %zu'>%s"
	    "</button>",
	    cell, cell, str_empty(text) ? _("Attach") : _("Change"));
}

void
grid_kind_input(const struct draw *d, size_t i, size_t cell,
    const struct grid_cell *v, const char *tip)
{
	const char *text = v->text == NULL ? "" : v->text;

	switch (cell_at(d, cell)->type) {
	case CELL_CHOICE:
		put_select(d, i, cell, text, tip);
		break;
	case CELL_LOOKUP:
		put_lookup(d, i, cell, text, tip);
		break;
	case CELL_TEXT:
		put_prose(d, i, cell, text, tip);
		break;
	default:
		put_file(d, cell, text);
	}
}

void
grid_kind_shown(const struct draw *d, size_t cell, const char *text)
{
	if (cell_at(d, cell)->type == CELL_FILE)
		put_file_name(d, cell, text);
	else
		html(d->ctx->out, "%s",
		    grid_kind_text(d, cell_at(d, cell), text));
}

/* ---- proposals of look-ups */
static bool
first_of(const struct form *f, size_t cell)
{
	for (size_t i = 0; i < cell; i++)
		if (f->cells[i].reg != NULL &&
		    strcmp(f->cells[i].reg, f->cells[cell].reg) == 0)
			return false;
	return true;
}

static void
put_proposals(const struct draw *d, const char *code)
{
	const struct register_entries *es = sheet_entries(d->grid->sheet, code);
	struct buf *h = d->ctx->out;

	if (es == NULL)
		return;
	html(h, "<datalist id='g-%s'", code);
	if (es->n > REGISTER_SUGGEST)
		html(h, " data-find='%s'",
		    url(d->ctx, "/register/suggest?code=%s&from=%s&q=", code,
			d->grid->sheet->report->ends));
	html(h, ">");
	for (size_t i = 0; i < es->n && i < REGISTER_SUGGEST; i++)
		html(h, "<option value='%s'></option>",
		    register_offer(d->ctx->mem, es, i));
	html(h, "</datalist>\n");
}

void
grid_proposals(const struct draw *d)
{
	const struct form *f = d->grid->form;

	if (!d->grid->editable || !f->lookups || d->grid->sheet == NULL)
		return;
	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].reg != NULL && first_of(f, i))
			put_proposals(d, f->cells[i].reg);
}

/* ---- rows of a list */
bool
grid_is_list(const struct grid *g)
{
	return g->form->rows_kind == ROWS_LIST;
}

static void
put_button(struct buf *h, const char *op, size_t row, const char *sign,
    const char *label)
{
	html(h,
	    "<button name='op' value='%s %zu' title='%s' aria-label='%s'>%s"
	    "</button>",
	    op, row, label, label, sign);
}

void
grid_row_buttons(const struct draw *d, const struct grid_row *row)
{
	struct buf *h = d->ctx->out;
	struct arena *mem = d->ctx->mem;

	if (!grid_is_list(d->grid) || !d->grid->editable)
		return;
	html(h, "<td class='act'>");
	if (row->kind == GRID_OWN) {
		put_button(h, "up", row->row, "↑",
		    str_fmt(mem, _("Move row %zu up"), row->row));
		put_button(h, "down", row->row, "↓",
		    str_fmt(mem, _("Move row %zu down"), row->row));
		put_button(h, "remove", row->row, "×",
		    str_fmt(mem, _("Remove row %zu"), row->row));
	}
	html(h, "</td>");
}

void
grid_list_buttons(const struct draw *d)
{
	struct buf *h = d->ctx->out;

	if (!grid_is_list(d->grid) || !d->grid->editable)
		return;
	html(h,
	    "<p class='listact'><button class='button' name='op' value='add'>"
	    "%s</button> <small>%s</small></p>\n",
	    _("Add rows"),
	    str_fmt(d->ctx->mem, _("At most %zu rows."),
		d->grid->form->list_max));
}
