/* frame.h - what the files of the frame share; nobody else includes it */
#ifndef APP_FRAME_H
#define APP_FRAME_H
#include "app/app.h"
#include "core/session.h"
#include "io/clamd.h"
struct web;

/* What lives as long as the process. */
struct server {
	const struct conf *conf;
	struct db *db;
	struct db *record; /* where acts are written: db, if it is no replica */
	struct web *web;
	const struct route *routes;
	size_t nroute;
	int statm; /* /proc/self/statm, open */
	long page_bytes;
};
/* What the frame alone knows of a request. */
struct call {
	struct rq rq;
	struct server *server;
	struct rq fresh; /* as it was before the first run of the handler */
	enum method method;
	bool head;
	const char *tail; /* see path_tail() */
	const char *pre;  /* a visitor's cookie, or what it will be */
	bool pre_new;
	/* The frame's own cookies: sent even with an error. */
	const char *pre_cookie, *lang_cookie;
	const char *allow;   /* with 405: the methods that there are */
	const char *act;     /* what answering is, for the record, or NULL */
	const char *refused; /* "csrf", "right" ...: why, for the record */
	const char *key;     /* hash of a cron key, where the route takes one */
	const char *kept;    /* what was posted is kept under this name */
	bool elsewhere; /* the form is of another session of this browser */
	bool scanned;   /* the file, if one came; scan.c */
	enum rc verdict;
	char virus[CLAMD_NAME]; /* what was found */
	const char *bearer; /* an API token, as it came; cookies are ignored */
	struct session session;
	long began;      /* microseconds of a clock that only goes on */
	long statements; /* the connection's count when it began */
	long hashes;     /* likewise */
};

/* request.c: variables, limits, parameters; before anything else. */
enum rc call_read(struct call *) NODISCARD;
/* ... and the body of a POST, once the route says what it may be. */
enum rc call_body(struct call *) NODISCARD;
/* route.c */
enum rc route_find(struct call *) NODISCARD;
void routes_print(const struct route *, size_t n);
/* guard.c: who, whence, what, and whether they may. */
enum rc session_guard(struct call *) NODISCARD;
enum rc csrf_guard(struct call *) NODISCARD;
enum rc fields_parse(struct rq *) NODISCARD;
enum rc access_guard(struct call *) NODISCARD;
/* ... and whether a form is of the session that the cookie names. */
bool csrf_fits(const struct call *);
/* scan.c: a file that came, where the settings name a scanner. */
enum rc scan_guard(struct call *) NODISCARD;
/* prove.c: that they showed who they are, lately; else E_PROVE. */
enum rc prove_guard(struct call *) NODISCARD;
/* ... and what is answered then: a page, or where to go. */
void prove_answer(struct call *);
/* bearer.c: requests by an API token. */
const char *bearer_read(const struct web *);
enum rc bearer_guard(struct call *) NODISCARD;
enum rc bearer_record(struct call *, enum rc);
const char *bearer_challenge(const struct call *, enum rc);
void bearer_problem(struct rq *, int status, const char *title,
    const char *text);
/* repeat.c: idempotency of writes. */
enum rc repeat_guard(struct call *) NODISCARD;
enum rc repeat_store(struct call *) NODISCARD;
enum rc repeat_answer(struct call *, enum rc);
/*
 * record.c: reads that the route says are kept, and refusals, in a transaction
 * of their own.  Returns rc, or why it could not be kept: then that is the
 * answer.
 */
enum rc record(struct call *, enum rc rc) NODISCARD;
/* ... and what else is a transaction after the handler's. */
enum rc call_transaction(struct call *, enum rc (*)(struct call *)) NODISCARD;
/* keep.c: a form that is not answered yet, for when its person can send it. */
enum rc keep(struct call *, enum rc) NODISCARD;
/* Where it was typed, as the browser says: a path of ours. */
const char *keep_page(const struct call *);
/* answer.c: status, headers, error pages, the log line. */
void answer(struct call *, enum rc, long microseconds);
#endif
