/* form_regime.c - what a regime file says of the regime itself */
#include <string.h>
#include "base/ctx.h"
#include "base/date.h"
#include "base/utf8.h"
#include "core/form_part.h"
#include "core/period.h"

void
validity(struct form_draft *d, struct xml *e, const char **ret_from,
    const char **ret_to)
{
	*ret_from = attr_date(d, e, "from", NULL);
	*ret_to = attr_date(d, e, "to", DATE_MAX);
	if (strcmp(*ret_from, *ret_to) >= 0)
		finding(d->findings, xml_where(d->mem, e),
		    _("It ends before it begins."));
}

static const char *
word(struct form_draft *d, struct xml *e, const char *name,
    const char *const words[], size_t n, size_t dflt)
{
	return words[attr_pick(d, e, name, words, n, dflt)];
}

static const char *
frequency_read(struct form_draft *d, struct xml *e)
{
	const char *names[PERIOD_END];

	for (size_t i = 0; i < COUNT(names); i++)
		names[i] = period_kind_name(i);
	return names[attr_pick(d, e, "frequency", names, COUNT(names),
	    COUNT(names))];
}

static const char *
cutoff_rule(struct form_draft *d, struct xml *e)
{
	const char *text = attr_need(d, e, "cutoff", CUTOFF_TEXT_MAX);
	struct cutoff cutoff;

	if (*text != '\0' && !cutoff_read(text, &cutoff))
		finding(d->findings, xml_where(d->mem, e),
		    _("The cut-off rule \"%.40s\" cannot be read: write"
		      " \"nd09\", \"calendar\", or as \"from 21 month-1 to"
		      " 20\"."),
		    text);
	return text;
}

/* A text that may be left out; every line of it is an element. */
static const char *
maybe(struct form_draft *d, struct xml *e, const char *name, size_t max)
{
	struct buf b = { .mem = d->mem, .max = 4 * max };
	struct xml *k = NULL, *first = xml_next(e, name, NULL);

	while ((k = xml_next(e, name, k)) != NULL)
		buf_fmt(&b, "%s%s", k == first ? "" : "\n", k->text);
	if (first == NULL)
		return "";
	if (b.full || utf8_blank(b.at) || utf8_len(b.at) > max) {
		finding(d->findings, xml_where(d->mem, first),
		    _("<%s> must have 1 to %zu characters."), name, max);
		return "";
	}
	return b.at;
}

/* The act it rests on: <basis no="..." date="..." issuer="...">. */
static void
basis_read(struct form_draft *d, struct xml *e, struct regime_text *t)
{
	struct xml *k = xml_next(e, "basis", NULL);

	t->basis = kid_text(d, e, "basis", REGIME_BASIS, true);
	if (k == NULL)
		return;
	const char *no = attr_text(d, k, "no", REGIME_BASIS_NO);
	const char *issuer = attr_text(d, k, "issuer", REGIME_ISSUER);
	t->basis_no = no == NULL ? "" : no;
	t->issuer = issuer == NULL ? "" : issuer;
	t->basis_date =
	    xml_attr(k, "date") == NULL ? NULL : attr_date(d, k, "date", NULL);
}

/* Words of a list, each at most once, in the order of the list. */
static const char *
words_of(struct form_draft *d, struct xml *e, const char *name,
    const char *dflt, const char *all)
{
	const char *v = attr_text(d, e, name, 60);
	const char *good = v == NULL ? dflt : code_list(d->mem, v, all);

	if (good == NULL)
		finding(d->findings, xml_where(d->mem, e),
		    _("Attribute \"%s\" must be words out of: %s."), name, all);
	return good == NULL ? dflt : good;
}

void
regime_text_read(struct form_draft *d, struct xml *e, struct regime_text *ret)
{
	static const char *const families[] = { "administrative", "statistical",
		"thematic", "adhoc", "internal" };
	static const char *const contents[] = { "text", "figures", "both" };

	*ret = regime_text_new();
	ret->family = word(d, e, "family", families, 5, 5);
	ret->frequency = frequency_read(d, e);
	ret->cutoff = cutoff_rule(d, e);
	ret->content = word(d, e, "content", contents, 3, 2);
	ret->media = words_of(d, e, "media", "signed", REGIME_MEDIA);
	ret->channels = words_of(d, e, "channels", "system", REGIME_CHANNELS);
	validity(d, e, &ret->valid_from, &ret->valid_to);
	ret->title_vi = title_text(d, e, "vi");
	ret->title_en = title_text(d, e, "en");
	basis_read(d, e, ret);
	ret->scope = maybe(d, e, "scope", REGIME_LONG);
	ret->reporters = maybe(d, e, "reporters", REGIME_WHO);
	ret->receivers = maybe(d, e, "receivers", REGIME_WHO);
	ret->outline = maybe(d, e, "outline", REGIME_LONG);
	ret->guidance = maybe(d, e, "guidance", REGIME_LONG);
}

void
regime_text_of(struct arena *mem, struct xml *e, struct findings *f,
    struct regime_text *ret)
{
	struct form_draft d = { .mem = mem, .findings = f };

	regime_text_read(&d, e, ret);
}
