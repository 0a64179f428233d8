/* refusal.c - what was refused, in the record, and bounded */
#include <string.h>
#include "core/refusal.h"
#include "io/db.h"

enum { MINUTE = 16 }; /* "2026-09-28 02:03" */

struct burst {
	long stream, n;
	const char *minute;
};
struct bursts {
	struct burst *at;
	size_t n;
};
static const struct db_col burst_cols[] = {
	COL(struct burst, stream),
	COL(struct burst, n),
	COL(struct burst, minute),
};
DB_ROWS(select_burst, burst_cols,
    "SELECT stream, n, minute FROM audit_burst WHERE stream = ?");
DB_ROWS(select_over, burst_cols,
    "SELECT stream, n, minute FROM audit_burst WHERE n > ? AND minute < ?"
    " ORDER BY stream");
DB_STMT(upsert_burst,
    "INSERT INTO audit_burst (stream, n, minute) VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE n = VALUES(n), minute = VALUES(minute)");

long
refusal_stream(const struct ctx *ctx)
{
	bool known = ctx->actor != NULL && ctx->actor->id != 0;

	return audit_spread(AUDIT_REFUSED, known ? ctx->actor->login :
					   ctx->address == NULL ? "" :
								  ctx->address);
}

static const char *
minute_of(const struct ctx *ctx)
{
	return str_ndup(ctx->mem, ctx->real, MINUTE);
}

/* Those of a minute that had no entry of their own. */
static enum rc
tell_rest(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const struct burst *b)
{
	const struct ctx system = { .mem = ctx->mem,
		.real = ctx->real,
		.request = ctx->request };

	if (b->n <= REFUSAL_MINUTE)
		return OK;
	return audit_add(db, &system, head, "refuse", "more",
	    b->n - REFUSAL_MINUTE,
	    str_fmt(ctx->mem, "minute=%s; further=%ld", b->minute,
		b->n - REFUSAL_MINUTE));
}

enum rc
refusal_add(struct db *db, const struct ctx *ctx, const struct audit_act *a,
    long more, bool *ret_full)
{
	const char *minute = minute_of(ctx);
	struct burst was = { .minute = minute };
	long stream = refusal_stream(ctx);
	struct audit_head head;

	TRY(audit_lock(db, stream, &head));
	enum rc rc = db_row(db, select_burst, ARGS(stream), &was);
	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	was.n += more;
	if (strcmp(was.minute, minute) != 0) {
		TRY(tell_rest(db, ctx, &head, &was));
		was.n = 0;
	}
	was.n++;
	TRY(db_exec(db, upsert_burst, ARGS(stream, was.n, minute), NULL));
	*ret_full = was.n > REFUSAL_MINUTE;
	return *ret_full ? OK : audit_put(db, ctx, &head, a);
}

static enum rc
flush_one(struct db *db, const struct ctx *ctx, long stream, const char *minute)
{
	struct audit_head head;
	struct burst b;

	TRY(audit_lock(db, stream, &head));
	TRY(db_row(db, select_burst, ARGS(stream), &b));
	if (strcmp(b.minute, minute) >= 0)
		return OK;
	TRY(tell_rest(db, ctx, &head, &b));
	return db_exec(db, upsert_burst, ARGS(stream, 0L, minute), NULL);
}

enum rc
refusal_flush(struct db *db, const struct ctx *ctx)
{
	const char *minute = minute_of(ctx);
	struct bursts bs;

	TRY(db_rows(db, select_over, ARGS((long)REFUSAL_MINUTE, minute), &bs));
	for (size_t i = 0; i < bs.n; i++)
		TRY(flush_one(db, ctx, bs.at[i].stream, minute));
	return OK;
}
