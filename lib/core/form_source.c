/* form_source.c - what the installation knows about units of measure */
#include "core/form.h"
#include "core/measure.h"
#include "io/db.h"
#include "io/json.h"

enum { CODES_MAX = 1 << 20 };

struct item_row {
	const char *code, *measure;
};
static const struct db_col item_cols[] = {
	COL(struct item_row, code),
	COL(struct item_row, measure),
};
DB_ROWS(select_items, item_cols,
    "SELECT i.code, COALESCE(v.measure, i.measure) AS measure"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(80) PATH '$')) j"
    " JOIN item i ON i.code = j.code LEFT JOIN item_version v"
    " ON v.item_id = i.id AND v.valid_from <= ? AND ? < v.valid_to"
    " ORDER BY i.code");

struct source {
	struct measures table;
	struct {
		struct item_row *at;
		size_t n;
	} items;
};

static const char *
measure_of_item(const void *from, const char *item)
{
	const struct source *s = from;

	for (size_t i = 0; i < s->items.n; i++)
		if (str_eq(s->items.at[i].code, item))
			return s->items.at[i].measure;
	return NULL;
}

enum rc
form_source(struct db *db, const struct form *f, const char *day,
    struct item_measures *ret)
{
	struct arena *mem = db_arena(db);
	struct source *s = arena_alloc(mem, sizeof *s);
	struct buf b = { .mem = mem, .max = CODES_MAX };
	struct json j = { .out = &b };

	*s = (struct source){ .items = { NULL, 0 } };
	TRY(measures_load(db, &s->table));
	*ret = (struct item_measures){ measure_of_item, s, &s->table };
	if (f->wants.nitem == 0)
		return OK;
	json_array(&j, NULL);
	for (size_t i = 0; i < f->wants.nitem; i++)
		json_text(&j, NULL, f->wants.items[i].item);
	json_end(&j);
	return b.full ?
		   E_LIMIT :
		   db_rows(db, select_items, ARGS(b.at, day, day), &s->items);
}
