/* audit_kind.c - every act that goes on record, and what it carries */
#include "base/base.h"
#include "core/audit_kind.h"

const struct audit_kind audit_kinds[] = {
	/* the frame's: app/record.c, core/refusal.c */
	{ "*", "read", AUDIT_EVENT }, { "*", "export", AUDIT_EVENT },
	{ "*", "refuse", AUDIT_EVENT },
	/* figures: draft.c, flow.c, attach.c, report_extend.c, open.c */
	{ "report", "save", AUDIT_CHANGE }, { "report", "send", AUDIT_CHANGE },
	{ "report", "return", AUDIT_CHANGE },
	{ "report", "accept", AUDIT_CHANGE },
	{ "report", "attach", AUDIT_MADE },
	{ "report", "extend", AUDIT_CHANGE }, { "period", "open", AUDIT_MADE },
	/* coming and going: signin.c, signin_code.c, sso.c, session_list.c */
	{ "person", "signin", AUDIT_EVENT },
	{ "person", "password-given", AUDIT_EVENT },
	{ "person", "prove", AUDIT_EVENT },
	{ "person", "signout", AUDIT_EVENT },
	{ "person", "session-end", AUDIT_EVENT },
	{ "person", "sessions-end", AUDIT_EVENT },
	{ "person", "password", AUDIT_SECRET },
	{ "person", "password-link", AUDIT_SECRET },
	{ "person", "second-set", AUDIT_SECRET },
	{ "person", "second-drop", AUDIT_SECRET },
	{ "person", "recovery-codes", AUDIT_SECRET },
	/* people and rights: person.c, grant.c, posting.c, sso.c, token.c */
	{ "person", "add", AUDIT_MADE }, { "person", "change", AUDIT_CHANGE },
	{ "person", "lock", AUDIT_CHANGE },
	{ "person", "unlock", AUDIT_CHANGE },
	{ "person", "move", AUDIT_CHANGE }, { "person", "leave", AUDIT_CHANGE },
	{ "person", "erase", AUDIT_SECRET }, { "person", "grant", AUDIT_MADE },
	{ "person", "revoke", AUDIT_CHANGE },
	{ "person", "deputise", AUDIT_MADE },
	{ "person", "end-deputy", AUDIT_CHANGE },
	{ "person", "link", AUDIT_MADE }, { "person", "unlink", AUDIT_GONE },
	{ "token", "add", AUDIT_MADE }, { "token", "revoke", AUDIT_CHANGE },
	{ "token", "use", AUDIT_EVENT }, { "data_request", "ask", AUDIT_MADE },
	{ "data_request", "answer", AUDIT_CHANGE },
	/* structure: unit_import.c, unit_group.c, reform.c */
	{ "unit", "import", AUDIT_CHANGE }, { "group", "create", AUDIT_MADE },
	{ "group", "rename", AUDIT_CHANGE }, { "group", "add", AUDIT_MADE },
	{ "group", "end", AUDIT_CHANGE }, { "group", "delete", AUDIT_GONE },
	{ "reform", "plan", AUDIT_MADE }, { "reform", "drop", AUDIT_CHANGE },
	{ "reform", "start", AUDIT_CHANGE }, { "reform", "undo", AUDIT_CHANGE },
	{ "reform", "undo-reason", AUDIT_EVENT },
	{ "reform", "reform", AUDIT_CHANGE },
	{ "reform", "unreform", AUDIT_CHANGE },
	{ "reform", "settle", AUDIT_CHANGE },
	/* regimes: regime*.c, assign_edit.c, schedule_edit.c */
	{ "regime", "create", AUDIT_MADE }, { "regime", "load", AUDIT_MADE },
	{ "regime", "list", AUDIT_MADE }, { "regime", "draft", AUDIT_MADE },
	{ "regime", "edit", AUDIT_CHANGE }, { "regime", "drop", AUDIT_GONE },
	{ "regime", "publish", AUDIT_CHANGE },
	{ "regime", "retire", AUDIT_CHANGE },
	{ "regime", "give", AUDIT_CHANGE }, { "regime", "assign", AUDIT_MADE },
	{ "regime", "exempt", AUDIT_MADE },
	{ "regime", "unassign", AUDIT_CHANGE },
	{ "regime", "due", AUDIT_CHANGE }, { "regime", "period", AUDIT_CHANGE },
	{ "regime", "period-off", AUDIT_CHANGE },
	{ "regime", "extend", AUDIT_CHANGE },
	{ "package", "import", AUDIT_MADE },
	/* forms: form_publish.c, outline.c, design_store.c, template_store.c */
	{ "form", "publish", AUDIT_MADE }, { "form", "add", AUDIT_MADE },
	{ "form_draft", "attach", AUDIT_CHANGE },
	{ "form_draft", "drop", AUDIT_CHANGE },
	{ "form_draft", "*", AUDIT_CHANGE }, /* core/design.h: operations */
	{ "form_template", "upload", AUDIT_MADE },
	{ "form_template", "sweep", AUDIT_GONE },
	{ "register", "load", AUDIT_CHANGE },
	{ "register", "end", AUDIT_CHANGE },
	/* items: item_store.c, home_choose.c, breakdown_store.c */
	{ "item", "add", AUDIT_MADE }, { "item", "change", AUDIT_CHANGE },
	{ "item", "drop", AUDIT_GONE }, { "item", "home", AUDIT_CHANGE },
	{ "item", "bind", AUDIT_CHANGE }, { "item", "unbind", AUDIT_CHANGE },
	{ "item", "apart", AUDIT_MADE }, { "breakdown", "add", AUDIT_MADE },
	{ "breakdown", "change", AUDIT_CHANGE },
	{ "measure", "add", AUDIT_MADE },
	/* days off: calendar_edit.c */
	{ "holiday", "day", AUDIT_CHANGE },
	{ "holiday", "day-off", AUDIT_GONE },
	{ "holiday", "year", AUDIT_CHANGE },
	{ "holiday", "withdraw", AUDIT_GONE },
	/* the installation: policy_put.c, burden_rates.c, keys, the record */
	{ "setting", "set", AUDIT_CHANGE }, { "setting", "demo", AUDIT_EVENT },
	{ "setting", "sweep", AUDIT_EVENT }, /* sweep.c: how many went */
	{ "burden", "rates", AUDIT_CHANGE }, { "key", "make", AUDIT_MADE },
	{ "key", "trust", AUDIT_MADE }, { "sign_key", "make", AUDIT_MADE },
	{ "sign_key", "rotate", AUDIT_CHANGE },
	{ "cron_key", "add", AUDIT_MADE },
	{ "cron_key", "revoke", AUDIT_CHANGE },
	{ "audit", "blank", AUDIT_SECRET }, { "audit", "forget", AUDIT_SECRET },
	{ "month", "archive", AUDIT_EVENT },
	{ "backup", "restore", AUDIT_CHANGE }, /* restored.c */
};
const size_t audit_nkind = COUNT(audit_kinds);

static bool
fits(const char *pattern, const char *s)
{
	return str_eq(pattern, "*") || str_eq(pattern, s);
}

const struct audit_kind *
audit_kind(const char *object, const char *act)
{
	for (size_t i = 0; i < audit_nkind; i++)
		if (fits(audit_kinds[i].object, object) &&
		    fits(audit_kinds[i].act, act))
			return &audit_kinds[i];
	return NULL;
}

const char *
audit_kind_wrong(const char *object, const char *act, const char *was,
    const char *became)
{
	const struct audit_kind *k = audit_kind(object, act);

	if (k == NULL)
		return "is not in the table of acts";
	switch (k->carries) {
	case AUDIT_MADE:
		return became == NULL ? "does not say how it is" : NULL;
	case AUDIT_GONE:
		return was == NULL ? "does not say how it was" : NULL;
	case AUDIT_CHANGE:
		return was == NULL && became == NULL ?
			   "does not say what changed" :
			   NULL;
	case AUDIT_EVENT:
	case AUDIT_SECRET:
	default:
		return was != NULL || became != NULL ?
			   "carries what it should not" :
			   NULL;
	}
}
