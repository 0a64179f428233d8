/* calendar_grid.h - a year at a glance, and its days one by one */
#ifndef VIEW_CALENDAR_GRID_H
#define VIEW_CALENDAR_GRID_H
#include "base/ctx.h"
#include "core/calendar.h"

/* Twelve months; days off, worked and pending ones link to the list. */
void calendar_grid_put(struct ctx *, const struct calendar *, int year);
/* What the colours and marks mean. */
void calendar_legend_put(struct ctx *);
/* The days that are not what the week says; edit: with links to change them. */
void calendar_days_put(struct ctx *, const struct calendar *, int year,
    bool edit);
/* "thứ Ba" / "Tuesday" */
const char *calendar_weekday(struct date);
#endif
