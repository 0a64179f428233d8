/* audit_blank_one.c - one entry blanked by an administrator's word */
#include "base/utf8.h"
#include "core/audit_blank.h"
#include "core/audit_blank_one.h"
#include "core/audit_entry.h"

DB_ROWS(select_entry, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE stream = ? AND seq = ?");
static void
look(const struct audit_entry *e, const char *reason, struct findings *f)
{
	if (utf8_blank(reason))
		finding(f, "reason", _("Say why the text has to go."));
	if (e->format == 1)
		finding(f, "entry",
		    _("This entry was written before texts were hashed apart:"
		      " without its text its chain would not verify."));
	if (str_eq(e->act, "send"))
		finding(f, "entry",
		    _("Receipts were given for this sending: its entry stays"
		      " as it is."));
	if (str_eq(e->act, "blank") || str_eq(e->act, "forget") ||
	    str_eq(e->act, "archive"))
		finding(f, "entry",
		    _("The record needs this entry to verify: it stays as it"
		      " is."));
}

enum rc
audit_blank_one(struct db *db, const struct ctx *ctx, long stream, long seq,
    const char *reason, struct findings *f)
{
	struct audit_head head;
	struct audit_entry e;

	TRY(db_row(db, select_entry, ARGS(stream, seq), &e));
	look(&e, reason, f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, stream, &head));
	enum rc rc = audit_blank(db, ctx, &head, seq,
	    str_fmt(ctx->mem, "entry=%ld; why=%s", seq, reason));
	return rc == E_NOTFOUND ? OK : rc; /* somebody else did it */
}
