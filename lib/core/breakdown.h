/*
 * breakdown.h - the dimensions that items are broken down by, and what becomes
 * of an item that is
 *
 * A dimension (sex, age, sector ...) has categories.  An item that is broken
 * down by it has an item more for each category: its members, with the code
 * BASE.CATEGORY and the meaning of the base, which forms bind to like any
 * other. Several dimensions at once ("sex*age") make a member for each pair; an
 * item's breakdowns are written "sex, age, sex*age".
 *
 * A category that was ever used cannot be taken out, it is retired: nothing new
 * is made of it.
 */
#ifndef CORE_BREAKDOWN_H
#define CORE_BREAKDOWN_H
#include "base/ctx.h"
#include "base/findings.h"
#include "io/db.h"
struct item;

enum {
	BREAKDOWN_TERMS = 8, /* of an item */
	BREAKDOWN_CROSS = 3, /* dimensions at once */
	MEMBERS_MAX = 400    /* of an item */
};
struct breakdown {
	long id, owner_id, version;
	const char *code, *name, *name_en, *owner;
	bool
	    whole; /* the categories make up the whole: their sum is the base */
};
struct breakdowns {
	struct breakdown *at;
	size_t n;
};
struct category {
	long id, breakdown_id, place;
	const char *code, *name, *name_en;
	bool retired;
};
struct categories { /* by dimension, then place */
	struct category *at;
	size_t n;
};
enum rc breakdown_list(struct db *, struct breakdowns *ret) NODISCARD;
enum rc category_list(struct db *, struct categories *ret) NODISCARD;

/* By what an item is broken down, as it is written. */
enum rc item_breakdowns(struct db *, struct arena *, long item,
    const char **ret) NODISCARD;
/* Its members, by code. */
struct member {
	long id;
	const char *code, *name, *state;
	const char *cut; /* "sex=NU, age=T65" */
};
struct members {
	struct member *at;
	size_t n;
};
enum rc item_members(struct db *, long base, struct members *ret) NODISCARD;
/* Can it be read, and how?  A finding at "breakdowns" if not. */
struct breakdown_terms {
	size_t n;
	struct {
		size_t n;
		const struct breakdown *at[BREAKDOWN_CROSS];
	} term[BREAKDOWN_TERMS];
};
bool breakdown_read(struct arena *, const struct breakdowns *, const char *said,
    struct findings *, struct breakdown_terms *ret);
/* As item_breakdowns() writes it. */
const char *breakdown_write(struct arena *, const struct breakdown_terms *);
/*
 * Make the members that these ask for and are not there, in the meaning of the
 * base; members of what is no longer asked for are taken out, or retired where
 * a form has them.  E_CONFLICT with findings: a code is another item's.
 */
enum rc item_members_make(struct db *, const struct ctx *,
    const struct item *base, const struct breakdown_terms *,
    struct findings *) NODISCARD;

/* A dimension as an owner writes it: categories one a line, "NU Nữ | Women". */
struct breakdown_says {
	const char *code, *name, *name_en, *categories, *owner;
	bool whole;
};
enum rc breakdown_now(struct db *, struct arena *, const struct breakdown *,
    struct breakdown_says *ret) NODISCARD;
/*
 * Add one (id 0) or change it; seen: the version that was shown.  Categories
 * that are gone from the list are taken out, or retired where items have them.
 * E_NOTFOUND: out of the actor's reach; E_CONFLICT: changed meanwhile.
 */
enum rc breakdown_store(struct db *, const struct ctx *, long id, long seen,
    const struct breakdown_says *, struct findings *, long *ret_id) NODISCARD;
#endif
