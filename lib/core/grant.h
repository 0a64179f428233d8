/*
 * grant.h - roles given and ended
 *
 * A role is given from a day on, for a time or until further notice, with the
 * number of the decision behind it; it begins today at the earliest.  Ending it
 * takes effect at once: rights are read at every request.  What was in force
 * is kept with its dates and with who gave and who ended it; what had not begun
 * is taken back.  Together with a role end the rights lent from it
 * (core/deputy.h).
 *
 * Who may give what to whom is said in core/delegate.h.
 */
#ifndef CORE_GRANT_H
#define CORE_GRANT_H
#include "core/standing.h"

struct grant_in {
	long person, version; /* version -1: whichever it is */
	const char *role;     /* code */
	const char *unit;     /* as typed: core/unit_typed.h; "": unit_id */
	long unit_id;
	const char *from, *to; /* as typed: first and last day; may be empty */
	const char *decision;
};
/*
 * E_INVALID with findings at role, unit, from, to, decision, also for what the
 * actor may not give; E_NOTFOUND: a person he does not see; E_CONFLICT.
 */
enum rc grant_add(struct db *, const struct ctx *, const struct grant_in *,
    struct findings *) NODISCARD;
/* last: the last day, as typed; empty: it ends at once. */
enum rc grant_end(struct db *, const struct ctx *, long person, long version,
    long access_id, const char *last, struct findings *) NODISCARD;
/* By role and unit: for the command line. */
enum rc grant_end_role(struct db *, const struct ctx *, long person, enum role,
    long unit, const char *last, struct findings *) NODISCARD;

/* -- what others build on; no rule is asked -- */
struct grant_row {
	long person, unit, for_id;
	enum role role;
	const char *from, *to; /* ISO; to is the first day after */
	const char *decision, *sign_as;
};
/* A row in force or to come, locked: ids, role and days. */
enum rc grant_lock(struct db *, const struct ctx *, long id,
    struct held *ret) NODISCARD;
/* E_CONFLICT: they have that role there in that time. */
enum rc grant_store(struct db *, const struct ctx *,
    const struct grant_row *) NODISCARD;
/* What that row gives ends after the day typed as `last`, or at once. */
enum rc grant_close(struct db *, const struct ctx *, const struct held *,
    const char *last, struct findings *) NODISCARD;
/* ... or with the day before `day`; on record as what it was. */
enum rc grant_end_on(struct db *, const struct ctx *, const struct held *,
    const char *day) NODISCARD;
/*
 * All that a person has, and all that a lender (0: nobody) has lent, ends so,
 * each on record.
 */
enum rc grant_end_all(struct db *, const struct ctx *, long person, long lender,
    const char *day) NODISCARD;
#endif
