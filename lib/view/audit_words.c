/* audit_words.c - the codes of the record in words */
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/calendar.h"
#include "core/data_request.h"
#include "core/deadline.h"
#include "core/flow.h"
#include "view/audit_view.h"

struct word {
	const char *code, *text;
};
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
static const struct word acts[] = {
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
static const struct word objects[] = {
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
/* Names in "name=value; ..." and of what was before and after. */
static const struct word names[] = {
	{ "added", N_("added") },
	{ "address", N_("address") },
	{ "apart_from", N_("kept apart from") },
	{ "basis", N_("legal basis") },
	{ "became", N_("became") },
	{ "begins", N_("begins with") },
	{ "begun", N_("begun") },
	{ "burden.dong_hour", N_("cost of an hour") },
	{ "burden.minutes_cell", N_("minutes for a figure") },
	{ "burden.minutes_report", N_("minutes for a report") },
	{ "bytes", N_("bytes") },
	{ "came_from", N_("came from") },
	{ "categories", N_("categories") },
	{ "cell", N_("cell") },
	{ "cells", N_("cells") },
	{ "changed", N_("changed") },
	{ "code", N_("code") },
	{ "counts_as", N_("counts as") },
	{ "date", N_("date") },
	{ "day", N_("day") },
	{ "days", N_("days") },
	{ "deadlines", N_("deadlines") },
	{ "decision", N_("decision") },
	{ "dimension", N_("dimension") },
	{ "due", N_("due") },
	{ "email", N_("e-mail") },
	{ "ended", N_("ended") },
	{ "entry", N_("entry") },
	{ "factor", N_("factor") },
	{ "field", N_("field") },
	{ "file", N_("file") },
	{ "for", N_("in the name of") },
	{ "form", N_("form") },
	{ "from", N_("from") },
	{ "further", N_("further") },
	{ "group", N_("group of units") },
	{ "home", N_("entered in the regime") },
	{ "how", N_("how") },
	{ "id", N_("number") },
	{ "issuer", N_("confirmed by") },
	{ "item", N_("item") },
	{ "job", N_("job") },
	{ "key", N_("key") },
	{ "kind", N_("kind") },
	{ "last_entry", N_("last entry of the record") },
	{ "last_seal", N_("last seal") },
	{ "level", N_("level") },
	{ "line", N_("reporting line") },
	{ "link", N_("one-time link") },
	{ "locked", N_("locked") },
	{ "login", N_("login name") },
	{ "measure", N_("unit of measure") },
	{ "members", N_("members") },
	{ "method", N_("way") },
	{ "minute", N_("minute") },
	{ "month", N_("month") },
	{ "more", N_("further changes without room here") },
	{ "moved", N_("moved") },
	{ "name", N_("name") },
	{ "name_en", N_("name in English") },
	{ "new", N_("new") },
	{ "owner", N_("owner") },
	{ "past", N_("earlier meanings") },
	{ "path", N_("page") },
	{ "period", N_("period") },
	{ "person", N_("account") },
	{ "phone", N_("telephone") },
	{ "plan", N_("plan") },
	{ "published", N_("published") },
	{ "reason", N_("reason") },
	{ "regime", N_("regime") },
	{ "reports", N_("reports") },
	{ "revision", N_("revision") },
	{ "revoked", N_("revoked") },
	{ "rights", N_("rights") },
	{ "role", N_("role") },
	{ "roles", N_("roles") },
	{ "row", N_("row") },
	{ "rows", N_("rows") },
	{ "rule", N_("rule") },
	{ "sealed", N_("sealed") },
	{ "settled", N_("settled") },
	{ "sha", "SHA-256" },
	{ "sha256", "SHA-256" },
	{ "state", N_("state") },
	{ "states", N_("states") },
	{ "subject", N_("identity") },
	{ "title", N_("position or title") },
	{ "to", N_("last day") },
	{ "token", N_("API token") },
	{ "unit", N_("unit") },
	{ "units", N_("units") },
	{ "version", N_("version") },
	{ "was", N_("before") },
	{ "whole", N_("categories make the whole") },
	{ "why", N_("why") },
	{ "window", N_("window") },
};
/* States of what has states of its own; a report's are core/flow.h's. */
static const struct word states[] = {
	{ "draft", N_("draft") },
	{ "published", N_("published") },
	{ "replaced", N_("replaced by a newer version") },
	{ "retired", N_("out of force") },
	{ "open", N_("open") },
	{ "done", N_("done") },
	{ "refused", N_("refused") },
	{ "dropped", N_("dropped") },
	{ "planned", N_("planned") },
	{ "running", N_("being carried out") },
	{ "undoing", N_("being undone") },
	{ "undone", N_("undone") },
	{ "recording", N_("being put on record") },
	{ "set", N_("set") },
	{ "pending", N_("not law yet") },
	{ "active", N_("in use") },
};
static const struct word answers[] = {
	{ "yes", N_("yes") },
	{ "no", N_("no") },
};
/* How somebody has signed in. */
static const struct word hows[] = {
	{ "password", N_("password") },
	{ "sso", N_("single sign-on") },
};
/* Why the frame refuses (app/record.c). */
static const struct word whys[] = {
	{ "right", N_("without the right") },
	{ "scope", N_("outside the scope") },
	{ "origin", N_("sent from another site") },
	{ "csrf", N_("not sent from a page of this system") },
	{ "key", N_("a wrong key") },
	{ "token", N_("a wrong token") },
	{ "virus", N_("a file with a virus") },
	{ "sso", N_("not let in by single sign-on") },
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
audit_act_show(const char *object, const char *act)
{
	for (size_t i = 0; i < COUNT(acts_of); i++)
		if (str_eq(acts_of[i].object, object) &&
		    str_eq(acts_of[i].code, act))
			return tr(acts_of[i].text);
	return word(acts, COUNT(acts), act);
}

const char *
audit_object_show(const char *object)
{
	return word(objects, COUNT(objects), object);
}

const char *
audit_object_of(struct arena *mem, const char *object, long id)
{
	return id == 0 ? audit_object_show(object) :
			 str_fmt(mem, "%s %ld", audit_object_show(object), id);
}

const char *
audit_name_show(const char *name)
{
	const char *shown = word(names, COUNT(names), name);

	return shown == name ? NULL : shown;
}

const char *
audit_state_show(const char *object, const char *state)
{
	return str_eq(object, "report") ? flow_state_show(state) :
					  word(states, COUNT(states), state);
}

/* "2026-09-28 02:03:04", with or without parts of a second. */
static bool
is_instant(const char *s)
{
	static const char shape[] = "dddd-dd-dd dd:dd:dd";

	for (size_t i = 0; i + 1 < sizeof shape; i++)
		if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' :
				      s[i] != shape[i])
			return false;
	return true;
}

/* Days and instants as people write them; what is a code in words. */
const char *
audit_value_show(struct arena *mem, const char *name, const char *value)
{
	enum day_kind day_kind;
	enum role role;
	struct date d;

	if (str_eq(name, "how"))
		return word(hows, COUNT(hows), value);
	if (str_eq(name, "why"))
		return word(whys, COUNT(whys), value);
	if (str_eq(name, "state"))
		return audit_state_show("", value);
	if (str_eq(name, "role") && role_read(value, &role))
		return role_show(role);
	if (str_eq(name, "field"))
		return request_field_show(value) == NULL ?
			   value :
			   request_field_show(value);
	if (str_eq(name, "kind") && day_kind_read(value, &day_kind))
		return day_kind_show(day_kind);
	if (str_eq(name, "due") && deadline_rule_ok(value))
		return deadline_show(mem, value);
	if (str_eq(value, DATE_MAX))
		return _("until further notice");
	if (date_parse(value, &d)) /* to: the day after the last one */
		return date_show(mem, str_eq(name, "to") ?
					  date_iso(mem, date_add_days(d, -1)) :
					  value);
	return is_instant(value) ? date_show_instant(mem, value) :
				   word(answers, COUNT(answers), value);
}

/* One "name=value", without blanks around it. */
static const char *
member(struct arena *mem, const char *s, size_t n)
{
	const char *is = memchr(s, '=', n);
	const char *name =
	    is == NULL ? NULL : str_ndup(mem, s, (size_t)(is - s));
	const char *shown = name == NULL ? NULL : audit_name_show(name);

	if (shown == NULL)
		return str_ndup(mem, s, n);
	const char *value = str_ndup(mem, is + 1, n - (size_t)(is + 1 - s));
	return str_fmt(mem, "%s: %s", shown,
	    audit_value_show(mem, name, value));
}

const char *
audit_detail_show(struct arena *mem, const char *detail)
{
	struct buf b = { .mem = mem, .max = 4000 };

	for (const char *s = detail; *s != '\0';) {
		const char *end = strstr(s, "; ");
		size_t n = end == NULL ? strlen(s) : (size_t)(end - s);
		buf_fmt(&b, "%s%s", s == detail ? "" : "; ", member(mem, s, n));
		s = end == NULL ? s + n : end + 2;
	}
	return b.full || b.at == NULL ? detail : b.at;
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
