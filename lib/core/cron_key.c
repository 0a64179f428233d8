/* cron_key.c - keys for the URLs that cron calls */
#include <string.h>
#include "core/audit.h"
#include "core/change.h"
#include "core/cron_key.h"
#include "io/db.h"
#include "io/secret.h"

enum { KEY_BYTES = 24 };

static const struct db_col key_cols[] = {
	COL(struct cron_key, id),
	COL(struct cron_key, name),
	COL(struct cron_key, job),
	COL(struct cron_key, login),
	COL(struct cron_key, made),
	COL(struct cron_key, revoked),
};
DB_ROWS(select_keys, key_cols,
    "SELECT k.id, k.name, k.job, p.login, k.made, k.revoked FROM cron_key k"
    " JOIN person p ON p.id = k.person_id ORDER BY k.id");
DB_STMT(insert_key, "INSERT INTO cron_key (name, hash, job, person_id, made)"
		    " VALUES (?, ?, ?, ?, ?)");
DB_STMT(update_revoked,
    "UPDATE cron_key SET revoked = ? WHERE id = ? AND revoked IS NULL");

enum rc
cron_key_add(struct db *db, const struct ctx *ctx, const char *name,
    const char *job, long person, const char **ret_key)
{
	const char *key = secret_random(ctx->mem, KEY_BYTES);
	struct audit_head head;
	long id;

	TRY(audit_lock(db, AUDIT_KEYS, &head));
	TRY(db_insert(db, insert_key,
	    ARGS(name, secret_sha256(ctx->mem, key, strlen(key)), job, person,
		ctx->real),
	    &id));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", NULL, name);
	change_text(&c, "job", NULL, job);
	change_id(&c, "person", 0, person);
	TRY(audit_change(db, ctx, &head, "add", "cron_key", id, name, &c));
	*ret_key = key;
	return OK;
}

enum rc
cron_key_revoke(struct db *db, const struct ctx *ctx, long id)
{
	struct audit_head head;
	long changed;

	TRY(audit_lock(db, AUDIT_KEYS, &head));
	TRY(db_exec(db, update_revoked, ARGS(ctx->real, id), &changed));
	if (changed == 0)
		return E_NOTFOUND;
	struct change c = change_new(ctx->mem);
	change_text(&c, "revoked", NULL, ctx->real);
	return audit_change(db, ctx, &head, "revoke", "cron_key", id, "", &c);
}

enum rc
cron_key_list(struct db *db, struct cron_keys *ret)
{
	return db_rows(db, select_keys, ARGS(), ret);
}
