/* inventory.c - a list of the regimes that exist, into the register */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/form.h"
#include "core/inventory.h"
#include "core/period.h"
#include "core/regime_load.h"
#include "core/unit.h"
#include "io/csv.h"
#include "io/db.h"
#include "io/json.h"
#include "io/secret.h"

enum { ROWS_MAX = 5000, CELL_MAX = 4000, CODES_MAX = 1 << 16 };
enum {
	CODE,
	TITLE,
	FAMILY,
	FREQUENCY,
	LINE,
	LEVEL,
	UNITS,
	EXCEPT,
	BASIS,
	FROM,
	TO,
	NCELL
};
static const char *const names[NCELL] = { "code", "title", "family",
	"frequency", "line", "level", "units", "except", "basis", "from",
	"to" };

struct count_row {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count_row, n) };
DB_ROWS(count_regime, count_cols,
    "SELECT COUNT(*) AS n FROM regime WHERE code = " DB_CODE);
DB_ROWS(select_owner, count_cols,
    "SELECT COALESCE(owner_id, 0) AS n FROM regime WHERE id = ?");
/* Units of a line on a day, by code: a code names one of them at most. */
#define NAMED \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(20)" \
	" CHARACTER SET ascii PATH '$')) j JOIN unit u ON u.code = j.code" \
	" AND u.valid_from <= ? AND ? < u.valid_to JOIN line l ON l.code " \
	"= " DB_CODE \
	" JOIN unit_above a ON a.line_id = l.id AND a.unit_id = u.id" \
	" AND a.above_id = u.id AND a.valid_from <= ? AND ? < a.valid_to"
DB_ROWS(count_units, count_cols, "SELECT COUNT(DISTINCT j.code) AS n" NAMED);
DB_STMT(insert_units,
    "INSERT INTO assignment (regime_id, kind, exempt, unit_id, due, reason,"
    " valid_from, valid_to) SELECT ?, 'unit', ?, u.id, '', '', '1000-01-01',"
    " '9999-12-31'" NAMED " WHERE NOT EXISTS (SELECT 1 FROM assignment x"
    " WHERE x.regime_id = ? AND x.unit_id = u.id AND x.exempt = ?)");

struct reading {
	struct db *db;
	const struct ctx *ctx;
	struct findings *f;
	const char *where;
	const char *const *cell;
	long id; /* the regime's */
};

static void
need(const struct reading *r, size_t at, size_t max)
{
	if (utf8_blank(r->cell[at]) || utf8_len(r->cell[at]) > max)
		finding(r->f, r->where, _("%s: 1 to %zu characters."),
		    names[at], max);
}

static void
date_need(const struct reading *r, size_t at)
{
	struct date d;

	if (*r->cell[at] != '\0' && !date_parse(r->cell[at], &d))
		finding(r->f, r->where,
		    _("%s: \"%s\" is no date; write it as 2026-09-28."),
		    names[at], r->cell[at]);
}

#define CODE_CHARS \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"

static bool
row_check(const struct reading *r)
{
	size_t before = r->f->nerror;
	enum period_kind kind;

	need(r, CODE, 40);
	need(r, TITLE, REGIME_TITLE);
	need(r, BASIS, REGIME_BASIS);
	date_need(r, FROM);
	date_need(r, TO);
	if (r->cell[CODE][strspn(r->cell[CODE], CODE_CHARS)] != '\0')
		finding(r->f, r->where,
		    _("code: letters, digits, point and hyphen only."));
	if (!code_list_has("administrative statistical thematic adhoc internal",
		r->cell[FAMILY]))
		finding(r->f, r->where, _("family: \"%.40s\" is not known."),
		    r->cell[FAMILY]);
	if (!period_kind_read(r->cell[FREQUENCY], &kind))
		finding(r->f, r->where, _("frequency: \"%.40s\" is not known."),
		    r->cell[FREQUENCY]);
	if ((*r->cell[LEVEL] == '\0') == (*r->cell[UNITS] == '\0'))
		finding(r->f, r->where,
		    _("Say who reports: a level, or the codes of units."));
	return r->f->nerror == before;
}

static const char *
from_of(const struct reading *r)
{
	return *r->cell[FROM] == '\0' ? DATE_MIN : r->cell[FROM];
}

