/* unit_view.h - units on pages: found, in the tree, and one by itself */
#ifndef VIEW_UNIT_VIEW_H
#define VIEW_UNIT_VIEW_H
#include "base/ctx.h"
#include "core/level.h"
#include "core/unit.h"
#include "core/unit_history.h"
#include "core/unit_search.h"

/* The page of a unit, as of a day (NULL: today); and its name leading there. */
const char *unit_href(struct ctx *, long id, const char *day);
/* ... of a list of facts (widget_list_open()): term and unit. */
void unit_item(struct ctx *, const char *term, long id, const char *name,
    const char *day);
void unit_link(struct ctx *, long id, const char *name, const char *day);

void unit_hit_table(struct ctx *, const struct unit_hits *,
    const struct levels *, const char *day);

/* A line of units on a day, open as far down as a unit. */
struct unit_tree_view {
	const char *line;                /* code */
	const char *day;                 /* ISO */
	const struct units *tops, *path; /* the path ends with the open unit */
	const struct unit_branches *below; /* of all that is on the path */
	const struct levels *levels;
};
void unit_tree_put(struct ctx *, const struct unit_tree_view *);

/* Parts of a unit's page; each writes its heading, and says so if empty. */
void unit_put_names(struct ctx *, const struct unit_names *,
    const struct levels *, long id);
void unit_put_places(struct ctx *, const struct unit_places *,
    const struct levels *);
void unit_put_past(struct ctx *, const char *head, const struct unit_past *,
    long id, bool came);
/* unit: as core/unit_typed.h reads it; NULL: it is no more. */
void unit_put_people(struct ctx *, const struct unit_people *,
    const char *unit);
void unit_put_reports(struct ctx *, const struct unit_reports *);
void unit_put_below(struct ctx *, const struct unit_branches *,
    const struct levels *, const char *line, const char *day);
#endif
