/* home.c - homes of a report's figures, in the database */
#include "core/assign.h"
#include "core/home_part.h"
#include "core/sheet.h"
#include "io/json.h"

enum { USED_MAX = 1 << 20 };

const struct db_col home_row_cols[HOME_ROW_COLS] = {
	COL(struct home_row, cell),
	COL(struct home_row, report_id),
	COL(struct home_row, regime_id),
	COL(struct home_row, line_id),
	COL(struct home_row, chosen),
	COL(struct home_row, since),
	COL(struct home_row, mine),
	COL(struct home_row, accepted_id),
	COL(struct home_row, no),
	COL(struct home_row, decimals),
	COL(struct home_row, over_time),
	COL(struct home_row, regime),
	COL(struct home_row, title_vi),
	COL(struct home_row, title_en),
	COL(struct home_row, cutoff),
	COL(struct home_row, period),
	COL(struct home_row, kind),
	COL(struct home_row, starts),
	COL(struct home_row, ends),
	COL(struct home_row, state),
	COL(struct home_row, sha),
	COL(struct home_row, at),
	COL(struct home_row, person),
	COL(struct home_row, own),
	COL(struct home_row, total),
};
/*
 * From the unit's reports inside the window to the cells that they share with
 * the form; a request's period is part of nothing.
 */
DB_ROWS(select_rows, home_row_cols,
    "SELECT STRAIGHT_JOIN s.cell, o.id AS report_id, o.regime_id, g.line_id,"
    " COALESCE(h.regime_id, 0) AS chosen, s.other_since AS since,"
    " s.since AS mine, COALESCE(o.accepted_id, 0) AS accepted_id,"
    " COALESCE(k.no, 0) AS no, COALESCE(v.decimals, 0) AS decimals,"
    " v.over_time, g.code AS regime, w.title_vi,"
    " w.title_en, w.cutoff, p.code AS period, p.kind, p.starts, p.ends,"
    " o.state, k.sha, k.at, q.name AS person, a.value AS own,"
    " b.value AS total"
    " FROM report o JOIN period p ON p.id = o.period_id AND p.starts >= ?"
    " AND p.ends <= ? AND (p.id = ? OR p.kind NOT IN ('adhoc', 'thematic'))"
    " JOIN form_share s ON s.form_id = ? AND s.other_form_id = o.form_id"
    " JOIN regime g ON g.id = o.regime_id"
    " JOIN regime_version w ON w.id = o.regime_version_id"
    " LEFT JOIN item_version v ON v.item_id = s.item_id"
    " AND v.valid_from <= ? AND ? < v.valid_to"
    " LEFT JOIN item_home h ON h.item_id = s.item_id"
    " AND h.valid_from <= p.ends AND p.ends < h.valid_to"
    " LEFT JOIN revision k ON k.id = o.accepted_id"
    " LEFT JOIN person q ON q.id = k.person_id"
    " LEFT JOIN fact a ON a.revision_id = o.accepted_id AND a.part = 0"
    " AND a.item_id = s.other_item_id"
    " LEFT JOIN fact b ON b.revision_id = o.accepted_id AND b.part = 1"
    " AND b.item_id = s.other_item_id"
    " WHERE o.unit_id = ?"
    " ORDER BY s.cell, FIELD(p.kind, 'day', 'week', 'month', 'quarter',"
    " 'half', 'nine', 'year'), p.starts, p.ends, o.id, s.other_item_id");

struct yes {
	long n;
};
static const struct db_col yes_cols[] = { COL(struct yes, n) };
DB_ROWS(select_owes, yes_cols,
    "SELECT COUNT(*) AS n FROM " OWES
    " w JOIN form f ON f.regime_id = w.regime_id AND f.valid_from <= ?"
    " AND ? < f.valid_to JOIN form_share s ON s.form_id = ? AND s.cell = ?"
    " AND s.other_form_id = f.id WHERE w.unit_id = ?");
DB_STMT(insert_used,
    "INSERT INTO revision_use (revision_id, source_id) SELECT ?, j.id"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j");

struct fact_row {
	const char *value;
};
static const struct db_col fact_cols[] = { COL(struct fact_row, value) };
DB_ROWS(select_fact, fact_cols,
    "SELECT f.value FROM report r JOIN fact f ON f.revision_id = r.accepted_id"
    " AND f.part = ? AND f.item_id IN (?, (SELECT s.item_id FROM item_same s"
    " WHERE s.as_id = ? ORDER BY s.item_id LIMIT 1)) AND NOT f.copied"
    " WHERE r.unit_id = ? AND r.period_id = ? ORDER BY f.item_id <> ?, r.id");

struct asking {
	struct db *db;
	const struct report *report;
};

static enum rc
owes(void *arg, const struct home_row *row, bool *ret)
{
	const struct asking *a = arg;
	const char *day = a->report->ends;
	long unit = a->report->unit_id;
	struct owes_asked asked = { row->regime_id, day, unit, unit };
	const char *json = owes_json(db_arena(a->db), &asked, 1);
	struct yes yes;

	TRY(db_row(a->db, select_owes,
	    ARGS(OWES_ARGS(json), day, day, a->report->form_id, row->cell,
		a->report->unit_id),
	    &yes));
	*ret = yes.n > 0;
	return OK;
}

enum rc
home_load(struct db *db, const struct report *r, const struct form *f,
    bool superior, struct homes *ret)
{
	struct asking asking = { db, r };
	struct home_ask ask = { r, f, superior, owes, &asking };
	struct home_rows rows;

	*ret = (struct homes){ 0 };
	if (!r->shared)
		return OK;
	TRY(db_rows(db, select_rows,
	    ARGS(r->starts, r->ends, r->period_id, f->id, r->ends, r->ends,
		r->unit_id),
	    &rows));
	return home_pick(db_arena(db), &ask, &rows, ret);
}

enum rc
home_used(struct db *db, long revision_id, const struct homes *h)
{
	struct buf b = { .mem = db_arena(db), .max = USED_MAX };
	struct json j = { .out = &b };
	bool any = false;

	json_array(&j, NULL);
	for (size_t i = 0; i < h->nfrom; i++)
		if (h->from[i]->revision_id != 0) {
			json_long(&j, NULL, h->from[i]->revision_id);
			any = true;
		}
	json_end(&j);
	if (!any)
		return OK;
	return b.full ? E_LIMIT :
			db_exec(db, insert_used, ARGS(revision_id, b.at), NULL);
}

enum rc
home_fact(struct db *db, long unit_id, long period_id, long item_id, long part,
    const char **ret)
{
	struct fact_row row;

	TRY(db_row(db, select_fact,
	    ARGS(part, item_id, item_id, unit_id, period_id, item_id), &row));
	*ret = row.value;
	return OK;
}
