/*
 * posting.h - where somebody works, moves to, and that they leave
 *
 * A post says at which unit somebody works, one at a time, from-to; it gives no
 * right, but says who manages the account (core/delegate.h).  Moving and
 * leaving end every right at once and everywhere, in one transaction: roles,
 * roles lent to them and by them (core/deputy.h), and, when the account itself
 * ends or the day has come, sessions and keys.  Nothing is deleted: what they
 * were, and where, stays readable.
 *
 * A day may be given in advance; until it comes everything goes on.  None may
 * lie before today: what was done in between was done with the right to do it.
 *
 * Rights: the account is the actor's to touch (struct standing, whole); for a
 * move the new unit has to be one he administers, too.  Else a finding, or
 * E_NOTFOUND for somebody he does not see.
 */
#ifndef CORE_POSTING_H
#define CORE_POSTING_H
#include "core/standing.h"
#include "core/unit.h"

struct move_in {
	long person, version;
	const char *unit; /* as typed: core/unit_typed.h; or unit_id */
	long unit_id;
	const char *from; /* as typed; empty: today */
	const char *decision;
	const char *role; /* code of a role at the new unit; empty: none yet */
};
/* Also takes up again somebody who has left. */
enum rc posting_move(struct db *, const struct ctx *, const struct move_in *,
    struct findings *) NODISCARD;
/* From that day on the account is over; unit and role are not looked at. */
enum rc posting_leave(struct db *, const struct ctx *, const struct move_in *,
    struct findings *) NODISCARD;
/* The first post of a new account, from today on. */
enum rc posting_begin(struct db *, const struct ctx *, long person,
    long unit) NODISCARD;
#endif
