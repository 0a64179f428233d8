/*
 * lease.h - one at a time in the whole cluster: a row with a unique name
 *
 * Judged by the database's real time.  A holder that dies lets go when its
 * lease runs out.  Each call belongs in a transaction of its own.
 *
 * On several nodes it is the COMMIT that tells: of two that took it, one is
 * E_BUSY there, and E_CONFLICT when it tries again.  The clocks of nodes may
 * differ by less than the lease's length.
 */
#ifndef CORE_LEASE_H
#define CORE_LEASE_H
#include "base/ctx.h"
struct db;

/* E_CONFLICT: somebody else has it.  *ret_holder is what to give it back by. */
enum rc lease_take(struct db *, const struct ctx *, const char *name,
    long seconds, const char **ret_holder) NODISCARD;
enum rc lease_drop(struct db *, const char *name, const char *holder) NODISCARD;
#endif
