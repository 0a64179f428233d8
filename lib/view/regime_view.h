/*
 * regime_view.h - the register on pages and in files: for owners and everybody
 */
#ifndef VIEW_REGIME_VIEW_H
#define VIEW_REGIME_VIEW_H
#include "core/assign_edit.h"
#include "core/job.h"
#include "core/regime_edit.h"
#include "core/regime_show.h"
#include "view/widget.h"

/* The fields to search by; open: for everybody, without states and owners. */
void regime_filters(struct ctx *, const char *action,
    const struct regime_query *, const struct regime_rows *all, bool open);
/* How many were found, one row each, and the way to them as files. */
void regime_found(struct ctx *, const struct regime_rows *, bool open);
/* What one version says, in sections. */
void regime_says(struct ctx *, const struct regime_text *);
void regime_badge(struct ctx *, enum standing);
/* Levels, units and groups that report, with their deadlines. */
void regime_assigned(struct ctx *, const struct assignments *,
    const struct levels *, const char *day);
/* Before a draft is published: what is missing, with links to its place. */
void regime_publish_list(struct ctx *, const struct regime_head *,
    const struct findings *);
void regime_owing_list(struct ctx *, const struct regime_head *,
    const struct owing_levels *, const char *day);
/* The section of the draft's form that a part is in; NULL: in none. */
const char *regime_section_of(const char *part);
/* How an opening stands; without: units that have no deadline. */
void regime_opening(struct ctx *, const struct regime_head *,
    const struct job *, const char *period, long without);
/* The same as files; ret as the JSON of one array. */
enum rc regime_xlsx(struct ctx *, const struct regime_rows *,
    struct buf *out) NODISCARD;
enum rc regime_json(struct ctx *, const struct regime_rows *,
    struct buf *out) NODISCARD;
/* A date as people type it, as ISO; "" or NULL: NULL; what is none: as it is */
const char *typed_day(struct arena *, const char *);
/* The other way round: "" for the ends of time. */
const char *shown_day(struct arena *, const char *iso);
/* A choice list of codes, each with what shows it. */
size_t regime_choices(struct choice *, const char *codes, struct arena *,
    const char *(*show)(const char *));
#endif
