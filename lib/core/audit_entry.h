/*
 * audit_entry.h - one entry of the record, and what its hashes are made of
 *
 * Lists of fields are hashed as "5:hello" one after the other, so that no two
 * different lists give the same text; a NULL is "-".
 *
 * Format 3, written today:
 *     address_sha = SHA-256 of address_salt, address
 *     body_sha = SHA-256 of salt, address_sha, detail, was, became
 *     hash     = SHA-256 of "v3|stream|seq|person|behalf|object_id|", then at,
 *                act, object, role, request, body_sha, prev
 * The body may be blanked by law (audit_blank.h): body_sha stays, so the chain
 * still verifies; the salt goes with it, so that what was there cannot be found
 * by trying.  The address alone is forgotten after its time (audit_forget.h):
 * then address_sha is kept; as long as the address is there it is computed.
 *
 * Format 2, written before: the address is part of the body
 *     body_sha = SHA-256 of salt, address, detail, was, became
 *     hash     = as in format 3, with "v2|"
 *
 * Format 1, written before: no body apart; address, role and the rest are empty
 *     hash     = SHA-256 of "stream|seq|person|object_id|", then at, act,
 *                object, request, detail, prev
 */
#ifndef CORE_AUDIT_ENTRY_H
#define CORE_AUDIT_ENTRY_H
#include "base/base.h"
#include "io/db.h"

enum { AUDIT_FORMAT = 3 };
#define AUDIT_NONE \
	"0000000000000000000000000000000000000000000000000000000000000000"

struct audit_entry {
	long stream, seq, format, person_id, behalf_id, object_id, seal_no;
	const char *at, *role, *act, *object, *request;
	const char *address, *salt, *detail, *was, *became; /* the body */
	const char *address_salt, *address_sha; /* sha: it is forgotten */
	const char *body_sha, *prev, *hash;
	bool blanked; /* the body is gone; body_sha is what it was */
};
struct audit_entries {
	struct audit_entry *at;
	size_t n;
};
/* In the order of the columns that AUDIT_COLUMNS selects. */
extern const struct db_col audit_entry_cols[23];
#define AUDIT_COLUMNS(a) \
	" " a "stream, " a "seq, " a "format, " a "at, " a "person_id, " a \
	"behalf_id, " a "role, " a "act, " a "object, " a "object_id, " a \
	"request, " a "address, " a "address_salt, " a "address_sha, " a \
	"salt, " a "detail, " a "was, " a "became, " a "blanked, " a \
	"body_sha, " a "prev, " a "hash, " a "seal_no "

/* Its place in a chain, with its hash: all that seals and archives bind. */
struct audit_link {
	long stream, seq;
	const char *hash;
};
struct audit_links {
	struct audit_link *at;
	size_t n;
};
extern const struct db_col audit_link_cols[3]; /* in this order */

const char *audit_body_sha(struct arena *, const struct audit_entry *);
const char *audit_entry_hash(struct arena *, const struct audit_entry *);
/*
 * What is wrong with this entry by itself: "body" (it is not what body_sha
 * says), "hash" (it is not what was hashed); NULL: nothing.
 */
const char *audit_entry_wrong(struct arena *, const struct audit_entry *);
#endif
