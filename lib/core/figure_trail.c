/* figure_trail.c - one figure from the keystroke to the national total */
#include <string.h>
#include "core/figure_trail.h"
#include "core/proof.h"
#include "io/db.h"

static const struct db_col typed_cols[] = {
	COL(struct trail_step, at),
	COL(struct trail_step, unit),
	COL(struct trail_step, person),
	COL(struct trail_step, value),
};
#define TYPED(table) \
	"SELECT d.at, u.name AS unit, q.name AS person," \
	" COALESCE(CAST(d.num AS CHAR), d.txt) AS value FROM " table " d" \
	" JOIN report r ON r.id = d.report_id JOIN unit u ON u.id = r.unit_id" \
	" LEFT JOIN person q ON q.id = d.person_id" \
	" WHERE d.report_id = ? AND d.cell = ?"
DB_ROWS(select_typed, typed_cols,
    TYPED("draft_was") " UNION ALL " TYPED("draft") " ORDER BY at LIMIT ?");

struct sent {
	long report_id, no, unit_id, receiver_id;
	const char *at, *unit, *person, *behalf, *sha, *body;
};
struct sents {
	struct sent *at;
	size_t n;
};
static const struct db_col sent_cols[] = {
	COL(struct sent, report_id),
	COL(struct sent, no),
	COL(struct sent, unit_id),
	COL(struct sent, receiver_id),
	COL(struct sent, at),
	COL(struct sent, unit),
	COL(struct sent, person),
	COL(struct sent, behalf),
	COL(struct sent, sha),
	COL(struct sent, body),
};
#define SENT \
	"SELECT k.report_id, k.no, r.unit_id," \
	" COALESCE(r.receiver_id, 0) AS receiver_id," \
	" k.at, u.name AS unit, q.name AS person, b.name AS behalf," \
	" k.sha, k.body" \
	" FROM revision k JOIN report r ON r.id = k.report_id" \
	" JOIN unit u ON u.id = r.unit_id" \
	" LEFT JOIN person q ON q.id = k.person_id" \
	" LEFT JOIN person b ON b.id = k.behalf_id"
DB_ROWS(select_sent, sent_cols,
    SENT " WHERE k.report_id = ? ORDER BY k.no LIMIT ?");
/*
 * Those that name this hash, for the same period, of whoever receives the
 * report, or was ever above its unit or above one that it came from: a
 * reorganisation gives a report another receiver, and another unit.
 */
DB_ROWS(select_above, sent_cols,
    SENT " JOIN (SELECT CAST(? AS SIGNED) AS id"
	 " UNION SELECT a.above_id FROM unit_above a WHERE a.unit_id = ?"
	 " AND a.depth > 0"
	 " UNION SELECT a.above_id FROM succession s JOIN unit_above a"
	 " ON a.unit_id = s.old_id AND a.depth > 0 WHERE s.new_id = ?) v"
	 " ON v.id = r.unit_id WHERE r.regime_id = ? AND r.period_id = ?"
	 " AND INSTR(k.body, ?) > 0 ORDER BY k.report_id, k.no LIMIT ?");

static const struct db_col event_cols[] = {
	COL(struct trail_step, at),
	COL(struct trail_step, unit),
	COL(struct trail_step, person),
	COL(struct trail_step, behalf),
	COL(struct trail_step, act),
	COL(struct trail_step, reason),
	COL(struct trail_step, no),
};
DB_ROWS(select_events, event_cols,
    "SELECT e.at, u.name AS unit, q.name AS person, b.name AS behalf, e.act,"
    " e.reason, COALESCE(k.no, 0) AS no FROM report_event e"
    " JOIN report r ON r.id = e.report_id JOIN unit u ON u.id = r.unit_id"
    " LEFT JOIN revision k ON k.id = e.revision_id"
    " LEFT JOIN person q ON q.id = e.person_id"
    " LEFT JOIN person b ON b.id = e.behalf_id WHERE e.report_id = ?"
    " AND e.act IN ('return', 'accept', 'carried', 'rerouted', 'closed')"
    " ORDER BY e.id LIMIT ?");

struct steps {
	struct trail_step *at;
	size_t n;
};
struct work {
	struct db *db;
	const struct ctx *ctx;
	const struct report *r;
	enum right right;
	size_t cell;
	struct trail *out;
};

static void
add(struct work *w, const struct trail_step *s)
{
	if (w->out->n == TRAIL_MAX)
		w->out->cut = true;
	else
		w->out->at[w->out->n++] = *s;
}

