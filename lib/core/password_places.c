/* password_places.c - the units whose names make no password */
#include "core/person.h"
#include "io/db.h"

struct place {
	const char *name;
};
struct places {
	struct place *at;
	size_t n;
};
static const struct db_col place_cols[] = { COL(struct place, name) };
/* Where they work and where they have a role, today. */
#define HELD(table) \
	"SELECT t.unit_id FROM person p JOIN " table \
	" t ON t.person_id = p.id" \
	" AND t.valid_from <= ? AND ? < t.valid_to WHERE p.login = " DB_CODE
DB_ROWS(select_places, place_cols,
    "SELECT DISTINCT u.name FROM (" HELD("person_post") " UNION " HELD(
	"access") ") m JOIN unit_above a ON a.unit_id = m.unit_id"
		  " AND a.valid_from <= ? AND ? < a.valid_to"
		  " JOIN unit u ON u.id = a.above_id ORDER BY u.name");

enum rc
password_places(struct db *db, const struct ctx *ctx, const char *login,
    const char **ret)
{
	struct buf b = { .mem = ctx->mem, .max = 1 << 16 };
	const char *day = ctx->today;
	struct places all;

	TRY(db_rows(db, select_places,
	    ARGS(day, day, login, day, day, login, day, day), &all));
	for (size_t i = 0; i < all.n; i++)
		buf_fmt(&b, "%s ", all.at[i].name);
	*ret = b.at == NULL || b.full ? "" : b.at;
	return OK;
}
