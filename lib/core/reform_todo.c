/* reform_todo.c - what a reform left for somebody to decide, listed */
#include "base/utf8.h"
#include "core/access.h"
#include "core/delegate.h"
#include "core/reform_todo_part.h"
#include "io/db.h"
#include "io/json.h"

static const struct db_col cols[] = {
	COL(struct reform_todo, reform_id),
	COL(struct reform_todo, no),
	COL(struct reform_todo, row_id),
	COL(struct reform_todo, unit_id),
	COL(struct reform_todo, person_id),
	COL(struct reform_todo, role),
	COL(struct reform_todo, for_id),
	COL(struct reform_todo, decision),
	COL(struct reform_todo, on_date),
	COL(struct reform_todo, kind),
	COL(struct reform_todo, what),
	COL(struct reform_todo, unit),
	COL(struct reform_todo, why),
	COL(struct reform_todo, person),
	COL(struct reform_todo, became),
	COL(struct reform_todo, settled),
	COL(struct reform_todo, choice),
};
struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
/* What is asked, and by whom: one row. */
#define ASKED \
	" JSON_TABLE(?, '$' COLUMNS (reform BIGINT PATH '$.reform'," \
	" settled BIGINT PATH '$.settled'," \
	" kind VARCHAR(20) CHARACTER SET ascii PATH '$.kind'," \
	" why VARCHAR(20) CHARACTER SET ascii PATH '$.why'," \
	" role BIGINT PATH '$.role', words VARCHAR(300) PATH '$.words'," \
	" every BIGINT PATH '$.every', me BIGINT PATH '$.me'," \
	" mask BIGINT PATH '$.mask', day DATE PATH '$.day')) q"
/*
 * The actor administers the unit, as it stood on that day.  By line, in this
 * order: the closure has no other way in, and after a reform of the country ten
 * thousand rows are asked for.
 */
#define ADMIN_OF(unit, day) \
	" EXISTS (SELECT STRAIGHT_JOIN 1 FROM access m JOIN line k" \
	" JOIN unit_above a ON a.line_id = k.id" \
	" AND a.above_id = m.unit_id AND a.unit_id = " unit \
	" AND a.valid_from <= " day " AND " day " < a.valid_to" \
	" WHERE m.person_id = q.me AND m.for_id = 0" \
	" AND ((1 << m.role) & q.mask) <> 0" \
	" AND m.valid_from <= q.day AND q.day < m.valid_to)"
#define MINE \
	"(q.me = 0 OR" ADMIN_OF("t.unit_id", \
	    "DATE_SUB(u.valid_to, INTERVAL 1 DAY)") " OR EXISTS (SELECT 1 " \
						    "FROM succession s JOIN " \
						    "unit n ON n.id = " \
						    "s.new_id" \
						    " WHERE s.old_id = " \
						    "t.unit_id AND s.on_date " \
						    "= r.on_date " \
						    "AND" ADMIN_OF("s.new_id", \
							"n.valid_from") "))"
#define MATCHING \
	" FROM" ASKED " JOIN reform_todo t ON (q.reform = 0 OR" \
	" t.reform_id = q.reform) AND (q.settled OR t.settled IS NULL)" \
	" JOIN reform r ON r.id = t.reform_id" \
	" AND r.switched IS NOT NULL AND r.undone IS NULL" \
	" JOIN unit u ON u.id = t.unit_id LEFT JOIN access x" \
	" ON x.id = t.row_id AND t.kind = 'grant'" \
	" LEFT JOIN person p ON p.id =" \
	" CASE WHEN t.kind = 'post' THEN t.row_id ELSE t.person_id END" \
	" WHERE (q.kind = '' OR t.kind = q.kind)" \
	" AND (q.why = '' OR t.why = q.why) AND (q.role = 0 OR" \
	" x.role = q.role) AND (q.words = '' OR" \
	" LOCATE(q.words COLLATE utf8mb4_bin, u.name_plain) > 0" \
	" OR LOCATE(q.words COLLATE utf8mb4_bin, t.what) > 0" \
	" OR LOCATE(q.words COLLATE utf8mb4_bin, p.search) > 0)" \
	" AND (q.every OR t.no IN (SELECT j.no" \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS (no BIGINT PATH '$')) j)) " \
	"AND " MINE
DB_ROWS(select_todos, cols,
    "SELECT t.reform_id, t.no, t.row_id, t.unit_id,"
    " COALESCE(p.id, 0) AS person_id,"
    " COALESCE(x.role, 0) AS role, COALESCE(x.for_id, 0) AS for_id, "
    "r.decision, r.on_date, t.kind, t.what,"
    " u.name AS unit, t.why, COALESCE(p.name, '') AS person,"
    " COALESCE((SELECT GROUP_CONCAT(n.name, ' (',"
    " n.code, ')' ORDER BY n.code SEPARATOR ', ') FROM succession s"
    " JOIN unit n ON n.id = s.new_id WHERE s.old_id = t.unit_id"
    " AND s.on_date = r.on_date), '') AS became, t.settled,"
    " t.choice" MATCHING " ORDER BY t.reform_id, t.no LIMIT ? OFFSET ?");
DB_ROWS(count_todos, count_cols, "SELECT COUNT(*) AS n" MATCHING);

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

static const char *
asked(const struct ctx *ctx, const struct todo_query *q, bool every)
{
	struct buf b = { .mem = ctx->mem, .max = 4000 };
	struct json j = { .out = &b };
	const char *words =
	    utf8_blank(q->words) ? NULL : utf8_key(ctx->mem, q->words, false);

	json_object(&j, NULL);
	json_long(&j, "reform", q->reform_id);
	json_long(&j, "settled", q->settled_too);
	json_text(&j, "kind", or_empty(q->kind));
	json_text(&j, "why", or_empty(q->why));
	json_long(&j, "role", q->role);
	json_text(&j, "words", or_empty(words));
	json_long(&j, "every", every);
	json_long(&j, "me", delegate_system(ctx) ? 0 : ctx->actor->id);
	json_long(&j, "mask", access_roles(MAY_ADMIN));
	json_text(&j, "day", ctx->today);
	json_end(&j);
	return b.full ? NULL : b.at;
}

enum rc
todo_rows(struct db *db, const struct ctx *ctx, const struct todo_query *q,
    const char *nos, long limit, struct reform_todos *ret)
{
	const char *json = asked(ctx, q, nos == NULL);
	struct count all;

	if (json == NULL)
		return E_LIMIT;
	if (nos == NULL)
		nos = "[]";
	TRY(db_row(db, count_todos, ARGS(json, nos), &all));
	TRY(db_rows(db, select_todos,
	    ARGS(json, nos, limit == 0 ? all.n + 1 : limit, q->from), ret));
	ret->total = all.n;
	return OK;
}

enum rc
reform_todos(struct db *db, const struct ctx *ctx, const struct todo_query *q,
    struct reform_todos *ret)
{
	return todo_rows(db, ctx, q, NULL, q->limit, ret);
}
