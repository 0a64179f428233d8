/* token.c - API tokens: made, listed, revoked */
#include <string.h>
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/narrow.h"
#include "core/policy.h"
#include "core/token.h"
#include "io/db.h"
#include "io/secret.h"

enum { TOKEN_BYTES = 32 };

static const struct db_col token_cols[] = {
	COL(struct token, id),
	COL(struct token, person_id),
	COL(struct token, unit_id),
	COL(struct token, regime_id),
	COL(struct token, login),
	COL(struct token, name),
	COL(struct token, hint),
	COL(struct token, rights),
	COL(struct token, unit),
	COL(struct token, regime),
	COL(struct token, made),
	COL(struct token, expires),
	COL(struct token, used),
	COL(struct token, revoked),
	COL(struct token, ended),
};
DB_ROWS(select_tokens, token_cols,
    "SELECT t.id, t.person_id, COALESCE(t.unit_id, 0) AS unit_id,"
    " COALESCE(t.regime_id, 0) AS regime_id, p.login, t.name, t.hint,"
    " t.rights, u.name AS unit, g.code AS regime, t.made, t.expires, t.used,"
    " t.revoked, t.revoked IS NOT NULL OR t.expires <= ? AS ended"
    " FROM api_token t JOIN person p ON p.id = t.person_id"
    " LEFT JOIN unit u ON u.id = t.unit_id"
    " LEFT JOIN regime g ON g.id = t.regime_id"
    " WHERE ? IN (0, t.person_id) ORDER BY ended, p.login, t.id DESC");
struct found {
	long tokens, named, regime_id;
	bool person, unit;
};
static const struct db_col found_cols[] = {
	COL(struct found, tokens),
	COL(struct found, named),
	COL(struct found, person),
	COL(struct found, unit),
	COL(struct found, regime_id),
};
DB_ROWS(select_found, found_cols,
    "SELECT COUNT(*) AS tokens, COALESCE(SUM(name = ?), 0) AS named,"
    " (SELECT COUNT(*) FROM person WHERE id = ? AND locked = 0) AS person,"
    " (SELECT COUNT(*) FROM unit WHERE id = ?) AS unit,"
    " COALESCE((SELECT id FROM regime WHERE code = " DB_CODE "), 0)"
    " AS regime_id FROM api_token WHERE person_id = ? AND revoked IS NULL"
    " AND expires > ?");
DB_STMT(insert_token,
    "INSERT INTO api_token (hash, hint, person_id, name, rights, unit_id,"
    " regime_id, made_by, made, expires) VALUES (?, ?, ?, ?, ?, NULLIF(?, 0),"
    " NULLIF(?, 0), ?, ?, DATE_ADD(?, INTERVAL ? DAY))");
DB_STMT(update_revoked,
    "UPDATE api_token SET revoked = ?, revoked_by = ? WHERE id = ?"
    " AND ? IN (0, person_id) AND revoked IS NULL AND expires > ?");

const char *
token_draw(struct arena *mem)
{
	return str_fmt(mem, TOKEN_PREFIX "%s", secret_random(mem, TOKEN_BYTES));
}

static void
look_over(const struct token_in *in, const struct found *is, long most,
    struct findings *f)
{
	if (utf8_blank(in->name))
		finding(f, "name", _("Say what the token is for."));
	else if (utf8_len(in->name) > TOKEN_NAME)
		finding(f, "name", _("At most %d characters."), TOKEN_NAME);
	if (in->rights == 0)
		finding(f, "rights", _("Choose at least one right."));
	if (in->unit_id != 0 && !is->unit)
		finding(f, "unit", _("There is no such unit."));
	if (!str_empty(in->regime) && is->regime_id == 0)
		finding(f, "regime", _("There is no such regime."));
	if (in->days < 1 || in->days > most)
		finding(f, "days", _("Between 1 and %ld days."), most);
	if (is->named > 0)
		finding(f, "name",
		    _("There is a token of this name already. If you have not"
		      " noted it down, revoke it and make another one."));
	if (is->tokens >= TOKENS_MAX)
		finding(f, "name",
		    _("An account has at most %d tokens in force: revoke one"
		      " that is not needed any more."),
		    TOKENS_MAX);
}

/* Who may do what, until when: all but the secret. */
static const char *
told(const struct ctx *ctx, long person, const struct token_in *in,
    const char *hint)
{
	return str_fmt(ctx->mem,
	    "name=%s; person=%ld; begins=%s; rights=%s; unit=%ld; regime=%s;"
	    " days=%ld",
	    in->name, person, hint, narrow_words(ctx->mem, in->rights),
	    in->unit_id, in->regime == NULL ? "" : in->regime, in->days);
}

enum rc
token_add(struct db *db, const struct ctx *ctx, long person,
    const struct token_in *in, const char *token, struct findings *f,
    long *ret_id)
{
	const char *hint = str_ndup(ctx->mem, token, TOKEN_HINT);
	struct audit_head head;
	struct found is;
	long most;

	TRY(audit_lock(db, AUDIT_TOKENS, &head));
	TRY(policy_get(db, POLICY_TOKEN_DAYS, &most));
	TRY(db_row(db, select_found,
	    ARGS(in->name, person, in->unit_id,
		in->regime == NULL ? "" : in->regime, person, ctx->real),
	    &is));
	if (!is.person)
		return E_NOTFOUND;
	look_over(in, &is, most, f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(db_insert(db, insert_token,
	    ARGS(secret_sha256(ctx->mem, token, strlen(token)), hint, person,
		in->name, narrow_words(ctx->mem, in->rights), in->unit_id,
		is.regime_id, ctx->actor == NULL ? 0 : ctx->actor->id,
		ctx->real, ctx->real, in->days),
	    ret_id));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", NULL, in->name);
	change_id(&c, "person", 0, person);
	change_text(&c, "rights", NULL, narrow_words(ctx->mem, in->rights));
	change_id(&c, "unit", 0, in->unit_id);
	if (!str_empty(in->regime))
		change_text(&c, "regime", NULL, in->regime);
	change_text(&c, "days", NULL, str_long(ctx->mem, in->days));
	return audit_change(db, ctx, &head, "add", "token", *ret_id,
	    told(ctx, person, in, hint), &c);
}

enum rc
token_list(struct db *db, const struct ctx *ctx, long person,
    struct tokens *ret)
{
	return db_rows(db, select_tokens, ARGS(ctx->real, person), ret);
}

enum rc
token_revoke(struct db *db, const struct ctx *ctx, long person, long id)
{
	struct audit_head head;
	long changed;

	TRY(audit_lock(db, AUDIT_TOKENS, &head));
	TRY(db_exec(db, update_revoked,
	    ARGS(ctx->real, ctx->actor == NULL ? 0 : ctx->actor->id, id, person,
		ctx->real),
	    &changed));
	if (changed == 0)
		return E_NOTFOUND;
	struct change c = change_new(ctx->mem);
	change_text(&c, "revoked", NULL, ctx->real);
	return audit_change(db, ctx, &head, "revoke", "token", id, "", &c);
}
