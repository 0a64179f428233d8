/* fact.c - official figures: written from revisions, read per item */
#include "core/fact.h"

/*
 * A body says where its totals are: a unit with nothing below has them in own.
 * Cells without an item (notes) are no facts.
 */
/* STRAIGHT_JOIN: a body is parsed once, not once for each cell of the form. */
#define FROM_REPORTS \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) x" \
	" JOIN report r ON r.id = x.id JOIN revision k ON k.id = " \
	"r.accepted_id"
#define FROM_CELLS(path) \
	FROM_REPORTS \
	" JOIN JSON_TABLE(k.body, '" path "' COLUMNS (cell BIGINT PATH '$.c'," \
	" num DECIMAL(38,10) PATH '$.n', home BIGINT PATH '$.h')) j" \
	" JOIN form_cell c ON c.form_id = k.form_id AND c.cell = j.cell" \
	" WHERE j.num IS NOT NULL"
/*
 * Who sent it: the report may have been carried over since, and then by the
 * first reform that came after the revision.
 */
#define SENDER \
	" COALESCE((SELECT q.unit_id FROM reform_report q JOIN reform m" \
	" ON m.id = q.reform_id AND k.id <= m.mark AND m.undone IS NULL" \
	" WHERE q.report_id = r.id AND q.fate = 'carried'" \
	" ORDER BY m.mark, m.id LIMIT 1), r.unit_id)"
DB_STMT(insert_own,
    "INSERT INTO fact (revision_id, part, item_id, unit_id, period_id, value,"
    " copied)"
    " SELECT STRAIGHT_JOIN k.id, 0, c.item_id," SENDER ", r.period_id, "
    "j.num, j.home IS NOT NULL" FROM_CELLS("$.own[*]"));
DB_STMT(insert_total,
    "INSERT INTO fact (revision_id, part, item_id, unit_id, period_id, value,"
    " copied)"
    " SELECT STRAIGHT_JOIN k.id, 1, c.item_id," SENDER ", r.period_id, "
    "j.num, j.home IS NOT NULL" FROM_CELLS("$.total[*]"));
DB_STMT(insert_same,
    "INSERT INTO fact (revision_id, part, item_id, unit_id, period_id, value,"
    " copied)"
    " SELECT STRAIGHT_JOIN f.revision_id, 1, f.item_id, f.unit_id,"
    " f.period_id, f.value, f.copied" FROM_REPORTS
    " JOIN fact f ON f.revision_id = k.id AND f.part = 0"
    " WHERE JSON_CONTAINS_PATH(k.body, 'one', '$.total') = 0");

#define ACCEPTED_BELOW \
	" FROM report c JOIN fact f ON f.revision_id = c.accepted_id" \
	" AND f.part = 1" \
	" WHERE c.receiver_id = ? AND c.regime_id = ? AND c.period_id = ?" \
	" AND c.state = 'accepted'"

static const struct db_col sum_cols[] = {
	COL(struct fact_sum, item_id),
	COL(struct fact_sum, value),
};
DB_ROWS(select_below, sum_cols,
    "SELECT f.item_id, SUM(f.value) AS value" ACCEPTED_BELOW
    " GROUP BY f.item_id ORDER BY f.item_id");

#define SENT " TIMESTAMPDIFF(MICROSECOND, '1970-01-01', k.at) AS sent, "
static const struct db_col unit_cols[] = {
	COL(struct fact_unit, unit_id),
	COL(struct fact_unit, item_id),
	COL(struct fact_unit, revision_id),
	COL(struct fact_unit, sent),
	COL(struct fact_unit, value),
};
DB_ROWS(select_each, unit_cols,
    "SELECT STRAIGHT_JOIN c.unit_id, f.item_id, f.revision_id," SENT "f.value"
    " FROM report c JOIN revision k ON k.id = c.accepted_id"
    " JOIN fact f ON f.revision_id = k.id AND f.part = 1"
    " WHERE c.receiver_id = ? AND c.regime_id = ? AND c.period_id = ?"
    " AND c.state = 'accepted' ORDER BY c.unit_id, f.item_id");
DB_ROWS(select_some, unit_cols,
    "SELECT STRAIGHT_JOIN c.unit_id, f.item_id, f.revision_id," SENT "f.value"
    " FROM report c JOIN revision k ON k.id = c.accepted_id JOIN JSON_TABLE(?, "
    "'$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " JOIN fact f ON f.revision_id = c.accepted_id AND f.part = 1"
    " AND f.item_id = j.id WHERE c.receiver_id = ? AND c.regime_id = ?"
    " AND c.period_id = ? AND c.state = 'accepted'"
    " ORDER BY c.unit_id, f.item_id");

static const struct db_col bar_cols[] = {
	COL(struct fact_bar, unit_id),
	COL(struct fact_bar, code),
	COL(struct fact_bar, name),
	COL(struct fact_bar, value),
};
DB_ROWS(select_bars, bar_cols,
    "SELECT c.unit_id, u.code, u.name, f.value"
    " FROM report c JOIN unit u ON u.id = c.unit_id"
    " JOIN form_cell m ON m.form_id = c.form_id AND m.cell = ?"
    " LEFT JOIN fact f ON f.revision_id = c.accepted_id AND f.part = 1"
    " AND f.item_id = m.item_id"
    " WHERE c.receiver_id = ? AND c.regime_id = ? AND c.period_id = ?"
    " ORDER BY u.code, c.unit_id");

static const struct db_col past_cols[] = {
	COL(struct past, period),
	COL(struct past, item_id),
	COL(struct past, part),
	COL(struct past, units),
	COL(struct past, value),
};
/*
 * A unit that came of whole others has their past, if every one of them can be
 * compared; what was a part of something has none.
 */
