/*
 * audit_archive.h - months of the record that are in files, still verified
 *
 * A file holds whole seals and all of their entries, one JSON object a line:
 *     {"baocao":"record","v":1,"month":"2026-09","first":1,"last":9}
 *     {"base":[31,0,"000..."]}          where each of its chains began
 *     {"seal":{...}}                    a seal, then its entries
 *     {"entry":{...}} ...
 *     {"end":{"entries":812,"sha":"..."}}  SHA-256 of all bytes before
 * Once the file is on disk, the entries are removed from the table: the chains
 * go on from audit_base, the seals stay, and an entry of the record tells which
 * file it was, with its hash.  Only seals that are wholly before the end of the
 * month are taken, and those before a seal that is not.
 */
#ifndef CORE_AUDIT_ARCHIVE_H
#define CORE_AUDIT_ARCHIVE_H
#include "base/ctx.h"
#include "base/findings.h"
#include "core/verify.h"

struct audit_archive {
	long last_seal, first_seal, n;
	const char *month, *file_sha, *base_sha, *at;
};
struct audit_archives {
	struct audit_archive *at;
	size_t n;
};
enum rc audit_archive_list(struct db *, struct audit_archives *ret) NODISCARD;
/*
 * The seals of a month that can go, and how many entries they hold: all before
 * its end, in a row after those that went before.  last 0: none.
 */
struct audit_span {
	const char *month;
	long first, last, n;
};
enum rc audit_archive_span(struct db *, struct arena *, const char *month,
    struct audit_span *ret) NODISCARD;
/*
 * Write them to a file that is not there yet, and to the disk; in a transaction
 * that reads.  E_CONFLICT: the file is there.  E_INTERNAL, with a line in the
 * log: it cannot be written.  *ret_sha: of the whole file.
 */
enum rc audit_archive_write(struct db *, struct arena *,
    const struct audit_span *, const char *path,
    const char **ret_sha) NODISCARD;
/*
 * Take them out of the table, once the file was read back and is whole: a
 * transaction of its own.  E_CONFLICT: they are not what they were.
 */
enum rc audit_archive_drop(struct db *, const struct ctx *,
    const struct audit_span *, const char *file_sha) NODISCARD;

/* What is in a file, checked by itself and against the seals of the database.
 */
struct audit_file {
	const char *month, *sha;
	long first, last, entries;
	struct verify_fault *fault; /* the first one; NULL: it holds */
};
/*
 * In a transaction that reads.  E_INVALID: the file cannot be read, or is no
 * archive (a finding).  recorded: the database must say that it was archived.
 */
enum rc audit_archive_check(struct db *, struct arena *, const char *path,
    bool recorded, struct findings *, struct audit_file *ret) NODISCARD;

/* What the entry of the record says of it, after its month. */
const char *audit_archive_told(struct arena *, const struct audit_archive *);
/* SHA-256 over audit_base, all of it, as it is now. */
enum rc audit_base_sha(struct db *, struct arena *, const char **ret) NODISCARD;
#endif
