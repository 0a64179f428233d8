/*
 * overlap_part.h - everything that is asked for: for overlap_*.c alone
 *
 * overlap_load.c reads the register, overlap.c compares a form with it,
 * overlap_all.c the register with itself.
 */
#ifndef CORE_OVERLAP_PART_H
#define CORE_OVERLAP_PART_H
#include "base/map.h"
#include "core/overlap.h"
#include "core/similar.h"
#include "io/db.h"

/* One item in one form; rows of one regime and item lie together. */
struct asked {
	long item_id, as_id, form_id, regime_id;
	const char *code, *name, *measure, *version;
	bool valid; /* the form is, on that day or later */
};
struct pair_row {
	long a, b;
};
struct home_row {
	long item_id, regime_id;
};
struct asked_all {
	struct arena *mem;
	struct asked *at; /* by item it counts as, regime, form */
	size_t n;
	struct regimes regimes;
	struct {
		struct pair_row *at; /* items known to be different */
		size_t n;
	} apart;
	struct {
		struct home_row *at; /* by item */
		size_t n;
	} home;
	struct similar_words *words;
};
enum rc asked_load(struct db *, const char *day,
    struct asked_all *ret) NODISCARD;
const struct regime *asked_regime(const struct asked_all *, long id);
struct overlap_ask asked_as(const struct asked_all *, const struct asked *);
bool asked_apart(const struct asked_all *, long a, long b);
/* Their units of measure have a word in common, or one has none. */
bool asked_alike(const char *measure, const char *other);
/*
 * The regime that gives the figure of an item to who owes all of them: the one
 * chosen, else of those with the shortest periods the one that asked first;
 * NULL: nobody asks.
 */
const struct regime *asked_home(const struct asked_all *, long as_id,
    bool *ret_chosen);
/* How many units owe both regimes; pairs with a <= b. */
struct both_row {
	long a, b, units;
};
struct both {
	struct both_row *at;
	size_t n, cap;
};
void both_want(struct arena *, struct both *, long a, long b);
enum rc both_load(struct db *, struct arena *, const char *day,
    struct both *) NODISCARD;
long both_units(const struct both *, long a, long b);
#endif
