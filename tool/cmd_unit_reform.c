/* cmd_unit_reform.c - baocao unit reform: try a plan, carry it out, undo it */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/date.h"
#include "core/reform_mapping.h"
#include "tool/reform_tool.h"

struct reform_call {
	struct reform_in in;
	struct reform_plan plan;
	struct reform_look look;
	struct reform r;
	struct reforms all;
	long id;
};

static bool
plan_read(struct tool *t, const char *path, struct reform_plan *ret)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	struct file file;
	const char *why;

	if (!file_read(t->ctx.mem, path, REFORM_BYTES, &file, &why)) {
		finding(&t->findings, path, _("the file cannot be read: %s"),
		    why);
		return false;
	}
	/* what is kept says nothing of this machine's folders */
	return reform_plan_read(t->ctx.mem, name, file.at, file.len,
	    &t->findings, ret);
}

static enum rc
do_look(struct tool *t, void *arg)
{
	struct reform_call *c = arg;

	TRY(reform_look(t->db, &t->ctx, &c->in, &c->plan, &t->findings,
	    &c->look));
	return tool_seen(t, "read", "reform", 0, "unit reform --dry-run");
}

static enum rc
do_add(struct tool *t, void *arg)
{
	struct reform_call *c = arg;

	TRY(reform_add(t->db, &t->ctx, &c->in, &c->plan, &t->findings, &c->id));
	return reform_get(t->db, c->id, &c->r);
}

static enum rc
do_start(struct tool *t, void *arg)
{
	struct reform_call *c = arg;

	TRY(reform_start(t->db, &t->ctx, c->id, c->r.version, &t->findings));
	return reform_get(t->db, c->id, &c->r);
}

static enum rc
do_undo(struct tool *t, void *arg)
{
	struct reform_call *c = arg;

	TRY(reform_get(t->db, c->id, &c->r));
	TRY(reform_undo(t->db, &t->ctx, c->id, c->r.version, &t->findings));
	return reform_get(t->db, c->id, &c->r);
}

static enum rc
do_next(struct tool *t, void *arg)
{
	return reform_next(t->db, &((struct reform_call *)arg)->r);
}

static enum rc
do_step(struct tool *t, void *arg)
{
	return reform_step(t->db, &t->ctx, &((struct reform_call *)arg)->r);
}

static enum rc
do_list(struct tool *t, void *arg)
{
	return reform_list(t->db, &((struct reform_call *)arg)->all);
}

static bool
at_work(const struct reform *r)
{
	return str_eq(r->state, "running") || str_eq(r->state, "undoing");
}

static void
progress(const struct reform *r, bool end)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%s %ld/%ld%s", r->state, r->done, r->total,
		    end ? "\n" : "");
}

static int
ended(struct tool *t, const struct reform *r)
{
	if (str_eq(r->state, "planned") || !str_empty(r->note))
		return tool_no(t, _("reform %ld was not carried out: %s"),
		    r->id, r->note);
	tool_say(t,
	    str_eq(r->state, "undone") ?
		_("Reform %ld (%s, %s) is undone: %ld units are as before.") :
		_("Reform %ld (%s, %s) is carried out: %ld units changed."),
	    r->id, r->decision, date_show(t->ctx.mem, r->on_date), r->total);
	if (t->as_json)
		tool_reform_json(t, r);
	return TOOL_OK;
}

/* What was said of the day or the decision is said of its option. */
static int
refused(struct tool *t, enum rc rc)
{
	static const struct {
		const char *where, *option;
	} all[] = { { "on_date", "--date" }, { "decided", "--signed" },
		{ "decision", "--decision" } };

	for (size_t i = 0; !t->as_json && i < t->findings.n; i++)
		for (size_t k = 0; k < COUNT(all); k++)
			if (str_eq(t->findings.at[i].where, all[k].where))
				t->findings.at[i].where = all[k].option;
	return tool_end(t, rc);
}

/* Step by step, each in a transaction of its own. */
static int
go_on(struct tool *t, struct reform_call *c)
{
	enum rc rc = OK;

	while (rc == OK && at_work(&c->r)) {
		progress(&c->r, false);
		rc = tool_write(t, do_step, c);
	}
	progress(&c->r, true);
	return rc == OK ? ended(t, &c->r) : tool_end(t, rc);
}

