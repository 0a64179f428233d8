/*
 * owner.h - what the pages of a regime's owner have in common: regimes, items,
 * calendars, forms ... stand side by side, as tabs under the page's heading
 */
#ifndef VIEW_OWNER_H
#define VIEW_OWNER_H
#include "base/ctx.h"

/* page_open(), and the tabs that the actor has a right to. */
struct buf *owner_page_open(struct ctx *, const char *title);
#endif
