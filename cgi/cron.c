/*
 * cron.c - what time brings: letters go, periods open, figures are added up,
 * reorganisations are carried out, the record is sealed
 *
 * For wget or curl on shared hosting.  A call does a bounded amount of work,
 * each step in a transaction of its own; a lease keeps a second call at the
 * same time from doing it, too.  The answer is text, one line a thing done:
 * 200 when all is done, or when another call is at it; 202 when more is left.
 */
#include <time.h>
#include "app/app.h"
#include "core/anchor.h"
#include "core/cron_key.h"
#include "core/lease.h"
#include "core/open.h"
#include "core/outbox.h"
#include "core/reform.h"
#include "core/refusal.h"
#include "core/rollup.h"
#include "core/session.h"
#include "core/signin_link.h"
#include "core/sweep.h"
#include "core/template_store.h"
#include "io/conf.h"
#include "io/db_open.h"
#include "io/mail.h"

enum {
	LEASE_S = 120,
	WORK_S = 10,
	MARK_TRIES = 5,
	LEASE_TRIES = 3,
	STEP_TRIES = 4
};

/*
 * Somebody was at the same rows, here or on another node: once more, then
 * again with the next call, for there is nothing wrong.
 */
static enum rc
step(struct rq *rq, enum rc (*work)(struct rq *, bool *), bool *ret_more)
{
	size_t said = rq->ctx.out->len;
	enum rc rc = E_BUSY;

	for (int tries = 0; rc == E_BUSY && tries < STEP_TRIES; tries++) {
		rq->ctx.out->len = said; /* what did not come about */
		TRY(db_begin(rq->db, DB_READ_WRITE));
		rc = db_end(rq->db, work(rq, ret_more));
	}
	return rc;
}

static enum rc
sweep(struct rq *rq, bool *ret_more)
{
	*ret_more = false;
	TRY(session_sweep(rq->db, rq->ctx.real));
	return sweep_kept(rq->db, &rq->ctx);
}

static enum rc
begin_periods(struct rq *rq, bool *ret_more)
{
	long begun;

	*ret_more = false;
	return open_begin(rq->db, &rq->ctx, &begun);
}

static enum rc
open_reports(struct rq *rq, bool *ret_more)
{
	struct job job;
	long before;

	*ret_more = false;
	enum rc rc = open_next(rq->db, &job);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	before = job.made;
	TRY(open_step(rq->db, &rq->ctx, &job));
	if (job.made > before)
		buf_fmt(rq->ctx.out, "opened %ld reports\n", job.made - before);
	*ret_more = true;
	return OK;
}

static enum rc
roll_up(struct rq *rq, bool *ret_more)
{
	struct job job;

	*ret_more = false;
	enum rc rc = rollup_next(rq->db, &rq->ctx, &job);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(rollup_step(rq->db, &rq->ctx, &job));
	buf_fmt(rq->ctx.out,
	    "rolled up %ld of %ld units (regime %ld, period"
	    " %ld)\n",
	    job.done, job.total, job.regime_id, job.period_id);
	*ret_more = true;
	return OK;
}

/* A reorganisation that somebody has begun: see core/reform.h. */
static enum rc
carry_out(struct rq *rq, bool *ret_more)
{
	struct reform r;

	*ret_more = false;
	enum rc rc = reform_next(rq->db, &r);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(reform_step(rq->db, &rq->ctx, &r));
	buf_fmt(rq->ctx.out, "reorganisation %ld: %s, %ld of %ld units\n", r.id,
	    r.state, r.done, r.total);
	*ret_more = str_eq(r.state, "running") || str_eq(r.state, "undoing");
	return OK;
}

static enum rc
sweep_templates(struct rq *rq, bool *ret_more)
{
	return template_sweep(rq->db, &rq->ctx, ret_more);
}

static enum rc
tell_refusals(struct rq *rq, bool *ret_more)
{
	*ret_more = false;
	return refusal_flush(rq->db, &rq->ctx);
}

/* Another sealer, on another node, is no fault: the next call goes on. */
static enum rc
seal(struct rq *rq, bool *ret_more)
{
	long n;
	enum rc rc = seal_make(rq->db, &rq->ctx, rq->conf->sign_key, &n);

	*ret_more = rc == OK && n == SEAL_MAX;
	if (rc == OK && n > 0)
		buf_fmt(rq->ctx.out, "sealed %ld entries\n", n);
	return rc;
}

/* What is sealed goes where the database's owner cannot take it back. */
static enum rc
anchor(struct rq *rq, long from)
{
	const struct conf *conf = rq->conf;
	long n;

	TRY(db_begin(rq->db, DB_READ_ONLY));
	enum rc rc = OK;
	if (conf->anchor_syslog)
		rc = anchor_syslog(rq->db, rq->ctx.mem, from);
	if (rc == OK && conf->anchor_file != NULL)
		rc = anchor_write(rq->db, rq->ctx.mem, conf->anchor_file, &n);
	return db_end(rq->db, rc);
}

static enum rc
last_seal(struct rq *rq, long *ret)
{
	const char *file = rq->conf->anchor_file;
	struct seal s = { 0 };
	long tail;

	TRY(anchor_tail(rq->ctx.mem, file, &tail));
	TRY(db_begin(rq->db, DB_READ_ONLY));
	enum rc rc = anchor_agrees(rq->db, file, tail);
	if (rc == OK)
		rc = seal_last(rq->db, &s);
	*ret = s.no;
	return db_end(rq->db, rc == E_NOTFOUND ? OK : rc);
}

static long
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* ------------------------------------------------------------ letters */

