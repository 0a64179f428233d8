/* series_view.h - a figure over time on a page, and as a file */
#ifndef VIEW_SERIES_VIEW_H
#define VIEW_SERIES_VIEW_H
#include "core/series.h"

/* The three readings as tabs; the one in force says what it means. */
void series_readings(struct ctx *, const struct series_in *);
void series_table(struct ctx *, const struct series *);
void series_csv(struct ctx *, const struct series *);
/* Which item: those that the unit has figures of. */
void series_choose(struct ctx *, long unit, const struct series_items *);
/* The address of a series; csv: as a file. */
const char *series_href(struct ctx *, const struct series_in *, bool csv);
#endif
