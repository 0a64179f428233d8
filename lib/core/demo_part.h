/*
 * demo_part.h - the parts of a demonstration: for demo_*.c alone
 *
 * demo_figures.c draws plausible figures, demo_plan.c decides who has sent what
 * by when, demo_people.c makes the accounts, demo_period.c builds one period of
 * a regime, demo.c the whole.  All of it is a function of codes and dates.
 */
#ifndef CORE_DEMO_PART_H
#define CORE_DEMO_PART_H
#include "core/demo.h"
#include "core/revision.h"

/* Always the same number for the same words; 0 <= result < n. */
unsigned long demo_hash(const char *a, const char *b, const char *c);
long demo_pick(unsigned long hash, long n);

/*
 * Fill own of the sheet: the sum cells too, or only what does not add up.  A
 * unit that was made of others (their codes, with commas; or NULL) is as large
 * as they were together.
 */
void demo_figures(struct sheet *, const char *before, const char *old, int take,
    bool sums);

/* What happened to a report. */
struct demo_plan {
	const char *state;
	int revisions;
	const char *sent[2], *returned, *accepted; /* instants, or NULL */
};
/* How the chain of named accounts stands: everything is still to be done. */
enum demo_role { DEMO_PLAIN, DEMO_CHAIN, DEMO_RETURNED };
void demo_plan(struct arena *, const struct report *, const char *at,
    bool current, enum demo_role, struct demo_plan *ret);

/* Who sends for a unit. */
struct demo_head {
	long unit_id, person_id;
	const char *name;
	const char *old; /* codes of the units it was made of; or NULL */
};
struct demo_heads {
	struct demo_head *at;
	size_t n;
};
struct demo_chain { /* units with named accounts; 0: there is none */
	long centre, province, district, commune, returned, ministry,
	    department;
};
enum rc demo_people(struct db *, const struct ctx *, const char *at,
    const struct secret_cost *, struct demo_chain *ret_chain) NODISCARD;
enum rc demo_heads(struct db *, struct demo_heads *ret) NODISCARD;
const struct demo_head *demo_head_of(const struct demo_heads *, long unit_id);

struct demo_job {
	struct db *db;
	const struct ctx *ctx;
	const char *at;
	const struct demo_heads *heads;
	const struct demo_chain *chain;
	const char *sign_key; /* NULL: unsigned */
	long revisions, facts;
};
/* Entries of the record for all sendings: transactions of its own. */
enum rc demo_record(struct db *, const struct ctx *) NODISCARD;
/* Build every report of a period that is open. */
enum rc demo_period(struct demo_job *, const char *regime, const char *period,
    bool current) NODISCARD;
#endif
