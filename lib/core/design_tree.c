/* design_tree.c - columns, merged heads and rows: put in, moved, taken out */
#include <string.h>
#include "base/ctx.h"
#include "core/design_part.h"

bool
design_is_row(const struct design *d, const struct xml *e)
{
	for (const struct xml *k = design_row(d, 0); k != NULL; k = k->next)
		if (k == e)
			return true;
	return false;
}

bool
design_no(const struct design *d, struct findings *f, struct place p,
    const char *why)
{
	finding(f, design_place(d, p.at, p.col), "%s", why);
	return false;
}

struct xml *
design_parent(const struct design *d, const struct xml *e)
{
	struct xml *in_columns = xml_parent(d->columns, e);

	if (design_is(e, "check"))
		return d->checks;
	return in_columns != NULL ? in_columns : xml_parent(d->rows, e);
}

struct xml *
design_last_part(struct xml *row)
{
	size_t depth = design_depth(design_text_of(row, "code"));

	while (row->next != NULL && design_is(row->next, "row") &&
	       design_depth(design_text_of(row->next, "code")) > depth)
		row = row->next;
	return row;
}

struct xml *
design_line_new(struct design *d, const char *name, const char *like, bool rows)
{
	struct xml *e = xml_new(d->mem, name);

	xml_set(d->mem, e, "code", design_code_after(d, rows, like));
	return e;
}

/* Another one of the kind, with the type of its neighbour. */
static struct xml *
sibling(struct design *d, const struct xml *e, bool row)
{
	static const char *const same[] = { "type", "decimals", "role" };
	bool head = !row && design_is(e, "group");
	const char *name = design_is(e, "subtotal") ? "row" : e->name;
	struct xml *n = design_line_new(d, head ? "column" : name,
	    head ? "1" : design_text_of(e, "code"), row);

	for (size_t i = 0; i < COUNT(same); i++)
		xml_set(d->mem, n, same[i], design_attr(e, same[i]));
	if (head || (design_is(n, "column") && design_attr(n, "type") == NULL))
		xml_set(d->mem, n, "type", "integer");
	return n;
}

bool
design_op_before(struct design *d, const struct design_act *act,
    struct place *p, struct findings *f)
{
	struct xml *up = design_parent(d, p->at);
	struct xml *n = sibling(d, p->at, design_is_row(d, p->at));

	(void)act;
	(void)f;
	xml_hang(up, xml_before(up, p->at), n);
	*p = design_place_of(n, design_is_row(d, n));
	return true;
}

bool
design_op_after(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	bool row = design_is_row(d, p->at);
	struct xml *n = sibling(d, p->at, row), *after = p->at;

	(void)act;
	(void)f;
	if (row && design_is(p->at, "row"))
		after = design_last_part(p->at);
	xml_hang(design_parent(d, p->at), after, n);
	*p = design_place_of(n, row);
	return true;
}

/* The code of the last heading, for the next one. */
static const char *
last_heading(const struct design *d)
{
	const char *code = "";

	for (const struct xml *k = d->rows->kids; k != NULL; k = k->next)
		if (design_is(k, "group"))
			code = design_text_of(k, "code");
	return code;
}

/* A heading above the row; the first row of all may be the form's. */
bool
design_op_heading(struct design *d, const struct design_act *act,
    struct place *p, struct findings *f)
{
	const char *code = last_heading(d);
	struct xml *n = *code == '\0' ? xml_new(d->mem, "group") :
					design_line_new(d, "group", code, true);

	(void)act;
	(void)f;
	if (*code == '\0')
		xml_set(d->mem, n, "code", "I");
	xml_hang(d->rows, xml_before(d->rows, p->at), n);
	*p = design_place_of(n, true);
	return true;
}

