/* audit_page.h - entries in order, page by page, without a scope: for those who
 * have the command line */
#ifndef CORE_AUDIT_PAGE_H
#define CORE_AUDIT_PAGE_H
#include "core/audit_entry.h"

/* The last n, the latest first; stream 0: of all. */
enum rc audit_tail(struct db *, long stream, long n,
    struct audit_entries *ret) NODISCARD;
/* Of one stream (0: of all), from an instant on and before another, in UTC. */
struct audit_range {
	long stream;
	const char *from, *to;
};
/* Where such entries stand, chain after chain: none is before or after. */
struct audit_part {
	long stream, first, last; /* seq */
};
struct audit_parts {
	struct audit_part *at;
	size_t n;
};
enum rc audit_parts(struct db *, const struct audit_range *,
    struct audit_parts *ret) NODISCARD;
/* The first of a part, at most max, in their order. */
enum rc audit_page(struct db *, const struct audit_range *,
    const struct audit_part *, long max, struct audit_entries *ret) NODISCARD;
#endif
