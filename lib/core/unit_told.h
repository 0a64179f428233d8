/*
 * unit_told.h - what an import did to the tree of units, for the record
 *
 * Unit by unit, before and after: "unit 4711" (what it is, from when to when),
 * "unit 4711 above" (who is above it in a line), "unit 4711 became" (which unit
 * goes on).  Numbers are ids, since codes are used again.
 */
#ifndef CORE_UNIT_TOLD_H
#define CORE_UNIT_TOLD_H
#include "core/audit_many.h"
#include "core/unit_model.h"

/* Once it is stored; units above `last` were not there before. */
enum rc unit_told(struct audit_many *, const struct model *,
    long last) NODISCARD;
long unit_told_last(const struct model *);
#endif
