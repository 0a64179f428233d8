/* audit_forget.c - from where an act was done is forgotten after its time */
#include <string.h>
#include "base/date.h"
#include "core/audit.h"
#include "core/audit_forget.h"
#include "io/db.h"

struct instant {
	const char *at;
};
static const struct db_col instant_cols[] = { COL(struct instant, at) };
/* Instants as they are written sort as they follow each other. */
DB_ROWS(select_forgotten, instant_cols,
    "SELECT COALESCE(MAX(SUBSTR(detail, 8, 19)), '') AS at FROM audit"
    " WHERE object = 'audit' AND object_id = 0 AND act = 'forget'");
DB_ROWS(select_forgotten_last, instant_cols,
    "SELECT SUBSTR(detail, 8, 19) AS at FROM audit FORCE INDEX (kind)"
    " WHERE object = 'audit' AND act = 'forget' ORDER BY audit.at DESC"
    " LIMIT 1");
/* Where the first entry stands that this run leaves for the next one. */
DB_ROWS(select_left, instant_cols,
    "SELECT at FROM audit WHERE at >= ? AND at < ? AND format = 3"
    " AND address <> '' ORDER BY at, stream, seq LIMIT 1 OFFSET ?");
/* As core/audit_entry.c has it: "32:salt", "9:10.1.2.34". */
DB_STMT(update_addresses,
    "UPDATE audit SET address_sha = SHA2(CONCAT(LENGTH(address_salt), ':',"
    " address_salt, LENGTH(address), ':', address), 256), address = '',"
    " address_salt = '' WHERE at >= ? AND at < ? AND format = 3"
    " AND address <> ''");

enum rc
audit_forgotten(struct db *db, const char **ret)
{
	struct instant row;

	TRY(db_row(db, select_forgotten, ARGS(), &row));
	*ret = row.at;
	return OK;
}

enum rc
audit_forgotten_last(struct db *db, const char **ret)
{
	struct instant row = { "" };
	enum rc rc = db_row(db, select_forgotten_last, ARGS(), &row);

	*ret = row.at;
	return rc == E_NOTFOUND ? OK : rc;
}

/* Up to when: to the day, or as far as one run goes, at a whole second. */
static enum rc
until(struct db *db, struct arena *mem, const char *from, const char *day,
    long most, const char **ret)
{
	struct instant left;
	enum rc rc = db_row(db, select_left, ARGS(from, day, most), &left);

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	*ret = rc == OK ? str_fmt(mem, "%.19s", left.at) : day;
	return OK;
}

enum rc
audit_forget(struct db *db, const struct ctx *ctx, long days, long most)
{
	struct audit_head head;
	struct date today;
	const char *from, *before;
	long n;

	TRY(audit_lock(db, AUDIT_RECORD, &head));
	TRY(audit_forgotten(db, &from));
	if (!date_parse(str_ndup(ctx->mem, ctx->real, 10), &today))
		return fail(E_INTERNAL, "forget: no day: %s", ctx->real);
	const char *day = str_fmt(ctx->mem, "%s 00:00:00",
	    date_iso(ctx->mem, date_add_days(today, -days)));
	if (strcmp(day, from) <= 0)
		return OK;
	if (*from == '\0')
		from = "1000-01-01 00:00:00";
	TRY(until(db, ctx->mem, from, day, most, &before));
	TRY(db_exec(db, update_addresses, ARGS(from, before), &n));
	if (n == 0)
		return OK;
	return audit_add(db, ctx, &head, "forget", "audit", 0,
	    str_fmt(ctx->mem, "before=%s; entries=%ld", before, n));
}
