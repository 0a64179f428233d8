/* audit_words.c - the codes of the record in words */
#include <string.h>
#include "core/audit.h"
#include "view/audit_view.h"

struct word {
	const char *code, *text;
};
static const struct word acts[] = {
	{ "signin", N_("signed in") },
	{ "signout", N_("signed out") },
	{ "refuse", N_("was refused") },
	{ "password", N_("changed a password") },
	{ "read", N_("read") },
	{ "export", N_("exported") },
	{ "save", N_("saved figures") },
	{ "send", N_("sent") },
	{ "return", N_("returned") },
	{ "accept", N_("accepted") },
	{ "extend", N_("gave more time") },
	{ "attach", N_("attached a file") },
	{ "open", N_("opened") },
	{ "add", N_("added") },
	{ "create", N_("made") },
	{ "change", N_("changed") },
	{ "edit", N_("edited") },
	{ "delete", N_("deleted") },
	{ "drop", N_("dropped") },
	{ "publish", N_("published") },
	{ "load", N_("loaded") },
	{ "import", N_("imported") },
	{ "grant", N_("gave a role") },
	{ "revoke", N_("took a role away") },
	{ "lock", N_("locked") },
	{ "unlock", N_("unlocked") },
	{ "due", N_("changed a deadline") },
	{ "blank", N_("blanked a text") },
	{ "archive", N_("archived") },
};
static const struct word objects[] = {
	{ "report", N_("report") },
	{ "person", N_("account") },
	{ "unit", N_("unit") },
	{ "regime", N_("regime") },
	{ "form", N_("form") },
	{ "form_draft", N_("draft of a form") },
	{ "item", N_("item") },
	{ "period", N_("period") },
	{ "holiday", N_("day off") },
	{ "group", N_("group of units") },
	{ "register", N_("register") },
	{ "key", N_("key") },
	{ "cron_key", N_("key for jobs") },
	{ "page", N_("page") },
	{ "more", N_("further refusals") },
	{ "audit", N_("entry of the record") },
	{ "month", N_("month of the record") },
	{ "setting", N_("setting") },
};

static const char *
word(const struct word *words, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(words[i].code, code))
			return tr(words[i].text);
	return code;
}

const char *
audit_act_show(const char *act)
{
	return word(acts, COUNT(acts), act);
}

const char *
audit_object_show(const char *object)
{
	return word(objects, COUNT(objects), object);
}

static size_t
choices(const struct word *words, size_t n, struct choice *ret, size_t max)
{
	ret[0] = (struct choice){ "", _("all") };
	for (size_t i = 0; i < n && i + 1 < max; i++)
		ret[i + 1] =
		    (struct choice){ words[i].code, tr(words[i].text) };
	return n + 1 < max ? n + 1 : max;
}

size_t
audit_act_choices(struct choice *ret, size_t max)
{
	return choices(acts, COUNT(acts), ret, max);
}

size_t
audit_object_choices(struct choice *ret, size_t max)
{
	return choices(objects, COUNT(objects), ret, max);
}

static bool
within(long stream, long first)
{
	return stream <= first && stream > first - AUDIT_SPREAD;
}

const char *
audit_chain_show(struct arena *mem, long stream, const char *unit)
{
	if (unit != NULL)
		return unit;
	if (within(stream, AUDIT_PERSONS))
		return _("Accounts");
	if (within(stream, AUDIT_READS))
		return _("Reads and exports");
	if (within(stream, AUDIT_REFUSED))
		return _("Refusals");
	if (stream < AUDIT_REGIMES)
		return _("Regimes");
	return str_fmt(mem, _("The whole installation (%ld)"), stream);
}

const char *
audit_who(struct arena *mem, const struct audit_hit *h)
{
	const char *name = h->person;

	if (h->person_id == 0)
		return _("nobody signed in, or the system");
	if (name == NULL)
		name = str_fmt(mem, _("account %ld"), h->person_id);
	else
		name = str_fmt(mem, "%s (%s)", name, h->login);
	return h->behalf == NULL ?
		   name :
		   str_fmt(mem, _("%s, for %s"), name, h->behalf);
}
