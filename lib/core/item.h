/*
 * item.h - the catalogue of items: what is counted
 *
 * An item (indicator, chi tieu) is what a figure is a figure of, whichever form
 * asks for it.  Its row in `item` says what it means from now on; what it meant
 * on a day is its version of that day (item_version): name, unit of measure,
 * decimals, definition, how it adds up.  Figures of a period are read and added
 * up by the version that holds on the last day of the period's window.  What
 * figures were accepted under is never rewritten: another measure, other
 * decimals or another way to add up make a new version from a later day.
 *
 * How figures of an item go together over units (over_units) is explained in
 * over.h; over time (over_time), months into quarters and years, they are
 * summed (sum), averaged (mean), the last one is taken (last), or none of it
 * (none).
 *
 * Breakdowns.  An item may be broken down by dimensions (breakdown.h).  Each
 * category of it that is asked for is an item of its own, with base_id and the
 * code BASE.CATEGORY ("LD.SO.NU"), so that forms bind to it and figures are
 * kept like those of any other item; it means what its base means.
 */
#ifndef CORE_ITEM_H
#define CORE_ITEM_H
#include "base/ctx.h"
#include "base/findings.h"
#include "core/over.h"
#include "io/db.h"

struct item {
	long id, owner_id, base_id, weight_id; /* 0: none */
	long version;                          /* optimistic lock */
	const char *code, *name, *short_name, *name_en;
	const char *measure, *over_units, *over_time;
	const char *state;                 /* draft active retired */
	const char *owner, *weight, *base; /* name, code, code; or NULL */
	long decimals;
};
struct items {
	struct item *at;
	size_t n;
};
/* E_NOTFOUND: there is none. */
enum rc item_get(struct db *, long id, struct item *ret) NODISCARD;
enum rc item_find(struct db *, const char *code, struct item *ret) NODISCARD;

/* What it meant: the version of a day, or all of them, newest first. */
struct item_version {
	const char *valid_from, *valid_to;
	const char *name, *measure, *over_units, *over_time, *weight;
	const char *definition, *method, *source, *reason;
	long decimals, weight_id;
};
struct item_versions {
	struct item_version *at;
	size_t n;
};
enum rc item_at(struct db *, long id, const char *day,
    struct item_version *ret) NODISCARD;
enum rc item_history(struct db *, long id, struct item_versions *ret) NODISCARD;

/* Keys for search, of items that came without (an upgrade): how many. */
enum rc item_keys(struct db *, struct arena *, long *ret) NODISCARD;
#endif
