/* rollup.c - the picture of the country, set by set from the lowest units up */
#include "core/lease.h"
#include "core/rollup.h"
#include "core/rollup_part.h"
#include "io/db_open.h"
#include "io/json.h"

enum {
	MAX_TRIES = 3,
	CHUNK = 100,
	LEASE_SECONDS = 120,
	PARENTS_MAX = 65536,
	DAYS = 400,
	SETTLED_DAYS = 60
};

static const struct db_col job_cols[] = {
	COL(struct job, id),
	COL(struct job, kind),
	COL(struct job, regime_id),
	COL(struct job, period_id),
	COL(struct job, state),
	COL(struct job, done),
	COL(struct job, total),
	COL(struct job, day),
	COL(struct job, note),
	COL(struct job, changed),
};
#define JOB_COLS \
	"SELECT id, kind, regime_id, period_id, state, done, total, day," \
	" note, changed FROM job"
DB_ROWS(select_job, job_cols,
    JOB_COLS " WHERE kind = 'rollup' AND regime_id = ? AND period_id = ?"
	     " FOR UPDATE");
DB_STMT(upsert_job,
    "INSERT INTO job (kind, regime_id, period_id, state, done, total, seen,"
    " day, note, changed)"
    " SELECT 'rollup', ?, ?, 'running', 0, t.parents, t.seen, ?, '', ?"
    " FROM (SELECT COUNT(DISTINCT r.receiver_id) AS parents,"
    " COALESCE(SUM(r.version), 0) AS seen FROM report r"
    " WHERE r.regime_id = ? AND r.period_id = ?) t"
    " ON DUPLICATE KEY UPDATE state = VALUES(state), done = 0,"
    " total = VALUES(total), seen = VALUES(seen), day = VALUES(day),"
    " changed = VALUES(changed)");
DB_STMT(update_job,
    "UPDATE job SET state = ?, done = ?, changed = ? WHERE id = ?");

/* A regime and period, by what their reports look like now. */
struct stale {
	long regime_id, period_id;
};
static const struct db_col stale_cols[] = {
	COL(struct stale, regime_id),
	COL(struct stale, period_id),
};
DB_ROWS(select_stale, stale_cols,
    "SELECT t.regime_id, t.period_id FROM (SELECT r.regime_id, r.period_id,"
    " SUM(r.version) AS seen, MAX(r.due) AS due FROM report r"
    " WHERE r.due >= ? - INTERVAL ? DAY GROUP BY r.regime_id, r.period_id) t"
    " LEFT JOIN job j ON j.kind = 'rollup' AND j.regime_id = t.regime_id"
    " AND j.period_id = t.period_id"
    " WHERE j.id IS NULL OR j.state <> 'done' OR j.seen <> t.seen"
    " OR (j.day < ? AND t.due >= ? - INTERVAL ? DAY)"
    " ORDER BY t.due DESC, t.regime_id, t.period_id LIMIT 1");

/* Units with units below, those that are farthest from the top first. */
struct parent {
	long id, depth;
};
struct parents {
	struct parent *at;
	size_t n;
};
static const struct db_col parent_cols[] = {
	COL(struct parent, id),
	COL(struct parent, depth),
};
DB_ROWS(select_parents, parent_cols,
    "SELECT d.id, MAX(a.depth) AS depth FROM (SELECT DISTINCT"
    " r.receiver_id AS id FROM report r WHERE r.regime_id = ?"
    " AND r.period_id = ? AND r.receiver_id IS NOT NULL) d"
    " JOIN regime g ON g.id = ? JOIN period p ON p.id = ?"
    " JOIN unit_above a ON a.line_id = g.line_id AND a.unit_id = d.id"
    " AND a.valid_from <= p.ends AND p.ends < a.valid_to"
    " GROUP BY d.id ORDER BY depth DESC, d.id LIMIT ? OFFSET ?");

/*
 * The figures of some parents at one distance from the top.  STRAIGHT_JOIN:
 * from the parents to their children to the children's facts, which lie
 * together; nothing else is ever fast enough.
 */
DB_STMT(delete_figures,
    "DELETE w FROM " PARENTS " JOIN rollup w ON w.regime_id = ?"
    " AND w.period_id = ? AND w.unit_id = j.id");
