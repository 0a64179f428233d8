/*
 * invite.h - people are invited to choose their first password
 *
 * A letter with a link that works once (core/signin_link.h), for a week.  Only
 * where letters are sent and the account has an address; others are handed a
 * link by their administrator, or at the command line.  Nobody who has a
 * password is invited again by this: that is a new link on the person's page.
 */
#ifndef CORE_INVITE_H
#define CORE_INVITE_H
#include "core/person.h"
struct conf;

enum { INVITE_DAYS = 7 };
/*
 * *ret_sent: whether a letter goes to them.  For another system's account, one
 * that is locked or over: no.
 */
enum rc invite_send(struct db *, const struct ctx *, const struct conf *,
    long person, bool *ret_sent) NODISCARD;
/* The address to hand over instead, shown once; "" where none is possible. */
enum rc invite_link(struct db *, const struct ctx *, const struct conf *,
    const struct person *, const char **ret) NODISCARD;
#endif
