/*
 * standing.h - one person as an administrator meets them
 *
 * What they may do and why: each role with its unit, from when to when, by
 * which decision, who gave it, for whom they stand in and who stands in for
 * them; where they worked and work; and what the actor may do about it.
 */
#ifndef CORE_STANDING_H
#define CORE_STANDING_H
#include "core/delegate.h"
#include "core/person.h"

/* A row of the table access. */
struct held {
	long id, person_id, role, unit_id, for_id;
	long version; /* of the person who has it; core/deputy.h alone */
	const char *unit, *level, *code;
	const char *valid_from, *valid_to, *decision;
	const char *sign_as;       /* of one who stands in: "KT", "TUQ" */
	const char *given, *ended; /* instants; NULL: not known, not so */
	const char *giver, *ender; /* names; NULL: the command line */
	/* whose right it is, or, of one that is lent, who has it */
	const char *other, *other_login;
	/* how the actor stands to the unit: struct reach */
	long inside, above, top, mask;
	bool live; /* has not ended; it may begin later */
	bool now;  /* in force today */
	bool mine; /* the actor may end it */
};
struct helds {
	struct held *at;
	size_t n;
};
struct post {
	long unit_id, inside;
	const char *unit, *level, *code, *valid_from, *valid_to, *decision;
	bool now;
};
struct posts {
	struct post *at;
	size_t n;
};
struct standing {
	struct person p;
	struct helds held;       /* what they have and had; the latest first */
	struct helds lent;       /* what others have and had of theirs */
	struct posts posts;      /* the latest first */
	const struct post *post; /* of today, or the last; NULL: none */
	bool self;               /* the actor */
	bool whole;              /* the account is the actor's to touch */
	bool inside;             /* the actor may give them roles */
};
/* E_NOTFOUND: nobody, or nobody the actor sees.  Oneself is always seen. */
enum rc standing_get(struct db *, const struct ctx *, long person,
    struct standing *ret) NODISCARD;
/*
 * The same, to change something: the person's row is locked, and their version
 * is `version`, else E_CONFLICT; -1: whichever it is.
 */
enum rc standing_lock(struct db *, const struct ctx *, long person,
    long version, struct standing *ret) NODISCARD;
/* The person alone, locked; the version as there. */
enum rc standing_person(struct db *, long person, long version,
    struct person *ret) NODISCARD;
/*
 * Would they hold roles that one person must not, from that day up to another?
 * A finding at "role" then.  Reads what is committed by now (locks).
 */
enum rc standing_apart(struct db *, long person, enum role, const char *from,
    const char *to, struct findings *) NODISCARD;
/* One version up, so that whoever had the page open sees it. */
enum rc standing_touch(struct db *, long person) NODISCARD;

/*
 * A day as people type it, not before today; empty is today.  Else false, with
 * a finding there.
 */
bool day_typed(const struct ctx *, const char *typed, const char *where,
    struct findings *, const char **ret);
/* The last day of something, as people type it; empty: DATE_MAX.  *ret is the
 * first day after. */
bool last_day_typed(const struct ctx *, const char *typed, const char *from,
    const char *where, struct findings *, const char **ret);
/* A decision's number and date: a line of up to 200 characters. */
bool decision_typed(const char *, bool needed, struct findings *);
#endif
