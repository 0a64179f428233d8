/* report.c - one unit x regime x period: finding and listing */
#include <string.h>
#include "core/narrow.h"
#include "core/period.h"
#include "core/report.h"

#define R_LATE IS_LATE("r")
#define R_MISSING IS_MISSING("r")
/* A deadline in a year whose days off nobody has published may still move. */
#define PROVISIONAL "(r.due_rule IS NULL AND y.year IS NULL)"
/* The server's figures lag behind a period just opened: it is told the way. */
#define BELOW "report c FORCE INDEX (below)"
/* Every statement on reports yields the same columns, from the same joins. */
#define REPORT_ITSELF \
	" r.id, r.regime_id, r.period_id, r.unit_id, r.form_id, g.line_id," \
	" COALESCE(r.receiver_id, 0) AS receiver_id, r.version," \
	" COALESCE(r.revision_id, 0) AS revision_id," \
	" COALESCE(r.accepted_id, 0) AS accepted_id," \
	" g.code AS regime, w.title_vi, w.title_en, w.cutoff," \
	" p.code AS period, p.kind, p.starts, p.ends," \
	" u.name AS unit, u.code AS unit_code, u.level, v.name AS receiver," \
	" r.state, r.due, r.due_rule, " PROVISIONAL " AS provisional," \
	" r.first_sent, r.changed, " R_LATE " AS late, g.shared"
#define REPORT_SENT \
	", COALESCE(k.no, 0) AS revision_no, k.sha, k.at AS sent," \
	" q.name AS sender, q.title AS sender_title, z.name AS behalf"
#define IS_BELOW \
	" c.receiver_id = r.unit_id" \
	" AND c.regime_id = r.regime_id AND c.period_id = r.period_id"
#define REPORT_COLS \
	REPORT_ITSELF REPORT_SENT \
	    ", (SELECT COUNT(*) FROM " BELOW " WHERE" IS_BELOW ") AS below" \
	    ", (SELECT COUNT(*) FROM " BELOW " WHERE" IS_BELOW \
	    " AND c.state = 'accepted') AS below_accepted"
#define REPORT_AROUND \
	" JOIN regime g ON g.id = r.regime_id" \
	" JOIN regime_version w ON w.id = r.regime_version_id" \
	" JOIN period p ON p.id = r.period_id" \
	" JOIN unit u ON u.id = r.unit_id" \
	" LEFT JOIN unit v ON v.id = r.receiver_id" \
	" LEFT JOIN holiday_year y ON y.year = YEAR(r.due)"
#define REPORT_JOINS \
	REPORT_AROUND \
	" LEFT JOIN revision k ON k.id = r.revision_id" \
	" LEFT JOIN person q FORCE INDEX (PRIMARY) ON q.id = k.person_id" \
	" LEFT JOIN person z FORCE INDEX (PRIMARY) ON z.id = k.behalf_id"
/*
 * On the last day of its window; of a unit that had ended by then (a report
 * that was closed, core/reform.h), on the unit's own last day.
 */
