/* design_do.c - the table of what can be done to a form, and doing it */
#include <string.h>
#include "base/ctx.h"
#include "core/design_part.h"
#include "core/form_part.h"

#define ON(kind) (1u << (kind))
#define COLUMN ON(PLACE_COLUMN)
#define LABEL ON(PLACE_LABEL)
#define HEAD ON(PLACE_HEAD)
#define ROW ON(PLACE_ROW)
#define HEADING ON(PLACE_HEADING)
#define CELL ON(PLACE_CELL)
#define CHECK ON(PLACE_CHECK)
#define COLUMNS (COLUMN | LABEL | HEAD)
#define SUM ON(PLACE_SUM)
#define ROWS (ROW | HEADING | SUM)
#define ANY (ON(PLACE_FORM) | COLUMNS | ROWS | CELL | CHECK)

const struct design_op design_ops[] = {
	{ "set", N_("Save"), ON(PLACE_FORM) | COLUMNS | ROWS | CELL | CHECK,
	    false, design_op_set },
	{ "before", N_("Insert before"), COLUMNS | ROWS, true,
	    design_op_before },
	{ "after", N_("Insert after"), COLUMNS | ROWS, true, design_op_after },
	{ "heading", N_("Insert a heading above"), ROWS, true,
	    design_op_heading },
	{ "total", N_("Add a total"), COLUMN | HEAD | ROW | SUM, true,
	    design_op_total },
	{ "copy", N_("Duplicate"), COLUMNS | ROWS, true, design_op_copy },
	{ "paste", N_("Paste lines"), COLUMN | ROWS, true, design_op_paste },
	{ "back", N_("Move back"), COLUMNS | ROWS, true, design_op_back },
	{ "forth", N_("Move on"), COLUMNS | ROWS, true, design_op_forth },
	{ "in", N_("One level in"), COLUMN | HEAD | ROW, true, design_op_in },
	{ "out", N_("One level out"), COLUMN | HEAD | ROW, true,
	    design_op_out },
	{ "merge", N_("Merge heads"), COLUMN | HEAD, true, design_op_merge },
	{ "ungroup", N_("Take the head away"), HEAD, true, design_op_ungroup },
	{ "number", N_("Number from 1 on"), COLUMN | ROWS, true,
	    design_op_number },
	{ "none", N_("Nothing stands here"), CELL, false, design_op_none },
	{ "typed", N_("Typed here, whatever the column's formula"), CELL, false,
	    design_op_typed },
	{ "usual", N_("As its row and column say"), CELL, false,
	    design_op_usual },
	{ "settle", N_("Looked at: it is right"), ANY, false,
	    design_op_settle },
	{ "check", N_("Add a check"), ANY, false, design_op_check },
	{ "delete", N_("Delete"), COLUMNS | ROWS | CHECK, true,
	    design_op_delete },
};
const size_t design_nop = COUNT(design_ops);

const struct design_op *
design_op(const char *name)
{
	for (size_t i = 0; i < design_nop; i++)
		if (strcmp(design_ops[i].name, name) == 0)
			return &design_ops[i];
	return NULL;
}

/* Column codes of an attribute of a row: with one more, or without one. */
static void
name_column(struct design *d, const struct place *p, const char *attr,
    bool named)
{
	const char *code = design_text_of(p->col, "code");
	struct buf out = { .mem = d->mem, .max = 2000 };

	for (const char *s = design_text_of(p->at, attr); *s != '\0';) {
		size_t n = strcspn(s, " ");
		if (strlen(code) != n || memcmp(s, code, n) != 0)
			buf_fmt(&out, "%s%.*s", out.len > 0 ? " " : "", (int)n,
			    s);
		s += n + (s[n] == ' ');
	}
	if (named)
		buf_fmt(&out, "%s%s", out.len > 0 ? " " : "", code);
	xml_set(d->mem, p->at, attr, out.at);
}

const char *
design_bind_get(const struct design *d, struct place at)
{
	const char *code = design_text_of(at.col, "code");
	size_t c = strlen(code);

	for (const char *s = design_text_of(at.at, "bind"); *s != '\0';) {
		size_t n = strcspn(s, " ");
		if (n > c && s[c] == '=' && memcmp(s, code, c) == 0)
			return str_ndup(d->mem, s + c + 1, n - c - 1);
		s += n + (s[n] == ' ');
	}
	return "";
}

