/* schedule.c - when: the one answer to what a period of a regime is */
#include <string.h>
#include "core/assign.h"
#include "core/report.h"
#include "core/schedule.h"
#include "io/json.h"

enum { NEAR = 6, DUES_MAX = 1 << 20, PAST_DAYS = 400 };

struct set {
	long id, version;
	const char *code, *starts, *ends, *title, *reason, *made;
};
struct sets {
	struct set *at;
	size_t n;
};
static const struct db_col set_cols[] = { COL(struct set, id),
	COL(struct set, version), COL(struct set, code),
	COL(struct set, starts), COL(struct set, ends), COL(struct set, title),
	COL(struct set, reason), COL(struct set, made) };
#define SET \
	"SELECT id, version, code, starts, ends, title, reason, made" \
	" FROM regime_period WHERE regime_id = ?"
DB_ROWS(select_set, set_cols, SET " AND code = " DB_CODE);
DB_ROWS(select_sets, set_cols, SET " ORDER BY ends DESC, code DESC LIMIT 200");
DB_ROWS(select_after, set_cols,
    SET " AND (ends > ? OR (ends = ? AND code > ?)) ORDER BY ends, code"
	" LIMIT 1");
DB_ROWS(select_before, set_cols,
    SET " AND (ends < ? OR (ends = ? AND code < ?)) ORDER BY ends DESC,"
	" code DESC LIMIT 1");

struct set_due {
	const char *level, *due;
};
struct set_dues {
	struct set_due *at;
	size_t n;
};
static const struct db_col set_due_cols[] = { COL(struct set_due, level),
	COL(struct set_due, due) };
DB_ROWS(select_set_dues, set_due_cols,
    "SELECT level, due FROM regime_period_due WHERE regime_period_id = ?"
    " ORDER BY level");

struct rule {
	const char *rule;
};
struct rules {
	struct rule *at;
	size_t n;
};
static const struct db_col rule_cols[] = { COL(struct rule, rule) };
DB_ROWS(select_rules, rule_cols,
    "SELECT DISTINCT a.due AS rule FROM assignment a WHERE a.regime_id = ?"
    " AND a.due <> '' AND a.valid_from <= ? AND ? < a.valid_to"
    " ORDER BY a.due");

enum rc
schedule_open(struct db *db, const struct regime *g, struct schedule *ret)
{
	*ret = (struct schedule){ .db = db, .g = g };
	return calendar_load(db, &ret->days);
}

/* The deadlines that rules give, and those that were set. */
static enum rc
dues(const struct schedule *s, struct slot *q)
{
	struct arena *mem = db_arena(s->db);
	const char *ends = date_iso(mem, q->period.ends);
	struct rules rules;
	struct set_dues set = { 0 };

	TRY(db_rows(s->db, select_rules, ARGS(s->g->id, ends, ends), &rules));
	if (q->id != 0)
		TRY(db_rows(s->db, select_set_dues, ARGS(q->id), &set));
	struct slot_due *at = arena_alloc(mem, (rules.n + set.n) * sizeof *at);
	for (size_t i = 0; i < rules.n; i++) {
		struct slot_due *d = &at[q->ndue++];
		d->rule = rules.at[i].rule;
		if (!deadline(&s->days, d->rule, &q->period, &d->due))
			return fail(E_INTERNAL, "regime %s: deadline \"%s\"",
			    s->g->code, d->rule);
		d->provisional =
		    deadline_provisional(&s->days, d->rule, &q->period, d->due);
		q->provisional = q->provisional || d->provisional;
	}
	for (size_t i = 0; i < set.n; i++) {
		struct slot_due *d = &at[q->ndue++];
		d->level = set.at[i].level;
		if (!date_parse(set.at[i].due, &d->due))
			return fail(E_INTERNAL, "due %s", set.at[i].due);
	}
	q->due = at;
	return OK;
}

/*
 * A deadline may lie before the cut-off, so reports are made in time for
 * whichever is first; those of short periods when the period begins.
 */
static struct date
opens(const struct slot *q)
{
	struct date first = q->period.ends;

	for (size_t i = 0; i < q->ndue; i++)
		if (date_cmp(q->due[i].due, first) < 0)
			first = q->due[i].due;
	struct date day = date_add_days(first, -OPEN_DAYS);
	if (date_cmp(day, q->period.starts) < 0 &&
	    date_cmp(q->period.starts, first) <= 0)
		return q->period.starts;
	return day;
}

