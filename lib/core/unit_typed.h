/* unit_typed.h - the one unit that somebody means who types a few letters */
#ifndef CORE_UNIT_TYPED_H
#define CORE_UNIT_TYPED_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

/*
 * By name and code ("Phường Ba Đình (00004)"), by code, by name without regard
 * to marks, or by level and code ("commune/00004", for files), on a day.  What
 * is not one unit is a finding at "unit", and 0.
 */
enum rc unit_typed(struct db *, const struct ctx *, const char *typed,
    const char *day, struct findings *, long *ret) NODISCARD;
/* All that may be meant on that day; NULL: whenever they existed. */
struct units;
enum rc unit_typed_all(struct db *, struct arena *, const char *typed,
    const char *day, struct units *ret) NODISCARD;
/* How a unit stands in a field that is read so: its name, and its code. */
const char *unit_typed_show(struct arena *, const char *name, const char *code);
#endif