static int
carry_out(struct tool *t, struct reform_call *c)
{
	enum rc rc = tool_write(t, do_add, c);

	if (rc != OK)
		return refused(t, rc);
	if (str_eq(c->r.state, "done"))
		return tool_no(t, _("that was carried out already: reform %ld"),
		    c->id);
	if (!at_work(&c->r))
		rc = tool_write(t, do_start, c);
	if (rc == E_CONFLICT)
		return tool_no(t,
		    _("another reform is being carried out; wait for its end,"
		      " or take it up with --resume"));
	return rc == OK ? go_on(t, c) : refused(t, rc);
}

static int
undo(struct tool *t, const char *id)
{
	struct reform_call c = { 0 };

	if (!tool_number(id, 1000000000, &c.id))
		return tool_usage(t, _("--undo takes the number of a reform"));
	enum rc rc = tool_write(t, do_undo, &c);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no reform %ld"), c.id);
	if (rc == E_CONFLICT)
		return tool_no(t, _("reform %ld is not carried out (%s)"), c.id,
		    c.r.state);
	return rc == OK ? go_on(t, &c) : tool_end(t, rc);
}

static int
resume(struct tool *t)
{
	struct reform_call c = { 0 };
	enum rc rc = tool_write(t, do_next, &c);

	if (rc == E_NOTFOUND) {
		tool_say(t, _("No reform is waiting to be taken up."));
		return TOOL_OK;
	}
	return rc == OK ? go_on(t, &c) : tool_end(t, rc);
}

static int
list(struct tool *t)
{
	struct reform_call c = { 0 };
	enum rc rc = tool_read(t, do_list, &c);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < c.all.n; i++) {
		const struct reform *r = &c.all.at[i];
		tool_say(t, "%4ld  %s  %-8s %s", r->id, r->on_date, r->state,
		    r->decision);
		if (t->as_json)
			tool_reform_json(t, r);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

/* The files of states as a plan, on the standard output. */
static int
from_mapping(struct tool *t, const char *path, const char *date)
{
	struct unit_steps steps;
	struct reform_plan plan;
	struct date d;

	if (date == NULL || !date_parse(date, &d))
		return tool_usage(t, _("--from-mapping needs --date DATE"));
	if (!unit_steps_read(t->ctx.mem, path, &t->findings, &steps) ||
	    !reform_from_states(t->ctx.mem, &steps, date, &t->findings, &plan))
		return tool_end(t, E_INVALID);
	reform_plan_csv(&t->out, &plan);
	return TOOL_OK;
}

static int
with_plan(struct tool *t, const char *path, const struct reform_in *in,
    bool dry)
{
	struct reform_call c = { .in = *in };

	if (!plan_read(t, path, &c.plan))
		return tool_end(t, E_INVALID);
	if (!dry)
		return carry_out(t, &c);
	enum rc rc = tool_write(t, do_look, &c);
	if (rc != OK)
		return refused(t, rc);
	tool_reform_look(t, &c.look);
	return TOOL_OK;
}

int
tool_unit_reform(struct tool *t, int argc, char **argv)
{
	const char *mapping = tool_option(&argc, argv, "--from-mapping");
	const char *back = tool_option(&argc, argv, "--undo");
	const char *left = tool_option(&argc, argv, "--todo");
	struct reform_in in = { .decision =
				    tool_option(&argc, argv, "--decision"),
		.decided = tool_option(&argc, argv, "--signed"),
		.on_date = tool_option(&argc, argv, "--date") };
	bool dry = tool_flag(&argc, argv, "--dry-run");
	bool again = tool_flag(&argc, argv, "--resume");
	bool all = tool_flag(&argc, argv, "--list");

	if (left != NULL)
		return tool_reform_todo(t, left, &argc, argv);
	if (argc > 2)
		return tool_usage(t, _("\"%s\" is too much"), argv[2]);
	if (mapping != NULL)
		return from_mapping(t, mapping, in.on_date);
	if (back != NULL)
		return undo(t, back);
	if (again)
		return resume(t);
	if (all)
		return list(t);
	if (argc < 2 || in.decision == NULL || in.on_date == NULL)
		return tool_usage(t,
		    _("say the plan's file, --decision NUMBER and --date"
		      " DATE"));
	return with_plan(t, argv[1], &in, dry);
}
