/* design.c - a form's XML as a tree that can be drawn on, and its places */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "core/design_part.h"
#include "io/json.h"
#include "io/json_read.h"

enum { DOUBTS_MAX = 256 << 10 };

static struct xml *
child(const struct xml *e, const char *name)
{
	struct xml *k = e->kids;

	while (k != NULL && !design_is(k, name))
		k = k->next;
	return k;
}

const char *
design_blank(struct arena *mem, const char *number)
{
	struct design d = { .mem = mem, .form = xml_new(mem, "form") };
	struct xml *label = xml_new(mem, "label");
	struct xml *column = xml_new(mem, "column"), *row = xml_new(mem, "row");
	struct buf out = { .mem = mem, .max = XML_BYTES };

	d.columns = xml_new(mem, "columns");
	d.rows = xml_new(mem, "rows");
	xml_set(mem, d.form, "number", number);
	xml_set(mem, d.form, "version", "1");
	xml_set(mem, label, "code", "A");
	xml_set(mem, label, "role", "label");
	xml_set(mem, column, "code", "1");
	xml_set(mem, column, "type", "integer");
	xml_set(mem, d.rows, "kind", "fixed");
	xml_set(mem, row, "code", "1");
	xml_hang(d.form, NULL, d.rows);
	xml_hang(d.form, NULL, d.columns);
	xml_hang(d.columns, NULL, column);
	xml_hang(d.columns, NULL, label);
	xml_hang(d.rows, NULL, row);
	xml_lines(&out, d.form);
	return out.at;
}

static struct xml *
need(struct design *d, const char *name)
{
	struct xml *k = child(d->form, name), *last = d->form->kids;

	if (k != NULL)
		return k;
	while (last != NULL && last->next != NULL)
		last = last->next;
	k = xml_new(d->mem, name);
	xml_hang(d->form, last, k);
	return k;
}

/* A place that is not there (any more) is the form's. */
static void
doubt_add(struct design *d, const struct node *n)
{
	struct doubt *x = &d->doubts[d->ndoubt];
	const char *place = node_text(n, "place");

	*x = (struct doubt){ .place = place == NULL ? "form" : place,
		.source = node_text(n, "source"),
		.text = node_text(n, "text"),
		.remark = node_long(n, "remark") == 1 };
	struct place at = design_at(d, x->place);
	x->at = at.kind == PLACE_NONE ? d->form : at.at;
	x->col = at.col;
	if (x->text != NULL)
		d->ndoubt++;
}

static bool
doubts_read(struct design *d, const char *json, struct findings *f)
{
	const char *why;
	struct node *all;
	size_t n = 0;

	if (json == NULL)
		return true;
	if (!json_read(d->mem, json, &all, &why)) {
		finding(f, "form", _("The importer's notes cannot be read: %s"),
		    why);
		return false;
	}
	for (struct node *k = all->first; k != NULL; k = k->next)
		n++;
	d->doubts = arena_alloc(d->mem, n * sizeof *d->doubts);
	for (struct node *k = all->first; k != NULL; k = k->next)
		doubt_add(d, k);
	return true;
}

bool
design_read(struct arena *mem, const char *xml, const char *doubts,
    struct findings *f, struct design *ret)
{
	*ret = (struct design){ .mem = mem };
	if (!xml_read(mem, xml, strlen(xml), f, &ret->form))
		return false;
	if (!design_is(ret->form, "form")) {
		finding(f, "form",
		    _("The file begins with <%.40s>, not with <%s>."),
		    ret->form->name, "form");
		return false;
	}
	ret->columns = need(ret, "columns");
	ret->rows = need(ret, "rows");
	ret->checks = child(ret->form, "checks");
	ret->fixed = str_eq(design_attr(ret->rows, "kind"), "fixed");
	ret->list = str_eq(design_attr(ret->rows, "kind"), "list");
	return doubts_read(ret, doubts, f);
}

static const char *
doubts_write(const struct design *d)
{
	struct buf out = { .mem = d->mem, .max = DOUBTS_MAX };
	struct json j = { .out = &out };

	if (d->ndoubt == 0)
		return NULL;
	json_array(&j, NULL);
	for (size_t i = 0; i < d->ndoubt; i++) {
		const struct doubt *x = &d->doubts[i];
		json_object(&j, NULL);
		json_text(&j, "place", design_place(d, x->at, x->col));
		json_text(&j, "source", x->source);
		json_text(&j, "text", x->text);
		if (x->remark)
			json_long(&j, "remark", 1);
		json_end(&j);
	}
	json_end(&j);
	return out.full ? NULL : out.at;
}

enum rc
design_write(struct design *d, const char **ret_xml, const char **ret_doubts)
{
	struct buf out = { .mem = d->mem, .max = XML_BYTES };

	xml_lines(&out, d->form);
	*ret_xml = out.at;
	*ret_doubts = doubts_write(d);
	if (out.full || (d->ndoubt > 0 && *ret_doubts == NULL))
		return fail(E_LIMIT, "the draft is too large");
	return OK;
}

const char *
design_title(const struct design *d)
{
	const char *lang = tr_pick("vi", "en"), *other = "";

	for (const struct xml *k = d->form->kids; k != NULL; k = k->next) {
		if (!design_is(k, "title") || *k->text == '\0')
			continue;
		if (str_eq(design_attr(k, "lang"), lang))
			return k->text;
		other = k->text;
	}
	return other;
}

const char *
design_label(const struct design *d)
{
	const char *v = design_attr(d->form, "version");

	return v == NULL ? "" : v;
}
