/*
 * home_list.h - figures of a report that come from elsewhere (core/home.h)
 */
#ifndef VIEW_HOME_LIST_H
#define VIEW_HOME_LIST_H
#include "view/grid.h"

/* Number the sources, and mark the cells of the grid that have one. */
void home_list_mark(const struct ctx *, const struct sheet *, struct grid *);
/* Under the grid: each source, by the same numbers; nothing if there is none.
 */
void home_list_put(struct ctx *, const struct sheet *);
/*
 * Above the report: what it was sent with that has been corrected since, and
 * who has used what was corrected here.
 */
void home_list_stale(struct ctx *, const struct report *,
    const struct home_stales *);
#endif
