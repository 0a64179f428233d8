/* cmd_mail.c - baocao mail: letters that wait to be sent, or could not be */
#include "core/outbox.h"
#include "tool/tool.h"

struct asked {
	struct outbox_rows rows;
	bool all;
	long id;
};

static enum rc
do_list(struct tool *t, void *arg)
{
	struct asked *a = arg;

	TRY(tool_seen(t, "read", "person", 0, "mail list"));
	return outbox_list(t->db, a->all, &a->rows);
}

static void
put_json(struct json *j, const struct outbox_row *r)
{
	json_object(j, NULL);
	json_long(j, "id", r->id);
	json_text(j, "to", r->address);
	json_text(j, "subject", r->subject);
	json_text(j, "state", r->state);
	json_long(j, "tries", r->tries);
	json_text(j, "made", r->made);
	json_text(j, "due", r->due);
	json_text(j, "ends", r->ends);
	json_text(j, "sent", r->sent);
	json_text(j, "why", r->why);
	json_end(j);
}

static int
list(struct tool *t, bool all)
{
	struct asked a = { .all = all };
	enum rc rc = tool_write(t, do_list, &a);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < a.rows.n; i++) {
		const struct outbox_row *r = &a.rows.at[i];
		tool_say(t, "%6ld  %-8s %.19s  %s  %s%s%s", r->id, r->state,
		    r->made, r->address, r->subject,
		    str_empty(r->why) ? "" : ": ", r->why);
		if (t->as_json)
			put_json(&t->json, r);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

static enum rc
do_retry(struct tool *t, void *arg)
{
	const struct asked *a = arg;

	return outbox_retry(t->db, &t->ctx, a->id);
}

static int
retry(struct tool *t, const char *which)
{
	struct asked a = { 0 };

	if (!tool_number(which, 1L << 60, &a.id))
		return tool_usage(t, _("\"%s\" is not the number of a letter"),
		    which);
	enum rc rc = tool_write(t, do_retry, &a);
	if (rc == E_NOTFOUND)
		return tool_no(t,
		    _("no letter %ld waits, or it would come too late"), a.id);
	if (rc == OK)
		tool_say(t, _("Letter %ld goes with the next cron run."), a.id);
	return tool_end(t, rc);
}

static int
run(struct tool *t, int argc, char **argv)
{
	bool all = tool_flag(&argc, argv, "--all");

	if (argc == 3 && str_eq(argv[1], "retry"))
		return retry(t, argv[2]);
	if (argc == 2 && str_eq(argv[1], "list"))
		return list(t, all);
	return tool_usage(t, _("say list or retry"));
}

const struct command cmd_mail = { "mail", "list [--all]\nretry NUMBER",
	N_("letters that wait to be sent, or could not be"), run, false };