static enum rc
add_sent(struct work *w, const struct sent *k, enum trail_kind kind, long depth,
    bool seen)
{
	struct arena *mem = w->ctx->mem;
	struct trail_step s = { .kind = kind,
		.depth = depth,
		.seen = seen,
		.report_id = k->report_id,
		.no = k->no,
		.at = k->at,
		.unit = k->unit,
		.person = k->person,
		.behalf = k->behalf,
		.value = figure_in_body(mem, k->body, w->cell) };
	struct proof p;
	enum rc rc = proof_get(w->db, k->report_id, k->no, &p);

	if (rc == OK)
		s.receipt = proof_text(mem, &p);
	else if (rc != E_NOTFOUND)
		return rc;
	add(w, &s);
	return OK;
}

static enum rc
add_events(struct work *w, long report_id, long depth, bool seen)
{
	struct steps es;

	TRY(db_rows(w->db, select_events, ARGS(report_id, (long)TRAIL_MAX),
	    &es));
	for (size_t i = 0; i < es.n; i++) {
		struct trail_step *s = &es.at[i];
		s->kind = str_eq(s->act, "return") ? TRAIL_RETURNED :
			  str_eq(s->act, "accept") ? TRAIL_ACCEPTED :
						     TRAIL_REFORMED;
		s->seen = seen;
		s->depth = depth;
		s->report_id = report_id;
		add(w, s);
	}
	return OK;
}

static enum rc
add_typed(struct work *w)
{
	long cell = (long)w->cell;
	struct steps ts;

	TRY(db_rows(w->db, select_typed,
	    ARGS(w->r->id, cell, w->r->id, cell, (long)TRAIL_MAX), &ts));
	for (size_t i = 0; i < ts.n; i++) {
		ts.at[i].kind = TRAIL_TYPED;
		ts.at[i].report_id = w->r->id;
		ts.at[i].again = i > 0;
		ts.at[i].was = i > 0 ? ts.at[i - 1].value : NULL;
		add(w, &ts.at[i]);
	}
	return OK;
}

/* Report by report. */
static enum rc
add_above(struct work *w, const struct sents *all, long depth)
{
	struct report r;
	bool seen = false;

	for (size_t i = 0; i < all->n; i++) {
		long id = all->at[i].report_id;
		bool next = i == 0 || id != all->at[i - 1].report_id;
		if (next) {
			enum rc rc =
			    report_get(w->db, w->ctx, w->right, id, &r);
			if (rc != OK && rc != E_NOTFOUND)
				return rc;
			seen = rc == OK;
		}
		TRY(add_sent(w, &all->at[i], TRAIL_ADDED, depth, seen));
		if (next)
			TRY(add_events(w, id, depth, seen));
	}
	return OK;
}

/* Everything above that has added one of these up, each once. */
static enum rc
climb(struct work *w, const struct sents *below, long depth, struct sents *ret)
{
	ret->n = 0;
	ret->at = arena_alloc(w->ctx->mem, TRAIL_MAX * sizeof *ret->at);
	for (size_t i = 0; i < below->n; i++) {
		const struct sent *b = &below->at[i];
		struct sents up;
		TRY(db_rows(w->db, select_above,
		    ARGS(b->receiver_id, b->unit_id, b->unit_id,
			w->r->regime_id, w->r->period_id, b->sha,
			(long)TRAIL_MAX),
		    &up));
		for (size_t k = 0; k < up.n && ret->n < TRAIL_MAX; k++) {
			bool there = false;
			for (size_t j = 0; j < ret->n; j++)
				there |= str_eq(ret->at[j].sha, up.at[k].sha);
			if (!there)
				ret->at[ret->n++] = up.at[k];
		}
	}
	return add_above(w, ret, depth);
}

static bool
later(const struct trail_step *a, const struct trail_step *b)
{
	if (a->depth != b->depth)
		return a->depth > b->depth;
	return strcmp(a->at, b->at) > 0;
}

/* By level and time; what came in order stays so. */
static void
sort(struct trail *t)
{
	for (size_t i = 1; i < t->n; i++) {
		struct trail_step s = t->at[i];
		size_t k = i;
		for (; k > 0 && later(&t->at[k - 1], &s); k--)
			t->at[k] = t->at[k - 1];
		t->at[k] = s;
	}
}

enum rc
figure_trail(struct db *db, const struct ctx *ctx, const struct report *r,
    enum right right, size_t cell, bool drafts, struct trail *ret)
{
	struct work w = { db, ctx, r, right, cell, ret };
	struct sents own, above;

	*ret = (struct trail){ .at = arena_alloc(ctx->mem,
				   TRAIL_MAX * sizeof *ret->at) };
	if (drafts)
		TRY(add_typed(&w));
	TRY(db_rows(db, select_sent, ARGS(r->id, (long)TRAIL_MAX), &own));
	for (size_t i = 0; i < own.n; i++)
		TRY(add_sent(&w, &own.at[i], TRAIL_SENT, 0, true));
	TRY(add_events(&w, r->id, 0, true));
	for (long depth = 1; own.n > 0 && depth <= TRAIL_DEPTH; depth++) {
		TRY(climb(&w, &own, depth, &above));
		own = above;
	}
	sort(ret);
	return OK;
}
