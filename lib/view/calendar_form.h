/* calendar_form.h - the forms that change the table of days off */
#ifndef VIEW_CALENDAR_FORM_H
#define VIEW_CALENDAR_FORM_H
#include "base/ctx.h"
#include "core/calendar_edit.h"

/* The list of a year; list and basis as typed, or NULL: as it stands. */
void calendar_form_year(struct ctx *, const struct findings *,
    const struct calendar *, int year, const char *list, const char *basis);
void calendar_form_withdraw(struct ctx *, const struct findings *, int year,
    const char *reason);
/* there: the table has a row of it, which can be confirmed and taken out. */
void calendar_form_day(struct ctx *, const struct findings *,
    const struct day_in *, bool there);
#endif