DB_STMT(insert_accepted,
    "INSERT INTO rollup (regime_id, period_id, unit_id, item_id, value)"
    " SELECT STRAIGHT_JOIN ?, ?, c.receiver_id, f.item_id, SUM(f.value)"
    " FROM " PARENTS
    " JOIN report c ON c.receiver_id = j.id AND c.regime_id = ?"
    " AND c.period_id = ? AND c.state = 'accepted'"
    " JOIN fact f ON f.revision_id = c.accepted_id AND f.part = 1"
    " GROUP BY c.receiver_id, f.item_id");
/* Of children that are not accepted, what is below them so far. */
DB_STMT(insert_provisional,
    "INSERT INTO rollup (regime_id, period_id, unit_id, item_id, value)"
    " SELECT STRAIGHT_JOIN ?, ?, c.receiver_id, w.item_id, SUM(w.value)"
    " FROM " PARENTS
    " JOIN report c ON c.receiver_id = j.id AND c.regime_id = ?"
    " AND c.period_id = ? AND c.state <> 'accepted'"
    " JOIN rollup w ON w.regime_id = c.regime_id"
    " AND w.period_id = c.period_id AND w.unit_id = c.unit_id"
    " GROUP BY c.receiver_id, w.item_id"
    " ON DUPLICATE KEY UPDATE value = rollup.value + VALUES(value)");
/* What is official stands in the place of what was added up. */
DB_STMT(delete_official,
    "DELETE w FROM " PARENTS " JOIN report c ON c.unit_id = j.id"
    " AND c.regime_id = ? AND c.period_id = ? AND c.state = 'accepted'"
    " JOIN rollup w ON w.regime_id = c.regime_id"
    " AND w.period_id = c.period_id AND w.unit_id = c.unit_id");
DB_STMT(insert_official,
    "INSERT INTO rollup (regime_id, period_id, unit_id, item_id, value,"
    " revision_id) SELECT ?, ?, c.unit_id, f.item_id, f.value, c.accepted_id"
    " FROM " PARENTS " JOIN report c ON c.unit_id = j.id"
    " AND c.regime_id = ? AND c.period_id = ? AND c.state = 'accepted'"
    " JOIN fact f ON f.revision_id = c.accepted_id AND f.part = 1");
/* What is not added up over units, in the meaning of that period, goes. */
DB_STMT(delete_others,
    "DELETE w FROM " PARENTS " JOIN rollup w ON w.regime_id = ?"
    " AND w.period_id = ? AND w.unit_id = j.id"
    " JOIN period p ON p.id = w.period_id JOIN item_version v"
    " ON v.item_id = w.item_id AND v.valid_from <= p.ends"
    " AND p.ends < v.valid_to AND v.over_units <> 'sum'");

/* A percentage that a superior typed is its own: it is no picture of those
 * below. */
DB_STMT(delete_typed,
    "DELETE w FROM " PARENTS " JOIN rollup w ON w.regime_id = ?"
    " AND w.period_id = ? AND w.unit_id = j.id"
    " JOIN period p ON p.id = w.period_id JOIN item_version v"
    " ON v.item_id = w.item_id AND v.valid_from <= p.ends"
    " AND p.ends < v.valid_to AND v.over_units = 'none'");

/* Of a unit with units below, what was counted there; of others, itself. */
#define COUNTED(column, itself) " SUM(COALESCE(w." column ", " itself ")),"
#define AGAIN(column) column " = VALUES(" column "),"
/* clang-format off */
#define COUNTS \
	COUNTED("expected", "1") \
	COUNTED("accepted", "c.state = 'accepted'") \
	COUNTED("sent", "c.state = 'sent'") \
	COUNTED("returned", "c.state = 'returned'") \
	COUNTED("late", IS_LATE("c")) \
	COUNTED("missing", IS_MISSING("c"))
#define COUNTS_AGAIN \
	AGAIN("expected") AGAIN("accepted") AGAIN("sent") \
	AGAIN("returned") AGAIN("late") AGAIN("missing")
