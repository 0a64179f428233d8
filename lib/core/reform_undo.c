/* reform_undo.c - back to the structure before, exactly */
#include "base/date.h"
#include "core/reform_part.h"
#include "core/unit_store.h"
#include "io/db.h"

struct sent_rec {
	const char *unit, *regime, *period;
};
struct later_rec {
	const char *day;
};
struct named_rec {
	const char *kind, *what, *unit;
};
struct line_rec {
	long line_id;
};
static const struct db_col sent_cols[] = { COL(struct sent_rec, unit),
	COL(struct sent_rec, regime), COL(struct sent_rec, period) };
static const struct db_col later_cols[] = { COL(struct later_rec, day) };
static const struct db_col named_cols[] = { COL(struct named_rec, kind),
	COL(struct named_rec, what), COL(struct named_rec, unit) };
static const struct db_col line_cols[] = { COL(struct line_rec, line_id) };

#define BEGUN(row) \
	" JOIN reform_change c ON c.reform_id = ? AND c.tab = 'unit'" \
	" AND c.act = 'add' AND c.row_id = " row
DB_ROWS(select_sent, sent_cols,
    "SELECT u.name AS unit, g.code AS regime, p.code AS period FROM revision v"
    " JOIN report r ON r.id = v.report_id JOIN period p ON p.id = r.period_id"
    " JOIN regime g ON g.id = r.regime_id JOIN unit u ON u.id = r.unit_id"
    " WHERE v.id > ? AND p.ends >= ? ORDER BY v.id LIMIT 1");
DB_ROWS(select_later, later_cols,
    "SELECT MAX(l.valid_from) AS day FROM unit_line l WHERE l.valid_from > ?"
    " AND l.line_id IN (SELECT c.line_id FROM reform_change c"
    " WHERE c.reform_id = ? AND c.tab = 'unit_line')"
    " HAVING MAX(l.valid_from) IS NOT NULL");
/* What somebody gave since to a unit that would vanish. */
/* clang-format off */
#define NAMED(kind, what, table, column) \
	" UNION ALL SELECT '" kind "', " what ", u.name FROM " table \
	" t" BEGUN("t." column) " JOIN unit u ON u.id = t." column \
	" WHERE NOT EXISTS (SELECT 1 FROM reform_change k WHERE k.reform_id" \
	" = c.reform_id AND k.tab = '" kind "' AND k.row_id = t.id" \
	" AND k.unit_id = t." column ")"
DB_ROWS(select_named, named_cols,
    "SELECT 'member' AS kind, g.name AS what, u.name AS unit"
    " FROM unit_group_member t" BEGUN("t.unit_id")
    " JOIN unit u ON u.id = t.unit_id JOIN unit_group g ON g.id = t.group_id"
    " WHERE NOT EXISTS (SELECT 1 FROM reform_change k WHERE k.reform_id"
    " = c.reform_id AND k.tab = 'member' AND k.row_id = t.group_id"
    " AND k.unit_id = t.unit_id)"
    NAMED("assignment", "(SELECT g.code FROM regime g WHERE g.id ="
	" t.regime_id)", "assignment", "unit_id")
    NAMED("regime_owner", "t.code", "regime", "owner_id")
    NAMED("group_owner", "t.name", "unit_group", "owner_id")
    NAMED("item_owner", "t.code", "item", "owner_id")
    NAMED("breakdown_owner", "t.code", "breakdown", "owner_id")
    NAMED("register_owner", "t.code", "register", "unit_id")
    NAMED("draft_owner", "t.title", "form_draft", "unit_id")
    NAMED("template_owner", "t.name", "form_template", "unit_id")
    NAMED("extension", "t.version", "form", "unit_id")
    NAMED("token", "t.name", "api_token", "unit_id")
    " ORDER BY 1, 2 LIMIT 1");
/* clang-format on */
DB_ROWS(select_lines, line_cols,
    "SELECT DISTINCT line_id FROM reform_change WHERE reform_id = ?"
    " AND tab = 'unit_line' ORDER BY line_id");

/* Reports that were opened for units that vanish: nothing of them was sent. */
#define OF_REPORTS(table, on) \
	"DELETE x FROM " table " x JOIN report r ON " on BEGUN( \
	    "r.unit_id") " LEFT JOIN reform_report q ON q.report_id = r.id" \
			 " AND q.reform_id = c.reform_id WHERE q.report_id " \
			 "IS NULL"
DB_STMT(delete_parts,
    "DELETE x FROM attachment_part x JOIN attachment a"
    " ON a.id = x.attachment_id JOIN report r ON r.id = a.report_id" BEGUN(
	"r.unit_id") " LEFT JOIN reform_report q ON q.report_id = r.id"
		     " AND q.reform_id = c.reform_id WHERE q.report_id IS "
		     "NULL");
