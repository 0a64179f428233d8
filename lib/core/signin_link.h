/*
 * signin_link.h - one-time links by which somebody chooses a password
 *
 * The database holds the hash of the link's key.  It is good for some minutes,
 * once, and only as long as the password is older than it: so it dies when it
 * is used and when the password changes in any other way.  A new link ends
 * those of before.  The second factor stays: a letter that was read by another
 * opens nothing where there is one.
 *
 * It ends as well when its person is given a right (core/grant.h) or moved
 * (core/posting.h): whoever holds it would become more than whoever made it
 * meant, and could have given.  A day in the future changes nothing of that: it
 * ends when this is decided, since who makes another one afterwards has to
 * manage all that the person has, and will have (core/delegate.h).  By its
 * e-mail address the account's owner has the next one in a minute; what was
 * handed over on paper is made anew.  That somebody leaves one day gives
 * nothing to anybody, and their link is good until it is over or they are.
 *
 * Who asks for one is told the same, and the same work is done, whether there
 * is such an account or not: the wish is written down, and the cron run sees to
 * it.  After three wishes for one account others are forgotten for an hour; an
 * address that has asked ten times waits an hour.
 */
#ifndef CORE_SIGNIN_LINK_H
#define CORE_SIGNIN_LINK_H
#include "core/person.h"
struct conf;

/* -- signin_link_make.c: no statement on passwords -- */
struct link_for {
	long person;
	const char *login;
	long minutes;
	const char *by; /* for the record: "by an administrator" */
};
/* *ret_key goes into the link, and cannot be had again. */
enum rc signin_link_make(struct db *, const struct ctx *,
    const struct link_for *, const char **ret_key) NODISCARD;
/*
 * The page that the key opens, as a whole address (site_url), or "" where that
 * is not set.
 */
const char *signin_link_address(const struct ctx *, const struct conf *,
    const char *key);
/* The letter with it, in the language of whoever gets it. */
enum rc signin_link_letter(struct db *, const struct ctx *, const struct conf *,
    const struct person *, const char *key, long minutes) NODISCARD;
/* Those of a person end; *ret: there was one. */
enum rc signin_link_end(struct db *, long person, bool *ret) NODISCARD;
/* A wish; E_TOOMANY: this address has to wait *ret_wait seconds. */
enum rc signin_wish(struct db *, const struct ctx *, const char *who,
    const char *address, long *ret_wait) NODISCARD;
/* The oldest wish, granted or dropped; E_NOTFOUND: there is none. */
enum rc signin_grant(struct db *, const struct ctx *,
    const struct conf *) NODISCARD;
/*
 * Links and the tickets of half a sign-in that are over, and wishes that could
 * not be granted for an hour: a letter long after is of no use, and a fright.
 */
enum rc signin_link_sweep(struct db *, const char *real) NODISCARD;

/* -- signin_link.c -- */
struct link_to {
	long person_id;
	const char *login, *name;
};
/* E_NOTFOUND: there is no such link, or it is over. */
enum rc signin_link_find(struct db *, const struct ctx *, const char *key,
    struct link_to *ret) NODISCARD;
/*
 * Their password is `new` from now on, they are signed out everywhere.
 * E_INVALID with findings at "new", "again"; E_NOTFOUND as above; E_TOOMANY: no
 * slot.
 */
enum rc signin_link_use(struct db *, const struct ctx *, const struct conf *,
    const char *key, const char *new, const char *again,
    struct findings *) NODISCARD;
#endif
