/* audit_page.c - entries in order, page by page */
#include "core/audit_page.h"

DB_ROWS(select_tail, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE COALESCE(NULLIF(?, 0),"
			       " stream) = stream ORDER BY at DESC,"
			       " stream DESC, seq DESC LIMIT ?");
DB_ROWS(select_page, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE ((stream = ? AND seq > ?)"
			       " OR stream > ?) AND at >= ? AND at < ?"
			       " AND COALESCE(NULLIF(?, 0), stream) = stream"
			       " ORDER BY stream, seq LIMIT ?");

enum rc
audit_tail(struct db *db, long stream, long n, struct audit_entries *ret)
{
	return db_rows(db, select_tail, ARGS(stream, n), ret);
}

enum rc
audit_page(struct db *db, const struct audit_range *r, long stream, long seq,
    long max, struct audit_entries *ret)
{
	return db_rows(db, select_page,
	    ARGS(stream, seq, stream, r->from, r->to, r->stream, max), ret);
}
