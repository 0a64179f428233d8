/* cmd_unit.c - baocao unit: load, find and show units */
#include <string.h>
#include "core/unit.h"
#include "core/unit_import.h"
#include "tool/reform_tool.h"
#include "tool/tool.h"

enum { DEEPEST = 100, SHOWN = 200 };

/* ---------------------------------------------------------------- import */

struct import {
	struct unit_steps steps;
	struct unit_import done;
};

static enum rc
do_import(struct tool *t, void *arg)
{
	struct import *im = arg;

	return unit_import(t->db, &t->ctx, &im->steps, &t->findings, &im->done);
}

static bool
read_all(struct tool *t, int n, char **paths, struct unit_steps *ret)
{
	for (int i = 0; i < n; i++) {
		struct unit_steps s;
		if (!unit_steps_read(t->ctx.mem, paths[i], &t->findings, &s))
			return false;
		struct unit_step *at =
		    arena_alloc(t->ctx.mem, (ret->n + s.n) * sizeof *at);
		if (ret->n > 0)
			memcpy(at, ret->at, ret->n * sizeof *at);
		memcpy(at + ret->n, s.at, s.n * sizeof *at);
		ret->at = at;
		ret->n += s.n;
	}
	return true;
}

static void
show_import(struct tool *t, const struct unit_import *d)
{
	for (size_t i = 0; i < t->findings.n; i++)
		tool_say(t, _("%s: warning: %s"), t->findings.at[i].where,
		    t->findings.at[i].text);
	tool_say(t, _("%ld states loaded, %ld known already."), d->states,
	    d->passed);
	if (d->states > 0)
		tool_say(t,
		    _("%ld units began, %ld ended, %ld went on unchanged; "
		      "%ld successions, %ld of them not comparable."),
		    d->begun, d->ended, d->unchanged, d->successions,
		    d->not_comparable);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "states", d->states);
	json_long(&t->json, "known", d->passed);
	json_long(&t->json, "begun", d->begun);
	json_long(&t->json, "ended", d->ended);
	json_long(&t->json, "unchanged", d->unchanged);
	json_long(&t->json, "moved", d->moved);
	json_long(&t->json, "successions", d->successions);
	json_long(&t->json, "not_comparable", d->not_comparable);
	json_long(&t->json, "warnings",
	    (long)(t->findings.n + t->findings.left));
	json_end(&t->json);
}

