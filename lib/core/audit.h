/*
 * audit.h - who did what to which, in the same transaction as the act
 *
 * One chain per stream: a unit's id, or a stream below zero for acts that
 * belong to no unit.  hash = SHA-256 over length-prefixed fields and the hash
 * before; the head row is what a writer locks FIRST (lock order: unit, report,
 * rows), so that a chain has no gaps and no two ends.
 */
#ifndef CORE_AUDIT_H
#define CORE_AUDIT_H
#include "base/ctx.h"
struct db;

/* Streams of acts that belong to no unit. */
enum {
	AUDIT_PERSONS = -1, /* .. -16, see audit_stream_of() */
	AUDIT_KEYS = -17,
	AUDIT_UNITS = -18, /* the tree of units, as it is loaded */
	AUDIT_FORMS = -19,
	AUDIT_ITEMS = -20,
	AUDIT_DAYS = -21,     /* the table of days off */
	AUDIT_GROUPS = -25,   /* groups of units */
	AUDIT_TOKENS = -65,   /* API tokens */
	AUDIT_SETTINGS = -66, /* core/policy.h */
	AUDIT_REGIMES = -1000 /* minus the regime's id */
};

struct audit_head {
	long stream, seq;
	const char *hash;
};
enum rc audit_lock(struct db *, long stream, struct audit_head *ret) NODISCARD;
/* detail: short text, "name=value; ..."; cut at 1000 characters. */
enum rc audit_add(struct db *, const struct ctx *, struct audit_head *,
    const char *act, const char *object, long object_id,
    const char *detail) NODISCARD;
/* Both at once, for an act that locks nothing else. */
enum rc audit_one(struct db *, const struct ctx *, long stream, const char *act,
    const char *object, long object_id, const char *detail) NODISCARD;
/* The stream of an account's own acts: sign-in, sign-out, password. */
long audit_stream_of(const char *login);
/* Recompute a stream; E_CONFLICT, with the first bad seq in the log. */
enum rc audit_verify(struct db *, long stream, long *ret_rows) NODISCARD;
#endif
