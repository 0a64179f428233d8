/*
 * burden.h - what reporting costs those who report
 *
 * Counted out of the register and nothing else: which regimes are in force on a
 * day, how often a year each asks (core/period.h), which units owe it on that
 * day (core/assign.h), how many cells of its form are typed, and how many of
 * these another report of the same unit has already (core/home.h): what is
 * asked before figures are brought together, and what is entered after.  The
 * account of two days is what was saved between them: the day before a reform
 * and the day after it.
 *
 * A regime without a form in the system is counted as reports; how many cells
 * it asks for is not known, and is said to be not known.  Ad hoc and thematic
 * regimes count what was opened for them in the year of the day.  Minutes and
 * dong come out of three estimates that an administrator edits: minutes of work
 * on a report whatever stands in it, minutes on a cell, dong an hour.
 */
#ifndef CORE_BURDEN_H
#define CORE_BURDEN_H
#include "base/ctx.h"
#include "base/decimal.h"
#include "base/findings.h"
struct db;

/* Whose burden; all zero: everybody's. */
struct burden_scope {
	long unit_id, group_id;
	const char *level; /* NULL: all */
};

/* Canonical decimals. */
struct burden_rates {
	const char *minutes_report, *minutes_cell, *dong_hour;
	long version; /* of all three: what a page was made from */
};
enum rc burden_rates(struct db *, struct burden_rates *ret) NODISCARD;
/*
 * MAY_ADMIN of a unit that has nobody above it.  E_INVALID with findings at the
 * members' names; E_CONFLICT: another version by now.
 */
enum rc burden_set_rates(struct db *, const struct ctx *,
    const struct burden_rates *, struct findings *) NODISCARD;

/* One regime's part of it. */
struct burden_regime {
	long regime_id, version_id;
	const char *code, *title_vi, *title_en, *frequency, *basis;
	long times;   /* reports a year of one unit */
	long units;   /* of the scope that owe it */
	long reports; /* times * units */
	bool has_form;
	bool plain; /* assigned to levels alone */
	long cells; /* that a report asks for; 0 without a form */
	long shown; /* of all units' cells in one period: another report of
		     * the unit has the figure, core/home.h */
};
struct burden {
	const char *day;
	struct burden_regime *at; /* by code; those that nobody owes are left
				   * out */
	size_t n;
	long units;       /* that owe anything */
	long least, most; /* kinds of report of one unit ... */
	long few, many;   /* ... reports a year of one unit */
	long reports;     /* a year, all together */
	long asked;       /* cells a year, if each form asked for itself */
	long cells;       /* cells a year, each figure typed once */
	long unknown;     /* kinds whose cells are not known */
	const struct dec *minutes, *dong; /* a year */
};
enum rc burden_on(struct db *, const struct ctx *, const struct burden_scope *,
    const struct burden_rates *, const char *day, struct burden *ret) NODISCARD;

/* The units of the scope, those who report most first. */
struct burden_unit {
	long unit_id, kinds, reports;
	const char *code, *name, *level;
};
struct burden_units {
	struct burden_unit *at;
	size_t n;
};
/* regime_id: only those that owe it; 0: any. */
enum rc burden_units(struct db *, const struct ctx *,
    const struct burden_scope *, const char *day, long regime_id, long limit,
    struct burden_units *ret) NODISCARD;

/* Days on which the register became another one, the latest first. */
struct burden_day {
	const char *day;
	long begun, ended; /* regimes */
};
struct burden_days {
	struct burden_day *at;
	size_t n;
};
enum rc burden_days(struct db *, long limit, struct burden_days *ret) NODISCARD;

/* How far standardisation is: regimes in force on the day. */
struct burden_progress {
	long known;    /* in the register */
	long complete; /* of these: with a form, and a deadline for who owes */
};
enum rc burden_progress(struct db *, const struct ctx *, const char *day,
    struct burden_progress *ret) NODISCARD;
#endif