DB_STMT(delete_files, OF_REPORTS("attachment", "r.id = x.report_id"));
DB_STMT(delete_drafts, OF_REPORTS("draft", "r.id = x.report_id"));
DB_STMT(delete_drafts_was, OF_REPORTS("draft_was", "r.id = x.report_id"));
DB_STMT(delete_events, OF_REPORTS("report_event", "r.id = x.report_id"));
/* Sent elsewhere or carried over: back; what was typed meanwhile stays. */
DB_STMT(delete_own_events,
    "DELETE x FROM report_event x JOIN reform_report q"
    " ON q.report_id = x.report_id AND q.fate = x.act WHERE q.reform_id = ?"
    " AND x.at = ?");
/*
 * What was decided about one meanwhile stays decided: only what is closed can
 * have been in no hands since, and is as it was.  So does more time that was
 * given; a deadline of another level goes with that level.
 */
DB_STMT(restore_reports,
    "UPDATE report r JOIN reform_report q ON q.report_id = r.id"
    " AND q.reform_id = ? JOIN unit u ON u.id = r.unit_id"
    " JOIN unit w ON w.id = q.unit_id SET r.unit_id = q.unit_id,"
    " r.receiver_id = q.receiver_id,"
    " r.accepted_id = IF(q.fate = 'closed', q.accepted_id, r.accepted_id),"
    " r.state = IF(q.fate = 'closed', q.state, r.state),"
    " r.due = IF(u.level <> w.level AND r.due_rule IS NULL,"
    " COALESCE(q.due, r.due), r.due),"
    " r.changed = IF(r.version = q.version + 1, q.changed, r.changed),"
    " r.version = IF(r.version = q.version + 1, q.version, r.version + 1)");
DB_STMT(delete_reports, "DELETE r FROM report r" BEGUN("r.unit_id"));
DB_STMT(delete_rollup, "DELETE r FROM rollup r" BEGUN("r.unit_id"));
DB_STMT(delete_rollup_unit, "DELETE r FROM rollup_unit r" BEGUN("r.unit_id"));
/* Rights on units that vanish: those that followed, and those given since. */
DB_STMT(delete_access, "DELETE x FROM access x" BEGUN("x.unit_id"));
DB_STMT(delete_access_above,
    "DELETE x FROM access x JOIN reform_change c ON c.reform_id = ?"
    " AND c.tab = 'access' AND c.act = 'add' AND c.row_id = x.id");
DB_STMT(delete_assignments,
    "DELETE x FROM assignment x JOIN reform_change c ON c.reform_id = ?"
    " AND c.tab = 'assignment' AND c.row_id = x.id");
DB_STMT(delete_members, "DELETE x FROM unit_group_member x" BEGUN("x.unit_id"));
DB_STMT(delete_posts, "DELETE x FROM person_post x" BEGUN("x.unit_id"));
/* One that was ended by hand since, or followed by another, stays so. */
#define OF_POSTS(act) \
	" JOIN reform_change c ON c.reform_id = ? AND c.tab = 'post'" \
	" AND c.act = '" act "' AND c.row_id = x.person_id" \
	" AND c.day = x.valid_from"
/* clang-format off */
DB_STMT(restore_places_of_posts,
    "UPDATE person_post x" OF_POSTS("set")
    " SET x.unit_id = c.unit_id WHERE x.unit_id = c.was_id");
DB_STMT(delete_posts_above,
    "DELETE x FROM person_post x JOIN reform_change c ON c.reform_id = ?"
    " AND c.tab = 'post' AND c.act = 'end' AND c.row_id = x.person_id"
    " AND c.was_id = x.unit_id JOIN reform r ON r.id = c.reform_id"
    " AND r.on_date = x.valid_from");
DB_STMT(restore_posts,
    "UPDATE person_post x" OF_POSTS("end")
    " JOIN reform r ON r.id = c.reform_id"
    " LEFT JOIN person_post y ON y.person_id = x.person_id"
    " AND y.valid_from >= r.on_date AND y.valid_from < c.was_day"
    " SET x.valid_to = c.was_day WHERE x.valid_to = r.on_date"
    " AND y.person_id IS NULL");
/* clang-format on */
#define OWNER(name, tab, table, column) \
	DB_STMT(name, \
	    "UPDATE " table " t JOIN reform_change c ON c.reform_id = ?" \
	    " AND c.tab = '" tab "' AND c.act = 'set' AND c.row_id = t.id" \
	    " SET t." column " = c.was_id WHERE t." column " = c.unit_id")
OWNER(disown_regime, "regime_owner", "regime", "owner_id");
OWNER(disown_group, "group_owner", "unit_group", "owner_id");
OWNER(disown_item, "item_owner", "item", "owner_id");
OWNER(disown_breakdown, "breakdown_owner", "breakdown", "owner_id");
OWNER(disown_register, "register_owner", "register", "unit_id");
OWNER(disown_draft, "draft_owner", "form_draft", "unit_id");
OWNER(disown_template, "template_owner", "form_template", "unit_id");
DB_STMT(delete_shares,
    "DELETE x FROM succession_share x JOIN reform_change c ON c.reform_id = ?"
    " AND c.tab = 'succession' AND c.row_id = x.succession_id");
