/* design_group.c - heads merged and taken apart, columns and rows in and out */
#include <string.h>
#include "base/ctx.h"
#include "core/design_part.h"

enum { ROW_DEPTH = 3, HEAD_LEN = 300 };

/* How far below `columns` it is; its ancestor `up` levels above. */
static size_t
level_of(const struct design *d, const struct xml *e)
{
	size_t n = 0;

	while ((e = design_parent(d, e)) != NULL && e != d->columns)
		n++;
	return n;
}

static struct xml *
above(const struct design *d, struct xml *e, size_t steps)
{
	while (steps-- > 0)
		e = design_parent(d, e);
	return e;
}

/* The two, or what holds them, side by side under one head. */
static void
same_level(const struct design *d, struct xml **a, struct xml **b)
{
	size_t x = level_of(d, *a), y = level_of(d, *b);

	*a = above(d, *a, x > y ? x - y : 0);
	*b = above(d, *b, y > x ? y - x : 0);
	while (design_parent(d, *a) != design_parent(d, *b)) {
		*a = design_parent(d, *a);
		*b = design_parent(d, *b);
	}
}

static bool
comes_after(const struct xml *a, const struct xml *b)
{
	for (; b != NULL; b = b->next)
		if (b == a)
			return true;
	return false;
}

/* From `first` to `last`, both children of `up`, into a head of their own. */
static struct xml *
gather(struct design *d, struct xml *up, struct xml *first, struct xml *last)
{
	struct xml *head = xml_new(d->mem, "group"), *tail = NULL, *next;

	xml_hang(up, xml_before(up, first), head);
	for (struct xml *k = first; k != NULL; k = next) {
		next = k == last ? NULL : k->next;
		xml_take(up, k);
		xml_hang(head, tail, k);
		tail = k;
	}
	return head;
}

bool
design_op_merge(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	struct place to = design_at(d, act->to == NULL ? act->place : act->to);
	struct xml *a = p->at, *b = to.at;

	if (to.kind != PLACE_COLUMN && to.kind != PLACE_HEAD)
		return design_no(d, f, *p,
		    _("Say up to which column the new head reaches; label"
		      " columns have none."));
	same_level(d, &a, &b);
	if (comes_after(a, b)) {
		struct xml *swap = a;
		a = b;
		b = swap;
	}
	struct xml *up = design_parent(d, a);
	if (up != d->columns && up->kids == a && b->next == NULL && a != b)
		return design_no(d, f, *p,
		    _("These columns have a head of their own already."));
	struct xml *head = gather(d, up, a, b);
	xml_set(d->mem, head, "title", str_empty(act->text) ? NULL : act->text);
	*p = design_place_of(head, false);
	return true;
}

bool
design_op_ungroup(struct design *d, const struct design_act *act,
    struct place *p, struct findings *f)
{
	struct xml *head = p->at, *up = design_parent(d, head), *last = head;
	struct xml *first = head->kids;

	(void)act;
	(void)f;
	while (head->kids != NULL) {
		struct xml *k = head->kids;
		xml_take(head, k);
		xml_hang(up, last, k);
		last = k;
	}
	xml_take(up, head);
	*p = first == NULL ?
		 (struct place){ .kind = PLACE_FORM, .at = d->form } :
		 design_place_of(first, false);
	return true;
}

/* Under the head at its left, else under that at its right. */
static bool
column_in(struct design *d, struct place *p, struct findings *f)
{
	struct xml *up = design_parent(d, p->at);
	struct xml *left = xml_before(up, p->at), *right = p->at->next;

	if (left != NULL && design_is(left, "group")) {
		struct xml *last = left->kids;
		while (last != NULL && last->next != NULL)
			last = last->next;
		xml_take(up, p->at);
		xml_hang(left, last, p->at);
		return true;
	}
	if (right == NULL || !design_is(right, "group"))
		return design_no(d, f, *p,
		    _("There is no merged head beside it. Merge columns"
		      " first."));
	xml_take(up, p->at);
	xml_hang(right, NULL, p->at);
	return true;
}

static bool
column_out(struct design *d, struct place *p, struct findings *f)
{
	struct xml *up = design_parent(d, p->at);

	if (up == d->columns)
		return design_no(d, f, *p, _("It is under no merged head."));
	struct xml *over = design_parent(d, up);
	bool first = up->kids == p->at && p->at->next != NULL;
	xml_take(up, p->at);
	xml_hang(over, first ? xml_before(over, up) : up, p->at);
	if (up->kids == NULL)
		xml_take(over, up);
	return true;
}

/* The row with its parts gets another code, and they theirs from it. */
static void
row_code(struct design *d, struct xml *row, const char *code)
{
	const char *was = design_text_of(row, "code");
	struct xml *end = design_last_part(row);

	for (struct xml *k = row->next; row != end && k != NULL;
	     k = k == end ? NULL : k->next)
		xml_set(d->mem, k, "code",
		    str_fmt(d->mem, "%s%s", code,
			design_text_of(k, "code") + strlen(was)));
	xml_set(d->mem, row, "code", code);
}

/* The row before it of that depth, no other less deep between. */
static struct xml *
row_of_depth(const struct design *d, const struct xml *row, size_t depth)
{
	struct xml *found = NULL;

	for (struct xml *k = d->rows->kids; k != row; k = k->next) {
		size_t deep = design_depth(design_text_of(k, "code"));
		if (design_is(k, "group") || deep < depth)
			found = NULL;
		else if (deep == depth)
			found = k;
	}
	return found;
}

static bool
row_in(struct design *d, struct place *p, struct findings *f)
{
	size_t depth = design_depth(design_text_of(p->at, "code"));
	struct xml *up = row_of_depth(d, p->at, depth);

	if (up == NULL || depth >= ROW_DEPTH)
		return design_no(d, f, *p,
		    _("There is no row above it that it could be a part of."));
	row_code(d, p->at,
	    design_code_after(d, true,
		str_fmt(d->mem, "%s.1", design_text_of(up, "code"))));
	return true;
}

static bool
row_out(struct design *d, struct place *p, struct findings *f)
{
	const char *code = design_text_of(p->at, "code");
	size_t depth = design_depth(code);

	if (depth == 0)
		return design_no(d, f, *p, _("It is a part of no other row."));
	const char *dot = strrchr(code, '.');
	row_code(d, p->at,
	    design_code_after(d, true,
		str_ndup(d->mem, code, (size_t)(dot - code))));
	return true;
}

bool
design_op_in(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	(void)act;
	return design_is_row(d, p->at) ? row_in(d, p, f) : column_in(d, p, f);
}

bool
design_op_out(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	(void)act;
	return design_is_row(d, p->at) ? row_out(d, p, f) : column_out(d, p, f);
}
