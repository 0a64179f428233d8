/* audit_blank.c - the text of an entry removed, as the law may ask for */
#include "base/utf8.h"
#include "core/audit.h"
#include "core/audit_blank.h"
#include "core/audit_entry.h"

DB_ROWS(select_entry, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE stream = ? AND seq = ?");
DB_STMT(update_blank,
    "UPDATE audit SET address = '', salt = '', detail = '', was = NULL,"
    " became = NULL, blanked = 1 WHERE stream = ? AND seq = ? AND blanked = 0");

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
	if (str_eq(e->act, "blank") || str_eq(e->act, "archive"))
		finding(f, "entry",
		    _("The record needs this entry to verify: it stays as it"
		      " is."));
}

enum rc
audit_blank(struct db *db, const struct ctx *ctx, long stream, long seq,
    const char *reason, struct findings *f)
{
	struct audit_head head;
	struct audit_entry e;
	long changed;

	TRY(db_row(db, select_entry, ARGS(stream, seq), &e));
	look(&e, reason, f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, stream, &head));
	TRY(db_exec(db, update_blank, ARGS(stream, seq), &changed));
	if (changed == 0) /* somebody else did it */
		return OK;
	return audit_add(db, ctx, &head, "blank", "audit", seq,
	    str_fmt(ctx->mem, "entry=%ld; why=%s", seq, reason));
}
