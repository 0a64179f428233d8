/* sheet_kind.c - cells that hold a code: options, entries of registers, files;
 * and which rows of a list are in use */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/attach.h"
#include "core/register.h"
#include "core/sheet.h"

/* A register that the form looks things up in, as it is on the sheet's day. */
struct sheet_register {
	const char *code;
	struct register_entries entries;
	struct sheet_register *next;
};

const struct register_entries *
sheet_entries(const struct sheet *s, const char *code)
{
	for (const struct sheet_register *g = s->registers; g != NULL;
	     g = g->next)
		if (strcmp(g->code, code) == 0)
			return &g->entries;
	return NULL;
}

enum rc
sheet_registers(struct db *db, struct sheet *s)
{
	for (size_t i = 0; s->form->lookups && i < s->form->ncell; i++) {
		const char *code = s->form->cells[i].reg;
		if (code == NULL || sheet_entries(s, code) != NULL)
			continue;
		struct sheet_register *g = arena_alloc(s->mem, sizeof *g);
		*g = (struct sheet_register){ .code = code,
			.next = s->registers };
		TRY(register_on(db, code, s->report->ends, &g->entries));
		s->registers = g;
	}
	return OK;
}

static const struct register_entry *
entry(const struct sheet *s, size_t cell, const struct figures *is)
{
	const char *reg = s->form->cells[cell].reg;

	return reg == NULL ? NULL :
			     register_get(sheet_entries(s, reg), is->txt[cell]);
}

void
sheet_labels(const struct sheet *s, struct figures *is)
{
	const struct form *f = s->form;

	for (size_t i = 0; is->label != NULL && i < f->ncell; i++) {
		const struct cell *x = &f->cells[i];
		const struct register_entry *e;
		if (x->type == CELL_LOOKUP) {
			e = entry(s, i, is);
			is->label[i] = e == NULL ? NULL : e->label;
		} else if (x->of >= 0) {
			e = entry(s, x->row * f->ncol + (size_t)x->of, is);
			is->txt[i] = register_attr(s->mem, e, x->attribute);
		}
	}
}

static bool
same_text(struct arena *mem, const char *a, const char *b)
{
	const char *x = utf8_key(mem, a, true), *y = utf8_key(mem, b, true);

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

static bool
type_choice(struct sheet *s, size_t cell, const char *typed, struct findings *f)
{
	const struct form_choices *of = s->form->cells[cell].choices;
	const struct form_choice *c = form_choice_get(of, typed);

	for (size_t i = 0; c == NULL && i < of->n; i++)
		if (same_text(s->mem, of->at[i].label_vi, typed) ||
		    same_text(s->mem, of->at[i].label_en, typed))
			c = &of->at[i];
	if (c == NULL) {
		finding(f, sheet_name(s->mem, cell),
		    _("%s: \"%.80s\" is not one of the options."),
		    sheet_where(s->mem, s->form, cell), typed);
		return false;
	}
	s->own.txt[cell] = c->code;
	return true;
}

static bool
type_lookup(struct sheet *s, size_t cell, const char *typed, struct findings *f)
{
	const char *reg = s->form->cells[cell].reg;
	const struct register_entry *e =
	    register_match(s->mem, sheet_entries(s, reg), typed);

	if (e == NULL) {
		finding(f, sheet_name(s->mem, cell),
		    _("%s: \"%.80s\" is not in the register %s, or more than "
		      "one entry is called so: choose one from the list."),
		    sheet_where(s->mem, s->form, cell), typed, reg);
		return false;
	}
	s->own.txt[cell] = e->code;
	s->own.label[cell] = e->label;
	return true;
}

/* Files come by a page of their own; here one can only be named again. */
static bool
type_file(struct sheet *s, size_t cell, const char *typed, struct findings *f)
{
	struct attach_ref ref;

	if (!attach_ref(s->mem, typed, &ref)) {
		finding(f, sheet_name(s->mem, cell), _("%s: attach a file."),
		    sheet_where(s->mem, s->form, cell));
		return false;
	}
	s->own.txt[cell] = typed;
	return true;
}

bool
sheet_type_kind(struct sheet *s, size_t cell, const char *typed,
    struct findings *f)
{
	size_t n = strlen(typed);

	while (n > 0 && strchr(" \t\r\n", typed[n - 1]) != NULL)
		n--;
	typed = str_ndup(s->mem, typed, n);
	switch (s->form->cells[cell].type) {
	case CELL_CHOICE:
		return type_choice(s, cell, typed, f);
	case CELL_LOOKUP:
		return type_lookup(s, cell, typed, f);
	default:
		return type_file(s, cell, typed, f);
	}
}

const char *
sheet_show_kind(struct arena *mem, const struct form *f, size_t cell,
    const struct figures *is)
{
	const struct cell *x = &f->cells[cell];
	const char *text = is->txt[cell] == NULL ? "" : is->txt[cell];
	const struct form_choice *c;

	switch (x->type) {
	case CELL_CHOICE:
		c = form_choice_get(x->choices, text);
		return c == NULL ? text : tr_pick(c->label_vi, c->label_en);
	case CELL_LOOKUP:
		return is->label != NULL && is->label[cell] != NULL ?
			   is->label[cell] :
			   text;
	case CELL_FILE:
		return attach_show(mem, text, false);
	default:
		return text;
	}
}

bool
sheet_row_empty(const struct form *f, const struct figures *is, size_t row)
{
	for (size_t i = row * f->ncol; i < (row + 1) * f->ncol; i++)
		if (sheet_enterable(f, i) &&
		    (is->num[i].dec != NULL || !str_empty(is->txt[i])))
			return false;
	return true;
}

bool
sheet_skips(const struct form *f, const struct figures *is, size_t row)
{
	return f->rows_kind == ROWS_LIST && form_row_fills(f, row) &&
	       sheet_row_empty(f, is, row);
}
