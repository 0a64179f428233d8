/* reform_todo.c - what a reform left to somebody: listed, and decided */
#include <stdlib.h>
#include "core/access.h"
#include "io/json.h"
#include "tool/reform_tool.h"

enum { DIGITS = 9 }; /* of a row's number */

struct todo_call {
	struct todo_query q;
	struct todo_choice choice;
	struct reform_todos all;
	struct todo_outcome out;
	const char *nos;
};

static enum rc
do_todo(struct tool *t, void *arg)
{
	struct todo_call *c = arg;

	return reform_todos(t->db, &t->ctx, &c->q, &c->all);
}

static enum rc
do_decide(struct tool *t, void *arg)
{
	struct todo_call *c = arg;

	return reform_decide(t->db, &t->ctx, &c->q, c->nos, &c->choice,
	    &t->findings, &c->out);
}

static void
todo_json(struct tool *t, const struct reform_todo *k)
{
	json_object(&t->json, NULL);
	json_long(&t->json, "no", k->no);
	json_text(&t->json, "kind", k->kind);
	json_text(&t->json, "what", k->what);
	json_text(&t->json, "person", k->person);
	json_text(&t->json, "role",
	    k->role == 0 ? "" : role_name((enum role)k->role));
	json_text(&t->json, "unit", k->unit);
	json_text(&t->json, "why", k->why);
	json_text(&t->json, "became", k->became);
	json_end(&t->json);
}

/* "12 grant head10 (Nguyen Van A, Head of unit), Xa B (merged): Xa C (00001)"
 */
static void
todo_say(struct tool *t, const struct reform_todo *k)
{
	const char *role = k->role == 0 ? "" : role_show((enum role)k->role);
	const char *who = str_empty(k->person) ?
			      "" :
			      str_fmt(t->ctx.mem, " (%s%s%s)", k->person,
				  role[0] == '\0' ? "" : ", ", role);

	tool_say(t, "%5ld %s %s%s, %s (%s): %s", k->no, k->kind, k->what, who,
	    k->unit, k->why, k->became);
}

static int
list(struct tool *t, struct todo_call *c)
{
	enum rc rc = tool_read(t, do_todo, c);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < c->all.n; i++) {
		todo_say(t, &c->all.at[i]);
		if (t->as_json)
			todo_json(t, &c->all.at[i]);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

static void
said(struct tool *t, const struct todo_outcome *o)
{
	tool_say(t,
	    trn("%ld was decided.", "%ld were decided.",
		(unsigned long)o->done),
	    o->done);
	if (o->more > 0)
		tool_say(t,
		    _("%ld more match: call it again to go on with"
		      " them."),
		    o->more);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "done", o->done);
	json_long(&t->json, "more", o->more);
	json_end(&t->json);
}

/* TOOL_NO if one of them is left as it was. */
static int
decide(struct tool *t, struct todo_call *c)
{
	enum rc rc = tool_write(t, do_decide, c);

	if (rc == E_CONFLICT)
		return tool_no(t, _("nothing of that waits for a decision"));
	if (rc != OK)
		return tool_end(t, rc);
	if (c->out.left > 0)
		return tool_no(t,
		    _("decided: %ld; could not be decided so: %ld, such as %s"),
		    c->out.done, c->out.left, c->out.why);
	said(t, &c->out);
	return TOOL_OK;
}

/* "3,5,12" as JSON; NULL: it is none of that. */
static const char *
numbers(struct tool *t, const char *typed)
{
	size_t digits = 0;

	for (const char *s = typed;; s++) {
		if (*s >= '0' && *s <= '9' && digits < DIGITS)
			digits++;
		else if (digits == 0 || (*s != ',' && *s != '\0'))
			return NULL;
		else if (*s == '\0')
			break;
		else
			digits = 0;
	}
	return str_fmt(t->ctx.mem, "[%s]", typed);
}

/* Which rows: those of --rows, or with --every all that match. */
static bool
which(struct tool *t, struct todo_call *c, const char *rows, bool every)
{
	if ((rows == NULL) != every)
		return false;
	c->nos = rows == NULL ? NULL : numbers(t, rows);
	return every || c->nos != NULL;
}

int
tool_reform_todo(struct tool *t, const char *id, int *argc, char **argv)
{
	const char *how = tool_option(argc, argv, "--decide");
	const char *rows = tool_option(argc, argv, "--rows");
	const char *role = tool_option(argc, argv, "--role");
	bool every = tool_flag(argc, argv, "--every");
	struct todo_call c = { .choice.unit = tool_option(argc, argv, "--to"),
		.q = { .kind = tool_option(argc, argv, "--kind"),
		    .why = tool_option(argc, argv, "--why"),
		    .words = tool_option(argc, argv, "--find") } };
	enum role r;

	if (*argc > 1)
		return tool_usage(t, _("\"%s\" is too much"), argv[1]);
	if (!tool_number(id, 1000000000, &c.q.reform_id) || c.q.reform_id == 0)
		return tool_usage(t, _("--todo takes the number of a reform"));
	if (role != NULL && !role_read(role, &r))
		return tool_usage(t, _("\"%s\" is no role"), role);
	c.q.role = role == NULL ? 0 : (long)r;
	if (how == NULL && (rows != NULL || every || c.choice.unit != NULL))
		return tool_usage(t, _("say how with --decide"));
	if (how == NULL)
		return list(t, &c);
	if (!todo_how_read(how, &c.choice.how))
		return tool_usage(t,
		    _("--decide takes seen, nobody, successors, above or"
		      " unit"));
	if ((c.choice.how == TODO_UNIT) != (c.choice.unit != NULL))
		return tool_usage(t, _("--decide unit goes with --to UNIT"));
	if (!which(t, &c, rows, every))
		return tool_usage(t,
		    _("say which: --rows NUMBER,NUMBER..., or --every for all"
		      " that match"));
	return decide(t, &c);
}
