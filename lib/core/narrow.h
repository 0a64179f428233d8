/*
 * narrow.h - what an API token may reach: never more than its person may
 *
 * A token carries some of the rights that tokens can carry at all (to read and
 * to enter figures; no token sends, reviews, owns or administers: those are
 * acts of a person who is there), and may be for one unit with what is below
 * it, or for one regime.  Whatever the person may at the time of use is the
 * outer bound, so that whichever is narrower wins.  ctx->actor->only says so
 * to core; NULL there is a person who signed in.
 */
#ifndef CORE_NARROW_H
#define CORE_NARROW_H
#include "core/access.h"
struct report;

/* "view enter": the rights as they are kept.  Unknown words are no rights. */
unsigned long narrow_rights(const char *words);
const char *narrow_words(struct arena *, unsigned long rights);
/* May a token carry this right? */
bool narrow_carries(enum right);
/* The right, and what it allows, in the language in force. */
const char *narrow_show(enum right);

/* May this actor use the right, as far as the token goes? */
static inline bool
narrow_may(const struct actor *who, enum right right)
{
	return who->only == NULL || right == ANYONE || right == SIGNED_IN ||
	       (who->only->rights & 1UL << right) != 0;
}
/*
 * E_NOTFOUND if the actor's token is for other units (in the report's line, as
 * the tree was on the last day of its period) or for another regime.
 */
enum rc narrow_report(struct db *, const struct ctx *,
    const struct report *) NODISCARD;
/*
 * The same inside a statement that lists; regime, line, unit and day are SQL.
 */
#define NARROW(regime, line, unit, day) \
	" (? = 0 OR " regime " = ?) AND (? = 0 OR EXISTS (SELECT 1" \
	" FROM unit_above n WHERE n.line_id = " line " AND n.unit_id = " unit \
	" AND n.above_id = ? AND n.valid_from <= " day " AND " day \
	" < n.valid_to)) "
#define NARROW_ARGS(who) \
	narrow_regime(who), narrow_regime(who), narrow_unit(who), \
	    narrow_unit(who)
static inline long
narrow_regime(const struct actor *who)
{
	return who->only == NULL ? 0 : who->only->regime_id;
}
static inline long
narrow_unit(const struct actor *who)
{
	return who->only == NULL ? 0 : who->only->unit_id;
}
#endif
