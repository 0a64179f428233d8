/* account_invite.c - baocao account invite: a link to choose a password */
#include "core/invite.h"
#include "tool/account_tool.h"

struct invited {
	const char *login, *link;
	bool print, sent;
	struct person p;
};

static enum rc
do_invite(struct tool *t, void *arg)
{
	struct invited *a = arg;

	TRY(account_find(t, a->login, &a->p));
	if (!a->print)
		TRY(invite_send(t->db, &t->ctx, t->conf, a->p.id, &a->sent));
	if (a->sent)
		return OK;
	TRY(invite_link(t->db, &t->ctx, t->conf, &a->p, &a->link));
	if (!str_empty(a->link))
		return OK;
	finding(&t->findings, a->login,
	    _("This account cannot sign in: it is locked, over, or another"
	      " system's."));
	return E_INVALID;
}

int
account_invite(struct tool *t, int argc, char **argv)
{
	struct invited a = { .print = tool_flag(&argc, argv, "--print") };

	if (argc != 2)
		return tool_usage(t, _("say which account"));
	a.login = argv[1];
	enum rc rc = tool_write(t, do_invite, &a);
	if (rc != OK)
		return tool_end(t, rc);
	if (a.sent)
		tool_say(t, _("An invitation goes to %s."), a.p.email);
	else
		tool_say(t, _("Hand this over; it works once, for a week: %s"),
		    a.link);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "login", a.login);
	json_bool(&t->json, "sent", a.sent);
	if (!a.sent)
		json_text(&t->json, "link", a.link);
	json_end(&t->json);
	return TOOL_OK;
}
