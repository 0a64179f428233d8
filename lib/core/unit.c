/* unit.c - finding units: by id, code, name, and place in a line */
#include <string.h>
#include "base/map.h"
#include "base/utf8.h"
#include "core/unit.h"
#include "io/db.h"
#include "io/json.h"

static const struct db_col cols[] = {
	COL(struct unit, id),
	COL(struct unit, scheme),
	COL(struct unit, code),
	COL(struct unit, level),
	COL(struct unit, name),
	COL(struct unit, valid_from),
	COL(struct unit, valid_to),
};
static const struct db_col node_cols[] = {
	COL(struct unit_node, id),
	COL(struct unit_node, parent_id),
	COL(struct unit_node, depth),
	COL(struct unit_node, code),
	COL(struct unit_node, level),
	COL(struct unit_node, name),
};
struct line_id {
	long id;
};
static const struct db_col line_cols[] = { COL(struct line_id, id) };
DB_ROWS(select_line, line_cols, "SELECT id FROM line WHERE code = " DB_CODE);
#define UNIT \
	"SELECT u.id, u.scheme, u.code, u.level, u.name, u.valid_from," \
	" u.valid_to FROM unit u"
#define ON_DAY(t) " AND " t ".valid_from <= ? AND ? < " t ".valid_to"
#define U_ON_DAY ON_DAY("u")
#define U_ON_DAY_OR_EVER \
	" AND (? IS NULL OR (u.valid_from <= ? AND ? < u.valid_to))"
#define L_ON_DAY ON_DAY("l")
#define A_ON_DAY ON_DAY("a")

DB_ROWS(select_id, cols, UNIT " WHERE u.id = ?");
DB_ROWS(select_code, cols,
    UNIT " WHERE u.code = " DB_CODE " AND (? IS NULL OR u.level = " DB_CODE
	 ")" U_ON_DAY_OR_EVER " ORDER BY u.scheme, u.level, u.id");
DB_ROWS(select_key, cols,
    UNIT " JOIN JSON_TABLE(?, '$[*]' COLUMNS (k VARCHAR(250) PATH '$')) j"
	 " ON u.name_key = j.k" U_ON_DAY_OR_EVER " ORDER BY u.code, u.id");
DB_ROWS(select_plain, cols,
    UNIT " JOIN JSON_TABLE(?, '$[*]' COLUMNS (k VARCHAR(250) PATH '$')) j"
	 " ON u.name_plain = j.k" U_ON_DAY_OR_EVER " ORDER BY u.code, u.id");
DB_ROWS(select_children, cols,
    UNIT " JOIN unit_line l ON l.unit_id = u.id WHERE l.line_id = ?"
	 " AND l.parent_id = ?" L_ON_DAY " ORDER BY u.code, u.id");
DB_ROWS(select_path, cols,
    UNIT " JOIN unit_above a ON a.above_id = u.id WHERE a.line_id = ?"
	 " AND a.unit_id = ?" A_ON_DAY " ORDER BY a.depth DESC");
DB_ROWS(select_tops, cols,
    UNIT " JOIN unit_above a ON a.unit_id = u.id WHERE a.line_id = ?"
	 " AND a.depth = 0" A_ON_DAY " AND NOT EXISTS (SELECT 1"
	 " FROM unit_line l WHERE l.line_id = a.line_id"
	 " AND l.unit_id = u.id" L_ON_DAY ") ORDER BY u.code, u.id");
DB_ROWS(select_below, node_cols,
    "SELECT u.id, COALESCE(l.parent_id, 0) AS parent_id, a.depth, u.code,"
    " u.level, u.name FROM unit_above a JOIN unit u ON u.id = a.unit_id"
    " LEFT JOIN unit_line l ON l.line_id = a.line_id"
    " AND l.unit_id = a.unit_id" L_ON_DAY
    " WHERE a.line_id = ? AND a.above_id = ? AND a.depth <= ?" A_ON_DAY
    " ORDER BY a.depth, u.code, u.id");

