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
/* The filter, a GET form that leads back to /review/list. */
void list_filter(struct ctx *, const struct report *, const struct form *,
    const struct list_query *);
/* What is not among the rows: beyond the limits, on other versions. */
void list_left_out(struct ctx *, const struct list_rows *);
/* The same rows as a file: an address with all that the filter says. */
const char *list_csv_href(struct ctx *, const struct report *,
    const struct form *, const struct list_query *);
void list_table(struct ctx *, const struct form *, const struct list_rows *);
/* What was left out is said in lines at its end. */
void list_csv(struct ctx *, const struct form *, const struct list_rows *);
#endif
