/* design_total.c - totals of columns and rows, and lines pasted from a sheet */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/design_part.h"
#include "core/form_part.h"

/* What is added up: columns, in their order. */
struct terms {
	struct xml **at;
	size_t n;
};

static bool
is_total(const struct xml *e)
{
	return design_attr(e, "formula") != NULL;
}

static bool
adds_up(const struct xml *e)
{
	const char *type = design_type_of(e);

	return design_is_figure(type) && strcmp(type, "percent") != 0;
}

/* A head that has its own total counts by that. */
static void
column_terms(struct xml *e, struct terms *t)
{
	if (design_is(e, "column") && adds_up(e))
		t->at[t->n++] = e;
	if (!design_is(e, "group"))
		return;
	for (struct xml *k = e->kids; k != NULL; k = k->next)
		if (design_is(k, "column") && is_total(k)) {
			t->at[t->n++] = k;
			return;
		}
	for (struct xml *k = e->kids; k != NULL; k = k->next)
		column_terms(k, t);
}

static struct terms
terms_new(const struct design *d)
{
	return (struct terms){ .at = arena_alloc(d->mem,
				   (design_line(d, false).n + 1) *
				       sizeof(struct xml *)) };
}

static bool
put_total(struct design *d, struct xml *e, const struct terms *t,
    struct place *p)
{
	xml_set(d->mem, e, "formula",
	    design_sum_text(d, false, e, t->at, t->n));
	*p = design_place_of(e, false);
	return true;
}

/* The figures of a head, in a column of their own before them. */
static bool
head_total(struct design *d, struct place *p, struct findings *f)
{
	struct terms t = terms_new(d);

	for (struct xml *k = p->at->kids; k != NULL; k = k->next)
		column_terms(k, &t);
	if (t.n < 2)
		return design_no(d, f, *p,
		    _("There are no two columns of figures to add up."));
	struct xml *n = design_line_new(d, "column", "1", false);
	n->text = _("Total");
	xml_set(d->mem, n, "type", design_text_of(t.at[0], "type"));
	xml_set(d->mem, n, "decimals", design_attr(t.at[0], "decimals"));
	xml_hang(p->at, NULL, n);
	return put_total(d, n, &t, p);
}

/* From this column to another: in a column of their own before the first. */
static bool
columns_total(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	struct place to = design_at(d, act->to == NULL ? act->place : act->to);
	struct xml *up = design_parent(d, p->at), *end = to.at;
	struct terms t = terms_new(d);

	if (to.kind != PLACE_NONE)
		while (end != NULL && design_parent(d, end) != up)
			end = design_parent(d, end);
	if (to.kind == PLACE_NONE || end == NULL)
		return design_no(d, f, *p,
		    _("Say up to which column, under the same head."));
	for (struct xml *k = p->at; k != NULL; k = k->next) {
		column_terms(k, &t);
		if (k == end)
			break;
	}
	if (t.n < 2 || !adds_up(t.at[0]))
		return design_no(d, f, *p,
		    _("There are no two columns of figures to add up."));
	struct xml *n = design_line_new(d, "column",
	    design_text_of(t.at[0], "code"), false);
	n->text = _("Total");
	xml_set(d->mem, n, "type", design_text_of(t.at[0], "type"));
	xml_set(d->mem, n, "decimals", design_attr(t.at[0], "decimals"));
	xml_hang(up, xml_before(up, p->at), n);
	return put_total(d, n, &t, p);
}

/*
 * Below the row, and its parts: what its group adds up to.  Below a sub-total,
 * or where there are no headings and one is there already: all of the table.
 */
static bool
row_total(struct design *d, struct place *p)
{
	struct xml *n =
	    design_line_new(d, "subtotal", design_text_of(p->at, "code"), true);
	bool all = design_is(p->at, "subtotal");

	n->text = all ? _("Grand total") : _("Sub-total");
	xml_set(d->mem, n, "of", all ? "all" : NULL);
	xml_hang(d->rows, design_last_part(p->at), n);
	*p = design_place_of(n, true);
	return true;
}

