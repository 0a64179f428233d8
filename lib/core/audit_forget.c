/* audit_forget.c - from where an act was done is forgotten after its time */
#include <string.h>
#include "core/audit.h"
#include "core/audit_forget.h"
#include "io/db.h"

/* What one run does; the next one goes on where it stopped. */
enum { ENTRIES_A_RUN = 200000 };

struct instant {
	const char *at;
};
static const struct db_col instant_cols[] = { COL(struct instant, at) };
/* Instants as they are written sort as they follow each other. */
DB_ROWS(select_forgotten, instant_cols,
    "SELECT COALESCE(MAX(SUBSTR(detail, 8, 19)), '') AS at FROM audit"
    " WHERE object = 'audit' AND object_id = 0 AND act = 'forget'");
DB_ROWS(select_before, instant_cols,
    "SELECT DATE_SUB(CAST(? AS DATE), INTERVAL ? DAY) AS at");
/* As core/audit_entry.c has it: "32:salt", "9:10.1.2.34". */
DB_STMT(update_addresses,
    "UPDATE audit SET address_sha = SHA2(CONCAT(LENGTH(address_salt), ':',"
    " address_salt, LENGTH(address), ':', address), 256), address = '',"
    " address_salt = '' WHERE at >= ? AND at < ? AND format = 3"
    " AND address <> '' ORDER BY at LIMIT ?");

enum rc
audit_forgotten(struct db *db, const char **ret)
{
	struct instant row;

	TRY(db_row(db, select_forgotten, ARGS(), &row));
	*ret = row.at;
	return OK;
}

enum rc
audit_forget(struct db *db, const struct ctx *ctx, long days)
{
	struct audit_head head;
	struct instant to;
	const char *from;
	long n;

	TRY(audit_lock(db, AUDIT_RECORD, &head));
	TRY(audit_forgotten(db, &from));
	TRY(db_row(db, select_before, ARGS(ctx->real, days), &to));
	const char *before = str_fmt(ctx->mem, "%.10s 00:00:00", to.at);
	if (strcmp(before, from) <= 0)
		return OK;
	TRY(db_exec(db, update_addresses,
	    ARGS(*from == '\0' ? "1000-01-01 00:00:00" : from, before,
		(long)ENTRIES_A_RUN),
	    &n));
	if (n == 0)
		return OK;
	return audit_add(db, ctx, &head, "forget", "audit", 0,
	    str_fmt(ctx->mem, "before=%s; entries=%ld", before, n));
}
