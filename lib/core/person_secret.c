/* person_secret.c - the only statements on password hashes */
#include "core/person.h"

static const struct db_col secret_cols[] = {
	COL(struct person_secret, person_id),
	COL(struct person_secret, locked),
	COL(struct person_secret, second),
	COL(struct person_secret, pwhash),
};
/* One row whether the login exists or not: both cost and answer the same. */
DB_ROWS(select_secret, secret_cols,
    "SELECT p.id AS person_id, p.locked OR p.valid_to <= ? OR EXISTS (SELECT 1"
    " FROM access m WHERE m.person_id = p.id AND m.role = ? AND ? < m.valid_to"
    " AND m.valid_from < m.valid_to) AS locked,"
    " t.person_id IS NOT NULL AS second, s.pwhash FROM (SELECT 1 AS one) o"
    " LEFT JOIN person p ON p.login = " DB_CODE
    " LEFT JOIN person_second t ON t.person_id = p.id"
    " LEFT JOIN person_secret s ON s.person_id = p.id");
DB_STMT(update_rehashed,
    "UPDATE person_secret SET pwhash = ? WHERE person_id = ? AND pwhash = ?");
DB_STMT(upsert_secret,
    "INSERT INTO person_secret (person_id, pwhash, changed) VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE pwhash = VALUES(pwhash),"
    " changed = VALUES(changed)");

enum rc
secret_by_login(struct db *db, const struct ctx *ctx, const char *login,
    struct person_secret *ret)
{
	return db_row(db, select_secret,
	    ARGS(ctx->today, (long)ROLE_MACHINE, ctx->today, login), ret);
}

enum rc
secret_store(struct db *db, const struct ctx *ctx, long person,
    const char *pwhash)
{
	return db_exec(db, upsert_secret, ARGS(person, pwhash, ctx->real),
	    NULL);
}

enum rc
secret_rehash(struct db *db, long person, const char *was, const char *pwhash)
{
	return db_exec(db, update_rehashed, ARGS(pwhash, person, was), NULL);
}