/* A request is open from the day it was made. */
static enum rc
whole(const struct schedule *s, struct period p, const struct set *set,
    struct slot *ret)
{
	struct period rule = p;
	struct date made = { 0 };

	*ret = (struct slot){ .title = "", .reason = "" };
	if (set != NULL) {
		if (!date_parse(set->starts, &p.starts) ||
		    !date_parse(set->ends, &p.ends) ||
		    !date_parse(set->made, &made))
			return fail(E_INTERNAL, "regime_period %ld", set->id);
		ret->id = set->id;
		ret->version = set->version;
		ret->title = set->title;
		ret->reason = set->reason;
	}
	ret->moved = date_cmp(rule.starts, p.starts) != 0 ||
		     date_cmp(rule.ends, p.ends) != 0;
	ret->period = p;
	TRY(dues(s, ret));
	ret->open = period_regular(p.kind) ? opens(ret) : made;
	return OK;
}

enum rc
schedule_slot(const struct schedule *s, const char *code, struct slot *ret)
{
	struct set set;
	struct period p;

	if (!period_read(db_arena(s->db), code, s->g->cutoff, &p) ||
	    p.kind != s->g->kind)
		return E_NOTFOUND;
	enum rc rc = db_row(s->db, select_set, ARGS(s->g->id, code), &set);
	if (rc == E_NOTFOUND && period_regular(p.kind))
		return whole(s, p, NULL, ret);
	TRY(rc);
	return whole(s, p, &set, ret);
}

enum rc
schedule_step(const struct schedule *s, const struct slot *q, int n,
    struct slot *ret)
{
	struct arena *mem = db_arena(s->db);
	struct set set;

	if (period_regular(q->period.kind)) {
		struct period p = period_step(mem, q->period, s->g->cutoff, n);
		return schedule_slot(s, p.code, ret);
	}
	const char *ends = date_iso(mem, q->period.ends);
	TRY(db_row(s->db, n > 0 ? select_after : select_before,
	    ARGS(s->g->id, ends, ends, q->period.code), &set));
	return schedule_slot(s, set.code, ret);
}

/* From where the rule has the day, to the last that is open by then. */
enum rc
schedule_latest(const struct schedule *s, struct date day, struct slot *ret)
{
	struct arena *mem = db_arena(s->db);
	struct slots all;
	struct slot next;

	if (!period_regular(s->g->kind)) {
		TRY(schedule_requests(s, &all));
		if (all.n == 0)
			return E_NOTFOUND;
		*ret = all.at[0];
		return OK;
	}
	struct period p = period_at(mem, s->g->kind, s->g->cutoff, day);
	TRY(schedule_slot(s, p.code, ret));
	for (int i = 0; i < NEAR; i++) {
		TRY(schedule_step(s, ret, 1, &next));
		if (date_cmp(next.open, day) > 0)
			break;
		*ret = next;
	}
	for (int i = 0; i < NEAR && date_cmp(ret->open, day) > 0; i++) {
		TRY(schedule_step(s, ret, -1, &next));
		*ret = next;
	}
	return OK;
}

enum rc
schedule_requests(const struct schedule *s, struct slots *ret)
{
	struct arena *mem = db_arena(s->db);
	struct sets sets;
	struct period p;

	*ret = (struct slots){ 0 };
	TRY(db_rows(s->db, select_sets, ARGS(s->g->id), &sets));
	ret->at = arena_alloc(mem, sets.n * sizeof *ret->at);
	for (size_t i = 0; i < sets.n; i++) {
		const struct set *set = &sets.at[i];
		if (!period_read(mem, set->code, s->g->cutoff, &p) ||
		    p.kind != s->g->kind)
			continue; /* from when it had other periods */
		TRY(whole(s, p, set, &ret->at[ret->n++]));
	}
	return OK;
}

