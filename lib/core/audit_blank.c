/* audit_blank.c - the body of an entry of the record is done away with by law
 */
#include "core/audit_blank.h"
#include "io/db.h"

DB_STMT(update_body,
    "UPDATE audit SET address = '', address_salt = '', address_sha = '',"
    " salt = '', detail = '', was = NULL, became = NULL, blanked = 1"
    " WHERE stream = ? AND seq = ? AND format >= 2"
    " AND blanked = 0 AND NOT (object = 'audit' AND act IN ('blank', "
    "'forget'))");
struct place {
	long stream, seq;
};
struct places {
	struct place *at;
	size_t n;
};
static const struct db_col place_cols[] = {
	COL(struct place, stream),
	COL(struct place, seq),
};
/* In the order in which streams are locked: from the largest down. */
DB_ROWS(select_places, place_cols,
    "SELECT stream, seq FROM audit WHERE format >= 2 AND blanked = 0"
    " AND act <> 'erase' AND ((person_id = ? AND object IN ('person',"
    " 'session', 'token', 'page')) OR (object = 'person' AND object_id = ?)"
    " OR (object = 'token' AND object_id IN (SELECT id FROM api_token"
    " WHERE person_id = ?)))"
    " ORDER BY stream DESC, seq LIMIT ?");

/* Failures to sign in with that name, which are nobody's act. */
DB_ROWS(select_failed, place_cols,
    "SELECT stream, seq FROM audit WHERE stream = ? AND act = 'refuse'"
    " AND object = 'person' AND format >= 2 AND blanked = 0"
    " AND LEFT(detail, CHAR_LENGTH(?)) = ? ORDER BY seq LIMIT ?");

enum rc
audit_blank(struct db *db, const struct ctx *ctx, struct audit_head *head,
    long seq, const char *why)
{
	long changed;

	TRY(db_exec(db, update_body, ARGS(head->stream, seq), &changed));
	if (changed == 0)
		return E_NOTFOUND;
	return audit_add(db, ctx, head, "blank", "audit", seq, why);
}

static enum rc
blank_all(struct db *db, const struct ctx *ctx, const struct places *all,
    const char *why, long limit)
{
	struct audit_head head = { 0 };

	for (size_t i = 0; i < all->n && (long)i < limit; i++) {
		const struct place *p = &all->at[i];
		if (i == 0 || p->stream != head.stream)
			TRY(audit_lock(db, p->stream, &head));
		enum rc rc = audit_blank(db, ctx, &head, p->seq, why);
		if (rc != OK && rc != E_NOTFOUND)
			return rc;
	}
	return OK;
}

enum rc
audit_blank_person(struct db *db, const struct ctx *ctx, long person,
    const char *login, const char *why, long limit, bool *ret_left)
{
	const char *told = str_fmt(ctx->mem, "login=%s;", login);
	struct places all, failed;

	TRY(db_rows(db, select_places, ARGS(person, person, person, limit + 1),
	    &all));
	*ret_left = (long)all.n > limit;
	TRY(blank_all(db, ctx, &all, why, limit));
	if (*ret_left)
		return OK;
	TRY(db_rows(db, select_failed,
	    ARGS(audit_stream_of(login), told, told, limit + 1), &failed));
	*ret_left = (long)failed.n > limit;
	return blank_all(db, ctx, &failed, why, limit);
}
