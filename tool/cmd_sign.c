/* cmd_sign.c - baocao sign: the key of this installation */
#include <stdlib.h>
#include "core/sign_key.h"
#include "io/secret.h"
#include "tool/sign_tool.h"

enum { OVERLAP_H = 24, OVERLAP_MAX_H = 24 * 30 };

struct storing {
	bool replace;
	long overlap_h;
};

static enum rc
do_store(struct tool *t, void *arg)
{
	const struct storing *s = arg;

	return sign_key_store(t->db, &t->ctx, t->conf->sign_key, s->replace,
	    s->overlap_h);
}

static const char *
settings_file(void)
{
	const char *file = getenv("BAOCAO_CONF");

	return file == NULL ? SYSCONFDIR "/baocao.conf" : file;
}

static int
say_key(struct tool *t, const char *public)
{
	tool_say(t, _("Key %s is in force: %s"), public, t->conf->sign_key);
	if (t->conf->sandbox && !sign_key_alone(t->conf->sign_key))
		tool_say(t,
		    _("Other files lie in its folder: start the programs "
		      "\"entry\" and \"cron\" anew, so that they find it."));
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "key", public);
	json_text(&t->json, "file", t->conf->sign_key);
	json_end(&t->json);
	return TOOL_OK;
}

/* File, rows, file: each step may be the last one of a run that was ended. */
static int
make(struct tool *t, struct storing how)
{
	const char *path = t->conf->sign_key, *public = NULL;

	if (path == NULL)
		return tool_no(t,
		    _("say in the settings file where the key shall be: "
		      "sign_key = /etc/baocao/sign/sign.key"));
	enum rc rc = sign_key_draft(t->ctx.mem, path, settings_file(),
	    how.replace, &public, &t->findings);
	if (rc == OK)
		rc = tool_write(t, do_store, &how);
	if (rc == E_CONFLICT) {
		sign_key_drop(t->ctx.mem, path);
		return tool_no(t,
		    _("another key than the one in %s is in force here: put "
		      "its file back, or replace it with `baocao sign "
		      "rotate'"),
		    path);
	}
	if (rc == OK)
		rc = sign_key_settle(t->ctx.mem, path, &t->findings);
	return rc == OK ? say_key(t, public) : tool_end(t, rc);
}

static int
rotate(struct tool *t, int argc, char **argv)
{
	const char *hours = tool_option(&argc, argv, "--overlap");
	struct storing how = { .replace = true, .overlap_h = OVERLAP_H };

	if (argc != 1)
		return tool_usage(t, _("\"%s\" is too much"), argv[1]);
	if (hours != NULL && !tool_number(hours, OVERLAP_MAX_H, &how.overlap_h))
		return tool_usage(t,
		    _("--overlap takes hours, from 0 to %d: so long what the "
		      "old key signs counts as well"),
		    OVERLAP_MAX_H);
	return make(t, how);
}

static enum rc
do_list(struct tool *t, void *arg)
{
	return sign_key_load(t->db, t->ctx.mem, t->conf->sign_key, arg);
}

static void
show_key(struct tool *t, const struct sign_keys *all, const struct sign_key *k)
{
	bool root = str_eq(k->public, all->root);

	tool_say(t, "%s  %s  %s%s", k->public, k->valid_from,
	    k->valid_to == NULL ? _("in force") : k->valid_to,
	    root ? _(", in the file") : "");
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "key", k->public);
	json_text(&t->json, "from", k->valid_from);
	json_text(&t->json, "to", k->valid_to);
	json_text(&t->json, "replaced_by", k->replaced_by);
	json_bool(&t->json, "file", root);
	json_text(&t->json, "pem", secret_public_pem(t->ctx.mem, k->public));
	json_end(&t->json);
}

static int
list(struct tool *t, int argc, char **argv)
{
	bool pem = tool_flag(&argc, argv, "--pem");
	struct sign_keys all;

	if (argc != 1)
		return tool_usage(t, _("\"%s\" is too much"), argv[1]);
	enum rc rc = tool_read(t, do_list, &all);
	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < all.n; i++)
		if (pem && !t->as_json)
			buf_str(&t->out,
			    secret_public_pem(t->ctx.mem, all.at[i].public));
		else
			show_key(t, &all, &all.at[i]);
	if (t->as_json)
		json_end(&t->json);
	else if (all.n == 0)
		tool_say(t, _("There is no key yet: baocao sign init"));
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc == 2 && str_eq(argv[1], "init"))
		return make(t, (struct storing){ .replace = false });
	if (argc >= 2 && str_eq(argv[1], "rotate"))
		return rotate(t, argc - 1, argv + 1);
	if (argc >= 2 && str_eq(argv[1], "key"))
		return list(t, argc - 1, argv + 1);
	if (argc >= 2 && str_eq(argv[1], "verify"))
		return tool_sign_verify(t, argc - 1, argv + 1);
	return tool_usage(t, _("say init, key, rotate or verify"));
}

const struct command cmd_sign = { "sign",
	"init\nkey [--pem]\nrotate [--overlap HOURS]\nverify RECEIPT|--all",
	N_("the key with which this installation signs, and what it signed"),
	run, false };
