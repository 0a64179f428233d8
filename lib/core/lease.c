/* lease.c - one at a time in the whole cluster */
#include "core/lease.h"
#include "io/db.h"
#include "io/secret.h"

DB_STMT(delete_expired, "DELETE FROM lease WHERE name = ? AND until <= ?");
DB_STMT(insert_lease, "INSERT INTO lease (name, holder, until)"
		      " VALUES (?, ?, ? + INTERVAL ? SECOND)");
DB_STMT(delete_own, "DELETE FROM lease WHERE name = ? AND holder = ?");

enum rc
lease_take(struct db *db, const struct ctx *ctx, const char *name, long seconds,
    const char **ret_holder)
{
	*ret_holder = secret_random(ctx->mem, 16);
	TRY(db_exec(db, delete_expired, ARGS(name, ctx->real), NULL));
	return db_exec(db, insert_lease,
	    ARGS(name, *ret_holder, ctx->real, seconds), NULL);
}

enum rc
lease_drop(struct db *db, const char *name, const char *holder)
{
	return db_exec(db, delete_own, ARGS(name, holder), NULL);
}
