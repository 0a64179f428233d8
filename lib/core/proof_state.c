/* proof_state.c - what has become of the sending that a receipt is of */
#include <string.h>
#include "core/proof_state.h"
#include "core/verify_part.h"

DB_ROWS(select_entry, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE stream = ? AND seq = ?");
struct given {
	long report_id, no;
	bool archived;
	const char *hash;
};
static const struct db_col given_cols[] = {
	COL(struct given, report_id),
	COL(struct given, no),
	COL(struct given, archived),
	COL(struct given, hash),
};
DB_ROWS(select_given, given_cols,
    "SELECT t.report_id, t.no, COALESCE(t.seq <= b.seq, 0) AS archived, t.hash"
    " FROM audit_receipt t LEFT JOIN audit_base b ON b.stream = t.stream"
    " WHERE t.stream = ? AND t.seq = ? ORDER BY t.report_id, t.no LIMIT 1");
struct sent {
	const char *sha, *unit, *regime, *period, *person;
};
static const struct db_col sent_cols[] = {
	COL(struct sent, sha),
	COL(struct sent, unit),
	COL(struct sent, regime),
	COL(struct sent, period),
	COL(struct sent, person),
};
DB_ROWS(select_sent, sent_cols,
    "SELECT k.sha, u.name AS unit, g.code AS regime, p.code AS period,"
    " q.name AS person FROM revision k JOIN report r ON r.id = k.report_id"
    " JOIN unit u ON u.id = r.unit_id JOIN regime g ON g.id = r.regime_id"
    " JOIN period p ON p.id = r.period_id"
    " LEFT JOIN person q ON q.id = k.person_id"
    " WHERE k.report_id = ? AND k.no = ?");

/* Is the revision there, and the one with that hash? */
static enum rc
sending(struct db *db, const char *sha, struct proof_state *ret)
{
	struct sent k;
	enum rc rc = db_row(db, select_sent, ARGS(ret->report_id, ret->no), &k);

	if (rc == E_NOTFOUND)
		ret->is = PROOF_LOST;
	if (rc != OK)
		return rc == E_NOTFOUND ? OK : rc;
	ret->unit = k.unit;
	ret->regime = k.regime;
	ret->period = k.period;
	ret->person = k.person;
	if (sha != NULL && !str_starts(sha, k.sha))
		ret->is = PROOF_LOST;
	return OK;
}

/* No entry: in an archive, perhaps. */
static enum rc
no_entry(struct db *db, const struct proof *p, struct proof_state *ret)
{
	struct given g;
	enum rc rc = db_row(db, select_given, ARGS(p->stream, p->seq), &g);

	ret->is = PROOF_GONE;
	if (rc != OK)
		return rc == E_NOTFOUND ? OK : rc;
	ret->report_id = g.report_id;
	ret->no = g.no;
	if (!g.archived)
		return OK;
	ret->sealed = true;
	ret->is = str_starts(g.hash, p->hash) ? PROOF_ARCHIVED : PROOF_OTHER;
	return ret->is == PROOF_OTHER ? OK : sending(db, NULL, ret);
}

enum rc
proof_state(struct db *db, struct arena *mem, const struct proof *p,
    struct proof_state *ret)
{
	struct audit_entry *e = &ret->entry;
	const char *sha;

	*ret = (struct proof_state){ .is = PROOF_KEPT };
	enum rc rc = db_row(db, select_entry, ARGS(p->stream, p->seq), e);
	if (rc == E_NOTFOUND)
		return no_entry(db, p, ret);
	TRY(rc);
	ret->sealed = e->seal_no != 0;
	if (!str_starts(e->hash, p->hash) ||
	    audit_entry_wrong(mem, e) != NULL) {
		ret->is = PROOF_OTHER;
		return OK;
	}
	if (!verify_told_of(e->detail, &ret->no, &sha))
		return OK;
	ret->report_id = e->object_id;
	return sending(db, sha, ret);
}
