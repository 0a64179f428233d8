/* password_places.c - a new password, and the units whose names make none */
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
#define ABOVE \
	" m JOIN unit_above a ON a.unit_id = m.unit_id AND a.valid_from <= ?" \
	" AND ? < a.valid_to JOIN unit u ON u.id = a.above_id ORDER BY u.name"
DB_ROWS(select_places, place_cols,
    "SELECT DISTINCT u.name FROM (" HELD("person_post") " UNION " HELD(
	"access") " UNION SELECT id FROM unit WHERE id = ?)" ABOVE);
DB_ROWS(select_named, place_cols,
    "SELECT name FROM person WHERE login = " DB_CODE);

static enum rc
places_of(struct db *db, const struct ctx *ctx, const struct password_of *p,
    const char **ret)
{
	struct buf b = { .mem = ctx->mem, .max = 1 << 16 };
	const char *day = ctx->today;
	struct places all;

	TRY(db_rows(db, select_places,
	    ARGS(day, day, p->login, day, day, p->login, p->unit, day, day),
	    &all));
	for (size_t i = 0; i < all.n; i++)
		buf_fmt(&b, "%s ", all.at[i].name);
	*ret = b.at == NULL || b.full ? "" : b.at;
	return OK;
}

enum rc
password_look(struct db *db, const struct ctx *ctx, const struct password_of *p,
    const char *password, const char *where, struct findings *f)
{
	struct password_about about = { p->login, p->name, p->conf, NULL };
	struct place named = { NULL };

	if (about.name == NULL) {
		enum rc rc = db_row(db, select_named, ARGS(p->login), &named);
		if (rc != OK && rc != E_NOTFOUND)
			return rc;
		about.name = named.name;
	}
	TRY(places_of(db, ctx, p, &about.places));
	(void)password_allowed(&about, password, where, f);
	return OK;
}
