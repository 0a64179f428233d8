/* person_list.c - an administrator's people, searched */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "core/delegate.h"
#include "core/person_list.h"

static const struct db_col row_cols[] = {
	COL(struct person_row, id),
	COL(struct person_row, login),
	COL(struct person_row, name),
	COL(struct person_row, title),
	COL(struct person_row, unit_id),
	COL(struct person_row, unit),
	COL(struct person_row, valid_to),
	COL(struct person_row, roles),
	COL(struct person_row, locked),
	COL(struct person_row, total),
};
/* The units that the actor administers, as core/delegate.h means it. */
#define ADMINISTERED \
	"(SELECT DISTINCT a.unit_id FROM access x" \
	" JOIN unit_above a ON a.above_id = x.unit_id" \
	" JOIN (SELECT id, GREATEST(valid_from, LEAST(?, DATE_SUB(valid_to," \
	" INTERVAL 1 DAY))) AS day FROM unit) z ON z.id = a.unit_id" \
	" WHERE x.person_id = ? AND ((1 << x.role) & ?) <> 0 AND x.for_id = 0" \
	" AND x.valid_from <= ? AND ? < x.valid_to AND a.valid_from <= z.day" \
	" AND z.day < a.valid_to AND (? = 0 OR a.unit_id IN (SELECT unit_id" \
	" FROM unit_above WHERE above_id = ?)))"
#define PLACES \
	"(SELECT person_id, unit_id FROM access WHERE ? < valid_to" \
	" AND valid_from < valid_to UNION SELECT o.person_id, o.unit_id" \
	" FROM person_post o WHERE ? < o.valid_to OR NOT EXISTS (SELECT 1" \
	" FROM person_post l WHERE l.person_id = o.person_id" \
	" AND l.valid_from > o.valid_from))"
#define TODAYS \
	"FROM access t JOIN unit n ON n.id = t.unit_id WHERE t.person_id =" \
	" p.id AND t.valid_from <= k.today AND k.today < t.valid_to"
#define FOUND \
	" FROM (SELECT ? AS today, ? AS role, ? AS state, ? AS top) k" \
	" JOIN person p LEFT JOIN person_post q ON q.person_id = p.id" \
	" AND q.valid_from <= k.today AND k.today < q.valid_to" \
	" LEFT JOIN unit u ON u.id = q.unit_id WHERE (p.id IN" \
	" (SELECT v.person_id FROM " PLACES " v JOIN " ADMINISTERED \
	" r ON r.unit_id = v.unit_id) OR (k.top AND NOT EXISTS (SELECT 1" \
	" FROM person_post f WHERE f.person_id = p.id) AND NOT EXISTS" \
	" (SELECT 1 FROM access y WHERE y.person_id = p.id" \
	" AND k.today < y.valid_to AND y.valid_from < y.valid_to)))" \
	" AND CONCAT(' ', p.search) LIKE ? AND (k.role = 0 OR EXISTS (SELECT " \
	"1 " TODAYS \
	" AND t.role = k.role)) AND CASE k.state WHEN 0 THEN p.locked = 0" \
	" AND k.today < p.valid_to WHEN 1 THEN 1 WHEN 2 THEN p.locked" \
	" WHEN 3 THEN p.valid_to <= k.today WHEN 4 THEN p.locked = 0" \
	" AND k.today < p.valid_to AND NOT EXISTS (SELECT 1 " TODAYS ")" \
	" ELSE EXISTS (SELECT 1 " TODAYS " AND t.for_id <> 0) END"
#define FOUND_ARGS(ctx, q, top, words) \
	(ctx)->today, (q)->role, (long)(q)->state, (top), (ctx)->today, \
	    (ctx)->today, (ctx)->today, (ctx)->actor->id, \
	    access_roles(MAY_ADMIN), (ctx)->today, (ctx)->today, (q)->unit, \
	    (q)->unit, (words)
DB_ROWS(select_page, row_cols,
    "SELECT p.id, p.login, p.name, p.title, COALESCE(u.id, 0) AS unit_id,"
    " u.name AS unit, p.valid_to,"
    " (SELECT GROUP_CONCAT(CONCAT(t.role, CHAR(9), t.for_id, CHAR(9), n.name)"
    " ORDER BY t.id SEPARATOR '\n') " TODAYS
    ") AS roles, p.locked, COUNT(*) OVER () AS total" FOUND
    " ORDER BY p.name COLLATE utf8mb4_unicode_ci, p.id LIMIT ? OFFSET ?");

/* Words begin like that, in this order: "% nguyen% an%"; what LIKE would take
 * for a sign of its own is a letter. */
static const char *
pattern(struct arena *mem, const char *words)
{
	const char *key = words == NULL ? NULL : utf8_key(mem, words, false);
	struct buf b = { .mem = mem, .max = 2000 };

	buf_str(&b, str_empty(key) ? "%" : "% ");
	for (; key != NULL && *key != '\0'; key++) {
		if (strchr("%_\\", *key) != NULL)
			buf_str(&b, "\\");
		if (*key == ' ')
			buf_str(&b, "%");
		buf_put(&b, key, 1);
	}
	if (b.len > 1)
		buf_str(&b, "%");
	return b.at;
}

enum rc
person_search(struct db *db, const struct ctx *ctx,
    const struct person_query *q, struct person_rows *ret)
{
	const char *words = pattern(ctx->mem, q->words);
	bool top;

	TRY(right_at_top(db, ctx, MAY_ADMIN, &top));
	top = top && q->unit == 0;
	TRY(db_rows(db, select_page,
	    ARGS(FOUND_ARGS(ctx, q, top, words), (long)PEOPLE_PAGE,
		(q->page - 1) * PEOPLE_PAGE),
	    ret));
	ret->total = ret->n == 0 ? 0 : ret->at[0].total;
	return OK;
}

bool
person_role_next(struct arena *mem, const char **roles, struct person_role *ret)
{
	const char *at = *roles, *tab, *name, *end;

	if (str_empty(at) || (tab = strchr(at, '\t')) == NULL ||
	    (name = strchr(tab + 1, '\t')) == NULL)
		return false;
	end = strchr(name + 1, '\n');
	ret->role = (enum role)strtol(at, NULL, 10);
	ret->lent = strtol(tab + 1, NULL, 10) != 0;
	ret->unit = end == NULL ?
			str_dup(mem, name + 1) :
			str_ndup(mem, name + 1, (size_t)(end - name - 1));
	*roles = end == NULL ? "" : end + 1;
	return ret->role > 0 && ret->role < ROLE_END;
}
