/* list_page.h - the rows of all lists below a unit: searched, filtered, taken
 * away as CSV */
#ifndef VIEW_LIST_PAGE_H
#define VIEW_LIST_PAGE_H
#include "base/ctx.h"
#include "core/list_below.h"
#include "io/query.h"

/* Options asked for by a column: parameters named o<column>; NULL: none. */
const char *const *list_options(const struct ctx *, const struct form *,
    const struct params *);
/*
 * A filter that leads back to /review/list, the rows, what is not among them
 * (beyond the limits, on other versions), and the way to the same as a file.
 */
void list_page_put(struct ctx *, const struct report *, const struct form *,
    const struct list_query *, const struct list_rows *);
/* As a file; what was left out is said in lines at its end. */
void list_csv(struct ctx *, const struct form *, const struct list_rows *);
#endif
