/* cmd_key.c - baocao key: keys for the URLs that cron calls */
#include "base/utf8.h"
#include "core/cron_key.h"
#include "core/person.h"
#include "tool/tool.h"

enum { NAME_MAX_LEN = 60 };

struct adding {
	const char *name, *job, *login, *key;
};

static enum rc
do_add(struct tool *t, void *arg)
{
	struct adding *a = arg;
	struct person p;

	TRY(person_by_login(t->db, a->login, &p));
	return cron_key_add(t->db, &t->ctx, a->name, a->job, p.id, &a->key);
}

static int
add(struct tool *t, int argc, char **argv)
{
	struct adding a;

	if (argc != 4)
		return tool_usage(t,
		    _("say a name for the key, its job and an account"));
	a = (struct adding){ argv[1], argv[2], argv[3], NULL };
	if (!str_eq(a.job, CRON_RUN) && !str_eq(a.job, CRON_REPORT))
		return tool_usage(t, _("a job is %s or %s"), CRON_RUN,
		    CRON_REPORT);
	if (utf8_len(a.name) > NAME_MAX_LEN)
		return tool_usage(t, _("the name is too long"));
	enum rc rc = tool_write(t, do_add, &a);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s"), a.login);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, "%s", a.key);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "key", a.key);
	json_end(&t->json);
	return TOOL_OK;
}

static enum rc
do_list(struct tool *t, void *arg)
{
	TRY(tool_seen(t, "read", "person", 0, "key list"));
	return cron_key_list(t->db, arg);
}

static int
list(struct tool *t)
{
	struct cron_keys all;
	enum rc rc = tool_write(t, do_list, &all);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < all.n; i++) {
		const struct cron_key *k = &all.at[i];
		tool_say(t, "%ld  %-8s %s (%s, %s)%s%s", k->id, k->job, k->name,
		    k->login, k->made,
		    k->revoked == NULL ? "" : _(", revoked "),
		    k->revoked == NULL ? "" : k->revoked);
		if (!t->as_json)
			continue;
		json_object(&t->json, NULL);
		json_long(&t->json, "id", k->id);
		json_text(&t->json, "name", k->name);
		json_text(&t->json, "job", k->job);
		json_text(&t->json, "login", k->login);
		json_text(&t->json, "made", k->made);
		json_text(&t->json, "revoked", k->revoked);
		json_end(&t->json);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

static enum rc
do_revoke(struct tool *t, void *arg)
{
	return cron_key_revoke(t->db, &t->ctx, *(const long *)arg);
}

static int
revoke(struct tool *t, const char *number)
{
	long id;
	int status = tool_revoke(t, number, do_revoke,
	    _("say the number that `key list' shows"),
	    _("there is no such key in force"), &id);

	if (status == TOOL_OK)
		tool_say(t, _("Key %ld opens nothing any more."), id);
	return status;
}

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc == 2 && str_eq(argv[1], "list"))
		return list(t);
	if (argc > 1 && str_eq(argv[1], "add"))
		return add(t, argc - 1, argv + 1);
	if (argc == 3 && str_eq(argv[1], "revoke"))
		return revoke(t, argv[2]);
	return tool_usage(t, _("say add, list or revoke"));
}

const struct command cmd_key = { "key", "add NAME JOB LOGIN\nlist\nrevoke ID",
	N_("keys for the addresses that cron calls; shown once"), run, false };
