/* open.c - a period is opened: a report for every unit that owes one */
#include <string.h>
#include "core/assign.h"
#include "core/audit.h"
#include "core/open.h"
#include "core/schedule.h"
#include "io/db.h"

enum { BACK = 4 };

/*
 * The receiver is the nearest unit above that owes one as well, else the one
 * directly above; of a unit with nobody above it is null.
 */
DB_STMT(insert_reports,
    "INSERT INTO report (regime_id, period_id, unit_id, receiver_id,"
    " regime_version_id, form_id, state, due, version, changed)"
    " SELECT o.regime_id, ?, o.unit_id,"
    " (SELECT a.above_id FROM unit_above a"
    " LEFT JOIN " OWES " m ON m.unit_id = a.above_id"
    " WHERE a.line_id = ? AND a.unit_id = o.unit_id AND a.depth > 0"
    " AND a.valid_from <= o.day AND o.day < a.valid_to"
    " ORDER BY m.unit_id IS NULL, a.depth LIMIT 1),"
    " ?, ?, 'due', " SLOT_DUE ", 1, ?"
    " FROM " OWES " o" SLOT_DUE_JOINS " WHERE " SLOT_DUE " IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM report r"
    " WHERE r.regime_id = o.regime_id AND r.period_id = ?"
    " AND r.unit_id = o.unit_id)");
struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_open, count_cols,
    "SELECT COUNT(*) AS n FROM report r JOIN period p ON p.id = r.period_id"
    " WHERE r.regime_id = ? AND p.kind = ? AND p.code = ?");

/* The version is the one in force on the window's last day. */
static enum rc
open_one(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct slot *q, long *ret_made)
{
	struct period *p = &q->period;
	const char *ends = date_iso(ctx->mem, p->ends);
	const char *due = slot_dues_json(ctx->mem, q);
	struct audit_head head;
	long form;

	*ret_made = 0;
	if (due == NULL)
		return E_LIMIT;
	TRY(audit_lock(db, AUDIT_REGIMES - g->id, &head));
	TRY(regime_form(db, g->id, ends, &form));
	TRY(period_store(db, p));
	const char *asked =
	    owes_json(ctx->mem, &(struct owes_asked){ g->id, ends }, 1);
	TRY(db_exec(db, insert_reports,
	    ARGS(p->id, OWES_ARGS(asked), g->line_id, g->version_id, form,
		ctx->now, OWES_ARGS(asked), SLOT_DUE_ARGS(due, q), p->id),
	    ret_made));
	if (*ret_made == 0)
		return OK;
	return audit_add(db, ctx, &head, "open", "period", p->id,
	    str_fmt(ctx->mem, "regime=%s; period=%s; version=%ld; reports=%ld",
		g->code, p->code, g->no, *ret_made));
}

/* Does it fall into the time of that version? */
static bool
is_of(struct arena *mem, const struct regime *g, const struct slot *q)
{
	const char *ends = date_iso(mem, q->period.ends);

	return strcmp(g->valid_from, ends) <= 0 &&
	       strcmp(ends, g->valid_to) < 0;
}

enum rc
open_period(struct db *db, const struct ctx *ctx, const char *regime,
    const char *period, long *ret_made)
{
	struct regimes versions;
	struct schedule s;
	struct slot q;

	*ret_made = 0;
	TRY(regime_versions(db, regime, &versions));
	if (versions.n == 0)
		return E_NOTFOUND;
	for (size_t i = 0; i < versions.n; i++) {
		const struct regime *g = &versions.at[i];
		TRY(schedule_open(db, g, &s));
		enum rc rc = schedule_slot(&s, period, &q);
		if (rc == E_NOTFOUND || (rc == OK && !is_of(ctx->mem, g, &q)))
			continue;
		TRY(rc);
		rc = open_one(db, ctx, g, &q, ret_made);
		return rc == E_NOTFOUND ? E_INVALID : rc; /* no form for it */
	}
	return E_INVALID;
}

static enum rc
is_open(struct db *db, const struct regime *g, const struct slot *q, bool *ret)
{
	struct count there;

	TRY(db_row(db, count_open,
	    ARGS(g->id, period_kind_name(q->period.kind), q->period.code),
	    &there));
	*ret = there.n > 0;
	return OK;
}

/*
 * That one, and those before it that were never opened, down to one that was;
 * a regime that begins asks for nothing from before.  The latest first.
 */
static enum rc
left_out(const struct schedule *s, struct slot ret[BACK + 1], size_t *ret_n)
{
	bool there = false;
	size_t n = 1;

	for (; n <= BACK; n++) {
		TRY(schedule_step(s, &ret[n - 1], -1, &ret[n]));
		TRY(is_open(s->db, s->g, &ret[n], &there));
		if (there)
			break;
	}
	*ret_n = there ? n : 1;
	return OK;
}

/* Requests, whichever of them is not open yet. */
static enum rc
open_requests(const struct schedule *s, const struct ctx *ctx, long *ret_made)
{
	struct slots all;
	bool there;
	long made;

	TRY(schedule_requests(s, &all));
	for (size_t i = 0; i < all.n; i++) {
		struct slot *q = &all.at[i];
		TRY(is_open(s->db, s->g, q, &there));
		if (there || !is_of(ctx->mem, s->g, q) ||
		    strcmp(date_iso(ctx->mem, q->open), ctx->today) > 0)
			continue;
		enum rc rc = open_one(s->db, ctx, s->g, q, &made);
		if (rc == E_NOTFOUND) /* no form for it */
			continue;
		TRY(rc);
		*ret_made += made;
	}
	return OK;
}

/* The latest period that should be open, and those left out before it. */
static enum rc
open_regime(struct db *db, const struct ctx *ctx, const struct regime *g,
    struct date day, long *ret_made)
{
	struct slot slots[BACK + 1];
	struct schedule s;
	size_t n;
	long made;

	TRY(schedule_open(db, g, &s));
	if (!period_regular(g->kind))
		return open_requests(&s, ctx, ret_made);
	TRY(schedule_latest(&s, day, &slots[0]));
	TRY(left_out(&s, slots, &n));
	while (n-- > 0) {
		if (!is_of(ctx->mem, g, &slots[n]))
			continue;
		enum rc rc = open_one(db, ctx, g, &slots[n], &made);
		if (rc == E_NOTFOUND) /* no form for it */
			continue;
		TRY(rc);
		*ret_made += made;
	}
	return OK;
}

enum rc
open_due(struct db *db, const struct ctx *ctx, long *ret_made)
{
	struct regimes all;
	struct date day;

	*ret_made = 0;
	TRY(regime_list(db, ctx->today, &all));
	if (!date_parse(ctx->today, &day))
		return fail(E_INTERNAL, "today is \"%s\"", ctx->today);
	for (size_t i = 0; i < all.n; i++)
		TRY(open_regime(db, ctx, &all.at[i], day, ret_made));
	return OK;
}
