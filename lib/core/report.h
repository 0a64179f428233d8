/*
 * report.h - one unit x regime x period: finding, listing, who is late
 *
 * A report is a row from the day its period is opened (core/open.h), so that
 * what is missing can be counted.  Its receiver is the unit above it in the
 * regime's line on the last day of the window; the units directly below are
 * those whose receiver it is.  Everything here is restricted to the actor's
 * scope inside the statement: outside it, a report is E_NOTFOUND or not listed.
 *
 * Lateness is judged by the first sending (a correction that was asked for is
 * not late): Decree 09/2019/ND-CP art. 8(5), 13.
 */
#ifndef CORE_REPORT_H
#define CORE_REPORT_H
#include "core/access.h"

struct report {
	long id, regime_id, period_id, unit_id, form_id, line_id;
	long receiver_id; /* 0: the top of the line */
	long version;     /* what a page was made from; see core/draft.h */
	long revision_id; /* the last that was sent; 0: none yet */
	long accepted_id; /* the one whose figures count; 0: none */
	const char *regime, *title_vi, *title_en, *cutoff; /* tr_pick() them */
	const char *period, *kind, *starts, *ends; /* code, kind, window */
	const char *unit, *unit_code, *level, *receiver; /* names */
	const char *state;                               /* core/flow.h */
	const char *due;                                 /* date */
	const char *due_rule; /* before it was extended, or NULL */
	bool provisional;     /* days off that nobody has published yet */
	const char *first_sent, *changed; /* instants, or NULL */
	bool late;   /* sent for the first time after its deadline */
	bool shared; /* its regime has items that others have too: core/home.h
		      */
	/* of the last revision that was sent */
	long revision_no;
	const char *sha, *sent, *sender, *sender_title;
	const char *behalf; /* whom the sender stood in for; or NULL */
	/* reports of the units directly below, and how many are accepted */
	long below, below_accepted;
};
struct reports {
	struct report *at;
	size_t n;
};

struct tally;

enum lateness {
	IN_TIME,
	LATE,   /* sent, but after its deadline */
	MISSING /* not sent, and the deadline is over */
};
/* The same in SQL; sent instants are UTC, deadlines Viet Nam's dates. */
#define IS_LATE(r) \
	"COALESCE(DATE(" r ".first_sent + INTERVAL 7 HOUR) > " r ".due, 0)"
#define IS_MISSING(r) r ".first_sent IS NULL AND " r ".due < ?"
enum lateness report_lateness(const struct report *, const char *today);
/* "quý III năm 2026", in the language in force. */
const char *report_period_show(struct arena *, const struct report *);
const char *tally_period_show(struct arena *, const struct tally *);
/* Its regime's title in the language in force. */
const char *report_title(const struct report *);

/* By id, if the right reaches its unit; MAY_REVIEW: if it was sent to one of
 * the actor's, and so may come from more than one level below. */
enum rc report_get(struct db *, const struct ctx *, enum right, long id,
    struct report *ret) NODISCARD;
/* By unit, regime's code and period's code ("XLD01", "2026-Q3"). */
enum rc report_find(struct db *, const struct ctx *, enum right, long unit_id,
    const char *regime, const char *period, struct report *ret) NODISCARD;

/* The same without a scope: for the command line, whose user has it all. */
enum rc report_find_any(struct db *, long unit_id, const char *regime,
    const char *period, struct report *ret) NODISCARD;
/* All of a regime and period, for jobs that have no actor. */
enum rc report_all(struct db *, const char *regime, const char *period,
    struct reports *ret) NODISCARD;

/*
 * Reports of the units that the actor enters figures for, by deadline: those
 * still to be sent (due, draft, returned), or with settled those that were
 * (sent, accepted), the latest first.
 */
enum rc report_mine(struct db *, const struct ctx *, bool settled, long limit,
    struct reports *ret) NODISCARD;
/* Reports of the units directly below a unit, by code (right: MAY_VIEW). */
enum rc report_below(struct db *, const struct ctx *, long unit_id,
    long regime_id, long period_id, struct reports *ret) NODISCARD;
/*
 * The same for a superior whose scope was established already: whoever sees a
 * report sees how the units below it stand.
 */
enum rc report_children(struct db *, const struct report *,
    struct reports *ret) NODISCARD;
/*
 * The late and the missing among all units below a unit, down to the lowest,
 * by receiver and code; who sent it is in `sender`.
 */
enum rc report_overdue(struct db *, const struct ctx *, long unit_id,
    long regime_id, long period_id, long limit, struct reports *ret) NODISCARD;
/* The report of the same unit and regime before this one. */
enum rc report_previous(struct db *, const struct ctx *, const struct report *,
    struct report *ret) NODISCARD;

/* How the units directly below a unit stand with one regime and period. */
struct tally {
	long unit_id, regime_id, period_id; /* the receiver */
	const char *unit, *regime, *title_vi, *title_en;
	const char *period, *cutoff, *kind, *starts, *ends, *due;
	long n, waiting, sent, returned, accepted; /* waiting: due, draft */
	long late, missing;
};
struct tallies {
	struct tally *at;
	size_t n;
};
/*
 * For every unit on which the actor has a grant with the right (MAY_REVIEW,
 * MAY_VIEW), its tallies, the latest period first.
 */
enum rc report_tallies(struct db *, const struct ctx *, enum right, long limit,
    struct tallies *ret) NODISCARD;

/* What happened to a report. */
struct event {
	long id, revision_no; /* 0: none */
	const char *act;      /* core/flow.h: send, return, accept */
	const char *at, *person, *reason, *sha;
	const char *behalf; /* for whom they stood in; NULL: nobody */
};
struct events {
	struct event *at;
	size_t n;
};
/* The latest first (right: MAY_VIEW). */
enum rc report_history(struct db *, const struct ctx *, long id,
    struct events *ret) NODISCARD;

/*
 * For writers, after audit_lock(): lock its row; E_BUSY if it is no longer as
 * it was read (the transaction is run again and sees it as it is).
 */
enum rc report_lock(struct db *, const struct report *) NODISCARD;
#endif
