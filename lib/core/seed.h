/*
 * seed.h - the small tables that every installation begins with
 *
 * Lines, levels, days off ... from line.csv, level.csv, holiday.csv and so on
 * in the seed directory.  What is there already is left as an administrator
 * made it.
 */
#ifndef CORE_SEED_H
#define CORE_SEED_H
#include "base/findings.h"
struct db;

enum rc seed_load(struct db *, struct arena *, const char *dir,
    struct findings *, long *ret_rows) NODISCARD;
#endif
