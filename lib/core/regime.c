/* regime.c - reporting regimes: who reports, when, on what */
#include "core/audit.h"
#include "core/regime.h"
#include "io/db.h"

static const struct db_col regime_cols[] = { COL(struct regime, id),
	COL(struct regime, line_id), COL(struct regime, code),
	COL(struct regime, title_vi), COL(struct regime, title_en),
	COL(struct regime, family), COL(struct regime, basis),
	COL(struct regime, frequency), COL(struct regime, cutoff_name),
	COL(struct regime, valid_from), COL(struct regime, valid_to) };
#define REGIME \
	"SELECT id, line_id, code, title_vi, title_en, family, basis," \
	" frequency, cutoff AS cutoff_name, valid_from, valid_to FROM regime "
DB_ROWS(select_regime_by_code, regime_cols, REGIME "WHERE code = ?");
DB_ROWS(select_regimes, regime_cols,
    REGIME
    "WHERE ? IS NULL OR (valid_from <= ? AND ? < valid_to) ORDER BY code");

static const struct db_col level_cols[] = { COL(struct regime_level, level),
	COL(struct regime_level, due) };
DB_ROWS(select_levels, level_cols,
    "SELECT r.level, r.due FROM regime_level r JOIN level l"
    " ON l.code = r.level WHERE r.regime_id = ? ORDER BY l.rank_no, r.level");
DB_ROWS(select_due, level_cols,
    "SELECT level, due FROM regime_level WHERE regime_id = ? AND level = ?");
DB_STMT(update_due,
    "UPDATE regime_level SET due = ? WHERE regime_id = ? AND level = ?");

struct form_id {
	long id;
};
static const struct db_col form_id_cols[] = { COL(struct form_id, id) };
DB_ROWS(select_form_at, form_id_cols,
    "SELECT id FROM form WHERE regime_id = ? AND valid_from <= ?"
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

enum rc
regime_find(struct db *db, const char *code, struct regime *ret)
{
	TRY(db_row(db, select_regime_by_code, ARGS(code), ret));
	return understand(ret);
}

enum rc
regime_list(struct db *db, const char *day, struct regimes *ret)
{
	TRY(db_rows(db, select_regimes, ARGS(day, day, day), ret));
	for (size_t i = 0; i < ret->n; i++)
		TRY(understand(&ret->at[i]));
	return OK;
}

enum rc
regime_levels(struct db *db, long id, struct regime_levels *ret)
{
	return db_rows(db, select_levels, ARGS(id), ret);
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
regime_due(struct db *db, long id, const char *level, const char **ret)
{
	struct regime_level row;

	TRY(db_row(db, select_due, ARGS(id, level), &row));
	*ret = row.due;
	return OK;
}

enum rc
regime_set_due(struct db *db, const struct ctx *ctx, const struct regime *r,
    const char *level, const char *due)
{
	struct audit_head head;
	const char *was;

	if (!deadline_rule_fits(due, r->kind))
		return E_INVALID;
	TRY(audit_lock(db, AUDIT_REGIMES - r->id, &head));
	TRY(regime_due(db, r->id, level, &was));
	TRY(db_exec(db, update_due, ARGS(due, r->id, level), NULL));
	return audit_add(db, ctx, &head, "due", "regime", r->id,
	    str_fmt(db_arena(db), "level=%s; due=%s; was=%s", level, due, was));
}
