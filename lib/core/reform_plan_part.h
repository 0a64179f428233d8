/* reform_plan_part.h - a plan being read: for reform_plan*.c alone */
#ifndef CORE_REFORM_PLAN_PART_H
#define CORE_REFORM_PLAN_PART_H
#include "core/reform_part.h"

/* What the plan says of a unit before, or of one after. */
struct plan_old {
	long unit;    /* of the model */
	long parent;  /* its superior's, or -1 */
	long first;   /* row that names it; -1: none */
	bool alone;   /* by an act that bears no other beside it */
	bool abolish; /* goes with its level */
};
struct plan_became {
	const char *code, *scheme, *level, *name, *parent;
	long first;  /* row */
	long said;   /* row that says what it is; -1: none */
	long same;   /* row that it is the same body by; -1 */
	long others; /* units that come into it */
};
/* One reporting line of the plan. */
struct plan_part {
	struct reform_tree *t;
	const char *line;
	long line_id;
	struct unit_step *step;
	struct plan_old *old;
	size_t nold;
	struct map olds, becames; /* code -> index */
	struct map pairs;         /* of splits -> line */
	struct plan_became *became;
	size_t nbecame;
	const char *known; /* the last day on which the line changed */
};

/* reform_plan.c */
const struct model_unit *plan_unit(const struct plan_part *,
    const struct plan_old *);
struct plan_old *plan_old_by(const struct plan_part *, const char *code);
/* Below whom it stands then, when nobody says: those above may change too. */
const char *plan_above(const struct plan_part *, const struct plan_old *);

/* reform_plan_check.c: with findings */
void plan_check_day(const struct plan_part *);
void plan_check_became(struct plan_part *, const struct plan_became *);
void plan_unit_add(struct plan_part *, const struct plan_became *);
void plan_check_ranks(struct plan_part *);
#endif