void
design_bind_set(struct design *d, struct place at, const char *item)
{
	const char *code = design_text_of(at.col, "code");
	size_t c = strlen(code);
	struct buf out = { .mem = d->mem, .max = 8000 };

	for (const char *s = design_text_of(at.at, "bind"); *s != '\0';) {
		size_t n = strcspn(s, " ");
		if (strcspn(s, " =") != c || memcmp(s, code, c) != 0)
			buf_fmt(&out, "%s%.*s", out.len > 0 ? " " : "", (int)n,
			    s);
		s += n + (s[n] == ' ');
	}
	if (*item != '\0')
		buf_fmt(&out, "%s%s=%s", out.len > 0 ? " " : "", code, item);
	xml_set(d->mem, at.at, "bind", out.at);
}

bool
design_op_none(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	(void)act;
	(void)f;
	name_column(d, p, "none", true);
	name_column(d, p, "entered", false);
	return true;
}

bool
design_op_typed(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	(void)act;
	(void)f;
	name_column(d, p, "none", false);
	name_column(d, p, "entered", true);
	return true;
}

bool
design_op_usual(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	(void)act;
	(void)f;
	name_column(d, p, "none", false);
	name_column(d, p, "entered", false);
	return true;
}

/* A check of the form, after the others; it says nothing yet. */
bool
design_op_check(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	struct line l = design_checks(d);
	struct xml *n = xml_new(d->mem, "check");
	const char *id = "K1";

	(void)act;
	(void)f;
	for (long i = 1, k = 0; k < (long)l.n;
	     i++, id = str_fmt(d->mem, "K%ld", i))
		for (k = 0; k < (long)l.n && strcmp(l.code[k], id) != 0; k++)
			;
	xml_set(d->mem, n, "id", id);
	if (d->checks == NULL) {
		d->checks = xml_new(d->mem, "checks");
		design_hang_in_order(d, d->checks);
	}
	xml_hang(d->checks, l.n > 0 ? l.at[l.n - 1] : NULL, n);
	*p = design_place_of(n, false);
	return true;
}

/* The importer's doubts about just this place. */
bool
design_op_settle(struct design *d, const struct design_act *act,
    struct place *p, struct findings *f)
{
	size_t n = 0;

	(void)act;
	(void)f;
	for (size_t i = 0; i < d->ndoubt; i++)
		if (d->doubts[i].at != p->at || d->doubts[i].col != p->col)
			d->doubts[n++] = d->doubts[i];
	d->ndoubt = n;
	return true;
}

/* What a form has at most: past that nobody could read it any more. */
static size_t
deep(const struct xml *e)
{
	size_t most = 0;

	for (const struct xml *k = e->kids; k != NULL; k = k->next) {
		size_t n = 1 + deep(k);
		most = n > most ? n : most;
	}
	return most;
}

static bool
too_large(const struct design *d, const struct codes *was, size_t was_deep)
{
	size_t cols = design_line(d, false).n, rows = design_line(d, true).n;
	size_t is_deep = deep(d->columns);

	return (cols > FORM_COLS && cols > was->cols.n) ||
	       (rows > FORM_ROWS && rows > was->rows.n) ||
	       (is_deep > FORM_HEAD_ROWS && is_deep > was_deep);
}

bool
design_do(struct design *d, const struct design_act *act, struct findings *f,
    const char **ret_place, const char **ret_detail)
{
	const struct design_op *op = design_op(act->op);
	struct place at = design_at(d, act->place);
	struct codes was;
	size_t was_deep;

	*ret_place = act->place;
	*ret_detail = "";
	if (op == NULL || at.kind == PLACE_NONE ||
	    !(op->kinds & 1u << at.kind)) {
		finding(f, act->place, "%s",
		    at.kind == PLACE_NONE ?
			_("There is no such place in the form.") :
			_("That cannot be done here."));
		return false;
	}
	*ret_detail = design_where(d, at);
	if (at.kind == PLACE_CELL && str_empty(design_attr(at.col, "code")))
		return design_no(d, f, at,
		    _("Give the column its printed code first."));
	design_codes_note(d, &was);
	was_deep = deep(d->columns);
	if (!op->run(d, act, &at, f))
		return false;
	if (too_large(d, &was, was_deep))
		return design_no(d, f, at,
		    str_fmt(d->mem,
			_("A form has at most %d columns, %d rows and %d rows"
			  " of heads."),
			FORM_COLS, FORM_ROWS, FORM_HEAD_ROWS));
	if (op->codes)
		design_codes_follow(d, &was);
	*ret_place = design_place(d, at.at, at.col);
	return true;
}
