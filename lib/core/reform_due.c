/* reform_due.c - by when open reports are due, before and after a reform */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "core/flow.h"
#include "core/receiver.h"
#include "core/reform_part.h"
#include "core/schedule.h"

struct rule_rec {
	const char *level, *rule;
};
struct rule_recs {
	struct rule_rec *at;
	size_t n;
};
static const struct db_col rule_cols[] = { COL(struct rule_rec, level),
	COL(struct rule_rec, rule) };
DB_ROWS(select_rules, rule_cols,
    "SELECT a.level, a.due AS rule FROM assignment a WHERE a.regime_id = ?"
    " AND a.kind = 'level' AND a.exempt = 0 AND a.valid_from <= ?"
    " AND ? < a.valid_to ORDER BY a.level, a.id DESC");
/* Carried over to a unit of another level: as if it was opened now. */
DB_STMT(update_dues,
    "UPDATE report r JOIN reform_report q ON q.report_id = r.id"
    " AND q.reform_id = ? AND q.fate = 'carried' JOIN unit w"
    " ON w.id = q.unit_id JOIN " OWES
    " o ON o.unit_id = r.unit_id" SLOT_DUE_JOINS " SET r.due = " SLOT_DUE
    " WHERE r.regime_id = ? AND r.period_id = ? AND r.first_sent IS NULL"
    " AND r.due_rule IS NULL AND w.level <> u.level AND r.due <> " SLOT_DUE);

/* The deadlines of one period of a regime, per level. */
struct dues {
	struct schedule s;
	struct regime g;
	struct slot slot;
	struct rule_recs rules;
	bool there;
};

static enum rc
dues_open(struct reform_tree *t, long regime, const char *ends,
    const char *period, struct dues *ret)
{
	enum rc rc = regime_at(t->db, regime, ends, &ret->g);

	*ret = (struct dues){ .g = ret->g };
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(schedule_open(t->db, &ret->g, &ret->s));
	rc = schedule_slot(&ret->s, period, &ret->slot);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	ret->there = true;
	return db_rows(t->db, select_rules, ARGS(regime, ends, ends),
	    &ret->rules);
}

/* What was set for the level or for all, else what its rule says. */
static const char *
due_of(struct arena *mem, const struct dues *d, const char *level)
{
	const struct slot_due *all = NULL, *own = NULL, *by = NULL;
	const char *rule = NULL;

	for (size_t i = 0; i < d->rules.n && rule == NULL; i++)
		if (str_eq(d->rules.at[i].level, level))
			rule = d->rules.at[i].rule;
	for (size_t i = 0; d->there && i < d->slot.ndue; i++) {
		const struct slot_due *s = &d->slot.due[i];
		if (s->rule != NULL && rule != NULL && str_eq(s->rule, rule))
			by = s;
		else if (s->rule == NULL && str_eq(s->level, level))
			own = s;
		else if (s->rule == NULL && str_empty(s->level))
			all = s;
	}
	const struct slot_due *is = own != NULL ? own : all != NULL ? all : by;
	return is == NULL ? NULL : date_iso(mem, is->due);
}

/* Where a report's unit is of another level afterwards, its date may change. */
static enum rc
due_after(struct reform_tree *t, const struct reform_open *r, const char **ret)
{
	long at = reform_of(t, r->unit_id);
	const char *level = t->model.unit[t->modelof[t->heir[at].became]].level;
	struct dues d;

	*ret = r->due;
	if (str_eq(level, r->level))
		return OK;
	TRY(dues_open(t, r->regime_id, r->ends, r->period, &d));
	const char *was = due_of(t->mem, &d, r->level);
	const char *is = due_of(t->mem, &d, level);
	if (was != NULL && is != NULL && str_eq(was, r->due))
		*ret = is; /* else it has a rule of its own, which follows */
	return OK;
}

static long
days(const char *iso)
{
	struct date d = { 0 };

	return date_parse(iso, &d) ? date_days(d) : 0;
}

static const char *
why_of(const struct reform_due *d)
{
	switch (d->fate) {
	case DUE_MOVES:
		return _("the unit is of another level afterwards, which has"
			 " its own deadline");
	case DUE_EXTENDED:
		return _("it was given more time: that stays");
	case DUE_FALLS:
		return _("nobody owes the report any more; the new units are"
			 " given their own");
	case DUE_NEVER:
		return _("no unit of the level is left: nothing of it falls due"
			 " any more, until the regime is assigned anew");
	default:
		return d->past ? _("it has passed already: it stays late") :
		       d->near ? _("it falls into the days of the change") :
				 _("it stays");
	}
}

