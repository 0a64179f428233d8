/* burden_view.h - the burden account as tables */
#ifndef VIEW_BURDEN_VIEW_H
#define VIEW_BURDEN_VIEW_H
#include "base/ctx.h"
#include "core/burden.h"

struct burden_view {
	const struct burden *now,
	    *was; /* was: NULL, when nothing is compared */
	const struct burden_scope *scope;
	const struct burden_rates *rates;
};
/* What it comes to, the two days side by side; figures lead to their lists. */
void burden_view_account(struct ctx *, const struct burden_view *);
/* The regimes of a day, with who owes them and how often. */
void burden_view_regimes(struct ctx *, const struct burden_view *,
    const struct burden *);
/* Units, those who report most first. */
void burden_view_units(struct ctx *, const struct burden_units *,
    const char *day);
/* The query part of an address: "&day=..&level=..". */
const char *burden_view_query(const struct ctx *, const struct burden_scope *,
    const char *day);
#endif
