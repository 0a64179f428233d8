/* person_list.c - an administrator's people, searched */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "core/delegate.h"
#include "core/person_list_part.h"
#include "io/json.h"

static const struct db_col row_cols[] = { PERSON_ROW_COLS };
struct place {
	long id;
};
struct places {
	struct place *at;
	size_t n;
};
static const struct db_col place_cols[] = { COL(struct place, id) };
/*
 * The units that the actor administers, as core/delegate.h means it, and of
 * those the ones below the unit that was chosen.  From what is smaller; the
 * lines are named since the index begins with them.
 */
#define LAST_DAY \
	"GREATEST(z.valid_from, LEAST(?, DATE_SUB(z.valid_to, INTERVAL 1 " \
	"DAY)))"
#define ADMINISTERS \
	"x.person_id = ? AND ((1 << x.role) & ?) <> 0 AND x.for_id = 0" \
	" AND x.valid_from <= ? AND ? < x.valid_to AND a.valid_from " \
	"<= " LAST_DAY " AND " LAST_DAY " < a.valid_to"
#define ADMINISTERS_ARGS(ctx) \
	(ctx)->actor->id, access_roles(MAY_ADMIN), (ctx)->today, (ctx)->today, \
	    (ctx)->today, (ctx)->today
DB_ROWS(select_administered, place_cols,
    "SELECT y.id FROM (SELECT STRAIGHT_JOIN DISTINCT a.unit_id AS id"
    " FROM access x JOIN line l"
    " JOIN unit_above a ON a.line_id = l.id AND a.above_id = x.unit_id"
    " JOIN unit z ON z.id = a.unit_id WHERE " ADMINISTERS
    " LIMIT ?) y ORDER BY y.id");
DB_ROWS(select_chosen, place_cols,
    "SELECT y.id FROM (SELECT STRAIGHT_JOIN DISTINCT z.id FROM line m"
    " JOIN unit_above b ON b.line_id = m.id AND b.above_id = ? JOIN unit z ON "
    "z.id = b.unit_id"
    " WHERE (SELECT STRAIGHT_JOIN COUNT(*) FROM access x JOIN unit_above a"
    " ON a.unit_id = z.id AND a.above_id = x.unit_id WHERE " ADMINISTERS
    ") > 0 LIMIT ?) y ORDER BY y.id");
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
/* Those of one page, and how many there are. */
#define FOUND \
	"(SELECT STRAIGHT_JOIN p.id, COUNT(*) OVER () AS total, '' AS word" \
	" FROM (SELECT ? AS today, ? AS words, ? AS role, ? AS state) k" \
	" JOIN " SEEN " v JOIN person p ON p.id = v.person_id WHERE" ASKED_FOR \
	"ORDER BY p.name COLLATE utf8mb4_unicode_ci, p.id LIMIT ? OFFSET ?)"
DB_ROWS(select_page, row_cols,
    ROWS_OF(FOUND, "p.name COLLATE utf8mb4_unicode_ci, p.id"));

void
person_like(struct buf *b, const char *key, const char *blank)
{
	for (; *key != '\0'; key++) {
		if (strchr("%_\\", *key) != NULL)
			buf_str(b, "\\");
		if (*key == ' ')
			buf_str(b, blank);
		buf_put(b, key, 1);
	}
	buf_str(b, "%");
}

/* Words begin like that, in this order: "% nguyen% an%". */
static const char *
pattern(struct arena *mem, const char *words)
{
	const char *key = words == NULL ? NULL : utf8_key(mem, words, false);
	struct buf b = { .mem = mem, .max = 2000 };

	if (str_empty(key))
		return "%";
	buf_str(&b, "% ");
	person_like(&b, key, "%");
	return b.at;
}

/* NULL: there are more than a few. */
static enum rc
administered(struct db *db, const struct ctx *ctx, const struct person_query *q,
    const char **ret)
{
	struct buf b = { .mem = ctx->mem, .max = 1 << 20 };
	struct json j = { .out = &b };
	struct places all;
	long few = PEOPLE_UNITS + 1;

	TRY(q->unit == 0 ?
		db_rows(db, select_administered,
		    ARGS(ADMINISTERS_ARGS(ctx), few), &all) :
		db_rows(db, select_chosen,
		    ARGS(q->unit, ADMINISTERS_ARGS(ctx), few), &all));
	*ret = NULL;
	if (all.n == (size_t)few)
		return OK;
	json_array(&j, NULL);
	for (size_t i = 0; i < all.n; i++)
		json_long(&j, NULL, all.at[i].id);
	json_end(&j);
	*ret = b.at;
	return OK;
}

enum rc
person_search(struct db *db, const struct ctx *ctx,
    const struct person_query *q, struct person_rows *ret)
{
	const char *words = pattern(ctx->mem, q->words), *units;
	const char *day = ctx->today;
	bool top;

	*ret = (struct person_rows){ 0 };
	TRY(right_at_top(db, ctx, MAY_ADMIN, &top));
	top = top && q->unit == 0;
	TRY(administered(db, ctx, q, &units));
	if (units == NULL)
		return person_walk(db, ctx, q, words, top, ret);
	TRY(db_rows(db, select_page,
	    ARGS(day, ASKED_ARGS(ctx, q, words), units, day, units, day, top,
		day, (long)PEOPLE_PAGE, (q->page - 1) * PEOPLE_PAGE),
	    ret));
	ret->total = ret->n == 0 ? 0 : ret->at[0].total;
	return OK;
}

bool
person_role_next(struct arena *mem, const char **roles, struct person_role *ret)
{
	const char *line, *end;
	char *at;

	if (str_empty(*roles))
		return false;
	end = strchr(*roles, '\n');
	line = end == NULL ? *roles :
			     str_ndup(mem, *roles, (size_t)(end - *roles));
	*roles = end == NULL ? "" : end + 1;
	ret->role = (enum role)strtol(line, &at, 10);
	ret->lent = strtol(at, &at, 10) != 0;
	ret->unit_id = strtol(at, &at, 10);
	ret->unit = *at == '\t' ? at + 1 : "";
	return ret->role > 0 && ret->role < ROLE_END;
}
