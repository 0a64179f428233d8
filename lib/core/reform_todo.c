/* reform_todo.c - what a reform left for somebody to decide */
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/reform_part.h"
#include "io/db.h"

static const struct db_col cols[] = {
	COL(struct reform_todo, no),
	COL(struct reform_todo, row_id),
	COL(struct reform_todo, unit_id),
	COL(struct reform_todo, person_id),
	COL(struct reform_todo, kind),
	COL(struct reform_todo, what),
	COL(struct reform_todo, unit),
	COL(struct reform_todo, why),
	COL(struct reform_todo, became),
	COL(struct reform_todo, settled),
};
DB_ROWS(select_todos, cols,
    "SELECT t.no, t.row_id, t.unit_id, t.person_id, t.kind, t.what,"
    " u.name AS unit, t.why, COALESCE((SELECT GROUP_CONCAT(n.name, ' (',"
    " n.code, ')' ORDER BY n.code SEPARATOR ', ') FROM succession s"
    " JOIN unit n ON n.id = s.new_id WHERE s.old_id = t.unit_id"
    " AND s.on_date = r.on_date), '') AS became, t.settled"
    " FROM reform_todo t JOIN reform r ON r.id = t.reform_id"
    " JOIN unit u ON u.id = t.unit_id WHERE t.reform_id = ?"
    " AND (? OR t.settled IS NULL) ORDER BY t.no");
DB_STMT(update_settled,
    "UPDATE reform_todo SET settled = ?, settled_by = ? WHERE reform_id = ?"
    " AND no = ? AND settled IS NULL");

enum rc
reform_todos(struct db *db, long id, bool settled_too, struct reform_todos *ret)
{
	return db_rows(db, select_todos, ARGS(id, settled_too), ret);
}

enum rc
reform_settle(struct db *db, const struct ctx *ctx, long id, long no)
{
	struct audit_head head;
	long by = ctx->actor == NULL ? 0 : ctx->actor->id, changed;
	bool may = true;

	if (by != 0)
		TRY(right_at_top(db, ctx, MAY_ADMIN, &may));
	if (!may)
		return E_DENIED;
	TRY(audit_lock(db, AUDIT_UNITS, &head));
	TRY(db_exec(db, update_settled, ARGS(ctx->now, by, id, no), &changed));
	if (changed == 0)
		return E_CONFLICT;
	struct change c = change_new(ctx->mem);
	change_text(&c, "settled", NULL, ctx->now);
	return audit_change(db, ctx, &head, "settle", "reform", id,
	    str_fmt(ctx->mem, "no=%ld", no), &c);
}
