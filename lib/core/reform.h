/*
 * reform.h - a reorganisation of units as one planned act
 *
 * Law on Organisation of Local Government art. 8 to 12 (setting up, dissolving,
 * merging, splitting units, moving their borders, renaming them), and for the
 * reform of 1 July 2025 Resolution 202/2025/QH15 and Resolutions 1654 to
 * 1687/NQ-UBTVQH15.  An administrator brings a plan, looks at everything that
 * follows from it, and has it carried out as one job; until the first report
 * is sent under the new structure it can be undone.
 *
 * THE PLAN (reform_file.h) is a table, CSV or a workbook's first sheet; the
 * first line names the columns, in any order:
 *	act	rename, retype, move, merge, split, new, end, abolish, give,
 *		rights, duties
 *	unit	code of the unit before (abolish: the level's code)
 *	became	code of the unit after; empty: it keeps its code
 *		give: all rights that the person with the login in `name` has on
 *		`unit` follow to `became`, whatever the rules below say
 *		rights, duties: where that goes which the rules below leave to
 *		somebody: nobody, above (the superior, or what it became),
 *		successors (all of them), post (where the person works then), or
 *		a code.  Of `unit`, or of the units of `level`, or of all that
 *		end; of the role (clerk, head ...) or the kind of duty in
 *		`name`, or of all.  The nearest row decides.
 *	level, name, parent	of the unit after; parent is a code after, too.
 *		Said in one of the rows that lead to it.  Empty: as before,
 *		where it is the same body (rename, retype).
 *	share	split: so many per cent of the old unit's figures; empty or
 *		"none": not comparable; "unknown": the sources do not even say
 *		whether it is a part or all of it
 *	item	split: the share is of this item only; empty: of all others
 *	scheme	whose codes: "gso", "own"; empty: as of the unit before
 *	line	reporting line, "administrative" when empty
 *	note	in words; required for end
 * Shares of a split add up to 100 for every item.  What no row names goes on;
 * units below a level that is abolished stand below its superior.  A unit that
 * takes in another one becomes another unit: it has a row `merge` itself.
 *
 * WHAT FOLLOWS (struct reform_look), always by these rules:
 * Rights.  Nobody loses the right on the old unit: its old reports are still
 * theirs.  On the new unit: all roles follow where it is the same body
 * (renamed, retyped, or all of one unit and nothing else).  Where several are
 * merged, those who type, receive and read follow; heads, administrators,
 * owners of regimes, publishers, auditors and machines are for the
 * administrator to decide, since each of them would come to speak for the
 * others' units.  A post (where somebody works) follows in both cases.  Where a
 *unit is split, every right is for decision, and nothing follows until then.
 * Duties.  Units assigned or exempted by name, members of groups: they follow
 * to the same body, and to a merged unit when it was so with all of those that
 * it was made of; else for decision.  Assignments of a level need nothing.
 * What a unit owns (regimes, groups, items, registers, drafts of forms)
 * follows to the same body and to a merged unit; of a split one, decision.
 * Reports.  A unit owes a report when it is valid on the window's last day.
 * Windows that end before the day: the report stays with the old unit, whose
 * people finish it.  Windows that end later: of the same body, the report goes
 * on under the new unit (carried); a unit that goes on below another superior
 * sends it there (rerouted); of any other unit that ends: closed, since its
 * successors report for the whole window.  What was typed is kept; figures that
 * were sent or accepted already leave the sums, and are listed for a look.
 *
 * CARRYING OUT.  reform_start(), then reform_step() until the state is "done",
 * each a transaction of its own.  The first step does all that somebody could
 * see, in one transaction: no reader ever sees half of a structure.  The others
 * write the record of every unit that was touched (RECORD_STEP each).  Killed
 * at any moment, it is taken up where it stopped.  The lines are locked while
 * the structure changes, so of two administrators one gets E_CONFLICT.
 *
 * What is left to somebody is decided afterwards by core/reform_decide.h.
 *
 * Right: MAY_ADMIN at the top (right_at_top), else E_DENIED; the command line
 * (actor NULL or its id 0) acts as the system.
 */