/* clang-format on */
DB_STMT(upsert_counts,
    "INSERT INTO rollup_unit (regime_id, period_id, unit_id, expected,"
    " accepted, sent, returned, late, missing, at)"
    " SELECT c.regime_id, c.period_id, c.receiver_id," COUNTS " ?"
    " FROM " PARENTS " JOIN report c ON c.receiver_id = j.id"
    " AND c.regime_id = ? AND c.period_id = ?"
    " LEFT JOIN rollup_unit w ON w.regime_id = c.regime_id"
    " AND w.period_id = c.period_id AND w.unit_id = c.unit_id"
    " GROUP BY c.regime_id, c.period_id, c.receiver_id"
    " ON DUPLICATE KEY UPDATE " COUNTS_AGAIN " at = VALUES(at)");

static const struct db_col unit_cols[] = {
	COL(struct rollup_unit, unit_id),
	COL(struct rollup_unit, expected),
	COL(struct rollup_unit, accepted),
	COL(struct rollup_unit, sent),
	COL(struct rollup_unit, returned),
	COL(struct rollup_unit, late),
	COL(struct rollup_unit, missing),
	COL(struct rollup_unit, at),
};
#define IN_SCOPE \
	" JOIN regime g ON g.id = w.regime_id" \
	" JOIN period p ON p.id = w.period_id" \
	" WHERE w.unit_id = ? AND w.regime_id = ? AND w.period_id = ? " \
	"AND" SCOPE("w.unit_id", "g.line_id", "p.ends")
DB_ROWS(select_count, unit_cols,
    "SELECT w.unit_id, w.expected, w.accepted, w.sent, w.returned, w.late,"
    " w.missing, w.at FROM rollup_unit w" IN_SCOPE);

static const struct db_col item_cols[] = {
	COL(struct rollup_item, item_id),
	COL(struct rollup_item, code),
	COL(struct rollup_item, name),
	COL(struct rollup_item, value),
};
DB_ROWS(select_items, item_cols,
    "SELECT w.item_id, i.code, i.name, w.value FROM rollup w"
    " JOIN item i ON i.id = w.item_id"
    " JOIN report f ON f.regime_id = w.regime_id"
    " AND f.period_id = w.period_id AND f.unit_id = w.unit_id"
    " JOIN form_cell l ON l.form_id = f.form_id"
    " AND l.item_id = w.item_id" IN_SCOPE " ORDER BY l.cell");

enum rc
rollup_start(struct db *db, const struct ctx *ctx, long regime_id,
    long period_id, struct job *ret)
{
	TRY(db_exec(db, upsert_job,
	    ARGS(regime_id, period_id, ctx->today, ctx->now, regime_id,
		period_id),
	    NULL));
	return db_row(db, select_job, ARGS(regime_id, period_id), ret);
}

/* The next parents, as long as they are equally far from the top. */
static enum rc
next_parents(struct db *db, const struct job *job, const char **ret,
    long *ret_n)
{
	struct parents ps;
	struct buf b = { .mem = db_arena(db), .max = PARENTS_MAX };
	struct json j = { .out = &b };

	TRY(db_rows(db, select_parents,
	    ARGS(job->regime_id, job->period_id, job->regime_id, job->period_id,
		(long)CHUNK, job->done),
	    &ps));
	json_array(&j, NULL);
	for (size_t i = 0; i < ps.n && ps.at[i].depth == ps.at[0].depth; i++) {
		json_long(&j, NULL, ps.at[i].id);
		++*ret_n;
	}
	json_end(&j);
	*ret = b.at;
	return OK;
}

static enum rc
add_up(struct db *db, const struct ctx *ctx, const struct job *job,
    const char *parents)
{
	struct db_args where = ARGS(parents, job->regime_id, job->period_id);
	struct db_args rows = ARGS(job->regime_id, job->period_id, parents,
	    job->regime_id, job->period_id);

	TRY(db_exec(db, delete_figures, where, NULL));
	TRY(db_exec(db, insert_accepted, rows, NULL));
	TRY(db_exec(db, insert_provisional, rows, NULL));
	TRY(db_exec(db, delete_others, where, NULL));
	TRY(rollup_others(db, job, parents));
	TRY(db_exec(db, delete_official, where, NULL));
	TRY(db_exec(db, insert_official, rows, NULL));
	TRY(db_exec(db, delete_typed, where, NULL));
	return db_exec(db, upsert_counts,
	    ARGS(job->day, ctx->now, parents, job->regime_id, job->period_id),
	    NULL);
}

