/* extend_form.h - the form that gives one unit's report more time */
#ifndef VIEW_EXTEND_FORM_H
#define VIEW_EXTEND_FORM_H
#include "base/findings.h"
#include "core/report_extend.h"

/* right: MAY_REVIEW or MAY_OWN, by which it is sent; due, why: as typed. */
void extend_form_put(struct ctx *, const struct findings *, enum right,
    const struct report *, const char *due, const char *why);
#endif
