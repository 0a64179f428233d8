/* sheet_part.h - between the files of sheet; nobody else includes it */
#ifndef CORE_SHEET_PART_H
#define CORE_SHEET_PART_H
#include "core/sheet.h"

/* What a formula sees: one row of figures, its past, and where it stands. */
struct look {
	const struct sheet *s;
	const struct figures *f;
	const struct history *past;
	const struct cell *x;
	bool by_row;
};
struct cells look_cells(const struct look *);

/* Null is no figure and adds nothing; what cannot be computed spreads. */
struct value sheet_plus(struct arena *, struct value, struct value);

/* Which cell of the form an item stands in. */
struct places {
	struct place {
		long item;
		size_t cell;
	} * at;
	size_t n;
};
struct places places_new(struct arena *, const struct form *);
/* -1: an item of another version of the form. */
long place_of(const struct places *, long item);
/* Ids of the items of the cells that are marked: a JSON array. */
const char *places_json(struct arena *, const struct form *, const bool *cells);

/* sheet_rule.c: the checks of the form; part of sheet_check(). */
void sheet_rules(const struct sheet *, struct findings *);
/* What formulas ask for of the units below; after they were loaded. */
enum rc sheet_each(struct db *, struct sheet *,
    const struct places *) NODISCARD;
#endif
