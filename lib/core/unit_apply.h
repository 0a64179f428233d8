/* unit_apply.h - what the two halves of applying a state share */
#ifndef CORE_UNIT_APPLY_H
#define CORE_UNIT_APPLY_H
#include "core/unit_model.h"

enum { AMBIGUOUS = -2, MAX_LEVELS = 12 };

/* What one row of the map comes to. */
struct link {
	long old;    /* place before; negative: not found */
	long became; /* index into after[]; negative: not found */
	bool comparable;
};
/* A unit of the state after: a listed row, or a place that goes on. */
struct after {
	const struct unit_row *row; /* NULL: not listed */
	long place;                 /* that goes on; MAP_NONE: begins */
	long unit;
	long maps, same; /* rows of the map to it; of which the same body */
};
struct before {
	long maps, sure; /* rows of the map from it; of which all of it */
	bool ends, listed, lift;
	long heir; /* unit that is the same body; MAP_NONE */
};
struct apply {
	struct model *m;
	const struct unit_step *s;
	struct findings *f;
	struct model_count *count;
	long line;
	size_t nplace;         /* places before the step */
	struct map old;        /* code -> place */
	struct map fresh;      /* code -> after[] */
	struct before *before; /* by place */
	struct after *after;
	size_t nafter;
	struct link *link; /* by row of the map */
};

const char *apply_unit_at(const struct apply *, const struct unit_row *);
struct model_unit *apply_unit(const struct apply *, long place);
/* Does the place belong to the line, and last? */
bool apply_current(const struct apply *, size_t place);
/* Which units go on, by the map (unit_match.c): fills everything up to link. */
void apply_match(struct apply *);
#endif
