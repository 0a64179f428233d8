/* rollup_part.h - what rollup.c and rollup_others.c share */
#ifndef CORE_ROLLUP_PART_H
#define CORE_ROLLUP_PART_H
#include "core/rollup.h"

/* The units whose figures are made, as a JSON array of ids. */
#define PARENTS "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"

/* Means, the largest, the last, of the units directly below these. */
enum rc rollup_others(struct db *, const struct job *,
    const char *parents) NODISCARD;
#endif
