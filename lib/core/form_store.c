/* form_store.c - regimes, their forms and items in the database */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/form.h"
#include "core/form_register.h"
#include "core/home_share.h"
#include "core/regime_load.h"
#include "core/measure.h"
#include "io/db.h"
#include "io/json.h"
#include "io/secret.h"

enum { JSON_MAX = 8 << 20 };

struct code_row {
	const char *code;
};
struct form_row {
	const char *version, *xml, *valid_from, *valid_to, *regime;
	long id, regime_id, unit_id;
};
struct cell_row {
	long cell, item_id;
};
struct overlap_row {
	const char *a, *b;
};
static const struct db_col code_cols[] = { COL(struct code_row, code) };
static const struct db_col form_cols[] = { COL(struct form_row, id),
	COL(struct form_row, regime_id), COL(struct form_row, unit_id),
	COL(struct form_row, regime), COL(struct form_row, version),
	COL(struct form_row, xml), COL(struct form_row, valid_from),
	COL(struct form_row, valid_to) };
static const struct db_col cell_cols[] = { COL(struct cell_row, cell),
	COL(struct cell_row, item_id) };
static const struct db_col overlap_cols[] = { COL(struct overlap_row, a),
	COL(struct overlap_row, b) };

#define FORM \
	"SELECT f.id, f.regime_id, f.unit_id, r.code AS regime, f.version, " \
	"f.xml," \
	" f.valid_from, f.valid_to FROM form f" \
	" JOIN regime r ON r.id = f.regime_id "
DB_ROWS(select_form, form_cols, FORM "WHERE f.id = ?");
DB_ROWS(select_version, form_cols,
    FORM "WHERE f.regime_id = ? AND f.unit_id = ? AND f.version = " DB_CODE);
DB_STMT(insert_form,
    "INSERT INTO form (regime_id, unit_id, version, valid_from, valid_to, sha,"
    " xml) VALUES (?, ?, ?, ?, ?, SHA2(?, 256), ?)");
DB_STMT(update_form_validity,
    "UPDATE form SET valid_from = ?, valid_to = ? WHERE id = ?");
DB_ROWS(select_overlaps, overlap_cols,
    "SELECT a.version AS a, b.version AS b FROM form a JOIN form b"
    " ON b.regime_id = a.regime_id AND b.unit_id = a.unit_id AND b.id > a.id"
    " AND a.valid_from < b.valid_to AND b.valid_from < a.valid_to"
    " WHERE a.regime_id = ? ORDER BY a.id, b.id");

#define ITEMS \
	" JSON_TABLE(?, '$[*]' COLUMNS (cell BIGINT PATH '$.cell'," \
	" code VARCHAR(80) PATH '$.code', name VARCHAR(500) PATH '$.name'," \
	" name_key VARCHAR(500) PATH '$.name_key'," \
	" name_plain VARCHAR(500) PATH '$.name_plain'," \
	" measure VARCHAR(40) PATH '$.measure'," \
	" decimals BIGINT PATH '$.decimals'," \
	" over_units VARCHAR(10) PATH '$.over_units'," \
	" over_time VARCHAR(10) PATH '$.over_time')) j "
DB_STMT(insert_items,
    "INSERT INTO item (code, name, name_key, name_plain, measure, decimals,"
    " over_units, over_time, owner_id) SELECT j.code, j.name, j.name_key,"
    " j.name_plain, j.measure, j.decimals, j.over_units, j.over_time,"
    " g.owner_id FROM" ITEMS "JOIN regime g ON g.id = ?"
    " LEFT JOIN item i ON i.code = j.code WHERE i.id IS NULL");
DB_STMT(insert_meanings,
    "INSERT INTO item_version (item_id, valid_from, valid_to, name, measure,"
    " decimals, over_units, over_time) SELECT i.id, '1000-01-01',"
    " '9999-12-31', i.name, i.measure, i.decimals, i.over_units, i.over_time"
    " FROM" ITEMS "JOIN item i ON i.code = j.code LEFT JOIN item_version v"
    " ON v.item_id = i.id WHERE v.item_id IS NULL");
/*
 * What a form asks for must be what the item means at some time while the form
 * is valid.  A form says no more than whether its figures are summed: if they
 * are not, the item may say how else they go together (core/item.h).
 */
