/* design_check.c - everything that keeps a draft from being published */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/design_part.h"
#include "core/form.h"

/* Which element begins on a line of the text that was written last. */
static const struct xml *
at_line(const struct xml *e, long line)
{
	if (e->line == line)
		return e;
	for (const struct xml *k = e->kids; k != NULL; k = k->next) {
		bool below = k->next == NULL || k->next->line > line;
		const struct xml *found = below ? at_line(k, line) : NULL;
		if (found != NULL)
			return found;
	}
	return NULL;
}

static const char *
where(const struct design *d, const char *line)
{
	const struct xml *e = str_starts(line, "line ") ?
				  at_line(d->form, strtol(line + 5, NULL, 10)) :
				  NULL;

	return e == NULL ? "form" : design_place(d, e, NULL);
}

static void
check_label(const struct design *d, const struct xml *e, const char *text,
    struct findings *f)
{
	if (utf8_blank(text))
		finding(f, design_place(d, e, NULL), "%s",
		    design_is(e, "group") && design_attr(e, "code") == NULL ?
			_("This merged head has no text yet.") :
		    !design_is(e, "column") && !design_is(e, "label") ?
			_("This row has no text yet.") :
			_("This column has no text yet."));
	if (!design_is(e, "group") && str_empty(design_attr(e, "code")))
		finding(f, design_place(d, e, NULL), "%s",
		    _("It has no printed code yet."));
}

static void
check_columns(const struct design *d, const struct xml *above,
    struct findings *f)
{
	for (const struct xml *k = above->kids; k != NULL; k = k->next) {
		if (design_is(k, "group")) {
			check_label(d, k, design_text_of(k, "title"), f);
			check_columns(d, k, f);
		} else
			check_label(d, k, k->text, f);
	}
}

static const struct {
	const char *prop, *wrong;
} needed[] = {
	{ "number", N_("The form has no number yet.") },
	{ "version", N_("The version has no name yet.") },
	{ "title.vi", N_("The form has no title in Vietnamese yet.") },
};

static void
say(struct findings *f, bool hint, const char *place, const char *text)
{
	if (hint)
		finding_warn(f, place, "%s", text);
	else
		finding(f, place, "%s", text);
}

static void
check_form(const struct design *d, struct findings *f)
{
	struct place form = { .kind = PLACE_FORM, .at = d->form };

	for (size_t i = 0; i < design_nprop; i++)
		for (size_t k = 0; k < COUNT(needed); k++)
			if (strcmp(design_props[i].name, needed[k].prop) == 0 &&
			    *design_prop_get(d, form, &design_props[i],
				NUM_VI) == '\0')
				finding(f, "form", "%s", tr(needed[k].wrong));
}

/* The reader says less well what was said already. */
void
design_take_over(const struct design *d, const struct findings *from,
    struct findings *f)
{
	size_t said = f->n;

	for (size_t i = 0; i < from->n; i++) {
		const char *place = where(d, from->at[i].where);
		bool known = false;
		for (size_t k = 0; k < said; k++)
			known = known ||
				(!f->at[k].warning &&
				    str_eq(f->at[k].where, place) &&
				    (!str_eq(place, "form") ||
					str_eq(from->at[i].where, "line 1")));
		if (known && !from->at[i].warning)
			continue;
		say(f, from->at[i].warning, place, from->at[i].text);
	}
}

static void
check_doubts(const struct design *d, struct findings *f)
{
	for (size_t i = 0; i < d->ndoubt; i++) {
		const struct doubt *x = &d->doubts[i];
		const char *place = design_place(d, x->at, x->col);
		if (x->remark)
			finding_warn(f, place, _("On the template: %s"),
			    x->text);
		else if (str_empty(x->source))
			finding(f, place, _("Not sure when importing: %s"),
			    x->text);
		else
			finding(f, place,
			    _("Not sure when importing (cell %s): %s"),
			    x->source, x->text);
	}
}

static const char *
title_in(const struct design *d, const char *lang)
{
	for (const struct xml *k = d->form->kids; k != NULL; k = k->next)
		if (design_is(k, "title") &&
		    str_eq(design_attr(k, "lang"), lang))
			return k->text;
	return NULL;
}

/* Templates are printed in Vietnamese only: nobody is held up by that. */
static void
check_titles(const struct design *d, struct findings *f)
{
	const char *vi = title_in(d, "vi"), *en = title_in(d, "en");

	if (!str_empty(vi) && (str_empty(en) || strcmp(vi, en) == 0))
		finding_warn(f, "form", "%s",
		    _("The English title is still to be written: readers in "
		      "English see the Vietnamese one."));
}

bool
design_check(struct design *d, struct findings *f, struct form *ret_form)
{
	struct findings read = { .mem = d->mem };
	struct form form;
	size_t before = f->nerror;
	const char *xml, *doubts;

	if (ret_form == NULL)
		ret_form = &form;
	*ret_form = (struct form){ 0 };
	if (design_write(d, &xml, &doubts) != OK) {
		finding(f, "form", _("The form is too large."));
		return false;
	}
	check_form(d, f);
	check_columns(d, d->columns, f);
	for (const struct xml *k = design_row(d, 0); k != NULL; k = k->next)
		check_label(d, k, k->text, f);
	form_read(d->mem, xml, strlen(xml), &read, ret_form);
	design_take_over(d, &read, f);
	check_doubts(d, f);
	check_titles(d, f);
	return f->nerror == before;
}
