/*
 * account.h - accounts made, changed, locked, by those who may
 *
 * What core/person.h does, under the rules of core/delegate.h: a new account
 * works in a unit that the actor administers; an existing one is touched only
 * by who manages all of it.  E_NOTFOUND for somebody the actor does not see;
 * E_INVALID with a finding at "person" where he sees and may not.
 */
#ifndef CORE_ACCOUNT_H
#define CORE_ACCOUNT_H
#include "core/standing.h"

struct account_in {
	struct person_says says;
	const char *unit; /* as typed: core/unit_typed.h; or unit_id */
	long unit_id;
	/* a first role there; role empty: none yet */
	const char *role, *from, *to, *decision;
};
enum rc account_add(struct db *, const struct ctx *, const struct account_in *,
    struct findings *, long *ret_id) NODISCARD;
/*
 * The same when every rule has been asked in this transaction, for many at
 * once (core/person_file.h): unit_id is set, from and to are ISO days, the
 * login is free.
 */
enum rc account_store(struct db *, const struct ctx *,
    const struct account_in *, struct findings *, long *ret_id) NODISCARD;
enum rc account_change(struct db *, const struct ctx *, long id, long version,
    const struct person_says *, struct findings *) NODISCARD;
enum rc account_lock(struct db *, const struct ctx *, long id, long version,
    bool locked, struct findings *) NODISCARD;
/* Locked row, right version, and the account is the actor's to touch. */
enum rc account_hold(struct db *, const struct ctx *, long id, long version,
    struct findings *, struct standing *ret) NODISCARD;
#endif
