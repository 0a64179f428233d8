/*
 * reform_stay.c - official figures are in one total, before and after
 *
 * A report that was accepted is in the total of its superior from the moment
 * that this total is sent.  If the report then went to another superior, who
 * has not sent yet, it would be in both; if the other one has sent without it
 * and the first one has not, in none.  So it stays where it is for that window.
 */
#include "core/flow.h"
#include "core/reform_part.h"
#include "io/db.h"
#include "io/json.h"

enum { ASKED_MAX = 8 << 20 };

struct state_rec {
	long regime_id, period_id, unit_id;
	const char *state;
};
static const struct db_col cols[] = {
	COL(struct state_rec, regime_id),
	COL(struct state_rec, period_id),
	COL(struct state_rec, unit_id),
	COL(struct state_rec, state),
};
DB_ROWS(select_states, cols,
    "SELECT STRAIGHT_JOIN r.regime_id, r.period_id, r.unit_id, r.state"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (regime_id BIGINT PATH '$[0]',"
    " period_id BIGINT PATH '$[1]', unit_id BIGINT PATH '$[2]')) j"
    " JOIN report r ON r.regime_id = j.regime_id AND r.period_id ="
    " j.period_id AND r.unit_id = j.unit_id WHERE r.state <> 'closed'"
    " ORDER BY r.id");

struct stay {
	struct reform_tree *t;
	struct map index; /* unit's id -> model's index */
	long *was;        /* model's index -> id of the same body before */
	long *parent;     /* ... -> index of its superior after, or -1 */
	long line_id;     /* of parent */
	struct map asked, sent; /* "regime period unit" -> 1; 1: it was sent */
	struct buf text;
	struct json json;
};

static const char *
key_of(const struct stay *s, const struct reform_report_fate *f, long unit)
{
	return str_fmt(s->t->mem, "%ld %ld %ld", f->regime_id, f->period_id,
	    unit);
}

static void
index_units(struct stay *s)
{
	const struct reform_tree *t = s->t;
	const struct model *m = &t->model;

	s->was = arena_alloc(t->mem, (m->nunit + 1) * sizeof *s->was);
	s->parent = arena_alloc(t->mem, (m->nunit + 1) * sizeof *s->parent);
	for (size_t i = 0; i < m->nunit; i++) {
		s->was[i] = m->unit[i].id;
		map_put(&s->index, str_fmt(t->mem, "%ld", m->unit[i].id),
		    (long)i);
	}
	for (size_t i = 0; i < t->look->nunit; i++)
		if (t->heir[i].class == CLASS_SAME && t->heir[i].became >= 0)
			s->was[t->modelof[t->heir[i].became]] =
			    t->look->unit[i].id;
}

static void
index_line(struct stay *s, long line_id)
{
	const struct model *m = &s->t->model;

	if (s->line_id == line_id)
		return;
	s->line_id = line_id;
	for (size_t i = 0; i < m->nunit; i++)
		s->parent[i] = -1;
	for (size_t i = 0; i < m->nplace; i++) {
		const struct model_place *p = &m->place[i];
		if (p->line == line_id && model_holds(p->valid_to))
			s->parent[p->unit] = p->parent;
	}
}

/* The superior of it after the reform, an index; -1: none. */
static long
above(struct stay *s, const struct reform_report_fate *f)
{
	long at = reform_of(s->t, f->unit_id);
	long unit =
	    f->fate == FATE_CARRIED ?
		s->t->modelof[s->t->heir[at].became] :
		map_get(&s->index, str_fmt(s->t->mem, "%ld", f->unit_id));

	index_line(s, f->line_id);
	return unit < 0 ? -1 : s->parent[unit];
}

static bool
may_stay(const struct reform_report_fate *f)
{
	return f->official && f->receiver_id != 0 &&
	       (f->fate == FATE_CARRIED || f->fate == FATE_REROUTED);
}

static void
ask(struct stay *s, const struct reform_report_fate *f)
{
	for (long u = above(s, f); u >= 0; u = s->parent[u]) {
		if (s->was[u] == 0 ||
		    map_put(&s->asked, key_of(s, f, s->was[u]), 1) != MAP_NONE)
			continue;
		json_array(&s->json, NULL);
		json_long(&s->json, NULL, f->regime_id);
		json_long(&s->json, NULL, f->period_id);
		json_long(&s->json, NULL, s->was[u]);
		json_end(&s->json);
	}
}

static enum rc
load(struct stay *s)
{
	struct {
		struct state_rec *at;
		size_t n;
	} all;

	json_end(&s->json);
	if (s->text.full)
		return E_LIMIT;
	TRY(db_rows(s->t->db, select_states, ARGS(s->text.at), &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct state_rec *r = &all.at[i];
		map_put(&s->sent,
		    str_fmt(s->t->mem, "%ld %ld %ld", r->regime_id,
			r->period_id, r->unit_id),
		    str_eq(r->state, SENT) || str_eq(r->state, ACCEPTED));
	}
	return OK;
}

/* The nearest that reports: another than before, and one of them has sent? */
static void
judge(struct stay *s, struct reform_report_fate *f)
{
	long sent = -1, u = above(s, f);

	while (u >= 0 && sent < 0) {
		sent = map_get(&s->sent, key_of(s, f, s->was[u]));
		if (sent < 0)
			u = s->parent[u];
	}
	long receiver = reform_of(s->t, f->receiver_id);
	bool gone = receiver >= 0 &&
		    s->t->look->unit[receiver].kind == UNIT_ENDS &&
		    s->t->heir[receiver].class != CLASS_SAME;
	if (gone || (u >= 0 && s->was[u] == f->receiver_id) ||
	    (!f->upper_sent && sent != 1))
		return;
	f->stays = true;
	if (f->fate == FATE_REROUTED)
		f->fate = FATE_KEPT;
}

enum rc
reform_stay(struct reform_tree *t)
{
	struct stay s = { .t = t,
		.index = { .mem = t->mem },
		.asked = { .mem = t->mem },
		.sent = { .mem = t->mem },
		.text = { .mem = t->mem, .max = ASKED_MAX } };
	size_t n = 0;

	for (size_t i = 0; i < t->nfate; i++)
		n += may_stay(&t->fates[i]);
	if (n == 0)
		return OK;
	s.json = (struct json){ .out = &s.text };
	index_units(&s);
	json_array(&s.json, NULL);
	for (size_t i = 0; i < t->nfate; i++)
		if (may_stay(&t->fates[i]))
			ask(&s, &t->fates[i]);
	TRY(load(&s));
	for (size_t i = 0; i < t->nfate; i++)
		if (may_stay(&t->fates[i]))
			judge(&s, &t->fates[i]);
	return OK;
}
