/*
 * audit_names.h - whom and what the numbers in an entry's changes are
 *
 * Before and after (core/change.h) hold ids, since names change and codes are
 * used again; readers see names.  "unit" and "owner" are units, "units" a list
 * of them ("[4711,4712]"), so is the number in a name such as "unit 4711 above"
 * (core/unit_told.h); "person" and "for" are accounts.
 */
#ifndef CORE_AUDIT_NAMES_H
#define CORE_AUDIT_NAMES_H
#include "base/base.h"
struct db;

struct audit_named {
	const char *kind; /* "unit", "person" */
	long id;
	const char *name;
};
struct audit_names {
	struct audit_named *at;
	size_t n;
};
/* Of both texts together: one statement. */
enum rc audit_names(struct db *, const char *was, const char *became,
    struct audit_names *ret) NODISCARD;
/* NULL: it is not known. */
const char *audit_name(const struct audit_names *, const char *kind, long id);
/* Which kind of thing a member's value is the number of; NULL: none. */
const char *audit_names_kind(const char *member);
/* The number in "unit 4711", "unit 4711 above"; *ret_rest: " above"; or 0. */
long audit_names_unit(const char *member, const char **ret_rest);
#endif
