/* repeat.c - a form that is sent twice is acted upon once */
#include <string.h>
#include "app/frame.h"
#include "core/idem.h"
#include "io/db_open.h"
#include "io/secret.h"

static bool
keyed(const struct route *r)
{
	return r->method == POST && !r->no_key;
}

static enum rc
key_of(const struct rq *rq, const char **ret)
{
	*ret = param(rq, "key");
	if (*ret == NULL || strlen(*ret) != IDEM_KEY_LEN ||
	    (*ret)[strspn(*ret, "0123456789abcdef")] != '\0')
		return fail(E_MALFORMED, "no idempotency key");
	return OK;
}

/* A form without its key is refused before anything is done. */
enum rc
repeat_guard(struct call *c)
{
	const char *key;

	return keyed(c->rq.route) ? key_of(&c->rq, &key) : OK;
}

/*
 * What was asked: the path, the file and every parameter but the form's token.
 * Some are passwords, which a plain hash would give away: the session's root,
 * which the database does not hold, keys it.
 */
static const char *
content_of(const struct rq *rq)
{
	struct buf b = { .mem = rq->ctx.mem, .max = 64 << 20 };

	buf_str(&b, rq->root);
	buf_str(&b, rq->path);
	for (size_t i = 0; i < rq->params.n; i++) {
		const struct param *p = &rq->params.at[i];
		if (strcmp(p->name, "csrf") == 0)
			continue;
		buf_fmt(&b, "\n%zu:%s=", strlen(p->value), p->name);
		buf_str(&b, p->value);
	}
	if (rq->route->file != NULL)
		buf_fmt(&b, "\n%zu:%s=%s", rq->file.len, rq->file.name,
		    secret_sha256(rq->ctx.mem, rq->file.bytes, rq->file.len));
	return secret_sha256(rq->ctx.mem, b.at, b.len);
}

/*
 * Refused, although it wrote something (a failure is counted): it keeps no key.
 * If it was refused because it had been done before, that is no failure.
 */
static enum rc
unless_done(struct rq *rq, const char *key)
{
	struct idem was;
	enum rc rc = idem_find(rq->db, key, &was);

	if (rc == E_NOTFOUND)
		return OK;
	return rc == OK ? E_CONFLICT : rc;
}

enum rc
repeat_store(struct call *c)
{
	struct rq *rq = &c->rq;
	const char *key;

	if (!keyed(rq->route))
		return OK;
	TRY(key_of(rq, &key));
	if (rq->status != OK)
		return unless_done(rq, key);
	if (rq->location == NULL)
		return fail(E_INTERNAL, "a write that leads nowhere");
	return idem_store(rq->db, &rq->ctx, key, content_of(rq), rq->location);
}

static enum rc
look_up(struct rq *rq, const char *key, struct idem *ret)
{
	TRY(db_begin(rq->db, DB_READ_ONLY));
	return db_end(rq->db, idem_find(rq->db, key, ret));
}

/*
 * The write did not go through: perhaps because it had, before.  The same key,
 * person and content get the same answer again.  When that cannot be looked up
 * just now, nobody may be told that nothing was done.
 */
enum rc
repeat_answer(struct call *c, enum rc rc)
{
	struct rq *rq = &c->rq;
	struct idem was;
	const char *key;

	if (rq->route == NULL || !keyed(rq->route) || rq->ctx.actor == NULL ||
	    (rc != E_CONFLICT && rc != E_INVALID && rc != E_NOTFOUND) ||
	    key_of(rq, &key) != OK)
		return rc;
	enum rc found = look_up(rq, key, &was);
	if (found == E_BUSY) {
		rq->shown = false;
		return E_BUSY;
	}
	if (found != OK || was.person_id != rq->ctx.actor->id)
		return rc;
	if (strcmp(was.content, content_of(rq)) != 0) {
		c->fresh.reused = true;
		return rc;
	}
	rq->location = was.location;
	rq->status = OK;
	return OK;
}
