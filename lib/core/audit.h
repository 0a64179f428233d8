/*
 * audit.h - who did what to which, in the same transaction as the act
 *
 * One chain per stream: a unit's id, or a stream below zero for acts that
 * belong to no unit.  An entry's hash covers the hash before it
 * (core/audit_entry.h); the head row is what a writer locks FIRST (lock order:
 * unit, report, rows), so that a chain has no gaps and no two ends.
 *
 * Who acts, for whom, in which role, from which address and in which request
 * comes from the ctx; a caller says what was done to which object, and, where
 * something changed, how it was before and after (core/change.h).
 */
#ifndef CORE_AUDIT_H
#define CORE_AUDIT_H
#include "base/ctx.h"
struct db;
struct change;

/*
 * Streams of acts that belong to no unit.  What many people do at once is
 * spread over AUDIT_SPREAD of them, downwards from the first: see
 * audit_stream_of() and audit_spread().
 */
enum { AUDIT_SPREAD = 16 };
enum {
	AUDIT_PERSONS = -1, /* .. -16, an account's own acts */
	AUDIT_KEYS = -17,
	AUDIT_UNITS = -18, /* the tree of units, as it is loaded */
	AUDIT_FORMS = -19,
	AUDIT_ITEMS = -20,
	AUDIT_DAYS = -21,     /* the table of days off */
	AUDIT_GROUPS = -25,   /* groups of units */
	AUDIT_RECORD = -29,   /* the record itself: seals, archives, exports */
	AUDIT_TOKENS = -33,   /* API tokens */
	AUDIT_SETTINGS = -34, /* core/policy.h */
	AUDIT_READS = -40,    /* .. -55, exports and reads, by who reads */
	AUDIT_REFUSED = -60,  /* .. -75, refusals, by account or address */
	AUDIT_REGIMES = -1000 /* minus the regime's id */
};

struct audit_head {
	long stream, seq;
	const char *hash;
};
enum rc audit_lock(struct db *, long stream, struct audit_head *ret) NODISCARD;
/*
 * Locks heads without an entry, a JSON text of their streams, for what is read
 * now and must stay so.  On several database nodes a lock holds on one: a head
 * is therefore written, and of two that write it only one can COMMIT.  After
 * people, before all else, like audit_lock().
 */
enum rc audit_hold(struct db *, const char *streams) NODISCARD;
/*
 * The head as the transaction has seen it, without a lock; E_NOTFOUND: there is
 * none.  Whoever read much before the lock was had, knows by it whether that is
 * still so.
 */
enum rc audit_peek(struct db *, long stream, struct audit_head *ret) NODISCARD;

/*
 * detail: short text, "name=value; ..."; cut at 1000 bytes.  was and became:
 * how the object was and how it is now, NULL where there is no such thing (it
 * was made, it is gone, or nothing of it changed); cut at 16000 bytes each.
 * What an act has to carry says core/audit_kind.h: without it, or if it is not
 * in that table, it is E_INTERNAL, and nothing of the act is done.
 */
struct audit_act {
	const char *act, *object;
	long object_id;
	const char *detail, *was, *became;
};
enum rc audit_put(struct db *, const struct ctx *, struct audit_head *,
    const struct audit_act *) NODISCARD;
/* The same, with what differs. */
enum rc audit_change(struct db *, const struct ctx *, struct audit_head *,
    const char *act, const char *object, long object_id, const char *detail,
    struct change *) NODISCARD;
/* The same without before and after. */
enum rc audit_add(struct db *, const struct ctx *, struct audit_head *,
    const char *act, const char *object, long object_id,
    const char *detail) NODISCARD;
/* With the lock, for an act that locks nothing else. */
enum rc audit_put_one(struct db *, const struct ctx *, long stream,
    const struct audit_act *) NODISCARD;
enum rc audit_one(struct db *, const struct ctx *, long stream, const char *act,
    const char *object, long object_id, const char *detail) NODISCARD;
/* One of AUDIT_SPREAD streams from `first` downwards, by a text. */
long audit_spread(long first, const char *by);
/* The stream of an account's own acts: sign-in, sign-out, password. */
long audit_stream_of(const char *login);
/* Recompute a stream; E_CONFLICT, with the first bad seq in the log. */
enum rc audit_verify(struct db *, long stream, long *ret_rows) NODISCARD;
#endif
