/* item_store.c - the catalogue of items, written */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/item_part.h"
#include "core/item_plan.h"
#include "io/json.h"

enum { NAMES_MAX = 1 << 20, DETAIL_MAX = 1000, WAS_MAX = 100 };

static const struct db_col own_cols[] = {
	COL(struct item, id),
	COL(struct item, owner_id),
	COL(struct item, base_id),
	COL(struct item, weight_id),
	COL(struct item, version),
	COL(struct item, code),
	COL(struct item, name),
	COL(struct item, short_name),
	COL(struct item, name_en),
	COL(struct item, measure),
	COL(struct item, over_units),
	COL(struct item, over_time),
	COL(struct item, state),
	COL(struct item, base),
	COL(struct item, decimals),
};
#define OWN \
	"SELECT i.id, i.owner_id, i.base_id, i.weight_id, i.version, i.code," \
	" i.name, i.short_name, i.name_en, i.measure, i.over_units," \
	" i.over_time, i.state, b.code AS base, i.decimals FROM item i" \
	" LEFT JOIN item b ON b.id = i.base_id WHERE i.id = ? AND" OWNS( \
	    "i.owner_id")
DB_ROWS(select_own, own_cols, OWN);
DB_ROWS(lock_own, own_cols, OWN "FOR UPDATE");

static const struct db_col use_cols[] = {
	COL(struct item_use, bound),
	COL(struct item_use, after),
};
#define FAMILY " (i.id = ? OR i.base_id = ?) "
DB_ROWS(select_use, use_cols,
    "SELECT EXISTS (SELECT 1 FROM form_cell c JOIN item i"
    " ON i.id = c.item_id WHERE" FAMILY ") AS bound,"
    " (SELECT COALESCE(MAX(p.ends), '') FROM (SELECT DISTINCT f.id,"
    " f.regime_id FROM item i JOIN form_cell c ON c.item_id = i.id"
    " JOIN form f ON f.id = c.form_id WHERE" FAMILY ") g"
    " JOIN period p WHERE EXISTS (SELECT 1 FROM report r"
    " WHERE r.regime_id = g.regime_id AND r.period_id = p.id"
    " AND r.form_id = g.id AND r.state <> 'due')) AS after");

