/*
 * home_share.h - which cells of forms ask for the same; what owners decide
 *
 * form_share holds, for every cell with an item, the forms of other regimes
 * that have it as well: derived from form_cell and item_same, made anew in the
 * transaction that changes one of these.  regime.shared says whether a regime
 * has any, so that opening a report of one without costs nothing.
 */
#ifndef CORE_HOME_SHARE_H
#define CORE_HOME_SHARE_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

/* For whoever stores a form or loads them. */
enum rc home_share(struct db *) NODISCARD;

/*
 * Choose the regime that asks for an item, for periods that end on that day or
 * later (right: MAY_OWN, of the item's owner or the regime's).  regime "": no
 * choice any more, from that day on.  seen: the regime that the page showed as
 * chosen ("" for none): E_CONFLICT when it is no longer that one.
 * E_INVALID: no such item or regime, or the regime does not ask for it.
 */
struct home_choice {
	const char *item, *regime, *from, *seen;
};
enum rc home_choose(struct db *, const struct ctx *, const struct home_choice *,
    struct findings *) NODISCARD;
/*
 * Two items are one: the first counts as the second from now on (right: MAY_OWN
 * of the first).  Figures and codes stay as they are; forms of the first show
 * what the second has.  E_INVALID when they cannot be (another measure, other
 * ways to add up).
 */
enum rc home_bind(struct db *, const struct ctx *, const char *item,
    const char *as, struct findings *) NODISCARD;
/* ... and are two again. */
enum rc home_unbind(struct db *, const struct ctx *, const char *item,
    struct findings *) NODISCARD;
/* Their names are alike, and they are two: never asked about again. */
enum rc home_apart(struct db *, const struct ctx *, const char *item,
    const char *other, struct findings *) NODISCARD;
#endif
