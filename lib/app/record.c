/* record.c - reads and refusals in the record, before the answer leaves */
#include <string.h>
#include "app/frame.h"
#include "core/refusal.h"
#include "core/report.h"
#include "io/db_open.h"
#include "io/secret.h"

enum { MAX_TRIES = 4, UNTOLD_MAX = 100, WHO_MAX = 2500 };

/*
 * Refusals that this process has counted and not told the database: those of a
 * stream whose minute is full already.  What a process that dies had not told
 * is in the log alone.
 */
static struct untold {
	char minute[17]; /* in which the stream was full */
	long n;
} untold[AUDIT_SPREAD];

/* What the query asked for, by its names; not what lets one in. */
static void
put_query(struct buf *b, const struct params *ps)
{
	for (size_t i = 0; i < ps->n; i++) {
		const struct param *p = &ps->at[i];
		if (strcmp(p->name, "key") == 0 || strcmp(p->name, "csrf") == 0)
			continue;
		buf_fmt(b, "; %s=%s", p->name, p->value);
	}
}

/* Whose data the answer shows, by number: a name would have to be blanked. */
static void
put_who(struct buf *b, const struct buf *who)
{
	if (who->len > 0)
		buf_fmt(b, "; people=%s%s",
		    str_ndup(b->mem, who->at + 1, who->len - 2),
		    who->full ? " ..." : "");
}

static const char *
asked(const struct call *c)
{
	const struct rq *rq = &c->rq;
	struct buf b = { .mem = rq->ctx.mem, .max = 1 << 16 };

	buf_fmt(&b, "path=%s", rq->path);
	put_who(&b, &rq->seen.who);
	if (c->method == GET)
		put_query(&b, &rq->params);
	if (rq->ctx.actor != NULL && rq->ctx.actor->only != NULL)
		buf_fmt(&b, "; token=%ld", rq->ctx.actor->only->token_id);
	return b.at;
}

static struct audit_act
act_of(const struct call *c, const char *act)
{
	const struct rq *rq = &c->rq;
	struct audit_act a = { .act = act,
		.object = "page",
		.detail = asked(c) };

	if (rq->seen.object != NULL) {
		a.object = rq->seen.object;
		a.object_id = rq->seen.id;
	} else if (rq->report != NULL && rq->report->id != 0) {
		a.object = "report";
		a.object_id = rq->report->id;
	} else if (rq->route->object != NULL) {
		a.object = rq->route->object->name;
		a.object_id = rq->object;
	}
	return a;
}

/* NULL: this answer is no act.  A refusal is one when its page shows people. */
static const char *
act_kept(const struct rq *rq, enum rc rc)
{
	if (rq->seen.act != NULL && (rc == OK || rq->shown))
		return rq->seen.act;
	return rc == OK ? rq->route->audit : NULL;
}

void
rq_read(struct rq *rq)
{
	rq->seen.act = "read";
}

void
rq_saw(struct rq *rq, long person)
{
	struct buf *who = &rq->seen.who;
	const char *one = str_fmt(rq->ctx.mem, " %ld ", person);

	rq_read(rq);
	if (who->mem == NULL)
		*who = (struct buf){ .mem = rq->ctx.mem, .max = WHO_MAX };
	if (who->len > 0 && strstr(who->at, one) != NULL)
		return;
	buf_str(who, who->len == 0 ? one : one + 1);
}

/*
 * What a replica knew of somebody may be over by now: where it is the original
 * that is written to, it is asked.
 */
static enum rc
may_still(struct call *c)
{
	const struct actor *was = c->rq.ctx.actor;
	struct session now;

	if (c->server->record == c->server->db || was->id == 0)
		return OK;
	if (was->only != NULL)
		TRY(session_by_token(c->rq.db,
		    secret_sha256(c->rq.ctx.mem, c->bearer, strlen(c->bearer)),
		    &now));
	else
		TRY(session_resume(c->rq.db, c->rq.token, &now));
	if (now.actor.id != was->id)
		return was->only != NULL ? E_TOKEN : E_SIGNIN;
	return actor_may(&now.actor, c->rq.route->right) ? OK : E_DENIED;
}

