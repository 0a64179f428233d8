/* idem.c - the keys of writes that were done */
#include "core/idem.h"
#include "io/db.h"

static const struct db_col idem_cols[] = {
	COL(struct idem, person_id),
	COL(struct idem, content),
	COL(struct idem, location),
};
DB_ROWS(select_idem, idem_cols,
    "SELECT person_id, content, location FROM idem WHERE id = ?");
DB_STMT(insert_idem, "INSERT INTO idem (id, person_id, content, location, at)"
		     " VALUES (?, ?, ?, ?, ?)");
DB_STMT(delete_old, "DELETE FROM idem WHERE at < DATE_SUB(?, INTERVAL ? DAY)");

enum rc
idem_store(struct db *db, const struct ctx *ctx, const char *key,
    const char *content, const char *location)
{
	return db_exec(db, insert_idem,
	    ARGS(key, ctx->actor->id, content, location, ctx->real), NULL);
}

enum rc
idem_find(struct db *db, const char *key, struct idem *ret)
{
	return db_row(db, select_idem, ARGS(key), ret);
}

enum rc
idem_sweep(struct db *db, const char *real, long days)
{
	return db_exec(db, delete_old, ARGS(real, days), NULL);
}
