/*
 * item_list.h - the catalogue of items searched, and where an item is used
 *
 * The catalogue is no unit's data: who may open its pages sees all of it.
 * Figures are: a series shows only those of units in the actor's scope.
 */
#ifndef CORE_ITEM_LIST_H
#define CORE_ITEM_LIST_H
#include "core/item.h"

/* Empty or 0: any.  Of words, all must be in the name or the code, in any
 * order, with or without marks. */
struct item_query {
	const char *words, *measure, *state, *regime; /* its code */
	long owner_id;
	bool members; /* those that are a category of another, too */
};
struct item_hits {
	struct item *at;
	size_t n;
	long total; /* without the limit */
};
enum rc item_search(struct db *, const struct ctx *, const struct item_query *,
    long limit, long offset, struct item_hits *ret) NODISCARD;
/* What filters offer: units that own items, measures and regimes that occur. */
struct item_choice {
	const char *code, *name;
};
struct item_choices {
	struct item_choice *at;
	size_t n;
};
enum rc item_owners(struct db *, struct item_choices *ret) NODISCARD;
enum rc item_measures(struct db *, struct item_choices *ret) NODISCARD;
enum rc item_regimes(struct db *, struct item_choices *ret) NODISCARD;

/* Cells of form versions that ask for it, or for a member. */
struct item_place {
	long form_id, cell;
	const char *regime, *version, *valid_from, *valid_to;
	const char *item; /* whose: its own code, or a member's */
};
struct item_places {
	struct item_place *at;
	size_t n;
};
enum rc item_places(struct db *, long id, struct item_places *ret) NODISCARD;

/*
 * Forms that print another unit of measure or other decimals than the item has
 * from some day on while they are valid: a warning each, at the regime's code.
 * Of an item and its members; of all items, in forms of regimes that the actor
 * owns.
 */
enum rc item_stale(struct db *, const struct ctx *, long id,
    struct findings *) NODISCARD;
enum rc item_stale_forms(struct db *, const struct ctx *,
    struct findings *) NODISCARD;

/*
 * The accepted totals of one unit, whichever version of whichever form asked
 * for them, by kind of period and time.  value: in the measure that the item
 * has now; NULL where it had one then that this cannot be made from (asked is
 * then all there is).
 */
struct item_point {
	const char *kind, *period, *starts, *ends;
	const char *regime, *form;   /* code, version */
	const char *asked, *measure; /* as it was accepted */
	const char *value;
	long decimals; /* of value */
};
struct item_series {
	struct item_point *at;
	size_t n;
};
enum rc item_series(struct db *, const struct ctx *, long id, long unit,
    struct item_series *ret) NODISCARD;
#endif
