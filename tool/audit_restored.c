/* audit_restored.c - baocao audit restored: a backup was put back */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "core/restored.h"
#include "tool/audit_tool.h"

struct job {
	struct restored_gap gap;
	const char *by, *reason;
};

static enum rc
do_look(struct tool *t, void *arg)
{
	struct job *j = arg;

	return restored_look(t->db, t->ctx.mem, t->conf->anchor_file, &j->gap);
}

static enum rc
do_tell(struct tool *t, void *arg)
{
	struct job *j = arg;

	return restored_tell(t->db, &t->ctx, &j->gap, j->by, j->reason,
	    &t->findings);
}

static const char *
sentence(struct arena *mem, const struct restored_gap *g)
{
	if (g->lost == 0)
		return _("Every anchored seal is in the database: nothing that"
			 " was anchored is missing.");
	return str_fmt(mem,
	    _("The record ends with seal %ld (%s); %ld anchored seals are"
	      " missing, up to seal %ld (%s)."),
	    g->kept, g->kept_at == NULL ? "-" : g->kept_at, g->n, g->lost,
	    g->lost_at);
}

static void
put_json(struct tool *t, const struct restored_gap *g)
{
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "kept", g->kept);
	json_text(&t->json, "kept_at", g->kept_at);
	json_long(&t->json, "lost", g->lost);
	json_text(&t->json, "lost_at", g->lost_at);
	json_long(&t->json, "missing", g->n);
	json_end(&t->json);
}

/* Where `verify --resume' would go on from may be lost: begin anew. */
static void
forget_state(struct tool *t)
{
	const char *path =
	    str_fmt(t->ctx.mem, "%s.verified", t->conf->anchor_file);

	if (unlink(path) != 0 && errno != ENOENT)
		tool_say(t, "%s: %s", path, strerror(errno));
}

/* The answer is on standard output, as that of `baocao verify'. */
static int
untold(struct tool *t, const struct restored_gap *g)
{
	if (t->as_json)
		puts(t->out.at);
	else
		printf("%s\n%s\n", sentence(t->ctx.mem, g),
		    _("Say who put the backup back and why: --by, --reason."));
	return TOOL_NO;
}

int
tool_audit_restored(struct tool *t, int argc, char **argv)
{
	struct job j = { .by = tool_option(&argc, argv, "--by"),
		.reason = tool_option(&argc, argv, "--reason") };
	bool tell = j.by != NULL || j.reason != NULL;

	if (argc != 1)
		return tool_usage(t, _("\"%s\" is too much"), argv[1]);
	if (t->conf->anchor_file == NULL)
		return tool_no(t,
		    _("what a backup has lost is told by anchors, and there are"
		      " none here (setting anchor_file)"));
	enum rc rc = tool_read(t, do_look, &j);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("%s is not there"), t->conf->anchor_file);
	if (rc == OK && tell)
		rc = tool_write(t, do_tell, &j);
	if (rc != OK)
		return tool_end(t, rc);
	put_json(t, &j.gap);
	if (j.gap.lost > 0 && !tell)
		return untold(t, &j.gap);
	tool_say(t, "%s", sentence(t->ctx.mem, &j.gap));
	if (!tell)
		return TOOL_OK;
	forget_state(t);
	tool_say(t, _("It is on record; sealing goes on."));
	return TOOL_OK;
}
