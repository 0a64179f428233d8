/* period_table.h - the periods of a regime, with their windows and deadlines */
#ifndef VIEW_PERIOD_TABLE_H
#define VIEW_PERIOD_TABLE_H
#include "base/ctx.h"
#include "base/findings.h"
#include "core/schedule_edit.h"

/* Badges: "set for this period", "provisional". */
void period_marks_put(struct ctx *, const struct slot *);
/* "18/09/2026 (communes); 25/09/2026 ..." in the order they fall due. */
void period_dues_put(struct ctx *, const struct slot *);
/* edit: with links to set what holds for one of them. */
void period_table_put(struct ctx *, const struct regime *, const struct slots *,
    bool edit);
/*
 * The form for one of them; q NULL: a new request.  in: as typed, else what is
 * set now, with a deadline for everybody and for each level that reports.
 */
void period_form_put(struct ctx *, const struct findings *,
    const struct regime *, const struct slot *q, const struct slot_in *in);
#endif
