/* person_list.c - an administrator's people, searched */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "core/delegate.h"
#include "core/person_list.h"
#include "io/json.h"

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
struct place {
	long id;
};
struct places {
	struct place *at;
	size_t n;
};
static const struct db_col place_cols[] = { COL(struct place, id) };
/*
 * The units that the actor administers, as core/delegate.h means it; the lines
 * are named since the index begins with them.
 */
DB_ROWS(select_administered, place_cols,
    "SELECT STRAIGHT_JOIN DISTINCT a.unit_id AS id FROM access x JOIN line l"
    " JOIN unit_above a ON a.line_id = l.id AND a.above_id = x.unit_id"
    " JOIN (SELECT id, GREATEST(valid_from, LEAST(?, DATE_SUB(valid_to,"
    " INTERVAL 1 DAY))) AS day FROM unit) z ON z.id = a.unit_id"
    " WHERE x.person_id = ? AND ((1 << x.role) & ?) <> 0 AND x.for_id = 0"
    " AND x.valid_from <= ? AND ? < x.valid_to AND a.valid_from <= z.day"
    " AND z.day < a.valid_to AND (? = 0 OR EXISTS (SELECT 1 FROM line m"
    " JOIN unit_above b ON b.line_id = m.id AND b.unit_id = a.unit_id"
    " AND b.above_id = ?)) ORDER BY a.unit_id");
/*
 * Who has a role or works there; at the top, who is nowhere.  From the units to
 * their people, by index: the administrator of a province does not pay for the
 * country.
 */
#define PLACES "JSON_TABLE(?, '$[*]' COLUMNS (unit_id BIGINT PATH '$'))"
#define SEEN \
	"(SELECT STRAIGHT_JOIN t.person_id FROM " PLACES \
	" r JOIN access t ON t.unit_id = r.unit_id WHERE ? < t.valid_to" \
	" AND t.valid_from < t.valid_to UNION SELECT STRAIGHT_JOIN" \
	" o.person_id FROM " PLACES " r JOIN person_post o ON" \
	" o.unit_id = r.unit_id WHERE ? < o.valid_to OR NOT EXISTS (SELECT 1" \
	" FROM person_post l WHERE l.person_id = o.person_id" \
	" AND l.valid_from > o.valid_from) UNION SELECT f.id FROM person f" \
	" WHERE ? AND NOT EXISTS (SELECT 1 FROM person_post g" \
	" WHERE g.person_id = f.id) AND NOT EXISTS (SELECT 1 FROM access y" \
	" WHERE y.person_id = f.id AND ? < y.valid_to" \
	" AND y.valid_from < y.valid_to))"
#define TODAYS \
	"FROM access t JOIN unit n ON n.id = t.unit_id WHERE t.person_id =" \
	" p.id AND t.valid_from <= k.today AND k.today < t.valid_to"
/* Those of one page, and how many there are: what stands beside a name is read
 * for them alone. */
#define FOUND \
	"(SELECT STRAIGHT_JOIN p.id, COUNT(*) OVER () AS total FROM (SELECT ?" \
	" AS today, ? AS role, ? AS state) k JOIN " SEEN " v JOIN person p" \
	" ON p.id = v.person_id WHERE CONCAT(' ', p.search) LIKE ?" \
	" AND (k.role = 0 OR EXISTS (SELECT 1 " TODAYS \
	" AND t.role = k.role)) AND CASE k.state WHEN 0 THEN p.locked = 0" \
	" AND k.today < p.valid_to WHEN 1 THEN 1 WHEN 2 THEN p.locked" \
	" WHEN 3 THEN p.valid_to <= k.today WHEN 4 THEN p.locked = 0" \
	" AND k.today < p.valid_to AND NOT EXISTS (SELECT 1 " TODAYS ")" \
	" ELSE EXISTS (SELECT 1 " TODAYS " AND t.for_id <> 0) END" \
	" ORDER BY p.name COLLATE utf8mb4_unicode_ci, p.id LIMIT ? OFFSET ?)"
DB_ROWS(select_page, row_cols,
    "SELECT STRAIGHT_JOIN p.id, p.login, p.name, p.title,"
    " COALESCE(u.id, 0) AS unit_id, u.name AS unit, p.valid_to,"
    " (SELECT GROUP_CONCAT(CONCAT(t.role, CHAR(9), t.for_id, CHAR(9), n.name)"
    " ORDER BY t.id SEPARATOR '\n') " TODAYS
    ") AS roles, p.locked, f.total FROM (SELECT ? AS today) k JOIN " FOUND
    " f JOIN person p ON p.id = f.id"
    " LEFT JOIN person_post q ON q.person_id = p.id"
    " AND q.valid_from <= k.today AND k.today < q.valid_to"
    " LEFT JOIN unit u ON u.id = q.unit_id"
    " ORDER BY p.name COLLATE utf8mb4_unicode_ci, p.id");

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

static enum rc
administered(struct db *db, const struct ctx *ctx, const struct person_query *q,
    const char **ret)
{
	struct buf b = { .mem = ctx->mem, .max = 1 << 20 };
	struct json j = { .out = &b };
	struct places all;

	TRY(db_rows(db, select_administered,
	    ARGS(ctx->today, ctx->actor->id, access_roles(MAY_ADMIN),
		ctx->today, ctx->today, q->unit, q->unit),
	    &all));
	json_array(&j, NULL);
	for (size_t i = 0; i < all.n; i++)
		json_long(&j, NULL, all.at[i].id);
	json_end(&j);
	*ret = b.at;
	return b.full ? fail(E_LIMIT, "%zu units", all.n) : OK;
}

enum rc
person_search(struct db *db, const struct ctx *ctx,
    const struct person_query *q, struct person_rows *ret)
{
	const char *words = pattern(ctx->mem, q->words), *units;
	const char *day = ctx->today;
	bool top;

	TRY(right_at_top(db, ctx, MAY_ADMIN, &top));
	top = top && q->unit == 0;
	TRY(administered(db, ctx, q, &units));
	TRY(db_rows(db, select_page,
	    ARGS(day, day, q->role, (long)q->state, units, day, units, day, top,
		day, words, (long)PEOPLE_PAGE, (q->page - 1) * PEOPLE_PAGE),
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
