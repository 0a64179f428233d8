/* item_cut.c - the members of an item that is broken down */
#include <string.h>
#include "base/map.h"
#include "base/utf8.h"
#include "core/breakdown.h"
#include "core/item_part.h"
#include "io/json.h"

enum { JSON_MAX = 4 << 20, CODE_MAX = 80, NAME_MAX_LEN = 500 };

static const struct db_col member_cols[] = {
	COL(struct member, id),
	COL(struct member, code),
	COL(struct member, name),
	COL(struct member, state),
	COL(struct member, cut),
};
DB_ROWS(select_members, member_cols,
    "SELECT m.id, m.code, m.name, m.state,"
    " GROUP_CONCAT(CONCAT(b.code, '=', c.code) ORDER BY b.code SEPARATOR ', ')"
    " AS cut FROM item m JOIN item_cut x ON x.item_id = m.id"
    " JOIN breakdown b ON b.id = x.breakdown_id"
    " JOIN category c ON c.id = x.category_id WHERE m.base_id = ?"
    " GROUP BY m.id, m.code, m.name, m.state ORDER BY m.code");

#define NEW \
	" JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(80) PATH '$.code'," \
	" name VARCHAR(500) PATH '$.name'," \
	" name_key VARCHAR(500) PATH '$.name_key'," \
	" name_plain VARCHAR(500) PATH '$.name_plain'," \
	" suffix VARCHAR(500) PATH '$.suffix')) j "
#define CUTS \
	" JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(80) PATH '$.code'," \
	" NESTED PATH '$.cut[*]' COLUMNS (breakdown_id BIGINT PATH '$[0]'," \
	" category_id BIGINT PATH '$[1]'))) j "
struct taken {
	const char *code;
};
static const struct db_col taken_cols[] = { COL(struct taken, code) };
/* An item that a form brought along under that code is taken over. */
#define FITS \
	" i.base_id IS NULL AND NOT EXISTS (SELECT 1 FROM item m" \
	" WHERE m.base_id = i.id) AND i.id <> b.id AND i.measure = b.measure" \
	" AND i.decimals = b.decimals AND i.over_units = b.over_units" \
	" AND NOT i.weight_id <=> b.id" \
	" AND (SELECT COUNT(*) FROM item_version v WHERE v.item_id = b.id) = " \
	"1" \
	" AND (SELECT COUNT(*) FROM item_version v WHERE v.item_id = i.id) = " \
	"1 "
DB_ROWS(select_taken, taken_cols,
    "SELECT i.code FROM" NEW "JOIN item i ON i.code = j.code"
    " JOIN item b ON b.id = ? WHERE NOT (" FITS ") ORDER BY i.code");
DB_STMT(update_adopted,
    "UPDATE" NEW "JOIN item i ON i.code = j.code JOIN item b ON b.id = ?"
    " SET i.base_id = b.id, i.owner_id = b.owner_id,"
    " i.over_time = b.over_time, i.weight_id = b.weight_id,"
    " i.version = i.version + 1 WHERE i.base_id IS NULL");
DB_STMT(insert_members,
    "INSERT INTO item (code, name, name_key, name_plain, short_name, name_en,"
    " measure, decimals, over_units, over_time, weight_id, state, owner_id,"
    " base_id) SELECT j.code, j.name, j.name_key, j.name_plain, '', '',"
    " b.measure, b.decimals, b.over_units, b.over_time, b.weight_id, b.state,"
    " b.owner_id, b.id FROM" NEW "JOIN item b ON b.id = ?"
    " LEFT JOIN item i ON i.code = j.code WHERE i.id IS NULL");
DB_STMT(insert_meanings,
    "INSERT INTO item_version (item_id, valid_from, valid_to, name, measure,"
    " decimals, over_units, over_time, weight_id, definition, method, source,"
    " reason) SELECT i.id, v.valid_from, v.valid_to,"
    " LEFT(CONCAT(v.name, j.suffix), 500), v.measure, v.decimals,"
    " v.over_units, v.over_time, v.weight_id, v.definition, v.method,"
    " v.source, v.reason FROM" NEW "JOIN item i ON i.code = j.code"
    " JOIN item_version v ON v.item_id = ? LEFT JOIN item_version w"
    " ON w.item_id = i.id WHERE w.item_id IS NULL");
