/* standing.c - a person's roles and posts, as the actor stands to them */
#include <string.h>
#include "base/date.h"
#include "core/standing.h"

static const struct db_col held_cols[] = {
	COL(struct held, id),
	COL(struct held, person_id),
	COL(struct held, role),
	COL(struct held, unit_id),
	COL(struct held, for_id),
	COL(struct held, unit),
	COL(struct held, level),
	COL(struct held, code),
	COL(struct held, valid_from),
	COL(struct held, valid_to),
	COL(struct held, decision),
	COL(struct held, sign_as),
	COL(struct held, given),
	COL(struct held, ended),
	COL(struct held, giver),
	COL(struct held, ender),
	COL(struct held, other),
	COL(struct held, other_login),
	COL(struct held, inside),
	COL(struct held, above),
	COL(struct held, top),
	COL(struct held, mask),
};
#define REACH_HELD \
	REACH_OVER("(SELECT unit_id FROM access WHERE person_id = ?" \
		   " OR for_id = ?)")
DB_ROWS(select_held, held_cols,
    "SELECT y.id, y.person_id, y.role, y.unit_id, y.for_id, u.name AS unit,"
    " u.level, u.code, y.valid_from, y.valid_to, y.decision, y.sign_as,"
    " y.given, y.ended, g.name AS giver, e.name AS ender, o.name AS other,"
    " o.login AS other_login, COALESCE(r.inside, 0) AS inside,"
    " COALESCE(r.above, 0) AS above, COALESCE(r.top, 0) AS top,"
    " COALESCE(r.held, 0) AS mask FROM access y"
    " JOIN unit u ON u.id = y.unit_id LEFT JOIN" REACH_HELD
    "r ON r.unit_id = y.unit_id LEFT JOIN person g ON g.id = y.given_by"
    " LEFT JOIN person e ON e.id = y.ended_by"
    " LEFT JOIN person o ON o.id = IF(y.person_id = ?, y.for_id, y.person_id)"
    " WHERE y.person_id = ? OR y.for_id = ?"
    " ORDER BY y.valid_to DESC, y.valid_from DESC, y.id DESC");
static const struct db_col post_cols[] = {
	COL(struct post, unit_id),
	COL(struct post, inside),
	COL(struct post, unit),
	COL(struct post, level),
	COL(struct post, code),
	COL(struct post, valid_from),
	COL(struct post, valid_to),
	COL(struct post, decision),
};
#define REACH_POSTS \
	REACH_OVER("(SELECT unit_id FROM person_post WHERE person_id = ?)")
DB_ROWS(select_posts, post_cols,
    "SELECT q.unit_id, COALESCE(r.inside, 0) AS inside, u.name AS unit,"
    " u.level, u.code, q.valid_from, q.valid_to, q.decision"
    " FROM person_post q JOIN unit u ON u.id = q.unit_id LEFT JOIN" REACH_POSTS
    "r ON r.unit_id = q.unit_id WHERE q.person_id = ?"
    " ORDER BY q.valid_from DESC");

static void
look_at(const struct ctx *ctx, struct held *h, bool self)
{
	const struct reach r = { h->inside, h->above, h->top, h->mask };

	h->live = strcmp(ctx->today, h->valid_to) < 0;
	h->now = h->live && strcmp(h->valid_from, ctx->today) <= 0;
	h->mine =
	    h->live && !self &&
	    (delegate_system(ctx) || delegate_may_give(&r, (enum role)h->role));
}

/* Those they have, and those others have of them. */
static void
part(const struct ctx *ctx, struct helds *all, struct standing *s)
{
	struct arena *mem = ctx->mem;

	s->held.at = arena_alloc(mem, (all->n + 1) * sizeof *s->held.at);
	s->lent.at = arena_alloc(mem, (all->n + 1) * sizeof *s->lent.at);
	for (size_t i = 0; i < all->n; i++) {
		struct held *h = &all->at[i];
		struct helds *to =
		    h->person_id == s->p.id ? &s->held : &s->lent;
		look_at(ctx, h, s->self);
		to->at[to->n++] = *h;
	}
}

static void
find_post(const struct ctx *ctx, struct standing *s)
{
	for (size_t i = 0; i < s->posts.n; i++) {
		struct post *q = &s->posts.at[i];
		q->now = strcmp(q->valid_from, ctx->today) <= 0 &&
			 strcmp(ctx->today, q->valid_to) < 0;
		if (q->now)
			s->post = q;
	}
	for (size_t i = 0; s->post == NULL && i < s->posts.n; i++)
		if (strcmp(s->posts.at[i].valid_from, ctx->today) <= 0)
			s->post = &s->posts.at[i];
	if (s->post == NULL && s->posts.n > 0)
		s->post = &s->posts.at[s->posts.n - 1];
}

/* The post of today or the last one, and those to come. */
static bool
counts(const struct ctx *ctx, const struct standing *s, const struct post *q)
{
	return q == s->post || strcmp(ctx->today, q->valid_to) < 0;
}

static enum rc
judge(struct db *db, const struct ctx *ctx, struct standing *s)
{
	bool any = false, at_top;

	s->whole = true;
	for (size_t i = 0; i < s->posts.n; i++) {
		if (!counts(ctx, s, &s->posts.at[i]))
			continue;
		any = true;
		s->inside |= s->posts.at[i].inside;
		s->whole &= s->posts.at[i].inside;
	}
	for (size_t i = 0; i < s->held.n; i++) {
		if (!s->held.at[i].live)
			continue;
		any = true;
		s->inside |= s->held.at[i].inside;
		s->whole &= s->held.at[i].mine;
	}
	if (!any) {
		TRY(right_at_top(db, ctx, MAY_ADMIN, &at_top));
		s->inside = s->whole = at_top;
	}
	if (delegate_system(ctx))
		s->inside = s->whole = true;
	if (s->self)
		s->inside = s->whole = false;
	return OK;
}

enum rc
standing_get(struct db *db, const struct ctx *ctx, long id,
    struct standing *ret)
{
	struct helds all;

	*ret = (struct standing){ .self = !delegate_system(ctx) &&
					  ctx->actor->id == id };
	TRY(person_get(db, id, &ret->p));
	TRY(db_rows(db, select_held, ARGS(REACH_ARGS(ctx), id, id, id, id, id),
	    &all));
	TRY(db_rows(db, select_posts, ARGS(REACH_ARGS(ctx), id, id),
	    &ret->posts));
	part(ctx, &all, ret);
	find_post(ctx, ret);
	TRY(judge(db, ctx, ret));
	return ret->self || ret->inside ? OK : E_NOTFOUND;
}
