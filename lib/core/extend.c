/* extend.c - a common form with a unit's own rows below it */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/extend.h"
#include "io/secret.h"
#include "io/xml.h"

enum { LABEL_MAX = 300, MEASURE_MAX = 40, DECIMALS_MAX = 10, HASH = 8 };

static const char *
type_name(enum cell_type t)
{
	return t == CELL_INTEGER ? "integer" :
	       t == CELL_DECIMAL ? "decimal" :
	       t == CELL_PERCENT ? "percent" :
				   NULL;
}

static const char *
at(struct arena *mem, const char *field, size_t i)
{
	return str_fmt(mem, "%s%zu", field, i);
}

static bool
row_check(struct arena *mem, const struct own_row *r, size_t i,
    struct findings *f)
{
	size_t before = f->nerror;

	if (utf8_blank(r->label) || utf8_len(r->label) > LABEL_MAX)
		finding(f, at(mem, "label", i),
		    _("Say what row %zu counts, in at most %d characters."),
		    i + 1, LABEL_MAX);
	if (utf8_len(r->measure) > MEASURE_MAX)
		finding(f, at(mem, "measure", i),
		    _("The unit of measure has at most %d characters."),
		    MEASURE_MAX);
	if (type_name(r->type) == NULL || r->decimals < 0 ||
	    r->decimals > DECIMALS_MAX)
		finding(f, at(mem, "type", i),
		    _("An own row is a whole number, a decimal number or a"
		      " percentage with at most %d decimals."),
		    DECIMALS_MAX);
	return f->nerror == before;
}

static const char *
key_of(struct arena *mem, const struct own_row *r)
{
	return str_fmt(mem, "%s|%s|%d|%ld", utf8_key(mem, r->label, true),
	    utf8_key(mem, r->measure, true), (int)r->type, r->decimals);
}

/* The same words twice would be one item in two places. */
static bool
rows_check(struct arena *mem, const struct own_rows *rows, struct findings *f)
{
	size_t before = f->nerror;

	if (rows->n == 0 || rows->n > EXTEND_ROWS)
		finding(f, "form", _("Give 1 to %d rows of your own."),
		    EXTEND_ROWS);
	for (size_t i = 0; i < rows->n && f->nerror == before; i++) {
		if (!row_check(mem, &rows->at[i], i, f))
			continue;
		for (size_t j = 0; j < i; j++)
			if (str_eq(key_of(mem, &rows->at[i]),
				key_of(mem, &rows->at[j])))
				finding(f, at(mem, "label", i),
				    _("Rows %zu and %zu ask for the same."),
				    j + 1, i + 1);
	}
	return f->nerror == before;
}

static const char *
item_of(struct arena *mem, const char *prefix, const struct own_row *r)
{
	const char *key = key_of(mem, r);

	return str_fmt(mem, "%s.%.*s", prefix, HASH,
	    secret_sha256(mem, key, strlen(key)));
}

static struct xml *
row_element(struct arena *mem, const char *prefix, const struct own_row *r,
    size_t i)
{
	struct xml *e = xml_new(mem, "row");

	xml_set(mem, e, "code", str_fmt(mem, EXTEND_GROUP "%zu", i + 1));
	if (!str_empty(r->measure))
		xml_set(mem, e, "measure", r->measure);
	xml_set(mem, e, "type", type_name(r->type));
	if (r->type != CELL_INTEGER)
		xml_set(mem, e, "decimals", str_long(mem, r->decimals));
	xml_set(mem, e, "item", item_of(mem, prefix, r));
	e->text = r->label;
	return e;
}

static struct xml *
last_kid(struct xml *e)
{
	struct xml *k = e->kids;

	while (k != NULL && k->next != NULL)
		k = k->next;
	return k;
}

static void
add_rows(struct arena *mem, struct xml *to, const char *prefix,
    const struct own_rows *rows)
{
	struct xml *last = last_kid(to), *e = xml_new(mem, "group");

	xml_set(mem, e, "code", EXTEND_GROUP);
	e->text = "CHỈ TIÊU RIÊNG CỦA ĐƠN VỊ";
	xml_hang(to, last, e);
	for (size_t i = 0; i < rows->n; i++) {
		struct xml *row = row_element(mem, prefix, &rows->at[i], i);
		xml_hang(to, e, row);
		e = row;
	}
}

/* The tree of a form that may be extended; else NULL, and a finding. */
static struct xml *
base_tree(struct arena *mem, const char *xml, struct findings *f,
    struct form *ret_form)
{
	struct xml *root;

	if (!form_read(mem, xml, strlen(xml), f, ret_form) ||
	    !xml_read(mem, xml, strlen(xml), f, &root))
		return NULL;
	if (ret_form->extendable && ret_form->rows_kind == ROWS_FIXED)
		return root;
	finding(f, "form", _("This form takes no rows of a unit's own."));
	return NULL;
}

bool
extend_form(struct arena *mem, const char *base_xml, const char *version,
    const char *prefix, const struct own_rows *rows, struct findings *f,
    const char **ret_xml)
{
	struct buf text = { .mem = mem, .max = XML_BYTES };
	struct form base, form;
	struct xml *root = base_tree(mem, base_xml, f, &base);

	if (root == NULL || !rows_check(mem, rows, f))
		return false;
	xml_set(mem, root, "version", version);
	add_rows(mem, xml_next(root, "rows", NULL), prefix, rows);
	xml_canon(&text, root);
	if (text.full) {
		finding(f, "form", _("The form has become too large."));
		return false;
	}
	*ret_xml = text.at;
	return form_read(mem, text.at, text.len, f, &form) &&
	       extend_keeps(&base, &form);
}

void
extend_rows(struct arena *mem, const struct form *base,
    const struct form *extension, struct own_rows *ret)
{
	*ret = (struct own_rows){ .at = arena_alloc(mem,
				      EXTEND_ROWS * sizeof *ret->at) };
	for (size_t i = base->nrow; i < extension->nrow; i++) {
		const struct row *r = &extension->rows[i];
		if (r->group || ret->n == EXTEND_ROWS)
			continue;
		ret->at[ret->n++] = (struct own_row){ .label = r->label,
			.measure = r->measure == NULL ? "" : r->measure,
			.type = r->type,
			.decimals = r->decimals };
	}
}

static bool
same_cell(const struct cell *a, const struct cell *b)
{
	return a->type == b->type && a->decimals == b->decimals &&
	       a->sums == b->sums && a->required == b->required &&
	       str_eq(a->item, b->item) && str_eq(a->measure, b->measure) &&
	       str_eq(a->computed == NULL ? NULL : a->computed->text,
		   b->computed == NULL ? NULL : b->computed->text) &&
	       a->ncheck == b->ncheck;
}

bool
extend_keeps(const struct form *base, const struct form *extension)
{
	if (base->ncol != extension->ncol || base->nrow > extension->nrow)
		return false;
	for (size_t i = 0; i < base->ncol; i++)
		if (!str_eq(base->cols[i].code, extension->cols[i].code))
			return false;
	for (size_t i = 0; i < base->nrow; i++)
		if (!str_eq(base->rows[i].code, extension->rows[i].code) ||
		    !str_eq(base->rows[i].label, extension->rows[i].label))
			return false;
	for (size_t i = 0; i < base->ncell; i++)
		if (!same_cell(&base->cells[i], &extension->cells[i]))
			return false;
	return true;
}