enum rc
unit_get(struct db *db, long id, struct unit *ret)
{
	return db_row(db, select_id, ARGS(id), ret);
}

enum rc
unit_line_id(struct db *db, const char *code, long *ret)
{
	struct line_id l;

	TRY(db_row(db, select_line, ARGS(code), &l));
	*ret = l.id;
	return OK;
}

enum rc
unit_by_code(struct db *db, const char *level, const char *code,
    const char *day, struct units *ret)
{
	return db_rows(db, select_code, ARGS(code, level, level, day, day, day),
	    ret);
}

/* What people leave out: "Hòa Bình" is looked for under each of these too. */
static const char *const kinds[] = { "tỉnh", "thành phố", "quận", "huyện",
	"thị xã", "thị trấn", "xã", "phường", "đặc khu", "bộ", "sở" };

static const char *
keys(struct arena *mem, const char *name, bool marks)
{
	struct buf b = { .mem = mem, .max = 10000 };
	struct json j = { .out = &b };
	const char *bare = utf8_key(mem, name, marks);

	if (str_empty(bare))
		return "[]";
	json_array(&j, NULL);
	json_text(&j, NULL, bare);
	for (size_t i = 0; i < COUNT(kinds); i++)
		json_text(&j, NULL,
		    str_fmt(mem, "%s %s", utf8_key(mem, kinds[i], marks),
			bare));
	json_end(&j);
	return b.full ? "[]" : b.at;
}

enum rc
unit_find(struct db *db, struct arena *mem, const char *name, const char *day,
    struct units *ret)
{
	TRY(db_rows(db, select_key, ARGS(keys(mem, name, true), day, day, day),
	    ret));
	if (ret->n > 0)
		return OK;
	return db_rows(db, select_plain,
	    ARGS(keys(mem, name, false), day, day, day), ret);
}

enum rc
unit_children(struct db *db, long line, long parent, const char *day,
    struct units *ret)
{
	return db_rows(db, select_children, ARGS(line, parent, day, day), ret);
}

enum rc
unit_path(struct db *db, long line, long id, const char *day, struct units *ret)
{
	return db_rows(db, select_path, ARGS(line, id, day, day), ret);
}

enum rc
unit_tops(struct db *db, long line, const char *day, struct units *ret)
{
	return db_rows(db, select_tops, ARGS(line, day, day, day, day), ret);
}

/* From order by depth to each unit right behind its superior. */
static void
descend(const struct unit_tree *flat, const size_t *next, size_t at,
    struct unit_tree *ret)
{
	ret->at[ret->n++] = flat->at[at];
	for (size_t i = next[2 * at]; i != 0; i = next[2 * i + 1])
		descend(flat, next, i, ret);
}

/* next[2i]: first child of i; next[2i+1]: its next sibling; 0 is none, since
 * the root is nobody's child. */
static size_t *
links(struct arena *mem, const struct unit_tree *flat)
{
	size_t *next = arena_alloc(mem, 2 * flat->n * sizeof *next);
	struct map at = { .mem = mem };

	for (size_t i = 0; i < flat->n; i++)
		map_put(&at, str_fmt(mem, "%ld", flat->at[i].id), (long)i);
	for (size_t i = flat->n; i-- > 1;) {
		long p =
		    map_get(&at, str_fmt(mem, "%ld", flat->at[i].parent_id));
		if (p < 0)
			continue;
		next[2 * i + 1] = next[2 * p];
		next[2 * p] = i;
	}
	return next;
}

enum rc
unit_tree(struct db *db, long line, long root, const char *day, long depth,
    struct unit_tree *ret)
{
	struct unit_tree flat;

	TRY(db_rows(db, select_below,
	    ARGS(day, day, line, root, depth, day, day), &flat));
	if (flat.n == 0)
		return E_NOTFOUND;
	ret->at = arena_alloc(db_arena(db), flat.n * sizeof *ret->at);
	ret->n = 0;
	descend(&flat, links(db_arena(db), &flat), 0, ret);
	return OK;
}
