/* cmd_burden.c - baocao burden: what reporting costs those who report */
#include "core/burden.h"
#include "core/inventory.h"
#include "core/unit.h"
#include "io/file.h"
#include "tool/tool.h"

struct account {
	const char *at, *before, *unit;
	struct burden_scope scope;
	struct burden_rates rates;
	struct burden now, was;
	struct burden_progress progress;
	struct units units;
};

static enum rc
find_unit(struct tool *t, struct account *a)
{
	if (a->unit == NULL)
		return OK;
	TRY(unit_by_code(t->db, NULL, a->unit, a->at, &a->units));
	if (a->units.n == 0)
		TRY(unit_find(t->db, t->ctx.mem, a->unit, a->at, &a->units));
	if (a->units.n == 1)
		a->scope.unit_id = a->units.at[0].id;
	return OK;
}

static enum rc
count(struct tool *t, void *arg)
{
	struct account *a = arg;

	if (a->at == NULL)
		a->at = t->ctx.today;
	TRY(find_unit(t, a));
	if (a->unit != NULL && a->units.n != 1)
		return OK;
	TRY(burden_rates(t->db, &a->rates));
	if (a->before != NULL)
		TRY(burden_on(t->db, &t->ctx, &a->scope, &a->rates, a->before,
		    &a->was));
	TRY(burden_progress(t->db, &t->ctx, a->at, &a->progress));
	return burden_on(t->db, &t->ctx, &a->scope, &a->rates, a->at, &a->now);
}

static void
put_range(struct json *j, const char *name, long least, long most)
{
	json_array(j, name);
	json_long(j, NULL, least);
	json_long(j, NULL, most);
	json_end(j);
}

static void
put_burden(struct tool *t, const char *name, const struct burden *b)
{
	struct json *j = &t->json;

	json_object(j, name);
	json_text(j, "day", b->day);
	json_long(j, "units", b->units);
	put_range(j, "kinds", b->least, b->most);
	put_range(j, "reports_of_a_unit", b->few, b->many);
	json_long(j, "reports", b->reports);
	json_long(j, "cells_asked", b->asked);
	json_long(j, "cells", b->cells);
	json_long(j, "kinds_without_form", b->unknown);
	json_num(j, "minutes", dec_text(t->ctx.mem, b->minutes));
	json_num(j, "dong", dec_text(t->ctx.mem, b->dong));
	json_array(j, "regimes");
	for (size_t i = 0; i < b->n; i++) {
		const struct burden_regime *r = &b->at[i];
		json_object(j, NULL);
		json_text(j, "code", r->code);
		json_text(j, "title", tr_pick(r->title_vi, r->title_en));
		json_text(j, "frequency", r->frequency);
		json_long(j, "times", r->times);
		json_long(j, "units", r->units);
		json_long(j, "reports", r->reports);
		if (r->has_form) {
			json_long(j, "cells", r->cells);
			json_long(j, "shown", r->shown);
		}
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static const char *
range(struct arena *mem, long least, long most)
{
	if (least == most)
		return str_long(mem, least);
	return str_fmt(mem, "%ld-%ld", least, most);
}

static void
say_burden(struct tool *t, const struct burden *b)
{
	struct arena *mem = t->ctx.mem;

	tool_say(t,
	    _("%s: %ld units, each %s kinds of report, %s reports a "
	      "year; %ld reports a year together"),
	    b->day, b->units, range(mem, b->least, b->most),
	    range(mem, b->few, b->many), b->reports);
	tool_say(t,
	    _("  %ld cells a year (%ld kinds have no form here), %s hours, %s "
	      "dong"),
	    b->cells, b->unknown,
	    dec_text(mem,
		dec_round(mem, dec_div(mem, b->minutes, dec_long(mem, 60)), 0)),
	    dec_text(mem, b->dong));
	for (size_t i = 0; i < b->n; i++) {
		const struct burden_regime *r = &b->at[i];
		tool_say(t, "  %-12s %4ld x %6ld = %8ld  %s", r->code, r->times,
		    r->units, r->reports, tr_pick(r->title_vi, r->title_en));
	}
}

static void
show(struct tool *t, const struct account *a)
{
	if (a->before != NULL)
		say_burden(t, &a->was);
	say_burden(t, &a->now);
	if (a->before != NULL)
		tool_say(t, _("fewer reports a year: %ld"),
		    a->was.reports - a->now.reports);
	tool_say(t, _("regimes that can be reported on here: %ld of %ld"),
	    a->progress.complete, a->progress.known);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	if (a->before != NULL)
		put_burden(t, "before", &a->was);
	put_burden(t, "now", &a->now);
	if (a->before != NULL)
		json_long(&t->json, "fewer_reports",
		    a->was.reports - a->now.reports);
	json_object(&t->json, "progress");
	json_long(&t->json, "complete", a->progress.complete);
	json_long(&t->json, "known", a->progress.known);
	json_end(&t->json);
	json_end(&t->json);
}

struct list {
	const char *path;
	struct file file;
	struct inventory done;
};

static enum rc
do_import(struct tool *t, void *arg)
{
	struct list *l = arg;

	return inventory_import(t->db, &t->ctx, l->path, l->file.at,
	    l->file.len, &t->findings, &l->done);
}

static int
import(struct tool *t, const char *path)
{
	struct list l = { .path = path };
	const char *why;

	if (!file_read(t->ctx.mem, path, INVENTORY_BYTES, &l.file, &why))
		return tool_no(t, "%s: %s", path, why);
	enum rc rc = tool_write(t, do_import, &l);
	if (rc != OK)
		return tool_end(t, t->findings.n > 0 ? E_INVALID : rc);
	tool_say(t, _("%s: %ld regimes, %ld of them new"), path, l.done.rows,
	    l.done.made);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_long(&t->json, "regimes", l.done.rows);
		json_long(&t->json, "new", l.done.made);
		json_end(&t->json);
	}
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	struct account a = { .at = tool_option(&argc, argv, "--at"),
		.before = tool_option(&argc, argv, "--before"),
		.unit = tool_option(&argc, argv, "--unit") };

	a.scope.level = tool_option(&argc, argv, "--level");
	if (argc == 3 && str_eq(argv[1], "import"))
		return import(t, argv[2]);
	if (argc != 1)
		return tool_usage(t,
		    _("say nothing more, or import and a file"));
	const char *day;
	if (!tool_day(t, a.at, &day) || !tool_day(t, a.before, &day))
		return TOOL_USAGE;
	enum rc rc = tool_read(t, count, &a);
	if (rc != OK)
		return tool_end(t, rc);
	if (a.unit != NULL && a.units.n != 1)
		return tool_no(t,
		    _("%zu units are meant by \"%s\"; give a code"), a.units.n,
		    a.unit);
	show(t, &a);
	return TOOL_OK;
}

const struct command cmd_burden = { "burden",
	"[--at DATE] [--before DATE] [--unit CODE] [--level LEVEL]\n"
	"import FILE.csv",
	N_("count what reporting costs, or take in a list of regimes"), run,
	false };