DB_STMT(delete_successions,
    "DELETE x FROM succession x JOIN reform_change c ON c.reform_id = ?"
    " AND c.tab = 'succession' AND c.row_id = x.id");
DB_STMT(delete_places,
    "DELETE x FROM unit_line x JOIN reform_change c ON c.reform_id = ?"
    " AND c.tab = 'unit_line' AND c.act = 'add' AND c.row_id = x.unit_id"
    " AND c.line_id = x.line_id AND c.day = x.valid_from");
DB_STMT(restore_places,
    "UPDATE unit_line x JOIN reform_change c ON c.reform_id = ?"
    " AND c.tab = 'unit_line' AND c.act = 'end' AND c.row_id = x.unit_id"
    " AND c.line_id = x.line_id AND c.day = x.valid_from"
    " SET x.valid_to = c.was_day");
DB_STMT(restore_units,
    "UPDATE unit x JOIN reform_change c ON c.reform_id = ?"
    " AND c.tab = 'unit' AND c.act = 'end' AND c.row_id = x.id"
    " SET x.valid_to = c.was_day");
DB_STMT(delete_units, "DELETE x FROM unit x" BEGUN("x.id"));
DB_STMT(delete_settings,
    "DELETE FROM setting WHERE name LIKE 'unit/%' AND value ="
    " CONCAT('reform ', ?)");
DB_STMT(update_undone, "UPDATE reform SET undone = ?, done = 0, note = '',"
		       " version = version + 1 WHERE id = ?");

static enum rc
check_sent(struct db *db, const struct reform *r, struct findings *f)
{
	struct sent_rec s;
	enum rc rc = db_row(db, select_sent, ARGS(r->mark, r->on_date), &s);

	if (rc == OK)
		finding(f, "reform",
		    _("%s of %s for %s was sent under the new structure"
		      " already: the reform cannot be undone any more."),
		    s.regime, s.unit, s.period);
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
check_later(struct db *db, const struct reform *r, struct findings *f)
{
	struct later_rec later;
	enum rc rc = db_row(db, select_later, ARGS(r->on_date, r->id), &later);

	if (rc == OK)
		finding(f, "reform",
		    _("The structure changed again on %s: undo that first."),
		    date_show(f->mem, later.day));
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
check_named(struct db *db, const struct reform *r, struct findings *f)
{
	struct named_rec n;
	long id = r->id;
	enum rc rc = db_row(db, select_named,
	    ARGS(id, id, id, id, id, id, id, id, id, id, id), &n);

	if (rc == OK)
		finding(f, "reform",
		    _("\"%s\" was given to %s, which would vanish (%s): take"
		      " it away first."),
		    n.what, n.unit, n.kind);
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
reform_undo_ok(struct db *db, const struct ctx *ctx, const struct reform *r,
    struct findings *f)
{
	size_t before = f->nerror;

	(void)ctx;
	TRY(check_sent(db, r, f));
	TRY(check_later(db, r, f));
	TRY(check_named(db, r, f));
	return f->nerror > before ? E_INVALID : OK;
}

static enum rc
run(struct db *db, const struct db_stmt *const *all, size_t n, long id)
{
	for (size_t i = 0; i < n; i++)
		TRY(db_exec(db, all[i], ARGS(id), NULL));
	return OK;
}

static enum rc
revert_lines(struct db *db, const struct reform *r)
{
	struct {
		struct line_rec *at;
		size_t n;
	} lines;

	TRY(db_rows(db, select_lines, ARGS(r->id), &lines));
	for (size_t i = 0; i < lines.n; i++)
		TRY(model_close(db, lines.at[i].line_id));
	return OK;
}

enum rc
reform_revert(struct db *db, const struct ctx *ctx, const struct reform *r,
    long *ret_gone)
{
	static const struct db_stmt *const reports[] = { delete_parts,
		delete_files, delete_drafts, delete_drafts_was, delete_events,
		restore_reports };
	static const struct db_stmt *const rest[] = { delete_rollup,
		delete_rollup_unit, delete_access, delete_access_above,
		delete_assignments, delete_members, restore_places_of_posts,
		delete_posts, delete_posts_above, restore_posts, disown_regime,
		disown_group, disown_item, disown_breakdown, disown_register,
		disown_draft, disown_template, delete_shares,
		delete_successions, delete_places, restore_places };
	static const struct db_stmt *const last[] = { restore_units,
		delete_units, delete_settings };

	TRY(db_exec(db, delete_own_events, ARGS(r->id, r->switched), NULL));
	TRY(run(db, reports, COUNT(reports), r->id));
	TRY(db_exec(db, delete_reports, ARGS(r->id), ret_gone));
	TRY(run(db, rest, COUNT(rest), r->id));
	TRY(revert_lines(db, r));
	TRY(run(db, last, COUNT(last), r->id));
	return db_exec(db, update_undone, ARGS(ctx->now, r->id), NULL);
}
