/* item.c - the catalogue of items, read */
#include "base/utf8.h"
#include "core/item.h"
#include "io/json.h"

enum { KEYS_MAX = 8 << 20 };

static const struct db_col item_cols[] = {
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
	COL(struct item, owner),
	COL(struct item, weight),
	COL(struct item, base),
	COL(struct item, decimals),
};
#define ITEM \
	"SELECT i.id, i.owner_id, i.base_id, i.weight_id, i.version, i.code," \
	" i.name, i.short_name, i.name_en, i.measure, i.over_units," \
	" i.over_time, i.state, u.name AS owner, w.code AS weight," \
	" b.code AS base, i.decimals FROM item i" \
	" LEFT JOIN unit u ON u.id = i.owner_id" \
	" LEFT JOIN item w ON w.id = i.weight_id" \
	" LEFT JOIN item b ON b.id = i.base_id "
DB_ROWS(select_item, item_cols, ITEM "WHERE i.id = ?");
DB_ROWS(select_by_code, item_cols, ITEM "WHERE i.code = " DB_CODE);

static const struct db_col version_cols[] = {
	COL(struct item_version, valid_from),
	COL(struct item_version, valid_to),
	COL(struct item_version, name),
	COL(struct item_version, measure),
	COL(struct item_version, decimals),
	COL(struct item_version, over_units),
	COL(struct item_version, over_time),
	COL(struct item_version, weight_id),
	COL(struct item_version, weight),
	COL(struct item_version, definition),
	COL(struct item_version, method),
	COL(struct item_version, source),
	COL(struct item_version, reason),
};
#define MEANING \
	"SELECT v.valid_from, v.valid_to, v.name, v.measure, v.decimals," \
	" v.over_units, v.over_time, v.weight_id, w.code AS weight," \
	" v.definition, v.method, v.source, v.reason FROM item_version v" \
	" LEFT JOIN item w ON w.id = v.weight_id WHERE v.item_id = ? "
DB_ROWS(select_at, version_cols,
    MEANING "AND v.valid_from <= ? AND ? < v.valid_to");
DB_ROWS(select_history, version_cols, MEANING "ORDER BY v.valid_from DESC");

struct nameless {
	long id;
	const char *name;
};
static const struct db_col nameless_cols[] = {
	COL(struct nameless, id),
	COL(struct nameless, name),
};
DB_ROWS(select_nameless, nameless_cols,
    "SELECT id, name FROM item WHERE name_key = '' AND name <> ''"
    " ORDER BY id");
DB_STMT(update_keys,
    "UPDATE item i JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
    " name_key VARCHAR(500) PATH '$[1]', name_plain VARCHAR(500)"
    " PATH '$[2]')) j ON j.id = i.id SET i.name_key = j.name_key,"
    " i.name_plain = j.name_plain");

enum rc
item_get(struct db *db, long id, struct item *ret)
{
	return db_row(db, select_item, ARGS(id), ret);
}

enum rc
item_find(struct db *db, const char *code, struct item *ret)
{
	return db_row(db, select_by_code, ARGS(code), ret);
}

enum rc
item_at(struct db *db, long id, const char *day, struct item_version *ret)
{
	return db_row(db, select_at, ARGS(id, day, day), ret);
}

enum rc
item_history(struct db *db, long id, struct item_versions *ret)
{
	return db_rows(db, select_history, ARGS(id), ret);
}

enum rc
item_keys(struct db *db, struct arena *mem, long *ret)
{
	struct buf b = { .mem = mem, .max = KEYS_MAX };
	struct json j = { .out = &b };
	struct {
		struct nameless *at;
		size_t n;
	} rows;

	TRY(db_rows(db, select_nameless, ARGS(), &rows));
	*ret = (long)rows.n;
	json_array(&j, NULL);
	for (size_t i = 0; i < rows.n; i++) {
		json_array(&j, NULL);
		json_long(&j, NULL, rows.at[i].id);
		json_text(&j, NULL, utf8_key(mem, rows.at[i].name, true));
		json_text(&j, NULL, utf8_key(mem, rows.at[i].name, false));
		json_end(&j);
	}
	json_end(&j);
	if (b.full)
		return E_LIMIT;
	return rows.n == 0 ? OK : db_exec(db, update_keys, ARGS(b.at), NULL);
}
