/* form_extra.c - lists of options, notes, and what else a cell can hold */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/form_part.h"

static bool
same_text(struct arena *mem, const char *a, const char *b)
{
	return strcmp(utf8_key(mem, a, true), utf8_key(mem, b, true)) == 0;
}

/* Whoever pastes a label must not mean two options. */
static void
choice_check(struct form_draft *d, struct xml *e, const struct form_choices *of,
    const struct form_choice *c)
{
	const char *where = xml_where(d->mem, e);

	if (*c->label_vi == '\0')
		finding(d->findings, where, _("<%s> needs a text."), e->name);
	for (size_t i = 0; i < of->n; i++) {
		const struct form_choice *o = &of->at[i];
		if (strcmp(o->code, c->code) == 0)
			finding(d->findings, where,
			    _("The option %s is there twice."), c->code);
		else if (same_text(d->mem, o->label_vi, c->label_vi) ||
			 same_text(d->mem, o->label_en, c->label_en))
			finding(d->findings, where,
			    _("Two options are called \"%.80s\"."),
			    c->label_vi);
	}
}

static struct form_choices
list_read(struct form_draft *d, struct xml *e)
{
	struct form_choice *at = arena_alloc(d->mem, FORM_CHOICES * sizeof *at);
	struct form_choices ret = { .code = attr_code(d, e, "code", 20, "._-",
					true),
		.at = at };

	for (struct xml *k = NULL; (k = xml_next(e, "choice", k)) != NULL;) {
		if (ret.n == FORM_CHOICES) {
			finding(d->findings, xml_where(d->mem, k),
			    _("There are more than %d options."), FORM_CHOICES);
			break;
		}
		struct form_choice c = { .code = attr_code(d, k, "code", 20,
					     "._-", true),
			.label_vi = k->text,
			.label_en = attr_text(d, k, "en", 200) };
		if (utf8_len(k->text) > 200)
			finding(d->findings, xml_where(d->mem, k),
			    _("<%s> must have 1 to %zu characters."), k->name,
			    (size_t)200);
		if (c.label_en == NULL)
			c.label_en = c.label_vi;
		choice_check(d, k, &ret, &c);
		at[ret.n++] = c;
	}
	if (ret.n == 0)
		finding(d->findings, xml_where(d->mem, e),
		    _("<%s> needs the element <%s>."), e->name, "choice");
	return ret;
}

static const struct form_choices *
list_get(const struct form *f, const char *code)
{
	for (size_t i = 0; i < f->nchoices; i++)
		if (strcmp(f->choices[i].code, code) == 0)
			return &f->choices[i];
	return NULL;
}

void
choices_read(struct form_draft *d, struct xml *form)
{
	struct form *f = d->form;
	struct form_choices *at = arena_alloc(d->mem, FORM_LISTS * sizeof *at);

	f->choices = at;
	for (struct xml *e = NULL;
	     (e = xml_next(form, "choices", e)) != NULL;) {
		if (f->nchoices == FORM_LISTS) {
			finding(d->findings, xml_where(d->mem, e),
			    _("There are more than %d lists of options."),
			    FORM_LISTS);
			return;
		}
		struct form_choices c = list_read(d, e);
		if (*c.code != '\0' && list_get(f, c.code) != NULL)
			finding(d->findings, xml_where(d->mem, e),
			    _("The list of options %s is there twice."),
			    c.code);
		at[f->nchoices++] = c;
	}
}

static bool
is_mark(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 3 &&
	       strspn(s, "0123456789abcdefghijklmnopqrstuvwxyz*") == n;
}

static bool
mark_known(const struct form *f, const char *mark)
{
	for (size_t i = 0; i < f->nnote; i++)
		if (str_eq(f->notes[i].mark, mark))
			return true;
	return false;
}

static void
note_read(struct form_draft *d, struct xml *e, struct form_note *ret)
{
	const char *where = xml_where(d->mem, e);

	ret->text = e->text;
	ret->mark = xml_attr(e, "mark");
	if (*e->text == '\0' || utf8_len(e->text) > 300)
		finding(d->findings, where,
		    _("<%s> must have 1 to %zu characters."), "note",
		    (size_t)300);
	if (ret->mark == NULL)
		return;
	if (!is_mark(ret->mark))
		finding(d->findings, where,
		    _("The mark of a note is 1 to 3 digits, small letters or "
		      "stars."));
	if (mark_known(d->form, ret->mark))
		finding(d->findings, where,
		    _("Two notes have the mark \"%.10s\"."), ret->mark);
}

void
notes_read(struct form_draft *d, struct xml *form)
{
	struct form *f = d->form;
	struct form_note *at = arena_alloc(d->mem, FORM_NOTES * sizeof *at);

	f->notes = at;
	for (struct xml *e = NULL; (e = xml_next(form, "note", e)) != NULL;) {
		if (f->nnote == FORM_NOTES) {
			finding(d->findings, xml_where(d->mem, e),
			    _("There are too many notes."));
			return;
		}
		note_read(d, e, &at[f->nnote]);
		f->nnote++;
	}
}

const char *
attr_note(struct form_draft *d, struct xml *e)
{
	const char *mark = xml_attr(e, "note");

	if (mark == NULL || mark_known(d->form, mark))
		return mark;
	finding(d->findings, xml_where(d->mem, e),
	    _("There is no note with the mark \"%.10s\"."), mark);
	return NULL;
}

const char *
noted(struct arena *mem, const char *label, const char *mark)
{
	return mark == NULL ? label : str_fmt(mem, "%s (%s)", label, mark);
}

/* An attribute that only one type has, and that this type must have. */
static void
only_for(struct form_draft *d, struct xml *e, const char *name, bool is,
    const char *type)
{
	bool there = xml_attr(e, name) != NULL;

	if (there && !is)
		finding(d->findings, xml_where(d->mem, e),
		    _("Only the type %s has the attribute \"%s\"."), type,
		    name);
	if (!there && is)
		finding(d->findings, xml_where(d->mem, e),
		    _("The type %s needs the attribute \"%s\"."), type, name);
}

void
attr_kind(struct form_draft *d, struct xml *e, struct attr_value *v)
{
	const char *list = attr_code(d, e, "choices", 20, "._-", false);

	only_for(d, e, "choices", v->type == CELL_CHOICE, "choice");
	only_for(d, e, "register", v->type == CELL_LOOKUP, "lookup");
	v->reg = attr_code(d, e, "register", 40, "._-", false);
	if (list != NULL) {
		v->choices = list_get(d->form, list);
		if (v->choices == NULL)
			finding(d->findings, xml_where(d->mem, e),
			    _("There is no list of options %s."), list);
	}
	if (xml_attr(e, "max-mb") != NULL && v->type != CELL_FILE)
		only_for(d, e, "max-mb", false, "attachment");
	v->max_mb = (int)attr_long(d, e, "max-mb", 1, FORM_MB, 10);
	if (v->type == CELL_MONEY)
		only_for(d, e, "measure", true, "money");
}

const struct form_choice *
form_choice_get(const struct form_choices *of, const char *code)
{
	for (size_t i = 0; of != NULL && code != NULL && i < of->n; i++)
		if (strcmp(of->at[i].code, code) == 0)
			return &of->at[i];
	return NULL;
}

const char *
form_note_text(struct arena *mem, const struct form_note *n)
{
	return n->mark == NULL ? n->text :
				 str_fmt(mem, "(%s) %s", n->mark, n->text);
}
