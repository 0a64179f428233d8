/* second_drop.c - a second factor taken away */
#include "core/audit.h"
#include "core/second.h"
#include "io/db.h"

DB_STMT(delete_second, "DELETE FROM person_second WHERE person_id = ?");
DB_STMT(delete_codes, "DELETE FROM person_recovery WHERE person_id = ?");

enum rc
second_drop(struct db *db, const struct ctx *ctx, long person,
    const char *login, const char *by)
{
	long gone;

	TRY(audit_one(db, ctx, audit_stream_of(login), "second-drop", "person",
	    person, by));
	TRY(db_exec(db, delete_codes, ARGS(person), NULL));
	TRY(db_exec(db, delete_second, ARGS(person), &gone));
	return gone == 1 ? OK : E_NOTFOUND;
}
