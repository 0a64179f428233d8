/* audit_archive.c - baocao audit archive, baocao verify --archive */
#include <stdio.h>
#include <unistd.h>
#include "core/audit_archive.h"
#include "tool/audit_tool.h"

struct job {
	const char *month, *path, *sha;
	struct audit_span span;
	struct audit_file file;
	bool recorded;
};

static enum rc
do_span(struct tool *t, void *arg)
{
	struct job *j = arg;

	return audit_archive_span(t->db, t->ctx.mem, j->month, &j->span);
}

static enum rc
do_write(struct tool *t, void *arg)
{
	struct job *j = arg;

	return audit_archive_write(t->db, t->ctx.mem, &j->span, j->path,
	    &j->sha);
}

static enum rc
do_check(struct tool *t, void *arg)
{
	struct job *j = arg;

	return audit_archive_check(t->db, t->ctx.mem, j->path, j->recorded,
	    &t->findings, &j->file);
}

static enum rc
do_drop(struct tool *t, void *arg)
{
	struct job *j = arg;

	return audit_archive_drop(t->db, &t->ctx, &j->span, j->sha);
}

static void
put_json(struct tool *t, const struct job *j)
{
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_bool(&t->json, "good", j->file.fault == NULL);
	json_text(&t->json, "month", j->file.month);
	json_long(&t->json, "first_seal", j->file.first);
	json_long(&t->json, "last_seal", j->file.last);
	json_long(&t->json, "entries", j->file.entries);
	json_text(&t->json, "sha", j->file.sha);
	if (j->file.fault != NULL)
		json_text(&t->json, "broken", j->file.fault->text);
	json_end(&t->json);
}

static int
broken(struct tool *t, const struct job *j)
{
	put_json(t, j);
	if (t->as_json)
		puts(t->out.at);
	else
		printf(_("BROKEN: %s\n"), j->file.fault->text);
	return TOOL_NO;
}

/* Written, read back and found whole; only then is anything removed. */
static enum rc
archive(struct tool *t, struct job *j)
{
	enum rc rc = tool_read(t, do_write, j);

	if (rc != OK)
		return rc;
	rc = tool_read(t, do_check, j);
	if (rc == OK && (j->file.fault != NULL || !str_eq(j->file.sha, j->sha)))
		rc = fail(E_INTERNAL, "%s: %s", j->path,
		    j->file.fault == NULL ? "not what was written" :
					    j->file.fault->text);
	if (rc == OK)
		rc = tool_write(t, do_drop, j);
	if (rc != OK)
		unlink(j->path);
	return rc;
}

int
tool_audit_archive(struct tool *t, int argc, char **argv)
{
	struct job j = { 0 };

	if (argc != 3)
		return tool_usage(t, _("say a month, as 2026-09, and a file"));
	j.month = argv[1];
	j.path = argv[2];
	enum rc rc = tool_read(t, do_span, &j);
	if (rc == E_MALFORMED)
		return tool_usage(t, _("\"%s\" is no month, as 2026-09"),
		    j.month);
	if (rc != OK)
		return tool_end(t, rc);
	if (j.span.last == 0)
		return tool_no(t,
		    _("no seal of %s or before is left to be archived"),
		    j.month);
	rc = archive(t, &j);
	if (rc == E_CONFLICT)
		return tool_no(t,
		    _("%s is there already, or the record moved; nothing was"
		      " archived"),
		    j.path);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t,
	    _("%ld entries in seals %ld to %ld are in %s now; keep it, and keep"
	      " a copy elsewhere. SHA-256 %s"),
	    j.span.n, j.span.first, j.span.last, j.path, j.sha);
	put_json(t, &j);
	return TOOL_OK;
}

int
tool_verify_archive(struct tool *t, const char *path)
{
	struct job j = { .path = path, .recorded = true };
	enum rc rc = tool_read(t, do_check, &j);

	if (rc != OK)
		return tool_end(t, rc);
	if (j.file.fault != NULL)
		return broken(t, &j);
	tool_say(t, _("%s: %ld entries in seals %ld to %ld; every link holds."),
	    path, j.file.entries, j.file.first, j.file.last);
	put_json(t, &j);
	return TOOL_OK;
}