DB_ROWS(select_other_items, code_cols,
    "SELECT i.code FROM" ITEMS "JOIN item i ON i.code = j.code"
    " WHERE NOT EXISTS (SELECT 1 FROM item_version v WHERE v.item_id = i.id"
    " AND v.valid_from < ? AND ? < v.valid_to AND v.measure = j.measure"
    " AND v.decimals = j.decimals"
    " AND (v.over_units = 'sum') = (j.over_units = 'sum')) ORDER BY i.code");
DB_ROWS(select_idle_items, code_cols,
    "SELECT i.code FROM" ITEMS "JOIN item i ON i.code = j.code"
    " WHERE i.state <> 'active' ORDER BY i.code");
/* A weighted mean cannot be made where its weights are not asked for. */
DB_ROWS(select_weightless, code_cols,
    "SELECT i.code FROM" ITEMS "JOIN item i ON i.code = j.code"
    " JOIN item_version v ON v.item_id = i.id AND v.valid_from < ?"
    " AND ? < v.valid_to WHERE v.weight_id IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM form_cell c WHERE c.form_id = ?"
    " AND c.item_id = v.weight_id) ORDER BY i.code");
DB_STMT(insert_cells,
    "INSERT INTO form_cell (form_id, cell, item_id)"
    " SELECT ?, j.cell, i.id FROM" ITEMS "JOIN item i ON i.code = j.code");
DB_ROWS(select_cells, cell_cols,
    "SELECT cell, item_id FROM form_cell WHERE form_id = ? ORDER BY cell");

/* The label of the row that a row is part of: 11 for 11.1. */
static const char *
row_name(struct arena *mem, const struct form *f, const struct row *r)
{
	const char *dot = strrchr(r->code, '.');

	if (r->depth == 0 || dot == NULL)
		return r->label;
	long up = form_row(f, str_ndup(mem, r->code, (size_t)(dot - r->code)));
	return up < 0 ? r->label :
			str_fmt(mem, "%s / %s", row_name(mem, f, &f->rows[up]),
			    r->label);
}

/* What a mean is made of is an item of its own. */
static const char *
list_item_name(struct arena *mem, const struct col *c, enum row_role role)
{
	const char *name = c->item_name != NULL ? c->item_name : c->path;

	if (role == ROW_SUMS)
		return str_fmt(mem, "%s (tổng)", name);
	if (role == ROW_COUNTS)
		return str_fmt(mem, "%s (số dòng)", name);
	return name;
}

const char *
form_item_name(struct arena *mem, const struct form *f, const struct cell *x)
{
	const struct col *c = &f->cols[x->col];

	if (f->rows_kind == ROWS_UNITS)
		return c->item_name != NULL ? c->item_name : c->path;
	if (f->rows_kind == ROWS_LIST)
		return list_item_name(mem, c, f->rows[x->row].role);
	const char *row = row_name(mem, f, &f->rows[x->row]);
	return c->item_name == NULL ?
		   row :
		   str_fmt(mem, "%s (%s)", row, c->item_name);
}

/* Every cell that has an item, for the statements that take ITEMS. */
static const char *
items_json(struct arena *mem, const struct form *f)
{
	struct buf out = { .mem = mem, .max = JSON_MAX };
	struct json j = { .out = &out };

	json_array(&j, NULL);
	for (size_t i = 0; i < f->ncell; i++) {
		const struct cell *x = &f->cells[i];
		if (x->item == NULL)
			continue;
		json_object(&j, NULL);
		json_long(&j, "cell", (long)i);
		json_text(&j, "code", x->item);
		const char *name = form_item_name(mem, f, x);
		json_text(&j, "name", name);
		json_text(&j, "name_key", utf8_key(mem, name, true));
		json_text(&j, "name_plain", utf8_key(mem, name, false));
		json_text(&j, "measure", x->measure == NULL ? "" : x->measure);
		json_long(&j, "decimals", x->decimals);
		json_text(&j, "over_units", x->sums ? "sum" : "none");
		json_text(&j, "over_time", x->sums ? "sum" : "none");
		json_end(&j);
	}
	json_end(&j);
	return out.full ? NULL : out.at;
}

struct storing {
	struct db *db;
	struct arena *mem;
	const struct regime_file *file;
	struct findings *findings;
	long id;      /* the regime's */
	long unit_id; /* 0: for every unit */
};

