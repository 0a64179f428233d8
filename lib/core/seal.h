/*
 * seal.h - seals: what was in the record at a time can no longer be changed
 *
 * A chain ends where its writer says it ends, and whoever owns the database can
 * write another end.  So what has been committed is sealed, every few minutes
 * (the cron run, `baocao audit seal`): a Merkle root (core/merkle.h) over the
 * hashes of entries, in the order of stream and seq; seals are chained,
 * numbered without gaps, and signed with the installation's key
 * (core/sign_key.h).  One hash then stands for everything before it; kept
 * outside (core/anchor.h), it holds whoever owns the database to it.
 *
 *     hash      = SHA-256 of "seal|no|n|", then root, prev, at (as entries are)
 *     signature = of "baocao-head", no and hash, a line each
 *
 * Which entries are sealed is in each of them (audit.seal_no, NULL at first)
 * and never follows from a watermark: what commits late is found by the next
 * run, on whichever node it was written.  The index on seal_no holds those that
 * are not sealed together, so that a run costs what it seals and not what there
 * is.  A reader of one snapshot sees of each stream a beginning: seals with
 * greater numbers hold greater seqs.
 */
#ifndef CORE_SEAL_H
#define CORE_SEAL_H
#include "core/merkle.h"
#include "core/sign_key.h"
struct db;

enum { SEAL_MAX = 5000 }; /* entries in one seal */

struct seal {
	long no, n;
	const char *root, *prev, *at, *hash;
	const char *sign_key, *signature; /* "": this installation signs not */
};
struct seals {
	struct seal *at;
	size_t n;
};
const char *seal_hash(struct arena *, const struct seal *);
/* What is signed. */
const char *seal_text(struct arena *, const struct seal *);
/* SIGN_GOOD also of one that is not signed: look at sign_key. */
enum sign_state seal_signed(struct arena *, const struct sign_keys *,
    const struct seal *);
/* E_NOTFOUND: nothing has ever been sealed. */
enum rc seal_last(struct db *, struct seal *ret) NODISCARD;
enum rc seal_get(struct db *, long no, struct seal *ret) NODISCARD;
/* Those after no, at most max of them, in their order. */
enum rc seal_after(struct db *, long no, long max, struct seals *ret) NODISCARD;
/* How many entries wait for a seal, and since when (NULL: none). */
struct seal_waiting {
	long n;
	const char *since;
};
enum rc seal_waiting(struct db *, struct seal_waiting *ret) NODISCARD;
/* The same, for a page: of more than max no more is said (n max, since NULL).
 */
enum rc seal_waiting_some(struct db *, long max,
    struct seal_waiting *ret) NODISCARD;

/* That an entry is in its seal. */
struct seal_proof {
	struct seal seal;
	struct merkle_path path;
	size_t place; /* of the entry in the seal, from 0 */
	bool holds;   /* the path leads from the entry to the seal's root */
};
/* E_NOTFOUND: the entry is not sealed, or not in the table. */
enum rc seal_prove(struct db *, struct arena *, long stream, long seq,
    struct seal_proof *ret) NODISCARD;

/*
 * Seal what waits, at most SEAL_MAX of it: a transaction of its own.  key_file
 * as in sign_text(); without one a seal is made only before there ever was a
 * key (E_INTERNAL otherwise).  *ret_n: entries sealed; when it is SEAL_MAX
 * there may be more.  Two at once are harmless: one of them is E_BUSY, and runs
 * again.
 */
enum rc seal_make(struct db *, const struct ctx *, const char *key_file,
    long *ret_n) NODISCARD;
#endif
