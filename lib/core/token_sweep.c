/* token_sweep.c - API tokens that ended long ago */
#include "core/token.h"
#include "io/db.h"

DB_STMT(delete_ended, "DELETE FROM api_token WHERE COALESCE(revoked, expires)"
		      " < DATE_SUB(?, INTERVAL ? DAY)");

enum rc
token_sweep(struct db *db, const char *real, long days, long *ret_n)
{
	return db_exec(db, delete_ended, ARGS(real, days), ret_n);
}
