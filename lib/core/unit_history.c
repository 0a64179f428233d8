/* unit_history.c - what is known of one unit over time */
#include "core/access.h"
#include "core/unit_history.h"
#include "io/db.h"
#include "io/json.h"

static const struct db_col name_cols[] = {
	COL(struct unit_name, id),
	COL(struct unit_name, code),
	COL(struct unit_name, level),
	COL(struct unit_name, name),
	COL(struct unit_name, valid_from),
	COL(struct unit_name, valid_to),
	COL(struct unit_name, decision),
};
#define SAME_BODY " s.relation IN ('renamed', 'retyped')"
DB_ROWS(select_names, name_cols,
    "WITH RECURSIVE back(id) AS (SELECT u.id FROM unit u WHERE u.id = ?"
    " UNION SELECT s.old_id FROM back b JOIN succession s ON s.new_id = b.id"
    " AND" SAME_BODY "), forth(id) AS (SELECT u.id FROM unit u WHERE u.id = ?"
    " UNION SELECT s.new_id FROM forth b JOIN succession s ON s.old_id = b.id"
    " AND" SAME_BODY ")"
    " SELECT u.id, u.code, u.level, u.name, u.valid_from, u.valid_to,"
    " COALESCE((SELECT MIN(s.decision) FROM succession s WHERE s.new_id = u.id"
    " AND s.on_date = u.valid_from), '') AS decision FROM unit u"
    " WHERE u.id IN (SELECT id FROM back UNION SELECT id FROM forth)"
    " ORDER BY u.valid_from DESC, u.id DESC");

static const struct db_col place_cols[] = {
	COL(struct unit_place, line_id),
	COL(struct unit_place, parent_id),
	COL(struct unit_place, line_vi),
	COL(struct unit_place, line_en),
	COL(struct unit_place, parent),
	COL(struct unit_place, level),
	COL(struct unit_place, valid_from),
	COL(struct unit_place, valid_to),
};
DB_ROWS(select_places, place_cols,
    "SELECT l.line_id, l.parent_id, n.name_vi AS line_vi, n.name_en AS"
    " line_en, u.name AS parent, u.level, l.valid_from, l.valid_to"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " JOIN unit_line l ON l.unit_id = j.id JOIN line n ON n.id = l.line_id"
    " JOIN unit u ON u.id = l.parent_id"
    " ORDER BY l.line_id, l.valid_from DESC, l.unit_id");

static const struct db_col past_cols[] = {
	COL(struct unit_step_row, old_id),
	COL(struct unit_step_row, new_id),
	COL(struct unit_step_row, old_code),
	COL(struct unit_step_row, old_name),
	COL(struct unit_step_row, old_level),
	COL(struct unit_step_row, new_code),
	COL(struct unit_step_row, new_name),
	COL(struct unit_step_row, new_level),
	COL(struct unit_step_row, relation),
	COL(struct unit_step_row, decision),
	COL(struct unit_step_row, on_date),
	COL(struct unit_step_row, comparable),
};
#define STEP \
	"SELECT DISTINCT s.old_id, s.new_id, o.code AS old_code," \
	" o.name AS old_name, o.level AS old_level, n.code AS new_code," \
	" n.name AS new_name, n.level AS new_level, s.relation, s.decision," \
	" s.on_date, s.comparable FROM succession "
#define ENDS " JOIN unit o ON o.id = s.old_id JOIN unit n ON n.id = s.new_id"
DB_ROWS(select_came, past_cols,
    STEP "s0 JOIN succession s ON s.old_id = s0.old_id"
	 " AND s.on_date = s0.on_date" ENDS
	 " WHERE s0.new_id = ? ORDER BY s.on_date, o.code, s.old_id, n.code,"
	 " s.new_id");
DB_ROWS(select_became, past_cols,
    STEP "s" ENDS " WHERE s.old_id = ? ORDER BY s.on_date, n.code, s.new_id");

static const struct db_col person_cols[] = {
	COL(struct unit_person, id),
	COL(struct unit_person, role),
	COL(struct unit_person, login),
	COL(struct unit_person, name),
	COL(struct unit_person, title),
	COL(struct unit_person, valid_from),
	COL(struct unit_person, valid_to),
	COL(struct unit_person, locked),
};
DB_ROWS(select_people, person_cols,
    "SELECT p.id, c.role, p.login, p.name, p.title, c.valid_from,"
    " c.valid_to, p.locked FROM access c JOIN person p ON p.id = c.person_id"
    " WHERE c.unit_id = ? AND ? < c.valid_to AND" UNIT_REACH(
	"c.unit_id") " ORDER BY c.role, p.name, p.id, c.valid_from");

