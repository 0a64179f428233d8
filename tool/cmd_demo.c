/* cmd_demo.c - baocao demo: a country to look at */
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "core/demo.h"
#include "tool/tool.h"

static enum rc
read_accounts(struct tool *t, void *arg)
{
	return demo_accounts(t->db, arg);
}

static int
show(struct tool *t, const char *at)
{
	struct demo_accounts all;
	enum rc rc = tool_read(t, read_accounts, &all);

	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("Demonstration of %s. Password of these accounts: %s"),
	    date_show(t->ctx.mem, at), DEMO_PASSWORD);
	for (size_t i = 0; i < all.n; i++)
		tool_say(t, "  %-12s %s – %s – %s", all.at[i].login,
		    all.at[i].role, all.at[i].unit, all.at[i].name);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "at", at);
	json_text(&t->json, "password", DEMO_PASSWORD);
	json_array(&t->json, "accounts");
	for (size_t i = 0; i < all.n; i++) {
		json_object(&t->json, NULL);
		json_text(&t->json, "login", all.at[i].login);
		json_text(&t->json, "name", all.at[i].name);
		json_text(&t->json, "role", all.at[i].role);
		json_text(&t->json, "unit", all.at[i].unit);
		json_end(&t->json);
	}
	json_end(&t->json);
	json_end(&t->json);
	return TOOL_OK;
}

static enum rc
do_move(struct tool *t, void *arg)
{
	return demo_move(t->db, &t->ctx, arg);
}

static int
move(struct tool *t, const char *at)
{
	struct date d;

	if (!date_parse(at, &d))
		return tool_usage(t,
		    _("\"%s\" is no date; write it as 2026-09-28"), at);
	enum rc rc = tool_write(t, do_move, (void *)at);
	if (rc == E_CONFLICT)
		return tool_no(t, _("this is no demonstration"));
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("It is %s now."), date_show(t->ctx.mem, at));
	return TOOL_OK;
}

static void
tell(const char *line)
{
	fprintf(stderr, "  %s\n", line);
}

static int
run(struct tool *t, int argc, char **argv)
{
	const char *at = tool_option(&argc, argv, "--at");
	const char *to = tool_option(&argc, argv, "--move");
	struct secret_cost cost = { .kib = t->conf->hash_kib,
		.passes = t->conf->hash_passes,
		.slots = t->conf->hash_slots,
		.dir = t->conf->run };
	struct date d;

	if (argc != 1)
		return tool_usage(t, _("\"%s\" is too much"), argv[1]);
	if (to != NULL)
		return move(t, to);
	if (at == NULL)
		at = DEMO_DATE;
	if (!date_parse(at, &d))
		return tool_usage(t,
		    _("\"%s\" is no date; write it as 2026-09-28"), at);
	enum rc rc = tool_read(t, NULL, NULL);
	if (rc == OK)
		rc = demo_build(t->db, &t->ctx, &cost, t->conf->sign_key, at,
		    tell);
	if (rc == E_CONFLICT)
		return tool_no(t,
		    _("there are reports already; a demonstration "
		      "begins with an empty database"));
	if (rc == E_INVALID)
		return tool_no(t, _("load units and forms first"));
	return rc == OK ? show(t, at) : tool_end(t, rc);
}

const struct command cmd_demo = { "demo", "[--at DATE]\n--move DATE",
	N_("build a demonstration: figures, accounts, and the clock of a day"),
	run, false };
