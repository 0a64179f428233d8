/* audit_in.h - what is looked for in the record, as the search and its files
 * are asked for it */
#ifndef APP_AUDIT_IN_H
#define APP_AUDIT_IN_H
#include "app/app.h"
#include "core/audit_search.h"

struct audit_in {
	long number;
	const char *who, *unit, *act, *object, *request, *address, *from, *to;
	long chain, seq; /* older than that entry, which is of that instant */
	const char *before;
};
#define AUDIT_TEXT(m, n) FIELD(struct audit_in, m, .max = (n), .optional = true)
#define AUDIT_FIELDS \
	FIELD(struct audit_in, number, .min = 0, .optional = true), \
	    FIELD(struct audit_in, chain, .min = -(1L << 60), \
		.optional = true), \
	    FIELD(struct audit_in, seq, .min = 0, .optional = true), \
	    AUDIT_TEXT(before, 26), AUDIT_TEXT(who, 60), \
	    AUDIT_TEXT(unit, 200), AUDIT_TEXT(act, 30), \
	    AUDIT_TEXT(object, 30), AUDIT_TEXT(request, 40), \
	    AUDIT_TEXT(address, 45), AUDIT_TEXT(from, 20), AUDIT_TEXT(to, 20)
/*
 * E_INVALID with findings: no such account or unit, no date.  E_MALFORMED: no
 * entry to go on from.
 */
enum rc audit_in_read(struct rq *, const struct audit_in *,
    struct audit_query *ret) NODISCARD;
/* A chain of the record that the actor may read: core/audit_search.h. */
extern const struct object chain_object;
#endif
