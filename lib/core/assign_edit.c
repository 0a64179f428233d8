/* assign_edit.c - who reports: assigned, exempted, counted */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/change.h"
#include "core/assign.h"
#include "core/assign_edit.h"
#include "core/deadline.h"
#include "core/reform_late.h"
#include "io/db.h"

enum { REASON_MAX = 500 };

static const struct db_col assignment_cols[] = { COL(struct assignment, id),
	COL(struct assignment, kind), COL(struct assignment, exempt),
	COL(struct assignment, name), COL(struct assignment, target_id),
	COL(struct assignment, unit_code), COL(struct assignment, due),
	COL(struct assignment, reason), COL(struct assignment, valid_from),
	COL(struct assignment, valid_to) };
#define ASSIGNMENT \
	"SELECT a.id, a.kind, a.exempt," \
	" COALESCE(a.level, u.name, q.name) AS name," \
	" COALESCE(a.unit_id, a.group_id, 0) AS target_id," \
	" u.code AS unit_code, a.due, a.reason, a.valid_from, a.valid_to" \
	" FROM assignment a LEFT JOIN unit u ON u.id = a.unit_id" \
	" LEFT JOIN unit_group q ON q.id = a.group_id" \
	" LEFT JOIN level l ON l.code = a.level WHERE a.regime_id = ?"
DB_ROWS(select_all, assignment_cols,
    ASSIGNMENT " ORDER BY a.exempt, a.kind = 'unit', a.kind = 'group',"
	       " l.rank_no, u.code, q.name, a.valid_from, a.id");
DB_ROWS(select_one, assignment_cols, ASSIGNMENT " AND a.id = ?");
DB_STMT(insert_assignment,
    "INSERT INTO assignment (regime_id, kind, exempt, level, unit_id,"
    " group_id, due, reason, valid_from, valid_to)"
    " VALUES (?, ?, ?, ?, NULLIF(?, 0), NULLIF(?, 0), ?, ?, ?, ?)");
DB_STMT(update_end,
    "UPDATE assignment SET valid_to = ? WHERE id = ? AND regime_id = ?");
DB_STMT(update_due,
    "UPDATE assignment SET due = ? WHERE id = ? AND regime_id = ?");
DB_STMT(delete_assignment,
    "DELETE FROM assignment WHERE id = ? AND regime_id = ?");

struct id_row {
	long id;
};
static const struct db_col id_cols[] = { COL(struct id_row, id) };
DB_ROWS(select_level, id_cols,
    "SELECT l.rank_no AS id FROM level l WHERE l.code = " DB_CODE);
DB_ROWS(select_in_line, id_cols,
    "SELECT unit_id AS id FROM unit_above WHERE line_id = ? AND unit_id = ?"
    " AND depth = 0 AND valid_from < ? AND ? < valid_to"
    " ORDER BY valid_from LIMIT 1");
DB_ROWS(select_group, id_cols, "SELECT id FROM unit_group WHERE id = ?");
DB_ROWS(select_same, id_cols,
    "SELECT id FROM assignment WHERE regime_id = ? AND kind = ? AND exempt = ?"
    " AND COALESCE(level, '') = ? AND COALESCE(unit_id, group_id, 0) = ?"
    " AND valid_from < ? AND ? < valid_to ORDER BY id LIMIT 1");
struct kind_row {
	const char *frequency;
};
static const struct db_col kind_cols[] = { COL(struct kind_row, frequency) };
DB_ROWS(select_kind, kind_cols,
    "SELECT frequency FROM regime_version WHERE regime_id = ?"
    " ORDER BY state = 'draft', valid_to DESC, no DESC LIMIT 1");

static const struct db_col owing_cols[] = { COL(struct owing, unit_id),
	COL(struct owing, code), COL(struct owing, name),
	COL(struct owing, level), COL(struct owing, due) };
DB_ROWS(select_who, owing_cols,
    "SELECT o.unit_id, u.code, u.name, u.level, o.due FROM " OWES " o"
    " JOIN unit u ON u.id = o.unit_id JOIN level l ON l.code = u.level"
    " ORDER BY l.rank_no, u.code, o.unit_id LIMIT ? OFFSET ?");
struct totals {
	long n, without;
};
static const struct db_col totals_cols[] = { COL(struct totals, n),
	COL(struct totals, without) };
DB_ROWS(count_who, totals_cols,
    "SELECT COUNT(*) AS n, COALESCE(SUM(o.due = ''), 0) AS without"
    " FROM " OWES " o");
static const struct db_col level_cols[] = { COL(struct owing_level, level),
	COL(struct owing_level, n) };
DB_ROWS(count_levels, level_cols,
    "SELECT u.level, COUNT(*) AS n FROM " OWES " o"
    " JOIN unit u ON u.id = o.unit_id JOIN level l ON l.code = u.level"
    " GROUP BY u.level, l.rank_no ORDER BY l.rank_no");

