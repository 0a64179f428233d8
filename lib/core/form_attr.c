/* form_attr.c - attributes of a form file: read, and what is wrong is said */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "base/date.h"
#include "base/utf8.h"
#include "core/form_part.h"
#include "io/re.h"

const char *
attr_text(struct form_draft *d, struct xml *e, const char *name, size_t max)
{
	const char *v = xml_attr(e, name);

	if (v != NULL && (*v == '\0' || utf8_len(v) > max))
		finding(d->findings, xml_where(d->mem, e),
		    _("Attribute \"%s\" must have 1 to %zu characters."), name,
		    max);
	return v;
}

static void
missing(struct form_draft *d, struct xml *e, const char *name)
{
	finding(d->findings, xml_where(d->mem, e),
	    _("<%s> needs the attribute \"%s\"."), e->name, name);
}

const char *
attr_need(struct form_draft *d, struct xml *e, const char *name, size_t max)
{
	const char *v = attr_text(d, e, name, max);

	if (v == NULL)
		missing(d, e, name);
	return v == NULL ? "" : v;
}

static void
not_one_of(struct form_draft *d, struct xml *e, const char *name,
    const char *const words[], size_t n)
{
	struct buf all = { .mem = d->mem, .max = 400 };

	for (size_t i = 0; i < n; i++)
		buf_fmt(&all, "%s%s", i > 0 ? ", " : "", words[i]);
	finding(d->findings, xml_where(d->mem, e),
	    _("Attribute \"%s\" must be one of: %s."), name,
	    all.at == NULL ? "" : all.at);
}

size_t
attr_pick(struct form_draft *d, struct xml *e, const char *name,
    const char *const words[], size_t n, size_t dflt)
{
	const char *v = xml_attr(e, name);

	for (size_t i = 0; v != NULL && i < n; i++)
		if (strcmp(v, words[i]) == 0)
			return i;
	if (v != NULL)
		not_one_of(d, e, name, words, n);
	else if (dflt >= n)
		missing(d, e, name);
	return dflt < n ? dflt : 0;
}

bool
attr_yes(struct form_draft *d, struct xml *e, const char *name, bool dflt)
{
	static const char *const words[] = { "no", "yes" };

	return attr_pick(d, e, name, words, 2, dflt) == 1;
}

long
attr_long(struct form_draft *d, struct xml *e, const char *name, long min,
    long max, long dflt)
{
	const char *v = xml_attr(e, name);
	char *end;

	if (v == NULL)
		return dflt;
	long n = strtol(v, &end, 10);
	if (strspn(v, "0123456789") == strlen(v) && *v != '\0' &&
	    strlen(v) <= 9 && *end == '\0' && n >= min && n <= max)
		return n;
	finding(d->findings, xml_where(d->mem, e),
	    _("Attribute \"%s\" must be a whole number from %ld to %ld."), name,
	    min, max);
	return dflt;
}

const struct dec *
attr_dec(struct form_draft *d, struct xml *e, const char *name)
{
	const char *v = xml_attr(e, name);

	if (v == NULL)
		return NULL;
	const struct dec *n = dec_parse(d->mem, v);
	if (n == NULL)
		finding(d->findings, xml_where(d->mem, e),
		    _("Attribute \"%s\" must be a number such as -12.5."),
		    name);
	return n;
}

const char *
attr_date(struct form_draft *d, struct xml *e, const char *name,
    const char *dflt)
{
	const char *v = xml_attr(e, name);
	struct date day;

	if (v == NULL && dflt == NULL)
		missing(d, e, name);
	if (v == NULL)
		return dflt == NULL ? DATE_MIN : dflt;
	if (date_parse(v, &day))
		return v;
	finding(d->findings, xml_where(d->mem, e),
	    _("Attribute \"%s\" must be a date such as 2026-09-28."), name);
	return DATE_MIN;
}

static bool
is_code(const char *v, size_t max, const char *more)
{
	size_t n = strlen(v);

	for (size_t i = 0; i < n; i++) {
		bool letter = (v[i] >= 'A' && v[i] <= 'Z') ||
			      (v[i] >= 'a' && v[i] <= 'z');
		bool digit = v[i] >= '0' && v[i] <= '9';
		if (!letter && !digit && strchr(more, v[i]) == NULL)
			return false;
	}
	return n > 0 && n <= max;
}

const char *
attr_code(struct form_draft *d, struct xml *e, const char *name, size_t max,
    const char *more, bool need)
{
	const char *v = xml_attr(e, name);

	if (v == NULL && need)
		missing(d, e, name);
	if (v == NULL)
		return need ? "" : NULL;
	if (is_code(v, max, more))
		return v;
	finding(d->findings, xml_where(d->mem, e),
	    _("Attribute \"%s\" must be 1 to %zu letters, digits or \"%s\"."),
	    name, max, more);
	return need ? "" : NULL;
}

const char *
attr_pattern(struct form_draft *d, struct xml *e)
{
	const char *v = attr_text(d, e, "pattern", RE_PATTERN_MAX);
	const char *why = NULL;

	if (v == NULL || re_valid(d->mem, v, &why))
		return v;
	finding(d->findings, xml_where(d->mem, e),
	    _("The pattern cannot be read: %s."), why);
	return NULL;
}

