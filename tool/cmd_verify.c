/* cmd_verify.c - baocao verify: is the record what it was? */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/verify.h"
#include "io/file.h"
#include "tool/audit_tool.h"
#include "tool/sign_tool.h"

enum { STATE_MAX = 200, AGAIN = 1000 };

static void
progress(const struct verify *v)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%ld + %ld ", v->entries, v->revisions);
}

struct job {
	struct verify_in in;
	struct verify v;
	struct signature_walk signatures;
	long signed_before; /* counted by an earlier run */
};

/*
 * Where the last good run stopped; beside the anchors, outside the database:
 * "seal hash revision signed", the last two being how far signatures were
 * looked at, and whether any was met.
 */
static const char *
state_path(struct tool *t)
{
	return str_fmt(t->ctx.mem, "%s.verified", t->conf->anchor_file);
}

static bool
read_state(struct tool *t, struct job *j)
{
	char *word[4] = { NULL }, *rest = NULL;
	long signed_n = 0;
	struct file f;
	const char *why;

	if (!file_read(t->ctx.mem, state_path(t), STATE_MAX, &f, &why))
		return false;
	char *text = str_dup(t->ctx.mem, f.at);
	for (size_t i = 0; i < COUNT(word); i++)
		word[i] = strtok_r(i == 0 ? text : NULL, " \n", &rest);
	if (word[3] == NULL || !tool_number(word[0], 1L << 60, &j->in.after) ||
	    !tool_number(word[2], 1L << 60, &j->signatures.last) ||
	    !tool_number(word[3], 1, &signed_n))
		return false;
	j->in.after_hash = word[1];
	j->signatures.signed_n = j->signed_before = signed_n;
	return j->in.after > 0;
}

/*
 * Of revisions that are sent at once a lower number may be committed later: the
 * next run looks at the last ones again.
 */
static enum rc
write_state(struct tool *t, const struct job *j)
{
	const struct signature_walk *w = &j->signatures;
	const struct verify *v = &j->v;
	const char *line =
	    str_fmt(t->ctx.mem, "%ld %s %ld %d\n", v->seal, v->seal_hash,
		w->last > AGAIN ? w->last - AGAIN : 0, w->signed_n > 0);
	const char *why;

	if (v->nfault > 0 || v->seal == 0)
		return OK;
	if (file_write(state_path(t), line, strlen(line), &why))
		return OK;
	return fail(E_INTERNAL, "%s: %s", state_path(t), why);
}

static enum rc
do_verify(struct tool *t, void *arg)
{
	struct job *j = arg;

	return verify_run(t->db, t->ctx.mem, &j->in, &j->v);
}

/* What the revisions were signed with; one that does not hold is the fault. */
static enum rc
verify_signatures(struct tool *t, struct job *j)
{
	struct signature_walk *w = &j->signatures;
	struct verify *v = &j->v;
	enum rc rc = tool_signatures(t, w);

	if (rc != E_CONFLICT)
		return rc;
	if (v->nfault++ < VERIFY_FAULTS)
		v->fault[v->nfault - 1] = (struct verify_fault){
			.link = "signature",
			.no = w->bad.report_id,
			.text = str_fmt(t->ctx.mem,
			    _("revision %ld of report %ld: %s"), w->bad.no,
			    w->bad.report_id, w->why),
		};
	return OK;
}

static void
say_counts(struct tool *t, const struct verify *v)
{
	tool_say(t, _("%ld entries in %ld chains, %ld seals, %ld revisions"),
	    v->entries, v->streams, v->seals, v->revisions);
	if (v->archived > 0)
		tool_say(t,
		    _("The entries of seals 1 to %ld are in archives; verify"
		      " them with --archive FILE."),
		    v->archived);
	if (v->blanked > 0)
		tool_say(t, _("%ld entries were blanked, each with its event."),
		    v->blanked);
	if (v->unsigned_ > 0)
		tool_say(t, _("%ld seals are not signed (setting sign_key)."),
		    v->unsigned_);
	if (v->unanchored > 0)
		tool_say(t,
		    _("%ld seals are not in the anchor file yet; `baocao audit"
		      " anchor' writes them."),
		    v->unanchored);
	if (v->anchors > 0)
		tool_say(t, _("%ld anchors agree."), v->anchors);
	for (size_t i = 0; i < v->restored.n; i++)
		tool_say(t,
		    _("A backup was put back before %s: seals %ld to %ld are"
		      " lost, as the record tells."),
		    v->restored.at[i].at, v->restored.at[i].kept + 1,
		    v->restored.at[i].lost);
	if (v->waiting > 0)
		tool_say(t,
		    _("%ld entries wait for a seal, the oldest since %s."),
		    v->waiting, v->since);
}

