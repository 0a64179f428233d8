/* sweep.c - what has been kept for as long as the policy says goes */
#include <string.h>
#include "base/date.h"
#include "core/audit.h"
#include "core/audit_forget.h"
#include "core/data_request.h"
#include "core/idem.h"
#include "core/kept.h"
#include "core/lockout.h"
#include "core/outbox.h"
#include "core/policy.h"
#include "core/sweep.h"
#include "core/token.h"
#include "io/db.h"

enum { ROWS_A_DAY = 100000 };

struct swept {
	const char *value;
};
static const struct db_col swept_cols[] = { COL(struct swept, value) };
DB_ROWS(select_swept, swept_cols,
    "SELECT value FROM setting WHERE name = 'swept'");
DB_STMT(update_swept, "INSERT INTO setting (name, value) VALUES ('swept', ?)"
		      " ON DUPLICATE KEY UPDATE value = VALUES(value)");
/* Who typed what, before what was sent and accepted: the figures stay. */
DB_STMT(delete_draft_was,
    "DELETE FROM draft_was WHERE report_id IN (SELECT r.id FROM report r"
    " JOIN revision k ON k.id = r.accepted_id"
    " WHERE k.at < DATE_SUB(?, INTERVAL ? DAY)) LIMIT ?");

/* How many of each went, for the record. */
struct gone {
	long tokens, requests, letters, drafts;
};

static enum rc
once_a_day(struct db *db, const struct ctx *ctx, const long *keep,
    struct gone *g)
{
	const char *day = str_ndup(ctx->mem, ctx->real, strlen(DATE_MIN));
	struct swept was = { "" };

	enum rc rc = db_row(db, select_swept, ARGS(), &was);
	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	if (rc == OK && strcmp(was.value, day) >= 0)
		return OK;
	TRY(db_exec(db, delete_draft_was,
	    ARGS(ctx->real, keep[KEEP_DRAFTS], (long)ROWS_A_DAY), &g->drafts));
	TRY(audit_forget(db, ctx, keep[KEEP_ADDRESSES], AUDIT_FORGET_MOST));
	return db_exec(db, update_swept, ARGS(day), NULL);
}

static enum rc
record(struct db *db, const struct ctx *ctx, const struct gone *g)
{
	if (g->tokens + g->requests + g->letters + g->drafts == 0)
		return OK;
	return audit_one(db, ctx, AUDIT_SETTINGS, "sweep", "setting", 0,
	    str_fmt(ctx->mem,
		"tokens=%ld; requests=%ld; letters=%ld; keystrokes=%ld",
		g->tokens, g->requests, g->letters, g->drafts));
}

enum rc
sweep_kept(struct db *db, const struct ctx *ctx)
{
	struct gone g = { 0 };
	long keep[POLICY_END];

	TRY(policy_all(db, keep));
	/* counters and keys of forms: nothing that somebody would look for */
	TRY(lockout_sweep(db, ctx->real, keep[KEEP_FAILURES],
	    keep[KEEP_BROWSERS]));
	TRY(kept_sweep(db, ctx->real));
	TRY(idem_sweep(db, ctx->real, keep[KEEP_KEYS]));
	TRY(token_sweep(db, ctx->real, keep[KEEP_TOKENS], &g.tokens));
	TRY(request_sweep(db, ctx->real, keep[KEEP_REQUESTS], &g.requests));
	TRY(outbox_forget(db, ctx->real, keep[KEEP_LETTERS], &g.letters));
	TRY(once_a_day(db, ctx, keep, &g));
	return record(db, ctx, &g);
}