static enum rc
took(struct rq *rq, struct outbox_mail *ret)
{
	TRY(db_begin(rq->db, DB_READ_WRITE));
	return db_end(rq->db, outbox_take(rq->db, &rq->ctx, ret));
}

/* An acknowledged letter is marked even if the database is slow about it. */
static enum rc
mark(struct rq *rq, const struct outbox_mail *m, enum rc came, const char *why)
{
	enum rc rc = E_BUSY;

	for (int tries = 0; rc == E_BUSY && tries < MARK_TRIES; tries++) {
		TRY(db_begin(rq->db, DB_READ_WRITE));
		rc = db_end(rq->db, came == OK ?
					outbox_sent(rq->db, &rq->ctx, m) :
					outbox_failed(rq->db, &rq->ctx, m,
					    came == E_INVALID, why));
	}
	return rc;
}

/*
 * One letter, no transaction being open while it goes.  E_NOTFOUND: none is
 * due; E_BUSY: the server does not take any just now.
 */
static enum rc
send_one(struct rq *rq, struct mailer *to)
{
	struct outbox_mail m;
	const char *why;

	TRY(took(rq, &m));
	struct mail mail = { .to = m.address,
		.subject = m.subject,
		.body = m.body,
		.id = m.message_id,
		.at = rq->ctx.real };
	enum rc rc = mail_send(to, rq->ctx.mem, &mail, &why);
	TRY(mark(rq, &m, rc, why));
	buf_fmt(rq->ctx.out, "letter %ld: %s\n", m.id, rc == OK ? "sent" : why);
	return rc == E_INVALID ? OK : rc;
}

static enum rc
send_letters(struct rq *rq, long until)
{
	struct mail_way way = mail_way_of(rq->conf);
	const char *why;
	enum rc rc = OK;

	if (!outbox_able(rq->conf))
		return OK;
	struct mailer *to = mail_open(rq->ctx.mem, &way, &why);
	if (to == NULL) {
		buf_fmt(rq->ctx.out, "letters: %s\n", why);
		return fail(OK, "letters: %s", why);
	}
	while (rc == OK && seconds() < until)
		rc = send_one(rq, to);
	mail_close(to);
	return rc == E_NOTFOUND || rc == E_BUSY ? OK : rc;
}

/* Who asked for a link gets one, if there is such an account. */
static enum rc
grant_links(struct rq *rq, bool *ret_more)
{
	enum rc rc = signin_grant(rq->db, &rq->ctx, rq->conf);

	*ret_more = rc == OK;
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
sweep_letters(struct rq *rq, bool *ret_more)
{
	*ret_more = false;
	TRY(signin_link_sweep(rq->db, rq->ctx.real));
	return outbox_sweep(rq->db, &rq->ctx);
}

/* Step by step, while there is something to do and time to do it. */
static enum rc
steps(struct rq *rq, enum rc (*work)(struct rq *, bool *), long until,
    bool *ret_more)
{
	do
		TRY(step(rq, work, ret_more));
	while (*ret_more && seconds() < until);
	return OK;
}

static enum rc
keep_record(struct rq *rq, long until)
{
	bool more;
	long from;

	enum rc rc = last_seal(rq, &from);
	if (rc == E_CONFLICT) { /* the other work is done all the same */
		buf_str(rq->ctx.out,
		    "not sealed: the anchors are ahead of the record;"
		    " baocao audit restored\n");
		return OK;
	}
	TRY(rc);
	TRY(step(rq, tell_refusals, &more));
	rc = steps(rq, seal, until, &more);
	if (rc == E_BUSY)
		return OK;
	TRY(rc);
	return anchor(rq, from);
}

static enum rc
work(struct rq *rq, bool *ret_more)
{
	long until = seconds() + WORK_S;

	TRY(keep_record(rq, until));
	TRY(step(rq, sweep, ret_more));
	TRY(step(rq, sweep_letters, ret_more));
	TRY(steps(rq, grant_links, until, ret_more));
	TRY(send_letters(rq, until));
	TRY(steps(rq, carry_out, until, ret_more));
	if (*ret_more)
		return OK;
	TRY(step(rq, begin_periods, ret_more));
	TRY(steps(rq, open_reports, until, ret_more));
	if (!*ret_more)
		TRY(steps(rq, roll_up, until, ret_more));
	return *ret_more ? OK : steps(rq, sweep_templates, until, ret_more);
}

/* Two nodes find out at COMMIT that both took it: the second run says who. */
static enum rc
take_lease(struct rq *rq, const char **ret_holder)
{
	enum rc rc = E_BUSY;

	for (int tries = 0; rc == E_BUSY && tries < LEASE_TRIES; tries++) {
		TRY(db_begin(rq->db, DB_READ_WRITE));
		rc = db_end(rq->db,
		    lease_take(rq->db, &rq->ctx, "cron", LEASE_S, ret_holder));
	}
	return rc;
}

static enum rc
run(struct rq *rq)
{
	const char *holder;
	bool more = false;

	rq->type = "text/plain; charset=utf-8";
	enum rc rc = take_lease(rq, &holder);
	if (rc == E_CONFLICT) {
		buf_str(rq->ctx.out, "another call is at work\n");
		return OK;
	}
	TRY(rc);
	rc = work(rq, &more);
	if (rc == E_BUSY) {
		more = true;
		rc = OK;
	}
	TRY(db_begin(rq->db, DB_READ_WRITE));
	TRY(db_end(rq->db, lease_drop(rq->db, "cron", holder)));
	TRY(rc);
	buf_str(rq->ctx.out, more ? "more is left: call again\n" : "done\n");
	rq->accepted = more;
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/cron/run",
	    .right = CRON,
	    .job = CRON_RUN,
	    .steps = true,
	    .run = run },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
