/* library_past.c - what items and the regime were before, in a package */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "core/library_part.h"
#include "io/xml.h"

struct reading {
	struct arena *mem;
	struct findings *f;
	struct library_package *p;
};

static const char *
text(struct reading *r, struct xml *e, enum item_field field)
{
	for (size_t i = 0; i < LIBRARY_FIELDS; i++) {
		const struct library_field *lf = &library_fields[i];
		if (lf->field != field)
			continue;
		const char *s = lf->text ? library_texts(r->mem, e, lf->name) :
					   xml_attr(e, lf->name);
		if (utf8_len(s == NULL ? "" : s) > item_field_defs[field].max)
			finding(r->f, xml_where(r->mem, e),
			    _("This text is longer than %zu characters."),
			    item_field_defs[field].max);
		return s == NULL ? "" : s;
	}
	return "";
}

static const char *
day(struct reading *r, struct xml *e, const char *name)
{
	const char *s = xml_attr(e, name);
	struct date d;

	if (s != NULL && date_parse(s, &d))
		return s;
	finding(r->f, xml_where(r->mem, e),
	    _("\"%s\" is not a date such as 2026-09-28."), s == NULL ? "" : s);
	return DATE_MIN;
}

static bool
measure_comes(const struct library_package *p, const char *name)
{
	for (size_t i = 0; i < p->nmeasure; i++)
		if (str_eq(p->measures[i].name, name))
			return true;
	return str_empty(name);
}

static struct item_version
meaning(struct reading *r, struct xml *e)
{
	struct item_version v = { .valid_from = day(r, e, "from"),
		.valid_to = day(r, e, "to"),
		.name = text(r, e, ITEM_NAME),
		.measure = text(r, e, ITEM_MEASURE),
		.over_units = text(r, e, ITEM_OVER_UNITS),
		.over_time = text(r, e, ITEM_OVER_TIME),
		.weight = text(r, e, ITEM_WEIGHT),
		.definition = text(r, e, ITEM_DEFINITION),
		.method = text(r, e, ITEM_METHOD),
		.source = text(r, e, ITEM_SOURCE),
		.reason = text(r, e, ITEM_REASON) };
	const char *decimals = text(r, e, ITEM_DECIMALS);
	enum over units, time;

	if (!over_read(v.over_units, &units) ||
	    !over_read(v.over_time, &time) || time == OVER_MAX ||
	    utf8_blank(v.name) || !measure_comes(r->p, v.measure) ||
	    (!str_empty(v.weight) && units != OVER_MEAN) || *decimals == '\0' ||
	    strlen(decimals) > 2 ||
	    strspn(decimals, "0123456789") != strlen(decimals) ||
	    strtol(decimals, NULL, 10) > DEC_SCALE)
		finding(r->f, xml_where(r->mem, e),
		    _("What the item meant before cannot be read."));
	v.decimals = strtol(decimals, NULL, 10);
	return v;
}

/* One after the other, without a gap, up to the present one. */
static void
in_order(struct reading *r, struct xml *item, const char *from,
    const struct library_past *past)
{
	for (size_t i = 0; i < past->n; i++) {
		const struct item_version *v = &past->at[i];
		const char *next =
		    i + 1 < past->n ? past->at[i + 1].valid_from : from;
		if (strcmp(v->valid_from, v->valid_to) >= 0 ||
		    !str_eq(v->valid_to, next)) {
			finding(r->f, xml_where(r->mem, item),
			    _("What the item meant must follow without a gap, "
			      "the oldest first."));
			return;
		}
	}
}

static struct library_past
past_of(struct reading *r, struct xml *item)
{
	struct library_past past = { 0 };
	struct xml *e = NULL;
	size_t n = 0;

	while ((e = xml_next(item, "meaning", e)) != NULL)
		n++;
	past.at = arena_alloc(r->mem, n * sizeof *past.at);
	while ((e = xml_next(item, "meaning", e)) != NULL)
		past.at[past.n++] = meaning(r, e);
	in_order(r, item, text(r, item, ITEM_FROM), &past);
	return past;
}

/* Versions of the regime that were published before the one it has. */
static void
versions(struct reading *r, struct xml *root)
{
	struct regime_file *file = &r->p->regime;
	struct regime_text *at;
	struct xml *e = NULL;
	size_t n = 0;

	while ((e = xml_next(root, "version", e)) != NULL)
		n++;
	at = arena_alloc(r->mem, n * sizeof *at);
	file->past = at;
	while ((e = xml_next(root, "version", e)) != NULL) {
		regime_text_of(r->mem, e, r->f, &at[file->npast++]);
		const char *end =
		    file->npast < 2 ? DATE_MIN : at[file->npast - 2].valid_to;
		if (strcmp(at[file->npast - 1].valid_from, end) < 0 ||
		    strcmp(at[file->npast - 1].valid_to,
			file->text.valid_from) > 0)
			finding(r->f, xml_where(r->mem, e),
			    _("Versions of the regime must follow one "
			      "another, the oldest first."));
	}
}

void
library_read_past(struct arena *mem, struct xml *root, struct findings *f,
    struct library_package *p)
{
	struct reading r = { mem, f, p };
	size_t n = 0;

	p->past = arena_alloc(mem, p->items.n * sizeof *p->past);
	for (struct xml *e = NULL; (e = xml_next(root, "item", e)) != NULL;)
		p->past[n++] = past_of(&r, e);
	versions(&r, root);
}
