/* account_file.c - baocao account import: many people out of a file */
#include <string.h>
#include "core/person_file.h"
#include "io/file.h"
#include "tool/account_tool.h"

struct imported {
	struct person_file file;
	bool dry;
};

static enum rc
do_import(struct tool *t, void *arg)
{
	struct imported *a = arg;

	if (a->dry)
		return person_file_look(t->db, &t->ctx, &a->file);
	return person_file_store(t->db, &t->ctx, &a->file, &t->findings);
}

static void
put_line(struct tool *t, const struct person_line *l)
{
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "line", l->line);
	json_text(&t->json, "login", l->cell[PERSON_LOGIN]);
	json_text(&t->json, "act", l->act == PERSON_NEW ? "new" : "further");
	json_end(&t->json);
}

/* What is wrong with a line that was only looked at. */
static void
tell(struct tool *t, const struct person_line *l)
{
	for (size_t i = 0; i < l->findings.n; i++)
		finding(&t->findings, str_fmt(t->ctx.mem, "line %ld", l->line),
		    "%s: %s", l->findings.at[i].where, l->findings.at[i].text);
}

int
account_import(struct tool *t, int argc, char **argv)
{
	struct imported a = { .dry = tool_flag(&argc, argv, "--dry-run") };
	const char *why;
	struct file in;

	if (argc != 2)
		return tool_usage(t, _("say which file"));
	if (!file_read(t->ctx.mem, argv[1], PERSON_FILE_BYTES, &in, &why))
		return tool_no(t, "%s: %s", argv[1], why);
	if (!person_file_read(t->ctx.mem, argv[1], in.at, in.len, &t->findings,
		&a.file))
		return tool_end(t, E_INVALID);
	enum rc rc =
	    a.dry ? tool_read(t, do_import, &a) : tool_write(t, do_import, &a);
	if (rc != OK)
		return tool_end(t, rc);
	for (size_t i = 0; i < a.file.n; i++)
		tell(t, &a.file.at[i]);
	if (a.file.refused > 0)
		return tool_end(t, E_INVALID);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < a.file.n; i++)
		put_line(t, &a.file.at[i]);
	if (t->as_json)
		json_end(&t->json);
	tool_say(t, _("New accounts: %zu; further roles: %zu; refused: %zu."),
	    a.file.fresh, a.file.further, a.file.refused);
	return TOOL_OK;
}
