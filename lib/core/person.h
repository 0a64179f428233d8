/*
 * person.h - accounts, their roles and passwords
 *
 * A login name is lower-case ASCII: letters, digits, . _ - ; a password has at
 * least PASSWORD_MIN characters, is not the login name and not one of the most
 * common ones.  Statements on password hashes stand in person_secret.c, which
 * only sign-in, password change and the command line link.
 */
#ifndef CORE_PERSON_H
#define CORE_PERSON_H
#include "base/findings.h"
#include "core/access.h"
#include "io/secret.h"

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 128, LOGIN_MAX = 60 };
enum { CODE_MAX = 40 }; /* of a second factor, as it is typed */

struct person {
	long id, version;
	const char *login, *name, *title, *lang;
	bool locked;
};
enum rc person_by_login(struct db *, const char *login,
    struct person *ret) NODISCARD;
/* E_INVALID with findings (login, name), E_CONFLICT: the login is taken. */
enum rc person_add(struct db *, const struct ctx *, const char *login,
    const char *name, const char *title, struct findings *,
    long *ret_id) NODISCARD;
enum rc person_lock(struct db *, const struct ctx *, long id,
    bool locked) NODISCARD;
/* Signed out everywhere: before somebody else sets their password. */
enum rc person_expel(struct db *, const struct ctx *,
    const struct person *) NODISCARD;
/* From today on; a role that is there already stays as it is. */
enum rc person_grant(struct db *, const struct ctx *, long id, enum role,
    long unit) NODISCARD;
/* No longer, from today on; E_NOTFOUND: they do not have it. */
enum rc person_revoke(struct db *, const struct ctx *, long id, enum role,
    long unit) NODISCARD;

/* One row for each role, or one with role 0; by login. */
struct person_role {
	const char *login, *name, *title;
	bool locked;
	long role, unit_id; /* enum role */
	const char *unit_code, *unit, *level, *valid_from, *valid_to;
};
struct person_roles {
	struct person_role *at;
	size_t n;
};
enum rc person_list(struct db *, struct person_roles *ret) NODISCARD;

/* -- password.c: rules, so that who signs in holds no statement on roles -- */
bool login_valid(const char *);
/* False, with a finding at `where`, if it may not be a password. */
bool password_allowed(const char *login, const char *password,
    const char *where, struct findings *);

/* -- person_secret.c -- */
struct person_secret {
	long person_id;
	bool locked; /* or the account has ended */
	const char *pwhash;
};
/* No such login: all zero, and OK. */
enum rc secret_by_login(struct db *, const struct ctx *, const char *login,
    struct person_secret *ret) NODISCARD;
enum rc secret_store(struct db *, const struct ctx *, long person,
    const char *pwhash) NODISCARD;
#endif
