/*
 * audit_forget.h - from where an act was done is forgotten after its time
 *
 * An address is personal data (Law 91/2025/QH15) and serves for finding out who
 * misused an account, which is done within some time.  The policy
 * `keep_addresses` (core/policy.h) says how long; what is older loses its
 * address and the address's salt, and keeps the hash of both, which the body's
 * hash covers (core/audit_entry.h, format 3): the record still verifies.
 *
 * An event (object "audit", act "forget", "before=INSTANT") tells up to when:
 * an address that is gone from a later entry is a fault that `baocao verify`
 * names.  Entries of format 2 hash the address with the rest of the body; of
 * them it goes only with all of it (core/audit_blank.h) or into an archive.
 */
#ifndef CORE_AUDIT_FORGET_H
#define CORE_AUDIT_FORGET_H
#include "base/ctx.h"
struct db;

/*
 * Of what is older than so many days; once a day, in a transaction.  Where
 * there are more than `most`, the oldest: the event tells how far it went, and
 * the next run goes on from there.
 */
enum { AUDIT_FORGET_MOST = 200000 };
enum rc audit_forget(struct db *, const struct ctx *, long days,
    long most) NODISCARD;
/* Up to when the record says that addresses are forgotten; "": never. */
enum rc audit_forgotten(struct db *, const char **ret) NODISCARD;
/* The same by the last event alone, for a page: it went furthest. */
enum rc audit_forgotten_last(struct db *, const char **ret) NODISCARD;
#endif
