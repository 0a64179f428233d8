/* audit_lead.c - which index finds what is looked for in the record */
#include <string.h>
#include "base/date.h"
#include "core/audit_lead.h"

/* Read of each to compare them; units whose chains are walked together. */
enum { RACE = 200, UNITS = 40, RUNNERS = 5, GROW = 16 };

struct word {
	const char *is;
};
static const struct db_col word_cols[] = { COL(struct word, is) };
/*
 * Which objects there are, and acts of one: some dozens, one after the other,
 * since GROUP BY takes such steps or reads the whole index, as the server
 * thinks best.
 */
DB_ROWS(next_object, word_cols,
    "SELECT object AS `is` FROM audit FORCE INDEX (kind) WHERE object > ?"
    " ORDER BY object LIMIT 1");
DB_ROWS(next_act, word_cols,
    "SELECT act AS `is` FROM audit FORCE INDEX (kind) WHERE object = " DB_CODE
    " AND act > ? ORDER BY act LIMIT 1");
/* The instant at which a day begins in Viet Nam, seven hours before UTC's. */
static const char *
begins(struct arena *mem, const char *iso, int after, const char *none)
{
	struct date d;

	if (iso == NULL || !date_parse(iso, &d))
		return none;
	return str_fmt(mem, "%s 17:00:00.000000",
	    date_iso(mem, date_add_days(d, after - 1)));
}

/* One more, with some of them made at once. */
static void
add(const struct ctx *ctx, struct audit_walk *w, struct audit_branch b)
{
	if (w->n % GROW == 0) {
		struct audit_branch *at =
		    arena_alloc(ctx->mem, (w->n + GROW) * sizeof *at);
		if (w->n > 0)
			memcpy(at, w->at, w->n * sizeof *at);
		w->at = at;
	}
	w->at[w->n++] = b;
}

/* All acts on that object that there are. */
static enum rc
by_object(struct db *db, const struct ctx *ctx, const char *object,
    struct audit_walk *w)
{
	struct word act = { "" };
	enum rc rc;

	while ((rc = db_row(db, next_act, ARGS(object, act.is), &act)) == OK)
		add(ctx, w,
		    (struct audit_branch){ .lead = LEAD_KIND,
			.a = object,
			.b = act.is });
	return rc == E_NOTFOUND ? OK : rc;
}

/* That act on all objects that there are; or that number. */
static enum rc
by_objects(struct db *db, const struct ctx *ctx, enum audit_lead lead,
    const struct audit_query *q, struct audit_walk *w)
{
	struct word object = { "" };
	enum rc rc;

	while ((rc = db_row(db, next_object, ARGS(object.is), &object)) == OK)
		add(ctx, w,
		    (struct audit_branch){ lead, .a = object.is, .b = q->act,
			.n = q->object_id });
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
by_kind(struct db *db, const struct ctx *ctx, const struct audit_query *q,
    struct audit_walk *w)
{
	if (q->object == NULL)
		return by_objects(db, ctx, LEAD_KIND, q, w);
	if (q->act == NULL)
		return by_object(db, ctx, q->object, w);
	add(ctx, w,
	    (struct audit_branch){ .lead = LEAD_KIND,
		.a = q->object,
		.b = q->act });
	return OK;
}

/* A number without what it is of: of everything that has numbers. */
static enum rc
by_number(struct db *db, const struct ctx *ctx, const struct audit_query *q,
    struct audit_walk *w)
{
	if (q->object == NULL)
		return by_objects(db, ctx, LEAD_OBJECT, q, w);
	add(ctx, w,
	    (struct audit_branch){ .lead = LEAD_OBJECT,
		.a = q->object,
		.n = q->object_id });
	return OK;
}

/* Chains of the units in the scope; none where they are many. */
static void
by_units(const struct ctx *ctx, const struct audit_scope *s,
    struct audit_walk *w)
{
	for (size_t i = 0; i < s->n && s->n <= UNITS && !s->each; i++)
		add(ctx, w,
		    (struct audit_branch){ .lead = LEAD_STREAM,
			.n = s->at[i].id });
}

/* What may lead, of several. */
static enum rc
runners(struct db *db, const struct ctx *ctx, const struct audit_query *q,
    const struct audit_scope *scope, struct audit_walk *ws, size_t *ret_n)
{
	size_t n = 0;

	if (q->address != NULL)
		add(ctx, &ws[n++],
		    (struct audit_branch){ .lead = LEAD_ADDRESS,
			.a = q->address });
	if (q->person_id != 0)
		add(ctx, &ws[n++],
		    (struct audit_branch){ .lead = LEAD_PERSON,
			.n = q->person_id });
	if (q->stream != 0)
		add(ctx, &ws[n++],
		    (struct audit_branch){ .lead = LEAD_STREAM,
			.n = q->stream });
	if (q->object != NULL || q->act != NULL)
		TRY(by_kind(db, ctx, q, &ws[n++]));
	by_units(ctx, scope, &ws[n]);
	n += ws[n].n > 0;
	if (n == 0)
		add(ctx, &ws[n++], (struct audit_branch){ .lead = LEAD_TIME });
	*ret_n = n;
	return OK;
}

/* Whoever ended has all that there is; the others are compared by time. */
static bool
faster(const struct audit_walk *a, const struct audit_walk *b)
{
	if (a->ended != b->ended)
		return a->ended;
	if (a->ended)
		return a->ahead.n < b->ahead.n;
	return strcmp(a->ahead.at[RACE - 1].at, b->ahead.at[RACE - 1].at) < 0;
}

static enum rc
race(struct db *db, const struct ctx *ctx, const struct audit_query *q,
    const struct audit_scope *scope, const struct audit_place *before,
    struct audit_walk *ret)
{
	struct audit_walk ws[RUNNERS] = { 0 };
	size_t n, best = 0;

	TRY(runners(db, ctx, q, scope, ws, &n));
	for (size_t i = 0; i < n; i++) {
		ws[i].from = ret->from;
		audit_walk_begin(&ws[i], before);
		if (n > 1)
			TRY(audit_walk_ahead(db, ctx->mem, &ws[i], RACE));
		if (i > 0 && faster(&ws[i], &ws[best]))
			best = i;
	}
	*ret = ws[best];
	return OK;
}

enum rc
audit_lead(struct db *db, const struct ctx *ctx, const struct audit_query *q,
    const struct audit_scope *scope, struct audit_walk *ret)
{
	struct audit_place before = { begins(ctx->mem, q->to, 1,
					  "9999-12-31 00:00:00.000000"),
		-(1L << 62), 0 };

	if (q->before.at != NULL && strcmp(q->before.at, before.at) < 0)
		before = q->before;
	*ret = (struct audit_walk){ .from = begins(ctx->mem, q->from, 0,
					"1000-01-01 00:00:00.000000") };
	if (q->request != NULL)
		add(ctx, ret,
		    (struct audit_branch){ .lead = LEAD_REQUEST,
			.a = q->request });
	else if (q->object_id != 0)
		TRY(by_number(db, ctx, q, ret));
	else
		return race(db, ctx, q, scope, &before, ret);
	audit_walk_begin(ret, &before);
	return OK;
}
