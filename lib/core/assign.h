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
#define OWES_ASKED \
	" FROM (SELECT j.regime_id, j.day, j.first, j.last, g.line_id" \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS (regime_id BIGINT PATH '$.r'," \
	" day DATE PATH '$.d', first BIGINT PATH '$.a'," \
	" last BIGINT PATH '$.b')) j" \
	" JOIN regime g ON g.id = j.regime_id) q" \
	" JOIN assignment a ON a.regime_id = q.regime_id" \
	" AND a.valid_from <= q.day AND q.day < a.valid_to"
/* Each branch: how near the unit an assignment is, and its units. */
#define OWES_COLS(near) \
	" SELECT STRAIGHT_JOIN q.regime_id, q.day, q.line_id," \
	" u.id AS unit_id, a.exempt, IF(a.due = '', ''," \
	" CONCAT(" near ", LPAD(a.id, 20, '0'), a.due)) AS rule"
#define OWES_IN_LINE \
	" AND u.valid_from <= q.day AND q.day < u.valid_to" \
	" AND u.id BETWEEN q.first AND q.last" \
	" JOIN unit_above s ON s.line_id = q.line_id" \
	" AND s.unit_id = u.id AND s.above_id = u.id" \
	" AND s.valid_from <= q.day AND q.day < s.valid_to"
#define OWES_LEVELS \
	OWES_COLS("1") \
	OWES_ASKED " AND a.kind = 'level'" \
		   " JOIN unit u ON u.level = a.level" OWES_IN_LINE
#define OWES_GROUPS \
	OWES_COLS("2") \
	OWES_ASKED " AND a.kind = 'group'" \
		   " JOIN unit_group_member m ON m.group_id = a.group_id" \
		   " AND m.valid_from <= q.day AND q.day < m.valid_to" \
		   " JOIN unit u ON u.id = m.unit_id" OWES_IN_LINE
#define OWES_UNITS \
	OWES_COLS("3") \
	OWES_ASKED " AND a.kind = 'unit'" \
		   " JOIN unit u ON u.id = a.unit_id" OWES_IN_LINE
#define OWES \
	"(SELECT t.regime_id, t.day, t.line_id, t.unit_id," \
	" SUBSTR(MAX(t.rule), 22) AS due FROM (" OWES_LEVELS \
	" UNION ALL" OWES_GROUPS " UNION ALL" OWES_UNITS \
	") t GROUP BY t.regime_id, t.day, t.line_id, t.unit_id" \
	" HAVING MAX(t.exempt) = 0)"
#define OWES_ARGS(json) (json), (json), (json)

struct owes_asked {
	long regime_id;
	const char *day;
	long first, last; /* of the units' ids; 0, 0: all units */
};
/* One JSON text of it; NULL when there are too many to ask. */
const char *owes_json(struct arena *, const struct owes_asked *, size_t n);
#endif
