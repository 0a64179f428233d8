/* cmd_sso.c - baocao sso: identities that the web server vouches for */
#include "core/sso.h"
#include "tool/tool.h"

struct linking {
	const char *login, *issuer, *subject;
};

static enum rc
do_link(struct tool *t, void *arg)
{
	const struct linking *l = arg;

	return sso_link_add(t->db, &t->ctx, l->login, l->issuer, l->subject);
}

static int
link_one(struct tool *t, char **argv)
{
	struct linking l = { argv[1], argv[2], argv[3] };
	enum rc rc = tool_write(t, do_link, &l);

	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s"), l.login);
	if (rc == E_CONFLICT)
		return tool_no(t,
		    _("that identity is linked to an account already"));
	if (rc == OK)
		tool_say(t, _("Whoever is %s at %s signs in as %s."), l.subject,
		    l.issuer, l.login);
	return tool_end(t, rc);
}

static enum rc
do_unlink(struct tool *t, void *arg)
{
	const struct linking *l = arg;

	return sso_link_drop(t->db, &t->ctx, l->issuer, l->subject);
}

static int
unlink_one(struct tool *t, char **argv)
{
	struct linking l = { NULL, argv[1], argv[2] };
	enum rc rc = tool_write(t, do_unlink, &l);

	if (rc == E_NOTFOUND)
		return tool_no(t, _("that identity is linked to no account"));
	if (rc == OK)
		tool_say(t, _("%s at %s signs in as nobody any more."),
		    l.subject, l.issuer);
	return tool_end(t, rc);
}

static enum rc
do_list(struct tool *t, void *arg)
{
	TRY(tool_seen(t, "read", "person", 0, "sso list"));
	return sso_link_list(t->db, arg);
}

static int
list(struct tool *t)
{
	struct sso_links all;
	enum rc rc = tool_write(t, do_list, &all);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < all.n; i++) {
		const struct sso_link *l = &all.at[i];
		tool_say(t, "%-12s %s %s", l->login, l->issuer, l->subject);
		if (!t->as_json)
			continue;
		json_object(&t->json, NULL);
		json_text(&t->json, "login", l->login);
		json_text(&t->json, "issuer", l->issuer);
		json_text(&t->json, "subject", l->subject);
		json_text(&t->json, "made", l->made);
		json_end(&t->json);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc == 2 && str_eq(argv[1], "list"))
		return list(t);
	if (argc == 5 && str_eq(argv[1], "link"))
		return link_one(t, argv + 1);
	if (argc == 4 && str_eq(argv[1], "unlink"))
		return unlink_one(t, argv + 1);
	return tool_usage(t, _("say link, unlink or list"));
}

const struct command cmd_sso = { "sso",
	"link LOGIN ISSUER SUBJECT\nunlink ISSUER SUBJECT\nlist",
	N_("identities at a provider, and the accounts they belong to"), run,
	false };
