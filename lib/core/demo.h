/* demo.h - a country to look at: deterministic figures as of a date */
#ifndef CORE_DEMO_H
#define CORE_DEMO_H
#include "base/ctx.h"
struct db;

#define DEMO_DATE "2026-09-28"
#define DEMO_PASSWORD "Baocao-2026"

/*
 * Build it: the clock is set to `at`, settings mark the installation as a
 * demonstration.  Runs its own transactions; says what it does through tell().
 */
enum rc demo_build(struct db *, const struct ctx *, const char *at,
    void (*tell)(const char *line)) NODISCARD;
#endif
