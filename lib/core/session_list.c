/* session_list.c - a person's sessions, listed and ended */
#include "base/ctx.h"
#include "core/audit.h"
#include "core/session.h"
#include "io/db.h"

static const struct db_col row_cols[] = {
	COL(struct session_row, id),
	COL(struct session_row, made),
	COL(struct session_row, seen),
	COL(struct session_row, expires),
	COL(struct session_row, strong),
	COL(struct session_row, address),
	COL(struct session_row, agent),
};
DB_ROWS(select_list, row_cols,
    "SELECT id, made, seen, expires, strong, address, agent FROM session"
    " WHERE person_id = ? AND expires > ? ORDER BY seen DESC, id DESC");
DB_STMT(delete_one, "DELETE FROM session WHERE id = ? AND person_id = ?");
DB_STMT(delete_others,
    "DELETE FROM session WHERE person_id = ? AND token <> ?");

enum rc
session_list(struct db *db, const struct ctx *ctx, long person,
    struct session_rows *ret)
{
	return db_rows(db, select_list, ARGS(person, ctx->real), ret);
}

enum rc
session_end(struct db *db, const struct ctx *ctx, long person,
    const char *login, long id)
{
	long gone;

	TRY(audit_one(db, ctx, audit_stream_of(login), "session-end", "person",
	    person, str_fmt(ctx->mem, "session=%ld", id)));
	TRY(db_exec(db, delete_one, ARGS(id, person), &gone));
	return gone == 1 ? OK : E_NOTFOUND;
}

enum rc
session_end_all(struct db *db, const struct ctx *ctx, long person,
    const char *login, const char *but, long *ret_gone)
{
	TRY(audit_one(db, ctx, audit_stream_of(login), "sessions-end", "person",
	    person, but == NULL ? "all" : "all others"));
	return db_exec(db, delete_others, ARGS(person, but == NULL ? "" : but),
	    ret_gone);
}

enum rc
session_close_others(struct db *db, long person, const char *token)
{
	return db_exec(db, delete_others, ARGS(person, token), NULL);
}
