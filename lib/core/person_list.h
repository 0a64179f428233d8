/*
 * person_list.h - the people whom an administrator sees, searched
 *
 * Those of core/delegate.h: who works in one of his units, or has a role there
 * that has not ended; at the top of a line, who is nowhere, too.
 *
 * What a page costs follows from what it shows, not from the country.  Of an
 * administrator of a few units all people are read, counted, and come by name,
 * in pages with numbers.  Of more units than that nothing is counted: people
 * come by name, and those who are searched for by a word of theirs, whole words
 * first, from one page to the next by `after`.  A search that finds few among
 * many looks at some thousand people, says how far it came (`looked`), and goes
 * on from there when it is asked to.
 */
#ifndef CORE_PERSON_LIST_H
#define CORE_PERSON_LIST_H
#include "core/access.h"

enum { PEOPLE_PAGE = 50, PEOPLE_UNITS = 800 /* are a few */ };
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
	/* Where the page begins, as the one before it said; 0: at the start. */
	long after;
	const char *word;
};
struct person_row {
	long id, unit_id; /* where they work today; unit NULL: nowhere */
	const char *login, *name, *title, *unit, *valid_to;
	const char *roles; /* today's, for person_role_next(); NULL: none */
	bool locked;
	long total;       /* found in all, beyond this page */
	const char *word; /* they were found by */
};
struct person_rows {
	struct person_row *at;
	size_t n;
	long total; /* -1: not known */
	long after; /* 0: this is the last page */
	const char *word;
	long looked; /* the page ends before it is full: among so many */
};
enum rc person_search(struct db *, const struct ctx *,
    const struct person_query *, struct person_rows *ret) NODISCARD;
/* One of those roles at a time; false at the end. */
struct person_role {
	enum role role;
	bool lent; /* to them */
	long unit_id;
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
