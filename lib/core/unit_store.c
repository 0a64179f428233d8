/*
 * unit_store.c - the model of all units from the database, and back into it
 *
 * Rows travel in chunks, each one JSON text and one statement.
 */
#include <string.h>
#include "base/date.h"
#include "core/chunk.h"
#include "core/unit_store.h"
#include "io/db.h"
#include "io/json.h"

struct unit_rec {
	long id;
	const char *scheme, *level, *code, *name, *name_key, *name_plain;
	const char *valid_from, *valid_to;
};
struct place_rec {
	long line_id, unit_id, parent_id;
	const char *valid_from, *valid_to;
};
struct max_rec {
	long id;
};
static const struct db_col unit_cols[] = {
	COL(struct unit_rec, id),
	COL(struct unit_rec, scheme),
	COL(struct unit_rec, level),
	COL(struct unit_rec, code),
	COL(struct unit_rec, name),
	COL(struct unit_rec, name_key),
	COL(struct unit_rec, name_plain),
	COL(struct unit_rec, valid_from),
	COL(struct unit_rec, valid_to),
};
static const struct db_col place_cols[] = {
	COL(struct place_rec, line_id),
	COL(struct place_rec, unit_id),
	COL(struct place_rec, parent_id),
	COL(struct place_rec, valid_from),
	COL(struct place_rec, valid_to),
};
static const struct db_col max_cols[] = { COL(struct max_rec, id) };

DB_ROWS(select_units, unit_cols,
    "SELECT id, scheme, level, code, name, name_key, name_plain, valid_from,"
    " valid_to FROM unit ORDER BY id");
DB_ROWS(select_places, place_cols,
    "SELECT line_id, unit_id, parent_id, valid_from, valid_to FROM unit_line"
    " ORDER BY line_id, unit_id, valid_from");
/* The top of a line has no row of its own: it is above others. */
DB_ROWS(select_tops, place_cols,
    "SELECT l.line_id, u.id AS unit_id, 0 AS parent_id, u.valid_from,"
    " u.valid_to FROM unit u JOIN (SELECT DISTINCT line_id, parent_id"
    " FROM unit_line) l ON l.parent_id = u.id WHERE NOT EXISTS (SELECT 1"
    " FROM unit_line x WHERE x.line_id = l.line_id AND x.unit_id = u.id)"
    " ORDER BY l.line_id, u.id");
/* Never an id again that a unit had once: the record has a stream for each,
 * also of those whose beginning was undone (core/reform.h). */
DB_ROWS(select_max, max_cols,
    "SELECT GREATEST((SELECT COALESCE(MAX(id), 0) FROM unit),"
    " (SELECT COALESCE(MAX(stream), 0) FROM audit_head)) AS id");

DB_STMT(insert_units,
    "INSERT INTO unit (id, scheme, level, code, name, name_key, name_plain,"
    " valid_from, valid_to) SELECT j.id, j.scheme, j.level, j.code, j.name,"
    " j.name_key, j.name_plain, j.valid_from, j.valid_to FROM JSON_TABLE(?,"
    " '$[*]' COLUMNS (id BIGINT PATH '$[0]', scheme VARCHAR(20) PATH '$[1]',"
    " level VARCHAR(20) PATH '$[2]', code VARCHAR(20) PATH '$[3]',"
    " name VARCHAR(200) PATH '$[4]', name_key VARCHAR(200) PATH '$[5]',"
    " name_plain VARCHAR(200) PATH '$[6]', valid_from DATE PATH '$[7]',"
    " valid_to DATE PATH '$[8]')) j");
DB_STMT(end_units,
    "UPDATE unit u JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
    " valid_to DATE PATH '$[1]')) j ON j.id = u.id"
    " SET u.valid_to = j.valid_to WHERE u.valid_to <> j.valid_to");
