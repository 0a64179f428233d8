/* app.c - the frame of every program: read, guard, run, commit, send */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "app/confine.h"
#include "app/frame.h"
#include "io/conf.h"
#include "io/db_open.h"
#include "io/secret.h"
#include "io/web.h"
#include "view/page.h"

enum {
	MAX_TRIES = 6,
	PATIENCE_US = 4000000, /* no rerun after that: 503 */
	PAGE_MAX = 32 << 20,
	PAGE_USUAL = 96 << 10,
	CHECK_EVERY = 64
};

/*
 * For the tests that kill, in an installation that says `test = yes`:
 * BAOCAO_CRASH=after_commit ends the process there, with nobody told, and
 * BAOCAO_FREEZE=before_commit stops it, once.
 */
static void
crash_point(const struct call *c, const char *where)
{
	const char *at;

	if (!c->server->conf->test || c->method != POST)
		return;
	if ((at = getenv("BAOCAO_CRASH")) != NULL && strcmp(at, where) == 0)
		raise(SIGKILL);
	if ((at = getenv("BAOCAO_FREEZE")) != NULL && strcmp(at, where) == 0) {
		unsetenv("BAOCAO_FREEZE");
		raise(SIGSTOP);
	}
}

/* What a handler may take for granted is established here, in this order. */
static enum rc
guarded(struct call *c)
{
	TRY(session_guard(c));
	if (c->method == POST && c->rq.ctx.actor->only == NULL)
		TRY(csrf_guard(c));
	TRY(fields_parse(&c->rq));
	TRY(access_guard(c));
	TRY(prove_guard(c));
	TRY(repeat_guard(c));
	TRY(scan_guard(c));
	if (c->rq.route->steps)
		return OK;
	TRY(c->rq.route->run(&c->rq));
	return repeat_store(c);
}

/* One run of the handler, from a clean arena; what it wrote, or nothing. */
static enum rc
transact(struct call *c, size_t mark)
{
	struct rq *rq = &c->rq;
	const struct route *r = rq->route;

	arena_reset(rq->ctx.mem, mark);
	buf_clear(rq->ctx.out);
	buf_reserve(rq->ctx.out, PAGE_USUAL);
	*rq = c->fresh;
	c->session = (struct session){ 0 };
	c->key = c->pre_cookie = c->refused = NULL;
	c->elsewhere = false;
	rq->findings = (struct findings){ .mem = rq->ctx.mem };
	TRY(db_begin(rq->db, r->method == GET ? DB_READ_ONLY : DB_READ_WRITE));
	enum rc rc = guarded(c);
	if (rc == OK)
		crash_point(c, "before_commit");
	rc = db_end(rq->db, rc);
	if (rc == OK)
		crash_point(c, "after_commit");
	return rc;
}

static long
microseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Again while busy, on the same input; db_end() says why it may. */
static enum rc
transact_until_done(struct call *c, size_t mark)
{
	enum rc rc;
	int tries = 0;

	do {
		if (tries > 0)
			nanosleep(&(struct timespec){ .tv_nsec =
							  (rand() % 20 +
							      (5L << tries)) *
							  1000000L },
			    NULL);
		rc = transact(c, mark);
	} while (rc == E_BUSY && ++tries < MAX_TRIES &&
		 microseconds() - c->began < PATIENCE_US);
	return rc == OK ? OK : repeat_answer(c, rc);
}

static enum rc
handle(struct call *c)
{
	TRY(call_read(c));
	TRY(route_find(c));
	if (c->method == POST)
		TRY(call_body(c));
	c->fresh = c->rq;
	size_t mark = arena_mark(c->rq.ctx.mem);
	enum rc rc = transact_until_done(c, mark);
	if (rc == E_CONFLICT && c->fresh.reused && !c->rq.shown)
		rc = transact_until_done(c, mark);
	rc = keep(c, bearer_record(c, rc));
	if (rc == OK && c->rq.route->steps)
		rc = c->rq.route->run(&c->rq);
	return record(c, rc);
}

