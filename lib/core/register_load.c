/* register_load.c - registers from files; ends of entries */
#include <string.h>
#include "base/map.h"
#include "base/ctx.h"
#include "base/date.h"
#include "base/utf8.h"
#include "core/audit_many.h"
#include "core/register.h"
#include "io/json.h"
#include "io/table_file.h"

enum { FIRST_ATTR = 2, LABEL_MAX = 300, ATTR_MAX = 300, JSON_MAX = 16 << 20 };
static const struct csv_limits limits = { .rows = REGISTER_ENTRIES + 1,
	.cells = REGISTER_ATTRS + 4,
	.cell_bytes = 1200 };

struct id_row {
	long id;
};
static const struct db_col id_cols[] = { COL(struct id_row, id) };
struct pair_row {
	const char *code;
};
static const struct db_col pair_cols[] = { COL(struct pair_row, code) };

#define REACHED SCOPE("g.unit_id", "a.line_id", "a.valid_from")
#define REACHED_ARGS(ctx) SCOPE_ARGS((ctx)->actor, MAY_OWN, (ctx)->today)
DB_ROWS(select_any, id_cols,
    "SELECT id FROM register WHERE code = " DB_CODE " FOR UPDATE");
DB_ROWS(select_mine, id_cols,
    "SELECT g.id FROM register g WHERE g.code = " DB_CODE " AND" REACHED
    "FOR UPDATE");
DB_ROWS(select_unit, id_cols,
    "SELECT g.id FROM unit g WHERE g.id = ?"
    " AND" SCOPE("g.id", "a.line_id", "a.valid_from"));
/* The top of the administrative line. */
DB_ROWS(select_top, id_cols,
    "SELECT a.above_id AS id FROM unit_above a JOIN line l ON l.id = a.line_id"
    " WHERE l.code = 'administrative' ORDER BY a.depth DESC, a.above_id"
    " LIMIT 1");
DB_STMT(insert_register,
    "INSERT INTO register (code, name_vi, name_en, attrs, unit_id, version)"
    " VALUES (?, ?, ?, ?, ?, 0)");
DB_STMT(update_register,
    "UPDATE register SET name_vi = COALESCE(?, name_vi),"
    " name_en = COALESCE(?, name_en), attrs = ?, version = version + 1"
    " WHERE id = ?");
#define ENTRIES \
	" JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(40) PATH '$.code'," \
	" label VARCHAR(300) PATH '$.label', label_key VARCHAR(300) PATH" \
	" '$.key', label_plain VARCHAR(300) PATH '$.plain'," \
	" attrs VARCHAR(4000) PATH '$.attrs', valid_from DATE PATH '$.from'," \
	" valid_to DATE PATH '$.to')) j "
DB_STMT(update_entries,
    "UPDATE" ENTRIES "JOIN register_entry e ON e.register_id = ?"
    " AND e.code = j.code AND e.valid_from = j.valid_from"
    " SET e.label = j.label, e.label_key = j.label_key,"
    " e.label_plain = j.label_plain, e.attrs = j.attrs,"
    " e.valid_to = j.valid_to");
DB_STMT(insert_entries,
    "INSERT INTO register_entry (register_id, code, label, label_key,"
    " label_plain, attrs, valid_from, valid_to) SELECT ?, j.code, j.label,"
    " j.label_key, j.label_plain, j.attrs, j.valid_from, j.valid_to"
    " FROM" ENTRIES "LEFT JOIN register_entry e ON e.register_id = ?"
    " AND e.code = j.code AND e.valid_from = j.valid_from"
    " WHERE e.id IS NULL");
DB_ROWS(select_overlaps, pair_cols,
    "SELECT DISTINCT x.code FROM register_entry x JOIN register_entry y"
    " ON y.register_id = x.register_id AND y.code = x.code AND y.id > x.id"
    " AND x.valid_from < y.valid_to AND y.valid_from < x.valid_to"
    " WHERE x.register_id = ? ORDER BY x.code LIMIT 20");
DB_STMT(update_end,
    "UPDATE register_entry SET valid_to = ? WHERE register_id = ?"
    " AND code = " DB_CODE " AND valid_from = ?");

