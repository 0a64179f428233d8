/* cmd_register.c - baocao register: lists of things that forms refer to */
#include <stdio.h>
#include "base/date.h"
#include "core/register.h"
#include "io/csv.h"
#include "io/file.h"
#include "tool/tool.h"

enum { FILE_BYTES = 16 << 20 };

struct import {
	struct register_load in;
	struct register_done done;
};

static enum rc
do_import(struct tool *t, void *arg)
{
	struct import *i = arg;

	return register_load(t->db, &t->ctx, &i->in, &t->findings, &i->done);
}

static int
import(struct tool *t, int argc, char **argv)
{
	struct import i = {
		.in = { .name_vi = tool_option(&argc, argv, "--name"),
		    .name_en = tool_option(&argc, argv, "--name-en") }
	};
	struct file file;
	const char *why;

	if (argc != 4)
		return tool_usage(t, _("say which register and which file"));
	i.in.code = argv[2];
	i.in.path = argv[3];
	if (!file_read(t->ctx.mem, argv[3], FILE_BYTES, &file, &why))
		return tool_no(t, _("the file cannot be read: %s"), why);
	i.in.at = file.at;
	i.in.len = file.len;
	enum rc rc = tool_write(t, do_import, &i);
	if (rc != OK)
		return tool_end(t, t->findings.n > 0 ? E_INVALID : rc);
	tool_say(t, _("%s: %ld entries added, %ld changed"), argv[2],
	    i.done.added, i.done.changed);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_long(&t->json, "added", i.done.added);
		json_long(&t->json, "changed", i.done.changed);
		json_end(&t->json);
	}
	return TOOL_OK;
}

static enum rc
do_list(struct tool *t, void *arg)
{
	return register_list(t->db, arg);
}

static int
list(struct tool *t)
{
	struct register_rows rows;
	enum rc rc = tool_read(t, do_list, &rows);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct register_row *r = &rows.at[i];
		tool_say(t, "%s  %s (%ld)", r->code,
		    tr_pick(r->name_vi, r->name_en), r->entries);
		if (!t->as_json)
			continue;
		json_object(&t->json, NULL);
		json_text(&t->json, "code", r->code);
		json_text(&t->json, "name_vi", r->name_vi);
		json_text(&t->json, "name_en", r->name_en);
		json_long(&t->json, "entries", r->entries);
		json_end(&t->json);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

struct shown {
	const char *code, *day;
	struct register_row row;
	struct register_entries entries;
};

static enum rc
do_show(struct tool *t, void *arg)
{
	struct shown *s = arg;

	TRY(register_find(t->db, s->code, &s->row));
	return register_on(t->db, s->code, s->day, &s->entries);
}

/* As CSV, which register import takes again. */
static int
show(struct tool *t, int argc, char **argv)
{
	struct shown s = { 0 };
	const char *at = tool_option(&argc, argv, "--at");

	if (argc != 3)
		return tool_usage(t, _("say which register"));
	if (!tool_day(t, at, &s.day))
		return TOOL_USAGE;
	s.code = argv[2];
	enum rc rc = tool_read(t, do_show, &s);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("There is no register %s."), argv[2]);
	if (rc != OK)
		return tool_end(t, rc);
	register_csv(t->ctx.mem, &s.row, &s.entries, &t->out);
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (str_eq(what, "import"))
		return import(t, argc, argv);
	if (str_eq(what, "list"))
		return list(t);
	if (str_eq(what, "show"))
		return show(t, argc, argv);
	return tool_usage(t, _("say list, show or import"));
}

const struct command cmd_register = { "register",
	"list\nshow CODE [--at DATE]\n"
	"import CODE FILE [--name NAME] [--name-en NAME]",
	N_("lists of things that forms refer to"), run, false };
