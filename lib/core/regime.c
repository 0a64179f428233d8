/* regime.c - reporting regimes and the versions in force */
#include "core/audit.h"
#include "core/change.h"
#include "core/regime.h"
#include "io/db.h"

static const struct db_col regime_cols[] = { COL(struct regime, id),
	COL(struct regime, line_id), COL(struct regime, owner_id),
	COL(struct regime, version_id), COL(struct regime, no),
	COL(struct regime, code), COL(struct regime, title_vi),
	COL(struct regime, title_en), COL(struct regime, family),
	COL(struct regime, basis), COL(struct regime, state),
	COL(struct regime, frequency), COL(struct regime, cutoff_name),
	COL(struct regime, valid_from), COL(struct regime, valid_to) };
#define REGIME \
	"SELECT g.id, g.line_id, COALESCE(g.owner_id, 0) AS owner_id," \
	" w.id AS version_id, w.no, g.code, w.title_vi, w.title_en," \
	" w.family, w.basis, w.state, w.frequency, w.cutoff AS cutoff_name," \
	" w.valid_from, w.valid_to FROM regime g" \
	" JOIN regime_version w ON w.regime_id = g.id"
#define LAST \
	" w.id = (SELECT x.id FROM regime_version x WHERE x.regime_id = g.id" \
	" AND x.state <> 'draft'" \
	" ORDER BY x.valid_to DESC, x.valid_from DESC, x.no DESC LIMIT 1)"
#define IN_FORCE " w.state <> 'draft' AND w.valid_from <= ? AND ? < w.valid_to"
DB_ROWS(select_last_by_code, regime_cols,
    REGIME " WHERE g.code = " DB_CODE " AND" LAST);
DB_ROWS(select_last, regime_cols, REGIME " WHERE" LAST " ORDER BY g.code");
DB_ROWS(select_planned, regime_cols,
    REGIME " WHERE g.id = ? ORDER BY CASE WHEN w.state = 'draft' THEN 1 ELSE 0"
	   " END, w.valid_to DESC, w.valid_from DESC, w.no DESC LIMIT 1");
DB_ROWS(select_at, regime_cols, REGIME " WHERE g.id = ? AND" IN_FORCE);
DB_ROWS(select_in_force, regime_cols,
    REGIME " WHERE" IN_FORCE " ORDER BY g.code");
DB_ROWS(select_versions, regime_cols,
    REGIME " WHERE g.code = " DB_CODE " AND w.state <> 'draft'"
	   " ORDER BY w.valid_from DESC, w.no DESC");

static const struct db_col level_cols[] = { COL(struct regime_level, level),
	COL(struct regime_level, due) };
#define ASSIGNED \
	" a.regime_id = ? AND a.kind = 'level' AND NOT a.exempt" \
	" AND a.valid_from <= ? AND ? < a.valid_to"
DB_ROWS(select_levels, level_cols,
    "SELECT a.level, a.due FROM assignment a JOIN level l"
    " ON l.code = a.level WHERE" ASSIGNED " ORDER BY l.rank_no, a.level");
DB_ROWS(select_due, level_cols,
    "SELECT a.level, a.due FROM assignment a WHERE" ASSIGNED
    " AND a.level = " DB_CODE " ORDER BY a.id DESC");
DB_STMT(update_due,
    "UPDATE assignment a SET a.due = ? WHERE" ASSIGNED " AND a.level = ?");

struct form_id {
	long id;
};
static const struct db_col form_id_cols[] = { COL(struct form_id, id) };
DB_ROWS(select_form_at, form_id_cols,
    "SELECT id FROM form WHERE regime_id = ? AND unit_id = 0 AND valid_from <= "
    "?"
    " AND ? < valid_to ORDER BY valid_from DESC, id DESC");

static enum rc
understand(struct regime *r)
{
	if (period_kind_read(r->frequency, &r->kind) &&
	    cutoff_read(r->cutoff_name, &r->cutoff))
		return OK;
	return fail(E_INTERNAL, "regime %s: %s, %s", r->code, r->frequency,
	    r->cutoff_name);
}

static enum rc
understand_all(struct regimes *all)
{
	for (size_t i = 0; i < all->n; i++)
		TRY(understand(&all->at[i]));
	return OK;
}

enum rc
regime_find(struct db *db, const char *code, struct regime *ret)
{
	TRY(db_row(db, select_last_by_code, ARGS(code), ret));
	return understand(ret);
}

enum rc
regime_planned(struct db *db, long id, struct regime *ret)
{
	TRY(db_row(db, select_planned, ARGS(id), ret));
	return understand(ret);
}

enum rc
regime_at(struct db *db, long id, const char *day, struct regime *ret)
{
	TRY(db_row(db, select_at, ARGS(id, day, day), ret));
	return understand(ret);
}

enum rc
regime_list(struct db *db, const char *day, struct regimes *ret)
{
	if (day == NULL)
		TRY(db_rows(db, select_last, ARGS(), ret));
	else
		TRY(db_rows(db, select_in_force, ARGS(day, day), ret));
	return understand_all(ret);
}

enum rc
regime_versions(struct db *db, const char *code, struct regimes *ret)
{
	TRY(db_rows(db, select_versions, ARGS(code), ret));
	return understand_all(ret);
}

enum rc
regime_levels(struct db *db, long id, const char *day,
    struct regime_levels *ret)
{
	return db_rows(db, select_levels, ARGS(id, day, day), ret);
}

enum rc
regime_form(struct db *db, long id, const char *ends, long *ret_form_id)
{
	struct form_id row;

	TRY(db_row(db, select_form_at, ARGS(id, ends, ends), &row));
	*ret_form_id = row.id;
	return OK;
}

enum rc
regime_due(struct db *db, long id, const char *level, const char *day,
    const char **ret)
{
	struct regime_level row;

	TRY(db_row(db, select_due, ARGS(id, day, day, level), &row));
	*ret = row.due;
	return OK;
}

enum rc
regime_set_due(struct db *db, const struct ctx *ctx, const struct regime *r,
    const char *level, const char *due)
{
	const char *day = ctx->today, *was;
	struct audit_head head;

	if (!deadline_rule_fits(due, r->kind))
		return E_INVALID;
	TRY(audit_lock(db, AUDIT_REGIMES - r->id, &head));
	TRY(regime_due(db, r->id, level, day, &was));
	TRY(db_exec(db, update_due, ARGS(due, r->id, day, day, level), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "due", was, due);
	return audit_change(db, ctx, &head, "due", "regime", r->id,
	    str_fmt(db_arena(db), "level=%s; due=%s; was=%s", level, due, was),
	    &c);
}