static const struct db_col report_cols[] = {
	COL(struct unit_report, id),
	COL(struct unit_report, regime),
	COL(struct unit_report, title_vi),
	COL(struct unit_report, title_en),
	COL(struct unit_report, period),
	COL(struct unit_report, kind),
	COL(struct unit_report, cutoff),
	COL(struct unit_report, starts),
	COL(struct unit_report, ends),
	COL(struct unit_report, state),
	COL(struct unit_report, due),
};
/* As reports are seen: core/report.c. */
#define REPORT_SCOPE \
	SCOPE("r.unit_id", "g.line_id", \
	    "LEAST(p.ends, DATE_SUB(u.valid_to, INTERVAL 1 DAY))")
DB_ROWS(select_reports, report_cols,
    "SELECT r.id, g.code AS regime, v.title_vi, v.title_en, p.code AS period,"
    " p.kind, v.cutoff, p.starts, p.ends, r.state, r.due FROM report r"
    " JOIN regime g ON g.id = r.regime_id JOIN regime_version v"
    " ON v.id = r.regime_version_id JOIN period p ON p.id = r.period_id"
    " JOIN unit u ON u.id = r.unit_id"
    " WHERE r.unit_id = ? AND" REPORT_SCOPE
    " ORDER BY p.ends DESC, g.code, r.id LIMIT ?");

enum rc
unit_names(struct db *db, long id, struct unit_names *ret)
{
	return db_rows(db, select_names, ARGS(id, id), ret);
}

enum rc
unit_places(struct db *db, const struct unit_names *names,
    struct unit_places *ret)
{
	struct buf b = { .mem = db_arena(db), .max = 10000 };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < names->n; i++)
		json_long(&j, NULL, names->at[i].id);
	json_end(&j);
	return db_rows(db, select_places, ARGS(b.at), ret);
}

enum rc
unit_came_of(struct db *db, long id, struct unit_past *ret)
{
	return db_rows(db, select_came, ARGS(id), ret);
}

enum rc
unit_became(struct db *db, long id, struct unit_past *ret)
{
	return db_rows(db, select_became, ARGS(id), ret);
}

enum rc
unit_people(struct db *db, const struct ctx *ctx, long id,
    struct unit_people *ret)
{
	return db_rows(db, select_people,
	    ARGS(id, ctx->today, SCOPE_ARGS(ctx->actor, MAY_ADMIN, ctx->today)),
	    ret);
}

enum rc
unit_reports(struct db *db, const struct ctx *ctx, long id, long limit,
    struct unit_reports *ret)
{
	return db_rows(db, select_reports,
	    ARGS(id, SCOPE_ARGS(ctx->actor, MAY_VIEW, ctx->today), limit), ret);
}

const char *
relation_show(const char *relation)
{
	static const char *const shown[REL_END] = { N_("unchanged"),
		N_("renamed"), N_("retyped"), N_("wholly"), N_("in part"),
		N_("not known how much") };
	enum relation r;

	return relation_read(relation, &r) ? tr(shown[r]) : relation;
}

/* The other units that the same old unit went to, in one sentence's list. */
static const char *
others(struct arena *mem, const struct unit_past *p, size_t row)
{
	const struct unit_step_row *r = &p->at[row];
	struct buf b = { .mem = mem, .max = 1000 };

	for (size_t i = 0; i < p->n; i++)
		if (i != row && p->at[i].old_id == r->old_id &&
		    p->at[i].new_id != r->new_id)
			buf_fmt(&b, "%s%s", b.len > 0 ? ", " : "",
			    p->at[i].new_name);
	return b.at == NULL ? "" : b.at;
}

const char *
unit_why_not(struct arena *mem, const struct unit_past *p, size_t row)
{
	const struct unit_step_row *r = &p->at[row];
	const char *rest = others(mem, p, row);

	if (r->comparable)
		return NULL;
	if (str_eq(r->relation, "unknown"))
		return str_fmt(mem,
		    _("The sources do not say how much of %s went to %s."),
		    r->old_name, r->new_name);
	if (str_eq(r->relation, "partial") && *rest == '\0')
		return str_fmt(mem, _("Only a part of %s went to %s."),
		    r->old_name, r->new_name);
	if (str_eq(r->relation, "partial"))
		return str_fmt(mem,
		    _("Only a part of %s went to %s; other parts went to"
		      " %s."),
		    r->old_name, r->new_name, rest);
	if (*rest != '\0')
		return str_fmt(mem,
		    _("The sources contradict each other: all of %s is said to"
		      " have gone to %s, and some of it to %s."),
		    r->old_name, r->new_name, rest);
	return str_fmt(mem,
	    _("The sources contradict each other about %s and %s."),
	    r->old_name, r->new_name);
}
