/* library_history.c - what items meant before, and what becomes of it here */
#include <string.h>
#include "base/date.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/item_part.h"
#include "core/library_part.h"
#include "io/json.h"

enum { JSON_MAX = 1 << 18, DETAIL_MAX = 1800 };

#define FAMILY " (i.id = ? OR i.base_id = ?) "
DB_STMT(delete_past,
    "DELETE v FROM item_version v JOIN item i ON i.id = v.item_id"
    " WHERE v.valid_to <> '9999-12-31' AND" FAMILY);
DB_STMT(begin_present,
    "UPDATE item_version v JOIN item i ON i.id = v.item_id"
    " SET v.valid_from = ? WHERE v.valid_to = '9999-12-31' AND" FAMILY);
/* Members are called as their base was, with their category behind it. */
DB_STMT(insert_past,
    "INSERT INTO item_version (item_id, valid_from, valid_to, name, measure,"
    " decimals, over_units, over_time, weight_id, definition, method, source,"
    " reason) SELECT i.id, j.valid_from, j.valid_to,"
    " IF(LEFT(i.name, CHAR_LENGTH(b.name)) = b.name, LEFT(CONCAT(j.name,"
    " SUBSTRING(i.name, CHAR_LENGTH(b.name) + 1)), 500), i.name),"
    " j.measure, j.decimals, j.over_units, j.over_time, w.id, j.definition,"
    " j.method, j.source, j.reason FROM JSON_TABLE(?, '$[*]' COLUMNS ("
    " valid_from DATE PATH '$.from', valid_to DATE PATH '$.to',"
    " name VARCHAR(500) PATH '$.name', measure VARCHAR(40) PATH '$.measure',"
    " decimals BIGINT PATH '$.decimals',"
    " over_units VARCHAR(10) PATH '$.over_units',"
    " over_time VARCHAR(10) PATH '$.over_time',"
    " weight VARCHAR(80) PATH '$.weight',"
    " definition VARCHAR(4000) PATH '$.definition',"
    " method VARCHAR(4000) PATH '$.method',"
    " source VARCHAR(1000) PATH '$.source',"
    " reason VARCHAR(500) PATH '$.reason')) j"
    " JOIN item b ON b.id = ? JOIN item i ON" FAMILY
    "LEFT JOIN item w ON w.code = j.weight");

static bool
same(const struct item_version *a, const struct item_version *b)
{
	return str_eq(a->valid_from, b->valid_from) &&
	       str_eq(a->valid_to, b->valid_to) && str_eq(a->name, b->name) &&
	       str_eq(a->measure, b->measure) && a->decimals == b->decimals &&
	       str_eq(a->over_units, b->over_units) &&
	       str_eq(a->over_time, b->over_time) &&
	       str_eq(a->weight == NULL ? "" : a->weight,
		   b->weight == NULL ? "" : b->weight) &&
	       str_eq(a->definition, b->definition) &&
	       str_eq(a->method, b->method) && str_eq(a->source, b->source) &&
	       str_eq(a->reason, b->reason);
}

/* "Số đơn; đơn; 2; mean XLD.DON; sum; until 01/01/2024" */
static const char *
text(struct arena *mem, const struct item_version *v)
{
	return str_fmt(mem, "%s; %s; %ld; %s%s%s; %s; < %s", v->name,
	    str_empty(v->measure) ? "-" : v->measure, v->decimals,
	    v->over_units, str_empty(v->weight) ? "" : " ",
	    str_empty(v->weight) ? "" : v->weight, v->over_time,
	    date_show(mem, v->valid_to));
}

static const struct item_version *
version_from(const struct item_versions *all, const char *from)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i].valid_from, from))
			return &all->at[i];
	return NULL;
}

/* Is the past that is here the one that the package has? */
static bool
is_there(const struct item_versions *here, const struct library_past *past)
{
	if (here->n != past->n)
		return false;
	for (size_t i = 0; i < past->n; i++) {
		const struct item_version *v =
		    version_from(here, past->at[i].valid_from);
		if (v == NULL || !same(v, &past->at[i]))
			return false;
	}
	return true;
}

/*
 * The past that would be here once the plan was carried out: what is the
 * present now is over where a new meaning begins.
 */
static enum rc
past_here(struct db *db, struct arena *mem, long id, const char *from,
    struct item_versions *ret)
{
	struct item_versions all;

	*ret = (struct item_versions){ 0 };
	TRY(item_history(db, id, &all));
	ret->at = arena_alloc(mem, (all.n + 1) * sizeof *ret->at);
	for (size_t i = 0; i < all.n; i++) {
		struct item_version v = all.at[i];
		bool present = str_eq(v.valid_to, DATE_MAX);
		if (present && from == NULL)
			continue;
		if (present)
			v.valid_to = from;
		ret->at[ret->n++] = v;
	}
	return OK;
}

