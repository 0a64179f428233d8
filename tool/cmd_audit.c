/* cmd_audit.c - baocao audit: the record, sealed and kept */
#include <stdio.h>
#include <string.h>
#include "core/anchor.h"
#include "core/audit.h"
#include "core/refusal.h"
#include "tool/audit_tool.h"

struct sealing {
	long n, seals, entries, from, anchored;
};

static enum rc
do_look(struct tool *t, void *arg)
{
	return anchor_agrees(t->db, t->conf->anchor_file, *(const long *)arg);
}

static enum rc
do_flush(struct tool *t, void *arg)
{
	struct sealing *s = arg;
	struct seal last = { 0 };
	enum rc rc = seal_last(t->db, &last);

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	s->from = last.no;
	return refusal_flush(t->db, &t->ctx);
}

static enum rc
do_seal(struct tool *t, void *arg)
{
	return seal_make(t->db, &t->ctx, t->conf->sign_key,
	    &((struct sealing *)arg)->n);
}

static enum rc
do_anchor(struct tool *t, void *arg)
{
	struct sealing *s = arg;

	if (t->conf->anchor_syslog)
		TRY(anchor_syslog(t->db, t->ctx.mem, s->from));
	if (t->conf->anchor_file == NULL)
		return OK;
	return anchor_write(t->db, t->ctx.mem, t->conf->anchor_file,
	    &s->anchored);
}

static int
seal(struct tool *t)
{
	struct sealing s = { 0 };
	long tail;
	enum rc rc = anchor_tail(t->ctx.mem, t->conf->anchor_file, &tail);

	if (rc == OK)
		rc = tool_read(t, do_look, &tail);

	if (rc == E_CONFLICT)
		return tool_no(t,
		    _("%s goes on beyond the record: a backup was put back, or"
		      " the record's end removed. Nothing is sealed until"
		      " \"baocao audit restored\" says so."),
		    t->conf->anchor_file);
	if (rc == OK)
		rc = tool_write(t, do_flush, &s);
	while (rc == OK) {
		rc = tool_write(t, do_seal, &s);
		s.seals += rc == OK && s.n > 0;
		s.entries += s.n;
		if (s.n < SEAL_MAX)
			break;
	}
	if (rc == OK)
		rc = tool_read(t, do_anchor, &s);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("%ld entries sealed in %ld seals, %ld anchored"),
	    s.entries, s.seals, s.anchored);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_long(&t->json, "entries", s.entries);
		json_long(&t->json, "seals", s.seals);
		json_long(&t->json, "anchored", s.anchored);
		json_end(&t->json);
	}
	return TOOL_OK;
}

static enum rc
do_last(struct tool *t, void *arg)
{
	return seal_last(t->db, arg);
}

/* The last head, to be printed, read out, sent to others. */
static int
print_head(struct tool *t)
{
	struct seal s;
	enum rc rc = tool_read(t, do_last, &s);

	if (rc == E_NOTFOUND)
		return tool_no(t, _("nothing has been sealed yet"));
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, "%s", anchor_line(t->ctx.mem, &s));
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_long(&t->json, "seal", s.no);
		json_text(&t->json, "at", s.at);
		json_text(&t->json, "hash", s.hash);
		json_text(&t->json, "key", s.sign_key);
		json_text(&t->json, "signature", s.signature);
		json_end(&t->json);
	}
	return TOOL_OK;
}

static int
anchor(struct tool *t, int argc, char **argv)
{
	struct sealing s = { .from = 1L << 60 }; /* the log has had them */

	if (tool_flag(&argc, argv, "--print"))
		return print_head(t);
	if (t->conf->anchor_file == NULL)
		return tool_no(t, _("no file is named for it: anchor_file"));
	enum rc rc = tool_read(t, do_anchor, &s);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("%ld lines written"), s.anchored);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_long(&t->json, "anchored", s.anchored);
		json_end(&t->json);
	}
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc == 2 && str_eq(argv[1], "seal"))
		return seal(t);
	if (argc >= 2 && argc <= 3 && str_eq(argv[1], "anchor"))
		return anchor(t, argc - 1, argv + 1);
	if (argc >= 2 && str_eq(argv[1], "archive"))
		return tool_audit_archive(t, argc - 1, argv + 1);
	if (argc >= 2 && str_eq(argv[1], "tail"))
		return tool_audit_tail(t, argc - 1, argv + 1);
	if (argc >= 2 && str_eq(argv[1], "export"))
		return tool_audit_export(t, argc - 1, argv + 1);
	if (argc >= 2 && str_eq(argv[1], "blank"))
		return tool_audit_blank(t, argc - 1, argv + 1);
	if (argc >= 2 && str_eq(argv[1], "restored"))
		return tool_audit_restored(t, argc - 1, argv + 1);
	return tool_usage(t,
	    _("say seal, anchor, tail, export, archive, blank or restored"));
}

const struct command cmd_audit = { "audit",
	"seal\nanchor [--print]\ntail [N] [--chain NUMBER]\n"
	"export FILE [--from DATE] [--to DATE] [--chain NUMBER]\n"
	"archive MONTH FILE\nblank CHAIN ENTRY --reason TEXT\n"
	"restored [--by NAME --reason TEXT]",
	N_("the record of who did what: seal it, keep its heads elsewhere"),
	run, false };
