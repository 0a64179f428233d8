/*
 * person.h - accounts and passwords
 *
 * Roles are core/grant.h; who may change what of whom is core/delegate.h, and
 * is asked in core/account.h: the functions here do what they are told.
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
	const char *login, *name, *title, *email, *phone, *lang;
	const char *valid_to; /* the first day on which it is over */
	bool locked;
	bool erased; /* core/erase.h: it stays as it is */
};
/* A sentence for who would use an account again that was erased. */
const char *person_erased_say(void);
enum rc person_by_login(struct db *, const char *login,
    struct person *ret) NODISCARD;
enum rc person_get(struct db *, long id, struct person *ret) NODISCARD;
/* The number alone: for who is to see nothing else of them. */
enum rc person_id(struct db *, const char *login, long *ret) NODISCARD;

/* What an account says of somebody, as typed; NULL is empty. */
struct person_says {
	const char *login; /* of a new one */
	const char *name, *title, *email, *phone;
};
/* Findings at login, name, title, email, phone; E_INVALID if there is one. */
enum rc person_check(const struct person_says *, bool fresh,
    struct findings *) NODISCARD;
/*
 * Without a role and a post; who may add one, and where: core/account.h.
 * E_INVALID with findings, E_CONFLICT: the login is taken.
 */
enum rc person_add(struct db *, const struct ctx *, const struct person_says *,
    struct findings *, long *ret_id) NODISCARD;
/* What changed is on record, before and after. */
enum rc person_change(struct db *, const struct ctx *, const struct person *,
    const struct person_says *, struct findings *) NODISCARD;
/* Locked: signed out everywhere, and what they lent has ended. */
enum rc person_lock(struct db *, const struct ctx *, long id,
    bool locked) NODISCARD;
/* Signed out everywhere: before somebody else sets their password. */
enum rc person_expel(struct db *, const struct ctx *,
    const struct person *) NODISCARD;
/* Sessions and one-time links end now; with keys, cron keys and API tokens as
 * well. */
enum rc person_out(struct db *, const struct ctx *, long id,
    bool keys) NODISCARD;
/* What a search looks in, without marks. */
const char *person_key(struct arena *, const char *login, const char *name,
    const char *title, const char *email);
/* Fills in what people are searched by, where it is missing. */
enum rc person_index(struct db *, const struct ctx *) NODISCARD;

/* -- password.c: rules, so that who signs in holds no statement on roles -- */
bool login_valid(const char *);
/*
 * Length alone counts, and that it is not what somebody tries first: the
 * account's own name, that of the unit, of those above it or of the system, put
 * together in any way, or a word of the list of common passwords
 * (passwords.txt); with capitals, marks, the usual exchange of letters for
 * digits, or a few letters, digits and signs around it.  Nothing prescribes
 * which kinds of characters.
 */
struct conf;
struct password_about {
	const char *login, *name; /* the person's; NULL: not known */
	const struct conf *conf;
	const char *places; /* names of units, as one text; NULL: not known */
};
/* False, with a finding at `where`, if it may not be a password. */
bool password_allowed(const struct password_about *, const char *password,
    const char *where, struct findings *);

/* -- password_places.c -- */
struct password_of {
	const char *login, *name; /* NULL: what the account says */
	long unit; /* where a new account is to work; 0: it is there already */
	const struct conf *conf;
};
/*
 * The same for whoever chooses one, wherever: with the names of the units where
 * they work or have a role, and of those above.
 */
enum rc password_look(struct db *, const struct ctx *,
    const struct password_of *, const char *password, const char *where,
    struct findings *) NODISCARD;

/* -- person_secret.c -- */
struct person_secret {
	long person_id;
	bool locked; /* or it has ended, or is another system's */
	bool second; /* has a second factor */
	const char *pwhash;
};
/* No such login: all zero, and OK. */
enum rc secret_by_login(struct db *, const struct ctx *, const char *login,
    struct person_secret *ret) NODISCARD;
/* The same password, at what it costs now. */
enum rc secret_rehash(struct db *, long person, const char *was,
    const char *pwhash) NODISCARD;
enum rc secret_store(struct db *, const struct ctx *, long person,
    const char *pwhash) NODISCARD;
#endif
