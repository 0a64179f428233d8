/*
 * home_part.h - from rows to homes: for home*.c and its test alone
 *
 * Pure: home.c reads the rows, home_pick.c decides.
 */
#ifndef CORE_HOME_PART_H
#define CORE_HOME_PART_H
#include "core/home.h"
#include "io/db.h"

/* A cell of the form, and another report of the unit that has its item. */
struct home_row {
	long cell, report_id, regime_id, line_id;
	long chosen;      /* the regime an owner has chosen, or 0 */
	long since, mine; /* the first form with it: of that regime, of ours */
	long accepted_id, no, decimals;
	const char *over_time;
	const char *regime, *title_vi, *title_en, *cutoff;
	const char *period, *kind, *starts, *ends, *state;
	const char *sha, *at, *person;
	const char *own, *total;
};
enum { HOME_ROW_COLS = 25 };
extern const struct db_col home_row_cols[HOME_ROW_COLS];
struct home_rows {
	struct home_row *at; /* by cell, kind, first day, last day, report */
	size_t n;
};
struct home_ask {
	const struct report *report;
	const struct form *form;
	bool superior;
	/*
	 * Does the unit owe that row's regime at the end of the report's
	 * window, with a form that has the item?  Asked when the last windows
	 * of a kind have no report yet.
	 */
	enum rc (*owes)(void *arg, const struct home_row *, bool *ret);
	void *arg;
};
enum rc home_pick(struct arena *, const struct home_ask *,
    const struct home_rows *, struct homes *ret) NODISCARD;
#endif
