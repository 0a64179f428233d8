/*
 * schedule.h - when: the one answer to what a period of a regime is
 *
 *     struct schedule s;
 *     struct slot q;
 *     TRY(schedule_open(db, &regime, &s));
 *     TRY(schedule_slot(&s, "2026-Q3", &q));
 *
 * The window is what the cut-off rule says (core/cutoff.h), unless one was set
 * for this period alone (table regime_period: Decree 09/2019/ND-CP art. 12, "if
 * the data cannot be closed then, the moment nearest to the limit is chosen");
 * of ad hoc and thematic periods it is all that there is (art. 8(5)(c)).  The
 * deadlines are those of the assignments (core/assign.h, core/deadline.h),
 * unless they were set for this period alone, per level or for all.  A single
 * report may then have been given more time (core/report_extend.h).
 *
 * Entry, roll-up, export and exchange ask here, or read from the report what
 * was answered when it was opened.
 */
#ifndef CORE_SCHEDULE_H
#define CORE_SCHEDULE_H
#include "core/deadline.h"
#include "core/regime.h"

struct schedule {
	struct db *db;
	const struct regime *g; /* the version whose periods they are */
	struct calendar days;
};
/* A deadline: of everybody with that rule, or set for a level. */
struct slot_due {
	const char *rule;  /* NULL: it was set */
	const char *level; /* of one that was set; "": all levels */
	struct date due;
	bool provisional; /* stands on days off that nobody has published */
};
struct slot {
	struct period period; /* the window as it is for this regime */
	struct date open;     /* its reports are made from this day on */
	const struct slot_due *due;
	size_t ndue;
	bool provisional; /* one of them is */
	/* what was set for this period alone */
	long id, version;           /* of its row; 0: there is none */
	bool moved;                 /* the window is not what the rule says */
	const char *title, *reason; /* title: of a request */
};
struct slots {
	struct slot *at;
	size_t n;
};

/* Reports are made so many days before the window, or the deadline, is over. */
enum { OPEN_DAYS = 15 };

enum rc schedule_open(struct db *, const struct regime *,
    struct schedule *ret) NODISCARD;
/* By code; E_NOTFOUND: the regime has no such period. */
enum rc schedule_slot(const struct schedule *, const char *code,
    struct slot *ret) NODISCARD;
/* The next (n 1) or the one before (n -1); E_NOTFOUND: there is no request. */
enum rc schedule_step(const struct schedule *, const struct slot *, int n,
    struct slot *ret) NODISCARD;
/* The last period whose reports are made by that day. */
enum rc schedule_latest(const struct schedule *, struct date day,
    struct slot *ret) NODISCARD;
/* The requests of an ad hoc or thematic regime, the latest first. */
enum rc schedule_requests(const struct schedule *, struct slots *ret) NODISCARD;

/* What holds for one unit. */
struct unit_due {
	struct date due;
	bool provisional;
	bool set;      /* for this period alone */
	bool extended; /* for this unit's report alone */
	bool open;     /* the report is there */
};
/* E_NOTFOUND: the unit does not owe it, or no deadline was ever said. */
enum rc schedule_unit(const struct schedule *, const struct slot *, long unit,
    struct unit_due *ret) NODISCARD;

/* The periods that a report's formulas can mean. */
struct report;
struct schedule_past {
	struct period now;
	struct cutoff cutoff;
	const char *prev, *last_year; /* codes; NULL: there is none */
	const char *from;             /* none of them ends before that day */
};
enum rc schedule_past(struct db *, const struct report *,
    struct schedule_past *ret) NODISCARD;

/*
 * The deadlines for a statement on reports: j (rule, due) from the JSON text,
 * e and l what was set, for all and for the unit's level; o is OWES, u its
 * unit.
 */
#define SLOT_DUE "COALESCE(l.due, e.due, j.due)"
#define SLOT_DUE_JOINS \
	" JOIN unit u ON u.id = o.unit_id LEFT JOIN JSON_TABLE(?, '$[*]'" \
	" COLUMNS (rule VARCHAR(120) CHARACTER SET ascii PATH '$.rule'," \
	" due DATE PATH '$.due')) j ON j.rule = o.due" \
	" LEFT JOIN regime_period_due e ON e.regime_period_id = ?" \
	" AND e.level = ''" \
	" LEFT JOIN regime_period_due l ON l.regime_period_id = ?" \
	" AND l.level = u.level"
#define SLOT_DUE_ARGS(json, slot) (json), (slot)->id, (slot)->id
/* NULL: too many. */
const char *slot_dues_json(struct arena *, const struct slot *);
/*
 * Give reports that are open, not yet sent and not extended the deadline that
 * holds now: rules, days off or what was set have changed.
 */
enum rc schedule_refresh(const struct schedule *, const struct ctx *,
    const struct slot *, long *ret_changed) NODISCARD;
#endif
