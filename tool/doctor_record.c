/* doctor_record.c - is the record sealed, and are its seals kept elsewhere? */
#include "base/date.h"
#include "core/seal.h"
#include "tool/doctor.h"

enum { LATE_HOURS = 2 };

struct asked {
	struct seal_waiting waiting;
	struct seal last;
};

static enum rc
ask(struct tool *t, void *arg)
{
	struct asked *a = arg;
	enum rc rc = seal_last(t->db, &a->last);

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	return seal_waiting(t->db, &a->waiting);
}

/* Whole hours of an instant since the days began; 0: it is none. */
static long
hours(struct tool *t, const char *at)
{
	struct date d;

	if (at == NULL || !date_parse(str_ndup(t->ctx.mem, at, 10), &d))
		return 0;
	return date_days(d) * 24 + (at[11] - '0') * 10 + (at[12] - '0');
}

static void
say_seals(struct tool *t, const struct asked *a)
{
	const struct seal_waiting *w = &a->waiting;

	if (w->since != NULL &&
	    hours(t, t->ctx.real) - hours(t, w->since) >= LATE_HOURS)
		doctor_say(t, BAD, N_("record"),
		    _("let cron call /cron/run every five minutes, or run "
		      "baocao audit seal"),
		    _("%ld entries wait for a seal, the oldest since %s"), w->n,
		    w->since);
	else
		doctor_say(t, GOOD, N_("record"), NULL,
		    _("sealed up to no. %ld; %ld entries wait"), a->last.no,
		    w->n);
}

void
doctor_record(struct tool *t)
{
	struct asked a = { 0 };

	if (tool_read(t, ask, &a) != OK)
		return;
	say_seals(t, &a);
	if (t->conf->anchor_file == NULL && !t->conf->anchor_syslog)
		doctor_say(t, NOTE, N_("anchors"),
		    _("name a file on another file system, anchor_file, or a "
		      "log host, anchor_syslog; see doc/record.md"),
		    _("none: whoever owns the database can rewrite the record "
		      "unseen"));
	else
		doctor_say(t, GOOD, N_("anchors"), NULL, "%s",
		    t->conf->anchor_file != NULL ? t->conf->anchor_file :
						   "syslog");
}
