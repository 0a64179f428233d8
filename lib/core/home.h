/*
 * home.h - enter once, use many: where a figure is asked for, and who shows it
 *
 * A figure belongs to (unit, period, item), not to a form.  Periods are the
 * same only when their windows are (kind, first day, last day).
 *
 * Home.  Of all reports that a unit owes for one window and whose forms have
 * the item in a cell, one is its home:
 *     1. that of the regime an owner has chosen for the item (item_home, for
 *	  periods whose last day lies in its validity), if the unit owes it;
 *     2. else that of the regime whose form asked first (the lowest form id of
 *	  that regime with the item).
 * What a unit owes are its reports: they exist from the day their period is
 * opened.  A unit that owes only one of the forms is asked by that one.
 *
 * The others show the home's accepted figure and where it came from, and cannot
 * be typed into.  Until the home is accepted the figure is awaited: no figure.
 *
 * Over time.  A figure that has no home elsewhere is made of the unit's figures
 * of shorter windows, when those of one kind tile the window exactly and the
 * item says how (item.over_time, as it was on the window's last day):
 *     sum    added up
 *     last   that of the last window
 *     mean   their mean: exact, rounded once to the cell's decimals
 *     none   never made: the form asks
 * The finest kind that tiles is taken, and in each window the item's home.
 * While any of them is not accepted the figure is awaited ("2 of 3"): nothing
 * is made up.  Where all are accepted and one gave no figure, nothing can be
 * made of them, and the form asks.
 *
 * The value of a cell is, in this order: its formula; the figure whose home is
 * elsewhere (or that is made of shorter windows); the sum of the units below;
 * what was typed.  So these stand before roll-up: a superior's total is that of
 * its own report in the home's regime.
 *
 * A sent revision keeps the figures and their sources as they were (the body
 * names revisions and their hashes, core/revision.h; revision_use is the
 *index). A correction of the home reaches drafts at once, and sent revisions
 *never: home_stale() tells which have used what is no longer so.
 */
#ifndef CORE_HOME_H
#define CORE_HOME_H
#include "base/decimal.h"
#include "core/form.h"
#include "core/report.h"
struct sheet;

/* A report that figures come from; of a sent sheet as it was then. */
struct home_report {
	long report_id, line_id, revision_id; /* 0: not accepted */
	long no;                              /* of the revision */
	const char *regime, *title_vi, *title_en, *cutoff;
	const char *period, *kind, *starts, *ends;
	const char *state;             /* NULL of a sent sheet */
	const char *sha, *at, *person; /* NULL: not accepted */
};
enum home_kind {
	HOME_SAME, /* the same window, in another form */
	HOME_PARTS /* made of shorter windows */
};
/* Where the figure of a cell comes from. */
struct home {
	enum home_kind kind;
	const char *how; /* of HOME_PARTS: sum, last, mean */
	const struct home_report *const *from; /* by time */
	size_t n;
	size_t expected; /* windows that it takes; 1 of HOME_SAME */
	size_t there;    /* those accepted, with a figure */
	/* The home waits for a figure of this very report: see flow_send(). */
	bool mutual;
	const struct dec *own, *total; /* NULL: no figure, or awaited */
};
/* Is something missing that may still come? */
bool home_awaited(const struct home *);
/* The same way, from the same reports: they can be told of together. */
bool home_alike(const struct home *, const struct home *);
/* Title of its regime, its period, in the language in force. */
const char *home_title(const struct home_report *);
const char *home_period(struct arena *, const struct home_report *);

/* All of a sheet's: by cell, NULL where it is its own. */
struct homes {
	const struct home **at;          /* NULL: none at all */
	const struct home_report **from; /* each once, by regime and time */
	size_t nfrom;
};
const struct home *home_of(const struct homes *, size_t cell);

/*
 * For core/sheet_load.c: the homes of the report's cells, as they are now.  One
 * statement, and none where nothing of the regime is asked twice
 * (report.shared).
 */
enum rc home_load(struct db *, const struct report *, const struct form *,
    bool superior, struct homes *ret) NODISCARD;
/*
 * The same for n items by their codes, which stand in no cell of the report's
 * form, as formulas ask for them (item("X"), core/formula.h): at[i] and
 * home_of() by their place in items.  What one form would show of another one
 * is what a formula of its sees: the item's home in the window, else what is
 * made of shorter windows, and no figure while one of them is awaited.
 */
enum rc home_items(struct db *, const struct report *, bool superior,
    const char *const *items, size_t n, struct homes *ret) NODISCARD;
/* For core/revision.c: what a sent revision has used. */
enum rc home_used(struct db *, long revision_id,
    const struct homes *) NODISCARD;

/*
 * A sent revision that used figures of a revision which is no longer the
 * accepted one of its report.  What is being corrected is not told of: its
 * draft has the new figures.
 */
struct home_stale {
	long user_id, user_line; /* the report that used them */
	const char *user, *user_vi, *user_en, *user_cutoff, *user_period;
	long user_no; /* its revision */
	const char *user_at, *user_person;
	long source_id, source_line; /* the report they came from */
	const char *source, *source_vi, *source_en, *source_cutoff,
	    *source_period;
	long was_no, now_no; /* revisions of it; now 0: none is accepted */
};
struct home_stales {
	struct home_stale *at;
	size_t n;
};
/*
 * Of a report, both ways: what its last revision used, and who used what is no
 * longer so of its own.  None without a statement where !r->shared.
 */
enum rc home_stale(struct db *, const struct report *,
    struct home_stales *ret) NODISCARD;

/*
 * The official figure of (unit, item, period), from its home: E_NOTFOUND when
 * none is accepted.  part: 0 own, 1 total.  Copies that other forms show do not
 * count.
 */
enum rc home_fact(struct db *, long unit_id, long period_id, long item_id,
    long part, const char **ret) NODISCARD;
#endif
