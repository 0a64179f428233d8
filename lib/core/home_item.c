/* home_item.c - figures of items that stand in no cell of a form: their homes
 */
#include "core/assign.h"
#include "core/home_part.h"
#include "io/json.h"

enum { CODES_MAX = 1 << 20 };

/* An item, or one that an owner has bound to the same. */
#define IS_ITEM(c) \
	"(" c ".item_id = COALESCE(s.as_id, i.id) OR " c ".item_id IN" \
	" (SELECT t.item_id FROM item_same t WHERE t.as_id =" \
	" COALESCE(s.as_id, i.id)))"
/*
 * As home.c has it for cells: from the unit's reports inside the window to the
 * cells that have one of the items.  This report never is the home: its form
 * asks for the item elsewhere, whatever was chosen.
 */
DB_ROWS(select_item_rows, home_row_cols,
    "SELECT STRAIGHT_JOIN j.no - 1 AS cell, o.id AS report_id, o.regime_id,"
    " g.line_id, COALESCE(NULLIF(h.regime_id, ?), 0) AS chosen,"
    " (SELECT MIN(d.form_id) FROM form e JOIN form_cell d ON d.form_id = e.id"
    " AND d.item_id = c.item_id WHERE e.regime_id = o.regime_id) AS since,"
    " 9223372036854775807 AS mine, COALESCE(o.accepted_id, 0) AS accepted_id,"
    " COALESCE(k.no, 0) AS no, COALESCE(v.decimals, i.decimals) AS decimals,"
    " v.over_time, g.code AS regime, w.title_vi,"
    " w.title_en, w.cutoff, p.code AS period, p.kind, p.starts, p.ends,"
    " o.state, k.sha, k.at, q.name AS person, a.value AS own,"
    " b.value AS total"
    " FROM report o JOIN period p ON p.id = o.period_id AND p.starts >= ?"
    " AND p.ends <= ? AND (p.id = ? OR p.kind NOT IN ('adhoc', 'thematic'))"
    " JOIN regime g ON g.id = o.regime_id"
    " JOIN regime_version w ON w.id = o.regime_version_id"
    " JOIN JSON_TABLE(?, '$[*]' COLUMNS (no FOR ORDINALITY,"
    " code VARCHAR(80) PATH '$')) j JOIN item i ON i.code = j.code"
    " LEFT JOIN item_same s ON s.item_id = i.id"
    " JOIN form_cell c ON c.form_id = o.form_id AND " IS_ITEM(
	"c") " LEFT JOIN item_version v ON v.item_id = COALESCE(s.as_id, i.id)"
	     " AND v.valid_from <= ? AND ? < v.valid_to"
	     " LEFT JOIN item_home h ON h.item_id = COALESCE(s.as_id, i.id)"
	     " AND h.valid_from <= p.ends AND p.ends < h.valid_to"
	     " LEFT JOIN revision k ON k.id = o.accepted_id"
	     " LEFT JOIN person q ON q.id = k.person_id"
	     " LEFT JOIN fact a ON a.revision_id = o.accepted_id AND a.part = 0"
	     " AND a.item_id = c.item_id"
	     " LEFT JOIN fact b ON b.revision_id = o.accepted_id AND b.part = 1"
	     " AND b.item_id = c.item_id"
	     " WHERE o.unit_id = ? AND o.id <> ?"
	     " ORDER BY j.no, FIELD(p.kind, 'day', 'week', 'month', 'quarter',"
	     " 'half', 'nine', 'year'), p.starts, p.ends, o.id, c.item_id");

struct yes {
	long n;
};
static const struct db_col yes_cols[] = { COL(struct yes, n) };
DB_ROWS(select_owes_item, yes_cols,
    "SELECT COUNT(*) AS n FROM " OWES
    " w JOIN form f ON f.regime_id = w.regime_id AND f.valid_from <= ?"
    " AND ? < f.valid_to JOIN item i ON i.code = ?"
    " LEFT JOIN item_same s ON s.item_id = i.id"
    " JOIN form_cell c ON c.form_id = f.id AND " IS_ITEM(
	"c") " WHERE w.unit_id = ?");

struct asking {
	struct db *db;
	const struct report *report;
	const char *const *items;
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

	TRY(db_row(a->db, select_owes_item,
	    ARGS(OWES_ARGS(json), day, day, a->items[row->cell], unit), &yes));
	*ret = yes.n > 0;
	return OK;
}

/* A form of nothing but the items, with the decimals that they have. */
static struct form
items_form(struct arena *mem, const struct home_rows *rows, size_t n)
{
	struct cell *cells = arena_alloc(mem, n * sizeof *cells);

	for (size_t i = 0; i < rows->n; i++)
		cells[rows->at[i].cell].decimals = (int)rows->at[i].decimals;
	return (struct form){ .ncell = n, .cells = cells };
}

enum rc
home_items(struct db *db, const struct report *r, bool superior,
    const char *const *items, size_t n, struct homes *ret)
{
	struct arena *mem = db_arena(db);
	struct asking asking = { db, r, items };
	struct buf b = { .mem = mem, .max = CODES_MAX };
	struct json j = { .out = &b };
	struct home_rows rows;

	*ret = (struct homes){ 0 };
	json_array(&j, NULL);
	for (size_t i = 0; i < n; i++)
		json_text(&j, NULL, items[i]);
	json_end(&j);
	if (b.full)
		return E_LIMIT;
	TRY(db_rows(db, select_item_rows,
	    ARGS(r->regime_id, r->starts, r->ends, r->period_id, b.at, r->ends,
		r->ends, r->unit_id, r->id),
	    &rows));
	struct form form = items_form(mem, &rows, n);
	struct home_ask ask = { r, &form, superior, owes, &asking };
	return home_pick(mem, &ask, &rows, ret);
}