static enum rc
measures_store(struct storing *s, const struct form *f)
{
	const char **printed = arena_alloc(s->mem, f->ncell * sizeof *printed);
	size_t n = 0;

	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].item != NULL)
			printed[n++] = f->cells[i].measure;
	return measures_meet(s->db, s->mem, printed, n);
}

struct codes {
	struct code_row *at;
	size_t n;
};

/* Every item is in use, and every weighted mean has its weights beside it. */
static enum rc
items_check(struct storing *s, const struct form *f, long form_id,
    const char *json)
{
	struct codes idle, weightless;

	TRY(db_rows(s->db, select_idle_items, ARGS(json), &idle));
	for (size_t i = 0; i < idle.n; i++)
		finding(s->findings, f->version,
		    _("Item %s is a draft or retired: no new form can ask for "
		      "it."),
		    idle.at[i].code);
	TRY(db_rows(s->db, select_weightless,
	    ARGS(json, f->valid_to, f->valid_from, form_id), &weightless));
	for (size_t i = 0; i < weightless.n; i++)
		finding(s->findings, f->version,
		    _("Item %s is a weighted mean, and the form does not ask "
		      "for what it is weighted by."),
		    weightless.at[i].code);
	return idle.n + weightless.n == 0 ? OK : E_CONFLICT;
}

/* An item means one thing, whichever form asks for it. */
static enum rc
items_store(struct storing *s, const struct form *f, long form_id)
{
	const char *json = items_json(s->mem, f);
	struct codes other;

	if (json == NULL)
		return E_LIMIT;
	TRY(db_rows(s->db, select_other_items,
	    ARGS(json, f->valid_to, f->valid_from), &other));
	for (size_t i = 0; i < other.n; i++)
		finding(s->findings, f->version,
		    _("Item %s is known with another unit of measure, other "
		      "decimals or another way to add up."),
		    other.at[i].code);
	if (other.n > 0)
		return E_CONFLICT;
	TRY(measures_store(s, f));
	TRY(db_exec(s->db, insert_items, ARGS(json, s->id), NULL));
	TRY(db_exec(s->db, insert_meanings, ARGS(json), NULL));
	TRY(db_exec(s->db, insert_cells, ARGS(form_id, json), NULL));
	return items_check(s, f, form_id, json);
}

static enum rc
version_new(struct storing *s, const struct form *f, const char *xml,
    long *ret_id)
{
	size_t before = s->findings->nerror;

	if (xml == NULL)
		return E_LIMIT;
	if (s->unit_id == 0) /* what a unit adds looks nothing up */
		TRY(form_registers(s->db, f, f->valid_from, s->findings));
	if (s->findings->nerror > before)
		return E_CONFLICT;
	TRY(form_circle(s->db, f, s->id, s->findings));
	TRY(db_insert(s->db, insert_form,
	    ARGS(s->id, s->unit_id, f->version, f->valid_from, f->valid_to, xml,
		xml),
	    ret_id));
	return items_store(s, f, *ret_id);
}

/* One that is there never changes but for how long it is valid. */
static enum rc
version_store(struct storing *s, size_t i)
{
	const struct form *f = &s->file->forms[i];
	struct form_row row;
	long id;
	enum rc rc =
	    db_row(s->db, select_version, ARGS(s->id, 0, f->version), &row);

	if (rc == E_NOTFOUND)
		return version_new(s, f, s->file->xml[i], &id);
	TRY(rc);
	if (!str_eq(row.xml, s->file->xml[i])) {
		finding(s->findings,
		    str_fmt(s->mem, "line %ld", s->file->form_line[i]),
		    _("Version %s is loaded already and is not the same: "
		      "give the new one another version."),
		    f->version);
		return E_CONFLICT;
	}
	return db_exec(s->db, update_form_validity,
	    ARGS(f->valid_from, f->valid_to, row.id), NULL);
}

static enum rc
overlaps_check(struct storing *s)
{
	struct {
		struct overlap_row *at;
		size_t n;
	} rows;

	TRY(db_rows(s->db, select_overlaps, ARGS(s->id), &rows));
	for (size_t i = 0; i < rows.n; i++)
		finding(s->findings, "line 1",
		    _("Versions %s and %s are valid at the same time."),
		    rows.at[i].a, rows.at[i].b);
	return rows.n == 0 ? OK : E_CONFLICT;
}

