/*
 * assign_edit.h - who reports: assigned, exempted, counted before it is done
 *
 * Rows of the table assignment come and end; one that ended stays, since
 * reports were opened by it.  All of it is a change of the regime, under its
 * lock and its owners' right: core/regime_edit.h.
 */
#ifndef CORE_ASSIGN_EDIT_H
#define CORE_ASSIGN_EDIT_H
#include "core/regime_edit.h"

struct assignment {
	long id;
	const char *kind; /* level unit group */
	bool exempt;
	const char *name;      /* of the level (a code), the unit, the group */
	long target_id;        /* unit or group; 0: a level */
	const char *unit_code; /* of a unit */
	const char *due, *reason, *valid_from, *valid_to;
};
struct assignments {
	struct assignment *at;
	size_t n;
};
/* All of a regime's: levels from the top, units, groups; then exemptions. */
enum rc assign_list(struct db *, long regime_id,
    struct assignments *ret) NODISCARD;

struct assign_in {
	const char *kind, *level;
	long unit_id, group_id;
	bool exempt;
	const char *due, *reason;
	const char *from, *to; /* ISO dates; NULL: always, for good */
};
/*
 * Add a row.  What is wrong is a finding: no such level, unit or group, a unit
 * that does not stand in the line, a deadline that does not fit, an exemption
 * without a reason, the same assigned twice in one time.
 */
enum rc assign_add(struct db *, const struct ctx *, long regime_id,
    long version, const struct assign_in *, struct findings *) NODISCARD;
/* It holds until the day before; one that has not begun is taken back. */
enum rc assign_end(struct db *, const struct ctx *, long regime_id,
    long version, long id, const char *day, struct findings *) NODISCARD;
/* Another deadline for a row. */
enum rc assign_due(struct db *, const struct ctx *, long regime_id,
    long version, long id, const char *due, struct findings *) NODISCARD;

/* Who will report for a window that ends on that day. */
struct owing {
	long unit_id;
	const char *code, *name, *level, *due;
};
struct owings {
	struct owing *at;
	size_t n;
};
enum rc assign_who(struct db *, const struct ctx *, long regime_id,
    const char *day, long limit, long offset, struct owings *ret, long *ret_all,
    long *ret_without) NODISCARD;
/* By level: how many. */
struct owing_level {
	const char *level;
	long n;
};
struct owing_levels {
	struct owing_level *at;
	size_t n;
};
enum rc assign_count(struct db *, const struct ctx *, long regime_id,
    const char *day, struct owing_levels *ret) NODISCARD;
#endif
