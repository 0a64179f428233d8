/* burden_part.h - between the files of burden*.c; nobody else includes it */
#ifndef CORE_BURDEN_PART_H
#define CORE_BURDEN_PART_H
#include "core/burden.h"

/* The day and the scope, one JSON object, as the table q. */
#define BURDEN_ASKED \
	" JSON_TABLE(?, '$' COLUMNS (day DATE PATH '$.day'," \
	" unit_id BIGINT PATH '$.unit', level VARCHAR(20)" \
	" CHARACTER SET ascii PATH '$.level', group_id BIGINT PATH " \
	"'$.group'))" \
	" q "
/* Of a unit, whose row is u. */
#define BURDEN_IN_SCOPE(unit) \
	" (q.unit_id = 0 OR " unit " = q.unit_id) AND (q.level IS NULL" \
	" OR u.level = q.level) AND (q.group_id = 0 OR EXISTS (SELECT 1" \
	" FROM unit_group_member m WHERE m.group_id = q.group_id" \
	" AND m.unit_id = " unit " AND m.valid_from <= q.day" \
	" AND q.day < m.valid_to))"
/* How many cells of each regime's reports another report fills, over all
 * units of the scope. */
enum rc burden_shared(struct db *, const char *asked,
    struct burden *) NODISCARD;
#endif
