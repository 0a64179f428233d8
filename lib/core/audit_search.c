/* audit_search.c - the record, as an auditor reads it */
#include <string.h>
#include "core/audit_lead.h"
#include "core/audit_search.h"
#include "io/json.h"

enum { STEP_MAX = 500 };

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
#define HIT \
	"SELECT e.stream, e.seq, e.at, e.person_id, q.login," \
	" q.name AS person, b.name AS behalf, e.role, e.act, e.object," \
	" e.object_id, e.detail, e.address, e.request, u.name AS unit," \
	" e.was, e.became"
#define NAMES \
	" LEFT JOIN person q ON q.id = e.person_id" \
	" LEFT JOIN person b ON b.id = e.behalf_id" \
	" LEFT JOIN unit u ON u.id = e.stream"
#define HITS HIT " FROM audit e" NAMES
/*
 * Of these places, in their order.  What is not asked for (0, '') fits
 * everything.
 */
DB_ROWS(select_fit, hit_cols,
    HIT " FROM JSON_TABLE(?, '$[*]' COLUMNS (i FOR ORDINALITY,"
	" s BIGINT PATH '$[0]', q BIGINT PATH '$[1]')) j STRAIGHT_JOIN audit e"
	" ON e.stream = j.s AND e.seq = j.q" NAMES
	" WHERE COALESCE(NULLIF(?, 0), e.person_id) = e.person_id"
	" AND COALESCE(NULLIF(?, 0), e.stream) = e.stream"
	" AND COALESCE(NULLIF(?, 0), e.object_id) = e.object_id"
	" AND COALESCE(NULLIF(" DB_CODE ", ''), e.act) = e.act"
	" AND COALESCE(NULLIF(" DB_CODE ", ''), e.object) = e.object"
	" AND COALESCE(NULLIF(" DB_CODE ", ''), e.request) = e.request"
	" AND COALESCE(NULLIF(" DB_CODE ", ''), e.address) = e.address"
	" AND (? = 1 OR (e.stream > 0 AND " UNIT_REACH(
	    "e.stream") "))"
			" ORDER BY j.i LIMIT ?");
DB_ROWS(select_names, hit_cols, HITS " WHERE e.stream = ? AND e.seq = ?");
DB_ROWS(select_entry, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE stream = ? AND seq = ?");
DB_ROWS(select_report, hit_cols,
    HIT " FROM audit e FORCE INDEX (object)" NAMES
	" WHERE e.object = 'report' AND e.object_id = ? AND e.stream > 0"
	" AND (? = 1 OR e.act <> 'save')"
	" ORDER BY e.at DESC, e.stream DESC, e.seq DESC LIMIT ?");

static const char *
text(const char *s)
{
	return s == NULL ? "" : s;
}

/* Those in the scope as JSON: [[chain,number],...] */
static const char *
list(struct arena *mem, const struct audit_scope *scope,
    const struct audit_place *at, size_t n)
{
	struct buf b = { .mem = mem, .max = 64UL * (n + 1) };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		if (!audit_in_scope(scope, at[i].stream))
			continue;
		json_array(&j, NULL);
		json_long(&j, NULL, at[i].stream);
		json_long(&j, NULL, at[i].seq);
		json_end(&j);
	}
	json_end(&j);
	assert(!b.full);
	return b.at;
}

struct search {
	struct db *db;
	const struct ctx *ctx;
	const struct audit_query *q;
	struct audit_scope scope;
	struct audit_walk by;
	struct audit_hits *found;
};

/* Those of the next n that fit, up to max in all. */
static enum rc
look(struct search *s, size_t n, size_t max)
{
	const struct audit_query *q = s->q;
	const struct ctx *ctx = s->ctx;
	struct audit_hits *all = s->found, more;

	TRY(db_rows(s->db, select_fit,
	    ARGS(list(ctx->mem, &s->scope, s->by.ahead.at, n), q->person_id,
		q->stream, q->object_id, text(q->act), text(q->object),
		text(q->request), text(q->address), !s->scope.each,
		ctx->actor->id, access_roles(MAY_AUDIT), ctx->today, ctx->today,
		access_near(MAY_AUDIT), access_far(MAY_AUDIT),
		(long)(max - all->n)),
	    &more));
	if (more.n > 0)
		memcpy(&all->at[all->n], more.at, more.n * sizeof *more.at);
	all->n += more.n;
	audit_walk_on(&s->by, n);
	return OK;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Few at first, since mostly most of them fit; then more at a time. */
static enum rc
look_through(struct search *s, size_t max, size_t most,
    struct audit_place *ret_last)
{
	struct audit_places *ahead = &s->by.ahead;
	size_t looked = 0, step = max;

	while (s->found->n < max && looked < most) {
		size_t n = least(step, most - looked);
		TRY(audit_walk_ahead(s->db, s->ctx->mem, &s->by, n));
		n = least(n, ahead->n);
		if (n == 0)
			return OK;
		*ret_last = ahead->at[n - 1];
		TRY(look(s, n, max));
		looked += n;
		step = least(2 * step, STEP_MAX);
	}
	return OK;
}

static struct audit_place
place_of(const struct audit_hit *h)
{
	return (struct audit_place){ h->at, h->stream, h->seq };
}

/* One more than asked for is sought: then there are more. */
static enum rc
find(struct search *s, size_t max, size_t most, struct audit_left *ret)
{
	struct audit_hits *found = s->found;
	struct audit_place last;

	found->at = arena_alloc(s->ctx->mem, (max + 1) * sizeof *found->at);
	TRY(look_through(s, max + 1, most, &last));
	if (found->n > max) {
		found->n = max;
		ret->at = place_of(&found->at[max - 1]);
		return OK;
	}
	TRY(audit_walk_ahead(s->db, s->ctx->mem, &s->by, 1));
	if (s->by.ahead.n > 0)
		*ret = (struct audit_left){ last, .bounded = true };
	return OK;
}

enum rc
audit_search(struct db *db, const struct ctx *ctx, const struct audit_query *q,
    long max, long most, struct audit_hits *ret, struct audit_left *ret_left)
{
	struct search s = { .db = db, .ctx = ctx, .q = q, .found = ret };

	*ret = (struct audit_hits){ 0 };
	*ret_left = (struct audit_left){ 0 };
	TRY(audit_scope(db, ctx, q->stream, &s.scope));
	if (!s.scope.all && s.scope.n == 0)
		return OK;
	TRY(audit_lead(db, ctx, q, &s.scope, &s.by));
	return find(&s, (size_t)max, (size_t)most, ret_left);
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