static void
put_json(struct tool *t, const struct verify *v)
{
	struct json *j = &t->json;

	json_object(j, NULL);
	json_bool(j, "good", v->nfault == 0);
	json_long(j, "entries", v->entries);
	json_long(j, "chains", v->streams);
	json_long(j, "blanked", v->blanked);
	json_long(j, "seals", v->seals);
	json_long(j, "sealed", v->sealed);
	json_long(j, "unsigned", v->unsigned_);
	json_long(j, "archived_seals", v->archived);
	json_long(j, "anchors", v->anchors);
	json_long(j, "unanchored", v->unanchored);
	json_long(j, "revisions", v->revisions);
	json_long(j, "unsealed", v->waiting);
	json_text(j, "unsealed_since", v->since);
	json_long(j, "backups_put_back", (long)v->restored.n);
	json_long(j, "lost_anchors", v->lost);
	json_long(j, "last_seal", v->seal);
	json_text(j, "last_hash", v->seal_hash);
	json_long(j, "faults", v->nfault);
	json_array(j, "broken");
	for (long i = 0; i < v->nfault && i < VERIFY_FAULTS; i++) {
		const struct verify_fault *f = &v->fault[i];
		json_object(j, NULL);
		json_text(j, "link", f->link);
		json_long(j, "chain", f->stream);
		json_long(j, "seq", f->seq);
		json_long(j, "no", f->no);
		json_text(j, "text", f->text);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

/* The first broken link leads; the answer is on standard output, as ever. */
static int
say_broken(struct tool *t, const struct verify *v)
{
	if (t->as_json) {
		puts(t->out.at);
		return TOOL_NO;
	}
	printf(_("BROKEN: %s\n"), v->fault[0].text);
	for (long i = 1; i < v->nfault && i < VERIFY_FAULTS; i++)
		printf("  %s\n", v->fault[i].text);
	if (v->nfault > VERIFY_FAULTS)
		printf(_("  ... and %ld more\n"), v->nfault - VERIFY_FAULTS);
	fputs(t->out.at == NULL ? "" : t->out.at, stdout);
	return TOOL_NO;
}

static int
verify(struct tool *t, const char *anchor, bool resume)
{
	struct job j = { .in = { .key_file = t->conf->sign_key,
			     .progress = t->as_json ? NULL : progress } };

	if (t->conf->anchor_file != NULL)
		verify_anchor(&j.in, t->conf->anchor_file);
	if (anchor != NULL)
		verify_anchor(&j.in, anchor);
	if (resume && t->conf->anchor_file == NULL)
		return tool_usage(t,
		    _("--resume keeps where it stopped beside the anchor file;"
		      " there is none (setting anchor_file)"));
	if (resume && !read_state(t, &j)) { /* the first time: all of it */
		j.in.after = 0;
		j.signatures = (struct signature_walk){ 0 };
	}
	enum rc rc = tool_read(t, do_verify, &j);
	if (rc == OK)
		rc = verify_signatures(t, &j);
	if (rc == OK && resume)
		rc = write_state(t, &j);
	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		put_json(t, &j.v);
	say_counts(t, &j.v);
	if (j.signatures.signed_n > j.signed_before)
		tool_say(t, _("%ld revisions are signed, and well."),
		    j.signatures.signed_n - j.signed_before);
	if (j.v.nfault > 0)
		return say_broken(t, &j.v);
	tool_say(t, _("Every link holds."));
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	const char *anchor = tool_option(&argc, argv, "--anchor");
	bool resume = tool_flag(&argc, argv, "--resume");
	const char *archive = tool_option(&argc, argv, "--archive");

	if (argc > 1 && str_eq(argv[1], "receipt"))
		return tool_verify_receipt(t, argc - 1, argv + 1);
	if (argc != 1)
		return tool_usage(t, _("\"%s\" is too much"), argv[1]);
	if (archive != NULL)
		return tool_verify_archive(t, archive);
	return verify(t, anchor, resume);
}

const struct command cmd_verify = { "verify",
	"[--resume] [--anchor FILE]\n--archive FILE\nreceipt CODE [--key FILE]",
	N_("check every link of the record, from its entries to its anchors"),
	run, false };
