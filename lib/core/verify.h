/*
 * verify.h - is the record what it was? every link, from the rows to the
 * anchors
 *
 *     entries -> chains of streams -> heads -> seals -> anchors
 *     revisions <-> entries of sendings
 *
 * Everything is read in one snapshot of a running system, page by page, so that
 * memory does not grow with the record; the cost is one pass over the rows.
 * What is wrong is data: struct verify lists the first faults, each in a
 * sentence.  What this proves and what not: doc/record.md.
 */
#ifndef CORE_VERIFY_H
#define CORE_VERIFY_H
#include "core/restored.h"
#include "core/seal.h"

enum { VERIFY_FAULTS = 20, VERIFY_ANCHORS = 8 };

struct verify_fault {
	/* "entry", "chain", "head", "seal", "anchor", "revision",
	 * "signature", "receipt", "archive", "backup" */
	const char *link;
	long stream, seq; /* of an entry, a chain, a head; else 0 */
	long no;          /* of a seal; a revision's report; else 0 */
	const char *text;
};
struct verify {
	struct arena *mem; /* of the texts */
	long entries, streams, blanked, seals, sealed, revisions, anchors;
	long archived;     /* seals whose entries are in files */
	long unanchored;   /* seals that the anchor file has not */
	long unsigned_;    /* seals without signature */
	const char *since; /* the oldest entry without seal; NULL: none */
	long waiting;      /* how many have none */
	struct restoreds restored; /* backups that were put back, as told */
	long lost;                 /* anchored seals that went with them */
	long seal;                 /* the last one, 0: none */
	const char *seal_hash;
	struct verify_fault fault[VERIFY_FAULTS];
	long nfault; /* all of them */
};
struct verify_in {
	const char *key_file; /* setting sign_key, or NULL */
	const char *anchor[VERIFY_ANCHORS];
	long anchor_len[VERIFY_ANCHORS];
	size_t nanchor;
	/*
	 * Only what came after this seal, whose hash was this then; 0: all.
	 * Of revisions, those that entries since tell of.
	 */
	long after;
	const char *after_hash;
	/* Called now and then. */
	void (*progress)(const struct verify *);
};
/*
 * Another anchor file, as long as it is now: before the transaction begins, so
 * that what sealers append meanwhile is not missed in its snapshot.
 */
void verify_anchor(struct verify_in *, const char *path);
/* In a transaction that reads.  OK also when there are faults. */
enum rc verify_run(struct db *, struct arena *, const struct verify_in *,
    struct verify *ret) NODISCARD;
#endif