static int
import(struct tool *t, int argc, char **argv)
{
	struct import im = { .steps = { 0 } };

	if (argc < 2)
		return tool_usage(t, _("say which directory or file to load"));
	if (!read_all(t, argc - 1, argv + 1, &im.steps))
		return tool_end(t, E_INVALID);
	enum rc rc = tool_write(t, do_import, &im);
	if (rc != OK)
		return tool_end(t, rc);
	show_import(t, &im.done);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- find */

struct hit {
	struct unit unit;
	struct units path; /* from the top of its line */
};
struct search {
	const char *name, *day; /* day NULL: today */
	struct hit *hit;
	size_t n;
};

static bool
is_code(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

/* By name; digits are a code, and so is what no name fits. */
static enum rc
look_up(struct tool *t, const char *name, const char *day, struct units *ret)
{
	if (!is_code(name)) {
		TRY(unit_find(t->db, t->ctx.mem, name, day, ret));
		if (ret->n > 0)
			return OK;
	}
	return unit_by_code(t->db, NULL, name, day, ret);
}

static enum rc
find_path(struct tool *t, long id, const char *day, struct units *ret)
{
	for (long line = LINE_ADMIN; line <= LINE_ICT; line++) {
		TRY(unit_path(t->db, line, id, day, ret));
		if (ret->n > 0)
			return OK;
	}
	return OK;
}

static enum rc
do_find(struct tool *t, void *arg)
{
	struct search *s = arg;
	const char *day = s->day == NULL ? t->ctx.today : s->day;
	struct units units;

	TRY(look_up(t, s->name, day, &units));
	s->n = units.n < SHOWN ? units.n : SHOWN;
	s->hit = arena_alloc(t->ctx.mem, s->n * sizeof *s->hit);
	for (size_t i = 0; i < s->n; i++) {
		s->hit[i].unit = units.at[i];
		TRY(find_path(t, units.at[i].id, day, &s->hit[i].path));
	}
	return OK;
}

static void
show_hit(struct tool *t, const struct hit *h)
{
	const struct unit *u = &h->unit;
	struct buf b = { .mem = t->ctx.mem, .max = 2000 };

	for (size_t i = 0; i + 1 < h->path.n; i++)
		buf_fmt(&b, "%s%s", i == 0 ? "" : " > ", h->path.at[i].name);
	tool_say(t, "%-9s %-10s %s  (%s)", u->code, u->level, u->name,
	    b.at == NULL ? "-" : b.at);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "id", u->id);
	json_text(&t->json, "scheme", u->scheme);
	json_text(&t->json, "code", u->code);
	json_text(&t->json, "level", u->level);
	json_text(&t->json, "name", u->name);
	json_text(&t->json, "valid_from", u->valid_from);
	json_text(&t->json, "valid_to", u->valid_to);
	json_array(&t->json, "path");
	for (size_t i = 0; i < h->path.n; i++)
		json_text(&t->json, NULL, h->path.at[i].name);
	json_end(&t->json);
	json_end(&t->json);
}

static int
find(struct tool *t, int argc, char **argv)
{
	const char *at = tool_option(&argc, argv, "--at");
	struct search s = { .name = argc > 1 ? argv[1] : NULL };

	if (argc != 2)
		return tool_usage(t, _("say one name, in quotation marks"));
	if (at != NULL && !tool_day(t, at, &s.day))
		return TOOL_USAGE;
	enum rc rc = tool_read(t, do_find, &s);
	if (rc != OK)
		return tool_end(t, rc);
	if (s.n == 0)
		return tool_no(t, _("no unit of the name \"%s\" on %s"), s.name,
		    s.day == NULL ? t->ctx.today : s.day);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < s.n; i++)
		show_hit(t, &s.hit[i]);
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- tree */

struct forest {
	const char *name, *day, *line;
	long depth;
	struct units found; /* by the name: it must be one */
	struct unit_tree tree;
};

static enum rc
do_tree(struct tool *t, void *arg)
{
	struct forest *f = arg;
	const char *day = f->day == NULL ? t->ctx.today : f->day;
	long line;

	f->day = day;
	TRY(unit_line_id(t->db, f->line, &line));
	if (f->name == NULL)
		TRY(unit_tops(t->db, line, day, &f->found));
	else
		TRY(look_up(t, f->name, day, &f->found));
	if (f->found.n != 1)
		return OK;
	return unit_tree(t->db, line, f->found.at[0].id, day, f->depth,
	    &f->tree);
}

static void
show_tree(struct tool *t, const struct unit_tree *tree)
{
	long open = -1; /* depth of the last unit that is not closed */

	for (size_t i = 0; i < tree->n; i++) {
		const struct unit_node *u = &tree->at[i];
		tool_say(t, "%*s%s %s", (int)(2 * u->depth), "", u->code,
		    u->name);
		if (!t->as_json)
			continue;
		for (; open >= u->depth; open--) {
			json_end(&t->json);
			json_end(&t->json);
		}
		json_object(&t->json, NULL);
		json_long(&t->json, "id", u->id);
		json_text(&t->json, "code", u->code);
		json_text(&t->json, "level", u->level);
		json_text(&t->json, "name", u->name);
		json_array(&t->json, "units");
		open = u->depth;
	}
	for (; t->as_json && open >= 0; open--) {
		json_end(&t->json);
		json_end(&t->json);
	}
}

static int
no_tree(struct tool *t, const struct forest *f)
{
	struct buf b = { .mem = t->ctx.mem, .max = 1000 };

	if (f->found.n == 0 && f->name == NULL)
		return tool_no(t, _("the line %s has no units on %s"), f->line,
		    f->day);
	if (f->found.n == 0)
		return tool_no(t, _("no unit of the name \"%s\" on %s"),
		    f->name, f->day);
	for (size_t i = 0; i < f->found.n; i++)
		buf_fmt(&b, "%s%s (%s)", i == 0 ? "" : ", ",
		    f->found.at[i].name, f->found.at[i].code);
	return tool_no(t, _("several units are meant by that: %s"), b.at);
}

static int
tree(struct tool *t, int argc, char **argv)
{
	const char *at = tool_option(&argc, argv, "--at");
	const char *line = tool_option(&argc, argv, "--line");
	const char *depth = tool_option(&argc, argv, "--depth");
	struct forest f = { .line = line == NULL ? "administrative" : line,
		.depth = DEEPEST,
		.name = argc > 1 ? argv[1] : NULL };

	if (argc > 2)
		return tool_usage(t, _("say one name, in quotation marks"));
	if (at != NULL && !tool_day(t, at, &f.day))
		return TOOL_USAGE;
	if (depth != NULL && !tool_number(depth, DEEPEST, &f.depth))
		return tool_usage(t, _("--depth takes a number up to %d"),
		    DEEPEST);
	enum rc rc = tool_read(t, do_tree, &f);
	if (rc == E_NOTFOUND && f.found.n == 0)
		return tool_no(t, _("there is no line \"%s\""), f.line);
	if (rc == E_NOTFOUND)
		return tool_no(t,
		    _("\"%s\" does not stand in the line %s on"
		      " %s"),
		    f.found.at[0].name, f.line, f.day);
	if (rc != OK)
		return tool_end(t, rc);
	if (f.found.n != 1)
		return no_tree(t, &f);
	show_tree(t, &f.tree);
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (str_eq(what, "import"))
		return import(t, argc - 1, argv + 1);
	if (str_eq(what, "find"))
		return find(t, argc - 1, argv + 1);
	if (str_eq(what, "tree"))
		return tree(t, argc - 1, argv + 1);
	if (str_eq(what, "reform"))
		return tool_unit_reform(t, argc - 1, argv + 1);
	return tool_usage(t,
	    _("\"%s\" is neither import, find, tree nor reform"), what);
}

const struct command cmd_unit = { "unit",
	"import DIR|FILE...\n"
	"find NAME [--at DATE]\n"
	"tree [UNIT] [--at DATE] [--line LINE] [--depth N]\n"
	"reform PLAN --decision NUMBER --date DATE [--signed DATE] "
	"[--dry-run]\n"
	"reform --list | --resume | --undo REFORM\n"
	"reform --todo REFORM [--kind KIND] [--role ROLE] [--why WHY] "
	"[--find WORDS]\n"
	"\t[--decide HOW [--to UNIT] --rows N,N... | --every]\n"
	"reform --from-mapping DIR --date DATE",
	N_("load units from files, find them by name or code, show who is "
	   "below whom; reorganise them as one planned act"),
	run, false };
