/* audit_values.c - "name=value; ..." of the record in words */
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "core/calendar.h"
#include "core/data_request.h"
#include "core/deadline.h"
#include "core/flow.h"
#include "view/audit_word.h"

/* Names in "name=value; ..." and of what was before and after. */
static const struct audit_word names[] = {
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
static const struct audit_word states[] = {
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
static const struct audit_word answers[] = {
	{ "yes", N_("yes") },
	{ "no", N_("no") },
};
/* How somebody has signed in. */
static const struct audit_word hows[] = {
	{ "password", N_("password") },
	{ "sso", N_("single sign-on") },
};
/* Why the frame refuses (app/record.c). */
static const struct audit_word whys[] = {
	{ "right", N_("without the right") },
	{ "scope", N_("outside the scope") },
	{ "origin", N_("sent from another site") },
	{ "csrf", N_("not sent from a page of this system") },
	{ "key", N_("a wrong key") },
	{ "token", N_("a wrong token") },
	{ "virus", N_("a file with a virus") },
	{ "sso", N_("not let in by single sign-on") },
};

const char *
audit_name_show(const char *name)
{
	const char *shown = audit_word(names, COUNT(names), name);

	return shown == name ? NULL : shown;
}

const char *
audit_state_show(const char *object, const char *state)
{
	return str_eq(object, "report") ?
		   flow_state_show(state) :
		   audit_word(states, COUNT(states), state);
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
		return audit_word(hows, COUNT(hows), value);
	if (str_eq(name, "why"))
		return audit_word(whys, COUNT(whys), value);
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
				   audit_word(answers, COUNT(answers), value);
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
