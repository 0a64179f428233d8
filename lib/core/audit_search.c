/* audit_search.c - the record, as an auditor reads it */
#include <string.h>
#include "base/date.h"
#include "core/audit_search.h"

static const struct db_col hit_cols[] = {
	COL(struct audit_hit, stream),
	COL(struct audit_hit, seq),
	COL(struct audit_hit, at),
	COL(struct audit_hit, person_id),
	COL(struct audit_hit, login),
	COL(struct audit_hit, person),
	COL(struct audit_hit, behalf),
	COL(struct audit_hit, role),
	COL(struct audit_hit, act),
	COL(struct audit_hit, object),
	COL(struct audit_hit, object_id),
	COL(struct audit_hit, detail),
	COL(struct audit_hit, address),
	COL(struct audit_hit, request),
	COL(struct audit_hit, unit),
	COL(struct audit_hit, was),
	COL(struct audit_hit, became),
};
#define HITS \
	"SELECT e.stream, e.seq, e.at, e.person_id, q.login," \
	" q.name AS person, b.name AS behalf, e.role, e.act, e.object," \
	" e.object_id, e.detail, e.address, e.request, u.name AS unit," \
	" e.was, e.became" \
	" FROM audit e LEFT JOIN person q ON q.id = e.person_id" \
	" LEFT JOIN person b ON b.id = e.behalf_id" \
	" LEFT JOIN unit u ON u.id = e.stream"
/* What is not asked for (0, '') fits everything. */
#define REST \
	" AND e.at >= ? AND e.at < ?" \
	" AND COALESCE(NULLIF(?, 0), e.person_id) = e.person_id" \
	" AND COALESCE(NULLIF(?, 0), e.stream) = e.stream" \
	" AND COALESCE(NULLIF(?, 0), e.object_id) = e.object_id" \
	" AND COALESCE(NULLIF(" DB_CODE ", ''), e.act) = e.act" \
	" AND COALESCE(NULLIF(" DB_CODE ", ''), e.object) = e.object" \
	" AND COALESCE(NULLIF(" DB_CODE ", ''), e.request) = e.request" \
	" AND COALESCE(NULLIF(" DB_CODE ", ''), e.address) = e.address" \
	" AND (? = 1 OR (e.stream > 0 AND " UNIT_REACH( \
	    "e.stream") "))" \
			" ORDER BY e.at DESC, e.stream DESC, e.seq DESC " \
			"LIMIT ? OFFSET ?"
/* One for each index that may lead. */
DB_ROWS(by_time, hit_cols, HITS " WHERE 0 = 0" REST);
DB_ROWS(by_stream, hit_cols, HITS " WHERE e.stream = ?" REST);
DB_ROWS(by_person, hit_cols, HITS " WHERE e.person_id = ?" REST);
DB_ROWS(by_request, hit_cols, HITS " WHERE e.request = " DB_CODE REST);
DB_ROWS(by_object, hit_cols,
    HITS " WHERE e.object = " DB_CODE " AND e.object_id = ?" REST);
DB_ROWS(select_names, hit_cols, HITS " WHERE e.stream = ? AND e.seq = ?");
DB_ROWS(select_entry, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE stream = ? AND seq = ?");
DB_ROWS(select_report, hit_cols,
    HITS " WHERE e.object = 'report' AND e.object_id = ? AND e.stream > 0"
	 " AND (? = 1 OR e.act <> 'save')"
	 " ORDER BY e.at DESC, e.stream DESC, e.seq DESC LIMIT ?");

/* The instant at which a day begins in Viet Nam, seven hours before UTC's. */
static const char *
begins(struct arena *mem, const char *iso, int after, const char *none)
{
	struct date d;

	if (iso == NULL || !date_parse(iso, &d))
		return none;
	return str_fmt(mem, "%s 17:00:00",
	    date_iso(mem, date_add_days(d, after - 1)));
}

static const char *
text(const char *s)
{
	return s == NULL ? "" : s;
}

#define REST_ARGS \
	from, to, q->person_id, q->stream, q->object_id, text(q->act), \
	    text(q->object), text(q->request), text(q->address), top, \
	    ctx->actor->id, access_roles(MAY_AUDIT), ctx->today, ctx->today, \
	    access_near(MAY_AUDIT), access_far(MAY_AUDIT), max, skip

enum rc
audit_search(struct db *db, const struct ctx *ctx, const struct audit_query *q,
    long max, long skip, struct audit_hits *ret)
{
	const char *from = begins(ctx->mem, q->from, 0, "1000-01-01");
	const char *to = begins(ctx->mem, q->to, 1, "9999-12-31");
	bool top;

	TRY(right_at_top(db, ctx, MAY_AUDIT, &top));
	if (q->request != NULL)
		return db_rows(db, by_request, ARGS(q->request, REST_ARGS),
		    ret);
	if (q->object != NULL && q->object_id != 0)
		return db_rows(db, by_object,
		    ARGS(q->object, q->object_id, REST_ARGS), ret);
	if (q->stream != 0)
		return db_rows(db, by_stream, ARGS(q->stream, REST_ARGS), ret);
	if (q->person_id != 0)
		return db_rows(db, by_person, ARGS(q->person_id, REST_ARGS),
		    ret);
	return db_rows(db, by_time, ARGS(REST_ARGS), ret);
}

enum rc
audit_may_read(struct db *db, const struct ctx *ctx, long stream)
{
	bool top;

	TRY(right_at_top(db, ctx, MAY_AUDIT, &top));
	if (top)
		return OK;
	return stream > 0 ? unit_reach(db, ctx, MAY_AUDIT, stream) : E_NOTFOUND;
}

enum rc
audit_find(struct db *db, const struct ctx *ctx, long stream, long seq,
    struct audit_full *ret)
{
	TRY(audit_may_read(db, ctx, stream));
	TRY(db_row(db, select_entry, ARGS(stream, seq), &ret->e));
	return db_row(db, select_names, ARGS(stream, seq), &ret->names);
}

enum rc
audit_of_report(struct db *db, long report_id, bool drafts, long max,
    struct audit_hits *ret)
{
	return db_rows(db, select_report, ARGS(report_id, drafts, max), ret);
}
