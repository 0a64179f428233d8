/* erase.c - somebody who has left is erased from screens */
#include <string.h>
#include "base/utf8.h"
#include "core/audit.h"
#include "core/audit_blank.h"
#include "core/erase.h"
#include "core/person_word.h"
#include "io/db.h"

enum { DECISION_MAX = 200 };

struct whom {
	long id;
	const char *login;
	bool ended, erased;
};
static const struct db_col whom_cols[] = {
	COL(struct whom, id),
	COL(struct whom, login),
	COL(struct whom, ended),
	COL(struct whom, erased),
};
DB_ROWS(select_whom, whom_cols,
    "SELECT id, login, locked = 1 OR valid_to <= ? AS ended,"
    " erased IS NOT NULL AS erased FROM person WHERE id = ?");
DB_STMT(update_person,
    "UPDATE person SET login = ?, name = ?, email = '', phone = '',"
    " search = ?, locked = 1, erased = ?, version = version + 1 WHERE id = ?");
/* What is about nobody else, and of no use to anybody. */
DB_STMT(delete_secret, "DELETE FROM person_secret WHERE person_id = ?");
DB_STMT(delete_second, "DELETE FROM person_second WHERE person_id = ?");
DB_STMT(delete_codes, "DELETE FROM person_recovery WHERE person_id = ?");
DB_STMT(delete_links, "DELETE FROM signin_link WHERE person_id = ?");
DB_STMT(delete_sessions, "DELETE FROM session WHERE person_id = ?");
DB_STMT(delete_tokens, "DELETE FROM api_token WHERE person_id = ?");
DB_STMT(delete_subjects, "DELETE FROM person_subject WHERE person_id = ?");
DB_STMT(delete_requests, "DELETE FROM data_request WHERE person_id = ?");
DB_STMT(delete_kept, "DELETE FROM kept_form WHERE person_id = ?");
DB_STMT(delete_keys, "DELETE FROM idem WHERE person_id = ?");
DB_STMT(revoke_keys,
    "UPDATE cron_key SET revoked = ? WHERE person_id = ? AND revoked IS NULL");

static const struct db_stmt *const deletions[] = {
	delete_secret,
	delete_second,
	delete_codes,
	delete_links,
	delete_sessions,
	delete_tokens,
	delete_subjects,
	delete_requests,
	delete_kept,
	delete_keys,
};

static enum rc
may_be(const struct ctx *ctx, const struct whom *w, const char *decision,
    struct findings *f)
{
	if (ctx->actor != NULL && ctx->actor->id == w->id)
		finding(f, "person", _("Nobody erases their own account."));
	else if (!w->ended)
		finding(f, "person",
		    _("The account is in use: end or lock it first."));
	if (utf8_blank(decision) || utf8_len(decision) > DECISION_MAX)
		finding(f, "decision",
		    _("Say why, or by which decision, in at most %d"
		      " characters."),
		    DECISION_MAX);
	return f->nerror > 0 ? E_INVALID : OK;
}

static enum rc
forget(struct db *db, const struct ctx *ctx, const struct whom *w,
    const char *decision)
{
	const char *login = str_fmt(ctx->mem, "erased-%ld", w->id);
	const char *name = str_fmt(ctx->mem, "Người dùng đã xóa %ld", w->id);

	TRY(audit_one(db, ctx, audit_stream_of(login), "erase", "person", w->id,
	    str_fmt(ctx->mem, "decision=%s", decision)));
	for (size_t i = 0; i < COUNT(deletions); i++)
		TRY(db_exec(db, deletions[i], ARGS(w->id), NULL));
	TRY(db_exec(db, revoke_keys, ARGS(ctx->real, w->id), NULL));
	TRY(db_exec(db, update_person,
	    ARGS(login, name, utf8_key(ctx->mem, name, false), ctx->real,
		w->id),
	    NULL));
	return person_words(db, w->id);
}

enum rc
erase_person(struct db *db, const struct ctx *ctx, long person,
    const char *decision, struct findings *f, bool *ret_left)
{
	struct whom w;

	*ret_left = false;
	TRY(db_row(db, select_whom, ARGS(ctx->today, person), &w));
	TRY(may_be(ctx, &w, decision, f));
	TRY(audit_blank_person(db, ctx, person, w.login, "personal data",
	    ERASE_STEP, ret_left));
	return w.erased || *ret_left ? OK : forget(db, ctx, &w, decision);
}
