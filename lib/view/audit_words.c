/* audit_words.c - what was done to what, in words */
#include "core/audit.h"
#include "view/audit_word.h"

/* Of one object alone, where the same code says something else of others; not
 * among what can be searched for. */
static const struct act_of {
	const char *object, *code, *text;
} acts_of[] = {
	{ "report", "extend", N_("gave more time") },
	{ "regime", "extend", N_("added rows of their own to a form") },
	{ "form_draft", "attach", N_("put under a regime") },
	{ "form_draft", "blank", N_("began with an empty form") },
	{ "form_draft", "copy-of", N_("began as a copy") },
	{ "form_draft", "import", N_("read from a template") },
	{ "form_draft", "undo", N_("took a step back") },
	{ "form_draft", "redo", N_("did a step again") },
	{ "form_draft", "restore", N_("went back to a version") },
	{ "form_draft", "set", N_("changed") },
	{ "form_draft", "before", N_("inserted before") },
	{ "form_draft", "after", N_("inserted after") },
	{ "form_draft", "heading", N_("inserted a heading") },
	{ "form_draft", "total", N_("added a total") },
	{ "form_draft", "copy", N_("duplicated a part") },
	{ "form_draft", "paste", N_("pasted lines") },
	{ "form_draft", "back", N_("moved a part back") },
	{ "form_draft", "forth", N_("moved a part on") },
	{ "form_draft", "in", N_("moved a part one level in") },
	{ "form_draft", "out", N_("moved a part one level out") },
	{ "form_draft", "merge", N_("merged heads") },
	{ "form_draft", "ungroup", N_("took a head away") },
	{ "form_draft", "number", N_("numbered columns or rows") },
	{ "form_draft", "none", N_("closed a cell") },
	{ "form_draft", "typed", N_("had a cell typed") },
	{ "form_draft", "usual", N_("set a cell as its row and column say") },
	{ "form_draft", "settle", N_("found a doubt to be right") },
	{ "form_draft", "check", N_("added a check") },
	{ "form_draft", "delete", N_("deleted a part") },
};
static const struct audit_word acts[] = {
	{ "signin", N_("signed in") },
	{ "signout", N_("signed out") },
	{ "refuse", N_("was refused") },
	{ "read", N_("read") },
	{ "export", N_("exported") },
	{ "save", N_("saved figures") },
	{ "send", N_("sent") },
	{ "return", N_("returned") },
	{ "accept", N_("accepted") },
	{ "extend", N_("extended") },
	{ "attach", N_("attached a file") },
	{ "open", N_("opened") },
	{ "add", N_("added") },
	{ "create", N_("made") },
	{ "change", N_("changed") },
	{ "edit", N_("edited") },
	{ "rename", N_("renamed") },
	{ "delete", N_("deleted") },
	{ "end", N_("ended") },
	{ "drop", N_("dropped") },
	{ "publish", N_("published") },
	{ "retire", N_("took out of force") },
	{ "draft", N_("began a draft") },
	{ "give", N_("gave to another owner") },
	{ "assign", N_("assigned") },
	{ "exempt", N_("exempted") },
	{ "unassign", N_("ended an assignment") },
	{ "period", N_("set a period apart") },
	{ "period-off", N_("took a period's own rules away") },
	{ "due", N_("changed a deadline") },
	{ "load", N_("loaded") },
	{ "import", N_("imported") },
	{ "list", N_("imported the list") },
	{ "upload", N_("uploaded") },
	{ "sweep", N_("deleted what was kept long enough") },
	{ "grant", N_("gave a role") },
	{ "revoke", N_("took a role away") },
	{ "deputise", N_("lent a role") },
	{ "end-deputy", N_("ended a lent role") },
	{ "lock", N_("locked") },
	{ "unlock", N_("unlocked") },
	{ "move", N_("moved to another unit") },
	{ "leave", N_("ended for leaving") },
	{ "erase", N_("erased from screens") },
	{ "link", N_("linked an identity") },
	{ "unlink", N_("unlinked an identity") },
	{ "password", N_("changed a password") },
	{ "password-link", N_("made a one-time link") },
	{ "password-given",
	    N_("gave the password, the code being still to come") },
	{ "prove", N_("showed again who they are") },
	{ "second-set", N_("set up the second factor") },
	{ "second-drop", N_("took the second factor away") },
	{ "recovery-codes", N_("drew recovery codes") },
	{ "session-end", N_("ended a session") },
	{ "sessions-end", N_("ended sessions") },
	{ "use", N_("used") },
	{ "ask", N_("asked") },
	{ "answer", N_("answered") },
	{ "plan", N_("planned") },
	{ "start", N_("started") },
	{ "reform", N_("carried out") },
	{ "unreform", N_("took back") },
	{ "undo", N_("undid") },
	{ "undo-reason", N_("said why it is undone") },
	{ "settle", N_("settled a question") },
	{ "home", N_("chose where it is entered") },
	{ "bind", N_("made it count as another one") },
	{ "unbind", N_("made it count for itself") },
	{ "apart", N_("kept apart from another one") },
	{ "day", N_("set a day") },
	{ "day-off", N_("took a day out") },
	{ "year", N_("set a year's days") },
	{ "withdraw", N_("withdrew a year's days") },
	{ "set", N_("set") },
	{ "rates", N_("changed the estimates") },
	{ "demo", N_("loaded the demonstration") },
	{ "make", N_("made") },
	{ "rotate", N_("replaced") },
	{ "trust", N_("trusted") },
	{ "blank", N_("blanked a text") },
	{ "forget", N_("forgot addresses") },
	{ "archive", N_("archived") },
	{ "restore", N_("put a backup back") },
};
static const struct audit_word objects[] = {
	{ "report", N_("report") },
	{ "person", N_("account") },
	{ "unit", N_("unit") },
	{ "regime", N_("regime") },
	{ "form", N_("form") },
	{ "form_draft", N_("draft of a form") },
	{ "form_template", N_("uploaded template") },
	{ "item", N_("item") },
	{ "breakdown", N_("dimension") },
	{ "measure", N_("unit of measure") },
	{ "period", N_("period") },
	{ "holiday", N_("day off") },
	{ "group", N_("group of units") },
	{ "register", N_("register") },
	{ "reform", N_("reorganisation") },
	{ "package", N_("package of forms") },
	{ "token", N_("API token") },
	{ "data_request", N_("request about personal data") },
	{ "burden", N_("estimates of the burden") },
	{ "key", N_("key") },
	{ "sign_key", N_("signing key") },
	{ "cron_key", N_("key for jobs") },
	{ "page", N_("page") },
	{ "more", N_("further refusals") },
	{ "audit", N_("entry of the record") },
	{ "month", N_("month of the record") },
	{ "setting", N_("setting") },
	{ "backup", N_("backup") },
	{ "chain", N_("chain of the record") },
	{ "managed", N_("account") },
	{ "machine", N_("account") },
	{ "template", N_("template") },
};
const char *
audit_word(const struct audit_word *words, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(words[i].code, code))
			return tr(words[i].text);
	return code;
}

const char *
audit_act_show(const char *object, const char *act)
{
	for (size_t i = 0; i < COUNT(acts_of); i++)
		if (str_eq(acts_of[i].object, object) &&
		    str_eq(acts_of[i].code, act))
			return tr(acts_of[i].text);
	return audit_word(acts, COUNT(acts), act);
}

const char *
audit_object_show(const char *object)
{
	return audit_word(objects, COUNT(objects), object);
}

const char *
audit_object_of(struct arena *mem, const char *object, long id)
{
	return id == 0 ? audit_object_show(object) :
			 str_fmt(mem, "%s %ld", audit_object_show(object), id);
}

static size_t
choices(const struct audit_word *words, size_t n, struct choice *ret,
    size_t max)
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