const char *
slot_dues_json(struct arena *mem, const struct slot *q)
{
	struct buf b = { .mem = mem, .max = DUES_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < q->ndue; i++) {
		if (q->due[i].rule == NULL)
			continue;
		json_object(&j, NULL);
		json_text(&j, "rule", q->due[i].rule);
		json_text(&j, "due", date_iso(mem, q->due[i].due));
		json_end(&j);
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}

struct of_unit {
	const char *due, *rule;
	bool is_set, extended, is_open;
};
static const struct db_col of_unit_cols[] = { COL(struct of_unit, due),
	COL(struct of_unit, rule), COL(struct of_unit, is_set),
	COL(struct of_unit, extended), COL(struct of_unit, is_open) };
DB_ROWS(select_of_unit, of_unit_cols,
    "SELECT COALESCE(r.due, " SLOT_DUE ") AS due, o.due AS rule,"
    " COALESCE(l.due, e.due) IS NOT NULL AS is_set,"
    " r.due_rule IS NOT NULL AS extended, r.id IS NOT NULL AS is_open"
    " FROM " OWES " o" SLOT_DUE_JOINS " LEFT JOIN period p ON p.kind = ?"
    " AND p.starts = ? AND p.ends = ? LEFT JOIN report r"
    " ON r.regime_id = o.regime_id AND r.period_id = p.id"
    " AND r.unit_id = o.unit_id WHERE o.unit_id = ?");

enum rc
schedule_unit(const struct schedule *s, const struct slot *q, long unit,
    struct unit_due *ret)
{
	struct arena *mem = db_arena(s->db);
	const char *ends = date_iso(mem, q->period.ends);
	const char *asked = owes_json(mem,
	    &(struct owes_asked){ s->g->id, ends, unit, unit }, 1);
	const char *json = slot_dues_json(mem, q);
	struct of_unit row;

	TRY(db_row(s->db, select_of_unit,
	    ARGS(OWES_ARGS(asked), SLOT_DUE_ARGS(json, q),
		period_kind_name(q->period.kind),
		date_iso(mem, q->period.starts), ends, unit),
	    &row));
	*ret = (struct unit_due){ .set = row.is_set,
		.extended = row.extended,
		.open = row.is_open };
	if (!date_parse(row.due, &ret->due))
		return E_NOTFOUND;
	ret->provisional =
	    !row.is_set && !row.extended &&
	    deadline_provisional(&s->days, row.rule, &q->period, ret->due);
	return OK;
}

DB_STMT(update_dues,
    "UPDATE report r JOIN " OWES " o ON o.unit_id = r.unit_id" SLOT_DUE_JOINS
    " SET r.due = " SLOT_DUE ", r.version = r.version + 1, r.changed = ?"
    " WHERE r.regime_id = ? AND r.period_id = ? AND r.first_sent IS NULL"
    " AND r.due_rule IS NULL AND r.due <> " SLOT_DUE);

enum rc
schedule_refresh(const struct schedule *s, const struct ctx *ctx,
    const struct slot *q, long *ret_changed)
{
	struct period p = q->period;
	const char *ends = date_iso(ctx->mem, p.ends);
	const char *asked = owes_json(ctx->mem,
	    &(struct owes_asked){ s->g->id, ends, 0, 0 }, 1);
	const char *json = slot_dues_json(ctx->mem, q);

	TRY(period_store(s->db, &p));
	return db_exec(s->db, update_dues,
	    ARGS(OWES_ARGS(asked), SLOT_DUE_ARGS(json, q), ctx->now, s->g->id,
		p.id),
	    ret_changed);
}

/* Windows that were set move a period's end, but never by a month and more. */
enum rc
schedule_past(struct db *db, const struct report *r, struct schedule_past *ret)
{
	struct arena *mem = db_arena(db);
	struct period before;
	struct set set;

	*ret = (struct schedule_past){ 0 };
	if (!cutoff_read(r->cutoff, &ret->cutoff) ||
	    !period_read(mem, r->period, ret->cutoff, &ret->now))
		return E_NOTFOUND;
	ret->from =
	    date_iso(mem, date_add_days(ret->now.ends, -(long)PAST_DAYS));
	if (period_year_before(mem, ret->now, ret->cutoff, &before))
		ret->last_year = before.code;
	if (period_regular(ret->now.kind)) {
		ret->prev = period_step(mem, ret->now, ret->cutoff, -1).code;
		return OK;
	}
	enum rc rc = db_row(db, select_before,
	    ARGS(r->regime_id, r->ends, r->ends, r->period), &set);
	if (rc == OK)
		ret->prev = set.code;
	return rc == E_NOTFOUND ? OK : rc;
}
