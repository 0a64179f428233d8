/*
 * regime_publish.h - a draft becomes what everybody reports by
 *
 * Decree 09/2019/ND-CP art. 8 says what a regime must define; publishing is
 * refused until it does.  The outline is compulsory, and makes the form of a
 * report that is text alone (core/outline.h); tables are needed where figures
 * are asked for.  A deadline is needed for each level that reports
 * (art. 8(5)(b)); that it should lie a working day and more after the cut-off
 * is a warning, since real cascades do not keep to it.  Statistical and
 * internal regimes are not the decree's (art. 1): theirs are warnings.
 */
#ifndef CORE_REGIME_PUBLISH_H
#define CORE_REGIME_PUBLISH_H
#include "core/regime_edit.h"

/*
 * What the draft lacks, at the names of its parts, and at "forms",
 * "assignment"; warnings as well.
 */
enum rc regime_missing(struct db *, const struct ctx *,
    const struct regime_head *, const struct regime_version *,
    struct findings *) NODISCARD;
/*
 * Publish it from the day it says; the version that is in force on that day is
 * replaced from then on.  E_INVALID with what is missing; E_CONFLICT.
 */
enum rc regime_publish(struct db *, const struct ctx *, long version_id,
    long edit, struct findings *) NODISCARD;
/* From that day on nothing of it is in force.  Reports that are open stay. */
enum rc regime_retire(struct db *, const struct ctx *, long id, long version,
    const char *day, struct findings *) NODISCARD;
#endif