enum rc
assign_list(struct db *db, long regime_id, struct assignments *ret)
{
	return db_rows(db, select_all, ARGS(regime_id), ret);
}

struct adding {
	struct db *db;
	const struct ctx *ctx;
	const struct regime_head *g;
	const struct assign_in *in;
	struct findings *f;
	const char *from, *to, *level, *due;
};

static void
check_dates(struct adding *a)
{
	struct date d;

	a->from = str_empty(a->in->from) ? DATE_MIN : a->in->from;
	a->to = str_empty(a->in->to) ? DATE_MAX : a->in->to;
	if (!date_parse(a->from, &d))
		finding(a->f, "from", _("Please write a date as 25/09/2026."));
	else if (!date_parse(a->to, &d))
		finding(a->f, "to", _("Please write a date as 25/09/2026."));
	else if (strcmp(a->from, a->to) >= 0)
		finding(a->f, "to", _("It ends before it begins."));
}

/* E_NOTFOUND becomes a sentence at the field. */
static enum rc
need(struct adding *a, enum rc rc, const char *where, const char *sentence)
{
	if (rc == E_NOTFOUND)
		finding(a->f, where, "%s", sentence);
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
check_target(struct adding *a)
{
	const struct assign_in *in = a->in;
	struct id_row row;

	a->level = "";
	if (str_eq(in->kind, "level") && !in->exempt) {
		a->level = in->level == NULL ? "" : in->level;
		return need(a,
		    db_row(a->db, select_level, ARGS(a->level), &row), "level",
		    _("Please choose a level."));
	}
	if (str_eq(in->kind, "unit"))
		return need(a,
		    db_row(a->db, select_in_line,
			ARGS(a->g->line_id, in->unit_id, a->to, a->from), &row),
		    "unit",
		    _("That unit does not stand in the regime's reporting line"
		      " in that time."));
	if (str_eq(in->kind, "group"))
		return need(a,
		    db_row(a->db, select_group, ARGS(in->group_id), &row),
		    "group", _("Please choose a group."));
	finding(a->f, "kind", _("Please choose one of the list."));
	return OK;
}

static enum rc
kind_of(struct db *db, long regime_id, enum period_kind *ret)
{
	struct kind_row row;

	TRY(db_row(db, select_kind, ARGS(regime_id), &row));
	if (!period_kind_read(row.frequency, ret))
		return fail(E_INTERNAL, "regime %ld: %s", regime_id,
		    row.frequency);
	return OK;
}

static enum rc
check_due(struct db *db, long regime_id, const char *due, struct findings *f)
{
	enum period_kind kind;

	TRY(kind_of(db, regime_id, &kind));
	if (!deadline_rule_ok(due))
		finding(f, "due",
		    _("The deadline \"%.40s\" cannot be read: write \"day 25\","
		      " \"work 2\" or \"end+5\"."),
		    due);
	else if (!deadline_rule_fits(due, kind))
		finding(f, "due",
		    _("The deadline \"%.40s\" does not say a day for each of"
		      " its periods."),
		    due);
	return OK;
}

static enum rc
check_rest(struct adding *a)
{
	const struct assign_in *in = a->in;
	struct id_row row;

	a->due = in->due == NULL || in->exempt ? "" : in->due;
	if (in->exempt && (in->reason == NULL || utf8_blank(in->reason)))
		finding(a->f, "reason",
		    _("Please write why they do not report."));
	if (in->reason != NULL && utf8_len(in->reason) > REASON_MAX)
		finding(a->f, "reason",
		    _("This text is longer than %zu characters."),
		    (size_t)REASON_MAX);
	if (*a->due != '\0')
		TRY(check_due(a->db, a->g->id, a->due, a->f));
	else if (!in->exempt && str_eq(in->kind, "level"))
		finding(a->f, "due",
		    _("Please give the deadline of this level."));
	if (a->f->nerror > 0)
		return OK;
	enum rc rc = db_row(a->db, select_same,
	    ARGS(a->g->id, in->kind, in->exempt, a->level,
		str_eq(in->kind, "unit")  ? in->unit_id :
		str_eq(in->kind, "group") ? in->group_id :
					    0L,
		a->to, a->from),
	    &row);
	if (rc == OK)
		finding(a->f, "kind",
		    _("That is assigned already in that time: end it first."));
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
assign_add(struct db *db, const struct ctx *ctx, long regime_id, long version,
    const struct assign_in *in, struct findings *f)
{
	struct audit_head head;
	struct regime_head g;
	struct adding a = { .db = db, .ctx = ctx, .g = &g, .in = in, .f = f };

	TRY(regime_lock(db, ctx, regime_id, version, &head, &g));
	check_dates(&a);
	if (f->nerror == 0)
		TRY(check_target(&a));
	TRY(check_rest(&a));
	if (f->nerror > 0)
		return E_INVALID;
	long unit = str_eq(in->kind, "unit") ? in->unit_id : 0;
	long group = str_eq(in->kind, "group") ? in->group_id : 0;
	TRY(db_exec(db, insert_assignment,
	    ARGS(g.id, in->kind, in->exempt, *a.level == '\0' ? NULL : a.level,
		unit, group, a.due, in->reason == NULL ? "" : in->reason,
		a.from, a.to),
	    NULL));
	if (unit != 0)
		TRY(reform_late_name(db, ctx, str_fmt(ctx->mem, "[%ld]", unit),
		    a.to, "unit", f));
	struct change c = change_new(ctx->mem);
	change_text(&c, "kind", NULL, in->kind);
	if (*a.level != '\0')
		change_text(&c, "level", NULL, a.level);
	change_id(&c, "unit", 0, unit);
	change_id(&c, "group", 0, group);
	change_text(&c, "due", NULL, a.due);
	change_text(&c, "from", NULL, a.from);
	change_text(&c, "to", NULL, a.to);
	return regime_changed(db, ctx, &head, &g,
	    in->exempt ? "exempt" : "assign",
	    str_fmt(ctx->mem,
		"kind=%s; level=%s; unit=%ld; group=%ld; due=%s; from=%s;"
		" to=%s; reason=%s",
		in->kind, a.level, unit, group, a.due, a.from, a.to,
		in->reason == NULL ? "" : in->reason),
	    &c);
}

static enum rc
find_row(struct db *db, const struct ctx *ctx, long regime_id, long version,
    long id, struct audit_head *head, struct regime_head *g,
    struct assignment *ret)
{
	TRY(regime_lock(db, ctx, regime_id, version, head, g));
	return db_row(db, select_one, ARGS(regime_id, id), ret);
}

enum rc
assign_end(struct db *db, const struct ctx *ctx, long regime_id, long version,
    long id, const char *day, struct findings *f)
{
	struct audit_head head;
	struct regime_head g;
	struct assignment a;
	struct date d;

	TRY(find_row(db, ctx, regime_id, version, id, &head, &g, &a));
	if (str_empty(day) || !date_parse(day, &d)) {
		finding(f, "day", _("Please write a date as 25/09/2026."));
		return E_INVALID;
	}
	/* what never held, or was never used, leaves nothing behind */
	if (strcmp(day, a.valid_from) <= 0)
		TRY(db_exec(db, delete_assignment, ARGS(id, g.id), NULL));
	else
		TRY(db_exec(db, update_end, ARGS(day, id, g.id), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "to", a.valid_to, day);
	return regime_changed(db, ctx, &head, &g, "unassign",
	    str_fmt(ctx->mem, "row=%ld; kind=%s; name=%s; to=%s; was=%s", id,
		a.kind, a.name, day, a.valid_to),
	    &c);
}

enum rc
assign_due(struct db *db, const struct ctx *ctx, long regime_id, long version,
    long id, const char *due, struct findings *f)
{
	struct audit_head head;
	struct regime_head g;
	struct assignment a;

	TRY(find_row(db, ctx, regime_id, version, id, &head, &g, &a));
	if (!str_empty(due))
		TRY(check_due(db, g.id, due, f));
	else if (str_eq(a.kind, "level"))
		finding(f, "due", _("Please give the deadline of this level."));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(db_exec(db, update_due, ARGS(due == NULL ? "" : due, id, g.id),
	    NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "due", a.due, due == NULL ? "" : due);
	return regime_changed(db, ctx, &head, &g, "due",
	    str_fmt(ctx->mem, "row=%ld; name=%s; due=%s; was=%s", id, a.name,
		due == NULL ? "" : due, a.due),
	    &c);
}

static const char *
asked_of(const struct ctx *ctx, long regime_id, const char *day)
{
	struct owes_asked asked = { regime_id, day, 0, 0 };

	return owes_json(ctx->mem, &asked, 1);
}

enum rc
assign_who(struct db *db, const struct ctx *ctx, long regime_id,
    const char *day, long limit, long offset, struct owings *ret, long *ret_all,
    long *ret_without)
{
	const char *asked = asked_of(ctx, regime_id, day);
	struct totals t;

	TRY(db_row(db, count_who, ARGS(OWES_ARGS(asked)), &t));
	*ret_all = t.n;
	*ret_without = t.without;
	return db_rows(db, select_who, ARGS(OWES_ARGS(asked), limit, offset),
	    ret);
}

enum rc
assign_count(struct db *db, const struct ctx *ctx, long regime_id,
    const char *day, struct owing_levels *ret)
{
	const char *asked = asked_of(ctx, regime_id, day);

	return db_rows(db, count_levels, ARGS(OWES_ARGS(asked)), ret);
}
