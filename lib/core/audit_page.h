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
/* Those after an entry, by stream and seq. */
enum rc audit_page(struct db *, const struct audit_range *, long stream,
    long seq, long max, struct audit_entries *ret) NODISCARD;
#endif