#ifndef CORE_REFORM_H
#define CORE_REFORM_H
#include "core/reform_file.h"
struct db;

/* planned > running > done > undoing > undone; planned > dropped */
struct reform {
	long id, version;
	const char *decision, *decided; /* number, day signed or NULL */
	const char *on_date;            /* takes effect */
	const char *file, *sha;         /* of the plan: name, SHA-256 */
	const char *state;
	long done, total;   /* progress, in units */
	long mark;          /* the last revision before it */
	long person_id;     /* who brought it; 0: the command line */
	const char *person; /* name, or "" */
	const char *made;   /* instants; NULL: not yet */
	const char *switched, *undone;
	long rows;
	const char *note;
};
struct reforms {
	struct reform *at;
	size_t n;
};
/* What is needed beside the plan. */
struct reform_in {
	const char *decision;
	const char *decided; /* date or NULL */
	const char *on_date;
};

/* ------------------------------------------------------------ what follows */

enum reform_fate {
	FATE_KEPT,     /* stays as it is */
	FATE_CARRIED,  /* goes over to the new unit */
	FATE_REROUTED, /* report: goes to the new superior */
	FATE_CLOSED,   /* report: nobody owes it any more */
	FATE_DECIDE,   /* an administrator must say */
	FATE_END
};
const char *reform_fate_name(enum reform_fate); /* "carried" */
const char *reform_fate_show(enum reform_fate); /* in the language in force */

/* One unit before or after.  `at` of a link is an index into units. */
struct reform_unit {
	long id; /* 0: not made yet */
	const char *line, *level, *code, *name;
	const char *above_was, *above_is; /* names of its superiors; NULL */
	enum reform_kind {
		UNIT_BEGINS,
		UNIT_ENDS,
		UNIT_MOVES /* goes on below another superior */
	} kind;
	const char *others; /* begins: "Xã A (00001), Xã B (00002)": made of;
			       ends: became; "": nothing */
	long nother;        /* so many */
	bool split;         /* ends: in parts */
	long official;      /* ends: so many reports of it were accepted */
};
/* How figures of the old unit are read as the new one's (core/series.h). */
enum reform_reading {
	READ_ON,    /* as they are: the same body */
	READ_SUM,   /* put together with those of others, as the item says */
	READ_SHARE, /* what adds up, by its share; the rest not at all */
	READ_NOT,   /* not at all: only as they were */
	READINGS
};
struct reform_link {          /* succession */
	size_t old, became;   /* indices into units */
	const char *relation; /* core/succession.h */
	bool comparable;
	const char *shares; /* "60 %; DT01 55 %", or "" */
	enum reform_reading reading;
};
struct reform_grant {
	long access_id, person_id, unit_id, role;
	long for_id; /* whose right it is, core/deputy.h; 0: their own */
	const char *login, *person, *unit; /* of the old unit */
	const char *begins, *ends;         /* its term, as in access */
	const char *became; /* carried: to it; decide: the choices */
	long to; /* carried: place in the model, for reform_follow.c */
	enum reform_fate fate;
	const char *why; /* a sentence, translated */
};
struct reform_duty {
	const char *kind; /* assignment exemption group regime_owner
			     group_owner item_owner breakdown_owner
			     register_owner draft_owner template_owner
			     post token
			     extension */
	long row_id, unit_id;
	const char *what; /* code or name of the regime, group ... */
	const char *unit, *became, *why;
	long to; /* carried: as of a grant */
	enum reform_fate fate;
};
/* Open reports, by regime, period, level, state and what becomes of them. */
struct reform_reports {
	long regime_id, period_id, n;
	const char *regime, *period, *ends, *level, *state;
	enum reform_fate fate;
	const char *why;
	long report_id; /* one of them */
};
/* Deadlines of open reports, by regime, period, level and date. */
enum { DUE_NEAR = 7 /* days from the day of the change */ };
struct reform_due {
	long n; /* reports; DUE_NEVER: units */
	const char *regime, *period, *level, *due;
	const char *became; /* the date afterwards; NULL: none */
	enum reform_due_fate {
		DUE_STAYS,
		DUE_MOVES,    /* another date: its unit is of another level */
		DUE_EXTENDED, /* it was given more time, which stays */
		DUE_FALLS,    /* nobody owes the report any more */
		DUE_NEVER,    /* of a level that has no units any more */
		DUE_FATES
	} fate;
	bool past, near; /* today; about the day of the change */
	const char *why;
};
const char *reform_due_show(enum reform_due_fate); /* translated */
const char *reform_reading_show(enum reform_reading);
struct reform_look {
	struct reform_due *due;
	size_t ndue;
	long dues[DUE_FATES], dues_past, dues_near; /* reports */
	long readings[READINGS], readings_over;     /* of links; units */
	struct reform_unit *unit;
	struct reform_link *link;
	struct reform_grant *grant; /* decisions first */
	struct reform_duty *duty;   /* decisions first */
	struct reform_reports *reports;
	size_t nunit, nlink, ngrant, nduty, nreports;
	/* in sum */
	long begun, ended, moved, unchanged, split, not_comparable;
	long grants_carried, grants_decide, grants_kept;
	long reports_kept, reports_carried, reports_rerouted, reports_closed,
	    reports_decide;
	/* how many units of each level there are, on the day before and on the
	 * day: in order of rank */
	struct reform_level {
		const char *line, *level, *name_vi, *name_en;
		long before, after;
	} * level;
	size_t nlevel;
	/* regimes assigned to levels that are empty afterwards */
	struct reform_idle {
		const char *regime, *level;
	} * idle;
	size_t nidle;
};
/*
 * The dry run: reads only.  E_INVALID: the findings say why, each at a line of
 * the plan; *ret is then empty.  Warnings may stand beside OK.
 */