struct told_row {
	const char *code, *label, *attrs, *valid_from, *valid_to;
};
static const struct db_col told_cols[] = {
	COL(struct told_row, code),
	COL(struct told_row, label),
	COL(struct told_row, attrs),
	COL(struct told_row, valid_from),
	COL(struct told_row, valid_to),
};
DB_ROWS(select_told, told_cols,
    "SELECT code, label, attrs, valid_from, valid_to FROM register_entry"
    " WHERE register_id = ? ORDER BY code, valid_from");
struct told {
	struct told_row *at;
	size_t n;
};

/* A file being read. */
struct load {
	const struct register_load *in;
	struct arena *mem;
	struct findings *f;
	struct csv csv;
	size_t from, to; /* columns, or 0: not there */
	size_t nattr;
	const char *attrs; /* "dia_ban|dien_tich" */
	long id;
};

static const char *
at_line(const struct load *l, size_t row)
{
	return str_fmt(l->mem, "%s:%ld", l->in->path, l->csv.row[row].line);
}

static bool
is_code(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 40 &&
	       strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789._-") == n;
}

/* code, label, attributes, and from, to at the end if they are wanted. */
static bool
read_head(struct load *l)
{
	const char *const *h = l->csv.n > 0 ? l->csv.row[0].cell : NULL;
	struct buf names = { .mem = l->mem, .max = 1000 };
	size_t n = l->csv.ncell;

	if (h == NULL || n < FIRST_ATTR || !str_eq(h[0], "code") ||
	    !str_eq(h[1], "label")) {
		finding(l->f, l->in->path,
		    _("The first line must be: code,label, then the names of "
		      "attributes, and from,to if entries have days."));
		return false;
	}
	if (n >= FIRST_ATTR + 2 && str_eq(h[n - 2], "from") &&
	    str_eq(h[n - 1], "to")) {
		l->from = n - 2;
		l->to = n - 1;
	}
	l->nattr = n - FIRST_ATTR - (l->from > 0 ? 2 : 0);
	for (size_t i = 0; i < l->nattr; i++) {
		if (!is_code(h[FIRST_ATTR + i]))
			finding(l->f, at_line(l, 0),
			    _("An attribute's name is made of letters, "
			      "digits, \".\", \"_\" and \"-\": \"%.40s\"."),
			    h[FIRST_ATTR + i]);
		buf_fmt(&names, "%s%s", i > 0 ? "|" : "", h[FIRST_ATTR + i]);
	}
	l->attrs = names.at == NULL ? "" : names.at;
	return l->f->nerror == 0;
}

static const char *
day_of(struct load *l, size_t row, size_t col, const char *dflt)
{
	const char *s = col == 0 ? "" : l->csv.row[row].cell[col];
	struct date d;

	if (*s == '\0')
		return dflt;
	if (date_parse(s, &d) || date_parse_vi(s, &d))
		return date_iso(l->mem, d);
	finding(l->f, at_line(l, row),
	    _("\"%.40s\" is not a date such as 28/09/2026."), s);
	return dflt;
}

static void
check_row(struct load *l, size_t row, const char *from, const char *to)
{
	const char *const *c = l->csv.row[row].cell;

	if (!is_code(c[0]))
		finding(l->f, at_line(l, row),
		    _("A code is 1 to 40 letters, digits, \".\", \"_\" or "
		      "\"-\": \"%.40s\"."),
		    c[0]);
	if (utf8_blank(c[1]) || utf8_len(c[1]) > LABEL_MAX)
		finding(l->f, at_line(l, row),
		    _("A label has 1 to %d characters."), LABEL_MAX);
	for (size_t i = 0; i < l->nattr; i++)
		if (utf8_len(c[FIRST_ATTR + i]) > ATTR_MAX)
			finding(l->f, at_line(l, row),
			    _("An attribute has at most %d characters."),
			    ATTR_MAX);
	if (strcmp(from, to) >= 0)
		finding(l->f, at_line(l, row), _("It ends before it begins."));
}