static enum rc
read_is_kept(struct call *c)
{
	const struct ctx *ctx = &c->rq.ctx;
	const struct audit_act a = act_of(c, c->act);
	bool known = ctx->actor->id != 0;

	TRY(may_still(c));
	return audit_put_one(c->rq.db, ctx,
	    audit_spread(AUDIT_READS,
		known ? ctx->actor->login : c->rq.address),
	    &a);
}

/* A cron key that is none: refused before there was a clock. */
static enum rc
clock_there(struct call *c)
{
	struct ctx *ctx = &c->rq.ctx;

	if (ctx->real != NULL)
		return OK;
	TRY(session_resume(c->rq.db, NULL, &c->session));
	ctx->actor = &c->session.actor;
	ctx->now = c->session.now;
	ctx->today = c->session.today;
	ctx->real = c->session.real;
	return OK;
}

static struct untold *
untold_of(const struct ctx *ctx)
{
	return &untold[AUDIT_REFUSED - refusal_stream(ctx)];
}

static enum rc
refusal_is_kept(struct call *c)
{
	struct audit_act a = act_of(c, "refuse");
	const struct ctx *ctx = &c->rq.ctx;
	bool full;

	TRY(clock_there(c));
	struct untold *u = untold_of(ctx);
	a.detail = str_fmt(ctx->mem, "%s; method=%s; why=%s", a.detail,
	    c->method == POST ? "POST" : "GET",
	    c->refused == NULL ? "scope" : c->refused);
	TRY(refusal_add(c->rq.db, ctx, &a, u->n, &full));
	if (full)
		memcpy(u->minute, ctx->real, sizeof u->minute - 1);
	return OK;
}

/* Counted here, until it is worth telling. */
static bool
only_counted(struct call *c)
{
	const struct ctx *ctx = &c->rq.ctx;

	if (ctx->real == NULL)
		return false;
	struct untold *u = untold_of(ctx);
	if (strncmp(u->minute, ctx->real, sizeof u->minute - 1) != 0)
		return false;
	return ++u->n < UNTOLD_MAX;
}

enum rc
call_transaction(struct call *c, enum rc (*keep)(struct call *))
{
	struct db *read = c->rq.db;
	enum rc rc = E_BUSY, began = OK;

	c->rq.db = c->server->record;
	for (int i = 0; rc == E_BUSY && began == OK && i < MAX_TRIES; i++) {
		began = db_begin(c->rq.db, DB_READ_WRITE);
		if (began == OK)
			rc = db_end(c->rq.db, keep(c));
	}
	c->rq.db = read;
	return rc;
}

static bool
is_refusal(const struct call *c, enum rc rc)
{
	if (c->rq.route == NULL)
		return false;
	if (rc == E_INVALID && c->refused != NULL)
		return true;
	return rc == E_DENIED || (rc == E_NOTFOUND && c->rq.ctx.actor != NULL &&
				     c->rq.ctx.actor->id != 0);
}

static enum rc
keep_refusal(struct call *c, enum rc was)
{
	if (only_counted(c))
		return was;
	enum rc rc = call_transaction(c, refusal_is_kept);
	if (rc == OK && c->rq.ctx.real != NULL)
		untold_of(&c->rq.ctx)->n = 0;
	return rc == OK ? was : rc;
}

enum rc
record(struct call *c, enum rc rc)
{
	c->act = c->rq.route == NULL ? NULL : act_kept(&c->rq, rc);
	if (c->act != NULL) {
		enum rc kept = call_transaction(c, read_is_kept);
		return kept == OK ? rc : kept;
	}
	return is_refusal(c, rc) ? keep_refusal(c, rc) : rc;
}
