/* audit_show.c - baocao audit tail, export and blank */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "core/audit.h"
#include "core/audit_blank_one.h"
#include "core/audit_line.h"
#include "core/audit_page.h"
#include "tool/audit_tool.h"

enum { PAGE = 1000, TAIL = 20, TAIL_MAX = 10000 };

struct job {
	long stream, n, seq;
	const char *path, *reason;
	struct audit_range which;
	struct audit_entries es;
	FILE *out;
	enum rc rc;
};

static enum rc
do_tail(struct tool *t, void *arg)
{
	struct job *j = arg;

	TRY(audit_tail(t->db, j->stream, j->n, &j->es));
	return tool_seen(t, "read", "audit", j->stream, "audit tail");
}

/* A chain of a unit, or one below zero. */
static bool
chain(const char *text, long *ret)
{
	bool below = *text == '-';

	if (!tool_number(text + below, 1L << 60, ret))
		return false;
	*ret = below ? -*ret : *ret;
	return true;
}

int
tool_audit_tail(struct tool *t, int argc, char **argv)
{
	const char *which = tool_option(&argc, argv, "--chain");
	struct job j = { .n = TAIL };

	if (argc > 2 || (argc == 2 && !tool_number(argv[1], TAIL_MAX, &j.n)) ||
	    (which != NULL && !chain(which, &j.stream)))
		return tool_usage(t, _("say how many, and --chain NUMBER"));
	enum rc rc = tool_write(t, do_tail, &j);
	if (rc != OK)
		return tool_end(t, rc);
	for (size_t i = j.es.n; i-- > 0;) {
		const struct audit_entry *e = &j.es.at[i];
		if (t->as_json) {
			buf_fmt(&t->out, "%s%s", i + 1 < j.es.n ? "\n" : "",
			    audit_entry_line(t->ctx.mem, e));
			continue;
		}
		tool_say(t, "%s %ld-%ld person=%ld %s %s %ld %s%s%s", e->at,
		    e->stream, e->seq, e->person_id, e->act, e->object,
		    e->object_id, e->detail,
		    str_empty(e->address) ? "" : " address=", e->address);
	}
	return TOOL_OK;
}

static enum rc
write_page(struct job *j)
{
	struct arena *mem = arena_new();
	bool bad = false;

	for (size_t i = 0; i < j->es.n && !bad; i++) {
		bad = fprintf(j->out, "%s\n",
			  audit_entry_line(mem, &j->es.at[i])) < 0;
		arena_reset(mem, 0);
	}
	arena_free(mem);
	return bad ? fail(E_INTERNAL, "%s: %s", j->path, strerror(errno)) : OK;
}

/* That it was read is on record before anything is written to the file. */
static enum rc
do_note(struct tool *t, void *arg)
{
	const struct job *j = arg;

	return audit_one(t->db, &t->ctx, AUDIT_RECORD, "export", "audit",
	    j->stream,
	    str_fmt(t->ctx.mem, "file=%s; from=%s; to=%s", j->path,
		j->which.from, j->which.to));
}

static enum rc
write_part(struct tool *t, struct job *j, struct audit_part *p)
{
	do {
		size_t mark = arena_mark(t->ctx.mem);
		TRY(audit_page(t->db, &j->which, p, PAGE, &j->es));
		TRY(write_page(j));
		if (j->es.n > 0)
			p->first = j->es.at[j->es.n - 1].seq + 1;
		j->n += (long)j->es.n;
		arena_reset(t->ctx.mem, mark);
	} while (j->es.n == PAGE);
	return OK;
}

static enum rc
do_export(struct tool *t, void *arg)
{
	struct job *j = arg;
	struct audit_parts ps;

	rewind(j->out);
	j->n = 0;
	TRY(audit_parts(t->db, &j->which, &ps));
	for (size_t i = 0; i < ps.n; i++)
		TRY(write_part(t, j, &ps.at[i]));
	return OK;
}

/* The instant at which a day begins in Viet Nam. */
static bool
day(struct tool *t, const char *iso, int after, const char **ret)
{
	struct date d;

	if (iso == NULL)
		return true;
	if (!date_parse(iso, &d)) {
		tool_usage(t, _("\"%s\" is no date; write it as 2026-09-28"),
		    iso);
		return false;
	}
	*ret = str_fmt(t->ctx.mem, "%s 17:00:00",
	    date_iso(t->ctx.mem, date_add_days(d, after - 1)));
	return true;
}

int
tool_audit_export(struct tool *t, int argc, char **argv)
{
	struct job j = { .which = { .from = "1000-01-01",
			     .to = "9999-12-31" } };
	const char *from = tool_option(&argc, argv, "--from");
	const char *to = tool_option(&argc, argv, "--to");
	const char *which = tool_option(&argc, argv, "--chain");

	if (argc != 2 || (which != NULL && !chain(which, &j.stream)))
		return tool_usage(t, _("say a file that is not there yet"));
	if (!day(t, from, 0, &j.which.from) || !day(t, to, 1, &j.which.to))
		return TOOL_USAGE;
	j.path = argv[1];
	j.which.stream = j.stream;
	j.out = fopen(j.path, "wxe");
	if (j.out == NULL)
		return tool_no(t, "%s: %s", j.path, strerror(errno));
	enum rc rc = tool_write(t, do_note, &j);
	if (rc == OK)
		rc = tool_read(t, do_export, &j);
	if (fclose(j.out) != 0 && rc == OK)
		rc = fail(E_INTERNAL, "%s: %s", j.path, strerror(errno));
	if (rc != OK)
		remove(j.path);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("%ld entries written to %s"), j.n, j.path);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_long(&t->json, "entries", j.n);
		json_end(&t->json);
	}
	return TOOL_OK;
}

static enum rc
do_blank(struct tool *t, void *arg)
{
	struct job *j = arg;

	return audit_blank_one(t->db, &t->ctx, j->stream, j->seq, j->reason,
	    &t->findings);
}

int
tool_audit_blank(struct tool *t, int argc, char **argv)
{
	struct job j = { .reason = tool_option(&argc, argv, "--reason") };

	if (argc != 3 || !chain(argv[1], &j.stream) ||
	    !tool_number(argv[2], 1L << 60, &j.seq))
		return tool_usage(t, _("say a chain, an entry and --reason"));
	enum rc rc = tool_write(t, do_blank, &j);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no such entry"));
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t,
	    _("Entry %ld of chain %ld has no text any more; the record"
	      " says so."),
	    j.seq, j.stream);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_bool(&t->json, "blanked", true);
		json_end(&t->json);
	}
	return TOOL_OK;
}