DB_STMT(insert_places,
    "INSERT INTO unit_line (line_id, unit_id, parent_id, valid_from, valid_to)"
    " SELECT j.line_id, j.unit_id, j.parent_id, j.valid_from, j.valid_to"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (line_id BIGINT PATH '$[0]',"
    " unit_id BIGINT PATH '$[1]', parent_id BIGINT PATH '$[2]',"
    " valid_from DATE PATH '$[3]', valid_to DATE PATH '$[4]')) j");
DB_STMT(end_places,
    "UPDATE unit_line l JOIN JSON_TABLE(?, '$[*]' COLUMNS (line_id BIGINT"
    " PATH '$[0]', unit_id BIGINT PATH '$[1]', valid_from DATE PATH '$[2]',"
    " valid_to DATE PATH '$[3]')) j ON j.line_id = l.line_id"
    " AND j.unit_id = l.unit_id AND j.valid_from = l.valid_from"
    " SET l.valid_to = j.valid_to WHERE l.valid_to <> j.valid_to");
DB_STMT(insert_successions,
    "INSERT INTO succession (old_id, new_id, relation, comparable, decision,"
    " on_date) SELECT j.old_id, j.new_id, j.relation, j.comparable,"
    " j.decision, j.on_date FROM JSON_TABLE(?, '$[*]' COLUMNS (old_id BIGINT"
    " PATH '$[0]', new_id BIGINT PATH '$[1]', relation VARCHAR(16) PATH"
    " '$[2]', comparable BIGINT PATH '$[3]', decision VARCHAR(200) PATH"
    " '$[4]', on_date DATE PATH '$[5]')) j");

DB_STMT(clear_above, "DELETE FROM unit_above WHERE line_id = ?");
DB_STMT(insert_self,
    "INSERT INTO unit_above (line_id, unit_id, above_id, depth, valid_from,"
    " valid_to) SELECT line_id, unit_id, unit_id, 0, valid_from, valid_to"
    " FROM unit_line WHERE line_id = ?");
DB_STMT(insert_top,
    "INSERT INTO unit_above (line_id, unit_id, above_id, depth, valid_from,"
    " valid_to) SELECT DISTINCT l.line_id, u.id, u.id, 0, u.valid_from,"
    " u.valid_to FROM unit_line l JOIN unit u ON u.id = l.parent_id"
    " WHERE l.line_id = ? AND NOT EXISTS (SELECT 1 FROM unit_line x"
    " WHERE x.line_id = l.line_id AND x.unit_id = u.id)");
DB_STMT(insert_higher,
    "INSERT INTO unit_above (line_id, unit_id, above_id, depth, valid_from,"
    " valid_to) SELECT a.line_id, a.unit_id, l.parent_id, a.depth + 1,"
    " GREATEST(a.valid_from, l.valid_from), LEAST(a.valid_to, l.valid_to)"
    " FROM unit_above a JOIN unit_line l ON l.line_id = a.line_id"
    " AND l.unit_id = a.above_id AND l.valid_from < a.valid_to"
    " AND a.valid_from < l.valid_to WHERE a.line_id = ? AND a.depth = ?");

static enum rc
load_units(struct db *db, struct model *m, struct map *ids)
{
	struct {
		struct unit_rec *at;
		size_t n;
	} units;

	TRY(db_rows(db, select_units, ARGS(), &units));
	for (size_t i = 0; i < units.n; i++) {
		const struct unit_rec *u = &units.at[i];
		long at = model_unit_add(m, (struct model_unit){ .id = u->id,
						.scheme = u->scheme,
						.level = u->level,
						.code = u->code,
						.name = u->name,
						.name_key = u->name_key,
						.name_plain = u->name_plain,
						.valid_from = u->valid_from,
						.valid_to = u->valid_to });
		map_put(ids, str_fmt(m->mem, "%ld", u->id), at);
	}
	return OK;
}

static enum rc
load_places(struct db *db, struct model *m, const struct db_stmt *stmt,
    const struct map *ids)
{
	struct {
		struct place_rec *at;
		size_t n;
	} places;

	TRY(db_rows(db, stmt, ARGS(), &places));
	for (size_t i = 0; i < places.n; i++) {
		const struct place_rec *p = &places.at[i];
		long unit = map_get(ids, str_fmt(m->mem, "%ld", p->unit_id));
		long parent =
		    map_get(ids, str_fmt(m->mem, "%ld", p->parent_id));
		model_place_add(m, (struct model_place){ .line = p->line_id,
				       .unit = unit,
				       .parent = parent,
				       .valid_from = p->valid_from,
				       .valid_to = p->valid_to,
				       .stored = true });
		m->unit[unit].lines += model_holds(p->valid_to);
	}
	return OK;
}

enum rc
model_load(struct db *db, struct model *ret)
{
	struct map ids = { .mem = db_arena(db) };

	*ret = (struct model){ .mem = db_arena(db) };
	TRY(load_units(db, ret, &ids));
	TRY(load_places(db, ret, select_tops, &ids));
	return load_places(db, ret, select_places, &ids);
}

static void
texts(struct json *j, const char *const *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		json_text(j, NULL, at[i]);
}

static enum rc
store_units(struct db *db, struct model *m)
{
	struct chunk begun = chunk_open(db, insert_units);
	struct chunk ended = chunk_open(db, end_units);
	struct max_rec max;

	TRY(db_row(db, select_max, ARGS(), &max));
	for (size_t i = 0; i < m->nunit; i++) {
		struct model_unit *u = &m->unit[i];
		struct chunk *l = u->id == 0 ? &begun : &ended;
		if (u->id != 0 && !u->changed)
			continue;
		TRY(chunk_begin(l));
		if (u->id == 0) {
			json_long(&l->json, NULL, u->id = ++max.id);
			texts(&l->json,
			    (const char *[]){ u->scheme, u->level, u->code,
				u->name, u->name_key, u->name_plain,
				u->valid_from, u->valid_to },
			    8);
		} else {
			json_long(&l->json, NULL, u->id);
			json_text(&l->json, NULL, u->valid_to);
		}
		json_end(&l->json);
	}
	TRY(chunk_send(&begun));
	return chunk_send(&ended);
}

static enum rc
store_places(struct db *db, struct model *m)
{
	struct chunk begun = chunk_open(db, insert_places);
	struct chunk ended = chunk_open(db, end_places);

	for (size_t i = 0; i < m->nplace; i++) {
		const struct model_place *p = &m->place[i];
		struct chunk *l = p->stored ? &ended : &begun;
		if (p->parent < 0 || (p->stored && !p->changed))
			continue;
		TRY(chunk_begin(l));
		json_long(&l->json, NULL, p->line);
		json_long(&l->json, NULL, m->unit[p->unit].id);
		if (!p->stored)
			json_long(&l->json, NULL, m->unit[p->parent].id);
		json_text(&l->json, NULL, p->valid_from);
		json_text(&l->json, NULL, p->valid_to);
		json_end(&l->json);
	}
	TRY(chunk_send(&ended));
	return chunk_send(&begun);
}

static enum rc
store_successions(struct db *db, struct model *m)
{
	struct chunk l = chunk_open(db, insert_successions);

	for (size_t i = 0; i < m->nsuccession; i++) {
		const struct model_succession *s = &m->succession[i];
		TRY(chunk_begin(&l));
		json_long(&l.json, NULL, m->unit[s->old].id);
		json_long(&l.json, NULL, m->unit[s->became].id);
		json_text(&l.json, NULL, relation_name(s->relation));
		json_long(&l.json, NULL, s->comparable);
		json_text(&l.json, NULL, s->decision);
		json_text(&l.json, NULL, s->on_date);
		json_end(&l.json);
	}
	return chunk_send(&l);
}

enum rc
model_store(struct db *db, struct model *m)
{
	TRY(store_units(db, m));
	TRY(store_places(db, m));
	return store_successions(db, m);
}

enum rc
model_close(struct db *db, long line)
{
	long n = 1;

	TRY(db_exec(db, clear_above, ARGS(line), NULL));
	TRY(db_exec(db, insert_self, ARGS(line), NULL));
	TRY(db_exec(db, insert_top, ARGS(line), NULL));
	for (long depth = 0; n > 0; depth++)
		TRY(db_exec(db, insert_higher, ARGS(line, depth), &n));
	return OK;
}
