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
 *     regime_id, line_id, day, unit_id, due (core/deadline.h, or '')
 * Its argument, three times, is owes_json().  Levels of units, and who is
 * above whom, are those of the day.
 *     "SELECT o.unit_id FROM " OWES " o JOIN unit u ON u.id = o.unit_id"
 *     db_rows(db, stmt, ARGS(OWES_ARGS(json)), &rows)
 */
/* clang-format off */
#define OWES_ON(t) " AND " t ".valid_from <= q.day AND q.day < " t ".valid_to"
#define OWES_WHO(near, kind, unit) \
	" SELECT STRAIGHT_JOIN q.regime_id, q.day, q.line_id, u.id AS unit_id," \
	" a.exempt, IF(a.due = '', '', CONCAT(" near "," \
	" LPAD(a.id, 20, '0'), a.due)) AS rule" \
	" FROM (SELECT j.regime_id, j.day, j.first, j.last, g.line_id" \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS (regime_id BIGINT PATH '$.r'," \
	" day DATE PATH '$.d', first BIGINT PATH '$.a', last BIGINT PATH" \
	" '$.b')) j JOIN regime g ON g.id = j.regime_id) q" \
	" JOIN assignment a ON a.regime_id = q.regime_id" \
	" AND a.kind = '" kind "'" OWES_ON("a") unit OWES_ON("u") \
	" AND u.id BETWEEN q.first AND q.last" \
	" JOIN unit_above s ON s.line_id = q.line_id AND s.unit_id = u.id" \
	" AND s.above_id = u.id" OWES_ON("s")
#define OWES \
	"(SELECT t.regime_id, t.day, t.line_id, t.unit_id," \
	" SUBSTR(MAX(t.rule), 22) AS due FROM (" \
	OWES_WHO("1", "level", " JOIN unit u ON u.level = a.level") \
	" UNION ALL" \
	OWES_WHO("2", "group", \
	    " JOIN unit_group_member m ON m.group_id = a.group_id" \
	    OWES_ON("m") " JOIN unit u ON u.id = m.unit_id") \
	" UNION ALL" \
	OWES_WHO("3", "unit", " JOIN unit u ON u.id = a.unit_id") \
	") t GROUP BY t.regime_id, t.day, t.line_id, t.unit_id" \
	" HAVING MAX(t.exempt) = 0)"
/* clang-format on */
#define OWES_ARGS(json) (json), (json), (json)

struct owes_asked {
	long regime_id;
	const char *day;
	long first, last; /* of the units' ids; 0, 0: all units */
};
/* One JSON text of it; NULL when there are too many to ask. */
const char *owes_json(struct arena *, const struct owes_asked *, size_t n);
#endif
