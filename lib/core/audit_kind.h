/*
 * audit_kind.h - every act that goes on record, and what it carries
 *
 * One table: an act that is not in it cannot be put on record, and one that
 * changes something cannot without saying how it was and how it is
 * (core/audit.h: audit_put).  Words for readers stand in view/audit_words.c;
 * tests/unit/test_audit_kind.c holds the two together.
 */
#ifndef CORE_AUDIT_KIND_H
#define CORE_AUDIT_KIND_H
#include <stdbool.h>
#include <stddef.h>

enum audit_carries {
	/*
	 * Nothing was changed (a read, a sign-in, a refusal), or what follows
	 * is recorded act by act (the start of a job).
	 */
	AUDIT_EVENT = 1,
	AUDIT_MADE,   /* how it is: it was not there before */
	AUDIT_GONE,   /* how it was: it is not there any more */
	AUDIT_CHANGE, /* how it was and how it is, as far as they differ */
	/*
	 * Something was changed that must not stand in the record: a password,
	 * a second factor, the name of somebody who was erased.
	 */
	AUDIT_SECRET
};
struct audit_kind {
	const char *object, *act; /* object "*": any */
	enum audit_carries carries;
};
extern const struct audit_kind audit_kinds[];
extern const size_t audit_nkind;

/* NULL: there is no such act. */
const struct audit_kind *audit_kind(const char *object, const char *act);
/*
 * NULL, or what is wrong, for the log: an act that is not in the table, or one
 * without what it has to carry.
 */
const char *audit_kind_wrong(const char *object, const char *act,
    const char *was, const char *became);
#endif
