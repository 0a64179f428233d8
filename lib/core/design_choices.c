/* design_choices.c - lists of options, typed as lines where they are used */
#include <string.h>
#include "base/ctx.h"
#include "base/map.h"
#include "base/utf8.h"
#include "core/design_part.h"
#include "core/form_part.h"

enum { CODE_LEN = 20, LABEL_LEN = 200 };

/* "1 = Under construction | Being built": code, label, label in English. */
struct option {
	const char *code, *label, *en;
};

static struct xml *
list_of(const struct design *d, const char *code)
{
	for (struct xml *k = d->form->kids; k != NULL; k = k->next)
		if (design_is(k, "choices") &&
		    str_eq(design_attr(k, "code"), code))
			return k;
	return NULL;
}

const char *
design_options_get(const struct design *d, const struct xml *e)
{
	const char *code = design_attr(e, "choices");
	const struct xml *list = code == NULL ? NULL : list_of(d, code);
	struct buf b = { .mem = d->mem, .max = 200000 };

	for (const struct xml *k = list == NULL ? NULL : list->kids; k != NULL;
	     k = k->next) {
		const char *en = design_attr(k, "en");
		buf_fmt(&b, "%s%s = %s", b.len > 0 ? "\n" : "",
		    design_text_of(k, "code"), k->text);
		if (en != NULL)
			buf_fmt(&b, " | %s", en);
	}
	return b.at == NULL ? "" : b.at;
}

/* The next line that is not empty, taken apart; false: there is none. */
static bool
next(struct arena *mem, const char **s, struct option *ret)
{
	while (**s != '\0') {
		size_t n = strcspn(*s, "\n");
		const char *line = design_tidy(mem, *s, n);
		*s += n + ((*s)[n] == '\n');
		if (*line == '\0')
			continue;
		size_t eq = strcspn(line, "="), len = strlen(line);
		size_t bar = eq + strcspn(line + eq, "|");
		*ret = (struct option){ design_tidy(mem, line, eq), "", NULL };
		if (eq < len)
			ret->label =
			    design_tidy(mem, line + eq + 1, bar - eq - 1);
		if (bar < len)
			ret->en =
			    design_tidy(mem, line + bar + 1, len - bar - 1);
		return true;
	}
	return false;
}

static bool
is_name(const char *s)
{
	static const char ok[] = "0123456789._-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "abcdefghijklmnopqrstuvwxyz";
	size_t n = strlen(s);

	return n > 0 && n <= CODE_LEN && strspn(s, ok) == n;
}

const char *
design_options_read(struct design *d, const char *lines)
{
	struct map seen = { .mem = d->mem };
	struct option o;
	size_t n = 0;

	while (next(d->mem, &lines, &o)) {
		if (!is_name(o.code) || *o.label == '\0')
			return str_fmt(d->mem,
			    _("\"%.60s\" is no option: write its code, =, and"
			      " its label, such as 1 = Finished."),
			    o.code);
		if (utf8_len(o.label) > LABEL_LEN ||
		    (o.en != NULL && utf8_len(o.en) > LABEL_LEN))
			return _("The label of an option is too long.");
		if (map_put(&seen, o.code, 1) != MAP_NONE)
			return str_fmt(d->mem, _("The code %s is there twice."),
			    o.code);
		if (++n > FORM_CHOICES)
			return str_fmt(d->mem,
			    _("There are more than %d options."), FORM_CHOICES);
	}
	return NULL;
}

/* A name that no list has yet. */
static const char *
new_name(const struct design *d)
{
	for (long i = 1;; i++) {
		const char *name = str_fmt(d->mem, "DS%ld", i);
		if (list_of(d, name) == NULL)
			return name;
	}
}

void
design_options_set(struct design *d, struct xml *e, const char *lines)
{
	const char *code = design_attr(e, "choices");
	struct xml *list = code == NULL ? NULL : list_of(d, code), *last = NULL;
	struct option o;

	if (code == NULL)
		xml_set(d->mem, e, "choices", code = new_name(d));
	if (list == NULL) {
		list = xml_new(d->mem, "choices");
		xml_set(d->mem, list, "code", code);
		design_hang_in_order(d, list);
	}
	list->kids = NULL;
	while (next(d->mem, &lines, &o)) {
		struct xml *k = xml_new(d->mem, "choice");
		xml_set(d->mem, k, "code", o.code);
		if (!str_empty(o.en))
			xml_set(d->mem, k, "en", o.en);
		k->text = o.label;
		xml_hang(list, last, k);
		last = k;
	}
	if (list->kids == NULL) {
		xml_take(d->form, list);
		xml_set(d->mem, e, "choices", NULL);
	}
}

static bool
named(const struct xml *e, const char *code)
{
	const char *has = design_attr(e, "choices");

	if (has != NULL && strcmp(has, code) == 0)
		return true;
	for (const struct xml *k = e->kids; k != NULL; k = k->next)
		if (named(k, code))
			return true;
	return false;
}

void
design_options_tidy(struct design *d)
{
	struct xml *next_one;

	for (struct xml *k = d->form->kids; k != NULL; k = next_one) {
		next_one = k->next;
		if (design_is(k, "choices") &&
		    !named(d->columns, design_text_of(k, "code")) &&
		    !named(d->rows, design_text_of(k, "code")))
			xml_take(d->form, k);
	}
}
