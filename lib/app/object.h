/* object.h - what routes may name as their object, and how it is found */
#ifndef APP_OBJECT_H
#define APP_OBJECT_H
#include "app/app.h"

/* A report: rq->report is it, read with the route's right. */
extern const struct object report_object;
/* A unit that the right reaches today, in any line. */
extern const struct object unit_object;
/* A regime of a unit that MAY_OWN reaches: core/regime_edit.h. */
extern const struct object regime_object;
/* A group of units that MAY_OWN reaches: core/unit_group.h. */
extern const struct object group_object;
#endif
