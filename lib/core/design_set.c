/* design_set.c - properties of a form's parts: read back, checked and set */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/design_part.h"
#include "core/form_part.h"
#include "core/formula_tree.h"
#include "io/re.h"

enum { CODE_LEN = 12, NAME_LEN = 40 };

const char *
design_type_of(const struct xml *e)
{
	const char *type = design_attr(e, "type");

	return type == NULL ? "row" : type;
}

static bool
one_of(const char *s, const char *const words[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	return false;
}

bool
design_is_figure(const char *type)
{
	static const char *const not [] = { "text", "date", "choice", "lookup",
		"attachment" };

	return !one_of(type, not, COUNT(not ));
}

static bool
is_figure_prop(const char *name)
{
	static const char *const of_figures[] = { "min", "max", "formula",
		"check", "negative", "warn" };

	return one_of(name, of_figures, COUNT(of_figures));
}

/* Properties that only some types have. */
static bool
fits_type(const char *name, const char *type)
{
	static const struct {
		const char *name, *types[4];
	} only[] = {
		{ "decimals", { "decimal", "percent", "money", NULL } },
		{ "pattern", { "text", NULL } },
		{ "choices", { "choice", NULL } },
		{ "options", { "choice", NULL } },
		{ "register", { "lookup", NULL } },
		{ "max-mb", { "attachment", NULL } },
		{ "of", { "text", NULL } },
		{ "attribute", { "text", NULL } },
	};

	for (size_t i = 0; i < COUNT(only); i++)
		if (strcmp(only[i].name, name) == 0)
			return one_of(type, only[i].types,
			    only[i].types[3] != NULL ? 4 :
			    only[i].types[2] != NULL ? 3 :
			    only[i].types[1] != NULL ? 2 :
						       1);
	if (strcmp(name, "sums") == 0 || strcmp(name, "row-rules") == 0)
		return design_is_figure(type) && strcmp(type, "percent") != 0;
	return !is_figure_prop(name) || design_is_figure(type);
}

/* Properties that only some kinds of checks have. */
static bool
fits_check(const char *name, const char *kind)
{
	bool change = strcmp(kind, "change") == 0;
	bool history = strcmp(kind, "history") == 0;

	if (strcmp(name, "formula") == 0 || strcmp(name, "codes") == 0)
		return !change && !history;
	if (strcmp(name, "percent") == 0)
		return change;
	if (strcmp(name, "k") == 0 || strcmp(name, "least") == 0)
		return history;
	return strcmp(name, "small") != 0 || change || history;
}

bool
design_prop_fits(const struct design *d, struct place at,
    const struct design_prop *p)
{
	if (at.kind == PLACE_FORM)
		return !str_starts(p->name, "list.") || d->list;
	if (at.kind == PLACE_CELL)
		return d->fixed && design_is(at.at, "row");
	if (at.kind == PLACE_CHECK)
		return fits_check(p->name, design_text_of(at.at, "kind"));
	if (at.kind == PLACE_COLUMN && strcmp(p->name, "total") == 0)
		return d->list;
	if (strcmp(p->name, "row-rules") == 0 && !d->fixed)
		return false;
	if (at.kind != PLACE_COLUMN && at.kind != PLACE_ROW)
		return true;
	return fits_type(p->name, design_type_of(at.at));
}

static bool
yes_without(const struct design_prop *p, const struct xml *e)
{
	if (strcmp(p->name, "required") == 0)
		return design_is(e, "row");
	if (strcmp(p->name, "sums") == 0 || strcmp(p->name, "row-rules") == 0)
		return fits_type(p->name, design_type_of(e));
	return false;
}

static bool
is_label(const struct design_prop *p)
{
	return strcmp(p->name, "label") == 0;
}

const char *
design_prop_get(const struct design *d, struct place at,
    const struct design_prop *p, enum num_lang lang)
{
	const char *v;

	if (at.kind == PLACE_FORM) {
		v = design_form_get(d, p->name);
		return p->type == DESIGN_YES && *v == '\0' ? "no" : v;
	}
	if (at.kind == PLACE_CELL)
		return design_bind_get(d, at);
	if (is_label(p))
		return at.kind == PLACE_HEAD ? design_text_of(at.at, "title") :
					       at.at->text;
	if (p->type == DESIGN_OPTIONS)
		return design_options_get(d, at.at);
	if (str_starts(p->name, "message."))
		return design_message_get(at.at, p->name + 8);
	v = design_text_of(at.at, p->name);
	if (p->type == DESIGN_YES && *v == '\0')
		return yes_without(p, at.at) ? "yes" : "no";
	if (p->type == DESIGN_NUMBER && *v != '\0')
		return num_show_text(d->mem, v, -1, lang);
	return v;
}

/* "2+3" and "=2+3" begin with the code whose formula they are. */
static const char *
with_target(struct design *d, const struct xml *e, const char *v)
{
	struct token first = formula_token(v), second;

	if (first.kind == T_END)
		return v;
	second = formula_token(first.at + first.len);
	if (first.kind == T_WORD && second.kind == T_EQ)
		return v;
	return str_fmt(d->mem, "%s%s%s", design_text_of(e, "code"),
	    first.kind == T_EQ ? "" : "=", v);
}

static bool
is_code(const char *v, const char *more, size_t max)
{
	size_t n = strlen(v);

	for (size_t i = 0; i < n; i++)
		if (!((v[i] >= '0' && v[i] <= '9') ||
			(v[i] >= 'A' && v[i] <= 'Z') ||
			(v[i] >= 'a' && v[i] <= 'z') ||
			strchr(more, v[i]) != NULL))
			return false;
	return n > 0 && n <= max;
}

struct setting {
	struct design *d;
	const struct design_prop *p;
	struct place at;
	struct findings *f;
	enum num_lang lang;
};

static const char *
no(struct setting *s, const char *why)
{
	finding(s->f, s->p->name, "%s", why);
	return NULL;
}

static const char *
read_code(struct setting *s, const char *v)
{
	bool row = design_is_row(s->d, s->at.at);
	struct line l = design_line(s->d, row);

	if (!is_code(v, ".", CODE_LEN))
		return no(s,
		    _("A code has 1 to 12 letters, digits or points, such as"
		      " 1, 9.1 or A."));
	for (size_t i = 0; i < l.n; i++)
		if (l.at[i] != s->at.at && strcmp(l.code[i], v) == 0)
			return no(s,
			    row ? _("Another row has this code already.") :
				  _("Another column has this code already."));
	return v;
}

static const char *
read_word(struct setting *s, const char *v)
{
	for (const struct design_word *w = s->p->words; w->name != NULL; w++)
		if (strcmp(w->name, v) == 0)
			return v;
	return no(s, _("Choose one of the list."));
}

static const char *
read_long(struct setting *s, const char *v)
{
	if (strspn(v, "0123456789") == strlen(v) && strlen(v) < 6 &&
	    strtol(v, NULL, 10) <= s->p->max)
		return str_long(s->d->mem, strtol(v, NULL, 10));
	return no(s, str_fmt(s->d->mem,
			 _("Write a whole number from 0 to %ld."), s->p->max));
}

static const char *
read_number(struct setting *s, const char *v)
{
	const struct dec *n;
	const char *why;

	if (!num_read(s->d->mem, v, s->lang, DEC_SCALE, &n, &why))
		return no(s, why);
	return n == NULL ? "" : dec_text(s->d->mem, n);
}

static const char *
read_pattern(struct setting *s, const char *v)
{
	const char *why;

	if (re_valid(s->d->mem, v, &why))
		return v;
	return no(s,
	    str_fmt(s->d->mem, _("The pattern cannot be read: %s."), why));
}

/* Codes of one kind or another: which signs they have besides letters. */
static const char *
read_name(struct setting *s, const char *v)
{
	static const struct {
		const char *more, *why;
	} kinds[] = {
		[DESIGN_COLUMN] = { ".",
		    N_("Write the printed code of a column.") },
		[DESIGN_NAME] = { "._-",
		    N_("A name has letters, digits, points and dashes.") },
		[DESIGN_CODES] = { ". ",
		    N_("Write printed codes with blanks between: 2 3 4.1.") },
		[DESIGN_MARK] = { "*",
		    N_("The mark of a note has up to three letters, digits or"
		       " stars.") },
		[DESIGN_ITEM] = { "._-",
		    N_("The code of an item has letters, digits, points and"
		       " dashes.") },
	};

	return is_code(v, kinds[s->p->type].more, (size_t)s->p->max) ?
		   v :
		   no(s, tr(kinds[s->p->type].why));
}

/* What was typed into one line, without blanks at its ends, and not empty. */
static const char *
read_line(struct setting *s, const char *v)
{
	switch (s->p->type) {
	case DESIGN_CODE:
		return read_code(s, v);
	case DESIGN_NUMBER:
		return read_number(s, v);
	case DESIGN_LONG:
		return read_long(s, v);
	case DESIGN_PATTERN:
		return read_pattern(s, v);
	case DESIGN_FORMULA:
		return with_target(s->d, s->at.at, v);
	case DESIGN_COLUMN:
	case DESIGN_NAME:
	case DESIGN_CODES:
	case DESIGN_MARK:
	case DESIGN_ITEM:
		return read_name(s, v);
	default:
		return v;
	}
}

/* What was typed as the XML has it; NULL, with a finding, if it cannot be. */
static const char *
read_value(struct setting *s, const char *v)
{
	const struct design_prop *p = s->p;

	if (s->at.kind == PLACE_CELL && !design_prop_fits(s->d, s->at, p))
		return no(s,
		    _("Only a cell of a row that is filled in is bound by"
		      " itself."));
	if (p->type != DESIGN_LONG && p->max > 0 &&
	    utf8_len(v) > (size_t)p->max)
		return no(s, str_fmt(s->d->mem,
				 _("This text is longer than %zu characters."),
				 (size_t)p->max));
	if (p->type == DESIGN_YES)
		return strcmp(v, "yes") == 0 || strcmp(v, "no") == 0 ?
			   v :
			   no(s, _("Choose one of the list."));
	if (p->type == DESIGN_WORD)
		return read_word(s, v);
	if (p->type == DESIGN_OPTIONS) {
		const char *why = design_options_read(s->d, v);
		return why == NULL ? v : no(s, why);
	}
	if (p->type == DESIGN_LINES)
		return v;
	v = design_tidy(s->d->mem, v, strlen(v));
	return *v == '\0' ? v : read_line(s, v);
}

/* What the new type does not have goes with the old one. */
static void
clean_type(struct setting *s)
{
	for (size_t i = 0; i < design_nprop; i++) {
		const struct design_prop *p = &design_props[i];
		if ((p->kinds & 1u << s->at.kind) &&
		    !fits_type(p->name, design_type_of(s->at.at)))
			xml_set(s->d->mem, s->at.at, p->name, NULL);
	}
	design_options_tidy(s->d);
}

static void
clean_check(struct setting *s)
{
	for (size_t i = 0; i < design_nprop; i++)
		if ((design_props[i].kinds & 1u << PLACE_CHECK) &&
		    !design_prop_fits(s->d, s->at, &design_props[i]))
			xml_set(s->d->mem, s->at.at, design_props[i].name,
			    NULL);
}

/* Formulas name the column or row by its new code. */
static void
change_code(struct setting *s, const char *code)
{
	struct codes was;

	design_codes_note(s->d, &was);
	was.cols_run = was.rows_run = was.heads_run = false;
	xml_set(s->d->mem, s->at.at, "code", code);
	design_codes_follow(s->d, &was);
}

static void
put_value(struct setting *s, const char *v)
{
	struct xml *e = s->at.at;
	const struct design_prop *p = s->p;

	if (s->at.kind == PLACE_FORM)
		design_form_set(s->d, p->name,
		    p->type == DESIGN_YES && strcmp(v, "no") == 0 ? "" : v);
	else if (s->at.kind == PLACE_CELL)
		design_bind_set(s->d, s->at, v);
	else if (is_label(p) && s->at.kind != PLACE_HEAD)
		e->text = v;
	else if (is_label(p))
		xml_set(s->d->mem, e, "title", *v == '\0' ? NULL : v);
	else if (str_starts(p->name, "message."))
		design_message_set(s->d, e, p->name + 8, v);
	else if (p->type == DESIGN_OPTIONS)
		design_options_set(s->d, e, v);
	else if (p->type == DESIGN_CODE && *v != '\0')
		change_code(s, v);
	else if (p->type == DESIGN_YES &&
		 (strcmp(v, "yes") == 0) == yes_without(p, e))
		xml_set(s->d->mem, e, p->name, NULL);
	else
		xml_set(s->d->mem, e, p->name, *v == '\0' ? NULL : v);
	if (strcmp(p->name, "type") == 0)
		clean_type(s);
	if (s->at.kind == PLACE_CHECK && strcmp(p->name, "kind") == 0)
		clean_check(s);
	if (strcmp(p->name, "choices") == 0)
		design_options_tidy(s->d);
}

static const struct design_prop *
prop_of(enum place_kind kind, const char *name)
{
	for (size_t i = 0; i < design_nprop; i++)
		if ((design_props[i].kinds & 1u << kind) &&
		    strcmp(design_props[i].name, name) == 0)
			return &design_props[i];
	return NULL;
}

/* A formula that stands in the row of numbers is printed as it is now. */
static void
print_anew(struct design *d, struct xml *e, const char *formula,
    const char *printed)
{
	if (printed != NULL && strchr(printed, '=') != NULL &&
	    str_eq(printed, design_attr(e, "printed")) &&
	    !str_eq(formula, design_attr(e, "formula")))
		xml_set(d->mem, e, "printed", NULL);
}

/* All that was typed is read first: either all of it is set, or nothing. */
bool
design_op_set(struct design *d, const struct design_act *act, struct place *at,
    struct findings *f)
{
	const char **v = arena_alloc(d->mem, act->nset * sizeof *v);
	struct setting s = { .d = d, .at = *at, .f = f, .lang = act->lang };
	bool good = true, column = at->kind == PLACE_COLUMN;
	const char *formula = column ? design_attr(at->at, "formula") : NULL;
	const char *printed = column ? design_attr(at->at, "printed") : NULL;

	for (size_t i = 0; i < act->nset; i++) {
		s.p = prop_of(at->kind, act->set[i].name);
		if (s.p == NULL)
			return design_no(d, f, *at,
			    str_fmt(d->mem, _("There is no property \"%s\"."),
				act->set[i].name));
		const char *typed = act->set[i].value;
		v[i] = str_eq(typed, design_prop_get(d, *at, s.p, act->lang)) ?
			   typed :
			   read_value(&s, typed);
		good = good && v[i] != NULL;
	}
	for (size_t i = 0; good && i < act->nset; i++) {
		s.p = prop_of(at->kind, act->set[i].name);
		if (!str_eq(act->set[i].value,
			design_prop_get(d, *at, s.p, act->lang)))
			put_value(&s, v[i]);
	}
	if (column)
		print_anew(d, at->at, formula, printed);
	return good;
}
