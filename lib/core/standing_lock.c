/* standing_lock.c - a person about to be changed: core/standing.h */
#include "core/standing.h"

struct version {
	long version;
};
static const struct db_col version_cols[] = { COL(struct version, version) };
DB_ROWS(lock_person, version_cols,
    "SELECT version FROM person WHERE id = ? FOR UPDATE");
DB_STMT(update_version, "UPDATE person SET version = version + 1 WHERE id = ?");
struct role_row {
	long role;
};
struct role_rows {
	struct role_row *at;
	size_t n;
};
static const struct db_col role_cols[] = { COL(struct role_row, role) };
DB_ROWS(lock_roles, role_cols,
    "SELECT role FROM access WHERE person_id = ? AND valid_from < ?"
    " AND ? < valid_to ORDER BY id FOR UPDATE");

/*
 * The transaction sees everything as it was when it began; the lock may have
 * been waited for, and the person be another by now.  Then begin again.
 */
enum rc
standing_person(struct db *db, long id, long version, struct person *ret)
{
	struct version v;

	TRY(db_row(db, lock_person, ARGS(id), &v));
	TRY(person_get(db, id, ret));
	if (ret->version != v.version)
		return fail(E_BUSY, "person %ld changed meanwhile", id);
	return version >= 0 && v.version != version ? E_CONFLICT : OK;
}

enum rc
standing_lock(struct db *db, const struct ctx *ctx, long id, long version,
    struct standing *ret)
{
	struct person p;
	enum rc at = standing_person(db, id, version, &p);

	if (at != OK && at != E_CONFLICT)
		return at;
	TRY(standing_get(db, ctx, id, ret));
	return at;
}

enum rc
standing_apart(struct db *db, long id, enum role role, const char *from,
    const char *to, struct findings *f)
{
	struct role_rows rs;

	TRY(db_rows(db, lock_roles, ARGS(id, to, from), &rs));
	for (size_t i = 0; i < rs.n; i++) {
		enum role other = (enum role)rs.at[i].role;
		if (!roles_apart(role, other))
			continue;
		finding(f, "role",
		    _("One person cannot be %s and %s at the same time: end"
		      " the one before you give the other."),
		    role_show(role), role_show(other));
		return OK;
	}
	return OK;
}

enum rc
standing_touch(struct db *db, long id)
{
	return db_exec(db, update_version, ARGS(id), NULL);
}
