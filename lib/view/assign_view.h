/* assign_view.h - who reports, and groups of units, as pages */
#ifndef VIEW_ASSIGN_VIEW_H
#define VIEW_ASSIGN_VIEW_H
#include "core/unit_group.h"
#include "view/regime_view.h"

struct assign_page {
	struct regime_head head;
	struct assignments rows;
	struct levels levels;
	struct unit_groups groups;
	struct owing_levels count; /* who will report, by level, on `day` */
	const char *day;
	const struct findings *findings;
	/* as typed */
	const char *kind, *level, *unit, *due, *reason, *from, *to;
	long group;
};
void assign_page_put(struct ctx *, const struct assign_page *);
void assign_path(struct ctx *, const struct regime_head *, const char *here);
void assign_who_put(struct ctx *, const struct owings *, const struct levels *,
    const char *day, long all, long without);
void group_list_put(struct ctx *, const struct findings *,
    const struct unit_groups *, const char *name);
/* What was looked for, and found: to be ticked. */
struct group_search {
	const char *words, *level, *above; /* as typed */
	bool asked, more;
	struct group_members found;
};
/* units: as typed. */
void group_put(struct ctx *, const struct findings *, const struct unit_group *,
    const struct group_members *, const struct levels *,
    const struct group_search *, const char *units);
#endif
