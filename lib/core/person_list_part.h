/*
 * person_list_part.h - what person_list.c and person_walk.c have in common
 *
 * An administrator of few units reads from these to their people; one of many
 * walks an index of people (core/person_word.h) and asks of each whether they
 * are his to see.  Both are the rule of core/person_list.h.
 */
#ifndef CORE_PERSON_LIST_PART_H
#define CORE_PERSON_LIST_PART_H
#include "core/person_list.h"

/* One page of the walk; words: the pattern that person.search is like. */
enum rc person_walk(struct db *, const struct ctx *,
    const struct person_query *, const char *words, bool top,
    struct person_rows *ret) NODISCARD;
/* What LIKE would take for a sign of its own is a letter. */
void person_like(struct buf *, const char *key, const char *blank);

#define PERSON_ROW_COLS \
	COL(struct person_row, id), COL(struct person_row, login), \
	    COL(struct person_row, name), COL(struct person_row, title), \
	    COL(struct person_row, unit_id), COL(struct person_row, unit), \
	    COL(struct person_row, valid_to), COL(struct person_row, roles), \
	    COL(struct person_row, locked), COL(struct person_row, total), \
	    COL(struct person_row, word)

#define NOW_HELD \
	"FROM access t WHERE t.person_id = p.id AND t.valid_from <= k.today" \
	" AND k.today < t.valid_to"
#define TODAYS \
	"FROM access t JOIN unit n ON n.id = t.unit_id WHERE t.person_id =" \
	" p.id AND t.valid_from <= k.today AND k.today < t.valid_to"
/* p: a person; k: today, words, role, state. */
#define ASKED_FOR \
	" CONCAT(' ', p.search) LIKE k.words AND (k.role = 0" \
	" OR EXISTS (SELECT 1 " NOW_HELD " AND t.role = k.role))" \
	" AND CASE k.state WHEN 0 THEN p.locked = 0 AND k.today < p.valid_to" \
	" WHEN 1 THEN 1 WHEN 2 THEN p.locked WHEN 3 THEN p.valid_to <=" \
	" k.today WHEN 4 THEN p.locked = 0 AND k.today < p.valid_to AND NOT" \
	" EXISTS (SELECT 1 " NOW_HELD ") ELSE EXISTS (SELECT 1 " NOW_HELD \
	" AND t.for_id <> 0) END "
#define ASKED_ARGS(ctx, q, words) \
	(ctx)->today, (words), (q)->role, (long)(q)->state

/* The rows of those that were found, f; what stands beside a name is read for
 * them alone. */
#define ROWS_OF(found, order) \
	"SELECT STRAIGHT_JOIN p.id, p.login, p.name, p.title," \
	" COALESCE(u.id, 0) AS unit_id, u.name AS unit, p.valid_to," \
	" (SELECT GROUP_CONCAT(CONCAT(t.role, CHAR(9), t.for_id, CHAR(9)," \
	" n.id, CHAR(9), n.name) ORDER BY t.id SEPARATOR '\n') " TODAYS \
	") AS roles, p.locked, f.total, f.word FROM (SELECT ? AS today) k" \
	" JOIN " found " f JOIN person p ON p.id = f.id" \
	" LEFT JOIN person_post q ON q.person_id = p.id" \
	" AND q.valid_from <= k.today AND k.today < q.valid_to" \
	" LEFT JOIN unit u ON u.id = q.unit_id ORDER BY " order
#endif
