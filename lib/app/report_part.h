/* report_part.h - what the pages of a received report have in common */
#ifndef APP_REPORT_PART_H
#define APP_REPORT_PART_H
#include "app/app.h"
#include "core/sheet.h"

/* From the receiver's list, for those who see it; others came another way. */
enum rc report_part_path(struct rq *, const struct report *) NODISCARD;
/* What its sender was warned of, and said about it: as it was sent. */
void report_part_explained(struct ctx *, const struct sheet *);
/* Of what the sheet shows, if that was sent. */
enum rc report_part_signature(struct rq *, const struct sheet *) NODISCARD;
/* A page of its own: rq->report as it was sent that time. */
enum rc report_part_revision(struct rq *, long no) NODISCARD;
#endif
