/*
 * audit_search.h - the record, as an auditor reads it
 *
 * Who has MAY_AUDIT at the top reads all of it; elsewhere the chains of the
 * units that the right reaches (what belongs to no unit is the top's).  The
 * history of a report is also shown to whoever sees the report, without what
 * its unit typed and did not send.
 */
#ifndef CORE_AUDIT_SEARCH_H
#define CORE_AUDIT_SEARCH_H
#include "core/access.h"
#include "core/audit_entry.h"
#include "core/audit_walk.h"

/* What does not matter is NULL or 0; days are civil ones in Viet Nam. */
struct audit_query {
	long stream, person_id, object_id;
	const char *act, *object, *request, *address;
	const char *from, *to;     /* ISO, both included */
	struct audit_place before; /* older than that one; at NULL: any */
};
struct audit_hit {
	long stream, seq, person_id, object_id;
	const char *at, *login, *person, *behalf, *role, *act, *object;
	const char *detail, *address, *request;
	const char *unit;         /* NULL for other chains */
	const char *was, *became; /* JSON, or NULL */
};
struct audit_hits {
	struct audit_hit *at;
	size_t n;
};
/*
 * The latest first, at most max of them.  An index leads to what has one of the
 * things that are asked for; whether it has the others is looked up, in at most
 * `look` entries.  *ret_left: where to go on, as q->before; at NULL: there are
 * no more.  `bounded`: it is not known whether there are.
 */
struct audit_left {
	struct audit_place at;
	bool bounded;
};
enum rc audit_search(struct db *, const struct ctx *,
    const struct audit_query *, long max, long look, struct audit_hits *ret,
    struct audit_left *ret_left) NODISCARD;
/* One entry, whole, with the names; E_NOTFOUND also outside the scope. */
struct audit_full {
	struct audit_entry e;
	struct audit_hit names;
};
enum rc audit_find(struct db *, const struct ctx *, long stream, long seq,
    struct audit_full *ret) NODISCARD;
/* E_NOTFOUND: the actor may not read that chain. */
enum rc audit_may_read(struct db *, const struct ctx *, long stream) NODISCARD;
/*
 * What happened to a report (right: the caller has established it with
 * MAY_VIEW); drafts: also when figures were saved.
 */
enum rc audit_of_report(struct db *, long report_id, bool drafts, long max,
    struct audit_hits *ret) NODISCARD;
#endif
