/* decision_form.h - accept a report, or return it */
#ifndef VIEW_DECISION_FORM_H
#define VIEW_DECISION_FORM_H
#include "base/findings.h"
#include "core/report.h"

/* As far as its state allows; reason: as typed, NULL: nothing yet. */
void decision_form_put(struct ctx *, const struct findings *,
    const struct report *, const char *reason);
#endif
