/* audit_page.c - entries in order, page by page */
#include "core/audit_page.h"

#define TAIL(index, which) \
	"SELECT" AUDIT_COLUMNS("") "FROM audit FORCE INDEX (" index ")" which \
				   " ORDER BY at DESC, stream DESC, seq DESC" \
				   " LIMIT ?"
DB_ROWS(select_tail, audit_entry_cols, TAIL("at", ""));
DB_ROWS(select_tail_of, audit_entry_cols, TAIL("chain", " WHERE stream = ?"));

static const struct db_col part_cols[] = {
	COL(struct audit_part, stream),
	COL(struct audit_part, first),
	COL(struct audit_part, last),
};
/* Both read nothing but the index, as far as the time reaches. */
#define PARTS(index, which) \
	"SELECT stream, MIN(seq) AS first, MAX(seq) AS last FROM audit" \
	" FORCE INDEX (" index ") WHERE" which " at >= ? AND at < ?" \
	" GROUP BY stream ORDER BY stream"
DB_ROWS(select_parts, part_cols, PARTS("at", ""));
DB_ROWS(select_part_of, part_cols, PARTS("chain", " stream = ? AND"));
/* Times in a chain do not always follow its order. */
DB_ROWS(select_page, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit FORCE INDEX (PRIMARY)"
			       " WHERE stream = ? AND seq > ? AND seq <= ?"
			       " AND at >= ? AND at < ? ORDER BY seq LIMIT ?");

enum rc
audit_tail(struct db *db, long stream, long n, struct audit_entries *ret)
{
	return stream == 0 ? db_rows(db, select_tail, ARGS(n), ret) :
			     db_rows(db, select_tail_of, ARGS(stream, n), ret);
}

enum rc
audit_parts(struct db *db, const struct audit_range *r, struct audit_parts *ret)
{
	return r->stream == 0 ?
		   db_rows(db, select_parts, ARGS(r->from, r->to), ret) :
		   db_rows(db, select_part_of, ARGS(r->stream, r->from, r->to),
		       ret);
}

enum rc
audit_page(struct db *db, const struct audit_range *r,
    const struct audit_part *p, long max, struct audit_entries *ret)
{
	return db_rows(db, select_page,
	    ARGS(p->stream, p->first - 1, p->last, r->from, r->to, max), ret);
}
