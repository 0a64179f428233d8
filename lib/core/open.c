/* open.c - a period is opened: a report for every unit that owes one */
#include <string.h>
#include "core/audit.h"
#include "core/change.h"
#include "core/extend_store.h"
#include "core/open.h"
#include "core/receiver.h"
#include "io/db.h"

/*
 * The reports of some units.  Where every unit that has units below it reports,
 * the receiver is the one directly above, and core/receiver.h need not be
 * asked.
 */
#define INSERT(with, receiver, more) \
	"INSERT INTO report (regime_id, period_id, unit_id, receiver_id," \
	" regime_version_id, form_id, state, due, version, changed)" with \
	" SELECT o.regime_id, ?, o.unit_id, " receiver \
	", ?, ?, 'due', " SLOT_DUE "," \
	" 1, ? FROM " OWES " o" SLOT_DUE_JOINS \
	" LEFT JOIN unit_above b ON b.line_id = o.line_id" \
	" AND b.unit_id = o.unit_id AND b.depth = 1" \
	" AND b.valid_from <= o.day AND o.day < b.valid_to" more \
	" WHERE " SLOT_DUE \
	" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report r" \
	" WHERE r.regime_id = o.regime_id AND r.period_id = ?" \
	" AND r.unit_id = o.unit_id)"
DB_STMT(insert_plain, INSERT("", "b.above_id", ""));
DB_STMT(insert_nearest,
    INSERT(WITH_OWES,
	"IF(b.above_id IS NULL OR m.unit_id IS NOT NULL, "
	"b.above_id," RECEIVER("o.line_id", "o.unit_id", "o.day") ")",
	" LEFT JOIN owes m ON m.unit_id = b.above_id"));

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
/* Somebody is above others in the line and may not report. */
#define A_ON_DAY " AND a.valid_from <= ? AND ? < a.valid_to"
#define L_ON_DAY " AND l.valid_from <= ? AND ? < l.valid_to"
DB_ROWS(select_gap, count_cols,
    "SELECT EXISTS (SELECT 1 FROM assignment a"
    " WHERE a.regime_id = ? AND a.exempt" A_ON_DAY
    ") OR EXISTS (SELECT STRAIGHT_JOIN 1 FROM level x"
    " LEFT JOIN assignment a ON a.regime_id = ?"
    " AND a.kind = 'level' AND a.level = x.code" A_ON_DAY
    " JOIN unit v ON v.level = x.code"
    " JOIN unit_line l ON l.line_id = ? AND l.parent_id = v.id" L_ON_DAY
    " WHERE a.id IS NULL) AS n");
DB_ROWS(count_missing, count_cols,
    "SELECT COUNT(*) AS n FROM " OWES " o" SLOT_DUE_JOINS
    " LEFT JOIN report r ON r.regime_id = o.regime_id AND r.period_id = ?"
    " AND r.unit_id = o.unit_id WHERE r.id IS NULL"
    " AND " SLOT_DUE " IS NOT NULL");
DB_ROWS(count_without, count_cols,
    "SELECT COUNT(*) AS n FROM " OWES " o" SLOT_DUE_JOINS " WHERE " SLOT_DUE
    " IS NULL");

struct ends {
	const char *code, *ends;
};
static const struct db_col ends_cols[] = { COL(struct ends, code),
	COL(struct ends, ends) };
DB_ROWS(select_ends, ends_cols, "SELECT code, ends FROM period WHERE id = ?");

static const struct db_col job_cols[] = { COL(struct job, id),
	COL(struct job, kind), COL(struct job, regime_id),
	COL(struct job, period_id), COL(struct job, state),
	COL(struct job, done), COL(struct job, total), COL(struct job, seen),
	COL(struct job, made), COL(struct job, day), COL(struct job, note),
	COL(struct job, changed) };
#define JOB \
	"SELECT id, kind, regime_id, period_id, state, done, total, seen," \
	" made, day, note, changed FROM job WHERE kind = 'open'"
DB_ROWS(select_job, job_cols,
    JOB " AND regime_id = ? AND period_id = ? FOR UPDATE");
DB_ROWS(select_running, job_cols,
    JOB " AND state = 'running' ORDER BY changed, id LIMIT 1");