/* Nobody has begun to report under it: its past is nobody's figures'. */
static enum rc
is_open(struct db *db, const struct ctx *ctx, long id, bool *ret)
{
	struct item_use use;
	struct item mine;
	enum rc rc = item_own(db, ctx, id, &mine);

	*ret = false;
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(item_used(db, id, &use));
	*ret = str_empty(use.after);
	return OK;
}

enum rc
library_past_compare(struct db *db, const struct ctx *ctx,
    const struct item_plan *plan, const struct library_past *past,
    struct library_lines *to)
{
	const char *code = plan->is.at[ITEM_CODE];
	struct item_versions here = { 0 };
	bool open = plan->act == ITEM_NEW;

	if (past->n == 0 || plan->act == ITEM_REFUSED)
		return OK;
	if (!open) {
		TRY(past_here(db, to->mem, plan->item.id, plan->from, &here));
		TRY(is_open(db, ctx, plan->item.id, &open));
	}
	bool there = is_there(&here, past);
	for (size_t i = 0; i < past->n; i++) {
		const struct item_version *is = &past->at[i];
		const struct item_version *was =
		    version_from(&here, is->valid_from);
		library_line(to, "meaning",
		    str_fmt(to->mem, "%s: %s", code, is->valid_from),
		    there || (was != NULL && same(was, is)) ? LIB_SAME :
		    !open                                   ? LIB_MISSING :
		    was == NULL                             ? LIB_ADDED :
							      LIB_CHANGED,
		    was == NULL ? NULL : text(to->mem, was), text(to->mem, is));
	}
	return OK;
}

static const char *
past_json(struct arena *mem, const struct library_past *past)
{
	struct buf b = { .mem = mem, .max = JSON_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < past->n; i++) {
		const struct item_version *v = &past->at[i];
		json_object(&j, NULL);
		json_text(&j, "from", v->valid_from);
		json_text(&j, "to", v->valid_to);
		json_text(&j, "name", v->name);
		json_text(&j, "measure", v->measure);
		json_long(&j, "decimals", v->decimals);
		json_text(&j, "over_units", v->over_units);
		json_text(&j, "over_time", v->over_time);
		json_text(&j, "weight", v->weight);
		json_text(&j, "definition", v->definition);
		json_text(&j, "method", v->method);
		json_text(&j, "source", v->source);
		json_text(&j, "reason", v->reason);
		json_end(&j);
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}

/* "1000-01-01 đơn 0 sum sum, 2024-01-01 đơn 2 mean none" */
static const char *
detail(struct arena *mem, const struct item_version *at, size_t n)
{
	struct buf b = { .mem = mem, .max = DETAIL_MAX };

	for (size_t i = 0; i < n && b.len < DETAIL_MAX / 2; i++)
		buf_fmt(&b, "%s%s %s %ld %s %s", i > 0 ? ", " : "",
		    at[i].valid_from, at[i].measure, at[i].decimals,
		    at[i].over_units, at[i].over_time);
	return b.at == NULL ? "" : b.at;
}

static enum rc
store(struct db *db, const struct ctx *ctx, const struct item *i,
    const struct item_versions *here, const struct library_past *past)
{
	const char *json = past_json(ctx->mem, past);
	const char *from = past->at[past->n - 1].valid_to;

	if (json == NULL)
		return E_LIMIT;
	TRY(db_exec(db, delete_past, ARGS(i->id, i->id), NULL));
	TRY(db_exec(db, begin_present, ARGS(from, i->id, i->id), NULL));
	TRY(db_exec(db, insert_past, ARGS(json, i->id, i->id, i->id), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "past", detail(ctx->mem, here->at, here->n),
	    detail(ctx->mem, past->at, past->n));
	return audit_put_one(db, ctx, AUDIT_ITEMS,
	    &(struct audit_act){ "change", "item", i->id, i->code,
		change_was(&c), change_became(&c) });
}

enum rc
library_past_store(struct db *db, const struct ctx *ctx, const char *code,
    const struct library_past *past)
{
	struct item_versions here;
	struct item i;
	bool open;

	if (past->n == 0)
		return OK;
	TRY(item_find(db, code, &i));
	TRY(past_here(db, ctx->mem, i.id, NULL, &here));
	if (is_there(&here, past))
		return OK;
	TRY(is_open(db, ctx, i.id, &open));
	return open ? store(db, ctx, &i, &here, past) : OK;
}
