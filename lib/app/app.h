/*
 * app.h - the frame: what a program of ours is, in one table of routes
 *
 * A handler runs inside the transaction, with its input parsed, its right and
 * its object established; it runs again when that was E_BUSY.  It does nothing
 * but read its request and the database, and write both.
 */
#ifndef APP_APP_H
#define APP_APP_H
#include "base/ctx.h"
#include "base/findings.h"
#include "core/access.h"
#include "io/html.h"
#include "io/multipart.h"
#include "io/query.h"
#include "io/url.h"
struct db;
struct conf;
struct report;

/* How a request parameter becomes a member of the route's input struct. */
struct field {
	const char *name;
	size_t at;
	enum { FIELD_LONG, FIELD_TEXT, FIELD_BOOL } type;
	long min, max; /* of a long; max: code points of a text (0: 200) */
	bool optional; /* absent or empty: 0, NULL, false */
	bool many_lines;
	bool secret; /* a password, a code: a form with one is never kept */
};
#define FIELD(S, m, ...) \
	{ \
		.name = #m, .at = offsetof(S, m), \
		.type = FIELD_TYPE(((S *)0)->m), __VA_ARGS__ \
	}
#define FIELD_TYPE(m) \
	_Generic((m), long: FIELD_LONG, const char *: FIELD_TEXT, \
	    bool: FIELD_BOOL)

/* One request: everything here lives in ctx.mem and dies with it. */
struct rq {
	struct ctx ctx;
	struct db *db;
	const struct conf *conf;
	const void *in; /* the route's input struct, parsed and checked */
	long object;    /* id of the route's object, inside the actor's scope */
	struct report *report; /* ... when that is a report */
	struct params params;  /* all of them, decoded; see param() */
	struct upload file;    /* where the route takes one; name "": none */
	struct findings findings;
	/*
	 * The form's key was used before, by the same person and for something
	 * else (Back, another figure, the button again): nothing can be stored
	 * under it.  A handler that would lose what was typed shows it again.
	 */
	bool reused;
	const struct route *route;
	/*
	 * For the record, where the frame cannot know it: what was read, and
	 * that this answer is an act to be kept although the route's others
	 * are not (a page that can also be had as a file).
	 */
	struct {
		const char *object; /* "person"; NULL: the route's object */
		long id;
		const char *act; /* "export"; NULL: as the route says */
		struct buf who;  /* rq_saw() */
	} seen;
	const char *path;    /* below the base: "/entry/save" */
	const char *address; /* the client's, for the lock-out */
	const char *cookie;  /* the session's raw token, or NULL */
	const char *root;    /* what of it stays: core/session.h; or NULL */
	const char *token;   /* its hash, as the database has it; or NULL */
	const char *agent;   /* the browser's name for itself, or "" */
	bool strong;         /* the session began with two factors */
	long session;        /* its id; 0: none */
	const char *browser; /* the visitor's cookie's, or "" */
	bool https;
	/* what the answer is, besides ctx.out */
	bool accepted;          /* 202: it is not finished */
	bool problem;           /* errors are JSON: a program reads them */
	bool plain;             /* errors are text: a cron job reads them */
	bool shown;             /* ctx.out is the page even if run() fails */
	const char *location;   /* set by redirect() */
	const char *type;       /* content type; NULL: HTML */
	const char *filename;   /* of a download; NULL: inline */
	const char *set_cookie; /* whole header value, or NULL */
	bool left; /* the browser forgets what it has of us: Clear-Site-Data */
	long retry_after; /* seconds, with 429 and 503 */
	long refresh;   /* seconds after which the page asks again; 0: never */
	enum rc status; /* what run() answers with although it commits */
};

#define COOKIE_SESSION "baocao"
#define COOKIE_PRE "baocao_pre" /* a visitor's, for the sign-in form */
#define COOKIE_LANG "lang"

typedef enum rc handler(struct rq *);
enum method { GET, POST };
/* May an API token (core/token.h) stand for a session? */
enum by_token {
	TOKEN_NO,
	TOKEN_TOO, /* reading what a person reads in the browser, too */
	TOKEN_ONLY /* for programs: cookies are not looked at */
};
/*
 * What a route's id names.  find() looks for rq->object inside the actor's
 * scope, with the route's right; E_NOTFOUND when it is not there or outside.
 */
struct object {
	const char *name;
	enum rc (*find)(struct rq *);
};
struct route {
	enum method method;
	const char *path; /* "/entry"; "/report/@" takes one more segment */
	enum right right;
	handler *run;
	const struct field *in;
	size_t nin, size;            /* of the input struct */
	const struct object *object; /* NULL: none */
	const char *id;              /* the field that names it */
	size_t open; /* takes up to so many further parameters (cells) */
	/*
	 * The field of a POST form that may hold a file, of so many bytes (413
	 * beyond them); widget_form_open_file() makes the form.  Whether one
	 * must be there, and what is in it, is the handler's to see.
	 */
	const char *file;
	size_t file_max;
	/*
	 * "export", "read": the act that answering this is.  It stands in the
	 * record before the answer leaves, or there is no answer; what was seen
	 * is rq->seen, the report, or the route's object.
	 */
	const char *audit;
	bool no_key; /* POST without idempotency key: sign-in, autosave */
	/*
	 * For what must not be done at a desk somebody has left: the actor must
	 * have shown who they are within the last prove_minutes.  A GET leads
	 * to /login/again and back; put it on the page that holds the form,
	 * too.  A POST that comes too late goes there as well: what was posted
	 * is kept, and sent on by a button, key and all, once they have
	 * (core/kept.h); so neither a secret nor a file may be in it.
	 */
	bool step_up;
	bool early;      /* open to who must set up a second factor first */
	const char *job; /* a cron key for this job may stand for a session */
	enum by_token token;
	bool steps; /* run() makes its own transactions: cron only */
};
#define IN(S, fields) .in = (fields), .nin = COUNT(fields), .size = sizeof(S)

/*
 * Serve until told to stop; the exit status of main().  With the one argument
 * --routes, on a command line only, it prints the table for the tests, with
 * --statements those that it holds (see db_statements_print()).
 */
int app_run(int argc, char **argv, const struct route *, size_t n);
/* Go there with GET; only to an address that url() made. */
enum rc redirect(struct rq *, const char *url) NODISCARD;
/* The value of an open parameter, or NULL. */
const char *param(const struct rq *, const char *name);
/* Its name as browsers have it: with a prefix that binds it to us. */
const char *cookie_name(const struct rq *, const char *name);
/* A Set-Cookie value; age 0: for the browser's session, < 0: forget it. */
const char *cookie_put(const struct rq *, const char *name, const char *value,
    long age);
/* The segment that matched '@' in the route's path. */
const char *path_tail(const struct rq *);
/*
 * The page that is in ctx.out is the answer, with the status of rc (E_INVALID
 * with findings, E_CONFLICT with what changed); the transaction is rolled back.
 */
enum rc refuse(struct rq *, enum rc) NODISCARD;
/*
 * The page shows what is stored about the object, a person; or about this one,
 * among others.  It goes on record before it leaves, with the numbers of all,
 * as "read", once; of a refusal, too, if a page is its answer.
 */
void rq_read(struct rq *);
void rq_saw(struct rq *, long person);
#endif