bool
design_op_total(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	if (p->kind == PLACE_ROW || p->kind == PLACE_SUM)
		return row_total(d, p);
	if (p->kind == PLACE_HEAD && act->to == NULL)
		return head_total(d, p, f);
	return columns_total(d, act, p, f);
}

/* The next field of a line of a sheet: up to a tab; NULL: there is none. */
static const char *
field(struct arena *mem, const char **s)
{
	size_t n = strcspn(*s, "\t\n");
	const char *v;

	if (**s == '\0' || **s == '\n')
		return NULL;
	while (n > 0 && (**s == ' ' || **s == '\r')) {
		(*s)++;
		n--;
	}
	v = *s;
	*s += n;
	while (n > 0 && (v[n - 1] == ' ' || v[n - 1] == '\r'))
		n--;
	if (**s == '\t')
		(*s)++;
	return str_ndup(mem, v, n);
}

/* Letters, digits and points, as printed codes are. */
static bool
looks_like_code(const char *s)
{
	static const char ok[] = "0123456789.ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "abcdefghijklmnopqrstuvwxyz";
	size_t n = strlen(s);

	return n > 0 && n <= 12 && strspn(s, ok) == n;
}

static bool
code_used(const struct design *d, bool rows, const char *code)
{
	struct line l = design_line(d, rows);

	for (size_t i = 0; i < l.n; i++)
		if (strcmp(l.code[i], code) == 0)
			return true;
	return false;
}

/*
 * One line: label; code and label; code, label and unit of measure.  Columns
 * have no unit of measure of their own in a sheet's head.
 */
static struct xml *
pasted(struct design *d, const char **s, const struct xml *like, bool rows)
{
	const char *a = field(d->mem, s), *b = field(d->mem, s);
	const char *c = field(d->mem, s);
	const char *name = rows ? "row" : "column", *type;
	const char *after = design_text_of(like, "code");
	struct xml *n = design_line_new(d, name, after, rows);

	*s += strcspn(*s, "\n");
	*s += **s == '\n';
	if (str_empty(a) && str_empty(b))
		return NULL;
	type = design_attr(like, "type");
	xml_set(d->mem, n, "type", type == NULL && !rows ? "integer" : type);
	xml_set(d->mem, n, "decimals", design_attr(like, "decimals"));
	n->text = str_empty(b) ? a : b;
	if (!str_empty(b) && looks_like_code(a) && !code_used(d, rows, a))
		xml_set(d->mem, n, "code", a);
	if (rows && !str_empty(c) && utf8_len(c) <= 40)
		xml_set(d->mem, n, "measure", c);
	return n;
}

bool
design_op_paste(struct design *d, const struct design_act *act, struct place *p,
    struct findings *f)
{
	bool rows = design_is_row(d, p->at);
	struct xml *up = design_parent(d, p->at), *last = p->at, *like = p->at;
	const char *s = act->text == NULL ? "" : act->text;
	size_t n = 0;

	if (rows && design_is(last, "row"))
		last = design_last_part(last);
	while (*s != '\0') {
		struct xml *k = pasted(d, &s, like, rows);
		if (k == NULL)
			continue;
		if (++n > FORM_ROWS)
			break;
		xml_hang(up, last, k);
		last = like = k;
	}
	if (last == p->at)
		return design_no(d, f, *p,
		    _("There is nothing to paste: one line for each, as copied"
		      " from a sheet."));
	*p = design_place_of(last, rows);
	return true;
}

bool
design_op_number(struct design *d, const struct design_act *act,
    struct place *p, struct findings *f)
{
	(void)act;
	(void)f;
	design_codes_number(d,
	    p->kind == PLACE_ROW || p->kind == PLACE_HEADING);
	return true;
}