enum rc
regime_store(struct db *db, const struct ctx *ctx,
    const struct regime_file *file, struct findings *findings)
{
	struct storing s = { db, ctx->mem, file, findings, 0, 0 };
	struct audit_head head;

	TRY(audit_lock(db, AUDIT_FORMS, &head));
	TRY(regime_load(db, ctx, file, findings, &s.id));
	for (size_t i = 0; i < file->nform; i++)
		TRY(version_store(&s, i));
	TRY(overlaps_check(&s));
	TRY(home_share(db));
	struct change c = change_new(ctx->mem);
	change_text(&c, "code", NULL, file->code);
	for (size_t i = 0; i < file->nform; i++)
		change_text(&c,
		    str_fmt(ctx->mem, "form %s", file->forms[i].version), NULL,
		    secret_sha256(ctx->mem, file->xml[i],
			strlen(file->xml[i])));
	return audit_change(db, ctx, &head, "load", "regime", s.id, file->code,
	    &c);
}

enum rc
form_store(struct db *db, const struct form *f, const char *xml,
    struct findings *findings, long *ret_id)
{
	struct storing s = { .db = db,
		.mem = db_arena(db),
		.findings = findings,
		.id = f->regime_id,
		.unit_id = f->unit_id };

	enum rc rc = version_new(&s, f, xml, ret_id);
	if (rc == E_CONFLICT && findings->nerror == 0)
		finding(findings, "form",
		    _("There is a version %s already: give the new one another "
		      "name."),
		    f->version);
	TRY(rc);
	TRY(overlaps_check(&s));
	return home_share(db);
}

/* Forms of this process: they never change, so they are never dropped. */
static struct kept_form {
	struct form form;
	struct arena *mem; /* where all of it is */
	struct kept_form *next;
} * kept;

static enum rc
understand(const struct form_row *row, struct arena *mem, struct form *ret)
{
	struct findings f = { .mem = mem };

	if (!form_read(mem, row->xml, strlen(row->xml), &f, ret))
		return fail(E_INTERNAL, "form %ld: %s: %s", row->id,
		    f.n > 0 ? f.at[0].where : "", f.n > 0 ? f.at[0].text : "");
	ret->id = row->id;
	ret->regime_id = row->regime_id;
	ret->unit_id = row->unit_id;
	ret->regime = str_dup(mem, row->regime);
	ret->valid_from = str_dup(mem, row->valid_from);
	ret->valid_to = str_dup(mem, row->valid_to);
	return OK;
}

static enum rc
items_load(struct db *db, struct arena *mem, struct form *ret)
{
	long *ids = arena_alloc(mem, ret->ncell * sizeof *ids);
	struct {
		struct cell_row *at;
		size_t n;
	} rows;

	TRY(db_rows(db, select_cells, ARGS(ret->id), &rows));
	for (size_t i = 0; i < rows.n; i++) {
		if ((size_t)rows.at[i].cell >= ret->ncell)
			return fail(E_INTERNAL, "form %ld: cell %ld", ret->id,
			    rows.at[i].cell);
		ids[rows.at[i].cell] = rows.at[i].item_id;
	}
	ret->item_ids = ids;
	return OK;
}

/* Read in an arena of its own, which stays when all went well. */
static enum rc
form_load(struct db *db, const struct form_row *row)
{
	struct arena *mem = arena_new();
	struct kept_form *k = arena_alloc(mem, sizeof *k);
	enum rc rc = understand(row, mem, &k->form);

	if (rc == OK)
		rc = items_load(db, mem, &k->form);
	if (rc != OK) {
		arena_free(mem);
		return rc;
	}
	k->mem = mem;
	k->next = kept;
	kept = k;
	return OK;
}

enum rc
form_get(struct db *db, long id, const struct form **ret)
{
	struct form_row row;

	for (struct kept_form *k = kept; k != NULL; k = k->next)
		if (k->form.id == id) {
			*ret = &k->form;
			return OK;
		}
	TRY(db_row(db, select_form, ARGS(id), &row));
	TRY(form_load(db, &row));
	*ret = &kept->form;
	return OK;
}