/* Columns of a copy, or the row itself. */
static void
lines_of(struct xml *e, struct line *l)
{
	if (design_attr(e, "code") != NULL) {
		l->at[l->n] = e;
		l->code[l->n++] = design_text_of(e, "code");
	}
	for (struct xml *k = e->kids; k != NULL; k = k->next)
		lines_of(k, l);
}

/* Codes and items of a copy are its own; its formulas read itself. */
static void
renew(struct design *d, struct xml *copy, bool row)
{
	size_t most = design_line(d, row).n;
	struct line was = { .at = arena_alloc(d->mem, most * sizeof *was.at),
		.code = arena_alloc(d->mem, most * sizeof *was.code) };

	lines_of(copy, &was);
	struct line is = was;
	is.code = arena_alloc(d->mem, was.n * sizeof *is.code);
	for (size_t i = 0; i < was.n; i++) {
		is.code[i] = design_code_after(d, row, was.code[i]);
		xml_set(d->mem, is.at[i], "code", is.code[i]);
		xml_set(d->mem, is.at[i], "item", NULL);
		xml_set(d->mem, is.at[i], "bind", NULL);
	}
	for (size_t i = 0; i < is.n; i++)
		design_follow(d, is.at[i], row, &was, &is);
}

bool
design_op_copy(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	bool row = design_is_row(d, p->at);
	struct xml *n = xml_copy(d->mem, p->at), *after = p->at;

	(void)act;
	(void)f;
	if (row && design_is(p->at, "row"))
		after = design_last_part(p->at);
	xml_hang(design_parent(d, p->at), after, n);
	renew(d, n, row);
	*p = design_place_of(n, row);
	return true;
}

static bool
is_named(const struct design *d, bool rows, const struct xml *e,
    const struct xml *gone, struct findings *f)
{
	const char *formula;
	const struct xml *by = design_named_by(d, rows, e, gone, &formula);

	if (by != NULL) {
		finding(f, design_place(d, e, NULL),
		    _("%s is used by %s in the formula \"%s\". Change that"
		      " formula first."),
		    design_where(d, design_place_of(e, rows)),
		    design_where(d, design_place_of(by, rows)), formula);
		return true;
	}
	for (const struct xml *k = e->kids; k != NULL; k = k->next)
		if (is_named(d, rows, k, gone, f))
			return true;
	return false;
}

/* What was doubtful of it is no longer there. */
static void
forget_doubts(struct design *d, const struct xml *e)
{
	size_t n = 0;

	for (size_t i = 0; i < d->ndoubt; i++)
		if (d->doubts[i].at != e && d->doubts[i].col != e)
			d->doubts[n++] = d->doubts[i];
	d->ndoubt = n;
	for (const struct xml *k = e->kids; k != NULL; k = k->next)
		forget_doubts(d, k);
}

bool
design_op_delete(struct design *d, const struct design_act *act,
    struct place *p, struct findings *f)
{
	bool row = design_is_row(d, p->at);
	struct xml *up = design_parent(d, p->at), *next = p->at->next;
	struct xml *before = xml_before(up, p->at);

	(void)act;
	if (is_named(d, row, p->at, p->at, f))
		return false;
	forget_doubts(d, p->at);
	xml_take(up, p->at);
	if (up == d->checks && up->kids == NULL) {
		xml_take(d->form, d->checks);
		d->checks = NULL;
		*p = (struct place){ .kind = PLACE_FORM, .at = d->form };
		return true;
	}
	if (next == NULL)
		next = before;
	while (next == NULL && up != d->columns && up != d->rows &&
	       up != d->checks) {
		struct xml *empty = up;
		up = design_parent(d, empty);
		next =
		    empty->next != NULL ? empty->next : xml_before(up, empty);
		xml_take(up, empty);
	}
	*p = next == NULL ?
		 (struct place){ .kind = PLACE_FORM, .at = d->form } :
		 design_place_of(next, row);
	return true;
}

/* First the labels, then the figures. */
static bool
may_stand(const struct xml *left, const struct xml *right)
{
	return !design_is(right, "label") || design_is(left, "label");
}