enum rc
rollup_step(struct db *db, const struct ctx *ctx, struct job *job)
{
	const char *parents;
	long n = 0;

	TRY(db_row(db, select_job, ARGS(job->regime_id, job->period_id), job));
	if (str_eq(job->state, "done"))
		return OK;
	TRY(next_parents(db, job, &parents, &n));
	if (n > 0)
		TRY(add_up(db, ctx, job, parents));
	job->done += n;
	job->state = n == 0 || job->done >= job->total ? "done" : "running";
	return db_exec(db, update_job,
	    ARGS(job->state, job->done, ctx->now, job->id), NULL);
}

enum rc
rollup_next(struct db *db, const struct ctx *ctx, struct job *ret)
{
	struct stale s;

	TRY(db_row(db, select_stale,
	    ARGS(ctx->today, (long)DAYS, ctx->today, ctx->today,
		(long)SETTLED_DAYS),
	    &s));
	enum rc rc =
	    db_row(db, select_job, ARGS(s.regime_id, s.period_id), ret);
	if (rc == OK && str_eq(ret->state, "running"))
		return OK;
	return rollup_start(db, ctx, s.regime_id, s.period_id, ret);
}

/* Reading reports to add them up waits for those who are writing them. */
static enum rc
one_transaction(struct db *db,
    enum rc (*run)(struct db *, const struct ctx *, struct job *),
    const struct ctx *ctx, struct job *job)
{
	enum rc rc = E_BUSY;

	for (int tries = 0; rc == E_BUSY && tries < MAX_TRIES; tries++) {
		struct job again = *job;
		TRY(db_begin(db, DB_READ_WRITE));
		rc = db_end(db, run(db, ctx, &again));
		if (rc == OK)
			*job = again;
	}
	return rc;
}

static enum rc
begin_or_go_on(struct db *db, const struct ctx *ctx, struct job *job)
{
	enum rc rc =
	    db_row(db, select_job, ARGS(job->regime_id, job->period_id), job);

	if (rc == OK && str_eq(job->state, "running"))
		return OK;
	return rollup_start(db, ctx, job->regime_id, job->period_id, job);
}

static enum rc
run_steps(struct db *db, const struct ctx *ctx, long steps,
    void (*tell)(const struct job *), struct job *job)
{
	TRY(one_transaction(db, begin_or_go_on, ctx, job));
	for (long i = 0; !str_eq(job->state, "done"); i++) {
		if (steps > 0 && i == steps)
			break;
		TRY(one_transaction(db, rollup_step, ctx, job));
		if (tell != NULL)
			tell(job);
	}
	return OK;
}

enum rc
rollup_run(struct db *db, const struct ctx *ctx, long regime_id, long period_id,
    long steps, void (*tell)(const struct job *), struct job *ret)
{
	const char *holder;

	*ret = (struct job){ .regime_id = regime_id, .period_id = period_id };
	TRY(db_begin(db, DB_READ_WRITE));
	TRY(db_end(db, lease_take(db, ctx, "rollup", LEASE_SECONDS, &holder)));
	enum rc rc = run_steps(db, ctx, steps, tell, ret);
	TRY(db_begin(db, DB_READ_WRITE));
	TRY(db_end(db, lease_drop(db, "rollup", holder)));
	return rc;
}

enum rc
rollup_count(struct db *db, const struct ctx *ctx, long unit_id, long regime_id,
    long period_id, struct rollup_unit *ret)
{
	return db_row(db, select_count,
	    ARGS(unit_id, regime_id, period_id,
		SCOPE_ARGS(ctx->actor, MAY_VIEW, ctx->today)),
	    ret);
}

enum rc
rollup_items(struct db *db, const struct ctx *ctx, long unit_id, long regime_id,
    long period_id, struct rollup_items *ret)
{
	return db_rows(db, select_items,
	    ARGS(unit_id, regime_id, period_id,
		SCOPE_ARGS(ctx->actor, MAY_VIEW, ctx->today)),
	    ret);
}
