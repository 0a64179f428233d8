/* regime_show.c - the words of a regime, in the language in force */
#include <string.h>
#include "base/date.h"
#include "core/period.h"
#include "core/regime_show.h"
#include "io/db.h"

struct word {
	const char *code, *text;
};
static const struct word families[] = { { "administrative",
					    N_("Administrative") },
	{ "statistical", N_("Statistical") }, { "thematic", N_("Thematic") },
	{ "adhoc", N_("Ad hoc") }, { "internal", N_("Internal") }, { 0 } };
static const struct word contents[] = { { "text", N_("Text only") },
	{ "figures", N_("Figures only") }, { "both", N_("Text and figures") },
	{ 0 } };
static const struct word ways[] = {
	{ "signed", N_("electronic document with digital signature") },
	{ "paper", N_("paper, signed and stamped") },
	{ "system", N_("this reporting system") }, { "email", N_("e-mail") },
	{ "fax", N_("fax") }, { "direct", N_("by hand") },
	{ "post", N_("by post") }, { "other", N_("other lawful ways") }, { 0 }
};
static const char *const standings[STANDS_END] = { N_("Draft"),
	N_("Published, not yet in force"), N_("In force"), N_("Replaced"),
	N_("Retired") };
static const struct word parts[] = { { "title_vi", N_("Name (Vietnamese)") },
	{ "title_en", N_("Name (English)") }, { "family", N_("Family") },
	{ "secrecy", N_("Secrecy") }, { "content", N_("Content") },
	{ "scope", N_("What is to be reported") },
	{ "reporters", N_("Who reports") }, { "receivers", N_("Who receives") },
	{ "media", N_("Form of sending") },
	{ "channels", N_("Ways of sending") }, { "frequency", N_("Frequency") },
	{ "cutoff", N_("Cut-off of data") }, { "outline", N_("Outline") },
	{ "guidance", N_("Process guidance") }, { "basis", N_("Legal basis") },
	{ "basis_no", N_("Number of the act") },
	{ "basis_date", N_("Date of the act") }, { "issuer", N_("Issued by") },
	{ "valid_from", N_("Takes effect") }, { "valid_to", N_("Expires") },
	{ 0 } };

static const char *
show(const struct word *at, const char *code)
{
	for (; at->code != NULL; at++)
		if (str_eq(at->code, code))
			return tr(at->text);
	return code;
}

const char *
family_show(const char *family)
{
	return show(families, family);
}

const char *
content_show(const char *content)
{
	return show(contents, content);
}

const char *
way_show(const char *code)
{
	return show(ways, code);
}

const char *
standing_show(enum standing s)
{
	return tr(standings[s]);
}

const char *
ways_show(struct arena *mem, const char *list)
{
	struct buf b = { .mem = mem, .max = 1000 };

	for (size_t n; *(list += strspn(list, " ")) != '\0'; list += n) {
		n = strcspn(list, " ");
		buf_fmt(&b, "%s%s", b.len > 0 ? "; " : "",
		    way_show(str_ndup(mem, list, n)));
	}
	return b.at == NULL ? "" : b.at;
}

const char *
frequency_show(const char *frequency)
{
	enum period_kind kind;

	return period_kind_read(frequency, &kind) ? period_kind_show(kind) :
						    frequency;
}

const char *
cutoff_rule_show(struct arena *mem, const char *cutoff)
{
	if (str_eq(cutoff, "nd09"))
		return _("from the 15th to the 14th (Decree 09/2019, art. 12)");
	if (str_eq(cutoff, "calendar"))
		return _("calendar periods, from the first to the last day");
	return str_fmt(mem, _("own rule: %s"), cutoff);
}

const char *
part_show(size_t part)
{
	return show(parts, regime_part_name(part));
}

const char *
part_value_show(struct arena *mem, const struct regime_text *t, size_t part)
{
	const char *name = regime_part_name(part);
	const char *v = regime_part_get(t, part);

	if (str_eq(name, "family"))
		return family_show(v);
	if (str_eq(name, "content"))
		return content_show(v);
	if (str_eq(name, "secrecy"))
		return _("not classified");
	if (str_eq(name, "media") || str_eq(name, "channels"))
		return ways_show(mem, v);
	if (str_eq(name, "frequency"))
		return frequency_show(v);
	if (str_eq(name, "cutoff"))
		return cutoff_rule_show(mem, v);
	if (str_eq(v, DATE_MAX) || str_eq(v, DATE_MIN))
		return "–";
	if (str_eq(name, "basis_date") || str_starts(name, "valid_"))
		return date_show(mem, v);
	return v == NULL ? "" : v;
}

const char *
regime_title(const char *vi, const char *en)
{
	return tr_pick(vi, str_empty(en) ? vi : en);
}

static const struct db_col level_cols[] = { COL(struct level, code),
	COL(struct level, name_vi), COL(struct level, name_en) };
DB_ROWS(select_line_names, level_cols,
    "SELECT code, name_vi, name_en FROM line ORDER BY id");

enum rc
line_names(struct db *db, struct levels *ret)
{
	return db_rows(db, select_line_names, ARGS(), ret);
}

const char *
level_show(const struct levels *all, const char *code)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i].code, code))
			return tr_pick(all->at[i].name_vi, all->at[i].name_en);
	return code;
}
