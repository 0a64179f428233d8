/*
 * receiver.h - to whom a report goes: the one rule, in SQL
 *
 * To the nearest unit above, in the regime's line on the window's last day,
 * that owes the report as well (core/assign.h); where none does, to the one
 * directly above; at the top to nobody (NULL).  A period is opened by it, and
 * so are reports carried over when units are reorganised.
 *
 *     WITH_OWES "SELECT" RECEIVER("g.line_id", "r.unit_id", "p.ends") ...
 *     ARGS(OWES_ARGS(json), ...), json being of one regime and day
 */
#ifndef CORE_RECEIVER_H
#define CORE_RECEIVER_H
#include "core/assign.h"

#define WITH_OWES " WITH owes AS (SELECT x.unit_id FROM " OWES " x) "
#define RECEIVER(line, unit, day) \
	" (SELECT a.above_id FROM unit_above a" \
	" LEFT JOIN owes n ON n.unit_id = a.above_id" \
	" WHERE a.line_id = " line " AND a.unit_id = " unit \
	" AND a.depth > 0 AND a.valid_from <= " day " AND " day \
	" < a.valid_to ORDER BY n.unit_id IS NULL, a.depth LIMIT 1) "
#endif