enum rc reform_look(struct db *, const struct ctx *, const struct reform_in *,
    const struct reform_plan *, struct findings *,
    struct reform_look *ret) NODISCARD;

/* ------------------------------------------------------- plans that are kept
 */

/*
 * Keep a plan, as "planned".  E_INVALID as reform_look(): a plan with errors is
 * not kept.  The same plan, decision and day again: the one that is there.
 */
enum rc reform_add(struct db *, const struct ctx *, const struct reform_in *,
    const struct reform_plan *, struct findings *, long *ret_id) NODISCARD;
/* E_CONFLICT: not planned any more, or not at this version. */
enum rc reform_drop(struct db *, const struct ctx *, long id,
    long version) NODISCARD;
enum rc reform_list(struct db *, struct reforms *ret) NODISCARD;
enum rc reform_get(struct db *, long id, struct reform *ret) NODISCARD;
/* The plan of a kept one, for reform_look() and for reform_plan_csv(). */
enum rc reform_plan_get(struct db *, const struct reform *,
    struct reform_plan *ret) NODISCARD;

/* -------------------------------------------------------------- carrying out
 */

enum { RECORD_STEP = 500 };
/*
 * planned > running.  E_CONFLICT: not planned any more, not at this version,
 * or another reform is running.  E_INVALID: it would not go, see the findings.
 */
enum rc reform_start(struct db *, const struct ctx *, long id, long version,
    struct findings *) NODISCARD;
/* One step of carrying out or of undoing; *ret is brought up to date. */
enum rc reform_step(struct db *, const struct ctx *,
    struct reform *ret) NODISCARD;
/* One that is running or being undone: E_NOTFOUND, there is none. */
enum rc reform_next(struct db *, struct reform *ret) NODISCARD;

/*
 * done > undoing.  E_INVALID with a finding that names it: a report was sent
 * under the new structure, a later reform was carried out, or something was
 * given to a unit that would vanish.  E_CONFLICT: not done, or the version.
 */
enum rc reform_undo(struct db *, const struct ctx *, long id, long version,
    struct findings *) NODISCARD;
/* The same question alone: OK, or E_INVALID with findings. */
enum rc reform_undo_ok(struct db *, const struct ctx *, const struct reform *,
    struct findings *) NODISCARD;

#endif