static void
due_add(struct reform_tree *t, struct map *seen, struct reform_due d)
{
	struct reform_look *look = t->look;
	bool open = d.fate != DUE_FALLS && d.fate != DUE_NEVER;

	if (d.became != NULL && open) {
		long away = days(d.became) - days(t->in->on_date);
		d.past = strcmp(d.became, t->today) < 0;
		d.near = !d.past && labs(away) <= DUE_NEAR;
	}
	d.why = why_of(&d);
	look->dues[d.fate] += d.n;
	look->dues_past += d.past ? d.n : 0;
	look->dues_near += d.near ? d.n : 0;
	const char *key =
	    str_fmt(t->mem, "%s|%s|%s|%s|%s|%d", d.regime, d.period, d.level,
		d.due, d.became == NULL ? "" : d.became, (int)d.fate);
	long i = map_get(seen, key);
	if (i >= 0) {
		look->due[i].n += d.n;
		return;
	}
	map_put(seen, key, (long)look->ndue);
	look->due[look->ndue++] = d;
}

static bool
is_open(const char *state)
{
	return str_eq(state, DUE) || str_eq(state, DRAFT) ||
	       str_eq(state, RETURNED);
}

static enum rc
one(struct reform_tree *t, struct map *seen, const struct reform_open *r,
    enum reform_fate fate)
{
	struct reform_due d = { .n = r->n,
		.regime = r->regime,
		.period = r->period,
		.level = r->level,
		.due = r->due,
		.became = r->due };

	if (!is_open(r->state))
		return OK;
	if (fate == FATE_CLOSED) {
		d.fate = DUE_FALLS;
		d.became = NULL;
	} else if (r->extended)
		d.fate = DUE_EXTENDED;
	else if (fate == FATE_CARRIED && !r->was_sent) {
		TRY(due_after(t, r, &d.became));
		if (!str_eq(d.became, d.due))
			d.fate = DUE_MOVES;
	}
	due_add(t, seen, d);
	return OK;
}

static long
units_of(const struct reform_look *look, const char *level)
{
	long n = 0;

	for (size_t i = 0; i < look->nlevel; i++)
		if (str_eq(look->level[i].level, level))
			n += look->level[i].before;
	return n;
}

enum rc
reform_dues(struct reform_tree *t, const struct reform_open *earlier, size_t n,
    const struct reform_open *later)
{
	struct reform_look *look = t->look;
	struct map seen = { .mem = t->mem };

	look->due = arena_alloc(t->mem,
	    (n + t->nfate + look->nidle + 1) * sizeof *look->due);
	for (size_t i = 0; i < t->nfate; i++)
		TRY(one(t, &seen, &later[i], t->fates[i].fate));
	for (size_t i = 0; i < n; i++)
		TRY(one(t, &seen, &earlier[i], FATE_KEPT));
	for (size_t i = 0; i < look->nidle; i++)
		due_add(t, &seen,
		    (struct reform_due){
			.n = units_of(look, look->idle[i].level),
			.regime = look->idle[i].regime,
			.level = look->idle[i].level,
			.period = "",
			.due = "",
			.fate = DUE_NEVER });
	return OK;
}

/* ---------------------------------------------------------- carried out */

static enum rc
put_one(struct reform_tree *t, const struct reform *r,
    const struct reform_report_fate *f)
{
	struct owes_asked asked = { f->regime_id, f->ends, 0, 0 };
	const char *json = owes_json(t->mem, &asked, 1);
	struct dues d;

	TRY(dues_open(t, f->regime_id, f->ends, f->period, &d));
	if (!d.there)
		return OK;
	const char *due = slot_dues_json(t->mem, &d.slot);
	if (due == NULL)
		return E_LIMIT;
	return db_exec(t->db, update_dues,
	    ARGS(r->id, OWES_ARGS(json), SLOT_DUE_ARGS(due, &d.slot),
		f->regime_id, f->period_id),
	    NULL);
}

enum rc
reform_dues_put(struct reform_tree *t, const struct reform *r)
{
	struct map seen = { .mem = t->mem };

	for (size_t i = 0; i < t->nfate; i++) {
		const struct reform_report_fate *f = &t->fates[i];
		const char *key =
		    str_fmt(t->mem, "%ld %ld", f->regime_id, f->period_id);
		if (f->fate == FATE_CARRIED &&
		    map_put(&seen, key, 1) == MAP_NONE)
			TRY(put_one(t, r, f));
	}
	return OK;
}