DB_STMT(upsert_job,
    "INSERT INTO job (kind, regime_id, period_id, state, done, total, seen,"
    " made, day, note, changed) SELECT 'open', g.id, ?, 'running', 0,"
    " (SELECT MAX(u.id) FROM unit u), g.version, 0, ?, '', ? FROM regime g"
    " WHERE g.id = ? ON DUPLICATE KEY UPDATE state = VALUES(state), done = 0,"
    " total = VALUES(total), seen = VALUES(seen), made = 0,"
    " day = VALUES(day), note = '', changed = VALUES(changed)");
DB_STMT(update_job,
    "UPDATE job SET state = ?, done = ?, made = ?, note = ?, changed = ?"
    " WHERE id = ?");

bool
open_is_of(struct arena *mem, const struct regime *g, const struct slot *q)
{
	const char *ends = date_iso(mem, q->period.ends);

	return strcmp(g->valid_from, ends) <= 0 &&
	       strcmp(ends, g->valid_to) < 0;
}

enum rc
open_find(struct db *db, const struct ctx *ctx, const char *regime,
    const char *period, struct regime *ret_g, struct slot *ret)
{
	struct regimes versions;
	struct schedule s;

	TRY(regime_versions(db, regime, &versions));
	if (versions.n == 0)
		return E_NOTFOUND;
	for (size_t i = 0; i < versions.n; i++) {
		*ret_g = versions.at[i];
		TRY(schedule_open(db, ret_g, &s));
		enum rc rc = schedule_slot(&s, period, ret);
		if (rc == OK && open_is_of(ctx->mem, ret_g, ret))
			return OK;
		if (rc != E_NOTFOUND)
			TRY(rc);
	}
	return E_INVALID;
}

enum rc
open_start(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct slot *q, struct job *ret)
{
	struct period *p = &q->period;
	const char *ends = date_iso(ctx->mem, p->ends);
	struct audit_head head;
	long form;

	TRY(audit_lock(db, AUDIT_REGIMES - g->id, &head));
	enum rc rc = regime_form(db, g->id, ends, &form);
	if (rc == E_NOTFOUND)
		return E_INVALID;
	TRY(rc);
	TRY(period_store(db, p));
	rc = db_row(db, select_job, ARGS(g->id, p->id), ret);
	if (rc == OK && str_eq(ret->state, "running"))
		return OK;
	if (rc != E_NOTFOUND)
		TRY(rc);
	TRY(db_exec(db, upsert_job, ARGS(p->id, ctx->today, ctx->now, g->id),
	    NULL));
	return db_row(db, select_job, ARGS(g->id, p->id), ret);
}

enum rc
open_slot(struct db *db, const struct ctx *ctx, const struct job *job,
    struct regime *ret_g, struct slot *ret)
{
	struct schedule s;
	struct ends row;

	(void)ctx;
	TRY(db_row(db, select_ends, ARGS(job->period_id), &row));
	TRY(regime_at(db, job->regime_id, row.ends, ret_g));
	TRY(schedule_open(db, ret_g, &s));
	TRY(schedule_slot(&s, row.code, ret));
	ret->period.id = job->period_id;
	return OK;
}

static const char *
asked_of(const struct ctx *ctx, long regime_id, const struct period *p)
{
	struct owes_asked asked = { regime_id, date_iso(ctx->mem, p->ends), 0,
		0 };

	return owes_json(ctx->mem, &asked, 1);
}

