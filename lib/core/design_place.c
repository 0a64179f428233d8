/* design_place.c - names of the places of a form, and what is there */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "core/design_part.h"

bool
design_is(const struct xml *e, const char *name)
{
	return strcmp(e->name, name) == 0;
}

const char *
design_attr(const struct xml *e, const char *name)
{
	for (size_t i = 0; i < e->nattr; i++)
		if (strcmp(e->attrs[i].name, name) == 0)
			return e->attrs[i].value;
	return NULL;
}

const char *
design_text_of(const struct xml *e, const char *name)
{
	const char *v = design_attr(e, name);

	return v == NULL ? "" : v;
}

/* The next column (or merged head) of the tree that *n counts down to. */
static struct xml *
find(struct xml *above, bool head, long *n)
{
	for (struct xml *k = above->kids; k != NULL; k = k->next) {
		bool group = design_is(k, "group");
		if (group == head && (*n)-- == 0)
			return k;
		struct xml *found = group ? find(k, head, n) : NULL;
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* Its number among columns (or merged heads); false: it is not below. */
static bool
count(const struct xml *above, const struct xml *what, bool head, long *n)
{
	for (const struct xml *k = above->kids; k != NULL; k = k->next) {
		bool group = design_is(k, "group");
		if (k == what)
			return true;
		*n += group == head;
		if (group && count(k, what, head, n))
			return true;
	}
	return false;
}

struct xml *
design_col(const struct design *d, long i)
{
	return i < 0 ? NULL : find(d->columns, false, &i);
}

struct xml *
design_row(const struct design *d, long i)
{
	struct xml *k = d->fixed ? d->rows->kids : NULL;

	while (k != NULL && i-- > 0)
		k = k->next;
	return k;
}

/* "12" at *s, and past it; -1: there is no such number. */
static long
number(const char **s)
{
	size_t n = strspn(*s, "0123456789");
	long ret = 0;

	if (n == 0 || n > 6)
		return -1;
	for (; n > 0; n--, (*s)++)
		ret = 10 * ret + (**s - '0');
	return ret;
}

static struct place
at_column(struct xml *e)
{
	if (e == NULL)
		return (struct place){ .kind = PLACE_NONE };
	return (struct place){ .kind = design_is(e, "label") ? PLACE_LABEL :
							       PLACE_COLUMN,
		.at = e };
}

struct place
design_place_of(const struct xml *e, bool row)
{
	bool group = design_is(e, "group");
	struct place p = { .at = (struct xml *)(uintptr_t)e };

	if (design_is(e, "check"))
		p.kind = PLACE_CHECK;
	else if (row && design_is(e, "subtotal"))
		p.kind = PLACE_SUM;
	else if (row)
		p.kind = group ? PLACE_HEADING : PLACE_ROW;
	else if (design_is(e, "label"))
		p.kind = PLACE_LABEL;
	else
		p.kind = group ? PLACE_HEAD : PLACE_COLUMN;
	return p;
}

static struct place
at_row(const struct design *d, const char *s)
{
	long row = number(&s);
	struct xml *e = row < 0 ? NULL : design_row(d, row), *col;
	const struct place none = { .kind = PLACE_NONE };

	if (e == NULL)
		return none;
	if (*s == '\0')
		return design_place_of(e, true);
	if (*s++ != 'c' || design_is(e, "group"))
		return none;
	col = design_col(d, number(&s));
	if (col == NULL || *s != '\0' || design_is(col, "label"))
		return none;
	return (struct place){ .kind = PLACE_CELL, .at = e, .col = col };
}

struct place
design_at(const struct design *d, const char *place)
{
	const struct place none = { .kind = PLACE_NONE };
	const char *s = place + (*place != '\0');
	long n;

	if (strcmp(place, "form") == 0)
		return (struct place){ .kind = PLACE_FORM, .at = d->form };
	if (*place == 'r')
		return at_row(d, s);
	if (*place != 'c' && *place != 'g' && *place != 'k')
		return none;
	n = number(&s);
	if (n < 0 || *s != '\0')
		return none;
	if (*place == 'k') {
		struct line l = design_checks(d);
		return n < (long)l.n ? design_place_of(l.at[n], false) : none;
	}
	if (*place == 'c')
		return at_column(design_col(d, n));
	struct xml *head = find(d->columns, true, &n);
	return head == NULL ? none :
			      (struct place){ .kind = PLACE_HEAD, .at = head };
}

const char *
design_place(const struct design *d, const struct xml *at,
    const struct xml *col)
{
	long n = 0, row = 0;
	bool head = at != NULL && design_is(at, "group");

	if (at != NULL && design_is(at, "check")) {
		struct line l = design_checks(d);
		return str_fmt(d->mem, "k%ld", design_in_line(&l, at));
	}
	if (at != NULL && count(d->columns, at, head, &n))
		return str_fmt(d->mem, head ? "g%ld" : "c%ld", n);
	for (const struct xml *k = d->rows->kids; d->fixed && k != NULL;
	     k = k->next) {
		if (k != at) {
			row++;
			continue;
		}
		n = 0;
		if (col != NULL && count(d->columns, col, false, &n))
			return str_fmt(d->mem, "r%ldc%ld", row, n);
		return str_fmt(d->mem, "r%ld", row);
	}
	return "form";
}

static const char *
code(const struct xml *e)
{
	const char *v = design_attr(e, "code");

	return v == NULL ? "?" : v;
}

const char *
design_where(const struct design *d, struct place p)
{
	switch (p.kind) {
	case PLACE_COLUMN:
	case PLACE_LABEL:
		return str_fmt(d->mem, _("Column %s"), code(p.at));
	case PLACE_HEAD: {
		const char *title = design_attr(p.at, "title");
		return str_fmt(d->mem, _("Merged head \"%s\""),
		    title == NULL ? "" : title);
	}
	case PLACE_ROW:
		return str_fmt(d->mem, _("Row %s"), code(p.at));
	case PLACE_CHECK:
		return str_fmt(d->mem, _("Check %s"),
		    design_text_of(p.at, "id"));
	case PLACE_SUM:
		return str_fmt(d->mem, _("Sub-total %s"), code(p.at));
	case PLACE_HEADING:
		return str_fmt(d->mem, _("Heading %s"), code(p.at));
	case PLACE_CELL:
		return str_fmt(d->mem, _("Row %s, column %s"), code(p.at),
		    code(p.col));
	default:
		return _("The form");
	}
}

/* The one element of the line, or head, that has the name; NULL: not one. */
static struct xml *
only_line(const struct design *d, bool rows, const struct xml *like)
{
	bool check = design_is(like, "check");
	const char *want = design_text_of(like, check ? "id" : "code");
	struct line l = check ? design_checks(d) : design_line(d, rows);
	struct xml *found = NULL;

	for (size_t i = 0; i < l.n; i++)
		if (strcmp(l.code[i], want) == 0 &&
		    strcmp(l.at[i]->name, like->name) == 0) {
			if (found != NULL)
				return NULL;
			found = l.at[i];
		}
	return *want == '\0' ? NULL : found;
}

static struct xml *
only_head(const struct design *d, const struct xml *like)
{
	const char *want = design_text_of(like, "title");
	struct xml *found = NULL, *e;

	for (long i = 0;; i++) {
		long n = i;
		if ((e = find(d->columns, true, &n)) == NULL)
			return *want == '\0' ? NULL : found;
		if (strcmp(design_text_of(e, "title"), want) != 0)
			continue;
		if (found != NULL)
			return NULL;
		found = e;
	}
}

const char *
design_same_place(const struct design *was, const char *place,
    const struct design *is)
{
	struct place old = design_at(was, place);
	struct xml *e = NULL, *col = NULL;

	if (old.kind == PLACE_FORM)
		return "form";
	if (old.kind == PLACE_HEAD)
		e = only_head(is, old.at);
	else if (old.kind != PLACE_NONE)
		e = only_line(is, design_is_row(was, old.at), old.at);
	if (old.kind == PLACE_CELL)
		col = only_line(is, false, old.col);
	if (e == NULL || (old.kind == PLACE_CELL && col == NULL))
		return NULL;
	return design_place(is, e, col);
}
