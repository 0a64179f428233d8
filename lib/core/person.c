/* person.c - accounts */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/deputy.h"
#include "core/person.h"
#include "core/person_word.h"

enum { NAME_MAX_LEN = 120, EMAIL_MAX = 200, PHONE_MAX = 40 };

DB_STMT(insert_person,
    "INSERT INTO person (login, name, title, email, phone, search, created)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)");
DB_STMT(update_person,
    "UPDATE person SET name = ?, title = ?, email = ?, phone = ?, search = ?,"
    " version = version + 1 WHERE id = ? AND version = ?");
DB_STMT(update_locked,
    "UPDATE person SET locked = ?, version = version + 1 WHERE id = ?");
/* What is on its way: links, half a sign-in, forms that came too late. */
DB_STMT(delete_links, "DELETE FROM signin_link WHERE person_id = ?");
DB_STMT(delete_tickets, "DELETE FROM signin_ticket WHERE person_id = ?");
DB_STMT(delete_kept, "DELETE FROM kept_form WHERE person_id = ?");
DB_STMT(delete_sessions, "DELETE FROM session WHERE person_id = ?");
DB_STMT(revoke_keys,
    "UPDATE cron_key SET revoked = ? WHERE person_id = ? AND revoked IS NULL");
DB_STMT(revoke_tokens,
    "UPDATE api_token SET revoked = ?, revoked_by = ? WHERE person_id = ?"
    " AND revoked IS NULL");
struct open_key {
	long id;
};
static const struct db_col open_cols[] = { COL(struct open_key, id) };
DB_ROWS(select_keys, open_cols,
    "SELECT id FROM cron_key WHERE person_id = ? AND revoked IS NULL"
    " ORDER BY id");
DB_ROWS(select_tokens, open_cols,
    "SELECT id FROM api_token WHERE person_id = ? AND revoked IS NULL"
    " AND expires > ? ORDER BY id");
struct open_keys {
	struct open_key *at;
	size_t n;
};
struct unindexed {
	long id;
	const char *login, *name, *title, *email;
};
struct all_unindexed {
	struct unindexed *at;
	size_t n;
};
static const struct db_col unindexed_cols[] = {
	COL(struct unindexed, id),
	COL(struct unindexed, login),
	COL(struct unindexed, name),
	COL(struct unindexed, title),
	COL(struct unindexed, email),
};
DB_ROWS(select_unindexed, unindexed_cols,
    "SELECT id, login, name, title, email FROM person WHERE search = ''"
    " ORDER BY id");
DB_STMT(update_search, "UPDATE person SET search = ? WHERE id = ?");

static const char *
said(const char *s)
{
	return s == NULL ? "" : s;
}