static const char *
attrs_json(struct load *l, size_t row)
{
	const char *const *h = l->csv.row[0].cell, *const *c =
						       l->csv.row[row].cell;
	struct buf b = { .mem = l->mem, .max = 4000 };
	struct json j = { .out = &b };

	json_object(&j, NULL);
	for (size_t i = 0; i < l->nattr; i++)
		if (!str_empty(c[FIRST_ATTR + i]))
			json_text(&j, h[FIRST_ATTR + i],
			    csv_meant(l->mem, c[FIRST_ATTR + i]));
	json_end(&j);
	if (b.full)
		finding(l->f, at_line(l, row),
		    _("The attributes of this entry are too long."));
	return b.at;
}

static void
put_row(struct load *l, struct json *j, size_t row)
{
	const char *const *c = l->csv.row[row].cell;
	const char *from = day_of(l, row, l->from, DATE_MIN);
	const char *to = day_of(l, row, l->to, DATE_MAX);
	const char *label = csv_meant(l->mem, c[1]);

	check_row(l, row, from, to);
	json_object(j, NULL);
	json_text(j, "code", c[0]);
	json_text(j, "label", label);
	json_text(j, "key", utf8_key(l->mem, label, true));
	json_text(j, "plain", utf8_key(l->mem, label, false));
	json_text(j, "attrs", attrs_json(l, row));
	json_text(j, "from", from);
	json_text(j, "to", to);
	json_end(j);
}

static enum rc
may_change(struct db *db, const struct ctx *ctx, struct load *l)
{
	bool any = ctx->actor == NULL || ctx->actor->id == 0;
	struct id_row row;
	enum rc rc;

	rc = any ? db_row(db, select_any, ARGS(l->in->code), &row) :
		   db_row(db, select_mine, ARGS(l->in->code, REACHED_ARGS(ctx)),
		       &row);
	if (rc == OK)
		l->id = row.id;
	return rc;
}

/* Everybody sees all registers: there is nothing to hide. */
static enum rc
not_yours(struct load *l)
{
	finding(l->f, "register",
	    _("The register %s belongs to another unit, or there is none."),
	    l->in->code);
	return E_INVALID;
}

static enum rc
owner_of(struct db *db, const struct register_load *in, long *ret)
{
	struct id_row top = { .id = 0 };
	enum rc rc = OK;

	if (in->unit_id == 0)
		rc = db_row(db, select_top, ARGS(), &top);
	*ret = in->unit_id == 0 ? top.id : in->unit_id;
	return rc == E_NOTFOUND ? OK : rc;
}

/* A new one belongs to a unit of whoever makes it. */
static enum rc
make(struct db *db, const struct ctx *ctx, struct load *l)
{
	struct id_row row;

	if (db_row(db, select_any, ARGS(l->in->code), &row) == OK)
		return not_yours(l);
	if (!is_code(l->in->code) || str_empty(l->in->name_vi) ||
	    utf8_len(l->in->name_vi) > 200 ||
	    (l->in->name_en != NULL && utf8_len(l->in->name_en) > 200)) {
		finding(l->f, "name_vi",
		    _("A new register needs a code and a name of 1 to 200 "
		      "characters."));
		return E_INVALID;
	}
	if (ctx->actor != NULL && ctx->actor->id != 0)
		TRY(db_row(db, select_unit,
		    ARGS(l->in->unit_id, REACHED_ARGS(ctx)), &row));
	TRY(owner_of(db, l->in, &row.id));
	return db_insert(db, insert_register,
	    ARGS(l->in->code, l->in->name_vi,
		str_empty(l->in->name_en) ? l->in->name_vi : l->in->name_en,
		l->attrs, row.id),
	    &l->id);
}

static enum rc
overlaps(struct db *db, struct load *l)
{
	struct {
		struct pair_row *at;
		size_t n;
	} rows;

	TRY(db_rows(db, select_overlaps, ARGS(l->id), &rows));
	for (size_t i = 0; i < rows.n; i++)
		finding(l->f, l->in->path,
		    _("Two entries with the code %s are valid on the same "
		      "day."),
		    rows.at[i].code);
	return rows.n == 0 ? OK : E_INVALID;
}

