/*
 * probe.c - a program for the tests of the frame: one route for each of its
 * promises
 *
 * Its table is made by the test: probe (id, n, text).
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "app/app.h"
#include "view/page.h"

struct probe_in {
	long unit, ms, a, b;
	const char *text;
	bool flag;
};
static const struct field unit_fields[] = {
	FIELD(struct probe_in, unit, .min = 1),
};
static const struct field all_fields[] = {
	FIELD(struct probe_in, a, .max = 1000),
	FIELD(struct probe_in, b, .min = -5, .optional = true),
	FIELD(struct probe_in, text, .max = 20, .optional = true),
	FIELD(struct probe_in, flag),
};
static const struct field lock_fields[] = {
	FIELD(struct probe_in, a),
	FIELD(struct probe_in, b),
	FIELD(struct probe_in, ms, .optional = true),
};
static const struct field slow_fields[] = {
	FIELD(struct probe_in, ms, .max = 20000),
};
static const struct field text_fields[] = {
	FIELD(struct probe_in, text, .max = 100000, .many_lines = true),
};

DB_STMT(insert_probe, "INSERT INTO probe (n, text) VALUES (?, ?)");
DB_STMT(update_probe, "UPDATE probe SET n = n + 1 WHERE id = ?");
DB_STMT(broken, "UPDATE probe SET no_such_column = 1");

static enum rc
find_unit(struct rq *rq)
{
	return unit_reach(rq->db, &rq->ctx, rq->route->right, rq->object);
}
static const struct object probe_unit = { "unit", find_unit };

static enum rc
page(struct rq *rq, const char *text)
{
	struct buf *h = page_open(&rq->ctx, "Probe");

	html(h, "<p>%s</p>\n", text);
	html(h, "<p class='today'>%s|%s</p>\n", rq->ctx.today, rq->ctx.now);
	html(h, "<form method='post' action='%s'>", url(&rq->ctx, "/probe"));
	html(h, "<input type='hidden' name='csrf' value='%s' />",
	    rq->ctx.csrf == NULL ? "" : rq->ctx.csrf);
	html(h, "<input type='hidden' name='key' value='%s' /></form>\n",
	    rq->ctx.key);
	return page_close(&rq->ctx);
}

static enum rc
plain(struct rq *rq)
{
	return page(rq, rq->route->path);
}

static enum rc
reached(struct rq *rq)
{
	return page(rq, str_fmt(rq->ctx.mem, "unit %ld", rq->object));
}

static enum rc
inputs(struct rq *rq)
{
	const struct probe_in *in = rq->in;

	return page(rq,
	    str_fmt(rq->ctx.mem, "a=%ld b=%ld text=%s flag=%d", in->a, in->b,
		in->text == NULL ? "NULL" : in->text, in->flag));
}

static enum rc
note(struct rq *rq)
{
	const struct probe_in *in = rq->in;

	TRY(db_exec(rq->db, insert_probe, ARGS(rq->ctx.actor->id, in->text),
	    NULL));
	return redirect(rq, url(&rq->ctx, "/probe?done=%zu", strlen(in->text)));
}

/* An old key with other content: the page may show what differs. */
static enum rc
differs(struct rq *rq)
{
	if (!rq->reused)
		return note(rq);
	TRY(page(rq, "not what was sent"));
	return refuse(rq, E_CONFLICT);
}

/* What came of a file: its name, length and last byte. */
static enum rc
keep_file(struct rq *rq)
{
	const struct probe_in *in = rq->in;
	const struct upload *f = &rq->file;
	const char *text = str_fmt(rq->ctx.mem, "%s|%s|%zu|%d|%s", f->name,
	    f->type, f->len,
	    f->len == 0 ? -1 : (unsigned char)f->bytes[f->len - 1], in->text);

	TRY(db_exec(rq->db, insert_probe, ARGS(rq->ctx.actor->id, text), NULL));
	return redirect(rq, url(&rq->ctx, "/probe?done=%zu", f->len));
}

/* What a GET must not do, even if its author forgot. */
static enum rc
write_on_get(struct rq *rq)
{
	TRY(db_exec(rq->db, insert_probe, ARGS(0L, "written by GET"), NULL));
	return page(rq, "written");
}

static enum rc
fall_over(struct rq *rq)
{
	page_open(&rq->ctx, "half a page that nobody may see");
	return db_exec(rq->db, broken, ARGS(), NULL);
}

