/*
 * unit_model.h - all units and their lines in memory, while states are applied
 *
 * For the import alone: loaded from the database, changed step by step, and
 * what is fresh or ended is then written back in few statements.
 */
#ifndef CORE_UNIT_MODEL_H
#define CORE_UNIT_MODEL_H
#include "base/map.h"
#include "core/unit_file.h"

struct model_unit {
	long id; /* 0: not in the database */
	const char *scheme, *level, *code, *name, *name_key, *name_plain;
	const char *valid_from, *valid_to;
	long lines;   /* in which it has a place that lasts */
	bool changed; /* valid_to is not as in the database */
};
/* A unit's place in a line.  The top has one as well, without a superior. */
struct model_place {
	long line;
	long unit, parent; /* indices; parent -1: the top */
	const char *valid_from, *valid_to;
	bool stored, changed;
};
struct model_succession {
	long old, became; /* indices */
	enum relation relation;
	bool comparable;
	const char *decision, *on_date;
};
struct model {
	struct arena *mem;
	struct model_unit *unit;
	size_t nunit, unit_cap;
	struct model_place *place;
	size_t nplace, place_cap;
	struct model_succession *succession;
	size_t nsuccession, succession_cap;
};
/* Index of the new element. */
long model_unit_add(struct model *, struct model_unit);
long model_place_add(struct model *, struct model_place);
void model_succession_add(struct model *, struct model_succession);
bool model_holds(const char *valid_to); /* until further notice */

/* How the day's change of one line went. */
struct model_count {
	long begun, ended, unchanged, moved;
	long successions, not_comparable;
};
/* The state of a line from a day on.  If anything is wrong, in the findings,
 * the model is of no further use. */
void model_apply(struct model *, const struct unit_step *, long line,
    struct findings *, struct model_count *ret);
#endif