static enum rc
store(struct db *db, struct load *l, const char *json,
    struct register_done *ret)
{
	TRY(db_exec(db, update_register,
	    ARGS(l->in->name_vi, l->in->name_en, l->attrs, l->id), NULL));
	TRY(db_exec(db, update_entries, ARGS(json, l->id), &ret->changed));
	TRY(db_exec(db, insert_entries, ARGS(l->id, json, l->id), &ret->added));
	ret->id = l->id;
	return overlaps(db, l);
}

static enum rc
entries_json(struct load *l, const char **ret)
{
	struct buf b = { .mem = l->mem, .max = JSON_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 1; i < l->csv.n; i++)
		put_row(l, &j, i);
	json_end(&j);
	*ret = b.at;
	if (l->f->nerror > 0)
		return E_INVALID;
	return b.full ? E_LIMIT : OK;
}

static const char *
told_text(struct arena *mem, const struct told_row *r)
{
	return str_fmt(mem, "%s; %s; ..%s", r->label, r->attrs, r->valid_to);
}

static const char *
told_name(struct arena *mem, const struct told_row *r)
{
	return str_fmt(mem, "entry %s, %s", r->code, r->valid_from);
}

/* Entry by entry: none ever goes. */
static enum rc
record(struct audit_many *to, const struct told *was)
{
	struct arena *mem = to->ctx->mem;
	struct map had = { .mem = mem };
	struct told is;

	TRY(db_rows(to->db, select_told, ARGS(to->object_id), &is));
	for (size_t i = 0; i < was->n; i++)
		map_put(&had, told_name(mem, &was->at[i]), (long)i);
	audit_many_open(to);
	for (size_t i = 0; i < is.n; i++) {
		const char *name = told_name(mem, &is.at[i]);
		long k = map_get(&had, name);
		TRY(audit_many_text(to, name,
		    k < 0 ? NULL : told_text(mem, &was->at[k]),
		    told_text(mem, &is.at[i])));
	}
	return audit_many_close(to);
}

enum rc
register_load(struct db *db, const struct ctx *ctx,
    const struct register_load *in, struct findings *f,
    struct register_done *ret)
{
	struct load l = { .in = in, .mem = ctx->mem, .f = f };
	struct audit_head head;
	struct told was;
	const char *json;

	*ret = (struct register_done){ 0 };
	if (!table_file_read(l.mem, in->path, in->at, in->len, &limits, f,
		&l.csv) ||
	    !read_head(&l))
		return E_INVALID;
	TRY(entries_json(&l, &json));
	TRY(audit_lock(db, AUDIT_FORMS, &head));
	enum rc rc = may_change(db, ctx, &l);
	if (rc == E_NOTFOUND)
		rc = make(db, ctx, &l);
	TRY(rc);
	TRY(db_rows(db, select_told, ARGS(l.id), &was));
	TRY(store(db, &l, json, ret));
	struct audit_many told = { db, ctx, &head, "load", "register", l.id,
		str_fmt(l.mem, "code=%s; added=%ld; changed=%ld", in->code,
		    ret->added, ret->changed),
		{ 0 }, 0 };
	return record(&told, &was);
}

enum rc
register_end(struct db *db, const struct ctx *ctx, const char *code,
    const char *entry, const char *from, const char *to, struct findings *f)
{
	struct register_load in = { .code = code, .path = "to" };
	struct load l = { .in = &in, .mem = ctx->mem, .f = f };
	struct audit_head head;
	struct told was;
	long changed;

	TRY(audit_lock(db, AUDIT_FORMS, &head));
	enum rc rc = may_change(db, ctx, &l);
	if (rc == E_NOTFOUND)
		return not_yours(&l);
	TRY(rc);
	if (strcmp(from, to) >= 0) {
		finding(f, "to", _("It ends before it begins."));
		return E_INVALID;
	}
	TRY(db_rows(db, select_told, ARGS(l.id), &was));
	TRY(db_exec(db, update_end, ARGS(to, l.id, entry, from), &changed));
	if (changed == 0) {
		finding(f, "entry", _("Nothing has changed."));
		return E_INVALID;
	}
	TRY(overlaps(db, &l));
	struct audit_many told = { db, ctx, &head, "end", "register", l.id,
		str_fmt(l.mem, "code=%s; entry=%s; from=%s; to=%s", code, entry,
		    from, to),
		{ 0 }, 0 };
	return record(&told, &was);
}