DB_STMT(insert_cuts, "INSERT INTO item_cut (item_id, breakdown_id, category_id)"
		     " SELECT i.id, j.breakdown_id, j.category_id FROM" CUTS
		     "JOIN item i ON i.code = j.code");
DB_STMT(update_back,
    "UPDATE" NEW "JOIN item i ON i.code = j.code JOIN item b ON b.id = ?"
    " SET i.state = b.state, i.version = i.version + 1"
    " WHERE i.base_id = b.id AND i.state = 'retired'");

#define GONE " JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j "
#define IN_USE \
	" (EXISTS (SELECT 1 FROM form_cell f WHERE f.item_id = i.id)" \
	" OR EXISTS (SELECT 1 FROM item q WHERE q.weight_id = i.id)) "
DB_STMT(retire_members,
    "UPDATE" GONE "JOIN item i ON i.id = j.id SET i.state = 'retired',"
    " i.version = i.version + 1 WHERE i.state <> 'retired' AND" IN_USE);
DB_STMT(delete_cuts, "DELETE x FROM" GONE "JOIN item i ON i.id = j.id"
		     " JOIN item_cut x ON x.item_id = i.id WHERE NOT" IN_USE);
DB_STMT(delete_meanings,
    "DELETE v FROM" GONE "JOIN item i ON i.id = j.id"
    " JOIN item_version v ON v.item_id = i.id WHERE NOT" IN_USE);
DB_STMT(delete_members,
    "DELETE i FROM" GONE "JOIN item i ON i.id = j.id LEFT JOIN item_version v"
    " ON v.item_id = i.id WHERE v.item_id IS NULL");
DB_STMT(delete_dimensions, "DELETE FROM item_breakdown WHERE item_id = ?");
DB_STMT(insert_dimensions,
    "INSERT INTO item_breakdown (item_id, breakdown_id) SELECT DISTINCT ?,"
    " j.id FROM" GONE);

enum rc
item_members(struct db *db, long base, struct members *ret)
{
	return db_rows(db, select_members, ARGS(base), ret);
}

struct making {
	struct arena *mem;
	const struct item *base;
	const struct categories *cats;
	struct json fresh, back;  /* those that are not there; all of them */
	struct map there, wanted; /* cuts: members there; wanted */
	struct findings *f;
	long n;
};

static void
put(struct making *m, struct json *j, const char *code, const char *suffix,
    const struct category *const *cat, size_t n)
{
	const char *name = str_fmt(m->mem, "%s%s", m->base->name, suffix);

	json_object(j, NULL);
	json_text(j, "code", code);
	json_text(j, "name", name);
	json_text(j, "name_key", utf8_key(m->mem, name, true));
	json_text(j, "name_plain", utf8_key(m->mem, name, false));
	json_text(j, "suffix", suffix);
	json_array(j, "cut");
	for (size_t i = 0; i < n; i++) {
		json_array(j, NULL);
		json_long(j, NULL, cat[i]->breakdown_id);
		json_long(j, NULL, cat[i]->id);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void
want(struct making *m, const struct breakdown *const *dim,
    const struct category *const *cat, size_t n)
{
	struct buf code = { .mem = m->mem, .max = 1000 },
		   suffix = { .mem = m->mem, .max = 2000 },
		   cut = { .mem = m->mem, .max = 1000 };

	buf_str(&code, m->base->code);
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&code, ".%s", cat[i]->code);
		buf_fmt(&suffix, "%s%s", i == 0 ? " (" : ", ", cat[i]->name);
		buf_fmt(&cut, "%s%s=%s", i == 0 ? "" : ", ", dim[i]->code,
		    cat[i]->code);
	}
	buf_str(&suffix, ")");
	if (++m->n > MEMBERS_MAX)
		return;
	if (code.len > CODE_MAX)
		finding(m->f, "code",
		    _("The code of a category would be longer than %d "
		      "characters: %s"),
		    CODE_MAX, code.at);
	if (utf8_len(m->base->name) + utf8_len(suffix.at) > NAME_MAX_LEN)
		finding(m->f, "name",
		    _("The name of a category would be longer than %d "
		      "characters."),
		    NAME_MAX_LEN);
	map_put(&m->wanted, cut.at, 1);
	struct json *j =
	    map_get(&m->there, cut.at) == MAP_NONE ? &m->fresh : &m->back;
	put(m, j, code.at, suffix.at, cat, n);
}

