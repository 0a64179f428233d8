/*
 * sweep.h - what has been kept for as long as the policy says goes
 *
 * By the cron run, each time; what takes a walk through large tables once a
 * day.  doc/privacy.md says what is kept how long; core/policy.h what the top
 * administrator set.
 */
#ifndef CORE_SWEEP_H
#define CORE_SWEEP_H
#include "base/ctx.h"
struct db;

enum rc sweep_kept(struct db *, const struct ctx *) NODISCARD;
#endif
