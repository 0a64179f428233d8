/* regime_show.h - the words of a regime, in the language in force */
#ifndef CORE_REGIME_SHOW_H
#define CORE_REGIME_SHOW_H
#include "core/level.h"
#include "core/regime_list.h"

const char *family_show(const char *family);
const char *content_show(const char *content);
const char *standing_show(enum standing);
/* One way, one form; a list of them, with commas. */
const char *way_show(const char *code);
const char *ways_show(struct arena *, const char *list);
const char *frequency_show(const char *frequency);
/* "nd09" as a sentence; an own rule as it is written. */
const char *cutoff_rule_show(struct arena *, const char *cutoff);
/* What a part of a version is called: "Outline". */
const char *part_show(size_t part);
/* Its value, for reading. */
const char *part_value_show(struct arena *, const struct regime_text *,
    size_t part);
/* Title in the language in force; the Vietnamese one where there is none. */
const char *regime_title(const char *vi, const char *en);
/* Reporting lines, in the same shape. */
enum rc line_names(struct db *, struct levels *ret) NODISCARD;
/* A level's name (core/level.h): its code is what tables hold. */
const char *level_show(const struct levels *, const char *code);
#endif