/* name@host.domain, in the letters that every mail server takes. */
static bool
email_valid(const char *s)
{
	static const char local[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-";
	size_t before = strspn(s, local);
	const char *host = s + before + 1;

	if (strlen(s) > EMAIL_MAX || before == 0 || s[before] != '@')
		return false;
	return host[strspn(host, local)] == '\0' && host[0] != '.' &&
	       strchr(host, '.') != NULL && strstr(host, "..") == NULL &&
	       host[strlen(host) - 1] != '.' && strpbrk(host, "_%+") == NULL;
}

static bool
phone_valid(const char *s)
{
	return strlen(s) <= PHONE_MAX &&
	       s[strspn(s, "0123456789 .()+-/")] == '\0';
}

enum rc
person_check(const struct person_says *p, bool fresh, struct findings *f)
{
	if (fresh && !login_valid(said(p->login)))
		finding(f, "login",
		    _("A login name has at most %d small letters, digits,"
		      " dots, dashes."),
		    LOGIN_MAX);
	if (utf8_blank(p->name) || utf8_len(p->name) > NAME_MAX_LEN)
		finding(f, "name",
		    _("A name is needed, of at most %d characters."),
		    NAME_MAX_LEN);
	if (utf8_len(said(p->title)) > NAME_MAX_LEN)
		finding(f, "title",
		    _("This text is longer than %zu characters."),
		    (size_t)NAME_MAX_LEN);
	if (!str_empty(p->email) && !email_valid(p->email))
		finding(f, "email",
		    _("This is no e-mail address: it looks like"
		      " ten@coquan.gov.vn."));
	if (!str_empty(p->phone) && !phone_valid(p->phone))
		finding(f, "phone",
		    _("A telephone number has digits, at most %d characters."),
		    PHONE_MAX);
	return f->nerror > 0 ? E_INVALID : OK;
}

static void
changes(struct change *c, const struct person *was, const struct person_says *p)
{
	change_text(c, "name", was == NULL ? NULL : was->name, p->name);
	change_text(c, "title", was == NULL ? NULL : was->title,
	    said(p->title));
	change_text(c, "email", was == NULL ? NULL : was->email,
	    said(p->email));
	change_text(c, "phone", was == NULL ? NULL : was->phone,
	    said(p->phone));
}

enum rc
person_add(struct db *db, const struct ctx *ctx, const struct person_says *p,
    struct findings *f, long *ret_id)
{
	struct change c = change_new(ctx->mem);
	struct audit_head head;

	TRY(person_check(p, true, f));
	TRY(audit_lock(db, audit_stream_of(p->login), &head));
	TRY(db_insert(db, insert_person,
	    ARGS(p->login, p->name, said(p->title), said(p->email),
		said(p->phone),
		person_key(ctx->mem, p->login, p->name, p->title, p->email),
		ctx->real),
	    ret_id));
	TRY(person_words_first(db, *ret_id));
	changes(&c, NULL, p);
	return audit_change(db, ctx, &head, "add", "person", *ret_id, p->login,
	    &c);
}

enum rc
person_change(struct db *db, const struct ctx *ctx, const struct person *was,
    const struct person_says *p, struct findings *f)
{
	struct change c = change_new(ctx->mem);
	struct audit_head head;
	long changed;

	TRY(person_check(p, false, f));
	TRY(audit_lock(db, audit_stream_of(was->login), &head));
	TRY(db_exec(db, update_person,
	    ARGS(p->name, said(p->title), said(p->email), said(p->phone),
		person_key(ctx->mem, was->login, p->name, p->title, p->email),
		was->id, was->version),
	    &changed));
	if (changed != 1)
		return E_CONFLICT;
	TRY(person_words(db, was->id));
	changes(&c, was, p);
	if (c.n == 0)
		return OK;
	return audit_change(db, ctx, &head, "change", "person", was->id,
	    was->login, &c);
}

/* What opens something without its owner's coming, before it is revoked. */
static enum rc
record_revoked(struct db *db, const struct ctx *ctx, long stream,
    const char *object, const struct open_keys *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct change c = change_new(ctx->mem);
		change_text(&c, "revoked", NULL, ctx->real);
		TRY(audit_put_one(db, ctx, stream,
		    &(struct audit_act){ "revoke", object, all->at[i].id,
			"its owner's rights ended", NULL, change_became(&c) }));
	}
	return OK;
}

enum rc
person_out(struct db *db, const struct ctx *ctx, long id, bool keys)
{
	TRY(db_exec(db, delete_sessions, ARGS(id), NULL));
	TRY(db_exec(db, delete_links, ARGS(id), NULL));
	TRY(db_exec(db, delete_tickets, ARGS(id), NULL));
	TRY(db_exec(db, delete_kept, ARGS(id), NULL));
	if (!keys)
		return OK;
	struct open_keys all;
	TRY(db_rows(db, select_keys, ARGS(id), &all));
	TRY(record_revoked(db, ctx, AUDIT_KEYS, "cron_key", &all));
	TRY(db_rows(db, select_tokens, ARGS(id, ctx->real), &all));
	TRY(record_revoked(db, ctx, AUDIT_TOKENS, "token", &all));
	TRY(db_exec(db, revoke_keys, ARGS(ctx->real, id), NULL));
	return db_exec(db, revoke_tokens,
	    ARGS(ctx->real, ctx->actor == NULL ? 0 : ctx->actor->id, id), NULL);
}

enum rc
person_lock(struct db *db, const struct ctx *ctx, long id, bool locked)
{
	struct change c = change_new(ctx->mem);
	struct audit_head head;
	struct person p;

	TRY(person_get(db, id, &p));
	TRY(audit_lock(db, audit_stream_of(p.login), &head));
	TRY(db_exec(db, update_locked, ARGS(locked, id), NULL));
	if (locked) {
		TRY(person_out(db, ctx, id, false));
		TRY(deputy_end_all(db, ctx, id, ctx->today));
	}
	change_bool(&c, "locked", p.locked, locked);
	return audit_change(db, ctx, &head, locked ? "lock" : "unlock",
	    "person", id, p.login, &c);
}

enum rc
person_expel(struct db *db, const struct ctx *ctx, const struct person *p)
{
	TRY(audit_one(db, ctx, audit_stream_of(p->login), "password", "person",
	    p->id, "by an administrator"));
	return person_out(db, ctx, p->id, false);
}

enum rc
person_index(struct db *db, const struct ctx *ctx)
{
	struct all_unindexed all;

	TRY(db_rows(db, select_unindexed, ARGS(), &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct unindexed *p = &all.at[i];
		TRY(db_exec(db, update_search,
		    ARGS(person_key(ctx->mem, p->login, p->name, p->title,
			     p->email),
			p->id),
		    NULL));
		TRY(person_words(db, p->id));
	}
	return person_words_missing(db);
}
