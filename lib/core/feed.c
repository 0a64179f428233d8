/* feed.c - what other systems read: reports and official figures */
#include "core/feed.h"
#include "core/narrow.h"

#define FROM \
	" FROM report r JOIN regime g ON g.id = r.regime_id" \
	" JOIN period p ON p.id = r.period_id JOIN unit u ON u.id = r.unit_id" \
	" WHERE g.code = " DB_CODE " AND p.code = " DB_CODE \
	" AND r.id > ? AND" SCOPE("r.unit_id", "g.line_id", \
	    "p.ends") "AND" NARROW("r.regime_id", "g.line_id", "r.unit_id", \
	    "p.ends")
#define FROM_ARGS(ctx, regime, period, after) \
	(regime), (period), (after), \
	    SCOPE_ARGS((ctx)->actor, MAY_VIEW, (ctx)->today), \
	    NARROW_ARGS((ctx)->actor)

static const struct db_col report_cols[] = {
	COL(struct feed_report, id),
	COL(struct feed_report, unit_id),
	COL(struct feed_report, version),
	COL(struct feed_report, unit_code),
	COL(struct feed_report, unit),
	COL(struct feed_report, level),
	COL(struct feed_report, state),
	COL(struct feed_report, due),
	COL(struct feed_report, starts),
	COL(struct feed_report, ends),
	COL(struct feed_report, first_sent),
	COL(struct feed_report, changed),
	COL(struct feed_report, official),
};
DB_ROWS(select_reports, report_cols,
    "SELECT r.id, r.unit_id, r.version, u.code AS unit_code, u.name AS unit,"
    " u.level, r.state, r.due, p.starts, p.ends, r.first_sent, r.changed,"
    " r.accepted_id IS NOT NULL AS official" FROM " ORDER BY r.id LIMIT ?");
static const struct db_col fact_cols[] = {
	COL(struct feed_fact, id),
	COL(struct feed_fact, unit_id),
	COL(struct feed_fact, revision_no),
	COL(struct feed_fact, part),
	COL(struct feed_fact, unit_code),
	COL(struct feed_fact, item),
	COL(struct feed_fact, value),
	COL(struct feed_fact, copied),
};
/* A report without figures is one row without an item: the pages go on. */
DB_ROWS(select_facts, fact_cols,
    "SELECT t.id, t.unit_id, k.no AS revision_no, COALESCE(f.part, 0) AS part,"
    " t.unit_code, i.code AS item, f.value, COALESCE(f.copied, 0) AS copied"
    " FROM (SELECT r.id, r.unit_id, r.accepted_id, u.code AS unit_code" FROM
    " AND r.accepted_id IS NOT NULL ORDER BY r.id LIMIT ?) t"
    " JOIN revision k ON k.id = t.accepted_id"
    " LEFT JOIN fact f ON f.revision_id = t.accepted_id"
    " LEFT JOIN item i ON i.id = f.item_id ORDER BY t.id, f.part, i.code");

enum rc
feed_reports(struct db *db, const struct ctx *ctx, const char *regime,
    const char *period, long after, struct feed_reports *ret)
{
	*ret = (struct feed_reports){ 0 };
	if (!narrow_may(ctx->actor, MAY_VIEW))
		return OK;
	TRY(db_rows(db, select_reports,
	    ARGS(FROM_ARGS(ctx, regime, period, after), (long)FEED_REPORTS),
	    ret));
	ret->next = ret->n == FEED_REPORTS ? ret->at[ret->n - 1].id : 0;
	return OK;
}

enum rc
feed_facts(struct db *db, const struct ctx *ctx, const char *regime,
    const char *period, long after, struct feed_facts *ret)
{
	long reports = 0, last = 0;

	*ret = (struct feed_facts){ 0 };
	if (!narrow_may(ctx->actor, MAY_VIEW))
		return OK;
	TRY(db_rows(db, select_facts,
	    ARGS(FROM_ARGS(ctx, regime, period, after), (long)FEED_FACTS),
	    ret));
	for (size_t i = 0; i < ret->n; i++)
		if (ret->at[i].id != last) {
			last = ret->at[i].id;
			reports++;
		}
	ret->next = reports == FEED_FACTS ? last : 0;
	return OK;
}
