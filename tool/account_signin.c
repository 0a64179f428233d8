/* account_signin.c - baocao account: how somebody signs in */
#include <string.h>
#include "core/person.h"
#include "core/second.h"
#include "core/session.h"
#include "core/signin_link.h"
#include "tool/account_tool.h"

enum { HAND_MIN = 24 * 60 };

struct signin_of {
	const char *login, *key;
	struct session_rows rows;
	long gone;
	bool end, none;
};

static enum rc
do_link(struct tool *t, void *arg)
{
	struct signin_of *a = arg;
	struct person p;

	TRY(person_by_login(t->db, a->login, &p));
	return signin_link_make(t->db, &t->ctx,
	    &(struct link_for){ p.id, p.login, HAND_MIN,
		"by the command line" },
	    &a->key);
}

static enum rc
do_second(struct tool *t, void *arg)
{
	struct signin_of *a = arg;
	struct person p;

	TRY(person_by_login(t->db, a->login, &p));
	enum rc rc =
	    second_drop(t->db, &t->ctx, p.id, p.login, "by the command line");
	a->none = rc == E_NOTFOUND;
	if (a->none)
		return OK;
	TRY(rc);
	return session_end_all(t->db, &t->ctx, p.id, p.login, NULL, &a->gone);
}

static enum rc
do_sessions(struct tool *t, void *arg)
{
	struct signin_of *a = arg;
	struct person p;

	TRY(person_by_login(t->db, a->login, &p));
	TRY(tool_seen(t, "read", "person", p.id, "account sessions"));
	TRY(session_list(t->db, &t->ctx, p.id, &a->rows));
	if (!a->end)
		return OK;
	return session_end_all(t->db, &t->ctx, p.id, p.login, NULL, &a->gone);
}

static int
come_of(struct tool *t, const struct signin_of *a, enum rc rc)
{
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s"), a->login);
	return tool_end(t, rc);
}

int
account_link(struct tool *t, int argc, char **argv)
{
	struct signin_of a = { 0 };

	if (argc != 2)
		return tool_usage(t, _("say which account"));
	a.login = argv[1];
	int status = come_of(t, &a, tool_write(t, do_link, &a));
	if (status != TOOL_OK)
		return status;
	const char *address = signin_link_address(&t->ctx, t->conf, a.key);
	if (*address == '\0')
		address = str_fmt(t->ctx.mem, "%s/reset/new?key=%s",
		    t->conf->base, a.key);
	tool_say(t, _("Once, within a day, %s chooses a password here:"),
	    a.login);
	tool_say(t, "%s", address);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "login", a.login);
	json_text(&t->json, "link", address);
	json_end(&t->json);
	return TOOL_OK;
}

int
account_second(struct tool *t, int argc, char **argv)
{
	bool drop = tool_flag(&argc, argv, "--drop");
	struct signin_of a = { 0 };

	if (argc != 2 || !drop)
		return tool_usage(t,
		    _("say which account, and --drop to take its second factor"
		      " away"));
	a.login = argv[1];
	int status = come_of(t, &a, tool_write(t, do_second, &a));
	if (status != TOOL_OK)
		return status;
	if (a.none)
		return tool_no(t, _("%s has no second factor"), a.login);
	tool_say(t,
	    _("%s has no second factor any more, and is signed out"
	      " everywhere."),
	    a.login);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "login", a.login);
	json_bool(&t->json, "second", false);
	json_end(&t->json);
	return TOOL_OK;
}

static void
show_session(struct tool *t, const struct session_row *s)
{
	tool_say(t, "%s - %s  %s  %s%s", s->made, s->seen, s->address, s->agent,
	    s->strong ? _(" (two factors)") : "");
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "since", s->made);
	json_text(&t->json, "seen", s->seen);
	json_text(&t->json, "address", s->address);
	json_text(&t->json, "agent", s->agent);
	json_bool(&t->json, "strong", s->strong);
	json_end(&t->json);
}

int
account_sessions(struct tool *t, int argc, char **argv)
{
	struct signin_of a = { .end = tool_flag(&argc, argv, "--end") };

	if (argc != 2)
		return tool_usage(t, _("say which account"));
	a.login = argv[1];
	int status = come_of(t, &a, tool_write(t, do_sessions, &a));
	if (status != TOOL_OK)
		return status;
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < a.rows.n; i++)
		show_session(t, &a.rows.at[i]);
	if (t->as_json)
		json_end(&t->json);
	if (a.end)
		tool_say(t, _("%ld sessions of %s have ended."), a.gone,
		    a.login);
	return TOOL_OK;
}
