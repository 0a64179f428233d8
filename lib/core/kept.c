/* kept.c - forms that came too late are kept */
#include "core/kept.h"
#include "io/db.h"
#include "io/json.h"

enum { FIELDS_MAX = 12 << 20 };

struct owner {
	long person_id;
};
static const struct db_col owner_cols[] = { COL(struct owner, person_id) };
/* Over, and not long ago: core/session.h keeps the row for a day. */
DB_ROWS(select_owner, owner_cols,
    "SELECT s.person_id FROM session s JOIN person p ON p.id = s.person_id"
    " AND p.locked = 0 AND ? < p.valid_to WHERE s.token = ?");
DB_STMT(insert_kept, "INSERT INTO kept_form (id, person_id, path, fields, at)"
		     " VALUES (?, ?, ?, ?, ?)");
/* The newest ones stay; a table cannot be read while it is written to. */
DB_STMT(delete_surplus,
    "DELETE FROM kept_form WHERE person_id = ? AND id NOT IN (SELECT id FROM"
    " (SELECT id FROM kept_form WHERE person_id = ? ORDER BY at DESC, id"
    " LIMIT ?) newest)");
DB_STMT(delete_old,
    "DELETE FROM kept_form WHERE at < DATE_SUB(?, INTERVAL ? MINUTE)");

enum rc
kept_owner(struct db *db, const struct ctx *ctx, const char *token,
    long *ret_person)
{
	struct owner o;

	TRY(db_row(db, select_owner, ARGS(ctx->today, token), &o));
	*ret_person = o.person_id;
	return OK;
}

/* ["name", "value", "name", "value"] */
static const char *
as_json(struct arena *mem, const struct kept *k)
{
	struct buf b = { .mem = mem, .max = FIELDS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < k->n; i++) {
		json_text(&j, NULL, k->at[i].name);
		json_text(&j, NULL, k->at[i].value);
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}

enum rc
kept_put(struct db *db, const struct ctx *ctx, const char *id, long person,
    const struct kept *k)
{
	const char *fields = as_json(ctx->mem, k);

	if (fields == NULL)
		return fail(E_LIMIT, "too much to be kept");
	TRY(db_exec(db, insert_kept,
	    ARGS(id, person, k->path, fields, ctx->real), NULL));
	return db_exec(db, delete_surplus,
	    ARGS(person, person, (long)KEPT_MOST), NULL);
}

enum rc
kept_sweep(struct db *db, const char *real)
{
	return db_exec(db, delete_old, ARGS(real, (long)KEPT_MINUTES), NULL);
}
