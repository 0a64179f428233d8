/*
 * person_list.h - the people whom an administrator sees, searched
 *
 * Those of core/delegate.h: who works in one of his units, or has a role there
 * that has not ended; at the top of a line, who is nowhere, too.
 */
#ifndef CORE_PERSON_LIST_H
#define CORE_PERSON_LIST_H
#include "core/access.h"

enum { PEOPLE_PAGE = 50 };
enum person_state {
	PEOPLE_OPEN, /* can sign in */
	PEOPLE_ALL,
	PEOPLE_LOCKED,
	PEOPLE_LEFT,
	PEOPLE_NO_ROLE,     /* can sign in, and do nothing */
	PEOPLE_STANDING_IN, /* for somebody, today */
	PEOPLE_STATES
};
struct person_query {
	const char *words; /* marks and case do not matter; NULL: all */
	long unit;         /* works there or below, or has a role; 0: any */
	long role;         /* enum role; 0: any */
	enum person_state state;
	long page; /* from 1 */
};
struct person_row {
	long id, unit_id; /* where they work today; unit NULL: nowhere */
	const char *login, *name, *title, *unit, *valid_to;
	const char *roles; /* lines "ROLE<tab>FOR<tab>UNIT", today's; NULL */
	bool locked;
	long total; /* found in all, beyond this page */
};
struct person_rows {
	struct person_row *at;
	size_t n;
	long total;
};
enum rc person_search(struct db *, const struct ctx *,
    const struct person_query *, struct person_rows *ret) NODISCARD;
/* One of those roles at a time; false at the end. */
struct person_role {
	enum role role;
	bool lent; /* to them */
	const char *unit;
};
bool person_role_next(struct arena *, const char **roles,
    struct person_role *ret);

/* -- for the command line: every account, a row for each role it has had -- */
struct person_all {
	const char *login, *name, *title, *search, *person_to;
	bool locked;
	long role, unit_id, for_id;
	const char *unit_code, *unit, *level, *valid_from, *valid_to;
};
struct person_alls {
	struct person_all *at;
	size_t n;
};
/* unit: with a role, now or once, there or below; 0: all. */
enum rc person_all(struct db *, long unit, struct person_alls *ret) NODISCARD;
#endif
