/* token_use.c - API tokens: their use on record, and wrong ones counted */
#include <string.h>
#include "core/audit.h"
#include "core/lockout.h"
#include "core/token.h"
#include "io/db.h"
#include "io/secret.h"

DB_STMT(update_used, "UPDATE api_token SET used = ? WHERE id = ?");
bool
token_valid(const char *s)
{
	size_t n = strlen(TOKEN_PREFIX);

	return strlen(s) == TOKEN_LEN && str_starts(s, TOKEN_PREFIX) &&
	       s[n + strspn(s + n, "0123456789abcdef")] == '\0';
}

enum rc
token_used(struct db *db, const struct ctx *ctx, long id)
{
	struct audit_head head;

	TRY(audit_lock(db, AUDIT_TOKENS, &head));
	TRY(db_exec(db, update_used, ARGS(ctx->real, id), NULL));
	return audit_add(db, ctx, &head, "use", "token", id, "");
}

enum rc
token_refused(struct db *db, const struct ctx *ctx, const char *address,
    const char *token, long *ret_wait)
{
	const char *begins = token_valid(token) ?
				 str_ndup(ctx->mem, token, TOKEN_HINT) :
				 "(not a token)";
	struct audit_head head;

	TRY(lockout_token(db, ctx, address, TOKEN_TRIES, TOKEN_WAIT_S,
	    ret_wait));
	if (*ret_wait > 0)
		return fail(E_TOOMANY, "tokens from %s wait", address);
	TRY(audit_lock(db, AUDIT_TOKENS, &head));
	return audit_add(db, ctx, &head, "refuse", "token", 0,
	    str_fmt(ctx->mem, "begins=%s", begins));
}