/* Every category of the k-th dimension of a term, with those before it. */
static void
want_all(struct making *m, const struct breakdown *const *dim, size_t ndim,
    const struct category **cat, size_t k)
{
	if (k == ndim) {
		want(m, dim, cat, ndim);
		return;
	}
	for (size_t i = 0; i < m->cats->n && m->n <= MEMBERS_MAX; i++) {
		const struct category *c = &m->cats->at[i];
		if (c->breakdown_id != dim[k]->id || c->retired)
			continue;
		cat[k] = c;
		want_all(m, dim, ndim, cat, k + 1);
	}
}

static enum rc
drop_others(struct db *db, struct making *m, const struct members *there)
{
	struct buf b = { .mem = m->mem, .max = JSON_MAX };
	struct json j = { .out = &b };
	bool any = false;

	json_array(&j, NULL);
	for (size_t i = 0; i < there->n; i++)
		if (map_get(&m->wanted, there->at[i].cut) == MAP_NONE) {
			json_long(&j, NULL, there->at[i].id);
			any = true;
		}
	json_end(&j);
	if (!any)
		return OK;
	TRY(db_exec(db, retire_members, ARGS(b.at), NULL));
	TRY(db_exec(db, delete_cuts, ARGS(b.at), NULL));
	TRY(db_exec(db, delete_meanings, ARGS(b.at), NULL));
	return db_exec(db, delete_members, ARGS(b.at), NULL);
}

static enum rc
add_fresh(struct db *db, struct making *m, const char *fresh)
{
	long base = m->base->id;
	struct {
		struct taken *at;
		size_t n;
	} taken;

	TRY(db_rows(db, select_taken, ARGS(fresh, base), &taken));
	for (size_t i = 0; i < taken.n; i++)
		finding(m->f, "breakdowns",
		    _("%s is the code of another item, which means something "
		      "else."),
		    taken.at[i].code);
	if (m->f->nerror > 0)
		return E_INVALID;
	TRY(db_exec(db, update_adopted, ARGS(fresh, base), NULL));
	TRY(db_exec(db, insert_members, ARGS(fresh, base), NULL));
	TRY(db_exec(db, insert_meanings, ARGS(fresh, base), NULL));
	return db_exec(db, insert_cuts, ARGS(fresh), NULL);
}

static enum rc
dimensions_store(struct db *db, struct making *m,
    const struct breakdown_terms *terms)
{
	struct buf b = { .mem = m->mem, .max = JSON_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < terms->n; i++)
		for (size_t k = 0; k < terms->term[i].n; k++)
			json_long(&j, NULL, terms->term[i].at[k]->id);
	json_end(&j);
	TRY(db_exec(db, delete_dimensions, ARGS(m->base->id), NULL));
	return db_exec(db, insert_dimensions, ARGS(m->base->id, b.at), NULL);
}

enum rc
item_members_make(struct db *db, const struct ctx *ctx, const struct item *base,
    const struct breakdown_terms *terms, struct findings *f)
{
	struct buf fresh = { .mem = ctx->mem, .max = JSON_MAX };
	struct buf back = { .mem = ctx->mem, .max = JSON_MAX };
	struct making m = { .mem = ctx->mem,
		.base = base,
		.fresh = { .out = &fresh },
		.back = { .out = &back },
		.there = { .mem = ctx->mem },
		.wanted = { .mem = ctx->mem },
		.f = f };
	struct categories cats;
	struct members there;

	TRY(category_list(db, &cats));
	TRY(item_members(db, base->id, &there));
	m.cats = &cats;
	for (size_t i = 0; i < there.n; i++)
		map_put(&m.there, there.at[i].cut, (long)i);
	json_array(&m.fresh, NULL);
	json_array(&m.back, NULL);
	for (size_t i = 0; i < terms->n; i++) {
		const struct category *cat[BREAKDOWN_CROSS];
		want_all(&m, terms->term[i].at, terms->term[i].n, cat, 0);
	}
	json_end(&m.fresh);
	json_end(&m.back);
	if (m.n > MEMBERS_MAX)
		finding(f, "breakdowns",
		    _("That would make more than %d items of this one."),
		    MEMBERS_MAX);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(drop_others(db, &m, &there));
	TRY(add_fresh(db, &m, fresh.at));
	TRY(db_exec(db, update_back, ARGS(back.at, base->id), NULL));
	return dimensions_store(db, &m, terms);
}