#define HISTORY_OF_UNIT \
	" FROM (SELECT id AS unit_id FROM unit WHERE id = ?" \
	" UNION SELECT s.old_id FROM succession s WHERE s.new_id = ?" \
	" AND NOT EXISTS (SELECT 1 FROM succession t WHERE" \
	" t.new_id = s.new_id AND NOT t.comparable)) h"
DB_ROWS(select_past, past_cols,
    "SELECT STRAIGHT_JOIN p.code AS period, f.item_id, f.part,"
    " COUNT(*) AS units, SUM(f.value) AS value" HISTORY_OF_UNIT
    " JOIN report r ON r.unit_id = h.unit_id AND r.regime_id = ?"
    " JOIN period p ON p.id = r.period_id AND p.kind = ?"
    " AND p.ends >= ? AND p.ends < ?"
    " JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " JOIN (SELECT 0 AS part UNION ALL SELECT 1) w"
    " JOIN fact f ON f.revision_id = r.accepted_id AND f.part = w.part"
    " AND f.item_id = j.id"
    " GROUP BY p.code, f.item_id, f.part"
    " ORDER BY p.code, f.item_id, f.part");

static const struct db_col far_cols[] = {
	COL(struct fact_far, item),
	COL(struct fact_far, period),
	COL(struct fact_far, kind),
	COL(struct fact_far, starts),
	COL(struct fact_far, ends),
	COL(struct fact_far, part),
	COL(struct fact_far, units),
	COL(struct fact_far, sums),
	COL(struct fact_far, value),
};
#define CODES_OF_ITEMS \
	" JOIN JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(80) PATH '$')) j" \
	" JOIN item i ON i.code = j.code"
DB_ROWS(select_far, far_cols,
    "SELECT STRAIGHT_JOIN i.code AS item, p.code AS period, p.kind, p.starts,"
    " p.ends, f.part, COUNT(*) AS units, i.over_units = 'sum' AS sums,"
    " SUM(f.value) AS value" HISTORY_OF_UNIT
    " JOIN report r ON r.unit_id = h.unit_id JOIN period p"
    " ON p.id = r.period_id AND p.ends >= ? AND p.ends <= ?" CODES_OF_ITEMS
    " JOIN (SELECT 0 AS part UNION ALL SELECT 1) w"
    " JOIN fact f ON f.revision_id = r.accepted_id AND f.part = w.part"
    " AND f.item_id = i.id"
    " GROUP BY i.code, i.over_units, p.id, p.code, p.kind, p.starts, p.ends,"
    " f.part, r.regime_id"
    " ORDER BY i.code, f.part, p.ends, p.id, MAX(f.copied) = 0,"
    " r.regime_id = ?,"
    " MAX(f.revision_id)");

static const struct db_col far_unit_cols[] = {
	COL(struct fact_far_unit, item),
	COL(struct fact_far_unit, unit_id),
	COL(struct fact_far_unit, value),
};
DB_ROWS(select_far_below, far_unit_cols,
    "SELECT STRAIGHT_JOIN i.code AS item, c.unit_id, f.value"
    " FROM report c" CODES_OF_ITEMS
    " JOIN fact f ON f.revision_id = c.accepted_id AND f.part = 1"
    " AND f.item_id = i.id WHERE c.receiver_id = ? AND c.period_id = ?"
    " AND c.state = 'accepted'"
    " ORDER BY i.code, c.unit_id, NOT f.copied, c.regime_id = ?,"
    " f.revision_id");

enum rc
fact_far(struct db *db, const struct report *r, const char *items,
    const char *from, const char *to, struct fact_fars *ret)
{
	return db_rows(db, select_far,
	    ARGS(r->unit_id, r->unit_id, from, to, items, r->regime_id), ret);
}

enum rc
fact_far_below(struct db *db, const struct report *r, const char *items,
    struct fact_far_units *ret)
{
	return db_rows(db, select_far_below,
	    ARGS(items, r->unit_id, r->period_id, r->regime_id), ret);
}

enum rc
fact_add(struct db *db, const char *reports)
{
	TRY(db_exec(db, insert_own, ARGS(reports), NULL));
	TRY(db_exec(db, insert_total, ARGS(reports), NULL));
	return db_exec(db, insert_same, ARGS(reports), NULL);
}

enum rc
fact_below(struct db *db, const struct report *r, struct fact_sums *ret)
{
	return db_rows(db, select_below,
	    ARGS(r->unit_id, r->regime_id, r->period_id), ret);
}

enum rc
fact_each(struct db *db, const struct report *r, struct fact_units *ret)
{
	return db_rows(db, select_each,
	    ARGS(r->unit_id, r->regime_id, r->period_id), ret);
}

enum rc
fact_some(struct db *db, const struct report *r, const char *items,
    struct fact_units *ret)
{
	return db_rows(db, select_some,
	    ARGS(items, r->unit_id, r->regime_id, r->period_id), ret);
}

enum rc
fact_bars(struct db *db, const struct report *r, size_t cell,
    struct fact_bars *ret)
{
	return db_rows(db, select_bars,
	    ARGS((long)cell, r->unit_id, r->regime_id, r->period_id), ret);
}

enum rc
fact_past(struct db *db, const struct report *r, const char *items,
    const char *from, const char *before, struct pasts *ret)
{
	return db_rows(db, select_past,
	    ARGS(r->unit_id, r->unit_id, r->regime_id, r->kind, from, before,
		items),
	    ret);
}
