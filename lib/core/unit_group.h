/*
 * unit_group.h - groups of units, that are assigned together
 *
 * A group belongs to a unit, whose owners (MAY_OWN) change it; any owner may
 * assign a regime to any group.  Members come and go by date.  Changing a group
 * changes who owes the regimes it is assigned to: their versions grow, so that
 * what was open is looked at again.
 */
#ifndef CORE_UNIT_GROUP_H
#define CORE_UNIT_GROUP_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

struct unit_group {
	long id, owner_id, version, members, regimes;
	const char *name, *owner;
	bool mine; /* within the actor's right */
};
struct unit_groups {
	struct unit_group *at;
	size_t n;
};
struct group_member {
	long unit_id;
	const char *code, *name, *level, *valid_from, *valid_to;
};
struct group_members {
	struct group_member *at;
	size_t n;
};
/* All there are, with how many members they have today; by name. */
enum rc group_list(struct db *, const struct ctx *,
    struct unit_groups *ret) NODISCARD;
enum rc group_get(struct db *, const struct ctx *, long id,
    struct unit_group *ret) NODISCARD;
/* Past ones as well, by level and code. */
enum rc group_members(struct db *, long id,
    struct group_members *ret) NODISCARD;
/* E_INVALID with findings at "name", "owner". */
enum rc group_create(struct db *, const struct ctx *, long owner_id,
    const char *name, struct findings *, long *ret_id) NODISCARD;
enum rc group_rename(struct db *, const struct ctx *, long id, long version,
    const char *name, struct findings *) NODISCARD;
/* Only one that was never assigned: else E_INVALID. */
enum rc group_delete(struct db *, const struct ctx *, long id, long version,
    struct findings *) NODISCARD;
/* What to look for among the units that are no members today. */
struct group_query {
	long group_id;
	const char *words, *level; /* no marks needed; "" or NULL: any */
	long above;                /* somewhere below that unit; 0: anywhere */
};
enum { GROUP_FOUND = 200 };
/* By level and code, so many; more: there are others. */
enum rc group_find(struct db *, const struct ctx *, const struct group_query *,
    struct group_members *ret, bool *ret_more) NODISCARD;
/* Members by their codes ("00004", "commune/00004"), one a line or by commas;
 * finding at "units" for each that cannot be found. */
enum rc group_add(struct db *, const struct ctx *, long id, long version,
    const char *units, const char *from, const char *to, struct findings *,
    long *ret_added) NODISCARD;
/* Until the day before; whoever was to begin later is taken out. */
enum rc group_end(struct db *, const struct ctx *, long id, long version,
    long unit_id, const char *day, struct findings *) NODISCARD;
#endif
