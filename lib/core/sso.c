/* sso.c - accounts of people whom somebody else has asked who they are */
#include <string.h>
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/sso.h"

enum { LONG_AGO_S = 30 * 86400 };

struct found {
	long id;
	const char *login;
	bool ended, machine;
};
struct founds {
	struct found *at;
	size_t n;
};
static const struct db_col found_cols[] = {
	COL(struct found, id),
	COL(struct found, login),
	COL(struct found, ended),
	COL(struct found, machine),
};
/* Two are as bad as a thousand. */
#define FOUND(from) \
	"SELECT p.id, p.login, p.locked = 1 OR p.valid_to <= ? AS ended," \
	" (SELECT COUNT(*) FROM access x WHERE x.person_id = p.id" \
	" AND x.role = ?) > 0 AS machine FROM person p " from \
	" ORDER BY p.id LIMIT 2"
DB_ROWS(select_by_login, found_cols, FOUND("WHERE p.login = " DB_CODE));
DB_ROWS(select_by_email, found_cols,
    FOUND("WHERE p.email <> '' AND LOWER(p.email) = LOWER(?)"));
DB_ROWS(select_by_subject, found_cols,
    FOUND("JOIN person_subject s ON s.person_id = p.id WHERE s.issuer = ?"
	  " AND s.subject = ?"));
struct mark {
	bool sso;
};
static const struct db_col mark_cols[] = { COL(struct mark, sso) };
DB_ROWS(select_mark, mark_cols, "SELECT sso FROM session WHERE token = ?");
DB_STMT(update_mark,
    "UPDATE session SET sso = 1,"
    " proved = DATE_SUB(proved, INTERVAL ? SECOND) WHERE token = ?");
struct subject {
	long person_id;
};
static const struct db_col subject_cols[] = { COL(struct subject, person_id) };
DB_ROWS(select_person, subject_cols,
    "SELECT id AS person_id FROM person WHERE login = " DB_CODE);
DB_STMT(insert_subject,
    "INSERT INTO person_subject (issuer, subject, person_id, made, made_by)"
    " VALUES (?, ?, ?, ?, ?)");
DB_ROWS(select_subject, subject_cols,
    "SELECT person_id FROM person_subject WHERE issuer = ? AND subject = ?"
    " FOR UPDATE");
DB_STMT(delete_subject,
    "DELETE FROM person_subject WHERE issuer = ? AND subject = ?");
static const struct db_col link_cols[] = {
	COL(struct sso_link, login),
	COL(struct sso_link, issuer),
	COL(struct sso_link, subject),
	COL(struct sso_link, made),
};
DB_ROWS(select_links, link_cols,
    "SELECT p.login, s.issuer, s.subject, s.made FROM person_subject s"
    " JOIN person p ON p.id = s.person_id ORDER BY p.login, s.issuer,"
    " s.subject");

/* As providers write it: capitals make no difference to a login name. */
static const char *
lower(struct arena *mem, const char *name)
{
	char *text = str_dup(mem, name);

	for (char *c = text; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return text;
}

static enum rc
look(struct db *db, const struct ctx *ctx, const struct sso_id *id,
    struct founds *ret)
{
	const char *today = ctx->today;
	long machine = ROLE_MACHINE;

	if (str_eq(id->is, "subject"))
		return db_rows(db, select_by_subject,
		    ARGS(today, machine, id->issuer, id->name), ret);
	if (str_eq(id->is, "email"))
		return db_rows(db, select_by_email,
		    ARGS(today, machine, id->name), ret);
	return db_rows(db, select_by_login,
	    ARGS(today, machine, lower(ctx->mem, id->name)), ret);
}

static enum sso_why
judge(const struct founds *all)
{
	if (all->n == 0)
		return SSO_NOBODY;
	if (all->n > 1)
		return SSO_SEVERAL;
	if (all->at->ended)
		return SSO_ENDED;
	return all->at->machine ? SSO_MACHINE : SSO_IN;
}

enum rc
sso_find(struct db *db, const struct ctx *ctx, const struct sso_id *id,
    long *ret_person, enum sso_why *ret_why)
{
	struct founds all;

	TRY(look(db, ctx, id, &all));
	*ret_why = judge(&all);
	*ret_person = *ret_why == SSO_IN ? all.at->id : 0;
	return OK;
}

/* What the record says beside the address, which it has anyway. */
static const char *
told(const struct ctx *ctx, const struct sso_id *id, const char *login,
    bool second, enum sso_why why)
{
	static const char *const words[] = { [SSO_IN] = "",
		[SSO_NOBODY] = "; why=no account",
		[SSO_SEVERAL] = "; why=several accounts",
		[SSO_ENDED] = "; why=locked or ended",
		[SSO_MACHINE] = "; why=a machine's account" };

	return str_fmt(ctx->mem, "login=%s; how=sso; %s=%s; issuer=%s%s%s",
	    login, id->is, id->name, id->issuer == NULL ? "" : id->issuer,
	    second ? "; second factor" : "", words[why]);
}

enum rc
sso_signin(struct db *db, const struct ctx *ctx, const struct sso_id *id,
    bool second, long *ret_person, enum sso_why *ret_why)
{
	struct audit_head head;
	struct founds all;

	TRY(look(db, ctx, id, &all));
	*ret_why = judge(&all);
	*ret_person = *ret_why == SSO_IN ? all.at->id : 0;
	const char *login = all.n == 1 ? all.at->login : "(unknown)";
	TRY(audit_lock(db, audit_stream_of(all.n == 1 ? login : id->name),
	    &head));
	return audit_add(db, ctx, &head, *ret_person != 0 ? "signin" : "refuse",
	    "person", *ret_person, told(ctx, id, login, second, *ret_why));
}

enum rc
sso_mark(struct db *db, const char *token, long age_s)
{
	long age = age_s < 0 || age_s > LONG_AGO_S ? LONG_AGO_S : age_s;

	return db_exec(db, update_mark, ARGS(age, token), NULL);
}

enum rc
sso_marked(struct db *db, const char *token, bool *ret)
{
	struct mark mark = { false };
	enum rc rc = db_row(db, select_mark, ARGS(token), &mark);

	*ret = rc == OK && mark.sso;
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
sso_link_add(struct db *db, const struct ctx *ctx, const char *login,
    const char *issuer, const char *subject)
{
	struct audit_head head;
	struct subject who;

	TRY(db_row(db, select_person, ARGS(login), &who));
	TRY(audit_lock(db, audit_stream_of(login), &head));
	TRY(db_exec(db, insert_subject,
	    ARGS(issuer, subject, who.person_id, ctx->real,
		ctx->actor == NULL ? 0 : ctx->actor->id),
	    NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "issuer", NULL, issuer);
	change_text(&c, "subject", NULL, subject);
	return audit_change(db, ctx, &head, "link", "person", who.person_id,
	    login, &c);
}

enum rc
sso_link_drop(struct db *db, const struct ctx *ctx, const char *issuer,
    const char *subject)
{
	struct audit_head head;
	struct subject was;

	TRY(audit_lock(db, AUDIT_KEYS, &head));
	TRY(db_row(db, select_subject, ARGS(issuer, subject), &was));
	TRY(db_exec(db, delete_subject, ARGS(issuer, subject), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "issuer", issuer, NULL);
	change_text(&c, "subject", subject, NULL);
	return audit_change(db, ctx, &head, "unlink", "person", was.person_id,
	    "", &c);
}

enum rc
sso_link_list(struct db *db, struct sso_links *ret)
{
	return db_rows(db, select_links, ARGS(), ret);
}