DB_STMT(insert_item,
    "INSERT INTO item (code, name, name_key, name_plain, short_name, name_en,"
    " measure, decimals, over_units, over_time, weight_id, state, owner_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
DB_STMT(insert_version,
    "INSERT INTO item_version (item_id, valid_from, valid_to, name, measure,"
    " decimals, over_units, over_time, weight_id, definition, method, source,"
    " reason) SELECT i.id, ?, '9999-12-31', i.name, i.measure, i.decimals,"
    " i.over_units, i.over_time, i.weight_id, ?, ?, ?, ? FROM item i"
    " WHERE" FAMILY);
DB_STMT(end_version,
    "UPDATE item_version v JOIN item i ON i.id = v.item_id SET v.valid_to = ?"
    " WHERE v.valid_to = '9999-12-31' AND" FAMILY);
DB_STMT(update_version,
    "UPDATE item_version v JOIN item i ON i.id = v.item_id"
    " SET v.name = i.name, v.measure = i.measure, v.decimals = i.decimals,"
    " v.over_units = i.over_units, v.over_time = i.over_time,"
    " v.weight_id = i.weight_id, v.definition = ?, v.method = ?,"
    " v.source = ?, v.reason = ? WHERE v.valid_to = '9999-12-31' AND" FAMILY);
/* Members that went their own way (retired) stay where they are. */
DB_STMT(update_family,
    "UPDATE item i SET i.measure = ?, i.decimals = ?, i.over_units = ?,"
    " i.over_time = ?, i.weight_id = ?, i.owner_id = ?,"
    " i.state = IF(i.id = ? OR i.state = ?, ?, i.state),"
    " i.version = i.version + 1 WHERE" FAMILY);
DB_STMT(update_words,
    "UPDATE item SET short_name = ?, name_en = ? WHERE id = ?");
DB_STMT(update_names,
    "UPDATE item i JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
    " name VARCHAR(500) PATH '$[1]', name_key VARCHAR(500) PATH '$[2]',"
    " name_plain VARCHAR(500) PATH '$[3]')) j ON j.id = i.id"
    " SET i.name = j.name, i.name_key = j.name_key,"
    " i.name_plain = j.name_plain");
struct blocking {
	long n;
};
static const struct db_col blocking_cols[] = { COL(struct blocking, n) };
DB_ROWS(count_blocking, blocking_cols,
    "SELECT (SELECT COUNT(*) FROM form_cell c WHERE c.item_id = i.id)"
    " + (SELECT COUNT(*) FROM item m WHERE m.base_id = i.id"
    " OR m.weight_id = i.id) + (SELECT COUNT(*) FROM item_version v"
    " WHERE v.weight_id = i.id AND v.item_id <> i.id) AS n FROM item i"
    " WHERE i.id = ?");
DB_STMT(delete_dimensions, "DELETE FROM item_breakdown WHERE item_id = ?");
DB_STMT(delete_cut, "DELETE FROM item_cut WHERE item_id = ?");
DB_STMT(delete_versions, "DELETE FROM item_version WHERE item_id = ?");
DB_STMT(delete_item, "DELETE FROM item WHERE id = ?");

enum rc
item_own(struct db *db, const struct ctx *ctx, long id, struct item *ret)
{
	return db_row(db, select_own, ARGS(id, OWNS_ARGS(ctx)), ret);
}

/* As it is now, whatever this transaction has read before. */
static enum rc
lock(struct db *db, const struct ctx *ctx, long id, struct item *ret)
{
	return db_row(db, lock_own, ARGS(id, OWNS_ARGS(ctx)), ret);
}

enum rc
item_used(struct db *db, long id, struct item_use *ret)
{
	return db_row(db, select_use, ARGS(id, id, id, id), ret);
}

/* "measure: đơn > vụ việc; decimals: 0 > 2" */
static const char *
detail(struct arena *mem, const struct item_plan *plan)
{
	struct buf b = { .mem = mem, .max = 8000 };

	buf_str(&b, plan->is.at[ITEM_CODE]);
	if (plan->from != NULL)
		buf_fmt(&b, "; from=%s", plan->from);
	for (size_t i = 0; i < plan->nchange; i++) {
		const struct item_change *c = &plan->change[i];
		if (c->field == ITEM_CODE)
			continue;
		buf_fmt(&b, "; %s=%.*s > %.*s", item_field_defs[c->field].code,
		    WAS_MAX, c->was == NULL ? "" : c->was, WAS_MAX, c->is);
	}
	return b.at;
}

static enum rc
names_store(struct item_planner *p, const struct item_plan *plan)
{
	const char *name = plan->is.at[ITEM_NAME], *was = plan->item.name;
	struct arena *mem = p->ctx->mem;
	struct buf b = { .mem = mem, .max = NAMES_MAX };
	struct json j = { .out = &b };
	struct members ms;

	if (str_eq(name, was))
		return OK;
	TRY(item_members(p->db, plan->item.id, &ms));
	json_array(&j, NULL);
	for (size_t i = 0; i <= ms.n; i++) {
		const char *old = i < ms.n ? ms.at[i].name : was;
		if (i < ms.n && !str_starts(old, was))
			continue;
		const char *to = str_fmt(mem, "%s%s", name, old + strlen(was));
		json_array(&j, NULL);
		json_long(&j, NULL, i < ms.n ? ms.at[i].id : plan->item.id);
		json_text(&j, NULL, to);
		json_text(&j, NULL, utf8_key(mem, to, true));
		json_text(&j, NULL, utf8_key(mem, to, false));
		json_end(&j);
	}
	json_end(&j);
	return b.full ? E_LIMIT :
			db_exec(p->db, update_names, ARGS(b.at), NULL);
}

static enum rc
version_store(struct item_planner *p, const struct item_plan *plan, long id)
{
	const char *const *is = plan->is.at;

	if (plan->from == NULL)
		return db_exec(p->db, update_version,
		    ARGS(is[ITEM_DEFINITION], is[ITEM_METHOD], is[ITEM_SOURCE],
			is[ITEM_REASON], id, id),
		    NULL);
	TRY(db_exec(p->db, end_version, ARGS(plan->from, id, id), NULL));
	return db_exec(p->db, insert_version,
	    ARGS(plan->from, is[ITEM_DEFINITION], is[ITEM_METHOD],
		is[ITEM_SOURCE], is[ITEM_REASON], id, id),
	    NULL);
}

static enum rc
change(struct item_planner *p, const struct item_plan *plan)
{
	const char *const *is = plan->is.at;
	struct arena *mem = p->ctx->mem;
	long id = plan->item.id;

	TRY(names_store(p, plan));
	TRY(db_exec(p->db, update_words,
	    ARGS(is[ITEM_SHORT], is[ITEM_NAME_EN], id), NULL));
	TRY(db_exec(p->db, update_family,
	    ARGS(is[ITEM_MEASURE], plan->decimals, is[ITEM_OVER_UNITS],
		is[ITEM_OVER_TIME], id_or_null(mem, plan->weight_id),
		id_or_null(mem, plan->owner_id), id, plan->item.state,
		is[ITEM_STATE], id, id),
	    NULL));
	return version_store(p, plan, id);
}

static enum rc
add(struct item_planner *p, const struct item_plan *plan, long *ret_id)
{
	const char *const *is = plan->is.at;
	struct arena *mem = p->ctx->mem;

	TRY(db_insert(p->db, insert_item,
	    ARGS(is[ITEM_CODE], is[ITEM_NAME],
		utf8_key(mem, is[ITEM_NAME], true),
		utf8_key(mem, is[ITEM_NAME], false), is[ITEM_SHORT],
		is[ITEM_NAME_EN], is[ITEM_MEASURE], plan->decimals,
		is[ITEM_OVER_UNITS], is[ITEM_OVER_TIME],
		id_or_null(mem, plan->weight_id), is[ITEM_STATE],
		id_or_null(mem, plan->owner_id)),
	    ret_id));
	return db_exec(p->db, insert_version,
	    ARGS(str_empty(is[ITEM_FROM]) ? DATE_MIN : is[ITEM_FROM],
		is[ITEM_DEFINITION], is[ITEM_METHOD], is[ITEM_SOURCE],
		is[ITEM_REASON], *ret_id, *ret_id),
	    NULL);
}

/* Members are made of what the base is now. */
static enum rc
members(struct item_planner *p, const struct item_plan *plan, long id,
    struct findings *f)
{
	struct item base;

	if (plan->item.base_id != 0 ||
	    (plan->act == ITEM_NEW && plan->terms.n == 0))
		return OK;
	TRY(item_get(p->db, id, &base));
	return item_members_make(p->db, p->ctx, &base, &plan->terms, f);
}

enum rc
item_apply(struct item_planner *p, const struct item_plan *plan, long seen,
    struct findings *f, long *ret_id)
{
	struct audit_head head;
	struct item now;

	*ret_id = plan->item.id;
	if (plan->act == ITEM_REFUSED)
		return E_INVALID;
	if (plan->foreign)
		return OK;
	TRY(audit_lock(p->db, AUDIT_ITEMS, &head));
	if (plan->act != ITEM_NEW) {
		TRY(lock(p->db, p->ctx, plan->item.id, &now));
		if (now.version != plan->item.version ||
		    (seen != 0 && now.version != seen))
			return E_CONFLICT;
	}
	if (plan->act == ITEM_NEW)
		TRY(add(p, plan, ret_id));
	else if (plan->act == ITEM_CHANGED)
		TRY(change(p, plan));
	TRY(members(p, plan, *ret_id, f));
	if (plan->act == ITEM_SAME)
		return OK;
	struct change c = change_new(p->ctx->mem);
	for (size_t i = 0; i < plan->nchange; i++)
		change_text(&c, item_field_defs[plan->change[i].field].code,
		    plan->change[i].was, plan->change[i].is);
	return audit_change(p->db, p->ctx, &head,
	    plan->act == ITEM_NEW ? "add" : "change", "item", *ret_id,
	    detail(p->ctx->mem, plan), &c);
}

enum rc
item_drop(struct db *db, const struct ctx *ctx, long id, long seen,
    struct findings *f)
{
	struct audit_head head;
	struct blocking b;
	struct item i;

	TRY(audit_lock(db, AUDIT_ITEMS, &head));
	TRY(lock(db, ctx, id, &i));
	if (i.version != seen)
		return E_CONFLICT;
	TRY(db_row(db, count_blocking, ARGS(id), &b));
	if (b.n > 0 || i.base_id != 0) {
		finding(f, "state",
		    _("%s is asked for by a form or belongs to another item: "
		      "it can be retired, not taken away."),
		    i.code);
		return E_INVALID;
	}
	TRY(db_exec(db, delete_dimensions, ARGS(id), NULL));
	TRY(db_exec(db, delete_cut, ARGS(id), NULL));
	TRY(db_exec(db, delete_versions, ARGS(id), NULL));
	TRY(db_exec(db, delete_item, ARGS(id), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "code", i.code, NULL);
	change_text(&c, "name", i.name, NULL);
	change_text(&c, "measure", i.measure, NULL);
	change_text(&c, "state", i.state, NULL);
	return audit_change(db, ctx, &head, "drop", "item", id, i.code, &c);
}