/* Codes with blanks between, as a JSON array. */
static const char *
codes_json(struct arena *mem, const char *codes, long *ret_n)
{
	struct buf b = { .mem = mem, .max = CODES_MAX };
	struct json j = { .out = &b };

	*ret_n = 0;
	json_array(&j, NULL);
	while (*(codes += strspn(codes, " ")) != '\0') {
		size_t n = strcspn(codes, " ");
		json_text(&j, NULL, str_ndup(mem, codes, n));
		codes += n;
		++*ret_n;
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}

static enum rc
units_assign(struct reading *r, size_t at, bool exempt)
{
	const char *day = from_of(r), *line = r->cell[LINE];
	struct count_row there;
	long n;
	const char *json = codes_json(r->ctx->mem, r->cell[at], &n);

	if (json == NULL)
		return E_LIMIT;
	if (n == 0)
		return OK;
	TRY(db_row(r->db, count_units, ARGS(json, day, day, line, day, day),
	    &there));
	if (there.n != n) {
		finding(r->f, r->where,
		    _("%s: %ld of these %ld units are not in the line on that"
		      " day, or are named twice."),
		    names[at], n - there.n, n);
		return OK;
	}
	return db_exec(r->db, insert_units,
	    ARGS(r->id, exempt, json, day, day, line, day, day, r->id, exempt),
	    NULL);
}

static struct regime_file
file_of(const struct reading *r, struct regime_level_def *level)
{
	struct regime_file file = { .code = r->cell[CODE],
		.line = r->cell[LINE],
		.text = regime_text_new() };

	file.text.title_vi = r->cell[TITLE];
	file.text.family = r->cell[FAMILY];
	file.text.frequency = r->cell[FREQUENCY];
	file.text.cutoff =
	    str_eq(r->cell[FAMILY], "statistical") ? "calendar" : "nd09";
	file.text.basis = r->cell[BASIS];
	file.text.valid_from = from_of(r);
	file.text.valid_to = *r->cell[TO] == '\0' ? DATE_MAX : r->cell[TO];
	*level =
	    (struct regime_level_def){ .level = r->cell[LEVEL], .due = "" };
	if (*level->level != '\0') {
		file.levels = level;
		file.nlevel = 1;
	}
	return file;
}

/* Whoever is no command line must own it; else all is rolled back. */
static enum rc
owner_check(struct reading *r)
{
	struct count_row owner;

	if (r->ctx->actor == NULL || r->ctx->actor->id == 0)
		return OK;
	TRY(db_row(r->db, select_owner, ARGS(r->id), &owner));
	enum rc rc = unit_reach(r->db, r->ctx, MAY_OWN, owner.n);
	if (rc == E_NOTFOUND)
		finding(r->f, r->where,
		    _("Regimes of the line %s are not yours to add."),
		    r->cell[LINE]);
	return rc == E_NOTFOUND ? OK : rc;
}

/* What regime_load() found, at the line of the list. */
static enum rc
regime_put(struct reading *r)
{
	struct findings ours = { .mem = r->ctx->mem };
	struct regime_level_def level;
	struct regime_file file = file_of(r, &level);
	enum rc rc = regime_load(r->db, r->ctx, &file, &ours, &r->id);

	for (size_t i = 0; i < ours.n; i++)
		finding(r->f, r->where, "%s", ours.at[i].text);
	if (rc != OK)
		return ours.n > 0 ? OK : rc;
	TRY(owner_check(r));
	TRY(units_assign(r, UNITS, false));
	return units_assign(r, EXCEPT, true);
}

static enum rc
row_import(struct reading *r, struct inventory *count)
{
	struct count_row there;

	count->rows++;
	if (!row_check(r))
		return OK;
	TRY(db_row(r->db, count_regime, ARGS(r->cell[CODE]), &there));
	count->made += there.n == 0;
	return regime_put(r);
}

enum rc
inventory_import(struct db *db, const struct ctx *ctx, const char *name,
    const char *csv, size_t len, struct findings *f, struct inventory *ret)
{
	static const struct csv_limits limits = { .rows = ROWS_MAX,
		.cells = NCELL,
		.cell_bytes = CELL_MAX,
		.separator = CSV_GUESS };
	struct reading r = { .db = db, .ctx = ctx, .f = f };
	size_t before = f->nerror;
	struct audit_head head;
	struct csv rows;

	*ret = (struct inventory){ 0 };
	if (!csv_read(ctx->mem, name, csv, len, &limits, f, &rows) ||
	    !csv_head(name, &rows, names, NCELL, f))
		return E_INVALID;
	TRY(audit_lock(db, AUDIT_FORMS, &head));
	for (size_t i = 1; i < rows.n; i++) {
		r.cell = rows.row[i].cell;
		r.where = str_fmt(ctx->mem, "%s:%ld", name, rows.row[i].line);
		TRY(row_import(&r, ret));
	}
	if (f->nerror > before)
		return E_INVALID;
	struct change c = change_new(ctx->mem);
	change_text(&c, "sha256", NULL, secret_sha256(ctx->mem, csv, len));
	for (size_t i = 1; i < rows.n; i++)
		change_text(&c, rows.row[i].cell[CODE], NULL,
		    rows.row[i].cell[TITLE]);
	return audit_change(db, ctx, &head, "list", "regime", 0,
	    str_fmt(ctx->mem, "rows=%ld; new=%ld", ret->rows, ret->made), &c);
}
