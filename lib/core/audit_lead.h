/*
 * audit_lead.h - which index finds what is looked for in the record
 *
 * Where one index has all that was asked for, it leads.  Where several things
 * are asked for together, each has an index that finds its own, and the one
 * that has least, or reaches furthest back with as much, leads; the rest is
 * looked up in each entry (core/audit_search.h).
 */
#ifndef CORE_AUDIT_LEAD_H
#define CORE_AUDIT_LEAD_H
#include "core/audit_search.h"
#include "core/audit_walk.h"

/*
 * Whose entries the actor may read: all, or those of the chains of these units,
 * in the order of their ids.  Where they are very many (`each`) an entry's own
 * is asked for: then so many of all are theirs that few are in vain.
 */
struct audit_scope {
	bool all, each;
	const struct audit_unit {
		long id;
	} * at;
	size_t n;
};
enum rc audit_scope(struct db *, const struct ctx *, long stream,
    struct audit_scope *ret) NODISCARD;
bool audit_in_scope(const struct audit_scope *, long stream);

enum rc audit_lead(struct db *, const struct ctx *, const struct audit_query *,
    const struct audit_scope *, struct audit_walk *ret) NODISCARD;
#endif
