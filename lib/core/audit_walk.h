/*
 * audit_walk.h - entries of the record in order, the latest first, by an index
 *
 * A nation's record has millions of entries.  A branch is what one index has in
 * the order of time: those of a person, of a chain, of a kind of act ...; a
 * walk merges branches that have no entry in common.  It reads what it is asked
 * for, a few more of each branch, and never counts.
 */
#ifndef CORE_AUDIT_WALK_H
#define CORE_AUDIT_WALK_H
#include "base/base.h"
struct db;

/* Entries stand in the order of time, chain and number. */
struct audit_place {
	const char *at; /* in UTC, to the microsecond */
	long stream, seq;
};
struct audit_places {
	struct audit_place *at;
	size_t n;
};
/* As an instant is written in full: "2026-09-28 02:03:04.000005". */
bool audit_place_at(const char *);

struct audit_branch {
	enum audit_lead {
		LEAD_TIME,    /* all of them */
		LEAD_STREAM,  /* n */
		LEAD_PERSON,  /* n */
		LEAD_ADDRESS, /* a */
		LEAD_REQUEST, /* a */
		LEAD_OBJECT,  /* a, with the number n */
		LEAD_KIND     /* object a, act b */
	} lead;
	const char *a, *b;
	long n;
	/* the walk's own */
	struct audit_places read;
	size_t used;
	struct audit_place last;
	bool ended;
};
struct audit_walk {
	struct audit_branch *at;
	size_t n;
	const char *from; /* an instant: those since then */
	/* what is known of the next ones, in order */
	struct audit_places ahead;
	bool ended; /* there are no more than those */
};
/* Before that place; branches: n of them, their first three members. */
void audit_walk_begin(struct audit_walk *, const struct audit_place *before);
/* Have at least so many ahead, or all that there are. */
enum rc audit_walk_ahead(struct db *, struct arena *, struct audit_walk *,
    size_t n) NODISCARD;
/* These are done with: n of those ahead. */
void audit_walk_on(struct audit_walk *, size_t n);
#endif
