/* regime_load.c - a regime of a file into the register */
#include <string.h>
#include "base/date.h"
#include "core/form.h"
#include "core/regime_load.h"
#include "core/regime_version.h"
#include "io/db.h"

struct id_row {
	long id;
};
struct code_row {
	const char *code;
};
static const struct db_col id_cols[] = { COL(struct id_row, id) };
static const struct db_col code_cols[] = { COL(struct code_row, code) };
DB_ROWS(select_line, id_cols, "SELECT id FROM line WHERE code = " DB_CODE);
DB_ROWS(select_level, code_cols,
    "SELECT code FROM level WHERE code = " DB_CODE);
/* Who stands at the top of the line and has not ended. */
DB_ROWS(select_top, id_cols,
    "SELECT a.unit_id AS id FROM unit_above a LEFT JOIN unit_line l"
    " ON l.line_id = a.line_id AND l.unit_id = a.unit_id"
    " AND l.valid_to = '9999-12-31'"
    " WHERE a.line_id = ? AND a.depth = 0 AND a.valid_to = '9999-12-31'"
    " AND l.unit_id IS NULL ORDER BY a.unit_id LIMIT 1");
DB_ROWS(select_owner, id_cols,
    "SELECT id FROM unit WHERE code = " DB_CODE
    " AND valid_from <= ? AND ? < valid_to"
    " ORDER BY id");

struct regime_row {
	long id, line_id, owner_id;
};
static const struct db_col regime_cols[] = { COL(struct regime_row, id),
	COL(struct regime_row, line_id), COL(struct regime_row, owner_id) };
DB_ROWS(select_regime, regime_cols,
    "SELECT id, line_id, COALESCE(owner_id, 0) AS owner_id FROM regime"
    " WHERE code = " DB_CODE " FOR UPDATE");
DB_STMT(insert_regime,
    "INSERT INTO regime (code, line_id, owner_id) VALUES (?, ?, ?)");
DB_STMT(update_owner, "UPDATE regime SET owner_id = ? WHERE id = ?");
DB_STMT(insert_level,
    "INSERT INTO assignment (regime_id, kind, level, due, valid_from,"
    " valid_to) SELECT ?, 'level', l.code, ?, '1000-01-01', '9999-12-31'"
    " FROM level l LEFT JOIN assignment a ON a.regime_id = ?"
    " AND a.level = l.code WHERE l.code = " DB_CODE " AND a.id IS NULL");

struct loading {
	struct db *db;
	const struct ctx *ctx;
	const struct regime_file *file;
	struct findings *f;
	long id, line_id;
};

static enum rc
level_load(struct loading *l, const struct regime_level_def *def)
{
	struct code_row row;
	enum rc rc = db_row(l->db, select_level, ARGS(def->level), &row);

	if (rc == E_NOTFOUND) {
		finding(l->f, str_fmt(l->ctx->mem, "line %ld", def->line),
		    _("There is no level \"%s\"."), def->level);
		return E_INVALID;
	}
	TRY(rc);
	return db_exec(l->db, insert_level,
	    ARGS(l->id, def->due, l->id, def->level), NULL);
}

/* 0: no unit is there yet. */
static enum rc
owner_of(struct loading *l, long *ret)
{
	const char *code = l->file->owner, *day = l->ctx->today;
	struct id_row row = { 0 };
	enum rc rc;

	if (code == NULL)
		rc = db_row(l->db, select_top, ARGS(l->line_id), &row);
	else
		rc = db_row(l->db, select_owner, ARGS(code, day, day), &row);
	if (rc == E_NOTFOUND && code != NULL)
		finding(l->f, "line 1", _("There is no unit \"%s\"."), code);
	if (rc == E_NOTFOUND)
		rc = code == NULL ? OK : E_INVALID;
	*ret = row.id;
	return rc;
}

static enum rc
regime_new(struct loading *l)
{
	const struct regime_file *r = l->file;
	long owner, version;

	TRY(owner_of(l, &owner));
	TRY(db_insert(l->db, insert_regime,
	    ARGS(r->code, l->line_id,
		owner == 0 ? NULL : str_long(l->ctx->mem, owner)),
	    &l->id));
	TRY(regime_version_before(l->db, l->ctx, l->id, r->code, r->past,
	    r->npast));
	return regime_version_add(l->db, l->ctx, l->id, r->code, "published",
	    &r->text, &version);
}

/* One that was loaded before there were units gets its owner now. */
static enum rc
regime_again(struct loading *l, const struct regime_row *row)
{
	long owner;

	l->id = row->id;
	if (row->line_id != l->line_id) {
		finding(l->f, "line 1",
		    _("The regime %s is loaded already with another line."),
		    l->file->code);
		return E_CONFLICT;
	}
	if (row->owner_id == 0) {
		TRY(owner_of(l, &owner));
		if (owner != 0)
			TRY(db_exec(l->db, update_owner, ARGS(owner, row->id),
			    NULL));
	}
	TRY(regime_version_before(l->db, l->ctx, row->id, l->file->code,
	    l->file->past, l->file->npast));
	return regime_version_load(l->db, l->ctx, row->id, l->file->code,
	    &l->file->text, l->f);
}

enum rc
regime_load(struct db *db, const struct ctx *ctx, const struct regime_file *r,
    struct findings *f, long *ret_id)
{
	struct loading l = { db, ctx, r, f, 0, 0 };
	struct regime_row row;
	struct id_row line;
	enum rc rc = db_row(db, select_line, ARGS(r->line), &line);

	if (rc == E_NOTFOUND) {
		finding(f, "line 1", _("There is no reporting line \"%s\"."),
		    r->line);
		return E_INVALID;
	}
	TRY(rc);
	l.line_id = line.id;
	rc = db_row(db, select_regime, ARGS(r->code), &row);
	TRY(rc == OK         ? regime_again(&l, &row) :
	    rc == E_NOTFOUND ? regime_new(&l) :
			       rc);
	for (size_t i = 0; i < r->nlevel; i++)
		TRY(level_load(&l, &r->levels[i]));
	*ret_id = l.id;
	return OK;
}
