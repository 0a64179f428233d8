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
#include "core/seal.h"

struct audit_archive {
	long last_seal, first_seal, n;
	const char *month, *file_sha, *base_sha, *at;
};
struct audit_archives {
	struct audit_archive *at;
	size_t n;
};
enum rc audit_archive_list(struct db *, struct audit_archives *ret) NODISCARD;
/* What the entry of the record says of it, after its month. */
const char *audit_archive_told(struct arena *, const struct audit_archive *);
/* SHA-256 over audit_base, all of it, as it is now. */
enum rc audit_base_sha(struct db *, struct arena *, const char **ret) NODISCARD;
#endif
