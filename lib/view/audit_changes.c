/* audit_changes.c - before and after, in words */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/num.h"
#include "core/item_says.h"
#include "core/policy.h"
#include "core/regime_show.h"
#include "core/regime_text.h"
#include "core/sheet.h"
#include "io/json_read.h"
#include "view/audit_view.h"
#include "view/unit_view.h"

/* What an entry's members are of. */
struct drawn {
	struct ctx *ctx;
	const struct audit_changed *of;
};

/* ------------------------------------------------------------------ names */

static const char *
item_field(const char *name)
{
	for (size_t i = 0; i < ITEM_FIELDS; i++)
		if (str_eq(item_field_defs[i].code, name))
			return tr(item_field_defs[i].label);
	return NULL;
}

static const char *
regime_part(const char *name)
{
	for (size_t i = 0; i < REGIME_PARTS; i++)
		if (str_eq(regime_part_name(i), name))
			return part_show(i);
	return NULL;
}

/* The cell of a form; "c12", or "c12.3" in the third row of a list. */
static const char *
figure(const struct drawn *d, const char *name)
{
	const struct form *f = d->of->form;
	char *end;

	if (f == NULL || name[0] != 'c' || !isdigit((unsigned char)name[1]))
		return NULL;
	unsigned long cell = strtoul(name + 1, &end, 10);
	if (cell >= f->ncell || (*end != '\0' && *end != '.'))
		return NULL;
	return str_fmt(d->ctx->mem, "%s%s%s", sheet_where(d->ctx->mem, f, cell),
	    *end == '.' ? ", " : "", *end == '.' ? end + 1 : "");
}

/* Of the object itself first: a regime's title is not a person's position. */
static const char *
name_of(const struct drawn *d, const char *name)
{
	const char *object = d->of->object, *shown = NULL;
	struct date day;
	enum policy p;

	if (str_eq(object, "report"))
		shown = figure(d, name);
	else if (str_eq(object, "regime"))
		shown = regime_part(name);
	else if (str_eq(object, "item"))
		shown = item_field(name);
	else if (str_eq(object, "setting") && policy_read(name, &p))
		shown = tr(policy_rule(p)->shown);
	if (shown == NULL && date_parse(name, &day))
		shown = date_show(d->ctx->mem, name);
	return shown == NULL ? audit_name_show(name) : shown;
}

/* "version 3": the word that is known, and what follows it. */
static const char *
with_rest(const struct drawn *d, const char *name)
{
	size_t n = strcspn(name, " ");
	const char *first = audit_name_show(str_ndup(d->ctx->mem, name, n));

	return first == NULL || name[n] == '\0' ?
		   NULL :
		   str_fmt(d->ctx->mem, "%s%s", first, name + n);
}

static void
put_unit(const struct drawn *d, long id)
{
	const char *name = audit_name(d->of->names, "unit", id);

	if (name == NULL)
		html(d->ctx->out, "%s %ld", audit_object_show("unit"), id);
	else
		unit_link(d->ctx, id, name, NULL);
}

static void
put_name(const struct drawn *d, const char *name)
{
	const char *rest, *shown;
	long unit = audit_names_unit(name, &rest);

	html(d->ctx->out, "<tr><th scope='row'>");
	if (unit != 0) {
		put_unit(d, unit);
		if (str_eq(rest, " above"))
			html(d->ctx->out, ": %s", _("who is above it"));
		else if (str_eq(rest, " became"))
			html(d->ctx->out, ": %s", _("what it became"));
	} else if ((shown = name_of(d, name)) != NULL ||
		   (shown = with_rest(d, name)) != NULL)
		html(d->ctx->out, "%s", shown);
	else
		html(d->ctx->out, "<code>%s</code>", name);
	html(d->ctx->out, "</th>");
}

/* ----------------------------------------------------------------- values */

/* Every number in the value, as what it is the number of. */
static void
put_numbered(const struct drawn *d, const char *kind, const char *value)
{
	bool first = true;
	char *end;

	for (const char *s = value; *s != '\0';) {
		long id = strtol(s, &end, 10);
		if (end == s) {
			s++;
			continue;
		}
		s = end;
		html(d->ctx->out, "%s", first ? "" : ", ");
		first = false;
		if (str_eq(kind, "unit"))
			put_unit(d, id);
		else if (audit_name(d->of->names, kind, id) != NULL)
			html(d->ctx->out, "%s (%ld)",
			    audit_name(d->of->names, kind, id), id);
		else
			html(d->ctx->out, "%s %ld", audit_object_show(kind),
			    id);
	}
}

static bool
is_list(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789[], ")] == '\0';
}

static const char *
value_of(const struct drawn *d, const char *name, const char *value)
{
	struct arena *mem = d->ctx->mem;

	if (str_eq(d->of->object, "report") && figure(d, name) != NULL)
		return num_show_text(mem, value, -1, num_lang(d->ctx->lang));
	if (str_eq(name, "state"))
		return audit_state_show(d->of->object, value);
	return audit_value_show(mem, name, value);
}

static void
put_value(const struct drawn *d, const char *name, const char *value)
{
	const char *kind = audit_names_kind(name);

	html(d->ctx->out, "<td>");
	if (value == NULL)
		html(d->ctx->out, "–");
	else if (kind != NULL && is_list(value))
		put_numbered(d, kind, value);
	else
		html(d->ctx->out, "%s", value_of(d, name, value));
	html(d->ctx->out, "</td>");
}

static void
put_change(const struct drawn *d, const char *name, const char *was,
    const char *became)
{
	put_name(d, name);
	put_value(d, name, was);
	put_value(d, name, became);
	html(d->ctx->out, "</tr>\n");
}

static struct node *
members(struct arena *mem, const char *text)
{
	struct node *root;
	const char *why;

	if (text == NULL || !json_read(mem, text, &root, &why) ||
	    root->kind != NODE_OBJECT)
		return NULL;
	return root;
}

void
audit_changes(struct ctx *ctx, const struct audit_changed *of)
{
	const char *const heads[] = { _("What"), _("Before"), _("After"),
		NULL };
	struct node *a = members(ctx->mem, of->was);
	struct node *b = members(ctx->mem, of->became);
	const struct drawn d = { ctx, of };

	if (of->was == NULL && of->became == NULL)
		return;
	html(ctx->out, "<h2>%s</h2>\n", _("Before and after"));
	if ((a == NULL || a->first == NULL) &&
	    (b == NULL || b->first == NULL) && (a != NULL || b != NULL)) {
		html(ctx->out, "<p>%s</p>\n", _("It is as it was before."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	if (a == NULL && b == NULL)
		put_change(&d, "–", of->was, of->became);
	for (const struct node *n = a == NULL ? NULL : a->first; n != NULL;
	     n = n->next)
		put_change(&d, n->key, n->text, node_text(b, n->key));
	for (const struct node *n = b == NULL ? NULL : b->first; n != NULL;
	     n = n->next)
		if (node_get(a, n->key) == NULL)
			put_change(&d, n->key, NULL, n->text);
	widget_table_close(ctx);
}
