/* person.c - accounts and their roles */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/person.h"

enum { NAME_MAX_LEN = 120 };

static const struct db_col person_cols[] = {
	COL(struct person, id),
	COL(struct person, version),
	COL(struct person, login),
	COL(struct person, name),
	COL(struct person, title),
	COL(struct person, lang),
	COL(struct person, locked),
};
DB_ROWS(select_by_login, person_cols,
    "SELECT id, version, login, name, title, lang, locked FROM person"
    " WHERE login = " DB_CODE);
DB_ROWS(select_by_id, person_cols,
    "SELECT id, version, login, name, title, lang, locked FROM person"
    " WHERE id = ?");
DB_STMT(insert_person,
    "INSERT INTO person (login, name, title, created) VALUES (?, ?, ?, ?)");
DB_STMT(update_locked,
    "UPDATE person SET locked = ?, version = version + 1 WHERE id = ?");
DB_STMT(delete_sessions, "DELETE FROM session WHERE person_id = ?");
DB_STMT(insert_access,
    "INSERT INTO access (person_id, role, unit_id, valid_from, valid_to)"
    " SELECT ?, ?, ?, ?, ? FROM (SELECT 1 AS one) o WHERE NOT EXISTS"
    " (SELECT 1 FROM access x WHERE x.person_id = ? AND x.role = ?"
    " AND x.unit_id = ? AND x.valid_from <= ? AND ? < x.valid_to)");

/* One that began today has never been: its place may be needed again. */
DB_STMT(delete_access,
    "DELETE FROM access WHERE person_id = ? AND role = ? AND unit_id = ?"
    " AND valid_from >= ?");
DB_STMT(end_access,
    "UPDATE access SET valid_to = ? WHERE person_id = ? AND role = ?"
    " AND unit_id = ? AND ? < valid_to");
static const struct db_col role_cols[] = {
	COL(struct person_role, login),
	COL(struct person_role, name),
	COL(struct person_role, title),
	COL(struct person_role, locked),
	COL(struct person_role, role),
	COL(struct person_role, unit_id),
	COL(struct person_role, unit_code),
	COL(struct person_role, unit),
	COL(struct person_role, level),
	COL(struct person_role, valid_from),
	COL(struct person_role, valid_to),
};
DB_ROWS(select_roles, role_cols,
    "SELECT p.login, p.name, p.title, p.locked, x.role, x.unit_id,"
    " u.code AS unit_code, u.name AS unit, u.level, x.valid_from, x.valid_to"
    " FROM person p LEFT JOIN access x ON x.person_id = p.id"
    " LEFT JOIN unit u ON u.id = x.unit_id ORDER BY p.login, x.id");

enum rc
person_by_login(struct db *db, const char *login, struct person *ret)
{
	return db_row(db, select_by_login, ARGS(login), ret);
}

enum rc
person_add(struct db *db, const struct ctx *ctx, const char *login,
    const char *name, const char *title, struct findings *f, long *ret_id)
{
	struct audit_head head;

	if (!login_valid(login))
		finding(f, "login",
		    _("A login name has at most %d small letters, digits,"
		      " dots, dashes."),
		    LOGIN_MAX);
	if (str_empty(name) || utf8_len(name) > NAME_MAX_LEN)
		finding(f, "name",
		    _("A name is needed, of at most %d characters."),
		    NAME_MAX_LEN);
	if (title != NULL && utf8_len(title) > NAME_MAX_LEN)
		finding(f, "title",
		    _("This text is longer than %zu characters."),
		    (size_t)NAME_MAX_LEN);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, audit_stream_of(login), &head));
	TRY(db_insert(db, insert_person,
	    ARGS(login, name, title == NULL ? "" : title, ctx->real), ret_id));
	return audit_add(db, ctx, &head, "add", "person", *ret_id, login);
}

enum rc
person_lock(struct db *db, const struct ctx *ctx, long id, bool locked)
{
	struct audit_head head;
	struct person p;
	long changed;

	TRY(db_row(db, select_by_id, ARGS(id), &p));
	TRY(audit_lock(db, audit_stream_of(p.login), &head));
	TRY(db_exec(db, update_locked, ARGS(locked, id), &changed));
	if (locked)
		TRY(db_exec(db, delete_sessions, ARGS(id), NULL));
	return audit_add(db, ctx, &head, locked ? "lock" : "unlock", "person",
	    id, p.login);
}

enum rc
person_expel(struct db *db, const struct ctx *ctx, const struct person *p)
{
	TRY(audit_one(db, ctx, audit_stream_of(p->login), "password", "person",
	    p->id, "by an administrator"));
	return db_exec(db, delete_sessions, ARGS(p->id), NULL);
}

enum rc
person_grant(struct db *db, const struct ctx *ctx, long id, enum role role,
    long unit)
{
	struct audit_head head;
	const char *day = ctx->today;
	long r = (long)role, added;

	TRY(audit_lock(db, unit, &head));
	TRY(db_exec(db, insert_access,
	    ARGS(id, r, unit, day, DATE_MAX, id, r, unit, day, day), &added));
	if (added == 0)
		return OK;
	return audit_add(db, ctx, &head, "grant", "person", id,
	    role_name(role));
}

enum rc
person_revoke(struct db *db, const struct ctx *ctx, long id, enum role role,
    long unit)
{
	struct audit_head head;
	const char *day = ctx->today;
	long r = (long)role, gone, ended;

	TRY(audit_lock(db, unit, &head));
	TRY(db_exec(db, delete_access, ARGS(id, r, unit, day), &gone));
	TRY(db_exec(db, end_access, ARGS(day, id, r, unit, day), &ended));
	if (gone + ended == 0)
		return E_NOTFOUND;
	return audit_add(db, ctx, &head, "revoke", "person", id,
	    role_name(role));
}

enum rc
person_list(struct db *db, struct person_roles *ret)
{
	return db_rows(db, select_roles, ARGS(), ret);
}