/* Those whose ids come next. */
static enum rc
make_reports(struct db *db, const struct ctx *ctx, const struct regime *g,
    const struct slot *q, const struct job *job, long *ret_made)
{
	const struct period *p = &q->period;
	const char *ends = date_iso(ctx->mem, p->ends);
	const char *due = slot_dues_json(ctx->mem, q);
	struct owes_asked next = { g->id, ends, job->done + 1,
		job->done + OPEN_STEP };
	struct count gap;
	long form;

	if (due == NULL)
		return E_LIMIT;
	TRY(regime_form(db, g->id, ends, &form));
	TRY(db_row(db, select_gap,
	    ARGS(g->id, ends, ends, g->id, ends, ends, g->line_id, ends, ends),
	    &gap));
	const char *some = owes_json(ctx->mem, &next, 1);
	if (gap.n == 0)
		return db_exec(db, insert_plain,
		    ARGS(p->id, g->version_id, form, ctx->now, OWES_ARGS(some),
			SLOT_DUE_ARGS(due, q), p->id),
		    ret_made);
	const char *all = asked_of(ctx, g->id, p);
	return db_exec(db, insert_nearest,
	    ARGS(OWES_ARGS(all), p->id, g->version_id, form, ctx->now,
		OWES_ARGS(some), SLOT_DUE_ARGS(due, q), p->id),
	    ret_made);
}

static enum rc
write_job(struct db *db, const struct ctx *ctx, const struct job *job)
{
	return db_exec(db, update_job,
	    ARGS(job->state, job->done, job->made, job->note, ctx->now,
		job->id),
	    NULL);
}

enum rc
open_step(struct db *db, const struct ctx *ctx, struct job *job)
{
	struct audit_head head;
	struct regime g;
	struct slot q;
	long made;

	TRY(audit_lock(db, AUDIT_REGIMES - job->regime_id, &head));
	TRY(db_row(db, select_job, ARGS(job->regime_id, job->period_id), job));
	if (!str_eq(job->state, "running"))
		return OK;
	enum rc rc = open_slot(db, ctx, job, &g, &q);
	if (rc == OK)
		rc = make_reports(db, ctx, &g, &q, job, &made);
	if (rc == E_NOTFOUND) { /* others must not wait for it */
		job->state = "failed";
		return write_job(db, ctx, job);
	}
	TRY(rc);
	job->made += made;
	job->done += OPEN_STEP;
	if (job->done >= job->total) {
		job->done = job->total;
		job->state = "done";
		TRY(extend_open(db, job->regime_id, job->period_id,
		    date_iso(ctx->mem, q.period.ends)));
	}
	TRY(write_job(db, ctx, job));
	if (made == 0)
		return OK;
	struct change c = change_new(ctx->mem);
	change_text(&c, "regime", NULL, g.code);
	change_text(&c, "period", NULL, q.period.code);
	change_long(&c, "reports", job->made - made, job->made);
	return audit_change(db, ctx, &head, "open", "period", job->period_id,
	    str_fmt(ctx->mem, "regime=%s; period=%s; version=%ld; reports=%ld",
		g.code, q.period.code, g.no, made),
	    &c);
}

enum rc
open_next(struct db *db, struct job *ret)
{
	return db_row(db, select_running, ARGS(), ret);
}

enum rc
open_period(struct db *db, const struct ctx *ctx, const char *regime,
    const char *period, long *ret_made)
{
	struct regime g;
	struct slot q;
	struct job job;

	*ret_made = 0;
	TRY(open_find(db, ctx, regime, period, &g, &q));
	TRY(open_start(db, ctx, &g, &q, &job));
	while (str_eq(job.state, "running"))
		TRY(open_step(db, ctx, &job));
	*ret_made = job.made;
	return OK;
}

enum rc
open_missing(struct db *db, const struct ctx *ctx, long regime_id,
    const struct slot *q, long *ret)
{
	const char *asked = asked_of(ctx, regime_id, &q->period);
	const char *due = slot_dues_json(ctx->mem, q);
	struct count row;

	if (due == NULL)
		return E_LIMIT;
	TRY(db_row(db, count_missing,
	    ARGS(OWES_ARGS(asked), SLOT_DUE_ARGS(due, q), q->period.id), &row));
	*ret = row.n;
	return OK;
}

enum rc
open_without(struct db *db, const struct ctx *ctx, long regime_id,
    const struct slot *q, long *ret)
{
	const char *asked = asked_of(ctx, regime_id, &q->period);
	const char *due = slot_dues_json(ctx->mem, q);
	struct count row;

	if (due == NULL)
		return E_LIMIT;
	TRY(db_row(db, count_without,
	    ARGS(OWES_ARGS(asked), SLOT_DUE_ARGS(due, q)), &row));
	*ret = row.n;
	return OK;
}