/* A row goes with its parts, past the parts of the other. */
static bool
swap_rows(struct design *d, struct xml *first, struct xml *second)
{
	struct xml *end = design_last_part(first),
		   *tail = design_last_part(second);
	struct xml *before = xml_before(d->rows, first), *rest = tail->next;

	end->next = rest;
	tail->next = first;
	if (before == NULL)
		d->rows->kids = second;
	else
		before->next = second;
	return true;
}

/* The row before it of the same depth, if nothing less deep is between. */
static struct xml *
row_before(struct design *d, struct xml *row)
{
	size_t depth = design_depth(design_text_of(row, "code"));
	struct xml *found = NULL;

	for (struct xml *k = d->rows->kids; k != row; k = k->next) {
		size_t deep = design_depth(design_text_of(k, "code"));
		if (deep == depth || design_is(k, "group"))
			found = k;
		else if (deep < depth)
			found = NULL;
	}
	return found;
}

static bool
row_back(struct design *d, struct place *p, struct findings *f)
{
	struct xml *before = design_is(p->at, "group") ?
				 xml_before(d->rows, p->at) :
				 row_before(d, p->at);

	if (before == NULL)
		return design_no(d, f, *p, _("It is the first one already."));
	if (design_is(p->at, "group") || design_is(before, "group")) {
		xml_take(d->rows, before);
		xml_hang(d->rows,
		    design_is(p->at, "group") ? p->at : design_last_part(p->at),
		    before);
		return true;
	}
	return swap_rows(d, before, p->at);
}

bool
design_op_back(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	struct xml *up = design_parent(d, p->at),
		   *before = xml_before(up, p->at);

	(void)act;
	if (design_is_row(d, p->at))
		return row_back(d, p, f);
	if (before == NULL && up != d->columns) {
		struct xml *over = design_parent(d, up);
		if (up->kids->next == NULL)
			return design_no(d, f, *p,
			    _("It is the only column under its head: take the"
			      " head away instead."));
		xml_take(up, p->at);
		xml_hang(over, xml_before(over, up), p->at);
		return true;
	}
	if (before == NULL)
		return design_no(d, f, *p, _("It is the first one already."));
	if (!may_stand(p->at, before))
		return design_no(d, f, *p,
		    _("Label columns come before all others."));
	xml_take(up, before);
	xml_hang(up, p->at, before);
	return true;
}

static bool
row_forth(struct design *d, struct place *p, struct findings *f)
{
	struct xml *end =
	    design_is(p->at, "group") ? p->at : design_last_part(p->at);
	struct xml *next = end->next;

	if (next == NULL ||
	    (design_is(next, "row") && design_is(p->at, "row") &&
		design_depth(design_text_of(next, "code")) <
		    design_depth(design_text_of(p->at, "code"))))
		return design_no(d, f, *p, _("It is the last one already."));
	if (design_is(p->at, "group") || design_is(next, "group")) {
		xml_take(d->rows, next);
		xml_hang(d->rows, xml_before(d->rows, p->at), next);
		return true;
	}
	return swap_rows(d, p->at, next);
}

bool
design_op_forth(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	struct xml *up = design_parent(d, p->at), *next = p->at->next;

	(void)act;
	if (design_is_row(d, p->at))
		return row_forth(d, p, f);
	if (next == NULL && up != d->columns) {
		if (up->kids == p->at)
			return design_no(d, f, *p,
			    _("It is the only column under its head: take the"
			      " head away instead."));
		xml_take(up, p->at);
		xml_hang(design_parent(d, up), up, p->at);
		return true;
	}
	if (next == NULL)
		return design_no(d, f, *p, _("It is the last one already."));
	if (!may_stand(next, p->at))
		return design_no(d, f, *p,
		    _("Label columns come before all others."));
	xml_take(up, p->at);
	xml_hang(up, next, p->at);
	return true;
}
