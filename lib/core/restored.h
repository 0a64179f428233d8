/*
 * restored.h - a backup was put back: what the record lost by it, and that
 *
 * A database that is put back from a copy verifies by itself: what came after
 * the copy is gone, and nothing in it says so.  Only what is kept outside does
 * (core/anchor.h): seals are anchored that the database has not, or has others
 * of.  Sealing stops then (seal_stopped()), so that no two seals have one
 * number, until whoever put the copy back says so: `baocao audit restored`.
 *
 * That is an entry of the record (object "backup", act "restore"): by whom and
 * why, the last seal and the last entry that are left, and the anchored seals
 * that are lost, with the hash of the last one.  Numbers of lost seals are not
 * used again: the next seal follows the last one that is left, with a number
 * after them.  `baocao verify` takes the gap, and the anchors of what was lost,
 * for told, and names them each time: a loss stays visible for good.
 */
#ifndef CORE_RESTORED_H
#define CORE_RESTORED_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

struct restored {
	long kept, lost; /* the last seal that is left; the last lost one */
	const char *lost_hash, *at; /* as it was anchored; when it was told */
};
struct restoreds {
	struct restored *at;
	size_t n;
};
/* In the order of their numbers. */
enum rc restored_list(struct db *, struct restoreds *ret) NODISCARD;
/* Is the seal of this number one that was lost and told of? */
bool restored_lost(const struct restoreds *, long no);
/* No seal has this number, or a lower one, from now on; 0: nothing was lost. */
enum rc restored_last(struct db *, long *ret) NODISCARD;
/* What the entry of the record says of it, first. */
const char *restored_told(struct arena *, const struct restored *);

/* Does a seal of number `no` follow the one of number `before`? */
bool restored_follows(const struct restoreds *, long before, long no);

/* What an anchor file has that the database has not. */
struct restored_gap {
	long kept; /* the seals up to this one agree */
	long lost; /* the last anchored one that does not; 0: all agree */
	long n;    /* how many do not */
	const char *kept_at, *lost_at, *lost_hash; /* kept_at: NULL: none */
};
/*
 * In a transaction that reads.  Lines that were told of already agree.
 * E_NOTFOUND: there is no such file.
 */
enum rc restored_look(struct db *, struct arena *, const char *anchor_file,
    struct restored_gap *ret) NODISCARD;
/*
 * Tell of it.  E_INVALID with a finding at "by" or "reason": who put it back,
 * and why, must be said; at "anchor": nothing is missing.
 */
enum rc restored_tell(struct db *, const struct ctx *,
    const struct restored_gap *, const char *by, const char *reason,
    struct findings *) NODISCARD;
#endif
