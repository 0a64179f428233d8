/*
 * sso.h - accounts of people whom somebody else has asked who they are
 *
 * The identity that the web server vouches for (lib/app/trust.h) belongs to an
 * account by its login name, by its e-mail address, or because an administrator
 * linked the two: issuer and subject.  No account is ever made by it.  A locked
 * account, one that has ended, and one of another system (ROLE_MACHINE) is
 * refused, and so is an e-mail address that more than one account has.
 */
#ifndef CORE_SSO_H
#define CORE_SSO_H
#include "base/ctx.h"
struct db;

struct sso_id {
	const char *is;            /* "login", "email", "subject" */
	const char *name, *issuer; /* the subject, where that is what it is */
};
enum sso_why {
	SSO_IN,
	SSO_NOBODY,  /* there is no such account */
	SSO_SEVERAL, /* more than one has that address */
	SSO_ENDED,   /* locked, or it has ended */
	SSO_MACHINE  /* another system's */
};
/* Whose it is; *ret_person 0 with the reason. */
enum rc sso_find(struct db *, const struct ctx *, const struct sso_id *,
    long *ret_person, enum sso_why *ret_why) NODISCARD;
/*
 * The same as an act: "signin" or "refuse" stands in the record.  The caller
 * opens the session, in the same transaction.  second: the provider says that
 * it has asked for a second factor.
 */
enum rc sso_signin(struct db *, const struct ctx *, const struct sso_id *,
    bool second, long *ret_person, enum sso_why *ret_why) NODISCARD;
/*
 * The session of this token hash began so; the provider asked who they are that
 * many seconds before (-1: nobody knows), which is when they last showed it.
 */
enum rc sso_mark(struct db *, const char *token, long age_s) NODISCARD;
enum rc sso_marked(struct db *, const char *token, bool *ret) NODISCARD;

struct sso_link {
	const char *login, *issuer, *subject, *made;
};
struct sso_links {
	struct sso_link *at;
	size_t n;
};
/* E_NOTFOUND: no such account; E_CONFLICT: linked already, to anybody. */
enum rc sso_link_add(struct db *, const struct ctx *, const char *login,
    const char *issuer, const char *subject) NODISCARD;
/* E_NOTFOUND: it is not. */
enum rc sso_link_drop(struct db *, const struct ctx *, const char *issuer,
    const char *subject) NODISCARD;
enum rc sso_link_list(struct db *, struct sso_links *ret) NODISCARD;
#endif
