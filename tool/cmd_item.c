/* cmd_item.c - baocao item: the catalogue as a file, in and out */
#include "core/item_file.h"
#include "core/item_list.h"
#include "io/file.h"
#include "tool/tool.h"

enum { XLSX_MAX = 64 << 20 };

/* ---------------------------------------------------------------- import */

struct import {
	struct item_file file;
	struct item_results results;
};

static enum rc
do_look(struct tool *t, void *arg)
{
	struct import *im = arg;

	return item_file_look(t->db, &t->ctx, &im->file, &im->results);
}

static enum rc
do_store(struct tool *t, void *arg)
{
	struct import *im = arg;

	t->findings = (struct findings){ .mem = t->ctx.mem };
	return item_file_store(t->db, &t->ctx, &im->file, &t->findings,
	    &im->results);
}

static const char *
act_name(enum item_act act)
{
	static const char *const names[] = { [ITEM_SAME] = "same",
		[ITEM_NEW] = "added",
		[ITEM_CHANGED] = "changed",
		[ITEM_REFUSED] = "refused" };

	return names[act];
}

static void
say_line(struct tool *t, const struct item_result *r)
{
	const struct item_plan *p = &r->plan;

	if (p->act == ITEM_SAME && r->findings.n == 0)
		return;
	tool_say(t, "%ld: %s %s", r->line,
	    p->is.at[ITEM_CODE] == NULL ? "" : p->is.at[ITEM_CODE],
	    p->act == ITEM_NEW     ? _("is added") :
	    p->act == ITEM_CHANGED ? _("is changed") :
	    p->act == ITEM_REFUSED ? _("is refused") :
				     _("stays as it is"));
	for (size_t i = 0; p->act == ITEM_CHANGED && i < p->nchange; i++)
		tool_say(t, "    %s: %.100s > %.100s",
		    item_field_defs[p->change[i].field].code,
		    p->change[i].was == NULL ? "" : p->change[i].was,
		    p->change[i].is);
	for (size_t i = 0; i < r->findings.n; i++)
		tool_say(t, "    %s: %s", r->findings.at[i].where,
		    r->findings.at[i].text);
}

static void
json_line(struct json *j, const struct item_result *r)
{
	const struct item_plan *p = &r->plan;

	json_object(j, NULL);
	json_long(j, "line", r->line);
	json_text(j, "code", p->is.at[ITEM_CODE]);
	json_text(j, "act", act_name(p->act));
	json_text(j, "from", p->from);
	json_array(j, "changes");
	for (size_t i = 0; p->act == ITEM_CHANGED && i < p->nchange; i++) {
		json_object(j, NULL);
		json_text(j, "field", item_field_defs[p->change[i].field].code);
		json_text(j, "was", p->change[i].was);
		json_text(j, "is", p->change[i].is);
		json_end(j);
	}
	json_end(j);
	json_array(j, "findings");
	for (size_t i = 0; i < r->findings.n; i++) {
		json_object(j, NULL);
		json_text(j, "where", r->findings.at[i].where);
		json_text(j, "text", r->findings.at[i].text);
		json_bool(j, "warning", r->findings.at[i].warning);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void
show(struct tool *t, const struct item_results *rs, bool dry)
{
	struct json *j = &t->json;

	for (size_t i = 0; i < rs->n; i++)
		say_line(t, &rs->at[i]);
	tool_say(t,
	    dry ? _("%zu would be added, %zu changed, %zu stay as they are, "
		    "%zu refused") :
		  _("%zu added, %zu changed, %zu as they were, %zu refused"),
	    rs->added, rs->changed, rs->same, rs->refused);
	if (!t->as_json)
		return;
	json_object(j, NULL);
	json_bool(j, "dry_run", dry);
	json_long(j, "added", (long)rs->added);
	json_long(j, "changed", (long)rs->changed);
	json_long(j, "same", (long)rs->same);
	json_long(j, "refused", (long)rs->refused);
	json_array(j, "lines");
	for (size_t i = 0; i < rs->n; i++)
		json_line(j, &rs->at[i]);
	json_end(j);
	json_end(j);
}

static bool
read_file(struct tool *t, const char *path, struct item_file *ret)
{
	struct findings f = { .mem = t->ctx.mem };
	struct file file;
	const char *why;

	if (!file_read(t->ctx.mem, path, ITEM_FILE_BYTES + 1, &file, &why)) {
		finding(&t->findings, path, _("the file cannot be read: %s"),
		    why);
		return false;
	}
	bool good =
	    item_file_read(t->ctx.mem, path, file.at, file.len, &f, ret);
	for (size_t i = 0; i < f.n; i++)
		finding(&t->findings,
		    str_starts(f.at[i].where, path) ?
			f.at[i].where :
			str_fmt(t->ctx.mem, "%s: %s", path, f.at[i].where),
		    "%s", f.at[i].text);
	return good;
}

static int
import(struct tool *t, int argc, char **argv)
{
	bool dry = tool_flag(&argc, argv, "--dry-run");
	struct import im = { { 0 }, { 0 } };

	if (argc != 2)
		return tool_usage(t, _("say which file"));
	if (!read_file(t, argv[1], &im.file))
		return tool_end(t, E_INVALID);
	enum rc rc =
	    dry ? tool_read(t, do_look, &im) : tool_write(t, do_store, &im);
	if (rc != OK)
		return tool_end(t, rc);
	show(t, &im.results, dry);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- export */

static enum rc
do_all(struct tool *t, void *arg)
{
	return item_file_all(t->db, t->ctx.mem, 0, arg);
}

static void
json_items(struct json *j, const struct item_file *file)
{
	json_array(j, NULL);
	for (size_t k = 0; k < file->n; k++) {
		json_object(j, NULL);
		for (int i = 0; i < ITEM_FIELDS; i++)
			json_text(j, item_field_defs[i].code,
			    file->at[k].says.at[i]);
		json_end(j);
	}
	json_end(j);
}

static int
write_xlsx(struct tool *t, const char *path, const struct item_file *file)
{
	struct buf out = { .mem = t->ctx.mem, .max = XLSX_MAX };
	const char *why;
	enum rc rc = item_file_xlsx(&out, file, t->ctx.now);

	if (rc != OK)
		return tool_end(t, rc);
	if (!file_write(path, out.at, out.len, &why))
		return tool_no(t, _("%s cannot be written: %s"), path, why);
	tool_say(t, _("%s: %zu items"), path, file->n);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "file", path);
		json_long(&t->json, "items", (long)file->n);
		json_end(&t->json);
	}
	return TOOL_OK;
}

static int export(struct tool *t, int argc, char **argv)
{
	const char *xlsx = tool_option(&argc, argv, "--xlsx");
	struct item_file file;

	tool_flag(&argc, argv, "--csv");
	if (argc != 1 || (xlsx != NULL && *xlsx == '\0'))
		return tool_usage(t, _("say which file"));
	enum rc rc = tool_read(t, do_all, &file);
	if (rc != OK)
		return tool_end(t, rc);
	if (xlsx != NULL)
		return write_xlsx(t, xlsx, &file);
	if (t->as_json)
		json_items(&t->json, &file);
	else
		item_file_csv(&t->out, &file);
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc > 1 && str_eq(argv[1], "import"))
		return import(t, argc - 1, argv + 1);
	if (argc > 1 && str_eq(argv[1], "export"))
		return export(t, argc - 1, argv + 1);
	return tool_usage(t, _("say import or export"));
}

const struct command cmd_item = { "item",
	"import FILE [--dry-run]\nexport [--csv] [--xlsx FILE]",
	N_("the catalogue of items as CSV or XLSX, in and out"), run, false };
