/* regime_check.c - what is wrong with the words of a draft */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/period.h"
#include "core/regime_edit.h"

static const struct limit {
	const char *part;
	size_t max;
} limits[] = { { "title_vi", REGIME_TITLE }, { "title_en", REGIME_TITLE },
	{ "scope", REGIME_LONG }, { "reporters", REGIME_WHO },
	{ "receivers", REGIME_WHO }, { "outline", REGIME_LONG },
	{ "guidance", REGIME_LONG }, { "basis", REGIME_BASIS },
	{ "basis_no", REGIME_BASIS_NO }, { "issuer", REGIME_ISSUER } };

static void
lengths(const struct regime_text *t, struct findings *f)
{
	for (size_t i = 0; i < COUNT(limits); i++) {
		const struct limit *l = &limits[i];
		const char *s =
		    regime_part_get(t, (size_t)regime_part_find(l->part));
		if (s != NULL && utf8_len(s) > l->max)
			finding(f, l->part,
			    _("This text is longer than %zu characters."),
			    l->max);
	}
}

static void
dates(const struct regime_text *t, struct findings *f)
{
	static const char *const names[] = { "valid_from", "valid_to",
		"basis_date" };
	const char *const at[] = { t->valid_from, t->valid_to, t->basis_date };
	struct date d;

	for (size_t i = 0; i < COUNT(at); i++)
		if (at[i] != NULL && !date_parse(at[i], &d))
			finding(f, names[i],
			    _("Please write a date as 25/09/2026."));
	if (f->nerror == 0 && strcmp(t->valid_from, t->valid_to) >= 0)
		finding(f, "valid_to", _("It expires before it takes effect."));
}

static void
cutoffs(const struct regime_text *t, struct findings *f)
{
	enum period_kind kind;
	struct cutoff cutoff;

	if (!period_kind_read(t->frequency, &kind))
		finding(f, "frequency", _("Please choose one of the list."));
	if (!cutoff_read(t->cutoff, &cutoff))
		finding(f, "cutoff",
		    _("The cut-off rule \"%.40s\" cannot be read: write"
		      " \"nd09\", \"calendar\", or as \"from 21 month-1 to"
		      " 20\"."),
		    t->cutoff);
}

void
regime_text_check(const struct regime_text *t, struct findings *f)
{
	if (!code_list_has(REGIME_FAMILIES, t->family))
		finding(f, "family", _("Please choose one of the list."));
	if (!code_list_has(REGIME_CONTENTS, t->content))
		finding(f, "content", _("Please choose one of the list."));
	if (!str_eq(t->secrecy, "none"))
		finding(f, "secrecy",
		    _("Reports that are state secrets are not governed by"
		      " Decree 09/2019/ND-CP (article 1) and must not be put"
		      " into this system: they go their own protected way."
		      " Nothing of it was stored."));
	lengths(t, f);
	dates(t, f);
	cutoffs(t, f);
}
