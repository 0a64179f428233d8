/*
 * assign.h - who owes a regime's report, and by when
 *
 * A unit owes the regime's report for a window that ends on a day when, on
 * that day, it is valid and stands in the regime's line, and
 *   - a level (its own), the unit itself, or a group in which it is that day
 *     is assigned (table assignment), and
 *   - no exemption of the unit, or of a group in which it is, holds.
 * An assignment of the unit itself says the deadline before one of its group,
 * that before one of its level; among groups the one that was assigned last.
 * One without a deadline (due '') leaves it to the next.  Without any deadline
 * the unit owes, but no report can be opened: `due` is ''.
 *
 * Decree 09/2019/ND-CP art. 8(3) wants it defined who reports, art. 8(5)(b) a
 * deadline for each of several levels.  A regime that nobody was assigned to
 * opens nothing.
 */
#ifndef CORE_ASSIGN_H
#define CORE_ASSIGN_H
#include "base/ctx.h"
#include "core/access.h"

/*
 * The one definition, in SQL: a derived table for any number of regimes and
 * days at once, one row for each unit that owes:
 *     regime_id, day, unit_id, due (a rule of core/deadline.h, or '')
 * Its argument, three times, is owes_json().  Levels of units, and who is
 * above whom, are those of the day.
 *     "SELECT o.unit_id FROM " OWES " o JOIN unit u ON u.id = o.unit_id"
 *     db_rows(db, stmt, ARGS(OWES_ARGS(json)), &rows)
 */
#define OWES_ON(from, to) " AND " from " <= q.day AND q.day < " to
#define OWES_ASKED \
	" SELECT STRAIGHT_JOIN q.regime_id, q.day, q.line_id, a.id," \
	" a.exempt, a.due,"
#define OWES_FROM \
	" FROM (SELECT j.regime_id, j.day, g.line_id" \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS (regime_id BIGINT PATH '$.r'," \
	" day DATE PATH '$.d')) j JOIN regime g ON g.id = j.regime_id) q" \
	" JOIN assignment a ON a.regime_id = q.regime_id" OWES_ON( \
	    "a.valid_from", "a.valid_to")
#define OWES \
	"(SELECT t.regime_id, t.day, t.unit_id," \
	" SUBSTR(MAX(IF(t.due = '', '', CONCAT(t.near," \
	" LPAD(t.id, 20, '0'), t.due))), 22) AS due FROM (" OWES_ASKED \
	" u.id AS unit_id, 1 AS near" OWES_FROM \
	" AND a.kind = 'level' JOIN unit u ON u.level = a.level" \
	" UNION ALL " OWES_ASKED " m.unit_id, 2 AS near" OWES_FROM \
	" AND a.kind = 'group' JOIN unit_group_member m" \
	" ON m.group_id = a.group_id" OWES_ON("m.valid_from", \
	    "m.valid_to") " UNION ALL " OWES_ASKED \
			  " a.unit_id, 3 AS near" OWES_FROM \
			  " AND a.kind = 'unit'" \
			  ") t" \
			  " JOIN unit u ON u.id = t.unit_id" \
			  " AND u.valid_from <= t.day AND t.day < u.valid_to" \
			  " JOIN unit_above s ON s.line_id = t.line_id" \
			  " AND s.unit_id = t.unit_id AND s.above_id = " \
			  "t.unit_id" \
			  " AND s.valid_from <= t.day AND t.day < s.valid_to" \
			  " GROUP BY t.regime_id, t.day, t.unit_id HAVING " \
			  "MAX(t.exempt) = 0)"
#define OWES_ARGS(json) (json), (json), (json)

struct owes_asked {
	long regime_id;
	const char *day;
};
/* [{"r":7,"d":"2026-09-14"}, ...]; NULL when there are too many to ask. */
const char *owes_json(struct arena *, const struct owes_asked *, size_t n);
#endif
