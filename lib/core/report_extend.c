/* report_extend.c - more time for one unit's report */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/report_extend.h"

enum { DAYS_MAX = 366 };

DB_STMT(update_due,
    "UPDATE report SET due_rule = ?, due = ?, version = version + 1,"
    " changed = ? WHERE id = ? AND version = ?");
DB_STMT(insert_extended,
    "INSERT INTO report_event (report_id, act, person_id, at, revision_id,"
    " reason) VALUES (?, 'extend', ?, ?, NULL, ?)");

/* What it was by the rules; it may be extended again, or by less. */
static const char *
by_rule(const struct report *r)
{
	return r->due_rule == NULL ? r->due : r->due_rule;
}

static void
check(const struct report *r, const char *typed, const char *reason,
    struct findings *f, struct date *ret)
{
	struct date rule;

	if (str_empty(typed) ||
	    (!date_parse_vi(typed, ret) && !date_parse(typed, ret)))
		finding(f, "due", _("Please write a date as 25/09/2026."));
	else if (date_parse(by_rule(r), &rule) && date_cmp(*ret, rule) <= 0)
		finding(f, "due", _("The new deadline must be later than %s."),
		    date_show(f->mem, by_rule(r)));
	else if (date_days(*ret) - date_days(rule) > DAYS_MAX)
		finding(f, "due", _("That is more than a year later."));
	if (utf8_blank(reason))
		finding(f, "why", _("Please say why more time is given."));
	else if (utf8_len(reason) > EXTEND_REASON_MAX)
		finding(f, "why", _("The reason is too long."));
}

enum rc
report_extend(struct db *db, const struct ctx *ctx, enum right right, long id,
    long version, const char *typed, const char *reason, struct findings *f)
{
	struct audit_head head;
	struct report r;
	struct date due = { 0 };
	long n;

	TRY(report_get(db, ctx, right, id, &r));
	check(&r, typed, reason, f, &due);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, r.unit_id, &head));
	TRY(report_lock(db, &r));
	if (r.version != version)
		return E_CONFLICT;
	const char *day = date_iso(ctx->mem, due);
	TRY(db_exec(db, update_due,
	    ARGS(by_rule(&r), day, ctx->now, r.id, r.version), &n));
	if (n != 1)
		return fail(E_BUSY, "report %ld moved while locked", r.id);
	/* the days are the same in both languages */
	TRY(db_exec(db, insert_extended,
	    ARGS(r.id, ctx->actor->id, ctx->now,
		str_fmt(ctx->mem, "%s → %s: %s", date_show(ctx->mem, r.due),
		    date_show(ctx->mem, day), reason)),
	    NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "due", r.due, day);
	return audit_change(db, ctx, &head, "extend", "report", r.id,
	    str_fmt(ctx->mem, "due=%s; was=%s; rule=%s; reason=%s", day, r.due,
		by_rule(&r), reason),
	    &c);
}