/* Outside the handler's transaction, after the answer has gone. */
static void
touch(struct call *c)
{
	struct session_life life = session_life_of(c->server->conf);

	if (!c->session.stale || c->session.id == 0)
		return;
	struct db *db = c->server->record;
	if (db_begin(db, DB_READ_WRITE) == OK &&
	    db_end(db,
		session_touch(db, c->rq.token, c->session.real, &life)) != OK)
		fail(E_BUSY, "session not touched");
}

static void
request_id(char *ret, size_t n)
{
	static unsigned long count;

	snprintf(ret, n, "%lx-%lx-%lx", (unsigned long)time(NULL),
	    (unsigned long)getpid(), ++count);
}

static void
serve(struct server *s, struct arena *mem)
{
	struct buf out = { .mem = mem, .max = PAGE_MAX };
	char id[48];

	request_id(id, sizeof id);
	fail_tag(id);
	db_into(s->db, mem);
	db_into(s->record, mem);
	struct call c = { .server = s,
		.began = microseconds(),
		.statements = db_count(s->db),
		.hashes = secret_count(),
		.rq = { .db = s->db,
		    .conf = s->conf,
		    .findings = { .mem = mem },
		    .ctx = { .mem = mem,
			.out = &out,
			.base = s->conf->base,
			.request = id } } };
	enum rc rc = handle(&c);
	answer(&c, rc, microseconds() - c.began);
	web_finish(s->web);
	touch(&c);
}

/* The kernel's file has two numbers first: all pages, and those in memory. */
static long
resident_mib(const struct server *s)
{
	char text[100];
	ssize_t n = pread(s->statm, text, sizeof text - 1, 0);

	text[n < 0 ? 0 : n] = '\0';
	const char *space = strchr(text, ' ');
	long pages = space == NULL ? 0 : strtol(space, NULL, 10);
	return pages * s->page_bytes >> 20;
}

/* A worker leaves after its share, or when it has grown: all is new then. */
static bool
worn_out(const struct server *s, long served)
{
	return served >= s->conf->requests ||
	       (served % CHECK_EVERY == 0 &&
		   resident_mib(s) > s->conf->growth_mib);
}

/*
 * All is open that stays open; the database's client library has loaded what it
 * loads for a connection.  A database that does not answer yet is no reason not
 * to start: the first request says so.
 */
static enum rc
shut_in(struct server *s)
{
	s->statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	s->page_bytes = sysconf(_SC_PAGESIZE);
	db_dial(s->db);
	db_dial(s->record);
	return confine_enter(s->conf, conf_program());
}

/* On a command line, and there only: what this program is made of. */
static bool
asked(int argc, char **argv, const struct route *routes, size_t n)
{
	if (getenv("GATEWAY_INTERFACE") != NULL || argc != 2)
		return false;
	if (strcmp(argv[1], "--routes") == 0)
		routes_print(routes, n);
	else if (strcmp(argv[1], "--statements") == 0)
		db_statements_print();
	else
		return false;
	return true;
}

int
app_run(int argc, char **argv, const struct route *routes, size_t n)
{
	struct server s = { .routes = routes, .nroute = n };

	if (asked(argc, argv, routes, n))
		return EXIT_SUCCESS;
	s.conf = conf_load();
	s.db = db_open(&s.conf->db);
	s.record =
	    s.conf->record.name == NULL ? s.db : db_open(&s.conf->record);
	tr_open(s.conf->locale);
	if (page_init(s.conf->html) != OK)
		return EXIT_FAILURE;
	s.web = web_open(s.conf->stall_s);
	if (shut_in(&s) != OK)
		return EXIT_FAILURE;
	srand((unsigned)getpid());
	struct arena *mem = arena_new();
	for (long served = 1; web_next(s.web); served++) {
		serve(&s, mem);
		arena_reset(mem, 0);
		if (worn_out(&s, served))
			web_stop(s.web);
	}
	arena_free(mem);
	if (s.record != s.db)
		db_close(s.record);
	db_close(s.db);
	web_close(s.web);
	return EXIT_SUCCESS;
}

enum rc
redirect(struct rq *rq, const char *to)
{
	rq->location = to;
	return OK;
}

enum rc
refuse(struct rq *rq, enum rc rc)
{
	rq->shown = true;
	return rc;
}
