/* design_form.c - the title block of a form, its notes and kind of rows */
#include <string.h>
#include "base/ctx.h"
#include "core/design_part.h"

static struct xml *
child(const struct xml *e, const char *name, const char *lang)
{
	struct xml *k = e->kids;

	while (k != NULL &&
	       !(design_is(k, name) &&
		   (lang == NULL || str_eq(design_attr(k, "lang"), lang))))
		k = k->next;
	return k;
}

/* The schema's order: titles, basis, measure, notes ... */
static const char *const order[] = { "title", "basis", "measure", "note",
	"choices", "sign", "columns", "rows", "checks" };

static size_t
rank(const char *name)
{
	size_t i = 0;

	while (i < COUNT(order) && strcmp(order[i], name) != 0)
		i++;
	return i;
}

void
design_hang_in_order(struct design *d, struct xml *e)
{
	struct xml *after = NULL;

	for (struct xml *k = d->form->kids; k != NULL; k = k->next)
		if (rank(k->name) <= rank(e->name))
			after = k;
	xml_hang(d->form, after, e);
}

/* An element with a text; none for an empty one. */
static void
set_child(struct design *d, const char *name, const char *lang,
    const char *text)
{
	struct xml *k = child(d->form, name, lang);

	if (*text == '\0') {
		if (k != NULL)
			xml_take(d->form, k);
		return;
	}
	if (k == NULL) {
		k = xml_new(d->mem, name);
		if (lang != NULL)
			xml_set(d->mem, k, "lang", lang);
		design_hang_in_order(d, k);
	}
	k->text = text;
}

/* One line as the XML keeps it: without blanks at its ends or doubled. */
const char *
design_tidy(struct arena *mem, const char *s, size_t n)
{
	char *out = arena_alloc(mem, n + 1);
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		bool blank =
		    s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n';
		if (!blank)
			out[len++] = s[i];
		else if (len > 0 && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	return out;
}

/* "(1) Without those ..." is the note with the mark 1. */
static size_t
mark_of(const char *line)
{
	static const char ok[] = "abcdefghijklmnopqrstuvwxyz0123456789*";
	size_t n = *line == '(' ? strspn(line + 1, ok) : 0;

	return n > 0 && n <= 3 && line[n + 1] == ')' && line[n + 2] == ' ' ? n :
									     0;
}

static void
set_notes(struct design *d, const char *text)
{
	struct xml *k;

	while ((k = child(d->form, "note", NULL)) != NULL)
		xml_take(d->form, k);
	for (size_t n; *text != '\0'; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		const char *line = design_tidy(d->mem, text, n);
		size_t mark = mark_of(line);
		if (*line == '\0')
			continue;
		k = xml_new(d->mem, "note");
		k->text = mark > 0 ? line + mark + 3 : line;
		if (mark > 0)
			xml_set(d->mem, k, "mark",
			    str_ndup(d->mem, line + 1, mark));
		design_hang_in_order(d, k);
	}
}

static const char *
get_notes(const struct design *d)
{
	struct buf b = { .mem = d->mem, .max = 16000 };

	for (const struct xml *k = d->form->kids; k != NULL; k = k->next) {
		const char *mark = design_attr(k, "mark");
		if (!design_is(k, "note"))
			continue;
		buf_str(&b, b.len > 0 ? "\n" : "");
		if (mark != NULL)
			buf_fmt(&b, "(%s) ", mark);
		buf_str(&b, k->text);
	}
	return b.at == NULL ? "" : b.at;
}

/* <sign> needs both its sides: one alone stays until the other comes. */
static void
set_sign(struct design *d, const char *side, const char *text)
{
	struct xml *k = child(d->form, "sign", NULL);

	if (k == NULL && *text == '\0')
		return;
	if (k == NULL) {
		k = xml_new(d->mem, "sign");
		design_hang_in_order(d, k);
	}
	xml_set(d->mem, k, side, *text == '\0' ? NULL : text);
	if (k->nattr == 0)
		xml_take(d->form, k);
}

/* Rows that are listed no longer are gone; undo brings them back. */
static void
set_kind(struct design *d, const char *kind)
{
	d->rows->kids = NULL;
	d->rows->nattr = 0;
	xml_set(d->mem, d->rows, "kind", kind);
	d->fixed = strcmp(kind, "fixed") == 0;
	d->list = strcmp(kind, "list") == 0;
	if (d->fixed) {
		struct xml *row = xml_new(d->mem, "row");
		xml_set(d->mem, row, "code", "1");
		xml_hang(d->rows, NULL, row);
	}
}

static void
set_list_total(struct design *d, const char *text)
{
	struct xml *k = child(d->rows, "total", NULL);

	if (k == NULL && *text != '\0') {
		k = xml_new(d->mem, "total");
		xml_hang(d->rows, NULL, k);
	}
	if (k != NULL && *text == '\0')
		xml_take(d->rows, k);
	else if (k != NULL)
		k->text = text;
}

static bool
is_attr(const char *name)
{
	return strcmp(name, "number") == 0 || strcmp(name, "version") == 0 ||
	       strcmp(name, "extend") == 0;
}

void
design_form_set(struct design *d, const char *name, const char *v)
{
	if (strcmp(name, "kind") == 0)
		set_kind(d, v);
	else if (strcmp(name, "list.max") == 0)
		xml_set(d->mem, d->rows, "max", *v == '\0' ? NULL : v);
	else if (strcmp(name, "list.total") == 0)
		set_list_total(d, v);
	else if (strcmp(name, "notes") == 0)
		set_notes(d, v);
	else if (str_starts(name, "title."))
		set_child(d, "title", name + strlen("title."), v);
	else if (str_starts(name, "sign."))
		set_sign(d, name + strlen("sign."), v);
	else if (is_attr(name))
		xml_set(d->mem, d->form, name, *v == '\0' ? NULL : v);
	else
		set_child(d, name, NULL, v);
}

static const char *
text_of(const struct xml *k)
{
	return k == NULL ? "" : k->text;
}

const char *
design_form_get(const struct design *d, const char *name)
{
	const struct xml *k;

	if (strcmp(name, "kind") == 0)
		return design_text_of(d->rows, "kind");
	if (strcmp(name, "list.max") == 0)
		return design_text_of(d->rows, "max");
	if (strcmp(name, "list.total") == 0)
		return d->list ? text_of(child(d->rows, "total", NULL)) : "";
	if (strcmp(name, "notes") == 0)
		return get_notes(d);
	if (is_attr(name))
		return design_text_of(d->form, name);
	if (str_starts(name, "title."))
		return text_of(
		    child(d->form, "title", name + strlen("title.")));
	if (!str_starts(name, "sign."))
		return text_of(child(d->form, name, NULL));
	k = child(d->form, "sign", NULL);
	return k == NULL ? "" : design_text_of(k, name + strlen("sign."));
}

const char *
design_message_get(const struct xml *check, const char *lang)
{
	return text_of(child(check, "message", lang));
}

void
design_message_set(struct design *d, struct xml *check, const char *lang,
    const char *text)
{
	struct xml *k = child(check, "message", lang);

	if (k == NULL && *text != '\0') {
		k = xml_new(d->mem, "message");
		xml_set(d->mem, k, "lang", lang);
		xml_hang(check, NULL, k);
	}
	if (k != NULL && *text == '\0')
		xml_take(check, k);
	else if (k != NULL)
		k->text = text;
}
