/*
 * deputy.h - standing in for somebody (uy quyen)
 *
 * Who is away lends a role to another person for a time.  Decree 30/2020/ND-CP
 * art. 13: the head may have documents signed by a deputy ("KT.") or, by
 * authority ("TUQ."), by a head within the body; that is done in writing, for a
 * limited time and content, and whoever was authorised may not authorise
 * another.  So: a decision's number and a last day are required, a year at the
 * most; only a role that is one's own is lent, never one that was lent; the
 * right to administer and to audit cannot be (core/delegate.h).
 *
 * It is a row of the table access with for_id, and works like any role of the
 * deputy's; what is done with it is recorded and signed as done in the other's
 * place (acting(), core/access.h).  It ends on its last day; at once when one
 * of the two or an administrator ends it, when the one it was lent by loses the
 * role, is locked, moves or leaves, and when the deputy does.
 *
 * Who: the holder of the role, to people who work in that unit or below it; or
 * an administrator who may give the role there (core/delegate.h), to anybody he
 * sees; never to himself.
 */
#ifndef CORE_DEPUTY_H
#define CORE_DEPUTY_H
#include "core/standing.h"

enum { DEPUTY_DAYS = 366 };

struct deputy_in {
	long grant;            /* the row of access that is lent */
	const char *login;     /* who stands in */
	const char *from, *to; /* first and last day, as typed */
	const char *sign_as;   /* "KT" or "TUQ" */
	const char *decision;
};
/*
 * E_INVALID with findings at login, from, to, sign_as, decision, role;
 * E_NOTFOUND: no such role of anybody the actor may do this for.
 */
enum rc deputy_add(struct db *, const struct ctx *, const struct deputy_in *,
    struct findings *) NODISCARD;
/*
 * At once.  version: the deputy's, or -1.  E_NOTFOUND: none that the actor may
 * end.
 */
enum rc deputy_end(struct db *, const struct ctx *, long access_id,
    long version, struct findings *) NODISCARD;
/*
 * A role that the actor may lend (other: whose it is), or one that is lent and
 * that he may end (giver: who has it, other: whose it is).  Else E_NOTFOUND.
 */
enum rc deputy_of(struct db *, const struct ctx *, long access_id,
    struct held *ret) NODISCARD;
/* All that this person has lent ends on that day. */
enum rc deputy_end_all(struct db *, const struct ctx *, long person,
    const char *day) NODISCARD;

/* Who may stand in for somebody at that unit: they work there or below.  Where
 * there are more, the nearest, as many as these. */
struct deputy_choice {
	long id;
	const char *login, *name, *title, *unit;
};
struct deputy_choices {
	struct deputy_choice *at;
	size_t n;
};
enum { DEPUTY_CHOICES = 200 };
enum rc deputy_choices(struct db *, const struct ctx *, long unit,
    struct deputy_choices *ret) NODISCARD;
#endif
