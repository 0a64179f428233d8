/* home_share.c - which cells of forms ask for the same: derived, in one go */
#include "core/home_share.h"
#include "io/db.h"

/* Items of forms, as what they count. */
#define COUNTED \
	"(SELECT c.form_id, c.cell, c.item_id, f.regime_id," \
	" COALESCE(s.as_id, c.item_id) AS as_id FROM form_cell c" \
	" JOIN form f ON f.id = c.form_id" \
	" LEFT JOIN item_same s ON s.item_id = c.item_id)"
#define SINCE \
	"(SELECT t.as_id, t.regime_id, MIN(t.form_id) AS since" \
	" FROM " COUNTED " t GROUP BY t.as_id, t.regime_id)"
DB_STMT(delete_shares, "DELETE FROM form_share WHERE form_id > 0");
/*
 * In this order, each by a key of the one before it: right after a large form
 * was stored the server knows nothing of it yet, and began with the tables that
 * grow with the square (5.3 s for 2,000 cells that share nothing; 3 ms so).
 */
DB_STMT(insert_shares,
    "INSERT INTO form_share (form_id, cell, other_form_id, other_item_id,"
    " item_id, since, other_since)"
    " SELECT a.form_id, a.cell, b.form_id, b.item_id, a.as_id, x.since,"
    " y.since FROM " COUNTED " a STRAIGHT_JOIN " SINCE
    " y ON y.as_id = a.as_id AND y.regime_id <> a.regime_id"
    " STRAIGHT_JOIN (SELECT DISTINCT t.form_id, t.regime_id, t.item_id, t.as_id"
    " FROM " COUNTED " t) b ON b.as_id = y.as_id AND b.regime_id = y.regime_id"
    " STRAIGHT_JOIN " SINCE " x ON x.as_id = y.as_id"
    " AND x.regime_id = a.regime_id");
DB_STMT(update_shared,
    "UPDATE regime g LEFT JOIN (SELECT DISTINCT f.regime_id FROM form_share s"
    " JOIN form f ON f.id = s.form_id) t ON t.regime_id = g.id"
    " SET g.shared = t.regime_id IS NOT NULL"
    " WHERE g.shared <> (t.regime_id IS NOT NULL)");

enum rc
home_share(struct db *db)
{
	TRY(db_exec(db, delete_shares, ARGS(), NULL));
	TRY(db_exec(db, insert_shares, ARGS(), NULL));
	return db_exec(db, update_shared, ARGS(), NULL);
}
