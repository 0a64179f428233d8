/* cmd_form.c - baocao form: regime files, looked over and loaded */
#include <stdio.h>
#include "core/form.h"
#include "io/file.h"
#include "io/xml.h"
#include "tool/tool.h"

struct loaded {
	const char *path;
	struct regime_file file;
};

/* What is in it, or findings at "FILE:7". */
static bool
read_file(struct tool *t, const char *path, struct loaded *ret)
{
	struct findings f = { .mem = t->ctx.mem };
	struct file file;
	const char *why;

	ret->path = path;
	if (!file_read(t->ctx.mem, path, XML_BYTES + 1, &file, &why)) {
		finding(&t->findings, path, _("the file cannot be read: %s"),
		    why);
		return false;
	}
	enum rc rc = regime_read(t->ctx.mem, file.at, file.len, &f, &ret->file);
	for (size_t i = 0; i < f.n; i++)
		finding(&t->findings,
		    str_fmt(t->ctx.mem, "%s: %s", path, f.at[i].where), "%s",
		    f.at[i].text);
	return rc == OK;
}

static bool
read_files(struct tool *t, int n, char **paths, struct loaded *ret)
{
	bool good = true;

	for (int i = 0; i < n; i++)
		if (!read_file(t, paths[i], &ret[i]))
			good = false;
	return good;
}

/*
 * What is added or compared in different units of measure: to look at.  A file
 * that is only checked needs no database, and is read by words alone.
 */
static void
show_doubts(struct tool *t, const struct form *f)
{
	struct findings doubts = { .mem = t->ctx.mem };
	struct item_measures source = { .of = NULL };

	if (t->db != NULL &&
	    form_source(t->db, f, f->valid_from, &source) != OK)
		return;
	form_measures(t->ctx.mem, f, &source, &doubts);
	if (t->as_json)
		json_array(&t->json, "warnings");
	for (size_t i = 0; i < doubts.n; i++) {
		const char *text = str_fmt(t->ctx.mem, "%s: %s",
		    doubts.at[i].where, doubts.at[i].text);
		tool_say(t, "  %s: %s", _("warning"), text);
		if (t->as_json)
			json_text(&t->json, NULL, text);
	}
	if (t->as_json)
		json_end(&t->json);
}

static void
show_form(struct tool *t, const struct form *f)
{
	size_t typed = 0;

	for (size_t i = 0; i < f->ncell; i++)
		typed += f->cells[i].type != CELL_NONE &&
			 f->cells[i].computed == NULL;
	tool_say(t,
	    _("  version %s: %zu columns, %zu rows, %zu cells typed, "
	      "%zu computed"),
	    f->version, f->ncol - f->nlabel, f->nrow, typed, f->norder);
	if (!t->as_json) {
		show_doubts(t, f);
		return;
	}
	json_object(&t->json, NULL);
	json_text(&t->json, "version", f->version);
	json_text(&t->json, "from", f->valid_from);
	json_text(&t->json, "to", f->valid_to);
	json_long(&t->json, "columns", (long)(f->ncol - f->nlabel));
	json_long(&t->json, "rows", (long)f->nrow);
	json_long(&t->json, "typed", (long)typed);
	json_long(&t->json, "computed", (long)f->norder);
	json_long(&t->json, "checks", (long)f->ncheck);
	show_doubts(t, f);
	json_end(&t->json);
}

static void
show(struct tool *t, const struct loaded *at, int n, const char *done)
{
	if (t->as_json)
		json_array(&t->json, NULL);
	for (int i = 0; i < n; i++) {
		const struct regime_file *r = &at[i].file;
		tool_say(t, "%s: %s, %s", at[i].path, r->code, done);
		if (t->as_json) {
			json_object(&t->json, NULL);
			json_text(&t->json, "file", at[i].path);
			json_text(&t->json, "regime", r->code);
			json_array(&t->json, "forms");
		}
		for (size_t k = 0; k < r->nform; k++)
			show_form(t, &r->forms[k]);
		if (t->as_json) {
			json_end(&t->json);
			json_end(&t->json);
		}
	}
	if (t->as_json)
		json_end(&t->json);
}

struct load {
	const struct loaded *at;
	int n;
};

static enum rc
do_load(struct tool *t, void *arg)
{
	const struct load *l = arg;

	for (int i = 0; i < l->n; i++)
		TRY(regime_store(t->db, &t->ctx, &l->at[i].file, &t->findings));
	return OK;
}

/* All of them in one transaction, or none. */
static int
load(struct tool *t, const struct loaded *at, int n)
{
	tool_connect(t);
	enum rc rc = tool_write(t, do_load, &(struct load){ at, n });
	if (rc != OK)
		return tool_end(t, t->findings.n > 0 ? E_INVALID : rc);
	show(t, at, n, _("loaded"));
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	bool check = argc > 1 && str_eq(argv[1], "check");

	if (argc > 1 && str_eq(argv[1], "read"))
		return form_read_template(t, argc - 1, argv + 1);
	if (!check && !(argc > 1 && str_eq(argv[1], "load")))
		return tool_usage(t, _("say check, load or read"));
	if (argc < 3)
		return tool_usage(t, _("say which file"));
	struct loaded *at = arena_alloc(t->ctx.mem, (size_t)argc * sizeof *at);
	if (!read_files(t, argc - 2, argv + 2, at))
		return tool_end(t, E_INVALID);
	if (!check)
		return load(t, at, argc - 2);
	show(t, at, argc - 2, _("ok"));
	return TOOL_OK;
}

const struct command cmd_form = { "form",
	"check FILE...\nload FILE...\n"
	"read TEMPLATE.xlsx [--csv|--xml] [--sheet NAME]",
	N_("look over a regime's XML file, or load it; understand a template"),
	run, true };