#define SCOPE_DAY "LEAST(p.ends, DATE_SUB(u.valid_to, INTERVAL 1 DAY))"
#define IN_SCOPE SCOPE("r.unit_id", "g.line_id", SCOPE_DAY)
static const struct db_col report_cols[] = {
	COL(struct report, id),
	COL(struct report, regime_id),
	COL(struct report, period_id),
	COL(struct report, unit_id),
	COL(struct report, form_id),
	COL(struct report, line_id),
	COL(struct report, receiver_id),
	COL(struct report, version),
	COL(struct report, revision_id),
	COL(struct report, accepted_id),
	COL(struct report, regime),
	COL(struct report, title_vi),
	COL(struct report, title_en),
	COL(struct report, cutoff),
	COL(struct report, period),
	COL(struct report, kind),
	COL(struct report, starts),
	COL(struct report, ends),
	COL(struct report, unit),
	COL(struct report, unit_code),
	COL(struct report, level),
	COL(struct report, receiver),
	COL(struct report, state),
	COL(struct report, due),
	COL(struct report, due_rule),
	COL(struct report, provisional),
	COL(struct report, first_sent),
	COL(struct report, changed),
	COL(struct report, late),
	COL(struct report, shared),
	COL(struct report, revision_no),
	COL(struct report, sha),
	COL(struct report, sent),
	COL(struct report, sender),
	COL(struct report, sender_title),
	COL(struct report, behalf),
	COL(struct report, below),
	COL(struct report, below_accepted),
};
DB_ROWS(select_by_id, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.id = ? AND" IN_SCOPE);
/* Whoever received it may return it, however far below its unit stands. */
#define RECEIVED SCOPE("r.receiver_id", "g.line_id", "p.ends")
#define RECEIVED_ARGS(ctx) \
	(ctx)->actor->id, access_roles(MAY_REVIEW), (ctx)->today, \
	    (ctx)->today, 0, 0
DB_ROWS(select_received, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.id = ? AND" RECEIVED);
DB_ROWS(select_by_code, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.unit_id = ? AND g.code = " DB_CODE " AND p.code = " DB_CODE
    " AND" IN_SCOPE);
/*
 * From the actor's few grants to their reports, never the other way round.
 * MAY_ENTER reaches the unit of the grant itself: no tree is needed.
 */
#define GRANTED \
	"(SELECT x.unit_id FROM access x WHERE x.person_id = ?" \
	" AND ((1 << x.role) & ?) <> 0 AND x.valid_from <= ?" \
	" AND ? < x.valid_to)"
/*
 * A right that reaches the unit itself needs no tree: the units are those of
 * the actor's grants.  Opening a form is what everybody does all day, and most
 * were never sent and have nothing below them: the rest is asked for then.
 */
enum { OWN_MAX = 4 };
#define IS_OWN " WHERE r.id = ? AND r.unit_id IN (?, ?, ?, ?)"
DB_ROWS(select_plain, report_cols,
    "SELECT" REPORT_ITSELF ", 0 AS revision_no, NULL AS sha, NULL AS sent,"
    " NULL AS sender, NULL AS sender_title, NULL AS behalf,"
    " c.id IS NOT NULL AS below, 0 AS below_accepted"
    " FROM report r" REPORT_AROUND " LEFT JOIN " BELOW " ON" IS_BELOW IS_OWN
    " LIMIT 1");
DB_ROWS(select_own, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS IS_OWN);
DB_ROWS(select_mine, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.unit_id IN " GRANTED
    " AND r.state IN ('due', 'draft', 'returned')"
    " ORDER BY r.due, r.id LIMIT ?");
DB_ROWS(select_settled, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.unit_id IN " GRANTED " AND r.state IN ('sent', 'accepted')"
    " ORDER BY r.due DESC, r.id LIMIT ?");
DB_ROWS(select_below, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.receiver_id = ? AND r.regime_id = ? AND r.period_id = ? "
    "AND" IN_SCOPE " ORDER BY u.code, r.id");
DB_ROWS(select_children, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.receiver_id = ? AND r.regime_id = ? AND r.period_id = ?"
    " ORDER BY u.code, r.id");
DB_ROWS(select_any, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.unit_id = ? AND g.code = " DB_CODE " AND p.code = " DB_CODE);
DB_ROWS(select_all, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE g.code = " DB_CODE " AND p.code = " DB_CODE " ORDER BY r.id");
DB_ROWS(select_overdue, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " JOIN unit_above b ON b.unit_id = r.unit_id AND b.line_id = g.line_id"
    " AND b.valid_from <= p.ends AND p.ends < b.valid_to"
    " WHERE b.above_id = ? AND b.depth > 0"
    " AND r.regime_id = ? AND r.period_id = ?"
    " AND (" R_LATE " OR " R_MISSING ") AND" IN_SCOPE
    " ORDER BY v.code, u.code, r.id LIMIT ?");
DB_ROWS(select_previous, report_cols,
    "SELECT" REPORT_COLS " FROM report r" REPORT_JOINS
    " WHERE r.unit_id = ? AND r.regime_id = ? AND p.ends < ? AND" IN_SCOPE
    " ORDER BY p.ends DESC LIMIT 1");

static const struct db_col tally_cols[] = {
	COL(struct tally, unit_id),
	COL(struct tally, unit),
	COL(struct tally, regime_id),
	COL(struct tally, regime),
	COL(struct tally, title_vi),
	COL(struct tally, title_en),
	COL(struct tally, period_id),
	COL(struct tally, period),
	COL(struct tally, cutoff),
	COL(struct tally, kind),
	COL(struct tally, starts),
	COL(struct tally, ends),
	COL(struct tally, due),
	COL(struct tally, n),
	COL(struct tally, waiting),
	COL(struct tally, sent),
	COL(struct tally, returned),
	COL(struct tally, accepted),
	COL(struct tally, late),
	COL(struct tally, missing),
};
DB_ROWS(select_tallies, tally_cols,
    "SELECT t.unit_id, v.name AS unit, t.regime_id, g.code AS regime,"
    " w.title_vi, w.title_en, t.period_id, p.code AS period, w.cutoff,"
    " p.kind, p.starts, p.ends, t.due, t.n, t.waiting, t.sent, t.returned,"
    " t.accepted, t.late, t.missing"
    " FROM (SELECT r.receiver_id AS unit_id, r.regime_id, r.period_id,"
    " MAX(r.regime_version_id) AS version_id,"
    " MIN(r.due) AS due, COUNT(*) AS n,"
    " SUM(r.state IN ('due', 'draft')) AS waiting,"
    " SUM(r.state = 'sent') AS sent, SUM(r.state = 'returned') AS returned,"
    " SUM(r.state = 'accepted') AS accepted,"
    " SUM(" R_LATE ") AS late, SUM(" R_MISSING ") AS missing"
    " FROM report r WHERE r.receiver_id IN " GRANTED
    " GROUP BY r.receiver_id, r.regime_id, r.period_id) t"
    " JOIN regime g ON g.id = t.regime_id"
    " JOIN regime_version w ON w.id = t.version_id"
    " JOIN period p ON p.id = t.period_id"
    " JOIN unit v ON v.id = t.unit_id"
    " ORDER BY p.ends DESC, g.code, v.code, t.unit_id LIMIT ?");

static const struct db_col event_cols[] = {
	COL(struct event, id),
	COL(struct event, act),
	COL(struct event, at),
	COL(struct event, person),
	COL(struct event, behalf),
	COL(struct event, reason),
	COL(struct event, revision_no),
	COL(struct event, sha),
};
DB_ROWS(select_history, event_cols,
    "SELECT e.id, e.act, e.at, q.name AS person, b.name AS behalf, e.reason,"
    " COALESCE(k.no, 0) AS revision_no, k.sha"
    " FROM report_event e JOIN report r ON r.id = e.report_id"
    " JOIN regime g ON g.id = r.regime_id JOIN period p ON p.id = r.period_id"
    " JOIN unit u ON u.id = r.unit_id"
    " LEFT JOIN revision k ON k.id = e.revision_id"
    " LEFT JOIN person q ON q.id = e.person_id"
    " LEFT JOIN person b ON b.id = e.behalf_id"
    " WHERE e.report_id = ? AND" IN_SCOPE "ORDER BY e.id DESC");

struct locked {
	long version;
};
static const struct db_col locked_cols[] = { COL(struct locked, version) };
DB_ROWS(select_version, locked_cols,
    "SELECT version FROM report WHERE id = ? FOR UPDATE");

enum lateness
report_lateness(const struct report *r, const char *today)
{
	if (r->first_sent == NULL && strcmp(r->due, today) < 0)
		return MISSING;
	return r->late ? LATE : IN_TIME;
}

static const char *
period_label(struct arena *mem, const char *cutoff, const char *code)
{
	struct period p;
	struct cutoff rule;

	if (!cutoff_read(cutoff, &rule) || !period_read(mem, code, rule, &p))
		return code;
	return period_show(mem, &p);
}

const char *
report_period_show(struct arena *mem, const struct report *r)
{
	return period_label(mem, r->cutoff, r->period);
}

const char *
tally_period_show(struct arena *mem, const struct tally *t)
{
	return period_label(mem, t->cutoff, t->period);
}

const char *
report_title(const struct report *r)
{
	return tr_pick(r->title_vi, r->title_en);
}

/* The units where the actor has the right; false: more than fit. */
static bool
own_units(const struct actor *who, enum right right, long ret[OWN_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < who->ngrant; i++) {
		if (!role_has((enum role)who->grants[i].role, right))
			continue;
		if (n == OWN_MAX)
			return false;
		ret[n++] = who->grants[i].unit_id;
	}
	return true;
}

static enum rc
get_own(struct db *db, long id, const long unit[OWN_MAX], struct report *ret)
{
	TRY(db_row(db, select_plain,
	    ARGS(id, unit[0], unit[1], unit[2], unit[3]), ret));
	if (ret->below == 0 && ret->revision_id == 0)
		return OK;
	return db_row(db, select_own,
	    ARGS(id, unit[0], unit[1], unit[2], unit[3]), ret);
}

static enum rc
get(struct db *db, const struct ctx *ctx, enum right right, long id,
    struct report *ret)
{
	long unit[OWN_MAX] = { 0 };

	if (access_far(right) == 0 && own_units(ctx->actor, right, unit))
		return get_own(db, id, unit, ret);
	if (right == MAY_REVIEW)
		return db_row(db, select_received, ARGS(id, RECEIVED_ARGS(ctx)),
		    ret);
	return db_row(db, select_by_id,
	    ARGS(id, SCOPE_ARGS(ctx->actor, right, ctx->today)), ret);
}

enum rc
report_get(struct db *db, const struct ctx *ctx, enum right right, long id,
    struct report *ret)
{
	if (!narrow_may(ctx->actor, right))
		return E_NOTFOUND;
	TRY(get(db, ctx, right, id, ret));
	return narrow_report(db, ctx, ret);
}

/* The columns of codes are ASCII; nothing else is compared with them. */
static bool
is_code(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

enum rc
report_find(struct db *db, const struct ctx *ctx, enum right right,
    long unit_id, const char *regime, const char *period, struct report *ret)
{
	if (!is_code(regime) || !is_code(period) ||
	    !narrow_may(ctx->actor, right))
		return E_NOTFOUND;
	TRY(db_row(db, select_by_code,
	    ARGS(unit_id, regime, period,
		SCOPE_ARGS(ctx->actor, right, ctx->today)),
	    ret));
	return narrow_report(db, ctx, ret);
}

enum rc
report_mine(struct db *db, const struct ctx *ctx, bool settled, long limit,
    struct reports *ret)
{
	return db_rows(db, settled ? select_settled : select_mine,
	    ARGS(ctx->actor->id, access_roles(MAY_ENTER), ctx->today,
		ctx->today, limit),
	    ret);
}

enum rc
report_below(struct db *db, const struct ctx *ctx, long unit_id, long regime_id,
    long period_id, struct reports *ret)
{
	return db_rows(db, select_below,
	    ARGS(unit_id, regime_id, period_id,
		SCOPE_ARGS(ctx->actor, MAY_VIEW, ctx->today)),
	    ret);
}

enum rc
report_children(struct db *db, const struct report *r, struct reports *ret)
{
	return db_rows(db, select_children,
	    ARGS(r->unit_id, r->regime_id, r->period_id), ret);
}

enum rc
report_find_any(struct db *db, long unit_id, const char *regime,
    const char *period, struct report *ret)
{
	if (!is_code(regime) || !is_code(period))
		return E_NOTFOUND;
	return db_row(db, select_any, ARGS(unit_id, regime, period), ret);
}

enum rc
report_all(struct db *db, const char *regime, const char *period,
    struct reports *ret)
{
	*ret = (struct reports){ 0 };
	if (!is_code(regime) || !is_code(period))
		return OK;
	return db_rows(db, select_all, ARGS(regime, period), ret);
}

enum rc
report_overdue(struct db *db, const struct ctx *ctx, long unit_id,
    long regime_id, long period_id, long limit, struct reports *ret)
{
	return db_rows(db, select_overdue,
	    ARGS(unit_id, regime_id, period_id, ctx->today,
		SCOPE_ARGS(ctx->actor, MAY_VIEW, ctx->today), limit),
	    ret);
}

enum rc
report_previous(struct db *db, const struct ctx *ctx, const struct report *r,
    struct report *ret)
{
	return db_row(db, select_previous,
	    ARGS(r->unit_id, r->regime_id, r->ends,
		SCOPE_ARGS(ctx->actor, MAY_VIEW, ctx->today)),
	    ret);
}

enum rc
report_tallies(struct db *db, const struct ctx *ctx, enum right right,
    long limit, struct tallies *ret)
{
	return db_rows(db, select_tallies,
	    ARGS(ctx->today, ctx->actor->id, access_roles(right), ctx->today,
		ctx->today, limit),
	    ret);
}

enum rc
report_history(struct db *db, const struct ctx *ctx, long id,
    struct events *ret)
{
	return db_rows(db, select_history,
	    ARGS(id, SCOPE_ARGS(ctx->actor, MAY_VIEW, ctx->today)), ret);
}

enum rc
report_lock(struct db *db, const struct report *r)
{
	struct locked now;

	TRY(db_row(db, select_version, ARGS(r->id), &now));
	return now.version == r->version ? OK : E_BUSY;
}
