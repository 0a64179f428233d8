/* reform_line.h - lines of a dry run's lists: for reform_table.c alone */
#ifndef VIEW_REFORM_LINE_H
#define VIEW_REFORM_LINE_H
#include "view/reform_view.h"

/* The i-th; without a first cell: it is not in the list. */
struct reform_line reform_line_of_duty(struct ctx *, const struct reform_look *,
    size_t i);
struct reform_line reform_line_of_due(struct ctx *, const struct reform_look *,
    size_t i);
struct reform_line reform_line_of_form(struct ctx *, const struct reform_look *,
    size_t i);
struct reform_line reform_line_of_series(struct ctx *,
    const struct reform_look *, size_t i);
#endif
