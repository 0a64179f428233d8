/*
 * series_move.c - what has come to stand below a superior since, or does no
 * more, though the superior itself went on
 */
#include <string.h>
#include "core/series_part.h"
#include "io/db.h"
#include "io/json.h"

struct moves {
	struct series_move *at;
	size_t n;
};
struct belows {
	struct series_below *at;
	size_t n;
};
struct line_of {
	long line_id;
};
struct lines {
	struct line_of *at;
	size_t n;
};
static const struct db_col line_cols[] = { COL(struct line_of, line_id) };
/* The line in which it has a superior today: at the top nothing comes or goes.
 */
DB_ROWS(select_line, line_cols,
    "SELECT l.line_id FROM unit_line l WHERE l.unit_id = ?"
    " AND l.valid_from <= ? AND ? < l.valid_to ORDER BY l.line_id LIMIT 1");

static const struct db_col move_cols[] = {
	COL(struct series_move, unit_id),
	COL(struct series_move, sign),
	COL(struct series_move, name),
	COL(struct series_move, from),
	COL(struct series_move, to),
	COL(struct series_move, other),
};
#define KIN "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) k"
#define BELOW_TODAY(unit) \
	"EXISTS (SELECT 1 FROM unit_above b WHERE b.line_id = a.line_id" \
	" AND b.unit_id = " unit " AND b.above_id = ? AND b.valid_from <= ?" \
	" AND ? < b.valid_to)"
/* Units of today that stood below one of its kin, and not below it today. */
DB_ROWS(select_left, move_cols,
    "SELECT STRAIGHT_JOIN m.id AS unit_id, -1 AS sign, m.name,"
    " a.valid_from AS `from`, a.valid_to AS `to`, NULL AS other FROM " KIN
    " JOIN unit_above a ON a.line_id = ? AND a.above_id = k.id"
    " AND a.depth > 0 JOIN unit m ON m.id = a.unit_id AND m.valid_from <= ?"
    " AND ? < m.valid_to WHERE NOT " BELOW_TODAY(
	"m.id") " ORDER BY m.code, m.id, a.valid_from");
/* Units below it today: when each was in the line, and when below its kin. */
DB_ROWS(select_here, move_cols,
    "SELECT STRAIGHT_JOIN m.id AS unit_id, c.depth > 0 AS sign, m.name,"
    " c.valid_from AS `from`, c.valid_to AS `to`, NULL AS other"
    " FROM unit_above a JOIN unit m ON m.id = a.unit_id"
    " JOIN unit_above c ON c.line_id = a.line_id AND c.unit_id = m.id"
    " AND (c.depth = 0 OR c.above_id IN (SELECT k.id FROM " KIN "))"
    " WHERE a.line_id = ? AND a.above_id = ? AND a.depth > 0"
    " AND a.valid_from <= ? AND ? < a.valid_to"
    " ORDER BY m.id, c.depth > 0, c.valid_from");
/* What stood below its kin and became a unit that was not below them. */
#define KIN_ON(unit, day) \
	"EXISTS (SELECT 1 FROM unit_above b JOIN JSON_TABLE(?, '$[*]'" \
	" COLUMNS (id BIGINT PATH '$')) q ON q.id = b.above_id" \
	" WHERE b.line_id = a.line_id AND b.unit_id = " unit \
	" AND b.valid_from " day " s.on_date AND b.valid_to >" \
	" DATE_SUB(s.on_date, INTERVAL ? DAY))"
DB_ROWS(select_out, move_cols,
    "SELECT STRAIGHT_JOIN DISTINCT o.id AS unit_id,"
    " IF(s.comparable, -1, 0) AS sign, o.name, o.valid_from AS `from`,"
    " s.on_date AS `to`, n.name AS other FROM " KIN
    " JOIN unit_above a ON a.line_id = ? AND a.above_id = k.id"
    " AND a.depth > 0 JOIN succession s ON s.old_id = a.unit_id"
    " AND a.valid_from < s.on_date AND s.on_date <= a.valid_to"
    " AND s.on_date <= ? JOIN unit o ON o.id = s.old_id"
    " JOIN unit n ON n.id = s.new_id WHERE NOT " KIN_ON("s.new_id",
	"<=") " ORDER BY o.code, unit_id, other");