const char *
kid_text(struct form_draft *d, struct xml *e, const char *name, size_t max,
    bool need)
{
	struct xml *k = xml_next(e, name, NULL);

	if (k == NULL && need)
		finding(d->findings, xml_where(d->mem, e),
		    _("<%s> needs the element <%s>."), e->name, name);
	if (k == NULL)
		return need ? "" : NULL;
	if (*k->text == '\0' || utf8_len(k->text) > max)
		finding(d->findings, xml_where(d->mem, k),
		    _("<%s> must have 1 to %zu characters."), name, max);
	struct xml *again = xml_next(e, name, k);
	if (again != NULL)
		finding(d->findings, xml_where(d->mem, again),
		    _("<%s> is there twice."), name);
	return k->text;
}

static const char *
title_text(struct form_draft *d, struct xml *e, const char *lang)
{
	static const char *const langs[] = { "vi", "en" };
	const char *found = NULL;

	for (struct xml *t = NULL; (t = xml_next(e, "title", t)) != NULL;) {
		size_t i = attr_pick(d, t, "lang", langs, 2, 2);
		if (strcmp(langs[i], lang) != 0)
			continue;
		if (found != NULL)
			finding(d->findings, xml_where(d->mem, t),
			    _("<%s> is there twice."), "title");
		if (*t->text == '\0' || utf8_len(t->text) > 300)
			finding(d->findings, xml_where(d->mem, t),
			    _("<%s> must have 1 to %zu characters."), "title",
			    (size_t)300);
		found = t->text;
	}
	return found;
}

static const char *
title_need(struct form_draft *d, struct xml *e)
{
	const char *found = title_text(d, e, "vi");

	if (found == NULL)
		finding(d->findings, xml_where(d->mem, e),
		    _("<%s> needs a title in the language \"%s\"."), e->name,
		    "vi");
	return found == NULL ? "" : found;
}

void
titles_read(struct form_draft *d, struct xml *e, const char **ret_vi,
    const char **ret_en)
{
	const char *en = title_text(d, e, "en");

	*ret_vi = title_need(d, e);
	*ret_en = en == NULL ? *ret_vi : en;
}

static const char *const type_names[] = { [CELL_NONE] = "row",
	[CELL_INTEGER] = "integer",
	[CELL_DECIMAL] = "decimal",
	[CELL_PERCENT] = "percent",
	[CELL_TEXT] = "text",
	[CELL_DATE] = "date",
	[CELL_MONEY] = "money",
	[CELL_CHOICE] = "choice",
	[CELL_LOOKUP] = "lookup",
	[CELL_FILE] = "attachment" };

/* A row may leave its type to the columns; a column says "row" for that. */
static enum cell_type
type_of(struct form_draft *d, struct xml *e, bool row)
{
	const size_t n = COUNT(type_names);

	if (!row)
		return attr_pick(d, e, "type", type_names, n, n);
	if (xml_attr(e, "type") == NULL)
		return CELL_NONE;
	return 1 + attr_pick(d, e, "type", type_names + 1, n - 1, n);
}

static void
value_check(struct form_draft *d, struct xml *e, const struct attr_value *v)
{
	const char *where = xml_where(d->mem, e);
	bool written = v->type != CELL_NONE && !cell_type_is_figure(v->type);

	if (v->min != NULL && v->max != NULL && dec_cmp(v->min, v->max) > 0)
		finding(d->findings, where,
		    _("The smallest value is greater than the largest."));
	if (written &&
	    (v->min != NULL || v->max != NULL || v->formula != NULL ||
		v->check != NULL || v->negative))
		finding(d->findings, where,
		    _("Only a figure has a range, a formula or a check."));
	if (v->pattern != NULL && v->type != CELL_TEXT)
		finding(d->findings, where,
		    _("Only a text can have a pattern."));
	if (xml_attr(e, "decimals") != NULL && v->type != CELL_DECIMAL &&
	    v->type != CELL_PERCENT && v->type != CELL_MONEY)
		finding(d->findings, where,
		    _("Only the types decimal, percent and money have "
		      "decimals."));
	if (v->sums && xml_attr(e, "sums") != NULL &&
	    (v->type == CELL_PERCENT || written))
		finding(d->findings, where,
		    _("Only whole numbers, decimals and money are summed."));
}

struct attr_value
attr_value(struct form_draft *d, struct xml *e, bool row)
{
	struct attr_value v = { .type = type_of(d, e, row) };
	bool counts = v.type == CELL_NONE || v.type == CELL_INTEGER ||
		      v.type == CELL_DECIMAL || v.type == CELL_MONEY;
	bool broken = v.type == CELL_DECIMAL || v.type == CELL_PERCENT;

	v.decimals =
	    (int)attr_long(d, e, "decimals", 0, DEC_SCALE, broken ? 2 : 0);
	v.required = attr_yes(d, e, "required", row);
	v.negative = attr_yes(d, e, "negative", false);
	v.sums = attr_yes(d, e, "sums", counts);
	v.warn = attr_yes(d, e, "warn", false);
	v.min = attr_dec(d, e, "min");
	v.max = attr_dec(d, e, "max");
	v.pattern = attr_pattern(d, e);
	v.formula = attr_text(d, e, "formula", FORMULA_TEXT_MAX);
	v.check = attr_text(d, e, "check", FORMULA_TEXT_MAX);
	if (v.min == NULL && !v.negative && cell_type_is_figure(v.type))
		v.min = dec_long(d->mem, 0);
	attr_kind(d, e, &v);
	value_check(d, e, &v);
	return v;
}
