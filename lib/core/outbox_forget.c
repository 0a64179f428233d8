/* outbox_forget.c - letters that were sent, or given up, long ago */
#include "core/outbox.h"
#include "io/db.h"

DB_STMT(delete_old, "DELETE FROM outbox WHERE state IN ('sent', 'failed')"
		    " AND made < DATE_SUB(?, INTERVAL ? DAY)");

enum rc
outbox_forget(struct db *db, const char *real, long days, long *ret_n)
{
	return db_exec(db, delete_old, ARGS(real, days), ret_n);
}