/* ... and the other way round. */
DB_ROWS(select_in, move_cols,
    "SELECT STRAIGHT_JOIN DISTINCT o.id AS unit_id,"
    " IF(s.comparable, 1, 0) AS sign, o.name, o.valid_from AS `from`,"
    " s.on_date AS `to`, n.name AS other FROM " KIN
    " JOIN unit_above a ON a.line_id = ? AND a.above_id = k.id"
    " AND a.depth > 0 JOIN succession s ON s.new_id = a.unit_id"
    " AND a.valid_from <= s.on_date AND s.on_date < a.valid_to"
    " AND s.on_date <= ? JOIN unit o ON o.id = s.old_id"
    " JOIN unit n ON n.id = s.new_id"
    " JOIN unit_above z ON z.line_id = a.line_id AND z.unit_id = o.id"
    " AND z.depth = 0 WHERE NOT " KIN_ON("s.old_id",
	"<") " ORDER BY o.code, unit_id, other");

static const struct db_col below_cols[] = {
	COL(struct series_below, unit_id),
	COL(struct series_below, above_id),
	COL(struct series_below, valid_from),
	COL(struct series_below, valid_to),
};
DB_ROWS(select_below, below_cols,
    "SELECT STRAIGHT_JOIN a.unit_id, a.above_id, a.valid_from, a.valid_to"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " JOIN unit_above a ON a.line_id = ? AND a.unit_id = j.id AND a.depth > 0"
    " JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) i"
    " ON i.id = a.above_id ORDER BY a.unit_id, a.above_id, a.valid_from");

static const char *
kin_json(const struct series_world *w)
{
	struct buf b = { .mem = w->mem, .max = 1 << 20 };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < w->nunit; i++)
		json_long(&j, NULL, w->unit[i].id);
	json_end(&j);
	return b.full ? "[]" : b.at;
}

static const char *
moved_json(const struct series_world *w)
{
	struct buf b = { .mem = w->mem, .max = 1 << 20 };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < w->nmove; i++)
		json_long(&j, NULL, w->move[i].unit_id);
	json_end(&j);
	return b.full ? "[]" : b.at;
}

static void
append(struct series_world *w, const struct moves *m)
{
	struct series_move *at =
	    arena_alloc(w->mem, (w->nmove + m->n + 1) * sizeof *at);

	if (w->nmove > 0)
		memcpy(at, w->move, w->nmove * sizeof *at);
	if (m->n > 0)
		memcpy(at + w->nmove, m->at, m->n * sizeof *at);
	w->move = at;
	w->nmove += m->n;
}

/*
 * Of one unit below today: rows that say when it was in the line (sign 0), then
 * when it was below its kin (sign 1), each in order of time.  What is left of
 * the first is when it was elsewhere.
 */
static void
gaps(const struct moves *here, size_t i, size_t end, struct moves *ret)
{
	for (size_t life = i; life < end && here->at[life].sign == 0; life++) {
		const char *at = here->at[life].from;
		for (size_t k = i; k < end; k++) {
			const struct series_move *m = &here->at[k];
			if (m->sign == 0 || strcmp(m->to, at) <= 0 ||
			    strcmp(here->at[life].to, m->from) <= 0)
				continue;
			if (strcmp(at, m->from) < 0)
				ret->at[ret->n++] =
				    (struct series_move){ m->unit_id, 1,
					    m->name, at, m->from, NULL };
			at = m->to;
		}
	}
}

/* Those that are below it today and once were elsewhere. */
static void
append_came(struct series_world *w, const struct moves *here)
{
	struct moves came = { .at = arena_alloc(w->mem,
				  (here->n + 1) * sizeof *came.at) };
	size_t end;

	for (size_t i = 0; i < here->n; i = end) {
		for (end = i; end < here->n &&
			      here->at[end].unit_id == here->at[i].unit_id;)
			end++;
		gaps(here, i, end, &came);
	}
	append(w, &came);
}

enum rc
series_moves(struct db *db, struct series_world *w)
{
	const char *kin = kin_json(w), *day = w->today;
	long unit = w->unit[0].id, line;
	struct moves left, here, out, in;
	struct belows below;
	struct lines lines;

	TRY(db_rows(db, select_line, ARGS(unit, day, day), &lines));
	if (lines.n == 0)
		return OK;
	line = lines.at[0].line_id;
	TRY(db_rows(db, select_left, ARGS(kin, line, day, day, unit, day, day),
	    &left));
	TRY(db_rows(db, select_here, ARGS(kin, line, unit, day, day), &here));
	TRY(db_rows(db, select_out, ARGS(kin, line, day, kin, 0), &out));
	TRY(db_rows(db, select_in, ARGS(kin, line, day, kin, 1), &in));
	append(w, &left);
	append_came(w, &here);
	append(w, &out);
	append(w, &in);
	if (w->nmove == 0)
		return OK;
	TRY(db_rows(db, select_below, ARGS(moved_json(w), line, moved_json(w)),
	    &below));
	w->below = below.at;
	w->nbelow = below.n;
	return OK;
}
