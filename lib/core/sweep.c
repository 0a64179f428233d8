/* sweep.c - what has been kept for as long as the policy says goes */
#include <string.h>
#include "base/date.h"
#include "core/data_request.h"
#include "core/idem.h"
#include "core/kept.h"
#include "core/lockout.h"
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

static enum rc
once_a_day(struct db *db, const struct ctx *ctx, const long *keep)
{
	const char *day = str_ndup(ctx->mem, ctx->real, strlen(DATE_MIN));
	struct swept was = { "" };

	enum rc rc = db_row(db, select_swept, ARGS(), &was);
	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	if (rc == OK && strcmp(was.value, day) >= 0)
		return OK;
	TRY(db_exec(db, delete_draft_was,
	    ARGS(ctx->real, keep[KEEP_DRAFTS], (long)ROWS_A_DAY), NULL));
	return db_exec(db, update_swept, ARGS(day), NULL);
}

enum rc
sweep_kept(struct db *db, const struct ctx *ctx)
{
	long keep[POLICY_END];

	TRY(policy_all(db, keep));
	TRY(lockout_sweep(db, ctx->real, keep[KEEP_FAILURES],
	    keep[KEEP_BROWSERS]));
	TRY(kept_sweep(db, ctx->real));
	TRY(idem_sweep(db, ctx->real, keep[KEEP_KEYS]));
	TRY(token_sweep(db, ctx->real, keep[KEEP_TOKENS]));
	TRY(request_sweep(db, ctx->real, keep[KEEP_REQUESTS]));
	return once_a_day(db, ctx, keep);
}
