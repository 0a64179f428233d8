/*
 * reform_decide.h - what a reform left to somebody: listed, and decided
 *
 * Rights, duties and posts that no rule and no row of the plan took along, and
 * reports to look at (core/reform.h).  An administrator sees and decides what
 * hung on units that he administered on their last day, or that became units
 * which he administers; at the top, all of it.  He decides one, those that he
 * ticks, or all that match what he looks for, DECIDE_MOST at a time.
 *
 * What is given is given as from the day of the reform, or from today if that
 * is over, under its decision, and goes when the reform is undone.  Nobody
 * gives what he may not give (core/delegate.h), to himself, or what belongs
 * apart: such rows stay on the list, and the outcome says how many and why.
 * Duties and what units own are given at the top alone; to leave them is
 * anybody's who sees them.
 */
#ifndef CORE_REFORM_DECIDE_H
#define CORE_REFORM_DECIDE_H
#include "core/reform.h"

enum { DECIDE_MOST = 500 };

struct reform_todo {
	long reform_id, no, row_id, unit_id, person_id;
	long role, for_id; /* of a right; else 0 */
	const char *decision, *on_date;
	const char *kind;              /* grant, report, or a duty's kind */
	const char *what, *unit, *why; /* login or regime; code of the reason */
	const char *person;            /* of a right or post: the name */
	const char *became;
	const char *settled; /* instant, or NULL */
	const char *choice;  /* how it was decided; "" */
};
struct reform_todos {
	struct reform_todo *at;
	size_t n;
	long total; /* that match */
};
/* Empty and 0: any. */
struct todo_query {
	long reform_id;
	const char *kind, *why,
	    *words; /* words: of the unit, person or regime */
	long role;
	bool settled_too;
	long from, limit; /* limit 0: all */
};
enum rc reform_todos(struct db *, const struct ctx *, const struct todo_query *,
    struct reform_todos *ret) NODISCARD;

enum todo_how {
	TODO_SEEN,       /* it was seen to in another way */
	TODO_NOBODY,     /* nothing follows */
	TODO_SUCCESSORS, /* to every unit that it became */
	TODO_ABOVE,      /* to its superior, or what that became */
	TODO_UNIT,       /* to one unit */
	TODO_HOWS
};
bool todo_how_read(const char *, enum todo_how *ret);
const char *todo_how_name(enum todo_how); /* "above" */
const char *todo_how_show(enum todo_how); /* translated */

struct todo_choice {
	enum todo_how how;
	const char *unit; /* as typed: core/unit_typed.h */
};
struct todo_outcome {
	long done;       /* decided */
	long left;       /* could not be decided so */
	long more;       /* matched as well, and were not looked at */
	const char *why; /* of the first of those left */
};
/*
 * nos: a JSON text of numbers of one reform's rows, or NULL for all that match.
 * E_INVALID with a finding at "unit": it is not there.
 */
enum rc reform_decide(struct db *, const struct ctx *,
    const struct todo_query *, const char *nos, const struct todo_choice *,
    struct findings *, struct todo_outcome *ret) NODISCARD;
#endif
