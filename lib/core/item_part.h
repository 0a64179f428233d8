/* item_part.h - what the files of the catalogue share: item_*.c, breakdown.c */
#ifndef CORE_ITEM_PART_H
#define CORE_ITEM_PART_H
#include "core/access.h"
#include "core/item_says.h"

/*
 * An owner's scope: the owning unit lies in the reach of one of the actor's
 * grants, in any line, as it stands or once stood.  What is nobody's belongs to
 * the owners at the top of a line.  The command line (no actor) owns all of it.
 */
#define OWNS(owner) \
	" (? OR (SELECT COUNT(*) FROM access x WHERE x.person_id = ?" \
	" AND ((1 << x.role) & ?) <> 0 AND x.valid_from <= ?" \
	" AND ? < x.valid_to AND (EXISTS (SELECT 1 FROM unit_above a" \
	" WHERE a.above_id = x.unit_id AND a.unit_id = " owner ")" \
	" OR (" owner " IS NULL AND NOT EXISTS (SELECT 1 FROM unit_line l" \
	" WHERE l.unit_id = x.unit_id)))) > 0) "
#define OWNS_ARGS(ctx) \
	(ctx)->actor == NULL, (ctx)->actor == NULL ? 0L : (ctx)->actor->id, \
	    access_roles(MAY_OWN), (ctx)->today, (ctx)->today

/* An item that the actor may change: else E_NOTFOUND. */
enum rc item_own(struct db *, const struct ctx *, long id,
    struct item *ret) NODISCARD;
/* 0 as NULL, for a column that points to something. */
static inline const char *
id_or_null(struct arena *mem, long id)
{
	return id == 0 ? NULL : str_long(mem, id);
}
/* Does somebody ask for it?  `after`: the last day of the newest period that
 * figures were typed for under it or one of its members; "" if there is none.
 */
struct item_use {
	bool bound;
	const char *after;
};
enum rc item_used(struct db *, long id, struct item_use *ret) NODISCARD;
#endif
