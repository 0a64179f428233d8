/* verify_part.h - what the files of verify.h share */
#ifndef CORE_VERIFY_PART_H
#define CORE_VERIFY_PART_H
#include "core/audit_entry.h"
#include "core/verify.h"

struct check {
	struct db *db;
	const struct verify_in *in;
	struct verify *v;
	struct arena *page; /* what one page needs; emptied after it */
	long archived;      /* the last seal whose entries are in a file */
	char forgotten[20]; /* before that addresses are; "": none */
};
/* One more fault; the first ones are kept. */
void verify_bad(struct check *, struct verify_fault, const char *fmt, ...)
    FMT(3, 4);
void verify_step(struct check *); /* a page is done */

enum rc verify_chains(struct check *) NODISCARD;
enum rc verify_seals(struct check *) NODISCARD;
enum rc verify_anchors(struct check *) NODISCARD;
enum rc verify_revisions(struct check *) NODISCARD;
enum rc verify_receipts(struct check *) NODISCARD;
enum rc verify_archives(struct check *) NODISCARD;
enum rc verify_restored(struct check *) NODISCARD;
/* Entries of one page: revisions that they tell of, events of blanked ones. */
enum rc verify_told(struct check *, const struct audit_entries *) NODISCARD;
/* "revision=3; sha=...": false if the text is not that. */
bool verify_told_of(const char *detail, long *ret_no, const char **ret_sha);
#endif
