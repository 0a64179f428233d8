/* reform_record.c - each unit that a reform touched has it in its own record */
#include "core/audit.h"
#include "core/change.h"
#include "core/reform_part.h"
#include "io/db.h"

struct touched {
	long unit_id;
	const char *what, *was, *became, *grants;
};
struct all_touched {
	struct touched *at;
	size_t n;
};
static const struct db_col cols[] = {
	COL(struct touched, unit_id),
	COL(struct touched, what),
	COL(struct touched, was),
	COL(struct touched, became),
	COL(struct touched, grants),
};
/* "unit end, unit_line end": what was changed; the rest while it is so. */
DB_ROWS(select_touched, cols,
    "SELECT t.unit_id, (SELECT GROUP_CONCAT(DISTINCT c.tab, ' ', c.act"
    " ORDER BY c.tab, c.act SEPARATOR ', ') FROM reform_change c"
    " WHERE c.reform_id = ? AND c.unit_id = t.unit_id) AS what,"
    " COALESCE((SELECT GROUP_CONCAT(u.level, ' ', u.code, ' ', s.relation"
    " ORDER BY s.id SEPARATOR ', ') FROM succession s JOIN unit u"
    " ON u.id = s.old_id WHERE s.new_id = t.unit_id), '') AS was,"
    " COALESCE((SELECT GROUP_CONCAT(u.level, ' ', u.code, ' ', s.relation"
    " ORDER BY s.id SEPARATOR ', ') FROM succession s JOIN unit u"
    " ON u.id = s.new_id WHERE s.old_id = t.unit_id), '') AS became,"
    " COALESCE((SELECT GROUP_CONCAT(p.login, '=', x.role ORDER BY x.id"
    " SEPARATOR ', ') FROM reform_change k JOIN access x ON x.id = k.row_id"
    " JOIN person p ON p.id = x.person_id WHERE k.reform_id = ?"
    " AND k.unit_id = t.unit_id AND k.tab = 'access'), '') AS grants"
    " FROM (SELECT DISTINCT c.unit_id FROM reform_change c"
    " WHERE c.reform_id = ? ORDER BY c.unit_id LIMIT ? OFFSET ?) t"
    " ORDER BY t.unit_id");

static void
put(struct change *c, const char *name, const char *value, bool undoing)
{
	if (!str_empty(value))
		change_text(c, name, undoing ? value : NULL,
		    undoing ? NULL : value);
}

static enum rc
record_one(struct db *db, const struct ctx *ctx, const struct reform *r,
    const struct touched *u)
{
	bool undoing = r->undone != NULL;
	struct change c = change_new(ctx->mem);

	put(&c, "came_from", u->was, undoing);
	put(&c, "became", u->became, undoing);
	put(&c, "rights", u->grants, undoing);
	change_text(&c, "rows", undoing ? u->what : NULL,
	    undoing ? NULL : u->what);
	return audit_put_one(db, ctx, u->unit_id,
	    &(struct audit_act){ undoing ? "unreform" : "reform", "reform",
		r->id,
		str_fmt(ctx->mem, "decision=%s; date=%s; what=%s", r->decision,
		    r->on_date, u->what),
		change_was(&c), change_became(&c) });
}

enum rc
reform_record(struct db *db, const struct ctx *ctx, const struct reform *r,
    long *ret_n)
{
	struct all_touched all;

	TRY(db_rows(db, select_touched,
	    ARGS(r->id, r->id, r->id, (long)RECORD_STEP, r->done), &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(record_one(db, ctx, r, &all.at[i]));
	*ret_n = (long)all.n;
	return OK;
}
