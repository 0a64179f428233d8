/* verify_receipt.c - receipts that were given against the entries they name */
#include "base/ctx.h"
#include "core/verify_part.h"

enum { PAGE = 1000 };

struct given {
	long report_id, no, stream, seq;
	bool archived, differs;
};
struct givens {
	struct given *at;
	size_t n;
};
static const struct db_col given_cols[] = {
	COL(struct given, report_id),
	COL(struct given, no),
	COL(struct given, stream),
	COL(struct given, seq),
	COL(struct given, archived),
	COL(struct given, differs),
};
/* Of one that is archived the entry must be gone, else it must be the same. */
DB_ROWS(select_page, given_cols,
    "SELECT t.report_id, t.no, t.stream, t.seq,"
    " COALESCE(t.seq <= b.seq, 0) AS archived,"
    " COALESCE(a.hash <> t.hash, 1) AS differs FROM audit_receipt t"
    " LEFT JOIN audit a ON a.stream = t.stream AND a.seq = t.seq"
    " LEFT JOIN audit_base b ON b.stream = t.stream"
    " WHERE (t.report_id = ? AND t.no > ?) OR t.report_id > ?"
    " ORDER BY t.report_id, t.no LIMIT ?");

enum rc
verify_receipts(struct check *c)
{
	long report = 0, no = 0;

	for (struct givens gs;;) {
		TRY(db_rows(c->db, select_page,
		    ARGS(report, no, report, (long)PAGE), &gs));
		for (size_t i = 0; i < gs.n; i++) {
			const struct given *g = &gs.at[i];
			report = g->report_id;
			no = g->no;
			if (!g->differs || g->archived)
				continue;
			verify_bad(c,
			    (struct verify_fault){ .link = "receipt",
				.stream = g->stream,
				.seq = g->seq,
				.no = report },
			    _("A receipt was given for revision %ld of report"
			      " %ld: entry %ld of chain %ld is not, or not any"
			      " more, what it says."),
			    no, report, g->seq, g->stream);
		}
		verify_step(c);
		if (gs.n < PAGE)
			return OK;
	}
}