static void
rest(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

static enum rc
slow(struct rq *rq)
{
	rest(((const struct probe_in *)rq->in)->ms);
	return page(rq, "slow");
}

/* Two rows in the order asked for: the way to a deadlock. */
static enum rc
lock_two(struct rq *rq)
{
	const struct probe_in *in = rq->in;

	TRY(db_exec(rq->db, update_probe, ARGS(in->a), NULL));
	rest(in->ms);
	TRY(db_exec(rq->db, update_probe, ARGS(in->b), NULL));
	return redirect(rq, url(&rq->ctx, "/probe"));
}

static enum rc
large(struct rq *rq)
{
	struct buf *h = page_open(&rq->ctx, "Large");

	for (long i = 0; i < 200000; i++)
		html(h, "<i>%ld</i>\n", i);
	return page_close(&rq->ctx);
}

static enum rc
too_large(struct rq *rq)
{
	struct buf *h = page_open(&rq->ctx, "Too large");

	for (long i = 0; i < 5000000 && !h->full; i++)
		html(h, "<i>%ld</i>\n", i);
	return page_close(&rq->ctx);
}

/* What no arena gives back. */
static enum rc
leak(struct rq *rq)
{
	enum { SIZE = 2 << 20 };
	static char *volatile p;

	p = malloc(SIZE);
	if (p == NULL)
		abort();
	memset(p, 1, SIZE);
	return page(rq, "leaked");
}

static enum rc
tail(struct rq *rq)
{
	return page(rq, path_tail(rq));
}

#define REACH(right_, name) \
	{ \
		.method = GET, .path = "/probe/" name, .right = (right_), \
		.object = &probe_unit, .id = "unit", .run = reached, \
		IN(struct probe_in, unit_fields) \
	}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/probe",
	    .right = SIGNED_IN,
	    .open = 3,
	    .run = plain },
	{ .method = GET,
	    .path = "/probe/any",
	    .right = ANYONE,
	    .run = inputs,
	    IN(struct probe_in, all_fields) },
	REACH(MAY_VIEW, "view"),
	REACH(MAY_ENTER, "enter"),
	REACH(MAY_SEND, "send"),
	REACH(MAY_REVIEW, "review"),
	REACH(MAY_ADMIN, "admin"),
	REACH(MAY_OWN, "own"),
	REACH(MAY_SYNTH, "synth"),
	REACH(MAY_AUDIT, "audit"),
	REACH(MAY_PUBLISH, "publish"),
	{ .method = POST,
	    .path = "/probe/note",
	    .right = SIGNED_IN,
	    .run = note,
	    IN(struct probe_in, text_fields) },
	{ .method = GET,
	    .path = "/probe/step",
	    .right = SIGNED_IN,
	    .step_up = true,
	    .run = plain,
	    IN(struct probe_in, all_fields) },
	{ .method = POST,
	    .path = "/probe/step",
	    .right = SIGNED_IN,
	    .step_up = true,
	    .run = note,
	    IN(struct probe_in, text_fields) },
	{ .method = POST,
	    .path = "/probe/note-too",
	    .right = SIGNED_IN,
	    .run = note,
	    IN(struct probe_in, text_fields) },
	{ .method = POST,
	    .path = "/probe/differs",
	    .right = SIGNED_IN,
	    .run = differs,
	    IN(struct probe_in, text_fields) },
	{ .method = POST,
	    .path = "/probe/file",
	    .right = SIGNED_IN,
	    .file = "file",
	    .file_max = 1 << 20,
	    .run = keep_file,
	    IN(struct probe_in, text_fields) },
	{ .method = POST,
	    .path = "/probe/lock",
	    .right = SIGNED_IN,
	    .run = lock_two,
	    IN(struct probe_in, lock_fields) },
	{ .method = GET,
	    .path = "/probe/write",
	    .right = ANYONE,
	    .run = write_on_get },
	{ .method = POST,
	    .path = "/probe/broken",
	    .right = SIGNED_IN,
	    .run = fall_over },
	{ .method = GET,
	    .path = "/probe/slow",
	    .right = ANYONE,
	    .run = slow,
	    IN(struct probe_in, slow_fields) },
	{ .method = GET,
	    .path = "/probe/large",
	    .right = ANYONE,
	    .run = large },
	{ .method = GET,
	    .path = "/probe/overflow",
	    .right = ANYONE,
	    .run = too_large },
	{ .method = GET, .path = "/probe/leak", .right = ANYONE, .run = leak },
	{ .method = GET,
	    .path = "/probe/tail/@",
	    .right = ANYONE,
	    .run = tail },
	{ .method = GET,
	    .path = "/probe/cron",
	    .right = CRON,
	    .job = "run",
	    .run = plain },
	{ .method = GET,
	    .path = "/probe/either",
	    .right = MAY_VIEW,
	    .job = "report",
	    .object = &probe_unit,
	    .id = "unit",
	    .run = reached,
	    IN(struct probe_in, unit_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
