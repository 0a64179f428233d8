/*
 * refusal.h - what was refused, in the record, and bounded
 *
 * Of each stream so many refusals a minute become entries of their own
 * (REFUSAL_MINUTE); of the rest only how many they were, in one entry once the
 * minute is over.  Somebody who hammers fills no disk.
 */
#ifndef CORE_REFUSAL_H
#define CORE_REFUSAL_H
#include "core/audit.h"

enum { REFUSAL_MINUTE = 30 };
/* The stream of refusals of this account, or of whoever is at the address. */
long refusal_stream(const struct ctx *);
/*
 * One refusal, and `more` that were counted elsewhere and not told yet.
 * *ret_full: the minute has had its entries; this was only counted.
 */
enum rc refusal_add(struct db *, const struct ctx *, const struct audit_act *,
    long more, bool *ret_full) NODISCARD;
/* Entries for the minutes that are over: for the cron run. */
enum rc refusal_flush(struct db *, const struct ctx *) NODISCARD;
#endif
