/* period_table.h - the periods of a regime, with their windows and deadlines */
#ifndef VIEW_PERIOD_TABLE_H
#define VIEW_PERIOD_TABLE_H
#include "base/ctx.h"
#include "base/findings.h"
#include "core/level.h"
#include "core/schedule_edit.h"

/* Whose deadlines they are: the levels with their rules, and their names. */
struct period_who {
	struct regime_levels rules;
	struct levels names;
};
/* The rules, said once: "xã: ngày 18 tháng cuối kỳ ...". */
void period_rules_put(struct ctx *, const struct period_who *);
/* edit: with links to set what holds for one of them. */
void period_table_put(struct ctx *, const struct regime *,
    const struct period_who *, const struct slots *, bool edit);
/*
 * The form for one of them; q NULL: a new request.  in: as typed, else what is
 * set now, with a deadline for everybody and for each level that reports.
 */
void period_form_put(struct ctx *, const struct findings *,
    const struct regime *, const struct period_who *, const struct slot *q,
    const struct slot_in *in);
#endif
